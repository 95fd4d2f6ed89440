/* Functions in functions: a kernel in one that uses the arrays and sizes of
   the one around it, and one around a call of it.  If this fails, the kernel
   uses another frame's variables.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N], z[N];

NOINLINE void outer(int n, float *restrict a, const float *restrict b)
{
	float t[n], factor = 3;

	NOINLINE void prepare(int from)
	{
#pragma tensoraot kernel
		for (int i = from; i < n; i++)
			t[i] = b[i] * factor;
	}
	NOINLINE void set(float f)
	{
		factor = f;
	}

	prepare(0);
	set(4);
	prepare(n / 2);
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = t[i] + factor;
}

/* The call is inside the kernel. */
NOINLINE void called(int n, float *a)
{
	float add(float x)
	{
		return x + n;
	}

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = add(a[i]);
}

/* A goto out of the function with the kernel. */
NOINLINE int leaves(int n, float *a)
{
	__label__ out;

	void inner(int m)
	{
#pragma tensoraot kernel
		for (int i = 0; i < m; i++)
			a[i] += 1;
		goto out;
	}

	inner(n);
	return 1;
out:
	return 2;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		y[i] = DATA(i, 2);
	outer(N, z, y);
	for (int i = 0; i < N; i++)
		CHECK(z[i] == y[i] * (i < N / 2 ? 3 : 4) + 4);
	called(N, z);
	CHECK(leaves(N, z) == 2);
	for (int i = 0; i < N; i++)
		CHECK(z[i] == y[i] * (i < N / 2 ? 3 : 4) + 4 + N + 1);
	return 0;
}
