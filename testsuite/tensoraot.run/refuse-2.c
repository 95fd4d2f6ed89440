/* Loops that look like a product of matrices, but do something else with a sum:
   clamp or halve it at each step, change its sign, look at it before it is
   complete, store to the result twice, call a function, keep the last term or a
   counter.  If this fails, a routine adds up the terms, and what was done in
   between is lost.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "reroll.h"

#define TERM a[i][k] * b[k][j]
#define NEST FOR(i, n) FOR(j, m) FOR(k, l)

static int calls;

__attribute__((noipa)) static float step(void)
{
	return (float)(++calls % 3);
}

__attribute__((noipa)) static void change(float *p)
{
	*p = -*p;
}

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, clamped, pragma, FOR(i, n) FOR(j, m) {                   \
		float s = 0;                                                 \
		FOR(k, l) {                                                  \
			s += TERM;                                           \
			s = s > 9 ? 9 : s;                                   \
		}                                                            \
		c[i][j] = s;                                                 \
	       })                                                            \
	KERNEL(pre, clamped_there, pragma, NEST {                            \
		c[i][j] += TERM;                                             \
		if (c[i][j] < -4) c[i][j] = -4;                              \
	       })                                                            \
	KERNEL(pre, positive, pragma, FOR(i, n) {                            \
		float s = 0;                                                 \
		FOR(k, l) {                                                  \
			s += a[i][k] * x[k];                                 \
			if (s < 0) s = 0;                                    \
		}                                                            \
		y[i] = s;                                                    \
	       })                                                            \
	KERNEL(pre, halved, pragma, FOR(i, n) FOR(j, m) {                    \
		float s = 1;                                                 \
		FOR(k, l) s = s * 0.5f + TERM;                               \
		c[i][j] = s;                                                 \
	       })                                                            \
	KERNEL(pre, alternates, pragma, FOR(i, n) FOR(j, m) {                \
		float s = 1;                                                 \
		FOR(k, l) s = TERM - s;                                      \
		c[i][j] = s;                                                 \
	       })                                                            \
	KERNEL(pre, turned, pragma, NEST {                                   \
		c[i][j] += TERM;                                             \
		c[j][i] -= 1;                                                \
	       })                                                            \
	KERNEL(pre, flips, pragma, NEST {                                    \
		c[i][j] += TERM;                                             \
		c[j][i] = 2 - c[j][i];                                       \
	       })                                                            \
	KERNEL(pre, first, pragma, NEST {                                    \
		c[i][j] += TERM;                                             \
		c[i][0] = (float)k;                                          \
	       })                                                            \
	KERNEL(pre, before, pragma, NEST {                                   \
		c[i][m / 2] = 1;                                             \
		c[i][j] += TERM;                                             \
	       })                                                            \
	KERNEL(pre, all_partial, pragma, NEST {                              \
		c[i][j] += TERM;                                             \
		y[k] += c[i][j];                                             \
	       })                                                            \
	KERNEL(pre, early, pragma, FOR(i, n) FOR(j, m) {                     \
		float s = 0;                                                 \
		FOR(k, l) {                                                  \
			s += TERM;                                           \
			if (k == j) y[i] = s;                                \
		}                                                            \
		c[i][j] = s;                                                 \
	       })                                                            \
	KERNEL(pre, most, pragma, FOR(i, n) FOR(j, m) {                      \
		float s = 0, t = 0;                                          \
		FOR(k, l) {                                                  \
			s += TERM;                                           \
			t = s > t ? s : t;                                   \
		}                                                            \
		c[i][j] = t;                                                 \
	       })                                                            \
	KERNEL(pre, last_term, pragma, {                                     \
		float t = -7;                                                \
		int i, j = -1, k = -1;                                       \
		for (i = 0; i < n; i++)                                      \
			for (j = 0; j < m; j++)                              \
				for (k = 0; k < l; k++) {                    \
					t = TERM;                            \
					c[i][j] += t;                        \
				}                                            \
		y[0] = t;                                                    \
		y[1] = (float)i;                                             \
		y[2] = (float)j;                                             \
		y[3] = (float)k;                                             \
	       })                                                            \
	KERNEL(pre, last_sum, pragma, {                                      \
		float s = -7;                                                \
		FOR(i, n) FOR(j, m) {                                        \
			s = 0;                                               \
			FOR(k, l) s += TERM;                                 \
			c[i][j] = s;                                         \
		}                                                            \
		y[0] = s;                                                    \
	       })                                                            \
	KERNEL(pre, goes_on, pragma, {                                       \
		float s = 2;                                                 \
		FOR(i, n) FOR(j, m) {                                        \
			FOR(k, l) s += TERM;                                 \
			c[i][j] = s;                                         \
		}                                                            \
	       })                                                            \
	KERNEL(pre, called, pragma, {                                        \
		calls = 0;                                                   \
		NEST c[i][j] += TERM * step();                               \
		y[0] = (float)(calls & 0xffff);                              \
	       })                                                            \
	KERNEL(pre, called_row, pragma, FOR(i, n) FOR(j, m) {                \
		FOR(k, l) c[i][j] += TERM;                                   \
		change(&c[i][j]);                                            \
	       })                                                            \
	KERNEL(pre, operand, pragma, NEST {                                  \
		c[i][j] += TERM;                                             \
		c[0][k] = c[0][k] > 6 ? 0 : c[0][k] + 1;                     \
	       })

#define ALL(X)                                                               \
	X(clamped) X(clamped_there) X(positive) X(halved) X(alternates)      \
	X(turned) X(flips) X(first) X(before) X(all_partial) X(early)        \
	X(most)                                                              \
	X(last_term) X(last_sum) X(goes_on) X(called) X(called_row) X(operand)

#include "refuse-main.h"
