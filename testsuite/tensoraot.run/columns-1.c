/* Columns that threads share once for all rows: with any number of threads, rows and
   columns each element is what one thread makes of it.  If this fails, a part of the
   columns begins where another has not ended, rows are left out or done twice, or
   the parts of one loop are taken by another.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

#define KEEP __attribute__((noipa))

/* A sum of columns: four rows at a time, and those that are left.  */
KEEP static void sums(int t, int n, int m, double *s, const double *a)
{
#pragma tensoraot kernel threads(t)
	for (int j = 0; j < m; j++)
		for (int i = 0; i < n; i++)
			s[j] += a[i * m + j];
}

/* Two things that columns carry from row to row, and what is made of both.  */
KEEP static void carry(int t, int n, int m, int *p, int *q, int *out,
		       const int *a)
{
#pragma tensoraot kernel threads(t)
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < m; j++)
			p[j] = p[j] * 3 + a[i * m + j];
		for (int j = 0; j < m; j++)
			q[j] = q[j] * 5 - p[j];
		for (int j = 0; j < m; j++)
			out[i * m + j] = p[j] - q[j];
	}
}

/* Not to be shared so: what a column takes is of the one before it.  */
KEEP static void shift(int t, int n, int m, int *a)
{
#pragma tensoraot kernel threads(t)
	for (int i = 1; i < n; i++)
		for (int j = 1; j < m; j++)
			a[i * m + j] += 3 * a[(i - 1) * m + j - 1];
}

/* The rows that carry () goes through, without a kernel.  */
KEEP static void plain_carry(int n, int m, int *p, int *q, int *out, const int *a)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			p[j] = (int)(p[j] * 3u + a[i * m + j]);
			q[j] = (int)(q[j] * 5u - p[j]);
			out[i * m + j] = p[j] - q[j];
		}
}

static void test(int t, int n, int m)
{
	size_t size = (size_t)n * m;
	double *a = malloc((size + 1) * sizeof(*a));
	double *s = calloc(m + 1, sizeof(*s));
	int *x = malloc((size + 1) * sizeof(*x)), *v = calloc(4 * m + 1, sizeof(*v));
	int *y = calloc(size + 1, sizeof(*y)), *z = calloc(size + 1, sizeof(*z));

	if (!a || !s || !x || !v || !y || !z)
		exit(0);
	for (size_t i = 0; i < size; i++)
		a[i] = x[i] = (int)(i * 7 % 11) - 5;
	sums(t, n, m, s, a);
	for (int j = 0; j < m; j++) {
		double sum = 0;

		for (int i = 0; i < n; i++)
			sum += a[(size_t)i * m + j];
		if (s[j] != sum)
			abort();
	}
	if (s[m])
		abort();
	if (n < 20) {
		carry(t, n, m, v, v + m, y, x);
		plain_carry(n, m, v + 2 * m, v + 3 * m, z, x);
		for (size_t i = 0; i <= size; i++)
			if (y[i] != z[i])
				abort();
		for (int j = 0; j < 2 * m; j++)
			if (v[j] != v[2 * m + j])
				abort();
	}
	if (n < 12 && n && m) {
		for (size_t i = 0; i < size; i++)
			y[i] = x[i];
		shift(t, n, m, y);
		for (int i = n - 1; i >= 0; i--)
			for (int j = m - 1; j >= 0; j--) {
				int sum = 0;

				for (int k = i < j ? i : j; k >= 0; k--)
					sum = sum * 3 + x[(i - k) * m + j - k];
				if (y[i * m + j] != sum)
					abort();
			}
	}
	free(a);
	free(s);
	free(x);
	free(v);
	free(y);
	free(z);
}

int main(void)
{
	static const int rows[] = { 0, 1, 3, 4, 5, 11, 17, 300 };
	static const int columns[] = { 0,   1,	 15,  16,  127, 128, 129, 255,
				       257, 400, 513, 1000 };

	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (unsigned j = 0; j < sizeof(columns) / sizeof(*columns); j++)
			for (int t = 1; t < 9; t += 1 + (t > 3))
				test(t, rows[i], columns[j]);
	test(2, 2000, 3000);
	test(3, 3000, 700);
	return 0;
}
