/* Triangular systems and products for one vector, in place: one call of trsv or
   trmv each.  If this fails, the wrong half or transpose is asked for, or an
   element is read after it changed.  */
#include "block.h"

DEFINE(solve, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < i; k++)
			b[i * m] -= l[i * n + k] * b[k * m];
		b[i * m] /= l[i * n + i];
	}
})

DEFINE(solve_back, (int n, int m, const double *l, double *b), {
	for (int i = n - 1; i >= 0; i--)
		for (int k = i + 1; k < n; k++)
			b[i * m] -= l[k * n + i] * b[k * m];
})

DEFINE(solve_columns, (int n, int m, const double *l, double *b), {
	for (int k = 0; k < n; k++) {
		b[k * m] /= l[k * n + k];
		for (int i = k + 1; i < n; i++)
			b[i * m] -= l[i * n + k] * b[k * m];
	}
})

DEFINE(product, (int n, int m, const double *l, double *b), {
	for (int k = 0; k < n; k++) {
		for (int i = 0; i < k; i++)
			b[i * m] += l[i * n + k] * b[k * m];
		b[k * m] *= l[k * n + k];
	}
})

DEFINE(product_stored_late, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = i; k < n; k++)
			s += l[k * n + i] * b[k * m];
		b[i * m] = s;
	}
})

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 15, 16, 33, 64, 100, 130 };

	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int m = 1; m < 4; m++) {
			COMPARE(solve, sizes[i], m);
			COMPARE(solve_back, sizes[i], m);
			COMPARE(solve_columns, sizes[i], m);
			COMPARE(product, sizes[i], m);
			COMPARE(product_stored_late, sizes[i], m);
		}
	return 0;
}
