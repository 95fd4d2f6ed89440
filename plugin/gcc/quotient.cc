/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quotient.cc - what is left whole when integers are divided by a constant.

   Assumes an extraction.  A loop that was unrolled by hand ends, and its rest
   begins, at a multiple of the copies:

	for (; j + 3 < n; j += 4)	for (j = 0; j < i / 4 * 4; j += 4)

   What is divided is no polynomial, but its quotient is an integer q with
   4 * q <= n - j < 4 * q + 4.  Over parameters it becomes a parameter; over
   iterators an iterator of one value, of a loop around what uses it that goes
   round once.  The iterators of a loop's trips have to be numbered before they
   are found: extraction begins anew for each.  Leaves true that what is divided
   is not negative, so that it does not matter how C rounds. */
#include "gcc-compat.h"
#include "extract.h"

/* Return how many quotients each trip of "loop" (NULL: none) has as
   iterators. */
int ta_x_nquotients(ta_extraction *x, class loop *loop)
{
	unsigned i;
	int n = 0;

	for (i = 0; loop && i < x->divided->length(); i++)
		n += (*x->divided)[i] == loop;
	return n;
}

/* Return true if "q" uses a quotient of "loop". */
bool ta_x_uses_quotient(ta_extraction *x, const ta_idx *q, class loop *loop)
{
	int d = ta_x_depth(x, loop), n = ta_x_nquotients(x, loop), i;

	for (i = 1; i <= n; i++)
		if (ta_idx_uses(q, d + i))
			return true;
	return false;
}

/* Return true if "q" uses the iterator of "loop" or a quotient of it. */
bool ta_x_uses_own(ta_extraction *x, const ta_idx *q, class loop *loop)
{
	return ta_idx_uses(q, ta_x_depth(x, loop))
	       || ta_x_uses_quotient(x, q, loop);
}

/* Return what is known of quotient "n" of "loop", or NULL. */
static const ta_quotient *known_quotient(ta_extraction *x, class loop *loop,
					 int n)
{
	int var = ta_x_depth(x, loop) + 1 + n;
	unsigned i;

	for (i = 0; i < x->quotients.length(); i++)
		if (x->quotients[i].in == loop && x->quotients[i].var == var)
			return &x->quotients[i];
	return NULL;
}

/* Return true if quotient "n" of "loop" is one of what quotient "m" is part
   of. */
bool ta_x_quotient_uses(ta_extraction *x, class loop *loop, int n, int m)
{
	const ta_quotient *q = known_quotient(x, loop, n);

	return q && ta_idx_uses(q->whole, ta_x_depth(x, loop) + 1 + m);
}

/* A variable that is looked for. */
struct sought {
	int var;
};

/* Return true if the offset of "acc" does not use the variable of "data". */
static bool unused(void *data, ta_access *acc)
{
	return !acc->offset
	       || !ta_idx_uses(acc->offset, ((const sought *)data)->var);
}

/* Return true if a value in "e" is of variable "var". */
static bool value_uses(const ta_expr *e, int var)
{
	int i;

	if (e->op == TA_OP_ITER && ta_idx_uses(e->u.idx, var))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (value_uses(e->arg[i], var))
			return true;
	return false;
}

/* Return true if "q" is a constraint that says what a quotient of "loop" is. */
static bool defines(ta_extraction *x, const ta_idx *q, class loop *loop)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt);

	ta_x_quotient_domain(x, s, loop);
	return ta_idx_listed(q, s->ncons, s->cons);
}

/* Return true if statement "s" uses quotient "n" of "loop" other than for what
   quotients of it are. */
bool ta_x_stmt_divides(ta_extraction *x, const ta_stmt *s, class loop *loop,
		       int n)
{
	sought v = { ta_x_depth(x, loop) + 1 + n };
	int i;

	for (i = 0; i < s->ncons; i++)
		if (ta_idx_uses(s->cons[i], v.var)
		    && !defines(x, s->cons[i], loop))
			return true;
	return !unused(&v, s->write) || !ta_expr_reads(s->rhs, unused, &v)
	       || value_uses(s->rhs, v.var);
}

