/* Statement expressions in bounds, steps and subscripts, comma operators,
   conditionals without a middle, assignments inside of conditions.  If this
   fails, something is evaluated more or less often than C says.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N], z[2 * N];
static int tests, steps;

NOINLINE void bound(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < ({ int m = n - 2; m + 2; }); i++) /* { dg-optimized "" } */
		a[i] = ({ float f = i; f * 2; });
}

NOINLINE void subscript(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[({ int k = i; k; })] = b[({ int k = 2 * i; k + 1; })];
}

/* The condition and the step count themselves. */
NOINLINE void counted(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; tests++, i < n; steps++, i++)
		a[i] = 7;
}

/* A jump out of one. */
NOINLINE int leaves(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[SEVERAL_EXITS\]} } */
		a[i] = ({ if (i == 100) return i; 9; });
	return -1;
}

NOINLINE void elvis(int n, float *restrict a, const float *restrict b)
{
	int i = 0;
	float f;

#pragma tensoraot kernel
	while (i < n && (f = b[i], 1)) {
		a[i++] = f ?: 1;
	}
}

/* The loop's own variable, changed in the body as well. */
NOINLINE void twice(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i++] = 11;
}

int main(void)
{
	bound(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 2 * i);
	for (int i = 0; i < 2 * N; i++)
		z[i] = i % 5;
	subscript(N, y, z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (2 * i + 1) % 5);
	counted(N, y);
	CHECK(tests == N + 1 && steps == N && y[N - 1] == 7);
	CHECK(leaves(N, y) == 100 && y[99] == 9 && y[100] == 7);
	elvis(N, y, z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i % 5 ? i % 5 : 1));
	twice(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i % 2 ? i % 5 ? i % 5 : 1 : 11));
	return 0;
}
