/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.c - a loop around others that carries dependences, in skewed tiles.

   Assumes a loop over statements that depend on each other in later iterations
   of it, as of a stencil that is repeated in time:

	for t: { for i: B[i] = f(A[i-1], A[i], A[i+1]); for i: A[i] = B[i]; }

   isl finds loops in which no dependence goes back: t and 2 t + i.  These are
   cut in tiles, which stay in cache for several steps in time.  Tiles on a
   diagonal do not depend on each other, so that the outermost loop goes from
   diagonal to diagonal, and a parallel one inside along it; inside of a tile the
   innermost loop is the one with elements side by side, of each statement its
   own where that can be.  Where it has to stay in order, and an iteration takes
   long, the points of a tile are gone through by diagonals too, as what does not
   depend on each other the processor does at the same time.

   Every instance computes what it did from the same values, so that no bit of
   a result changes.  What comes out is checked (poly_legal.c) before it is used.
   It stands beside the loops as they would be otherwise, for where it pays: that
   is tested when the kernel runs. */
#include "schedule.h"

#include <string.h>

/* What isl takes grows with the loops of two statements together faster than
   any limit of operations could tell. */
enum { MOST_LOOPS = 4, MOST_STMTS = 12 };

/* Along a diagonal of two loops there are no more tiles than there are in time:
   with fewer than this, threads would only wait for each other. */
enum { LEAST_ALONG = 4 };

/* A nest of tiles in the making, of the statements "set" of "pl" along the loops
   "band": loop k is in tiles of "size[k]" iterations; the loops of a tile are
   order[0], order[1], ..., the last two of these by diagonals if "diagonal".
   iter[i][d]: iterator d of statement i over the loops of the band, for which
   zero[i] are 0; at[k], tile[k]: iteration and tile of loop k over the plan's
   variables.  point[i][j]: what the variable of the j'th loop of a tile is, over
   the iterators of statement i; "when": where
   all of them have something to do; "found": what the tiles are to be is;
   "steps": so many iterations the source's outermost loop has. */
struct skew {
	struct ta_planner *pl;
	ta_arena *a;
	struct ta_set set;
	struct ta_sched *sc;
	struct ta_band band;
	int64_t size[MOST_LOOPS];
	int order[MOST_LOOPS];
	bool diagonal;
	const ta_idx *(*iter)[TA_MAX_DEPTH];
	struct ta_conds *zero;
	const ta_idx *at[MOST_LOOPS], *tile[MOST_LOOPS];
	const ta_idx *(*point)[TA_MAX_DEPTH];
	struct ta_scan *scan;
	struct ta_conds when;
	const ta_idx *steps;
	bool all_simd, found;
};

/* ------------------------------------------------------- what may be so -- */

/* Return whether statement "s" uses a virtual array. */
static bool uses_virtual(const ta_program *p, const ta_stmt *s)
{
	int i;

	for (i = 0; i < p->narrays; i++)
		if (p->array[i].is_virtual && ta_stmt_touches(s, i))
			return true;
	return false;
}

/* Return whether the loop "piece" at "at" may be run in skewed tiles: it is an
   outermost one that has to stay in order, with loops inside. */
bool ta_may_schedule(const struct ta_planner *pl, const struct ta_piece *piece,
		     struct ta_place at)
{
	const ta_program *p = pl->p;
	int i, depth = 0;

	if (piece->kind != TA_NODE_LOOP || piece->step != 1 || piece->legal
	    || piece->around || piece->set.n > MOST_STMTS || at.level || at.var
	    || at.inside || pl->is_part || pl->opt->identity || pl->failed)
		return false;
	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = p->stmt[piece->set.s[i]];

		if (piece->it[i] != 0 || s->depth < 1 || uses_virtual(p, s))
			return false;
		depth = s->depth > depth ? s->depth : depth;
	}
	return depth >= 2 && depth <= MOST_LOOPS;
}

/* --------------------------------------------------- iterators by loops -- */

/* A row of equations: "left" over the iterators of a statement equals "right"
   over the loops of a band. */
struct equation {
	const ta_idx *left, *right;
	bool used;
};

/* Return a row of the "n" rows "e", not used, in which iterator "d" has
   coefficient 1 or -1, which "*k" is set to; or -1. */
