/* Arrays that end, or begin, exactly at a page that cannot be touched: with a
   pitch, of no elements, of one.  If this fails, a kernel reads or writes
   beyond what the C does, if only to throw it away.  */
/* { dg-do run { target mmap } } */
#include "life.h"
#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BYTES = 1 << 20 };
static char *block, *end;

/* The last "bytes" bytes before a page that is not there. */
static void *before_hole(size_t bytes)
{
	return end - bytes;
}

NOINLINE void map(int n, float *a, const float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * 2 + 1;
}

NOINLINE double sum(int n, const double *a)
{
	double s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		s += a[i];
	return s;
}

/* The row pitch is beyond the last row's end. */
NOINLINE void matmul(int n, int m, int k, const double *a, int lda,
		     const double *b, int ldb, double *c, int ldc)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "cblas_dgemm" } */
		for (int j = 0; j < m; j++) {
			double s = 0;

			for (int p = 0; p < k; p++)
				s += a[i * lda + p] * b[p * ldb + j];
			c[i * ldc + j] = s;
		}
}

NOINLINE void vector(int n, int m, const double *a, int lda, const double *x,
		     double *y)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-optimized "cblas_dgemv" } */
		double s = 0;

		for (int j = 0; j < m; j++)
			s += a[i * lda + j] * x[j];
		y[i] = s;
	}
}

/* Read only where the condition says. */
NOINLINE void some(int n, float *restrict a, const float *restrict b, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = i < m ? b[i] : 0;
}

/* Columns, from the last row up. */
NOINLINE void columns(int n, int m, float *a, int lda)
{
#pragma tensoraot kernel
	for (int j = 0; j < m; j++)
		for (int i = n - 1; i >= 0; i--)
			a[i * lda + j] = i + j;
}

static void check_products(int n, int m, int k, int more)
{
	int lda = k + more, ldb = m + more, ldc = m + more;
	static double stuff[100000];
	double *a, *b, *c;

	for (int which = 0; which < 3; which++) {
		double *to[3] = { stuff, stuff + 30000, stuff + 60000 };
		size_t size[3] = { (size_t)(n - 1) * lda + k,
				   (size_t)(k - 1) * ldb + m,
				   (size_t)(n - 1) * ldc + m };

		to[which] = before_hole(size[which] * sizeof(double));
		a = to[0], b = to[1], c = to[2];
		for (size_t i = 0; i < size[0]; i++)
			a[i] = DATA((int)i, 1);
		for (size_t i = 0; i < size[1]; i++)
			b[i] = DATA((int)i, 2);
		for (size_t i = 0; i < size[2]; i++)
			c[i] = -1000;
		matmul(n, m, k, a, lda, b, ldb, c, ldc);
		for (int i = 0; i < n; i++)
			for (int j = 0; j < ldc && (i < n - 1 || j < m); j++) {
				double s = 0;

				for (int p = 0; p < k && j < m; p++)
					s += a[i * lda + p] * b[p * ldb + j];
				CHECK(c[i * ldc + j] == (j < m ? s : -1000));
			}
	}
	a = before_hole(((n - 1) * lda + k) * sizeof(double));
	vector(n, k, a, lda, stuff, stuff + 1000);
}

int main(void)
{
	static float f[6000];
	long page = sysconf(_SC_PAGESIZE);

	block = mmap(0, BYTES + 2 * page, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(block != MAP_FAILED);
	CHECK(!mprotect(block, page, PROT_NONE));
	block += page;
	end = block + BYTES;
	CHECK(!mprotect(end, page, PROT_NONE));
	for (int n = 0; n < 5100; n += n == 60 ? 4940 : 1) {
		float *a = before_hole(n * sizeof(float));

		for (int i = 0; i < n; i++)
			a[i] = i;
		map(n, f, a);
		map(n, a, f);
		map(n, (float *)block, f);
		for (int i = 0; i < n; i++)
			CHECK(f[i] == 2 * i + 1 && a[i] == 4 * i + 3);
		CHECK(sum(n, before_hole(n * sizeof(double))) == 0 || n);
		some(6000, f, a, n);
		for (int i = 0; i < 6000; i++)
			CHECK(f[i] == (i < n ? a[i] : 0));
		columns(n, 3, before_hole(n ? ((n - 1) * 7 + 3) * 4 : 0), 7);
		CHECK(!n || ((float *)end)[-1] == n + 1);
	}
	for (int n = 1; n < 40; n += 7)
		check_products(n, 33, n + 3, n % 3);
	check_products(64, 64, 64, 0);
	/* Nothing at all is touched, not even through null. */
	map(0, (float *)end, (float *)end);
	map(-5, (float *)0, (float *)0);
	CHECK(sum(0, (double *)end) == 0);
	matmul(0, 60, 60, (double *)end, 60, (double *)end, 60, (double *)end,
	       60);
	matmul(60, 0, 60, (double *)end, 60, (double *)end, 60, (double *)end,
	       60);
	vector(0, 60, (double *)end, 60, (double *)end, (double *)end);
	columns(0, 100, (float *)0, 5);
	/* Without terms the sum is still stored, and the factors not read. */
	matmul(20, 20, 0, (double *)end, 60, (double *)end, 60,
	       (double *)block, 20);
	for (int i = 0; i < 400; i++)
		CHECK(((double *)block)[i] == 0);
	return 0;
}
