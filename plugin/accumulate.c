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
   The best may be made in the row to begin with, or something be made of it before it
   is stored; and the terms that are made of other elements than the loop's, of which
   there may be one or two at either end, are statements of their own, next to what the
   sum began with.

   Leaves true that every element ends as it did: nothing looks at it, or stores to
   it, between its new first store and its old one, and the terms are those of a
   maximum, a minimum, or a sum of whole numbers, which may begin with any of its
   parts.  Sums of floats are left to routines that solve triangles. */
#include "plan.h"

/* As many terms at either end may be of elements that are not the loop's. */
enum { MOST_ENDS = 2 };

/* An element of program "p", made in the loops around "terms" but one: statement
   "start" begins it, "terms" adds "rest" to it by "op" over one more iterator, and
   "end" stores it (NULL: the two others make it in its place, and "after", if there is
   one, something of it).  "operator": not by a selection of the less or more.  The terms
   begin "below" iterations before the elements do, and end "above" behind the last
   element that is complete. */
struct element {
	ta_program *p;
	ta_stmt *start, *terms, *end, *after;
	enum ta_op op;
	bool operator;
	ta_expr *rest;
	int below, above;
};

/* ------------------------------------------------------ what is an element -- */

/* Return whether "terms" of "v" is the innermost loop of what may begin with any of
   its parts. */
static bool may_begin_anywhere(struct element *v)
{
	const ta_stmt *s = v->terms;

	if (s->depth < 3 || !s->write->sure
	    || ta_access_uses(s->write, s->depth - 1))
		return false;
	v->op = ta_accumulation(v->p, s, &v->rest);
	v->operator = s->rhs->op == v->op;
	switch (v->op) {
	case TA_OP_MAX:
	case TA_OP_MIN:
		return true;
	case TA_OP_ADD:
	case TA_OP_MUL:
		return !ta_type_rounds(s->rhs->type);
	default:
		return false;
	}
}

/* Return whether "s" begins the element that the terms of "v" add to. */
static bool is_start(const struct element *v, const ta_stmt *s)
{
	return s->write->sure && ta_access_equal(s->write, v->terms->write)
	       && ta_reads_others(v->p, s, s->rhs);
}

/* Return whether "s" stores what is made of the value that the terms of "v" are added
   to, which no other array holds, in an element that can hold it and is not part of
   it. */
static bool is_end(const struct element *v, const ta_stmt *s)
{
	const ta_array *value = &v->p->array[v->terms->write->array];
	const ta_array *to = &v->p->array[s->write->array];

	return value->is_virtual && !to->is_virtual && s->write->sure
	       && to->elem == value->elem
	       && ta_reads_others(v->p, s, s->rhs);
}

/* Return whether "s" makes something of the element of "v", and looks at no other. */
static bool is_after(const struct element *v, const ta_stmt *s)
{
	return s->write->sure && ta_access_equal(s->write, v->terms->write)
	       && ta_expr_reads_only(s->rhs, s->write);
}

/* Let "s", which has to do with the array that the terms of "v" write, be the start
   or the end of that, or come after it, if it can be. */
static bool take(struct element *v, ta_stmt *s)
{
	int d = v->terms->depth - 1;

	if (s->depth != d || ta_common_loops(s, v->terms) != d)
		return false;
	if (!v->start && is_start(v, s)
	    && s->order[d] < v->terms->order[d]) {
		v->start = s;
		return true;
	}
	if (v->end || v->after || s->order[d] < v->terms->order[d])
		return false;
	if (is_end(v, s))
		v->end = s;
	else if (is_after(v, s))
		v->after = s;
	return v->end || v->after;
}

/* Set "v" to the element that statement "terms" of "p" adds to; return whether
   there is one, and no other statement of the loops around its terms, or of the
   program where the value is not stored, has to do with it. */
static bool find(struct element *v, ta_program *p, ta_stmt *terms)
{
	int i, array = terms->write->array, d = terms->depth - 1;
	bool is_virtual = p->array[array].is_virtual;

	*v = (struct element){ .p = p, .terms = terms };
	if (p->array[array].live_out || !may_begin_anywhere(v))
		return false;
	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		if (s != terms && (is_virtual || ta_common_loops(s, terms) >= d)
		    && (s->write->array == array
			|| ta_expr_touches(s->rhs, array))
		    && !take(v, s))
			return false;
	}
	return v->start && !v->end == !is_virtual
	       && (!v->end || ta_same_domain(v->start, v->end, d));
}

/* Return the statement that stores the element of "v" first, and last. */
static ta_stmt *first_store(const struct element *v)
{
	return v->end ? v->end : v->start;
}

static ta_stmt *last_store(const struct element *v)
{
	return v->end ? v->end : v->after ? v->after : v->terms;
}

/* -------------------------------------------------- whether it is to move -- */

