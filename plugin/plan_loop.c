/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan_loop.c - a piece of the plan as a loop: its node, what lives in it, and whether
   threads and vectors pay for it.

   Assumes a piece whose iterators and bounds are found (plan_piece.c).  Its body is
   planned by plan.c. */
#include "plan.h"

/* Return a node of "kind". */
ta_node *ta_node_new(ta_arena *a, enum ta_node_kind kind, ta_loc loc)
{
	ta_node *node = TA_NEW(a, ta_node);

	node->kind = kind;
	node->loc = loc;
	node->stmt = -1;
	node->step = 1;
	return node;
}

/* Add a condition of "kind" to the choice "node" and return it. */
ta_guard *ta_node_test(ta_arena *a, ta_node *node, enum ta_guard_kind kind,
		       const char *text)
{
	ta_guard *g = TA_NEW(a, ta_guard);

	g->kind = kind;
	g->text = text;
	TA_PUSH(a, node->cond, node->nconds, g);
	return g;
}

/* Return a loop called "name" as variable "var" from "lo" to below "hi". */
ta_node *ta_range_loop(ta_arena *a, ta_loc loc, const char *name, int var,
		       const ta_idx *lo, const ta_idx *hi)
{
	ta_node *node = ta_node_new(a, TA_NODE_LOOP, loc);
	ta_bound b = { .num = lo, .den = 1 };

	node->name = name;
	node->var = var;
	TA_PUSH(a, node->lower, node->nlower, b);
	b.num = hi;
	TA_PUSH(a, node->upper, node->nupper, b);
	return node;
}

/* Add "child" to the children of "node". */
void ta_node_add(ta_arena *a, ta_node *node, ta_node *child)
{
	TA_PUSH(a, node->child, node->nchildren, child);
}

/* Return the node of one instance of statement "s". */
ta_node *ta_stmt_node(struct ta_planner *pl, int s)
{
	const ta_stmt *st = pl->p->stmt[s];
	ta_node *node = ta_node_new(pl->a, TA_NODE_STMT, st->loc);
	int d;

	node->stmt = s;
	node->iter = TA_NEWV(pl->a, const ta_idx *, st->depth);
	for (d = 0; d < st->depth; d++)
		node->iter[d] = pl->iter[s][d];
	return node;
}

/* Return the location of the loop that iterator "d" of "s" is in the
   source. */
ta_loc ta_loop_loc(const ta_program *p, const ta_stmt *s, int d)
{
	if (s->loop[d] >= 0)
		return p->loop[s->loop[d]].loc;
	return s->loc;
}

/* Note in "node", a loop that has made "level" loops, the virtual arrays of
   its statements that live in its body. */
static void add_locals(struct ta_planner *pl, const struct ta_piece *piece,
		       ta_node *node, int level)
{
	const ta_program *p = pl->p;
	int i, v;

	for (v = 0; v < p->narrays; v++) {
		if (!p->array[v].is_virtual || p->array[v].ndims != level
		    || p->array[v].live_out || pl->open[v])
			continue;
		for (i = 0; i < piece->set.n; i++)
			if (ta_stmt_touches(p->stmt[piece->set.s[i]], v))
				break;
		if (i < piece->set.n)
			TA_PUSH(pl->a, node->local, node->nlocals, v);
	}
}

/* Return whether "node" holds a loop of several iterations, or a call. */
static bool has_inner(const ta_node *node)
{
	int i;

	if ((node->kind == TA_NODE_LOOP && !node->only && !node->full)
	    || node->kind == TA_NODE_CALL)
		return true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && has_inner(node->child[i]))
			return true;
	return false;
}

/* Return whether the loop of "piece" adds up in place: an element of a triangle, as
   a rule, whose rows are short, and whose loop runs many times. */
static bool adds_in_place(const struct ta_planner *pl,
			  const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->nreductions; i++)
		if (pl->p->stmt[piece->reduction[i].stmt]->in_place
		    != TA_OP_NONE)
			return true;
	return false;
}

/* Return whether vectors pay for the loop of "piece": its statements can be
   done by vectors, and strides suit most of what they touch; all of it where a
   register would do. */
