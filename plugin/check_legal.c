/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_legal.c - may the loops of a plan that run in any order do so?

   Assumes a plan that passed the rules of check_plan.c, and dependences.  Of
   every parallel or simd loop it asks that no dependence leads from one of
   its iterations to another, by the directions and levels of the dependences
   alone, not by how the planner came to its decision.  Not asked about: what
   a library call computes, virtual arrays that live in the body, and what is
   in a loop that computes statements in parts, each of which was checked with
   dependences of its own.  Loops that are scheduled are for poly_legal.c.  Leaves
   the program alone. */
#include "check.h"

/* An instance of statement "stmt" in the loop asked about: its iterators
   over plan variables, the end of a panel replaced by its start. */
struct instance {
	int stmt;
	const ta_idx **iter;
};

/* The loop asked about and what is in it.  "step1": bit w: plan variable w is
   the counter of a loop around with step 1; to[w]: what stands for variable w
   of the loops inside; "full": the panel, if that is one, is known to be. */
struct legal {
	const ta_program *p;
	ta_arena *a;
	const ta_node *loop;
	uint64_t step1;
	int n;
	struct instance *in;
	const ta_idx *to[TA_PARAM0];
	bool *local, full;
};

/* Note the virtual arrays that live in the body of "node". */
static void note_locals(struct legal *l, const ta_node *node)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		l->local[node->local[i]] = true;
}

/* Return whether the loop asked about is one of panels, and "x" is the end of one:
   its step behind its beginning too, where it is known to be full. */
static bool ends_panel(const struct legal *l, const ta_idx *x)
{
	int v = l->loop->var;

	return ta_idx_equal(x, ta_idx_var(l->a, v + 1))
	       || (l->full && ta_idx_equal(x, ta_idx_addk(l->a,
						  ta_idx_var(l->a, v),
						  l->loop->step)));
}

/* Return whether "node" runs exactly over the panel that the loop asked about
   starts at its variable. */
static bool runs_panel(const struct legal *l, const ta_node *node)
{
	return l->loop->step > 1 && node->step == 1 && node->nlower == 1
	       && node->nupper == 1 && node->lower[0].den == 1
	       && node->upper[0].den == 1
	       && ta_idx_equal(node->lower[0].num,
			       ta_idx_var(l->a, l->loop->var))
	       && (node->pads || ends_panel(l, node->upper[0].num));
}

/* Return whether the choice "node" is that the panel of the loop asked about is
   full. */
static bool asks_for_full(const struct legal *l, const ta_node *node)
{
	int v = l->loop->var, i;
	const ta_idx *x;

	if (node->kind != TA_NODE_IF || l->loop->step < 2)
		return false;
	x = ta_idx_sub(l->a, ta_idx_var(l->a, v + 1), ta_idx_var(l->a, v));
	x = ta_idx_addk(l->a, x, -l->loop->step);
	for (i = 0; i < node->nconds; i++)
		if (node->cond[i]->kind == TA_GUARD_GE0
		    && ta_idx_equal(node->cond[i]->idx, x))
			return true;
	return false;
}

/* Collect the instances in "node". */
static void collect(struct legal *l, const ta_node *node)
{
	const ta_idx *outer = NULL;
	bool full = l->full;
	struct instance in;
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP) {
		note_locals(l, node);
		outer = l->to[node->var];
		l->to[node->var] = runs_panel(l, node)
					   ? ta_idx_var(l->a, l->loop->var)
					   : NULL;
	}
	if (node->kind == TA_NODE_STMT) {
		int depth = l->p->stmt[node->stmt]->depth;

		in.stmt = node->stmt;
		in.iter = TA_NEWV(l->a, const ta_idx *, depth);
		for (i = 0; i < depth; i++)
			in.iter[i] = ta_idx_subst(l->a, node->iter[i],
						  TA_PARAM0, l->to);
		TA_PUSH(l->a, l->in, l->n, in);
	}
	for (i = 0; i < node->nchildren; i++) {
		l->full = full || (i == 0 && asks_for_full(l, node));
		collect(l, node->child[i]);
	}
	l->full = full;
	if (node->kind == TA_NODE_LOOP)
		l->to[node->var] = outer;
}

