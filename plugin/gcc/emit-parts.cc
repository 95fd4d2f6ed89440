/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-parts.cc - loops of which each thread, or each iteration of a loop around,
   has a part.

   Assumes that no OpenMP lowering has run on the function being built.  Two kinds
   of loops are run so: those that threads share with a parallel one around them
   (collapse.c), and the columns that they share once for all rows (columns.c):

	parts = enough ? min (threads, columns) : 1;
	#pragma omp parallel for if (parts > 1)
	for (part = 0; part < parts; part++)
	  for (i = 0; i < n; i++)
	    for (j = length * part; j < min (m, length * (part + 1)); j++)
	      ...

   Leaves true that what is set in e->part for the variable of a loop is taken by
   each loop of that variable inside, and by none outside. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* How many iterations the loop "node" over [lo, hi) has, at least 1. */
static tree iterations(const ta_node *node, tree lo, tree hi)
{
	tree type = ta_index_type(), n = fold_build2(MINUS_EXPR, type, hi, lo);

	n = fold_build2(CEIL_DIV_EXPR, type, n,
			build_int_cst(type, node->step));
	return fold_build2(MAX_EXPR, type, n, build_int_cst(type, 1));
}

/* "what" of the loop "node", as a name. */
static const char *name_of(ta_emit *e, const char *what, const ta_node *node)
{
	return node->name ? ta_sprintf(e->p->arena, "%s_%s", what, node->name)
			  : what;
}

/* Set e->part[] of the loop "node" for one of "parts", which are appended to "list"
   and returned: as many as make "shared" pieces, which is set anew, what there are
   "wanted" of; those of vectors are long. */
static tree cut(ta_emit *e, const ta_node *node, tree wanted, tree shared,
		tree *vars, tree *list)
{
	enum { VECTOR = 16, LEAST = 128 };
	tree type = ta_index_type(), lo, hi, n, most, len, parts;
	location_t loc = ta_locus(node->loc);

	ta_loop_bounds(e, node, &lo, &hi, vars, list);
	n = ta_tree_kept(e, loc, name_of(e, "n", node), type,
			 iterations(node, lo, hi), vars, list);
	most = !node->simd ? n : fold_build2(CEIL_DIV_EXPR, type, n,
					     build_int_cst(type, LEAST));
	parts = fold_build2(CEIL_DIV_EXPR, type, wanted, shared);
	parts = fold_build2(MIN_EXPR, type, parts, most);
	parts = ta_tree_kept(e, loc, name_of(e, "parts", node), type, parts,
			     vars, list);
	len = fold_build2(CEIL_DIV_EXPR, type, n, parts);
	if (node->simd)
		len = fold_build2(MULT_EXPR, type, build_int_cst(type, VECTOR),
				  fold_build2(CEIL_DIV_EXPR, type, len,
					      build_int_cst(type, VECTOR)));
	len = fold_build2(MULT_EXPR, type, len,
			  build_int_cst(type, node->step));
	e->part[node->var].length =
		ta_tree_kept(e, loc, name_of(e, "length", node), type, len,
			     vars, list);
	e->part[node->var].number =
		ta_tree_local(e, name_of(e, "part", node), type);
	ta_tree_assign(loc, shared, build2(MULT_EXPR, type, shared, parts),
		       list);
	return parts;
}

/* The parallel loop "node" over [lo, hi), of which each iteration is done in
   parts, by parts of the loops in it that threads share with it, if it has few:

	parts = min (n, (4 * threads + (hi - lo) - 1) / (hi - lo));
	#pragma omp for collapse (2)
	for (i = lo; i < hi; i++)
	  for (part = 0; part < parts; part++)
	    for (j = length * part; j < min (n, length * (part + 1)); j++)
	      ...  */
