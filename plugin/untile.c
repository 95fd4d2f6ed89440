/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile.c - loops over tiles and in a tile are one loop.

   Assumes reductions.  What was cut into tiles by hand for the cache's sake,

	for (it = 0; T * it < n; it++)
		for (i = T * it; i < min (T * it + T, n); i++)

   counts through one range: where nothing but the bounds of "i" looks at "it",
   "i" alone is the loop, in the place of "it", if the dependences let the
   iterations run in that order.  It does not matter which loops are between
   the two, how many levels of tiles there are, whether the tiles of a triangle
   are a triangle, and whether "i" counts from the start of its tile: then it is
   made to count from the start of all.  A range of whole tiles only is guarded
   by its size being a multiple of theirs.

   Leaves true that loops are changed only where a contraction comes of it: its
   library call has tiles of its own, while other loops may need theirs. */
#include "untile.h"

#include <string.h>

/* Return whether nothing in "acc" but the subscripts of a virtual array uses
   iterator data[0], and such an array has both that and data[1] or neither: it
   does not live on from one iteration in a tile to the next. */
static bool fits_access(void *data, ta_access *acc)
{
	const int *tx = (const int *)data;
	int i;

	if (acc->offset && ta_idx_uses(acc->offset, tx[0]))
		return false;
	for (i = 0; i < acc->nsubs; i++) {
		int64_t k = acc->offset ? 0 : ta_idx_constant(acc->sub[i]);

		if (acc->offset ? ta_idx_uses(acc->sub[i], tx[0])
				: k || acc->sub[i]->nterms != 1
					  || !ta_idx_uses(acc->sub[i], i))
			return false;
	}
	return acc->offset || acc->nsubs <= tx[0] || acc->nsubs > tx[1];
}

/* Return whether no value in "e" is that of iterator "t". */
bool ta_no_value_of(const ta_expr *e, int t)
{
	int i;

	if (e->op == TA_OP_ITER && ta_idx_uses(e->u.idx, t))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!ta_no_value_of(e->arg[i], t))
			return false;
	return true;
}

/* Let "acc", if it is of a virtual array of the iterators data[0] and
   data[1], have the second of its subscripts in the place of the first. */
static bool move_sub(void *data, ta_access *acc)
{
	const int *tx = (const int *)data;
	int i;

	if (acc->offset || acc->nsubs <= tx[1])
		return true;
	acc->sub[tx[0]] = acc->sub[tx[1]];
	for (i = tx[1]; i + 1 < acc->nsubs; i++)
		acc->sub[i] = acc->sub[i + 1];
	acc->nsubs--;
	return true;
}

/* Let "s", a copy, have iterator "x" in the place of "t". */
static void move_iterator(ta_arena *a, ta_stmt *s, int t, int x)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	int d, tx[2] = { t, x };

	for (d = 0; d < s->depth; d++)
		to[d] = ta_idx_var(a, d == x ? t : d > x ? d - 1 : d);
	move_sub(tx, s->write);
	ta_expr_reads(s->rhs, move_sub, tx);
	ta_stmt_subst(a, s, to);
	s->iter[t] = s->iter[x];
	s->loop[t] = s->loop[x];
	for (d = x; d + 1 < s->depth; d++) {
		s->iter[d] = s->iter[d + 1];
		s->loop[d] = s->loop[d + 1];
	}
	s->depth--;
}

/* Make what becomes of statement "s" of "q"; return whether something can. */
static bool make_stmt(struct tiles *q, int s)
{
	ta_stmt *made = ta_stmt_copy(q->a, q->p->stmt[s], 0);
	struct tile tile;
	int tx[2];

	if (!ta_find_tile(q, made, &tile)
	    || !ta_merge_domain(q, made, &tile)
	    || ta_uses_from(tile.lo, q->t + 1))
		return false;
	tx[0] = q->t;
	tx[1] = q->x[s] = tile.x;
	if (!fits_access(tx, made->write) || !ta_no_value_of(made->rhs, q->t)
	    || !ta_expr_reads(made->rhs, fits_access, tx))
		return false;
	move_iterator(q->a, made, q->t, tile.x);
	q->made[s] = made;
	return true;
}

/* Return whether the loops in the tiles of statements "i" and "j" are one, or have
   nothing to do with each other, which is too little to know if tiles go
   by sizes: dependences are not known then. */
