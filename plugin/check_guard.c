/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_guard.c - are guards ones, and does a plan have those it needs?

   Assumes that the statements passed the rules of check.c.  Leaves the program
   alone. */
#include "check.h"
#include "plan.h"

/* Are the "n" conditions "when" of "where" over "niters" iterators? */
bool ta_check_when(struct ta_checker *c, const char *where, int n,
		       const ta_idx *const *when, int niters)
{
	int i;

	for (i = 0; i < n; i++)
		if (!ta_check_idx(c, where, when[i], niters))
			return false;
	return true;
}

/* Is the NUMBERS guard "g" about floats in memory? */
static bool check_numbers(struct ta_checker *c, const ta_guard *g, int nvars)
{
	if (!ta_check_array_number(c, "a guard", g->array[0])
	    || !ta_check_idx(c, "a guard", g->lo[0], nvars)
	    || !ta_check_idx(c, "a guard", g->hi[0], nvars)
	    || (g->late && !ta_check_idx(c, "a guard", g->idx, nvars)))
		return false;
	if (c->p->array[g->array[0]].base < 0
	    || !ta_type_rounds(c->p->array[g->array[0]].elem))
		return ta_wrong(c, "a guard asks whether %s, which has no floats"
				   " in memory, is finite",
				c->p->array[g->array[0]].name);
	if (!(g->limit >= 0))
		return ta_wrong(c, "a guard is shared from less than nothing on");
	return ta_check_when(c, "a guard", g->nwhen, g->when, nvars);
}

/* Is side "i" of the DISJOINT guard "g" a region of memory? */
static bool check_region(struct ta_checker *c, const ta_guard *g, int i,
			 int nvars)
{
	if (!ta_check_array_number(c, "a guard", g->array[i])
	    || !ta_check_idx(c, "a guard", g->lo[i], nvars)
	    || !ta_check_idx(c, "a guard", g->hi[i], nvars))
		return false;
	if (c->p->array[g->array[i]].is_virtual)
		return ta_wrong(c, "a guard is about the memory of a"
				   " virtual array");
	if (!g->period[0] != !g->period[1])
		return ta_wrong(c, "only one region of a guard is periodic");
	return !g->period[i]
	       || (ta_check_idx(c, "a guard", g->period[i], nvars)
		   && ta_check_idx(c, "a guard", g->row_lo[i], nvars)
		   && ta_check_idx(c, "a guard", g->row_hi[i], nvars));
}

/* Is the DISJOINT guard "g" one?  Arrays may be equal only where deps says
   that this changes nothing. */
static bool check_disjoint(struct ta_checker *c, const ta_guard *g, int nvars)
{
	const ta_program *p = c->p;
	int i;

	if (!check_region(c, g, 0, nvars) || !check_region(c, g, 1, nvars))
		return false;
	for (i = 0; g->equal && i < p->naliases; i++)
		if (p->alias[i].coincident
		    && ((p->alias[i].a == g->array[0]
			 && p->alias[i].b == g->array[1])
			|| (p->alias[i].a == g->array[1]
			    && p->alias[i].b == g->array[0])))
			return true;
	return !g->equal
	       || ta_wrong(c, "a guard lets %s and %s be equal",
			   p->array[g->array[0]].name,
			   p->array[g->array[1]].name);
}

