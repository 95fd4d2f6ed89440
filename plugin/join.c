/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join.c - statements that do the same side by side are one.

   Assumes a program with subscripts.  Of

	for i: for i0 <= j < i: for k < i0: a[i][j] -= a[i][k] * a[k][j]
	for i: for i <= j < n:  for k < i0: a[i][j] -= a[i][k] * a[k][j]

   both together are a box, where each alone is none; and a statement that has
   one loop less, as that of the diagonal (j = i), is the side of a triangle.
   The second takes the place of the first where everything that it has an
   element in common with stays before it, or after it.  Leaves true that each
   instance is computed once, by a statement that says the same. */
#include "plan.h"

/* Two statements of "p" that may become one: iterator d of "y" is to[d] of "x",
   whose iterator "gone" (-1: none) is its iterator "is" there. */
struct join {
	ta_program *p;
	const ta_stmt *x, *y;
	int gone, is;
	unsigned used;
	const ta_idx *to[TA_MAX_DEPTH];
};

/* Return whether the accesses of "j" by statement y are those of x, where the
   iterator that is gone is the other. */
static bool same_effect(const struct join *j)
{
	ta_arena *a = j->p->arena;
	const ta_idx *on[TA_MAX_DEPTH] = { NULL };

	if (j->gone >= 0)
		on[j->gone] = ta_idx_var(a, j->is);
	return ta_access_equal(ta_access_subst(a, j->y->write, j->y->depth,
					       j->to),
			       ta_access_subst(a, j->x->write, j->x->depth, on))
	       && ta_expr_equal(ta_expr_subst(a, j->y->rhs, j->y->depth, j->to),
				ta_expr_subst(a, j->x->rhs, j->x->depth, on));
}

/* Set j->to[d] and what follows, those of common loops to themselves, so that
   both statements have the same effect; return whether that can be. */
static bool match_from(struct join *j, int d)
{
	int e;

	if (d == j->y->depth)
		return same_effect(j);
	for (e = 0; e < j->x->depth; e++) {
		if (e == j->gone || j->used >> e & 1
		    || (d < ta_common_loops(j->x, j->y) && e != d))
			continue;
		j->to[d] = ta_idx_var(j->p->arena, e);
		j->used |= 1u << e;
		if (match_from(j, d + 1))
			return true;
		j->used &= ~(1u << e);
	}
	return false;
}

/* Find how "j"'s statement y is part of what x is; return whether it is. */
static bool match(struct join *j)
{
	int depth = j->x->depth;

	j->gone = j->is = -1;
	if (j->y->depth == depth)
		return match_from(j, 0);
	if (j->y->depth != depth - 1)
		return false;
	for (j->gone = ta_common_loops(j->x, j->y); j->gone < depth; j->gone++)
		for (j->is = 0; j->is < depth; j->is++)
			if (j->is != j->gone && match_from(j, 0))
				return true;
	return false;
}

/* Return statement y of "j" in the place of x, over its own domain. */
static ta_stmt *moved(const struct join *j)
{
	ta_arena *a = j->p->arena;
	ta_stmt *s = ta_stmt_copy(a, j->x, 0);
	const ta_idx *gap;
	int i;

	s->write = ta_access_subst(a, j->y->write, j->y->depth, j->to);
	s->rhs = ta_expr_subst(a, j->y->rhs, j->y->depth, j->to);
	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < j->y->ncons; i++)
		TA_PUSH(a, s->cons, s->ncons,
			ta_idx_subst(a, j->y->cons[i], j->y->depth, j->to));
	if (j->gone >= 0) {
		gap = ta_idx_sub(a, ta_idx_var(a, j->gone),
				 ta_idx_var(a, j->is));
		TA_PUSH(a, s->cons, s->ncons, gap);
		TA_PUSH(a, s->cons, s->ncons, ta_idx_scale(a, gap, -1));
	}
	return s;
}

