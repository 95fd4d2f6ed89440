/* Functions whose parameters are declared after their names, as before C89:
   a short one is passed as an int.  If this fails, a pragma before such a
   function finds no parameters, or the kernel has their promoted values.  */
/* { dg-do run } */
/* { dg-additional-options "-std=gnu89 -w" } */
#include "life.h"

enum { N = 5000 };
static float y[N];
static double c[70 * 70];

#pragma tensoraot kernel
NOINLINE scale(n, a, by)
	int n;
	float *a, by;
{
	int i;

	for (i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = a[i] * by + 1;
}

#pragma tensoraot kernel shape(a[n])
NOINLINE float sum(n, a) short n; float a[];
{
	float s = 0;
	int i;

	for (i = 0; i < n; i++) /* { dg-optimized "" } */
		s += a[i];
	return s;
}

#pragma tensoraot kernel shape(c[n][n])
NOINLINE fill(c, n) double *c;
{
	int i, j;

	for (i = 0; i < n; i++) /* { dg-optimized "" } */
		for (j = 0; j < n; j++)
			c[i * n + j] = i - j;
}

main()
{
	int i, j;

	for (i = 0; i < N; i++)
		y[i] = i % 3;
	scale(N, y, 2.0);
	for (i = 0; i < N; i++)
		CHECK(y[i] == i % 3 * 2 + 1);
	CHECK(sum(N, y) == N / 3 * 9 + 1 + 3);
	fill(c, 70);
	for (i = 0; i < 70; i++)
		for (j = 0; j < 70; j++)
			CHECK(c[i * 70 + j] == i - j);
	return 0;
}
