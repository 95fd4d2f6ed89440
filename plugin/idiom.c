/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom.c - what each statement is: part of a contraction, a reduction, a map.

   Assumes a program in canonical form with its dependences.  Afterwards every
   statement is in exactly one group, contractions first, the members of each
   in execution order; a sum that is no contraction, and a statement whose
   iterations are not independent, says why. */
#include "plan.h"

#include <string.h>

/* Return whether the statement "t" is before "s" in the original order. */
static bool before(const ta_stmt *t, const ta_stmt *s)
{
	int c = ta_common_loops(t, s);

	return t->order[c] < s->order[c];
}

/* Return the last statement of "p" before "s" that writes "array", or -1. */
static int last_writer(const ta_program *p, const ta_stmt *s, int array)
{
	int i, w = -1;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if (t->write->array != array || !before(t, s))
			continue;
		if (w < 0 || before(p->stmt[w], t))
			w = i;
	}
	return w;
}

/* Two statements over one output: iterator a of "t" runs as iterator map[a]
   of the update "s", whose summed iterators are the bits of "k". */
struct pairing {
	ta_program *p;
	const ta_stmt *s, *t;
	unsigned k, used;
	const ta_idx *to[TA_MAX_DEPTH];
};

/* Return the iterator of q->s that has the stride of iterator "a" of q->t in
   the output and is not taken, or -1. */
static int partner(const struct pairing *q, int a)
{
	const ta_idx *x = ta_idx_coef(q->p->arena, q->t->write->offset, a), *y;
	int d;

	for (d = ta_common_loops(q->s, q->t); x && d < q->s->depth; d++) {
		if ((q->used | q->k) >> d & 1)
			continue;
		y = ta_idx_coef(q->p->arena, q->s->write->offset, d);
		if (y && ta_idx_equal(x, y))
			return d;
	}
	return -1;
}

/* Pair every iterator of q->t with one of q->s, those of common loops with
   themselves; return whether all but the summed ones are paired. */
static bool pair_iters(struct pairing *q)
{
	int a, d, common = ta_common_loops(q->s, q->t);

	for (a = 0; a < q->t->depth; a++) {
		d = a < common ? a : partner(q, a);
		if (d < 0 || q->k >> d & 1)
			return false;
		q->to[a] = ta_idx_var(q->p->arena, d);
		q->used |= 1u << d;
	}
	return (q->used | q->k) == (1u << q->s->depth) - 1;
}

/* Return whether "x" uses a summed iterator of "q". */
static bool uses_k(const struct pairing *q, const ta_idx *x)
{
	int d;

	for (d = 0; d < q->s->depth; d++)
		if (q->k >> d & 1 && ta_idx_uses(x, d))
			return true;
	return false;
}

/* Return whether the constraint "x" of q->s is one of q->t. */
static bool has_constraint(const struct pairing *q, const ta_idx *x)
{
	int i;

	for (i = 0; i < q->t->ncons; i++)
		if (ta_idx_equal(x, ta_idx_subst(q->p->arena, q->t->cons[i],
						 q->t->depth, q->to)))
			return true;
	return false;
}

/* Return whether q->t runs for just the elements that q->s adds to. */
static bool same_box(const struct pairing *q)
{
	const ta_idx *x;
	int i, n = 0;

	x = ta_idx_subst(q->p->arena, q->t->write->offset, q->t->depth, q->to);
	if (!x || !ta_idx_equal(x, q->s->write->offset))
		return false;
	for (i = 0; i < q->s->ncons; i++) {
		if (uses_k(q, q->s->cons[i]))
			continue;
		if (!has_constraint(q, q->s->cons[i]))
			return false;
		n++;
	}
	return n == q->t->ncons;
}

/* Return whether "con" can take in the statement "t" that runs before it. */
static bool pairs_with(ta_program *p, const ta_contraction *con,
		       const ta_stmt *t)
{
	const ta_stmt *s = p->stmt[con->update];
	struct pairing q = { .p = p, .s = s, .t = t };
	int d;

	for (d = 0; d < s->depth; d++) {
		if (con->cls[d] == TA_CLASS_K)
			q.k |= 1u << d;
		if (con->cls[d] == TA_CLASS_BATCH
		    && d >= ta_common_loops(s, t))
			return false;
	}
	return t->depth + __builtin_popcount(q.k) == s->depth && pair_iters(&q)
	       && same_box(&q);
}

