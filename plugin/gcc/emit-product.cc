/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-product.cc - a product of matrices without a library.

   Assumes a call of gemm in the plan that the function of emit-gemm.cc is to
   do.  Several threads have a part of the result each, whole tiles of its rows,
   or of its columns where it has more of these:

	{
	  int parts = m * n * k >= limit ? omp_get_max_threads () : 1;
	  bool down = m >= n;
	  long size = (down ? m : n) / parts, rounded up to tiles;
	  if (parts > 1)
	    #pragma omp parallel for
	    for (i = 0; i < parts; i++)
	      tensoraot.sgemm (... of lines i * size to (i + 1) * size ...);
	  else
	    tensoraot.sgemm (...);
	}

   An element's terms are added up in one thread and in one order, so that the
   result is the same for any number of threads. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-gemm.h"

/* From so many products on threads are worth their start, where the plan does
   not say. */
static const double least_work = 1 << 17;

/* A call in the making: the function, its arguments, the lines of a tile
   down and across, and the variables. */
struct call {
	ta_emit *e;
	location_t loc;
	tree fn, type, vars;
	int rows, wide;
	tree m, n, k, alpha, beta, a, ar, ac, b, br, bc, c, cr;
};

/* "value" of "type", in a variable "name" unless it is constant. */
static tree kept(call *x, const char *name, tree type, tree value, tree *list)
{
	return ta_tree_kept(x->e, x->loc, name, type, value, &x->vars, list);
}

/* Argument "i" of "node", which a variable "name" has. */
static tree value(call *x, const ta_node *node, int i, const char *name,
		  tree *list)
{
	const ta_arg *arg = &node->arg[i];
	tree type = ta_index_type(), v;

	if (arg->kind == TA_ARG_INT)
		return kept(x, name, type, ta_tree_idx(x->e, arg->idx, type),
			    list);
	if (arg->kind == TA_ARG_SCALAR)
		return kept(x, name, x->type, ta_tree_expr(x->e, arg->expr),
			    list);
	v = ta_tree_element(x->e, arg->array, arg->idx);
	return kept(x, name, TREE_TYPE(v), v, list);
}

/* Set all arguments of "x" to those of "node"; "list" sets them. */
static void set_args(call *x, const ta_node *node, tree *list)
{
	if (node->arg[ARG_ORDER].value != BY_ROWS)
		ta_bug("a product by blocks is not by rows");
	x->m = value(x, node, ARG_M, "rows", list);
	x->n = value(x, node, ARG_N, "cols", list);
	x->k = value(x, node, ARG_K, "terms", list);
	x->alpha = value(x, node, ARG_ALPHA, "alpha", list);
	x->a = value(x, node, ARG_A, "left", list);
	x->ar = value(x, node, ARG_LDA, "lda", list);
	x->ac = build_int_cst(ta_index_type(), 1);
	if (node->arg[ARG_TRANS_A].value == TRANSPOSED)
		std::swap(x->ar, x->ac);
	x->b = value(x, node, ARG_B, "right", list);
	x->br = value(x, node, ARG_LDB, "ldb", list);
	x->bc = build_int_cst(ta_index_type(), 1);
	if (node->arg[ARG_TRANS_B].value == TRANSPOSED)
		std::swap(x->br, x->bc);
	x->beta = value(x, node, ARG_BETA, "beta", list);
	x->c = value(x, node, ARG_C, "out", list);
	x->cr = value(x, node, ARG_LDC, "ldc", list);
}

/* x "code" y, as indices. */
static tree op(enum tree_code code, tree x, tree y)
{
	return fold_build2(code, ta_index_type(), unshare_expr(x),
			   unshare_expr(y));
}

/* The call of "x" with "m" rows and "n" columns of the result, from the
   elements at "a", "b" and "c" on. */
static tree part(call *x, tree m, tree n, tree a, tree b, tree c)
{
	return build_call_expr_loc(x->loc, x->fn, 13, m, n, x->k, x->alpha, a,
				   x->ar, x->ac, b, x->br, x->bc, x->beta, c,
				   x->cr);
}

/* "base" and "lines" lines of "pitch" further. */
static tree further(call *x, tree base, tree lines, tree pitch)
{
	tree off = fold_convert(sizetype, op(MULT_EXPR, lines, pitch));

	off = fold_build2(MULT_EXPR, sizetype, off,
			  fold_convert(sizetype, TYPE_SIZE_UNIT(x->type)));
	return fold_build_pointer_plus(base, off);
}

/* The number of threads for "node". */
static tree threads(call *x, const ta_node *node)
{
	tree type = ta_index_type(), enough, work;

	if (node->work) {
		enough = ta_tree_enough(x->e, node->work, node->par_limit);
	} else {
		work = ta_tree_real(double_type_node, 1);
		for (tree size : {x->m, x->n, x->k})
			work = fold_build2(
				MULT_EXPR, double_type_node, work,
				fold_convert(double_type_node, size));
		enough =
			fold_build2(GE_EXPR, boolean_type_node, work,
				    ta_tree_real(double_type_node, least_work));
	}
	return fold_build3(COND_EXPR, type, enough,
			   fold_convert(type, ta_tree_most_threads(x->e)),
			   build_int_cst(type, 1));
}

