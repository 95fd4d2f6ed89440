/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reduce.c - statements of the form x = x op e.

   Assumes subscripts.  Sets "reduce" and "rest" of every statement whose
   iterations may be taken in any order but for rounding: op is +, -, *, min,
   max, and, or, xor, and "e" reads nothing that the statement writes.  Sums of floats only
   where the contract lets them be reordered; integers always, since their sums
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
   forgets x at every NaN, its order matters, and it is left alone.

   A flag, "c ? k : x" of a value k that does not vary where x does not, is k if
   c held once, and x otherwise: what is accumulated is c, by "or" where k is
   chosen when it holds, and by "and" where it is chosen when it does not. */
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

/* A statement of a program, and whether its terms may read other elements than
   the one an instance writes, that other instances do. */
struct place {
	const ta_program *p;
	const ta_stmt *s;
	bool in_place;
};

/* Return whether "x" is less than "y" wherever each is in the domain of
   "s". */
static bool always_less(const ta_program *p, const ta_stmt *s, const ta_idx *x,
			const ta_idx *y)
{
	const ta_idx *xlo, *xhi, *ylo, *yhi, *gap;

	if (!ta_range(p, s, 0, x, &xlo, &xhi)
	    || !ta_range(p, s, 0, y, &ylo, &yhi))
		return false;
	gap = ta_idx_addk(p->arena, ta_idx_sub(p->arena, ylo, xhi), -1);
	return gap && ta_known_nonneg(p, gap);
}

/* Return whether statement "s" of "p" writes in no iteration what it reads by
   "acc" in any: another array, or a subscript that is always less or more. */
bool ta_apart(const ta_program *p, const ta_stmt *s, const ta_access *acc)
{
	int d;

	if (acc->array != s->write->array)
		return true;
	for (d = 0; d < acc->nsubs && d < s->write->nsubs; d++)
		if (always_less(p, s, acc->sub[d], s->write->sub[d])
		    || always_less(p, s, s->write->sub[d], acc->sub[d]))
			return true;
	return false;
}

/* Return whether "acc" reads nothing that the statement "data" writes. */
static bool is_apart(void *data, ta_access *acc)
{
	const struct place *at = (const struct place *)data;

	return ta_apart(at->p, at->s, acc);
}

/* Return whether "e" reads nothing that statement "s" of "p" writes in any
   iteration. */
bool ta_reads_apart(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	struct place at = { p, s, false };

	return ta_expr_reads(e, is_apart, &at);
}

/* Return whether "acc" reads another element than the statement "data" writes in
   the same instance. */
static bool is_other(void *data, ta_access *acc)
{
	const struct place *at = (const struct place *)data;

	return ta_other_element(at->p, at->s, acc, at->s->write);
}

/* Return whether "e" reads no element that statement "s" of "p" writes in the same
   instance. */
bool ta_reads_others(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	struct place at = { p, s, true };

	return ta_expr_reads(e, is_other, &at);
}

/* Return whether "e" reads nothing that the statement "at" writes: if in place, no
   element that the instance writes that reads it, nor then any other instance
   that adds to the same element. */
static bool free_of(const struct place *at, const ta_expr *e)
{
	return ta_expr_reads(e, at->in_place ? is_other : is_apart,
			     (void *)at);
}

/* Collect in "sum" the terms of "e" besides the old value of "s", which has
   to occur once and not negated; only the sums that contain it are taken
   apart.  Return false when it is no such sum. */