static int find_pivot(ta_arena *a, const struct equation *e, int n, int d,
		      int64_t *k)
{
	int i;

	for (i = 0; i < n; i++)
		if (!e[i].used
		    && ta_idx_is_const(ta_idx_coef(a, e[i].left, d), k)
		    && (*k == 1 || *k == -1))
			return i;
	return -1;
}

/* Take iterator "d" out of all "n" rows "e" but row "r", in which it has
   coefficient "k", 1 or -1. */
static void eliminate(ta_arena *a, struct equation *e, int n, int d, int r,
		      int64_t k)
{
	int64_t c;
	int i;

	e[r].left = ta_idx_scale(a, e[r].left, k);
	e[r].right = ta_idx_scale(a, e[r].right, k);
	e[r].used = true;
	for (i = 0; i < n; i++) {
		if (i == r
		    || !ta_idx_is_const(ta_idx_coef(a, e[i].left, d), &c))
			continue;
		e[i].left = ta_idx_sub(a, e[i].left,
				       ta_idx_scale(a, e[r].left, c));
		e[i].right = ta_idx_sub(a, e[i].right,
					ta_idx_scale(a, e[r].right, c));
	}
}

/* Set sk->iter[i] and sk->zero[i]; return whether the iterators of statement i
   of the set are integers whatever the loops are. */
static bool solve(struct skew *sk, int i)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];
	struct equation e[MOST_LOOPS] = { { NULL, NULL, false } };
	int of[TA_MAX_DEPTH], d, r, n = sk->band.n, left = s->depth, before;
	int64_t k;

	for (r = 0; r < n; r++) {
		const ta_idx *x = sk->band.row[i][r];
		const ta_idx *rest = ta_idx_without_iters(sk->a, x);

		e[r].left = ta_idx_sub(sk->a, x, rest);
		e[r].right = ta_idx_sub(sk->a, ta_idx_var(sk->a, r), rest);
	}
	memset(of, -1, sizeof(of));
	do {
		before = left;
		for (d = 0; d < s->depth; d++) {
			if (of[d] >= 0)
				continue;
			of[d] = find_pivot(sk->a, e, n, d, &k);
			if (of[d] < 0)
				continue;
			eliminate(sk->a, e, n, d, of[d], k);
			left--;
		}
	} while (left && left < before);
	for (r = 0; r < n && !left; r++)
		if (!e[r].right)
			return false;
	for (d = 0; d < s->depth && !left; d++)
		sk->iter[i][d] = e[of[d]].right;
	for (r = 0; r < n && !left; r++)
		if (!e[r].used)
			TA_PUSH(sk->a, sk->zero[i].x, sk->zero[i].n,
				e[r].right);
	return !left;
}

/* -------------------------------------------------------- which is inside -- */

/* The points of a loop for being innermost: loop "k" of the band, for a
   statement whose iterators are "iter". */
struct points {
	ta_arena *a;
	const ta_idx *const *iter;
	int depth, k, score;
};

/* Add to "data" what "acc" says. */
static bool add_points(void *data, ta_access *acc)
{
	struct points *q = (struct points *)data;
	const ta_idx *x;
	int64_t k;

	if (!acc->offset)
		return true;
	x = ta_idx_subst(q->a, acc->offset, q->depth, q->iter);
	if (!ta_idx_uses(x, q->k))
		q->score++;
	else if (ta_idx_is_const(ta_idx_coef(q->a, x, q->k), &k)
		 && (k == 1 || k == -1))
		q->score += 3;
	else
		q->score -= 3;
	return true;
}

/* Return how well vectors along loop "k" of the band suit the statements. */
static int score(const struct skew *sk, int k)
{
	struct points q = { .a = sk->a, .k = k };
	int i;

	for (i = 0; i < sk->set.n; i++) {
		const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];

		q.iter = sk->iter[i];
		q.depth = s->depth;
		add_points(&q, s->write);
		ta_expr_reads(s->rhs, add_points, &q);
	}
	return q.score;
}

/* Let loop "k" of the band be the innermost of a tile, and if "diagonal" what
   was the last but one go by diagonals with it. */
