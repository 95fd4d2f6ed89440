/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tile.c - two loops that go through memory across each other, by tiles.

   Assumes a loop whose iterations are independent, with one loop in it of which
   the same is true:

	for i: for j: B[j][i] = A[i][j]

   Whichever is inside, one of the arrays is gone through with a step of a row:
   of every line of the cache one element is used, and when the next one is, the
   line has long been put out.  Both loops run by panels then, and inside of a
   tile as they would have:

	for (i0 = 0; i0 < n; i0 += 32)	parallel
	  for (j0 = 0; j0 < m; j0 += 32)
	    for j in j0 ...: for i in i0 ...: B[j][i] = A[i][j]

   Of a triangle, where j begins or ends at i, the tiles that it meets are gone
   through, and of each what is in the triangle.

   Nothing depends on another iteration of either loop, so that any order is
   right: where one is short, the other is outside, for its panels are shared out
   among threads.  Leaves the program as it was, and plans nothing where no array would
   gain. */
#include "plan.h"

#include <string.h>

/* How an access goes through memory with a loop: stays, by neighbours in a line
   of the cache, or from line to line. */
enum { STAYS = 1, NEAR = 2, FAR = 4 };

/* What the accesses of a statement do with its iterators "outer" and "inner":
   some are near for the outer and far for the inner loop ("down"), or the other
   way round ("across").  "bytes": of the longest element. */
struct ways {
	struct ta_planner *pl;
	int outer, inner, bytes;
	bool down, across;
};

/* Return how an access with offset "x" and elements of "bytes" goes with
   iterator "d". */
static int way(struct ta_planner *pl, const ta_idx *x, int d, int bytes)
{
	int64_t k;

	if (!ta_idx_uses(x, d))
		return STAYS;
	if (!ta_idx_is_const(ta_idx_coef(pl->a, x, d), &k))
		return FAR;
	k = k < 0 ? -k : k;
	return k < TA_LINE / bytes ? NEAR : FAR;
}

/* Add to "data" what "acc" does. */
static bool add_way(void *data, ta_access *acc)
{
	struct ways *w = data;
	int bytes = ta_type_size(w->pl->p->array[acc->array].elem), out, in;

	if (!acc->offset)
		return true;
	out = way(w->pl, acc->offset, w->outer, bytes);
	in = way(w->pl, acc->offset, w->inner, bytes);
	w->down |= out == NEAR && in == FAR;
	w->across |= out == FAR && in == NEAR;
	w->bytes = bytes > w->bytes ? bytes : w->bytes;
	return true;
}

/* Return the only iterator of statement "s" but "outer" that is not placed, if
   "nties" bounds tie it to "outer", or -1. */
static int other_iter(const struct ta_planner *pl, int s, int outer, int nties)
{
	const ta_stmt *st = pl->p->stmt[s];
	int c, d, found = -1, n = 0;

	for (d = 0; d < st->depth; d++) {
		if (d == outer || pl->iter[s][d])
			continue;
		if (found >= 0)
			return -1;
		found = d;
	}
	for (c = 0; c < st->ncons && found >= 0; c++)
		n += ta_idx_uses(st->cons[c], found)
		     && ta_idx_uses(st->cons[c], outer);
	return n == nties ? found : -1;
}

/* Return whether each statement of "piece" has just its bounds, one below and
   one above. */
static bool has_its_bounds(struct ta_planner *pl, const struct ta_piece *piece)
{
	int i;

	if (piece->nlower != 1 || piece->nupper != 1 || piece->lower->den != 1
	    || piece->upper->den != 1)
		return false;
	for (i = 0; i < piece->set.n; i++) {
		struct ta_piece own = *piece;

		own.set.n = 1;
		own.set.s = &piece->set.s[i];
		own.it = &piece->it[i];
		if (!ta_find_bounds(pl, &own) || !ta_same_bounds(&own, piece))
			return false;
	}
	return true;
}

/* Return whether the loop "piece" is known to run fewer than "least" times. */
static bool is_short(struct ta_planner *pl, const struct ta_piece *piece,
		     int64_t least)
{
	int64_t n;

	return ta_idx_is_const(ta_idx_sub(pl->a, piece->upper->num,
					  piece->lower->num), &n)
	       && n < least;
}

/* Set "inner" to the loop inside of "piece" at "at"; return whether both may
   run by tiles. */
static bool find_inner(struct ta_planner *pl, const struct ta_piece *piece,
		       struct ta_place at, struct ta_piece *inner)
{
	int i;

	*inner = *piece;
	inner->it = TA_NEWV(pl->a, int, piece->set.n);
	for (i = 0; i < piece->set.n; i++) {
		int s = piece->set.s[i];

		inner->it[i] = other_iter(pl, s, piece->it[i], 0);
		if (inner->it[i] < 0 || pl->lo[s][piece->it[i]]
		    || pl->lo[s][inner->it[i]])
			return false;
	}
	if (!ta_find_bounds(pl, inner) || !has_its_bounds(pl, inner)
	    || !has_its_bounds(pl, piece))
		return false;
	ta_find_legal(pl, inner, at.level);
	return inner->legal && !inner->nreductions;
}

/* Return where iterator "outer" of statement "s" is, in a panel of it that begins
   at plan variable "var", when there is most of iterator "inner", which one
   constraint ties to it; NULL: that cannot be told. */
