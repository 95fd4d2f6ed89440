/* Pitches and strides that are negative, zero, or less than a row, sizes so
   large that the products in the guards do not fit 64 bits: what can be done
   is done, the rest runs as written.  If this fails, a guard has wrapped
   around, or a pitch that BLAS refuses was passed on.  */
#include "path.h"
#include <string.h>

enum { N = 40, SIZE = 4 * N * N };
static double x[SIZE], y[SIZE];

#define PRODUCT                                                          \
	for (long i = 0; i < n; i++)                                     \
		for (long j = 0; j < m; j++)                             \
			for (long p = 0; p < k; p++)                     \
				c[i * ldc + j] +=                        \
					a[i * lda + p] * b[p * ldb + j];

#define VECTOR                                                           \
	for (long i = 0; i < n; i++)                                     \
		for (long j = 0; j < m; j++)                             \
			c[i * incc] += a[i * lda + j] * b[j * incb];

#define MAP                                                              \
	for (long i = 0; i < n; i++)                                     \
		c[i * incc] = a[i * inca] * 2 + 1;

__attribute__((noipa)) void product(long n, long m, long k, double *a,
				       long lda, double *b, long ldb,
				       double *c, long ldc)
{
#pragma tensoraot kernel
	PRODUCT
}

__attribute__((noipa)) void product_plain(long n, long m, long k,
					     double *a, long lda, double *b,
					     long ldb, double *c, long ldc)
{
	PRODUCT
}

__attribute__((noipa)) void vector(long n, long m, double *a, long lda,
				      double *b, long incb, double *c,
				      long incc)
{
#pragma tensoraot kernel
	VECTOR
}

__attribute__((noipa)) void vector_plain(long n, long m, double *a,
					    long lda, double *b, long incb,
					    double *c, long incc)
{
	VECTOR
}

__attribute__((noipa)) void map(long n, double *a, long inca, double *c,
				   long incc)
{
#pragma tensoraot kernel
	MAP
}

__attribute__((noipa)) void map_plain(long n, double *a, long inca,
					 double *c, long incc)
{
	MAP
}

static void fill(void)
{
	for (int i = 0; i < SIZE; i++)
		x[i] = y[i] = i * 7 % 5 - 2;
}

static void same(void)
{
	path_taken = NOT_CALLED;
	if (memcmp(x, y, sizeof x))
		abort();
}

/* Operands of "n" rows that begin where "ld" can go both ways. */
static void try_product(long lda, long ldb, long ldc)
{
	fill();
	product(N, N, N, x + SIZE / 4, lda, x + SIZE / 2, ldb,
		x + 3 * SIZE / 4 - N, ldc);
	product_plain(N, N, N, y + SIZE / 4, lda, y + SIZE / 2, ldb,
		      y + 3 * SIZE / 4 - N, ldc);
	same();
}

static void try_vector(long lda, long incb, long incc)
{
	fill();
	vector(N, N, x + SIZE / 4, lda, x + SIZE / 2, incb, x + SIZE - 2 * N,
	       incc);
	vector_plain(N, N, y + SIZE / 4, lda, y + SIZE / 2, incb,
		     y + SIZE - 2 * N, incc);
	same();
}

static void try_map(long inca, long incc)
{
	fill();
	map(1500, x + SIZE / 4, inca, x + 3 * SIZE / 4, incc);
	map_plain(1500, y + SIZE / 4, inca, y + 3 * SIZE / 4, incc);
	same();
}

/* One row, with a pitch that is never used, up to what 64 bits hold. */
static void one_row(long ld, int path)
{
	fill();
	product(1, 900, 2, x, ld, x + 1000, 900, x + 4000, ld);
	product_plain(1, 900, 2, y, ld, y + 1000, 900, y + 4000, ld);
	went(path);
	same();
}

int main(void)
{
	static const long ld[] = { 0, 1, N - 1, N, N + 1, -1, -N, -N + 1 };
	const long fit = 1l << 57; /* times 8 bytes, in four products of sizes */
	const long large = (long)(~0ul >> 1);

	for (int i = 0; i < 8; i++)
		for (int j = 0; j < 8; j++) {
			try_product(ld[i], ld[j], N);
			try_product(ld[i], N, ld[j]);
			try_vector(ld[i], ld[j] % 2, 1);
			try_vector(N, 1, ld[j] % 2);
			try_map(ld[i] % 2, ld[j] % 2);
		}
	one_row(900, LOWERED);
	one_row(1l << 40, LOWERED);
	one_row(fit - 10000, LOWERED);
	one_row(fit, GUARD);
	one_row(-fit, GUARD);
	one_row(large, GUARD);
	one_row(-large - 1, GUARD);
	return 0;
}
