/* Loops tested at their end behind a condition that skips them where they have
   no trip, inside another loop.  If this fails, what such a loop sums is wrong
   where it is skipped, something that is read only in it is read anyway, or a
   condition that says something else is taken for its own.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdio.h>
#include <stdlib.h>

/* y[i] = z[i] + the sum of x[0] to x[i - 1]. */
__attribute__((noinline)) static void triangle(long n, double *restrict y,
					       const double *x, const double *z)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		double s = z[i];
		long j = 0;

		if (j < i)
			do
				s += x[j];
			while (++j < i);
		y[i] = s;
	}
}

/* y[i] += the sum of the m of x. */
__attribute__((noinline)) static void memory(int n, int m, double *restrict y,
					     const double *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		int j = 0;

		if (j < m)
			do
				y[i] += x[j];
			while (++j != m);
	}
}

/* Where m is 0, y[i] is 7, and neither z nor x is read. */
__attribute__((noinline)) static void other(int n, unsigned m,
					    double *restrict y, const double *x,
					    const double *z)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		double s = 7;

		if (m) {
			unsigned j = 0;

			s = z[i];
			do
				s += x[j];
			while (++j < m);
		}
		y[i] = s;
	}
}

/* The first trip is always made, where m is 0 too; none where it is less. */
__attribute__((noinline)) static void wider(int n, int m, double *restrict y,
					    const double *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		int j = 0;

		if (m >= 0)
			do
				y[i] += x[j];
			while (++j < m);
	}
}

/* Where the loop is skipped, what was summed before is doubled. */
__attribute__((noinline)) static void doubled(int n, int m, double *restrict y,
					      const double *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		double s = y[i], t = s + s;
		int j = 0;

		if (j < m) {
			t = s;
			do
				t += x[j];
			while (++j < m);
		}
		y[i] = t;
	}
}

enum { MAX = 70 };
static double y[MAX], x[MAX], z[MAX];
static int wrong;

/* Fill the arrays. */
static void fill(void)
{
	for (int i = 0; i < MAX; i++) {
		y[i] = i % 7;
		x[i] = i % 5 - 1;
		z[i] = i % 3;
	}
}

/* Count it as wrong unless y[i] is "v". */
static void expect(const char *name, int n, int m, int i, double v)
{
	if (y[i] == v)
		return;
	printf("%s %d %d: y[%d] is %g, not %g\n", name, n, m, i, y[i], v);
	wrong++;
}

/* Check all kernels with "n" and "m". */
static void check(int n, int m)
{
	double sum = 0;

	fill();
	triangle(n, y, x, z);
	for (int i = 0; i < MAX; i++) {
		expect("triangle", n, m, i, i < n ? z[i] + sum : i % 7);
		sum += x[i];
	}
	sum = 0;
	for (int j = 0; j < m; j++)
		sum += x[j];
	fill();
	memory(n, m, y, x);
	for (int i = 0; i < MAX; i++)
		expect("memory", n, m, i, i % 7 + (i < n ? sum : 0));
	fill();
	other(n, m, y, m ? x : NULL, m ? z : NULL);
	for (int i = 0; i < MAX; i++)
		expect("other", n, m, i,
		       i >= n ? i % 7 : m ? z[i] + sum : 7);
	fill();
	wider(n, m, y, x);
	for (int i = 0; i < MAX; i++)
		expect("wider", n, m, i,
		       i % 7 + (i >= n ? 0 : m ? sum : x[0]));
	fill();
	wider(n, -1, y, NULL);
	for (int i = 0; i < MAX; i++)
		expect("wider", n, -1, i, i % 7);
	fill();
	doubled(n, m, y, m ? x : NULL);
	for (int i = 0; i < MAX; i++)
		expect("doubled", n, m, i,
		       i % 7 + (i >= n ? 0 : m ? sum : i % 7));
}

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 7, 33, 64, 65 };

	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 7; j++)
			check(sizes[i], sizes[j]);
	return wrong != 0;
}
