/* One memory as two types, where the program says that it does so: with
   -fno-strict-aliasing for the whole file, a pragma included.
   If this fails, two nests or two accesses change places because
   their types differ.  */
/* { dg-do run } */
/* { dg-additional-options "-fno-strict-aliasing" } */
#include "life.h"

enum { N = 5000 };
typedef int any_int;
static float x[N];

/* The sign of what has just been stored. */
NOINLINE void flip(int n, float *a, any_int *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-optimized "" } */
		a[i] = i;
		b[i] ^= -2147483647 - 1;
		a[i] = a[i] * 2;
	}
}

NOINLINE void nests(int n, float *a, any_int *b)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			a[i] = i;
		for (int i = 0; i < n; i++)
			b[i] ^= -2147483647 - 1;
		for (int i = 0; i < n; i++)
			a[i] = a[i] * 2;
	}
}

__attribute__((optimize("no-strict-aliasing"), noinline)) void
loose(int n, float *a, int *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-optimized "" } */
		a[i] = i;
		b[i] ^= -2147483647 - 1;
		a[i] = a[i] * 2;
	}
}

/* What the caller reads after the kernel has written it as another type. */
NOINLINE float after(int n, float *a, any_int *b)
{
	float before = a[7];

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		b[i] = 0x40000000;
	return before + a[7];
}

static int all(float by)
{
	for (int i = 0; i < N; i++)
		if (x[i] != i * by)
			return 0;
	return 1;
}

int main(void)
{
	flip(N, x, (any_int *)x);
	CHECK(all(-2));
	nests(N, x, (any_int *)x);
	CHECK(all(-2));
	loose(N, x, (int *)x);
	CHECK(all(-2));
	CHECK(after(N, x, (any_int *)x) == -14 + 2);
	return 0;
}
