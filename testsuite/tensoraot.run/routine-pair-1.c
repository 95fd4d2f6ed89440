/* Sums of two products: of half a square and each other's transpose, one call of
   a routine; others, two calls, or boxes of triangles.  If this fails, a product
   is left out or added twice, has the other's sign or factor, or goes to the
   wrong half.  */
#include "block.h"

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

/* Compare all for sizes n and m.  */
static void compare(int n, int m)
{
	COMPARE(pair_below, n, m);
	COMPARE(pair_above, n, m);
	COMPARE(pair_by_columns, n, m);
	COMPARE(square, n, m);
	COMPARE(of_a_scalar, n, m);
	COMPARE(difference, n, m);
	COMPARE(one_shared, n, m);
	COMPARE(two_sums, n, m);
}

int main(void)
{
	block_pairs(compare);
	return 0;
}
