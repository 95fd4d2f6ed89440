/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unswitch.c - a loop that does nothing where a condition does not hold does not run
   there.

   Assumes a plan.  What the source skips as a whole,

	for i:	if (on[i])
			for k:	s[i] += a[i][k]

   is, in the program, a statement that adds nothing where on[i] is 0, so that loops
   around it may be threads, and the order may change.  Where a loop leaves such a
   condition of all its statements as it is, the loop asks it once, before it runs, and
   is without it then:

	loop k asks (S):	s += a[i][k]	for	s += select (on[i], a[i][k], -0)

   What is asked is read before the loop: from memory only if an iteration of the loop, and
   of the loops in it around the statement, reads it, too (plugin/gcc/emit-unswitch.cc sees
   that there is one).  Statements of what a routine does are not taken so: where one runs
   only under a condition its loops are a program of their own.  Leaves the statements of
   the plan as they are, and marks loops. */
#include "plan.h"

/* Return whether "e" is a product of two things that are read. */
static bool is_product(const ta_expr *e)
{
	return e->op == TA_OP_MUL && e->arg[0]->op == TA_OP_READ
	       && e->arg[1]->op == TA_OP_READ
	       && !ta_access_equal(e->arg[0]->u.access, e->arg[1]->u.access);
}

/* Return what "s" writes where the conditions hold under which it does. */
static const ta_expr *written_value(const ta_stmt *s)
{
	const ta_expr *e = s->rhs;

	while (e->op == TA_OP_SELECT)
		e = e->arg[1]->op == TA_OP_KEEP || ta_is_old(s, e->arg[1])
			    ? e->arg[2] : e->arg[1];
	return e;
}

/* Return the loop in which the elements of "acc", in memory, are side by side, or -1. */
static int row_of(ta_arena *a, const ta_stmt *s, const ta_access *acc)
{
	int d;

	for (d = 0; acc->offset && d < s->depth; d++)
		if (ta_factor(a, acc->offset, d) == 1)
			return d;
	return -1;
}

/* Return whether "s", under conditions, is of what a routine does: adds products to what
   it writes, or copies rows of what it reads to columns. */
bool ta_is_of_routine(ta_arena *a, const ta_stmt *s)
{
	const ta_expr *e = written_value(s);
	int from, to = row_of(a, s, s->write);

	if (e->op == TA_OP_ADD || e->op == TA_OP_SUB)
		return (ta_is_old(s, e->arg[0]) && is_product(e->arg[1]))
		       || (ta_is_old(s, e->arg[1]) && is_product(e->arg[0]));
	if (e->op != TA_OP_READ || to < 0)
		return false;
	from = row_of(a, s, e->u.access);
	return from >= 0 && from != to;
}

/* Return whether "e" says that statement "s" does nothing: keeps what it writes, or
   changes it by what changes nothing. */
static bool is_nothing(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	if (s->reduce != TA_OP_NONE && s->rest)
		return ta_expr_equal(e, ta_neutral(p->arena, s->reduce,
						   e->type));
	return e->op == TA_OP_KEEP || ta_is_old(s, e);
}

/* Return whether "e" reads memory. */
static bool reads_memory(const ta_program *p, const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_READ)
		return !p->array[e->u.access->array].is_virtual;
	for (i = 0; i < e->nargs; i++)
		if (reads_memory(p, e->arg[i]))
			return true;
	return false;
}

/* Return whether "loop" leaves the bounds of "in", a loop in it, as they are. */
static bool leaves_bounds(const ta_node *loop, const ta_node *in)
{
	int i;

	for (i = 0; i < in->nlower; i++)
		if (ta_uses_from(in->lower[i].num, loop->var))
			return false;
	for (i = 0; i < in->nupper; i++)
		if (ta_uses_from(in->upper[i].num, loop->var))
			return false;
	return in->step == 1;
}

/* Append to the "n" loops "around" those of "node", in "loop", around the instance "at";
   return how many there are then, or -1 if it is not there, or not known to run wherever
   they do. */
