/* Triangular solves and products, factorisations, products of which half is
   wanted: the boxes of their panels are library calls, in an order that keeps
   every dependence.  If this fails, a call reads rows before they are final, or
   after they were changed, or a triangle gets too much or too little.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "block.h"

DEFINE(lower_solve, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			for (int k = 0; k < i; k++)
				b[i * m + j] -= l[i * n + k] * b[k * m + j];
			b[i * m + j] /= l[i * n + i];
		}
})

DEFINE(upper_solve, (int n, int m, const double *l, double *b), {
	for (int i = n - 1; i >= 0; i--) {
		for (int k = i + 1; k < n; k++)
			for (int j = 0; j < m; j++)
				b[i * m + j] -= l[i * n + k] * b[k * m + j];
		for (int j = 0; j < m; j++)
			b[i * m + j] /= l[i * n + i];
	}
})

DEFINE(column_solve, (int n, int m, const double *l, double *b), {
	for (int k = 0; k < n; k++) {
		for (int j = 0; j < m; j++)
			b[k * m + j] /= l[k * n + k];
		for (int i = k + 1; i < n; i++)
			for (int j = 0; j < m; j++)
				b[i * m + j] -= l[i * n + k] * b[k * m + j];
	}
})

DEFINE(product, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			for (int k = i + 1; k < n; k++)
				b[i * m + j] += l[k * n + i] * b[k * m + j];
			b[i * m + j] *= 0.5;
		}
})

DEFINE(cholesky, (int n, int m, const double *l, double *b), {
	(void)m;
	(void)l;
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i; j++) {
			for (int k = 0; k < j; k++)
				b[i * n + j] -= b[i * n + k] * b[j * n + k];
			b[i * n + j] /= b[j * n + j];
		}
		for (int k = 0; k < i; k++)
			b[i * n + i] -= b[i * n + k] * b[i * n + k];
		b[i * n + i] = sqrt(b[i * n + i]);
	}
})

DEFINE(lu, (int n, int m, const double *l, double *b), {
	(void)m;
	(void)l;
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i; j++) {
			for (int k = 0; k < j; k++)
				b[i * n + j] -= b[i * n + k] * b[k * n + j];
			b[i * n + j] /= b[j * n + j];
		}
		for (int j = i; j < n; j++)
			for (int k = 0; k < i; k++)
				b[i * n + j] -= b[i * n + k] * b[k * n + j];
	}
})

DEFINE(right_looking_lu, (int n, int m, const double *l, double *b), {
	(void)m;
	(void)l;
	for (int k = 0; k < n; k++)
		for (int i = k + 1; i < n; i++) {
			b[i * n + k] /= b[k * n + k];
			for (int j = k + 1; j < n; j++)
				b[i * n + j] -= b[i * n + k] * b[k * n + j];
		}
})

DEFINE(gram, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = i; j < n; j++) {
			double s = 0;
			for (int k = 0; k < m; k++)
				s += l[k * n + i] * l[k * n + j];
			b[i * n + j] = s;
			b[j * n + i] = s;
		}
})

DEFINE(strictly_below, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			for (int k = 0; k < m; k++)
				b[i * n + j] += l[i * m + k] * l[j * m + k];
})

DEFINE(shifted, (int n, int m, const double *l, double *b), {
	for (int i = 0; i < n; i++)
		for (int k = 0; k < (n < i + 4 ? n : i + 4); k++)
			for (int j = 0; j < m; j++)
				b[i * m + j] += l[i * n + k] * l[k * m + j];
})

int main(void)
{
	static const int sizes[] = { 0,	 1,  2,	 7,  8,	 9,  15, 16,
				     17, 31, 32, 33, 40, 65, 130 };
	unsigned i, j;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (j = i > 2 ? i - 2 : 0; j <= i; j++) {
			int n = sizes[i], m = sizes[j];

			COMPARE(lower_solve, n, m);
			COMPARE(upper_solve, n, m);
			COMPARE(column_solve, n, m);
			COMPARE(product, n, m);
			COMPARE(cholesky, n, m);
			COMPARE(lu, n, m);
			COMPARE(right_looking_lu, n, m);
			COMPARE(gram, n, m);
			COMPARE(strictly_below, n, m);
			COMPARE(shifted, n, m);
		}
	return 0;
}
