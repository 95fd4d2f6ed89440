/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coalesce.c - loops over rows that lie one behind the other are one loop.

   Assumes a program after the dependence phase.  Where every element that two
   loops touch, one directly in the other, is found by counting through the
   elements of all rows,

	for (i = 0; i < n; i++)			for (i = 0; i < n * m; i++)
		for (j = 0; j < m; j++)	  ->		y[i] = f (x[i]);
			y[i][j] = f (x[i][j]);

   the two become one: short rows fill vectors, and few rows all threads.  The
   arrays they touch lose a dimension, so nothing else may touch these.  Leaves
   true that the statements run in the original order; dependences have to be
   found anew when something changed. */
#include "plan.h"

/* Two loops that may become one: iterators "d" and "d" + 1 of the statements
   "in", which run from lo[] to below hi[]; "row": how many elements a row
   has.  merged[a]: which dimension of array "a" takes in the next, -1 for
   none. */
struct pair {
	ta_program *p;
	ta_arena *a;
	int d;
	bool *in;
	const ta_idx *lo[2], *hi[2], *row;
	int *merged;
};

/* Return whether "x" depends on neither loop of "q". */
static bool fixed(const struct pair *q, const ta_idx *x)
{
	return !ta_idx_uses(x, q->d) && !ta_idx_uses(x, q->d + 1);
}

/* Return whether "x" counts through the elements of all rows of "q". */
static bool counts_on(const struct pair *q, const ta_idx *x)
{
	const ta_idx *i = ta_idx_coef(q->a, x, q->d);
	const ta_idx *j = ta_idx_coef(q->a, x, q->d + 1);

	return i && j && fixed(q, i) && fixed(q, j)
	       && ta_idx_equal(i, ta_idx_mul(q->a, q->row, j));
}

/* Return whether the subscripts "at" and "at" + 1 of "acc" are that of a row
   of "q" and that in the row, and the two as one are a subscript again. */
static bool row_and_column(const struct pair *q, const ta_access *acc, int at)
{
	const ta_idx *i = ta_idx_coef(q->a, acc->sub[at], q->d);
	const ta_idx *j = ta_idx_coef(q->a, acc->sub[at + 1], q->d + 1);
	const ta_array *array = &q->p->array[acc->array];
	const ta_idx *row = array->extent ? array->extent[at + 1] : NULL, *rest;
	int64_t k;

	if (!i || !j || !ta_idx_is_const(i, &k) || !k)
		return false;
	rest = ta_idx_mul(q->a, ta_idx_without(q->a, acc->sub[at], q->d),
			  q->row);
	return rest && ta_idx_affine(rest) && ta_idx_equal(i, j)
	       && !ta_idx_uses(acc->sub[at], q->d + 1)
	       && !ta_idx_uses(acc->sub[at + 1], q->d)
	       && row && ta_idx_equal(row, q->row);
}

/* Return the dimension of the array of "acc" that takes in the next when the
   loops of "q" are one, -1 for none, or -2 when that cannot be. */
static int merge_of(const struct pair *q, const ta_access *acc)
{
	int i, at = -1;

	if (acc->nsubs != q->p->array[acc->array].ndims)
		return -2;
	for (i = 0; i < acc->nsubs; i++) {
		if (fixed(q, acc->sub[i]))
			continue;
		if (at >= 0 || i + 1 == acc->nsubs
		    || !row_and_column(q, acc, i))
			return -2;
		at = i++;
	}
	return acc->offset && !counts_on(q, acc->offset) ? -2 : at;
}

/* Note in "data", a pair, how "acc" has to change; return whether it can. */
static bool note_access(void *data, ta_access *acc)
{
	struct pair *q = (struct pair *)data;
	int at = merge_of(q, acc);

	if (at < 0)
		return at == -1;
	q->merged[acc->array] = at;
	return true;
}

/* Return whether "acc" of a statement of the pair "data" changes as all
   others of its array do. */
static bool same_change(void *data, ta_access *acc)
{
	const struct pair *q = (const struct pair *)data;

	return merge_of(q, acc) == q->merged[acc->array];
}

