/* SPDX-License-Identifier: GPL-3.0-or-later */
/* abreast.c - rows are added up side by side.

   Assumes the plan of a loop over the rows of a panel, which are independent, each
   with a sum of vectors that goes along it:

	for i in a panel:
	  t[i] = 0;  for j: t[i] += A[i][j] * x[j];  t[i] *= f

   Of a full panel all rows go along in one loop, in which each element of the
   vector that they are multiplied by is loaded once, and which has a sum for
   each:

	t[i] = 0; t[i+1] = 0; ...
	for j: { t[i] += A[i][j] * x[j];  t[i+1] += A[i+1][j] * x[j]; ... }
	t[i] *= f; ...

   What else goes along these rows, and needs nothing of the sums, can be done in
   the same loop (once.c).  Leaves the plan as it was. */
#include "plan.h"

/* A loop over rows: "outer" is that, "inner" the one along a row in it, in
   place "at" among the children of outer's body, "node" the instance of
   statement "s" in that, of which iterator "row" is the counter of "outer". */
struct abreast {
	struct ta_planner *pl;
	const ta_node *outer, *inner, *node;
	const ta_stmt *s;
	int row, at;
};

/* Set x->inner to the only loop in that over rows; return whether all else in
   it is statements. */
static bool find_inner(struct abreast *x)
{
	const ta_node *node;
	int i;

	x->inner = NULL;
	for (i = 0; (node = ta_loop_part(x->outer, i)); i++) {
		if (node->kind == TA_NODE_STMT)
			continue;
		if (node->kind != TA_NODE_LOOP || x->inner)
			return false;
		x->inner = node;
		x->at = i;
	}
	return x->inner;
}

/* Set x->row to the iterator of the statement that is the counter of the loop
   over rows; return whether there is one, and no other depends on that loop. */
static bool find_row(struct abreast *x)
{
	x->row = ta_iter_of_var(x->pl->p, x->node, x->outer->var);
	return x->row >= 0 && x->s->reduce != TA_OP_NONE && x->s->write->sure
	       && !x->pl->p->array[x->s->write->array].is_virtual;
}

/* Set "x" to the loop "outer" over rows; return whether these may go side by
   side. */
static bool find(struct abreast *x, const ta_node *outer)
{
	x->outer = outer;
	if (outer->kind != TA_NODE_LOOP || outer->step != 1 || outer->parallel
	    || outer->simd || outer->nreductions || outer->nlocals
	    || !find_inner(x))
		return false;
	x->node = x->inner->child[0];
	if (!x->inner->simd || x->inner->step != 1 || x->inner->parallel
	    || x->inner->nreductions != 1 || x->inner->nlocals
	    || x->inner->work || x->node->kind != TA_NODE_STMT
	    || x->node->stmt >= x->pl->nstmts || x->node->ncovers
	    || x->node->stmt != x->inner->reduction->stmt
	    || ta_loop_uses(x->inner, outer->var))
		return false;
	x->s = x->pl->p->stmt[x->node->stmt];
	return find_row(x);
}

/* Add the planned statement that does what that of "x" does "k" rows on; return
   its number. */
static int add_row(const struct abreast *x, int k)
{
	struct ta_planner *pl = x->pl;
	ta_arena *a = pl->a;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	int c, number;
	ta_stmt *s = ta_planned_stmt(pl, x->s, 0, &number);

	to[x->row] = ta_idx_addk(a, ta_idx_var(a, x->row), k);
	s->write = ta_access_subst(a, x->s->write, s->depth, to);
	s->rhs = ta_expr_subst(a, x->s->rhs, s->depth, to);
	s->reduce = x->s->reduce;
	s->rest = ta_expr_subst(a, x->s->rest, s->depth, to);
	for (c = 0; k && c < x->s->ncons; c++)
		if (ta_idx_uses(x->s->cons[c], x->row))
			TA_PUSH(a, s->cons, s->ncons,
				ta_idx_subst(a, x->s->cons[c], s->depth, to));
	return number;
}

