/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panel.c - loops by panels of rows or columns, which several statements share.

   Assumes a piece whose loop runs by steps: what is in a panel is planned as any
   other set of statements, confined to it, so that a call for a panel and the
   loops over what it made run while that is in cache.  Where it is not known
   that panels pay, they are one branch of a choice, and their parts apart the
   other.  Leaves true that nothing in a panel is asked again in each that is
   the same in all. */
#include "plan.h"

/* Confine the iterators that "piece" runs to the panel that plan variables
   at.var and at.var + 1 delimit, or free them when not "confine". */
void ta_set_panel(struct ta_planner *pl, const struct ta_piece *piece,
		  struct ta_place at, bool confine)
{
	int i;

	for (i = 0; i < piece->set.n; i++) {
		int s = piece->set.s[i], d = piece->it[i];

		pl->lo[s][d] = confine ? ta_idx_var(pl->a, at.var) : NULL;
		pl->hi[s][d] = confine ? ta_idx_var(pl->a, at.var + 1) : NULL;
	}
}

/* Return the plan of what is in a panel of "piece", whose loop is at "at". */
static ta_node *plan_panel(struct ta_planner *pl, const struct ta_piece *piece,
			   struct ta_place at)
{
	struct ta_place inside = { at.level, at.var + 2, true };
	ta_loc loc = ta_loop_loc(pl->p, pl->p->stmt[piece->set.s[0]],
				 piece->it[0]);
	ta_node *test;
	int i;

	if (!piece->full)
		return ta_plan_set(pl, &piece->set, inside);
	for (i = 0; i < piece->set.n; i++)
		pl->hi[piece->set.s[i]][piece->it[i]] =
			ta_idx_addk(pl->a, ta_idx_var(pl->a, at.var),
				    piece->step);
	test = ta_full_test(pl->a, at.var, piece->step, loc);
	ta_node_add(pl->a, test, ta_plan_set(pl, &piece->set, inside));
	ta_set_panel(pl, piece, at, true);
	ta_node_add(pl->a, test, ta_plan_set(pl, &piece->set, inside));
	return test;
}

/* Return whether a statement in "node" reads memory from the base of "array" on. */
static bool reads_base(const ta_program *p, const ta_node *node, int array)
{
	int i;

	if (node->kind == TA_NODE_STMT)
		for (i = 0; i < p->narrays; i++)
			if (!p->array[i].is_virtual && !p->array[i].is_scratch
			    && p->array[i].base == p->array[array].base
			    && ta_expr_touches(p->stmt[node->stmt]->rhs, i))
				return true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && reads_base(p, node->child[i], array))
			return true;
	return false;
}

/* Return whether what "node", in the loop "panels", does may be done twice: it writes
   scalars and copies of the panel, and memory that nothing in the loop reads. */
static bool may_run_twice(const ta_program *p, const ta_node *panels,
			  const ta_node *node)
{
	int i, to = node->kind == TA_NODE_STMT ? p->stmt[node->stmt]->write->array
					       : -1;

	if (node->kind == TA_NODE_CALL || node->kind == TA_NODE_EXIT)
		return false;
	if (to >= 0 && !ta_lives_in(panels, to)
	    && (p->array[to].is_virtual || p->array[to].is_scratch
		|| reads_base(p, panels, to)))
		return false;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i]
		    && !may_run_twice(p, panels, node->child[i]))
			return false;
	return true;
}

/* Return whether the last one of the panels "node" may begin before the one in front of
   it ends: they begin with 0, are independent, and what is done twice is as if once. */
bool ta_may_overlap(const ta_program *p, const ta_node *node)
{
	int64_t k;

	return node->step > 1 && node->parallel && !node->split
	       && !node->nreductions && node->nlower == 1 && node->nupper == 1
	       && node->lower->den == 1 && node->upper->den == 1
	       && ta_idx_is_const(node->lower->num, &k) && !k
	       && may_run_twice(p, node, node->child[0]);
}

/* Let those panels in "node" overlap that are to, where they may, now that all statements
   of the plan of "p" are there. */
void ta_settle_overlaps(const ta_program *p, ta_node *node)
{
	int i;

	if (!node)
		return;
	node->overlaps = node->overlaps && ta_may_overlap(p, node);
	for (i = 0; i < node->nchildren; i++)
		ta_settle_overlaps(p, node->child[i]);
}

/* Return the plan of "piece" by panels. */
ta_node *ta_plan_panels(struct ta_planner *pl, const struct ta_piece *piece,
			struct ta_place at)
{
	ta_node *node = ta_loop_node(pl, piece, at), *body;

	node->nreductions = piece->nreductions;
	node->reduction = piece->reduction;
	ta_set_panel(pl, piece, at, true);
	if (piece->turned)
		ta_open_virtuals(pl, piece, at.level, node, true);
	body = plan_panel(pl, piece, at);
	if (piece->copies)
		ta_add_copies(piece->copies, node, body);
	else
		ta_node_add(pl->a, node, body);
	if (piece->turned)
		ta_open_virtuals(pl, piece, at.level, node, false);
	ta_set_panel(pl, piece, at, false);
	if (piece->again)
		ta_share_from(pl, node, ta_cost_parallel_again);
	else
		ta_finish_parallel(pl, node);
	node->overlaps = piece->full;
	return node;
}

