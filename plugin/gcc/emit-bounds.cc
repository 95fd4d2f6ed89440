/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-bounds.cc - the bounds of loops, and loops of one iteration.

   Assumes that the variables of the loops around are in scope.  A loop over the
   quotient of an outer iterator, as of i / 2, has one iteration: it is an
   assignment, under a condition where one of its other bounds may leave none. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* ceil (b->num / b->den): by a power of two, (b->num + b->den - 1) shifted. */
static tree bound_value(ta_emit *e, const ta_bound *b)
{
	tree type = ta_index_type();
	const ta_idx *up = ta_idx_addk(e->p->arena, b->num, b->den - 1);
	int shift = exact_log2((unsigned HOST_WIDE_INT)b->den);

	if (b->den == 1)
		return ta_tree_idx(e, b->num, type);
	if (up && shift > 0)
		return fold_build2(RSHIFT_EXPR, type, ta_tree_idx(e, up, type),
				   build_int_cst(integer_type_node, shift));
	return fold_build2(CEIL_DIV_EXPR, type, ta_tree_idx(e, b->num, type),
			   build_int_cst(type, b->den));
}

/* The greatest (code MAX_EXPR) or least of the "n" bounds "b". */
static tree bounds_value(ta_emit *e, enum tree_code code, int n,
			 const ta_bound *b)
{
	tree x = NULL_TREE;

	if (!n)
		ta_bug("a loop of the plan has no bound");
	for (int i = 0; i < n; i++) {
		tree y = bound_value(e, &b[i]);

		x = x ? fold_build2(code, ta_index_type(), x, y) : y;
	}
	return x;
}

/* Whether the loop "node" begins at 0 or later. */
bool ta_starts_nonneg(const ta_node *node)
{
	int64_t k;

	for (int i = 0; i < node->nlower; i++)
		if (ta_idx_is_const(node->lower[i].num, &k) && k >= 0)
			return true;
	return false;
}

/* Whether "x" is sure to be 0 or more: of variables that are, as often as one
   likes, and a constant that is. */
static bool is_nonneg(const ta_emit *e, const ta_idx *x)
{
	for (int i = 0; x && i < x->nterms; i++) {
		const ta_term *t = &x->term[i];

		if (t->coef < 0)
			return false;
		for (int j = 0; j < t->nvars; j++)
			if (t->var[j] >= TA_PARAM0 ||
			    !(e->nonneg >> t->var[j] & 1))
				return false;
	}
	return x != NULL;
}

/* The lower bound of the loop "node" from which it has just one iteration, or
   -1: others are constants that are no more than that. */
static int sure_lower(const ta_emit *e, const ta_node *node)
{
	ta_arena *a = e->p->arena;
	int from = -1;
	int64_t k;

	if (node->nupper != 1 || node->step != 1)
		return -1;
	for (int i = 0; i < node->nlower; i++)
		if (node->lower[i].den == node->upper[0].den &&
		    ta_idx_is_const(ta_idx_sub(a, node->upper[0].num,
					       node->lower[i].num), &k) &&
		    k == node->lower[i].den)
			from = i;
	for (int i = 0; from >= 0 && i < node->nlower; i++) {
		const ta_bound *b = &node->lower[from];

		if (i != from && (!ta_idx_is_const(node->lower[i].num, &k) ||
				  node->lower[i].den != 1 ||
				  !is_nonneg(e, ta_idx_addk(a, b->num, b->den -
							    1 - b->den * k))))
			return -1;
	}
	return from;
}

/* Set "lo" and "hi" to the bounds of the loop "node": constants, or variables in
   "vars" that "list" sets. */
void ta_loop_bounds(ta_emit *e, const ta_node *node, tree *lo, tree *hi,
		    tree *vars, tree *list)
{
	location_t loc = ta_locus(node->loc);
	int from = sure_lower(e, node);

	if (from >= 0) {
		*lo = ta_tree_kept(e, loc, "lo", ta_index_type(),
				   bound_value(e, &node->lower[from]), vars,
				   list);
		*hi = fold_build2(PLUS_EXPR, ta_index_type(), *lo,
				  build_int_cst(ta_index_type(), 1));
		return;
	}
	*lo = ta_tree_kept(e, loc, "lo", ta_index_type(),
			   bounds_value(e, MAX_EXPR, node->nlower,
					node->lower), vars, list);
	*hi = ta_tree_kept(e, loc, "hi", ta_index_type(),
			   bounds_value(e, MIN_EXPR, node->nupper,
					node->upper), vars, list);
}

/* For iv = lo, if that is less than "hi", "body". */
tree ta_tree_once(location_t loc, tree iv, tree lo, tree hi, tree body)
{
	tree list = NULL_TREE, t;

	ta_tree_assign(loc, iv, lo, &list);
	t = build2_loc(loc, LT_EXPR, boolean_type_node, iv, hi);
	t = build3_loc(loc, COND_EXPR, void_type_node, t, body, NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &list);
	return list;
}
