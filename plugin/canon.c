/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canon.c - virtual arrays that only carry a value to memory, or from it, are
   that memory.

   Assumes a program after the dependence phase; p->alias pairs are apart,
   because a guard will see to it.  Afterwards a sum in a scalar and a sum in
   memory are one program:

	v[i][j] = 0                             C[i][j] = 0
	v[i][j] = v[i][j] + A[i][k] * B[k][j]   C[i][j] = C[i][j] + A * B
	C[i][j] = max (v[i][j], 0)              C[i][j] = max (C[i][j], 0)

   The value of a virtual array at one point of its loops is born and used in
   one execution of their body, so that this is right when nothing else in
   that body touches the element.  What is stored to C and to other places is
   read from C for those.  Sums that are added to C at the end are accumulated
   on C when the order of the sum is free; C = a * v + b * C becomes C = b * C
   before and C = C + a * v after, which computes the same. */
#include "plan.h"

#include <string.h>

/* The virtual array "v" of "dims" dimensions: "first" initialises it, "last"
   is the first statement that reads it without writing it, and writes "out"
   at "acc"; others after it may read it if it copies it there. */
struct carry {
	ta_program *p;
	int v, dims, out;
	ta_stmt *first, *last;
	ta_access *acc;
};

/* Return whether "s" is the copy of c->v to memory. */
static bool is_copy(const struct carry *c, const ta_stmt *s)
{
	return s->rhs->op == TA_OP_READ && s->rhs->u.access->array == c->v
	       && s->depth == c->dims
	       && !c->p->array[s->write->array].is_virtual;
}

/* Return whether "s" is a better last statement than c->last: later, or, if it
   copies the value, before all that read it. */
static bool better_last(const struct carry *c, const ta_stmt *s)
{
	bool later = s->order[c->dims] > c->last->order[c->dims];

	return is_copy(c, c->last) ? s->write->array == c->v || !later : later;
}

/* Return whether all statements that touch c->v share its loops; sets first
   and last. */
static bool find_ends(struct carry *c)
{
	int i;

	c->first = c->last = NULL;
	for (i = 0; i < c->p->nstmts; i++) {
		ta_stmt *s = c->p->stmt[i];

		if (!ta_stmt_touches(s, c->v))
			continue;
		if (s->depth < c->dims
		    || (c->first && ta_common_loops(c->first, s) < c->dims))
			return false;
		if (!c->first || s->order[c->dims] < c->first->order[c->dims])
			c->first = s;
		if (!c->last || better_last(c, s))
			c->last = s;
	}
	return c->first && c->first != c->last;
}

/* Return whether the statement "s", which reads c->v, can read what c->last
   copied it to instead: nothing writes there between the two. */
static bool can_read_copy(struct carry *c, const ta_stmt *s)
{
	int i;

	if (!is_copy(c, c->last) || s->order[c->dims] < c->last->order[c->dims]
	    || (s->write->array == c->last->write->array
		&& s->depth > c->dims))
		return false;
	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *t = c->p->stmt[i];

		if (t != s && t != c->last && t->write->array == c->last->write->array
		    && ta_common_loops(t, c->last) >= c->dims
		    && t->order[c->dims] > c->last->order[c->dims]
		    && t->order[c->dims] <= s->order[c->dims])
			return false;
	}
	return true;
}

/* Return whether "first" sets c->v whenever "last" stores it, nothing changes
   it after that, and what else reads it goes on with it or can read where it is
   stored. */
static bool ends_fit(struct carry *c)
{
	int i;

	if (c->first->depth != c->dims || c->last->depth != c->dims
	    || c->first->write->array != c->v
	    || ta_expr_touches(c->first->rhs, c->v)
	    || c->last->write->array == c->v || !c->last->write->sure
	    || !ta_same_domain(c->first, c->last, c->dims))
		return false;
	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (s->write->array == c->v
		    && s->order[c->dims] > c->last->order[c->dims])
			return false;
		if (s != c->last && s->write->array != c->v
		    && ta_expr_touches(s->rhs, c->v) && !can_read_copy(c, s))
			return false;
	}
	return true;
}

/* What a statement reads, of a carry. */
struct reading {
	struct carry *c;
	const ta_stmt *s;
};

/* Return whether "acc" reads another element than the carry of "data" is to be
   stored to, in every iteration. */
static bool other_element(void *data, ta_access *acc)
{
	const struct reading *r = (const struct reading *)data;

	return ta_other_element(r->c->p, r->s, acc, r->c->acc);
}

/* Return whether statement "s" reads nothing of the element of the carry. */
static bool reads_others(struct carry *c, const ta_stmt *s)
{
	struct reading r = { c, s };

	return ta_expr_reads(s->rhs, other_element, &r);
}