/* Return whether the condition "g" of a plan is the same for all iterations. */
static bool is_fixed(const ta_guard *g)
{
	return (g->kind == TA_GUARD_GE0 || g->kind == TA_GUARD_WORK)
	       && !ta_plan_vars(g->idx);
}

/* Return whether all conditions of "node", a choice in a panel of a call, by a
   library or another function, are the same for all panels. */
static bool is_fixed_call(const ta_node *node)
{
	int i;

	if (node->kind != TA_NODE_IF || node->nchildren != 2
	    || !ta_the_call(node->child[0]))
		return false;
	for (i = 0; i < node->nconds; i++)
		if (!is_fixed(node->cond[i]))
			return false;
	return true;
}

/* Give "test", the choice of the panels of rows "loop" or their parts apart, what has to
   hold for calls in all panels and for threads to pay: the parts serve where it
   does not, and in the panels nothing is there twice. */
static void test_once(struct ta_planner *pl, ta_node *test, ta_node *loop)
{
	ta_node *body = loop->child[0], *call;
	ta_guard *g;
	int i, j;

	for (i = 0; body->kind == TA_NODE_SEQ && i < body->nchildren; i++) {
		call = body->child[i];
		if (!is_fixed_call(call))
			continue;
		for (j = 0; j < call->nconds; j++)
			TA_PUSH(pl->a, test->cond, test->nconds, call->cond[j]);
		body->child[i] = call->child[0];
	}
	if (!loop->parallel || !loop->work)
		return;
	g = ta_node_test(pl->a, test, TA_GUARD_WORK, "enough to do for threads");
	g->idx = loop->work;
	g->limit = loop->par_limit;
	loop->work = NULL;
}

/* Return the plan of "piece" by panels where there are enough of them, and
   of its parts apart otherwise. */
ta_node *ta_plan_panels_or(struct ta_planner *pl,
			   const struct ta_piece *piece, struct ta_place at)
{
	ta_node *loop = ta_plan_panels(pl, piece, at), *node;

	if (!piece->nenough && !piece->copies)
		return loop;
	node = ta_under_conds(pl, piece->nenough, piece->enough,
			      piece->strips   ? "strips of columns pay"
			      : piece->turned ? "panels of columns pay"
					      : "panels of rows pay",
			      loop);
	if (!piece->turned)
		test_once(pl, node, loop);
	if (piece->copies && node == loop) {
		node = ta_node_new(pl->a, TA_NODE_IF, loop->loc);
		ta_node_add(pl->a, node, loop);
	}
	if (piece->copies)
		ta_ask_for_copies(piece->copies, node);
	ta_node_add(pl->a, node, piece->copies
		    ? ta_plan_uncopied(piece->copies, piece, at)
		    : ta_plan_pieces(pl, piece->alt, piece->nalt, at));
	return node;
}

/* Return the last part of "node", a sequence of several, or NULL. */
static const ta_node *last_part(const ta_node *node)
{
	return node && node->kind == TA_NODE_SEQ && node->nchildren > 1 ?
		       node->child[node->nchildren - 1] : NULL;
}

/* Return whether "rows" is a loop over the panel that variable "var" begins. */
bool ta_is_over_panel(const ta_node *rows, int var)
{
	return rows->kind == TA_NODE_LOOP && !rows->parallel
	       && rows->nlower == 1 && rows->nupper == 1
	       && rows->lower->den == 1 && rows->upper->den == 1
	       && ta_idx_sole_var(rows->lower->num) == var
	       && ta_idx_sole_var(rows->upper->num) == var + 1;
}

/* Return whether the loops "x" and "y" are from the same first iteration to the
   same last. */
static bool same_range(const ta_node *x, const ta_node *y)
{
	return x->nlower == 1 && y->nlower == 1 && x->nupper == 1
	       && y->nupper == 1 && x->lower->den == 1 && y->lower->den == 1
	       && x->upper->den == 1 && y->upper->den == 1
	       && ta_idx_equal(x->lower->num, y->lower->num)
	       && ta_idx_equal(x->upper->num, y->upper->num);
}

/* Return the loop over all rows that ends the second branch of "node" in program
   "p", a choice of panels of rows, for several threads, or their parts apart, if
   it does for all what the last loop of the first branch does for a panel; or
   NULL. */
const ta_node *ta_rows_of_panels(const ta_program *p, const ta_node *node)
{
	const ta_node *panels, *part, *all;

	if (node->kind != TA_NODE_IF || node->nchildren != 2)
		return NULL;
	panels = node->child[0];
	all = last_part(node->child[1]);
	if (!all || all->kind != TA_NODE_LOOP || panels->kind != TA_NODE_LOOP
	    || panels->step <= 1 || !panels->parallel || panels->work
	    || panels->nlocals || panels->nreductions || all->nreductions
	    || !all->parallel || all->collapse > 1 || all->step != 1
	    || !same_range(panels, all))
		return NULL;
	part = last_part(panels->child[0]);
	return part && ta_is_over_panel(part, panels->var) && ta_runs_alike(all, part)
	       && ta_nodes_alike(p, all->child[0], part->child[0],
				 part->var - all->var) ? all : NULL;
}
