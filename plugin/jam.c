/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jam.c - rows that are added to a vector are added a few at a time.

   Assumes a plan, in which a loop of vectors takes one element after the other
   of what it writes from memory, changes it, and puts it back, in every
   iteration of a loop around it:

	for i:	for j: R[j] += Q[i] * A[i][j]

   Of each four iterations of that loop a planned statement does all in one, so
   that the elements are loaded and stored a fourth as often:

	for i by 4:  for j: R[j] = ((R[j] + Q[i] * A[i][j]) + Q[i+1] * ...

   Each element sees the same operations in the same order.

   Where the loop of vectors runs over a panel of columns that registers can hold,
   it is there once more for panels that are full.  How long it is is known then, so
   that the compiler unrolls it and keeps in registers what every row meets again,
   R or a row that is taken from all of A.  Leaves everything else of the plan as it
   was. */
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
	       && !ta_expr_has_op(s->rhs, TA_OP_CALL)
	       && !ta_stmt_branches(p, s)
	       && !p->array[s->write->array].is_virtual;
}

/* Return whether the loop "node" counts by one, in one thread, and does nothing
   besides. */
static bool is_plain(const ta_node *node)
{
	return node->kind == TA_NODE_LOOP && node->step == 1
	       && !node->nreductions && !node->nlocals && !node->split;
}

/* Return whether some of the "n" bounds "bound" uses variable "var". */
static bool bounds_use(const ta_bound *bound, int n, int var)
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
	return bounds_use(node->lower, node->nlower, var)
	       || bounds_use(node->upper, node->nupper, var);
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
	if (!is_plain(node) || node->parallel || node->simd || !inner
	    || !is_plain(inner) || !inner->simd || is_short(pl, node)
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
	ta_node *test = ta_node_new(a, TA_NODE_IF, j->outer->loc);
	int var = top->var;
	const ta_idx *begin = ta_idx_var(a, var);
	const ta_idx *end = ta_idx_var(a, var + 1);

	ta_node_test(a, test, TA_GUARD_GE0, "a panel is full")->idx =
		ta_idx_addk(a, ta_idx_sub(a, end, begin), -TOGETHER);
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

/* The panels around a part of a plan: step[v] is that of the panel loop of variable
   "v", 0 if that is none, or has scalars that are vectors as long as the panel. */
struct panels {
	struct ta_planner *pl;
	int64_t step[TA_PARAM0 + 1];
};

/* Return whether "bound" is the variable "var". */
static bool is_var(ta_arena *a, const ta_bound *bound, int var)
{
	return bound->den == 1
	       && ta_idx_equal(bound->num, ta_idx_var(a, var));
}

/* Return the variable of the panel that the loop "inner" runs over, or -1. */
static int panel_of(const struct panels *in, const ta_node *inner)
{
	ta_arena *a = in->pl->a;
	int v;

	if (inner->nlower != 1 || inner->nupper != 1)
		return -1;
	for (v = 0; v < inner->var; v++)
		if (in->step[v] && is_var(a, inner->lower, v)
		    && is_var(a, inner->upper, v + 1))
			return v;
	return -1;
}

/* Return whether the access "acc" of the instance in the loop of vectors in the loop
   over rows "node" of "p" is the same in each row, to elements side by side of an
   array to which there is no other access where one writes. */
bool ta_is_held(const ta_program *p, const ta_node *node, const ta_access *acc)
{
	const ta_node *inner = node->child[0], *at = inner->child[0];
	const ta_access *write = p->stmt[at->stmt]->write;
	int row = ta_iter_of_var(p, at, node->var);
	int column = ta_iter_of_var(p, at, inner->var);

	return acc->offset && row >= 0 && column >= 0
	       && !ta_idx_uses(acc->offset, row)
	       && ta_factor(p->arena, acc->offset, column) == 1
	       && (acc->array != write->array || ta_access_equal(acc, write));
}

/* A loop over rows, whether what its instance writes is held, and how many accesses
   are; "mixed": another access is to the array of that write. */
struct held {
	const ta_program *p;
	const ta_node *node;
	const ta_access *write;
	int n;
	bool mixed;
};

/* Note in "data" whether the access "acc" is held. */
static bool note_held(void *data, ta_access *acc)
{
	struct held *h = (struct held *)data;

	h->n += ta_is_held(h->p, h->node, acc);
	h->mixed |= acc->array == h->write->array
		    && !ta_access_equal(acc, h->write);
	return true;
}

/* Return the instance of a statement in the loop of vectors in the loop over rows
   "node" of "p" if registers may hold some of what it meets, NULL if not. */
const ta_node *ta_held_instance(const ta_program *p, const ta_node *node)
{
	const ta_node *inner = node->child[0], *at;
	struct held h = { .p = p, .node = node };
	const ta_stmt *s;

	if (!is_plain(node) || node->parallel || node->simd || !inner
	    || !is_plain(inner) || !inner->simd || inner->parallel
	    || ta_loop_uses(inner, node->var))
		return NULL;
	at = inner->child[0];
	if (!at || at->kind != TA_NODE_STMT || at->ncovers
	    || p->stmt[at->stmt]->planned)
		return NULL;
	s = p->stmt[at->stmt];
	h.write = s->write;
	if (!s->write->sure || ta_expr_has_op(s->rhs, TA_OP_CALL)
	    || ta_stmt_branches(p, s))
		return NULL;
	note_held(&h, s->write);
	ta_expr_reads(s->rhs, note_held, &h);
	return h.n && !(ta_is_held(p, node, s->write) && h.mixed) ? at : NULL;
}

/* Return a copy of the loop over rows "node" whose loop of vectors runs over all of
   the full panel of variable "v", of "step". */
static ta_node *full_panel(ta_arena *a, const ta_node *node, int v, int64_t step)
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

/* Return the choice that the panel that the loop over rows "node" goes through is
   full, with that, where registers can hold what is met again in each row, or NULL;
   what runs otherwise is yet to be added. */
static ta_node *choose_full(const struct panels *in, const ta_node *node)
{
	ta_arena *a = in->pl->a;
	const ta_node *inner = node->child[0];
	const ta_node *at;
	const ta_stmt *s;
	ta_node *test;
	int v;

	if (!inner || inner->kind != TA_NODE_LOOP
	    || (v = panel_of(in, inner)) < 0 || !inner->child[0]
	    || (inner->child[0]->kind == TA_NODE_STMT
		&& inner->child[0]->stmt >= in->pl->nstmts)
	    || !(at = ta_held_instance(in->pl->p, node)))
		return NULL;
	s = in->pl->p->stmt[at->stmt];
	if (in->step[v] * ta_type_size(in->pl->p->array[s->write->array].elem)
	    > in->pl->opt->held)
		return NULL;
	test = ta_node_new(a, TA_NODE_IF, node->loc);
	ta_node_test(a, test, TA_GUARD_GE0, "a panel is full")->idx =
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_var(a, v + 1),
					  ta_idx_var(a, v)), -in->step[v]);
	ta_node_add(a, test, full_panel(a, node, v, in->step[v]));
	return test;
}

