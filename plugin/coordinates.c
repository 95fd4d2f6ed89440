/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coordinates.c - what a loop over others looks up of a point again and again is in
   scalars of that point.

   Assumes a program after the dependence phase, with subscripts.  In a loop over pairs of
   points, as of the distance of each to each centre,

	for (i = 0; i < n; i++)
		for (j = 0; j < k; j++) {
			d = 0;
			for (t = 0; t < 16; t++)
				d += (x[i][t] - c[j][t]) * (x[i][t] - c[j][t]);
			if (d < best) ...
		}

   points are the iterations that vectors are to be made of: sums stay in order then, and
   nothing is added up within a vector.  But the coordinates of a point are side by side,
   and not those of one kind of all points.  When the loop over t is written out
   (unroll.c), what it reads of point i is read once, before the loop over j:

		x_0 = x[i][0]; ... x_15 = x[i][15];

   In a panel of points (turn.c) each of these is a vector, so that reading them turns a
   part of the matrix of points; else they are in registers.

   Leaves true that every element is read only where the loop over j runs, and before
   anything that could have written it: nothing in the loop over i does. */
#include "plan.h"

#include <stdlib.h>

/* Return whether the loop of "first" over iterator "e" has "s" in it. */
static bool is_within(const ta_stmt *first, const ta_stmt *s, int e)
{
	return ta_common_loops(first, s) > e;
}

/* The loop of "first" over iterator "e", of points, and that over iterator "t", of their
   coordinates; whether coordinates of the point, its "own", are read there, and those of
   "others". */
struct points {
	const ta_program *p;
	const ta_stmt *first;
	int e, t;
	bool own, others;
};

/* Return whether a statement in the loop of "x" over points writes "array". */
static bool is_written_by(const struct points *x, int array)
{
	int i;

	for (i = 0; i < x->p->nstmts; i++)
		if (x->p->stmt[i]->write->array == array
		    && is_within(x->first, x->p->stmt[i], x->e))
			return true;
	return false;
}

/* Return whether "acc" is to a scalar of each point, or to an element of which each point
   has its own. */
static bool is_own(const struct points *x, const ta_access *acc)
{
	if (x->p->array[acc->array].is_virtual)
		return acc->nsubs > x->e
		       && ta_idx_equal(acc->sub[x->e],
				       ta_idx_var(x->p->arena, x->e));
	return ta_factor(x->p->arena, acc->offset, x->e) != 0;
}

/* Return whether what a point reads by "acc" is not what another one writes, as far as
   the loop of "data" goes. */
static bool reads_own(void *data, ta_access *acc)
{
	const struct points *x = data;

	return is_own(x, acc) || !is_written_by(x, acc->array);
}

/* Return whether "s" adds something of a point of "x" to a scalar of all points. */
static bool adds_to_all(struct points *x, const ta_stmt *s)
{
	return s->reduce != TA_OP_NONE && s->depth == x->e + 1
	       && x->p->array[s->write->array].is_virtual
	       && ta_expr_reads(s->rest, reads_own, x);
}

/* Return whether each point of "x" writes what is its own, and reads nothing that
   another one writes, but for sums over all points. */
static bool are_apart(struct points *x)
{
	int i;

	for (i = 0; i < x->p->nstmts; i++) {
		const ta_stmt *s = x->p->stmt[i];

		if (is_within(x->first, s, x->e) && !adds_to_all(x, s)
		    && (!is_own(x, s->write)
			|| !ta_expr_reads(s->rhs, reads_own, x)))
			return false;
	}
	return true;
}

/* Note in "data" whose coordinate "acc" reads, of the point, or of another one; return
   whether it is one of either, or no memory. */
static bool note_coordinate(void *data, ta_access *acc)
{
	struct points *x = data;
	bool own, other;

	if (x->p->array[acc->array].is_virtual)
		return true;
	own = ta_idx_uses(acc->offset, x->e);
	other = ta_idx_uses(acc->offset, x->e + 1);
	if ((own && other) || !acc->sure
	    || llabs(ta_factor(x->p->arena, acc->offset, x->t)) > TA_MAX_GAP)
		return false;
	if (own) {
		x->own |= llabs(ta_factor(x->p->arena, acc->offset, x->e)) > 1;
		return !is_written_by(x, acc->array);
	}
	x->others |= other;
	return true;
}

/* Return whether the loop of "first" over iterator "t" is one over the coordinates of
   two points, each of which is one of a loop around it, and makes one scalar of them. */
bool ta_is_of_points(const ta_program *p, const ta_stmt *first, int t)
{
	struct points x = { p, first, t - 2, t, false, false };
	int i;

	if (t < 2)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (is_within(first, s, t)
		    && (s->depth != t + 1
			|| !p->array[s->write->array].is_virtual
			|| s->write->nsubs > t
			|| !ta_expr_reads(s->rhs, note_coordinate, &x)))
			return false;
	}
	return x.own && x.others && are_apart(&x);
}

/* The coordinates that statements in the loop over others, like "of" there, read of point
   "e": each of the "n" by copy[], which writes it to a scalar.  "like": what all of
   these have in common, without a write and a right side. */
