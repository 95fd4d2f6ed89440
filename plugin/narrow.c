/* SPDX-License-Identifier: GPL-3.0-or-later */
/* narrow.c - what C computes in double, to make a float of it, is computed in
   float.

   Assumes a contract other than fp strict.  In C, a constant with a point and a
   function of math.h without an "f" make doubles of floats:

	float s = 0;
	for (...) s += exp (x[i]);	s = (float) ((double) s + exp (x[i]))

   so that the sum is none of floats, nor of doubles, and no order of it is
   free.  Here

   - (float) (a op b) of two floats is a op b of floats: a double has more than
     twice the digits of a float and two, so that rounding twice is rounding
     once, for +, -, *, / and sqrt; what selects or rounds to a whole number
     is exact.  (Figueroa, "When is double rounding innocuous?", SIGNUM
     Newsletter 30(3), 1995.)
   - a float that is added to in double, and rounded in every iteration, is added
     to in float: the term is rounded too, which another order of the sum is
     allowed to be off by.
   - under fp relaxed, which allows 4 ULP for a call of libm, a function of
     floats that gives a float is that of floats.  What it is called with is not
     rounded: exp (0.1 * x) keeps its double argument, of which an ULP may be
     many of the result.

   Leaves true that p->libm is set where another function is called. */
#include "plan.h"

#include <math.h>
#include <string.h>

/* A function whose float is the double of it, rounded once: exact or, else, off
   by what fp relaxed allows. */
struct function {
	const char *wide, *narrow;
	bool exact;
};

static const struct function functions[] = {
#define EXACT(name) { #name, #name "f", true }
#define CLOSE(name) { #name, #name "f", false }
	EXACT(ceil), EXACT(copysign), EXACT(fdim), EXACT(floor),
	EXACT(fmax), EXACT(fmin), EXACT(fmod), EXACT(nearbyint),
	EXACT(rint), EXACT(round), EXACT(sqrt), EXACT(trunc),
	CLOSE(acos), CLOSE(acosh), CLOSE(asin), CLOSE(asinh), CLOSE(atan),
	CLOSE(atan2), CLOSE(atanh), CLOSE(cbrt), CLOSE(cos), CLOSE(cosh),
	CLOSE(erf), CLOSE(erfc), CLOSE(exp), CLOSE(exp10), CLOSE(exp2),
	CLOSE(expm1), CLOSE(hypot), CLOSE(log), CLOSE(log10), CLOSE(log1p),
	CLOSE(log2), CLOSE(pow), CLOSE(sin), CLOSE(sinh), CLOSE(tan),
	CLOSE(tanh)
};

/* Return the float form of the function "wide" under "fp", or NULL. */
static const char *narrow_form(const char *wide, enum ta_fp fp)
{
	const struct function *f = functions;
	const struct function *end = functions + TA_ARRAY_LEN(functions);

	while (f < end && strcmp(f->wide, wide))
		f++;
	if (f == end || (!f->exact && fp != TA_FP_RELAXED))
		return NULL;
	return f->narrow;
}

/* Return the float that "e", a double, is the value of, or NULL where it may be
   none. */
static ta_expr *single(ta_arena *a, const ta_expr *e)
{
	if (e->type != TA_F64)
		return NULL;
	if (e->op == TA_OP_CAST && e->arg[0]->type == TA_F32)
		return e->arg[0];
	if (e->op == TA_OP_CONST && (double)(float)e->u.f == e->u.f)
		return ta_expr_float(a, TA_F32, e->u.f);
	return NULL;
}

/* Return "e" with float operands in place of its double ones, as "type" of the
   function or operator, or NULL where one is no float. */
static ta_expr *of_singles(ta_arena *a, const ta_expr *e, enum ta_type type)
{
	ta_expr *arg[2], *made;
	int i;

	if (e->nargs < 1 || e->nargs > 2)
		return NULL;
	for (i = 0; i < e->nargs; i++) {
		arg[i] = single(a, e->arg[i]);
		if (!arg[i])
			return NULL;
	}
	made = ta_expr_new(a, e->op, type, e->loc, e->nargs, arg[0],
			   e->nargs > 1 ? arg[1] : NULL);
	made->u = e->u;
	return made;
}

static ta_expr *narrowed(ta_program *p, const ta_expr *e);

/* Return the call "e", of doubles, as one of floats, or NULL. */
static ta_expr *call(ta_program *p, const ta_expr *e)
{
	const char *fn = narrow_form(e->u.fn, p->fp);
	ta_expr *made = fn ? of_singles(p->arena, e, TA_F32) : NULL;

	if (made) {
		made->u.fn = fn;
		p->libm = true;
	}
	return made;
}

