/* What is looked up is where a pointer says that is no parameter: allocated, one of two,
   or a part of the way along; by an element of an index, and by a loop that is a
   function.  If this fails, the compiler crashes: such an array, to which nothing else
   refers, has no shape to be told from a reference.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include "path.h"

enum { SIZE = 64 };

static double more[SIZE];

__attribute__((noipa)) static double *table(void)
{
	double *t = malloc(SIZE * sizeof *t);

	if (!t)
		exit(0);
	for (int i = 0; i < SIZE; i++)
		t[i] = more[i] = i * 0.5;
	return t;
}

#pragma tensoraot kernel disjoint
__attribute__((noipa)) static void allocated(int n, double *y, const int *p)
{
	double *t = table();

	for (int i = 0; i < n; i++)
		y[i] = t[p[i]];
	free(t);
}

#pragma tensoraot kernel disjoint
__attribute__((noipa)) static void one_of_two(int n, double *y, const int *p,
					      double *u, double *v)
{
	double *t = n > 3 ? u : v;

	for (int i = 0; i < n; i++)
		y[i] = t[p[i]];
}

#pragma tensoraot kernel disjoint
__attribute__((noipa)) static void found(int n, double *y, const double *x)
{
	double *t = table();

	for (int i = 0; i < n; i++) {
		int k = 0;

		while (t[k] < x[i])
			k++;
		y[i] = k;
	}
	free(t);
}

/* Of the rows that there are, one for each element. */
#pragma tensoraot kernel disjoint
__attribute__((noipa)) static void along(int n, int m, double *y, const double *x,
					 const double *v)
{
	const double *q = x;
	int i = 0;

	if (i < n)
		do
			i++;
		while (i < n);
	for (i = 0; i < n; i++, q++) {
		double t = 2;

		for (int j = 0; j < m; j++)
			if (v[j] >= *q) {
				t = v[j];
				break;
			}
		y[i] = t;
	}
}

int main(void)
{
	double y[SIZE], x[SIZE];
	int p[SIZE], i;

	for (i = 0; i < SIZE; i++) {
		p[i] = i * 29 % SIZE;
		x[i] = p[i] * 0.5;
	}
	allocated(SIZE, y, p);
	went(LOWERED);
	for (i = 0; i < SIZE; i++)
		if (y[i] != x[i])
			return 1;
	one_of_two(SIZE, y, p, more, x);
	went(LOWERED);
	for (i = 0; i < SIZE; i++)
		if (y[i] != x[i])
			return 2;
	found(SIZE, y, x);
	went(LOWERED);
	for (i = 0; i < SIZE; i++)
		if (y[i] != p[i])
			return 3;
	along(SIZE, SIZE, y, x, more);
	went(LOWERED);
	for (i = 0; i < SIZE; i++)
		if (y[i] != x[i])
			return 4;
	return 0;
}
