/* Functions that call themselves, in a kernel, around one, and through
   another.  If this fails, a frame's values are another's.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N];

/* The kernel is in a function that calls itself. */
NOINLINE float recursive(int n, float *a)
{
	float s = 0;

	if (n <= 0)
		return 0;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += a[i];
	s += recursive(n - 1000, a);
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] += 1;
	return s;
}

/* The call is in the loop. */
#pragma tensoraot kernel
NOINLINE void tree(int depth, int n, float *a)
{
	for (int i = 0; i < n; i++) {
		a[i] += depth;
		if (depth > 0)
			tree(depth - 1, i % 3, a);
	}
}

/* A tail call, which becomes a loop around the kernel. */
static float tail(int n, float s, float *a)
{
	if (n <= 0)
		return s;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] *= 2;
	return tail(n - 1000, s + a[0], a);
}

static void plain_tree(int depth, int n, float *a)
{
	for (int i = 0; i < n; i++) {
		a[i] += depth;
		if (depth > 0)
			plain_tree(depth - 1, i % 3, a);
	}
}

int main(void)
{
	static float z[N];

	for (int i = 0; i < N; i++)
		y[i] = z[i] = 1;
	CHECK(recursive(N, y) == 15000);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 6 - i / 1000);
	for (int i = 0; i < N; i++)
		y[i] = 1;
	tree(3, 20, y);
	plain_tree(3, 20, z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == z[i]);
	for (int i = 0; i < N; i++)
		y[i] = 1;
	CHECK(tail(N, 0, y) == 62);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 32 >> i / 1000);
	return 0;
}
