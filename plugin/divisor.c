/* SPDX-License-Identifier: GPL-3.0-or-later */
/* divisor.c - what all elements of a column are divided by is inverted once for it.

   Assumes a program after the dependence phase.  Of

	for j:	d[j] = sqrt (...)		for j:	d[j] = sqrt (...)
						  s[j] = 1, or far from the ends of the range
						  r[j] = 1 / (d[j] * s[j])
		for i:	x[i][j] = x[i][j] / d[j]	for i: x[i][j] = x[i][j] * s[j] * r[j]

   the elements that are side by side are those of a row, so that the loop over j is one of
   vectors inside of that over i (turn.c), each with its divisors: divisions, which take as
   long as ten products.  Where they are along i the plan inverts what all have in common
   (reciprocal.c), by the same powers of two (plugin/gcc/emit-invert.cc).  Leaves true that
   what is divided by was rounded anyway, and that nothing becomes infinite, zero or NaN that
   was not. */
#include "plan.h"

#include <math.h>

/* The scalars that stand for a divisor: what it is multiplied by, and the inverse of that;
   -1: there are none. */
struct inverse {
	int scale, inverse;
};

/* Return whether the scalar that "e", part of statement "s", reads is one of a column along
   which "s" goes, and is rounded where it is set, before "s". */
static bool is_of_column(const ta_program *p, const ta_stmt *s,
			 const ta_expr *e)
{
	int v = e->op == TA_OP_READ ? e->u.access->array : -1, dims, i;
	bool rounded = false;

	if (v < 0 || !p->array[v].is_virtual || p->array[v].live_out)
		return false;
	dims = p->array[v].ndims;
	if (!dims || s->depth <= dims || !s->write->offset
	    || ta_factor(p->arena, s->write->offset, dims - 1) != 1)
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (t->write->array != v)
			continue;
		if (t->depth != dims || !t->write->sure
		    || ta_common_loops(s, t) < dims
		    || t->order[dims] >= s->order[dims])
			return false;
		rounded |= ta_is_rounded(t->rhs);
	}
	return rounded;
}

/* Return a new scalar called "name" of the loops that array "v" of "p" is one of. */
static int new_scalar(ta_program *p, int v, const char *name)
{
	const ta_array *of = &p->array[v];

	return ta_program_virtual(p, ta_sprintf(p->arena, "%s_%s", of->name, name),
				  of->elem, of->ndims, of->extent, of->loc);
}

/* Return an access to "array", a scalar of the loops that "like" is to one of. */
static ta_access *access_like(const ta_program *p, int array,
			      const ta_access *like)
{
	ta_access *acc = ta_access_subst(p->arena, like, 0, NULL);

	acc->array = array;
	return acc;
}

/* Return a read of "array", a scalar of the loops that "like" reads one of. */
static ta_expr *read_like(const ta_program *p, int array, const ta_access *like)
{
	return ta_expr_read(p, access_like(p, array, like));
}

/* Return "x" of "type" compared with "y" by "op". */
static ta_expr *compared(ta_arena *a, enum ta_op op, ta_expr *x, double y)
{
	return ta_expr_new(a, op, TA_BOOL, x->loc, 2, x,
			   ta_expr_float(a, x->type, y));
}

/* Return the power of two that "x" is multiplied by before it is inverted. */
static ta_expr *scale_of(ta_arena *a, ta_expr *x)
{
	bool single = x->type == TA_F32;
	int last = single ? 126 : 1022, by = single ? 64 : 512;
	ta_expr *size = ta_expr_new(a, TA_OP_ABS, x->type, x->loc, 1, x), *e;

	e = ta_expr_new(a, TA_OP_SELECT, x->type, x->loc, 3,
			compared(a, TA_OP_LT, size, ldexp(1, -last)),
			ta_expr_float(a, x->type, ldexp(1, by)),
			ta_expr_float(a, x->type, 1));
	return ta_expr_new(a, TA_OP_SELECT, x->type, x->loc, 3,
			   compared(a, TA_OP_GT, size, ldexp(1, last)),
			   ta_expr_float(a, x->type, ldexp(1, -by)), e);
}

/* Let "p" invert the scalar "x", which statement "s" divides by, before the loops of "s"
   that it is not one of, and return what stands for it. */
static struct inverse invert(ta_program *p, const ta_stmt *s, const ta_expr *x)
{
	const ta_access *acc = x->u.access;
	int v = acc->array, dims = p->array[v].ndims;
	struct inverse to = { new_scalar(p, v, "scale"),
			      new_scalar(p, v, "inverse") };
	ta_arena *a = p->arena;
	ta_expr *e;

	ta_make_place_before(p, s, dims, 2);
	ta_add_before(p, s, access_like(p, to.scale, acc), 2,
		      scale_of(a, read_like(p, v, acc)));
	e = ta_expr_new(a, TA_OP_MUL, x->type, x->loc, 2, read_like(p, v, acc),
			read_like(p, to.scale, acc));
	ta_add_before(p, s, access_like(p, to.inverse, acc), 1,
		      ta_expr_new(a, TA_OP_DIV, x->type, x->loc, 2,
				  ta_expr_float(a, x->type, 1), e));
	return to;
}

/* Let "e", part of statement "s", multiply where it divides by what is of a column; "done":
   what stands for divisors so far.  Return whether there was one. */
static bool multiply(ta_program *p, const ta_stmt *s, ta_expr *e,
		     struct inverse *done)
{
	const ta_access *acc;
	bool any = false;
	ta_expr *x;
	int i;

	for (i = 0; i < e->nargs; i++)
		any |= multiply(p, s, e->arg[i], done);
	if (e->op != TA_OP_DIV || !ta_type_is_float(e->type)
	    || !is_of_column(p, s, e->arg[1]))
		return any;
	acc = e->arg[1]->u.access;
	if (done[acc->array].scale < 0)
		done[acc->array] = invert(p, s, e->arg[1]);
	x = ta_expr_new(p->arena, TA_OP_MUL, e->type, e->loc, 2, e->arg[0],
			read_like(p, done[acc->array].scale, acc));
	e->op = TA_OP_MUL;
	e->arg[1] = read_like(p, done[acc->array].inverse, acc);
	e->arg[0] = x;
	return true;
}

/* Invert in "p" what elements of columns that are not side by side are divided by, where it
   may; return whether it changed. */
bool ta_invert_divisors(ta_program *p)
{
	struct inverse *done;
	bool any = false;
	int i, n = p->nstmts;

	if (p->fp != TA_FP_RELAXED)
		return false;
	done = TA_NEWV(p->arena, struct inverse, p->narrays);
	for (i = 0; i < p->narrays; i++)
		done[i].scale = -1;
	for (i = 0; i < n; i++)
		any |= multiply(p, p->stmt[i], p->stmt[i]->rhs, done);
	if (any)
		ta_sort_stmts(p);
	return any;
}
