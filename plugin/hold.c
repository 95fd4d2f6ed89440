/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hold.c - registers hold what every row of a full strip of columns meets again.

   Assumes a plan, in which a loop of vectors runs over a panel of columns, in every
   iteration of a loop around it:

	for j0 by 64:  for i:  for j in the panel: R[j] += Q[i] * A[i][j]

   Where the panel is full the length of the loop of vectors is known: it is there
   once more for that, so that the compiler unrolls it and keeps in registers what
   every row meets again: R, or a row that is taken from all of A.  That is done where
   there are registers enough (emit-held.cc).  Leaves the loop as it was for panels that
   are not full.  So is a row of a few elements, of which the length is known where the
   program is compiled, as sums over all points of each coordinate:

	for i:  for j < 3: R[j] += A[i][j]

   Leaves true that each element sees the same operations in the same order. */
#include <stdlib.h>
#include "plan.h"

/* Return the variable of the panel "in" that the loop "inner" runs over, or -1. */
int ta_panel_of(const struct ta_steps *in, const ta_node *inner)
{
	int v;

	for (v = 0; v < inner->var; v++)
		if (in->step[v] && ta_is_over_panel(inner, v))
			return v;
	return -1;
}

/* Return whether the access "acc" of the instance "at" in the loop of vectors in the
   loop over rows "node" of "p" is the same in each row, to elements side by side. */
bool ta_is_held(const ta_program *p, const ta_node *node, const ta_node *at,
		const ta_access *acc)
{
	const ta_node *inner = node->child[0];
	const ta_access *write = p->stmt[at->stmt]->write;
	int row = ta_iter_of_var(p, at, node->var);
	int column = ta_iter_of_var(p, at, inner->var);

	return acc->offset && row >= 0 && column >= 0
	       && !ta_idx_uses(acc->offset, row)
	       && ta_factor(p->arena, acc->offset, column) == 1
	       && (acc->array != write->array || ta_access_equal(acc, write));
}

/* A loop over rows and an instance in it.  How many of its accesses are held;
   "mixed": another access is to the array of its write. */
struct held {
	const ta_program *p;
	const ta_node *node, *at;
	int n;
	bool mixed;
};

/* Note in "data" whether the access "acc" is held. */
static bool note_held(void *data, ta_access *acc)
{
	struct held *h = (struct held *)data;
	const ta_access *write = h->p->stmt[h->at->stmt]->write;

	h->n += ta_is_held(h->p, h->node, h->at, acc);
	h->mixed |= acc->array == write->array && !ta_access_equal(acc, write);
	return true;
}

/* Return of how many accesses of the instance "at" in the loop over rows "node" of
   "p" are held, or -1 if it is none of which they may be, as one that is planned, which
   is not in "p" until the plan is made. */
static int held_of(const ta_program *p, const ta_node *node, const ta_node *at)
{
	struct held h = { .p = p, .node = node, .at = at };
	const ta_stmt *s;

	if (at->kind != TA_NODE_STMT || at->ncovers || at->stmt >= p->nstmts
	    || p->stmt[at->stmt]->planned)
		return -1;
	s = p->stmt[at->stmt];
	if (!s->write->sure || ta_expr_calls(s->rhs)
	    || ta_stmt_branches(p, s))
		return -1;
	note_held(&h, s->write);
	ta_expr_reads(s->rhs, note_held, &h);
	return ta_is_held(p, node, at, s->write) && h.mixed ? -1 : h.n;
}

/* What an instance in the loop over rows "node" writes: an element of "array", if that
   is held at "offset" over the plan's variables, else NULL; and another instance. */
struct other {
	const ta_program *p;
	const ta_node *node, *at;
	int array;
	const ta_idx *offset;
};

/* Return whether the access "acc" of the other instance of the struct other "data" is
   to another array than what is written, or to another row where both are held, or
   neither is held. */
static bool is_other(void *data, ta_access *acc)
{
	const struct other *o = (const struct other *)data;
	bool held = ta_is_held(o->p, o->node, o->at, acc);

	if (acc->array != o->array)
		return true;
	if (!held || !o->offset)
		return !held && !o->offset;
	return !ta_idx_equal(ta_idx_subst(o->p->arena, acc->offset,
					  o->p->stmt[o->at->stmt]->depth,
					  o->at->iter), o->offset);
}