/* Return whether a loop of the sum "s" is tied to one around the carry. */
static bool tied_outside(const struct carry *c, const ta_stmt *s)
{
	int d;

	for (d = 0; d < c->dims; d++)
		if (ta_stmt_tied(s, d))
			return true;
	return false;
}

/* Return whether the sum "s" may be kept in memory although it reads the array
   that this is in: products over a triangle, which are done panel by panel. */
static bool solves(struct carry *c, const ta_stmt *s)
{
	return c->p->fp != TA_FP_STRICT && s->depth >= 3
	       && s->write->array == c->v
	       && (s->reduce == TA_OP_ADD || s->reduce == TA_OP_SUB)
	       && tied_outside(c, s)
	       && reads_others(c, s);
}

/* Return whether statement "s" reads and writes others than the element of the
   carry. */
static bool touches_others(struct carry *c, const ta_stmt *s)
{
	return ta_other_element(c->p, s, s->write, c->acc)
	       && reads_others(c, s);
}

/* Return whether nothing between first and last touches the element of c->out,
   except that "first" may read it. */
static bool out_untouched(struct carry *c)
{
	int i;

	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (s == c->last || s == c->first
		    || ta_common_loops(s, c->last) < c->dims
		    || s->order[c->dims] < c->first->order[c->dims]
		    || s->order[c->dims] > c->last->order[c->dims])
			continue;
		if (ta_stmt_touches(s, c->out) && !solves(c, s)
		    && !touches_others(c, s))
			return false;
	}
	return ta_expr_reads_only(c->first->rhs, c->acc);
}

/* Set up "c" for the virtual array "v" of "p"; return whether it carries a
   value to memory. */
static bool find_carry(ta_program *p, int v, struct carry *c)
{
	const ta_array *x = &p->array[v];

	c->p = p;
	c->v = v;
	c->dims = x->ndims;
	if (!x->is_virtual || x->live_out || !find_ends(c) || !ends_fit(c))
		return false;
	c->acc = c->last->write;
	c->out = c->acc->array;
	return !p->array[c->out].is_virtual
	       && p->array[c->out].elem == x->elem && out_untouched(c);
}

/* Put the element of "c" in the place of its virtual array, everywhere. */
static void become_memory(struct carry *c)
{
	ta_program *p = c->p;
	const ta_expr *read = ta_expr_read(p, c->acc);
	int i;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		s->rhs = ta_expr_replace(p, s->rhs, c->v, read);
		if (s->write->array == c->v)
			s->write = ta_access_subst(p->arena, c->acc, 0, NULL);
	}
}

/* Remove the statements of "p" that store an element to itself. */
static void drop_copies(ta_program *p)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	int i;

	for (i = 0; i < p->nstmts; i++)
		drop[i] = p->stmt[i]->rhs->op == TA_OP_READ
			  && ta_access_equal(p->stmt[i]->rhs->u.access,
					     p->stmt[i]->write);
	ta_program_drop(p, drop);
}

/* Return whether every statement that writes c->v, but the first, adds to
   it or subtracts from it. */
static bool only_sums(const struct carry *c)
{
	int i;

	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (s->write->array == c->v && s != c->first
		    && s->reduce != TA_OP_ADD && s->reduce != TA_OP_SUB)
			return false;
	}
	return true;
}

/* Accumulate on the element itself what "c" sums up and its last statement
   adds to it, or subtracts from it when "neg". */
static void accumulate(struct carry *c, bool neg)
{
	ta_program *p = c->p;
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	int i;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];
		ta_expr *rest = s == c->first ? s->rhs : s->rest;
		enum ta_op op = TA_OP_ADD;

		drop[i] = s == c->last
			  || (s == c->first && ta_expr_is_value(rest, 0.0));
		if (drop[i] || s->write->array != c->v)
			continue;
		if ((s->reduce == TA_OP_SUB && s != c->first) != neg)
			op = TA_OP_SUB;
		s->write = ta_access_subst(p->arena, c->acc, 0, NULL);
		s->rhs = ta_expr_new(p->arena, op, rest->type, s->loc, 2,
				     ta_expr_read(p, s->write), rest);
	}
	ta_program_drop(p, drop);
}

