/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arms.c - an element that is written under a condition, and otherwise too.

   Assumes a program with its dependences.  Where both arms of a condition store several
   elements, as scores and where they come from,

	if (c) { H[i][j] = x; dir[i][j] = 1; }
	else   { H[i][j] = y; dir[i][j] = 2; }

   each store is a statement that keeps what was there if its arm is not taken.  Two of
   one element under opposite conditions become one that always writes, in the place of
   the first, or of the second, as where one arm has a loop before its store, if nothing in
   between can tell.  Leaves true that each instance reads and
   writes what it did, but for its order with these. */
#include "plan.h"

/* Return whether "x" is a selection that keeps the element as it is where its condition
   holds, if "yes", or else where it does not: on that side there is nothing else. */
static bool keeps_where(const ta_expr *x, bool yes)
{
	return x->op == TA_OP_SELECT
	       && x->arg[yes ? 1 : 2]->op == TA_OP_KEEP;
}

/* Return whether statements "x" and "y" of "p" write one element under opposite
   conditions, "y" behind "x" in the same iteration. */
static bool are_arms(const ta_program *p, const ta_stmt *x, const ta_stmt *y)
{
	bool yes = keeps_where(x->rhs, true);

	return x != y && !x->write->sure && !y->write->sure
	       && !p->array[x->write->array].is_virtual
	       && x->depth == y->depth && ta_common_loops(x, y) == x->depth
	       && x->order[x->depth] < y->order[x->depth]
	       && ta_access_equal(x->write, y->write)
	       && ta_same_domain(x, y, x->depth)
	       && (yes || keeps_where(x->rhs, false)) && keeps_where(y->rhs, !yes)
	       && ta_expr_equal(x->rhs->arg[0], y->rhs->arg[0]);
}

/* Return whether statement "from" of "p" can be in the place of "to", before or behind it in
   the same iteration: no statement from there on, or up to there, writes what it reads or
   touches what it writes, but "to", which may write it. */
static bool may_move(const ta_program *p, int from, int to)
{
	const ta_stmt *at = p->stmt[to];
	int i, depth = at->depth;
	bool back = at->order[depth] < p->stmt[from]->order[depth];

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		int other = back ? d->src : d->dst;
		const ta_stmt *s = p->stmt[other];

		if ((back ? d->dst : d->src) == from
		    && ta_common_loops(s, at) == depth
		    && (back ? s->order[depth] >= at->order[depth]
			     : s->order[depth] <= at->order[depth])
		    && d->levels >> depth & 1
		    && !(other == to && d->kind == TA_DEP_OUTPUT))
			return false;
	}
	return true;
}

/* Let statement "x" do what "y" does besides. */
static void join(ta_program *p, ta_stmt *x, const ta_stmt *y)
{
	int arm = keeps_where(x->rhs, true) ? 1 : 2;
	ta_expr *both = (ta_expr *)ta_memdup(p->arena, x->rhs, sizeof(*both));

	both->arg = (ta_expr **)ta_memdup(p->arena, x->rhs->arg,
					  3 * sizeof(*both->arg));
	both->arg[arm] = y->rhs->arg[arm];
	x->rhs = both;
	x->write->sure = !ta_expr_keeps(both);
}

/* Join what the arms of conditions of "p" write; return whether there was such.  The
   dependences are those of the statements as they were. */
bool ta_join_arms(ta_program *p)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts + 1);
	int x, y;

	for (x = 0; x < p->nstmts; x++)
		for (y = 0; y < p->nstmts; y++) {
			if (drop[x] || drop[y]
			    || !are_arms(p, p->stmt[x], p->stmt[y]))
				continue;
			if (may_move(p, y, x)) {
				join(p, p->stmt[x], p->stmt[y]);
				drop[y] = true;
			} else if (may_move(p, x, y)) {
				join(p, p->stmt[y], p->stmt[x]);
				drop[x] = true;
			}
		}
	return ta_program_drop(p, drop);
}
