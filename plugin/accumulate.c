/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accumulate.c - what a row makes of its own elements is made where it is stored.

   Assumes dependences.  In dynamic programs an element is the best of what is left
   of it, or above, and of pairs of elements that the same row has before it,

	for j:
	  best = f (row[j - 1], ...);
	  for k < j: best = max (best, row[k] + W[k][j]);
	  row[j] = best;

   where "best" keeps each element to itself, and what it begins with has to wait
   for the element before.  With the sum in the row, and what it began with last,

	for j: row[j] = -inf;
	for j:
	  for k < j: row[j] = max (row[j], row[k] + W[k][j]);
	  row[j] = max (row[j], f (row[j - 1], ...));

   the loop of the terms may be the outer one (looking.c), and goes along rows of W.
   The table of 1,200 bases of Nussinov's program takes a sixth of the time so.

   Leaves true that every element ends as it did: nothing looks at it, or stores to
   it, between its new first store and its old one, and the terms are those of a
   maximum, a minimum, or a sum of whole numbers, which may begin with any of its
   parts.  Sums of floats are left to routines that solve triangles. */
#include "plan.h"

/* A value of program "p", made in the loops around "terms" but one: statement
   "start" begins it, "terms" adds to it over one more iterator, and "end" stores
   it. */
struct value {
	ta_program *p;
	ta_stmt *start, *terms, *end;
};

/* -------------------------------------------------------- what is a value -- */

/* Return whether "terms" is the innermost loop of what may begin with any of its
   parts. */
static bool may_begin_anywhere(const ta_program *p, const ta_stmt *terms)
{
	const ta_array *array = &p->array[terms->write->array];

	if (!array->is_virtual || array->live_out || terms->depth < 3
	    || ta_access_uses(terms->write, terms->depth - 1))
		return false;
	switch (terms->reduce) {
	case TA_OP_MAX:
	case TA_OP_MIN:
		return true;
	case TA_OP_ADD:
	case TA_OP_MUL:
		return !ta_type_rounds(array->elem);
	default:
		return false;
	}
}

/* Return whether "s" is in the loops of the terms of "v" but their last one. */
static bool is_beside(const struct value *v, const ta_stmt *s)
{
	return s->depth == v->terms->depth - 1
	       && ta_common_loops(s, v->terms) == s->depth;
}

/* Let "s", a statement that has to do with the value of "v" and is not of its
   terms, be its start or its end, if it can be. */
static bool take(struct value *v, ta_stmt *s, int array)
{
	if (!is_beside(v, s))
		return false;
	if (s->write->array == array) {
		if (v->start || ta_expr_touches(s->rhs, array))
			return false;
		v->start = s;
		return true;
	}
	if (v->end || s->rhs->op != TA_OP_READ || !s->write->sure
	    || v->p->array[s->write->array].is_virtual)
		return false;
	v->end = s;
	return true;
}

/* Set "v" to the value whose terms statement "terms" of "p" adds; return whether
   there is one, and no other statement has to do with it. */
static bool find(struct value *v, ta_program *p, ta_stmt *terms)
{
	int i, array = terms->write->array;

	*v = (struct value){ .p = p, .terms = terms };
	if (!may_begin_anywhere(p, terms))
		return false;
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i] != terms
		    && (p->stmt[i]->write->array == array
			|| ta_expr_touches(p->stmt[i]->rhs, array))
		    && !take(v, p->stmt[i], array))
			return false;
	if (!v->start || !v->end)
		return false;
	i = v->end->depth;
	return ta_same_domain(v->start, v->end, i)
	       && v->start->order[i] < terms->order[i]
	       && terms->order[i] < v->end->order[i];
}

/* -------------------------------------------------- whether it is to move -- */

/* Return whether nothing but the terms of "v" looks at an element between where the
   loop around them begins and where it is stored, or stores to it. */
static bool is_untouched(const struct value *v)
{
	const ta_program *p = v->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *dep = &p->dep[i];

		if (p->stmt[dep->dst] == v->end && dep->kind != TA_DEP_FLOW
		    && dep->levels >> (v->end->depth - 1))
			return false;
	}
	return true;
}

/* Return whether the terms of "v" are made of what the same loop has stored. */
static bool is_of_itself(const struct value *v)
{
	const ta_program *p = v->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *dep = &p->dep[i];

		if (p->stmt[dep->src] == v->end && p->stmt[dep->dst] == v->terms
		    && dep->kind == TA_DEP_FLOW
		    && dep->levels >> (v->end->depth - 1) & 1)
			return true;
	}
	return false;
}