/* Add to "s" the constraints of the quotients of "loop" that are known. */
void ta_x_quotient_domain(ta_extraction *x, ta_stmt *s, class loop *loop)
{
	unsigned i;

	for (i = 0; i < x->quotients.length(); i++) {
		const ta_quotient *q = &x->quotients[i];
		const ta_idx *var = ta_idx_var(x->a, q->var), *rest;

		if (q->in != loop)
			continue;
		rest = ta_idx_sub(x->a, q->whole,
				  ta_idx_scale(x->a, var, q->by));
		TA_PUSH(x->a, s->cons, s->ncons, var);
		TA_PUSH(x->a, s->cons, s->ncons, rest);
		rest = ta_idx_addk(x->a, ta_idx_scale(x->a, rest, -1),
				   q->by - 1);
		TA_PUSH(x->a, s->cons, s->ncons, rest);
	}
}

/* Add to "s", when all is extracted, those constraints of the quotients of "loop"
   that it has not yet: of what is divided in a subscript, which is looked at after
   the bounds of the loops. */
void ta_x_quotient_complete(ta_extraction *x, ta_stmt *s, class loop *loop)
{
	ta_stmt *all = TA_NEW(x->a, ta_stmt);
	int i;

	ta_x_quotient_domain(x, all, loop);
	for (i = 0; i < all->ncons; i++)
		if (!ta_idx_listed(all->cons[i], s->ncons, s->cons))
			TA_PUSH(x->a, s->cons, s->ncons, all->cons[i]);
}

/* Return the iterator that is "whole" / "by" rounded down, "whole" being over
   iterators of the loops around and in "at"; NULL, and what is wanted noted, if
   there is none yet.  Where "whole" may be negative that is left to a guard if
   "assume", or else there is none. */
static const ta_idx *quotient(ta_extraction *x, const ta_idx *whole,
			      int64_t by, class loop *at, bool assume)
{
	ta_quotient q = { at, 0, whole, by };
	unsigned i;

	if (!ta_idx_affine(whole))
		return NULL;
	while (q.in && !ta_x_uses_own(x, whole, q.in))
		q.in = ta_x_outer(x, q.in);
	if (!q.in)
		return NULL;
	q.var = ta_x_depth(x, q.in) + 1;
	for (i = 0; i < x->quotients.length(); i++) {
		const ta_quotient *known = &x->quotients[i];

		if (known->in != q.in)
			continue;
		if (known->by == by && ta_idx_equal(known->whole, whole))
			return ta_idx_var(x->a, known->var);
		q.var++;
	}
	if (q.var == ta_x_dims(x, q.in)) {
		if (q.var < TA_MAX_DEPTH - 2)
			x->more_divided = q.in;
		return NULL;
	}
	if (assume ? !ta_x_assume_over(x, whole, q.in, "the number of trips")
		   : !ta_x_proved_over(x, whole, q.in))
		return NULL;
	x->quotients.safe_push(q);
	return ta_idx_var(x->a, q.var);
}

/* Return parameter "n" as an expression on entry. */
tree ta_x_param_on_entry(ta_extraction *x, int n)
{
	return fold_convert(ssizetype,
			    unshare_expr(
				    x->r->handles[x->p->param[n].handle]));
}

/* Return "q", over parameters and without a constant, as an expression on entry
   that cannot overflow: a parameter, or what is computed with some that are
   "narrow", which is set then.  Else NULL_TREE. */