static bool fit_together(const struct tiles *q, int i, int j)
{
	bool shared = ta_common_loops(q->p->stmt[i], q->p->stmt[j]) > q->x[i];

	if (q->by_sizes)
		return i == j || (shared && q->x[i] == q->x[j]);
	return !shared || q->x[i] == q->x[j];
}

/* Find what becomes of the statements in the loop over tiles, iterator "t" of
   statement "s"; return whether it can be. */
static bool make_stmts(struct tiles *q, int s)
{
	const ta_program *p = q->p;
	int i, j;

	for (i = 0; i < p->nstmts; i++) {
		q->in[i] = i == s || ta_common_loops(p->stmt[s], p->stmt[i])
					     > q->t;
		if (q->in[i] && !make_stmt(q, i))
			return false;
	}
	for (i = 0; i < p->nstmts; i++)
		for (j = 0; j < p->nstmts; j++)
			if (q->in[i] && q->in[j]
			    && !fit_together(q, i, j))
				return false;
	return true;
}

/* Give the statements made their places: those in the loop that is gone have
   theirs among those that were beside it. */
static void place_stmts(struct tiles *q)
{
	const ta_program *p = q->p;
	int i, d, most = 0;

	for (i = 0; i < p->nstmts; i++)
		for (d = 0; d <= p->stmt[i]->depth; d++)
			if (p->stmt[i]->order[d] > most)
				most = p->stmt[i]->order[d];
	for (i = 0; i < p->nstmts; i++) {
		const int *old = p->stmt[i]->order;

		for (d = q->t + 1; q->in[i] && d <= q->made[i]->depth; d++)
			q->made[i]->order[d] =
				d < q->x[i] ? old[d] * (most + 1)
				: d == q->x[i] ? old[d] * (most + 1) + old[d + 1]
					       : old[d + 1] * (most + 1);
	}
}

/* Return how many different numbers of the "n" in "list" are less than "x". */
static int rank(const int *list, int n, int x)
{
	int i, j, less = 0;

	for (i = 0; i < n; i++) {
		bool first = list[i] < x;

		for (j = 0; j < i && first; j++)
			first = list[j] != list[i];
		less += first;
	}
	return less;
}

/* Let the places of the statements made be small numbers again, in the same
   order. */
static void number_places(struct tiles *q)
{
	int i, d;

	for (d = q->t + 1; d <= TA_MAX_DEPTH; d++) {
		int n = 0, *list = NULL;

		for (i = 0; i < q->p->nstmts; i++)
			if (q->in[i] && d <= q->made[i]->depth)
				TA_PUSH(q->a, list, n, q->made[i]->order[d]);
		for (i = 0; i < q->p->nstmts; i++)
			if (q->in[i] && d <= q->made[i]->depth)
				q->made[i]->order[d] =
					rank(list, n, q->made[i]->order[d]);
	}
}

/* Return which iterator of statement "s" is iterator "d" of what is made of
   it. */
static int old_iterator(const struct tiles *q, int s, int d)
{
	if (!q->in[s])
		return d;
	return d == q->t ? q->x[s] : d < q->x[s] ? d : d + 1;
}

/* Return whether the second of each pair of instances that "dep" is of is still
   later. */
static bool stays_later(const struct tiles *q, const ta_dep *dep)
{
	const ta_stmt *s = q->made[dep->src], *t = q->made[dep->dst];
	int m = q->p->stmt[dep->dst]->depth, d;

	if (dep->reduction || dep->commutes)
		return true;
	if (!dep->dir)
		return false;
	for (d = 0; d < s->depth && d < t->depth; d++) {
		unsigned dir;

		if (s->order[d] != t->order[d])
			break;
		dir = dep->dir[old_iterator(q, dep->src, d) * m
			       + old_iterator(q, dep->dst, d)];
		if (dir & TA_DIR_LT)
			return false;
		if (!(dir & TA_DIR_EQ))
			return true;
	}
	return s->order[d] < t->order[d] || dep->src == dep->dst;
}

/* Return whether the dependences allow what is made. */
static bool is_legal(const struct tiles *q)
{
	int i;

	for (i = 0; i < q->p->ndeps; i++) {
		const ta_dep *dep = &q->p->dep[i];

		if (q->in[dep->src] && q->in[dep->dst]
		    && !stays_later(q, dep))
			return false;
	}
	return true;
}