/* The parallel loop over "parts" parts of "size" lines each, rows if "down" is
   true. */
static tree share_out(call *x, tree parts, tree size, tree down)
{
	tree type = ta_index_type(), i = ta_tree_local(x->e, "part", type);
	tree vars = NULL_TREE, body = NULL_TREE, some = NULL_TREE, lo, len, t;

	lo = ta_tree_variable(x->e, "lo", type, &vars);
	len = ta_tree_variable(x->e, "len", type, &vars);
	ta_tree_assign(x->loc, lo, op(MULT_EXPR, i, size), &body);
	t = fold_build3(COND_EXPR, type, down, x->m, x->n);
	ta_tree_assign(x->loc, len, op(MIN_EXPR, op(MINUS_EXPR, t, lo), size),
		       &body);
	ta_tree_if(down,
		   part(x, len, x->n, further(x, x->a, lo, x->ar), x->b,
			further(x, x->c, lo, x->cr)),
		   part(x, x->m, len, x->a, further(x, x->b, lo, x->bc),
			further(x, x->c, lo, build_int_cst(type, 1))),
		   &some);
	ta_tree_if(
		build2(GT_EXPR, boolean_type_node, len, build_int_cst(type, 0)),
		some, NULL_TREE, &body);
	t = ta_omp_loop(OMP_FOR, x->loc, i, build_int_cst(type, 0), parts,
			build_int_cst(ta_index_type(), 1),
			ta_tree_bind(vars, body),
			build_omp_clause(x->loc, OMP_CLAUSE_NOWAIT));
	return ta_parallel_region(x->e, x->loc, i, t, NULL_TREE);
}

/* Append to "list" the call of "x" by several threads where that pays for
   "node", else by one. */
static void append_shared(call *x, const ta_node *node, tree *list)
{
	tree type = ta_index_type(), parts, down, size, lines, tile, t;

	parts = kept(x, "parts", type, threads(x, node), list);
	down = ta_tree_variable(x->e, "down", boolean_type_node, &x->vars);
	ta_tree_assign(x->loc, down,
		       build2(GE_EXPR, boolean_type_node, x->m, x->n), list);
	lines = fold_build3(COND_EXPR, type, down, x->m, x->n);
	tile = build3(COND_EXPR, type, down, build_int_cst(type, x->rows),
		      build_int_cst(type, x->wide));
	tile = kept(x, "tile", type, tile, list);
	t = op(MULT_EXPR, parts, tile);
	size = op(TRUNC_DIV_EXPR,
		  op(MINUS_EXPR, op(PLUS_EXPR, lines, t),
		     build_int_cst(ta_index_type(), 1)),
		  t);
	size = kept(x, "lines", type, op(MULT_EXPR, size, tile), list);
	ta_tree_if(build2(GT_EXPR, boolean_type_node, parts,
			  build_int_cst(type, 1)),
		   share_out(x, parts, size, down),
		   part(x, x->m, x->n, x->a, x->b, x->c), list);
}

/* Append to "list" the call of the function of the file that "node" stands
   for. */
static void append_call(ta_emit *e, const ta_node *node, tree *list)
{
	tree body = NULL_TREE;
	call x = {};

	x.e = e;
	x.loc = ta_locus(node->loc);
	x.type = ta_gcc_type(e->p->array[node->arg[ARG_C].array].elem);
	x.fn = node->few ? ta_few_fn(e, x.type) :
			   ta_gemm_fn(e, x.type, &x.rows, &x.wide);
	ta_tree_mark(x.loc, &body);
	set_args(&x, node, &body);
	if (node->few || e->region || e->serial)
		append_to_statement_list(part(&x, x.m, x.n, x.a, x.b, x.c),
					 &body);
	else
		append_shared(&x, node, &body);
	append_to_statement_list(ta_tree_bind(x.vars, body), list);
}

/* Append to "list" the product that "node", a call of gemm, stands for,
   without a library: written out for its sizes where they are known and
   small, but in one thread only where the function of the file is worth
   several. */
void ta_emit_product(ta_emit *e, const ta_node *node, tree *list)
{
	tree one = NULL_TREE, several = NULL_TREE;

	if (node->in_line && (!node->own || e->region || e->serial)) {
		ta_emit_small(e, node, list);
		return;
	}
	if (!node->in_line) {
		append_call(e, node, list);
		return;
	}
	ta_emit_small(e, node, &one);
	append_call(e, node, &several);
	ta_tree_if(build2(GT_EXPR, boolean_type_node, ta_tree_most_threads(e),
			  integer_one_node),
		   several, one, list);
}
