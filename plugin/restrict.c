/* SPDX-License-Identifier: GPL-3.0-or-later */
/* restrict.c - statements under a condition on indices.

   Assumes a program as extracted.  A sum in a scalar that is left as it is
   where a condition does not hold,

	if (ih >= 0 && ih < H && iw >= 0 && iw < W)
		sum += w[kh][kw] * in[ih][iw];

   is extracted as a selection between the new value and the old one; an element that is
   written where the truth of several comparisons is one value, as of a selection between
   what is written and nothing.  Where the
   condition is about indices, linear, and holds in a convex set of them, it
   becomes part of the domain, as it is from the beginning of other elements of memory and
   where the bounds of the loops are clamped.  Leaves true that a statement
   changes what it changed. */
#include "plan.h"

/* Conditions that are collected for statement "s"; "any": these may have
   products of iterators and parameters, which no domain can have. */
struct conditions {
	const ta_program *p;
	const ta_stmt *s;
	bool any;
	int n;
	const ta_idx **cons;
};

static const ta_idx *value(const struct conditions *c, const ta_expr *e);

/* Return what "op" makes of the values of the two arguments of "e", or NULL. */
static const ta_idx *binary(const struct conditions *c, const ta_expr *e)
{
	ta_arena *a = c->p->arena;
	const ta_idx *x = value(c, e->arg[0]), *y = value(c, e->arg[1]);

	switch (e->op) {
	case TA_OP_ADD:
		return ta_idx_add(a, x, y);
	case TA_OP_SUB:
		return ta_idx_sub(a, x, y);
	case TA_OP_MUL:
		return ta_idx_mul(a, x, y);
	default:
		return NULL;
	}
}

/* Return the value of the integer expression "e" as a polynomial, or NULL:
   signed arithmetic is exact, unsigned arithmetic is not. */
static const ta_idx *value(const struct conditions *c, const ta_expr *e)
{
	ta_arena *a = c->p->arena;

	if (!ta_type_is_integer(e->type) || e->type == TA_BOOL)
		return NULL;
	switch (e->op) {
	case TA_OP_CONST:
		return ta_type_is_signed(e->type) || e->u.i >= 0
		       ? ta_idx_const(a, e->u.i) : NULL;
	case TA_OP_PARAM:
		return ta_idx_param(a, e->u.param);
	case TA_OP_ITER:
		return ta_type_is_signed(e->type) ? e->u.idx : NULL;
	case TA_OP_NEG:
		return ta_type_is_signed(e->type)
		       ? ta_idx_scale(a, value(c, e->arg[0]), -1) : NULL;
	case TA_OP_CAST:
		return ta_type_is_signed(e->arg[0]->type)
		       && ta_type_is_signed(e->type)
		       && ta_type_size(e->type)
			  >= ta_type_size(e->arg[0]->type)
		       ? value(c, e->arg[0]) : NULL;
	default:
		return e->nargs == 2 && ta_type_is_signed(e->type)
		       ? binary(c, e) : NULL;
	}
}

/* Add "x" >= 0 to "c"; return whether it is a constraint. */
static bool add(struct conditions *c, const ta_idx *x)
{
	if (!x || (!c->any && !ta_idx_affine(x)))
		return false;
	TA_PUSH(c->p->arena, c->cons, c->n, x);
	return true;
}

/* Return the statement of "c" with what has been collected in its domain. */
static ta_stmt *narrowed(const struct conditions *c)
{
	ta_stmt *s = ta_stmt_copy(c->p->arena, c->s, c->s->order[0]);
	int i;

	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < c->s->ncons; i++)
		TA_PUSH(c->p->arena, s->cons, s->ncons, c->s->cons[i]);
	for (i = 0; i < c->n; i++)
		TA_PUSH(c->p->arena, s->cons, s->ncons, c->cons[i]);
	return s;
}

/* Add to "c" that "x" is not 0: where it never is negative, that it is
   positive, and the other way round; return whether it is so. */
static bool add_nonzero(struct conditions *c, const ta_idx *x)
{
	ta_arena *a = c->p->arena;
	const ta_idx *lo, *hi;

	if (!x || !ta_range(c->p, narrowed(c), 0, x, &lo, &hi))
		return false;
	if (ta_known_nonneg(c->p, lo))
		return add(c, ta_idx_addk(a, x, -1));
	return ta_known_nonneg(c->p, ta_idx_scale(a, hi, -1))
	       && add(c, ta_idx_addk(a, ta_idx_scale(a, x, -1), -1));
}

