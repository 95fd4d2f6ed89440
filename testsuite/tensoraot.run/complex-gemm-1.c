/* Products of complex matrices and vectors, each operand as it is, transposed,
   conjugated, or both, the result by rows or by columns, with factors.  If this
   fails, a routine conjugates the other operand, or one that it should not, is
   given a scalar by value, or multiplies by another factor.  */
#include "pairs.h"

enum { MAX = 70 };

/* "name" computes c op= e over i < n, j < m, k < l; "plain" too.  */
#define DEFINE(T, pre, CONJ, name, clauses, e)                             \
	__attribute__((noipa)) static void pre##_##name(                   \
		long n, long m, long l, const T *a, const T *b,            \
		T *restrict c, T alpha, T beta)                            \
	{                                                                  \
		_Pragma(clauses) { e }                                     \
	}                                                                  \
	__attribute__((noipa)) static void pre##_##name##_plain(           \
		long n, long m, long l, const T *a, const T *b,            \
		T *restrict c, T alpha, T beta)                            \
	{                                                                  \
		e                                                          \
	}

/* How an element of a matrix of so many columns is found.  */
#define ROWS(x, i, j, cols) x[(i) * (cols) + (j)]

#define LOOPS(sum)                                                         \
	for (long i = 0; i < n; i++)                                       \
		for (long j = 0; j < m; j++)                               \
			for (long k = 0; k < l; k++)                       \
				sum;

#define KERNEL "tensoraot kernel"

#define PRODUCTS(X, T, pre, CONJ)                                          \
	X(T, pre, CONJ, nn, KERNEL,                                        \
	  LOOPS(ROWS(c, i, j, m) += ROWS(a, i, k, l) * ROWS(b, k, j, m)))  \
	X(T, pre, CONJ, tn, KERNEL,                                        \
	  LOOPS(ROWS(c, i, j, m) -= ROWS(a, k, i, n) * ROWS(b, k, j, m)))  \
	X(T, pre, CONJ, cn, KERNEL,                                        \
	  LOOPS(ROWS(c, i, j, m) +=                                        \
		alpha * CONJ(ROWS(a, k, i, n)) * ROWS(b, k, j, m)))        \
	X(T, pre, CONJ, nc, KERNEL,                                        \
	  LOOPS(ROWS(c, i, j, m) +=                                        \
		ROWS(a, i, k, l) * CONJ(ROWS(b, j, k, l))))                \
	X(T, pre, CONJ, cc, KERNEL,                                        \
	  LOOPS(ROWS(c, i, j, m) +=                                        \
		CONJ(alpha * ROWS(a, k, i, n) * -ROWS(b, j, k, l))))       \
	X(T, pre, CONJ, column_cn, KERNEL,                                 \
	  LOOPS(ROWS(c, j, i, n) +=                                        \
		CONJ(ROWS(a, i, k, l)) * ROWS(b, j, k, l)))                \
	X(T, pre, CONJ, column_tc, KERNEL,                                 \
	  LOOPS(ROWS(c, j, i, n) +=                                        \
		ROWS(a, i, k, l) * CONJ(ROWS(b, k, j, m))))                \
	X(T, pre, CONJ, near_left, KERNEL,                                 \
	  LOOPS(ROWS(c, i, j, m) +=                                        \
		CONJ(ROWS(a, i, k, l)) * ROWS(b, k, j, m)))                \
	X(T, pre, CONJ, near_right, KERNEL,                                \
	  LOOPS(ROWS(c, i, j, m) +=                                        \
		ROWS(a, i, k, l) * CONJ(ROWS(b, k, j, m))))                \
	X(T, pre, CONJ, near_column, KERNEL,                               \
	  LOOPS(ROWS(c, j, i, n) +=                                        \
		CONJ(ROWS(a, k, i, n)) * ROWS(b, j, k, l)))                \
	X(T, pre, CONJ, factors, KERNEL,                                   \
	  for (long i = 0; i < n; i++) for (long j = 0; j < m; j++) {      \
		  T s = 0;                                                 \
		  for (long k = 0; k < l; k++)                             \
			  s += ROWS(a, i, k, l) * ROWS(b, k, j, m);        \
		  ROWS(c, i, j, m) = alpha * s + beta * ROWS(c, i, j, m);  \
	  })                                                               \
	X(T, pre, CONJ, in_line, KERNEL,                                   \
	  for (long i = 0; i < 12; i++) for (long j = 0; j < 12; j++)      \
		  for (long k = 0; k < 12; k++)                            \
			  c[i * 12 + j] += a[i * 12 + k] * b[k * 12 + j];)

