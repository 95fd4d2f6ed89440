/* SPDX-License-Identifier: MIT */
/* check_walk.c - which elements of an array a statement touches.

   Assumes constraints that mention no iterator further in than the one they
   bound.  Walks the domain as it is, triangles included, so that no element is
   named that the loops do not touch; but iterators that neither the access nor
   the bounds of others depend on have one value, and elements in a row are one
   run.  */
#include "check.h"

#include <string.h>

/* The constraint "k" of "s": its constant, and then its coefficients. */
static const int64_t *constraint(const struct check_stmt *s, int k)
{
	return s->cons + (int64_t)k * (s->depth + 1);
}

/* The innermost iterator that constraint "cons" of "s" is on, -1: none. */
static int constrained(const struct check_stmt *s, const int64_t *cons)
{
	int d = s->depth - 1;

	while (d >= 0 && !cons[1 + d])
		d--;
	return d;
}

/* floor ("x" / "k") for "k" > 0. */
static int64_t floor_div(int64_t x, int64_t k)
{
	return x / k - (x % k < 0);
}

/* Set the bounds of iterator "d" of "w" where those outside have values; they
   are of an empty range if a constraint on none is not met. */
static void bounds(struct check_walk *w, int d, int64_t *lo, int64_t *hi)
{
	const struct check_stmt *s = w->s;
	int k, e;

	*lo = INT64_MIN;
	*hi = INT64_MAX;
	for (k = 0; k < s->ncons; k++) {
		const int64_t *cons = constraint(s, k);
		int64_t rest = cons[0], coef = cons[1 + d], at;

		if (constrained(s, cons) != d)
			continue;
		for (e = 0; e < d; e++)
			rest += cons[1 + e] * w->it[e];
		if (coef > 0) {
			at = -floor_div(rest, coef);
			*lo = at > *lo ? at : *lo;
		} else {
			at = floor_div(rest, -coef);
			*hi = at < *hi ? at : *hi;
		}
	}
}

/* The element that the access of "w" touches now. */
static int64_t element(const struct check_walk *w)
{
	int64_t at = w->access[2];
	int d;

	for (d = 0; d < w->s->depth; d++)
		at += w->access[3 + d] * w->it[d];
	return at;
}

/* Walk iterator "d" of "w" and those in it; return whether there is a point.
   Where the access does not depend on these, one point is enough. */
static int visit(struct check_walk *w, int d)
{
	int64_t lo, hi, coef;
	int any = 0;

	if (d == w->s->depth) {
		if (w->fn)
			w->fn(w->data, element(w), w->step, w->n);
		return 1;
	}
	bounds(w, d, &lo, &hi);
	if (lo == INT64_MIN || hi == INT64_MAX) {
		w->failed = 1;
		return 0;
	}
	if (lo > hi)
		return 0;
	if (hi - lo + 1 > w->extent[d])
		w->extent[d] = hi - lo + 1;
	coef = w->access[3 + d];
	w->it[d] = lo;
	if (!coef && w->free[d])
		return visit(w, d + 1);
	if (d == w->last && w->free[d]) {
		w->step = coef;
		w->n = hi - lo + 1;
		any = visit(w, d + 1);
		w->n = 1;
		return any;
	}
	for (; w->it[d] <= hi && !w->failed; w->it[d]++) {
		any |= visit(w, d + 1);
		if (any && d > w->last)
			break;
	}
	return any;
}

/* Walk "w", of which "s", "access", "fn" and "data" are set: return whether
   that was possible. */
int tensoraot_walk(struct check_walk *w)
{
	const struct check_stmt *s = w->s;
	int d, k, e;

	w->step = w->failed = 0;
	w->n = 1;
	w->last = -1;
	memset(w->extent, 0, sizeof w->extent);
	memset(w->it, 0, sizeof w->it);
	for (d = 0; d < s->depth; d++) {
		w->free[d] = 1;
		if (w->access[3 + d])
			w->last = d;
	}
	for (k = 0; k < s->ncons; k++) {
		const int64_t *cons = constraint(s, k);

		d = constrained(s, cons);
		if (d < 0 && cons[0] < 0)
			return 1;
		for (e = 0; e < d; e++)
			w->free[e] &= !cons[1 + e];
	}
	visit(w, 0);
	return !w->failed;
}
