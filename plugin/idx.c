/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idx.c - index polynomials: exact integer algebra over sizes and iterators.

   Assumes that arguments were made here.  Does sums, products, substitution
   and tests; a coefficient that leaves 64 bits, or a term of more than
   TA_MAX_DEGREE variables, gives NULL, and so does a NULL argument.  Leaves
   true that every polynomial is canonical: no zero coefficient, the variables
   of a term ascending, terms by descending degree and then by variables, so
   that equal means memberwise equal.  This order is kept by multiplication
   with a monomial, which the product relies on. */
#include "ta.h"

#include <inttypes.h>
#include <string.h>

/* Return less than, equal to or greater than 0 as "x" comes before, at or
   after "y" in the order of terms, coefficients apart. */
static int term_cmp(const ta_term *x, const ta_term *y)
{
	int i;

	if (x->nvars != y->nvars)
		return y->nvars - x->nvars;
	for (i = 0; i < x->nvars; i++)
		if (x->var[i] != y->var[i])
			return x->var[i] - y->var[i];
	return 0;
}

/* Return how often "var" occurs in the term "t". */
static int term_count(const ta_term *t, int var)
{
	int i, n = 0;

	for (i = 0; i < t->nvars; i++)
		n += t->var[i] == var;
	return n;
}

/* Return how many factors of the term "t" are iterators. */
static int term_iters(const ta_term *t)
{
	int i, n = 0;

	for (i = 0; i < t->nvars; i++)
		n += t->var[i] < TA_PARAM0;
	return n;
}

/* Set "z" to the product of "x" and "y"; false if it is not representable. */
static bool term_mul(ta_term *z, const ta_term *x, const ta_term *y)
{
	int i = 0, j = 0;

	memset(z, 0, sizeof(*z));
	if (x->nvars + y->nvars > TA_MAX_DEGREE
	    || __builtin_mul_overflow(x->coef, y->coef, &z->coef))
		return false;
	while (i < x->nvars || j < y->nvars) {
		bool left = j == y->nvars
			    || (i < x->nvars && x->var[i] <= y->var[j]);

		z->var[z->nvars++] = left ? x->var[i++] : y->var[j++];
	}
	return true;
}

/* Set "z" to "t" without one occurrence of "var", which it contains. */
static void term_drop(ta_term *z, const ta_term *t, int var)
{
	bool dropped = false;
	int i;

	memset(z, 0, sizeof(*z));
	z->coef = t->coef;
	for (i = 0; i < t->nvars; i++) {
		if (t->var[i] == var && !dropped) {
			dropped = true;
			continue;
		}
		z->var[z->nvars++] = t->var[i];
	}
}

/* Return a polynomial with room for "n" terms and none yet. */
static ta_idx *idx_new(ta_arena *a, int n)
{
	ta_idx *x = TA_NEW(a, ta_idx);

	x->term = TA_NEWV(a, ta_term, n);
	return x;
}

/* Return the polynomial of the one term "t" (0 if its coefficient is). */
static ta_idx *idx_term(ta_arena *a, const ta_term *t)
{
	ta_idx *x = idx_new(a, 1);

	if (t->coef)
		x->term[x->nterms++] = *t;
	return x;
}

/* Return the constant polynomial "k". */
const ta_idx *ta_idx_const(ta_arena *a, int64_t k)
{
	ta_term t = { .coef = k };

	return idx_term(a, &t);
}

/* Return the polynomial of the variable "var". */
const ta_idx *ta_idx_var(ta_arena *a, int var)
{
	ta_term t = { .coef = 1, .nvars = 1 };

	ta_assert(var >= 0 && var <= INT16_MAX);
	t.var[0] = (short)var;
	return idx_term(a, &t);
}

/* Return the polynomial of the parameter "param". */
const ta_idx *ta_idx_param(ta_arena *a, int param)
{
	return ta_idx_var(a, TA_PARAM0 + param);
}

/* Return "x" + "y". */
const ta_idx *ta_idx_add(ta_arena *a, const ta_idx *x, const ta_idx *y)
{
	int i = 0, j = 0;
	ta_idx *z;

	if (!x || !y)
		return NULL;
	z = idx_new(a, x->nterms + y->nterms);
	while (i < x->nterms || j < y->nterms) {
		int c = i == x->nterms	 ? 1
			: j == y->nterms ? -1
					 : term_cmp(&x->term[i], &y->term[j]);
		ta_term t = c <= 0 ? x->term[i++] : y->term[j];

		if (c >= 0)
			j++;
		if (!c
		    && __builtin_add_overflow(t.coef, y->term[j - 1].coef,
					      &t.coef))
			return NULL;
		if (t.coef)
			z->term[z->nterms++] = t;
	}
	return z;
}

