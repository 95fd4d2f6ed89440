/* A kernel in a function that is inlined into another kernel: each nest is
   lowered once, by the one that is compiled first, and reported once.  If
   this fails, a loop is replaced twice, or the call of a kernel is taken for
   one without effects.  */
/* { dg-do run } */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file-times "r.txt" "nested-kernel-1.c:16: " 1 } } */
#include "life.h"

enum { N = 5000 };
static float x[N], y[N], t[N];

static inline void twice(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * 2;
}

static inline __attribute__((always_inline)) void
thrice(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = b[i] * 3;
}

NOINLINE void outer(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = i;
	twice(n, t, x);
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			t[i] = t[i] + 1;
		twice(n, x, t);
		thrice(n, y, x);
		for (int k = 0; k < 2; k++)
			thrice(n, t, y);
	}
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = DATA(i, 1);
	outer(N);
	for (int i = 0; i < N; i++) {
		float a = (DATA(i, 1) * 2 + 1) * 2;

		CHECK(x[i] == a && y[i] == 3 * a && t[i] == 9 * a);
	}
	return 0;
}
