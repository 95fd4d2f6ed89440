/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan_piece.c - what a set of statements that must stay together becomes
   next: a loop over which iterator, a call, or the statement itself.

   Assumes the components of plan_graph.c.  The loops of one statement whose
   bounds are a box may come in any order: the innermost is chosen for unit
   strides, sums go inside, the rest is as in the source.  Several statements
   keep the loops of the source, but for a contraction, whose batch loops go
   outside. */
#include "plan.h"

#include <string.h>

/* Return "x" over the iterators of statement "s", all that it uses placed,
   over the plan's variables. */
const ta_idx *ta_plan_idx(const struct ta_planner *pl, int s, const ta_idx *x)
{
	return ta_idx_subst(pl->a, x, pl->p->stmt[s]->depth, pl->iter[s]);
}

/* Return whether every iterator of statement "s" that "x" uses, except
   "but", is placed. */
static bool all_placed(const struct ta_planner *pl, int s, const ta_idx *x,
		       int but)
{
	int d;

	for (d = 0; d < pl->p->stmt[s]->depth; d++)
		if (d != but && !pl->iter[s][d] && ta_idx_uses(x, d))
			return false;
	return true;
}

/* Return the first iterator of statement "s" that is not placed, or -1. */
static int first_left(const struct ta_planner *pl, int s)
{
	int d;

	for (d = 0; d < pl->p->stmt[s]->depth; d++)
		if (!pl->iter[s][d])
			return d;
	return -1;
}

/* Return whether no bound of a loop of statement "s" that is not placed
   depends on another such loop. */
static bool is_box(const struct ta_planner *pl, int s)
{
	const ta_stmt *st = pl->p->stmt[s];
	int i, d, n;

	for (i = 0; i < st->ncons; i++) {
		for (n = d = 0; d < st->depth; d++)
			n += !pl->iter[s][d] && ta_idx_uses(st->cons[i], d);
		if (n > 1)
			return false;
	}
	return true;
}

/* Vectors of so many bytes may be loaded under masks, and this much worse are loops of
   which those would not do.  Where a convolution is left to loops, sums stay where they
   begin, whose sign is kept so where no window has a term. */
enum { MASKS_FROM = 32, CHOSEN = 8 };

/* Return the iterator of statement "s", of those not placed, that is best
   run innermost. */
static int best_inner(struct ta_planner *pl, int s)
{
	const ta_stmt *st = pl->p->stmt[s];
	int d, score, best = -1, best_score = 0;

	for (d = 0; d < st->depth; d++) {
		if (pl->iter[s][d])
			continue;
		score = ta_stride_score(pl->p, st, d);
		if (pl->opt->simd_bytes >= MASKS_FROM
		    && !pl->p->group[pl->group[s]].con
		    && ta_chooses_whether(pl->p, st, d))
			score -= CHOSEN;
		if (best < 0 || score >= best_score) {
			best = d;
			best_score = score;
		}
	}
	return best;
}

/* Return whether loop "d" of statement "s", which is not placed, is to be the
   innermost though the statement depends on itself: within one iteration of it
   only, so that it may be anywhere among the loops that are left.  What can be
   run by panels of columns (turn.c) is, as these go to threads. */
static bool goes_inside(const struct ta_planner *pl, int s, int d, int level)
{
	int i;

	if (pl->turned
	    || (!pl->is_part && !ta_stmt_tied(pl->p->stmt[s], d)))
		return false;
	for (i = 0; i < pl->p->ndeps; i++) {
		const ta_dep *x = &pl->p->dep[i];

		if (x->src == s && x->dst == s && !x->reduction
		    && ta_dep_carried(pl, x, level, d, d))
			return false;
	}
	return true;
}

/* Return the first iterator of statement "s" that is not placed and not "but", or
   "but". */
static int first_but(const struct ta_planner *pl, int s, int but)
{
	int d;

	for (d = 0; d < pl->p->stmt[s]->depth; d++)
		if (!pl->iter[s][d] && d != but)
			return d;
	return but;
}

