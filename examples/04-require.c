/* SPDX-License-Identifier: MIT */
/* 04-require.c - "this must be fast" as a part of the program.

   Someone adds an innocent line to a hot loop, and what was a BLAS call runs
   as written, a hundred times slower.  Nobody notices.  With require the
   build fails instead, and the message says which nest and why:

	gcc -O3 -fplugin=tensoraot 04-require.c -ltensoraot		builds
	gcc -O3 -fplugin=tensoraot -DCOUNT 04-require.c -ltensoraot	does not
 */
#include <stdio.h>

enum { N = 200 };

static float a[N][N], b[N][N], c[N][N];
#ifdef COUNT
static volatile long products;
#endif

/* C = A B, and it must be BLAS. */
#pragma tensoraot kernel require(blas)
static void matmul(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			c[i][j] = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < N; k++) {
				c[i][j] += a[i][k] * b[k][j];
#ifdef COUNT
				products++;
#endif
			}
}

int main(void)
{
	double sum = 0;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = (i + 3 * j) % 7 - 3;
			b[i][j] = (5 * i + j) % 11 - 5;
		}
	matmul();
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			sum += c[i][j] * (i % 3 + j % 5);
	printf("checksum %.0f\n", sum);
	return 0;
}
