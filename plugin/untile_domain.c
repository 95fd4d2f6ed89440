/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile_domain.c - the domain of a statement without the loop over its tiles.

   Assumes what untile.c does.  Tiles of a constant size, or of one that is over
   parameters and at least 1, lie side by side from the first on: what is in one of
   them is in the range of all.  Leaves true that the domain has as many points as
   it had. */
#include "untile.h"

/* Let "tile" have the size "by" if that is one: a constant, or, if q->by_sizes,
   over parameters and known to be at least 1; return whether it is. */
static bool has_size(const struct tiles *q, const ta_idx *by,
		     struct tile *tile)
{
	tile->by = by;
	tile->size = 0;
	if (!by || ta_idx_uses_iters(by))
		return false;
	if (ta_idx_is_const(by, &tile->size))
		return tile->size >= 2 && !q->by_sizes;
	return q->by_sizes
	       && ta_known_nonneg(q->p, ta_idx_addk(q->a, by, -1));
}

/* Return whether constraints "from" and "to" of "s" are those of a tile that
   iterator q->t counts; it is stored in "tile". */
static bool is_tile(const struct tiles *q, const ta_stmt *s, int from, int to,
		    struct tile *tile)
{
	const ta_idx *cons = s->cons[from], *sum;
	ta_arena *a = q->a;
	int x;

	if (!has_size(q, ta_idx_scale(a, ta_idx_coef(a, cons, q->t), -1),
		      tile))
		return false;
	sum = ta_idx_add(a, cons, s->cons[to]);
	if (!sum || !ta_idx_equal(sum, ta_idx_addk(a, tile->by, -1)))
		return false;
	for (x = s->depth - 1; x > q->t && ta_factor(a, cons, x) != 1; x--)
		;
	if (x == q->t)
		return false;
	tile->x = x;
	tile->from = from;
	tile->to = to;
	tile->lo = ta_idx_scale(a, ta_idx_without(
		a, ta_idx_without(a, cons, x), q->t), -1);
	return tile->lo != NULL;
}

/* Find the tile of "s" that iterator q->t counts; return whether there is
   one. */
bool ta_find_tile(const struct tiles *q, const ta_stmt *s, struct tile *tile)
{
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < s->ncons; j++)
			if (i != j && is_tile(q, s, i, j, tile))
				return true;
	return false;
}

/* Return whether "q" uses an iterator that is more than "from" and less than
   "to". */
static bool uses_between(const ta_idx *q, int from, int to)
{
	int d;

	for (d = from + 1; d < to; d++)
		if (ta_idx_uses(q, d))
			return true;
	return false;
}

/* Return whether "q" >= 0 follows from the constraints of "s" but "but" (-1:
   from all) that are affine and use no iterator after "last". */
bool ta_follows(const ta_program *p, const ta_stmt *s, const ta_idx *q,
		int but, int last)
{
	ta_stmt rest = *s;
	int i;

	rest.cons = TA_NEWV(p->arena, const ta_idx *, s->ncons + 1);
	for (rest.ncons = i = 0; i < s->ncons; i++)
		if (i != but && ta_idx_affine(s->cons[i])
		    && !ta_uses_from(s->cons[i], last + 1))
			rest.cons[rest.ncons++] = s->cons[i];
	return q && ta_proved_nonneg(p, &rest, q);
}

/* Remove constraint "i" of "s". */
static void drop_constraint(ta_stmt *s, int i)
{
	for (s->ncons--; i < s->ncons; i++)
		s->cons[i] = s->cons[i + 1];
}

/* Remove from "s" the constraints that tie the tiles to loops inside, but for
   "tile"; return whether all of them follow from the others. */
static bool drop_ties(const struct tiles *q, ta_stmt *s, struct tile *tile)
{
	int i;

	for (i = s->ncons - 1; i >= 0; i--) {
		if (i == tile->from || i == tile->to
		    || !ta_idx_uses(s->cons[i], q->t)
		    || !ta_uses_from(s->cons[i], q->t + 1))
			continue;
		if (!ta_follows(q->p, s, s->cons[i], i, s->depth))
			return false;
		drop_constraint(s, i);
		tile->from -= tile->from > i;
		tile->to -= tile->to > i;
	}
	return true;
}

/* Let *rest, the last place where a tile of "size" may begin, be where the last
   tile ends, which "q" requires to be a multiple of that, but for a constant;
   return whether it can be asked. */
static bool need_multiple(struct tiles *q, const ta_idx **rest, int64_t size)
{
	int64_t k = ta_idx_constant(*rest) + 1, more = (size - k % size) % size;
	const ta_idx *x = ta_idx_addk(q->a, *rest, 1 - k);

	if (!x || ta_idx_uses_iters(x)
	    || (q->multiple && (!ta_idx_equal(q->multiple, x)
				|| q->size != size)))
		return false;
	q->multiple = x;
	q->size = size;
	*rest = ta_idx_addk(q->a, *rest, 1 + more % size);
	return true;
}

/* Return "bound" >= 0, of tiles that end "size" before something does, as a bound
   of their number, if a parameter is how many fit: that goes into it "size"
   times, with a rest of less than that.  "bound" itself if there is none. */