/* Return 1 if "x" and "y" are the variable "var" plus one and the same that no
   loop changes, -1 if they are that minus "var", else 0. */
static int aligned(const struct legal *l, const ta_idx *x, const ta_idx *y,
		   int var)
{
	const ta_idx *v = ta_idx_var(l->a, var), *rest;
	int sign;

	for (sign = 1; ta_idx_equal(x, y) && sign >= -1; sign -= 2) {
		rest = ta_idx_sub(l->a, x, ta_idx_scale(l->a, v, sign));
		if (rest && !ta_idx_uses_iters(rest))
			return sign;
	}
	return 0;
}

/* Return the directions "dir" of a loop for one that runs the other way. */
static unsigned turned(unsigned dir)
{
	return (dir & TA_DIR_EQ) | (dir & TA_DIR_LT ? TA_DIR_GT : 0)
	       | (dir & TA_DIR_GT ? TA_DIR_LT : 0);
}

/* Return the directions of "d" that are left between instances "x" and "y"
   for two iterators that are "var": those of the pair that says most. */
static unsigned directions(const struct legal *l, const ta_dep *d,
			   const struct instance *x, const struct instance *y,
			   int var)
{
	int n = l->p->stmt[d->src]->depth, m = l->p->stmt[d->dst]->depth;
	unsigned all = TA_DIR_LT | TA_DIR_EQ | TA_DIR_GT;
	int i, j, sign;

	for (i = 0; i < n; i++)
		for (j = 0; j < m; j++) {
			sign = aligned(l, x->iter[i], y->iter[j], var);
			if (sign)
				all &= sign > 0 ? d->dir[i * m + j]
						: turned(d->dir[i * m + j]);
		}
	return all;
}

/* Return whether common loop "b" of "d" is for both "x" and "y" a loop of
   step 1 around the one asked about. */
static bool is_outer(const struct legal *l, const struct instance *x,
		     const struct instance *y, int b)
{
	int w;

	for (w = 0; w < l->loop->var; w++)
		if (l->step1 >> w & 1
		    && aligned(l, x->iter[b], y->iter[b], w))
			return true;
	return false;
}

/* Return whether the levels of "d" leave no pair of "x" and "y" in one
   iteration of the loops around and in two of the loop asked about. */
static bool levels_apart(const struct legal *l, const ta_dep *d,
			 const struct instance *x, const struct instance *y)
{
	int pos, b;

	for (pos = 0; pos < d->common; pos++)
		if (aligned(l, x->iter[pos], y->iter[pos], l->loop->var))
			break;
	for (b = 0; b <= d->common; b++) {
		if (!(d->levels >> b & 1) || (pos < d->common && b > pos))
			continue;
		if (b == d->common || !is_outer(l, x, y, b))
			return false;
	}
	return true;
}

/* Return whether the loop asked about carries "d" from "x" to "y". */
static bool carries(const struct legal *l, const ta_dep *d,
		    const struct instance *x, const struct instance *y)
{
	int w;

	if (levels_apart(l, d, x, y))
		return false;
	if (!d->dir)
		return true;
	if (!(directions(l, d, x, y, l->loop->var)
	      & (TA_DIR_LT | TA_DIR_GT)))
		return false;
	for (w = 0; w < l->loop->var; w++)
		if (l->step1 >> w & 1
		    && !(directions(l, d, x, y, w) & TA_DIR_EQ))
			return false;
	return true;
}

/* Return whether "d" is the chain of a reduction that the loop asked about
   keeps apart. */
static bool kept_apart(const struct legal *l, const ta_dep *d)
{
	int i;

	for (i = 0; d->reduction && i < l->loop->nreductions; i++)
		if (l->loop->reduction[i].stmt == d->src)
			return true;
	return false;
}

