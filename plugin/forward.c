/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forward.c - virtual arrays that only hold an expression until it is used.

   Assumes a program after the dependence phase; p->alias pairs are apart,
   because a guard will see to it.  A virtual array that one statement writes
   is replaced by what that statement computes, wherever it is read, as long
   as nothing written in between is read by the expression.  What is left is
   a program with fewer statements and the same meaning:

	t[i][k] = alpha * A[i][k]
	C[i][j] = C[i][j] + t[i][k] * B[k][j]	(j inside)

   becomes one statement.  A value of it that is stored twice is read where it was
   stored first. */
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

/* Return whether every use by "s" of the array that "w" writes is of the element
   that "w" writes in the same iteration of their loops. */
static bool uses_plainly(const ta_stmt *s, const ta_stmt *w)
{
	return (s->write->array != w->write->array
		|| ta_access_equal(s->write, w->write))
	       && ta_expr_reads_only(s->rhs, w->write);
}

/* Return whether "rhs" may be computed again in deeper loops. */
static bool cheap(const ta_expr *rhs)
{
	return ta_expr_size(rhs) <= MAX_MOVED
	       && !ta_expr_calls(rhs)
	       && !ta_expr_has_op(rhs, TA_OP_LOOKUP)
	       && !ta_expr_has_op(rhs, TA_OP_DIV)
	       && !ta_expr_has_op(rhs, TA_OP_MOD)
	       && !ta_expr_has_op(rhs, TA_OP_SELECT);
}

/* Return whether the reader "u" of what "w" writes stands where the expression of
   "w" could be. */
static bool may_read(const ta_stmt *w, const ta_stmt *u)
{
	int dims = w->depth;

	if (ta_common_loops(w, u) < dims || u->order[dims] <= w->order[dims])
		return false;
	if (!uses_plainly(u, w))
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

	if (s->depth != dims || ta_expr_touches(s->rhs, v))
		return false;
	for (i = 0; i < p->nstmts; i++) {
		if (!ta_expr_touches(p->stmt[i]->rhs, v))
			continue;
		if (!may_read(s, p->stmt[i]))
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

/* Forward the virtual array "v" of "p", which statement "w" alone writes, if that
   is possible; return whether it was. */
static bool forward_array(ta_program *p, int v, int w)
{
	bool *drop;
	int i;

	if (p->array[v].live_out || !can_forward(p, w, v))
		return false;
	drop = TA_NEWV(p->arena, bool, p->nstmts);
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

/* Return whether a statement of "p" behind "x" and before "y", in the same loops,
   or in loops there, writes what "e" reads (NULL: nothing) or "array". */
static bool is_written(const ta_program *p, const ta_stmt *x, const ta_stmt *y,
		       const ta_expr *e, int array)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (between(x, t, x->depth, y->order[x->depth] - 1)
		    && (t->write->array == array
			|| (e && ta_expr_touches(e, t->write->array))))
			return true;
	}
	return false;
}

/* Return whether "y" runs for the iterations of "x", behind it in the same
   loops. */
static bool follows(const ta_stmt *x, const ta_stmt *y)
{
	return x != y && x->depth == y->depth
	       && ta_common_loops(x, y) == x->depth
	       && x->order[x->depth] < y->order[x->depth]
	       && ta_same_domain(x, y, x->depth);
}

/* Return whether "y" stores, by what "w" wrote, the value that "x" of "p" stored
   before it, which is still there. */
static bool stores_again(const ta_program *p, const ta_stmt *w,
			 const ta_stmt *x, const ta_stmt *y)
{
	const ta_expr *first, *rhs;
	int v = w->write->array;

	if (p->array[x->write->array].is_virtual || x->rhs->op != y->rhs->op
	    || !follows(w, x) || !follows(x, y) || !x->write->sure
	    || !w->write->sure
	    || p->array[x->write->array].elem != y->rhs->type
	    || !uses_plainly(x, w) || !uses_plainly(y, w))
		return false;
	first = ta_expr_replace(p, x->rhs, v, w->rhs);
	rhs = ta_expr_replace(p, y->rhs, v, w->rhs);
	return ta_expr_equal(first, rhs) && !is_written(p, w, x, rhs, -1)
	       && !is_written(p, x, y, NULL, x->write->array);
}

/* Let a statement of "p" read what another one stored, where it would compute the
   same of the virtual array "v", which statement "w" alone writes:

	t = c[i][j];	c[i][j] = t / n;	c[j][i] = t / n;

   The first overwrites what t is made of, so that it cannot stand in for t.  Return
   whether there was one. */
static bool read_stored(ta_program *p, int v, int w)
{
	bool found = false;
	int i, k;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *y = p->stmt[i];
		const ta_stmt *x = NULL;

		if (!ta_expr_touches(y->rhs, v) || !follows(p->stmt[w], y))
			continue;
		for (k = 0; k < p->nstmts && !x; k++)
			if (stores_again(p, p->stmt[w], p->stmt[k], y))
				x = p->stmt[k];
		if (!x)
			continue;
		y->rhs = ta_expr_read(p, ta_access_subst(p->arena, x->write, 0,
							 NULL));
		found = true;
	}
	return found;
}