/* Scale the element of "c" by what "l" says before its first statement. */
static void scale_first(struct carry *c, const struct ta_linear *l)
{
	ta_program *p = c->p;
	ta_arena *a = p->arena;
	ta_stmt *s = (ta_stmt *)ta_memdup(a, c->last, sizeof(*s));
	size_t n = (size_t)c->dims + 1;
	ta_expr *old = ta_expr_read(p, ta_access_subst(a, c->acc, 0, NULL));

	s->name = ta_sprintf(a, "%s_scale", c->last->name);
	s->order = (int *)ta_memdup(a, c->first->order, n * sizeof(int));
	ta_make_place_before(p, c->first, c->dims, 1);
	s->write = ta_access_subst(a, c->acc, 0, NULL);
	if (l->neg_c)
		old = ta_expr_new(a, TA_OP_NEG, old->type, s->loc, 1, old);
	if (l->c)
		old = ta_expr_new(a, TA_OP_MUL, old->type, s->loc, 2,
				  ta_expr_subst(a, l->c, 0, NULL), old);
	s->rhs = old;
	s->reduce = s->in_place = TA_OP_NONE;
	s->rest = NULL;
	TA_PUSH(a, p->stmt, p->nstmts, s);
}

/* Make the last statement of "c" add its multiple of the sum to the element,
   as "l" says. */
static void add_last(struct carry *c, const struct ta_linear *l)
{
	ta_program *p = c->p;
	ta_arena *a = p->arena;
	ta_expr *sum = ta_expr_read(p, ta_access_subst(a, c->first->write, 0,
						       NULL));

	if (l->v)
		sum = ta_expr_new(a, TA_OP_MUL, sum->type, c->last->loc, 2,
				  ta_expr_subst(a, l->v, 0, NULL), sum);
	c->last->rhs = ta_expr_new(
		a, l->neg_v ? TA_OP_SUB : TA_OP_ADD, sum->type, c->last->loc, 2,
		ta_expr_read(p, ta_access_subst(a, c->acc, 0, NULL)), sum);
}

/* Rewrite "c", whose last statement reads the element it writes.  Return
   whether it could be. */
static bool carry_onto(struct carry *c)
{
	ta_program *p = c->p;
	struct ta_linear l = { 0 };
	ta_access *vacc = c->first->write;

	if (!ta_type_rounds(p->array[c->out].elem)
	    || p->fp == TA_FP_STRICT || !only_sums(c)
	    || ta_expr_touches(c->first->rhs, c->out)
	    || !ta_take_linear(p, c->last->rhs, false, vacc, c->acc, &l)
	    || !l.has_v || !l.has_c)
		return false;
	if (l.c || l.neg_c) {
		if (!c->dims)
			return false;
		scale_first(c, &l);
		add_last(c, &l);
	} else if (l.v) {
		return false;
	}
	if (!l.v)
		accumulate(c, l.neg_v);
	return true;
}

/* Return whether something that "c" sums up is a sum or difference itself, of
   products that are to be apart. */
static bool sums_several(const struct carry *c)
{
	int i;

	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (s->write->array == c->v && s != c->first
		    && (s->rest->op == TA_OP_ADD || s->rest->op == TA_OP_SUB))
			return true;
	}
	return false;
}

/* Return whether the last statement of "c" is a multiple of a sum that
   begins with zero: then it is left alone, for a library call to take in. */
static bool scaled_sum(struct carry *c)
{
	struct ta_linear l = { 0 };

	return ta_type_rounds(c->p->array[c->out].elem)
	       && c->p->fp != TA_FP_STRICT && only_sums(c)
	       && !sums_several(c) && ta_expr_is_value(c->first->rhs, 0.0)
	       && ta_take_linear(c->p, c->last->rhs, false, c->first->write,
				 c->acc, &l)
	       && l.has_v && !l.has_c && (l.v || l.neg_v);
}

/* Return an iterator that bound "x" ties to iterator "d" of the first "dims", or -1. */
static int tied_to(const ta_idx *x, int d, int dims)
{
	int e;

	for (e = d + 1; e < dims; e++)
		if (ta_idx_uses(x, d) && ta_idx_uses(x, e))
			return e;
	return -1;
}

/* Return whether "x" and "y" read the same elements when iterator "d" has the value
   of "e". */
static bool reads_same(ta_arena *a, const ta_access *x, const ta_access *y,
		       int d, int e)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };

	to[d] = ta_idx_var(a, e);
	return x->array == y->array && x->offset && y->offset
	       && ta_idx_equal(ta_idx_subst(a, x->offset, TA_MAX_DEPTH, to),
			       ta_idx_subst(a, y->offset, TA_MAX_DEPTH, to));
}

/* Return whether "s", a sum of "c", is of products of two matrices, for a triangle of
   results: no routine takes in a multiple of that, unless the two are one. */
