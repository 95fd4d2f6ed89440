/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of two products with a factor in common, in kernels in which sums have no order:
   the compiler would multiply the sum of the other factors, which is another number where
   the common one is infinite: infinity times 0.3 and infinity times -0.2 are a NaN
   together, infinity times 0.1 is infinite.  If this fails, a NaN is lost.  */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))
enum { N = 67, K = 15 };

#define KERNEL(name, T, pragma)                                                \
	KEEP static void name##_both(T (*c)[N], T (*a)[K], T (*b)[N], T f)     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				for (int k = 0; k < K; k++)                    \
					c[i][j] -= (a[i][k] * b[k][j]          \
						    + f * a[i][k]) * (T)0.5;   \
	}                                                                      \
	KEEP static void name##_less(T (*c)[N], T (*a)[K], T (*b)[N], T f)     \
	{                                                                      \
		(void)f;                                                       \
		pragma                                                         \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				for (int k = 0; k < K; k++)                    \
					c[i][j] += a[i][k] - a[i][k] * b[k][j];\
	}                                                                      \
	KEEP static void name##_rows(T (*c)[N], T (*a)[K], T (*b)[N], T f)     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < N; i++) {                                  \
			T s = 0;                                               \
			for (int k = 0; k < K; k++)                            \
				s += a[i][k] * b[k][i] + -(f * a[i][k]);       \
			c[i][0] = s;                                           \
		}                                                              \
	}                                                                      \
	KEEP static void name##_along(T (*c)[N], T (*a)[K], T (*b)[N], T f)    \
	{                                                                      \
		(void)b;                                                       \
		pragma                                                         \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				for (int k = 0; k < K; k++)                    \
					c[i][j] += (a[i][k] * a[j][k]          \
						    + f * a[j][k]) * (T)0.5;   \
	}                                                                      \
	KEEP static void name##_fixed(T (*c)[N], T (*a)[K], T (*b)[N], T f)    \
	{                                                                      \
		(void)f;                                                       \
		pragma                                                         \
		for (int i = 0; i < N; i++) {                                  \
			T s = 0;                                               \
			for (int k = 0; k < 3; k++)                            \
				s += a[i][2] * (b[k][i] - (T)0.25);            \
			c[i][0] = s;                                           \
		}                                                              \
	}

#define PAIR(T)                                                                \
	KERNEL(plain_##T, T, )                                                 \
	KERNEL(kernel_##T, T, _Pragma("tensoraot kernel fp (reassociate)"))    \
	KERNEL(relaxed_##T, T, _Pragma("tensoraot kernel"))                    \
	typedef void run_##T(T (*)[N], T (*)[K], T (*)[N], T);                 \
	static void test_##T(run_##T *plain, run_##T *kernel)                  \
	{                                                                      \
		static T a[N][K], b[K][N], c[N][N], d[N][N];                   \
		int nans = 0;                                                  \
		for (int i = 0; i < N; i++)                                    \
			for (int k = 0; k < K; k++) {                          \
				a[i][k] = i % 5 == 3 && k == 2 ? INFINITY      \
							       : (T)(i % 4);   \
				b[k][i] = (T)0.25 * (i % 7);                   \
			}                                                      \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				c[i][j] = d[i][j] = 1;                         \
		plain(c, a, b, (T)-0.125);                                     \
		kernel(d, a, b, (T)-0.125);                                    \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++) {                          \
				if (!isnan(c[i][j]) != !isnan(d[i][j])         \
				    || isinf(c[i][j]) != isinf(d[i][j]))       \
					abort();                               \
				nans += isnan(c[i][j]);                        \
			}                                                      \
		if (!nans)                                                     \
			abort();                                               \
	}

PAIR(float)
PAIR(double)

int main(void)
{
	test_float(plain_float_both, kernel_float_both);
	test_float(plain_float_less, kernel_float_less);
	test_float(plain_float_rows, kernel_float_rows);
	test_float(plain_float_along, kernel_float_along);
	test_float(plain_float_fixed, kernel_float_fixed);
	test_float(plain_float_both, relaxed_float_both);
	test_float(plain_float_less, relaxed_float_less);
	test_float(plain_float_rows, relaxed_float_rows);
	test_float(plain_float_along, relaxed_float_along);
	test_float(plain_float_fixed, relaxed_float_fixed);
	test_double(plain_double_both, kernel_double_both);
	test_double(plain_double_less, kernel_double_less);
	test_double(plain_double_rows, kernel_double_rows);
	test_double(plain_double_along, kernel_double_along);
	test_double(plain_double_fixed, kernel_double_fixed);
	test_double(plain_double_both, relaxed_double_both);
	test_double(plain_double_less, relaxed_double_less);
	test_double(plain_double_rows, relaxed_double_rows);
	test_double(plain_double_along, relaxed_double_along);
	test_double(plain_double_fixed, relaxed_double_fixed);
	return 0;
}
