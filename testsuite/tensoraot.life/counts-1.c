/* Numbers of iterations at the edges of their types: unsigned counters that
   wrap around by definition, signed ones just short of the end, narrow ones
   that never end in C's own arithmetic.  If this fails, a loop runs too often,
   never, or for ever.  */
/* { dg-do run } */
#include "life.h"
#include <limits.h>

enum { N = 5000 };
static float y[70000];

NOINLINE void to_int_max(int from, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = from; i < INT_MAX; i++)
		a[i - from] = 1;
}

/* Past the end of unsigned, on from zero. */
NOINLINE void wraps(unsigned from, unsigned to, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned i = from; i != to; i++)
		a[i - from] = 2;
}

NOINLINE void wraps_in_subscript(unsigned from, unsigned n, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned i = 0; i < n; i++)
		a[(unsigned char)(from + i)] = 3;
}

NOINLINE void down_to_zero(unsigned n, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned i = n; i-- > 0;)
		a[i] = 4;
}

/* The counter is narrower than the bound: it ends only if the bound fits. */
NOINLINE void narrow(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned char i = 0; i < n; i++)
		a[i] = 5;
}

NOINLINE void narrow_signed(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (short i = 0; i < n; i++)
		a[i] = 6;
}

NOINLINE void by_steps(unsigned n, unsigned step, float *restrict a)
{
	unsigned k = 0;

#pragma tensoraot kernel
	for (unsigned i = 0; i < n; i += step)
		a[k++] = 7;
}

NOINLINE void up_to_and_with(unsigned n, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned i = 0; i <= n; i++)
		a[i] = 8;
}

/* The product of the sizes is beyond int, and of no consequence. */
NOINLINE void empty_product(int n, int m, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[(long)i * m + j] = 9;
}

/* A number of iterations computed in unsigned that is huge when it wraps. */
NOINLINE void difference(unsigned n, unsigned m, float *restrict a)
{
#pragma tensoraot kernel
	for (unsigned i = 0; i < n - m; i++)
		a[i % N] = 10;
}

static int all(int n, float value)
{
	for (int i = 0; i < n; i++)
		if (y[i] != value)
			return 0;
	return 1;
}

int main(void)
{
	to_int_max(INT_MAX - N, y);
	CHECK(all(N, 1) && y[N] == 0);
	to_int_max(INT_MAX, y + N);
	CHECK(y[N] == 0);
	wraps(UINT_MAX - 100, N - 101, y);
	CHECK(all(N, 2) && y[N] == 0);
	wraps_in_subscript(200, 256, y);
	CHECK(all(256, 3) && y[256] == 2);
	down_to_zero(N, y);
	CHECK(all(N, 4) && y[N] == 0);
	down_to_zero(0, y);
	narrow(255, y);
	narrow(-1, y + N);
	CHECK(all(255, 5) && y[255] == 4 && y[N] == 0);
	narrow_signed(N, y);
	CHECK(all(N, 6) && y[N] == 0);
	by_steps(N, 1, y);
	CHECK(all(N, 7));
	by_steps(1u << 31, 1u << 31, y + N);
	CHECK(y[N] == 7 && y[N + 1] == 0);
	up_to_and_with(N - 1, y);
	CHECK(all(N, 8) && y[N] == 7);
	empty_product(INT_MAX, 0, y);
	empty_product(-1, INT_MAX, y);
	empty_product(0, INT_MAX, y);
	CHECK(all(N, 8));
	difference(N + 100, 100, y);
	CHECK(all(N, 10));
	return 0;
}
