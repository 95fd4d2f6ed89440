/* Other pragmas around a kernel and in it: those of GCC for loops, OpenMP's for
   vectors, those for diagnostics between the kernel's and its statement.  If
   this fails, they part the pragma from its loop, or what they promise is
   taken for more than that.  */
/* { dg-do run } */
/* { dg-additional-options "-fopenmp-simd" } */
#include "life.h"

enum { N = 5000 };
static float x[N + 8], y[N + 8];

NOINLINE void ivdep(int n, float *a, const float *b)
{
#pragma tensoraot kernel
#pragma GCC ivdep
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 2 + 1;
}

NOINLINE void unroll(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
#pragma GCC unroll 4
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 2 + 1;
}

NOINLINE void simd(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
#pragma omp simd
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 2 + 1;
}

/* No more than eight side by side: element i + 8 needs element i. */
NOINLINE void distance(int n, float *a)
{
#pragma tensoraot kernel
#pragma omp simd safelen(8)
	for (int i = 0; i < n; i++)
		a[i + 8] = a[i] + 1;
}

NOINLINE float simd_sum(int n, const float *a)
{
	float s = 0;

#pragma tensoraot kernel
#pragma omp simd reduction(+ : s)
	for (int i = 0; i < n; i++)
		s += a[i];
	return s;
}

NOINLINE void diagnostic(int n, float *restrict a, const float *restrict b)
{
#pragma GCC diagnostic push
#pragma tensoraot kernel
#pragma GCC diagnostic ignored "-Wunused"
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * 2 + 1;
#pragma GCC diagnostic pop
}

#pragma GCC push_options
#pragma GCC optimize("no-tree-vectorize")
#pragma tensoraot kernel
NOINLINE void options(int n, float *restrict a, const float *restrict b)
{
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * 2 + 1;
}
#pragma GCC pop_options

#pragma STDC FP_CONTRACT OFF
NOINLINE void attribute(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	{
		__attribute__((unused)) int unused = n;
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = b[i] * 2 + 1;
	}
}

typedef void kernel(int, float *, const float *);

int main(void)
{
	static kernel *const all[] = { ivdep, unroll, simd, diagnostic,
				       options, attribute };
	float s = 0;

	for (int i = 0; i < N; i++)
		s += x[i] = DATA(i, 1);
	for (unsigned k = 0; k < sizeof all / sizeof *all; k++) {
		for (int i = 0; i < N; i++)
			y[i] = 0;
		all[k](N, y, x);
		for (int i = 0; i < N; i++)
			CHECK(y[i] == x[i] * 2 + 1);
	}
	CHECK(simd_sum(N, x) == s);
	distance(N, x);
	for (int i = 0; i < N + 8; i++)
		CHECK(x[i] == DATA(i % 8, 1) + i / 8);
	return 0;
}
