/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuse.c - neighbours that run together.

   Assumes pieces in an order that keeps every dependence.  Two loops over the
   same range become one when no instance of the second needs another
   iteration of the first: then the fused loop is still parallel, and what one
   writes is in cache when the other reads it.  So do two innermost loops whose
   iterations wait for each other, as the chains of a recurrence do, when no instance
   of the second needs a later iteration of the first: while one chain waits the other
   goes on, where two loops would wait one after the other.  Rows that do so stay
   apart from rows of loops that do not, as some of them can run side by side.  A product of
   matrices and the loops over the rows of its result before and after it run together
   by panels of rows:

	for (p = 0; p < m; p += 128)	parallel
		C = bias			rows p to p + 128
		C += A * B			one call
		C = max (C, 0)
*/
#include "plan.h"

#include <string.h>

/* Return "x" followed by "y". */
struct ta_set ta_set_union(struct ta_planner *pl, const struct ta_set *x,
			   const struct ta_set *y)
{
	struct ta_set set = { x->n + y->n, TA_NEWV(pl->a, int, x->n + y->n) };

	memcpy(set.s, x->s, sizeof(int) * (size_t)x->n);
	memcpy(set.s + x->n, y->s, sizeof(int) * (size_t)y->n);
	return set;
}

/* Note that the statements of "x" and "y" share a loop. */
static void note_fused(struct ta_planner *pl, const struct ta_set *x,
		       const struct ta_set *y)
{
	int i;

	for (i = 0; i < x->n; i++)
		pl->fused[x->s[i]] = true;
	for (i = 0; i < y->n; i++)
		pl->fused[y->s[i]] = true;
}

/* Return whether "x" and "y" are of different nests. */
static bool apart(const struct ta_planner *pl, const struct ta_set *x,
		  const struct ta_set *y)
{
	return pl->p->stmt[x->s[0]]->order[0] != pl->p->stmt[y->s[0]]->order[0];
}

/* Return whether "piece" is an innermost loop at "level" that must run in order. */
static bool is_chain(const struct ta_planner *pl, const struct ta_piece *piece,
		     int level)
{
	int i;

	if (piece->kind != TA_NODE_LOOP || piece->legal || piece->around
	    || piece->nreductions || piece->once || piece->again || piece->solve
	    || piece->turned || piece->strips)
		return false;
	for (i = 0; i < piece->set.n; i++)
		if (pl->p->stmt[piece->set.s[i]]->depth != level + 1)
			return false;
	return true;
}

/* Return whether an instance of "y" at "level" needs, or takes the place of, one of
   "x" that is of a later iteration of this loop. */
static bool needs_later(const struct ta_planner *pl, const struct ta_piece *x,
			const struct ta_piece *y, int level)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];
		int its = ta_piece_iter(x, d->src);
		int itd = ta_piece_iter(y, d->dst);

		if (its >= 0 && itd >= 0 && ta_dep_active(pl, d, level)
		    && ta_dep_direction(pl, d, its, itd) & TA_DIR_LT)
			return true;
	}
	return false;
}

/* Return whether an iteration of "piece", a loop at "level" whose iterations are
   independent, is a loop that must run in order: such rows can run side by side
   (chains.c). */
static bool has_chain(const struct ta_planner *pl, const struct ta_piece *piece,
		      int level)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (!d->reduction && d->common == level + 2
		    && p->stmt[d->src]->depth == d->common
		    && p->stmt[d->dst]->depth == d->common
		    && d->levels >> (level + 1) & 1
		    && ta_piece_iter(piece, d->src) >= 0
		    && ta_piece_iter(piece, d->dst) >= 0
		    && ta_dep_active(pl, d, level))
			return true;
	}
	return false;
}

/* Return whether iterations of "piece", a loop at "level", hold loops. */
static bool has_loops(const struct ta_planner *pl, const struct ta_piece *piece,
		      int level)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		if (pl->p->stmt[piece->set.s[i]]->depth > level + 1)
			return true;
	return false;
}

/* Return whether one of the loops "x" and "y" at "level" has rows that could run side
   by side, but not together with those of the other. */
static bool rows_part(const struct ta_planner *pl, const struct ta_piece *x,
		      const struct ta_piece *y, int level)
{
	return has_loops(pl, x, level) && has_loops(pl, y, level)
	       && has_chain(pl, x, level) != has_chain(pl, y, level);
}