tree ta_x_on_entry(ta_extraction *x, const ta_idx *q, bool *narrow)
{
	tree sum = build_int_cst(ssizetype, 0);
	int i;

	*narrow = true;
	for (i = 0; q && i < q->nterms; i++) {
		const ta_term *t = &q->term[i];
		const ta_param *p;
		tree v;

		if (t->nvars != 1 || t->var[0] < TA_PARAM0
		    || std::abs(t->coef) > INT16_MAX)
			return NULL_TREE;
		p = &x->p->param[t->var[0] - TA_PARAM0];
		if (!ta_type_is_integer(p->type))
			return NULL_TREE;
		if (ta_type_size(p->type) > 4)
			*narrow = false;
		v = ta_x_param_on_entry(x, t->var[0] - TA_PARAM0);
		v = fold_build2(MULT_EXPR, ssizetype, v,
				build_int_cst(ssizetype, t->coef));
		sum = fold_build2(PLUS_EXPR, ssizetype, sum, v);
	}
	if (!q || (!*narrow && (q->nterms != 1 || q->term[0].coef != 1)))
		return NULL_TREE;
	return sum;
}

/* Return "q" / "by", rounded down, as an expression on entry, or NULL_TREE. */
static tree divided_on_entry(ta_extraction *x, const ta_idx *q, int64_t by)
{
	int64_t k = ta_idx_constant(q);
	tree size = build_int_cst(ssizetype, by), t, rest;
	bool narrow;

	t = ta_x_on_entry(x, ta_idx_addk(x->a, q, -k), &narrow);
	if (!t || k != (int32_t)k || by != (int32_t)by)
		return NULL_TREE;
	rest = build_int_cst(ssizetype, k);
	if (!k || narrow)
		return fold_build2(FLOOR_DIV_EXPR, ssizetype,
				   fold_build2(PLUS_EXPR, ssizetype, t, rest),
				   size);
	rest = fold_build2(PLUS_EXPR, ssizetype, rest,
			   fold_build2(FLOOR_MOD_EXPR, ssizetype, t, size));
	return fold_build2(PLUS_EXPR, ssizetype,
			   fold_build2(FLOOR_DIV_EXPR, ssizetype,
				       unshare_expr(t), size),
			   fold_build2(FLOOR_DIV_EXPR, ssizetype, rest, size));
}

/* Return "q" / "by", rounded down, as a parameter, or NULL. */
static const ta_idx *quotient_param(ta_extraction *x, const ta_idx *q,
				    int64_t by)
{
	tree t = divided_on_entry(x, q, by);
	const ta_idx *whole, *rest;

	if (!t)
		return NULL;
	whole = ta_idx_param(x->a, ta_x_leaf(x, t, t, true));
	rest = ta_idx_sub(x->a, q, ta_idx_scale(x->a, whole, by));
	if (ta_idx_listed(rest, x->p->nfacts, x->p->fact))
		return whole;
	TA_PUSH(x->a, x->p->fact, x->p->nfacts, rest);
	rest = ta_idx_sub(x->a, ta_idx_const(x->a, by - 1), rest);
	TA_PUSH(x->a, x->p->fact, x->p->nfacts, rest);
	return whole;
}

/* Let "info", whose test takes several off what is left in each trip, have as
   its number of trips a quotient: what is left at first, divided. */
void ta_x_divide_trip(ta_extraction *x, ta_loop_info *info)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL }, *c, *whole;
	class loop *out = ta_x_outer(x, info->loop);
	int64_t k;

	if (info->ncons != 1)
		return;
	c = ta_idx_coef(x->a, info->cons[0], info->depth);
	to[info->depth] = ta_idx_const(x->a, 0);
	whole = ta_idx_subst(x->a, info->cons[0], info->depth + 1, to);
	if (!c || !ta_idx_is_const(c, &k) || k >= -1 || !whole
	    || ta_x_busy(whole))
		return;
	whole = ta_idx_addk(x->a, whole, -k);
	if (!whole || !ta_idx_uses_iters(whole)) {
		info->trip = whole ? quotient_param(x, whole, -k) : NULL;
		return;
	}
	info->trip = quotient(x, whole, -k, out, true);
	if (!info->trip)
		return;
	info->trip_assumed = true;
	info->cons[0] = ta_idx_addk(
		x->a, ta_idx_sub(x->a, info->trip,
				 ta_idx_var(x->a, info->depth)), -1);
}

/* Return what "code" and "v" say that a value is divided by, at least 2; 0 if they
   do not. */