/* Return the instance "node" of row "row" of "x", where the counter along the
   row is variable "var". */
static ta_node *instance(const struct abreast *x, const ta_node *node,
			 const ta_idx *row, int var)
{
	ta_arena *a = x->pl->a;
	const ta_idx *to[TA_PARAM0] = { NULL };
	ta_node *copy = (ta_node *)ta_memdup(a, node, sizeof(*copy));
	int d, depth = x->pl->p->stmt[node->stmt]->depth;

	to[x->outer->var] = row;
	to[x->inner->var] = ta_idx_var(a, var);
	copy->iter = TA_NEWV(a, const ta_idx *, depth);
	for (d = 0; d < depth; d++)
		copy->iter[d] = ta_idx_subst(a, node->iter[d], TA_PARAM0, to);
	return copy;
}

/* Return the loop along the "n" rows of "x" from variable "panel" on, as
   variable "var"; with what the loop "more" (NULL: none) does, over the same
   range. */
static ta_node *along(const struct abreast *x, int panel, int n, int var,
		      const ta_node *more)
{
	ta_arena *a = x->pl->a;
	ta_node *loop = (ta_node *)ta_memdup(a, x->inner, sizeof(*loop));
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, x->inner->loc), *node;
	int k;

	loop->var = var;
	loop->streams = 0;
	loop->child = NULL;
	loop->nchildren = 0;
	loop->reduction = NULL;
	loop->nreductions = 0;
	for (k = 0; k < n; k++) {
		ta_reduction r = { .op = x->inner->reduction->op };

		node = instance(x, x->node, ta_idx_var(a, panel), var);
		node->stmt = r.stmt = add_row(x, k);
		TA_PUSH(a, node->cover, node->ncovers, x->node->stmt);
		TA_PUSH(a, loop->reduction, loop->nreductions, r);
		ta_node_add(a, seq, node);
	}
	if (more)
		ta_node_add(a, seq, more->child[0]);
	ta_node_add(a, loop, seq);
	return loop;
}

/* Return whether the loop "more", as variable "var", may be one with that along
   the rows of "x". */
static bool same_range(const struct abreast *x, const ta_node *more, int var)
{
	struct ta_piece a = { .nlower = more->nlower, .lower = more->lower,
			      .nupper = more->nupper, .upper = more->upper };
	struct ta_piece b = { .nlower = x->inner->nlower,
			      .lower = x->inner->lower,
			      .nupper = x->inner->nupper,
			      .upper = x->inner->upper };

	return more->var == var && ta_same_bounds(&a, &b);
}

/* Return what the plan "rows" of a loop over the rows of a panel is where there
   are "n" of them, from variable "panel" on, side by side; NULL if it cannot
   be.  The loop "more" (NULL: none) along the same rows, that needs nothing of
   them, is in it where it has the same range, which "*joined" says. */
ta_node *ta_rows_abreast(struct ta_planner *pl, const ta_node *rows, int panel,
			 int n, const ta_node *more, bool *joined)
{
	struct abreast x = { .pl = pl };
	ta_arena *a = pl->a;
	const ta_node *node;
	int var = panel + 2, i, k;
	ta_node *seq;

	if (pl->opt->identity || !find(&x, rows))
		return NULL;
	*joined = more && same_range(&x, more, var);
	seq = ta_node_new(a, TA_NODE_SEQ, rows->loc);
	for (i = 0; (node = ta_loop_part(rows, i)); i++) {
		if (i == x.at) {
			ta_node_add(a, seq, along(&x, panel, n, var,
						  *joined ? more : NULL));
			continue;
		}
		for (k = 0; k < n; k++)
			ta_node_add(a, seq, instance(
				&x, node, ta_idx_addk(a, ta_idx_var(a, panel), k),
				var));
	}
	return seq;
}
