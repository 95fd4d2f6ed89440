/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps.cc - loops that go by a parameter, and what is a multiple of one.

   Assumes an extraction.  Numbers that are kept in groups of one scale each are gone
   through group by group, and the scale is found by a division:

	for (j = 0; j <= n - GS; j += GS)
		... w[i * n + j + k] ... scale[(i * n + j) / GS]

   The loop makes n / GS trips, which is found on entry.  With trips for j, what is
   divided is i * n + GS * j: each term is a multiple of GS if n is, which a guard
   tests, and the quotient is i * (n / GS) + j.  The same if GS is a constant.

   Trips are counted so only when the extraction that leaves the loop as it is, for
   tiles to be found (untile.c), has failed.  Leaves true that under the guards
   quotients are exact, so that it does not matter how C rounds. */
#include "gcc-compat.h"
#include "extract.h"

/* Return the integer parameter, of a type that ssizetype has room for, that variable
   "v" is, or -1. */
static int size_param(const ta_extraction *x, int v)
{
	enum ta_type t;

	if (v < TA_PARAM0)
		return -1;
	t = x->p->param[v - TA_PARAM0].type;
	return ta_type_is_integer(t) && t != TA_U64 ? v - TA_PARAM0 : -1;
}

/* Return the parameter of that kind that "q" is, or -1. */
static int sole_param(const ta_extraction *x, const ta_idx *q)
{
	return size_param(x, ta_idx_sole_var(q));
}

/* Return "v", a positive constant or a parameter that a guard has be positive, as an
   expression on entry that is; else NULL_TREE. */
static tree positive_on_entry(ta_extraction *x, const ta_idx *v)
{
	int64_t k;
	int n;

	if (ta_idx_is_const(v, &k))
		return k > 0 ? build_int_cst(ssizetype, k) : NULL_TREE;
	n = sole_param(x, v);
	if (n < 0 || !ta_x_assume(x, ta_idx_addk(x->a, v, -1), "a step"))
		return NULL_TREE;
	return fold_build2(MAX_EXPR, ssizetype, ta_x_param_on_entry(x, n),
			   build_int_cst(ssizetype, 1));
}

/* Return "t" / "by", rounded down, as a parameter, or NULL. */
static const ta_idx *floor_param(ta_extraction *x, tree t, tree by)
{
	int n;

	t = fold_build2(FLOOR_DIV_EXPR, ssizetype, t, by);
	n = ta_x_leaf(x, t, t, true);
	return n < 0 ? NULL : ta_idx_param(x->a, n);
}

/* Return "q", what has to be >= 0 for a trip of "info", in terms of how many steps
   there are, where it falls by a parameter, and the extraction counts "sized" steps;
   else "q". */
const ta_idx *ta_x_in_steps(ta_extraction *x, ta_loop_info *info,
			    const ta_idx *q)
{
	const ta_idx *c = q ? ta_idx_coef(x->a, q, info->depth) : NULL, *rest;
	const ta_idx *step = c ? ta_idx_scale(x->a, c, -1) : NULL;
	tree whole, by;
	bool narrow;

	if (!step || sole_param(x, step) < 0 || ta_x_busy(q))
		return q;
	if (!x->sized) {
		x->more_sized = true;
		return q;
	}
	rest = ta_idx_without(x->a, q, info->depth);
	if (!rest || ta_idx_uses_iters(rest) || ta_x_late(x, info->loop))
		return q;
	whole = ta_x_on_entry(x, ta_idx_add(x->a, rest, step), &narrow);
	by = whole ? positive_on_entry(x, step) : NULL_TREE;
	rest = by ? floor_param(x, whole, by) : NULL;
	return rest ? ta_idx_addk(x->a,
				  ta_idx_sub(x->a, rest,
					     ta_idx_var(x->a, info->depth)),
				  -1)
		    : q;
}

/* Return the term "t" / "v", where one of its parameters is a multiple of "v", which
   is "by" on entry: a guard tests that.  NULL if there is none. */
static const ta_idx *term_by(ta_extraction *x, const ta_idx *t,
			     const ta_idx *v, tree by)
{
	const ta_idx *q = ta_idx_quotient(x->a, t, v), *n, *whole;
	int i, param;

	for (i = 0; !q && i < t->term[0].nvars; i++) {
		param = size_param(x, t->term[0].var[i]);
		if (param < 0)
			continue;
		n = ta_idx_param(x->a, param);
		whole = floor_param(x, ta_x_param_on_entry(x, param), by);
		whole = ta_idx_mul(x->a, whole, v);
		if (!whole
		    || !ta_x_assume(x, ta_idx_sub(x->a, n, whole),
				    "what is divided is a multiple")
		    || !ta_x_assume(x, ta_idx_sub(x->a, whole, n),
				    "what is divided is a multiple"))
			continue;
		q = ta_idx_mul(x->a,
			       ta_idx_coef(x->a, t, t->term[0].var[i]),
			       ta_idx_quotient(x->a, whole, v));
	}
	return q;
}

/* Return whether "t" / "v" may be found: it is a multiple, or a parameter in it may
   be. */
static bool may_divide(ta_extraction *x, const ta_idx *t, const ta_idx *v)
{
	int i;

	if (ta_idx_quotient(x->a, t, v))
		return true;
	for (i = 0; i < t->term[0].nvars; i++)
		if (size_param(x, t->term[0].var[i]) >= 0)
			return true;
	return false;
}

/* Return the quotient of "u", over iterators, and "v", a constant or a parameter, in
   loop "at", where "code" divides and each term of "u" is a multiple of "v" if a
   parameter is. */
ta_value ta_x_multiple(ta_extraction *x, enum tree_code code, ta_value u,
		       ta_value v, tree type, class loop *at)
{
	ta_value none = { -1, NULL, false }, w = { -1, NULL, true };
	const ta_idx *by = v.idx, *sum = ta_idx_const(x->a, 0);
	int64_t k;
	tree t;
	int i;

	if (code == RSHIFT_EXPR && ta_idx_is_const(by, &k) && k > 0 && k < 31)
		by = ta_idx_const(x->a, (int64_t)1 << k);
	else if (code != TRUNC_DIV_EXPR && code != FLOOR_DIV_EXPR)
		return none;
	if (u.base >= 0 || v.base >= 0 || !ta_idx_uses_iters(u.idx)
	    || ta_x_busy(u.idx) || ta_x_busy(by)
	    || (ta_idx_is_const(by, &k) ? k < 2 : sole_param(x, by) < 0))
		return none;
	for (i = 0; i < u.idx->nterms; i++)
		if (!may_divide(x, ta_term_idx(x->a, &u.idx->term[i],
					       u.idx->term[i].coef), by))
			return none;
	t = ta_x_exact(x, u, type, at) ? positive_on_entry(x, by) : NULL_TREE;
	for (i = 0; t && sum && i < u.idx->nterms; i++)
		sum = ta_idx_add(x->a, sum,
				 term_by(x, ta_term_idx(x->a, &u.idx->term[i],
							u.idx->term[i].coef),
					 by, t));
	w.idx = t ? sum : NULL;
	return w.idx ? w : none;
}