static int find_way(const ta_node *loop, const ta_node *node,
		    const ta_node *at, int n, const ta_node **around)
{
	int i, found;

	if (node == at)
		return n;
	if (node->kind == TA_NODE_LOOP) {
		if (n == TA_MAX_DEPTH || !leaves_bounds(loop, node))
			return -1;
		around[n] = node;
		return find_way(loop, node->child[0], at, n + 1, around);
	}
	for (i = 0; node->kind == TA_NODE_SEQ && i < node->nchildren; i++) {
		found = find_way(loop, node->child[i], at, n, around);
		if (found >= 0)
			return found;
	}
	return -1;
}

/* Set "around" to the loops, of which there is room for TA_MAX_DEPTH, in "loop" around the
   instance "at": it runs in "loop" if each of them has an iteration, which their bounds
   tell before.  Return how many there are, -1 if that is not so. */
int ta_loops_to(const ta_node *loop, const ta_node *at, const ta_node **around)
{
	return find_way(loop, loop->child[0], at, 0, around);
}

/* Set "cond" to the conditions without which the instance "at" of a statement in "loop"
   does nothing, and which the loop leaves as they are, the outermost first; return how
   many there are. */
static int conds_of(const ta_program *p, const ta_node *loop, const ta_node *at,
		    struct ta_asked *cond)
{
	const ta_stmt *s = p->stmt[at->stmt];
	const ta_expr *e = s->reduce != TA_OP_NONE && s->rest ? s->rest : s->rhs;
	const ta_node *around[TA_MAX_DEPTH];
	bool runs = ta_loops_to(loop, at, around) >= 0;
	int n = 0;

	for (; e->op == TA_OP_SELECT && n < TA_MAX_ASKED; n++) {
		bool holds = is_nothing(p, s, e->arg[2]);

		if ((!holds && !is_nothing(p, s, e->arg[1]))
		    || !ta_loop_leaves(p, loop, at, e->arg[0], true)
		    || (!runs && reads_memory(p, e->arg[0])))
			break;
		cond[n].of = e->arg[0];
		cond[n].cond = ta_expr_subst(p->arena, e->arg[0], s->depth,
					     at->iter);
		cond[n].value = holds;
		e = e->arg[holds ? 1 : 2];
	}
	return n;
}

/* Return whether "e", of statement "s", varies with an iterator that is not placed. */
static bool varies(const struct ta_planner *pl, int s, const ta_expr *e)
{
	int d;

	for (d = 0; d < pl->p->stmt[s]->depth; d++)
		if (!pl->iter[s][d] && ta_expr_varies(e, d))
			return true;
	return false;
}

/* Set "c" to the first condition without which statement "s" does nothing, if loops over
   the iterators of it that are not placed could ask that; return whether there is one. */
static bool first_asked(struct ta_planner *pl, int s, struct ta_asked *c)
{
	const ta_stmt *st = pl->p->stmt[s];
	const ta_expr *e = st->reduce != TA_OP_NONE && st->rest ? st->rest
								: st->rhs;

	if (e->op != TA_OP_SELECT || varies(pl, s, e->arg[0]))
		return false;
	c->value = is_nothing(pl->p, st, e->arg[2]);
	if (!c->value && !is_nothing(pl->p, st, e->arg[1]))
		return false;
	c->of = e->arg[0];
	c->cond = ta_expr_subst(pl->a, e->arg[0], st->depth, pl->iter[s]);
	return true;
}

/* Return whether loops over what is not placed of the statements "x" and "y" could ask the
   same first, or nothing, so that one loop of both would. */
bool ta_ask_alike(struct ta_planner *pl, const struct ta_set *x,
		  const struct ta_set *y)
{
	struct ta_asked first, other;
	bool asks = first_asked(pl, x->s[0], &first);
	int i;

	for (i = 1; i < x->n + y->n; i++) {
		int s = i < x->n ? x->s[i] : y->s[i - x->n];

		if (first_asked(pl, s, &other) != asks
		    || (asks && (first.value != other.value
				 || !ta_expr_equal(first.cond, other.cond))))
			return false;
	}
	return true;
}

/* Return how many of the first "n" of "x" and "y" are the same. */
static int in_common(int n, const struct ta_asked *x, const struct ta_asked *y)
{
	int i;

	for (i = 0; i < n; i++)
		if (x[i].value != y[i].value
		    || !ta_expr_equal(x[i].cond, y[i].cond))
			break;
	return i;
}

/* Return whether "array" lives in "node". */
bool ta_lives_in(const ta_node *node, int array)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		if (node->local[i] == array)
			return true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && ta_lives_in(node->child[i], array))
			return true;
	return false;
}

