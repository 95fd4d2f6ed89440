/* SPDX-License-Identifier: GPL-3.0-or-later */
/* offdiagonal.c - what the diagonal is left out of is computed on it, too.

   Assumes a program as extracted.  Of the distances of points among themselves

	for i:  for j:	if (j == i)
				continue;
			for k:	s[i][j] += (x[i][k] - x[j][k]) * ...
			if (s[i][j] < b[i]) ...

   those of each point to itself are passed over: all but one of n.  The sums are scalars
   of one iteration, which nothing looks at where they were not made, so that they may be
   made there, too, which keeps vectors along i together.  What is read for that is read
   without it where something that is the same in all iterations of one of the two loops,
   as x[i][k] is for all j, is read in another iteration: a guard asks that there are two.
   Leaves true that no memory is written where none was, nor read that was not; where
   floating-point exceptions count, all is as it was. */
#include "plan.h"

/* A condition that two indices, in which the first "used" iterators are, differ, asked
   by "cond": each of the loops "apart" has at most one iteration where they do not. */
struct off {
	const ta_expr *cond;
	unsigned apart;
	int used;
};

/* Return the difference of what "c" compares, two indices, or NULL. */
static const ta_idx *difference(ta_arena *a, const ta_expr *c)
{
	const ta_expr *x = c->arg[0], *y = c->arg[1];

	while (x->op == TA_OP_CAST)
		x = x->arg[0];
	while (y->op == TA_OP_CAST)
		y = y->arg[0];
	return x->op == TA_OP_ITER && y->op == TA_OP_ITER
		       ? ta_idx_sub(a, x->u.idx, y->u.idx)
		       : NULL;
}

/* Set "off" to the condition of "e", the right side of statement "s", if that is of the
   kind; return whether it is. */
static bool find_off(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		     struct off *off)
{
	const ta_expr *c = e->op == TA_OP_SELECT ? e->arg[0] : NULL;
	const ta_idx *x, *coef;
	int64_t k;
	int d;

	if (!c || (c->op != TA_OP_NE && c->op != TA_OP_EQ))
		return false;
	x = difference(p->arena, c);
	if (!x)
		return false;
	off->cond = c;
	off->apart = off->used = 0;
	for (d = 0; d < s->depth; d++) {
		if (!ta_idx_uses(x, d))
			continue;
		off->used = d + 1;
		coef = ta_idx_coef(p->arena, x, d);
		if (ta_idx_is_const(coef, &k)
		    && !ta_idx_uses(ta_idx_without(p->arena, x, d), d))
			off->apart |= 1u << d;
	}
	return off->apart != 0;
}

/* Return the arm of "e" that is taken where the indices of "off" differ, 0 if it is no
   selection by that. */
static int arm_of(const ta_expr *e, const struct off *off)
{
	const ta_expr *c = e->op == TA_OP_SELECT ? e->arg[0] : NULL;

	if (!c || (c->op != TA_OP_NE && c->op != TA_OP_EQ)
	    || !ta_expr_equal(c->arg[0], off->cond->arg[0])
	    || !ta_expr_equal(c->arg[1], off->cond->arg[1]))
		return 0;
	return c->op == TA_OP_NE ? 1 : 2;
}

/* Return whether "e" reads "array" only where the indices of "off" differ. */
static bool reads_only_off(const ta_expr *e, int array, const struct off *off)
{
	int i, arm = arm_of(e, off);

	if (e->op == TA_OP_READ)
		return e->u.access->array != array;
	for (i = 0; i < e->nargs; i++)
		if (!(arm && i == arm)
		    && !reads_only_off(e->arg[i], array, off))
			return false;
	return true;
}

/* Return whether "t", where the indices of "off" do not differ, leaves what it writes as
   it is. */
static bool leaves(const ta_stmt *t, const struct off *off)
{
	int arm = arm_of(t->rhs, off);

	return arm && ta_is_old(t, t->rhs->arg[3 - arm]);
}

/* Return whether nothing in "p" looks at what "s" writes but where the indices of "off"
   differ. */
