# SPDX-License-Identifier: GPL-3.0-or-later
# A profile made with kernels lowered is used for a compilation with kernels
# lowered: no function's control flow differs, no profile is missing, and the
# program is right both times; and a profile from without the plugin is used
# where no kernel is.
cat >t.c <<\END
static float x[5000], y[5000];
static double a[40][40], b[40][40], c[40][40];
__attribute__((noinline)) void f (int n, float *p, const float *q)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    p[i] = q[i] * 2 + 1;
}
__attribute__((noinline)) float sum (int n, const float *p)
{
  float s = 0;
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    s += p[i];
  return s;
}
__attribute__((noinline)) void
matmul (int n, double p[n][n], double q[n][n], double r[n][n])
{
#pragma tensoraot kernel require(blas)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      double s = 0;
      for (int k = 0; k < n; k++)
        s += p[i][k] * q[k][j];
      r[i][j] = s;
    }
}
int main (void)
{
  for (int t = 0; t < 10; t++) {
    f (5000, y, x);
    f (50, y, x);
  }
  for (int i = 0; i < 40; i++)
    for (int j = 0; j < 40; j++)
      a[i][j] = b[i][j] = i == j;
  matmul (40, a, b, c);
  return sum (5000, y) != 5000 || c[3][3] != 1 || c[3][4] != 0;
}
END
export LD_LIBRARY_PATH="$LIBDIR"
for extra in "" "-fprofile-update=atomic"; do
	rm -f *.gcda
	$CC -O2 $extra "-fplugin=$PLUGIN" -fprofile-generate -c t.c
	$CC -fprofile-generate t.o -o t -L"$LIBDIR" -ltensoraot
	./t
	test -f t.gcda
	$CC -O2 $extra "-fplugin=$PLUGIN" -fprofile-use -Werror=coverage-mismatch \
		-Wmissing-profile -Werror=missing-profile -c t.c
	$CC t.o -o t -L"$LIBDIR" -ltensoraot
	./t
done
