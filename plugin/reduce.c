/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reduce.c - statements of the form x = x op e.

   Assumes subscripts.  Sets "reduce" and "rest" of every statement whose
   iterations may be taken in any order but for rounding: op is +, -, *, min
   or max, and "e" does not read the array of x.  Sums of floats only where
   the contract lets them be reordered; integers always, since their sums
   agree modulo a power of two (whoever emits a signed one in another order
   adds in the unsigned type).  Complex numbers are added part by part, as
   floats are; their products are none that may be reordered, since which of
   the parts of one is infinite and which NaN depends on the order.

   A maximum of floats written as a selection, "x < e ? e : x", skips elements
   that are NaN, because the comparison fails, and keeps an x that is NaN, for
   the same reason.  Reordering keeps both provided that a partial maximum
   starts at -infinity and is joined to the old x by the same selection.  Which
   of two zeros wins may change, as a sum of zeros may when it is reordered, so
   the contract has to allow that.  "x > e ? x : e" is something else: it
   forgets x at every NaN, its order matters, and it is left alone. */
#include "ta.h"

enum { MAX_TERMS = 16 };

/* What a right-hand side was found to be. */
struct form {
	enum ta_op op;
	ta_expr *rest;
};

/* The terms of a sum besides x, with their signs. */
struct sum {
	int n;
	ta_expr *term[MAX_TERMS];
	bool minus[MAX_TERMS];
};

/* Return whether the access is to another array than "data". */
static bool other_array(void *data, ta_access *acc)
{
	return acc->array != *(const int *)data;
}

/* Return whether "e" does not read the array that "s" writes. */
static bool free_of(const ta_stmt *s, const ta_expr *e)
{
	int array = s->write->array;

	return ta_expr_reads(e, other_array, &array);
}

/* Return whether "e" is the old value of what "s" writes. */
static bool is_old(const ta_stmt *s, const ta_expr *e)
{
	return e->op == TA_OP_READ && ta_access_equal(e->u.access, s->write);
}

/* Collect in "sum" the terms of "e" besides the old value of "s", which has
   to occur once and not negated; only the sums that contain it are taken
   apart.  Return false when it is no such sum. */
static bool collect_sum(const ta_stmt *s, ta_expr *e, struct sum *sum)
{
	while (!is_old(s, e)) {
		bool left, minus = e->op == TA_OP_SUB;

		if ((e->op != TA_OP_ADD && !minus)
		    || e->type != s->rhs->type || sum->n == MAX_TERMS)
			return false;
		left = free_of(s, e->arg[1]);
		if (!left && (minus || !free_of(s, e->arg[0])))
			return false;
		sum->minus[sum->n] = minus;
		sum->term[sum->n++] = e->arg[left ? 1 : 0];
		e = e->arg[left ? 0 : 1];
	}
	return sum->n > 0;
}

/* Return term "i" of "sum" added to (or taken from) "e". */
static ta_expr *add_term(ta_arena *a, const struct sum *sum, int i,
			 bool minus, ta_expr *e)
{
	ta_expr *t = sum->term[i];

	return ta_expr_new(a, minus ? TA_OP_SUB : TA_OP_ADD, t->type, t->loc,
			   2, e, t);
}

/* Return the sum of "sum" as one operand: the terms of the sign of the first
   positive one (or of all, when none is) first. */
static struct form join_sum(ta_arena *a, const struct sum *sum)
{
	struct form f = { TA_OP_ADD, NULL };
	int first = 0, i;

	while (first < sum->n && sum->minus[first])
		first++;
	if (first == sum->n) {
		f.op = TA_OP_SUB;
		first = 0;
	}
	f.rest = sum->term[first];
	for (i = 0; i < sum->n; i++)
		if (i != first)
			f.rest = add_term(a, sum, i,
					  sum->minus[i] != sum->minus[first],
					  f.rest);
	return f;
}

/* Return the form of "s" when it is a sum: x + e, e + x, x - e, and longer
   ones where their terms may be added up first: in floats that may be
   reordered, and in integers that wrap around. */
static struct form match_sum(const ta_program *p, const ta_stmt *s)
{
	struct form none = { TA_OP_NONE, NULL };
	struct sum sum = { 0 };

	if (!collect_sum(s, s->rhs, &sum))
		return none;
	if (sum.n > 1 && !ta_type_rounds(s->rhs->type)
	    && ta_type_is_signed(s->rhs->type))
		return none;
	return join_sum(p->arena, &sum);
}

/* Return the form of "s" when it is x op e or e op x. */
static struct form match_binary(const ta_stmt *s)
{
	struct form f = { s->rhs->op, NULL };