bool ta_vectors_pay(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i, score = 0;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *st = pl->p->stmt[piece->set.s[i]];

		if ((!pl->opt->cx_vectors && ta_stmt_branches(pl->p, st))
		    || ta_expr_has_op(st->rhs, TA_OP_CODE)
		    || ta_divides_alone(pl->p, st->rhs)
		    || !ta_gathers_pay(st, piece->it[i]))
			return false;
		score += ta_vector_score(pl, st, piece->it[i]);
	}
	return score >= adds_in_place(pl, piece);
}

/* Return whether the loop of "piece" has few iterations, in some iterations of those
   around it fewer than in others: what a vector of all would gain, finding out how much
   of it there is takes.  (Cholesky's method, 6 by 6 doubles: 1.3 times as long so.) */
static bool is_short_triangle(struct ta_planner *pl, const struct ta_piece *piece)
{
	enum { FEW = 8 };
	int s = piece->set.s[0], d = piece->it[0];
	const ta_stmt *st = pl->p->stmt[s];
	const ta_idx *x = ta_idx_var(pl->a, d), *lo, *hi;
	int64_t n;

	if (pl->opt->eager || !ta_range(pl->p, st, 0, x, &lo, &hi)
	    || !ta_idx_is_const(ta_idx_sub(pl->a, hi, lo), &n) || n >= FEW)
		return false;
	return ta_range(pl->p, st, d, x, &lo, &hi)
	       && !ta_idx_is_const(ta_idx_sub(pl->a, hi, lo), &n);
}

/* Decide whether the loop "node" of "piece" may be run by several threads;
   sets the work it takes for that. */
static void set_parallel(struct ta_planner *pl, const struct ta_piece *piece,
			 struct ta_place at, ta_node *node)
{
	int64_t k;

	if (!piece->legal || at.inside || pl->p->serial || pl->opt->identity
	    || pl->window
	    || ta_runs_once(pl->p, node) || adds_in_place(pl, piece))
		return;
	node->work = ta_work(pl, &piece->set);
	node->par_limit = ta_enough(pl->opt, ta_cost_parallel(false));
	node->parallel = !node->work || !ta_idx_is_const(node->work, &k)
			 || (double)k >= node->par_limit;
}

/* Return whether "node" (NULL: nothing) makes calls or uses vectors. */
bool ta_plan_has_vectors(const ta_node *node)
{
	int i;

	if (!node || node->simd || node->kind == TA_NODE_CALL)
		return node;
	for (i = 0; i < node->nchildren; i++)
		if (ta_plan_has_vectors(node->child[i]))
			return true;
	return false;
}

/* Let several threads run the loop "node", if they may, from so much work on as
   "least" says. */
void ta_share_from(struct ta_planner *pl, ta_node *node, double least)
{
	int64_t k;

	if (!node->parallel) {
		node->work = NULL;
		return;
	}
	node->par_limit = ta_enough(pl->opt, least);
	if (!node->work)
		return;
	if (!ta_idx_is_const(node->work, &k)) {
		node->work = ta_work_test(pl->a, node->work,
					  &node->par_limit);
		return;
	}
	node->work = NULL;
	node->parallel = (double)k >= node->par_limit;
}

/* Return whether a loop around the program has another "work" for it each time, as a
   sparse row has. */
bool ta_sized_anew(const ta_program *p, const ta_idx *work)
{
	int i;

	for (i = 0; work && i < p->nparams; i++)
		if (p->param[i].moves && ta_idx_uses(work, TA_PARAM0 + i))
			return true;
	return false;
}

/* Set from how much work on the loop "node", whose body is planned, several
   threads pay.  For one whose length changes each time threads are no reason to make
   it anew: it may be short every time. */
void ta_finish_parallel(struct ta_planner *pl, ta_node *node)
{
	bool vectors = ta_plan_has_vectors(node);

	if (!vectors && !pl->opt->eager && ta_sized_anew(pl->p, node->work))
		node->parallel = false;
	ta_share_from(pl, node, ta_cost_parallel(vectors));
}

/* The accesses of a statement seen from its iterator "d": whether some go down
   with it, and none up. */
