/* What the compiler knows of by itself in a nest: hints, assertions, copies and
   fills by library functions, and places that are never reached.  If this
   fails, a hint is taken for more than one, or an effect is lost.  */
/* { dg-do run } */
#include "life.h"
#include <assert.h>
#include <string.h>

enum { N = 80 };
static float x[N * N] __attribute__((aligned(64))), y[N * N];

NOINLINE void aligned(int n, float *a, const float *b)
{
	float *p = __builtin_assume_aligned(a, 64);

#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		p[i] = b[i] * 2 + 1;
}

NOINLINE void expected(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; __builtin_expect(i < n, 1); i++)
		a[i] = __builtin_expect(b[i] > 0, 1) ? b[i] : -b[i];
}

/* Hints on conditions that only some iterations meet. */
NOINLINE void unlikely(int n, int m, float *restrict a, const float *b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++) {
		if (__builtin_expect(b[i] < -4, 0))
			a[i] = 0;
		else
			a[i] = b[i];
		if (__builtin_expect_with_probability(i < m, 0, 0.75))
			a[i] += 1;
	}
}

NOINLINE void unreachable(int n, float *restrict a)
{
	if (n < 4 || n % 4)
		__builtin_unreachable();
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		a[i] = a[i] + 1;
}

NOINLINE void asserted(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[SEVERAL_EXITS\]} } */
		assert(a[i] < 1000);
		a[i] = a[i] + 1;
	}
}

NOINLINE void prefetched(int n, float *restrict a)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++) {
		__builtin_prefetch(a + i + 16);
		a[i] = a[i] + 1;
	}
}

NOINLINE void copied(int n, int m, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++) {
		memcpy(a + i * m, b + i * m, m * sizeof *a);
		a[i * m] += 1;
	}
}

NOINLINE void filled(int n, int m, float *restrict a)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++) {
		memset(a + i * m, 0, m * sizeof *a);
		a[i * m] = 7;
	}
}

NOINLINE void bits(int n, unsigned *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[CALL\]} } */
		a[i] = __builtin_popcount(a[i]);
}

NOINLINE int overflow(int n, int *a)
{
	int c = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[} } */
		c += __builtin_add_overflow(a[i], 2147483640, &a[i]);
	return c;
}

int main(void)
{
	static unsigned u[N];
	static int v[N];

	for (int i = 0; i < N * N; i++)
		y[i] = DATA(i, 1);
	aligned(N * N, x, y);
	for (int i = 0; i < N * N; i++)
		CHECK(x[i] == y[i] * 2 + 1);
	expected(N * N, x, y);
	unreachable(N * N, x);
	asserted(N * N, x);
	prefetched(N * N, x);
	for (int i = 0; i < N * N; i++)
		CHECK(x[i] == (y[i] > 0 ? y[i] : -y[i]) + 3);
	unlikely(N * N, 700, x, y);
	for (int i = 0; i < N * N; i++)
		CHECK(x[i] == (y[i] < -4 ? 0 : y[i]) + (i < 700));
	copied(N, N, x, y);
	for (int i = 0; i < N * N; i++)
		CHECK(x[i] == y[i] + (i % N == 0));
	filled(N, N, x);
	for (int i = 0; i < N * N; i++)
		CHECK(x[i] == (i % N ? 0 : 7));
	for (int i = 0; i < N; i++)
		u[i] = v[i] = i;
	bits(N, u);
	CHECK(u[7] == 3 && u[64] == 1 && overflow(N, v) == N - 8);
	return 0;
}
