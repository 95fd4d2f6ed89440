/* SPDX-License-Identifier: GPL-3.0-or-later */
/* diagonal.c - tables that are filled by diagonals or columns are filled by rows.

   Assumes dependences.  A dynamic program is often written with the length of what an
   element is about as the outer loop,

	for len:  for i < n - len:  j = i + len;
	  for i <= k < j: m[i][j] = min (m[i][j], m[i][k] + m[k + 1][j])

   or with the column j as the outer one, and steps from row to row.  Where each element
   is made of those of the same row before it, and of rows further down, the rows may be
   made whole, from the last to the first,

	for i = n - 1 down to 0:  for j > i:  ...

   and then their elements be made where they are, along rows (accumulate.c): a chain
   of 1,000 matrices takes a sixth of the time.  Threads could have shared a diagonal;
   a row they share where it is long enough.

   Leaves the program as it was where nothing is made in its row then. */
#include "plan.h"

/* Nest "nest" of "p", and the largest value of its second iterator, which counts rows.
   The columns are its first iterator, or "skewed": the sum of both. */
struct diagonals {
	ta_program *p;
	int nest;
	bool skewed;
	const ta_idx *last;
};

/* Return whether statement "s" of "d" is in the nest. */
static bool is_in(const struct diagonals *d, const ta_stmt *s)
{
	return s->order[0] == d->nest;
}

/* Return the sum of constraints "x" and "y" of two iterators without iterator "v", of
   which one bounds it from above and the other from below; NULL if they do not. */
static const ta_idx *without(ta_arena *a, const ta_idx *x, const ta_idx *y, int v)
{
	if (ta_factor(a, x, v) != 1 || ta_factor(a, y, v) != -1)
		return NULL;
	return ta_idx_add(a, x, y);
}

/* Return the largest value of the second iterator of "s", whatever the first one is,
   or NULL. */
static const ta_idx *last_of(ta_arena *a, const ta_stmt *s)
{
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < s->ncons; j++) {
			const ta_idx *x = without(a, s->cons[i], s->cons[j], 0);

			if (x && !ta_uses_from(x, 2)
			    && ta_factor(a, x, 1) == -1)
				return ta_idx_without(a, x, 1);
		}
	return NULL;
}

/* Return whether the first iterator goes along what "acc" is of, and the second across
   it. */
static bool steps_down(ta_arena *a, const ta_access *acc)
{
	return acc->offset && ta_factor(a, acc->offset, 0) == 1
	       && ta_idx_uses(acc->offset, 1)
	       && ta_factor(a, acc->offset, 1) != 1;
}

/* Set d->last; return whether all statements of "d" are in two loops, of which the
   inner one steps down what they store. */
static bool find(struct diagonals *d)
{
	const ta_program *p = d->p;
	const ta_stmt *first = NULL;
	bool stores = false;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (!is_in(d, s))
			continue;
		if (!first)
			first = s;
		if (s->depth < 2 || ta_common_loops(first, s) < 2)
			return false;
		if (p->array[s->write->array].is_virtual)
			continue;
		if (!steps_down(p->arena, s->write))
			return false;
		stores = true;
	}
	d->last = stores ? last_of(p->arena, first) : NULL;
	return d->last && ta_loop_carries(p, first, 0);
}

/* Return whether no dependence of "d" goes to a row further down. */
static bool is_legal(const struct diagonals *d)
{
	const ta_program *p = d->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];
		const ta_stmt *s = p->stmt[x->src], *t = p->stmt[x->dst];

		if (is_in(d, s) && is_in(d, t)
		    && (!x->dir || x->dir[t->depth + 1] & TA_DIR_GT))
			return false;
	}
	return true;
}

/* Let the constraints of "s" say what they do of its first iterator alone, too. */
static void bound_first(ta_arena *a, ta_stmt *s)
{
	int i, j, n = s->ncons;
	int64_t k;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++) {
			const ta_idx *x = without(a, s->cons[i], s->cons[j], 1);

			if (x && !ta_uses_from(x, 1) && !ta_idx_is_const(x, &k)
			    && ta_idx_uses(x, 0)
			    && !ta_uses_from(s->cons[i], 2)
			    && !ta_uses_from(s->cons[j], 2)
			    && !ta_idx_listed(x, s->ncons, s->cons))
				TA_PUSH(a, s->cons, s->ncons, x);
		}
}

/* Let the first iterator of "s" count rows from the last one up, and the second one
   columns. */
static void go_by_rows(const struct diagonals *d, ta_stmt *s)
{
	ta_arena *a = d->p->arena;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	const char *name = s->iter[0];
	int loop = s->loop[0];

	to[1] = ta_idx_sub(a, d->last, ta_idx_var(a, 0));
	to[0] = ta_idx_var(a, 1);
	if (d->skewed)
		to[0] = ta_idx_sub(a, to[0], to[1]);
	ta_stmt_subst(a, s, to);
	s->iter[0] = s->iter[1];
	s->iter[1] = name;
	s->loop[0] = s->loop[1];
	s->loop[1] = loop;
	bound_first(a, s);
	ta_drop_implied(d->p, s, 0);
	ta_drop_implied(d->p, s, 1);
}

/* Let the nest "d" go by rows if its elements are made in their row then; return
   whether it does. */
static bool turn(struct diagonals *d, const ta_options *opt)
{
	ta_program *p = d->p, *before;
	bool bounded = true;
	int i;

	if (!find(d) || !is_legal(d))
		return false;
	before = ta_program_snapshot(p);
	for (i = 0; i < p->nstmts; i++) {
		if (!is_in(d, p->stmt[i]))
			continue;
		go_by_rows(d, p->stmt[i]);
		bounded &= ta_has_bounds(p->arena, p->stmt[i]);
	}
	if (bounded && ta_find_deps(p, opt) && ta_accumulate_in_rows(p, opt))
		return true;
	*p = *before;
	return false;
}

/* Let tables of "p" be filled row by row where that is faster. */
void ta_rows_for_diagonals(ta_program *p, const ta_options *opt)
{
	int i;

	for (i = 0; i < p->nnests; i++) {
		struct diagonals by = { .p = p, .nest = i, .skewed = true };

		if (turn(&by, opt))
			continue;
		by.skewed = false;
		turn(&by, opt);
	}
}