/* Is the FINITE guard "g" about a matrix of floats in memory? */
static bool check_finite(struct ta_checker *c, const ta_guard *g, int nvars)
{
	const ta_array *x;

	if (!ta_check_array_number(c, "a guard", g->array[0])
	    || !ta_check_idx(c, "a guard", g->lo[0], nvars)
	    || !ta_check_idx(c, "a guard", g->row_lo[0], nvars)
	    || !ta_check_idx(c, "a guard", g->row_hi[0], nvars)
	    || !ta_check_idx(c, "a guard", g->period[0], nvars)
	    || (g->idx && (!ta_check_idx(c, "a guard", g->idx, nvars)
			   || !ta_check_idx(c, "a guard", g->hi[0], nvars)
			   || !ta_check_idx(c, "a guard", g->hi[1], nvars))))
		return false;
	if (g->half != TA_HALF_NONE && !ta_idx_equal(g->row_lo[0], g->row_hi[0]))
		return ta_wrong(c, "a guard is about half of what is no square");
	x = &c->p->array[g->array[0]];
	return (!x->is_virtual && ta_type_rounds(x->elem))
	       || ta_wrong(c, "a guard says that %s is finite, which is no"
			      " memory of floats",
			   x->name);
}

/* Is "g", in a plan or outside with no variable, a guard? */
bool ta_check_guard(struct ta_checker *c, const ta_guard *g, int nvars)
{
	if (!g)
		return ta_wrong(c, "a guard is missing");
	switch (g->kind) {
	case TA_GUARD_GE0:
	case TA_GUARD_WORK:
		return ta_check_idx(c, "a guard", g->idx, nvars);
	case TA_GUARD_DISJOINT:
		return check_disjoint(c, g, nvars);
	case TA_GUARD_NONZERO:
	case TA_GUARD_ASSUME:
		if (!ta_check_expr(c, "a guard", g->expr, nvars))
			return false;
		return (g->kind == TA_GUARD_NONZERO
			|| ta_type_is_integer(g->expr->type))
		       || ta_wrong(c, "a guard is no condition");
	case TA_GUARD_BLAS:
	case TA_GUARD_THREADS:
		return true;
	case TA_GUARD_FINITE:
		return check_finite(c, g, nvars);
	case TA_GUARD_NUMBERS:
		return check_numbers(c, g, nvars);
	case TA_GUARD_SCRATCH:
		return ta_check_array_number(c, "a guard", g->array[0])
		       && (c->p->array[g->array[0]].is_scratch
			   || ta_wrong(c, "memory is asked for %s, which is no"
					  " scratch array",
				       c->p->array[g->array[0]].name));
	}
	return ta_wrong(c, "a guard is of no kind");
}

/* Is there a guard that tells whether the arrays "a" and "b" overlap? */
static bool disjoint_tested(const ta_program *p, int a, int b)
{
	int i;

	for (i = 0; i < p->nguards; i++) {
		const ta_guard *g = p->guard[i];

		if (g->kind == TA_GUARD_DISJOINT
		    && ((g->array[0] == a && g->array[1] == b)
			|| (g->array[0] == b && g->array[1] == a)))
			return true;
	}
	return false;
}

/* Does some statement touch "array"? */
static bool touched(const ta_program *p, int array)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (ta_stmt_touches(p->stmt[i], array))
			return true;
	return false;
}

/* Is there a guard for what the user said of "e"? */
static bool assume_tested(const ta_program *p, const ta_expr *e)
{
	int i;

	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_ASSUME
		    && ta_expr_equal(p->guard[i]->expr, e))
			return true;
	return false;
}

/* Are the guards ones, and does a plan have those it needs? */
void ta_check_guards(struct ta_checker *c)
{
	const ta_program *p = c->p;
	int i;

	for (i = 0; i < p->nguards; i++)
		if (!ta_check_guard(c, p->guard[i], 0))
			return;
	if (!p->plan || p->done < TA_PHASE_GUARD)
		return;
	for (i = 0; i < p->naliases; i++) {
		int a = p->alias[i].a, b = p->alias[i].b;

		if (touched(p, a) && touched(p, b)
		    && !disjoint_tested(p, a, b))
			ta_wrong(c, "no guard tells whether %s and %s overlap",
				 p->array[a].name, p->array[b].name);
	}
	for (i = 0; i < p->nassumes; i++)
		if (!assume_tested(p, p->assume[i]))
			ta_wrong(c, "no guard tests an assumption");
}