/* Take the statement that zeroes the output of "con", or scales it by a
   constant other than zero, into "con". */
static void find_init(ta_program *p, ta_contraction *con)
{
	const ta_stmt *s = p->stmt[con->update];
	enum ta_type elem = p->array[s->write->array].elem;
	struct ta_linear l = { 0 };
	const ta_stmt *t;
	double beta;
	int w = last_writer(p, s, s->write->array);

	if (w < 0 || p->array[s->write->array].is_virtual
	    || !pairs_with(p, con, p->stmt[w]))
		return;
	t = p->stmt[w];
	if (ta_expr_is_value(t->rhs, 0.0)) {
		con->init = w;
		con->beta = ta_expr_float(p->arena, elem, 0.0);
		return;
	}
	if (!ta_take_linear(p, t->rhs, false, t->write, NULL, &l) || !l.has_v
	    || (l.v && l.v->op != TA_OP_CONST))
		return;
	beta = l.v ? l.v->u.f : 1;
	if (beta == 0 || beta != beta)
		return;
	con->scale = w;
	con->beta = ta_expr_float(p->arena, elem, l.neg_v ? -beta : beta);
}

/* Return the first statement of "p" behind "s" that touches "array", or -1. */
static int next_user(const ta_program *p, const ta_stmt *s, int array)
{
	int i, u = -1;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *t = p->stmt[i];

		if ((t->write->array == array || ta_expr_touches(t->rhs, array))
		    && before(s, t) && (u < 0 || before(t, p->stmt[u])))
			u = i;
	}
	return u;
}

/* Return what the statement "t" of "p" multiplies its element by, or the reciprocal
   of what it divides it by where divisions may be products; NULL where it does
   neither, or the factor may be zero. */
static ta_expr *factor_of(ta_program *p, const ta_stmt *t)
{
	struct ta_linear l = { 0 };
	const ta_expr *e = t->rhs;

	if (e->op == TA_OP_DIV && p->fp == TA_FP_RELAXED
	    && e->arg[0]->op == TA_OP_READ
	    && ta_access_equal(e->arg[0]->u.access, t->write)
	    && ta_expr_invariant(e->arg[1]))
		return ta_expr_new(p->arena, TA_OP_DIV, e->type, e->loc, 2,
				   ta_expr_float(p->arena, e->type, 1.0),
				   e->arg[1]);
	if (!ta_take_linear(p, e, false, t->write, NULL, &l) || !l.v
	    || l.neg_v || l.v->op != TA_OP_CONST || l.v->u.f == 0)
		return NULL;
	return (ta_expr *)l.v;
}

/* Take the statement that multiplies what "con" sums up from zero, all of it, by a
   factor into "con". */
static void find_after(ta_program *p, ta_contraction *con)
{
	const ta_stmt *s = p->stmt[con->update];
	int array = s->write->array, u = next_user(p, s, array);

	if (u < 0 || con->init < 0 || !con->beta
	    || !ta_expr_is_value(con->beta, 0.0) || !con->m
	    || p->array[array].is_virtual
	    || ta_type_is_complex(p->array[array].elem)
	    || p->stmt[u]->write->array != array
	    || !pairs_with(p, con, p->stmt[u]))
		return;
	con->times = factor_of(p, p->stmt[u]);
	if (con->times)
		con->after = u;
}

/* Return whether some iteration of statement "i" of "p" needs another one's
   result; sums that may be reordered apart unless "sums". */
static bool carried(const ta_program *p, int i, bool sums)
{
	int d;

	for (d = 0; d < p->ndeps; d++) {
		const ta_dep *x = &p->dep[d];

		if (x->src == i && x->dst == i && (sums || !x->reduction)
		    && (x->levels & ((1u << x->common) - 1)))
			return true;
	}
	return false;
}

/* Return whether the statement "s" would be a sum if the order of the sum
   were free. */
