/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns.c - threads that would meet in every row share the columns once.

   Assumes a plan.  In

	for i:  for j (parallel): sum[j] = sum[j] + A[i][j]

   threads share the columns, and wait for each other in every row, though none
   has to: what is done to a column has to do with no other one.  Where there are
   few columns in many rows, which is too little for threads in each row, there is
   no other way to have several.  Each thread then does all rows, in their order,
   of the columns that are its:

	for part (parallel):  for i:  for j of the part: sum[j] = ...

   Only dependences are asked, and bounds; a planned statement does what those of
   the source do that it covers (jam.c).  Leaves the loops as they are, and marks the
   one over rows. */
#include "plan.h"

/* Return the loop over columns that all statements in "node" are in, between the
   bounds of "columns" where that is not NULL, or NULL: there are other bounds, or
   such that other loops change, or something that threads do not share. */
static const ta_node *find_columns(const ta_node *node, const ta_node *columns)
{
	int i;

	if (node->kind == TA_NODE_CALL || node->kind == TA_NODE_STMT)
		return NULL;
	if (node->kind != TA_NODE_LOOP || !node->parallel) {
		if (node->nlocals || node->nreductions || node->transposes)
			return NULL;
		for (i = 0; i < node->nchildren; i++) {
			if (node->child[i])
				columns = find_columns(node->child[i],
						       columns);
			if (!columns)
				return NULL;
		}
		return columns;
	}
	if (node->nreductions || node->step != 1 || node->nlower != 1
	    || node->nupper != 1 || node->lower->den != 1
	    || node->upper->den != 1 || ta_idx_uses_iters(node->lower->num)
	    || ta_idx_uses_iters(node->upper->num)
	    || (columns
		&& (!ta_idx_equal(node->lower->num, columns->lower->num)
		    || !ta_idx_equal(node->upper->num, columns->upper->num))))
		return NULL;
	return columns ? columns : node;
}

/* Return a loop over columns that threads may share once in all of the loop over
   rows "node", as far as bounds go, or NULL: others in it are between the same
   bounds. */
const ta_node *ta_columns(const ta_node *node)
{
	return node->kind == TA_NODE_LOOP && !node->parallel && !node->scheduled
			       && !node->split && node->child[0]
		       ? find_columns(node, NULL) : NULL;
}

/* A statement in a loop over columns, of which iterator "column" is the column. */
struct in_column {
	int stmt, column;
};

/* The statements of the source in a loop over rows. */
struct in_columns {
	ta_arena *a;
	int n;
	struct in_column *s;
	bool failed;
};

/* Add to "in" statement "stmt", whose iterators are those of the instance "node" in
   a loop over columns of variable "column". */
static void add(const ta_program *p, struct in_columns *in, int stmt,
		const ta_node *node, int column)
{
	struct in_column s = { stmt, ta_iter_of_var(p, node, column) };

	in->failed |= s.column < 0
		      || p->stmt[stmt]->depth != p->stmt[node->stmt]->depth
		      || !ta_access_equal(p->stmt[stmt]->write,
					  p->stmt[node->stmt]->write);
	TA_PUSH(in->a, in->s, in->n, s);
}

/* Add to "in" the statements of the source in "node"; "column": the variable of the
   loop over columns around, -1: it is to come. */
static void collect(const ta_program *p, struct in_columns *in,
		    const ta_node *node, int column)
{
	int i;

	if (node->kind == TA_NODE_STMT) {
		bool planned = p->stmt[node->stmt]->planned;

		if (!planned)
			add(p, in, node->stmt, node, column);
		for (i = 0; i < node->ncovers; i++)
			add(p, in, node->cover[i], node, column);
		in->failed |= planned && !node->ncovers;
		return;
	}
	if (node->kind == TA_NODE_LOOP && node->parallel && column < 0)
		column = node->var;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i])
			collect(p, in, node->child[i], column);
}

/* Return the first dependence of "p" between different columns of the loop over
   rows "node", or NULL; "in" is what is in it. */
static const ta_dep *tie(const ta_program *p, const struct in_columns *in)
{
	int i, x, y;

	for (i = 0; i < p->ndeps; i++)
		for (x = 0; x < in->n; x++)
			for (y = 0; y < in->n; y++) {
				const ta_dep *d = &p->dep[i];
				int m = p->stmt[d->dst]->depth;

				if (d->src == in->s[x].stmt
				    && d->dst == in->s[y].stmt
				    && (!d->dir
					|| d->dir[in->s[x].column * m
						  + in->s[y].column]
						   != TA_DIR_EQ))
					return d;
			}
	return NULL;
}

/* Return whether what the loop over rows "node" of "p", which has columns, does to
   one of them has nothing to do with another one. */
bool ta_columns_apart(const ta_program *p, const ta_node *node)
{
	struct in_columns in = { .a = p->arena };

	collect(p, &in, node, -1);
	return !in.failed && !tie(p, &in);
}

/* Add to "set" the statements of the source in "node". */
static void add_stmts(struct ta_planner *pl, const ta_node *node,
		      struct ta_set *set)
{
	int i;

	if (node->kind == TA_NODE_STMT && !pl->p->stmt[node->stmt]->planned)
		TA_PUSH(pl->a, set->s, set->n, node->stmt);
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i])
			add_stmts(pl, node->child[i], set);
}

/* Mark the loops over rows in "node", around which there is no loop. */
static void look(struct ta_planner *pl, ta_node *node)
{
	struct ta_set set = { 0 };
	int i;

	if (node->kind != TA_NODE_LOOP) {
		for (i = 0; i < node->nchildren; i++)
			if (node->child[i])
				look(pl, node->child[i]);
		return;
	}
	if (!ta_columns(node) || !ta_columns_apart(pl->p, node))
		return;
	add_stmts(pl, node, &set);
	node->work = ta_work(pl, &set);
	node->parallel = true;
	ta_finish_parallel(pl, node);
	node->columns = node->parallel;
	node->parallel = false;
}

/* Mark the loops over rows of the plan of "pl" whose columns threads share. */
void ta_share_columns(struct ta_planner *pl)
{
	if (pl->p->plan && !pl->opt->identity && !pl->p->serial)
		look(pl, pl->p->plan);
}
