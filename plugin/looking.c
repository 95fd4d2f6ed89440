/* SPDX-License-Identifier: GPL-3.0-or-later */
/* looking.c - a row is solved looking right.

   Assumes a component of statements, in a loop around others, of which some add
   up what was solved before, each element by a loop of its own:

	for j:
	  for k < j: x[j] = x[j] - x[k] * U[k][j]
	  x[j] = x[j] / U[j][j]

   Each term is far from the one before, and the sum waits for each.  The loop of
   the terms may be the outer one, with what it solved taken out of all that is
   to the right at once:

	for k:
	  x[k] = x[k] / U[k][k]
	  for j > k: x[j] = x[j] - x[k] * U[k][j]

   where the inner loop goes along a row of vectors.  Terms are added to each
   element in the order that they were.  Dependences say whether that is right, and
   strides whether it pays; the bounds of both loops have to begin at one place.

   Leaves the iterators of a piece set, or as they were. */
#include "plan.h"

/* Return how many iterators of statement "s" are not placed, and set "*other"
   to the last of them that is not "d" (-1: none). */
static int left_over(const struct ta_planner *pl, int s, int d, int *other)
{
	int e, n = 0;

	*other = -1;
	for (e = 0; e < pl->p->stmt[s]->depth; e++) {
		if (pl->iter[s][e])
			continue;
		n++;
		if (e != d)
			*other = e;
	}
	return n;
}

/* Return whether a constraint of statement "s" keeps its iterator "e" at most
   at "d". */
static bool stays_below(const struct ta_planner *pl, int s, int e, int d)
{
	const ta_stmt *st = pl->p->stmt[s];
	int64_t k;
	int c;

	for (c = 0; c < st->ncons; c++) {
		const ta_idx *x = st->cons[c], *rest;

		if (ta_factor(pl->a, x, d) != 1 || ta_factor(pl->a, x, e) != -1)
			continue;
		rest = ta_idx_without(pl->a, ta_idx_without(pl->a, x, d), e);
		if (ta_idx_is_const(rest, &k) && k <= 0)
			return true;
	}
	return false;
}

/* Return whether the terms of statement "s" of "piece", over iterator "e",
   begin where the elements of the piece do, end before that of the element, and
   are better outside of the loop "d" of these. */
static bool suits(struct ta_planner *pl, const struct ta_piece *piece, int s,
		  int d, int e)
{
	struct ta_piece terms = { 0 };

	if (!ta_access_uses(pl->p->stmt[s]->write, d)
	    || ta_access_uses(pl->p->stmt[s]->write, e)
	    || !stays_below(pl, s, e, d)
	    || ta_stride_score(pl->p, pl->p->stmt[s], d)
		       <= ta_stride_score(pl->p, pl->p->stmt[s], e))
		return false;
	ta_stmt_bounds(pl, s, e, &terms);
	terms.upper = piece->upper;
	if (terms.nupper)
		return false;
	terms.nupper = piece->nupper;
	return ta_same_bounds(&terms, piece);
}

/* Return whether a dependence of the directions "dir" between the iterators that
   one loop runs is kept: it goes to a later iteration, or stays in one, where
   elements that are "solved" come first. */
static bool goes_on(unsigned dir, bool solved)
{
	return !(dir & TA_DIR_LT) && (solved || !(dir & TA_DIR_EQ));
}

/* Return whether the dependence "x" is kept when "src" runs iterator "its" and
   "dst" "itd" in one loop at "level", and "src" is "solved" or adds terms.  What its
   directions are in one iteration of the loops around is asked only where all of them
   are not enough to tell. */
static bool is_kept(const struct ta_planner *pl, const ta_dep *x, int level,
		    int its, int itd, bool solved)
{
	return !ta_dep_active(pl, x, level)
	       || goes_on(ta_dep_direction(pl, x, its, itd), solved)
	       || goes_on(ta_inner_direction(pl, x, level, its, itd), solved);
}

/* Return the place of statement "s" in "set", or -1. */
static int place_in(const struct ta_set *set, int s)
{
	int i;

	for (i = 0; i < set->n && set->s[i] != s; i++)
		;
	return i < set->n ? i : -1;
}

/* Return whether the order of "it" keeps every dependence of "set". */
static bool all_kept(const struct ta_planner *pl, const struct ta_set *set,
		     const int *it, const bool *terms, int level)
{
	int k;

	for (k = 0; k < pl->p->ndeps; k++) {
		const ta_dep *x = &pl->p->dep[k];
		int i = place_in(set, x->src), j = place_in(set, x->dst);

		if (i >= 0 && j >= 0
		    && !is_kept(pl, x, level, it[i], it[j], !terms[i]))
			return false;
	}
	return true;
}

/* Let "piece", whose statements share loop "d" at "at", look right, if that is
   right and pays. */
void ta_look_right(struct ta_planner *pl, struct ta_piece *piece,
		   struct ta_place at)
{
	const struct ta_set *set = &piece->set;
	bool *terms = TA_NEWV(pl->a, bool, set->n), any = false;
	int *it = TA_NEWV(pl->a, int, set->n), i, e, d = piece->it[0];

	if (!at.level || piece->around || pl->turned || pl->opt->identity)
		return;
	for (i = 0; i < set->n; i++) {
		int n = left_over(pl, set->s[i], d, &e);

		terms[i] = n == 2;
		it[i] = terms[i] ? e : d;
		any |= terms[i];
		if (piece->it[i] != d || n > 2 || pl->lo[set->s[i]][d]
		    || (terms[i] && !suits(pl, piece, set->s[i], d, e)))
			return;
	}
	if (!any || !all_kept(pl, set, it, terms, at.level))
		return;
	piece->it = it;
	for (i = 0; i < set->n; i++)
		if (terms[i])
			ta_mark_lower(pl, piece, set->s[i], d);
}
