/* -fwrapv: signed arithmetic wraps around, in maps and in sums.  If this
   fails, it is taken for arithmetic that cannot.  */
/* { dg-do run } */
/* { dg-additional-options "-fwrapv" } */
#include "life.h"
#include <limits.h>

enum { N = 5000 };
static int x[N], y[N];

NOINLINE void triple(int n, int *restrict b, const int *restrict a)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		b[i] = a[i] * 3 + 1;
}

NOINLINE int sum(int n, const int *a)
{
	int s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += a[i];
	return s;
}

/* The test that signed overflow would make true for ever. */
NOINLINE int larger(int n, const int *a)
{
	int c = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c += a[i] + 1 > a[i];
	return c;
}

/* A counter that goes round. */
NOINLINE int round_trip(int from, int to, int *restrict a)
{
	int c = 0;

#pragma tensoraot kernel
	for (int i = from; i != to; i++)
		a[c++] = i;
	return c;
}

int main(void)
{
	unsigned u = 0;

	for (int i = 0; i < N; i++)
		x[i] = INT_MAX - i % 7;
	triple(N, y, x);
	for (int i = 0; i < N; i++) {
		CHECK((unsigned)y[i] == (unsigned)x[i] * 3u + 1);
		u += x[i];
	}
	CHECK((unsigned)sum(N, x) == u);
	CHECK(larger(N, x) == N - (N + 6) / 7);
	CHECK(round_trip(INT_MAX - 2400, INT_MIN + 2500, y) == 4901);
	CHECK(y[0] == INT_MAX - 2400 && y[2400] == INT_MAX
	      && y[2401] == INT_MIN);
	return 0;
}
