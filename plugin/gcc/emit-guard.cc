/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-guard.cc - what must hold at run time, tested when a kernel is
   entered.

   Index polynomials over the parameters are evaluated without wrapping: in 64
   bits where the types of the parameters bound them, in 128 where they do
   not; a product too large even for that makes the guard false.  Each guard
   that fails ends the kernel before it has done anything:

	if (!(n - 1 >= 0))
	  return 0; */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "tensoraot_rt.h"

/* The bits needed for the magnitude of parameter or variable "v", or 64 when
   its type is that wide. */
static int variable_bits(ta_emit *e, int v)
{
	if (v < TA_PARAM0)
		return 63;
	return 8 * ta_type_size(e->p->param[v - TA_PARAM0].type);
}

/* The bits needed for the magnitude of "x" whatever the parameters are, each
   of at most "cap" bits. */
static int idx_bits(ta_emit *e, const ta_idx *x, int cap)
{
	int most = 0, sum = 0;

	for (int t = 0; t < x->nterms; t++) {
		const ta_term *m = &x->term[t];
		int bits = 1;

		for (int64_t k = m->coef; k && k != -1; k /= 2)
			bits++;
		for (int v = 0; v < m->nvars; v++)
			bits += MIN(cap, variable_bits(e, m->var[v]));
		most = MAX(most, bits);
	}
	while ((1 << sum) < x->nterms)
		sum++;
	return most + sum;
}

/* The conjunction of "a", which may be NULL, and "b". */
static tree both(tree a, tree b)
{
	if (!a)
		return b;
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node, a, b);
}

/* -2^bits < v < 2^bits for each variable of "x" with more bits, and "also",
   which may be NULL. */
static tree capped(ta_emit *e, const ta_idx *x, int bits, tree also)
{
	for (int t = 0; t < x->nterms; t++)
		for (int v = 0; v < x->term[t].nvars; v++) {
			int var = x->term[t].var[v];
			tree p = var < TA_PARAM0 ? e->var[var] :
						   e->param[var - TA_PARAM0];
			tree lim = build_int_cst(TREE_TYPE(p), 1ll << bits);

			if (variable_bits(e, var) <= bits)
				continue;
			also = both(also, build2(LT_EXPR, boolean_type_node,
						 p, lim));
			if (TYPE_UNSIGNED(TREE_TYPE(p)))
				continue;
			lim = build_int_cst(TREE_TYPE(p), -(1ll << bits));
			also = both(also, build2(GT_EXPR, boolean_type_node,
						 p, lim));
		}
	return also;
}

/* A type in which "x" does not wrap; "*also" gets the condition that this
   needs, added to what is there.  Inside the plan the guards of the kernel
   have seen to it that indices fit. */
static tree wide_type(ta_emit *e, const ta_idx *x, tree *also)
{
	int cap;

	if (idx_bits(e, x, 64) <= 62 || ta_idx_uses_iters(x))
		return ta_index_type();
	for (cap = 63; cap > 1 && idx_bits(e, x, cap) > 118; cap--)
		continue;
	if (idx_bits(e, x, 64) > 118)
		*also = capped(e, x, cap, *also);
	if (!intTI_type_node)
		ta_bug("the target has no integers of 128 bits");
	return intTI_type_node;
}

/* x >= 0. */
static tree idx_nonneg(ta_emit *e, const ta_idx *x)
{
	tree also = NULL_TREE, type = wide_type(e, x, &also);

	return both(also, build2(GE_EXPR, boolean_type_node,
				 ta_tree_idx(e, x, type),
				 build_int_cst(type, 0)));
}

/* x < y. */
static tree idx_less(ta_emit *e, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *d = ta_idx_addk(e->p->arena,
				      ta_idx_sub(e->p->arena, y, x), -1);

	if (!d)
		ta_bug("the difference of two bounds overflows");
	return idx_nonneg(e, d);
}

/* The 128-bit address of element "x" of "array". */
static tree wide_address(ta_emit *e, int array, const ta_idx *x, tree *also)
{
	tree type = intTI_type_node, base, off;
	const ta_array *a = &e->p->array[array];

	if (!type)
		ta_bug("the target has no integers of 128 bits");
	wide_type(e, x, also);
	base = fold_convert(type, fold_convert(pointer_sized_int_node,
					       e->param[a->base]));
	off = fold_build2(MULT_EXPR, type, ta_tree_idx(e, x, type),
			  build_int_cst(type, ta_type_size(a->elem)));
	return fold_build2(PLUS_EXPR, type, base, off);
}

/* One of the regions of "g" is empty, or one ends before the other begins. */
static tree disjoint(ta_emit *e, const ta_guard *g)
{
	tree lo[2], past[2], also = NULL_TREE, apart, t;

	for (int i = 0; i < 2; i++) {
		int size = ta_type_size(e->p->array[g->array[i]].elem);

		lo[i] = wide_address(e, g->array[i], g->lo[i], &also);
		t = wide_address(e, g->array[i], g->hi[i], &also);
		past[i] = fold_build2(PLUS_EXPR, TREE_TYPE(t), t,
				      build_int_cst(TREE_TYPE(t), size));
	}
	apart = build2(TRUTH_ORIF_EXPR, boolean_type_node,
		       build2(LE_EXPR, boolean_type_node, past[0], lo[1]),
		       build2(LE_EXPR, boolean_type_node, past[1], lo[0]));
	apart = both(also, apart);
	for (int i = 0; i < 2; i++)
		apart = build2(TRUTH_ORIF_EXPR, boolean_type_node, apart,
			       idx_less(e, g->hi[i], g->lo[i]));
	return apart;
}

