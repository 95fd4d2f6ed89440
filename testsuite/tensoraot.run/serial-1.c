/* A file whose only kernel is a serial product: what limits the number of
   threads is linked although nothing else needs it.  */
#include <stdlib.h>

enum { N = 90 };
static float a[N][N], b[N][N], c[N][N];

__attribute__((noinline)) void product(int n)
{
#pragma tensoraot kernel serial
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			c[i][j] = 0;
			for (int k = 0; k < n; k++)
				c[i][j] += a[i][k] * b[k][j];
		}
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = i == j ? 2 : 0;
			b[i][j] = i * 3 - j;
		}
	product(N);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (c[i][j] != 2 * b[i][j])
				abort();
	return 0;
}
