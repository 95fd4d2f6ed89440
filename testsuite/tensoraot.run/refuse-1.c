/* Loops that look like a product of matrices, but take other terms, or set
   other elements: steps and starts, one operand backwards, conditions on places
   and on data, which are no border, rows that are looked up, a length for each
   row, sizes that change on the way, loops that are left early.  If this fails,
   a routine multiplies all of it.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "reroll.h"

/* Rows and lengths that are looked up; some are there twice. */
int at[MAX] = { 5, 3, 3, 8, 0, 1, 1, 79, 7, [12] = 4, 70, 2, 6,
		[20 ... 29] = 9, [40] = 40, 39, 38, 37 };
int length[MAX] = { 0, 70, 3, 1, -4, 9, [8 ... 30] = 17, [33 ... 60] = 64 };

#define TERM a[i][k] * b[k][j]
#define NEST FOR(i, n) FOR(j, m) FOR(k, l)

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, steps, pragma,                                           \
	       for (int i = 1; i < n; i += 3)                                \
	       for (int j = 2; j < m; j += 2)                                \
	       for (int k = 3; k < l; k += 5) c[i][j] += TERM;)              \
	KERNEL(pre, starts, pragma,                                          \
	       for (int i = 2; i < n; i++) for (int j = 1; j < m; j++) {     \
		float s = 0;                                                 \
		for (int k = 3; k < l; k++) s += a[i - 2][k] * b[k - 3][j];  \
		c[i - 1][j - 1] = s;                                         \
	       })                                                            \
	KERNEL(pre, backwards, pragma, NEST                                  \
	       c[i][j] += a[i][k] * b[l - 1 - k][j];)                        \
	KERNEL(pre, rows_back, pragma, NEST                                  \
	       c[n - 1 - i][j] += TERM;)                                     \
	KERNEL(pre, not_diagonal, pragma, NEST if (i != k) c[i][j] += TERM;) \
	KERNEL(pre, third, pragma, NEST if ((i + k) % 3) c[i][j] += TERM;)   \
	KERNEL(pre, band, pragma, NEST                                       \
	       if (k - i < 9 && i - k < 4) c[i][j] += TERM;)                 \
	KERNEL(pre, chosen, pragma, NEST if (x[k] > 0) c[i][j] += TERM;)     \
	KERNEL(pre, masked, pragma, NEST if (a[k][i] > 0) c[i][j] += TERM;)  \
	KERNEL(pre, not_yet, pragma, NEST if (c[i][j] < 3) c[i][j] += TERM;) \
	KERNEL(pre, cleared, pragma, FOR(i, n) FOR(j, m) {                   \
		if (x[i] > 0) c[i][j] = 0;                                   \
		FOR(k, l) c[i][j] += TERM;                                   \
	       })                                                            \
	KERNEL(pre, stored, pragma, FOR(i, n) FOR(j, m) {                    \
		float s = 0;                                                 \
		FOR(k, l) s += TERM;                                         \
		if (i != j) c[i][j] = s;                                     \
	       })                                                            \
	KERNEL(pre, stored_where, pragma, FOR(i, n) FOR(j, m) {              \
		float s = 0;                                                 \
		FOR(k, l) s += TERM;                                         \
		if (c[i][j] > 0) c[i][j] = s;                                \
	       })                                                            \
	KERNEL(pre, stored_if, pragma, FOR(i, n) FOR(j, m) {                 \
		float s = 0;                                                 \
		FOR(k, l) s += TERM;                                         \
		if (s > (float)l) c[i][j] = s;                               \
	       })                                                            \
	KERNEL(pre, gathered, pragma, NEST                                   \
	       c[i][j] += a[at[i]][k] * b[k][j];)                            \
	KERNEL(pre, terms, pragma, NEST c[i][j] += a[i][at[k]] * b[k][j];)   \
	KERNEL(pre, scattered, pragma, NEST c[at[i]][j] += TERM;)            \
	KERNEL(pre, last_wins, pragma, FOR(i, n) FOR(j, m) {                 \
		float s = 0;                                                 \
		FOR(k, l) s += TERM;                                         \
		c[at[i]][j] = s;                                             \
	       })                                                            \
	KERNEL(pre, ragged, pragma, FOR(i, n) FOR(j, m)                      \
	       FOR(k, length[i]) c[i][j] += TERM;)                           \
	KERNEL(pre, corner, pragma, FOR(i, n) FOR(j, m)                      \
	       FOR(k, (i < j ? i : j)) c[i][j] += TERM;)                     \
	KERNEL(pre, shorter, pragma, FOR(i, n) FOR(j, m - i)                 \
	       FOR(k, l) c[i][j] += TERM;)                                   \
	KERNEL(pre, shrinks, pragma, FOR(i, n) {                             \
		FOR(j, m) FOR(k, l) c[i][j] += TERM;                         \
		if (x[i] > 1) l--;                                           \
	       })                                                            \
	KERNEL(pre, fewer, pragma, FOR(i, n) {                               \
		FOR(j, m) FOR(k, l) c[i][j] += TERM;                         \
		n -= i % 4 == 1;                                             \
	       })                                                            \
	KERNEL(pre, broken, pragma, FOR(i, n) FOR(j, m) FOR(k, l) {          \
		if (a[i][k] == 2 && k > 1) break;                            \
		c[i][j] += TERM;                                             \
	       })                                                            \
	KERNEL(pre, left, pragma, FOR(i, n) FOR(j, m) {                      \
		float s = c[i][j];                                           \
		FOR(k, l) s += TERM;                                         \
		c[i][j] = s;                                                 \
		if (x[j] > 2 && i > 20) return;                              \
	       })

#define ALL(X)                                                               \
	X(steps) X(starts) X(backwards) X(rows_back) X(not_diagonal)         \
	X(third)                                                             \
	X(band) X(chosen) X(masked) X(not_yet) X(cleared) X(stored)          \
	X(stored_where) X(stored_if) X(gathered) X(terms) X(scattered)       \
	X(last_wins) X(ragged) X(corner) X(shorter) X(shrinks) X(fewer)      \
	X(broken) X(left)

#include "refuse-main.h"