/* Let the directions of "dep" be over the iterators of what is made. */
static void move_directions(const struct tiles *q, ta_dep *dep)
{
	int rows = q->p->stmt[dep->src]->depth - q->in[dep->src];
	int m = q->p->stmt[dep->dst]->depth, cols = m - q->in[dep->dst], i, j;
	unsigned char *dir;

	if (!dep->dir)
		return;
	dir = TA_NEWV(q->a, unsigned char, rows * cols + 1);
	for (i = 0; i < rows; i++)
		for (j = 0; j < cols; j++)
			dir[i * cols + j] = dep->dir[
				old_iterator(q, dep->src, i) * m
				+ old_iterator(q, dep->dst, j)];
	dep->dir = dir;
}

/* Let the virtual array "v" have the dimensions that the statements made give
   it. */
static void move_dimension(struct tiles *q, ta_access *acc)
{
	ta_array *v = &q->p->array[acc->array];
	int i, x = -1;

	if (!v->is_virtual || v->ndims == acc->nsubs)
		return;
	for (i = 0; i < q->p->nstmts && x < 0; i++)
		if (q->in[i] && ta_stmt_touches(q->made[i], acc->array))
			x = q->x[i];
	if (v->extent) {
		v->extent = (const ta_idx **)ta_copy_list(
			q->a, v->extent, v->ndims, sizeof(*v->extent));
		v->extent[q->t] = v->extent[x];
		for (i = x; i + 1 < v->ndims; i++)
			v->extent[i] = v->extent[i + 1];
	}
	v->ndims--;
}

/* Call move_dimension for "acc" with "data". */
static bool move_read(void *data, ta_access *acc)
{
	move_dimension((struct tiles *)data, acc);
	return true;
}

/* Put what is made in the place of the statements of "q". */
static void apply(struct tiles *q)
{
	ta_program *p = q->p;
	int i, loop = -1;

	for (i = 0; i < p->ndeps; i++)
		move_directions(q, &p->dep[i]);
	for (i = 0; i < p->nstmts; i++) {
		if (!q->in[i])
			continue;
		if (loop < 0)
			loop = q->made[i]->loop[q->t];
		q->made[i]->loop[q->t] = loop;
		p->stmt[i] = q->made[i];
		move_dimension(q, q->made[i]->write);
		ta_expr_reads(q->made[i]->rhs, move_read, q);
	}
}

/* Make one loop of the loop over tiles q->t of statement "s" and those in the
   tiles; return whether that could be.  Whether the dependences allow it is not
   asked of tiles that q->by_sizes are: that is for whoever does it to see.  What
   has to be a multiple for it is required. */
bool ta_merge_tiles(struct tiles *q, int s)
{
	q->in = TA_NEWV(q->a, bool, q->p->nstmts);
	q->x = TA_NEWV(q->a, int, q->p->nstmts);
	q->made = TA_NEWV(q->a, ta_stmt *, q->p->nstmts);
	if (!make_stmts(q, s))
		return false;
	place_stmts(q);
	number_places(q);
	if (!q->by_sizes && !is_legal(q))
		return false;
	apply(q);
	if (q->multiple)
		ta_guard_multiple(q->p, q->multiple, q->size);
	return true;
}

/* Make one loop of the loop over tiles, iterator "t" of statement "s", and
   those in the tiles; return whether that could be. */
static bool untile(ta_program *p, int s, int t)
{
	struct tiles q = { .p = p, .a = p->arena, .t = t };

	return ta_merge_tiles(&q, s);
}

/* Return whether there are tiles in "p". */
static bool has_tiles(const ta_program *p)
{
	struct tiles q = { .a = p->arena };
	struct tile tile;
	int i;

	for (i = 0; i < p->nstmts; i++)
		for (q.t = p->stmt[i]->depth - 2; q.t >= 0; q.t--)
			if (ta_find_tile(&q, p->stmt[i], &tile))
				return true;
	return false;
}

/* Return whether every iterator of "s" has both bounds still. */
bool ta_has_bounds(ta_arena *a, const ta_stmt *s)
{
	int i, d;

	for (d = 0; d < s->depth; d++) {
		bool lo = false, hi = false;

		for (i = 0; i < s->ncons; i++)
			if (!ta_uses_from(s->cons[i], d + 1)) {
				lo |= ta_factor(a, s->cons[i], d) > 0;
				hi |= ta_factor(a, s->cons[i], d) < 0;
			}
		if (!lo || !hi)
			return false;
	}
	return true;
}

/* Make one loop of every two of nest "nest" of "p" that can be one; return
   whether there were any. */