/* Return whether "piece" divides what there are no vectors for. */
static bool divides_alone(const struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++)
		if (ta_divides_alone(pl->p, pl->p->stmt[piece->set.s[i]]->rhs))
			return true;
	return false;
}

/* Return whether a statement of "x" and one of "y" depend on each other in loops inside of
   "level". */
static bool are_tied(const struct ta_planner *pl, const struct ta_piece *x,
		     const struct ta_piece *y, int level)
{
	const ta_program *p = pl->p;
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *d = &p->dep[i];

		if (((ta_in_set(&x->set, d->src) && ta_in_set(&y->set, d->dst))
		     || (ta_in_set(&y->set, d->src)
			 && ta_in_set(&x->set, d->dst)))
		    && ta_dep_active(pl, d, level))
			return true;
	}
	return false;
}

/* Return whether the scatters "x" and "y" at "level", which one loop of the source runs,
   have nothing to do with each other, and are few enough for copies. */
static bool scatters_join(const struct ta_planner *pl, const struct ta_piece *x,
			  const struct ta_piece *y, int level)
{
	const ta_program *p = pl->p;

	return ta_common_loops(p->stmt[x->set.s[0]], p->stmt[y->set.s[0]]) > level
	       && x->set.n + y->set.n <= TA_MAX_COPIES
	       && !are_tied(pl, x, y, level);
}

/* The search for an element that statement "s" reads, as another one does. */
struct shared {
	const ta_stmt *s;
	const ta_access *acc;
};

/* Return whether "acc" is not the element in memory that the struct shared "data" looks
   for. */
static bool is_other(void *data, ta_access *acc)
{
	const struct shared *q = data;

	return !acc->offset || !ta_access_equal(acc, q->acc);
}

/* Return whether the statement of the struct shared "data" does not read the element
   "acc" in memory. */
static bool is_own(void *data, ta_access *acc)
{
	struct shared q = *(const struct shared *)data;

	q.acc = acc;
	return !acc->offset || ta_expr_reads(q.s->rhs, is_other, &q);
}

/* Return whether all statements of "piece" are sums, in scalars that each iteration of a
   panel has. */
static bool are_sums(const struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		if (s->reduce == TA_OP_NONE
		    || !pl->p->array[s->write->array].is_virtual)
			return false;
	}
	return true;
}

/* Return whether "x" and "y" at "level" of a panel that is turned add up what is made of the
   same elements, in loops of the source that they share, as those over a window are: one
   loop reads them once. */
static bool sums_join(const struct ta_planner *pl, const struct ta_piece *x,
		      const struct ta_piece *y, int level)
{
	const ta_stmt *s = pl->p->stmt[x->set.s[0]], *t = pl->p->stmt[y->set.s[0]];
	struct shared q = { t, NULL };

	return pl->turned && are_sums(pl, x) && are_sums(pl, y)
	       && ta_common_loops(s, t) == s->depth && s->depth == t->depth
	       && !are_tied(pl, x, y, level) && !ta_expr_reads(s->rhs, is_own, &q);
}

/* Return whether "x" and "y", which have one range, may be one loop at "level" as far as
   it is known before that is tried. */
static bool may_join(struct ta_planner *pl, const struct ta_piece *x,
		     const struct ta_piece *y, int level)
{
	if (x->scatter && y->scatter)
		return scatters_join(pl, x, y, level);
	if (x->alone || y->alone || x->window || y->window || x->legal != y->legal
	    || divides_alone(pl, x) != divides_alone(pl, y))
		return false;
	if (x->legal)
		return !rows_part(pl, x, y, level);
	if (sums_join(pl, x, y, level))
		return true;
	return is_chain(pl, x, level) && is_chain(pl, y, level)
	       && !needs_later(pl, x, y, level);
}

/* Return whether "x" and "y" run under the same conditions. */
static bool same_conds(const struct ta_piece *x, const struct ta_piece *y)
{
	int i;

	if (x->nconds != y->nconds)
		return false;
	for (i = 0; i < x->nconds; i++)
		if (!ta_idx_equal(x->cond[i], y->cond[i]))
			return false;
	return true;
}

/* Set "out" to the loop that runs "x" and "y" together at "level"; return
   whether its iterations are independent, or those of neither are. */
