/* A symmetric matrix of which half is stored, times another, added to a multiple
   of the result.  If this fails, the wrong half is read, the sides are
   exchanged, or the result is not read when its factor is 0 although it is not
   finite.  */
#include "block.h"

static double alpha = 1.5, beta = 0.5;

DEFINE(below, (int n, int m, const double *l, double *b), {
	double f = alpha, g = beta;

	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double s = 0;

			for (int k = 0; k < i; k++) {
				b[k * m + j] += f * other[i * m + j] * l[i * n + k];
				s += other[k * m + j] * l[i * n + k];
			}
			b[i * m + j] = g * b[i * m + j] +
				       f * other[i * m + j] * l[i * n + i] + f * s;
		}
})

DEFINE(by_columns, (int n, int m, const double *l, double *b), {
	for (int j = 0; j < m; j++)
		for (int i = 0; i < n; i++) {
			double s = 0;

			for (int k = 0; k < i; k++) {
				b[k + j * n] -= other[i + j * n] * l[i + k * n];
				s += l[i + k * n] * other[k + j * n];
			}
			b[i + j * n] = 2 * b[i + j * n] -
				       other[i + j * n] * l[i + i * n] - s;
		}
})

DEFINE(overwrites, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double s = 0;

			for (int k = 0; k < i; k++) {
				b[k * m + j] += other[i * m + j] * l[i * n + k];
				s += other[k * m + j] * l[i * n + k];
			}
			b[i * m + j] = other[i * m + j] * l[i * n + i] + s;
		}
})

/* Compare all for sizes n and m.  */
static void compare(int n, int m)
{
	COMPARE(below, n, m);
	COMPARE(by_columns, n, m);
	COMPARE(overwrites, n, m);
	beta = 0;
	alpha = 0;
	COMPARE(below, n, m);
	beta = 0.5;
	alpha = 1.5;
}

int main(void)
{
	block_pairs(compare);
	beta = 0;
	block_fill(100);
	block_c[4321] = NAN;
	below(100, 100, block_l, block_c);
	if (!isnan(block_c[4321]))
		abort();
	return 0;
}
