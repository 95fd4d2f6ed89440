/* Products that no library makes with numbers that are not whole: the same bits for
   any number of threads, and NaN and infinities where the loops have them.  If this
   fails, a result depends on the machine it is run on.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-blas=none" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <omp.h>

enum { M = 150, N = 170, K = 310 };
static double a[M][K], b[K][N], c[M][N], d[M][N];

__attribute__((noinline)) static void product(int m, int n, int k)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++) {
			c[i][j] = 0;
			for (int p = 0; p < k; p++)
				c[i][j] += a[i][p] * b[p][j];
		}
}

int main(void)
{
	for (int i = 0; i < M; i++)
		for (int p = 0; p < K; p++)
			a[i][p] = 1.0 / (i + p + 1);
	for (int p = 0; p < K; p++)
		for (int j = 0; j < N; j++)
			b[p][j] = 1.0 / (p + 2 * j + 3) - 0.01;
	omp_set_num_threads(1);
	product(M, N, K);
	memcpy(d, c, sizeof d);
	for (int t = 2; t <= 6; t++) {
		omp_set_num_threads(t);
		product(M, N, K);
		if (memcmp(d, c, sizeof d))
			abort();
	}
	a[7][300] = NAN;
	b[3][169] = INFINITY;
	product(M, N, K);
	for (int i = 0; i < M; i++)
		for (int j = 0; j < N; j++) {
			if (i == 7 ? !isnan(c[i][j]) :
			    j == 169 ? c[i][j] != INFINITY :
			    c[i][j] != d[i][j])
				abort();
		}
	return 0;
}
