/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_loops.c - the loops over skewed tiles, and inside of one.

   Assumes the order of the loops of a tile (schedule_order.c).  Variable 0 of the
   plan is the diagonal, 1 goes along it, others follow over tiles; as many again
   run inside of a tile.  Each loop runs between the bounds that poly_scan.c
   projects for it, the innermost for each statement apart but where they depend
   on each other in turn. */
#include "schedule.h"

/* --------------------------------------------------------------- bounds -- */

/* Set the tiles of the band: variable 0 is the diagonal through the first two or
   three of them, 1 goes along it, and the others follow. */
static void set_tiles(struct ta_skew *sk)
{
	ta_arena *a = sk->a;
	const ta_idx *rest = ta_idx_sub(a, ta_idx_var(a, 0), ta_idx_var(a, 1));
	int k, n = sk->band.n;

	for (k = 0; k < n; k++)
		sk->size[k] = ta_cost_skew(n, k, k == sk->order[n - 1], sk->once,
					   sk->diagonal, sk->pl->opt->eager);
	sk->tile[1] = ta_idx_var(a, 1);
	if (n == 2) {
		sk->tile[0] = rest;
		return;
	}
	sk->tile[0] = ta_idx_var(a, 2);
	sk->tile[2] = ta_idx_sub(a, rest, sk->tile[0]);
	for (k = 3; k < n; k++)
		sk->tile[k] = ta_idx_var(a, k);
}

/* Add "x" >= 0 to "list". */
static void add_cond(const struct ta_skew *sk, struct ta_conds *list,
		     const ta_idx *x)
{
	TA_PUSH(sk->a, list->x, list->n, x);
}

/* Return the points of statement "i" of the set over the plan's variables, and
   put its iterators over these into sk->iter. */
static struct ta_conds polyhedron(struct ta_skew *sk, int i)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];
	struct ta_conds list = {0, NULL};
	int c, d, k, n = sk->band.n;
	const ta_idx *x;

	for (d = 0; d < s->depth; d++)
		sk->iter[i][d] = ta_idx_subst(sk->a, sk->iter[i][d], n, sk->at);
	for (c = 0; c < s->ncons; c++)
		add_cond(
			sk, &list,
			ta_idx_subst(sk->a, s->cons[c], s->depth, sk->iter[i]));
	for (c = 0; c < sk->zero[i].n; c++) {
		x = ta_idx_subst(sk->a, sk->zero[i].x[c], n, sk->at);
		add_cond(sk, &list, x);
		add_cond(sk, &list, ta_idx_scale(sk->a, x, -1));
	}
	for (k = 0; k < n; k++) {
		x = ta_idx_sub(sk->a, sk->at[k],
			       ta_idx_scale(sk->a, sk->tile[k], sk->size[k]));
		add_cond(sk, &list, x);
		add_cond(sk, &list,
			 ta_idx_addk(sk->a, ta_idx_scale(sk->a, x, -1),
				     sk->size[k] - 1));
	}
	return list;
}

/* Make sk->scan; return whether it could be. */
bool ta_skew_scan(struct ta_skew *sk)
{
	struct ta_conds *of = TA_NEWV(sk->a, struct ta_conds, sk->set.n);
	int i, j;

	set_tiles(sk);
	for (i = 0; i < sk->set.n; i++) {
		of[i] = polyhedron(sk, i);
		for (j = 0; j < of[i].n; j++)
			if (!of[i].x[j])
				return false;
	}
	sk->scan = ta_scan_open(sk->pl->p, sk->a, 2 * sk->band.n, sk->set.n, of,
				sk->pl->opt->max_operations);
	return sk->scan != NULL;
}

/* ---------------------------------------------------------------- loops -- */

/* Give "node", a loop over variable "v", the bound that "x" >= 0 is, if it uses
   that variable; return whether it does. */
static bool add_bound(const struct ta_skew *sk, ta_node *node, int v,
		      const ta_idx *x)
{
	const ta_idx *rest = ta_idx_without(sk->a, x, v);
	int64_t k;

	if (!ta_idx_uses(x, v) ||
	    !ta_idx_is_const(ta_idx_coef(sk->a, x, v), &k))
		return false;
	ta_node_bound(sk->a, node, rest, k);
	return true;
}

/* Return a loop over variable "v" between the bounds in "list", what else that
   says put into "rest". */
static ta_node *new_loop(const struct ta_skew *sk, int v,
			 const struct ta_conds *list, struct ta_conds *rest)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[0]];
	ta_node *node =
		ta_node_new(sk->a, TA_NODE_LOOP, ta_loop_loc(sk->pl->p, s, 0));
	int i;

	node->name = v ? ta_sprintf(sk->a, v < sk->band.n ? "tile%d" : "at%d",
				    v % sk->band.n)
		       : "diagonal";
	node->var = v;
	for (i = 0; i < list->n; i++)
		if (!add_bound(sk, node, v, list->x[i]))
			add_cond(sk, rest, list->x[i]);
	return node->nlower && node->nupper ? node : NULL;
}

/* Return "node" where all of "list" is >= 0. */
static ta_node *under(const struct ta_skew *sk, const struct ta_conds *list,
		      ta_node *node)
{
	ta_node *test;
	int i;

	if (!list->n)
		return node;
	test = ta_node_new(sk->a, TA_NODE_IF, node->loc);
	for (i = 0; i < list->n; i++)
		ta_node_test(sk->a, test, TA_GUARD_GE0, "points of the source")
			->idx = list->x[i];
	ta_node_add(sk->a, test, node);
	return test;
}

