/* Sums of two products: of half a square and each other's transpose, one call of
   a routine; others, two calls, or boxes of triangles.  If this fails, a product
   is left out or added twice, has the other's sign or factor, or goes to the
   wrong half.  */
#include "block.h"

static double other[MOST];

DEFINE(pair_below, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int k = 0; k < m; k++)
			for (int j = 0; j <= i; j++)
				b[i * n + j] += l[j * m + k] * 2 * other[i * m + k] +
						other[j * m + k] * 2 * l[i * m + k];
})

DEFINE(pair_above, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++) {
			double s = 0;

			for (int k = 0; k < m; k++)
				s += l[k * n + i] * other[k * n + j] +
				     l[k * n + j] * other[k * n + i];
			b[i * n + j] = 0.5 * s;
		}
})

DEFINE(pair_by_columns, (int n, int m, const double *l, double *b), {
	for (int j = 0; j < n; j++)
		for (int i = j; i < n; i++)
			for (int k = 0; k < m; k++)
				b[i + j * n] = b[i + j * n] -
					       l[i + k * n] * other[j + k * n] -
					       other[i + k * n] * l[j + k * n];
})

DEFINE(square, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int k = 0; k < m; k++)
			for (int j = 0; j < n; j++)
				b[i * n + j] += l[j * m + k] * 2 * other[i * m + k] -
						other[j * m + k] * 3 * l[i * m + k];
})

DEFINE(of_a_scalar, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double s = 1;

			for (int k = 0; k < n; k++)
				s += l[i * n + k] * other[k * m + j] -
				     other[i * n + k] * l[k * m + j];
			b[i * m + j] = s;
		}
})

DEFINE(difference, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int k = 0; k < m; k++)
			for (int j = 0; j <= i; j++)
				b[i * n + j] += l[j * m + k] * other[i * m + k] -
						other[j * m + k] * l[i * m + k];
})

DEFINE(one_shared, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int k = 0; k < m; k++)
			for (int j = 0; j <= i; j++)
				b[i * n + j] += l[j * m + k] * other[i * m + k] +
						other[j * m + k] * other[i * m + k];
})

DEFINE(two_sums, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			b[i * n + j] *= 0.5;
			for (int k = 0; k < m; k++)
				b[i * n + j] += l[i * m + k] * other[k * n + j];
			for (int k = 0; k < m; k++)
				b[i * n + j] -= other[i * m + k] * l[k * n + j];
		}
})

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 8, 17, 64, 100, 139 };
	unsigned i, j, n = sizeof sizes / sizeof *sizes;

	for (i = 0; i < MOST; i++)
		other[i] = (i * 11 % 29) / 29.0 - 0.5;
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j += i > 3 ? 1 : 3) {
			COMPARE(pair_below, sizes[i], sizes[j]);
			COMPARE(pair_above, sizes[i], sizes[j]);
			COMPARE(pair_by_columns, sizes[i], sizes[j]);
			COMPARE(square, sizes[i], sizes[j]);
			COMPARE(of_a_scalar, sizes[i], sizes[j]);
			COMPARE(difference, sizes[i], sizes[j]);
			COMPARE(one_shared, sizes[i], sizes[j]);
			COMPARE(two_sums, sizes[i], sizes[j]);
		}
	return 0;
}
