/* Memory from alloca, malloc, calloc and realloc, given and taken back in and
   between nests.  If this fails, a kernel writes to memory that is not its
   own yet, or not any more.  */
/* { dg-do run } */
#include "life.h"
#include <stdlib.h>

enum { N = 5000 };
static float y[N];

NOINLINE float on_stack(int n, const float *x)
{
	float *t = __builtin_alloca(n * sizeof(float)), s = 0;

#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			t[i] = x[i] * 2;
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			s += t[i];
	}
	return s;
}

/* Room for each iteration, all of it kept. */
NOINLINE float grows(int n, const float *restrict x)
{
	float *t[n], s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[} } */
		t[i] = __builtin_alloca(sizeof(float));
		*t[i] = x[i];
	}
	for (int i = 0; i < n; i++)
		s += *t[i];
	return s;
}

NOINLINE float on_heap(int n, const float *x)
{
	float s = 0;

#pragma tensoraot kernel
	{
		float *t = malloc(n * sizeof(float));

		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			t[i] = x[i] * 2;
		t = realloc(t, 2 * n * sizeof(float));
		for (int i = n; i < 2 * n; i++) /* { dg-optimized "" } */
			t[i] = t[i - n];
		for (int i = 0; i < 2 * n; i++) /* { dg-optimized "" } */
			s += t[i];
		free(t);
	}
	return s;
}

NOINLINE float zeroed(int n)
{
	float *t = calloc(n, sizeof(float)), s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		s += t[i];
		t[i] = 1;
	}
	free(t);
	return s;
}

int main(void)
{
	float s = 0;

	for (int i = 0; i < N; i++)
		s += y[i] = DATA(i, 1);
	CHECK(on_stack(N, y) == 2 * s && on_heap(N, y) == 4 * s);
	CHECK(grows(N, y) == s && zeroed(N) == 0);
	return 0;
}
