/* SPDX-License-Identifier: GPL-3.0-or-later */
/* share.c - what takes long and statements side by side need is computed once.

   Assumes a program as extracted, of which it is known what is read in every iteration.
   Bodies attract each other

	for i: for j:
		if (j == i)
			continue;
		d = distance of i and j
		ax[i] += m[j] / (d * d * d) * (x[j] - x[i])
		ay[i] += m[j] / (d * d * d) * (y[j] - y[i])

   by something that C computes once, in a scalar, but under the condition; so that each
   sum has its own copy of it, and might go into a loop of its own, where it takes as long
   as in one of both.  It is a scalar of each iteration again, on the diagonal, too, where
   nobody looks at it, and keeps the sums together.

   Leaves true that nothing is read that was not; where floating-point exceptions count, all
   is as it was. */
#include "plan.h"

/* Return whether "e" is in "in". */
static bool occurs(const ta_expr *e, const ta_expr *in)
{
	int i;

	if (ta_expr_equal(e, in))
		return true;
	for (i = 0; i < in->nargs; i++)
		if (occurs(e, in->arg[i]))
			return true;
	return false;
}

/* Return "in", a copy, with reads of the scalar "v" of "p" in the place of "e". */
static ta_expr *replaced(ta_program *p, ta_expr *in, const ta_expr *e, int v)
{
	int i;

	if (ta_expr_equal(e, in))
		return ta_expr_read(p, ta_access_virtual(p, v, e->loc));
	for (i = 0; i < in->nargs; i++)
		in->arg[i] = replaced(p, in->arg[i], e, v);
	return in;
}

/* Return whether a statement of "p" from "s" on, in an iteration of all its loops, writes
   something that "e" reads. */
static bool changes(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (ta_common_loops(s, t) >= s->depth
		    && t->order[s->depth] >= s->order[s->depth]
		    && ta_expr_touches(e, t->write->array))
			return true;
	}
	return false;
}

/* Return the first of the statements of "p" that run together with "s" and compute "e", and
   set "n" to how many do. */
static ta_stmt *first_of(const ta_program *p, ta_stmt *s, const ta_expr *e, int *n)
{
	ta_stmt *first = s;
	int i;

	*n = 0;
	for (i = 0; i < p->nstmts && s->depth; i++) {
		ta_stmt *t = p->stmt[i];

		if (!ta_side_by_side(s, t) || !occurs(e, t->rhs))
			continue;
		++*n;
		if (t->order[s->depth] < first->order[s->depth])
			first = t;
	}
	return first;
}

/* Let the statements of "p" that run together with "s" and compute "e", as that does, read
   a scalar instead, which is set in front of the first of them; return whether there is
   another one. */
static bool share(ta_program *p, ta_stmt *s, const ta_expr *e)
{
	ta_arena *a = p->arena;
	const ta_idx **extent = TA_NEWV(a, const ta_idx *, s->depth), *lo, *hi;
	int i, d, v, n;

	s = first_of(p, s, e, &n);
	if (n < 2 || changes(p, s, e))
		return false;
	for (d = 0; d < s->depth; d++)
		if (ta_range(p, s, 0, ta_idx_var(a, d), &lo, &hi))
			extent[d] = ta_idx_addk(a, hi, 1);
	v = ta_program_virtual(p, ta_sprintf(a, "shared_%d", p->narrays), e->type,
			       s->depth, extent, e->loc);
	e = ta_expr_subst(a, e, 0, NULL);
	for (i = 0; i < p->nstmts; i++)
		if (ta_side_by_side(s, p->stmt[i]))
			p->stmt[i]->rhs = replaced(
				p, ta_expr_subst(a, p->stmt[i]->rhs, 0, NULL),
				e, v);
	ta_make_place_before(p, s, s->depth, 1);
	ta_add_before(p, s, ta_access_virtual(p, v, e->loc), 1,
		      (ta_expr *)e);
	return true;
}

/* Share what takes long in "e", part of statement "s" of "p"; return whether something
   did. */
static bool share_parts(ta_program *p, ta_stmt *s, const ta_expr *e)
{
	int i;

	if (ta_takes_long(e) && ta_expr_is_sure(e) && share(p, s, e))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (share_parts(p, s, e->arg[i]))
			return true;
	return false;
}

/* Compute once in "p" what several statements of one loop compute that takes long, where
   the first of them makes a choice. */
void ta_share(ta_program *p)
{
	bool any = false;
	int i, n = p->nstmts;

	for (i = 0; i < n && !p->traps; i++)
		while (p->stmt[i]->rhs->op == TA_OP_SELECT
		       && share_parts(p, p->stmt[i], p->stmt[i]->rhs))
			any = true;
	if (any)
		ta_sort_stmts(p);
}
