/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jam.c - rows that are added to a vector are added a few at a time.

   Assumes a plan, in which a loop of vectors takes one element after the other
   of what it writes from memory, changes it, and puts it back, in every
   iteration of a loop around it:

	for i:	for j: R[j] += Q[i] * A[i][j]

   Of each four iterations of that loop a planned statement does all in one, so
   that the elements are loaded and stored a fourth as often:

	for i by 4:  for j: R[j] = ((R[j] + Q[i] * A[i][j]) + Q[i+1] * ...

   Each element sees the same operations in the same order.  Where registers can
   hold R, it is there once more in that manner (hold.c).  Leaves everything else of
   the plan as it was. */
#include "plan.h"

/* How many iterations are one; a loop of fewer than twice as many is left
   alone. */
enum { TOGETHER = 4 };

/* A loop over rows: "outer" is that, "inner" the one of vectors in it, "node"
   the instance of statement "s" in that, of which iterator "row" is the counter
   of "outer". */
struct jam {
	struct ta_planner *pl;
	const ta_node *outer, *inner, *node;
	const ta_stmt *s;
	int row;
};

/* How often statement "s" reads the array that it writes, and whether other
   elements of it than that. */
struct reads {
	const ta_stmt *s;
	int own;
	bool other;
};

/* Note the read "acc" in "data". */
static bool note_own(void *data, ta_access *acc)
{
	struct reads *r = (struct reads *)data;

	if (acc->array == r->s->write->array) {
		r->own++;
		r->other |= !ta_access_equal(acc, r->s->write);
	}
	return true;
}

/* Return whether statement "s" makes of what it writes something new, from that
   and from other arrays, whatever these hold. */
static bool changes_element(const ta_program *p, const ta_stmt *s)
{
	struct reads r = { .s = s };

	ta_expr_reads(s->rhs, note_own, &r);
	return r.own == 1 && !r.other && s->write->sure
	       && !ta_expr_calls(s->rhs)
	       && !ta_stmt_branches(p, s)
	       && !p->array[s->write->array].is_virtual;
}

/* Return whether "node" is a loop that counts by one and does nothing besides. */
bool ta_is_plain_loop(const ta_node *node)
{
	return node->kind == TA_NODE_LOOP && node->step == 1
	       && !node->nreductions && !node->nlocals && !node->split
	       && !node->only;
}

/* Return whether some of the "n" bounds "bound" uses variable "var". */
bool ta_bounds_use(const ta_bound *bound, int n, int var)
{
	int i;

	for (i = 0; i < n; i++)
		if (ta_idx_uses(bound[i].num, var))
			return true;
	return false;
}

/* Return whether a bound of the loop "node" uses variable "var". */
bool ta_loop_uses(const ta_node *node, int var)
{
	return ta_bounds_use(node->lower, node->nlower, var)
	       || ta_bounds_use(node->upper, node->nupper, var);
}

/* Return the iterator of the instance "node" of a statement that is variable
   "var", or -1 if there is none, or another depends on that. */
int ta_iter_of_var(const ta_program *p, const ta_node *node, int var)
{
	int d, row = -1, depth = p->stmt[node->stmt]->depth;

	for (d = 0; d < depth; d++) {
		if (!ta_idx_uses(node->iter[d], var))
			continue;
		if (row >= 0
		    || !ta_idx_equal(node->iter[d], ta_idx_var(p->arena, var)))
			return -1;
		row = d;
	}
	return row;
}

/* Set j->row to the iterator of the statement that is the counter of the loop
   over rows; return whether there is one, no other depends on that loop, and
   what is written does not. */
static bool find_row(struct jam *j)
{
	j->row = ta_iter_of_var(j->pl->p, j->node, j->outer->var);
	return j->row >= 0 && j->s->write->offset
	       && !ta_idx_uses(j->s->write->offset, j->row);
}

/* Return whether the loop "node" is known to run a few times only. */
static bool is_short(struct ta_planner *pl, const ta_node *node)
{
	int64_t n;

	return node->nlower == 1 && node->nupper == 1
	       && ta_idx_is_const(ta_idx_sub(pl->a, node->upper->num,
					     node->lower->num), &n)
	       && n < (int64_t)2 * TOGETHER * node->upper->den;
}

/* Set "j" to the loop "node" if it is one over rows; return whether it is. */
static bool find_jam(struct ta_planner *pl, const ta_node *node, struct jam *j)
{
	const ta_node *inner = node->child[0];

	j->pl = pl;
	j->outer = node;
	j->inner = inner;
	if (!ta_is_plain_loop(node) || node->parallel || node->simd || !inner
	    || !ta_is_plain_loop(inner) || !inner->simd || is_short(pl, node)
	    || ta_loop_uses(inner, node->var)
	    || (inner->work && ta_idx_uses(inner->work, node->var)))
		return false;
	j->node = inner->child[0];
	if (!j->node || j->node->kind != TA_NODE_STMT
	    || j->node->stmt >= pl->nstmts || j->node->ncovers)
		return false;
	j->s = pl->p->stmt[j->node->stmt];
	return changes_element(pl->p, j->s) && find_row(j);
}

/* Add the planned statement that does what that of "j" does in so many
   iterations from its own on; return its number. */
static int add_statement(const struct jam *j)
{
	struct ta_planner *pl = j->pl;
	ta_arena *a = pl->a;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	int i, c, number;
	ta_stmt *s = ta_planned_stmt(pl, j->s, 0, &number);
	ta_expr *e;

	for (i = 1; i < TOGETHER; i++) {
		to[j->row] = ta_idx_addk(a, ta_idx_var(a, j->row), i);
		e = ta_expr_subst(a, j->s->rhs, s->depth, to);
		s->rhs = ta_expr_replace(pl->p, e, s->write->array, s->rhs);
	}
	for (c = 0; c < j->s->ncons; c++)
		if (ta_idx_uses(j->s->cons[c], j->row))
			TA_PUSH(a, s->cons, s->ncons,
				ta_idx_subst(a, j->s->cons[c], s->depth, to));
	return number;
}

/* Return the loop of vectors of "j" as variable "var", where the counter of the
   loop over rows is variable "row"; it runs statement "stmt". */
static ta_node *vectors(const struct jam *j, int row, int var, int stmt)
{
	ta_arena *a = j->pl->a;
	const ta_idx *to[TA_PARAM0] = { NULL };
	ta_node *loop = (ta_node *)ta_memdup(a, j->inner, sizeof(*loop));
	ta_node *node = (ta_node *)ta_memdup(a, j->node, sizeof(*node));
	int d;

	to[j->outer->var] = ta_idx_var(a, row);
	to[j->inner->var] = ta_idx_var(a, var);
	node->stmt = stmt;
	node->iter = TA_NEWV(a, const ta_idx *, j->s->depth);
	for (d = 0; d < j->s->depth; d++)
		node->iter[d] = ta_idx_subst(a, j->node->iter[d], TA_PARAM0,
					     to);
	if (stmt != j->node->stmt)
		TA_PUSH(a, node->cover, node->ncovers, j->node->stmt);
	loop->var = var;
	loop->child = NULL;
	loop->nchildren = 0;
	ta_node_add(a, loop, node);
	return loop;
}

/* Return the loop over rows of "j", so many at a time. */
static ta_node *jam(const struct jam *j)
{
	ta_arena *a = j->pl->a;
	ta_node *top = (ta_node *)ta_memdup(a, j->outer, sizeof(*top)), *rest;
	int var = top->var;
	ta_node *test = ta_full_test(a, var, TOGETHER, j->outer->loc);
	const ta_idx *begin = ta_idx_var(a, var);
	const ta_idx *end = ta_idx_var(a, var + 1);

	ta_node_add(a, test, vectors(j, var, var + 2, add_statement(j)));
	rest = ta_range_loop(a, top->loc, top->name, var + 2, begin, end);
	ta_node_add(a, rest, vectors(j, var + 2, var + 3, j->node->stmt));
	ta_node_add(a, test, rest);
	top->step = TOGETHER;
	top->child = NULL;
	top->nchildren = 0;
	ta_node_add(a, top, test);
	return top;
}

/* Return the plan "node" (NULL: none), with the panels "in" around, with its loops
   over rows so; what runs where there is too little for a call is left alone, as are
   skewed tiles, which were proved as they are. */
static ta_node *jam_in(struct ta_steps *in, ta_node *node)
{
	ta_node *shifted = NULL, *test;
	bool split = in->split;
	int64_t step = 0;
	struct jam j;
	int i, n, v;

	if (!node || node->scheduled)
		return node;
	if (node->kind == TA_NODE_LOOP && ta_hold_row(in->pl, node))
		return node;
	if (node->kind == TA_NODE_LOOP) {
		bool few = find_jam(in->pl, node, &j);

		test = ta_choose_full(in, node);
		node = few ? jam(&j) : node;
		if (test)
			ta_node_add(in->pl->a, test, node);
		if (test || few)
			return test ? test : node;
		in->step[node->var] = node->step > 1 && !node->nlocals
				      ? node->step : 0;
		in->step[node->var + 1] = 0;
		shifted = ta_shift_full(in, node, &v);
		in->split |= node->split;
	}
	if (shifted) {
		step = in->step[v];
		in->step[v] = 0;
	}
	n = node->nchildren;
	if (node->kind == TA_NODE_IF && ta_plan_has_product(node->child[0]))
		n = 1;
	for (i = 0; i < n; i++)
		node->child[i] = jam_in(in, node->child[i]);
	in->split = split;
	if (!shifted)
		return node;
	in->step[v] = step;
	ta_node_add(in->pl->a, shifted, node);
	return shifted;
}

/* Return the plan "node" (NULL: none) of "pl" with its loops over rows so. */
ta_node *ta_jam(struct ta_planner *pl, ta_node *node)
{
	struct ta_steps in = { .pl = pl };

	return pl->opt->identity ? node : jam_in(&in, node);
}