static bool is_half(const struct carry *c, const ta_stmt *s)
{
	const ta_expr *x = s->rest;
	int d, e, i;

	if (s->write->array != c->v || s->depth != c->dims + 1 || !x
	    || x->op != TA_OP_MUL || x->arg[0]->op != TA_OP_READ
	    || x->arg[1]->op != TA_OP_READ)
		return false;
	for (i = 0; i < s->ncons; i++)
		for (d = 0; d < c->dims; d++) {
			e = tied_to(s->cons[i], d, c->dims);
			if (e >= 0 && !reads_same(c->p->arena,
						  x->arg[0]->u.access,
						  x->arg[1]->u.access, d, e))
				return true;
		}
	return false;
}

/* Return whether a sum of "c" goes over a triangle of results, which is done by boxes
   in memory. */
static bool sums_half(const struct carry *c)
{
	int i;

	for (i = 0; i < c->p->nstmts; i++)
		if (is_half(c, c->p->stmt[i]))
			return true;
	return false;
}

/* Return whether the virtual array of "c" keeps an element as it was before the same
   iteration changes it, for statements of that iteration alone: what is stored there
   instead would be one more thing that others wait for. */
static bool keeps_old(const struct carry *c)
{
	const ta_expr *x = c->first->rhs;
	bool changed = false;
	int i;

	if (x->op != TA_OP_READ || is_copy(c, c->last))
		return false;
	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (ta_stmt_touches(s, c->v) && s->depth > c->dims)
			return false;
		changed |= s != c->last && s->depth == c->dims
			   && ta_access_equal(s->write, x->u.access);
	}
	return changed;
}

/* Return whether "e" is a choice by what the first "dims" loops alone decide. */
static bool is_of_loops(const ta_expr *e, int dims)
{
	int d;

	for (d = dims; d < TA_MAX_DEPTH && e->op == TA_OP_SELECT; d++)
		if (ta_expr_varies(e->arg[0], d))
			return false;
	return e->op == TA_OP_SELECT;
}

/* Return whether a loop chooses, iteration by iteration, whether to change the virtual array
   of "c", as that of the number of what was nearest so far, or is all under a condition:
   memory would be stored to each time, and that is no product of matrices. */
static bool is_chosen(const struct carry *c)
{
	int i;

	for (i = 0; i < c->p->nstmts; i++) {
		const ta_stmt *s = c->p->stmt[i];

		if (s->write->array == c->v && s->depth > c->dims
		    && (s->reduce == TA_OP_NONE
				? s->rhs->op == TA_OP_SELECT
				: is_of_loops(s->rest, c->dims)))
			return true;
	}
	return false;
}

/* Bring the virtual array "v" of "p" into its canonical form; return whether
   that changed anything. */
static bool canon_array(ta_program *p, int v)
{
	struct carry c;

	if (!find_carry(p, v, &c))
		return false;
	if (ta_expr_touches(c.last->rhs, c.out)
	    && !reads_others(&c, c.last))
		return carry_onto(&c);
	if ((scaled_sum(&c) && !sums_half(&c)) || keeps_old(&c) || is_chosen(&c)
	    || ta_is_pair_scalar(p, v))
		return false;
	become_memory(&c);
	drop_copies(p);
	return true;
}

/* Return whether "x" stands before "y" in the original order. */
static bool comes_before(const ta_stmt *x, const ta_stmt *y)
{
	int c = ta_common_loops(x, y);

	return x->order[c] < y->order[c];
}

/* Sort the statements of "p" by their original order. */
void ta_sort_stmts(ta_program *p)
{
	int i, j;

	for (i = 1; i < p->nstmts; i++) {
		ta_stmt *s = p->stmt[i];

		for (j = i; j && comes_before(s, p->stmt[j - 1]); j--)
			p->stmt[j] = p->stmt[j - 1];
		p->stmt[j] = s;
	}
}

/* Find what "p" reads, writes and depends on, after a change; return whether
   that was not too much work. */
bool ta_find_deps(ta_program *p, const ta_options *opt)
{
	ta_sort_stmts(p);
	ta_program_marks(p);
	p->dep = NULL;
	p->ndeps = 0;
	return ta_deps(p, opt);
}

/* Let accumulators of "p" be memory, rows that lie one behind the other one row,
   and loops that were tiled or unrolled by hand what they were before; return
   in how many nests there were such loops.  "changed" is set if there was
   anything. */
static int bring_back(ta_program *p, const ta_options *opt, bool raise,
		      bool *changed)
{
	int v, raised = 0;

	for (v = 0; v < p->narrays; v++)
		if (canon_array(p, v))
			*changed = true;
	if (ta_coalesce(p))
		*changed = true;
	if (*changed)
		ta_reductions(p);
	if (raise)
		raised = ta_untile(p, opt, changed);
	return raised;
}

