/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.c - a sum over a window that was written out, as one expression.

   Assumes a program after short loops were written out (unroll.c), in the order of
   its statements.  Of

	s = 0
	s = s + (x > 0 ? in[x - 1] : in[0])
	s = s + in[x]
	s = s + (x < w - 1 ? in[x + 1] : in[w - 1])

   each of the sums would be cut at borders on its own, and none is, as each needs
   the one before.  One expression of all is cut as a whole:

	s = ((0 + (x > 0 ? ...)) + in[x]) + (x < w - 1 ? ...)

   Only what stands side by side for the same element and in the same domain is
   joined, so that nothing comes in another order; and only where it can be cut then.
   Dependences have to be found anew when something changed. */
#include "plan.h"

/* No expression is made longer than this. */
enum { MOST_NODES = 1200 };

/* Return how often "e" reads what "s" writes. */
static int count_old(const ta_stmt *s, const ta_expr *e)
{
	int i, n = 0;

	if (ta_is_old(s, e))
		return 1;
	for (i = 0; i < e->nargs; i++)
		n += count_old(s, e->arg[i]);
	return n;
}

/* Return whether "s" and "t" are executed for the same iterations, one after the
   other. */
bool ta_side_by_side(const ta_stmt *s, const ta_stmt *t)
{
	int i;

	if (s->depth != t->depth || ta_common_loops(s, t) < s->depth
	    || s->ncons != t->ncons)
		return false;
	for (i = 0; i < s->ncons; i++)
		if (!ta_idx_equal(s->cons[i], t->cons[i]))
			return false;
	return true;
}

/* Return whether "t", behind "s" in its body, changes once what "s" has written, and
   nothing of it may be kept. */
static bool continues(const ta_stmt *s, const ta_stmt *t)
{
	return ta_side_by_side(s, t) && ta_access_equal(s->write, t->write)
	       && count_old(t, t->rhs) == 1
	       && !ta_expr_has_op(s->rhs, TA_OP_KEEP)
	       && !ta_expr_has_op(t->rhs, TA_OP_KEEP)
	       && ta_expr_size(s->rhs) + ta_expr_size(t->rhs) <= MOST_NODES;
}

/* Return "e" of statement "t" with "by" in place of what "t" has written before. */
static ta_expr *with_old(const ta_program *p, const ta_stmt *t,
			 const ta_expr *e, const ta_expr *by)
{
	ta_expr *x;
	int i;

	if (ta_is_old(t, e))
		return ta_expr_subst(p->arena, by, 0, NULL);
	if (!count_old(t, e))
		return ta_expr_subst(p->arena, e, 0, NULL);
	x = (ta_expr *)ta_memdup(p->arena, e, sizeof(*e));
	x->arg = TA_NEWV(p->arena, ta_expr *, e->nargs);
	for (i = 0; i < e->nargs; i++)
		x->arg[i] = with_old(p, t, e->arg[i], by);
	return x;
}

/* Join to statement "at" of "p" those behind it that continue it. */
static void join_to(ta_program *p, int at)
{
	ta_stmt *s = p->stmt[at];
	int i, n = 0;

	while (at + n + 1 < p->nstmts && continues(s, p->stmt[at + n + 1])) {
		ta_stmt *t = p->stmt[at + n + 1];

		s->rhs = with_old(p, t, t->rhs, s->rhs);
		s->reduce = TA_OP_NONE;
		s->rest = NULL;
		n++;
	}
	for (i = at + 1; n && i + n < p->nstmts; i++)
		p->stmt[i] = p->stmt[i + n];
	p->nstmts -= n;
}

/* Make sums of "p" that are written out one expression where it can be cut at borders
   then; return whether there was one. */
bool ta_join_windows(ta_program *p)
{
	bool changed = false;
	int i;

	ta_sort_stmts(p);
	for (i = 0; i < p->nstmts; i++) {
		ta_program *before;

		if (i + 1 == p->nstmts || !continues(p->stmt[i], p->stmt[i + 1]))
			continue;
		before = ta_program_snapshot(p);
		join_to(p, i);
		if (ta_has_border(p, p->stmt[i]))
			changed = true;
		else
			*p = *before;
	}
	return changed;
}
