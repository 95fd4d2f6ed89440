/* Columns of one matrix side by side, the two parts of an array of pairs: the
   ends of what is touched meet, the elements do not, and the kernel must run.
   One column further they do, and it must not.  If this fails, arrays that
   share elements are taken to be apart, or the reverse.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "path.h"
#include <string.h>

#define COLUMNS                                                  \
	for (long i = 0; i < n; i++)                             \
		for (long j = 0; j < m; j++)                     \
			c[i * ldc + j] = a[i * lda + j] * 2 + 1;

#define PAIRS                                                    \
	for (long i = 0; i < n; i++)                             \
		x[2 * i] = y[2 * i] * 3 + 1;

#define MIXED                                                    \
	for (int i = 0; i < n; i++)                              \
		for (int j = 0; j < m; j++)                      \
			c[i * ld + j] = b[i * 8 * ld + j];

__attribute__((noipa)) void columns(long n, long m, double *a, long lda,
				       double *c, long ldc)
{
#pragma tensoraot kernel
	COLUMNS
}

__attribute__((noipa)) void columns_plain(long n, long m, double *a,
					     long lda, double *c, long ldc)
{
	COLUMNS
}

__attribute__((noipa)) void pairs(long n, float *x, float *y)
{
#pragma tensoraot kernel
	PAIRS
}

__attribute__((noipa)) void pairs_plain(long n, float *x, float *y)
{
	PAIRS
}

/* Rows of as many bytes in elements of two sizes. */
__attribute__((noipa)) void mixed(int n, int m, int ld,
				     signed char *b, double *c)
{
#pragma tensoraot kernel
	MIXED
}

__attribute__((noipa)) void mixed_plain(int n, int m, int ld,
					   signed char *b, double *c)
{
	MIXED
}

enum { N = 60, LD = 200, SIZE = N * LD + 5 * LD };
static double x[SIZE], y[SIZE];

static void fill(void)
{
	for (int i = 0; i < SIZE; i++)
		x[i] = y[i] = i % 17;
}

static void same(int path)
{
	went(path);
	if (memcmp(x, y, sizeof x))
		abort();
}

static void try_columns(long m, long a, long lda, long c, long ldc, int path)
{
	fill();
	columns(N, m, x + a, lda, x + c, ldc);
	columns_plain(N, m, y + a, lda, y + c, ldc);
	same(path);
}

static void try_pairs(long a, long b, int path)
{
	fill();
	pairs(5000, (float *)x + a, (float *)x + b);
	pairs_plain(5000, (float *)y + a, (float *)y + b);
	same(path);
}

/* Shifts that sanitizers report, if they are no multiple of the element. */
static __attribute__((unused)) void try_bytes(long a, long b, int path)
{
	fill();
	pairs(5000, (float *)((char *)x + a), (float *)((char *)x + b));
	pairs_plain(5000, (float *)((char *)y + a), (float *)((char *)y + b));
	same(path);
}

static void try_mixed(long shift, int path)
{
	fill();
	mixed(N, 80, 100, (signed char *)x + shift, x);
	mixed_plain(N, 80, 100, (signed char *)y + shift, y);
	same(path);
}

int main(void)
{
	try_columns(100, 0, LD, 100, LD, LOWERED);
	try_columns(100, 100, LD, 0, LD, LOWERED);
	try_columns(100, 0, LD, LD + 100, LD, LOWERED);
	try_columns(100, LD + 100, LD, 0, LD, LOWERED);
	try_columns(90, 0, LD, 101, LD, LOWERED);
	try_columns(90, 0, LD, 90, LD, LOWERED);
	try_columns(90, 0, LD, 110, LD, LOWERED);
	try_columns(90, 0, LD, 89, LD, GUARD);
	try_columns(90, 0, LD, 111, LD, GUARD);
	try_columns(90, 89, LD, 0, LD, GUARD);
	try_columns(101, 0, LD, 100, LD, GUARD);
	try_columns(90, 0, LD, 100, LD - 1, GUARD);
	try_columns(90, 0, LD / 2, 100, LD, GUARD);
	try_columns(90, 0, LD, 3 * LD + 5, LD, GUARD);
	try_pairs(0, 1, LOWERED);
	try_pairs(1, 0, LOWERED);
	try_pairs(7, 0, LOWERED);
	try_pairs(0, 0, LOWERED);
	try_pairs(2, 0, GUARD);
	try_pairs(0, 2, GUARD);
#ifndef __SANITIZE_ADDRESS__
	try_bytes(0, 4, LOWERED);
	try_bytes(0, 3, GUARD);
	try_bytes(0, 5, GUARD);
	try_bytes(6, 0, GUARD);
#endif
	try_mixed(640, LOWERED);
	try_mixed(720, LOWERED);
	try_mixed(639, GUARD);
	try_mixed(721, GUARD);
	return 0;
}
