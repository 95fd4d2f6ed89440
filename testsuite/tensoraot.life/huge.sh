# SPDX-License-Identifier: GPL-3.0-or-later
# A huge function: more than a thousand branches between two kernels, and hundreds
# of statements in a kernel's body.  The compiler neither stops nor takes for ever.
awk 'BEGIN {
	printf "extern int g (int);\n" \
	       "int f (int n, int x, float *restrict a, float *restrict b) {\n" \
	       "#pragma tensoraot kernel\n" \
	       "for (int i = 0; i < n; i++) a[i] = a[i] * 2 + 1;\n"
	for (i = 0; i < 1500; i++)
		printf "if (x & %d) x = g (x + %d);\n", i, i
	printf "#pragma tensoraot kernel\n" \
	       "for (int i = 0; i < n; i++) {\n"
	for (i = 0; i < 300; i++)
		printf "b[i * 300L + %d] = a[i] * %d + 1;\n", i, i
	printf "}\nreturn x; }\n"
}' >t.c
timeout 100 $CC -O1 "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-report -c t.c \
	2>said.txt
cat said.txt
grep -q 't.c:4: f .*+ ' said.txt
test "$(grep -c 't.c:[0-9]*: f ' said.txt)" -eq 2
