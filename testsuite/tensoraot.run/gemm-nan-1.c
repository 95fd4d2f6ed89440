/* NaN and infinity keep their meaning: C times a beta of 0 stays NaN, C = 0
   does not, an alpha of 0 times NaN is NaN.  If this fails, alpha or beta is
   handed to a routine that takes 0 as "do not look".  */
#include <math.h>
#include <stdlib.h>

enum { N = 64 };
static double a[N][N], b[N][N], c[N][N];

__attribute__((noinline)) void scaled(int n, double alpha, double beta)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				c[i][j] *= beta;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				for (int p = 0; p < n; p++)
					c[i][j] += alpha * a[i][p] * b[p][j];
	}
}

__attribute__((noinline)) void cleared(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			c[i][j] = 0;
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
		}
}

static void fill(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = i - j;
			b[i][j] = i + j;
			c[i][j] = 1;
		}
}

int main(void)
{
	fill();
	c[3][5] = NAN;
	c[7][9] = INFINITY;
	scaled(N, 1, 0);
	if (!isnan(c[3][5]) || !isnan(c[7][9]) || isnan(c[3][6]))
		abort();
	fill();
	c[3][5] = NAN;
	cleared(N);
	if (isnan(c[3][5]))
		abort();
	fill();
	a[4][6] = NAN;
	scaled(N, 0, 1);
	for (int j = 0; j < N; j++)
		if (!isnan(c[4][j]) || isnan(c[5][j]))
			abort();
	fill();
	a[4][6] = INFINITY;
	b[6][2] = 0;
	cleared(N);
	if (!isnan(c[4][2]))
		abort();
	return 0;
}