struct coordinates {
	ta_program *p;
	const ta_stmt *of;
	ta_stmt *like;
	int e, n;
	ta_stmt **copy;
	const ta_idx *extent[TA_MAX_DEPTH];
};

/* Add to cons[], of *n so far, the constraints on "of" where its loop over iterator "j" runs
   at all, without that iterator; return whether they can be told: of a lower and an upper
   bound one counts by 1, so that the other is to hold there. */
bool ta_where_loop_runs(ta_arena *a, const ta_stmt *of, int j,
			const ta_idx ***cons, int *n)
{
	int i, k;

	for (i = 0; i < of->ncons; i++) {
		const ta_idx *x = of->cons[i], *both;
		int64_t f = ta_factor(a, x, j), g, v;

		if (!ta_idx_uses(x, j))
			TA_PUSH(a, *cons, *n, x);
		else if (!f)
			return false;
		for (k = 0; f > 0 && k < of->ncons; k++) {
			g = -ta_factor(a, of->cons[k], j);
			if (g <= 0)
				continue;
			if (f != 1 && g != 1)
				return false;
			both = ta_idx_add(a, ta_idx_scale(a, x, g),
					  ta_idx_scale(a, of->cons[k], f));
			if (!ta_idx_is_const(both, &v) || v < 0)
				TA_PUSH(a, *cons, *n, both);
		}
	}
	return true;
}

/* Begin "c"; return whether copies can be made. */
static bool begin(struct coordinates *c)
{
	ta_arena *a = c->p->arena;
	const ta_idx *lo, *hi;
	int d;

	c->like = ta_stmt_copy(a, c->of, 0);
	c->like->depth = c->e + 1;
	for (d = 0; d <= c->e; d++) {
		if (!ta_range(c->p, c->of, 0, ta_idx_var(a, d), &lo, &hi))
			return false;
		c->extent[d] = ta_idx_addk(a, hi, 1);
	}
	c->like->cons = NULL;
	c->like->ncons = 0;
	return ta_where_loop_runs(a, c->of, c->e + 1, &c->like->cons,
				  &c->like->ncons);
}

/* Return a new scalar of each iteration of the loops of "c", for what "acc" reads. */
static ta_access *new_scalar(const struct coordinates *c, const ta_access *acc)
{
	ta_program *p = c->p;
	const char *name = ta_sprintf(p->arena, "%s_%d",
				      p->array[acc->array].name, p->narrays);
	const ta_idx **extent = (const ta_idx **)ta_copy_list(
		p->arena, c->extent, c->e + 1, sizeof(*extent));

	return ta_access_virtual(p, ta_program_virtual(
					    p, name, p->array[acc->array].elem,
					    c->e + 1, extent, acc->loc),
				 acc->loc);
}

/* Return the scalar of "c" that holds what "acc" reads, a new one if there is none. */
static const ta_access *scalar_for(struct coordinates *c, ta_access *acc)
{
	ta_arena *a = c->p->arena;
	ta_stmt *s;
	int i;

	for (i = 0; i < c->n; i++)
		if (ta_access_equal(c->copy[i]->rhs->u.access, acc))
			return c->copy[i]->write;
	s = ta_stmt_copy(a, c->like, 0);
	s->name = ta_sprintf(a, "%s_of%d", c->of->name, c->n);
	s->write = new_scalar(c, acc);
	s->rhs = ta_expr_read(c->p, ta_access_subst(a, acc, 0, NULL));
	TA_PUSH(a, c->copy, c->n, s);
	return s->write;
}

/* If "acc" is to a coordinate of the point of "data", let it be to its scalar. */
static bool use_scalar(void *data, ta_access *acc)
{
	struct coordinates *c = data;
	const ta_access *scalar;

	if (c->p->array[acc->array].is_virtual
	    || !ta_idx_uses(acc->offset, c->e))
		return true;
	scalar = scalar_for(c, acc);
	acc->array = scalar->array;
	acc->offset = NULL;
	acc->nsubs = scalar->nsubs;
	acc->sub = scalar->sub;
	return true;
}

/* Let the statements stmt[first ...] of "p", which were made of a loop over coordinates
   inside of iterator "j", read those of the point around in scalars of it. */
void ta_keep_coordinates(ta_program *p, int first, int j)
{
	struct coordinates c = { .p = p, .e = j - 1 };
	int i, n = p->nstmts;

	if (first == n)
		return;
	c.of = p->stmt[first];
	if (!begin(&c))
		return;
	for (i = first; i < n; i++)
		if (ta_same_domain(c.of, p->stmt[i], j + 1))
			ta_expr_reads(p->stmt[i]->rhs, use_scalar, &c);
	if (!c.n)
		return;
	c.like->order[j]--;
	ta_make_place(p, c.like, j, c.n);
	for (i = 0; i < c.n; i++) {
		c.copy[i]->order[j] += i;
		TA_PUSH(p->arena, p->stmt, p->nstmts, c.copy[i]);
	}
}
