/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hoist.c - what takes long and is the same for all of a column is computed once for it.

   Assumes fp relaxed, and a program after the dependence phase.  Of

	for j: for i:	x[i][j] = x[i][j] * sqrt (n / var[j])

   the compiler would take the root out of the loop over i, but the loop over j is to be one
   of vectors inside of it, as the elements of a row are side by side (turn.c).  So it is a
   scalar of each column:

	for j:	c[j] = sqrt (n / var[j])
		for i:	x[i][j] = x[i][j] * c[j]

   Leaves true that nothing is read from memory that was not, and the loops as they are. */
#include "plan.h"

/* Return whether "e", part of statement "s", is of scalars of the first "dims" loops around
   it, which nothing in these changes from "s" on or in loops inside, and of what is the
   same everywhere. */
static bool is_of_loops(const ta_program *p, const ta_stmt *s, const ta_expr *e,
			int dims)
{
	int i, v = e->op == TA_OP_READ ? e->u.access->array : -1;

	if (e->op == TA_OP_KEEP || ta_op_outside(e->op) || e->op == TA_OP_ITER)
		return false;
	if (v >= 0 && (!p->array[v].is_virtual || p->array[v].live_out
		       || p->array[v].ndims > dims))
		return false;
	for (i = 0; v >= 0 && i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (t->write->array == v
		    && (ta_common_loops(s, t) < dims
			|| t->order[dims] >= s->order[dims]))
			return false;
	}
	for (i = 0; i < e->nargs; i++)
		if (!is_of_loops(p, s, e->arg[i], dims))
			return false;
	return true;
}

/* Return whether "e" is a function of libm, or a division, of more than constants. */
bool ta_takes_long(const ta_expr *e)
{
	return (e->op == TA_OP_CALL
		|| (e->op == TA_OP_DIV && ta_type_is_float(e->type)))
	       && !ta_expr_invariant(e);
}

/* Return around how many loops of "s" its columns are: those along which what it writes is
   side by side are the last of these, and not the innermost of all; else 0. */
static int column_loops(const ta_program *p, const ta_stmt *s)
{
	int d;

	for (d = 0; s->write->offset && d + 1 < s->depth; d++)
		if (ta_factor(p->arena, s->write->offset, d) == 1)
			return d + 1;
	return 0;
}

/* Return a read of a scalar of the first "dims" loops around "s", which is set to "e" before
   the others run. */
static ta_expr *hold(ta_program *p, ta_stmt *s, ta_expr *e, int dims)
{
	const ta_idx **extent = TA_NEWV(p->arena, const ta_idx *, dims);
	const ta_idx *lo, *hi;
	int d, v;

	for (d = 0; d < dims; d++)
		if (ta_range(p, s, 0, ta_idx_var(p->arena, d), &lo, &hi))
			extent[d] = ta_idx_addk(p->arena, hi, 1);
	v = ta_program_virtual(p, ta_sprintf(p->arena, "column_%d", p->narrays),
			       e->type, dims, extent, e->loc);
	ta_make_place_before(p, s, dims, 1);
	ta_add_before(p, s, ta_access_virtual(p, v, e->loc), 1, e);
	return ta_expr_read(p, ta_access_virtual(p, v, e->loc));
}

/* Return "e", part of statement "s", with scalars in the place of what takes long and is one
   thing for its column, of the first "dims" loops; *any is set if there was such. */
static ta_expr *hoisted(ta_program *p, ta_stmt *s, ta_expr *e, int dims,
			bool *any)
{
	int i;

	if (ta_takes_long(e) && is_of_loops(p, s, e, dims)) {
		*any = true;
		return hold(p, s, e, dims);
	}
	for (i = 0; i < e->nargs; i++)
		e->arg[i] = hoisted(p, s, e->arg[i], dims, any);
	return e;
}

/* Compute once what statements of "p" compute for all of a column; return whether it
   changed. */
bool ta_hoist(ta_program *p)
{
	bool any = false;
	int i, n = p->nstmts, dims;

	for (i = 0; i < n && p->fp == TA_FP_RELAXED; i++) {
		ta_stmt *s = p->stmt[i];

		dims = column_loops(p, s);
		if (dims && !ta_expr_has_op(s->rhs, TA_OP_SELECT))
			s->rhs = hoisted(p, s, s->rhs, dims, &any);
	}
	if (any)
		ta_sort_stmts(p);
	return any;
}
