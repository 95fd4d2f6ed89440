/* Products and solutions with a triangle, in place, and half of a matrix times
   its transpose, in loops that run in any order and direction, each one call of
   a routine.  If this fails, the wrong half, side or transpose is asked for, the
   diagonal is taken for ones or the ones for a diagonal, or a routine stands for
   loops that read rows in another order.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
#include "block.h"

DEFINE(product_down, (int n, int m, const double *l, double *b), {
	for (int i = n - 1; i >= 0; i--)
		for (int j = 0; j < m; j++) {
			double s = b[i * m + j] * l[i * n + i];

			for (int k = 0; k < i; k++)
				s += l[i * n + k] * b[k * m + j];
			b[i * m + j] = s;
		}
})

DEFINE(product_by_columns, (int n, int m, const double *l, double *b), {
	for (int k = 0; k < n; k++) {
		for (int i = 0; i < k; i++)
			for (int j = 0; j < m; j++)
				b[i * m + j] += l[i * n + k] * b[k * m + j];
		for (int j = 0; j < m; j++)
			b[k * m + j] *= l[k * n + k];
	}
})

DEFINE(product_right, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < m; i++)
		for (int j = n - 1; j >= 0; j--) {
			b[i * n + j] *= l[j * n + j];
			for (int k = 0; k < j; k++)
				b[i * n + j] += b[i * n + k] * l[k * n + j];
		}
})

DEFINE(product_stored_late, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double s = 0;

			for (int k = i; k < n; k++)
				s += l[i * n + k] * b[k * m + j];
			b[i * m + j] = s * 0.25;
		}
})

DEFINE(product_of_ones, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			for (int k = i + 1; k < n; k++)
				b[i * m + j] += l[k * n + i] * b[k * m + j];
			b[i * m + j] *= -0.5;
		}
})

DEFINE(solve_transposed, (int n, int m, const double *l, double *b), {
	for (int k = 0; k < n; k++) {
		for (int j = 0; j < m; j++)
			b[k * m + j] /= l[k * n + k];
		for (int i = k + 1; i < n; i++)
			for (int j = 0; j < m; j++)
				b[i * m + j] -= l[k * n + i] * b[k * m + j];
	}
})

DEFINE(solve_right_ones, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < m; i++)
		for (int j = 1; j < n; j++)
			for (int k = 0; k < j; k++)
				b[i * n + j] -= b[i * n + k] * l[k * n + j];
})

DEFINE(solve_up_scaled, (int n, int m, const double *l, double *b), {
	for (int k = n - 1; k >= 0; k--) {
		for (int j = 0; j < m; j++)
			b[k * m + j] *= 1.5;
		for (int j = 0; j < m; j++) {
			for (int i = k + 1; i < n; i++)
				b[k * m + j] -= l[k * n + i] * b[i * m + j];
			b[k * m + j] /= l[k * n + k];
		}
	}
})

DEFINE(solve_by_columns, (int n, int m, const double *l, double *b), {
	for (int j = 0; j < m; j++)
		for (int k = 0; k < n; k++) {
			b[k + j * n] /= l[k + k * n];
			for (int i = k + 1; i < n; i++)
				b[i + j * n] -= b[k + j * n] * l[i + k * n];
		}
})

DEFINE(transpose_below, (int n, int m, const double *l, double *b), {
	for (int k = m - 1; k >= 0; k--)
		for (int i = 0; i < n; i++)
			for (int j = i; j < n; j++)
				b[j * n + i] -= l[i * m + k] * l[j * m + k];
})

DEFINE(transpose_above, (int n, int m, const double *l, double *b), {
	for (int j = 0; j < n; j++)
		for (int i = 0; i <= j; i++) {
			double s = 0;

			for (int k = 0; k < m; k++)
				s += l[k * n + i] * l[k * n + j];
			b[i * n + j] = 2 * s;
		}
})

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 8, 17, 33, 64, 100, 130 };
	unsigned i, j, n = sizeof sizes / sizeof *sizes;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j += i > 3 ? 1 : 3) {
			COMPARE(product_down, sizes[i], sizes[j]);
			COMPARE(product_by_columns, sizes[i], sizes[j]);
			COMPARE(product_right, sizes[i], sizes[j]);
			COMPARE(product_stored_late, sizes[i], sizes[j]);
			COMPARE(product_of_ones, sizes[i], sizes[j]);
			COMPARE(solve_transposed, sizes[i], sizes[j]);
			COMPARE(solve_right_ones, sizes[i], sizes[j]);
			COMPARE(solve_up_scaled, sizes[i], sizes[j]);
			COMPARE(solve_by_columns, sizes[i], sizes[j]);
			COMPARE(transpose_below, sizes[i], sizes[j]);
			COMPARE(transpose_above, sizes[i], sizes[j]);
		}
	return 0;
}
