/* Whether two arrays may be one is asked of the whole kernel: the body of a panel
   loop, planned as a program of its own, knows nothing of the nest behind it,
   in which a[0] is changed before it is read for the last time.  If this fails,
   the second nest runs in another order where the two arrays are one.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { N = 150, M = 20 };

__attribute__((noipa)) void solve_less(int n, int m, const double *l, double *x,
				       double *a, const double *b)
{
#pragma tensoraot kernel fp(reassociate)
	{
		for (int i = 0; i < n; i++)
			for (int k = 0; k < i; k++)
				for (int j = 0; j < m; j++)
					x[i * m + j] -= l[i * n + k] * x[k * m + j];
		for (int i = 0; i < n; i++)
			a[i] = a[i] - b[0];
	}
}

static double l[N * N], x[N * M], y[N * M], a[N], b[N];

/* Solve for "n" rows with the last vector "b", and compare.  */
static void check(int n, int m, const double *with)
{
	for (int i = 0; i < N * N; i++)
		l[i] = i % 7 == 0 ? 1 : 0;
	for (int i = 0; i < N * M; i++)
		x[i] = y[i] = i % 2;
	for (int i = 0; i < N; i++)
		a[i] = i + 3;
	solve_less(n, m, l, x, a, with);
	for (int i = 0; i < n; i++)
		if (a[i] != i + 3 - (with == a ? i ? 0 : 3 : 2))
			abort();
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			for (int j = 0; j < m; j++)
				y[i * m + j] -= l[i * n + k] * y[k * m + j];
	for (int i = 0; i < n * m; i++)
		if (x[i] != y[i])
			abort();
}

int main(void)
{
	b[0] = 2;
	check(1, 1, a);
	check(9, 3, a);
	check(N, M, a);
	check(N, M, b);
	return 0;
}
