/* SPDX-License-Identifier: GPL-3.0-or-later */
/* widen.c - a triangle without its diagonal, which is written over, has one.

   Assumes reductions.  Of

	for i:
	  C[i][i] = 1
	  for j > i: C[i][j] = 0; for k: C[i][j] += A[k][i] * A[k][j]

   the sums are over a triangle that no routine computes, as it would change the
   diagonal.  If that is written besides, of nothing that is there, it may be
   summed too, and written after that: nobody else looks at it in between.
   Leaves true that nothing is widened that does not become half of a matrix
   times its transpose. */
#include "plan.h"

#include <string.h>

/* A triangle to be widened: iterators "row" and "col" of statement "sum", its
   constraint "tie" says that they differ by one at least, "clear" (-1: none) is
   the statement before that sets what is added to, "diagonal" the one that
   writes where they are the same. */
struct widen {
	ta_program *p;
	int sum, clear, diagonal, row, col, tie;
};

/* Return access "acc" where the column is the row. */
static ta_access *on_diagonal(const struct widen *w, const ta_access *acc)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };

	to[w->col] = ta_idx_var(w->p->arena, w->row);
	return ta_access_subst(w->p->arena, acc, TA_MAX_DEPTH, to);
}

/* Find the constraint of the sum that says that two of its iterators differ by
   one at least; return whether there is just one. */
static bool find_tie(struct widen *w)
{
	const ta_stmt *s = w->p->stmt[w->sum];
	ta_arena *a = w->p->arena;
	int c, d, e, found = 0;

	for (c = 0; c < s->ncons; c++)
		for (d = 0; d < s->depth; d++)
			for (e = 0; e < s->depth; e++) {
				const ta_idx *gap = ta_idx_sub(
					a, ta_idx_var(a, d), ta_idx_var(a, e));

				if (d == e
				    || !ta_idx_equal(s->cons[c],
						     ta_idx_addk(a, gap, -1)))
					continue;
				w->tie = c;
				w->row = d < e ? d : e;
				w->col = d < e ? e : d;
				found++;
			}
	return found == 1;
}

/* Look at what the sum reads: "only": on the diagonal all of it is what it
   reads for the row. */
struct look {
	const struct widen *w;
	int array;
	bool only;
};

/* Note the read "acc" in the look "data". */
static bool note_read(void *data, ta_access *acc)
{
	struct look *l = (struct look *)data;
	ta_access *other = on_diagonal(l->w, acc);

	if (acc->array == l->array || !acc->offset)
		return false;
	l->only |= !ta_idx_uses(acc->offset, l->w->col);
	return other->offset != NULL;
}

/* Return whether the sum reads nothing on the diagonal that it does not read
   for other columns of the row, or rows of the column. */
static bool reads_no_more(const struct widen *w)
{
	const ta_stmt *s = w->p->stmt[w->sum];
	struct look l = { w, s->write->array, false };
	const ta_expr *e = s->rest;

	return e->op == TA_OP_MUL && e->arg[0]->op == TA_OP_READ
	       && e->arg[1]->op == TA_OP_READ && ta_expr_reads(e, note_read, &l)
	       && l.only
	       && ta_access_equal(on_diagonal(w, e->arg[0]->u.access),
				  on_diagonal(w, e->arg[1]->u.access));
}

/* Return whether statement "t" runs in the loop over the rows, and writes what
   the sum would on all of the diagonal. */
static bool writes_diagonal(const struct widen *w, const ta_stmt *t)
{
	const ta_stmt *s = w->p->stmt[w->sum];

	return t->depth == w->row + 1 && ta_common_loops(t, s) == t->depth
	       && ta_runs_wherever(t, s, t->depth) && t->write->sure
	       && !ta_expr_touches(t->rhs, s->write->array)
	       && ta_access_equal(t->write, on_diagonal(w, s->write));
}

/* Return whether statement "t" sets what the sum adds to, for all of it. */
static bool clears(const struct widen *w, const ta_stmt *t)
{
	const ta_stmt *s = w->p->stmt[w->sum];

	return t->depth == w->col + 1 && ta_common_loops(t, s) == t->depth
	       && t->order[t->depth] < s->order[t->depth]
	       && t->rhs->op == TA_OP_CONST
	       && ta_access_equal(t->write, s->write)
	       && ta_idx_listed(s->cons[w->tie], t->ncons, t->cons);
}

/* Find the statement that writes the diagonal and the one that clears; return
   whether there is just one of the first kind. */
static bool find_others(struct widen *w)
{
	int i, found = 0;

	w->clear = -1;
	for (i = 0; i < w->p->nstmts; i++) {
		if (i == w->sum)
			continue;
		if (writes_diagonal(w, w->p->stmt[i])) {
			w->diagonal = i;
			found++;
		} else if (clears(w, w->p->stmt[i])) {
			w->clear = i;
		}
	}
	return found == 1;
}

