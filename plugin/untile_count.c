/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile_count.c - loops that count from the start of their tile count from the
   start of all.

   Assumes a program in which everything that is read, written or computed with
   the iterators may look at "t" and "x" of

	for (t = 0; T * t < n; t++)
		for (x = 0; x < min (T, n - T * t); x++)

   as T * t + x only.  Then that becomes "x", as untile.c looks for it.

   Leaves true that the instances are the same, in the same order. */
#include "plan.h"

/* What of a statement is looked at: how iterators "t" and "x" occur there,
   whether always as "size" * t + x, and whether at all. */
struct pairing {
	ta_arena *a;
	int t, x;
	const ta_idx *size;
	bool any;
};

/* Return whether "t" and "x" of the pairing occur in "q" as one. */
static bool paired(struct pairing *pair, const ta_idx *q)
{
	const ta_idx *t = ta_idx_coef(pair->a, q, pair->t);
	const ta_idx *x = ta_idx_coef(pair->a, q, pair->x);

	if (!t || !x
	    || !ta_idx_equal(t, ta_idx_mul(pair->a, x, pair->size)))
		return false;
	pair->any |= x->nterms > 0;
	return true;
}

/* Return whether the iterators of the pairing "data" occur in "acc" as
   one. */
static bool access_paired(void *data, ta_access *acc)
{
	struct pairing *pair = (struct pairing *)data;
	int i;

	if (!acc->offset)
		return true;
	for (i = 0; i < acc->nsubs; i++)
		if (!paired(pair, acc->sub[i]))
			return false;
	return paired(pair, acc->offset);
}

/* Return whether the iterators of "pair" occur as one in all values of "e" that
   come from iterators. */
static bool values_paired(struct pairing *pair, const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_ITER && !paired(pair, e->u.idx))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!values_paired(pair, e->arg[i]))
			return false;
	return true;
}

/* Return how many steps iterator "x" of "s" makes at most, by bounds that are
   constants: it begins with 0.  0: that is not so. */
static int64_t steps(ta_arena *a, const ta_stmt *s, int x)
{
	int64_t least = 0, k;
	bool zero = false;
	int i;

	for (i = 0; i < s->ncons; i++) {
		const ta_idx *rest = ta_idx_without(a, s->cons[i], x);
		int64_t c = ta_factor(a, s->cons[i], x);

		if (!c || !rest || !ta_idx_is_const(rest, &k))
			continue;
		if (c == 1 && !k)
			zero = true;
		if (c == -1 && (!least || k + 1 < least))
			least = k + 1;
	}
	return zero ? least : 0;
}

/* Let the subscripts of "acc", if it is of a virtual array, be the iterators
   that they were. */
static bool keep_virtual(void *data, ta_access *acc)
{
	int i;

	for (i = 0; i < acc->nsubs && !acc->offset; i++)
		acc->sub[i] = ta_idx_var((ta_arena *)data, i);
	return true;
}

/* Let iterator "x" of "s" be counted from the start of all tiles of the
   pairing. */
static ta_stmt *counted(const struct pairing *pair, const ta_stmt *s)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	ta_stmt *made = ta_stmt_copy(pair->a, s, 0);

	to[pair->x] = ta_idx_sub(pair->a, ta_idx_var(pair->a, pair->x),
				 ta_idx_mul(pair->a,
					    ta_idx_var(pair->a, pair->t),
					    pair->size));
	ta_stmt_subst(pair->a, made, to);
	keep_virtual(pair->a, made->write);
	ta_expr_reads(made->rhs, keep_virtual, pair->a);
	return made;
}

/* Return whether "u" is "s" or shares its iterator "x". */
static bool shares(const ta_stmt *s, const ta_stmt *u, int x)
{
	return s == u || ta_common_loops(s, u) > x;
}

/* Return whether iterator "x" of "s" begins with 0 and makes "size" steps at
   most. */
static bool makes_steps(ta_arena *a, const ta_stmt *s, int x,
			const ta_idx *size)
{
	const ta_idx *last = ta_idx_sub(a, ta_idx_addk(a, size, -1),
					ta_idx_var(a, x));
	int64_t k;

	if (ta_idx_is_const(size, &k))
		return steps(a, s, x) == k;
	return ta_idx_listed(ta_idx_var(a, x), s->ncons, s->cons)
	       && ta_idx_listed(last, s->ncons, s->cons);
}

/* Let iterator "x" of statement "s" of "p" count from the start of all tiles of
   "size", which iterator "t" counts, if it counts from the start of its tile;
   return whether it does. */
static bool count_on(ta_program *p, const ta_stmt *s, int t, int x,
		     const ta_idx *size)
{
	struct pairing pair = { p->arena, t, x, size, false };
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *u = p->stmt[i];

		if (shares(s, u, x)
		    && (!access_paired(&pair, u->write)
			|| !ta_expr_reads(u->rhs, access_paired, &pair)
			|| !values_paired(&pair, u->rhs)
			|| !makes_steps(p->arena, u, x, size)))
			return false;
	}
	for (i = 0; i < p->nstmts && pair.any; i++)
		if (shares(s, p->stmt[i], x))
			p->stmt[i] = counted(&pair, p->stmt[i]);
	return pair.any;
}

/* The same for the sizes over parameters that constraints of "s" give tiles. */
static void count_on_by_sizes(ta_program *p, const ta_stmt *s, int t, int x)
{
	int64_t k;
	int i;

	for (i = 0; i < s->ncons; i++) {
		const ta_idx *rest = ta_idx_without(p->arena, s->cons[i], x);

		if (rest && ta_factor(p->arena, s->cons[i], x) == -1
		    && !ta_idx_uses_iters(rest) && !ta_idx_is_const(rest, &k)
		    && count_on(p, s, t, x, ta_idx_addk(p->arena, rest, 1)))
			return;
	}
}

/* Let every iterator of "p" that counts from the start of its tile count from
   the start of all; "by_sizes": of those whose size is over parameters. */
void ta_count_from_start(ta_program *p, bool by_sizes)
{
	int i, t, x;

	for (i = 0; i < p->nstmts; i++)
		for (x = p->stmt[i]->depth - 1; x > 0; x--)
			for (t = x - 1; t >= 0; t--) {
				const ta_stmt *s = p->stmt[i];
				int64_t k = steps(p->arena, s, x);

				if (by_sizes)
					count_on_by_sizes(p, s, t, x);
				else if (k >= 2)
					count_on(p, s, t, x,
						 ta_idx_const(p->arena, k));
			}
}
