/* The rows of a table that are read where a parameter allows it are looked up from
   the first to the last: if this fails, the condition on the parameter is taken
   for one on rows, and the pointer to none of them, or to another first one, is
   used for all; or what is loaded on entry is loaded though the guard that would
   refuse it comes later.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stddef.h>
#include <stdlib.h>

enum { N = 15, M = 9 };
static double a[M][N], *row[M], y[M];
static int seen[M];

/* Whether row i has an element of "least" or more, if k >= 4. */
__attribute__((noipa)) static void some(size_t n, size_t m, size_t k, double **p)
{
#pragma tensoraot kernel fp(strict)
	for (size_t i = m; i-- > 0;) {
		int none = 1;

		for (size_t j = 1; j < n; j++)
			if ((long)k >= 4)
				if (p[i][j] >= -4.0)
					none = 0;
		seen[i] = none;
	}
}

/* Sums of rows from the second on, if k is not negative. */
__attribute__((noipa)) static void sums(int n, int m, unsigned short k,
					double **p)
{
#pragma tensoraot kernel
	for (int i = 1; i < m; i++)
		if ((short)k >= 0)
			for (int j = 0; j < n; j++)
				y[i] += p[i][j];
}

/* One number added to all, if k is not negative. */
__attribute__((noipa)) static void number(int m, unsigned short k, double *q)
{
#pragma tensoraot kernel
	for (int i = 0; i < m; i++)
		if ((short)k >= 0)
			y[i] += q[3];
}

int main(void)
{
	for (int i = 0; i < M; i++) {
		row[i] = a[i];
		for (int j = 0; j < N; j++)
			a[i][j] = j && i % 3 ? -5 : i + j;
	}
	for (int m = 0; m <= M; m++)
		for (int k = 2; k < 7; k++) {
			some(N, m, k, k >= 4 ? row : NULL);
			for (int i = 0; i < m; i++)
				if (seen[i] != (k < 4 || i % 3))
					abort();
		}
	sums(N, M, 0xffff, NULL);
	sums(N, 1, 3, NULL);
	row[0] = NULL;
	sums(N, M, 3, row);
	for (int i = 0; i < M; i++) {
		double s = 0;

		for (int j = 0; i && j < N; j++)
			s += a[i][j];
		if (y[i] != s)
			abort();
	}
	number(M, 0xfffe, NULL);
	y[0] = a[1][3];
	number(1, 1, a[0]);
	if (y[0] != a[1][3] + a[0][3])
		abort();
	return 0;
}