/* Return whether nothing looks at an element of "v" between where the loop around
   its terms begins and where it is stored, or stores to it. */
static bool is_untouched(const struct element *v)
{
	const ta_program *p = v->p;
	const ta_stmt *first = first_store(v);
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *dep = &p->dep[i];

		if (p->stmt[dep->dst] == first && dep->kind != TA_DEP_FLOW
		    && dep->levels >> (first->depth - 1))
			return false;
	}
	return true;
}

/* Return whether the terms of "v" are made of what the same loop has stored. */
static bool is_of_itself(const struct element *v)
{
	const ta_program *p = v->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *dep = &p->dep[i];

		if (p->stmt[dep->src] == last_store(v)
		    && p->stmt[dep->dst] == v->terms
		    && dep->kind == TA_DEP_FLOW
		    && dep->levels >> (v->terms->depth - 2) & 1)
			return true;
	}
	return false;
}

/* Return the only constraint that bounds the iterator of the terms of "v" from below,
   or with "sign" -1 from above; NULL if there are several, or it has a factor. */
static const ta_idx *bound(const struct element *v, int64_t sign)
{
	const ta_stmt *t = v->terms;
	ta_arena *a = v->p->arena;
	const ta_idx *only = NULL;
	int i, d = t->depth - 1;

	for (i = 0; i < t->ncons; i++) {
		int64_t k = ta_factor(a, t->cons[i], d);

		if (!ta_idx_uses(t->cons[i], d) || k == -sign)
			continue;
		if (only || k != sign)
			return NULL;
		only = t->cons[i];
	}
	return only;
}

/* Return bound "x" of the terms of "v", with the iterator of the elements in the
   place of theirs. */
static const ta_idx *for_elements(const struct element *v, const ta_idx *x)
{
	const ta_idx *to[TA_MAX_DEPTH];
	ta_arena *a = v->p->arena;
	int d = v->terms->depth - 1, i;

	for (i = 0; i <= d; i++)
		to[i] = ta_idx_var(a, i < d ? i : d - 1);
	return ta_idx_subst(a, x, d + 1, to);
}

/* Set how far the terms of "v" reach beyond its elements; return whether that is
   at most MOST_ENDS at either end, and these are there for every element. */
static bool find_ends(struct element *v)
{
	ta_arena *a = v->p->arena;
	const ta_stmt *first = first_store(v);
	const ta_idx *lower = bound(v, 1), *upper = bound(v, -1);
	int64_t k;
	int c;

	if (!lower || !upper
	    || !ta_idx_is_const(for_elements(v, upper), &k)
	    || k + 1 > MOST_ENDS)
		return false;
	v->above = k < 0 ? 0 : (int)k + 1;
	lower = for_elements(v, lower);
	for (c = 0; c <= MOST_ENDS; c++)
		if (ta_idx_listed(ta_idx_addk(a, lower, -c), first->ncons,
				  first->cons))
			break;
	v->below = c;
	return c <= MOST_ENDS
	       && (k >= -1 || !c)
	       && ((!c && !v->above)
		   || ta_same_domain(v->terms, first, first->depth));
}

/* ------------------------------------------------------------- the change -- */

/* Return the loop that is innermost around the start of "v" once more. */
static int loop_again(const struct element *v)
{
	ta_program *p = v->p;
	ta_loop loop = p->loop[v->start->loop[v->start->depth - 1]];

	TA_PUSH(p->arena, p->loop, p->nloops, loop);
	return p->nloops - 1;
}

/* Return the access of the element of "v". */
static ta_access *element(const struct element *v)
{
	return ta_access_subst(v->p->arena, first_store(v)->write, 0, NULL);
}

/* Return what is taken of the element of "v" and "x": of floats, the one that "stays"
   where the other is not less, or more, as one that is NaN has to, unless the terms
   are joined by an operator. */
static ta_expr *joined(const struct element *v, ta_expr *x, bool stays)
{
	ta_arena *a = v->p->arena;
	ta_expr *old = ta_expr_read(v->p, element(v));
	ta_expr *here = stays ? old : x, *other = stays ? x : old;
	enum ta_op op = v->op == TA_OP_MAX ? TA_OP_GT : TA_OP_LT;

	if (!ta_type_is_float(x->type) || v->operator)
		return ta_expr_new(a, v->op, x->type, x->loc, 2, old, x);
	return ta_expr_new(a, TA_OP_SELECT, x->type, x->loc, 3,
			   ta_expr_new(a, op, TA_BOOL, x->loc, 2, other, here),
			   other, here);
}

/* Return a statement that lets the elements of "v" be "x" in a loop before that of
   their terms. */