/* Return whether no access of "y" sees other elements than it did where what the
   instance "x" of the same loop over rows "node" of "p" meets is held. */
static bool is_own(const ta_program *p, const ta_node *node, const ta_node *x,
		   const ta_node *y)
{
	const ta_stmt *s = p->stmt[x->stmt], *t = p->stmt[y->stmt];
	struct other o = { p, node, y, s->write->array, NULL };

	if (ta_is_held(p, node, x, s->write))
		o.offset = ta_idx_subst(p->arena, s->write->offset, s->depth,
					x->iter);
	return is_other(&o, t->write) && ta_expr_reads(t->rhs, is_other, &o);
}

/* Return how many accesses of the "n" instances at[] in the loop over rows "node"
   of "p" are held, or -1 if they may not be. */
static int held_of_all(const ta_program *p, const ta_node *node, int n,
		       const ta_node *const *at)
{
	int i, j, k, all = 0;

	for (i = 0; i < n; i++) {
		k = held_of(p, node, at[i]);
		if (k < 0)
			return -1;
		all += k;
	}
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (i != j && (at[i]->stmt == at[j]->stmt
				       || !is_own(p, node, at[i], at[j])))
				return -1;
	return all;
}

/* Set at[] to the instances of statements, at most TA_HELD, in the loop of vectors in
   the loop over rows "node" of "p" if registers may hold some of what they meet;
   return how many these are, 0 if that is not so. */
int ta_held_instances(const ta_program *p, const ta_node *node,
		      const ta_node *at[TA_HELD])
{
	const ta_node *inner = node->child[0], *body;
	int n;

	if (!ta_is_plain_loop(node) || node->parallel || node->simd || !inner
	    || !ta_is_plain_loop(inner) || inner->parallel || !inner->simd
	    || ta_loop_uses(inner, node->var))
		return 0;
	body = inner->child[0];
	if (!body || (body->kind == TA_NODE_SEQ && body->nchildren > TA_HELD))
		return 0;
	at[0] = body;
	for (n = 0; body->kind == TA_NODE_SEQ && n < body->nchildren; n++)
		at[n] = body->child[n];
	n = n ? n : 1;
	return held_of_all(p, node, n, at) > 0 ? n : 0;
}

/* Return a copy of the loop over rows "node" whose loop of vectors runs over all of
   the full panel of variable "v", of "step". */
ta_node *ta_full_panel(ta_arena *a, const ta_node *node, int v, int64_t step)
{
	ta_node *rows = (ta_node *)ta_memdup(a, node, sizeof(*rows));
	ta_node *inner = (ta_node *)ta_memdup(a, node->child[0], sizeof(*inner));

	inner->upper = (ta_bound *)ta_memdup(a, inner->upper, sizeof(ta_bound));
	inner->upper->num = ta_idx_addk(a, ta_idx_var(a, v), step);
	rows->holds = true;
	rows->child = NULL;
	rows->nchildren = 0;
	ta_node_add(a, rows, inner);
	return rows;
}

/* Return the choice, of a node at "loc", that the panel of variable "v" is full, of
   "step"; what runs then and otherwise is yet to be added. */
ta_node *ta_full_test(ta_arena *a, int v, int64_t step, ta_loc loc)
{
	ta_node *test = ta_node_new(a, TA_NODE_IF, loc);

	ta_node_test(a, test, TA_GUARD_GE0, "a panel is full")->idx =
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_var(a, v + 1),
					  ta_idx_var(a, v)), -step);
	return test;
}

/* Return whether registers can hold "rows" rows as long as the panel of variable "v"
   of "in", of what the instance "at" writes. */
bool ta_can_hold(const struct ta_steps *in, int v, const ta_node *at, int rows)
{
	const ta_program *p = in->pl->p;
	int array = p->stmt[at->stmt]->write->array;

	return rows * in->step[v] * ta_type_size(p->array[array].elem)
	       <= in->pl->opt->held;
}

/* Return the choice that the panel that the loop over rows "node" goes through is
   full, with that, where registers can hold what is met again in each row, or NULL;
   what runs otherwise is yet to be added. */
