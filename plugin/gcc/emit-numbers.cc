/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-numbers.cc - is an array free of NaN and infinities?

   Assumes that the sizes have been tested.  A product of a number with zero is
   zero if the number is finite, and NaN otherwise, so that one pass of vectors
   tells:

	{ float zero = 0;
	  if (conditions)
	    #pragma omp parallel for simd reduction (+: zero) if (n >= limit)
	    for (i = 0; i < n; i = i + 1) zero = zero + A[lo + i] * 0;
	  if (!(zero == 0)) ... }

   Leaves true that nothing is read where a condition fails. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* How many numbers the region of "g" holds, a complex one being two. */
static tree length(ta_emit *e, const ta_guard *g)
{
	bool pairs = ta_type_is_complex(e->p->array[g->array[0]].elem);
	ta_arena *a = e->p->arena;
	const ta_idx *n = ta_idx_addk(a, ta_idx_sub(a, g->hi[0], g->lo[0]), 1);

	n = ta_idx_scale(a, n, pairs ? 2 : 1);
	if (!n)
		ta_bug("a size overflows");
	return ta_tree_idx(e, n, ta_index_type());
}

/* The loop that adds to "zero" what the region of "g" is times zero. */
static tree add_products(ta_emit *e, const ta_guard *g, tree zero)
{
	tree index = ta_index_type(), type = TREE_TYPE(zero), body = NULL_TREE;
	tree iv = ta_tree_local(e, "i", index), x, alias;

	alias = build_pointer_type(ta_gcc_type(e->p->array[g->array[0]].elem));
	x = fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, iv),
			TYPE_SIZE_UNIT(type));
	x = fold_build_pointer_plus(ta_tree_element(e, g->array[0], g->lo[0]),
				    x);
	x = build2(MEM_REF, type, x, build_int_cst(alias, 0));
	x = build2(MULT_EXPR, type, x, build_zero_cst(type));
	ta_tree_assign(e->loc, zero, build2(PLUS_EXPR, type, zero, x), &body);
	return ta_tree_sum_loop(e, iv, length(e, g), g->limit, zero, body);
}

/* Whether what the NUMBERS guard "g" is about is finite; what has to run before
   is appended to "list", with variables chained to "*vars". */
tree ta_tree_numbers(ta_emit *e, const ta_guard *g, tree *vars, tree *list)
{
	tree type = ta_gcc_type(e->p->array[g->array[0]].elem), zero, look, t;

	if (flag_finite_math_only)
		return boolean_true_node;
	if (TREE_CODE(type) == COMPLEX_TYPE)
		type = TREE_TYPE(type);
	zero = ta_tree_variable(e, "zero", type, vars);
	ta_tree_assign(e->loc, zero, build_zero_cst(type), list);
	look = add_products(e, g, zero);
	for (int i = g->nwhen - 1; i >= 0; i--) {
		ta_guard one = *g;

		one.kind = TA_GUARD_GE0;
		one.idx = g->when[i];
		t = ta_tree_guard(e, &one);
		look = build3(COND_EXPR, void_type_node, t, look, NULL_TREE);
		TREE_SIDE_EFFECTS(look) = 1;
	}
	append_to_statement_list(look, list);
	return build2(EQ_EXPR, boolean_type_node, zero, build_zero_cst(type));
}
