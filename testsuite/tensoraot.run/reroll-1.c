/* Products whose loops were unrolled by hand, with a rest, by rows, columns or what
   is summed over, are ordinary ones: if this fails, what is rolled up leaves
   elements out or takes some twice where the unrolled loop ends, or sums that
   are looked at in between become one.  In the last six one detail makes it
   another program.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include "reroll.h"

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, sums, pragma, FOR(i, n) {                                \
		float s0 = 0, s1 = 0, s2 = 0, s3 = 0;                        \
		int k;                                                       \
		for (k = 0; k + 3 < l; k += 4) {                             \
			s0 += a[i][k] * x[k];                                \
			s1 += a[i][k + 1] * x[k + 1];                        \
			s2 += a[i][k + 2] * x[k + 2];                        \
			s3 += a[i][k + 3] * x[k + 3];                        \
		}                                                            \
		REST(k, l) s0 += a[i][k] * x[k];                             \
		y[i] = (s0 + s1) + (s2 + s3);                                \
	})                                                                   \
	KERNEL(pre, sum, pragma, FOR(i, n) FOR(j, m) {                       \
		float s = 0;                                                 \
		int k;                                                       \
		for (k = 0; k <= l - 2; k += 2)                              \
			s += a[i][k] * b[k][j] + a[i][k + 1] * b[k + 1][j];  \
		REST(k, l) s += a[i][k] * b[k][j];                           \
		c[i][j] += s;                                                \
	})                                                                   \
	KERNEL(pre, columns, pragma, FOR(i, n) FOR(k, l) {                   \
		int j;                                                       \
		for (j = 0; j + 2 < m; j += 3) {                             \
			c[i][j] += a[i][k] * b[k][j];                        \
			c[i][j + 1] += a[i][k] * b[k][j + 1];                \
			c[i][j + 2] += a[i][k] * b[k][j + 2];                \
		}                                                            \
		REST(j, m) c[i][j] += a[i][k] * b[k][j];                     \
	})                                                                   \
	KERNEL(pre, scalars, pragma, FOR(i, n) {                             \
		int j;                                                       \
		for (j = 0; j + 1 < m; j += 2) {                             \
			float s0 = 0, s1 = 0;                                \
			FOR(k, l) {                                          \
				s0 += a[i][k] * b[k][j];                     \
				s1 += a[i][k] * b[k][j + 1];                 \
			}                                                    \
			c[i][j] = s0;                                        \
			c[i][j + 1] = s1;                                    \
		}                                                            \
		REST(j, m) {                                                 \
			float s = 0;                                         \
			FOR(k, l) s += a[i][k] * b[k][j];                    \
			c[i][j] = s;                                         \
		}                                                            \
	})                                                                   \
	KERNEL(pre, rows, pragma, {                                          \
		int i;                                                       \
		for (i = 0; i + 1 < n; i += 2)                               \
			FOR(j, m) {                                          \
				float s0 = 0, s1 = 0;                        \
				FOR(k, l) {                                  \
					s0 += a[i][k] * b[k][j];             \
					s1 += a[i + 1][k] * b[k][j];         \
				}                                            \
				c[i][j] = s0;                                \
				c[i + 1][j] = s1;                            \
			}                                                    \
		REST(i, n) FOR(j, m) {                                       \
			float s = 0;                                         \
			FOR(k, l) s += a[i][k] * b[k][j];                    \
			c[i][j] = s;                                         \
		}                                                            \
	})                                                                   \
	KERNEL(pre, eight, pragma, FOR(i, n) FOR(k, l)                       \
		for (int j = 0; j < m; j += 8) {                             \
			c[i][j] += a[i][k] * b[k][j];                        \
			c[i][j + 1] += a[i][k] * b[k][j + 1];                \
			c[i][j + 2] += a[i][k] * b[k][j + 2];                \
			c[i][j + 3] += a[i][k] * b[k][j + 3];                \
			c[i][j + 4] += a[i][k] * b[k][j + 4];                \
			c[i][j + 5] += a[i][k] * b[k][j + 5];                \
			c[i][j + 6] += a[i][k] * b[k][j + 6];                \
			c[i][j + 7] += a[i][k] * b[k][j + 7];                \
		})                                                           \
	KERNEL(pre, differs, pragma, FOR(i, n) FOR(k, l) {                   \
		int j;                                                       \
		for (j = 0; j + 2 < m; j += 3) {                             \
			c[i][j] += a[i][k] * b[k][j];                        \
			c[i][j + 1] -= a[i][k] * b[k][j + 1];                \
			c[i][j + 2] += a[i][k] * b[k][j + 2];                \
		}                                                            \
		REST(j, m) c[i][j] += a[i][k] * b[k][j];                     \
	})                                                                   \
	KERNEL(pre, skips, pragma, FOR(i, n) FOR(k, l) {                     \
		int j;                                                       \
		for (j = 0; j + 3 < m; j += 4) {                             \
			c[i][j] += a[i][k] * b[k][j];                        \
			c[i][j + 1] += a[i][k] * b[k][j + 1];                \
			c[i][j + 2] += a[i][k] * b[k][j + 2];                \
		}                                                            \
		REST(j, m) c[i][j] += a[i][k] * b[k][j];                     \
	})                                                                   \
	KERNEL(pre, later, pragma, FOR(i, n) FOR(k, l) {                     \
		int j;                                                       \
		for (j = 0; j + 1 < m; j += 2) {                             \
			c[i][j] += a[i][k] * b[k][j];                        \
			c[i][j + 1] += a[i][k] * b[k][j + 1];                \
		}                                                            \
		for (j++; j < m; j++) c[i][j] += a[i][k] * b[k][j];          \
	})                                                                   \
	KERNEL(pre, between, pragma, FOR(i, n) {                             \
		float s0 = 0, s1 = 0;                                        \
		int k;                                                       \
		for (k = 0; k + 1 < l; k += 2) {                             \
			s0 += a[i][k] * x[k];                                \
			s1 += a[i][k + 1] * x[k + 1];                        \
			c[i][k] = s0;                                        \
		}                                                            \
		REST(k, l) s0 += a[i][k] * x[k];                             \
		y[i] = s0 + s1;                                              \
	})                                                                   \
	KERNEL(pre, twice, pragma, FOR(i, n) {                               \
		float s0 = 0, s1 = 0;                                        \
		int k;                                                       \
		for (k = 0; k + 1 < l; k += 2) {                             \
			s0 += a[i][k] * x[k];                                \
			s1 += a[i][k + 1] * x[k + 1];                        \
		}                                                            \
		REST(k, l) s0 += a[i][k] * x[k];                             \
		y[i] = s0 + (s1 + s1);                                       \
	})                                                                   \
	KERNEL(pre, kept, pragma, FOR(i, n) {                                \
		float s0 = 0, s1 = 0;                                        \
		int k;                                                       \
		for (k = 0; k + 1 < l; k += 2) {                             \
			s0 += a[i][k] * x[k];                                \
			s1 += a[i][k + 1] * x[k + 1];                        \
		}                                                            \
		REST(k, l) s0 += a[i][k] * x[k];                             \
		y[i] = (s0 + s1) + s0 * s0;                                  \
	})

#define ALL(X)                                                               \
	X(sums) X(sum) X(columns) X(scalars) X(rows) X(eight) X(differs)     \
	X(skips) X(later) X(between) X(twice) X(kept)
#include "reroll-main.h"
