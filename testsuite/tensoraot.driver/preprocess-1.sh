# SPDX-License-Identifier: MIT
# Kernels survive -E and -save-temps: what is compiled from the preprocessed
# text is what is compiled directly, macros in clauses included.
cat >t.c <<\END
#define EXTENT n * 1
#define KERNEL _Pragma ("tensoraot kernel name(second)")
void f (int n, float *a, float *b)
{
#pragma tensoraot kernel name(first) shape(a[EXTENT], b[EXTENT]) require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2 + 1;
  KERNEL
  for (int i = 0; i < n; i++)
    b[i] = a[i] + 1;
}
END
flags="-O2 -fplugin=$PLUGIN -fplugin-arg-tensoraot-report="
$CC ${flags}direct.txt -c t.c -o direct.o
$CC -O2 "-fplugin=$PLUGIN" -E t.c -o t.i
grep -q 'pragma tensoraot kernel name(first)' t.i || grep -q 'tensoraot kernel name *(first)' t.i
$CC ${flags}twice.txt -c t.i -o twice.o
mkdir temps
(cd temps && $CC ${flags}../temps.txt -save-temps -c ../t.c -o t.o)
for report in direct twice temps; do
	grep -q first $report.txt
	grep -q second $report.txt
	sed 's/^[^ ]*t\.[ci]:[0-9]*//' $report.txt >$report.cut
done
cmp direct.cut twice.cut
cmp direct.cut temps.cut
