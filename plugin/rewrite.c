/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rewrite.c - small questions about expressions and statements, and small
   changes to them, for the canonical form and the idioms.

   Assumes a program after the dependence phase.  What is changed is made
   anew: expressions and accesses are never shared between statements. */
#include "plan.h"

#include <string.h>

/* Return the number of nodes of "e". */
int ta_expr_size(const ta_expr *e)
{
	int i, n = 1;

	for (i = 0; i < e->nargs; i++)
		n += ta_expr_size(e->arg[i]);
	return n;
}

/* Return whether "op" occurs in "e". */
bool ta_expr_has_op(const ta_expr *e, enum ta_op op)
{
	int i;

	if (e->op == op)
		return true;
	for (i = 0; i < e->nargs; i++)
		if (ta_expr_has_op(e->arg[i], op))
			return true;
	return false;
}

/* Return whether "e" calls a function, of libm or a loop of the source. */
bool ta_expr_calls(const ta_expr *e)
{
	return ta_expr_has_op(e, TA_OP_CALL) || ta_expr_has_op(e, TA_OP_CODE);
}

/* Return whether a statement of "p" has "op" in what it computes. */
bool ta_program_has_op(const ta_program *p, enum ta_op op)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (ta_expr_has_op(p->stmt[i]->rhs, op))
			return true;
	return false;
}

/* Return whether "e" may be computed in every iteration: it reads what is read in each,
   keeps nothing, and divides no integers, by zero perhaps. */
bool ta_expr_is_sure(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_KEEP || ta_op_outside(e->op)
	    || (e->op == TA_OP_READ && !e->u.access->sure)
	    || ((e->op == TA_OP_DIV || e->op == TA_OP_MOD)
		&& !ta_type_rounds(e->type)))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!ta_expr_is_sure(e->arg[i]))
			return false;
	return true;
}

/* Return a copy of "e" in which every read of "array" is a copy of "by". */
ta_expr *ta_expr_replace(const ta_program *p, const ta_expr *e, int array,
			 const ta_expr *by)
{
	ta_expr *x;
	int i;

	if (e->op == TA_OP_READ && e->u.access->array == array)
		return ta_expr_subst(p->arena, by, 0, NULL);
	x = (ta_expr *)ta_memdup(p->arena, e, sizeof(*e));
	x->arg = e->nargs ? TA_NEWV(p->arena, ta_expr *, e->nargs) : NULL;
	for (i = 0; i < e->nargs; i++)
		x->arg[i] = ta_expr_replace(p, e->arg[i], array, by);
	if (e->op == TA_OP_READ)
		x->u.access = ta_access_subst(p->arena, e->u.access, 0, NULL);
	return x;
}

/* Return whether "s" reads or writes "array". */
bool ta_stmt_touches(const ta_stmt *s, int array)
{
	return s->write->array == array || ta_expr_touches(s->rhs, array);
}

/* Return whether statement "s" uses a virtual array. */
bool ta_uses_virtual(const ta_program *p, const ta_stmt *s)
{
	int i;

	for (i = 0; i < p->narrays; i++)
		if (p->array[i].is_virtual && ta_stmt_touches(s, i))
			return true;
	return false;
}

/* Return whether "x" uses an iterator from "depth" on. */
bool ta_uses_from(const ta_idx *x, int depth)
{
	int d;

	for (d = depth; d < TA_MAX_DEPTH; d++)
		if (ta_idx_uses(x, d))
			return true;
	return false;
}

/* Return the coefficient of "var" in "q" if that is a constant, else 0. */
int64_t ta_factor(ta_arena *a, const ta_idx *q, int var)
{
	const ta_idx *c = ta_idx_coef(a, q, var);
	int64_t k;

	return c && ta_idx_is_const(c, &k) ? k : 0;
}

/* Return whether the element at offset "q" is another one in the next iteration of "var",
   no more than "gap" elements from there. */
bool ta_moves_little(ta_arena *a, const ta_idx *q, int var, int64_t gap)
{
	int64_t k = ta_factor(a, q, var);

	return k && k >= -gap && k <= gap;
}

/* Return the offset of "acc" of the statement that "at" is an instance of, over plan
   variables. */
const ta_idx *ta_offset_at(const ta_program *p, const ta_access *acc,
			   const ta_node *at)
{
	return ta_idx_subst(p->arena, acc->offset, p->stmt[at->stmt]->depth,
			    at->iter);
}

/* Let "s" have to[d] in the place of each iterator d (NULL: itself). */
void ta_stmt_subst(ta_arena *a, ta_stmt *s, const ta_idx *const *to)
{
	int i;

	for (i = 0; i < s->ncons; i++)
		s->cons[i] = ta_idx_subst(a, s->cons[i], s->depth, to);
	s->write = ta_access_subst(a, s->write, s->depth, to);
	s->rhs = ta_expr_subst(a, s->rhs, s->depth, to);
}

