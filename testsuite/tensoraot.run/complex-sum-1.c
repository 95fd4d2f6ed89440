/* Sums of complex numbers, in scalars and in memory, with infinities, NaN and
   zeros of both signs among the terms.  If this fails, a partial sum starts from
   something or joins wrongly, a live-out has one part, or a product that was to
   be summed lost what C says of infinities; with `strict', a sum was
   reordered.  */
#include "pairs.h"

enum { N = 20000, M = 40 };

#define SUM(T, R, pre, name, clauses, e)                                   \
	__attribute__((noipa)) static T pre##_##name(                      \
		long n, const T *x, const T *y, T c)                       \
	{                                                                  \
		T s = c;                                                   \
		_Pragma(clauses) for (long i = 0; i < n; i++)              \
			e;                                                 \
		return s;                                                  \
	}                                                                  \
	__attribute__((noipa)) static T pre##_##name##_plain(              \
		long n, const T *x, const T *y, T c)                       \
	{                                                                  \
		T s = c;                                                   \
		for (long i = 0; i < n; i++)                               \
			e;                                                 \
		return s;                                                  \
	}

#define SUMS(T, R, pre, CONJ)                                              \
	SUM(T, R, pre, sum, "tensoraot kernel", s += x[i])                 \
	SUM(T, R, pre, taken, "tensoraot kernel fp (reassociate)",         \
	    s -= x[i] + y[i])                                              \
	SUM(T, R, pre, dotu, "tensoraot kernel lower (loops)",             \
	    s += x[i] * y[i])                                              \
	SUM(T, R, pre, dotc, "tensoraot kernel fp (reassociate)",          \
	    s += CONJ(x[i]) * y[i])                                        \
	SUM(T, R, pre, strict, "tensoraot kernel fp (strict)",             \
	    s += x[i] / 3)                                                 \
	SUM(T, R, pre, times, "tensoraot kernel", s *= x[i])               \
	__attribute__((noipa)) static void pre##_rows(                     \
		long n, T a[n][M], const T b[n][M], T *y)                  \
	{                                                                  \
		_Pragma("tensoraot kernel")                                \
		for (long i = 0; i < n; i++)                               \
			for (long j = 0; j < M; j++)                       \
				y[i] += a[i][j] * b[i][M - 1 - j];         \
	}                                                                  \
	__attribute__((noipa)) static void pre##_rows_plain(               \
		long n, T a[n][M], const T b[n][M], T *y)                  \
	{                                                                  \
		for (long i = 0; i < n; i++)                               \
			for (long j = 0; j < M; j++)                       \
				y[i] += a[i][j] * b[i][M - 1 - j];         \
	}                                                                  \
	__attribute__((noipa)) static void pre##_matrix(                   \
		long n, T a[n][M], T b[M][M], T *y)                        \
	{                                                                  \
		T(*c)[M] = (T(*)[M])y;                                     \
		_Pragma("tensoraot kernel fp (reassociate)")               \
		for (long i = 0; i < n; i++)                               \
			for (long j = 0; j < M; j++) {                     \
				T s = 0;                                   \
				for (long k = 0; k < M; k++)               \
					s += a[i][k] * CONJ(b[k][j]);      \
				c[i][j] = s;                               \
			}                                                  \
	}                                                                  \
	__attribute__((noipa)) static void pre##_matrix_plain(             \
		long n, T a[n][M], T b[M][M], T *y)                        \
	{                                                                  \
		T(*c)[M] = (T(*)[M])y;                                     \
		for (long i = 0; i < n; i++)                               \
			for (long j = 0; j < M; j++) {                     \
				T s = 0;                                   \
				for (long k = 0; k < M; k++)               \
					s += a[i][k] * CONJ(b[k][j]);      \
				c[i][j] = s;                               \
			}                                                  \
	}                                                                  \
	static T pre##_x[N], pre##_y[N], pre##_z[N], pre##_u[N];           \
	static void pre##_run(long n, T c, bool wild)                      \
	{                                                                  \
		T *x = pre##_x, *y = pre##_y, *z = pre##_z, *u = pre##_u;  \
		T s, t;                                                    \
		pre##_fill(N, x, 1, wild);                                 \
		pre##_fill(N, y, 5, wild);                                 \
		pre##_fill(N, z, 9, wild);                                 \
		pre##_fill(N, u, 9, wild);                                 \
		ONE(pre, sum, LOWERED)                                     \
		ONE(pre, taken, LOWERED)                                   \
		ONE(pre, dotu, LOWERED)                                    \
		ONE(pre, dotc, LOWERED)                                    \
		ONE(pre, strict, ANY)                                      \
		ONE(pre, times, ANY)                                       \
		pre##_rows(n / M, (void *)x, (const void *)y, z);          \
		went(n == N ? LOWERED : ANY);                              \
		pre##_rows_plain(n / M, (void *)x, (const void *)y, u);    \
		pre##_compare(N, z, u, false);                             \
		pre##_matrix(n / M, (void *)x, (void *)y, z);              \
		went(n == N ? LOWERED : ANY);                              \
		pre##_matrix_plain(n / M, (void *)x, (void *)y, u);        \
		pre##_compare(N, z, u, false);                             \
	}

#define ONE(pre, name, way)                                                \
	s = pre##_##name(n, x, y, c);                                      \
	went(n == N ? way : ANY);                                          \
	t = pre##_##name##_plain(n, x, y, c);                              \
	pre##_compare(1, &s, &t, false);

SUMS(_Complex float, float, c64, conjf)
SUMS(_Complex double, double, c128, conj)

int main(void)
{
	static const long sizes[] = { -1, 0, 1, 2, 7, 33, 1600, N };

	for (int i = 0; i < 8; i++) {
		c64_run(sizes[i], 4 - 2 * I, false);
		c128_run(sizes[i], 4 - 2 * I, false);
		c64_run(sizes[i], -1 + 2 * I, true);
		c128_run(sizes[i], __builtin_complex(-0.0, (double)INFINITY),
			 true);
	}
	return 0;
}