/* Return the comparison that holds when "op", of integers, does not. */
static enum ta_op opposite(enum ta_op op)
{
	switch (op) {
	case TA_OP_LT:
		return TA_OP_GE;
	case TA_OP_LE:
		return TA_OP_GT;
	case TA_OP_GT:
		return TA_OP_LE;
	case TA_OP_GE:
		return TA_OP_LT;
	case TA_OP_EQ:
		return TA_OP_NE;
	default:
		return TA_OP_EQ;
	}
}

/* Add to "c" what comparison "op" says of "d", the first value less the second;
   return whether that is convex. */
static bool add_comparison(struct conditions *c, enum ta_op op,
			   const ta_idx *d)
{
	ta_arena *a = c->p->arena;

	switch (op) {
	case TA_OP_GE:
		return add(c, d);
	case TA_OP_GT:
		return add(c, ta_idx_addk(a, d, -1));
	case TA_OP_LE:
		return add(c, ta_idx_scale(a, d, -1));
	case TA_OP_LT:
		return add(c, ta_idx_addk(a, ta_idx_scale(a, d, -1), -1));
	case TA_OP_EQ:
		return add(c, d) && add(c, ta_idx_scale(a, d, -1));
	case TA_OP_NE:
		return add_nonzero(c, d);
	default:
		return false;
	}
}

/* Add to "c" the comparison "op" of the unsigned "x" with "y": a signed value
   that was made unsigned is at most a constant when it is neither negative nor
   more.  Return whether it is that. */
static bool add_unsigned(struct conditions *c, enum ta_op op, const ta_expr *x,
			 const ta_expr *y)
{
	ta_arena *a = c->p->arena;
	const ta_idx *v;
	int64_t most;

	if ((op != TA_OP_LE && op != TA_OP_LT) || x->op != TA_OP_CAST
	    || y->op != TA_OP_CONST || !ta_type_is_signed(x->arg[0]->type)
	    || ta_type_size(x->arg[0]->type) != ta_type_size(x->type))
		return false;
	most = y->u.i - (op == TA_OP_LT);
	v = value(c, x->arg[0]);
	if (most < 0 || (ta_type_size(x->type) == 4 && most > INT32_MAX))
		return false;
	return add(c, v)
	       && add(c, ta_idx_addk(a, ta_idx_scale(a, v, -1), most));
}

/* Return whether "e" is the constant false, or true. */
static bool is_bool(const ta_expr *e, bool truth)
{
	return e->type == TA_BOOL && e->op == TA_OP_CONST && !e->u.i == !truth;
}

static bool collect(struct conditions *c, const ta_expr *e, bool holds);

/* Add to "c" that comparison "e" holds, or does not; return whether it is a
   constraint. */
static bool collect_comparison(struct conditions *c, const ta_expr *e,
			       bool holds)
{
	const ta_expr *x = e->arg[0], *y = e->arg[1];
	enum ta_op op = holds ? e->op : opposite(e->op);

	if (x->type == TA_BOOL && (e->op == TA_OP_NE || e->op == TA_OP_EQ)) {
		bool same = e->op == TA_OP_EQ;

		if (is_bool(y, false) || is_bool(y, true))
			return collect(c, x, holds == (same == is_bool(y,
								      true)));
		return false;
	}
	if (!ta_type_is_integer(x->type))
		return false;
	if (!ta_type_is_signed(x->type) && op != TA_OP_EQ && op != TA_OP_NE
	    && add_unsigned(c, op, x, y))
		return true;
	if (!ta_type_is_signed(x->type) && x->type == TA_U64)
		return false;
	return add_comparison(c, op, ta_idx_sub(c->p->arena, value(c, x),
						value(c, y)));
}

/* Add to "c" that the condition "e" holds, or does not; return whether that is
   a conjunction of constraints. */
static bool collect(struct conditions *c, const ta_expr *e, bool holds)
{
	if (ta_op_compares(e->op))
		return collect_comparison(c, e, holds);
	switch (e->op) {
	case TA_OP_NOT:
		return e->type == TA_BOOL && collect(c, e->arg[0], !holds);
	case TA_OP_AND:
	case TA_OP_OR:
		return e->type == TA_BOOL && (e->op == TA_OP_AND) == holds
		       && collect(c, e->arg[0], holds)
		       && collect(c, e->arg[1], holds);
	case TA_OP_SELECT:
		if (is_bool(e->arg[2], !holds))
			return collect(c, e->arg[0], true)
			       && collect(c, e->arg[1], holds);
		return is_bool(e->arg[1], !holds)
		       && collect(c, e->arg[0], false)
		       && collect(c, e->arg[2], holds);
	default:
		return false;
	}
}

/* Add to "*n" constraints "*cons", that hold with those of statement "s", what
   says that condition "e" holds, or does not; return whether constraints can
   say that: affine ones, or "any". */