static int64_t divisor(enum tree_code code, int64_t v)
{
	int64_t by = 0;

	if (code == TRUNC_DIV_EXPR || code == FLOOR_DIV_EXPR
	    || code == TRUNC_MOD_EXPR || code == FLOOR_MOD_EXPR)
		by = v;
	else if (code == RSHIFT_EXPR && v > 0 && v < 31)
		by = (int64_t)1 << v;
	else if (code == BIT_AND_EXPR)
		by = v < 0 ? -v : v + 1;
	if (by < 2 || by > INT32_MAX
	    || (code == BIT_AND_EXPR && (by & (by - 1))))
		return 0;
	return by;
}

/* Return the value of "code" on "u", of "type", and "v", a constant, in loop
   "at", if that divides what is not negative, or is its remainder, or without
   it. */
ta_value ta_x_divided(ta_extraction *x, enum tree_code code, ta_value u,
		      ta_value v, tree type, class loop *at)
{
	ta_value none = { -1, NULL, false }, w = { -1, NULL, true };
	bool iters = ta_idx_uses_iters(u.idx);
	bool left = code == TRUNC_MOD_EXPR || code == FLOOR_MOD_EXPR;
	int64_t k, by;

	if (u.base >= 0 || !ta_idx_is_const(v.idx, &k) || ta_x_busy(u.idx)
	    || !(by = divisor(code, k)))
		return none;
	left |= code == BIT_AND_EXPR && k > 0;
	if (!iters && !left && code != BIT_AND_EXPR)
		return none;
	if (!ta_x_exact(x, u, type, at))
		return none;
	if (iters)
		w.idx = quotient(x, u.idx, by, at, false);
	else if (ta_x_assume(x, u.idx, "what is divided"))
		w.idx = quotient_param(x, u.idx, by);
	if (!w.idx)
		return none;
	if (left || code == BIT_AND_EXPR)
		w.idx = ta_idx_scale(x->a, w.idx, by);
	if (left)
		w.idx = ta_idx_sub(x->a, u.idx, w.idx);
	return w;
}

/* Return the value of the quotient or remainder "g" of "u" and "v", in loop "at", where
   both are over parameters and "v" is no constant: with a parameter for the
   quotient, which is found on entry.  Where the source may not come to divide, "v"
   may be 0 there, and has to be more for the rest. */
ta_value ta_x_quotient(ta_extraction *x, gassign *g, ta_value u, ta_value v,
		       class loop *at)
{
	ta_value none = { -1, NULL, false }, w = { -1, NULL, true };
	tree type = TREE_TYPE(gimple_assign_lhs(g)), a, b, t;
	basic_block bb = gimple_bb(g);
	bool always = !bitmap_bit_p(x->bbs, bb->index) || ta_x_always(x, bb);
	int64_t k;
	int n;

	if (u.base >= 0 || v.base >= 0 || ta_idx_is_const(v.idx, &k)
	    || ta_x_busy(u.idx) || ta_x_busy(v.idx)
	    || ta_idx_uses_iters(u.idx) || ta_idx_uses_iters(v.idx))
		return none;
	a = ta_x_invariant(x, gimple_assign_rhs1(g));
	b = ta_x_invariant(x, gimple_assign_rhs2(g));
	if (!a || !b || !ta_x_exact(x, u, type, at)
	    || !ta_x_exact(x, v, type, at)
	    || (!always && !ta_x_assume(x, ta_idx_addk(x->a, v.idx, -1),
					"what divides")))
		return none;
	if (!always)
		b = fold_build2(MAX_EXPR, type, b, build_int_cst(type, 1));
	t = fold_build2(TRUNC_DIV_EXPR, type, a, b);
	n = ta_x_leaf(x, t, t, true);
	if (n < 0)
		return none;
	w.idx = ta_idx_param(x->a, n);
	if (gimple_assign_rhs_code(g) == TRUNC_MOD_EXPR)
		w.idx = ta_idx_sub(x->a, u.idx,
				   ta_idx_mul(x->a, v.idx, w.idx));
	return w.idx ? w : none;
}
