/* SPDX-License-Identifier: GPL-3.0-or-later */
/* divide.c - division of index polynomials by polynomials over sizes.

   Assumes canonical polynomials, whose terms are in an order that products
   with a monomial keep, so that the leading terms decide.  Changes nothing. */
#include "ta.h"

#include <string.h>

/* Return the greatest common divisor of "x" and "y", not negative; of two
   numbers of which one is the smallest there is, 1. */
int64_t ta_gcd(int64_t x, int64_t y)
{
	if (x == INT64_MIN || y == INT64_MIN)
		return 1;
	while (y) {
		int64_t r = x % y;

		x = y;
		y = r;
	}
	return x < 0 ? -x : x;
}

/* Return "x" / "k" to the nearest integer, halves towards zero; "k" > 0. */
static int64_t nearest(int64_t x, int64_t k)
{
	int64_t q = x / k, r = x % k;

	if (r > k / 2)
		q++;
	else if (-r > k / 2)
		q--;
	return q;
}

/* Return the polynomial of the one term "t" with coefficient "k". */
const ta_idx *ta_term_idx(ta_arena *a, const ta_term *t, int64_t k)
{
	const ta_idx *x = ta_idx_const(a, k);
	int i;

	for (i = 0; i < t->nvars; i++)
		x = ta_idx_mul(a, x, ta_idx_var(a, t->var[i]));
	return x;
}

/* Set "quot" to the variables of "t" without those of "u"; return false when
   "u" has others. */
bool ta_term_divide(const ta_term *t, const ta_term *u, ta_term *quot)
{
	int i, j = 0;

	memset(quot, 0, sizeof(*quot));
	for (i = 0; i < t->nvars; i++)
		if (j < u->nvars && u->var[j] == t->var[i])
			j++;
		else
			quot->var[quot->nvars++] = t->var[i];
	return j == u->nvars;
}

/* Divide "x" by "s", a polynomial over parameters, and set "quot" and "rem":
   "x" = quot * s + rem, coefficients of quot rounded to the nearest.  Return
   false on overflow. */
bool ta_idx_divide(ta_arena *a, const ta_idx *x, const ta_idx *s,
		   const ta_idx **quot, const ta_idx **rem)
{
	const ta_idx *q = ta_idx_const(a, 0), *r = q;

	if (s->nterms && s->term[0].coef < 0) {
		s = ta_idx_scale(a, s, -1);
		if (!s || !ta_idx_divide(a, x, s, quot, rem))
			return false;
		*quot = ta_idx_scale(a, *quot, -1);
		return *quot != NULL;
	}
	while (x && x->nterms) {
		ta_term t = x->term[0], v;
		int64_t k = 0;

		if (ta_term_divide(&t, &s->term[0], &v))
			k = nearest(t.coef, s->term[0].coef);
		if (k == 0) {
			r = ta_idx_add(a, r, ta_term_idx(a, &t, t.coef));
			x = ta_idx_sub(a, x, ta_term_idx(a, &t, t.coef));
			continue;
		}
		q = ta_idx_add(a, q, ta_term_idx(a, &v, k));
		x = ta_idx_sub(a, x, ta_idx_mul(a, s, ta_term_idx(a, &v, k)));
	}
	*quot = q;
	*rem = r;
	return x && q && r;
}

/* Return "x" / "s" when that is a polynomial, else NULL. */
const ta_idx *ta_idx_quotient(ta_arena *a, const ta_idx *x, const ta_idx *s)
{
	const ta_idx *q, *r;

	if (!ta_idx_divide(a, x, s, &q, &r) || r->nterms)
		return NULL;
	return q;
}
