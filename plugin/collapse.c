/* SPDX-License-Identifier: GPL-3.0-or-later */
/* collapse.c - loops that threads share together.

   Assumes a plan.  Of

	for s (parallel):  for k:  for i: ...

   the iterations of the outer loop are shared out among threads.  Where there is
   one image, or there are three channels, most threads would have nothing to do:
   if the iterations of the loop inside are as independent, and as many every time,
   they can be shared out as well, in parts, and so on inwards; but for a row of a few
   vectors, whose parts would take longer to find than to make.  Leaves the loops
   as they are, and each parallel one with how many go together. */
#include "plan.h"

enum { TOGETHER = 3, FEW = 64 };

/* Return whether a bound of the loop "node" is about the variables of the "n"
   loops "around". */
static bool bounds_use(const ta_node *node, const ta_node *const *around, int n)
{
	int k;

	for (k = 0; k < n; k++)
		if (ta_loop_uses(node, around[k]->var)
		    || (around[k]->step > 1
			&& ta_loop_uses(node, around[k]->var + 1)))
			return true;
	return false;
}

/* Return whether all that "node" does is statements of the source, each alone, of
   which the dependences tell what they are tied to. */
static bool is_source(const ta_program *p, const ta_node *node)
{
	int i;

	if (node->kind == TA_NODE_CALL
	    || (node->kind == TA_NODE_STMT
		&& (node->ncovers || p->stmt[node->stmt]->planned)))
		return false;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && !is_source(p, node->child[i]))
			return false;
	return true;
}

/* Return the loop that is all there is in the last of the "n" loops "around", the
   first of which is parallel, if it can be one of them, or NULL. */
const ta_node *ta_joins(const ta_program *p, const ta_node *const *around,
			int n)
{
	const ta_node *last = around[n - 1], *node = last->child[0];

	return node && node->kind == TA_NODE_LOOP && !last->nreductions
			       && !last->nlocals && !last->split
			       && !node->split && !node->scheduled
			       && !node->nreductions && !node->parallel
			       && !node->transposes && !node->only
			       && is_source(p, node) && !bounds_use(node, around, n)
		       ? node : NULL;
}

/* Return whether the loop "node" is known to be a row of a few vectors. */
static bool is_few(const struct ta_planner *pl, const ta_node *node)
{
	int64_t n = ta_loop_length(pl->a, node);

	return node->simd && n && n < FEW;
}

/* Set how many loops go with "node", which is parallel; "step1": the variables
   around that count by 1. */
static void join(struct ta_planner *pl, ta_node *node, uint64_t step1)
{
	const ta_node *around[TOGETHER] = { node };
	int n;

	for (n = 1; n < TOGETHER; n++) {
		const ta_node *last = around[n - 1];

		if (last->step == 1)
			step1 |= (uint64_t)1 << last->var;
		around[n] = ta_joins(pl->p, around, n);
		if (!around[n] || is_few(pl, around[n])
		    || ta_tying_dep(pl->p, around[n], step1))
			break;
	}
	node->collapse = n > 1 ? n : 0;
}

/* Look for parallel loops in "node". */
static void look(struct ta_planner *pl, ta_node *node, uint64_t step1)
{
	int i;

	if (!node || node->scheduled || node->split)
		return;
	if (node->kind == TA_NODE_LOOP && node->parallel) {
		join(pl, node, step1);
		return;
	}
	if (node->kind == TA_NODE_LOOP && node->step == 1)
		step1 |= (uint64_t)1 << node->var;
	for (i = 0; i < node->nchildren; i++)
		look(pl, node->child[i], step1);
}

/* Let the threads that share the parallel loops of the plan of "pl" share others
   with them. */
void ta_collapse(struct ta_planner *pl)
{
	if (!pl->opt->identity)
		look(pl, pl->p->plan, 0);
}