static void set_order(struct skew *sk, int k, bool diagonal)
{
	int i, j, n = sk->band.n, last;
	ta_arena *a = sk->a;

	for (i = j = 0; i < n; i++)
		if (i != k)
			sk->order[j++] = i;
	sk->order[n - 1] = k;
	sk->diagonal = diagonal;
	for (i = 0; i < sk->set.n; i++)
		for (j = 0; j < n; j++)
			sk->point[i][j] = sk->band.row[i][sk->order[j]];
	for (j = 0; j < n; j++)
		sk->at[sk->order[j]] = ta_idx_var(a, n + j);
	if (!diagonal)
		return;
	last = sk->order[n - 2];
	for (i = 0; i < sk->set.n; i++) {
		sk->point[i][n - 2] = ta_idx_add(a, sk->band.row[i][last],
						 sk->band.row[i][k]);
		sk->point[i][n - 1] = sk->band.row[i][last];
	}
	sk->at[last] = ta_idx_var(a, 2 * n - 1);
	sk->at[k] = ta_idx_sub(a, ta_idx_var(a, 2 * n - 2),
			       ta_idx_var(a, 2 * n - 1));
}

/* Return the place of statement "s" in the set, or -1. */
static int place_of(const struct skew *sk, int s)
{
	int i;

	for (i = 0; i < sk->set.n; i++)
		if (sk->set.s[i] == s)
			return i;
	return -1;
}

/* Return whether the innermost loop, as the order is set, of the statements that
   "in" marks has to stay in order, or makes no vectors. */
static bool is_tied(const struct skew *sk, const bool *in)
{
	const ta_program *p = sk->pl->p;
	int i, x, y;

	for (i = 0; i < sk->set.n; i++)
		if (in[i] && !sk->pl->opt->cx_vectors
		    && ta_stmt_branches(p, p->stmt[sk->set.s[i]]))
			return true;
	for (i = 0; i < p->ndeps; i++) {
		x = place_of(sk, p->dep[i].src);
		y = place_of(sk, p->dep[i].dst);
		if (x >= 0 && y >= 0 && in[x] && in[y]
		    && ta_sched_tied(sk->sc, i, sk->band.n - 1, sk->point[x],
				     sk->point[y]))
			return true;
	}
	return false;
}

/* Put statement "i" and all that share a cycle of dependences with it in one
   iteration of all loops but the innermost, by "path", into "in". */
static void find_cycle(const struct skew *sk, const bool *path, int i, bool *in)
{
	int j, n = sk->set.n;

	for (j = 0; j < n; j++)
		in[j] = j == i || (path[i * n + j] && path[j * n + i]);
}

/* Return which statement has to come before which in one iteration of all loops
   but the innermost, as the order is set. */
static bool *find_paths(const struct skew *sk)
{
	const ta_program *p = sk->pl->p;
	int i, j, k, n = sk->set.n;
	bool *path = TA_NEWV(sk->a, bool, n * n);

	for (i = 0; i < p->ndeps; i++) {
		int x = place_of(sk, p->dep[i].src);
		int y = place_of(sk, p->dep[i].dst);

		if (x >= 0 && y >= 0 && x != y && !path[x * n + y])
			path[x * n + y] = ta_sched_holds(
				sk->sc, i, sk->band.n - 1, sk->point[x],
				sk->point[y]);
	}
	for (k = 0; k < n; k++)
		for (i = 0; i < n; i++)
			for (j = 0; j < n; j++)
				path[i * n + j] |= path[i * n + k]
						   && path[k * n + j];
	return path;
}

/* Return whether the innermost loops, as the order is set, may all be run in any
   order. */
static bool all_free(const struct skew *sk)
{
	bool *path = find_paths(sk), *in = TA_NEWV(sk->a, bool, sk->set.n);
	int i;

	for (i = 0; i < sk->set.n; i++) {
		find_cycle(sk, path, i, in);
		if (is_tied(sk, in))
			return false;
	}
	return true;
}

/* Return whether "e" takes much longer than the processor could begin several of
   it. */
static bool is_slow(const ta_expr *e)
{
	return ta_type_rounds(e->type) && ta_expr_size(e) > 4;
}

/* Decide in which order the loops of a tile are; "vectors": only vectors would
   be a gain.  Return whether there is one that suits. */
static bool find_order(struct skew *sk, bool vectors)
{
	int k, best = -1, most = 0, i;
	bool slow = true;

	for (k = 0; k < sk->band.n; k++) {
		int x = score(sk, k);

		set_order(sk, k, false);
		if (x < 0 || (best >= 0 && x < most) || !all_free(sk))
			continue;
		best = k;
		most = x;
	}
	sk->all_simd = best >= 0;
	if (best >= 0) {
		set_order(sk, best, false);
		return true;
	}
	if (vectors)
		return false;
	for (k = 0; k < sk->band.n; k++)
		if (best < 0 || score(sk, k) >= score(sk, best))
			best = k;
	for (i = 0; i < sk->set.n; i++)
		slow &= is_slow(sk->pl->p->stmt[sk->set.s[i]]->rhs);
	set_order(sk, best, slow);
	return slow || !sk->pl->p->serial;
}

