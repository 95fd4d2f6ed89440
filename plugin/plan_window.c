/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan_window.c - loops over a small window are written out in a loop of vectors.

   Assumes statements in one loop whose iterations are independent.  What is found out of the
   elements around each,

	for (x = 0; x < w; x++) {
		s = q = 0;
		for (j = 0; j < 5; j++)
			for (i = 0; i < 5; i++) {
				s += a[y + j][x + i];
				q += a[y + j][x + i] * a[y + j][x + i];
			}
		o[y][x] = q - s * s / 25;
	}

   takes loops of a few iterations, which are no vectors, and as loops keep the one around
   them from being one.  Written out they are its statements: vectors go along x, sums are
   in registers, and what several of them read is read once.  They are written out when the
   plan is emitted, not before, as unroll.c does with fewer of them: dependences and
   bounds are those of the loops.

   Leaves true that each iteration does what it did, in that order. */
#include "plan.h"

/* So many copies are made of a statement, of so many operators all together; a loop that
   is known to be shorter is none for vectors. */
enum { MOST_COPIES = 32, MOST_NODES = 640, FEWEST_AROUND = 8 };

/* Return whether nothing but numbers bounds iterator "d" of "s": a loop that also ends
   where a parameter says has as many iterations at most as the number says. */
static bool is_fixed(const ta_stmt *s, int d)
{
	int i, j;

	for (i = 0; i < s->ncons; i++) {
		const ta_idx *x = s->cons[i];

		for (j = 0; ta_idx_uses(x, d) && j < x->nterms; j++)
			if (x->term[j].nvars > 1
			    || (x->term[j].nvars && x->term[j].var[0] != d))
				return false;
	}
	return true;
}

/* Return how often the loops of statement "i" inside of iterator "t" run that are not
   placed, or 0 if that is not a small number which is always the same. */
static int copies_of(const struct ta_planner *pl, int i, int t)
{
	const ta_program *p = pl->p;
	const ta_stmt *s = p->stmt[i];
	const ta_idx *lo, *hi;
	int64_t first, last, n = 1;
	int d;

	for (d = t + 1; d < s->depth; d++) {
		if (pl->iter[i][d])
			continue;
		if (!is_fixed(s, d)
		    || !ta_range(p, s, d, ta_idx_var(p->arena, d), &lo, &hi)
		    || !ta_idx_is_const(lo, &first) || !ta_idx_is_const(hi, &last)
		    || first < -MOST_COPIES || last > MOST_COPIES
		    || last < first)
			return 0;
		n *= last - first + 1;
		if (n > MOST_COPIES)
			return 0;
	}
	return (int)n;
}

/* Return whether "acc" is to memory, or to a scalar of loops that begin no further inside
   than the iterator that "data" points to. */
static bool is_outside(void *data, ta_access *acc)
{
	return acc->offset || acc->nsubs <= *(const int *)data + 1;
}

/* Return whether what "s" writes is one place for all iterations of the loops inside of
   iterator "t". */
static bool gathers(const ta_stmt *s, int t)
{
	int d;

	for (d = t + 1; d < s->depth; d++)
		if (ta_access_uses(s->write, d))
			return false;
	return true;
}

/* Return whether the statements "set", in the loop of iterator "t" that they share, have
   loops inside that are a small window, all of which may be written out. */
static bool is_window(const struct ta_planner *pl, const struct ta_set *set, int t)
{
	const ta_program *p = pl->p;
	int i, nodes = 0;
	bool found = false;

	for (i = 0; i < set->n; i++) {
		const ta_stmt *s = p->stmt[set->s[i]];
		int copies;

		if (s->depth <= t || pl->iter[set->s[i]][t]
		    || ta_common_loops(p->stmt[set->s[0]], s) <= t
		    || p->group[pl->group[set->s[i]]].con
		    || !gathers(s, t) || ta_stmt_tied(s, t)
		    || s->in_place != TA_OP_NONE || s->scatter
		    || !is_outside(&t, s->write)
		    || !ta_expr_reads(s->rhs, is_outside, &t))
			return false;
		copies = copies_of(pl, set->s[i], t);
		if (!copies)
			return false;
		nodes += copies * ta_expr_size(s->rhs);
		found |= copies > 1;
	}
	return found && nodes <= MOST_NODES;
}

/* Set "piece" to a loop of vectors of the statements "set" at "at" in which those inside
   are written out; return whether they are a window, and vectors suit it so. */
bool ta_find_window(struct ta_planner *pl, const struct ta_set *set, struct ta_place at,
		    struct ta_piece *piece)
{
	int t = pl->turned ? pl->turned - 1 : at.level;

	piece->window = false;
	if (pl->deep || pl->is_part || pl->in_order || pl->opt->identity
	    || !is_window(pl, set, t)
	    || ta_is_short_iter(pl->p, pl->p->stmt[set->s[0]], t, FEWEST_AROUND - 1)
	    || !ta_shared_loop(pl, set, at, t, piece) || !piece->legal
	    || piece->it[0] != t || piece->nreductions || piece->nconds
	    || !ta_vectors_pay(pl, piece))
		return false;
	piece->window = true;
	return true;
}
