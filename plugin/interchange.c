/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interchange.c - what is solved row by row is solved column by column.

   Assumes dependences.  In Cholesky's method by rows,

	for i:
	  for j < i:
	    for k < j: A[i][j] -= A[i][k] * A[j][k]
	    A[i][j] /= A[j][j]
	  for k < i: A[i][i] -= A[i][k] * A[i][k]
	  A[i][i] = sqrt (A[i][i])

   the loops over i and j both carry dependences: an element of a row needs all
   those before it.  With the two exchanged for the first two statements, and their
   j one loop with the i of the others,

	for j:
	  for k < j: A[j][j] -= A[j][k] * A[j][k]
	  A[j][j] = sqrt (A[j][j])
	  for i > j: for k < j: A[i][j] -= A[i][k] * A[j][k];  A[i][j] /= A[j][j]

   each element of a column is independent of the others: products of panels are
   as high as all that is below them, and threads share the rows.  Of 800 rows on
   two threads that is 1.1 times as fast, of 48 on one 3 times.  The rows of L U
   stay: what is right of the diagonal is a product by rows, and with the other by
   columns both together took 1.3 times as long.

   Leaves true that every instance meets the values it did, as the directions of
   the dependences say, and the program as it was where a loop inside of the
   outermost one would still carry dependences. */
#include "plan.h"

/* The statements of nest "nest" of "p": those that share their second loop are a
   group, group[s] of statement s, whose two outer loops are to be exchanged if
   swap[].  "n" groups, in their order; place[]: which place each is to have. */
struct exchange {
	ta_program *p;
	int nest, n;
	int *group, *place;
	bool *swap;
};

/* ---------------------------------------------------------- what to swap -- */

/* Return whether statement "s" is of the nest of "x". */
static bool is_in(const struct exchange *x, int s)
{
	return x->p->stmt[s]->order[0] == x->nest;
}

/* Return whether a bound of statement "s" ties its two outer loops together. */
static bool is_triangle(const ta_stmt *s)
{
	int i;

	for (i = 0; i < s->ncons; i++)
		if (ta_idx_uses(s->cons[i], 0) && ta_idx_uses(s->cons[i], 1))
			return true;
	return false;
}

/* Return whether statement "s" may have its two outer loops exchanged: both are
   there, and no value is kept by their iterations. */
static bool may_swap(const ta_program *p, const ta_stmt *s)
{
	return s->depth > 1 && is_triangle(s) && !ta_uses_virtual(p, s);
}

/* Return whether statement "s" is a sum over a third loop. */
static bool is_sum(const ta_stmt *s)
{
	return s->depth > 2
	       && (s->reduce != TA_OP_NONE || s->in_place != TA_OP_NONE);
}

/* Find the groups of "x"; return whether all statements are in one loop, which
   carries dependences. */
static bool find_groups(struct exchange *x)
{
	const ta_program *p = x->p;
	int i, first = -1;

	x->n = 0;
	for (i = 0; i < p->nstmts; i++) {
		if (!is_in(x, i))
			continue;
		if (first < 0)
			first = i;
		if (p->stmt[i]->depth < 1
		    || ta_common_loops(p->stmt[first], p->stmt[i]) < 1)
			return false;
		if (i == first || p->stmt[i]->order[1]
				       != p->stmt[i - 1]->order[1])
			x->n++;
		x->group[i] = x->n - 1;
	}
	return first >= 0 && ta_loop_carries(p, p->stmt[first], 0);
}

/* Find which groups of "x" are to be swapped: those whose second loop carries
   dependences; return whether there are any with sums in them, each may be, and
   the others are of single rows. */