/* Return whether in a panel that is turned, iterator "inner" of statement "s", which would
   be the innermost, has too few iterations for vectors, which go along the panel then. */
static bool is_short_row(const struct ta_planner *pl, int s, int inner)
{
	int t = pl->turned - 1;

	return t >= 0 && inner > t && !pl->iter[s][t]
	       && ta_is_short_iter(pl->p, pl->p->stmt[s], inner, TA_MOST_SHORT);
}

/* Return the iterator to run next of the single statement "s", or -1. */
static int next_of_one(struct ta_planner *pl, int s, int level)
{
	const ta_stmt *st = pl->p->stmt[s];
	struct ta_set one = { 1, &s };
	int d, inner, left = first_left(pl, s);

	if (left < 0 || pl->opt->identity || st->scatter || !is_box(pl, s))
		return left;
	if (pl->deep)
		return ta_turned_iter(pl, &one, left, level);
	inner = best_inner(pl, s);
	if (is_short_row(pl, s, inner))
		return ta_turned_iter(pl, &one, left, level);
	if (ta_self_dependent(pl, s, level))
		return goes_inside(pl, s, inner, level) ?
			       first_but(pl, s, inner) :
			       ta_turned_iter(pl, &one, left, level);
	for (d = 0; d < st->depth; d++)
		if (!pl->iter[s][d] && d != inner && ta_access_uses(st->write, d))
			return d;
	return first_but(pl, s, inner);
}

/* Return whether iterator "d" can be put outside of all other loops of "set"
   that are not placed: all share it and depend on each other within one of
   its iterations only. */
static bool can_be_outer(const struct ta_planner *pl, const struct ta_set *set,
			 int d, int level)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < set->n; i++)
		if (ta_common_loops(p->stmt[set->s[0]], p->stmt[set->s[i]])
		    <= d)
			return false;
	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *x = &p->dep[i];

		if (ta_in_set(set, x->src) && ta_in_set(set, x->dst)
		    && !(x->reduction && set->n == 1)
		    && ta_dep_carried(pl, x, level, d, d))
			return false;
	}
	return true;
}

/* Return whether the bounds of iterator "d" of statement "s" depend on placed
   loops only, and those of other loops not on it unless they come after. */
static bool bounds_ready(const struct ta_planner *pl, int s, int d)
{
	const ta_stmt *st = pl->p->stmt[s];
	int i;

	for (i = 0; i < st->ncons; i++) {
		int e;

		if (!ta_idx_uses(st->cons[i], d))
			continue;
		for (e = 0; e < d; e++)
			if (!pl->iter[s][e] && ta_idx_uses(st->cons[i], e))
				return false;
	}
	return true;
}

/* Return the next batch iterator of group "g", -1 when all are placed, or -2
   when a loop that the call should run is placed or a batch loop cannot be
   put outside. */
static int next_batch(const struct ta_planner *pl, int g,
		      const struct ta_set *set, int level)
{
	const ta_contraction *con = pl->p->group[g].con;
	const ta_stmt *st = pl->p->stmt[con->update];
	int d, next = -1;

	for (d = 0; d < st->depth; d++) {
		bool placed = pl->iter[con->update][d];

		if (con->cls[d] != TA_CLASS_BATCH && placed)
			return -2;
		if (con->cls[d] == TA_CLASS_BATCH && !placed && next < 0)
			next = d;
	}
	if (next < 0)
		return -1;
	for (d = 0; d < set->n; d++)
		if (!bounds_ready(pl, set->s[d], next))
			return -2;
	return can_be_outer(pl, set, next, level) ? next : -2;
}

/* Return whether "x" uses a parameter that is the panel of a loop around the
   program of "pl". */
bool ta_of_panel(const struct ta_planner *pl, const ta_idx *x)
{
	int v;

	for (v = pl->nfixed; v < pl->p->nparams; v++)
		if (ta_idx_uses(x, TA_PARAM0 + v))
			return true;
	return false;
}

