/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reciprocal.c - what is divided by a constant is multiplied by its reciprocal.

   Assumes fp relaxed, and a program after the dependence phase.  Only what was
   rounded before it is divided, as a sum that is to be a mean, so that a number
   from memory is divided as in C and a multiple of the divisor stays one.  The
   reciprocal is a normal number; the product is off by at most 1.5 ULP.  A
   division takes as long as five to ten products, and vectors do not help.

   Leaves everything else of the program as it was. */
#include "plan.h"

#include <math.h>

/* Return 1 / "value" as a number of the float type "type", or 0 where it, or
   "value", is no normal one. */
static double reciprocal(enum ta_type type, double value)
{
	double x = type == TA_F32 ? (float)(1 / value) : 1 / value;
	bool normal = type == TA_F32 ? isnormal((float)x) : isnormal(x);

	return isnormal(value) && normal ? x : 0;
}

/* Return whether "e" is arithmetic that rounds. */
static bool is_rounded(const ta_expr *e)
{
	return e->op == TA_OP_ADD || e->op == TA_OP_SUB || e->op == TA_OP_MUL ||
	       e->op == TA_OP_CALL;
}

/* Make products of what "e" divides. */
static void multiply(ta_arena *a, ta_expr *e)
{
	double x;
	int i;

	for (i = 0; i < e->nargs; i++)
		multiply(a, e->arg[i]);
	if (e->op != TA_OP_DIV || !ta_type_is_float(e->type) ||
	    e->arg[1]->op != TA_OP_CONST || !is_rounded(e->arg[0]))
		return;
	x = reciprocal(e->type, e->arg[1]->u.f);
	if (!x)
		return;
	e->op = TA_OP_MUL;
	e->arg[1] = ta_expr_float(a, e->type, x);
}

/* Multiply in place of dividing by constants in "p", where it may. */
void ta_reciprocals(ta_program *p)
{
	int i;

	if (p->fp != TA_FP_RELAXED)
		return;
	for (i = 0; i < p->nstmts; i++)
		multiply(p->arena, p->stmt[i]->rhs);
}
