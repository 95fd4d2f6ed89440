/* Pointers that are compared and moved inside of loops, that go down, that are
   members, that meet.  If this fails, a pointer is taken for one that does not
   move, or an order of pointers for one that is known.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[2 * N], z[2 * N];

NOINLINE void until(float *p, const float *end)
{
#pragma tensoraot kernel
	while (p != end) /* { dg-optimized "" } */
		*p++ += 1;
}

NOINLINE void below(float *p, float *end)
{
#pragma tensoraot kernel
	for (; p < end; p += 2) /* { dg-optimized "" } */
		*p = 3;
}

NOINLINE void down(float *begin, float *p)
{
#pragma tensoraot kernel
	while (p-- > begin) /* { dg-missed {\[BAD_TYPE\]} } */
		*p = p - begin;
}

/* Towards each other. */
NOINLINE void reverse(float *a, float *b)
{
#pragma tensoraot kernel
	while (a < --b) {
		float t = *a;

		*a++ = *b;
		*b = t;
	}
}

NOINLINE void compared(int n, float *a, float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		if (a == b)
			a[i] = 1;
		else
			b[i] = 2;
	}
}

/* The pointers change places between iterations. */
NOINLINE float *swapped(int n, int times, float *a, float *b)
{
#pragma tensoraot kernel
	for (int t = 0; t < times; t++) {
		for (int i = 0; i < n; i++)
			b[i] = a[i] * 2;
		float *c = a;

		a = b;
		b = c;
	}
	return a;
}

/* A list of arrays. */
NOINLINE void each(int n, int m, float *const *rows)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			rows[i][j] = i + j;
}

/* The array of pointers is in what they point to. */
NOINLINE void into_itself(int n, float **rows)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		rows[0][i] = 1;
}

int main(void)
{
	float *rows[] = { y, z, y + N, z + N };

	until(y, y + N);
	until(y, y);
	below(y, y + N - 1);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i % 2 ? 1 : 3));
	down(y, y + N);
	down(y, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == i);
	reverse(y, y + N);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == N - 1 - i);
	compared(N, y, y);
	compared(N, y, z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 1 && z[i] == 2);
	CHECK(swapped(N, 3, y, z) == z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 4 && z[i] == 8);
	each(4, N, rows);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == i && z[i] == 1 + i && y[N + i] == 2 + i
		      && z[N + i] == 3 + i);
	into_itself(N, rows);
	CHECK(y[0] == 1 && y[N - 1] == 1 && y[N] == 2);
	return 0;
}
