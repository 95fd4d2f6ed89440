/* Arrays of the function itself: automatic, static, constant, compound
   literals, arguments in every form of declaration, and counters that are no
   integers.  If this fails, a kernel has another array than the function, or
   one that is not made yet.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000, K = 5 };
static float x[N + K], y[N];

NOINLINE void window(int n, float *restrict a, const float *restrict b)
{
	const float w[K] = { 1, 2, 3, 2, 1 };

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-optimized "" } */
		float s = 0;

		for (int k = 0; k < K; k++)
			s += w[k] * b[i + k];
		a[i] = s;
	}
}

NOINLINE void literal(int n, float *restrict a, const float *restrict b)
{
	const float *w = (float[]){ n, n + 1, n + 2 };

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * w[0] + w[1] * w[2];
}

/* Its contents are those of the last call. */
NOINLINE float kept(int n, const float *b)
{
	static float last[N];
	float s = 0;

#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			s += last[i];
		for (int i = 0; i < n; i++)
			last[i] = b[i];
	}
	return s;
}

NOINLINE float automatic(int n, const float *b)
{
	float t[N], s = 0;

#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			t[i] = b[n - 1 - i] * 2;
		for (int i = 0; i < n; i++)
			s += t[i];
	}
	return s;
}

NOINLINE void arguments(int n, int m, float a[restrict static n][m],
			float (*b)[m], const float c[const])
{
#pragma tensoraot kernel disjoint require(lowered)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i][j] = b[i][j] + c[j];
}

NOINLINE int by_float(float end, float *a)
{
	int n = 0;

#pragma tensoraot kernel
	for (float f = 0; f < end; f += 0.25f) /* { dg-missed {\[TRIP_COUNT\]} } */
		a[n++] = f;
	return n;
}

NOINLINE void by_enum(float *a)
{
	enum colour { RED, GREEN, BLUE, LAST = 4000 } c;

#pragma tensoraot kernel
	for (c = RED; c < LAST; c++)
		a[c] = c;
}

NOINLINE void by_bool(float *a, int n)
{
	_Bool more = n > 0;

#pragma tensoraot kernel
	for (int i = 0; more; more = ++i < n)
		a[i] = 3;
}

int main(void)
{
	float s = 0;

	for (int i = 0; i < N + K; i++)
		x[i] = DATA(i, 1);
	for (int i = 0; i < N; i++)
		s += x[i];
	window(N, y, x);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == x[i] + 2 * x[i + 1] + 3 * x[i + 2] + 2 * x[i + 3]
				      + x[i + 4]);
	literal(N, y, x);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == x[i] * N + (float)(N + 1) * (float)(N + 2));
	CHECK(kept(N, x) == 0 && kept(N, x) == s && kept(N, y) == s);
	CHECK(automatic(N, x) == 2 * s);
	arguments(70, 70, (float(*)[70])y, (float(*)[70])x, x);
	for (int i = 0; i < 4900; i++)
		CHECK(y[i] == x[i] + x[i % 70]);
	CHECK(by_float(1000, y) == 4000 && y[3999] == 999.75f);
	by_enum(y);
	CHECK(y[0] == 0 && y[3999] == 3999);
	by_bool(y, N);
	by_bool(y, 0);
	CHECK(y[0] == 3 && y[N - 1] == 3);
	return 0;
}
