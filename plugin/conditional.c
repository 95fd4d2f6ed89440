/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conditional.c - sums that are made under a condition on data.

   Assumes a program as extracted.  What is written only where a condition holds
   is first of all not known to be written, nor may it be written instead.  If
   the same iteration writes the element anyway it may be, with its old value:

	y[i] = 0				y[i] = 0
	y[i] = select (c, y[i] + e, keep)	y[i] = select (c, y[i] + e, y[i])

   Then, and in a scalar, the selection is between what is added and what adds
   nothing, of floats -0:

	s = select (c, s + e, s)		s = s + select (c, e, -0)

   so that what is a sum is seen to be one, and "e" is still computed only where
   "c" holds.  Leaves true that no statement writes where none did. */
#include "plan.h"

/* A way to change an old value: by "op" with "rest", and with NONE not at all.
   "chosen": a minimum or maximum that is written as a selection. */
struct change {
	enum ta_op op;
	bool chosen;
	ta_expr *rest;
};

/* ---------------------------------------------- written in any case ---- */

/* Return whether iterator "e" makes a step in "y", and "d" the same in "x". */
static bool goes_as_far(ta_arena *a, const ta_idx *x, int d, const ta_idx *y, int e)
{
	const ta_idx *step = ta_idx_coef(a, x, d);

	return step && ta_idx_uses(y, e) && ta_idx_equal(step, ta_idx_coef(a, y, e));
}

/* Set "to" to iterators of "s" in the place of those of "t", which writes to the same
   array: the loops that they share, and of others those along which elements are as far
   apart; return whether there is one for each. */
static bool pair_iterators(ta_arena *a, const ta_stmt *t, const ta_stmt *s,
			   const ta_idx **to)
{
	bool used[TA_MAX_DEPTH] = { false };
	int d, e, common = ta_common_loops(t, s);

	for (d = 0; d < t->depth; d++) {
		for (e = d < common ? d : common; e < s->depth; e++)
			if (d < common
			    || (!used[e]
				&& goes_as_far(a, t->write->offset, d,
					       s->write->offset, e)))
				break;
		if (e >= s->depth)
			return false;
		used[e] = true;
		to[d] = ta_idx_var(a, e);
	}
	return true;
}

/* Return whether "t" writes the element that "s" does, in every iteration of the
   loops that it shares with "s", or in loops of its own before those of "s". */
static bool writes_same(ta_arena *a, const ta_stmt *t, const ta_stmt *s)
{
	const ta_idx *to[TA_MAX_DEPTH];
	int i, common = ta_common_loops(t, s);

	if (!t->write->sure || t->write->array != s->write->array
	    || (t->depth > common && t->order[common] >= s->order[common]))
		return false;
	if (!t->write->offset || !s->write->offset)
		return t->depth <= s->depth && ta_access_equal(t->write, s->write)
		       && ta_runs_wherever(t, s, t->depth);
	if (!pair_iterators(a, t, s, to)
	    || !ta_idx_equal(ta_idx_subst(a, t->write->offset, t->depth, to),
			     s->write->offset))
		return false;
	for (i = 0; i < t->ncons; i++)
		if (!ta_idx_listed(ta_idx_subst(a, t->cons[i], t->depth, to), s->ncons,
				   s->cons))
			return false;
	return true;
}

/* Return "e" with the old value "old" wherever it is kept. */
ta_expr *ta_without_keep(const ta_program *p, ta_expr *e, const ta_access *old)
{
	ta_expr *x;

	if (e->op == TA_OP_KEEP)
		return ta_expr_read(p, ta_access_subst(p->arena, old, 0, NULL));
	if (!ta_expr_keeps(e))
		return e;
	x = (ta_expr *)ta_memdup(p->arena, e, sizeof(*e));
	x->arg = (ta_expr **)ta_memdup(p->arena, e->arg, 3 * sizeof(*e->arg));
	x->arg[1] = ta_without_keep(p, e->arg[1], old);
	x->arg[2] = ta_without_keep(p, e->arg[2], old);
	return x;
}

/* Let statement "s" of "p", which does not write everywhere, do so with the old
   value if another one writes there anyway. */
static void settle(ta_program *p, ta_stmt *s)
{
	int i;

	if (s->write->sure || s->scatter)	/* that says which place by a keep */
		return;
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i] != s && writes_same(p->arena, p->stmt[i], s))
			break;
	if (i == p->nstmts)
		return;
	s->write->sure = true;
	s->rhs = ta_without_keep(p, s->rhs, s->write);
	p->array[s->write->array].read = true;
}

/* --------------------------------------------------- what is selected --- */