/* Return whether the array of "acc" is one that changes in the pair
   "data". */
static bool keeps_shape(void *data, ta_access *acc)
{
	const struct pair *q = (const struct pair *)data;

	return q->merged[acc->array] < 0;
}

/* Return whether all values in "e" that come from iterators count on. */
static bool values_count_on(const struct pair *q, const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_ITER && !counts_on(q, e->u.idx))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!values_count_on(q, e->arg[i]))
			return false;
	return true;
}

/* Return whether the loops of statement "s" inside those of "q" run the same
   in every iteration of these. */
static bool same_inside(const struct pair *q, const ta_stmt *s)
{
	int i, d;

	for (i = 0; i < s->ncons; i++) {
		if (fixed(q, s->cons[i]))
			continue;
		for (d = q->d + 2; d < s->depth; d++)
			if (ta_idx_uses(s->cons[i], d))
				return false;
	}
	return true;
}

/* Return whether iterators q->d and q->d + 1 of "s" have the bounds of "q",
   which are set when "first". */
static bool same_bounds(struct pair *q, const ta_stmt *s, bool first)
{
	const ta_idx *lo, *hi;
	int i;

	for (i = 0; i < 2; i++) {
		if (!ta_simple_bounds(q->p, s, q->d + i, &lo, &hi)
		    || ta_idx_uses_iters(lo) || ta_idx_uses_iters(hi))
			return false;
		if (first) {
			q->lo[i] = lo;
			q->hi[i] = hi;
		} else if (!ta_idx_equal(lo, q->lo[i])
			   || !ta_idx_equal(hi, q->hi[i])) {
			return false;
		}
	}
	return true;
}

/* Collect in "q" the statements in loop q->d of statement "s"; return whether
   all are in the next loop too and the bounds of both are those of a box. */
static bool collect(struct pair *q, const ta_stmt *s)
{
	int i, common;

	if (s->depth < q->d + 2 || !same_bounds(q, s, true))
		return false;
	q->row = ta_idx_sub(q->a, q->hi[1], q->lo[1]);
	for (i = 0; i < q->p->nstmts; i++) {
		const ta_stmt *t = q->p->stmt[i];

		common = t == s ? s->depth : ta_common_loops(s, t);
		q->in[i] = common > q->d;
		if (q->in[i] && (common < q->d + 2 || !same_bounds(q, t, false)
				 || !same_inside(q, t)))
			return false;
	}
	return q->row != NULL;
}

/* Return whether everything that the statements of "q" touch is found by
   counting through the elements of all rows, and nothing else touches it. */
static bool all_count_on(struct pair *q)
{
	ta_program *p = q->p;
	bool any = false;
	int i;

	for (i = 0; i < p->narrays; i++)
		q->merged[i] = -1;
	for (i = 0; i < p->nstmts; i++)
		if (q->in[i] && (!note_access(q, p->stmt[i]->write)
				 || !ta_expr_reads(p->stmt[i]->rhs,
						   note_access, q)
				 || !values_count_on(q, p->stmt[i]->rhs)))
			return false;
	for (i = 0; i < p->nstmts; i++) {
		bool (*fn)(void *, ta_access *) = q->in[i] ? same_change
							   : keeps_shape;

		if (!fn(q, p->stmt[i]->write)
		    || !ta_expr_reads(p->stmt[i]->rhs, fn, q))
			return false;
	}
	for (i = 0; i < p->narrays; i++)
		any |= q->merged[i] >= 0 && !p->array[i].is_virtual;
	return any;
}

/* Let "acc" have one subscript for the two that the pair "data" merges. */
static bool merge_subs(void *data, ta_access *acc)
{
	const struct pair *q = (const struct pair *)data;
	int i, at = q->merged[acc->array];

	if (at < 0)
		return true;
	acc->sub[at] = ta_idx_add(q->a, ta_idx_mul(q->a, acc->sub[at], q->row),
				  acc->sub[at + 1]);
	for (i = at + 1; i + 1 < acc->nsubs; i++)
		acc->sub[i] = acc->sub[i + 1];
	acc->nsubs--;
	return true;
}

