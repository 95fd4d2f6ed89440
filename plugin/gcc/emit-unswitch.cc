/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-unswitch.cc - loops that ask first whether they do anything.

   Assumes a loop of which unswitch.c has found that all in it does nothing where a
   condition does not hold, which the loop leaves as it is.  It becomes

	if (lo < hi && condition)
		for (...)

   in which the condition is known: the statements in it choose nothing by it.  What the
   condition reads an iteration would read, so that there has to be one. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Whether the loop "node", and those in it around the instance "at" as far as they say
   whether that runs, have an iteration; what that takes is appended to "list", in
   variables chained to "vars". */
static tree has_iterations(ta_emit *e, const ta_node *node, const ta_node *at,
			   tree *vars, tree *list)
{
	const ta_node *around[TA_MAX_DEPTH];
	int n = ta_loops_to(node, at, around);
	tree lo, hi, t;

	ta_loop_bounds(e, node, &lo, &hi, vars, list);
	t = build2(LT_EXPR, boolean_type_node, lo, hi);
	for (int i = 0; i < n; i++) {
		ta_loop_bounds(e, around[i], &lo, &hi, vars, list);
		t = build2(TRUTH_ANDIF_EXPR, boolean_type_node, t,
			   build2(LT_EXPR, boolean_type_node, lo, hi));
	}
	return t;
}

/* Append the loop "node" to "list", run where the conditions that it asks hold. */
void ta_emit_asking(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *at = ta_plan_instance(node->child[0], node->asked);
	tree vars = NULL_TREE, body = NULL_TREE, loop = NULL_TREE, t, c;
	ta_asked cond[TA_MAX_ASKED];
	int by, n = ta_loop_asks(e->p, node, cond, &by), had = e->nasked;

	t = has_iterations(e, node, at, &vars, &body);
	for (int i = 0; i < n; i++) {
		e->stmt = at->stmt;
		e->iter = at->iter;
		c = fold_convert(boolean_type_node,
				 ta_tree_expr(e, cond[i].of));
		if (!cond[i].value)
			c = invert_truthvalue(c);
		t = build2(TRUTH_ANDIF_EXPR, boolean_type_node, t, c);
	}
	for (int i = 0; i < n; i++)
		TA_PUSH(e->p->arena, e->asked, e->nasked, cond[i]);
	ta_emit_loop(e, node, &loop);
	e->nasked = had;
	t = build3(COND_EXPR, void_type_node, t, loop, NULL_TREE);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Whether the condition "x" of the statement being emitted holds, if a loop around has
   asked that, else NULL. */
tree ta_tree_asked(const ta_emit *e, const ta_expr *x)
{
	const ta_expr *cond;

	if (!e->nasked || x->type != TA_BOOL || e->stmt < 0)
		return NULL_TREE;
	cond = ta_expr_subst(e->p->arena, x, e->p->stmt[e->stmt]->depth,
			     e->iter);
	for (int i = 0; i < e->nasked; i++)
		if (ta_expr_equal(e->asked[i].cond, cond))
			return e->asked[i].value ? boolean_true_node
						 : boolean_false_node;
	return NULL_TREE;
}