/* Return a copy of "p", as it is now. */
ta_program *ta_program_snapshot(const ta_program *p)
{
	ta_program *q = (ta_program *)ta_memdup(p->arena, p, sizeof(*p));
	int i;

	q->stmt = (ta_stmt **)ta_copy_list(p->arena, p->stmt, p->nstmts,
					   sizeof(*p->stmt));
	for (i = 0; i < p->nstmts; i++) {
		q->stmt[i] = ta_stmt_copy(p->arena, p->stmt[i], 0);
		q->stmt[i]->reduce = p->stmt[i]->reduce;
		q->stmt[i]->in_place = p->stmt[i]->in_place;
		q->stmt[i]->rest = ta_expr_subst(p->arena, p->stmt[i]->rest,
						 0, NULL);
	}
	q->array = (ta_array *)ta_copy_list(p->arena, p->array, p->narrays,
					    sizeof(*p->array));
	q->loop = (ta_loop *)ta_copy_list(p->arena, p->loop, p->nloops,
					  sizeof(*p->loop));
	q->guard = (ta_guard **)ta_copy_list(p->arena, p->guard, p->nguards,
					     sizeof(*p->guard));
	q->nest = (ta_nest *)ta_copy_list(p->arena, p->nest, p->nnests,
					  sizeof(*p->nest));
	return q;
}

/* Return whether a statement of "p" reads the virtual array "v", and none writes
   it. */
static bool is_unwritten(const ta_program *p, int v)
{
	bool read = false;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		if (p->stmt[i]->write->array == v)
			return false;
		read |= ta_expr_touches(p->stmt[i]->rhs, v);
	}
	return read && p->array[v].is_virtual;
}

/* Return which arrays of "p" are virtual and read, and nothing writes them. */
static bool *unwritten(const ta_program *p)
{
	bool *is = TA_NEWV(p->arena, bool, p->narrays + 1);
	int v;

	for (v = 0; v < p->narrays; v++)
		is[v] = is_unwritten(p, v);
	return is;
}

/* Find an internal error if a statement of "p" reads what nothing writes any
   more, as "before" of its first "n" arrays something did. */
static void check_written(const ta_program *p, const bool *before, int n)
{
	int v;

	for (v = 0; v < p->narrays; v++)
		if (is_unwritten(p, v) && !(v < n && before[v]))
			ta_bug("kernel %s: %s is read, and nothing writes it "
			       "any more", p->name, p->array[v].name);
}

/* Bring "p" into its canonical form. */
static void canon(ta_program *p, const ta_options *opt)
{
	bool raise = p->fp != TA_FP_STRICT, found, changed;
	bool calls = raise || (p->lower != TA_LOWER_LOOPS && opt->blas);
	ta_program *before = NULL;
	int sums = 0;

	ta_reciprocals(p);
	ta_extremes(p);
	changed = ta_forward_elements(p);
	if (!changed || ta_find_deps(p, opt))
		changed |= ta_join_arms(p);
	changed |= ta_forward(p);
	if (ta_may_turn(opt) && ta_may_have_pairs(p)
	    && (!changed || ta_find_deps(p, opt)))
		changed |= ta_pairs(p);
	if (raise) {
		before = ta_program_snapshot(p);
		sums = ta_join_sums(p);
	}
	found = changed || sums;
	if (bring_back(p, opt, raise, &found) < sums) {
		*p = *before;
		found = changed;
		bring_back(p, opt, raise, &found);
	}
	changed = found;
	if (calls && ta_split_sums(p))
		changed = true;
	if (raise && ta_widen(p))
		changed = true;
	if (ta_args(p))
		changed = true;
	if (ta_may_turn(opt) && ta_hoist(p))
		changed = true;
	if (ta_may_turn(opt) && ta_invert_divisors(p))
		changed = true;
	if (ta_unroll(p, opt)) {
		changed = true;
		if (ta_join_windows(p))
			ta_forward(p);
	}
	if (ta_cut_borders(p))
		changed = true;
	ta_reads_anyway(p);
	if (changed)
		ta_find_deps(p, opt);
	ta_split_at_pivots(p, opt);
	ta_interchange(p, opt);
	ta_accumulate_in_rows(p, opt);
	ta_rows_for_diagonals(p, opt);
}

/* The same, and what was read and written still is. */
void ta_canon(ta_program *p, const ta_options *opt)
{
	const bool *before;
	int n = p->narrays;

	if (opt->identity)
		return;
	before = unwritten(p);
	canon(p, opt);
	check_written(p, before, n);
}
