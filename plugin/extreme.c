/* SPDX-License-Identifier: GPL-3.0-or-later */
/* extreme.c - fmax and fmin are choices.

   Assumes a contract other than fp strict, in which the sign of the larger of two
   zeros is open, as it is in C.  A call of fmax takes a function of libm, one
   element at a time; a choice is two comparisons, of vectors too:

	fmax (x, y) = x >= y or y != y ? x : y

   which is x where y is NaN, and y where x is; of a y that is known, the first
   comparison is enough.  Both operands stand there several times, so that only
   such are taken as cost little.  Leaves true that p->libm is set where a call
   is gone, since then it is no vector loop that the kernel stands in for. */
#include "plan.h"

#include <string.h>

/* How many operators there may be in an operand. */
enum { MOST = 4 };

/* Return how many operators "e" has, more than MOST if there is a call or a
   division. */
static int operators(const ta_expr *e)
{
	int i, n = e->nargs > 0;

	if (e->op == TA_OP_CALL || e->op == TA_OP_DIV || e->op == TA_OP_MOD)
		return MOST + 1;
	for (i = 0; i < e->nargs; i++)
		n += operators(e->arg[i]);
	return n;
}

/* Return 1 if "e" is a call of fmax, -1 if it is one of fmin, else 0. */
int ta_extreme_call(const ta_expr *e)
{
	if (e->op != TA_OP_CALL || e->nargs != 2 || strncmp(e->u.fn, "fm", 2))
		return 0;
	if (!strncmp(e->u.fn + 2, "ax", 2))
		return 1;
	return strncmp(e->u.fn + 2, "in", 2) ? 0 : -1;
}

/* Return the choice that fmax (or with "sign" -1 fmin) of "x" and "y" is, at
   "loc". */
ta_expr *ta_extreme_choice(ta_arena *a, int sign, ta_expr *x, ta_expr *y,
			   ta_loc loc)
{
	ta_expr *c = ta_expr_new(a, sign > 0 ? TA_OP_GE : TA_OP_LE, TA_BOOL,
				 loc, 2, x, y);

	if (y->op != TA_OP_CONST || y->u.f != y->u.f)
		c = ta_expr_new(a, TA_OP_OR, TA_BOOL, loc, 2, c,
				ta_expr_new(a, TA_OP_NE, TA_BOOL, loc, 2, y,
					    y));
	return ta_expr_new(a, TA_OP_SELECT, x->type, loc, 3, c, x, y);
}

/* Make a choice of the call "e" of fmax (or with "sign" -1 fmin). */
static void choose(ta_arena *a, ta_expr *e, int sign)
{
	int known = e->arg[0]->op == TA_OP_CONST;

	*e = *ta_extreme_choice(a, sign, e->arg[known], e->arg[!known],
				e->loc);
}

/* Make choices of the calls in "e", of program "p". */
static void choose_all(ta_program *p, ta_expr *e)
{
	int i;

	for (i = 0; i < e->nargs; i++)
		choose_all(p, e->arg[i]);
	if (ta_extreme_call(e) && operators(e->arg[0]) <= MOST
	    && operators(e->arg[1]) <= MOST) {
		choose(p->arena, e, ta_extreme_call(e));
		p->libm = true;
	}
}

/* Return whether "s" is what it was or something else, by fmax or fmin. */
static bool is_reduction(const ta_stmt *s)
{
	return ta_extreme_call(s->rhs) && (ta_is_old(s, s->rhs->arg[0])
					   || ta_is_old(s, s->rhs->arg[1]));
}

/* Make choices of the calls of fmax and fmin in "p", where it may.  Loops that
   look for the largest element by them are left to arg.c. */
void ta_extremes(ta_program *p)
{
	int i;

	if (p->fp == TA_FP_STRICT)
		return;
	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		if (!is_reduction(s))
			choose_all(p, s->rhs);
	}
}