static const ta_idx *in_tiles(const struct tiles *q, const ta_idx *bound,
			      int64_t size)
{
	const ta_program *p = q->p;
	const ta_idx *rest = ta_idx_without(q->a, bound, q->t), *whole, *more;
	int64_t k;
	int i, v;

	for (i = 0; i < p->nfacts; i++)
		for (v = 0; v < p->nparams; v++) {
			if (ta_factor(q->a, p->fact[i], TA_PARAM0 + v) != -size)
				continue;
			whole = ta_idx_without(q->a, p->fact[i], TA_PARAM0 + v);
			more = ta_idx_sub(q->a, ta_idx_const(q->a, size - 1),
					  p->fact[i]);
			if (!ta_idx_is_const(ta_idx_sub(q->a, whole, rest), &k)
			    || k % size
			    || !ta_idx_listed(more, p->nfacts, p->fact))
				continue;
			return ta_idx_addk(q->a, ta_idx_sub(
				q->a, ta_idx_param(q->a, v),
				ta_idx_var(q->a, q->t)), -k / size);
		}
	return bound;
}

/* Put into the domain of "s" what the bound "bound" >= 0 of the tiles "tile"
   says of the iterator in them: exactly that, as they lie side by side.
   "exact": only if it is a bound for that by itself; else if the domain holds
   it already, or if the last tile is a whole one.  Return whether it can
   be. */
static bool take_bound(struct tiles *q, ta_stmt *s, const struct tile *tile,
		       const ta_idx *bound, bool exact)
{
	ta_arena *a = q->a;
	const ta_idx *at = ta_idx_sub(a, ta_idx_var(a, tile->x), tile->lo);
	int64_t c = ta_factor(a, bound, q->t), size = tile->size;
	const ta_idx *rest, *y;

	if (!c)
		return false;
	if (c == -size) {
		bound = in_tiles(q, bound, size);
		c = ta_factor(a, bound, q->t);
	}
	rest = ta_idx_without(a, bound, q->t);
	if (exact != (c == 1 || c == -1))
		return true;
	y = ta_idx_add(a, ta_idx_scale(a, rest, size), ta_idx_scale(a, at, c));
	if (c == -1)
		y = ta_idx_addk(a, y, size - 1);
	if (c > 1)
		y = ta_idx_addk(a, y, -c * (size - 1));
	if (!exact && !ta_follows(q->p, s, y, -1, s->depth)) {
		if (c != -size || !need_multiple(q, &rest, size))
			return false;
		y = ta_idx_addk(a, ta_idx_sub(a, rest, at), -1);
		exact = true;
	}
	if (exact)
		TA_PUSH(a, s->cons, s->ncons, y);
	return y != NULL;
}

/* The same for tiles whose size is over parameters.  That there are no more than
   the bound says is exactly said of the iterator in them if they all end
   there. */
static bool take_bound_by(struct tiles *q, ta_stmt *s, const struct tile *tile,
			  const ta_idx *bound, bool exact)
{
	ta_arena *a = q->a;
	const ta_idx *at = ta_idx_sub(a, ta_idx_var(a, tile->x), tile->lo);
	const ta_idx *c = ta_idx_coef(a, bound, q->t), *whole, *y;
	const ta_idx *rest = ta_idx_without(a, bound, q->t);
	bool first = ta_idx_is_one(c);

	if (!first && !ta_idx_equal(c, ta_idx_scale(a, tile->by, -1)))
		return false;
	whole = ta_idx_addk(a, rest, 1);
	if (exact != (first || ta_idx_quotient(a, whole, tile->by)))
		return true;
	y = first ? ta_idx_add(a, ta_idx_mul(a, rest, tile->by), at)
		  : ta_idx_sub(a, rest, at);
	if (exact)
		TA_PUSH(a, s->cons, s->ncons, y);
	return y && (exact || ta_follows(q->p, s, y, -1, s->depth));
}

/* Give "s", whose tile is "tile", its domain without the loop over tiles;
   return whether that can be. */
bool ta_merge_domain(struct tiles *q, ta_stmt *s, struct tile *tile)
{
	ta_stmt old;
	int i, first, exact;

	if (!drop_ties(q, s, tile))
		return false;
	old = *s;
	s->cons = NULL;
	s->ncons = 0;
	for (i = 0; i < old.ncons; i++)
		if (!ta_idx_uses(old.cons[i], q->t))
			TA_PUSH(q->a, s->cons, s->ncons, old.cons[i]);
	first = s->ncons;
	for (exact = 1; exact >= 0; exact--)
		for (i = 0; i < old.ncons; i++)
			if (i != tile->from && i != tile->to
			    && ta_idx_uses(old.cons[i], q->t)
			    && !(q->by_sizes ? take_bound_by : take_bound)(
				    q, s, tile, old.cons[i], exact))
				return false;
	for (i = s->ncons - 1; i >= first; i--)
		if (ta_follows(q->p, s, s->cons[i], i, tile->x))
			drop_constraint(s, i);
	for (i = 0; i < s->ncons; i++)
		if (ta_idx_uses(s->cons[i], tile->x)
		    && !ta_uses_from(s->cons[i], tile->x + 1)
		    && uses_between(s->cons[i], q->t, tile->x))
			return false;
	return true;
}
