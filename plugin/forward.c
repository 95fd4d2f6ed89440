/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forward.c - virtual arrays that only hold an expression until it is used.

   Assumes a program after the dependence phase; p->alias pairs are apart,
   because a guard will see to it.  A virtual array that one statement writes
   is replaced by what that statement computes, wherever it is read, as long
   as nothing written in between is read by the expression.  What is left is
   a program with fewer statements and the same meaning:

	t[i][k] = alpha * A[i][k]
	C[i][j] = C[i][j] + t[i][k] * B[k][j]	(j inside)

   becomes one statement. */
#include "plan.h"

/* An expression moved into an inner loop may be at most this long: the
   compiler moves it out again, but the reader should not have to. */
enum { MAX_MOVED = 24 };

/* Return the only statement of "p" that writes "array", or -1. */
static int only_writer(const ta_program *p, int array)
{
	int i, w = -1;

	for (i = 0; i < p->nstmts; i++) {
		if (p->stmt[i]->write->array != array)
			continue;
		if (w >= 0)
			return -1;
		w = i;
	}
	return w;
}

/* Subscripts to compare reads of a virtual array with. */
struct plain {
	int array, ndims;
};

/* Return whether "acc" is of another array than "data" says, or its
   subscripts are the first iterators. */
static bool plain_subs(void *data, ta_access *acc)
{
	struct plain *q = data;
	int d;

	if (acc->array != q->array)
		return true;
	if (acc->nsubs != q->ndims)
		return false;
	for (d = 0; d < q->ndims; d++) {
		const ta_idx *x = acc->sub[d];

		if (x->nterms != 1 || x->term[0].nvars != 1
		    || x->term[0].coef != 1 || x->term[0].var[0] != d)
			return false;
	}
	return true;
}

/* Return whether every use of the virtual array "v" by "s" has the first
   iterators of "s" as subscripts. */
static bool uses_plainly(const ta_program *p, const ta_stmt *s, int v)
{
	struct plain q = { v, p->array[v].ndims };

	return plain_subs(&q, s->write)
	       && ta_expr_reads(s->rhs, plain_subs, &q);
}

/* Return whether "rhs" may be computed again in deeper loops. */
static bool cheap(const ta_expr *rhs)
{
	return ta_expr_size(rhs) <= MAX_MOVED
	       && !ta_expr_has_op(rhs, TA_OP_CALL)
	       && !ta_expr_has_op(rhs, TA_OP_DIV)
	       && !ta_expr_has_op(rhs, TA_OP_MOD)
	       && !ta_expr_has_op(rhs, TA_OP_SELECT);
}

/* Return whether the reader "u" of "v", written by "w", stands where the
   expression of "w" could be. */
static bool may_read(const ta_program *p, const ta_stmt *w, const ta_stmt *u,
		     int v)
{
	int dims = p->array[v].ndims;

	if (ta_common_loops(w, u) < dims || u->order[dims] <= w->order[dims])
		return false;
	if (!uses_plainly(p, u, v))
		return false;
	return u->depth == dims || cheap(w->rhs);
}

/* Return whether "t" runs after "w" and before or with place "last" of the
   body of its "dims" loops. */
static bool between(const ta_stmt *w, const ta_stmt *t, int dims, int last)
{
	return ta_common_loops(w, t) >= dims
	       && t->order[dims] > w->order[dims] && t->order[dims] <= last;
}

/* Return whether the value of statement "w" of "p" can be computed where its
   virtual array "v" is read. */
static bool can_forward(const ta_program *p, int w, int v)
{
	const ta_stmt *s = p->stmt[w];
	int i, dims = p->array[v].ndims, last = s->order[dims], users = 0;

	if (s->depth != dims || !uses_plainly(p, s, v)
	    || ta_expr_touches(s->rhs, v))
		return false;
	for (i = 0; i < p->nstmts; i++) {
		if (!ta_expr_touches(p->stmt[i]->rhs, v))
			continue;
		if (!may_read(p, s, p->stmt[i], v))
			return false;
		users++;
		if (p->stmt[i]->order[dims] > last)
			last = p->stmt[i]->order[dims];
	}
	if (users > 1 && !cheap(s->rhs))
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (!between(s, t, dims, last)
		    || !ta_expr_touches(s->rhs, t->write->array))
			continue;
		if (t->depth > dims || t->order[dims] < last)
			return false;
	}
	return true;
}

/* Forward the virtual array "v" of "p" if that is possible; return whether
   it was. */
static bool forward_array(ta_program *p, int v)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	int i, w;

	if (!p->array[v].is_virtual || p->array[v].live_out)
		return false;
	w = only_writer(p, v);
	if (w < 0 || !can_forward(p, w, v))
		return false;
	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *u = p->stmt[i];
		const ta_expr *by = p->stmt[w]->rhs;

		if (i == w || !ta_expr_touches(u->rhs, v))
			continue;
		u->rhs = ta_expr_replace(p, u->rhs, v, by);
		if (u->rest)
			u->rest = ta_expr_replace(p, u->rest, v, by);
	}
	drop[w] = true;
	return ta_program_drop(p, drop);
}

/* Forward every virtual array of "p" that only holds an expression; return
   whether anything changed. */
bool ta_forward(ta_program *p)
{
	bool changed = false, again = true;
	int v;

	while (again) {
		again = false;
		for (v = 0; v < p->narrays; v++)
			if (forward_array(p, v))
				again = changed = true;
	}
	return changed;
}
