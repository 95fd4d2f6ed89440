/* What every iteration of a loop goes through again is done strip by strip of
   its columns; rows that are added to a vector, four at a time.  If this fails,
   a strip or the rows at the end of one are left out or done twice, or columns
   that do not stand alone are in different strips.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS                                                              \
	int n, int m, double a[restrict n][m], double r[restrict m + 1][m],   \
		double q[restrict n][m]

#define DEFINE(name, ...)                                                      \
	static __attribute__((noipa)) void name##_plain(ARGUMENTS)            \
	__VA_ARGS__                                                            \
	static __attribute__((noipa)) void name(ARGUMENTS)                    \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		__VA_ARGS__                                                    \
	}

DEFINE(orthogonalise, {
	for (int k = 0; k < m; k++) {
		double norm = 1;

		for (int i = 0; i < n; i++)
			norm += a[i][k] * a[i][k];
		r[k][k] = sqrt(norm);
		for (int i = 0; i < n; i++)
			q[i][k] = a[i][k] / r[k][k];
		for (int j = k + 1; j < m; j++) {
			r[k][j] = 0;
			for (int i = 0; i < n; i++)
				r[k][j] += q[i][k] * a[i][j];
			for (int i = 0; i < n; i++)
				a[i][j] -= q[i][k] * r[k][j];
		}
	}
})

DEFINE(all_columns, {
	for (int k = 0; k < m; k++) {
		for (int j = 0; j < m; j++)
			r[k][j] = 0;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				r[k][j] += q[i][k] * a[i][j];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				a[i][j] -= q[i][k] * r[k][j];
	}
})

DEFINE(next_column, {
	for (int k = 0; k < m; k++)
		for (int j = k + 1; j < m; j++) {
			for (int i = 0; i < n; i++)
				r[k][j] += q[i][k] * a[i][j];
			for (int i = 0; i < n; i++)
				a[i][j] -= q[i][k] * r[k][j - 1];
		}
})

DEFINE(changed_column, {
	for (int k = 0; k < m; k++)
		for (int j = 0; j < m; j++) {
			for (int i = 0; i < n; i++)
				r[k][j] += a[i][k] * a[i][j];
			for (int i = 0; i < n; i++)
				a[i][j] -= q[i][k] * r[k][j];
		}
})

DEFINE(column_sums, {
	for (int j = 0; j < m; j++)
		for (int i = 0; i < n; i++)
			r[0][j] += a[i][j] * a[i][j];
})

DEFINE(column_scales, {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			r[0][j] = a[i][j] - r[0][j] * q[i][j];
})

DEFINE(other_element, {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			r[1][j] = a[i][j] - r[0][0] * r[1][j];
})

DEFINE(first_element, {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			r[0][j] += a[i][j] * r[0][0];
})

enum { MOST = 70 };

static double x[2][3][(MOST + 1) * MOST];

/* Fill both copies of what the kernels work on.  */
static void fill(void)
{
	for (int l = 0; l < 3; l++)
		for (int i = 0; i < (MOST + 1) * MOST; i++)
			x[0][l][i] = x[1][l][i] =
				((i * 7 + l * 5) % 23 - 11) / 512.;
}

typedef void run(int n, int m, void *, void *, void *);

/* Run both versions of "name" on n rows of m columns; stop if what they leave
   differs by more than rounding.  */
static void compare(const char *name, run *plain, run *kernel, int n, int m)
{
	fill();
	plain(n, m, x[0][0], x[0][1], x[0][2]);
	kernel(n, m, x[1][0], x[1][1], x[1][2]);
	for (int l = 0; l < 3; l++)
		for (int i = 0; i < (MOST + 1) * MOST; i++) {
			double y = x[0][l][i], z = x[1][l][i];

			if (!(fabs(y - z) <= 1e-9 * (1 + fabs(y)))) {
				printf("%s %d %d: %d of %d is %g, not %g\n",
				       name, n, m, i, l, z, y);
				abort();
			}
		}
}

#define COMPARE(name) compare(#name, (run *)name##_plain, (run *)name, n, m)

int main(void)
{
	static const int sizes[] = { 0, 1, 4, 5, 9, 17, 67 };
	unsigned i, j;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (j = 0; j < sizeof sizes / sizeof *sizes; j++) {
			int n = sizes[i], m = sizes[j];

			COMPARE(orthogonalise);
			COMPARE(all_columns);
			COMPARE(next_column);
			COMPARE(changed_column);
			COMPARE(column_sums);
			COMPARE(column_scales);
			COMPARE(other_element);
			if (n < 17)
				COMPARE(first_element);
		}
	return 0;
}
