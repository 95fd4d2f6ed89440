/* Sizes, pitches and strides of more than an int: calls of the library are split,
   nothing is cut short, loops index in 64 bits.  Rows lie gigabytes apart in
   memory that is never touched in between.  If this fails, 2^32 + 5 is taken
   for 5.  */
/* { dg-require-effective-target lp64 } */
#include "path.h"
#include <sys/mman.h>

#define PRODUCT                                                          \
	for (long i = 0; i < n; i++)                                     \
		for (long j = 0; j < m; j++) {                           \
			float s = 0;                                     \
			for (long p = 0; p < k; p++)                     \
				s += A(i, p) * B(p, j);                  \
			c[i * ldc + j] = s;                              \
		}

typedef void product(long n, long m, long k, const float *a, long lda,
		     const float *b, long ldb, float *c, long ldc);

#define A(i, p) a[(i) * lda + (p)]
#define B(p, j) b[(p) * ldb + (j)]
__attribute__((noipa)) void nn(long n, long m, long k, const float *a,
				  long lda, const float *b, long ldb, float *c,
				  long ldc)
{
#pragma tensoraot kernel
	PRODUCT
}
#undef A
#undef B

#define A(i, p) a[(p) * lda + (i)]
#define B(p, j) b[(j) * ldb + (p)]
__attribute__((noipa)) void tt(long n, long m, long k, const float *a,
				  long lda, const float *b, long ldb, float *c,
				  long ldc)
{
#pragma tensoraot kernel
	PRODUCT
}
#undef A
#undef B

__attribute__((noipa)) void vector(long n, long m, const float *a, long lda,
				      const float *x, long incx, float *y,
				      long incy)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		float s = 0;
		for (long j = 0; j < m; j++)
			s += a[i * lda + j] * x[j * incx];
		y[i * incy] = s;
	}
}

__attribute__((noipa)) void covector(long n, long m, const float *a,
					long lda, const float *x, long incx,
					float *y, long incy)
{
#pragma tensoraot kernel
	for (long j = 0; j < m; j++)
		for (long i = 0; i < n; i++)
			y[j * incy] += a[i * lda + j] * x[i * incx];
}

__attribute__((noipa)) void bytes(long n, long m, signed char *c, long ldc)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		for (long j = 0; j < m; j++)
			c[i * ldc + j] += (signed char)(i + j);
}

static const long huge = (1l << 32) + 5;

/* Memory of "size" bytes that costs nothing until it is touched. */
static void *sparse(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		exit(0);
	return p;
}

static float small(long i, long j)
{
	return (float)((i * 7 + j * 3) % 5 - 2);
}

enum { N = 12, M = 20, K = 16 };

/* "f", whose operands are transposed if "trans", with these pitches. */
static void try_product(product *f, int trans, long lda, long ldb, long ldc)
{
	long rows_a = trans ? K : N, rows_b = trans ? M : K;
	float *a = sparse(((size_t)rows_a * lda + K) * 4);
	float *b = sparse(((size_t)rows_b * ldb + M) * 4);
	float *c = sparse(((size_t)N * ldc + M) * 4);

	for (long i = 0; i < N; i++)
		for (long p = 0; p < K; p++)
			a[trans ? p * lda + i : i * lda + p] = small(i, p);
	for (long p = 0; p < K; p++)
		for (long j = 0; j < M; j++)
			b[trans ? j * ldb + p : p * ldb + j] = small(j, p);
	f(N, M, K, a, lda, b, ldb, c, ldc);
	went(LOWERED);
	for (long i = 0; i < N; i++)
		for (long j = 0; j < M; j++) {
			float s = 0;

			for (long p = 0; p < K; p++)
				s += small(i, p) * small(j, p);
			if (c[i * ldc + j] != s)
				abort();
		}
	munmap(a, ((size_t)rows_a * lda + K) * 4);
	munmap(b, ((size_t)rows_b * ldb + M) * 4);
	munmap(c, ((size_t)N * ldc + M) * 4);
}

static void try_vector(int trans, long lda, long incx, long incy)
{
	long n = 40, m = 48, nx = trans ? n : m, ny = trans ? m : n;
	float *a = sparse(((size_t)n * lda + m) * 4);
	float *x = sparse((size_t)nx * incx * 4);
	float *y = sparse((size_t)ny * incy * 4);

	for (long i = 0; i < n; i++)
		for (long j = 0; j < m; j++)
			a[i * lda + j] = small(i, j);
	for (long i = 0; i < nx; i++)
		x[i * incx] = small(i, 1);
	(trans ? covector : vector)(n, m, a, lda, x, incx, y, incy);
	went(LOWERED);
	for (long i = 0; i < ny; i++) {
		float s = 0;

		for (long j = 0; j < nx; j++)
			s += (trans ? small(j, i) : small(i, j)) * small(j, 1);
		if (y[i * incy] != s)
			abort();
	}
	munmap(a, ((size_t)n * lda + m) * 4);
	munmap(x, (size_t)nx * incx * 4);
	munmap(y, (size_t)ny * incy * 4);
}

static void try_bytes(void)
{
	signed char *c = sparse((size_t)4 * huge);

	bytes(3, 3000, c, huge);
	went(LOWERED);
	for (long i = 0; i < 3; i++)
		if (c[i * huge + 7] != i + 7 || c[i * huge + 3000])
			abort();
	munmap(c, (size_t)4 * huge);
}

int main(void)
{
	try_product(nn, 0, K, M, M);
	try_product(nn, 0, huge, M, M);
	try_product(nn, 0, K, huge, M);
	try_product(nn, 0, K, M, huge);
	try_product(nn, 0, huge, huge, huge);
	try_product(tt, 1, huge, K, M);
	try_product(tt, 1, N, huge, M);
	try_product(tt, 1, huge, huge, huge);
	try_vector(0, 48, 1, 1);
	try_vector(0, huge, 1, 1);
	try_vector(0, 48, huge, 1);
	try_vector(0, 48, 1, huge);
	try_vector(1, huge, 1, 1);
	try_vector(1, 48, huge, 1);
	try_vector(1, 48, 1, huge);
	try_vector(1, huge, huge, huge);
	try_bytes();
	return 0;
}
