# SPDX-License-Identifier: GPL-3.0-or-later
# With --coverage the lines of a kernel count as they do without the plugin:
# it is left as written, whatever it requires, and says so.
cat >t.c <<\END
float x[10000], y[10000];
__attribute__((noinline)) void
f (int n, float *a, const float *b)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2 + 1;
}
int main (void)
{
  f (10000, y, x);
  f (10000, x, y);
  return x[0] != 3;
}
END
gcov=$(echo "$CC" | sed 's/gcc/gcov/')
$gcov --version >/dev/null 2>&1 || exit 77
for level in 0 1 2; do
	for plugin in "" "-fplugin=$PLUGIN"; do
		rm -f t.gc*
		$CC -O$level --coverage $plugin -fopt-info-missed=missed.txt -c t.c
		$CC --coverage t.o -o t
		./t
		$gcov -t t.gcno | sed 's/[^:]*://' >/dev/null
		$gcov -t t.gcno >count"${plugin:+-plugin}".txt
	done
	cmp count.txt count-plugin.txt
	grep -q '20000:.*a\[i\] = ' count.txt
	grep -qE 'COVERAGE|OPTIMIZE_0' missed.txt
done