/* Return the plan "node" (NULL: none), with the panels "in" around, with its loops
   over rows so; what runs where there is too little for a call is left alone, as are
   skewed tiles, which were proved as they are. */
static ta_node *jam_in(struct panels *in, ta_node *node)
{
	ta_node *test;
	struct jam j;
	int i, n;

	if (!node || node->scheduled)
		return node;
	if (node->kind == TA_NODE_LOOP) {
		bool few = find_jam(in->pl, node, &j);

		test = choose_full(in, node);
		node = few ? jam(&j) : node;
		if (test)
			ta_node_add(in->pl->a, test, node);
		if (test || few)
			return test ? test : node;
		in->step[node->var] = node->step > 1 && !node->nlocals
				      ? node->step : 0;
		in->step[node->var + 1] = 0;
	}
	n = node->nchildren;
	if (node->kind == TA_NODE_IF && ta_plan_has_product(node->child[0]))
		n = 1;
	for (i = 0; i < n; i++)
		node->child[i] = jam_in(in, node->child[i]);
	return node;
}

/* Return the plan "node" (NULL: none) of "pl" with its loops over rows so. */
ta_node *ta_jam(struct ta_planner *pl, ta_node *node)
{
	struct panels in = { .pl = pl };

	return pl->opt->identity ? node : jam_in(&in, node);
}
