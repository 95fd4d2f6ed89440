/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project.c - when a set of integer points has a point at all.

   Assumes constraints x >= 0 over iterators and parameters.  Eliminates the
   iterators one by one (Fourier and Motzkin), and gives up where that is not
   exact over the integers.  Changes nothing. */
#include "ta.h"

enum { MAX_PROJECTED = 64 };	/* constraints on the way */

/* Constraints, each >= 0. */
struct system {
	int n;
	const ta_idx *x[MAX_PROJECTED];
};

/* Add "x" >= 0 to "s"; return false when "x" is NULL or there are too many. */
static bool add_row(struct system *s, const ta_idx *x)
{
	if (!x || s->n == MAX_PROJECTED)
		return false;
	s->x[s->n++] = x;
	return true;
}

/* Set *k to the coefficient of variable "d" in "x"; return false when it is no
   constant. */
static bool coefficient(ta_arena *a, const ta_idx *x, int d, int64_t *k)
{
	const ta_idx *c = ta_idx_coef(a, x, d);

	return c && ta_idx_is_const(c, k);
}

/* Set "to" to what "from" says without variable "d"; return false when that is
   not exact.  It is when all coefficients of the variable of one sign are 1:
   then the bound that they give is an integer. */
static bool eliminate(ta_arena *a, const struct system *from, int d,
		      struct system *to)
{
	bool low = true, high = true;
	int64_t k[MAX_PROJECTED];
	int i, j;

	to->n = 0;
	for (i = 0; i < from->n; i++) {
		if (!coefficient(a, from->x[i], d, &k[i]) || k[i] == INT64_MIN)
			return false;
		low = low && k[i] <= 1;
		high = high && k[i] >= -1;
		if (k[i] == 0 && !add_row(to, from->x[i]))
			return false;
	}
	if (!low && !high)
		return false;
	for (i = 0; i < from->n; i++)
		for (j = 0; j < from->n; j++)
			if (k[i] > 0 && k[j] < 0
			    && !add_row(to, ta_idx_add(
				    a, ta_idx_scale(a, from->x[i], -k[j]),
				    ta_idx_scale(a, from->x[j], k[i]))))
				return false;
	return true;
}

/* Set "out" to "nout" polynomials over parameters that are all >= 0 just if
   some integer values of the iterators make the "n" of "cons" all >= 0; return
   false when that cannot be said. */
bool ta_project(ta_arena *a, const ta_idx *const *cons, int n,
		const ta_idx ***out, int *nout)
{
	struct system s = { 0 }, t;
	int d, i;

	for (i = 0; i < n; i++)
		if (!add_row(&s, cons[i]))
			return false;
	for (d = TA_MAX_DEPTH - 1; d >= 0; d--) {
		if (!eliminate(a, &s, d, &t))
			return false;
		s = t;
	}
	*nout = 0;
	*out = NULL;
	for (i = 0; i < s.n; i++)
		TA_PUSH(a, *out, *nout, s.x[i]);
	return true;
}