/* --------------------------------------------------------------- bounds -- */

/* Set the tiles of the band: variable 0 is the diagonal through the first two or
   three of them, 1 goes along it, and the others follow. */
static void set_tiles(struct skew *sk)
{
	ta_arena *a = sk->a;
	const ta_idx *rest = ta_idx_sub(a, ta_idx_var(a, 0), ta_idx_var(a, 1));
	int k, n = sk->band.n;

	for (k = 0; k < n; k++)
		sk->size[k] = ta_cost_skew(n, k, k == sk->order[n - 1],
					   sk->pl->opt->eager);
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
static void add_cond(const struct skew *sk, struct ta_conds *list,
		     const ta_idx *x)
{
	TA_PUSH(sk->a, list->x, list->n, x);
}

/* Return the points of statement "i" of the set over the plan's variables, and
   put its iterators over these into sk->iter. */
static struct ta_conds polyhedron(struct skew *sk, int i)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[i]];
	struct ta_conds list = { 0, NULL };
	int c, d, k, n = sk->band.n;
	const ta_idx *x;

	for (d = 0; d < s->depth; d++)
		sk->iter[i][d] = ta_idx_subst(sk->a, sk->iter[i][d], n, sk->at);
	for (c = 0; c < s->ncons; c++)
		add_cond(sk, &list, ta_idx_subst(sk->a, s->cons[c], s->depth,
						 sk->iter[i]));
	for (c = 0; c < sk->zero[i].n; c++) {
		x = ta_idx_subst(sk->a, sk->zero[i].x[c], n, sk->at);
		add_cond(sk, &list, x);
		add_cond(sk, &list, ta_idx_scale(sk->a, x, -1));
	}
	for (k = 0; k < n; k++) {
		x = ta_idx_sub(sk->a, sk->at[k],
			       ta_idx_scale(sk->a, sk->tile[k], sk->size[k]));
		add_cond(sk, &list, x);
		add_cond(sk, &list, ta_idx_addk(sk->a,
						ta_idx_scale(sk->a, x, -1),
						sk->size[k] - 1));
	}
	return list;
}

/* Make sk->scan; return whether it could be. */
static bool open_scan(struct skew *sk)
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
	sk->scan = ta_scan_open(sk->pl->p, sk->a, 2 * sk->band.n, sk->set.n,
				of, sk->pl->opt->max_operations);
	return sk->scan != NULL;
}

/* ---------------------------------------------------------------- loops -- */

/* Give "node", a loop over variable "v", the bound that "x" >= 0 is, if it uses
   that variable; return whether it does. */
static bool add_bound(const struct skew *sk, ta_node *node, int v,
		      const ta_idx *x)
{
	const ta_idx *rest = ta_idx_without(sk->a, x, v);
	ta_bound b;
	int64_t k;

	if (!ta_idx_uses(x, v)
	    || !ta_idx_is_const(ta_idx_coef(sk->a, x, v), &k))
		return false;
	b.den = k < 0 ? -k : k;
	b.num = k < 0 ? ta_idx_addk(sk->a, rest, 1)
		      : ta_idx_scale(sk->a, rest, -1);
	if (k < 0)
		TA_PUSH(sk->a, node->upper, node->nupper, b);
	else
		TA_PUSH(sk->a, node->lower, node->nlower, b);
	return true;
}

/* Return a loop over variable "v" between the bounds in "list", what else that
   says put into "rest". */
static ta_node *new_loop(const struct skew *sk, int v,
			 const struct ta_conds *list, struct ta_conds *rest)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[0]];
	ta_node *node = ta_node_new(sk->a, TA_NODE_LOOP,
				    ta_loop_loc(sk->pl->p, s, 0));
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
static ta_node *under(const struct skew *sk, const struct ta_conds *list,
		      ta_node *node)
{
	ta_node *test;
	int i;

	if (!list->n)
		return node;
	test = ta_node_new(sk->a, TA_NODE_IF, node->loc);
	for (i = 0; i < list->n; i++)
		ta_node_test(sk->a, test, TA_GUARD_GE0,
			     "points of the source")->idx = list->x[i];
	ta_node_add(sk->a, test, node);
	return test;
}

