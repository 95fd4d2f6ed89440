/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-scatter.cc - the one iteration of a loop that data ask for.

   Assumes a loop that is "only" in the plan, around one instance of a scatter.  From
   it, where the conditions around the test hold:

	{ long k;
	  if (...) { k = (long) p[i]; h[k] = h[k] + 1; } }

   Leaves true that the place is found where those conditions hold, and not before. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Append to "list" the value "x" of the statement at work, under its conditions; in
   "test" the place asked for is that of "k". */
static void emit_found(ta_emit *e, const ta_expr *x, const ta_expr *test,
		       tree k, tree *list)
{
	tree arm[2] = { NULL_TREE, NULL_TREE }, t;

	if (x == test) {
		t = ta_tree_expr(e, test->arg[0]->arg[1]);
		ta_tree_assign(ta_locus(x->loc), k,
			       fold_convert(TREE_TYPE(k), t), list);
		ta_emit_unless_kept(e, test->arg[1], list);
		return;
	}
	for (int i = 0; i < 2; i++)
		if (x->arg[i + 1]->op != TA_OP_KEEP)
			emit_found(e, x->arg[i + 1], test, k, &arm[i]);
	t = build3_loc(ta_locus(x->loc), COND_EXPR, void_type_node,
		       ta_tree_expr(e, x->arg[0]), arm[0], arm[1]);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}

/* Append to "list" the iteration of the loop "node" that the test of what is in it asks
   for, if any. */
void ta_emit_only(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *in = node->child[0];
	const ta_stmt *s = e->p->stmt[in->stmt];
	tree k = ta_tree_local(e, node->name ? node->name : "place",
			       ta_index_type());
	uint64_t nonneg = e->nonneg;
	tree body = NULL_TREE;

	e->stmt = in->stmt;
	e->iter = in->iter;
	e->var[node->var] = k;
	e->nonneg |= (uint64_t)1 << node->var;
	emit_found(e, s->rhs, ta_scatter_test(e->p, s), k, &body);
	e->nonneg = nonneg;
	append_to_statement_list(ta_tree_bind(k, body), list);
}
