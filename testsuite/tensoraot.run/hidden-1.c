/* Variables of the program with names of routines of the library: these cannot be
   called in this file, and products are loops.  If this fails, a kernel calls a
   variable.  */
#include <stdlib.h>

int cblas_sgemm = 3;
static volatile int cblas_dgemv = 4;

enum { N = 100 };

static float f[N][N], g[N][N], h[N][N];
static double a[N][N], x[N], y[N];

__attribute__((noipa)) static void product(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				h[i][j] += f[i][p] * g[p][j];
}

__attribute__((noipa)) static void vector(int n)
{
#pragma tensoraot kernel lower(blas)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			y[i] += a[i][j] * x[j];
}

int main(void)
{
	for (int i = 0; i < N; i++) {
		x[i] = i % 5;
		for (int j = 0; j < N; j++) {
			f[i][j] = (float)(i % 3);
			g[i][j] = (float)(j % 4);
			a[i][j] = i % 7;
		}
	}
	product(N);
	vector(N);
	for (int i = 0; i < N; i++) {
		if (y[i] != i % 7 * (N / 5 * 10))
			abort();
		for (int j = 0; j < N; j++)
			if (h[i][j] != (float)(N * (i % 3) * (j % 4)))
				abort();
	}
	return cblas_sgemm + cblas_dgemv - 7;
}
