/* Variable-length arrays whose sizes have side effects, and which come into
   being inside a kernel.  If this fails, the size is evaluated again or not
   at all, or the kernel writes to an array that is gone.  */
/* { dg-do run } */
#include "life.h"

static int calls;

NOINLINE int size(int n)
{
	calls++;
	return n;
}

/* The size of a parameter is evaluated when the function is entered. */
NOINLINE void parameter(int n, float a[size(n)][n], float b[n][n++])
{
#pragma tensoraot kernel
	for (int i = 0; i < n - 1; i++) /* { dg-optimized "" } */
		for (int j = 0; j < n - 1; j++)
			b[i][j] = a[i][j] * 2;
}

NOINLINE float local(int n, const float *restrict x)
{
	int m = n;
	float t[m++][size(n)];
	float s = 0;

#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				t[i][j] = x[j] + i;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				s += t[i][j];
	}
	return s + (m - n);
}

/* One in the body of a loop, of another size each time. */
NOINLINE void inside(int n, float *restrict y, const float *restrict x)
{
#pragma tensoraot kernel
	for (int i = 1; i < n; i++) {
		float t[i];

		for (int j = 0; j < i; j++)
			t[j] = x[j] * i;
		y[i] = t[i - 1] + t[0];
	}
}

/* sizeof of such an array and a cast to a pointer to one. */
NOINLINE void cast(int n, float *restrict y, const void *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			y[i * n + j] = (*(const float(*)[n][n])x)[i][j]
				       + sizeof(float[n]) / sizeof(float);
}

enum { N = 60 };
static float x[N * N], y[N * N];

int main(void)
{
	float s = 0;

	for (int i = 0; i < N * N; i++)
		x[i] = DATA(i, 1);
	parameter(N, (float(*)[N])x, (float(*)[N])y);
	CHECK(calls == 1);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			CHECK(y[i * N + j] == x[i * N + j] * 2);
			s += x[j] + i;
		}
	CHECK(local(N, x) == s + 1 && calls == 2);
	inside(N, y, x);
	for (int i = 1; i < N; i++)
		CHECK(y[i] == x[i - 1] * i + x[0] * i);
	cast(N, y, x);
	for (int i = 0; i < N * N; i++)
		CHECK(y[i] == x[i] + N);
	return 0;
}
