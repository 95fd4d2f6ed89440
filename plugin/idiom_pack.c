/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_pack.c - when a contraction may copy an operand, and when it is to.

   Assumes nothing but a program with its dependences.  Where conditions keep
   the index of an image inside of it,

	0 <= oh + kh - p < H

   the domain is no box.  It is as good as one if the copy has zeros where they
   do not hold: these conditions are then those "when" the operand is read.
   Changes nothing. */
#include "plan.h"

/* Return the iterators, so deep, that "x" uses. */
unsigned ta_idx_iters(const ta_idx *x, int depth)
{
	unsigned used = 0;
	int d;

	for (d = 0; d < depth; d++)
		if (ta_idx_uses(x, d))
			used |= 1u << d;
	return used;
}

/* Return whether "x" and "y" use iterators in the same way, up to their
   sign. */
static bool same_iters(ta_arena *a, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *sum = ta_idx_add(a, x, y), *gap = ta_idx_sub(a, x, y);

	return (sum && !ta_idx_uses_iters(sum))
	       || (gap && !ta_idx_uses_iters(gap));
}

/* Return whether "x" uses its iterators, of so many, in the same proportions as
   "offset" does: it bounds a subscript of an array whose rows are not told apart
   there. */
static bool in_proportion(ta_arena *a, const ta_idx *x, const ta_idx *offset,
			  int depth)
{
	const ta_idx *cx = NULL, *co = NULL;
	int d;

	for (d = 0; d < depth; d++) {
		const ta_idx *x1 = ta_idx_coef(a, x, d);
		const ta_idx *o1 = ta_idx_coef(a, offset, d);

		if (!x1 || !o1)
			return false;
		if (!x1->nterms)
			continue;
		if (!cx) {
			cx = x1;
			co = o1;
		}
		x1 = ta_idx_mul(a, x1, co);
		if (!x1 || !x1->nterms
		    || !ta_idx_equal(x1, ta_idx_mul(a, o1, cx)))
			return false;
	}
	return cx;
}

/* Return whether the constraint "x", over so many iterators, bounds a subscript
   of "acc". */
static bool bounds_subscript(ta_arena *a, const ta_idx *x,
			     const ta_access *acc, int depth)
{
	int d;

	for (d = 0; d < acc->nsubs; d++)
		if (same_iters(a, x, acc->sub[d]))
			return true;
	return in_proportion(a, x, acc->offset, depth);
}

/* Add to "*n" conditions "*when" the constraints of "s" that tie two of the
   iterators "inner" together; return whether all of these bound a subscript of
   "acc", which is to be copied, and so use iterators of "acc" only. */
bool ta_split_domain(const ta_program *p, const ta_stmt *s,
		     const ta_access *acc, unsigned inner, int *n,
		     const ta_idx ***when)
{
	int i;

	for (i = 0; i < s->ncons; i++) {
		unsigned used = ta_idx_iters(s->cons[i], s->depth) & inner;

		if (!(used & (used - 1)))
			continue;
		if (!bounds_subscript(p->arena, s->cons[i], acc,
				      s->depth))
			return false;
		TA_PUSH(p->arena, *when, *n, s->cons[i]);
	}
	return true;
}

/* Return whether "x" is one of the "n" polynomials "list". */
bool ta_idx_listed(const ta_idx *x, int n, const ta_idx *const *list)
{
	int i;

	for (i = 0; i < n; i++)
		if (ta_idx_equal(x, list[i]))
			return true;
	return false;
}

/* Find the one lower and the one upper bound of iterator "d" of "s" besides the
   "n" constraints "but", over outer iterators and parameters: it runs over
   [*lo, *hi).  Return whether there are just these. */
bool ta_box_bounds(const ta_program *p, const ta_stmt *s, int d, int n,
		   const ta_idx *const *but, const ta_idx **lo,
		   const ta_idx **hi)
{
	ta_arena *a = p->arena;
	int64_t c;
	int i;

	*lo = *hi = NULL;
	for (i = 0; i < s->ncons; i++) {
		const ta_idx *x = s->cons[i], *rest;

		if (!ta_idx_uses(x, d)
		    || ta_idx_iters(x, s->depth) >> d > 1
		    || ta_idx_listed(x, n, but))
			continue;
		if (!ta_idx_is_const(ta_idx_coef(a, x, d), &c))
			return false;
		rest = ta_idx_without(a, x, d);
		if (c == 1 && !*lo)
			*lo = ta_idx_scale(a, rest, -1);
		else if (c == -1 && !*hi)
			*hi = ta_idx_addk(a, rest, 1);
		else
			return false;
	}
	return *lo && *hi;
}

/* Return whether the sum of "con" runs over all iterators of class k that it
   runs over in "other". */
static bool sums_all_of(const ta_program *p, const ta_contraction *con,
			const ta_contraction *other)
{
	int d;

	for (d = 0; d < p->stmt[con->update]->depth; d++)
		if (other->cls[d] == TA_CLASS_K && con->cls[d] != TA_CLASS_K)
			return false;
	return true;
}

/* Return whether the call of "con" is of extents that are known, and of which
   one is so small that the call is mostly overhead. */
static bool is_thin(const ta_contraction *con)
{
	enum { THIN = 16 };
	int64_t m, n, k;

	return ta_idx_is_const(con->m, &m) && ta_idx_is_const(con->n, &n)
	       && ta_idx_is_const(con->k, &k)
	       && (m < THIN || n < THIN || k < THIN);
}

/* Return whether "y", for which an operand is copied, is better than "x", for
   which none is (NULL: there is none): where calls of matrices are to be had
   only so, where fewer loops of the sum are left around them, or where they
   would be thin otherwise. */
bool ta_worth_packing(const ta_program *p, const ta_contraction *x,
		      const ta_contraction *y)
{
	if (x && x->idiom != TA_IDIOM_GEMM && x->idiom != TA_IDIOM_GEMV
	    && x->idiom != TA_IDIOM_DOT)
		return false;
	if (!x || !x->n)
		return true;
	if (!sums_all_of(p, x, y))
		return true;
	return is_thin(x) && !is_thin(y);
}