/* Return whether the terms of "v" begin where its elements do, are of elements
   before, and go along rows better as the outer loop. */
static bool goes_along_rows(const struct value *v)
{
	const ta_stmt *t = v->terms;
	ta_arena *a = v->p->arena;
	const ta_idx *to[TA_MAX_DEPTH];
	int d = t->depth - 1, i;

	for (i = 0; i <= d; i++)
		to[i] = ta_idx_var(a, i < d ? i : d - 1);
	for (i = 0; i < t->ncons; i++)
		if (ta_factor(a, t->cons[i], d) > 0
		    && !ta_idx_listed(ta_idx_subst(a, t->cons[i], d + 1, to),
				      v->end->ncons, v->end->cons))
			return false;
	return ta_stride_score(v->p, t, d - 1) > ta_stride_score(v->p, t, d);
}

/* ------------------------------------------------------------- the change -- */

/* Return the loop that is innermost around the end of "v" once more. */
static int loop_again(const struct value *v)
{
	ta_program *p = v->p;
	ta_loop loop = p->loop[v->end->loop[v->end->depth - 1]];

	TA_PUSH(p->arena, p->loop, p->nloops, loop);
	return p->nloops - 1;
}

/* Return the access of the element that "v" is stored to. */
static ta_access *element(const struct value *v)
{
	return ta_access_subst(v->p->arena, v->end->write, 0, NULL);
}

/* Return what is taken of "x" and the element of "v", which begins with a value
   that every other one is better than. */
static ta_expr *joined(const struct value *v, ta_expr *x)
{
	ta_arena *a = v->p->arena;
	ta_expr *sum = ta_expr_read(v->p, element(v));
	enum ta_op op = v->terms->reduce;

	if (!ta_type_is_float(x->type))
		return ta_expr_new(a, op, x->type, x->loc, 2, sum, x);
	op = op == TA_OP_MAX ? TA_OP_GT : TA_OP_LT;
	return ta_expr_new(a, TA_OP_SELECT, x->type, x->loc, 3,
			   ta_expr_new(a, op, TA_BOOL, x->loc, 2, sum, x), sum,
			   x);
}

/* Return a statement that lets the elements of "v" begin, in a loop before that of
   its terms. */
static ta_stmt *beginning(const struct value *v)
{
	ta_program *p = v->p;
	ta_stmt *s = ta_stmt_copy(p->arena, v->end, 0);
	int d = s->depth - 1, i;

	for (i = 0; i < p->nstmts; i++)
		if (ta_common_loops(p->stmt[i], s) >= d
		    && p->stmt[i]->order[d] >= s->order[d]
		    && p->stmt[i] != s)
			p->stmt[i]->order[d]++;
	s->name = ta_sprintf(p->arena, "%s_begin", v->end->name);
	s->order[d + 1] = 0;
	s->loop[d] = loop_again(v);
	s->write = element(v);
	s->rhs = ta_neutral(p->arena, v->terms->reduce, v->end->rhs->type);
	return s;
}

/* Let the elements of "v" be made where they are stored. */
static void make_in_place(const struct value *v)
{
	ta_program *p = v->p;
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts + 1);
	ta_stmt *first = beginning(v);
	int array = v->terms->write->array, i;

	for (i = 0; i < p->nstmts; i++)
		drop[i] = p->stmt[i] == v->start;
	TA_PUSH(p->arena, p->stmt, p->nstmts, first);
	v->terms->write = element(v);
	v->terms->rhs = ta_expr_replace(p, v->terms->rhs, array,
					ta_expr_read(p, element(v)));
	v->end->rhs = joined(v, v->start->rhs);
	ta_program_drop(p, drop);
}

/* Let values of "p" that are made of others of their row be made where these are. */
void ta_accumulate_in_rows(ta_program *p, const ta_options *opt)
{
	ta_program *before;
	struct value v;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		if (!find(&v, p, p->stmt[i]) || !is_untouched(&v)
		    || !is_of_itself(&v) || !goes_along_rows(&v))
			continue;
		before = ta_program_snapshot(p);
		make_in_place(&v);
		if (!ta_find_deps(p, opt)) {
			*p = *before;
			return;
		}
		i = -1;
	}
}