/* The conditions that all statements of "loop" met so far have: "n" of them, as the
   instance "by" of one says them, which the fewest loops are around; "n" is -1 as long as
   there was none. */
struct asking {
	const ta_program *p;
	const ta_node *loop, *by;
	int n;
	struct ta_asked *cond;
};

/* Let "q" be what the instance "at" and those before it have in common; return whether
   that is something. */
static bool add_asking(struct asking *q, const ta_node *at)
{
	const ta_node *around[TA_MAX_DEPTH];
	struct ta_asked own[TA_MAX_ASKED];
	int i, k = conds_of(q->p, q->loop, at, own);

	q->n = q->n < 0 ? k : in_common(k < q->n ? k : q->n, q->cond, own);
	if (!q->by || ta_loops_to(q->loop, at, around)
			      < ta_loops_to(q->loop, q->by, around)) {
		q->by = at;
		for (i = 0; i < q->n; i++)
			q->cond[i] = own[i];
	}
	return q->n > 0;
}

/* Return whether all that "node" does is nothing without the conditions of "q", which are
   fewer then if need be. */
static bool share_conds(struct asking *q, const ta_node *node)
{
	int i;

	switch (node->kind) {
	case TA_NODE_STMT:
		return ta_lives_in(q->loop, q->p->stmt[node->stmt]->write->array)
		       || add_asking(q, node);
	case TA_NODE_CALL:
	case TA_NODE_EXIT:
		return false;
	default:
		for (i = 0; i < node->nchildren; i++)
			if (node->child[i] && !share_conds(q, node->child[i]))
				return false;
		return true;
	}
}

/* Return whether all statements in "node" that do something outside of "loop" are in the
   loop "in": where that has no iteration, none runs. */
static bool all_inside(const ta_program *p, const ta_node *loop, const ta_node *node,
		       const ta_node *in)
{
	int i;

	if (node == in)
		return true;
	if (node->kind == TA_NODE_STMT)
		return ta_lives_in(loop, p->stmt[node->stmt]->write->array);
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && !all_inside(p, loop, node->child[i], in))
			return false;
	return true;
}

/* Set "cond" to the conditions that the loop "node" of the plan of "p" may ask before it
   runs, and "*by" to a statement that has them; return how many there are. */
int ta_loop_asks(const ta_program *p, const ta_node *node,
		 struct ta_asked *cond, int *by)
{
	const ta_node *around[TA_MAX_DEPTH];
	struct asking q = { p, node, NULL, -1, cond };
	int n;

	if (!share_conds(&q, node->child[0]) || q.n <= 0)
		return 0;
	n = ta_loops_to(node, q.by, around);
	if (n > 0 && !all_inside(p, node, node->child[0], around[n - 1]))
		return 0;
	*by = q.by->stmt;
	return q.n;
}

/* Return whether a loop in "node" asks first whether it does anything. */
bool ta_plan_asks_first(const ta_node *node)
{
	int i;

	if (!node)
		return false;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_asks_first(node->child[i]))
			return true;
	return node->asks;
}

/* Return whether the loop "node" is emitted as it is. */
static bool is_plain(const ta_node *node)
{
	return !node->holds && !node->columns && !node->split && !node->only
	       && !node->transposes && !node->wave && !node->scheduled
	       && node->abreast < 2 && node->step == 1;
}

/* Let the loops of "node", in loops that ask "n" conditions and run one iteration after
   the other, ask theirs. */
static void unswitch(ta_program *p, ta_node *node, int n)
{
	struct ta_asked cond[TA_MAX_ASKED];
	int i, k, by;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP) {
		k = is_plain(node) ? ta_loop_asks(p, node, cond, &by) : 0;
		if (k > n) {
			node->asks = true;
			node->asked = by;
			n = k;
		}
		if (node->simd || node->wave || node->abreast > 1)
			return;
		for (i = node->collapse; i > 1; i--)
			node = node->child[0];
	}
	for (i = 0; i < node->nchildren; i++)
		unswitch(p, node->child[i], n);
}

/* Mark in the plan of "pl" the loops that ask first whether they do anything. */
void ta_unswitch(struct ta_planner *pl)
{
	if (pl->p->plan && !pl->opt->identity)
		unswitch(pl->p, pl->p->plan, 0);
}