bool ta_conditions(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		   bool holds, bool any, int *n, const ta_idx ***cons)
{
	struct conditions c = { p, s, any, *n, *cons };

	if (!collect(&c, e, holds))
		return false;
	*n = c.n;
	*cons = c.cons;
	return true;
}

/* A walk over what a statement reads, by ta_reads_where. */
struct walk {
	const ta_program *p;
	const ta_stmt *whole, **s;
	bool (*fn)(void *data, ta_access *acc);
	void *data;
};

/* Return statement "s" of "p" where the choice "e" takes its first side, or if not
   "first" its second, as far as constraints can say that. */
static const ta_stmt *where_chosen(const ta_program *p, const ta_stmt *s,
				   const ta_expr *e, bool first)
{
	ta_stmt *part = ta_memdup(p->arena, s, sizeof(*s));
	int i;

	part->ncons = 0;
	part->cons = NULL;
	for (i = 0; i < s->ncons; i++)
		TA_PUSH(p->arena, part->cons, part->ncons, s->cons[i]);
	return ta_conditions(p, s, e->arg[0], first, false, &part->ncons,
			     &part->cons) ? part : s;
}

/* Go on with the walk "w" through "e", which is evaluated where "s" says. */
static void walk(const struct walk *w, const ta_expr *e, const ta_stmt *s)
{
	int i;

	if (e->op == TA_OP_READ) {
		*w->s = e->u.access->sure ? w->whole : s;
		w->fn(w->data, e->u.access);
	}
	for (i = 0; i < e->nargs; i++)
		walk(w, e->arg[i], e->op == TA_OP_SELECT && i
				   ? where_chosen(w->p, s, e, i == 1) : s);
}

/* Call "fn" with "data" on every access that statement "*s" of "p" reads, while "*s"
   is that statement where it is read, as far as constraints can say that. */
void ta_reads_where(const ta_program *p, const ta_stmt **s,
		    bool (*fn)(void *data, ta_access *acc), void *data)
{
	const ta_stmt *whole = *s;
	struct walk w = { p, whole, s, fn, data };

	walk(&w, whole->rhs, whole);
	*s = whole;
}

/* Return whether "e" adds to the old value of "s", or subtracts from it. */
static bool adds_up(const ta_stmt *s, const ta_expr *e)
{
	if (e->op == TA_OP_FMA)
		return ta_is_old(s, e->arg[2]);
	if (e->op != TA_OP_ADD && e->op != TA_OP_SUB)
		return false;
	return ta_is_old(s, e->arg[0])
	       || (e->op == TA_OP_ADD && ta_is_old(s, e->arg[1]));
}

/* Note that what "e" reads is read in every iteration, but under conditions of
   its own. */
void ta_mark_sure(ta_expr *e)
{
	int i, n = e->op == TA_OP_SELECT ? 1 : e->nargs;

	if (e->op == TA_OP_READ)
		e->u.access->sure = true;
	for (i = 0; i < n; i++)
		ta_mark_sure(e->arg[i]);
}

/* Return whether "e" leaves what "s" writes as it is: it is the old value, or nothing is
   written. */
static bool leaves(const ta_stmt *s, const ta_expr *e)
{
	return e->op == TA_OP_KEEP || ta_is_old(s, e);
}

/* Put the conditions under which statement "s" changes what it writes into its domain,
   if they can be and it adds to that, or else leaves it alone. */
static void restrict_stmt(ta_program *p, ta_stmt *s)
{
	bool kept = false, otherwise;
	int n = 0, i;
	const ta_idx **cons = NULL;
	ta_expr *e = s->rhs;

	for (i = 0; i < s->ncons; i++)
		TA_PUSH(p->arena, cons, n, s->cons[i]);
	while (e->op == TA_OP_SELECT) {
		otherwise = leaves(s, e->arg[1]);
		if (!otherwise && !leaves(s, e->arg[2]))
			return;
		if (!ta_conditions(p, s, e->arg[0], !otherwise, false, &n,
				   &cons))
			return;
		kept |= e->arg[otherwise ? 1 : 2]->op == TA_OP_KEEP;
		e = e->arg[otherwise ? 2 : 1];
	}
	if (e == s->rhs || (!kept && !adds_up(s, e)))
		return;
	s->cons = cons;
	s->ncons = n;
	s->rhs = e;
	s->write = ta_access_subst(p->arena, s->write, 0, NULL);
	s->write->sure = true;
	ta_mark_sure(e);
}

/* Put conditions on indices, under which statements of "p" write or make sums, into
   their domains. */
void ta_restrict(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		restrict_stmt(p, p->stmt[i]);
}