tree ta_collapsed_version(ta_emit *e, const ta_node *node, tree lo, tree hi)
{
	enum { EACH = 4 };
	location_t loc = ta_locus(node->loc);
	tree type = ta_index_type(), zero = build_int_cst(type, 0);
	tree vars = NULL_TREE, list = NULL_TREE, f, wanted, shared, body;
	tree iv = ta_tree_local(e, node->name ? node->name : "i", type);
	tree step = build_int_cst(type, node->step), ivs = iv;
	tree *parts = XALLOCAVEC(tree, node->collapse);
	const ta_node *in = node;
	bool region = e->region;

	wanted = fold_build2(MULT_EXPR, type, build_int_cst(type, EACH),
			     fold_convert(type, ta_tree_most_threads(e)));
	wanted = ta_tree_kept(e, loc, "wanted", type, wanted, &vars, &list);
	shared = ta_tree_variable(e, "shared", type, &vars);
	ta_tree_assign(loc, shared, iterations(node, lo, hi), &list);
	for (int i = 1; i < node->collapse; i++) {
		in = in->child[0];
		parts[i] = cut(e, in, wanted, shared, &vars, &list);
	}
	e->var[node->var] = iv;
	e->region = true;
	body = ta_loop_body(e, node, iv, hi, step);
	e->region = region;
	f = ta_omp_loop(OMP_FOR, loc, NULL_TREE, lo, hi, step, body,
			ta_sharing_clauses(e, node));
	ta_omp_range(f, node->collapse);
	ta_omp_count(f, 0, iv, lo, hi, step);
	in = node;
	for (int i = 1; i < node->collapse; i++) {
		tree part;

		in = in->child[0];
		part = e->part[in->var].number;
		DECL_CHAIN(part) = ivs;
		ivs = part;
		ta_omp_count(f, i, part, zero, parts[i],
			     build_int_cst(type, 1));
		e->part[in->var].number = NULL_TREE;
	}
	append_to_statement_list(ta_parallel_region(e, loc, ivs, f, NULL_TREE), &list);
	return ta_tree_bind(vars, list);
}

/* Set "lo" and "hi", the bounds of the loop "node", to those of its part, if it is
   run in parts. */
void ta_take_part(ta_emit *e, const ta_node *node, tree *lo, tree *hi, tree *vars,
		  tree *list)
{
	tree type = ta_index_type(), off;
	ta_part part = e->part[node->var];
	location_t loc = ta_locus(node->loc);

	if (!part.number || part.columns != node->parallel)
		return;
	off = fold_build2(MULT_EXPR, type, part.length, part.number);
	*lo = ta_tree_kept(e, loc, "lo", type,
			   fold_build2(PLUS_EXPR, type, *lo, off), vars, list);
	off = fold_build2(PLUS_EXPR, type, *lo, part.length);
	*hi = ta_tree_kept(e, loc, "hi", type,
			   fold_build2(MIN_EXPR, type, *hi, off), vars, list);
}

/* Set e->part of every loop over columns in "node" to "part". */
static void set_parts(ta_emit *e, const ta_node *node, const ta_part &part)
{
	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP && node->parallel) {
		e->part[node->var] = part;
		return;
	}
	for (int i = 0; i < node->nchildren; i++)
		set_parts(e, node->child[i], part);
}

/* Append to "list" the loop over rows "node", of whose columns each thread has a
   part. */
void ta_emit_columns(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *columns = ta_columns(node);
	location_t loc = ta_locus(node->loc);
	tree type = ta_index_type(), one = build_int_cst(type, 1);
	tree vars = NULL_TREE, all = NULL_TREE, body = NULL_TREE, wanted, shared;
	tree parts, number;

	wanted = fold_convert(type, ta_tree_most_threads(e));
	if (node->work)
		wanted = build3(COND_EXPR, type,
				ta_tree_enough(e, node->work, node->par_limit),
				wanted, one);
	wanted = ta_tree_kept(e, loc, "wanted", type, wanted, &vars, &all);
	shared = ta_tree_variable(e, "shared", type, &vars);
	ta_tree_assign(loc, shared, one, &all);
	parts = cut(e, columns, wanted, shared, &vars, &all);
	number = e->part[columns->var].number;
	e->part[columns->var].columns = true;
	set_parts(e, node, ta_part(e->part[columns->var]));
	e->region = true;
	ta_emit_plain_loop(e, node, &body);
	e->region = false;
	set_parts(e, node, ta_part());
	e->enough = build2(GT_EXPR, boolean_type_node, parts, one);
	body = ta_omp_loop(OMP_FOR, loc, number, build_int_cst(type, 0), parts, one,
			   body, build_omp_clause(loc, OMP_CLAUSE_NOWAIT));
	body = ta_parallel_region(e, loc, number, body, NULL_TREE);
	e->enough = NULL_TREE;
	append_to_statement_list(body, &all);
	append_to_statement_list(ta_tree_bind(vars, all), list);
}
