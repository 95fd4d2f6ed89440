/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pairs.c - a table of what is between each of some rows and each of others is made by
   columns.

   Assumes a program after the dependence phase.  In

	for i: for j:				for j: for i:
		s = 0					s = 0
		for k:					for k:
			s += |x[i][k] - y[j][k]|		s += |x[i][k] - y[j][k]|
		r[i][j] = exp (-s)			r[i][j] = exp (-s)

   what one row of x makes with the rows of y is side by side in r, but these rows are not,
   element by element.  With the two loops exchanged a panel of the outer one has a copy of
   its rows, turned, and is of vectors with all that is in it (turn_copy.c); a sum is a
   scalar still (canon.c would have it in r).  What is a product of matrices is left to that.

   Leaves true that every instance meets the values it did: neither loop carries a
   dependence. */
#include "plan.h"

/* So many columns are too few for panels, of rows of as many elements or of an unknown
   number; of shorter ones they are as many times more. */
enum { FEW_COLUMNS = 32, SHORT = 4 };

/* Return whether "e" is a product of what is read and constants. */
static bool is_product(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_READ || e->op == TA_OP_CONST || e->op == TA_OP_PARAM)
		return true;
	for (i = 0; i < e->nargs; i++)
		if (!is_product(e->arg[i]))
			return false;
	return e->op == TA_OP_MUL || e->op == TA_OP_CAST || e->op == TA_OP_NEG;
}

/* A sum over iterator 2, and which of the other two iterators rows are of that it reads:
   in "rows" a bit for each.  "bad": something is read that is in no row. */
struct sum {
	const ta_program *p;
	unsigned rows;
	bool bad;
};

/* Note in "data" of which iterator the row is that "acc" is in. */
static bool note_row(void *data, ta_access *acc)
{
	struct sum *x = data;
	ta_arena *a = x->p->arena;
	int d;

	if (!acc->offset || !ta_idx_uses(acc->offset, 2))
		return true;
	x->bad |= ta_factor(a, acc->offset, 2) != 1 || !acc->sure;
	for (d = 0; d < 2; d++)
		if (ta_idx_uses(acc->offset, d)) {
			x->bad |= ta_idx_uses(acc->offset, 1 - d)
				  || ta_factor(a, acc->offset, d) == 1;
			x->rows |= 1u << d;
		}
	return true;
}

/* Return whether "s" goes on with a scalar along rows of both of the loops around its own,
   and is no sum of products whose order is free. */
static bool is_pair_sum(const ta_program *p, const ta_stmt *s)
{
	const ta_array *array = &p->array[s->write->array];
	struct sum x = { .p = p };
	const ta_idx *lo, *hi;

	if (s->depth != 3 || !array->is_virtual || array->ndims != 2
	    || array->live_out || !ta_expr_touches(s->rhs, s->write->array)
	    || (s->reduce != TA_OP_NONE && is_product(s->rest))
	    || ta_type_is_complex(s->rhs->type)
	    || !ta_box_bounds(p, s, 2, 0, NULL, &lo, &hi))
		return false;
	ta_expr_reads(s->rhs, note_row, &x);
	return !x.bad && x.rows == 3;
}

/* Return whether "s" stores to memory, elements of iterator "d" of two side by side. */
static bool stores_along(const ta_program *p, const ta_stmt *s, int d)
{
	return s->depth == 2 && s->write->offset
	       && ta_factor(p->arena, s->write->offset, d) == 1
	       && ta_idx_uses(s->write->offset, 1 - d);
}

/* Return whether virtual array "v" of "p" is such a sum, in loops of which the outer one is
   along what it is stored in: it is to stay a scalar. */
bool ta_is_pair_scalar(const ta_program *p, int v)
{
	bool sum = false, stored = false;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->write->array == v)
			sum |= is_pair_sum(p, s);
		else if (ta_expr_touches(s->rhs, v))
			stored |= stores_along(p, s, 0);
	}
	return sum && stored;
}

/* Return how many elements the rows have that nest "nest" of "p" adds up, the fewest if
   there are several; INT64_MAX if that is not known. */
static int64_t row_length(const ta_program *p, int nest)
{
	const ta_idx *lo, *hi;
	int64_t k, least = INT64_MAX;
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == nest && p->stmt[i]->depth == 3
		    && ta_box_bounds(p, p->stmt[i], 2, 0, NULL, &lo, &hi)
		    && ta_idx_is_const(ta_idx_sub(p->arena, hi, lo), &k)
		    && k > 0 && k < least)
			least = k;
	return least;
}

/* Return how many columns the table that nest "nest" of "p" makes is to have at least. */
static int64_t least_columns(const ta_program *p, int nest)
{
	int64_t length = row_length(p, nest);

	return length < SHORT ? FEW_COLUMNS * SHORT / length : FEW_COLUMNS;
}

/* Return whether the two outer loops of nest "nest" of "p" are around all of it, neither's
   bounds tied to another or known to be few for the inner one, which are one box. */
