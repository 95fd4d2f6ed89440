/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-panels.cc - the rows of panels, and all rows, by one loop.

   Assumes a choice whose branches are a loop over panels of rows for several
   threads, which ends with the loop over the rows of one, and the parts apart, which
   end with the same for all rows (panel.c).  That loop is there once:

	bool panels = there are enough of them, ...;
	if (!panels) { the other parts }
	#pragma omp parallel if (panels || enough to do)
	#pragma omp for
	for (i = 0; i < n; i += panels ? 128 : a 64th of n)
	  {
	    end = min (i + ..., n);
	    if (panels) { the other parts of this panel }
	    for (rows i to end) ...
	  }

   Leaves true that each row is done once, after what it needs. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* In so many parts threads share rows that go by no panels. */
enum { PARTS = 64 };

/* Append all parts of "node", a sequence, but the last to "list". */
static void emit_first_parts(ta_emit *e, const ta_node *node, tree *list)
{
	for (int i = 0; i < node->nchildren - 1; i++)
		ta_emit_node(e, node->child[i], list);
}

/* How many rows of [lo, hi) go together: as many as a panel of the loop "node" has
   if "by_panels". */
static tree rows_together(const ta_node *node, tree by_panels, tree lo, tree hi)
{
	tree type = ta_index_type(), most = build_int_cst(type, node->step), n;

	n = fold_build2(MINUS_EXPR, type, hi, lo);
	n = fold_build2(TRUNC_DIV_EXPR, type, n, build_int_cst(type, PARTS));
	n = fold_build2(MAX_EXPR, type, n, build_int_cst(type, 1));
	n = fold_build2(MIN_EXPR, type, n, most);
	return build3(COND_EXPR, type, by_panels, most, n);
}

/* What the loop "panels" does with some rows, "step" of them from "iv" on, up to
   "hi"; the variable "by_panels" tells whether they are a panel. */
static tree some_rows(ta_emit *e, const ta_node *panels, tree by_panels,
		      tree iv, tree step, tree hi)
{
	const ta_node *body = panels->child[0];
	tree list = NULL_TREE, first = NULL_TREE, end;

	end = ta_tree_local(e, "end", ta_index_type());
	e->var[panels->var] = iv;
	e->var[panels->var + 1] = end;
	e->most[panels->var] = panels->step;
	ta_tree_assign(ta_locus(panels->loc), end,
		       fold_build2(MIN_EXPR, ta_index_type(),
				   build2(PLUS_EXPR, ta_index_type(), iv, step),
				   hi),
		       &list);
	emit_first_parts(e, body, &first);
	ta_tree_if(by_panels, first, NULL_TREE, &list);
	ta_emit_node(e, body->child[body->nchildren - 1], &list);
	return ta_tree_bind(end, list);
}

/* The parallel loop over rows, those of "panels" if the variable "by_panels" says
   so, else those of the loop "all". */
static tree rows_loop(ta_emit *e, const ta_node *panels, const ta_node *all,
		      tree by_panels)
{
	location_t loc = ta_locus(panels->loc);
	tree iv = ta_tree_local(e, panels->name ? panels->name : "i",
				ta_index_type());
	tree vars = NULL_TREE, list = NULL_TREE, lo, hi, step, body, t;
	bool split = e->split;

	ta_loop_bounds(e, panels, &lo, &hi, &vars, &list);
	step = ta_tree_kept(e, loc, "step", ta_index_type(),
			    rows_together(panels, by_panels, lo, hi), &vars,
			    &list);
	e->enough = NULL_TREE;
	if (all->work)
		t = build2(TRUTH_ORIF_EXPR, boolean_type_node, by_panels,
			   ta_tree_enough(e, all->work, all->par_limit));
	else
		t = NULL_TREE;
	e->split |= panels->split || panels->scheduled;
	e->region = true;
	body = some_rows(e, panels, by_panels, iv, step, hi);
	e->region = false;
	e->split = split;
	e->enough = t;
	t = ta_omp_loop(OMP_FOR, loc, iv, lo, hi, step, body,
			build_omp_clause(loc, OMP_CLAUSE_NOWAIT));
	append_to_statement_list(ta_parallel_region(e, loc, iv, t, NULL_TREE), &list);
	e->enough = NULL_TREE;
	return ta_tree_bind(vars, list);
}

/* Append to "list" the choice "node", which "cond" decides, and return true, if its
   branches end with one loop over rows, that threads may share. */
bool ta_emit_panels(ta_emit *e, const ta_node *node, tree cond, tree *list)
{
	const ta_node *all = ta_rows_of_panels(e->p, node);
	tree vars = NULL_TREE, body = NULL_TREE, apart = NULL_TREE, by_panels;

	if (!all || e->region || e->serial)
		return false;
	by_panels = ta_tree_variable(e, "panels", boolean_type_node, &vars);
	ta_tree_assign(ta_locus(node->loc), by_panels, cond, &body);
	emit_first_parts(e, node->child[1], &apart);
	ta_tree_if(by_panels, NULL_TREE, apart, &body);
	append_to_statement_list(rows_loop(e, node->child[0], all, by_panels),
				 &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
	return true;
}