/* Give statement "s" the constraints that it has once the loops of "q" are
   one, its iterators becoming to[]. */
static void merge_domain(const struct pair *q, ta_stmt *s,
			 const ta_idx *const *to)
{
	const ta_idx *n = ta_idx_mul(q->a, q->row,
				     ta_idx_sub(q->a, q->hi[0], q->lo[0]));
	const ta_idx *it = ta_idx_var(q->a, q->d);
	int i, k = 0;

	for (i = 0; i < s->ncons; i++)
		if (fixed(q, s->cons[i]))
			s->cons[k++] = ta_idx_subst(q->a, s->cons[i], s->depth,
						    to);
	s->ncons = k;
	TA_PUSH(q->a, s->cons, s->ncons, it);
	TA_PUSH(q->a, s->cons, s->ncons,
		ta_idx_addk(q->a, ta_idx_sub(q->a, n, it), -1));
}

/* Make the two loops of "q" around statement "s" one. */
static void merge_stmt(const struct pair *q, ta_stmt *s)
{
	const ta_idx *to[TA_MAX_DEPTH];
	int d;

	for (d = 0; d < s->depth; d++)
		to[d] = ta_idx_var(q->a, d > q->d ? d - 1 : d);
	to[q->d] = q->lo[0];
	to[q->d + 1] = ta_idx_add(q->a, q->lo[1], ta_idx_var(q->a, q->d));
	merge_domain(q, s, to);
	s->write = ta_access_subst(q->a, s->write, s->depth, to);
	s->rhs = ta_expr_subst(q->a, s->rhs, s->depth, to);
	merge_subs((void *)q, s->write);
	ta_expr_reads(s->rhs, merge_subs, (void *)q);
	for (d = q->d + 1; d + 1 < s->depth; d++) {
		s->loop[d] = s->loop[d + 1];
		s->iter[d] = s->iter[d + 1];
	}
	for (d = q->d + 1; d < s->depth; d++)
		s->order[d] = s->order[d + 1];
	s->depth--;
}

/* Let array "a" lose the dimension after q->merged[a]. */
static void merge_array(const struct pair *q, ta_array *a, int at)
{
	int i;

	a->extent[at] = a->extent[at] ? ta_idx_mul(q->a, a->extent[at], q->row)
				      : NULL;
	for (i = at + 1; i + 1 < a->ndims; i++)
		a->extent[i] = a->extent[i + 1];
	a->ndims--;
}

/* Make iterators "d" and "d" + 1 of "s", and of what shares these loops, one
   if they can be; return whether they could. */
static bool coalesce(ta_program *p, const ta_stmt *s, int d)
{
	struct pair q = { .p = p, .a = p->arena, .d = d };
	int i;

	q.in = TA_NEWV(p->arena, bool, p->nstmts);
	q.merged = TA_NEWV(p->arena, int, p->narrays);
	if (!collect(&q, s) || !all_count_on(&q))
		return false;
	if (!ta_known_nonneg(p, q.row))
		ta_guard_ge0(p, q.row, ta_sprintf(p->arena, "%s >= 0: rows "
						  "are not negative",
						  ta_idx_text(p, q.row)));
	for (i = 0; i < p->nstmts; i++)
		if (q.in[i])
			merge_stmt(&q, p->stmt[i]);
	for (i = 0; i < p->narrays; i++)
		if (q.merged[i] >= 0)
			merge_array(&q, &p->array[i], q.merged[i]);
	return true;
}

/* Make one loop of every two of "p" that can be one; return whether there
   were any. */
bool ta_coalesce(ta_program *p)
{
	bool any = false;
	int i, d;

	for (i = 0; i < p->nstmts; i++)
		for (d = p->stmt[i]->depth - 2; d >= 0; d--)
			if (d + 1 < p->stmt[i]->depth)
				any |= coalesce(p, p->stmt[i], d);
	return any;
}