/* Return the bound of a counter that "k" times it plus "rest" is >= 0 says: a
   lower one where "k" is above 0, and an upper one below. */
ta_bound ta_bound_of(ta_arena *a, const ta_idx *rest, int64_t k)
{
	ta_bound b = { .num = ta_idx_scale(a, rest, -1), .den = k };

	if (k < 0) {
		b.num = ta_idx_addk(a, rest, 1);
		b.den = -k;
	}
	return b;
}

/* Give the loop "node" that bound. */
void ta_node_bound(ta_arena *a, ta_node *node, const ta_idx *rest, int64_t k)
{
	ta_bound b = ta_bound_of(a, rest, k);

	if (k < 0)
		TA_PUSH(a, node->upper, node->nupper, b);
	else
		TA_PUSH(a, node->lower, node->nlower, b);
}

/* Translate constraint "c" of statement "s" into a bound of its iterator
   "it".  Return 1 for an upper and -1 for a lower one, 0 when it is none or
   is taken care of already. */
static int bound_of(const struct ta_planner *pl, int s, int c, int it,
		    ta_bound *b)
{
	const ta_idx *x = pl->p->stmt[s]->cons[c], *rest;
	int64_t k;

	if (pl->done[s][c] || !ta_idx_uses(x, it) || !all_placed(pl, s, x, it)
	    || !ta_idx_is_const(ta_idx_coef(pl->a, x, it), &k))
		return 0;
	rest = ta_plan_idx(pl, s, ta_idx_without(pl->a, x, it));
	*b = ta_bound_of(pl->a, rest, k);
	return k < 0 ? 1 : -1;
}

/* Return whether "b" is one of the "n" bounds "list". */
static bool has_bound(const ta_bound *list, int n, const ta_bound *b)
{
	int i;

	for (i = 0; i < n; i++)
		if (list[i].den == b->den && ta_idx_equal(list[i].num, b->num))
			return true;
	return false;
}

/* Return whether "x" and "y" run over the same range. */
bool ta_same_bounds(const struct ta_piece *x, const struct ta_piece *y)
{
	int i;

	if (x->nlower != y->nlower || x->nupper != y->nupper)
		return false;
	for (i = 0; i < x->nlower; i++)
		if (!has_bound(y->lower, y->nlower, &x->lower[i]))
			return false;
	for (i = 0; i < x->nupper; i++)
		if (!has_bound(y->upper, y->nupper, &x->upper[i]))
			return false;
	return true;
}

/* Return whether constraint "c" of statement "s" ties iterator "it" to another one
   that is confined to a panel too: of a tile not all is in the domain then. */
static bool ties_in_tile(const struct ta_planner *pl, int s, int c, int it)
{
	const ta_stmt *st = pl->p->stmt[s];
	int d;

	for (d = 0; d < st->depth; d++)
		if (d != it && pl->lo[s][d] && ta_idx_uses(st->cons[c], d)
		    && ta_idx_uses(st->cons[c], it))
			return true;
	return false;
}

/* Add the bounds of iterator "it" of statement "s" to "list". */
void ta_stmt_bounds(struct ta_planner *pl, int s, int it,
		    struct ta_piece *list)
{
	ta_bound b;
	int c, dir;

	if (pl->lo[s][it]) {
		b.den = 1;
		b.num = pl->lo[s][it];
		TA_PUSH(pl->a, list->lower, list->nlower, b);
		b.num = pl->hi[s][it];
		TA_PUSH(pl->a, list->upper, list->nupper, b);
	}
	for (c = 0; c < pl->p->stmt[s]->ncons; c++) {
		if (pl->lo[s][it] && !ties_in_tile(pl, s, c, it))
			continue;
		dir = bound_of(pl, s, c, it, &b);
		if (dir < 0 && !has_bound(list->lower, list->nlower, &b))
			TA_PUSH(pl->a, list->lower, list->nlower, b);
		if (dir > 0 && !has_bound(list->upper, list->nupper, &b))
			TA_PUSH(pl->a, list->upper, list->nupper, b);
	}
}