static bool join(struct ta_planner *pl, const struct ta_piece *x,
		 const struct ta_piece *y, int level, struct ta_piece *out)
{
	if (x->kind != TA_NODE_LOOP || y->kind != TA_NODE_LOOP
	    || !same_conds(x, y) || !ta_ask_alike(pl, &x->set, &y->set)
	    || x->step > 1 || y->step > 1
	    || !ta_same_bounds(x, y) || !may_join(pl, x, y, level))
		return false;
	*out = *x;
	out->set = ta_set_union(pl, &x->set, &y->set);
	out->around = x->around || y->around;
	out->it = TA_NEWV(pl->a, int, out->set.n);
	memcpy(out->it, x->it, sizeof(int) * (size_t)x->set.n);
	memcpy(out->it + x->set.n, y->it, sizeof(int) * (size_t)y->set.n);
	ta_find_legal(pl, out, level);
	return out->legal || !x->legal;
}

/* Replace the "k" pieces from "i" on, of "n", by "one". */
void ta_replace_pieces(struct ta_piece *piece, int *n, int i, int k,
		       const struct ta_piece *one)
{
	piece[i] = *one;
	memmove(piece + i + 1, piece + i + k,
		sizeof(*piece) * (size_t)(*n - i - k));
	*n -= k - 1;
}

/* Fuse neighbouring loops of the "n" pieces "piece". */
static void fuse_loops(struct ta_planner *pl, struct ta_piece *piece, int *n,
		       int level)
{
	struct ta_piece one;
	int i = 0;

	while (i + 1 < *n) {
		if (!join(pl, &piece[i], &piece[i + 1], level, &one)) {
			i++;
			continue;
		}
		if (apart(pl, &piece[i].set, &piece[i + 1].set))
			note_fused(pl, &piece[i].set, &piece[i + 1].set);
		ta_replace_pieces(piece, n, i, 2, &one);
	}
}

/* Return the iterator of "t" that runs over the rows that iterator "r" of
   the update "s" runs over in the output, or -1. */
static int same_rows(const struct ta_planner *pl, const ta_stmt *s, int r,
		     const ta_stmt *t)
{
	const ta_idx *x, *y;
	int d;

	if (r < ta_common_loops(s, t))
		return r;
	x = ta_idx_coef(pl->a, s->write->offset, r);
	for (d = ta_common_loops(s, t); d < t->depth; d++) {
		y = ta_idx_coef(pl->a, t->write->offset, d);
		if (x && y && ta_idx_equal(x, y))
			return d;
	}
	return -1;
}

/* Return the iterator of the update of "con" that runs alone over the rows of
   the result, its first to its last, or -1. */
static int row_iter(const struct ta_planner *pl, const ta_contraction *con)
{
	const ta_stmt *s = pl->p->stmt[con->update];
	int64_t k;
	bool by_rows = !con->n || (ta_idx_is_const(con->out.col, &k) && k == 1);
	enum ta_class cls = by_rows ? TA_CLASS_M : TA_CLASS_N;
	const ta_idx *pitch = by_rows ? con->out.row : con->out.col, *x;
	int d, r = -1;

	for (d = 0; d < s->depth; d++) {
		if (con->cls[d] != cls)
			continue;
		if (r >= 0 || pl->lo[con->update][d])
			return -1;
		r = d;
	}
	if (r < 0)
		return -1;
	x = ta_idx_coef(pl->a, con->out.access->offset, r);
	return x && ta_idx_equal(x, pitch) ? r : -1;
}

/* Set "loop" to the call "piece" as a loop over the rows of its result at
   "level"; return whether that can be. */
bool ta_rows_of_call(struct ta_planner *pl, const struct ta_piece *piece,
		     int level, struct ta_piece *loop)
{
	const ta_group *g = &pl->p->group[piece->call];
	const ta_stmt *s = pl->p->stmt[g->con->update];
	int i, r;

	if (piece->nconds || g->con->left.packed || g->con->right.packed)
		return false;
	r = row_iter(pl, g->con);
	if (r < 0)
		return false;
	*loop = *piece;
	loop->kind = TA_NODE_LOOP;
	loop->step = 1;
	loop->around = true;
	loop->it = TA_NEWV(pl->a, int, piece->set.n);
	for (i = 0; i < piece->set.n; i++) {
		loop->it[i] = same_rows(pl, s, r, pl->p->stmt[piece->set.s[i]]);
		if (loop->it[i] < 0)
			return false;
	}
	if (!ta_find_bounds(pl, loop) || loop->nlower != 1
	    || loop->nupper != 1)
		return false;
	ta_find_legal(pl, loop, level);
	return loop->legal;
}

