/* Partial sums of which the rest has one of its own, or one begins with what is
   there, products that one statement adds up, and loops that end at the last
   whole copy, however that is said: if this fails, what is rolled up leaves
   elements out or takes some twice, or a sum begins with something else.  In the
   last four one detail makes it another program.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include "reroll.h"

#include <stddef.h>

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, own, pragma, FOR(i, n) FOR(j, m) {                       \
		float s = 0, s0 = 0, s1 = 0, s2 = 0, s3 = 0;                 \
		int k;                                                       \
		for (k = 0; k < (l & ~3); k += 4) {                          \
			s0 += a[i][k] * b[k][j];                             \
			s1 += a[i][k + 1] * b[k + 1][j];                     \
			s2 += a[i][k + 2] * b[k + 2][j];                     \
			s3 += a[i][k + 3] * b[k + 3][j];                     \
		}                                                            \
		REST(k, l) s += a[i][k] * b[k][j];                           \
		s += s0 + s1 + s2 + s3;                                      \
		c[i][j] = 2 * s + c[i][j] * 3;                               \
	})                                                                   \
	KERNEL(pre, begins, pragma, FOR(i, n) {                              \
		float s = x[i], t = 0;                                       \
		int k;                                                       \
		for (k = 0; k < l - l % 2; k += 2) {                         \
			s += a[i][k] * x[k];                                 \
			t += a[i][k + 1] * x[k + 1];                         \
		}                                                            \
		REST(k, l) s += a[i][k] * x[k];                              \
		y[i] = s + t;                                                \
	})                                                                   \
	KERNEL(pre, terms, pragma, FOR(i, n) FOR(j, m) {                     \
		float s = 0;                                                 \
		size_t k = 0, last = l < 0 ? 0 : l;                          \
		for (; k < (last & ~(size_t)3); k += 4) {                    \
			s += a[i][k + 1] * b[k + 1][j] + a[i][k] * b[k][j];  \
			s += a[i][k + 3] * b[k + 3][j]                       \
			     + a[i][k + 2] * b[k + 2][j];                    \
		}                                                            \
		REST(k, last) s += a[i][k] * b[k][j];                        \
		c[i][j] = c[i][j] * 2 + s;                                   \
	})                                                                   \
	KERNEL(pre, list, pragma, FOR(i, n) FOR(j, m) {                      \
		float s = 0, all[3] = { 0 };                                 \
		for (int k = 0; k < l / 3 * 3; k += 3) {                     \
			all[0] -= a[i][k] * b[k][j];                         \
			all[1] -= a[i][k + 1] * b[k + 1][j];                 \
			all[2] -= a[i][k + 2] * b[k + 2][j];                 \
		}                                                            \
		for (int k = l / 3 * 3; k < l; k++)                          \
			s -= a[i][k] * b[k][j];                              \
		c[i][j] += s + all[0] + all[1] + all[2];                     \
	})                                                                   \
	KERNEL(pre, both, pragma, FOR(i, n) {                                \
		float s = x[i], t = x[i];                                    \
		int k;                                                       \
		for (k = 0; k + 1 < l; k += 2) {                             \
			s += a[i][k] * x[k];                                 \
			t += a[i][k + 1] * x[k + 1];                         \
		}                                                            \
		REST(k, l) s += a[i][k] * x[k];                              \
		y[i] = s + t;                                                \
	})                                                                   \
	KERNEL(pre, again, pragma, FOR(i, n) FOR(j, m) {                     \
		float s = 0;                                                 \
		int k;                                                       \
		for (k = 0; k + 3 < l; k += 4)                               \
			s += a[i][k] * b[k][j] + a[i][k + 1] * b[k + 1][j]   \
			     + a[i][k + 1] * b[k + 1][j]                     \
			     + a[i][k + 3] * b[k + 3][j];                    \
		REST(k, l) s += a[i][k] * b[k][j];                           \
		c[i][j] = s;                                                 \
	})                                                                   \
	KERNEL(pre, moves, pragma, FOR(i, n) FOR(k, l) {                     \
		for (int j = 0; j + 1 < m; j += 2)                           \
			c[i][j] += a[i][k] * b[k][j]                         \
				   + a[i][k] * b[k][j + 1];                  \
	})                                                                   \
	KERNEL(pre, set, pragma, FOR(i, n) {                                 \
		float s = 0, t = 0;                                          \
		int k;                                                       \
		for (k = 0; k + 1 < l; k += 2) {                             \
			s += a[i][k] * x[k];                                 \
			t += a[i][k + 1] * x[k + 1];                         \
		}                                                            \
		s = x[i];                                                    \
		REST(k, l) s += a[i][k] * x[k];                              \
		y[i] = s + t;                                                \
	})

#define ALL(X) X(own) X(begins) X(terms) X(list) X(both) X(again) X(moves) X(set)
#include "reroll-main.h"