/* Return "x" - "y". */
const ta_idx *ta_idx_sub(ta_arena *a, const ta_idx *x, const ta_idx *y)
{
	return ta_idx_add(a, x, ta_idx_scale(a, y, -1));
}

/* Return "x" times the term "t". */
static const ta_idx *mul_term(ta_arena *a, const ta_idx *x, const ta_term *t)
{
	ta_idx *z;
	int i;

	if (!x)
		return NULL;
	z = idx_new(a, x->nterms);
	if (!t->coef)
		return z;
	for (i = 0; i < x->nterms; i++)
		if (!term_mul(&z->term[z->nterms++], &x->term[i], t))
			return NULL;
	return z;
}

/* Return "x" times "y". */
const ta_idx *ta_idx_mul(ta_arena *a, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *z = ta_idx_const(a, 0);
	int i;

	if (!x || !y)
		return NULL;
	for (i = 0; i < y->nterms; i++)
		z = ta_idx_add(a, z, mul_term(a, x, &y->term[i]));
	return z;
}

/* Return "x" times "k". */
const ta_idx *ta_idx_scale(ta_arena *a, const ta_idx *x, int64_t k)
{
	ta_term t = { .coef = k };

	return mul_term(a, x, &t);
}

/* Return "x" + "k". */
const ta_idx *ta_idx_addk(ta_arena *a, const ta_idx *x, int64_t k)
{
	return ta_idx_add(a, x, ta_idx_const(a, k));
}

/* Return "x" / "k" when every coefficient is a multiple of "k", else NULL. */
const ta_idx *ta_idx_divk(ta_arena *a, const ta_idx *x, int64_t k)
{
	ta_idx *z;
	int i;

	if (!x || !k)
		return NULL;
	if (k == -1)
		return ta_idx_scale(a, x, -1);
	z = idx_new(a, x->nterms);
	for (i = 0; i < x->nterms; i++) {
		if (x->term[i].coef % k)
			return NULL;
		z->term[z->nterms] = x->term[i];
		z->term[z->nterms++].coef /= k;
	}
	return z;
}

/* Are "x" and "y" the same polynomial?  Nothing equals NULL. */
bool ta_idx_equal(const ta_idx *x, const ta_idx *y)
{
	int i;

	if (!x || !y || x->nterms != y->nterms)
		return false;
	for (i = 0; i < x->nterms; i++)
		if (x->term[i].coef != y->term[i].coef
		    || term_cmp(&x->term[i], &y->term[i]))
			return false;
	return true;
}

/* Is "x" a constant?  Its value is then stored in "k", if that is not
   NULL. */
bool ta_idx_is_const(const ta_idx *x, int64_t *k)
{
	if (!x || x->nterms > 1 || (x->nterms == 1 && x->term[0].nvars))
		return false;
	if (k)
		*k = x->nterms ? x->term[0].coef : 0;
	return true;
}

/* Return the variable that "x" is, or -1. */
int ta_idx_sole_var(const ta_idx *x)
{
	const ta_term *t = x && x->nterms == 1 ? &x->term[0] : NULL;

	return t && t->coef == 1 && t->nvars == 1 ? t->var[0] : -1;
}

/* Return the constant term of "x". */
bool ta_idx_is_one(const ta_idx *x)
{
	int64_t k;

	return x && ta_idx_is_const(x, &k) && k == 1;
}

bool ta_idx_negative(const ta_idx *x)
{
	int i;

	for (i = 0; i < x->nterms; i++)
		if (x->term[i].coef >= 0)
			return false;
	return x->nterms > 0;
}

int64_t ta_idx_constant(const ta_idx *x)
{
	const ta_term *t;

	if (!x->nterms)
		return 0;
	t = &x->term[x->nterms - 1];
	return t->nvars ? 0 : t->coef;
}

/* Does "var" occur in "x"? */
bool ta_idx_uses(const ta_idx *x, int var)
{
	int i;

	for (i = 0; i < x->nterms; i++)
		if (term_count(&x->term[i], var))
			return true;
	return false;
}

/* Does any iterator occur in "x"? */
bool ta_idx_uses_iters(const ta_idx *x)
{
	int i;

	for (i = 0; i < x->nterms; i++)
		if (term_iters(&x->term[i]))
			return true;
	return false;
}

/* Return the degree of "x", 0 for constants. */
int ta_idx_degree(const ta_idx *x)
{
	return x->nterms ? x->term[0].nvars : 0;
}

/* Return the coefficient of "var" in "x", a polynomial without "var", or
   NULL when "x" is not linear in it. */
