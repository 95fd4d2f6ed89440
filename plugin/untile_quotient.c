/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile_quotient.c - loops of one trip, whose iterator nothing looks at, go.

   Assumes a program in which what an unrolled loop and its rest divide, at a
   multiple of the copies, is an iterator of one value:

	for (q = ceil ((n - i - 3) / 4); q <= floor ((n - i) / 4); q++)

   Once the loop and its rest are one, nothing needs it.  Leaves true that the
   instances are the same, in the same order. */
#include "plan.h"

/* The loop over quotients, iterator "d" of statement "s" of "p". */
struct quotient {
	ta_program *p;
	const ta_stmt *s;
	int d;
};

/* Return whether "u" is in the loop of "q". */
static bool shares(const struct quotient *q, const ta_stmt *u)
{
	return u == q->s || ta_common_loops(q->s, u) > q->d;
}

/* Return whether constraints "i" and "j" of "s" say that iterator "d" is what is
   left whole when something is divided. */
static bool divides(ta_arena *a, const ta_stmt *s, int d, int i, int j)
{
	int64_t by = -ta_factor(a, s->cons[i], d), k;
	const ta_idx *sum = ta_idx_add(a, s->cons[i], s->cons[j]);

	return by > 0 && !ta_uses_from(s->cons[i], d + 1)
	       && sum && ta_idx_is_const(sum, &k) && k == by - 1;
}

/* Return whether iterator "d" of "s" has one value, whatever those of the loops
   around are, and no constraint says more of it, or of another by it. */
static bool has_one_value(const ta_program *p, const ta_stmt *s, int d)
{
	int i, j, lo = -1, hi = -1;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < s->ncons && hi < 0; j++)
			if (divides(p->arena, s, d, i, j)) {
				hi = i;
				lo = j;
			}
	if (hi < 0)
		return false;
	for (i = 0; i < s->ncons; i++)
		if (i != hi && i != lo && ta_idx_uses(s->cons[i], d)
		    && !ta_follows(p, s, s->cons[i], i, s->depth))
			return false;
	return true;
}

/* Return whether nothing in "acc" but a subscript of a virtual array uses the
   iterator of "data". */
static bool unused(void *data, ta_access *acc)
{
	const struct quotient *q = (const struct quotient *)data;
	int i;

	if (!acc->offset)
		return true;
	for (i = 0; i < acc->nsubs; i++)
		if (ta_idx_uses(acc->sub[i], q->d))
			return false;
	return !ta_idx_uses(acc->offset, q->d);
}

/* Return whether all statements in the loop of "q" can be without it. */
static bool can_go(struct quotient *q)
{
	int i;

	for (i = 0; i < q->p->nstmts; i++) {
		const ta_stmt *u = q->p->stmt[i];

		if (shares(q, u)
		    && (!unused(q, u->write)
			|| !ta_expr_reads(u->rhs, unused, q)
			|| !ta_no_value_of(u->rhs, q->d)
			|| !has_one_value(q->p, u, q->d)))
			return false;
	}
	return true;
}

/* Let "acc", if it is of a virtual array, be without subscript q->d, "data" being
   "q", and the array without that dimension. */
static bool drop_sub(void *data, ta_access *acc)
{
	const struct quotient *q = (const struct quotient *)data;
	ta_array *v = &q->p->array[acc->array];
	int i;

	if (acc->offset || acc->nsubs <= q->d)
		return true;
	if (v->ndims == acc->nsubs) {
		v->extent = (const ta_idx **)ta_copy_list(
			q->p->arena, v->extent, v->ndims, sizeof(*v->extent));
		for (i = q->d; i + 1 < v->ndims; i++)
			v->extent[i] = v->extent[i + 1];
		v->ndims--;
	}
	for (i = q->d; i + 1 < acc->nsubs; i++)
		acc->sub[i] = acc->sub[i + 1];
	acc->nsubs--;
	return true;
}

/* Return a copy of "s" without the loop of "q"; what was in that at one place is
   where it was, each at its own of "places" there. */
static ta_stmt *without(struct quotient *q, const ta_stmt *s, int places)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	ta_arena *a = q->p->arena;
	ta_stmt *made = ta_stmt_copy(a, s, 0);
	int i, d = q->d;

	for (i = d + 1; i < s->depth; i++)
		to[i] = ta_idx_var(a, i - 1);
	drop_sub(q, made->write);
	ta_expr_reads(made->rhs, drop_sub, q);
	for (made->ncons = i = 0; i < s->ncons; i++)
		if (!ta_idx_uses(s->cons[i], d))
			made->cons[made->ncons++] = ta_idx_subst(
				a, s->cons[i], s->depth, to);
	made->write = ta_access_subst(a, made->write, s->depth, to);
	made->rhs = ta_expr_subst(a, made->rhs, s->depth, to);
	made->order[d] = s->order[d] * places + s->order[d + 1];
	for (i = d; i + 1 < s->depth; i++) {
		made->iter[i] = s->iter[i + 1];
		made->loop[i] = s->loop[i + 1];
		made->order[i + 1] = s->order[i + 2];
	}
	made->depth--;
	return made;
}

/* Remove the loop of "q". */
static void remove_loop(struct quotient *q)
{
	ta_program *p = q->p;
	const ta_stmt *s = q->s;
	int i, places = 1;

	for (i = 0; i < p->nstmts; i++)
		if (shares(q, p->stmt[i])
		    && p->stmt[i]->order[q->d + 1] >= places)
			places = p->stmt[i]->order[q->d + 1] + 1;
	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *u = p->stmt[i];

		if (shares(q, u)) {
			p->stmt[i] = without(q, u, places);
		} else if (ta_common_loops(s, u) == q->d) {
			p->stmt[i] = ta_stmt_copy(p->arena, u, 0);
			p->stmt[i]->order[q->d] *= places;
		}
	}
}

/* Remove the loops of one trip from nest "nest" of "p" whose iterators nothing
   looks at; return whether there were any. */
bool ta_drop_quotients(ta_program *p, int nest)
{
	struct quotient q = { .p = p };
	bool any = false;
	int i;

	for (i = 0; i < p->nstmts; i++)
		for (q.d = 1; q.d < p->stmt[i]->depth; q.d++) {
			q.s = p->stmt[i];
			if (q.s->order[0] == nest && can_go(&q)) {
				remove_loop(&q);
				any = true;
				q.d = 0;
			}
		}
	return any;
}