static bool collect_sum(const struct place *at, ta_expr *e, struct sum *sum)
{
	const ta_stmt *s = at->s;

	while (!ta_is_old(s, e)) {
		bool left, minus = e->op == TA_OP_SUB;

		if ((e->op != TA_OP_ADD && !minus)
		    || e->type != s->rhs->type || sum->n == MAX_TERMS)
			return false;
		left = free_of(at, e->arg[1]);
		if (!left && (minus || !free_of(at, e->arg[0])))
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

/* Return the form of "at" when it is a sum: x + e, e + x, x - e, and longer
   ones where their terms may be added up first: in floats that may be
   reordered, and in integers that wrap around. */
static struct form match_sum(const struct place *at)
{
	const ta_stmt *s = at->s;
	struct form none = { TA_OP_NONE, NULL };
	struct sum sum = { 0 };

	if (!collect_sum(at, s->rhs, &sum))
		return none;
	if (sum.n > 1 && !ta_type_rounds(s->rhs->type)
	    && ta_type_is_signed(s->rhs->type))
		return none;
	return join_sum(at->p->arena, &sum);
}

/* Return the form of "at" when it is x op e or e op x. */
static struct form match_binary(const struct place *at)
{
	const ta_stmt *s = at->s;
	struct form f = { s->rhs->op, NULL };

	if (ta_is_old(s, s->rhs->arg[0]) && free_of(at, s->rhs->arg[1]))
		f.rest = s->rhs->arg[1];
	else if (ta_is_old(s, s->rhs->arg[1]) && free_of(at, s->rhs->arg[0]))
		f.rest = s->rhs->arg[0];
	else
		f.op = TA_OP_NONE;
	return f;
}

/* Return the form of "at" when it is fma (a, b, x): x + a * b, rounded once
   more. */
static struct form match_fma(const struct place *at)
{
	struct form f = { TA_OP_NONE, NULL };
	const ta_stmt *s = at->s;
	ta_expr *e = s->rhs;

	if (!ta_is_old(s, e->arg[2]) || !free_of(at, e->arg[0])
	    || !free_of(at, e->arg[1]))
		return f;
	f.op = TA_OP_ADD;
	f.rest = ta_expr_new(at->p->arena, TA_OP_MUL, e->type, e->loc, 2,
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

/* Return the comparison with the old value of "s" by which *rest is what the
   selection "e" of the two takes, if a NaN in *rest loses it and one of the two
   is larger; else TA_OP_NONE. */
enum ta_op ta_extreme_test(const ta_stmt *s, const ta_expr *e, ta_expr **rest)
{
	ta_expr *c = e->arg[0];
	enum ta_op op = c->op;

	if (c->nargs != 2)
		return TA_OP_NONE;
	*rest = e->arg[1];
	if (ta_is_old(s, *rest)) {
		*rest = e->arg[2];
		op = negated(op, !ta_type_is_float((*rest)->type));
	} else if (!ta_is_old(s, e->arg[2])) {
		return TA_OP_NONE;
	}
	if (ta_is_old(s, c->arg[0]) && ta_expr_equal(c->arg[1], *rest))
		op = swapped(op);
	else if (!ta_is_old(s, c->arg[1]) || !ta_expr_equal(c->arg[0], *rest))
		return TA_OP_NONE;
	return wins(op) == TA_OP_NONE ? TA_OP_NONE : op;
}

/* Return TA_OP_MIN or TA_OP_MAX if the selection "e" is that of the old value of
   "s" and *rest, by a comparison of the two that a NaN in *rest loses; else
   TA_OP_NONE. */
enum ta_op ta_extreme(const ta_stmt *s, const ta_expr *e, ta_expr **rest)
{
	return wins(ta_extreme_test(s, e, rest));
}

/* Return the form of "at" when it is the smaller or larger of x and e, as a
   selection. */
static struct form match_select(const struct place *at)
{
	struct form f = { TA_OP_NONE, NULL };

	f.op = ta_extreme(at->s, at->s->rhs, &f.rest);
	if (f.op == TA_OP_NONE || !free_of(at, f.rest)) {
		f.op = TA_OP_NONE;
		f.rest = NULL;
	}
	return f;
}

/* Return whether "e" reads memory, or uses an iterator that the element that "s"
   writes does not depend on. */
static bool varies(const ta_stmt *s, const ta_expr *e)
{
	int i, d;

	for (d = 0; e->op == TA_OP_ITER && d < s->depth; d++)
		if (ta_idx_uses(e->u.idx, d) && !ta_access_uses(s->write, d))
			return true;
	for (i = 0; i < e->nargs; i++)
		if (varies(s, e->arg[i]))
			return true;
	return e->op == TA_OP_READ;
}

/* Return whether what statement "s" accumulates is a condition, which chooses
   between the old value and one that does not vary. */
bool ta_is_flag(const ta_stmt *s)
{
	return (s->reduce == TA_OP_AND || s->reduce == TA_OP_OR)
	       && s->rhs->op == TA_OP_SELECT;
}

/* Return the form of "at" when it is a flag. */
static struct form match_flag(const struct place *at)
{
	struct form f = { TA_OP_NONE, NULL };
	const ta_stmt *s = at->s;
	ta_expr *e = s->rhs;
	int old = ta_is_old(s, e->arg[2]) ? 2 : 1;

	if (!ta_is_old(s, e->arg[old]) || varies(s, e->arg[3 - old])
	    || !free_of(at, e->arg[0]))
		return f;
	f.op = old == 2 ? TA_OP_OR : TA_OP_AND;
	f.rest = e->arg[0];
	return f;
}

/* Return the form of "at" by the operator at its root. */
static struct form match(const struct place *at)
{
	struct form none = { TA_OP_NONE, NULL }, f;

	switch (at->s->rhs->op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
		return match_sum(at);
	case TA_OP_MUL:
	case TA_OP_MIN:
	case TA_OP_MAX:
	case TA_OP_AND:
	case TA_OP_OR:
	case TA_OP_XOR:
		return match_binary(at);
	case TA_OP_FMA:
		return match_fma(at);
	case TA_OP_SELECT:
		f = match_flag(at);
		return f.op == TA_OP_NONE ? match_select(at) : f;
	default:
		return none;
	}
}

/* Return whether "f", by which statement "s" of "p" accumulates, may do so in
   any order: a flag always, and bits.  Not so a product with the same number each time,
   as x = x + x becomes: the power of that is infinite long before x is. */
static bool may_reorder(const ta_program *p, const ta_stmt *s,
			const struct form *f)
{
	enum ta_type type = s->rhs->type;
	enum ta_op op = f->op;

	if (op == TA_OP_AND || op == TA_OP_OR || op == TA_OP_XOR)
		return true;
	if (op == TA_OP_MUL && (ta_type_is_complex(type)
				|| (ta_type_rounds(type)
				    && f->rest->op == TA_OP_CONST)))
		return false;
	return type != TA_BOOL && (!ta_type_rounds(type) || p->fp != TA_FP_STRICT);
}

/* Return the operation by which statement "s" of "p" is a sum in place of floats,
   or TA_OP_NONE: several instances add to one element, and what they add is
   made of others. */
enum ta_op ta_sum_in_place(const ta_program *p, const ta_stmt *s)
{
	struct place at = { p, s, true };
	struct form f;
	int d;

	for (d = 0; d < s->depth && ta_access_uses(s->write, d); d++)
		;
	if (d == s->depth || !s->write->sure || p->fp == TA_FP_STRICT
	    || !ta_type_rounds(s->rhs->type))
		return TA_OP_NONE;
	f = match(&at);
	return f.op == TA_OP_ADD || f.op == TA_OP_SUB ? f.op : TA_OP_NONE;
}

/* Return the operation by which statement "s" of "p" adds "*rest" to what is in an
   element already, in any order, and made of other elements; or TA_OP_NONE. */
enum ta_op ta_accumulation(const ta_program *p, const ta_stmt *s,
			   ta_expr **rest)
{
	struct place at = { p, s, true };
	struct form f;

	if (s->rhs->type != p->array[s->write->array].elem)
		return TA_OP_NONE;
	f = match(&at);
	*rest = f.rest;
	return may_reorder(p, s, &f) ? f.op : TA_OP_NONE;
}

/* Return the operation by which statement "s" of "p" changes what is in an element by
   "*rest", in any order, and made of what it does not write; or TA_OP_NONE. */
enum ta_op ta_sum_apart(const ta_program *p, const ta_stmt *s, ta_expr **rest)
{
	struct place at = { p, s, false };
	struct form f = { TA_OP_NONE, NULL };

	if (s->rhs->type == p->array[s->write->array].elem)
		f = match(&at);
	*rest = f.rest;
	return may_reorder(p, s, &f) ? f.op : TA_OP_NONE;
}

/* Set "reduce" and "rest" of every statement of "p", and "in_place". */
void ta_reductions(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		s->reduce = ta_sum_apart(p, s, &s->rest);
		if (s->reduce == TA_OP_NONE)
			s->rest = NULL;
		s->in_place = TA_OP_NONE;
		if (s->reduce == TA_OP_NONE
		    && s->rhs->type == p->array[s->write->array].elem)
			s->in_place = ta_sum_in_place(p, s);
	}
}