/* Confine iterator "d" of "s" to from "lo" to below "hi". */
void ta_stmt_confine(ta_arena *a, ta_stmt *s, int d, const ta_idx *lo,
		     const ta_idx *hi)
{
	const ta_idx *x = ta_idx_var(a, d);

	TA_PUSH(a, s->cons, s->ncons, ta_idx_sub(a, x, lo));
	TA_PUSH(a, s->cons, s->ncons, ta_idx_addk(a, ta_idx_sub(a, hi, x), -1));
}

/* Return whether "x" runs wherever "y" does, of their first "depth" iterators,
   as every constraint of "x" on these alone is one of "y" too. */
bool ta_runs_wherever(const ta_stmt *x, const ta_stmt *y, int depth)
{
	int i;

	for (i = 0; i < x->ncons; i++)
		if (!ta_uses_from(x->cons[i], depth)
		    && !ta_idx_listed(x->cons[i], y->ncons, y->cons))
			return false;
	return true;
}

/* Return whether "x" and "y" run for the same values of their first "depth"
   iterators, inner loops apart. */
bool ta_same_domain(const ta_stmt *x, const ta_stmt *y, int depth)
{
	return ta_runs_wherever(x, y, depth)
	       && ta_runs_wherever(y, x, depth);
}

/* Remove the statements "i" of "p" with drop[i]; return whether there were
   any. */
bool ta_program_drop(ta_program *p, const bool *drop)
{
	int i, n = 0, old = p->nstmts;

	for (i = 0; i < p->nstmts; i++)
		if (!drop[i])
			p->stmt[n++] = p->stmt[i];
	p->nstmts = n;
	return n != old;
}

/* Set which arrays of "p" are read and written. */
void ta_program_marks(ta_program *p)
{
	int i, j;

	for (i = 0; i < p->narrays; i++) {
		p->array[i].read = p->array[i].written = false;
		for (j = 0; j < p->nstmts; j++) {
			if (p->stmt[j]->write->array == i)
				p->array[i].written = true;
			if (ta_expr_touches(p->stmt[j]->rhs, i))
				p->array[i].read = true;
		}
	}
}

/* Return whether "e" is the constant "value", of any type: -0.0 is not
   0.0, and a complex constant has an imaginary part of 0. */
bool ta_expr_is_value(const ta_expr *e, double value)
{
	if (e->op == TA_OP_COMPLEX)
		return ta_expr_is_value(e->arg[0], value)
		       && ta_expr_is_value(e->arg[1], 0.0);
	if (e->op != TA_OP_CONST)
		return false;
	if (ta_type_is_float(e->type))
		return !memcmp(&e->u.f, &value, sizeof(value));
	return (double)e->u.i == value;
}

/* Return whether "e" is the element "acc", times factors that do not vary;
   sets "factor" to them (NULL: 1) and "neg" to their sign.  Of complex ones
   there is one at most: their products may not be reordered. */
static bool scaled_read(const ta_program *p, const ta_expr *e,
			const ta_access *acc, const ta_expr **factor, bool *neg)
{
	const ta_expr *more;

	if (e->op == TA_OP_READ)
		return ta_access_equal(e->u.access, acc);
	if (e->op == TA_OP_NEG) {
		*neg = !*neg;
		return scaled_read(p, e->arg[0], acc, factor, neg);
	}
	if (e->op != TA_OP_MUL || (*factor && ta_type_is_complex(e->type)))
		return false;
	if (ta_expr_invariant(e->arg[0]))
		more = e->arg[0], e = e->arg[1];
	else if (ta_expr_invariant(e->arg[1]))
		more = e->arg[1], e = e->arg[0];
	else
		return false;
	*factor = *factor ? ta_expr_new(p->arena, TA_OP_MUL, e->type, e->loc,
					2, (ta_expr *)*factor, (ta_expr *)more)
			  : more;
	return scaled_read(p, e, acc, factor, neg);
}

/* Add "e", negated when "neg", to "l": a sum of at most one multiple of the
   virtual array "vacc" and one of the element "cacc" (NULL: none).  Return
   whether it is that. */
bool ta_take_linear(const ta_program *p, const ta_expr *e, bool neg,
		    const ta_access *vacc, const ta_access *cacc,
		    struct ta_linear *l)
{
	const ta_expr *factor = NULL;
	bool sign = neg;