/* The address of "fn" is not null, and "also", which may be NULL. */
static tree present(tree fn, tree also)
{
	tree addr = build1(ADDR_EXPR, build_pointer_type(TREE_TYPE(fn)), fn);

	return both(also, build2(NE_EXPR, boolean_type_node, addr,
				 build_int_cst(TREE_TYPE(addr), 0)));
}

/* The addresses of all routines that "node" calls are not null, and "also",
   which may be NULL. */
static tree linked(const ta_node *node, tree also)
{
	if (!node)
		return also;
	if (node->kind == TA_NODE_CALL && !node->in_line)
		also = present(ta_blas_decl(node->routine), also);
	for (int i = 0; i < node->nchildren; i++)
		also = linked(node->child[i], also);
	return also;
}

/* The library's routines that the plan calls can be called: they are there, so
   is what sets their number of threads where that is limited, and none of
   them is at work for this kernel in this thread.  A program that has its own
   BLAS may implement it with the very loops that the kernel replaces. */
static tree callable(ta_emit *e)
{
	tree t = linked(e->p->plan, NULL_TREE);

	if (!t)
		return boolean_true_node;
	if (e->p->serial || e->p->threads)
		t = present(ta_omp_decl("omp_set_num_threads"),
			    present(ta_omp_decl("omp_get_max_threads"), t));
	return both(t, build1(TRUTH_NOT_EXPR, boolean_type_node,
			      ta_tree_calling(e)));
}

/* "x" is neither zero nor NaN. */
static tree nonzero(tree x)
{
	tree zero, type = TREE_TYPE(x);

	if (!SCALAR_FLOAT_TYPE_P(type))
		return build2(NE_EXPR, boolean_type_node, x,
			      build_int_cst(type, 0));
	zero = ta_tree_real(type, 0);
	x = save_expr(x);
	return build2(TRUTH_ORIF_EXPR, boolean_type_node,
		      build2(LT_EXPR, boolean_type_node, x, zero),
		      build2(GT_EXPR, boolean_type_node, x, zero));
}

/* The condition "g", evaluated where the kernel is entered or in its plan. */
tree ta_tree_guard(ta_emit *e, const ta_guard *g)
{
	tree t;

	switch (g->kind) {
	case TA_GUARD_GE0:
		return idx_nonneg(e, g->idx);
	case TA_GUARD_DISJOINT:
		return disjoint(e, g);
	case TA_GUARD_NONZERO:
		return nonzero(ta_tree_expr(e, g->expr));
	case TA_GUARD_BLAS:
		return callable(e);
	case TA_GUARD_ASSUME:
		t = ta_tree_expr(e, g->expr);
		return build2(NE_EXPR, boolean_type_node, t,
			      fold_convert(TREE_TYPE(t), integer_zero_node));
	case TA_GUARD_WORK:
		return build2(GE_EXPR, boolean_type_node,
			      ta_tree_double(e, g->idx),
			      ta_tree_real(double_type_node, g->limit));
	}
	ta_bug("a guard has no kind");
}

/* What the record of a call says when guard "i" fails. */
static int failed_path(const ta_guard *g, int i)
{
	if (g->kind == TA_GUARD_WORK)
		return TENSORAOT_SMALL;
	if (g->kind == TA_GUARD_BLAS)
		return TENSORAOT_NO_BLAS;
	return TENSORAOT_GUARD | i << 8;
}

/* Append to "list": leave the kernel if guard "i" does not hold. */
static void emit_guard(ta_emit *e, int i, tree *list)
{
	const ta_guard *g = e->p->guard[i];
	tree out = NULL_TREE, t = ta_tree_guard(e, g);

	ta_record_leave(e, failed_path(g, i),
			ta_tree_real(double_type_node, 0), &out);
	append_to_statement_list(
		build1_loc(e->loc, RETURN_EXPR, void_type_node,
			   build2(MODIFY_EXPR, boolean_type_node,
				  DECL_RESULT(e->fn), boolean_false_node)),
		&out);
	t = build3_loc(e->loc, COND_EXPR, void_type_node,
		       fold_build1(TRUTH_NOT_EXPR, boolean_type_node, t), out,
		       NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append to "list": leave the kernel if some guard does not hold.  Whether
   there is enough work comes first: little work should not pay for the
   rest. */
void ta_emit_guards(ta_emit *e, tree *list)
{
	for (int i = 0; i < e->p->nguards; i++)
		if (e->p->guard[i]->kind == TA_GUARD_WORK)
			emit_guard(e, i, list);
	for (int i = 0; i < e->p->nguards; i++)
		if (e->p->guard[i]->kind != TA_GUARD_WORK)
			emit_guard(e, i, list);
}
