/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chains.c - rows that each wait for themselves run side by side.

   Assumes a plan.  In a loop whose iterations are independent, but of which each is
   a loop that must run in order, an iteration of that begins when the one before has
   ended: a division, say, of which another could have begun every few cycles.

	for i, parallel:
	  p[i][0] = 0;
	  for j: p[i][j] = a / (b - p[i][j-1]);

   Of each few rows the loops in order run as one, so that one row goes on while
   others wait, and lines of memory that rows share are used while they are there:

	for i by 4, parallel:
	  p[i][0] = 0;  p[i+1][0] = 0;  ...
	  for j: { p[i][j] = a / (b - p[i][j-1]);  p[i+1][j] = ... }

   (Unroll and jam, after Callahan, Cocke and Kennedy, "Estimating interlock and
   improving balance for pipelined architectures", 1988.)  Marks such loops, and
   leaves the plan as it is: each instance runs as often, and in a row in the same
   order. */
#include "plan.h"

/* The loop over rows "rows", of which "stmts" instances and "chains" loops that run
   in order have been seen. */
struct chains {
	const struct ta_planner *pl;
	const ta_node *rows;
	int stmts, chains;
};

/* Return whether the loop "node" in that over rows runs in order, over the same range
   in each row. */
static bool is_chain(const struct chains *c, const ta_node *node)
{
	return !node->simd && !node->parallel && !node->columns && !node->holds
	       && !node->transposes && !node->scheduled && !node->split
	       && !node->nreductions && !node->nbypass && node->step == 1
	       && !ta_loop_uses(node, c->rows->var);
}

/* Return whether all locals of the loop "node" are variables. */
static bool has_variables(const struct chains *c, const ta_node *node)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		if (c->pl->p->array[node->local[i]].is_scratch)
			return false;
	return true;
}

/* Return whether statement "s" is one that rows can run side by side: it always
   writes, and calls nothing. */
static bool is_plain(const struct chains *c, const ta_stmt *s)
{
	return s->write->sure && !ta_expr_calls(s->rhs)
	       && !ta_stmt_branches(c->pl->p, s);
}

/* Return whether "node", in a loop in order if "inner", is made of loops in order and
   plain statements; count them. */
static bool look(struct chains *c, const ta_node *node, bool inner)
{
	int i;

	if (node->kind == TA_NODE_STMT) {
		c->stmts++;
		return is_plain(c, c->pl->p->stmt[node->stmt]);
	}
	if (node->kind == TA_NODE_LOOP) {
		c->chains++;
		if (inner || !is_chain(c, node) || !has_variables(c, node))
			return false;
		inner = true;
	} else if (node->kind != TA_NODE_SEQ) {
		return false;
	}
	for (i = 0; i < node->nchildren; i++)
		if (!look(c, node->child[i], inner))
			return false;
	return true;
}

/* Let the loops in "node" run rows side by side where that pays. */
static void mark(struct ta_planner *pl, ta_node *node)
{
	struct chains c = { .pl = pl, .rows = node };
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP && node->parallel && !node->simd
	    && node->step == 1 && !node->nreductions && node->collapse <= 1
	    && !node->transposes && !node->split && has_variables(&c, node)
	    && look(&c, node->child[0], false) && c.chains) {
		node->abreast = ta_cost_abreast(c.stmts);
		return;
	}
	for (i = 0; i < node->nchildren; i++)
		mark(pl, node->child[i]);
}

/* Mark in the plan of "pl" where rows run side by side. */
void ta_chains(struct ta_planner *pl)
{
	if (!pl->opt->identity && !pl->opt->terse)
		mark(pl, pl->p->plan);
}
