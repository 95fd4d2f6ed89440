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

   Where that is to be told late, results are looked at first, after they were
   computed, if they are fewer:

	  if (conditions && more than results)
	    {
	      for (...) zero = zero + C[lo + i] * 0;
	      if (!(zero == 0)) { zero = 0; for (...) zero = zero + A...; }
	    }

   Leaves true that nothing is read where a condition fails. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Elements of an array of memory. */
struct region {
	int array;
	const ta_idx *lo, *hi;
};

/* How many elements are in "r". */
static const ta_idx *length(ta_emit *e, const region &r)
{
	ta_arena *a = e->p->arena;
	const ta_idx *n = ta_idx_addk(a, ta_idx_sub(a, r.hi, r.lo), 1);

	if (!n)
		ta_bug("a size overflows");
	return n;
}

/* Append to "list": "zero" is zero if "r" is finite, else NaN; several threads
   look from "limit" elements on. */
static void look(ta_emit *e, const region &r, double limit, tree zero,
		 tree *list)
{
	tree index = ta_index_type(), type = TREE_TYPE(zero), body = NULL_TREE;
	tree iv = ta_tree_local(e, "i", index), x, alias;
	bool pairs = ta_type_is_complex(e->p->array[r.array].elem);
	const ta_idx *n = ta_idx_scale(e->p->arena, length(e, r), pairs ? 2 : 1);

	if (!n)
		ta_bug("a size overflows");
	alias = build_pointer_type(ta_gcc_type(e->p->array[r.array].elem));
	x = fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, iv),
			TYPE_SIZE_UNIT(type));
	x = fold_build_pointer_plus(ta_tree_element(e, r.array, r.lo), x);
	x = build2(MEM_REF, type, x, build_int_cst(alias, 0));
	x = build2(MULT_EXPR, type, x, build_zero_cst(type));
	ta_tree_assign(e->loc, zero, build_zero_cst(type), list);
	ta_tree_assign(e->loc, zero, build2(PLUS_EXPR, type, zero, x), &body);
	append_to_statement_list(
		ta_tree_sum_loop(e, iv, ta_tree_idx(e, n, index), limit, zero,
				 body), list);
}

/* Whether "zero" is zero. */
static tree is_zero(tree zero)
{
	return build2(EQ_EXPR, boolean_type_node, zero,
		      build_zero_cst(TREE_TYPE(zero)));
}

/* What "body" does, where something is to be looked at for "g", before anything
   is done or if "late" at an exit. */
static tree when_looked_at(ta_emit *e, const ta_guard *g, bool late, tree body)
{
	const region all = { g->array[0], g->lo[0], g->hi[0] };
	tree type = ta_index_type(), t;
	ta_guard one = *g;

	if (g->late) {
		t = fold_build2(late ? GT_EXPR : LE_EXPR, boolean_type_node,
				ta_tree_idx(e, length(e, all), type),
				ta_tree_idx(e, g->idx, type));
		body = build3(COND_EXPR, void_type_node, t, body, NULL_TREE);
		TREE_SIDE_EFFECTS(body) = 1;
	}
	one.kind = TA_GUARD_GE0;
	for (int i = g->nwhen - 1; i >= 0; i--) {
		one.idx = g->when[i];
		body = build3(COND_EXPR, void_type_node, ta_tree_guard(e, &one),
			      body, NULL_TREE);
		TREE_SIDE_EFFECTS(body) = 1;
	}
	return body;
}

/* Whether what the NUMBERS guard "g" is about is finite, as it is asked before
   anything is done, or if there is "exit" there, a node of the plan; what has to
   run before is appended to "list", with variables chained to "*vars". */
tree ta_tree_numbers(ta_emit *e, const ta_guard *g, const ta_node *exit,
		     tree *vars, tree *list)
{
	const region all = { g->array[0], g->lo[0], g->hi[0] };
	tree type = ta_gcc_type(e->p->array[all.array].elem), zero;
	tree body = NULL_TREE, more = NULL_TREE;

	if (flag_finite_math_only)
		return boolean_true_node;
	if (TREE_CODE(type) == COMPLEX_TYPE)
		type = TREE_TYPE(type);
	zero = ta_tree_variable(e, "zero", type, vars);
	ta_tree_assign(e->loc, zero, build_zero_cst(type), list);
	if (exit) {
		look(e, { exit->array, exit->lo, exit->hi }, g->limit, zero,
		     &body);
		look(e, all, g->limit, zero, &more);
		ta_tree_if(fold_build1(TRUTH_NOT_EXPR, boolean_type_node,
				       is_zero(zero)), more, NULL_TREE, &body);
	} else {
		look(e, all, g->limit, zero, &body);
	}
	append_to_statement_list(when_looked_at(e, g, exit, body), list);
	return is_zero(zero);
}