/* Keep of "n" bounds "list" those that are in "other" too; return how
   many. */
static int common_bounds(ta_bound *list, int n, const ta_bound *other,
			 int nother)
{
	int i, k = 0;

	for (i = 0; i < n; i++)
		if (has_bound(other, nother, &list[i]))
			list[k++] = list[i];
	return k;
}

/* Return whether bound "b" is implied by one of the "n" bounds "list", lower
   ones when "sign" is 1, upper ones when it is -1. */
static bool implied_bound(const struct ta_planner *pl, const ta_bound *b,
			  const ta_bound *list, int n, int sign)
{
	int i;

	for (i = 0; i < n; i++)
		if (b->den == 1 && list[i].den == 1
		    && ta_known_nonneg(pl->p, ta_idx_scale(pl->a,
				ta_idx_sub(pl->a, list[i].num, b->num), sign)))
			return true;
	return false;
}

/* Return whether all statements of "piece" keep to bound "b", by their own
   bounds "own", lower ones when "sign" is 1, upper ones when it is -1. */
static bool all_keep_to(const struct ta_planner *pl,
			const struct ta_piece *piece,
			const struct ta_piece *own, const ta_bound *b, int sign)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		if (sign > 0
		    ? !implied_bound(pl, b, own[i].lower, own[i].nlower, 1)
		    : !implied_bound(pl, b, own[i].upper, own[i].nupper, -1))
			return false;
	return true;
}

/* Give "piece" a lower bound ("sign" 1) or an upper one (-1): one of those of
   its statements, "own", that all others keep to. */
static void widest_bound(struct ta_planner *pl, struct ta_piece *piece,
			 const struct ta_piece *own, int sign)
{
	int i, j;

	for (i = 0; i < piece->set.n; i++) {
		int n = sign > 0 ? own[i].nlower : own[i].nupper;
		const ta_bound *b = sign > 0 ? own[i].lower : own[i].upper;

		for (j = 0; j < n; j++) {
			if (!all_keep_to(pl, piece, own, &b[j], sign))
				continue;
			if (sign > 0)
				TA_PUSH(pl->a, piece->lower, piece->nlower,
					b[j]);
			else
				TA_PUSH(pl->a, piece->upper, piece->nupper,
					b[j]);
			return;
		}
	}
}

/* Set the bounds of "piece": those that all its statements have, or the
   widest of them; what is narrower is tested inside.  Return whether there
   are both lower and upper ones. */
bool ta_find_bounds(struct ta_planner *pl, struct ta_piece *piece)
{
	struct ta_piece *own = TA_NEWV(pl->a, struct ta_piece, piece->set.n);
	int i;

	for (i = 0; i < piece->set.n; i++)
		ta_stmt_bounds(pl, piece->set.s[i], piece->it[i], &own[i]);
	piece->nlower = piece->nupper = 0;
	ta_stmt_bounds(pl, piece->set.s[0], piece->it[0], piece);
	for (i = 1; i < piece->set.n; i++) {
		piece->nlower = common_bounds(piece->lower, piece->nlower,
					      own[i].lower, own[i].nlower);
		piece->nupper = common_bounds(piece->upper, piece->nupper,
					      own[i].upper, own[i].nupper);
	}
	if (!piece->nlower)
		widest_bound(pl, piece, own, 1);
	if (!piece->nupper)
		widest_bound(pl, piece, own, -1);
	return piece->nlower && piece->nupper;
}

/* Mark the constraints of statement "s" on its iterator "it" that the lower bounds
   of "piece", which runs one that is less, take care of. */