	if (is_old(s, s->rhs->arg[0]) && free_of(s, s->rhs->arg[1]))
		f.rest = s->rhs->arg[1];
	else if (is_old(s, s->rhs->arg[1]) && free_of(s, s->rhs->arg[0]))
		f.rest = s->rhs->arg[0];
	else
		f.op = TA_OP_NONE;
	return f;
}

/* Return the form of "s" when it is fma (a, b, x): x + a * b, rounded once
   more. */
static struct form match_fma(const ta_program *p, const ta_stmt *s)
{
	struct form f = { TA_OP_NONE, NULL };
	ta_expr *e = s->rhs;

	if (!is_old(s, e->arg[2]) || !free_of(s, e->arg[0])
	    || !free_of(s, e->arg[1]))
		return f;
	f.op = TA_OP_ADD;
	f.rest = ta_expr_new(p->arena, TA_OP_MUL, e->type, e->loc, 2,
			     e->arg[0], e->arg[1]);
	return f;
}

/* Return TA_OP_MAX when comparison "op" of a new value (left) with the old
   one says that the new one is larger, TA_OP_MIN when smaller, and
   TA_OP_NONE when it does not decide, or does not fail for NaN. */
static enum ta_op wins(enum ta_op op)
{
	switch (op) {
	case TA_OP_GT:
	case TA_OP_GE:
		return TA_OP_MAX;
	case TA_OP_LT:
	case TA_OP_LE:
		return TA_OP_MIN;
	default:
		return TA_OP_NONE;
	}
}

/* Return the comparison that holds when "op" does not; of integers when
   "integer". */
static enum ta_op negated(enum ta_op op, bool integer)
{
	switch (op) {
	case TA_OP_LT:
		return integer ? TA_OP_GE : TA_OP_UNGE;
	case TA_OP_LE:
		return integer ? TA_OP_GT : TA_OP_UNGT;
	case TA_OP_GT:
		return integer ? TA_OP_LE : TA_OP_UNLE;
	case TA_OP_GE:
		return integer ? TA_OP_LT : TA_OP_UNLT;
	case TA_OP_UNLT:
		return TA_OP_GE;
	case TA_OP_UNLE:
		return TA_OP_GT;
	case TA_OP_UNGT:
		return TA_OP_LE;
	case TA_OP_UNGE:
		return TA_OP_LT;
	default:
		return TA_OP_NONE;
	}
}

/* Return comparison "op" with its sides exchanged. */
static enum ta_op swapped(enum ta_op op)
{
	switch (op) {
	case TA_OP_LT:
		return TA_OP_GT;
	case TA_OP_LE:
		return TA_OP_GE;
	case TA_OP_GT:
		return TA_OP_LT;
	case TA_OP_GE:
		return TA_OP_LE;
	default:
		return TA_OP_NONE;
	}
}

/* Return the form of "s" when it is a selection between x and e by a
   comparison of the two that a NaN in e loses. */
static struct form match_select(const ta_stmt *s)
{
	struct form f = { TA_OP_NONE, NULL };
	ta_expr *c = s->rhs->arg[0], *e = s->rhs->arg[1];
	enum ta_op op = c->op;

	if (c->nargs != 2)
		return f;
	if (is_old(s, e)) {
		e = s->rhs->arg[2];
		op = negated(op, !ta_type_is_float(e->type));
	} else if (!is_old(s, s->rhs->arg[2])) {
		return f;
	}
	if (is_old(s, c->arg[0]) && ta_expr_equal(c->arg[1], e))
		op = swapped(op);
	else if (!is_old(s, c->arg[1]) || !ta_expr_equal(c->arg[0], e))
		return f;
	if (!free_of(s, e))
		return f;
	f.op = wins(op);
	f.rest = f.op == TA_OP_NONE ? NULL : e;
	return f;
}

/* Return the form of "s" by the operator at its root. */
static struct form match(const ta_program *p, const ta_stmt *s)
{
	struct form none = { TA_OP_NONE, NULL };

	switch (s->rhs->op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
		return match_sum(p, s);
	case TA_OP_MUL:
	case TA_OP_MIN:
	case TA_OP_MAX:
		return match_binary(s);
	case TA_OP_FMA:
		return match_fma(p, s);
	case TA_OP_SELECT:
		return match_select(s);
	default:
		return none;
	}
}

/* Set "reduce" and "rest" of every statement of "p". */
void ta_reductions(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];
		enum ta_type type = s->rhs->type;
		struct form none = { TA_OP_NONE, NULL }, f = none;

		if (type == p->array[s->write->array].elem
		    && type != TA_BOOL
		    && (!ta_type_rounds(type) || p->fp != TA_FP_STRICT))
			f = match(p, s);
		if (ta_type_is_complex(type) && f.op == TA_OP_MUL)
			f = none;
		s->reduce = f.op;
		s->rest = f.rest;
	}
}