	if (e->op == TA_OP_ADD || e->op == TA_OP_SUB)
		return ta_take_linear(p, e->arg[0], neg, vacc, cacc, l)
		       && ta_take_linear(p, e->arg[1],
					 neg != (e->op == TA_OP_SUB), vacc,
					 cacc, l);
	if (!l->has_v && scaled_read(p, e, vacc, &factor, &sign)) {
		l->has_v = true;
		l->neg_v = sign;
		l->v = factor;
		return true;
	}
	factor = NULL;
	sign = neg;
	if (cacc && !l->has_c && scaled_read(p, e, cacc, &factor, &sign)) {
		l->has_c = true;
		l->neg_c = sign;
		l->c = factor;
		return true;
	}
	return false;
}

/* Make place for "n" more statements or loops behind what "s" of "p" is in among
   those inside of loop "d" - 1: what comes later there moves back. */
void ta_make_place(ta_program *p, const ta_stmt *s, int d, int n)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *t = p->stmt[i];

		if (ta_common_loops(t, s) >= d && t->order[d] > s->order[d])
			t->order[d] += n;
	}
}

/* The same before it. */
void ta_make_place_before(ta_program *p, const ta_stmt *s, int d, int n)
{
	int i, place = s->order[d];

	for (i = 0; i < p->nstmts; i++) {
		ta_stmt *t = p->stmt[i];

		if (ta_common_loops(t, s) >= d && t->order[d] >= place)
			t->order[d] += n;
	}
}

/* Add a statement to "p", "places" before "s" in the loops of the scalar "write", which sets
   that to "rhs". */
void ta_add_before(ta_program *p, const ta_stmt *s, ta_access *write, int places,
		   ta_expr *rhs)
{
	int dims = p->array[write->array].ndims, i;
	ta_stmt *t = (ta_stmt *)ta_memdup(p->arena, s, sizeof(*s));

	t->name = ta_sprintf(p->arena, "%s_%s", s->name,
			     p->array[write->array].name);
	t->depth = dims;
	t->order = (int *)ta_memdup(p->arena, s->order,
				    ((size_t)dims + 1) * sizeof(int));
	t->order[dims] -= places;
	t->cons = NULL;
	t->ncons = 0;
	for (i = 0; i < s->ncons; i++)
		if (!ta_uses_from(s->cons[i], dims))
			TA_PUSH(p->arena, t->cons, t->ncons, s->cons[i]);
	t->write = write;
	t->write->sure = true;
	t->rhs = rhs;
	t->reduce = t->in_place = TA_OP_NONE;
	t->rest = NULL;
	TA_PUSH(p->arena, p->stmt, p->nstmts, t);
}

/* Return a new planned statement like "of", with "more" iterators behind its own,
   whose names and loops are left to the caller; sets *number to its number. */
ta_stmt *ta_planned_stmt(struct ta_planner *pl, const ta_stmt *of, int more,
			 int *number)
{
	ta_arena *a = pl->a;
	ta_stmt *s = ta_stmt_copy(a, of, 0);
	int n = of->depth;

	s->name = ta_sprintf(a, "P%d", pl->npacks);
	s->planned = true;
	s->depth = n + more;
	s->iter = TA_NEWV(a, const char *, s->depth);
	s->loop = TA_NEWV(a, int, s->depth);
	s->order = TA_NEWV(a, int, s->depth + 1);
	memcpy(s->iter, of->iter, sizeof(*s->iter) * (size_t)n);
	memcpy(s->loop, of->loop, sizeof(*s->loop) * (size_t)n);
	memcpy(s->order, of->order, sizeof(*s->order) * (size_t)n);
	s->order[n] = INT16_MAX + pl->npacks;
	*number = pl->nstmts + pl->npacks;
	TA_PUSH(a, pl->pack, pl->npacks, s);
	return s;
}

/* A read that is made in every iteration, and the expression it is in. */
struct sure_read {
	ta_expr *in;
	ta_access *acc;
};

/* Note that reads of the element that the read "data" is of are made anyway. */
static bool note_anyway(void *data, ta_access *acc)
{
	const struct sure_read *r = (const struct sure_read *)data;

	acc->sure |= ta_access_equal(acc, r->acc);
	return true;
}

/* If "acc" is read in every iteration, note it of all reads of that element in the
   expression of "data". */
static bool note_sure(void *data, ta_access *acc)
{
	struct sure_read *r = (struct sure_read *)data;

	r->acc = acc;
	if (acc->sure)
		ta_expr_reads(r->in, note_anyway, r);
	return true;
}

/* Note in "p" that an element which is read in every iteration of a statement may be
   read under a condition in it as well as without. */
void ta_reads_anyway(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		struct sure_read r = { p->stmt[i]->rhs, NULL };

		ta_expr_reads(r.in, note_sure, &r);
	}
}