void ta_mark_lower(struct ta_planner *pl, const struct ta_piece *piece, int s,
		   int it)
{
	ta_bound b;
	int c;

	for (c = 0; c < pl->p->stmt[s]->ncons; c++)
		if (bound_of(pl, s, c, it, &b) < 0
		    && has_bound(piece->lower, piece->nlower, &b))
			pl->done[s][c] = true;
}

/* Mark the constraints of statement "s" that the bounds of "piece" on its
   iterator "it" take care of. */
void ta_mark_bounds(struct ta_planner *pl, const struct ta_piece *piece, int s,
		    int it)
{
	ta_bound b;
	int c, dir;

	for (c = 0; c < pl->p->stmt[s]->ncons; c++) {
		dir = bound_of(pl, s, c, it, &b);
		if ((dir && pl->lo[s][it] && !ties_in_tile(pl, s, c, it))
		    || (dir < 0 && has_bound(piece->lower, piece->nlower, &b))
		    || (dir > 0 && has_bound(piece->upper, piece->nupper, &b)))
			pl->done[s][c] = true;
	}
}

/* Return whether the constraint "x", over plan variables, is one of statement
   "s" that all placed loops together decide; marks it when "mark". */
static bool decided(struct ta_planner *pl, int s, const ta_idx *x, bool mark)
{
	int c;

	for (c = 0; c < pl->p->stmt[s]->ncons; c++) {
		const ta_idx *y = pl->p->stmt[s]->cons[c];

		if (pl->done[s][c] || !all_placed(pl, s, y, -1)
		    || !ta_idx_equal(ta_plan_idx(pl, s, y), x))
			continue;
		if (mark)
			pl->done[s][c] = true;
		return true;
	}
	return false;
}

/* Set the conditions of "piece": what placed loops decide for all of its
   statements and nothing has tested yet.  They are marked as done. */
static void find_conds(struct ta_planner *pl, struct ta_piece *piece)
{
	int c, i, s = piece->set.s[0];

	for (c = 0; c < pl->p->stmt[s]->ncons; c++) {
		const ta_idx *x = pl->p->stmt[s]->cons[c];

		if (pl->done[s][c] || !all_placed(pl, s, x, -1))
			continue;
		x = ta_plan_idx(pl, s, x);
		for (i = 1; i < piece->set.n; i++)
			if (!decided(pl, piece->set.s[i], x, false))
				break;
		if (i < piece->set.n)
			continue;
		for (i = 0; i < piece->set.n; i++)
			decided(pl, piece->set.s[i], x, true);
		TA_PUSH(pl->a, piece->cond, piece->nconds, x);
	}
}

/* Return whether statement "s", when loop "piece" over its iterator "it" is
   around it, has still to be tested for: then it may run in no iteration. */
static bool tested_inside(const struct ta_planner *pl,
			  const struct ta_piece *piece, int s, int it)
{
	ta_bound b;
	int c, dir;

	for (c = 0; c < pl->p->stmt[s]->ncons; c++) {
		dir = bound_of(pl, s, c, it, &b);
		if ((dir < 0 && !has_bound(piece->lower, piece->nlower, &b))
		    || (dir > 0
			&& !has_bound(piece->upper, piece->nupper, &b)))
			return true;
	}
	return false;
}

/* Return whether another statement than "s" writes the array that "s" does,
   and always, as what initialises a sum does. */
static bool written_elsewhere(const ta_program *p, int s)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (i != s && p->stmt[i]->write->sure
		    && p->stmt[i]->write->array == p->stmt[s]->write->array)
			return true;
	return false;
}

/* An element that a sum is kept of, the write of "sum", and a statement "by" beside it. */
struct beside {
	const ta_program *p;
	const ta_stmt *sum, *by;
};

/* Return whether "acc" of the statement "by" of "data" never is the element of the sum:
   it is of another array, or as far from it in all iterations, of loops around both. */
