/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile_size.c - loops over tiles whose size is a parameter are no loops.

   Assumes a program as extracted, in which such a loop,

	for (t = 0; b * t < n; t++)
		for (x = b * t; x < min (b * t + b, n); x++)

   has bounds that are not affine: nothing else can be known of it.  As in
   untile.c "x" alone is the loop, in the place of "t".  Leaves true that domains are
   affine, or that it says that they are not; and that loops whose iterations
   did not run in this order are "tiled": when dependences are known they have to
   allow both orders, as they do where none goes back in one of them. */
#include "untile.h"

/* Return whether the domains of "p" are affine. */
static bool is_affine(const ta_program *p)
{
	int i, j;

	for (i = 0; i < p->nstmts; i++)
		for (j = 0; j < p->stmt[i]->ncons; j++)
			if (!ta_idx_affine(p->stmt[i]->cons[j]))
				return false;
	return true;
}

/* Let the loops of "p" be marked whose iterations run in another order when loop
   "x" of "s" has come to be in the place of "t"; "made": what has become of
   "s". */
static void mark_loops(ta_program *p, const ta_stmt *s, const ta_stmt *made,
		       int t, int x)
{
	bool other = x > t + 1 || p->loop[s->loop[t]].tiled;
	int d;

	for (d = t + 1; d < x; d++)
		p->loop[s->loop[d]].tiled = true;
	if (other)
		p->loop[made->loop[t]].tiled = true;
}

/* Make one loop of a loop over tiles and those in them in "p", if there are such;
   return whether there were. */
static bool untile_one(ta_program *p)
{
	struct tiles q = { .p = p, .a = p->arena, .by_sizes = true };
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		for (q.t = 0; q.t + 1 < s->depth; q.t++)
			if (ta_merge_tiles(&q, i)) {
				mark_loops(p, s, p->stmt[i], q.t, q.x[i]);
				return true;
			}
	}
	return false;
}

/* Let "acc", if it is of a virtual array, have the iterators as subscripts: any
   number of their own for the iterations will do. */
static bool number_subs(void *data, ta_access *acc)
{
	int i;

	for (i = 0; i < acc->nsubs && !acc->offset; i++)
		acc->sub[i] = ta_idx_var((ta_arena *)data, i);
	return true;
}

/* Let the virtual arrays of "p" have the iterators as subscripts. */
static void number_virtual(ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++) {
		number_subs(p->arena, p->stmt[i]->write);
		ta_expr_reads(p->stmt[i]->rhs, number_subs, p->arena);
	}
}

/* Return whether what statement "s" of "p" writes, if that is a virtual array, has
   subscripts that are not negative. */
static bool has_numbers(const ta_program *p, const ta_stmt *s)
{
	const ta_idx *lo, *hi;
	int i;

	for (i = 0; i < s->write->nsubs && !s->write->offset; i++)
		if (!ta_range(p, s, 0, s->write->sub[i], &lo, &hi)
		    || !ta_known_nonneg(p, lo))
			return false;
	return true;
}

/* Let "p" have no loops over tiles whose size is a parameter; return whether
   that could be. */
bool ta_untile_sizes(ta_program *p)
{
	int i;

	if (is_affine(p))
		return true;
	number_virtual(p);
	ta_count_from_start(p, true);
	while (!is_affine(p) && untile_one(p))
		;
	for (i = 0; i < p->nstmts; i++)
		if (!has_numbers(p, p->stmt[i]))
			return false;
	return is_affine(p);
}

/* Return whether "dep" of "p" goes back in no loop that was tiled. */
static bool goes_on(const ta_program *p, const ta_dep *dep)
{
	const ta_stmt *s = p->stmt[dep->src], *t = p->stmt[dep->dst];
	int d, common = ta_common_loops(s, t);

	if (dep->reduction || dep->commutes)
		return true;
	for (d = 0; d < common; d++)
		if (p->loop[s->loop[d]].tiled
		    && (!dep->dir
			|| (dep->dir[d * t->depth + d] & TA_DIR_LT)))
			return false;
	return true;
}

/* Give the nests of "p" a reason whose dependences do not allow that their tiles
   have gone. */
void ta_check_tiled(ta_program *p)
{
	int i;

	for (i = 0; i < p->ndeps; i++) {
		const ta_dep *dep = &p->dep[i];

		if (!goes_on(p, dep))
			p->nest[p->stmt[dep->src]->order[0]].reason =
				TA_REASON_DEPENDENCE;
	}
}