static bool is_box(const ta_program *p, int nest)
{
	const ta_stmt *first = NULL;
	const ta_idx *lo, *hi;
	int64_t n;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->order[0] != nest)
			continue;
		first = first ? first : s;
		if (s->depth < 2 || s->depth > 3 || ta_stmt_tied(s, 0)
		    || ta_stmt_tied(s, 1) || !ta_same_domain(first, s, 2)
		    || (s != first && ta_common_loops(first, s) < 2))
			return false;
	}
	return first && ta_box_bounds(p, first, 1, 0, NULL, &lo, &hi)
	       && (!ta_idx_is_const(ta_idx_sub(p->arena, hi, lo), &n)
		   || n >= least_columns(p, nest));
}

/* Leave the table of nest "nest", which is all that "p" does, of short rows to the loops as
   written if it has few columns, as run time tells: these are no slower then.  Longer rows
   are added up each by itself then. */
static void ask_for_columns(ta_program *p, int nest)
{
	const ta_stmt *s = p->stmt[0];
	const ta_idx *lo, *hi;

	if (p->nnests == 1 && row_length(p, nest) < TA_SHORT_ROW
	    && ta_box_bounds(p, s, 1, 0, NULL, &lo, &hi)
	    && !ta_idx_uses_iters(hi) && !ta_idx_uses_iters(lo))
		ta_guard_nonneg(p, ta_idx_addk(p->arena,
					       ta_idx_sub(p->arena, hi, lo),
					       -least_columns(p, nest)),
				"columns enough for vectors");
}

/* Return whether the two outer loops of nest "nest" of "p" carry no dependence. */
static bool is_free(const ta_program *p, int nest)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (p->stmt[d->src]->order[0] == nest
		    && p->stmt[d->dst]->order[0] == nest && d->levels & 3)
			return false;
	}
	return true;
}

/* Return whether nest "nest" of "p" is such sums and what is stored of them, by rows. */
static bool is_table(const ta_program *p, int nest)
{
	bool sum = false, stored = false;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->order[0] != nest)
			continue;
		if (s->depth == 3 && !is_pair_sum(p, s))
			return false;
		if (!p->array[s->write->array].is_virtual
		    && !stores_along(p, s, 1))
			return false;
		sum |= s->depth == 3;
		stored |= !p->array[s->write->array].is_virtual;
	}
	return sum && stored;
}

/* Exchange the first two subscripts of "acc", if it is to a scalar of two loops. */
static bool exchange_subscripts(void *data, ta_access *acc)
{
	const ta_program *p = data;
	const ta_idx *first;

	if (!p->array[acc->array].is_virtual || acc->nsubs < 2)
		return true;
	first = acc->sub[0];
	acc->sub[0] = acc->sub[1];
	acc->sub[1] = first;
	return true;
}

/* Exchange the two outer loops of "s". */
static void exchange(ta_program *p, ta_stmt *s)
{
	ta_arena *a = p->arena;
	const ta_idx *to[TA_MAX_DEPTH];
	const char *name = s->iter[0];
	int d, loop = s->loop[0];

	for (d = 0; d < s->depth; d++)
		to[d] = ta_idx_var(a, d < 2 ? 1 - d : d);
	ta_stmt_subst(a, s, to);
	exchange_subscripts(p, s->write);
	ta_expr_reads(s->rhs, exchange_subscripts, p);
	if (s->rest) {
		s->rest = ta_expr_subst(a, s->rest, s->depth, to);
		ta_expr_reads(s->rest, exchange_subscripts, p);
	}
	s->iter[0] = s->iter[1];
	s->iter[1] = name;
	s->loop[0] = s->loop[1];
	s->loop[1] = loop;
}

/* Exchange the extents of the scalars of two loops that nest "nest" of "p" has. */
static void exchange_extents(ta_program *p, int nest)
{
	int i;

	for (i = 0; i < p->narrays; i++) {
		ta_array *array = &p->array[i];
		const ta_idx *first = array->extent && array->ndims > 1
					      ? array->extent[0] : NULL;
		int s = 0;

		while (s < p->nstmts
		       && (p->stmt[s]->order[0] != nest
			   || p->stmt[s]->write->array != i))
			s++;
		if (s == p->nstmts || !array->is_virtual || !first)
			continue;
		array->extent[0] = array->extent[1];
		array->extent[1] = first;
	}
}

/* Return whether a statement of "p" goes on with a scalar of two loops in a third, as such
   a sum does: only then are there dependences to be looked at. */
bool ta_may_have_pairs(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->depth == 3 && p->array[s->write->array].is_virtual
		    && p->array[s->write->array].ndims == 2
		    && ta_expr_touches(s->rhs, s->write->array))
			return true;
	}
	return false;
}

/* Make the tables of "p" by columns; return whether it changed. */
bool ta_pairs(ta_program *p)
{
	bool changed = false;
	int nest, i;

	for (nest = 0; nest < p->nnests; nest++) {
		if (!is_box(p, nest) || !is_free(p, nest) || !is_table(p, nest))
			continue;
		ask_for_columns(p, nest);
		for (i = 0; i < p->nstmts; i++)
			if (p->stmt[i]->order[0] == nest)
				exchange(p, p->stmt[i]);
		exchange_extents(p, nest);
		changed = true;
	}
	return changed;
}
