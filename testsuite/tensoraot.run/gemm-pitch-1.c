/* Rows that overlap because the pitch is smaller than the row: legal C, and
   illegal for BLAS.  If this fails, the pitch is passed on untested.  */
#include <stdlib.h>
#include <string.h>

#define PRODUCT                                                          \
	for (int i = 0; i < n; i++)                                      \
		for (int j = 0; j < n; j++)                              \
			for (int p = 0; p < n; p++)                      \
				c[i * ldc + j] +=                        \
					a[i * lda + p] * b[p * ldb + j];

__attribute__((noinline)) void kernel(int n, double *a, int lda, double *b,
				      int ldb, double *c, int ldc)
{
#pragma tensoraot kernel disjoint
	PRODUCT
}

__attribute__((noinline)) void plain(int n, double *a, int lda, double *b,
				     int ldb, double *c, int ldc)
{
	PRODUCT
}

enum { N = 48, SIZE = 2 * N * N };
static double a[SIZE], b[SIZE], x[SIZE], y[SIZE];

int main(void)
{
	static const int ld[] = { 0, 1, N - 1, N, N + 1 };

	for (int i = 0; i < 125; i++) {
		int la = ld[i % 5], lb = ld[i / 5 % 5], lc = ld[i / 25];

		for (int j = 0; j < SIZE; j++) {
			a[j] = j * 7 % 3 - 1;
			b[j] = j * 5 % 3 - 1;
			x[j] = y[j] = 0;
		}
		kernel(N, a, la, b, lb, x, lc);
		plain(N, a, la, b, lb, y, lc);
		if (memcmp(x, y, sizeof x))
			abort();
	}
	return 0;
}