/* Return whether statement "t" of "p" may write, in the same iteration, what statement
   "w" has read before, as far as dependences tell. */
static bool overwrites(const ta_program *p, int t, int w)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (d->src == w && d->dst == t && d->kind == TA_DEP_ANTI
		    && d->levels >> p->stmt[w]->depth & 1)
			return true;
	}
	return false;
}

/* Return whether the virtual array "v" of "p", which statement "w" alone writes, holds
   an element that is still what it was wherever that is read in the same loops, though
   others of its array are written in between. */
static bool holds_element(const ta_program *p, int w, int v)
{
	const ta_stmt *s = p->stmt[w];
	int i, dims = p->array[v].ndims, last = s->order[dims];

	if (s->depth != dims || s->rhs->op != TA_OP_READ || p->array[v].live_out
	    || p->array[s->rhs->u.access->array].is_virtual)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *u = p->stmt[i];

		if (i == w || !ta_stmt_touches(u, v))
			continue;
		if (u->depth != dims || !may_read(s, u)
		    || !ta_same_domain(s, u, dims))
			return false;
		if (u->order[dims] > last)
			last = u->order[dims];
	}
	for (i = 0; i < p->nstmts; i++)
		if (between(s, p->stmt[i], dims, last - 1)
		    && (p->stmt[i]->depth > dims || overwrites(p, i, w)))
			return false;
	return last > s->order[dims];
}

/* Let statements of "p", whose dependences are known, read elements of memory where they
   read scalars that hold these: the row above in a table, of which other elements are
   written before.  Return whether there were such. */
bool ta_forward_elements(ta_program *p)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts + 1);
	int v, w, i;

	for (v = 0; v < p->narrays; v++) {
		w = p->array[v].is_virtual ? only_writer(p, v) : -1;
		if (w < 0 || !holds_element(p, w, v))
			continue;
		for (i = 0; i < p->nstmts; i++) {
			ta_stmt *u = p->stmt[i];

			if (i == w || !ta_expr_touches(u->rhs, v))
				continue;
			u->rhs = ta_expr_replace(p, u->rhs, v, p->stmt[w]->rhs);
			if (u->rest)
				u->rest = ta_expr_replace(p, u->rest, v,
							  p->stmt[w]->rhs);
		}
		drop[w] = true;
	}
	return ta_program_drop(p, drop);
}

/* Forward every virtual array of "p" that only holds an expression; return
   whether anything changed. */
bool ta_forward(ta_program *p)
{
	bool changed = false, again = true;
	int v, w;

	while (again) {
		again = false;
		for (v = 0; v < p->narrays; v++) {
			w = p->array[v].is_virtual ? only_writer(p, v) : -1;
			if (w < 0)
				continue;
			again |= read_stored(p, v, w);
			again |= forward_array(p, v, w);
		}
		changed |= again;
	}
	return changed;
}
