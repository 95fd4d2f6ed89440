/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-invert.cc - loops of vectors that multiply where they divide by one value.

   Assumes a loop of which reciprocal.c has found that statements in it divide by
   something that it leaves as it is.  Before it, the reciprocal is found of a number
   that is far from the ends of the range, a power of two times the divisor:

	most = 0x1p126, least = 0x1p-126 for floats
	scale = |x| > most ? 0x1p-64 : |x| < least ? 0x1p64 : 1;
	inverse = 1 / (x * scale);
	for (...) y[j] = (y[j] * scale) * inverse;

   That is off by what the reciprocal and the last product are rounded by.  Where the
   scale is not 1, what overflows or underflows by it does so in the division, too.  If
   x is infinite the inverse is zero, if zero it is infinite, each with its sign: products
   with these are what the quotients are, and those with NaN are NaN.  Leaves true
   that nothing but such divisions is changed, nor rounded twice.  */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The power of two "exp" in "type". */
static tree power(tree type, int exp)
{
	return ta_tree_real(type, __builtin_ldexp(1.0, exp));
}

/* What "x" of the float "type" is multiplied by before it is inverted. */
static tree scale_of(tree type, tree x)
{
	bool single = TYPE_PRECISION(type) == 32;
	int last = single ? 126 : 1022, by = single ? 64 : 512;
	tree size = save_expr(build1(ABS_EXPR, type, x)), small;

	small = build3(COND_EXPR, type,
		       build2(LT_EXPR, boolean_type_node, size,
			      power(type, -last)),
		       power(type, by), power(type, 0));
	return build3(COND_EXPR, type,
		      build2(GT_EXPR, boolean_type_node, size,
			     power(type, last)),
		      power(type, -by), small);
}

/* The inverse of "x" that is in scope, or NULL. */
static const ta_inverse *inverse_of(const ta_emit *e, const ta_expr *x)
{
	for (int i = 0; i < e->ninverses; i++)
		if (ta_expr_equal(e->inverse[i].of, x))
			return &e->inverse[i];
	return NULL;
}

/* Append to "list" the inverse of "x", in variables chained to "vars", if there is none
   in scope. */
static void add_inverse(ta_emit *e, const ta_expr *x, tree *vars, tree *list)
{
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type), by, t;
	ta_inverse inverse = { x, NULL_TREE, NULL_TREE };

	if (inverse_of(e, x))
		return;
	by = ta_tree_variable(e, "by", type, vars);
	ta_tree_assign(loc, by, ta_tree_expr(e, x), list);
	inverse.scale = ta_tree_variable(e, "scale", type, vars);
	ta_tree_assign(loc, inverse.scale, scale_of(type, by), list);
	inverse.inverse = ta_tree_variable(e, "inverse", type, vars);
	t = build1(PAREN_EXPR, type,
		   build2(MULT_EXPR, type, by, inverse.scale));
	ta_tree_assign(loc, inverse.inverse,
		       build2(RDIV_EXPR, type, power(type, 0), t), list);
	TA_PUSH(e->p->arena, e->inverse, e->ninverses, inverse);
}

/* Append to "list" the inverses of what the instance "at" of a statement in the loop
   "node" divides by in "x". */
static void add_inverses(ta_emit *e, const ta_node *node, const ta_node *at,
			 const ta_expr *x, tree *vars, tree *list)
{
	for (int i = 0; i < x->nargs; i++)
		add_inverses(e, node, at, x->arg[i], vars, list);
	if (ta_inverts(e->p, node, at, x))
		add_inverse(e, x->arg[1], vars, list);
}

/* Append to "list" the inverses of what the loop "node" divides by, in variables
   chained to "vars": they are in scope then.  Rows that run side by side have
   divisors of their own. */
void ta_emit_inverses(ta_emit *e, const ta_node *node, tree *vars, tree *list)
{
	if (e->abreast)
		return;
	for (int i = 0; i < node->ninverts; i++) {
		const ta_node *at = ta_plan_instance(node->child[0],
						     node->inverts[i]);

		e->stmt = at->stmt;
		e->iter = at->iter;
		add_inverses(e, node, at, e->p->stmt[at->stmt]->rhs, vars,
			     list);
	}
}

/* The division "x" as a product with the inverse that is in scope, if it may be one, or
   NULL. */
tree ta_tree_inverted(ta_emit *e, const ta_expr *x)
{
	const ta_inverse *by = inverse_of(e, x->arg[1]);
	tree type = ta_gcc_type(x->type), t;

	if (!by || !ta_may_invert(e->p, x))
		return NULL_TREE;
	t = build2_loc(ta_locus(x->loc), MULT_EXPR, type,
		       ta_tree_expr(e, x->arg[0]), by->scale);
	t = build1_loc(ta_locus(x->loc), PAREN_EXPR, type, t);
	return build2_loc(ta_locus(x->loc), MULT_EXPR, type, t, by->inverse);
}