struct course {
	ta_arena *a;
	int d;
	bool down, up;
};

/* Note in "data" which way "acc" goes. */
static bool note_course(void *data, ta_access *acc)
{
	struct course *c = data;
	const ta_idx *step;

	if (!acc->offset || !ta_idx_uses(acc->offset, c->d))
		return true;
	step = ta_idx_coef(c->a, acc->offset, c->d);
	if (step && ta_idx_negative(step))
		c->down = true;
	else
		c->up = true;
	return true;
}

/* Return whether the loop of "piece", between bounds that no other loop changes
   and whose iterations may be in any order, goes down through all the memory it
   touches. */
static bool runs_down(struct ta_planner *pl, const struct ta_piece *piece)
{
	struct course c = { .a = pl->a };
	int i;

	if (!piece->legal || pl->opt->identity || piece->nlower != 1
	    || piece->nupper != 1 || piece->lower->den != 1
	    || piece->upper->den != 1 || ta_plan_vars(piece->lower->num)
	    || ta_plan_vars(piece->upper->num))
		return false;
	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		c.d = piece->it[i];
		note_course(&c, s->write);
		ta_expr_reads(s->rhs, note_course, &c);
	}
	return c.down && !c.up;
}

/* Place the iterators that "piece" runs, as plan variable at.var: from the last
   to the first where that is upwards in memory, as vectors are not to be turned
   round. */
static void place(struct ta_planner *pl, const struct ta_piece *piece,
		  struct ta_place at)
{
	const ta_idx *x = ta_idx_var(pl->a, at.var);
	int i;

	if (runs_down(pl, piece))
		x = ta_idx_addk(pl->a,
				ta_idx_sub(pl->a,
					   ta_idx_add(pl->a,
						      piece->lower->num,
						      piece->upper->num),
					   x),
				-1);
	for (i = 0; i < piece->set.n; i++) {
		int s = piece->set.s[i];

		ta_mark_bounds(pl, piece, s, piece->it[i]);
		pl->iter[s][piece->it[i]] = x;
		pl->at[s][at.level] = piece->it[i];
	}
}

/* Undo "place". */
static void unplace(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		pl->iter[piece->set.s[i]][piece->it[i]] = NULL;
}

/* Return the loop node of "piece" without its body. */
ta_node *ta_loop_node(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at)
{
	const ta_stmt *st = pl->p->stmt[piece->set.s[0]];
	ta_node *node = ta_node_new(pl->a, TA_NODE_LOOP,
				    ta_loop_loc(pl->p, st, piece->it[0]));

	node->name = st->iter[piece->it[0]];
	node->var = at.var;
	node->step = piece->step;
	node->nlower = piece->nlower;
	node->lower = piece->lower;
	node->nupper = piece->nupper;
	node->upper = piece->upper;
	node->only = st->scatter == piece->it[0] + 1;
	if (!node->only)
		set_parallel(pl, piece, at, node);
	return node;
}

/* Return the plan of the loop "piece". */
ta_node *ta_plan_loop(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at)
{
	ta_node *node = ta_loop_node(pl, piece, at), *body;
	bool in_order = pl->in_order;

	node->full = pl->window;
	if (!pl->opt->identity && !node->full) {
		node->nreductions = piece->nreductions;
		node->reduction = piece->reduction;
	}
	place(pl, piece, at);
	at.level++;
	at.var++;
	at.inside |= node->parallel;
	if (piece->window)
		pl->window = pl->in_order = true;
	body = ta_plan_set(pl, &piece->set, at);
	if (piece->window) {
		pl->window = false;
		pl->in_order = in_order;
	}
	ta_node_add(pl->a, node, body);
	add_locals(pl, piece, node, at.level);
	unplace(pl, piece);
	if (node->only || node->full)
		return node;
	node->simd = piece->legal && !has_inner(body) && !pl->opt->identity
		     && !ta_runs_once(pl->p, node)
		     && !is_short_triangle(pl, piece) && ta_vectors_pay(pl, piece);
	if (node->simd && !adds_in_place(pl, piece))
		node->streams = ta_cost_streams(pl->p, piece, &node->least);
	ta_finish_parallel(pl, node);
	return node;
}
