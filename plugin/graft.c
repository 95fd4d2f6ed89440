/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft.c - the plan of a program that was made of parts of another, put into
   the plan of that.

   Assumes that the variables of the plan go behind those of the place where it
   is put, and that what was a parameter of the program alone is a variable
   there. Leaves the plan that is grafted as it was. */
#include "plan.h"

/* Return "x", NULL or over the variables and parameters of the part, over those
   of the place. */
static const ta_idx *graft_idx(const struct ta_graft *g, const ta_idx *x)
{
	return x ? ta_idx_subst(g->a, x, g->n, g->to) : NULL;
}

/* Return the expression "e" over the variables of the place. */
static ta_expr *graft_expr(const struct ta_graft *g, const ta_expr *e)
{
	return e ? ta_expr_subst(g->a, e, g->n, g->to) : NULL;
}

/* Graft the "n" bounds "bound". */
static ta_bound *graft_bounds(const struct ta_graft *g, const ta_bound *bound,
			      int n)
{
	ta_bound *copy = TA_NEWV(g->a, ta_bound, n);
	int i;

	for (i = 0; i < n; i++) {
		copy[i].den = bound[i].den;
		copy[i].num = graft_idx(g, bound[i].num);
	}
	return copy;
}

/* Graft the condition "old". */
static ta_guard *graft_guard(const struct ta_graft *g, const ta_guard *old)
{
	ta_guard *x = (ta_guard *)ta_memdup(g->a, old, sizeof(*old));
	int i;

	x->idx = graft_idx(g, old->idx);
	x->expr = graft_expr(g, old->expr);
	for (i = 0; i < 2; i++) {
		x->lo[i] = graft_idx(g, old->lo[i]);
		x->hi[i] = graft_idx(g, old->hi[i]);
		x->period[i] = graft_idx(g, old->period[i]);
		x->row_lo[i] = graft_idx(g, old->row_lo[i]);
		x->row_hi[i] = graft_idx(g, old->row_hi[i]);
	}
	return x;
}

/* Add statement "s" to those that "x" covers. */
static void add_cover(const struct ta_graft *g, ta_node *x, int s)
{
	int i;

	for (i = 0; i < x->ncovers; i++)
		if (x->cover[i] == s)
			return;
	TA_PUSH(g->a, x->cover, x->ncovers, s);
}

/* Let "x" cover the statements that part "y" was joined of. */
static void add_joined(const struct ta_graft *g, ta_node *x,
		       const struct ta_part *y)
{
	int i;

	for (i = 0; i < y->nmore; i++)
		add_cover(g, x, y->more[i]);
}

/* Let "x", a copy of a node, cover the statements of the program that those of
   the body are parts of: an instance, those that its own was joined of. */
static void graft_covers(const struct ta_graft *g, ta_node *x, int stmt)
{
	int *cover = x->cover, ncovers = x->ncovers, i;

	x->cover = NULL;
	x->ncovers = 0;
	if (x->kind == TA_NODE_STMT)
		add_joined(g, x, &g->part[stmt]);
	for (i = 0; i < ncovers; i++) {
		const struct ta_part *y = &g->part[cover[i]];

		if (!y->planned)
			add_cover(g, x, y->of);
		add_joined(g, x, y);
	}
}

/* Return the iterators of an instance of statement "stmt" of the part at
   "iter". */
static const ta_idx **graft_iters(const struct ta_graft *g, int stmt,
				  const ta_idx **iter)
{
	int depth = g->depth[stmt], i, n = 0;
	const ta_idx **all = TA_NEWV(g->a, const ta_idx *,
				     depth + g->nouter + 1);

	for (i = 0; i < g->nouter; i++)
		all[n++] = g->outer[i];
	for (i = 0; i < depth; i++)
		all[n++] = graft_idx(g, iter[i]);
	all[n] = g->last;
	return all;
}

/* Graft what "x", a copy of a node, says of statements. */
static void graft_stmts(const struct ta_graft *g, ta_node *x)
{
	ta_reduction *r = x->reduction;
	int i;

	graft_covers(g, x, x->stmt);
	if (x->iter)
		x->iter = graft_iters(g, x->stmt, x->iter);
	if (x->stmt >= 0)
		x->stmt = g->part[x->stmt].of;
	x->reduction = TA_NEWV(g->a, ta_reduction, x->nreductions);
	for (i = 0; i < x->nreductions; i++) {
		x->reduction[i] = r[i];
		x->reduction[i].stmt = g->part[r[i].stmt].of;
	}
}

/* Return the node "old" (NULL: none) of the plan of the part for the place. */
ta_node *ta_graft_node(const struct ta_graft *g, const ta_node *old)
{
	ta_arena *a = g->a;
	ta_node *x;
	int i;

	if (!old)
		return NULL;
	x = (ta_node *)ta_memdup(a, old, sizeof(*old));
	x->var += g->base;
	x->lower = graft_bounds(g, old->lower, old->nlower);
	x->upper = graft_bounds(g, old->upper, old->nupper);
	x->work = graft_idx(g, old->work);
	graft_stmts(g, x);
	x->arg = TA_NEWV(a, ta_arg, x->nargs);
	for (i = 0; i < x->nargs; i++) {
		x->arg[i] = old->arg[i];
		x->arg[i].idx = graft_idx(g, old->arg[i].idx);
		x->arg[i].expr = graft_expr(g, old->arg[i].expr);
	}
	x->cond = TA_NEWV(a, ta_guard *, x->nconds);
	for (i = 0; i < x->nconds; i++)
		x->cond[i] = graft_guard(g, old->cond[i]);
	x->child = TA_NEWV(a, ta_node *, x->nchildren);
	for (i = 0; i < x->nchildren; i++)
		x->child[i] = ta_graft_node(g, old->child[i]);
	return x;
}

/* Set "g" up for the body "q" of the panel loop over variables "var" and the
   next, its parameters "begin" and "end"; what its statements are is left to
   the caller. */
void ta_graft_panel(struct ta_graft *g, ta_arena *a, const ta_program *q,
		    int begin, int end, int var)
{
	int i;

	g->a = a;
	g->base = var + 2;
	g->n = TA_PARAM0 + q->nparams;
	g->to = TA_NEWV(a, const ta_idx *, g->n);
	for (i = 0; i + g->base < TA_PARAM0; i++)
		g->to[i] = ta_idx_var(a, i + g->base);
	g->to[TA_PARAM0 + begin] = ta_idx_var(a, var);
	g->to[TA_PARAM0 + end] = ta_idx_var(a, var + 1);
	g->depth = TA_NEWV(a, int, q->nstmts);
	for (i = 0; i < q->nstmts; i++)
		g->depth[i] = q->stmt[i]->depth;
}

/* Make the guards that the plan of "q", a part of "p", asked for guards of
   that; return false when one is about parameters of the part alone. */
bool ta_graft_guards(ta_program *p, const ta_program *q)
{
	int i, v, first = p->nguards;

	for (i = first; i < q->nguards; i++) {
		if (q->guard[i]->kind != TA_GUARD_GE0)
			return false;
		for (v = p->nparams; v < q->nparams; v++)
			if (ta_idx_uses(q->guard[i]->idx, TA_PARAM0 + v))
				return false;
	}
	for (i = first; i < q->nguards; i++)
		ta_guard_ge0(p, q->guard[i]->idx, q->guard[i]->text);
	return true;
}
