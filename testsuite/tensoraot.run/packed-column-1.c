/* A panel of one row is copied as a row, not as a column of the pitch 1: if this
   fails, the library refuses the call, and nothing is computed.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { N = 31, M = 2, K = 19 };

static double a[K][3], g[N][K][2];

__attribute__((noipa)) void product(double (*restrict c)[7])
{
#pragma tensoraot kernel
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			double sum = 0;

			for (int k = 0; k < K; k++)
				sum += a[k][j] * g[i][k][0];
			c[i][j] = sum;
		}
}

int main(void)
{
	static double c[N][7];

	for (int k = 0; k < K; k++)
		for (int j = 0; j < 3; j++)
			a[k][j] = k + 2 * j;
	for (int i = 0; i < N; i++)
		for (int k = 0; k < K; k++)
			g[i][k][0] = i - k;
	product(c);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			double sum = 0;

			for (int k = 0; k < K; k++)
				sum += (k + 2. * j) * (i - k);
			if (c[i][j] != sum)
				abort();
		}
	return 0;
}