/* Return whether some statement of "set" touches the result of group "g". */
static bool touches_result(const struct ta_planner *pl,
			   const struct ta_set *set, int g)
{
	int i, out = pl->p->group[g].con->out.access->array;

	for (i = 0; i < set->n; i++)
		if (ta_stmt_touches(pl->p->stmt[set->s[i]], out))
			return true;
	return false;
}

/* Require "x" >= 0 for the panels of "one"; return false when it is not. */
static bool need(struct ta_planner *pl, struct ta_piece *one, const ta_idx *x)
{
	int64_t k;

	if (!x)
		return false;
	if (ta_idx_is_const(x, &k))
		return k >= 0;
	TA_PUSH(pl->a, one->enough, one->nenough, x);
	return true;
}

/* Return whether the call of "one", of group "g", is worth panels of rows by
   what it computes: its depth is small, so is its other operand.  A
   deterministic one always is, as it has no other way to several threads;
   what has to hold for that is added to "one". */
static bool panels_suit(struct ta_planner *pl, struct ta_piece *one, int g)
{
	const ta_contraction *con = pl->p->group[g].con;
	int bytes = ta_type_size(pl->p->array[con->out.access->array].elem);
	const ta_idx *k = ta_plan_idx(pl, con->update, con->k), *cols;
	int64_t unit;

	if (pl->p->deterministic)
		return true;
	cols = ta_idx_is_const(con->out.col, &unit) && unit == 1 ? con->n
								 : con->m;
	cols = ta_plan_idx(pl, con->update, cols);
	return need(pl, one, ta_idx_addk(pl->a, ta_idx_scale(pl->a, k, -1),
					 ta_cost_panel_depth))
	       && need(pl, one,
		       ta_idx_addk(pl->a,
				   ta_idx_scale(pl->a,
						ta_idx_mul(pl->a, k, cols),
						-1),
				   ta_cost_panel_bytes / bytes));
}

/* Set the panels of "one", which holds the call of group "g"; return whether
   it is to have any.  "whole" of "n" pieces are what it is made from. */
static bool set_panels(struct ta_planner *pl, struct ta_piece *one, int g,
		       const struct ta_piece *whole, int n)
{
	const ta_idx *rows = ta_idx_sub(pl->a, one->upper[0].num,
					one->lower[0].num);
	int64_t least;

	one->step = ta_cost_panel(rows, &least);
	if (!need(pl, one, ta_idx_addk(pl->a, rows, -least))
	    || !panels_suit(pl, one, g))
		return false;
	if (!one->nenough)
		return true;
	one->nalt = n;
	one->alt = (struct ta_piece *)ta_memdup(pl->a, whole,
						sizeof(*whole) * (size_t)n);
	return true;
}

/* Make panels of the call piece[i] and its neighbours, if they fit; return
   the place of the result. */
static int fuse_panels(struct ta_planner *pl, struct ta_piece *piece, int *n,
		       int i, int level)
{
	struct ta_piece one, next;
	int first = i, last = i, j, g = piece[i].call;

	if (pl->p->group[g].idiom != TA_IDIOM_GEMM
	    || !ta_rows_of_call(pl, &piece[i], level, &one))
		return i;
	while (first > 0 && touches_result(pl, &piece[first - 1].set, g)
	       && join(pl, &piece[first - 1], &one, level, &next)) {
		one = next;
		first--;
	}
	while (last + 1 < *n && touches_result(pl, &piece[last + 1].set, g)
	       && join(pl, &one, &piece[last + 1], level, &next)) {
		one = next;
		last++;
	}
	if ((first == last && !pl->p->deterministic)
	    || !set_panels(pl, &one, g, piece + first, last - first + 1))
		return i;
	for (j = first; j <= last && first < last; j++)
		note_fused(pl, &piece[j].set, &piece[j].set);
	ta_replace_pieces(piece, n, first, last - first + 1, &one);
	return first;
}

/* Fuse what may be and pays, of the "n" pieces "piece" at "at". */
void ta_fuse(struct ta_planner *pl, struct ta_piece *piece, int *n,
	     struct ta_place at)
{
	int i;

	fuse_loops(pl, piece, n, at.level);
	ta_find_passes(pl, piece, n, at);
	ta_find_once(pl, piece, n, at);
	if (at.inside || pl->p->fp == TA_FP_STRICT)
		return;
	for (i = 0; i < *n; i++)
		if (piece[i].kind == TA_NODE_CALL)
			i = fuse_panels(pl, piece, n, i, at.level);
}
