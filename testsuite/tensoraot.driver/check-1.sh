# SPDX-License-Identifier: MIT
# A kernel that was spoiled on purpose is found by its check: an array, a sum
# that is live after the loops, strict sums, integers, and complex numbers.  A
# program without the library runs the same code, and checks nothing; one that
# has no memory for a check says so once and runs its loops.
export LD_LIBRARY_PATH="$LIBDIR" OMP_NUM_THREADS=2
cat >t.c <<\END
#include <complex.h>
#include <stdio.h>
#define FN __attribute__ ((noipa)) static
static double a[900], b[900];
static int q[900], r[900];
static double _Complex u[900], v[900];
FN void map (int n)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2 + 1;
}
FN double sum (int n)
{
  double s = 0;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    s += b[i];
  return s;
}
FN double in_order (int n)
{
  double s = 0;
#pragma tensoraot kernel fp(strict)
  for (int i = 0; i < n; i++)
    s += b[i] * 3;
  return s;
}
FN void whole (int n)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    q[i] = r[i] * 5;
}
FN void complex_map (int n)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    u[i] = v[i] * 2;
}
FN void triangle (int n)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      a[30 * i + j] += 1;
}
int main (void)
{
  for (int i = 0; i < 900; i++)
    {
      b[i] = 1 + i % 7 * .1;
      r[i] = i + 1;
      v[i] = 1 + i * I;
    }
  map (900);
  double s = sum (900), t = in_order (900);
  whole (900);
  complex_map (900);
  triangle (30);
  if (a[1] != b[1] * 2 + 1 && a[899] == 0)
    return 1;
  return !(s > 1166 && s < 1170 && t > 3 * 1166 && t < 3 * 1170
	   && q[899] == 4500 && u[899] == 2 + 1798 * I);
}
END
P="-fplugin=$PLUGIN -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check"
compile () { $CC -O2 -ffp-contract=off $P "$@" -c t.c; }
link () { $CC t.o -o t -L"$LIBDIR" -ltensoraot -lm; }

compile
link
./t 2>said
test ! -s said
for n in 1 2 3 4 5 6; do
	compile -fplugin-arg-tensoraot-fault=plan:$n
	link
	./t 2>said || test $? -eq 134
	cat said
	grep -c "^tensoraot: check: kernel .* as written" said | grep -qx 1
	cat said >>all
done
grep -q "kernel map at .*: a\[899\] is 0, as written 3\." all
grep -q "kernel sum at .*: s is .*, as written .* is allowed; 1 of 1 " all
grep -q "kernel in_order at .*: s is .* as written [0-9.]* (1 of 1 " all
grep -q "kernel whole at .*: q\[899\] is 0, as written 4500 (1 of 900 " all
grep -q "kernel complex_map at .*: u\[899\]\[0\] is 0, as written 2 " all
grep -q "kernel triangle at .*: a\[" all

# Without the library nothing is checked.
$CC t.o -o t -lgomp -lm
./t 2>said || true
test ! -s said

# Without memory for it, once, and the loops as written run.
compile -fplugin-arg-tensoraot-fault=plan:1
cat >nomem.c <<\END
#include <stddef.h>
extern void *__libc_calloc (size_t, size_t);
void *calloc (size_t n, size_t size)
{
  return size == 8 && n < 1000 ? NULL : __libc_calloc (n, size);
}
END
$CC -O2 -fno-builtin t.o nomem.c -o t -L"$LIBDIR" -ltensoraot -lm
TENSORAOT_VERBOSE=1 ./t 2>said
cat said
grep -c "no memory to check kernel" said | grep -qx 1
grep -q "no memory for the check: loops as written ran 1 times" said
if grep -q "as written [0-9]" said; then exit 1; fi