#define VECTORS(X, T, pre, CONJ)                                           \
	X(T, pre, CONJ, mv, KERNEL,                                        \
	  for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)        \
		  c[i] += alpha * ROWS(a, i, k, l) * b[2 * k];)            \
	X(T, pre, CONJ, mv_t, KERNEL,                                      \
	  for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)        \
		  c[3 * i] += ROWS(a, k, i, n) * b[k];)                    \
	X(T, pre, CONJ, mv_c, KERNEL,                                      \
	  for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)        \
		  c[i] -= CONJ(ROWS(a, i, k, l)) * b[k];)                  \
	X(T, pre, CONJ, mv_h, KERNEL,                                      \
	  for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)        \
		  c[i] += CONJ(ROWS(a, k, i, n)) * b[k];)                  \
	X(T, pre, CONJ, near_mv, KERNEL,                                   \
	  for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)        \
		  c[i] += ROWS(a, i, k, l) * CONJ(b[k]);)                  \
	X(T, pre, CONJ, dotu, "tensoraot kernel lower (blas)",             \
	  for (long k = 0; k < l; k++)                                     \
		  c[0] += a[k] * b[2 * k];)                                \
	X(T, pre, CONJ, dotc, "tensoraot kernel lower (blas)",             \
	  for (long k = 0; k < l; k++)                                     \
		  c[0] -= CONJ(a[k]) * b[k];)                              \
	X(T, pre, CONJ, dotr, "tensoraot kernel lower (blas)",             \
	  for (long k = 0; k < l; k++)                                     \
		  c[0] += a[k] * CONJ(b[k]);)                              \
	X(T, pre, CONJ, near_dot, "tensoraot kernel lower (blas)",         \
	  for (long k = 0; k < l; k++)                                     \
		  c[0] += CONJ(a[k]) * CONJ(b[k]);)

#define ALL(X)                                                             \
	PRODUCTS(X, _Complex double, c128, conj)                           \
	VECTORS(X, _Complex float, c64, conjf)

ALL(DEFINE)
DEFINE(_Complex float, c64, conjf, nc, KERNEL,
       LOOPS(ROWS(c, i, j, m) += ROWS(a, i, k, l) * conjf(ROWS(b, j, k, l))))
DEFINE(_Complex double, c128, conj, mv_c, KERNEL,
       for (long i = 0; i < n; i++) for (long k = 0; k < l; k++)
	       c[i] -= conj(ROWS(a, i, k, l)) * b[k];)
DEFINE(_Complex double, c128, conj, dotc, "tensoraot kernel lower (blas)",
       for (long k = 0; k < l; k++)
	       c[0] -= conj(a[k]) * b[k];)

#define RUN(T, pre, CONJ, name, clauses, e)                                \
	do {                                                               \
		static T a[MAX * MAX], b[MAX * MAX], c[MAX * MAX],         \
			d[MAX * MAX];                                      \
		pre##_fill(MAX * MAX, a, 1, false);                        \
		pre##_fill(MAX * MAX, b, 5, false);                        \
		pre##_fill(MAX * MAX, c, 9, false);                        \
		pre##_fill(MAX * MAX, d, 9, false);                        \
		pre##_##name(n, m, l, a, b, c, alpha, beta);               \
		pre##_##name##_plain(n, m, l, a, b, d, alpha, beta);       \
		pre##_compare(MAX * MAX, c, d, false);                     \
	} while (0);

static void run(long n, long m, long l, double complex alpha,
		double complex beta)
{
	ALL(RUN)
	RUN(_Complex float, c64, , nc, , )
	RUN(_Complex double, c128, , mv_c, , )
	RUN(_Complex double, c128, , dotc, , )
}

int main(void)
{
	static const long sizes[][3] = { { 0, 3, 3 }, { 3, 0, 3 }, { 9, 9, 0 },
					 { 1, 1, 1 }, { 8, 9, 10 },
					 { 17, 16, 15 }, { 30, 23, 26 } };

	for (int i = 0; i < 7; i++) {
		run(sizes[i][0], sizes[i][1], sizes[i][2], 2 - I, 3 * I);
		run(sizes[i][0], sizes[i][1], sizes[i][2], 0, 0);
	}
	return 0;
}