const ta_idx *ta_idx_coef(ta_arena *a, const ta_idx *x, int var)
{
	ta_idx *z;
	int i;

	if (!x)
		return NULL;
	z = idx_new(a, x->nterms);
	for (i = 0; i < x->nterms; i++) {
		int n = term_count(&x->term[i], var);

		if (n > 1)
			return NULL;
		if (n)
			term_drop(&z->term[z->nterms++], &x->term[i], var);
	}
	return z;
}

/* Return "x" without the terms that contain "var". */
const ta_idx *ta_idx_without(ta_arena *a, const ta_idx *x, int var)
{
	ta_idx *z;
	int i;

	if (!x)
		return NULL;
	z = idx_new(a, x->nterms);
	for (i = 0; i < x->nterms; i++)
		if (!term_count(&x->term[i], var))
			z->term[z->nterms++] = x->term[i];
	return z;
}

/* Return "x" without the terms that contain an iterator. */
const ta_idx *ta_idx_without_iters(ta_arena *a, const ta_idx *x)
{
	ta_idx *z;
	int i;

	if (!x)
		return NULL;
	z = idx_new(a, x->nterms);
	for (i = 0; i < x->nterms; i++)
		if (!term_iters(&x->term[i]))
			z->term[z->nterms++] = x->term[i];
	return z;
}

/* Is every term of "x" free of iterators, or a constant times one? */
bool ta_idx_affine(const ta_idx *x)
{
	int i;

	if (!x)
		return false;
	for (i = 0; i < x->nterms; i++)
		if (term_iters(&x->term[i]) && x->term[i].nvars > 1)
			return false;
	return true;
}

/* Return the term "t" with each variable v < "n" whose to[v] is not NULL
   replaced by to[v]. */
static const ta_idx *subst_term(ta_arena *a, const ta_term *t, int n,
				const ta_idx *const *to)
{
	const ta_idx *z = ta_idx_const(a, t->coef);
	int i;

	for (i = 0; i < t->nvars; i++) {
		int v = t->var[i];

		z = ta_idx_mul(a, z,
			       v < n && to[v] ? to[v] : ta_idx_var(a, v));
	}
	return z;
}

/* Return "x" with each variable v < "n" whose to[v] is not NULL replaced by
   to[v], all at once. */
const ta_idx *ta_idx_subst(ta_arena *a, const ta_idx *x, int n,
			   const ta_idx *const *to)
{
	const ta_idx *z = ta_idx_const(a, 0);
	int i;

	if (!x)
		return NULL;
	for (i = 0; i < x->nterms; i++)
		z = ta_idx_add(a, z, subst_term(a, &x->term[i], n, to));
	return z;
}

/* Is "x" canonical, as everything made here is? */
bool ta_idx_canonical(const ta_idx *x)
{
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		const ta_term *t = &x->term[i];

		if (!t->coef || t->nvars < 0 || t->nvars > TA_MAX_DEGREE
		    || (i && term_cmp(t - 1, t) >= 0))
			return false;
		for (j = 1; j < t->nvars; j++)
			if (t->var[j - 1] > t->var[j])
				return false;
	}
	return true;
}

/* Append the name of the variable "var": of iter or param if given and named
   there, else "$" or "%" and its number. */
static void print_var(ta_buf *b, int var, const char *const *iter,
		      const char *const *param)
{
	if (var < TA_PARAM0 && iter && iter[var])
		ta_buf_puts(b, iter[var]);
	else if (var < TA_PARAM0)
		ta_buf_printf(b, "$%d", var);
	else if (param && param[var - TA_PARAM0])
		ta_buf_puts(b, param[var - TA_PARAM0]);
	else
		ta_buf_printf(b, "%%%d", var - TA_PARAM0);
}

/* Append "x" to "b", each variable by its name in iter[d] or param[p].  Both
   may be NULL, and so may their entries: "$d" and "%p" then.  NULL prints
   as "?". */
void ta_idx_print(ta_buf *b, const ta_idx *x, const char *const *iter,
		  const char *const *param)
{
	int i, j;

	if (!x || !x->nterms)
		ta_buf_puts(b, x ? "0" : "?");
	for (i = 0; x && i < x->nterms; i++) {
		const ta_term *t = &x->term[i];
		uint64_t mag = t->coef < 0 ? -(uint64_t)t->coef
					   : (uint64_t)t->coef;

		if (i)
			ta_buf_puts(b, t->coef < 0 ? " - " : " + ");
		else if (t->coef < 0)
			ta_buf_puts(b, "-");
		if (mag != 1 || !t->nvars)
			ta_buf_printf(b, "%" PRIu64, mag);
		for (j = 0; j < t->nvars; j++) {
			if (j || mag != 1)
				ta_buf_puts(b, "*");
			print_var(b, t->var[j], iter, param);
		}
	}
}
