/* -fno-builtin: sqrt and fabs are functions like any other, of the program's
   own perhaps.  If this fails, the program's is not called.  */
/* { dg-do run } */
/* { dg-additional-options "-fno-builtin" } */
#include "life.h"

enum { N = 5000 };
static double y[N];
static int calls;

NOINLINE double sqrt(double x)
{
	calls++;
	return x + 100;
}

NOINLINE void roots(int n, double *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {sqrt, which the compiler does not inline \[CALL\]} } */
		a[i] = sqrt(a[i]);
}

NOINLINE void clear(int n, double *a)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		a[i] = 0;
}

int main(void)
{
	roots(N, y);
	CHECK(calls == N);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 100);
	clear(N, y);
	CHECK(y[0] == 0 && y[N - 1] == 0);
	return 0;
}