/* Return a copy of the statement on the diagonal at the end of its loop. */
static ta_stmt *moved(const struct widen *w)
{
	const ta_stmt *d = w->p->stmt[w->diagonal];
	ta_stmt *s = ta_stmt_copy(w->p->arena, d, 0);
	int i;

	for (i = 0; i < w->p->nstmts; i++) {
		const ta_stmt *t = w->p->stmt[i];

		if (t != d && ta_common_loops(t, d) >= d->depth
		    && t->order[d->depth] >= s->order[d->depth])
			s->order[d->depth] = t->order[d->depth] + 1;
	}
	return s;
}

/* An element that a statement touches, and may be on the diagonal. */
struct other {
	const struct widen *w;
	const ta_stmt *s;
};

/* Return whether "acc" of the statement of "data" is to nothing on the
   diagonal, or after that is written. */
static bool is_later(void *data, ta_access *acc)
{
	const struct other *o = (const struct other *)data;
	const ta_stmt *d = o->w->p->stmt[o->w->diagonal];

	return !(ta_poly_order(o->w->p, d, d->write, o->s, acc) & TA_AFTER);
}

/* Return whether the statement on the diagonal may be the one "last" at the end
   of its loop, and the diagonal is nobody's before that. */
static bool may_be_last(const struct widen *w, const ta_stmt *last)
{
	const ta_program *p = w->p;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		struct other o = { w, p->stmt[i] };

		if (i == w->sum || i == w->clear || i == w->diagonal)
			continue;
		if (!ta_poly_same_order(p, p->stmt[w->diagonal], last, o.s)
		    || !is_later(&o, o.s->write)
		    || !ta_expr_reads(o.s->rhs, is_later, &o))
			return false;
	}
	return true;
}

/* Let the constraint "tie" of statement "number" hold on the diagonal too;
   return the statement as it was. */
static ta_stmt *widen_stmt(ta_program *p, int number, const ta_idx *tie)
{
	ta_stmt *old = p->stmt[number];
	ta_stmt *s = (ta_stmt *)ta_memdup(p->arena, old, sizeof(*old));
	int c;

	s->cons = (const ta_idx **)ta_copy_list(p->arena, old->cons, old->ncons,
						sizeof(*old->cons));
	for (c = 0; c < s->ncons; c++)
		if (ta_idx_equal(s->cons[c], tie))
			s->cons[c] = ta_idx_addk(p->arena, tie, 1);
	p->stmt[number] = s;
	return old;
}

/* Return how many rows statement "number" of "p" is of, if it is half of a
   matrix times its transpose, else NULL. */
static const ta_idx *half_size(ta_program *p, int number)
{
	enum ta_reason reason;
	const char *detail;
	const ta_contraction *con = ta_match_contraction(p, number, &reason,
							 &detail);

	if (!con || con->idiom != TA_IDIOM_SYRK || ta_idx_uses_iters(con->m))
		return NULL;
	return con->m;
}

/* Widen the triangle of "w", if it becomes one for a routine; return whether it
   does.  That of one row reads nothing as it is. */
static bool widen(struct widen *w)
{
	ta_program *p = w->p;
	const ta_idx *tie = p->stmt[w->sum]->cons[w->tie], *size;
	ta_stmt *last = moved(w), *sum, *clear = NULL;

	if (!may_be_last(w, last))
		return false;
	sum = widen_stmt(p, w->sum, tie);
	if (w->clear >= 0)
		clear = widen_stmt(p, w->clear, tie);
	size = half_size(p, w->sum);
	if (!size || !ta_stays_in_rows(p, p->stmt[w->sum])
	    || (clear && !ta_stays_in_rows(p, p->stmt[w->clear]))) {
		p->stmt[w->sum] = sum;
		if (clear)
			p->stmt[w->clear] = clear;
		return false;
	}
	p->stmt[w->diagonal] = last;
	ta_guard_ge0(p, ta_idx_addk(p->arena, size, -2),
		     "a triangle has more than its diagonal");
	return true;
}

/* Widen the triangles of "p" that may be and become half of a matrix times its
   transpose; return whether there are any. */
bool ta_widen(ta_program *p)
{
	struct widen w = { .p = p };
	bool any = false;

	for (w.sum = 0; w.sum < p->nstmts; w.sum++) {
		const ta_stmt *s = p->stmt[w.sum];

		if ((s->reduce == TA_OP_ADD || s->reduce == TA_OP_SUB)
		    && s->depth >= 3 && s->write->offset && find_tie(&w)
		    && reads_no_more(&w) && find_others(&w) && widen(&w))
			any = true;
	}
	return any;
}