/* Return the choice "e" between doubles as one between floats, or NULL. */
static ta_expr *choice(ta_program *p, const ta_expr *e)
{
	ta_expr *x = narrowed(p, e->arg[1]), *y = narrowed(p, e->arg[2]);

	if (!x || !y)
		return NULL;
	return ta_expr_new(p->arena, TA_OP_SELECT, TA_F32, e->loc, 3,
			   e->arg[0], x, y);
}

/* Return the float that "e", a double, is rounded to, or NULL where it takes a
   double to find it. */
static ta_expr *narrowed(ta_program *p, const ta_expr *e)
{
	ta_expr *x = single(p->arena, e);

	if (x || e->type != TA_F64)
		return x;
	switch (e->op) {
	case TA_OP_NEG:
	case TA_OP_ABS:
	case TA_OP_ADD:
	case TA_OP_SUB:
	case TA_OP_MUL:
	case TA_OP_DIV:
	case TA_OP_MIN:
	case TA_OP_MAX:
		return of_singles(p->arena, e, TA_F32);
	case TA_OP_SELECT:
		return choice(p, e);
	case TA_OP_CALL:
		return call(p, e);
	default:
		return NULL;
	}
}

/* Return "e", a double, as a float, rounded. */
static ta_expr *rounded(ta_program *p, ta_expr *e)
{
	ta_expr *x = narrowed(p, e);

	return x ? x : ta_expr_new(p->arena, TA_OP_CAST, TA_F32, e->loc, 1, e);
}

/* Compute in float, in "e" of "p", what is rounded to float, and compare floats
   as such. */
static void narrow(ta_program *p, ta_expr *e)
{
	ta_expr *x = NULL;
	int i;

	for (i = 0; i < e->nargs; i++)
		narrow(p, e->arg[i]);
	if (e->op == TA_OP_CAST && e->type == TA_F32)
		x = narrowed(p, e->arg[0]);
	else if (ta_op_compares(e->op))
		x = of_singles(p->arena, e, e->type);
	if (x)
		*e = *x;
}

/* A sum of doubles: the old value of statement "s", and "rest" (NULL: nothing
   so far). */
struct sum {
	const ta_stmt *s;
	ta_expr *old, *rest;
};

/* Return whether "e" is a sum of the old value and others, and put it in
   "sum". */
static bool take_sum(ta_arena *a, ta_expr *e, struct sum *sum)
{
	bool right;

	if (e->op == TA_OP_CAST && ta_is_old(sum->s, e->arg[0])) {
		sum->old = e->arg[0];
		return true;
	}
	if ((e->op != TA_OP_ADD && e->op != TA_OP_SUB) || e->type != TA_F64)
		return false;
	right = !take_sum(a, e->arg[0], sum);
	if (right && (e->op == TA_OP_SUB || !take_sum(a, e->arg[1], sum)))
		return false;
	if (sum->rest)
		sum->rest = ta_expr_new(a, e->op, TA_F64, e->loc, 2, sum->rest,
					e->arg[right ? 0 : 1]);
	else if (e->op == TA_OP_ADD)
		sum->rest = e->arg[right ? 0 : 1];
	else
		sum->rest = ta_expr_new(a, TA_OP_NEG, TA_F64, e->loc, 1,
					e->arg[1]);
	return true;
}

/* Return whether several iterations of "s" write one element. */
static bool writes_again(const ta_stmt *s)
{
	int d;

	for (d = 0; d < s->depth; d++)
		if (!ta_access_uses(s->write, d))
			return true;
	return false;
}

/* Let statement "s" of "p", if it adds up a float in double, add in float. */
static void add_narrow(ta_program *p, ta_stmt *s)
{
	struct sum sum = { s, NULL, NULL };
	ta_expr *e = s->rhs, *term;
	bool minus;

	if (e->op != TA_OP_CAST || e->type != TA_F32 || !writes_again(s) ||
	    !take_sum(p->arena, e->arg[0], &sum) || !sum.rest ||
	    ta_expr_touches(sum.rest, s->write->array))
		return;
	minus = sum.rest->op == TA_OP_NEG;
	term = rounded(p, minus ? sum.rest->arg[0] : sum.rest);
	s->rhs = ta_expr_new(p->arena, minus ? TA_OP_SUB : TA_OP_ADD, TA_F32,
			     e->loc, 2, sum.old, term);
}

/* Compute in float what is rounded to float in "p", where it may. */
void ta_narrow(ta_program *p)
{
	int i;

	if (p->fp == TA_FP_STRICT)
		return;
	for (i = 0; i < p->nstmts; i++) {
		narrow(p, p->stmt[i]->rhs);
		add_narrow(p, p->stmt[i]);
	}
}