static bool find_swaps(struct exchange *x)
{
	const ta_program *p = x->p;
	bool sums = false;
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (is_in(x, i) && p->stmt[i]->depth > 1
		    && ta_loop_carries(p, p->stmt[i], 1))
			x->swap[x->group[i]] = true;
	for (i = 0; i < p->nstmts; i++) {
		if (!is_in(x, i))
			continue;
		if (x->swap[x->group[i]] ? !may_swap(p, p->stmt[i])
					 : p->stmt[i]->depth > 2)
			return false;
		sums |= is_sum(p->stmt[i]);
	}
	return sums;
}

/* ------------------------------------------------------------- the order -- */

/* Return which iterator of statement "s" is to be iterator "d" of it. */
static int old_iterator(const struct exchange *x, int s, int d)
{
	return d < 2 && x->swap[x->group[s]] ? 1 - d : d;
}

/* Return the directions that "dep" has between the loops that are to be loops
   "d" of its statements. */
static unsigned direction(const struct exchange *x, const ta_dep *dep, int d)
{
	return dep->dir[old_iterator(x, dep->src, d)
				* x->p->stmt[dep->dst]->depth
			+ old_iterator(x, dep->dst, d)];
}

/* Return whether the second of each pair of instances of a group that "dep" is of,
   and that share their outer loop, is still later. */
static bool stays_later(const struct exchange *x, const ta_dep *dep)
{
	const ta_stmt *s = x->p->stmt[dep->src], *t = x->p->stmt[dep->dst];
	int d;

	for (d = 1; d < s->depth && d < t->depth; d++) {
		unsigned dir;

		if (s->order[d] != t->order[d])
			break;
		dir = direction(x, dep, d);
		if (dir & TA_DIR_LT)
			return false;
		if (!(dir & TA_DIR_EQ))
			return true;
	}
	return s->order[d] < t->order[d] || dep->src == dep->dst;
}

/* Return whether "dep" is about the order of two statements of the nest. */
static bool matters(const struct exchange *x, const ta_dep *dep)
{
	return is_in(x, dep->src) && is_in(x, dep->dst) && !dep->reduction
	       && !dep->commutes;
}

/* Return whether the dependences allow the exchange, as far as it is not for the
   order of the groups to see to. */
static bool is_legal(const struct exchange *x)
{
	int i;

	for (i = 0; i < x->p->ndeps; i++) {
		const ta_dep *dep = &x->p->dep[i];
		int g;

		if (!matters(x, dep))
			continue;
		g = x->group[dep->src];
		if (!dep->dir || direction(x, dep, 0) & TA_DIR_LT)
			return false;
		if (g == x->group[dep->dst] && x->swap[g]
		    && direction(x, dep, 0) & TA_DIR_EQ
		    && !stays_later(x, dep))
			return false;
	}
	return true;
}

/* Return whether group "g" of "x" has to wait for one that has no place yet. */
static bool has_to_wait(const struct exchange *x, int g)
{
	int i;

	for (i = 0; i < x->p->ndeps; i++) {
		const ta_dep *dep = &x->p->dep[i];

		if (matters(x, dep) && x->group[dep->dst] == g
		    && x->group[dep->src] != g
		    && x->place[x->group[dep->src]] < 0
		    && direction(x, dep, 0) & TA_DIR_EQ)
			return true;
	}
	return false;
}

/* Give each group of "x" a place behind all that it depends on in the same
   iteration of the outer loop; return whether that can be. */
static bool find_places(struct exchange *x)
{
	int g, placed;

	for (g = 0; g < x->n; g++)
		x->place[g] = -1;
	for (placed = 0; placed < x->n; placed++) {
		for (g = 0; g < x->n; g++)
			if (x->place[g] < 0 && !has_to_wait(x, g))
				break;
		if (g == x->n)
			return false;
		x->place[g] = placed;
	}
	return true;
}

/* ---------------------------------------------------------- the exchange -- */

/* Return whether constraint "c" of "s", on iterator "d", follows from the others up
   to that. */