static bool is_other(void *data, ta_access *acc)
{
	const struct beside *b = data;
	const ta_access *sum = b->sum->write;
	int d, shared = ta_common_loops(b->sum, b->by);
	int64_t k;

	if (acc->array != sum->array)
		return true;
	if (!acc->offset || !sum->offset
	    || !ta_idx_is_const(ta_idx_sub(b->p->arena, acc->offset, sum->offset),
				&k) || !k)
		return false;
	for (d = shared; d < TA_MAX_DEPTH; d++)
		if (ta_idx_uses(acc->offset, d))
			return false;
	return true;
}

/* Return whether statement "t" of "p" leaves the element alone that statement "s" adds up
   to. */
static bool leaves_sum(const ta_program *p, int t, int s)
{
	ta_stmt *by = p->stmt[t];
	struct beside b = { p, p->stmt[s], by };

	return !ta_stmt_touches(by, p->stmt[s]->write->array)
	       || (is_other(&b, by->write) && ta_expr_reads(by->rhs, is_other, &b));
}

/* Return whether the sum of statement "s" can be kept in an accumulator while
   the loop "piece" runs: it stays on one element, which nothing else in the
   loop touches, and which is touched whenever the loop runs at all. */
static bool can_accumulate(const struct ta_planner *pl,
			   const struct ta_piece *piece, int s)
{
	const ta_stmt *st = pl->p->stmt[s];
	int d, i, loops = 0;

	for (d = 0; d < st->depth; d++) {
		loops += !pl->iter[s][d];
		if (!pl->iter[s][d] && ta_access_uses(st->write, d))
			return false;
	}
	for (i = 0; i < piece->set.n; i++)
		if (piece->set.s[i] != s && !leaves_sum(pl->p, piece->set.s[i], s))
			return false;
	if (pl->p->array[st->write->array].is_virtual)
		return true;
	return !tested_inside(pl, piece, s, ta_piece_iter(piece, s))
	       && (loops == 1 || written_elsewhere(pl->p, s));
}

/* Return the iterator that "piece" runs of statement "s", or -1. */
int ta_piece_iter(const struct ta_piece *piece, int s)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		if (piece->set.s[i] == s)
			return piece->it[i];
	return -1;
}

/* Return whether the loop "piece" adds up statement "s" in an accumulator. */
bool ta_piece_sums(const struct ta_piece *piece, int s)
{
	int i;

	for (i = 0; i < piece->nreductions; i++)
		if (piece->reduction[i].stmt == s)
			return true;
	return false;
}

/* Add the sum of statement "s" to the reductions of "piece". */
static void add_reduction(struct ta_planner *pl, struct ta_piece *piece, int s)
{
	const ta_stmt *st = pl->p->stmt[s];
	ta_reduction r = { .stmt = s, .op = ta_sum_op(st) };

	if (ta_piece_sums(piece, s))
		return;
	TA_PUSH(pl->a, piece->reduction, piece->nreductions, r);
}

/* Find out whether the iterations of the loop "piece" at "level" are
   independent, and which sums they share. */
void ta_find_legal(struct ta_planner *pl, struct ta_piece *piece, int level)
{
	const ta_program *p = pl->p;
	int i;

	piece->legal = true;
	piece->nreductions = 0;
	piece->reduction = NULL;
	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		int its = ta_piece_iter(piece, d->src);
		int itd = ta_piece_iter(piece, d->dst);

		if (its < 0 || itd < 0
		    || !ta_dep_carried(pl, d, level, its, itd))
			continue;
		if (d->reduction && !piece->around
		    && can_accumulate(pl, piece, d->src))
			add_reduction(pl, piece, d->src);
		else
			piece->legal = false;
	}
}

/* Let the loop "piece" run iterator "one" of the first and every other
   statement. */
void ta_set_iters(struct ta_planner *pl, struct ta_piece *piece, int one)
{
	int i;

	piece->kind = TA_NODE_LOOP;
	piece->step = 1;
	piece->it = TA_NEWV(pl->a, int, piece->set.n);
	for (i = 0; i < piece->set.n; i++)
		piece->it[i] = one;
}