static bool untile_loops(ta_program *p, int nest)
{
	int i, t, found = 1, merged = 0;

	while (found) {
		found = 0;
		for (i = 0; i < p->nstmts && !found; i++)
			for (t = 0; t + 1 < p->stmt[i]->depth && !found; t++)
				found = p->stmt[i]->order[0] == nest
					&& untile(p, i, t);
		merged += found;
	}
	for (i = 0; i < p->nstmts && merged; i++)
		if (p->stmt[i]->order[0] == nest
		    && !ta_has_bounds(p->arena, p->stmt[i]))
			merged = 0;
	return merged;
}

/* Make one loop of those of nest "nest" of "p" with a rest that goes on where they
   end; return whether loops may have come to be one in another that can be one
   now. */
static bool join_loops(ta_program *p, const ta_options *opt, int nest)
{
	bool joined;

	ta_reductions(p);
	joined = ta_join_rests(p, nest);
	if (joined)
		ta_reductions(p);
	return ta_drop_quotients(p, nest) && joined && ta_find_deps(p, opt);
}

/* Make one loop of every two of nest "nest" of "p" that can be one, and of those
   with a rest; return whether a statement of it is a contraction then. */
static bool untile_nest(ta_program *p, const ta_options *opt, int nest)
{
	enum ta_reason reason;
	const char *detail;
	int i;

	if (!untile_loops(p, nest))
		return false;
	while (join_loops(p, opt, nest))
		untile_loops(p, nest);
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] == nest
		    && p->stmt[i]->reduce != TA_OP_NONE
		    && ta_match_contraction(p, i, &reason, &detail))
			return true;
	return false;
}

/* What "p" was before its nests were changed: "n" statements. */
struct before {
	int n, nguards;
	ta_stmt **stmt;
	ta_array *array;
	ta_nest *nest;
};

/* Let nest "nest" of "p" be what it was. */
static void take_back(ta_program *p, int nest, const struct before *b)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	int i, j;

	for (i = 0; i < p->nstmts; i++)
		drop[i] = p->stmt[i]->order[0] == nest;
	ta_program_drop(p, drop);
	for (i = 0; i < b->n; i++) {
		if (b->stmt[i]->order[0] != nest)
			continue;
		TA_PUSH(p->arena, p->stmt, p->nstmts, b->stmt[i]);
		for (j = 0; j < p->narrays; j++)
			if (p->array[j].is_virtual
			    && ta_stmt_touches(b->stmt[i], j))
				p->array[j] = b->array[j];
	}
}

/* Roll up what stands side by side in "p", and let what counts from the start of
   a tile count from the start of all; return whether there are tiles then. */
static bool find_tiles(ta_program *p)
{
	ta_sort_stmts(p);
	if (ta_reroll(p))
		ta_reductions(p);
	ta_count_from_start(p, false);
	return has_tiles(p);
}

/* Make one loop of the loops over tiles and in them, and of what was unrolled by
   hand, in every nest of "p" of which a contraction comes then; return in how
   many nests.  "changed" is set if dependences and reductions have to be found
   anew. */
int ta_untile(ta_program *p, const ta_options *opt, bool *changed)
{
	struct before b = { .n = p->nstmts, .nguards = p->nguards };
	int n, useful = 0;
	bool ok;

	b.stmt = (ta_stmt **)ta_copy_list(p->arena, p->stmt, p->nstmts,
					  sizeof(*p->stmt));
	b.array = (ta_array *)ta_copy_list(p->arena, p->array, p->narrays,
					   sizeof(*p->array));
	b.nest = (ta_nest *)ta_copy_list(p->arena, p->nest, p->nnests,
					 sizeof(*p->nest));
	ok = find_tiles(p);
	if (ok) {
		*changed = true;
		ta_reductions(p);
		ok = ta_find_deps(p, opt);
	}
	for (n = 0; n < p->nnests && ok; n++) {
		int nguards = p->nguards;

		if (untile_nest(p, opt, n)) {
			useful++;
		} else {
			take_back(p, n, &b);
			p->nguards = nguards;
		}
		if (n + 1 < p->nnests)
			ok = ta_find_deps(p, opt);
	}
	if (!ok) {
		p->stmt = b.stmt;
		p->nstmts = b.n;
		p->array = b.array;
		p->nest = b.nest;
		p->nguards = b.nguards;
		useful = 0;
	}
	if (*changed) {
		ta_sort_stmts(p);
		ta_reductions(p);
	}
	return useful;
}