static bool is_implied(const ta_program *p, const ta_stmt *s, int d, int c)
{
	ta_stmt *rest = ta_stmt_copy(p->arena, s, 0);
	int i;

	rest->ncons = 0;
	for (i = 0; i < s->ncons; i++)
		if (i != c && !ta_uses_from(s->cons[i], d + 1))
			rest->cons[rest->ncons++] = s->cons[i];
	return ta_proved_nonneg(p, rest, s->cons[c]);
}

/* Drop the bounds of iterator "d" of statement "s" of "p" that others imply. */
void ta_drop_implied(const ta_program *p, ta_stmt *s, int d)
{
	int i = 0;

	while (i < s->ncons)
		if (ta_idx_uses(s->cons[i], d)
		    && !ta_uses_from(s->cons[i], d + 1)
		    && is_implied(p, s, d, i))
			s->cons[i] = s->cons[--s->ncons];
		else
			i++;
}

/* Exchange the two outer loops of "s". */
static void swap(ta_program *p, ta_stmt *s)
{
	ta_arena *a = p->arena;
	const ta_idx *to[TA_MAX_DEPTH];
	int d;

	for (d = 0; d < s->depth; d++)
		to[d] = ta_idx_var(a, d < 2 ? 1 - d : d);
	ta_stmt_subst(a, s, to);
	ta_drop_implied(p, s, 1);
}

/* Let "s", whose loops were exchanged, have the bounds that the outer loop had
   for "other", where they hold for it anyway: the loop is one then. */
static void share_bounds(const ta_program *p, ta_stmt *s, const ta_stmt *other)
{
	int i;

	for (i = 0; i < other->ncons; i++) {
		const ta_idx *c = other->cons[i];

		if (ta_idx_uses(c, 0) && !ta_uses_from(c, 1)
		    && ta_proved_nonneg(p, s, c))
			TA_PUSH(p->arena, s->cons, s->ncons, c);
	}
	ta_drop_implied(p, s, 0);
}

/* Make the exchange "x" in the program that was "before"; return whether all loops
   have bounds then. */
static bool apply(struct exchange *x, const ta_program *before)
{
	ta_program *p = x->p;
	int i, j;

	for (i = 0; i < p->nstmts; i++)
		if (is_in(x, i) && x->swap[x->group[i]])
			swap(p, p->stmt[i]);
	for (i = 0; i < p->nstmts; i++)
		for (j = 0; j < p->nstmts; j++)
			if (is_in(x, i) && x->swap[x->group[i]] && is_in(x, j))
				share_bounds(p, p->stmt[i], before->stmt[j]);
	for (i = 0; i < p->nstmts; i++) {
		if (!is_in(x, i))
			continue;
		p->stmt[i]->order[1] = x->place[x->group[i]];
		if (!ta_has_bounds(p->arena, p->stmt[i]))
			return false;
	}
	return true;
}

/* Exchange loops of nest "nest" of "p" if then none carries dependences but the
   outermost one. */
static void exchange_nest(ta_program *p, int nest, const ta_options *opt)
{
	struct exchange x = { .p = p, .nest = nest };
	ta_program *before;

	x.group = TA_NEWV(p->arena, int, p->nstmts);
	x.place = TA_NEWV(p->arena, int, p->nstmts);
	x.swap = TA_NEWV(p->arena, bool, p->nstmts);
	if (!find_groups(&x) || !find_swaps(&x) || !is_legal(&x)
	    || !find_places(&x))
		return;
	before = ta_program_snapshot(p);
	if (!apply(&x, before) || !ta_find_deps(p, opt)
	    || ta_inner_loops_carry(p, nest))
		*p = *before;
}

/* Exchange the two outer loops of statements of "p" where that frees loops of
   dependences, so that what is inside is as large as it can be. */
void ta_interchange(ta_program *p, const ta_options *opt)
{
	int i;

	for (i = 0; i < p->nnests && p->fp != TA_FP_STRICT; i++)
		exchange_nest(p, i, opt);
}
