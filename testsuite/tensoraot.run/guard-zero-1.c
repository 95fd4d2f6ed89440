/* Loops that do not run touch nothing, whatever the pointers: null, into pages
   that cannot be touched, and with sizes whose product does not fit 64 bits.
   Forced calls and loops alike.  If this fails, a bound, an accumulator or a
   library call touches an element before it is known that there is one.  */
#include "path.h"
#include <sys/mman.h>

#define PRODUCT                                                          \
	for (long i = 0; i < n; i++)                                     \
		for (long j = 0; j < m; j++) {                           \
			double s = 0;                                    \
			for (long p = 0; p < k; p++)                     \
				s += a[i * lda + p] * b[p * ldb + j];    \
			c[i * ldc + j] = s;                              \
		}

#define SUM                                                              \
	for (long i = 0; i < n; i++)                                     \
		for (long j = 0; j < m; j++)                             \
			c[i] += a[i * lda + j] * b[j];

__attribute__((noipa)) void called(long n, long m, long k, double *a,
				      long lda, double *b, long ldb, double *c,
				      long ldc)
{
#pragma tensoraot kernel lower(blas)
	PRODUCT
}

__attribute__((noipa)) void looped(long n, long m, long k, double *a,
				      long lda, double *b, long ldb, double *c,
				      long ldc)
{
#pragma tensoraot kernel lower(loops)
	PRODUCT
}

__attribute__((noipa)) void vector(long n, long m, double *a, long lda,
				      double *b, double *c)
{
#pragma tensoraot kernel lower(blas)
	SUM
}

__attribute__((noipa)) void vector_looped(long n, long m, double *a,
					     long lda, double *b, double *c)
{
#pragma tensoraot kernel lower(loops)
	SUM
}

__attribute__((noipa)) void map(long n, float *x, float *y)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = x[i] * 2 + 1;
}

__attribute__((noipa)) float total(long n, float *x)
{
	float s = 0;
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		s += x[i];
	return s;
}

static const long sizes[] = { 0, -1, -5000, 1l << 40, (1ul << 63) - 1,
			      -1l << 62, 1l << 62 };

/* Everything with the pointers "a", "b" and "c", and the sizes "n" and "big",
   one of which is the count of no loop that runs. */
static void all(double *a, double *b, double *c, long none, long big)
{
	long ld = big > 0 ? big : 1000;

	called(none, 100, 100, a, ld, b, ld, c, ld);
	called(100, none, 100, a, ld, b, ld, c, ld);
	looped(none, big, big, a, ld, b, ld, c, ld);
	looped(100, none, big, a, ld, b, ld, c, ld);
	called(none, big, big, a, big, b, big, c, big);
	vector(none, big, a, big, b, c);
	vector(100, none, a, ld, b, c);
	vector_looped(none, big, a, big, b, c);
	vector_looped(100, none, a, ld, b, c);
	map(none, (float *)a, (float *)c);
	if (total(none, (float *)a) != 0)
		abort();
}

int main(void)
{
	char *p = mmap(NULL, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS,
		       -1, 0);
	double *away = (double *)(p + 4096);

	if (p == MAP_FAILED)
		abort();
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 7; j++) {
			all(NULL, NULL, NULL, sizes[i], sizes[j]);
			all(away, away + 9, away + 5, sizes[i], sizes[j]);
			all(away, away, away, sizes[i], sizes[j]);
		}
	return 0;
}