/* Return whether the statements of "set" share the loop of iterator "d", the
   first that is not placed. */
static bool share_loop(const struct ta_planner *pl, const struct ta_set *set,
		       int d)
{
	int i;

	for (i = 0; i < set->n; i++)
		if (first_left(pl, set->s[i]) != d
		    || (i && ta_common_loops(pl->p->stmt[set->s[0]],
					     pl->p->stmt[set->s[i]]) <= d))
			return false;
	return true;
}

/* Let "piece", a component at "at", be a statement, or the loop over iterator "d" of
   its first one, or over the one that suits it if "d" is -2; return NULL, or why
   that cannot be. */
static const char *make_loop(struct ta_planner *pl, struct ta_place at,
			     struct ta_piece *piece, int d)
{
	const struct ta_set *set = &piece->set;
	int first = first_left(pl, set->s[0]);

	piece->call = -1;
	if (d < 0)
		d = set->n > 1 ? ta_turned_iter(pl, set, first, at.level)
			       : next_of_one(pl, set->s[0], at.level);
	if (d < 0 && set->n == 1) {
		piece->kind = TA_NODE_STMT;
		return NULL;
	}
	if (d < 0
	    || (set->n > 1 && !piece->around && !share_loop(pl, set, first)))
		return "statements cannot be put in one loop";
	ta_set_iters(pl, piece, d);
	if (!ta_find_bounds(pl, piece))
		return "statements in one loop have other bounds";
	ta_look_right(pl, piece, at);
	ta_find_legal(pl, piece, at.level);
	return NULL;
}

/* Decide what "set", a component at "at", becomes; what has to be tested
   before is in the conditions of "piece". */
void ta_make_piece(struct ta_planner *pl, const struct ta_set *set,
		   struct ta_place at, struct ta_piece *piece)
{
	struct ta_piece loop;
	const char *why;
	int d;

	memset(piece, 0, sizeof(*piece));
	piece->set = *set;
	find_conds(pl, piece);
	piece->call = ta_callable(pl, set, at.level);
	d = piece->call < 0 ? -2 : next_batch(pl, piece->call, set, at.level);
	if (d == -1) {
		piece->kind = TA_NODE_CALL;
		if (!ta_may_split_solve(pl, piece->call))
			return;
		loop = *piece;
		loop.kind = TA_NODE_LOOP;
		loop.instead = piece->call;
		loop.solve = true;
		if (!make_loop(pl, at, &loop, -2)
		    && ta_may_block(pl, &loop, at))
			*piece = loop;
		return;
	}
	piece->around = d >= 0;
	why = make_loop(pl, at, piece, d);
	if (why)
		ta_plan_fail(pl, why);
}

/* Set "piece" to the loop of iterator "d" that all statements of "set" at "at" share; return
   whether there is one. */
bool ta_shared_loop(struct ta_planner *pl, const struct ta_set *set,
		    struct ta_place at, int d, struct ta_piece *piece)
{
	memset(piece, 0, sizeof(*piece));
	piece->set = *set;
	piece->call = -1;
	find_conds(pl, piece);
	return !make_loop(pl, at, piece, d);
}

/* Return whether the loop "node" has at most one iteration: it runs from some x
   divided by a number to the next multiple of that, as the loop over the quotient
   of an outer iterator does. */
bool ta_runs_once(const ta_program *p, const ta_node *node)
{
	int64_t length;
	int i, j;

	if (node->kind != TA_NODE_LOOP)
		return false;
	for (i = 0; i < node->nlower; i++)
		for (j = 0; j < node->nupper; j++)
			if (node->lower[i].den == node->upper[j].den &&
			    ta_idx_is_const(ta_idx_sub(p->arena,
						       node->upper[j].num,
						       node->lower[i].num),
					    &length) &&
			    length <= node->lower[i].den * node->step)
				return true;
	return false;
}