/* Return whether the dependence "d" ties iterations of the loop asked about. */
static bool ties(const struct legal *l, const ta_dep *d)
{
	int i, j;

	if (kept_apart(l, d)
	    || (l->p->array[d->array].is_virtual && l->local[d->array]))
		return false;
	for (i = 0; i < l->n; i++)
		for (j = 0; j < l->n; j++)
			if (l->in[i].stmt == d->src && l->in[j].stmt == d->dst
			    && carries(l, d, &l->in[i], &l->in[j]))
				return true;
	return false;
}

/* Return the first dependence of "p" that ties iterations of the loop "node", or
   NULL.  "step1" says which variables around are counters of step 1. */
const ta_dep *ta_tying_dep(const ta_program *p, const ta_node *node,
			   uint64_t step1)
{
	struct legal *l = TA_NEW(p->arena, struct legal);
	int i;

	l->p = p;
	l->a = p->arena;
	l->loop = node;
	l->step1 = step1;
	l->local = TA_NEWV(l->a, bool, p->narrays);
	note_locals(l, node);
	collect(l, node->child[0]);
	for (i = 0; i < p->ndeps; i++)
		if (ties(l, &p->dep[i]))
			return &p->dep[i];
	return NULL;
}

/* May the loop "node" run in any order?  "step1" says which variables around
   are counters of step 1. */
static void check_loop(struct ta_checker *c, const ta_node *node,
		       uint64_t step1)
{
	const ta_dep *d = ta_tying_dep(c->p, node, step1);

	if (d)
		ta_wrong(c, "a loop of the plan runs in any order, but carries"
			    " the dependence of %s on %s through %s",
			 c->p->stmt[d->dst]->name, c->p->stmt[d->src]->name,
			 c->p->array[d->array].name);
}

/* A choice of the plan whose first branch is being looked at. */
struct choice {
	const ta_node *node;
	const struct choice *next;
};

/* Does the loop "node", which is scheduled and in the choices "in", do what its
   statements did? */
static void check_scheduled(struct ta_checker *c, const ta_node *node,
			    const struct choice *in)
{
	const ta_idx **cond = NULL;
	const char *why = NULL;
	int i, n = 0;

	for (; in; in = in->next)
		for (i = 0; i < in->node->nconds; i++)
			if (in->node->cond[i]->kind == TA_GUARD_GE0)
				TA_PUSH(c->p->arena, cond, n,
					in->node->cond[i]->idx);
	if (!node->proved)
		why = ta_poly_legal(c->p, node, n, cond, 0);

	if (why)
		ta_wrong(c, "a loop of the plan is scheduled, but %s", why);
}

/* May the loops in "node" that run in any order do so?  "step1" says which
   variables around are counters of step 1; it is in the choices "in"; so
   many of its outermost loops may run in any order too, as that is what one around
   it says. */
static void check_node(struct ta_checker *c, const ta_node *node,
		       uint64_t step1, const struct choice *in, int shared)
{
	struct choice then = { node, in };
	int i;

	if (!node || c->wrong)
		return;
	if (node->kind == TA_NODE_LOOP && node->split)
		return;
	if (node->kind == TA_NODE_LOOP && node->scheduled) {
		check_scheduled(c, node, in);
		return;
	}
	if (node->kind == TA_NODE_LOOP && node->columns
	    && !ta_columns_apart(c->p, node))
		ta_wrong(c, "a loop of the plan shares columns that a dependence"
			    " ties");
	if (node->kind == TA_NODE_LOOP) {
		if (node->transposes)
			shared = 2;
		if (node->parallel || node->simd || shared)
			check_loop(c, node, step1);
		shared = node->collapse > 1 ? node->collapse : shared;
		shared -= shared > 0;
		if (node->step == 1)
			step1 |= (uint64_t)1 << node->var;
	}
	for (i = 0; i < node->nchildren; i++)
		check_node(c, node->child[i], step1,
			   node->kind == TA_NODE_IF && !i ? &then : in, shared);
}

/* May the loops of the plan that run in any order do so? */
void ta_check_legal(struct ta_checker *c)
{
	if (c->p->plan)
		check_node(c, c->p->plan, 0, NULL, 0);
}
