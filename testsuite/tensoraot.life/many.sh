# SPDX-License-Identifier: GPL-3.0-or-later
# 500 kernels in a file, in as many functions and in one: each has a name of
# its own and its own record, and the time it takes is in proportion.
awk 'BEGIN {
	for (i = 0; i < 250; i++)
		printf "void k%d (int n, float *a) {\n" \
		       "#pragma tensoraot kernel serial\n" \
		       "for (int i = 0; i < n; i++) a[i] = a[i] * %d + 1; }\n",
		       i, i % 7
	printf "void all (int n, float *a) {\n"
	for (i = 0; i < 250; i++)
		printf "#pragma tensoraot kernel serial\n" \
		       "for (int i = 0; i < n; i++) a[i] = a[i] + %d;\n", i % 5
	printf "}\nfloat y[5000];\nint main (void) {\n"
	for (i = 0; i < 250; i++)
		printf "k%d (5000, y);\n", i
	printf "all (5000, y);\nfloat s = 0;\n" \
	       "for (int i = 0; i < 250; i++) s = s * (i %% 7) + 1;\n" \
	       "for (int i = 0; i < 250; i++) s += i %% 5;\n" \
	       "for (int i = 0; i < 5000; i++) if (y[i] != s) return 1;\n" \
	       "return 0; }\n"
}' >t.c
timeout 60 $CC -O1 "-fplugin=$PLUGIN" -c t.c
nm t.o | awk '/ tensoraot_[a-z0-9_]*$/ { print $3 }' >names.txt
test "$(grep -vc 'tensoraot_[a-z]*$' names.txt)" -ge 499
test -z "$(sort names.txt | uniq -d)"
$CC t.o -o t -L"$LIBDIR" -ltensoraot
export LD_LIBRARY_PATH="$LIBDIR"
TENSORAOT_VERBOSE=1 ./t 2>table.txt
test "$(grep -c ' simd loop' table.txt)" -eq 500
