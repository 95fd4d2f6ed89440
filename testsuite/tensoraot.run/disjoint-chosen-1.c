/* A pointer that is the larger or the smaller of two others, or is made from
   numbers, is no array of its own that "disjoint" would keep apart from what it
   was made from: the compiler has one operation for it, of which only the first
   operand was looked at.  The loop then read elements of which it should have
   seen what it had written.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdlib.h>

enum { N = 24, MOST = 100 };

__attribute__((noipa)) void larger(int n, double *a, double *d,
				   const double *b)
{
	double *q = a > d ? a : d;

#pragma tensoraot kernel disjoint
	for (int j = 1; j < n; j++)
		q[j] = a[j - 1] + b[j];
}

__attribute__((noipa)) void smaller(int n, double *a, double *d,
				    const double *b)
{
	double *q = a < d ? a : d;

#pragma tensoraot kernel disjoint
	for (int j = 1; j < n; j++)
		q[j] = a[j - 1] + b[j];
}

__attribute__((noipa)) void numbers(int n, uintptr_t bytes, double *a,
				    const double *b)
{
	double *q = (double *)(bytes + (uintptr_t)a);

#pragma tensoraot kernel disjoint
	for (int j = 1; j < n; j++)
		q[j] = a[j - 1] + b[j];
}

static double x[2 * MOST], b[N];

/* Begin anew.  */
static void start(void)
{
	for (int i = 0; i < 2 * MOST; i++)
		x[i] = i % 7;
	for (int i = 0; i < N; i++)
		b[i] = i % 4;
}

/* End the program unless q[j] is a[j - 1] + b[j] in order, from the start.  */
static void check(int q, int a)
{
	static double y[2 * MOST];

	for (int i = 0; i < 2 * MOST; i++)
		y[i] = i % 7;
	for (int j = 1; j < N; j++) {
		volatile double *p = y;

		p[q + j] = p[a + j - 1] + b[j];
	}
	for (int i = 0; i < 2 * MOST; i++)
		if (x[i] != y[i])
			abort();
	start();
}

int main(void)
{
	start();
	larger(N, x + MOST, x, b);
	check(MOST, MOST);
	larger(N, x, x + MOST, b);
	check(MOST, 0);
	smaller(N, x + MOST, x, b);
	check(0, MOST);
	smaller(N, x, x + MOST, b);
	check(0, 0);
	numbers(N, 0, x, b);
	check(0, 0);
	numbers(N, MOST * sizeof(double), x, b);
	check(MOST, 0);
	return 0;
}
