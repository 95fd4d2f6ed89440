/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power.c - powers with a small exponent that is known are products.

   Assumes a contract other than fp strict.  As the compiler does for loops as
   written, pow (x, 2) is x x, rounded once, and pow (x, -1) is 1 / x, in every
   such contract.  Under fp relaxed, which allows 4 ULP for a call of libm,

	pow (x, 3) = x x x			of 1 ULP at most
	pow (x, 4) = (x x) (x x)		of 1.5 ULP at most
	pow (x, 1/2) = x = -inf ? inf : sqrt (x + 0)	of half an ULP

   of which the last is what C says of -0, whose root is no -0, and of -inf.  A
   call of pow takes ten times as long, and no idiom sees a square in it.  The
   base stands there several times, so that only such are taken as cost little.
   Leaves true that p->libm is set where a call is gone, since then it is no
   vector loop that the kernel stands in for. */
#include "plan.h"

#include <math.h>
#include <string.h>

/* How many nodes there may be in a base. */
enum { MOST = 24 };

/* Return whether "e" is a call of pow. */
static bool is_power(const ta_expr *e)
{
	return e->op == TA_OP_CALL && e->nargs == 2 &&
	       (!strcmp(e->u.fn, "pow") || !strcmp(e->u.fn, "powf"));
}

/* Return the product of "x" and "y" for "e". */
static ta_expr *product(ta_arena *a, const ta_expr *e, ta_expr *x, ta_expr *y)
{
	return ta_expr_new(a, TA_OP_MUL, e->type, e->loc, 2, x, y);
}

/* Return the square root of "x" for "e", but for what C says of pow for -0
   and -inf. */
static ta_expr *root(ta_arena *a, const ta_expr *e, ta_expr *x)
{
	ta_expr *sum = ta_expr_new(a, TA_OP_ADD, e->type, e->loc, 2, x,
				   ta_expr_float(a, e->type, 0));
	ta_expr *s = ta_expr_new(a, TA_OP_CALL, e->type, e->loc, 1, sum);
	ta_expr *least = ta_expr_new(a, TA_OP_EQ, TA_BOOL, e->loc, 2, x,
				     ta_expr_float(a, e->type, -INFINITY));

	s->u.fn = e->type == TA_F32 ? "sqrtf" : "sqrt";
	return ta_expr_new(a, TA_OP_SELECT, e->type, e->loc, 3, least,
			   ta_expr_float(a, e->type, INFINITY), s);
}

/* Return "e", a power, without a call, or NULL where the exponent is another or
   "fp" does not allow it. */
static ta_expr *without_call(ta_arena *a, const ta_expr *e, enum ta_fp fp)
{
	ta_expr *x = e->arg[0], *square;
	double exponent;

	if (e->arg[1]->op != TA_OP_CONST || ta_expr_size(x) > MOST)
		return NULL;
	exponent = e->arg[1]->u.f;
	square = product(a, e, x, x);
	if (exponent == 2)
		return square;
	if (exponent == -1)
		return ta_expr_new(a, TA_OP_DIV, e->type, e->loc, 2,
				   ta_expr_float(a, e->type, 1), x);
	if (fp != TA_FP_RELAXED)
		return NULL;
	if (exponent == 3)
		return product(a, e, square, x);
	if (exponent == 4)
		return product(a, e, square, square);
	return exponent == 0.5 ? root(a, e, x) : NULL;
}

/* Make products of the powers in "e", an expression of "p". */
static void multiply(ta_program *p, ta_expr *e)
{
	ta_expr *x;
	int i;

	for (i = 0; i < e->nargs; i++)
		multiply(p, e->arg[i]);
	if (!is_power(e))
		return;
	x = without_call(p->arena, e, p->fp);
	if (!x)
		return;
	*e = *x;
	p->libm = true;
}

/* Make products of the powers in "p", where it may. */
void ta_powers(ta_program *p)
{
	int i;

	if (p->fp == TA_FP_STRICT)
		return;
	for (i = 0; i < p->nstmts; i++)
		multiply(p, p->stmt[i]->rhs);
}