ta_node *ta_choose_full(const struct ta_steps *in, const ta_node *node)
{
	const ta_node *inner = node->child[0], *at[TA_HELD];
	ta_node *test;
	int v;

	if (!inner || (v = ta_panel_of(in, inner)) < 0
	    || ta_held_instances(in->pl->p, node, at) != 1
	    || !ta_can_hold(in, v, at[0], 1))
		return NULL;
	test = ta_full_test(in->pl->a, v, in->step[v], node->loc);
	ta_node_add(in->pl->a, test,
		    ta_full_panel(in->pl->a, node, v, in->step[v]));
	return test;
}

/* Return whether registers can hold "n" elements of "array", a row of which the length
   is known: the compiler unrolls loops of vectors over it, or it is written out as it is
   no whole vectors. */
static bool can_hold_row(const struct ta_planner *pl, int array, int64_t n)
{
	int64_t simd = pl->opt->simd_bytes, most = 2 * simd;
	int64_t bytes = n * ta_type_size(pl->p->array[array].elem);

	most = pl->opt->held > most ? pl->opt->held : most;
	return bytes <= most
	       || (n <= TA_WRITTEN_OUT && bytes % simd && ta_order_free(pl->p));
}

/* Return how many iterations the loop "node" has if that is known, else 0. */
int64_t ta_loop_length(ta_arena *a, const ta_node *node)
{
	int64_t n;

	return node->step == 1 && node->nlower == 1 && node->nupper == 1
	       && node->lower->den == 1 && node->upper->den == 1
	       && ta_idx_is_const(ta_idx_sub(a, node->upper->num,
					     node->lower->num), &n) ? n : 0;
}

/* Have registers hold what every iteration of the loop over rows "node" of "pl" writes
   again, if that is a row, or two, of a few elements; return whether it is. */
bool ta_hold_row(const struct ta_planner *pl, ta_node *node)
{
	const ta_node *at[TA_HELD];
	int64_t length;
	int i, n;

	n = ta_held_instances(pl->p, node, at);
	if (!n || (length = ta_loop_length(pl->a, node->child[0])) < 2)
		return false;
	for (i = 0; i < n; i++) {
		const ta_access *write = pl->p->stmt[at[i]->stmt]->write;

		if (pl->p->array[write->array].is_virtual
		    || !ta_is_held(pl->p, node, at[i], write)
		    || !can_hold_row(pl, write->array, length))
			return false;
	}
	node->holds = true;
	return true;
}

/* The instance "at" in the loop over rows "node" of "p", each of "length" elements. */
struct rows {
	const ta_program *p;
	const ta_node *node, *at;
	int64_t length;
};

/* Return whether "acc" of the rows "data" is not, for one element of a row, what it is for
   another one of the next row. */
static bool is_new(void *data, ta_access *acc)
{
	const struct rows *r = (const struct rows *)data;
	int row = ta_iter_of_var(r->p, r->at, r->node->var);
	int column = ta_iter_of_var(r->p, r->at, r->node->child[0]->var);
	int64_t down, along;

	if (!acc->offset || row < 0 || column < 0)
		return true;
	down = ta_factor(r->p->arena, acc->offset, row);
	along = ta_factor(r->p->arena, acc->offset, column);
	return !down || !along || llabs(down) >= r->length * llabs(along);
}

/* Return whether the instance "at" in the loop over rows "node" of "p" reads elements that
   it reads again in the next row, as others of it (x[i - c]). */
bool ta_reads_again(const ta_program *p, const ta_node *node, const ta_node *at)
{
	struct rows r = { p, node, at, ta_loop_length(p->arena, node->child[0]) };

	return !ta_expr_reads(p->stmt[at->stmt]->rhs, is_new, &r);
}

/* Return whether registers hold something in a loop of the plan "node" (NULL: none). */
bool ta_plan_holds(const ta_node *node)
{
	int i;

	if (!node || node->holds)
		return node;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_holds(node->child[i]))
			return true;
	return false;
}

/* Return whether a loop of vectors in a loop of the plan "node" (NULL: none) is known to be
   over all of a panel. */
bool ta_plan_is_full(ta_arena *a, const ta_node *node)
{
	int i;

	if (!node)
		return false;
	if (node->kind == TA_NODE_LOOP && node->simd && node->nlower == 1
	    && ta_plan_vars(node->lower->num) && ta_loop_length(a, node))
		return true;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_is_full(a, node->child[i]))
			return true;
	return false;
}