/* Return what changes no value of "type" by "op". */
ta_expr *ta_neutral(ta_arena *a, enum ta_op op, enum ta_type type)
{
	int bits = 8 * ta_type_size(type);
	bool is_signed = ta_type_is_signed(type);
	int64_t least = is_signed ? (int64_t)(UINT64_MAX << (bits - 1)) : 0;
	int64_t most = (int64_t)(UINT64_MAX >> (64 - bits + is_signed));
	double inf = __builtin_inf();

	if (ta_type_is_complex(type))
		return ta_expr_new(a, TA_OP_COMPLEX, type, 0, 2,
				   ta_neutral(a, op, ta_type_part(type)),
				   ta_neutral(a, op, ta_type_part(type)));
	switch (op) {
	case TA_OP_MUL:
		return ta_type_is_float(type) ? ta_expr_float(a, type, 1)
					      : ta_expr_int(a, type, 1);
	case TA_OP_MIN:
		return ta_type_is_float(type) ? ta_expr_float(a, type, inf)
					      : ta_expr_int(a, type, most);
	case TA_OP_MAX:
		return ta_type_is_float(type) ? ta_expr_float(a, type, -inf)
					      : ta_expr_int(a, type, least);
	case TA_OP_ADD:
		return ta_type_is_float(type) ? ta_expr_float(a, type, -0.0)
					      : ta_expr_int(a, type, 0);
	case TA_OP_AND:
		return ta_expr_int(a, type, type == TA_BOOL ? 1
					    : is_signed	    ? -1
							    : most);
	default:
		return ta_type_is_float(type) ? ta_expr_float(a, type, 0)
					      : ta_expr_int(a, type, 0);
	}
}

static bool find_change(const ta_program *p, const ta_stmt *s, ta_expr *e,
			struct change *out);

/* Set "out" to what the selection "e" does to the old value of "s"; return
   whether that is one operation. */
static bool of_selection(const ta_program *p, const ta_stmt *s, ta_expr *e,
			 struct change *out)
{
	ta_arena *a = p->arena;
	struct change x, y;

	out->op = ta_extreme(s, e, &out->rest);
	out->chosen = true;
	if (out->op != TA_OP_NONE)
		return true;
	if (ta_expr_touches(e->arg[0], s->write->array)
	    || !find_change(p, s, e->arg[1], &x)
	    || !find_change(p, s, e->arg[2], &y))
		return false;
	out->op = x.op != TA_OP_NONE ? x.op : y.op;
	out->chosen = x.chosen || y.chosen;
	if (out->op == TA_OP_NONE)
		return false;
	if (x.op != TA_OP_NONE && y.op != TA_OP_NONE
	    && (x.op != y.op || x.chosen != y.chosen))
		return false;
	if (!x.rest)
		x.rest = ta_neutral(a, out->op, e->type);
	if (!y.rest)
		y.rest = ta_neutral(a, out->op, e->type);
	out->rest = ta_expr_new(a, TA_OP_SELECT, e->type, e->loc, 3, e->arg[0],
				x.rest, y.rest);
	return true;
}

/* Set "out" to what "e" does to the old value of "s"; return whether that is
   one operation, or none. */
static bool find_change(const ta_program *p, const ta_stmt *s, ta_expr *e,
			struct change *out)
{
	int old;

	out->op = TA_OP_NONE;
	out->chosen = false;
	out->rest = NULL;
	if (ta_is_old(s, e))
		return true;
	if (e->op == TA_OP_SELECT)
		return of_selection(p, s, e, out);
	if (e->op != TA_OP_ADD && e->op != TA_OP_SUB
	    && (e->op != TA_OP_MUL || ta_type_is_complex(e->type))
	    && ((e->op != TA_OP_MIN && e->op != TA_OP_MAX)
		|| ta_type_rounds(e->type)))
		return false;
	old = ta_is_old(s, e->arg[0]) ? 0 : 1;
	if (!ta_is_old(s, e->arg[old]) || (old && e->op == TA_OP_SUB)
	    || ta_expr_touches(e->arg[1 - old], s->write->array))
		return false;
	out->op = e->op;
	out->rest = e->arg[1 - old];
	return true;
}

/* Return the value of "s" after "change". */
static ta_expr *changed(const ta_program *p, const ta_stmt *s,
			const struct change *change)
{
	ta_arena *a = p->arena;
	ta_expr *old = ta_expr_read(p, ta_access_subst(a, s->write, 0, NULL));
	enum ta_op op = change->op == TA_OP_MAX ? TA_OP_GT : TA_OP_LT;
	ta_expr *c;

	if (!change->chosen)
		return ta_expr_new(a, change->op, old->type, s->loc, 2, old,
				   change->rest);
	c = ta_expr_new(a, op, TA_BOOL, s->loc, 2, change->rest, old);
	return ta_expr_new(a, TA_OP_SELECT, old->type, s->loc, 3, c,
			   change->rest, old);
}

/* Let the selection between a new and the old value that statement "s" of "p"
   makes be one of what to change it by, if that may go in any order. */
static void choose_rest(ta_program *p, ta_stmt *s)
{
	enum ta_type type = s->rhs->type;
	struct change change;

	if (s->rhs->op != TA_OP_SELECT || type == TA_BOOL
	    || type != p->array[s->write->array].elem
	    || (ta_type_rounds(type) && p->fp == TA_FP_STRICT)
	    || ta_extreme(s, s->rhs, &change.rest) != TA_OP_NONE)
		return;
	if (!s->write->sure || !find_change(p, s, s->rhs, &change))
		return;
	s->rhs = ta_expr_subst(p->arena, changed(p, s, &change), 0, NULL);
}

/* Let the sums that "p" makes under conditions on data be sums. */
void ta_conditional(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		settle(p, p->stmt[i]);
	for (i = 0; i < p->nstmts; i++)
		choose_rest(p, p->stmt[i]);
}
