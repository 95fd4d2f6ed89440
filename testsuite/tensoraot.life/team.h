/* team.h - a product of matrices that OpenBLAS shares among threads, and its test.
   KERNEL is the pragma, in the file that includes this, where the copy of that
   file without pragmas has none.  */
#include "life.h"

enum { N = 256 };
static double a[N][N], b[N][N], c[N][N];

NOINLINE void product(int n, double (*restrict c)[N], double (*a)[N],
		      double (*b)[N])
{
	KERNEL
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				c[i][j] += a[i][k] * b[k][j];
}

/* Multiply, and return whether the product is wrong. */
static int is_wrong(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = i % 7;
			b[i][j] = j % 5;
		}
	product(N, c, a, b);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (c[i][j] != (double)N * (i % 7) * (j % 5))
				return 1;
	return 0;
}
