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
#include "wave.h"

/* What isl takes grows with the statements, and with the loops of two of them
   (TA_SKEW_LOOPS), faster than any limit of operations could tell. */
enum { MOST_STMTS = 8 };

/* ------------------------------------------------------- what may be so -- */

/* Return whether the loop "piece" at "at" may be run in skewed tiles: it is an
   outermost one that has to stay in order, with loops inside. */
bool ta_may_schedule(const struct ta_planner *pl, const struct ta_piece *piece,
		     struct ta_place at)
{
	const ta_program *p = pl->p;
	int i, depth = 0;

	if (piece->kind != TA_NODE_LOOP || piece->step != 1 || piece->legal ||
	    piece->around || piece->set.n > MOST_STMTS || at.level || at.var ||
	    at.inside || pl->is_part || pl->opt->identity || pl->failed)
		return false;
	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = p->stmt[piece->set.s[i]];

		if (piece->it[i] != 0 || s->depth < 1 || ta_uses_virtual(p, s))
			return false;
		depth = s->depth > depth ? s->depth : depth;
	}
	return depth >= 2 && depth <= TA_SKEW_LOOPS;
}

/* ------------------------------------------------------------ the choice -- */

/* Return the tiles of "sk" as a node, or NULL when there are none; "vectors": when
   no loop of them would be vectors, too. */
static ta_node *make_tiles(struct ta_skew *sk, bool vectors)
{
	ta_node *node = NULL;
	int i;

	if (!ta_sched_band(sk->sc, &sk->band) || sk->band.n < 2 ||
	    sk->band.n > TA_SKEW_LOOPS)
		return NULL;
	for (i = 0; i < sk->set.n; i++)
		if (!ta_skew_solve(sk, i))
			return NULL;
	sk->found = ta_skew_order(sk, vectors);
	if (!sk->found || !ta_skew_scan(sk))
		return NULL;
	if (ta_scan_params(sk->scan, &sk->when))
		node = ta_skew_loops(sk, 0, &sk->when);
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
	return ta_enough(pl->opt,
			 vectors ? ta_cost_skew_data : ta_cost_parallel(false));
}

/* Return whether the amount "x" (NULL: not known) is known to be below
   "limit". */
static bool too_little(const ta_idx *x, double limit)
{
	int64_t k;

	return x && ta_idx_is_const(x, &k) && (double)k < limit;
}

/* Return whether tiles are for nothing but threads, of which the choice of them asks. */
bool ta_skew_for_threads(const struct ta_skew *sk)
{
	return sk->once && !sk->diagonal;
}

/* Add to the choice "test" that threads pay: there are several, and tiles enough for
   them, more than one along a row of the only statement if that is known. */
static void test_threads(struct ta_skew *sk, ta_node *test)
{
	const ta_stmt *s = sk->pl->p->stmt[sk->set.s[0]];
	int inner = sk->order[sk->band.n - 1];
	const ta_idx *row = sk->band.row[0][inner], *lo, *hi;

	if (sk->set.n == 1 && !sk->pl->opt->eager
	    && ta_range(sk->pl->p, s, 0, row, &lo, &hi))
		ta_node_test(sk->a, test, TA_GUARD_GE0, "several tiles for threads")
			->idx = ta_idx_addk(sk->a, ta_idx_sub(sk->a, hi, lo),
					    -sk->size[inner]);
	if (!sk->pl->opt->eager && sk->band.n == 2)
		ta_node_test(sk->a, test, TA_GUARD_GE0, "enough rows for threads")
			->idx = ta_idx_addk(sk->a, sk->steps,
					    -TA_LEAST_ALONG * sk->size[0]);
	ta_node_test(sk->a, test, TA_GUARD_THREADS, "threads for tiles");
}

/* Add to the choice "test" that tiles pay for the loop "piece": "vectors": in
   place of loops of vectors. */
static void add_tests(struct ta_skew *sk, const struct ta_piece *piece,
		      bool vectors, ta_node *test)
{
	struct ta_planner *pl = sk->pl;
	ta_guard *g;

	if (vectors)
		ta_node_test(pl->a, test, TA_GUARD_GE0,
			     "enough steps for tiles")
			->idx = ta_idx_addk(pl->a, sk->steps, -ta_cost_skew_steps);
	if (ta_skew_for_threads(sk))
		test_threads(sk, test);
	g = ta_node_test(pl->a, test, TA_GUARD_WORK, "enough data for tiles");
	g->idx = vectors ? ta_cost_data(pl, &piece->set)
			 : ta_work(pl, &piece->set);
	g->limit = least_data(pl, vectors);
	if (sk->wave && !pl->opt->eager)
		g->limit = ta_cost_wave_work(ta_type_rounds(
			pl->p->array[pl->p->stmt[sk->set.s[0]]->write->array]
				.elem));
}

/* Return whether the compiler can make vectors of the innermost loop of "set" as it is:
   it is of one statement, and an iteration of it only reads what the next ones change,
   as in prices that go back along a tree,

	for t:  for i < n - t:  v[i] = p * v[i] + q * v[i + 1]

   which tiles do one by one. */
static bool rows_are_vectors(const struct ta_planner *pl, const struct ta_set *set)
{
	const ta_stmt *s = pl->p->stmt[set->s[0]];
	int i, d = s->depth - 1;

	if (set->n != 1 || d < 1 || ta_stride_score(pl->p, s, d) <= 0)
		return false;
	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *dep = &pl->p->dep[i];

		if (dep->src == set->s[0] && dep->dst == set->s[0]
		    && dep->kind != TA_DEP_ANTI && dep->levels >> d & 1)
			return false;
	}
	return true;
}

/* Return whether skewed tiles are worth looking for in place of the loop
   "piece": "vectors": which is of loops of vectors. */
static bool is_promising(struct ta_planner *pl, const struct ta_piece *piece,
			 bool vectors)
{
	const ta_idx *data = vectors ? ta_cost_data(pl, &piece->set)
				     : ta_work(pl, &piece->set);
	const ta_idx *steps =
		ta_idx_sub(pl->a, piece->upper->num, piece->lower->num);

	if (!data || !steps || too_little(data, least_data(pl, vectors)) ||
	    (vectors && too_little(steps, (double)ta_cost_skew_steps)))
		return false;
	if (!vectors && !pl->opt->eager && rows_are_vectors(pl, &piece->set))
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
	struct ta_skew *sk = TA_NEW(pl->a, struct ta_skew);
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
	sk->once = !comes_back(pl, &piece->set);
	sk->steps = ta_idx_sub(pl->a, piece->upper->num, piece->lower->num);
	sk->iter = ta_alloc(sk->a, sizeof(*sk->iter) * n);
	sk->point = ta_alloc(sk->a, sizeof(*sk->point) * n);
	sk->zero = TA_NEWV(sk->a, struct ta_conds, piece->set.n);
	sk->sc = ta_sched_open(pl->p, sk->a, &sk->set, pl->opt->max_operations);
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
			     "something to do for tiles")
			->idx = sk->when.x[i];
	add_tests(sk, piece, vectors, test);
	ta_node_add(pl->a, test, node);
	ta_node_add(pl->a, test, other);
	return test;
}
