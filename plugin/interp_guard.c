/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp_guard.c - do the conditions of a plan hold in a run of the interpreter?

   Assumes the memory of the run, and see interp.h for what is taken for granted.
   Leaves the program alone. */
#include "interp.h"

#include <math.h>

/* Is no element of the edge of the FINITE guard "g" a zero that must not be? */
static bool edge_holds(ta_interp *r, const ta_guard *g, const int64_t *iter)
{
	int64_t n, pitch, first, i;

	if (!g->idx)
		return true;
	n = (int64_t)ta_idx_value(r, g->hi[1], iter);
	pitch = (int64_t)ta_idx_value(r, g->hi[0], iter);
	first = (int64_t)ta_idx_value(r, g->idx, iter);
	for (i = 0; i < n; i++) {
		double x = ta_cell_at(r, g->array[0],
				      first + i * pitch)->value.f;

		if (x == 0 && (g->zeros || signbit(x)))
			return false;
	}
	return true;
}

/* Are all elements that the FINITE guard "g" is about finite? */
static bool all_finite(ta_interp *r, const ta_guard *g, const int64_t *iter)
{
	int64_t rows = (int64_t)ta_idx_value(r, g->row_lo[0], iter);
	int64_t cols = (int64_t)ta_idx_value(r, g->row_hi[0], iter);
	int64_t pitch = (int64_t)ta_idx_value(r, g->period[0], iter);
	int64_t first = (int64_t)ta_idx_value(r, g->lo[0], iter), i, j;
	bool lower = g->half == TA_HALF_LOWER, upper = g->half == TA_HALF_UPPER;

	for (i = 0; i < rows && ta_step(r); i++)
		for (j = upper ? i + g->strict : 0;
		     j < (lower ? i + !g->strict : cols); j++) {
			ta_value v = ta_cell_at(r, g->array[0],
						first + i * pitch + j)->value;

			if (!isfinite(v.f) || !isfinite(v.im))
				return false;
		}
	return edge_holds(r, g, iter);
}

/* Are there no infinities and NaN in elements "lo" to "hi" of "array"? */
static bool all_numbers(ta_interp *r, int array, const ta_idx *lo,
			const ta_idx *hi, const int64_t *iter)
{
	__int128 x = ta_idx_value(r, lo, iter), end = ta_idx_value(r, hi, iter);

	for (; x <= end && ta_step(r); x++) {
		ta_value v = ta_cell_at(r, array, (int64_t)x)->value;

		if (!isfinite(v.f) || !isfinite(v.im))
			return false;
	}
	return true;
}

/* Does the NUMBERS guard "g" look at numbers before anything is done, or if
   "late" at an exit? */
static bool is_looked_at(const ta_interp *r, const ta_guard *g, bool late,
			 const int64_t *iter)
{
	int i;

	for (i = 0; i < g->nwhen; i++)
		if (ta_idx_value(r, g->when[i], iter) < 0)
			return false;
	if (!g->late)
		return !late;
	return late == (ta_idx_value(r, g->hi[0], iter)
			- ta_idx_value(r, g->lo[0], iter)
			>= ta_idx_value(r, g->idx, iter));
}

/* Is the guard "g" about numbers that are all finite? */
static bool numbers_hold(ta_interp *r, const ta_guard *g, const int64_t *iter)
{
	return all_numbers(r, g->array[0], g->lo[0], g->hi[0], iter);
}

/* Does the WORK guard "g" say that there is much to do?  Guards of one limit
   agree in one run. */
static bool is_much(const ta_interp *r, const ta_guard *g)
{
	uint64_t h = (uint64_t)g->limit * 0x9e3779b97f4a7c15u + r->seed;

	if (r->work != TA_WORK_MIXED)
		return r->work == TA_WORK_MUCH;
	if (!g->idx)
		return h * 0xbf58476d1ce4e5b9u >> 63;
	h ^= (uint64_t)g->idx->nterms * 0xff51afd7ed558ccdu;
	if (g->idx->nterms && g->idx->term[0].nvars)
		h += (uint64_t)g->idx->term[0].var[0] * 0xc4ceb9fe1a85ec53u;
	h ^= h >> 29;
	return h * 0xbf58476d1ce4e5b9u >> 62 != 0;
}

/* Does the guard "g" hold where plan variable d is iter[d]? */
bool ta_guard_holds(ta_interp *r, const ta_guard *g, const int64_t *iter)
{
	ta_value v;

	switch (g->kind) {
	case TA_GUARD_GE0:
		return ta_idx_value(r, g->idx, iter) >= 0;
	case TA_GUARD_NONZERO:
		v = ta_eval(r, g->expr, iter);
		return ta_type_rounds(g->expr->type)
			       ? fabs(v.f) + fabs(v.im) > 0
			       : v.i != 0;
	case TA_GUARD_ASSUME:
		return ta_eval(r, g->expr, iter).i != 0;
	case TA_GUARD_WORK:
	case TA_GUARD_THREADS:
		return is_much(r, g);
	case TA_GUARD_FINITE:
		return all_finite(r, g, iter);
	case TA_GUARD_NUMBERS:
		return !is_looked_at(r, g, false, iter)
		       || numbers_hold(r, g, iter);
	case TA_GUARD_SCRATCH:
		ta_forget(r, g->array[0]);
		return true;
	default:
		return true;
	}
}

/* Are the loops as written to run after all at the exit "node", where plan variable d is
   iter[d]? */
bool ta_exits(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	return is_looked_at(r, node->cond[0], true, iter)
	       && !all_numbers(r, node->array, node->lo, node->hi, iter)
	       && !numbers_hold(r, node->cond[0], iter);
}