/* Return the number of the constraint of "y" that says the contrary of "c", or
   -1. */
static int contrary(const ta_program *p, const ta_idx *c, const ta_stmt *y)
{
	const ta_idx *no = ta_idx_addk(p->arena,
				       ta_idx_scale(p->arena, c, -1), -1);
	int i;

	for (i = 0; i < y->ncons; i++)
		if (ta_idx_equal(y->cons[i], no))
			return i;
	return -1;
}

/* Add the constraints of "s" but that numbered "but" to "both"; return whether
   all of "other" meets them. */
static bool add_shared(const ta_program *p, const ta_stmt *s, int but,
		       const ta_stmt *other, ta_stmt *both)
{
	int i;

	for (i = 0; i < s->ncons; i++) {
		if (i == but)
			continue;
		if (!ta_proved_nonneg(p, other, s->cons[i]))
			return false;
		if (!ta_idx_listed(s->cons[i], both->ncons, both->cons))
			TA_PUSH(p->arena, both->cons, both->ncons, s->cons[i]);
	}
	return true;
}

/* Return the innermost iterator that "x" uses, or -1. */
static int innermost(const ta_idx *x)
{
	int d = TA_MAX_DEPTH - 1;

	while (d >= 0 && !ta_idx_uses(x, d))
		d--;
	return d;
}

/* Return whether constraint "c" of "s" follows from the others of the loops
   around, and its own. */
static bool follows(const ta_program *p, const ta_stmt *s, int c)
{
	ta_stmt around = *s;
	int i;

	around.cons = NULL;
	around.ncons = 0;
	for (i = 0; i < s->ncons; i++)
		if (i != c && innermost(s->cons[i]) <= innermost(s->cons[c]))
			TA_PUSH(p->arena, around.cons, around.ncons,
				s->cons[i]);
	return ta_proved_nonneg(p, &around, s->cons[c]);
}

/* Drop the constraints of "s" that others say already: none where its domain is
   empty, of which all may be said, and then no iterator had bounds. */
static void drop_said(const ta_program *p, ta_stmt *s)
{
	int i, k;

	if (ta_proved_nonneg(p, s, ta_idx_const(p->arena, -1)))
		return;
	for (i = s->ncons - 1; i >= 0; i--) {
		if (!follows(p, s, i))
			continue;
		s->ncons--;
		for (k = i; k < s->ncons; k++)
			s->cons[k] = s->cons[k + 1];
	}
}

/* Return the statement over the domains of "x" and "y", which are as deep, or
   NULL where these are not side by side. */
static ta_stmt *both(const ta_program *p, const ta_stmt *x, const ta_stmt *y)
{
	ta_stmt *s;
	int i, no;

	for (i = 0; i < x->ncons; i++) {
		no = contrary(p, x->cons[i], y);
		if (no < 0)
			continue;
		s = ta_stmt_copy(p->arena, x, 0);
		s->cons = NULL;
		s->ncons = 0;
		if (!add_shared(p, x, i, y, s) || !add_shared(p, y, no, x, s))
			continue;
		drop_said(p, s);
		return s;
	}
	return NULL;
}

/* Return the statement that computes what statements "x" and "y" of "p" do, in
   the place of x, or NULL where that is none, or would change the result. */
ta_stmt *ta_join(ta_program *p, int x, int y)
{
	struct join j = { .p = p, .x = p->stmt[x], .y = p->stmt[y] };
	ta_stmt *in_place, *joined;
	int i;

	if (j.x->write->array != j.y->write->array || !match(&j))
		return NULL;
	in_place = moved(&j);
	joined = both(p, j.x, in_place);
	if (!joined || !ta_stays_in_rows(p, joined))
		return NULL;
	for (i = 0; i < p->nstmts; i++)
		if (i != y && !ta_poly_same_order(p, j.y, in_place, p->stmt[i]))
			return NULL;
	return joined;
}