/* Return the instance of statement "i" of the set. */
static ta_node *instance(const struct ta_skew *sk, int i)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];
	ta_node *node = ta_node_new(sk->a, TA_NODE_STMT, s->loc);
	int d;

	node->stmt = sk->set.s[i];
	node->iter = TA_NEWV(sk->a, const ta_idx *, s->depth);
	for (d = 0; d < s->depth; d++)
		node->iter[d] = sk->iter[i][d];
	return node;
}

/* Return what is known in the body of a loop over "list" where "known" is. */
static struct ta_conds both(const struct ta_skew *sk,
			    const struct ta_conds *known,
			    const struct ta_conds *list)
{
	struct ta_conds all = {0, NULL};
	int i;

	for (i = 0; i < known->n; i++)
		add_cond(sk, &all, known->x[i]);
	for (i = 0; i < list->n; i++)
		add_cond(sk, &all, list->x[i]);
	return all;
}

/* Return the innermost loop of the statements of "which", where "known" is >= 0,
   or NULL. */
static ta_node *inner_loop(struct ta_skew *sk, const struct ta_set *which,
			   const struct ta_conds *known)
{
	struct ta_conds list, rest = {0, NULL}, more, all;
	int i, v = 2 * sk->band.n - 1;
	ta_node *node, *body;

	if (!ta_scan_level(sk->scan, which, v, known, &list))
		return NULL;
	node = new_loop(sk, v, &list, &rest);
	if (!node)
		return NULL;
	if (which->n == 1) {
		ta_node_add(sk->a, node, instance(sk, which->s[0]));
		return under(sk, &rest, node);
	}
	all = both(sk, known, &list);
	body = ta_node_new(sk->a, TA_NODE_SEQ, node->loc);
	for (i = 0; i < which->n; i++) {
		struct ta_set one = {1, &which->s[i]};

		if (!ta_scan_level(sk->scan, &one, v, &all, &more))
			return NULL;
		ta_node_add(sk->a, body,
			    under(sk, &more, instance(sk, which->s[i])));
	}
	ta_node_add(sk->a, node, body);
	return node;
}

/* Return whether all that has to come before the statements "in", by "path", is
   in "out" or among them. */
static bool is_ready(const struct ta_skew *sk, const bool *path, const bool *in,
		     const bool *out)
{
	int i, j, n = sk->set.n;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (in[j] && !in[i] && !out[i] && path[i * n + j])
				return false;
	return true;
}

/* Return the innermost loops, one after the other, where "known" is >= 0: of
   each statement its own, but where they depend on each other in turn. */
static ta_node *inner_loops(struct ta_skew *sk, const struct ta_conds *known)
{
	int i, j, n = sk->set.n;
	bool *path = ta_skew_paths(sk), *in = TA_NEWV(sk->a, bool, n);
	bool *out = TA_NEWV(sk->a, bool, n);
	ta_node *seq = ta_node_new(sk->a, TA_NODE_SEQ,
				   sk->pl->p->stmt[sk->set.s[0]]->loc),
		*node;

	for (i = 0; i < n; i++) {
		struct ta_set which = {0, TA_NEWV(sk->a, int, n)};

		ta_skew_cycle(sk, path, i, in);
		if (out[i] || !is_ready(sk, path, in, out))
			continue;
		for (j = 0; j < n; j++)
			if (in[j]) {
				which.s[which.n++] = j;
				out[j] = true;
			}
		node = inner_loop(sk, &which, known);
		if (!node)
			return NULL;
		(node->kind == TA_NODE_IF ? node->child[0] : node)->simd =
			(sk->all_simd || sk->diagonal) && !ta_skew_tied(sk, in);
		ta_node_add(sk->a, seq, node);
		i = -1;
	}
	return seq->nchildren == 1 ? seq->child[0] : seq;
}

/* Return the loops from variable "v" on, where "known" is >= 0, or NULL. */
ta_node *ta_skew_loops(struct ta_skew *sk, int v, const struct ta_conds *known)
{
	struct ta_set all = {sk->set.n, TA_NEWV(sk->a, int, sk->set.n)};
	struct ta_conds list, rest = {0, NULL}, more;
	ta_node *node, *body;
	int i;

	if (v == 2 * sk->band.n - 1)
		return inner_loops(sk, known);
	for (i = 0; i < all.n; i++)
		all.s[i] = i;
	if (!ta_scan_level(sk->scan, &all, v, known, &list))
		return NULL;
	node = new_loop(sk, v, &list, &rest);
	if (!node)
		return NULL;
	more = both(sk, known, &list);
	body = ta_skew_loops(sk, v + 1, &more);
	if (!body)
		return NULL;
	ta_node_add(sk->a, node, body);
	node->scheduled = v == 0;
	node->parallel = v == 1 && !sk->pl->p->serial;
	if (node->parallel && sk->band.n == 2 && !sk->pl->opt->eager
	    && !ta_skew_for_threads(sk)) {
		node->work = sk->steps;
		node->par_limit = (double)(TA_LEAST_ALONG * sk->size[0]);
	}
	return node;
}