static const ta_idx *widest_at(struct ta_planner *pl, int s, int outer,
			       int inner, int var)
{
	const ta_stmt *st = pl->p->stmt[s];
	int64_t k;
	int c;

	for (c = 0; c < st->ncons; c++)
		if (ta_idx_uses(st->cons[c], inner)
		    && ta_idx_uses(st->cons[c], outer))
			break;
	if (c == st->ncons
	    || !ta_idx_is_const(ta_idx_coef(pl->a, st->cons[c], outer), &k))
		return NULL;
	return k < 0 ? ta_idx_var(pl->a, var)
		     : ta_idx_addk(pl->a, ta_idx_var(pl->a, var + 1), -1);
}

/* Set "inner" to the loop inside of "piece" at "at", which is a triangle with it
   and has a panel of "piece" around; return whether both may run by tiles. */
static bool find_triangle(struct ta_planner *pl, const struct ta_piece *piece,
			  struct ta_place at, struct ta_piece *inner)
{
	int s = piece->set.s[0], outer = piece->it[0], d;
	const ta_idx *x;
	bool found;

	*inner = *piece;
	d = piece->set.n == 1 ? other_iter(pl, s, outer, 1) : -1;
	x = d < 0 ? NULL : widest_at(pl, s, outer, d, at.var);
	if (!x || pl->lo[s][outer] || pl->lo[s][d]
	    || !has_its_bounds(pl, piece))
		return false;
	inner->it = TA_NEWV(pl->a, int, 1);
	inner->it[0] = d;
	ta_find_legal(pl, inner, at.level);
	pl->iter[s][outer] = x;
	found = ta_find_bounds(pl, inner);
	pl->iter[s][outer] = NULL;
	return found && inner->legal && !inner->nreductions;
}

/* Return whether "piece" and "inner" are all the loops of a copy that is turned in
   registers. */
static bool is_copy(struct ta_planner *pl, const struct ta_piece *piece,
		    const struct ta_piece *inner)
{
	const ta_stmt *s = pl->p->stmt[piece->set.s[0]];
	int x = piece->it[0], y = inner->it[0];

	return ta_may_turn(pl->opt) && piece->set.n == 1
	       && (ta_is_turned_copy(pl->p, s, x, y)
		   || ta_is_turned_copy(pl->p, s, y, x));
}

/* Return of how many iterations of both loops, "piece" and "inner", which are a
   triangle or not, the tiles are to be, or 0 where there are to be none. */
static int64_t tile_size(struct ta_planner *pl, const struct ta_piece *piece,
			 const struct ta_piece *inner, bool triangle)
{
	struct ways w = { .pl = pl };
	int64_t size;
	int i;

	for (i = 0; i < piece->set.n; i++) {
		const ta_stmt *s = pl->p->stmt[piece->set.s[i]];

		w.outer = piece->it[i];
		w.inner = inner->it[i];
		add_way(&w, s->write);
		ta_expr_reads(s->rhs, add_way, &w);
	}
	if (!w.down || !w.across)
		return 0;
	size = ta_cost_tile(w.bytes, pl->opt->eager);
	if (is_short(pl, piece, 2 * size)
	    && (inner->nlower != 1 || inner->nupper != 1
		|| inner->lower->den != 1 || inner->upper->den != 1
		|| is_short(pl, inner, 2 * size)))
		return 0;
	return is_copy(pl, piece, inner)
		       ? ta_cost_transpose(triangle, pl->opt->eager)
		       : size;
}

/* Return whether the loop "piece" at "at" is around one that makes it a triangle,
   and both are to run by tiles, or both are a copy that is turned in registers: it
   is not to share its loop with others then. */
bool ta_may_tile_alone(struct ta_planner *pl, const struct ta_piece *piece,
		       struct ta_place at)
{
	struct ta_piece inner;

	if (piece->kind != TA_NODE_LOOP || piece->step != 1 || !piece->legal
	    || pl->opt->identity || piece->nreductions || piece->around)
		return false;
	if (find_triangle(pl, piece, at, &inner))
		return tile_size(pl, piece, &inner, true) > 0;
	return piece->set.n == 1 && ta_may_turn(pl->opt)
	       && find_inner(pl, piece, at, &inner)
	       && is_copy(pl, piece, &inner)
	       && tile_size(pl, piece, &inner, false) > 0;
}

/* Return the plan of the loop "piece" at "at" by tiles, or NULL where it is to
   have none. */
ta_node *ta_plan_tiles(struct ta_planner *pl, const struct ta_piece *piece,
		       struct ta_place at)
{
	struct ta_piece outer = *piece, inner;
	struct ta_place in = at;
	ta_node *node, *child;
	bool triangle = false;
	int i;

	if (pl->opt->identity || !piece->legal || piece->nreductions
	    || piece->around
	    || (!find_inner(pl, piece, at, &inner)
		&& !(triangle = find_triangle(pl, piece, at, &inner))))
		return NULL;
	outer.step = inner.step = tile_size(pl, piece, &inner, triangle);
	if (!outer.step)
		return NULL;
	if (!triangle && is_short(pl, &outer, 2 * outer.step)) {
		struct ta_piece other = outer;

		outer = inner;
		inner = other;
	}
	for (i = 0; i < piece->set.n; i++)
		pl->tiled[piece->set.s[i]] = true;
	node = ta_loop_node(pl, &outer, at);
	ta_set_panel(pl, &outer, in, true);
	in.var += 2;
	in.inside = true;
	child = ta_loop_node(pl, &inner, in);
	ta_node_add(pl->a, node, child);
	ta_set_panel(pl, &inner, in, true);
	in.var += 2;
	ta_node_add(pl->a, child, ta_plan_set(pl, &piece->set, in));
	ta_set_panel(pl, &inner, in, false);
	ta_set_panel(pl, &outer, at, false);
	ta_finish_parallel(pl, node);
	return node;
}
