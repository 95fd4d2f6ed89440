# SPDX-License-Identifier: MIT
# What functions cost in auto mode that have little to do with it: a loop whose
# scalars are made of each other a thousand times over, a thousand loops one
# after the other, a chain of additions of three thousand links.  If this fails,
# a file that compiles in a second does not any more.
{
	echo 'int chain (int x, int y) { int a = y + 57, b = y + 31;'
	echo 'while (x-- > 0) {'
	yes 'a += b; b -= a;' | head -n 1000
	echo '} return a + b; }'
} >chain.c
{
	echo 'void many (int n, int *x) {'
	yes 'for (int i = 1; i < n; i++) x[i] = x[i - 1] * 3 + x[i];' |
		head -n 1000
	echo '}'
} >many.c
{
	echo 'void deep (unsigned n, unsigned *x) {'
	echo 'for (unsigned i = 0; i < n; i++) { unsigned s = i;'
	for i in $(seq 3000); do
		echo "s += x[$i] + s * 2;"
	done
	echo 'x[s] = s; } }'
} >deep.c
for file in chain many deep; do
	(ulimit -v 4000000
	timeout 100 $CC -O1 "-fplugin=$PLUGIN" -fplugin-arg-tensoraot-auto \
		-fplugin-arg-tensoraot-report=report.txt -S $file.c) \
		2>errors.txt
	cat errors.txt
	test ! -s errors.txt
	grep 'of [1-9].* loop nests* replaced' report.txt
done
