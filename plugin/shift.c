/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shift.c - the last loop of an iteration and the first of the next one are one.

   Assumes a plan in which every iteration of a loop goes twice through the rows of a
   strip of columns, first to add them up, say, then to change them by the sums:

	for k:  { for i: for j in the strip: R[k][j] += Q[i][k] * A[i][j]
		  for i: for j in the strip: A[i][j] -= Q[i][k] * R[k][j] }

   The second loop of an iteration and the first of the next one go through the same
   rows, and where no row needs one behind it, they are one loop, so that each row
   comes from the cache once, not twice:

	for i: for j in the strip: R[k0][j] += ...
	for k but the last one:
	   for i: for j in the strip:
	      { A[i][j] -= Q[i][k] * R[k][j];  R[k+1][j] += Q[i][k+1] * A[i][j] }
	for i: for j in the strip: A[i][j] -= ... the last R[j]

   This is shifting of loops before they are fused (after Darte and Huard, "Loop
   shifting for loop compaction", 2000).  It is done in loops whose statements are
   computed in parts anyway (block.c), where the strip is full and registers can hold
   the rows that both meet (hold.c).  Leaves true that every instance runs once, and
   behind what it needs. */
#include "plan.h"

/* A loop "node" that goes through the same rows twice, by "rows", each with an
   instance "at", of strips of variable "v" of "in". */
struct shift {
	const struct ta_steps *in;
	const ta_node *node;
	const ta_node *rows[2], *at[2];
	int v;
};

/* Return whether the loop "node" has one bound on each side. */
static bool has_two_bounds(const ta_node *node)
{
	return node->nlower == 1 && node->nupper == 1 && node->lower->den == 1
	       && node->upper->den == 1;
}

/* Return whether the loops "x" and "y" have two bounds, the same ones. */
static bool same_range(const ta_node *x, const ta_node *y)
{
	return has_two_bounds(x) && has_two_bounds(y)
	       && ta_idx_equal(x->lower->num, y->lower->num)
	       && ta_idx_equal(x->upper->num, y->upper->num);
}

/* Return whether the dependence "d" of the first instance of "x" on the second lets a
   row wait for none behind it, and no column for another one of its row. */
static bool keeps_rows(const struct shift *x, const ta_dep *d)
{
	const ta_program *p = x->in->pl->p;
	int i[2], j[2], s, m = p->stmt[d->dst]->depth;
	unsigned char columns;

	for (s = 0; s < 2; s++) {
		i[s] = ta_iter_of_var(p, x->at[s], x->rows[s]->var);
		j[s] = ta_iter_of_var(p, x->at[s], x->rows[s]->child[0]->var);
		if (i[s] < 0 || j[s] < 0)
			return false;
	}
	columns = d->dir[j[1] * m + j[0]];
	return !(d->dir[i[1] * m + i[0]] & TA_DIR_LT)
	       && !(columns & (TA_DIR_LT | TA_DIR_GT));
}

/* Return whether the second loop of "x" and the first one of the next iteration may
   be one.  What is between these is a dependence of the latter on the former: in the
   plan as it is that one is first. */
static bool may_meet(const struct shift *x)
{
	const ta_program *p = x->in->pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (d->src == x->at[1]->stmt && d->dst == x->at[0]->stmt
		    && (!d->dir || !keeps_rows(x, d)))
			return false;
	}
	return x->at[0]->stmt != x->at[1]->stmt;
}

/* Set "x" to the loop "node" in "in" if it goes twice through the same rows of a
   strip; return whether it does. */
static bool find_shift(const struct ta_steps *in, const ta_node *node,
		       struct shift *x)
{
	const ta_node *body = node->child[0], *at[TA_HELD];
	int s;

	x->in = in;
	x->node = node;
	if (!ta_is_plain_loop(node) || node->parallel || node->simd
	    || !has_two_bounds(node) || !body || body->kind != TA_NODE_SEQ
	    || body->nchildren != 2)
		return false;
	for (s = 0; s < 2; s++) {
		const ta_node *rows = body->child[s];

		x->rows[s] = rows;
		if (rows->kind != TA_NODE_LOOP || !rows->child[0]
		    || ta_loop_uses(rows, node->var)
		    || ta_held_instances(in->pl->p, rows, at) != 1)
			return false;
		x->at[s] = at[0];
	}
	x->v = ta_panel_of(in, x->rows[0]->child[0]);
	return x->v >= 0 && x->v == ta_panel_of(in, x->rows[1]->child[0])
	       && same_range(x->rows[0], x->rows[1])
	       && x->rows[0]->var == x->rows[1]->var;
}

