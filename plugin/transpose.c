/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transpose.c - copies of a matrix that is turned.

   Assumes a plan.  Two loops that do no more than

	for j:	for i:	B[j][i] = A[i][j]

   take A or B element by element, a line of the cache for each.  Where they may run
   in any order, they are marked as what they are: squares of vectors can be turned
   in registers, so that whole vectors are read and written, and whole lines at a
   time; where B is too large for the cache, past it (bypass.c).  Leaves the loops
   as they are for whoever cannot do that. */
#include "plan.h"

/* Return whether elements with offset "x" that are next to each other for iterator
   "d" are in other lines of the cache. */
static bool is_far(ta_arena *a, const ta_idx *x, int d)
{
	const ta_idx *step = ta_idx_uses(x, d) ? ta_idx_coef(a, x, d) : NULL;
	int64_t k;

	return step && (!ta_idx_is_const(step, &k) || k >= 16 || k <= -16);
}

/* Return whether "s" copies elements of 4, 8 or 16 bytes that are side by side
   with its iterator "x" where they are written, and with "y" where they are
   read, and otherwise far apart. */
bool ta_is_turned_copy(const ta_program *p, const ta_stmt *s, int x, int y)
{
	const ta_array *to = &p->array[s->write->array], *of;
	int size = ta_type_size(to->elem);
	const ta_idx *from;

	if (s->rhs->op != TA_OP_READ || !s->write->sure || !s->write->offset
	    || to->is_virtual || (size != 4 && size != 8 && size != 16))
		return false;
	of = &p->array[s->rhs->u.access->array];
	from = s->rhs->u.access->offset;
	return from && !of->is_virtual && of->elem == to->elem
	       && ta_factor(p->arena, s->write->offset, x) == 1
	       && ta_factor(p->arena, from, y) == 1
	       && is_far(p->arena, s->write->offset, y)
	       && is_far(p->arena, from, x);
}

/* Return whether the loop "node" is a plain one around one thing, of more
   iterations than a vector has elements, as far as is known. */
bool ta_is_copy_loop(ta_arena *a, const ta_node *node)
{
	int64_t k;
	int i, j;

	if (node->kind != TA_NODE_LOOP || node->step != 1 || node->parallel
	    || node->scheduled || node->nreductions || node->nlocals
	    || node->nchildren != 1)
		return false;
	for (i = 0; i < node->nupper; i++)
		for (j = 0; j < node->nlower; j++)
			if (ta_idx_is_const(ta_idx_sub(a, node->upper[i].num,
						       node->lower[j].num), &k)
			    && k < 16)
				return false;
	return true;
}

/* Return whether of the "n" bounds "bound" one at most uses plan variable "var", and
   not as the only one. */
static bool may_hold(const ta_bound *bound, int n, int var)
{
	int i, uses = 0;

	for (i = 0; i < n; i++)
		uses += ta_idx_uses(bound[i].num, var);
	return !uses || (uses == 1 && n > 1);
}

/* Return whether the loop "inner" is as long in each iteration of the loop around
   it, whose variable is "var", or may be in some tiles of both. */
static bool is_box(const ta_node *inner, int var)
{
	return may_hold(inner->lower, inner->nlower, var)
	       && may_hold(inner->upper, inner->nupper, var);
}

/* Return the instance of a statement that the loop "node" and the one in it copy
   a matrix turned by, or NULL.  Where the bounds of the one inside are the same in
   the first and in the last iteration of "node", they are in all. */
const ta_node *ta_turned_copy(const ta_program *p, const ta_node *node)
{
	const ta_node *inner, *at;
	const ta_stmt *s;
	int x, y;

	if (!ta_is_copy_loop(p->arena, node))
		return NULL;
	inner = node->child[0];
	if (!ta_is_copy_loop(p->arena, inner) || !is_box(inner, node->var))
		return NULL;
	at = inner->child[0];
	if (at->kind != TA_NODE_STMT || at->ncovers)
		return NULL;
	s = p->stmt[at->stmt];
	x = ta_iter_of_var(p, at, node->var);
	y = ta_iter_of_var(p, at, inner->var);
	return x >= 0 && y >= 0 && (ta_is_turned_copy(p, s, x, y)
				    || ta_is_turned_copy(p, s, y, x))
		       ? at : NULL;
}

/* Return whether the iterations of the loop "node" and of the one in it may run in
   any order; "step1": the variables around that count by 1. */
static bool is_free(const ta_program *p, const ta_node *node, uint64_t step1)
{
	return !ta_tying_dep(p, node, step1)
	       && !ta_tying_dep(p, node->child[0],
				step1 | (uint64_t)1 << node->var);
}

/* Mark in "node", a part of the unit "unit" of loops (NULL: none is around yet),
   what copies a matrix turned; "step1": the variables around that count by 1. */
static void look(struct ta_planner *pl, const ta_node *unit, ta_node *node,
		 uint64_t step1)
{
	const ta_node *at;
	int i;

	if (!node || node->scheduled || node->split)
		return;
	unit = !unit && node->kind == TA_NODE_LOOP ? node : unit;
	at = node->transposes ? NULL : ta_turned_copy(pl->p, node);
	if (at && pl->p->stmt[at->stmt]->planned)
		at = NULL;
	if (at && !is_free(pl->p, node, step1))
		return;
	if (node->kind == TA_NODE_LOOP && node->step == 1)
		step1 |= (uint64_t)1 << node->var;
	for (i = 0; !at && i < node->nchildren; i++)
		look(pl, unit, node->child[i], step1);
	if (!at)
		return;
	node->transposes = true;
	node->volume_limit = ta_cost_bypass(pl->opt->eager);
	if (pl->opt->nontemporal)
		node->volume = ta_large_volume(pl, unit, at->stmt);
}

/* Mark in the plan of "pl" what copies a matrix turned. */
void ta_transpose(struct ta_planner *pl)
{
	if (pl->p->plan && ta_may_turn(pl->opt))
		look(pl, NULL, pl->p->plan, 0);
}