/* Return the instance of statement "i" of the set. */
static ta_node *instance(const struct skew *sk, int i)
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
static struct ta_conds both(const struct skew *sk, const struct ta_conds *known,
			    const struct ta_conds *list)
{
	struct ta_conds all = { 0, NULL };
	int i;

	for (i = 0; i < known->n; i++)
		add_cond(sk, &all, known->x[i]);
	for (i = 0; i < list->n; i++)
		add_cond(sk, &all, list->x[i]);
	return all;
}

/* Return the innermost loop of the statements of "which", where "known" is >= 0,
   or NULL. */
static ta_node *inner_loop(struct skew *sk, const struct ta_set *which,
			   const struct ta_conds *known)
{
	struct ta_conds list, rest = { 0, NULL }, more, all;
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
		struct ta_set one = { 1, &which->s[i] };

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
static bool is_ready(const struct skew *sk, const bool *path, const bool *in,
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
static ta_node *inner_loops(struct skew *sk, const struct ta_conds *known)
{
	int i, j, n = sk->set.n;
	bool *path = find_paths(sk), *in = TA_NEWV(sk->a, bool, n);
	bool *out = TA_NEWV(sk->a, bool, n);
	ta_node *seq = ta_node_new(sk->a, TA_NODE_SEQ,
				   sk->pl->p->stmt[sk->set.s[0]]->loc), *node;

	for (i = 0; i < n; i++) {
		struct ta_set which = { 0, TA_NEWV(sk->a, int, n) };

		find_cycle(sk, path, i, in);
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
			(sk->all_simd || sk->diagonal) && !is_tied(sk, in);
		ta_node_add(sk->a, seq, node);
		i = -1;
	}
	return seq->nchildren == 1 ? seq->child[0] : seq;
}

/* Return the loops from variable "v" on, where "known" is >= 0, or NULL. */
static ta_node *make_loops(struct skew *sk, int v, const struct ta_conds *known)
{
	struct ta_set all = { sk->set.n, TA_NEWV(sk->a, int, sk->set.n) };
	struct ta_conds list, rest = { 0, NULL }, more;
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
	body = make_loops(sk, v + 1, &more);
	if (!body)
		return NULL;
	ta_node_add(sk->a, node, body);
	node->scheduled = v == 0;
	node->parallel = v == 1 && !sk->pl->p->serial;
	if (node->parallel && sk->band.n == 2 && !sk->pl->opt->eager) {
		node->work = sk->steps;
		node->par_limit = (double)(LEAST_ALONG * sk->size[0]);
	}
	return node;
}

/* ------------------------------------------------------------ the choice -- */

/* Return the tiles of "sk" as a node, or NULL when there are none; "vectors": when
   no loop of them would be vectors, too. */
static ta_node *make_tiles(struct skew *sk, bool vectors)
{
	ta_node *node = NULL;
	int i;

	if (!ta_sched_band(sk->sc, &sk->band) || sk->band.n < 2
	    || sk->band.n > MOST_LOOPS)
		return NULL;
	for (i = 0; i < sk->set.n; i++)
		if (!solve(sk, i))
			return NULL;
	sk->found = find_order(sk, vectors);
	if (!sk->found || !open_scan(sk))
		return NULL;
	if (ta_scan_params(sk->scan, &sk->when))
		node = make_loops(sk, 0, &sk->when);
	ta_scan_close(sk->scan);
	if (!node)
		return NULL;
	node->proved = !ta_poly_legal(sk->pl->p, node, sk->when.n, sk->when.x,
				      sk->pl->opt->max_operations);
	return node->proved ? node : NULL;
}

/* Return whether the statements of "set" come back to elements in other
   iterations of the outermost loop: some access does not depend on it. */
static bool comes_back(const struct ta_planner *pl, const struct ta_set *set)
{
	int i;

	for (i = 0; i < set->n; i++) {
		const ta_access *w = pl->p->stmt[set->s[i]]->write;

		if (w->offset && !ta_idx_uses(w->offset, 0))
			return true;
	}
	return false;
}

/* Return whether a statement of "set" has a loop inside that it writes one
   element in all of: a sum, which is better left in a register. */
static bool has_sum(const struct ta_planner *pl, const struct ta_set *set)
{
	int i, d;

	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = pl->p->stmt[set->s[i]];

		for (d = 1; d < s->depth; d++)
			if (!ta_idx_uses(s->write->offset, d))
				return true;
	}
	return false;
}

/* Return from how much data on, or work if not "vectors", tiles pay. */
static double least_data(const struct ta_planner *pl, bool vectors)
{
	if (pl->opt->eager)
		return 0;
	return vectors ? ta_cost_skew_data : ta_cost_parallel(false);
}

/* Return whether the amount "x" (NULL: not known) is known to be below
   "limit". */
static bool too_little(const ta_idx *x, double limit)
{
	int64_t k;

	return x && ta_idx_is_const(x, &k) && (double)k < limit;
}

/* Add to the choice "test" that tiles pay for the loop "piece": "vectors": in
   place of loops of vectors. */
static void add_tests(struct ta_planner *pl, const struct ta_piece *piece,
		      bool vectors, ta_node *test)
{
	const ta_idx *steps = ta_idx_sub(pl->a, piece->upper->num,
					 piece->lower->num);
	ta_guard *g;

	if (vectors)
		ta_node_test(pl->a, test, TA_GUARD_GE0,
			     "enough steps for tiles")->idx = ta_idx_addk(
			pl->a, steps, -ta_cost_skew_steps);
	g = ta_node_test(pl->a, test, TA_GUARD_WORK, "enough data for tiles");
	g->idx = vectors ? ta_cost_data(pl, &piece->set)
			 : ta_work(pl, &piece->set);
	g->limit = least_data(pl, vectors);
}

/* Return whether skewed tiles are worth looking for in place of the loop
   "piece": "vectors": which is of loops of vectors. */
static bool is_promising(struct ta_planner *pl, const struct ta_piece *piece,
			 bool vectors)
{
	const ta_idx *data = vectors ? ta_cost_data(pl, &piece->set)
				     : ta_work(pl, &piece->set);
	const ta_idx *steps = ta_idx_sub(pl->a, piece->upper->num,
					 piece->lower->num);

	if (!data || !steps || too_little(data, least_data(pl, vectors))
	    || (vectors && too_little(steps, (double)ta_cost_skew_steps)))
		return false;
	if (comes_back(pl, &piece->set))
		return true;
	return !vectors && !has_sum(pl, &piece->set);
}

/* Return the plan of the loop "piece", which ta_may_schedule, in skewed tiles
   where they pay, and as "other" elsewhere; "other" where there are none. */
ta_node *ta_plan_schedule(struct ta_planner *pl, const struct ta_piece *piece,
			  ta_node *other)
{
	struct skew *sk = TA_NEW(pl->a, struct skew);
	size_t n = (size_t)piece->set.n;
	bool vectors = ta_plan_has_vectors(other);
	ta_node *node, *test;
	ta_nest *nest;
	int i;

	if (!is_promising(pl, piece, vectors))
		return other;
	sk->pl = pl;
	sk->a = pl->a;
	sk->set = piece->set;
	sk->steps = ta_idx_sub(pl->a, piece->upper->num, piece->lower->num);
	sk->iter = ta_alloc(sk->a, sizeof(*sk->iter) * n);
	sk->point = ta_alloc(sk->a, sizeof(*sk->point) * n);
	sk->zero = TA_NEWV(sk->a, struct ta_conds, piece->set.n);
	sk->sc = ta_sched_open(pl->p, sk->a, &sk->set,
			       pl->opt->max_operations);
	node = make_tiles(sk, vectors);
	nest = &pl->p->nest[pl->p->stmt[sk->set.s[0]]->order[0]];
	if (ta_sched_failed(sk->sc))
		nest->detail = "skewed tiles would take isl more than the"
			       " limit of operations";
	else if (!node && sk->found)
		nest->detail = "the bounds of skewed tiles were not found, or"
			       " not proved";
	ta_sched_close(sk->sc);
	if (!node)
		return other;
	test = ta_node_new(pl->a, TA_NODE_IF, node->loc);
	for (i = 0; i < sk->when.n; i++)
		ta_node_test(pl->a, test, TA_GUARD_GE0,
			     "something to do for tiles")->idx = sk->when.x[i];
	add_tests(pl, piece, vectors, test);
	ta_node_add(pl->a, test, node);
	ta_node_add(pl->a, test, other);
	return test;
}