/* Return the loop "over" from "lower" (and "lower2" if that is more) to "upper" (or
   "upper2" if that is less), NULL being none, with the body "child". */
static ta_node *range(ta_arena *a, const ta_node *over, const ta_idx *lower,
		      const ta_idx *lower2, const ta_idx *upper,
		      const ta_idx *upper2, ta_node *child)
{
	const ta_idx *lo[] = { lower, lower2 }, *hi[] = { upper, upper2 };
	ta_node *loop = (ta_node *)ta_memdup(a, over, sizeof(*loop));
	int i;

	loop->lower = loop->upper = NULL;
	loop->nlower = loop->nupper = loop->nchildren = 0;
	loop->child = NULL;
	for (i = 0; i < 2; i++) {
		if (lo[i])
			TA_PUSH(a, loop->lower, loop->nlower,
				((ta_bound){ lo[i], 1 }));
		if (hi[i])
			TA_PUSH(a, loop->upper, loop->nupper,
				((ta_bound){ hi[i], 1 }));
	}
	ta_node_add(a, loop, child);
	return loop;
}

/* Return the loop over the rows of the full strip of "x" that does what the second one
   of an iteration does, and the first one of the next. */
static ta_node *both(const struct shift *x)
{
	ta_arena *a = x->in->pl->a;
	ta_node *rows = ta_full_panel(a, x->rows[1], x->v, x->in->step[x->v]);
	ta_node *first = (ta_node *)ta_memdup(a, x->at[0], sizeof(*first));
	ta_node *inner = rows->child[0];
	ta_node *seq = ta_node_new(a, TA_NODE_SEQ, inner->loc);
	const ta_idx *to[TA_PARAM0] = { NULL };
	int d, depth = x->in->pl->p->stmt[first->stmt]->depth;

	to[x->node->var] = ta_idx_addk(a, ta_idx_var(a, x->node->var), 1);
	first->iter = TA_NEWV(a, const ta_idx *, depth);
	for (d = 0; d < depth; d++)
		first->iter[d] = ta_idx_subst(a, x->at[0]->iter[d], TA_PARAM0, to);
	ta_node_add(a, seq, inner->child[0]);
	ta_node_add(a, seq, first);
	inner->child = NULL;
	inner->nchildren = 0;
	ta_node_add(a, inner, seq);
	return rows;
}

/* Return the choice that the strip that the loop "node" goes through twice in each
   iteration, that of variable *v, is full, with the loop so, or NULL where that cannot
   be; what runs otherwise is yet to be added. */
ta_node *ta_shift_full(const struct ta_steps *in, const ta_node *node, int *v)
{
	ta_arena *a = in->pl->a;
	const ta_node *at[TA_HELD];
	const ta_idx *lo, *hi;
	ta_node *test, *seq, *rows;
	struct shift x;

	if (!in->split || !find_shift(in, node, &x) || !may_meet(&x)
	    || !ta_can_hold(in, x.v, x.at[0], TA_HELD)
	    || !ta_can_hold(in, x.v, x.at[1], TA_HELD))
		return NULL;
	rows = both(&x);
	if (ta_held_instances(in->pl->p, rows, at) != TA_HELD)
		return NULL;
	lo = node->lower->num;
	hi = node->upper->num;
	seq = ta_node_new(a, TA_NODE_SEQ, node->loc);
	ta_node_add(a, seq, range(a, node, lo, NULL, hi, ta_idx_addk(a, lo, 1),
		ta_full_panel(a, x.rows[0], x.v, in->step[x.v])));
	ta_node_add(a, seq, range(a, node, lo, NULL, ta_idx_addk(a, hi, -1), NULL,
				  rows));
	ta_node_add(a, seq, range(a, node, lo, ta_idx_addk(a, hi, -1), hi, NULL,
		ta_full_panel(a, x.rows[1], x.v, in->step[x.v])));
	*v = x.v;
	test = ta_full_test(in->pl->a, x.v, in->step[x.v], node->loc);
	ta_node_add(a, test, seq);
	return test;
}