static bool is_private(const ta_program *p, const ta_stmt *s,
		       const struct off *off)
{
	const ta_array *array = &p->array[s->write->array];
	int i;

	if (!array->is_virtual || array->live_out || array->ndims < off->used)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (ta_expr_touches(t->rhs, s->write->array)
		    && !(t->write->array == s->write->array
			 && leaves(t, off))
		    && (ta_common_loops(s, t) < off->used
			|| !reads_only_off(t->rhs, s->write->array, off)))
			return false;
	}
	return true;
}

/* Return how many iterations the loop over iterator "d" of "s" has less two, by
   parameters alone, or NULL. */
static const ta_idx *more_than_one(const ta_program *p, const ta_stmt *s, int d)
{
	const ta_idx *lo, *hi;
	int i;

	for (i = 0; i < s->ncons; i++)
		if (ta_idx_uses(s->cons[i], d)
		    && ta_idx_iters(s->cons[i], s->depth) != 1u << d)
			return NULL;
	return ta_box_bounds(p, s, d, 0, NULL, &lo, &hi)
		       ? ta_idx_addk(p->arena, ta_idx_sub(p->arena, hi, lo), -2)
		       : NULL;
}

/* Reads that are to be made on the diagonal, too, and of which loops there have to be two
   iterations for that. */
struct reads {
	const ta_program *p;
	const ta_stmt *s;
	const struct off *off;
	unsigned twice;
};

/* Return whether the read "acc" of "r" may be made on the diagonal. */
static bool may_read(struct reads *r, const ta_access *acc)
{
	int d;

	if (acc->sure || r->p->array[acc->array].is_virtual)
		return true;
	for (d = 0; d < r->off->used; d++)
		if (r->off->apart >> d & 1 && !ta_idx_uses(acc->offset, d)
		    && more_than_one(r->p, r->s, d)) {
			r->twice |= 1u << d;
			return true;
		}
	return false;
}

/* Return whether "e" may be computed on the diagonal: what is under another condition
   stays so. */
static bool may_compute(struct reads *r, const ta_expr *e)
{
	int i, n = e->op == TA_OP_SELECT ? 1 : e->nargs;

	if (e->op == TA_OP_READ)
		return may_read(r, e->u.access);
	if (e->op == TA_OP_CALL || ta_op_outside(e->op) || e->op == TA_OP_KEEP
	    || ((e->op == TA_OP_DIV || e->op == TA_OP_MOD)
		&& !ta_type_rounds(e->type)))
		return false;
	for (i = 0; i < n; i++)
		if (!may_compute(r, e->arg[i]))
			return false;
	return true;
}

/* Return whether what "e" reads may be read on the diagonal, but under another condition:
   and be computed of, where the result is not taken. */
static bool may_read_all(struct reads *r, const ta_expr *e)
{
	int i, n = e->op == TA_OP_SELECT ? 1 : e->nargs;

	if (e->op == TA_OP_READ)
		return may_read(r, e->u.access);
	if (ta_op_outside(e->op) || e->op == TA_OP_KEEP)
		return false;
	for (i = 0; i < n; i++)
		if (!may_read_all(r, e->arg[i]))
			return false;
	return true;
}

/* Let "s" of "p" compute on the diagonal what it does off it, where it may, or at least
   read what that takes: of a vector of sums, to one of which nothing is added, all
   terms are made. */
static void compute_all(ta_program *p, ta_stmt *s)
{
	struct reads r = { p, s, NULL, 0 };
	struct off off;
	bool all;
	ta_expr *e;
	int d;

	if (!s->write->sure || !find_off(p, s, s->rhs, &off))
		return;
	r.off = &off;
	e = s->rhs->arg[arm_of(s->rhs, &off)];
	all = is_private(p, s, &off) && may_compute(&r, e);
	if (!all && !may_read_all(&r, e))
		return;
	for (d = 0; d < off.used; d++)
		if (r.twice >> d & 1)
			ta_guard_nonneg(p, more_than_one(p, s, d),
					"another one than itself");
	s->rhs = ta_expr_subst(p->arena, all ? e : s->rhs, 0, NULL);
	ta_mark_sure(all ? s->rhs : s->rhs->arg[arm_of(s->rhs, &off)]);
}

/* Let "p" compute where indices are equal what it does where they differ and nobody
   looks at there. */
void ta_off_diagonal(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts && !p->traps; i++)
		compute_all(p, p->stmt[i]);
}
