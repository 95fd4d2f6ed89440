/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lookup.c - where elements at places that data say lie along a loop.

   Assumes a program whose expressions have lookups, each of a place in a table that no
   statement writes.  Says which of them run through their table as the loop goes, as
   table[row[i] + j] does along j, and which jump. */
#include "plan.h"

/* Return whether the number "e" is linear in iterator "d", as far as it says. */
bool ta_expr_linear(const ta_expr *e, int d)
{
	if (!ta_expr_varies(e, d) || e->op == TA_OP_ITER)
		return true;
	if (e->op == TA_OP_ADD || e->op == TA_OP_SUB)
		return ta_expr_linear(e->arg[0], d)
		       && ta_expr_linear(e->arg[1], d);
	return e->op == TA_OP_MUL
	       && ((!ta_expr_varies(e->arg[0], d)
		    && ta_expr_linear(e->arg[1], d))
		   || (!ta_expr_varies(e->arg[1], d)
		       && ta_expr_linear(e->arg[0], d)));
}

/* Return how many elements of "e" are looked up at places that are not linear in
   iterator "d": vectors of these are put together one by one. */
int ta_lookup_jumps(const ta_expr *e, int d)
{
	int i, n = e->op == TA_OP_LOOKUP && !ta_expr_linear(e->arg[1], d);

	for (i = 0; i < e->nargs; i++)
		n += ta_lookup_jumps(e->arg[i], d);
	return n;
}

/* Return whether vectors along iterator "d" pay for "s", of which some elements are put
   together one by one.  They do for what is written side by side; where they are added
   up, there has to be more to do with each than a product. */
bool ta_gathers_pay(const ta_stmt *s, int d)
{
	enum { LEAST_WORK = 14 };

	return ta_access_uses(s->write, d)
	       || ta_stmt_cost(s) >= LEAST_WORK * ta_lookup_jumps(s->rhs, d);
}

/* Return whether some deepest statement of nest "n" of "p" puts elements together one by
   one along its innermost loop, or changes them at places that data say. */
static bool gathers(const ta_program *p, int n)
{
	int i, depth = 0;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == n && p->stmt[i]->depth > depth)
			depth = p->stmt[i]->depth;
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == n && p->stmt[i]->depth == depth && depth
		    && (p->stmt[i]->scatter
			|| ta_lookup_jumps(p->stmt[i]->rhs, depth - 1)))
			return true;
	return !depth;
}

/* Return whether each nest of "p" puts elements together one by one, or changes them so,
   and calls nothing:
   the compiler makes the same of the loops as they were written. */
bool ta_only_gathers(const ta_program *p)
{
	int i;

	if ((!ta_program_has_op(p, TA_OP_LOOKUP) && !ta_has_scatter(p))
	    || ta_program_has_op(p, TA_OP_CALL))
		return false;
	for (i = 0; i < p->nnests; i++)
		if (!gathers(p, i))
			return false;
	return true;
}
