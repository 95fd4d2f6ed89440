/* SPDX-License-Identifier: GPL-3.0-or-later */
/* split.c - a sum of several products is as many sums of one.

   Assumes reductions.  A statement that adds up several products in each
   iteration, each of which is a product of matrices, becomes one statement for
   each product; in which order they add to an element is of no matter, as the
   order of the sum is none.  Leaves true that nothing else is split: what is no
   product of matrices would only be read and written more often. */
#include "plan.h"

enum { MAX_PRODUCTS = 4 };

/* The terms of what a statement adds up, those with minus[i] subtracted. */
struct terms {
	int n;
	ta_expr *term[MAX_PRODUCTS];
	bool minus[MAX_PRODUCTS];
};

/* Add the terms of "e", subtracted if "minus", to "t"; return whether there is
   room. */
static bool collect(ta_expr *e, bool minus, struct terms *t)
{
	if (e->op == TA_OP_ADD || e->op == TA_OP_SUB)
		return collect(e->arg[0], minus, t)
		       && collect(e->arg[1], minus != (e->op == TA_OP_SUB), t);
	if (t->n == MAX_PRODUCTS)
		return false;
	t->term[t->n] = e;
	t->minus[t->n++] = minus;
	return true;
}

/* Return the statement that does of "s" what term "i" of "t" says, in the place
   after "i" others. */
static ta_stmt *part(ta_program *p, const ta_stmt *s, const struct terms *t,
		     int i)
{
	ta_arena *a = p->arena;
	ta_stmt *x = ta_stmt_copy(a, s, 0);
	ta_expr *old = ta_expr_read(p, ta_access_subst(a, s->write, 0, NULL));

	x->order[x->depth] += i;
	x->name = ta_sprintf(a, "%s_%d", s->name, i);
	x->write = ta_access_subst(a, s->write, 0, NULL);
	x->reduce = (s->reduce == TA_OP_SUB) != t->minus[i] ? TA_OP_SUB
							    : TA_OP_ADD;
	x->rest = t->term[i];
	x->rhs = ta_expr_new(a, x->reduce, s->rhs->type, s->loc, 2, old,
			     t->term[i]);
	return x;
}

/* Return whether each of the parts "x", which stand for statement "i" of "p",
   is a product of matrices, and no routine takes them together. */
static bool all_products(ta_program *p, int i, ta_stmt *const *x, int n)
{
	ta_stmt *whole = p->stmt[i];
	enum ta_reason reason;
	const char *detail;
	bool all = !ta_match_contraction(p, i, &reason, &detail);
	int k;

	for (k = 0; k < n && all; k++) {
		p->stmt[i] = x[k];
		all = ta_is_product(p, i);
	}
	p->stmt[i] = whole;
	return all;
}

/* Split statement "i" of "p" if it is to be; return whether it was. */
static bool split(ta_program *p, int i)
{
	ta_stmt *s = p->stmt[i], *x[MAX_PRODUCTS];
	struct terms t = { 0 };
	int k;

	if ((s->reduce != TA_OP_ADD && s->reduce != TA_OP_SUB) || s->depth < 3
	    || p->array[s->write->array].is_virtual
	    || !ta_type_rounds(s->rhs->type) || !collect(s->rest, false, &t)
	    || t.n < 2)
		return false;
	for (k = 0; k < t.n; k++)
		x[k] = part(p, s, &t, k);
	if (!all_products(p, i, x, t.n))
		return false;
	ta_make_place(p, s, s->depth, t.n - 1);
	p->stmt[i] = x[0];
	for (k = 1; k < t.n; k++)
		TA_PUSH(p->arena, p->stmt, p->nstmts, x[k]);
	return true;
}

/* Split the statements of "p" that are sums of several products of matrices;
   return whether there were any. */
bool ta_split_sums(ta_program *p)
{
	int i, n = p->nstmts;
	bool any = false;

	for (i = 0; i < n; i++)
		any |= split(p, i);
	return any;
}
