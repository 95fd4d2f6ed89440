/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alike.c - whether two parts of a plan do the same.

   Assumes parts of one plan whose variables are those of the loops around them.
   Leaves true that what is called alike may be emitted once for both: whatever
   is not known to mean the same is not. */
#include "plan.h"

#include <string.h>

/* Return whether "y" is "x" where every plan variable of "x" is "shift" more, or
   both are NULL. */
static bool same_idx(const ta_idx *x, const ta_idx *y, int shift)
{
	int i, j;

	if (!x || !y)
		return x == y;
	if (x->nterms != y->nterms)
		return false;
	for (i = 0; i < x->nterms; i++) {
		const ta_term *t = &x->term[i], *u = &y->term[i];

		if (t->coef != u->coef || t->nvars != u->nvars)
			return false;
		for (j = 0; j < t->nvars; j++)
			if (t->var[j] + (t->var[j] < TA_PARAM0 ? shift : 0)
			    != u->var[j])
				return false;
	}
	return true;
}

/* Return whether the "n" bounds "x" and "y" are the same. */
static bool same_bounds(int n, const ta_bound *x, const ta_bound *y, int shift)
{
	int i;

	for (i = 0; i < n; i++)
		if (x[i].den != y[i].den
		    || !same_idx(x[i].num, y[i].num, shift))
			return false;
	return true;
}

/* Return whether the "n" numbers of "x" and "y" are the same. */
static bool same_ints(int n, const int *x, const int *y)
{
	return !n || !memcmp(x, y, n * sizeof(*x));
}

/* Return whether the loops "x" and "y" reduce the same. */
static bool same_reductions(const ta_node *x, const ta_node *y)
{
	int i;

	if (x->nreductions != y->nreductions)
		return false;
	for (i = 0; i < x->nreductions; i++)
		if (x->reduction[i].stmt != y->reduction[i].stmt
		    || x->reduction[i].op != y->reduction[i].op)
			return false;
	return true;
}

/* Return whether the loops "x" and "y" run their iterations in the same manner,
   on how many threads aside. */
bool ta_runs_alike(const ta_node *x, const ta_node *y)
{
	return x->step == y->step && x->simd == y->simd
	       && x->columns == y->columns && x->holds == y->holds
	       && x->full == y->full
	       && x->abreast == y->abreast && x->wave == y->wave
	       && x->streams == y->streams && x->least == y->least
	       && x->transposes == y->transposes && x->split == y->split
	       && x->overlaps == y->overlaps && x->pads == y->pads
	       && x->scheduled == y->scheduled && x->nlocals == y->nlocals
	       && same_ints(x->nlocals, x->local, y->local)
	       && x->asks == y->asks && x->asked == y->asked
	       && x->ninverts == y->ninverts
	       && same_ints(x->ninverts, x->inverts, y->inverts)
	       && same_reductions(x, y);
}

/* Return whether the loops "x" and "y" run the same iterations in the same
   manner, whatever is in them. */
static bool same_loop(const ta_node *x, const ta_node *y, int shift)
{
	return x->var + shift == y->var && !x->parallel && !y->parallel
	       && x->only == y->only
	       && x->nlower == y->nlower
	       && x->nupper == y->nupper
	       && same_bounds(x->nlower, x->lower, y->lower, shift)
	       && same_bounds(x->nupper, x->upper, y->upper, shift)
	       && ta_runs_alike(x, y) && x->nbypass == y->nbypass
	       && same_ints(x->nbypass, x->bypass, y->bypass)
	       && x->block == y->block && x->row == y->row
	       && x->fetches == y->fetches && x->ahead == y->ahead
	       && x->near == y->near
	       && same_idx(x->volume, y->volume, shift)
	       && x->volume_limit == y->volume_limit;
}

/* Return whether the statements "x" and "y" run the same instance. */
static bool same_stmt(const ta_program *p, const ta_node *x, const ta_node *y,
		      int shift)
{
	int d;

	if (x->stmt != y->stmt || x->ncovers != y->ncovers
	    || !same_ints(x->ncovers, x->cover, y->cover))
		return false;
	for (d = 0; d < p->stmt[x->stmt]->depth; d++)
		if (!same_idx(x->iter[d], y->iter[d], shift))
			return false;
	return true;
}

/* Return whether the choices "x" and "y" ask the same, of sizes alone. */
static bool same_conds(const ta_node *x, const ta_node *y, int shift)
{
	int i;

	if (x->nconds != y->nconds)
		return false;
	for (i = 0; i < x->nconds; i++) {
		const ta_guard *g = x->cond[i], *h = y->cond[i];

		if (g->kind != TA_GUARD_GE0 || h->kind != TA_GUARD_GE0
		    || !same_idx(g->idx, h->idx, shift))
			return false;
	}
	return true;
}

/* Return whether "y" does in program "p" what "x" does where every plan variable
   of "x" is "shift" more; of calls that is not said. */
bool ta_nodes_alike(const ta_program *p, const ta_node *x, const ta_node *y,
		    int shift)
{
	int i;

	if (!x || !y)
		return x == y;
	if (x->kind != y->kind || x->nchildren != y->nchildren)
		return false;
	switch (x->kind) {
	case TA_NODE_SEQ:
		break;
	case TA_NODE_LOOP:
		if (!same_loop(x, y, shift))
			return false;
		break;
	case TA_NODE_STMT:
		if (!same_stmt(p, x, y, shift))
			return false;
		break;
	case TA_NODE_IF:
		if (!same_conds(x, y, shift))
			return false;
		break;
	case TA_NODE_CALL:
	case TA_NODE_EXIT:
		return false;
	}
	for (i = 0; i < x->nchildren; i++)
		if (!ta_nodes_alike(p, x->child[i], y->child[i], shift))
			return false;
	return true;
}