static ta_stmt *beginning(const struct element *v, ta_expr *x)
{
	ta_program *p = v->p;
	ta_stmt *s = ta_stmt_copy(p->arena, first_store(v), 0);
	int d = s->depth - 1;

	s->order[d]--;
	ta_make_place(p, s, d, 1);
	s->order[d]++;
	s->name = ta_sprintf(p->arena, "%s_begin", v->terms->name);
	s->order[d + 1] = 0;
	s->loop[d] = loop_again(v);
	s->write = element(v);
	s->rhs = x;
	return s;
}

/* Add to the program of "v" a statement, "n" places behind the terms, by which the
   element becomes "x". */
static void add_part(const struct element *v, int n, ta_expr *x)
{
	ta_program *p = v->p;
	ta_stmt *s = ta_stmt_copy(p->arena, first_store(v), 0);
	int d = s->depth;

	s->name = ta_sprintf(p->arena, "%s_part%d", v->terms->name, n);
	s->order[d] = v->terms->order[d] + n;
	s->write = element(v);
	s->rhs = x;
	TA_PUSH(p->arena, p->stmt, p->nstmts, s);
}

/* Add the term of "v" at "x", an index over the iterators of its elements, "n" places
   behind the others. */
static void add_term(const struct element *v, int n, const ta_idx *x)
{
	ta_arena *a = v->p->arena;
	const ta_idx *to[TA_MAX_DEPTH];
	int d = v->terms->depth - 1, i;

	for (i = 0; i < d; i++)
		to[i] = ta_idx_var(a, i);
	to[d] = x;
	add_part(v, n, joined(v, ta_expr_subst(a, v->rest, d + 1, to), true));
}

/* Add, "n" places behind the terms of "v", what the element began with, unless it is
   "known" and there already, and what is made of it in the end. */
static void add_last(const struct element *v, int n, bool known)
{
	ta_expr *here = ta_expr_read(v->p, element(v));
	ta_expr *x = known ? here : joined(v, v->start->rhs, false);

	if (v->end)
		x = ta_expr_replace(v->p, v->end->rhs, v->terms->write->array,
				    x);
	if (!ta_expr_equal(x, here))
		add_part(v, n, x);
}

/* Let the terms of "v" begin and end with the elements that the loop around them has
   completed, and add the others behind them; return how many these are. */
static int cut_ends(struct element *v)
{
	ta_arena *a = v->p->arena;
	ta_stmt *t = v->terms;
	int d = t->depth - 1, i, n = 0;
	const ta_idx *lower = bound(v, 1), *upper = bound(v, -1);
	const ta_idx *from = ta_idx_sub(a, ta_idx_var(a, d), lower);

	for (i = 0; i < v->below; i++)
		add_term(v, ++n, ta_idx_addk(a, from, i));
	for (i = 0; i < v->above; i++)
		add_term(v, ++n, ta_idx_addk(a, ta_idx_var(a, d - 1), i));
	for (i = 0; i < t->ncons; i++)
		if (t->cons[i] == lower)
			t->cons[i] = ta_idx_addk(a, lower, -v->below);
		else if (t->cons[i] == upper)
			t->cons[i] = ta_idx_addk(a, upper, -v->above);
	return n;
}

/* Let the element of "v" be made where it is stored. */
static void make_in_place(struct element *v)
{
	ta_program *p = v->p;
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts + 2 * MOST_ENDS + 2);
	bool known = ta_expr_invariant(v->start->rhs);
	ta_stmt *first = beginning(v, known ? v->start->rhs
		: ta_neutral(p->arena, v->op, v->start->rhs->type));
	int array = v->terms->write->array, i, n;

	ta_make_place(p, v->terms, v->terms->depth - 1, 2 * MOST_ENDS + 1);
	n = cut_ends(v);
	add_last(v, n + 1, known);
	for (i = 0; i < p->nstmts; i++)
		drop[i] = p->stmt[i] == v->start || p->stmt[i] == v->end;
	if (v->end)
		v->terms->rhs = ta_expr_replace(p, v->terms->rhs, array,
						ta_expr_read(p, element(v)));
	v->terms->write = element(v);
	ta_program_drop(p, drop);
	TA_PUSH(p->arena, p->stmt, p->nstmts, first);
}

/* Let elements of "p" that are made of others of their row be made where these are,
   if the loop of their terms goes along rows better than that of the elements; return
   whether there were any. */
bool ta_accumulate_in_rows(ta_program *p, const ta_options *opt)
{
	ta_program *before;
	struct element v;
	bool any = false;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		int d = p->stmt[i]->depth - 1;

		if (!find(&v, p, p->stmt[i]) || !is_untouched(&v)
		    || !is_of_itself(&v) || !find_ends(&v)
		    || ta_stride_score(p, v.terms, d - 1)
			       <= ta_stride_score(p, v.terms, d))
			continue;
		before = ta_program_snapshot(p);
		make_in_place(&v);
		if (!ta_find_deps(p, opt)) {
			*p = *before;
			break;
		}
		any = true;
		i = -1;
	}
	return any;
}