static bool strict_sum(const ta_program *p, const ta_stmt *s)
{
	const ta_expr *e = s->rhs;
	int i;

	if (p->fp != TA_FP_STRICT || s->reduce != TA_OP_NONE
	    || !ta_type_rounds(e->type))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (e->arg[i]->op == TA_OP_READ
		    && ta_access_equal(e->arg[i]->u.access, s->write))
			return true;
	return false;
}

/* Set what statement "i" of "p" is in "g", when it is no contraction. */
static void plain_group(const ta_program *p, int i, ta_group *g)
{
	const ta_stmt *s = p->stmt[i];

	if (carried(p, i, false)) {
		g->idiom = TA_IDIOM_NONE;
		g->reason = strict_sum(p, s) ? TA_REASON_STRICT
					     : TA_REASON_DEPENDENCE;
		g->detail = NULL;
	} else if (s->reduce != TA_OP_NONE && carried(p, i, true)) {
		g->idiom = TA_IDIOM_REDUCE;
	} else {
		g->idiom = TA_IDIOM_MAP;
		g->reason = TA_REASON_NONE;
		g->detail = NULL;
	}
}

/* Add statement "i" to "g" unless it is -1; "taken" says so. */
static void add_member(ta_program *p, ta_group *g, int i, bool *taken)
{
	if (i < 0)
		return;
	taken[i] = true;
	TA_PUSH(p->arena, g->stmt, g->nstmts, i);
}

/* Return the contraction of statement "i" of "p" with what belongs to it, or
   NULL with the reason in "g". */
static ta_contraction *contraction(ta_program *p, int i, ta_group *g)
{
	ta_contraction *con;

	con = ta_match_contraction(p, i, &g->reason, &g->detail);
	if (!con)
		con = ta_match_symm(p, i);
	if (!con)
		return NULL;
	g->reason = TA_REASON_NONE;
	g->detail = NULL;
	if (con->init < 0 && con->scale < 0 && !ta_in_place(con->idiom)) {
		find_init(p, con);
		find_after(p, con);
	}
	return con;
}

/* Add the group "g" of contraction "con" to "p", its members in execution
   order. */
static void push_contraction(ta_program *p, ta_group *g, ta_contraction *con,
			     bool *taken)
{
	int i, j, *x;

	g->idiom = con->idiom;
	g->con = con;
	add_member(p, g, con->init, taken);
	add_member(p, g, con->scale, taken);
	add_member(p, g, con->mirror, taken);
	add_member(p, g, con->after, taken);
	if (con->diag != con->update)
		add_member(p, g, con->diag, taken);
	add_member(p, g, con->update, taken);
	x = g->stmt;
	for (i = 1; i < g->nstmts; i++)
		for (j = i; j && before(p->stmt[x[j]], p->stmt[x[j - 1]]); j--) {
			int s = x[j];

			x[j] = x[j - 1];
			x[j - 1] = s;
		}
	TA_PUSH(p->arena, p->group, p->ngroups, *g);
}

/* Put every statement of "p" into a group. */
void ta_idioms(ta_program *p, const ta_options *opt)
{
	bool *taken = TA_NEWV(p->arena, bool, p->nstmts);
	ta_group *why = TA_NEWV(p->arena, ta_group, p->nstmts);
	int i;

	(void)opt;
	p->group = NULL;
	p->ngroups = 0;
	for (i = 0; i < p->nstmts; i++) {
		ta_contraction *con = contraction(p, i, &why[i]);

		if (con && !(con->init >= 0 && taken[con->init])
		    && !(con->scale >= 0 && taken[con->scale])
		    && !(con->diag >= 0 && taken[con->diag])
		    && !(con->mirror >= 0 && taken[con->mirror])
		    && !(con->after >= 0 && taken[con->after]))
			push_contraction(p, &why[i], con, taken);
	}
	for (i = 0; i < p->nstmts; i++) {
		if (taken[i])
			continue;
		plain_group(p, i, &why[i]);
		add_member(p, &why[i], i, taken);
		TA_PUSH(p->arena, p->group, p->ngroups, why[i]);
	}
}
