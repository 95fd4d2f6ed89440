/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-abreast.cc - iterations of a parallel loop that run side by side.

   Assumes a loop that the plan runs abreast (chains.c): what is in it are statements
   and loops in order, whose range is the same in every iteration.

	step = hi - lo >= omp_get_max_threads () ? 2 : 1;
	for (i = lo; i < hi; i += step)
	  if (i <= hi - 2 && step == 2)
	    { row = i;  row' = i + 1;
	      p[row][0] = 0;  p[row'][0] = 0;
	      for (j = 1; j < m; j++)
		{ p[row][j] = a / (b - p[row][j - 1]);
		  p[row'][j] = a / (b - p[row'][j - 1]); } }
	  else
	    for (row = i; row < min (i + step, hi); row++) ... one row

   where "step" is 2 if there are no threads.  Each row has its own variables for what is local to the loops.  Leaves true that
   every instance runs once, and those of a row in their order. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* Begin to run "rows" for the iterations from "iv" on of "node", in variables chained
   to "vars" that are set in "list". */
static void begin(ta_emit *e, const ta_node *node, tree iv, ta_abreast *rows,
		  tree *vars, tree *list)
{
	size_t n = e->p->narrays;

	rows->n = node->abreast;
	rows->var = node->var;
	for (int k = 0; k < rows->n; k++) {
		rows->iv[k] = ta_tree_kept(e, ta_locus(node->loc), "row",
					   ta_index_type(),
					   fold_build2(PLUS_EXPR, ta_index_type(),
						       iv, ta_index_cst(k)),
					   vars, list);
		rows->virt[k] = TA_NEWV(e->p->arena, tree, n);
		memcpy(rows->virt[k], e->virt, n * sizeof(tree));
	}
	e->abreast = rows;
}

/* Make a variable for the array "array" of "type", local to a loop, for each row that
   runs side by side, chained to "vars". */
void ta_rows_local(ta_emit *e, int array, tree type, tree *vars)
{
	for (int k = 0; e->abreast && k < e->abreast->n; k++)
		e->abreast->virt[k][array] = ta_tree_variable(
			e, e->p->array[array].name, type, vars);
}

/* Whether there is a loop in "node". */
static bool has_loop(const ta_node *node)
{
	if (node->kind == TA_NODE_LOOP)
		return true;
	for (int i = 0; i < node->nchildren; i++)
		if (has_loop(node->child[i]))
			return true;
	return false;
}

/* Append "node" to "list" for each row that runs, one after the other, so that the
   compiler sees what a statement stores when the next one loads it; return false if
   there are no rows, or loops in it, in which they run. */
bool ta_emit_rows(ta_emit *e, const ta_node *node, tree *list)
{
	ta_abreast *rows = e->abreast;
	tree *virt = e->virt, var;

	if (!rows || has_loop(node))
		return false;
	var = e->var[rows->var];
	e->abreast = NULL;
	for (int k = 0; k < rows->n; k++) {
		e->virt = rows->virt[k];
		e->var[rows->var] = rows->iv[k];
		ta_emit_node(e, node, list);
	}
	e->virt = virt;
	e->var[rows->var] = var;
	e->abreast = rows;
	return true;
}

/* Whether all rows that run side by side read one element as "acc" in the instance "node",
   and in the next iteration over "var" one a stride further that only the run tells. */
static bool is_apart(ta_emit *e, const ta_node *node, const ta_access *acc, int var)
{
	const ta_idx *x = acc->offset;
	int64_t k;

	if (!x || e->p->array[acc->array].is_virtual)
		return false;
	x = ta_over_plan(e, node, x);
	if (!x || ta_idx_uses(x, e->abreast->var))
		return false;
	x = ta_idx_coef(e->p->arena, x, var);
	return !x || !ta_idx_is_const(x, &k);
}

/* Whether rows run side by side in the loop "node", and all read an element of which
   the next is a stride further that only the run tells.  GCC 12 makes vectors of the
   copies, for which it loads as many elements as a vector has, of the iterations behind
   the last, too. */
bool ta_rows_read_apart(ta_emit *e, const ta_node *node)
{
	return e->abreast && ta_some_read(e, node, is_apart, node->var);
}

/* How many iterations of the loop "node" over [lo, hi) run abreast: one where each of
   several threads, if it is "parallel", would have less than half as many, which
   take as long one after the other; in a variable chained to
   "vars", set in "list". */
tree ta_abreast_step(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     bool parallel, tree *vars, tree *list)
{
	tree type = ta_index_type(), all = ta_index_cst(node->abreast), each;

	if (!parallel)
		return all;
	each = ta_tree_most_threads(e);
	if (e->enough)
		each = build3(COND_EXPR, TREE_TYPE(each),
			      unshare_expr(e->enough), each,
			      build_one_cst(TREE_TYPE(each)));
	each = fold_build2(MULT_EXPR, type, ta_index_cst(node->abreast / 2),
			   fold_convert(type, each));
	each = fold_build2(GE_EXPR, boolean_type_node,
			   fold_build2(MINUS_EXPR, type, hi, lo), each);
	return ta_tree_kept(e, ta_locus(node->loc), "step", type,
			    fold_build3(COND_EXPR, type, each, all,
					ta_index_cst(1)), vars, list);
}

/* What the loop "node" does for the "step" iterations from "iv" on, or up to "hi":
   abreast if they are as many as it runs so. */
tree ta_abreast_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step)
{
	tree type = ta_index_type(), vars = NULL_TREE, list = NULL_TREE;
	tree one = ta_tree_local(e, "row", type), few, all = NULL_TREE, full;
	location_t loc = ta_locus(node->loc);
	ta_abreast rows = {};

	e->var[node->var] = one;
	few = ta_loop_body(e, node, one, hi, build_int_cst(type, 1));
	few = ta_tree_bind(one, ta_tree_loop(
			loc, one, iv,
			build2(MIN_EXPR, type, build2(PLUS_EXPR, type, iv, step),
			       unshare_expr(hi)),
			build_int_cst(type, 1), few));
	begin(e, node, iv, &rows, &vars, &list);
	e->var[node->var] = rows.iv[0];
	append_to_statement_list(
		ta_loop_body(e, node, rows.iv[0], hi, build_int_cst(type, 1)),
		&list);
	e->abreast = NULL;
	full = build2(LE_EXPR, boolean_type_node, iv,
		      fold_build2(MINUS_EXPR, type, unshare_expr(hi),
				  ta_index_cst(node->abreast)));
	full = fold_build2(TRUTH_ANDIF_EXPR, boolean_type_node,
			   fold_build2(EQ_EXPR, boolean_type_node, step,
				       ta_index_cst(node->abreast)), full);
	ta_tree_if(full, ta_tree_bind(vars, list), few, &all);
	return all;
}
