/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly_shape.c - what the domain of a statement says of an index.

   Assumes a program as extracted.  Changes nothing.  Parameters range over
   all values that the facts and guards allow, a product of parameters being
   one more parameter: "always" and "never" hold for every one of them, and
   so for those that can occur. */
#include "poly.h"

/* Return the verdict on the instances "bad" among "domain" at which the
   index is negative. */
static enum ta_verdict judge(__isl_keep isl_set *domain,
			     __isl_keep isl_set *bad)
{
	isl_bool none = isl_set_is_empty(bad), always_bad;
	isl_set *when, *when_bad;

	if (none < 0)
		return TA_UNKNOWN;
	if (none)
		return TA_ALWAYS;
	when = isl_set_params(isl_set_copy(domain));
	when_bad = isl_set_params(isl_set_copy(bad));
	always_bad = isl_set_is_subset(when, when_bad);
	isl_set_free(when);
	isl_set_free(when_bad);
	if (always_bad < 0)
		return TA_UNKNOWN;
	return always_bad ? TA_NEVER : TA_SOMETIMES;
}

/* Return the points of "domain", the instances of "s", at which "x" is negative. */
static __isl_give isl_set *negative(const struct ta_poly *pp, const ta_stmt *s,
				    const ta_idx *x,
				    __isl_keep isl_set *domain)
{
	isl_set *bad = isl_set_from_basic_set(
		isl_aff_neg_basic_set(ta_poly_aff(pp, s, x)));

	return isl_set_intersect(bad, isl_set_copy(domain));
}

/* Return whether "x" is not negative over the domain of "s": TA_ALWAYS at
   every point for all parameters; TA_NEVER when for all parameters with a
   non-empty domain some point is negative. */
enum ta_verdict ta_poly_nonneg(const ta_program *p, const ta_stmt *s,
			       const ta_idx *x, unsigned long max_operations)
{
	enum ta_verdict verdict = TA_UNKNOWN;
	isl_set *domain, *bad;
	struct ta_poly pp;

	if (!ta_idx_affine(x))
		return TA_UNKNOWN;
	ta_poly_open(&pp, p, x, max_operations);
	domain = ta_poly_domain(&pp, s);
	bad = negative(&pp, s, x, domain);
	if (domain && bad)
		verdict = judge(domain, bad);
	if (ta_poly_failed(&pp))
		verdict = TA_UNKNOWN;
	isl_set_free(domain);
	isl_set_free(bad);
	ta_poly_close(&pp);
	return verdict;
}

/* Return whether "x" >= 0 at every point of the domain of "s", or that it could not
   be found out in "failed". */
static bool ask(const ta_program *p, const ta_stmt *s, const ta_idx *x, bool *failed)
{
	isl_set *domain, *bad;
	struct ta_poly pp;
	bool none;

	ta_poly_open(&pp, p, x, 0);
	domain = ta_poly_domain(&pp, s);
	bad = negative(&pp, s, x, domain);
	none = isl_set_is_empty(bad) == isl_bool_true;
	isl_set_free(domain);
	isl_set_free(bad);
	*failed = ta_poly_failed(&pp);
	ta_poly_close(&pp);
	return none && !*failed;
}

/* Return whether "x" >= 0 at every point of the domain of "s", as far as isl can
   tell within its limit. */
bool ta_poly_proves(const ta_program *p, const ta_stmt *s, const ta_idx *x)
{
	struct ta_memo *memo;
	const struct ta_between *known;
	struct ta_between found = { 0, NULL };
	int key[2] = { TA_ASK_NONNEG };
	bool failed;

	if (!ta_idx_affine(x))
		return false;
	memo = ta_memo_of(p);
	key[1] = ta_memo_like(memo, p->arena, s, 1, &x);
	known = ta_memo_find(memo, key, 2);
	if (known)
		return known->levels;
	found.levels = ask(p, s, x, &failed);
	if (!failed)
		ta_memo_add(memo, p->arena, key, 2, found);
	return found.levels;
}
