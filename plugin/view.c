/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.c - the subscripts that an offset has in an array seen as rows of rows.

   Assumes canonical offsets and a view whose strides are multiples of each
   other, or leave gaps between rows.  An offset may have several subscripts, as A[i + 1][-1] is
   A[i][m - 1]; those are chosen whose inner ones are proved to be inside their
   rows.  Changes nothing but what it returns. */
#include "view.h"

/* Loops whose coefficients may be moved, of one subscript. */
enum { MAX_MOVED = 4 };

const ta_idx *ta_view_row(ta_arena *a, const ta_view *v, int d)
{
	return ta_idx_quotient(a, v->stride[d - 1], v->stride[d]);
}

bool ta_view_declared(ta_arena *a, const ta_shape *shape, ta_view *v)
{
	const ta_idx *s[TA_VIEW_DIMS];
	int64_t k;
	int d;

	v->n = 0;
	if (!shape || shape->ndims > TA_VIEW_DIMS || shape->ndims < 1)
		return false;
	s[shape->ndims - 1] = ta_idx_const(a, 1);
	for (d = shape->ndims - 1; d > 0; d--) {
		if (!shape->pitch[d])
			return false;
		s[d - 1] = ta_idx_mul(a, s[d], shape->pitch[d]);
	}
	for (d = 0; d < shape->ndims; d++) {
		if (!s[d] || !s[d]->nterms
		    || (ta_idx_is_const(s[d], &k) && k < 0))
			return false;
		v->stride[v->n++] = s[d];
	}
	return true;
}

/* Set "sub" to the subscripts of "offset" in "v": the sum of subscript times
   stride is "offset".  Return false when one is not affine. */
static bool split(ta_arena *a, const ta_view *v, const ta_idx *offset,
		  const ta_idx **sub)
{
	const ta_idx *rest = offset;
	int d;

	for (d = 0; d < v->n - 1; d++) {
		if (!ta_idx_divide(a, rest, v->stride[d], &sub[d], &rest)
		    || !ta_idx_affine(sub[d]))
			return false;
	}
	sub[d] = rest;
	return ta_idx_affine(rest);
}

/* Return whether the box hull of the domain of "s" proves "x" >= 0. */
static bool proved(const ta_program *p, const ta_stmt *s, const ta_idx *x)
{
	const ta_idx *lo, *hi;

	return ta_range(p, s, 0, x, &lo, &hi) && ta_known_nonneg(p, lo);
}

/* Return whether "x" >= 0 is proved over the domain of "s", by its hull or
   by isl. */
bool ta_proved_nonneg(const ta_program *p, const ta_stmt *s, const ta_idx *x)
{
	return proved(p, s, x) || ta_poly_proves(p, s, x);
}

/* Return whether "x" and "y", accesses in statement "s" of "p", are proved to
   be to different elements in every iteration. */
bool ta_other_element(const ta_program *p, const ta_stmt *s,
		      const ta_access *x, const ta_access *y)
{
	ta_arena *a = p->arena;
	int d;

	if (x->array != y->array)
		return true;
	for (d = 0; d < x->nsubs && d < y->nsubs; d++) {
		const ta_idx *gap = ta_idx_sub(a, x->sub[d], y->sub[d]);

		if (gap
		    && (ta_proved_nonneg(p, s, ta_idx_addk(a, gap, -1))
			|| ta_proved_nonneg(p, s, ta_idx_addk(
				   a, ta_idx_scale(a, gap, -1), -1))))
			return true;
	}
	return false;
}

/* A statement whose accesses are looked at. */
struct rows_of {
	const ta_program *p;
	const ta_stmt *s;
};

/* Return whether "acc" of the statement of "data" is proved to stay inside its
   rows, or is to an array that nothing writes. */
static bool stays_in_rows(void *data, ta_access *acc)
{
	const struct rows_of *r = (const struct rows_of *)data;
	const ta_array *array = &r->p->array[acc->array];
	ta_arena *a = r->p->arena;
	int d;

	if (!array->written)
		return true;
	for (d = 1; d < acc->nsubs; d++) {
		const ta_idx *left = ta_idx_sub(a, array->extent[d],
						acc->sub[d]);

		if (!left || !ta_proved_nonneg(r->p, r->s, acc->sub[d])
		    || !ta_proved_nonneg(r->p, r->s, ta_idx_addk(a, left, -1)))
			return false;
	}
	return true;
}

/* Return whether all that statement "s" of "p" touches of what is written is
   proved to stay inside its rows: then its subscripts say what its offsets do,
   as the dependences take them to. */
bool ta_stays_in_rows(const ta_program *p, const ta_stmt *s)
{
	struct rows_of r = { p, s };

	return stays_in_rows(&r, s->write)
	       && ta_expr_reads(s->rhs, stays_in_rows, &r);
}

/* Return whether subscript "sub" is proved to stay inside a row of length
   "row". */
static bool inside(const ta_program *p, const ta_stmt *s, const ta_idx *sub,
		   const ta_idx *row)
{
	ta_arena *a = p->arena;

	return proved(p, s, sub)
	       && proved(p, s, ta_idx_addk(a, ta_idx_sub(a, row, sub), -1));
}

/* Return whether "x" is negative all over the domain of "s". */
static bool always_negative(const ta_program *p, const ta_stmt *s,
			    const ta_idx *x)
{
	ta_arena *a = p->arena;
	const ta_idx *lo, *hi;

	return ta_range(p, s, 0, x, &lo, &hi)
	       && ta_known_nonneg(p, ta_idx_addk(a, ta_idx_scale(a, hi, -1),
						 -1));
}

/* Let "sub", the subscript of dimension "d" of "v" and the one outside it, be
   such that the inner one is proved inside its row, by moving up to one row
   between them; return false when none of these is. */
static bool move_row(const ta_program *p, const ta_stmt *s, const ta_view *v,
		     int d, const ta_idx **sub)
{
	static const int try[] = { 0, 1, -1 };
	const ta_idx *row = ta_view_row(p->arena, v, d);
	int i;

	if (!row)
		return false;
	for (i = 0; i < TA_ARRAY_LEN(try); i++) {
		const ta_idx *x = ta_idx_sub(
			p->arena, sub[d],
			ta_idx_scale(p->arena, row, try[i]));

		if (!x || !inside(p, s, x, row))
			continue;
		sub[d] = x;
		sub[d - 1] = ta_idx_addk(p->arena, sub[d - 1], try[i]);
		return true;
	}
	return false;
}

/* Return 1 or -1 when for every iteration of loop "i" a row may have to be moved from
   subscript sub[1] out to sub[0], or back, or 0: rounding has left some of it there; or
   took all of it, a quotient by the length of the row, as in A[i][(j + 1) % m]. */
static int row_of_loop(ta_arena *a, const ta_idx **sub, int i)
{
	const ta_idx *inner = ta_idx_coef(a, sub[1], i);
	const ta_idx *outer = ta_idx_coef(a, sub[0], i);
	int64_t k;

	if (inner && ta_idx_is_const(inner, &k) && k)
		return k < 0 ? -1 : 1;
	if (!inner || !outer || !ta_idx_is_const(inner, &k)
	    || !ta_idx_is_const(outer, &k) || (k != 1 && k != -1))
		return 0;
	return k < 0 ? 1 : -1;
}

/* The same, by moving a row for every iteration of some loops as well:
   A[i][2 * j] with rows of 3 is A[i + j][-j] when coefficients are rounded.
   Only loops of two iterations can have a coefficient of more than half a
   row. */
static bool move_rows(const ta_program *p, const ta_stmt *s, const ta_view *v,
		      int d, const ta_idx **sub)
{
	ta_arena *a = p->arena;
	const ta_idx *row = ta_view_row(a, v, d);
	int loop[MAX_MOVED], sign[MAX_MOVED], n = 0, i, mask;
	int64_t length;

	if (!row || !ta_idx_is_const(row, &length))
		return false;
	for (i = 0; i < s->depth && n < MAX_MOVED; i++) {
		sign[n] = row_of_loop(a, &sub[d - 1], i);
		loop[n] = i;
		n += sign[n] != 0;
	}
	for (mask = 1; mask < 1 << n; mask++) {
		const ta_idx *try[2] = { sub[d - 1], sub[d] };
		ta_view two = { 2, { v->stride[d - 1], v->stride[d] } };

		for (i = 0; i < n; i++) {
			const ta_idx *x = ta_idx_scale(
				a, ta_idx_var(a, loop[i]), sign[i]);

			if (!(mask >> i & 1))
				continue;
			try[0] = ta_idx_add(a, try[0], x);
			try[1] = ta_idx_sub(a, try[1],
					    ta_idx_scale(a, x, length));
		}
		if (!try[0] || !try[1] || !move_row(p, s, &two, 1, try))
			continue;
		sub[d - 1] = try[0];
		sub[d] = try[1];
		return true;
	}
	return false;
}

/* Move whole rows between the subscripts "sub" of "v" where rounding put them
   into the wrong one, so that each inner one is inside its row if possible,
   and not before it in any case, whether or not the length of a row is known
   to be positive. */
static void settle_rows(const ta_program *p, const ta_stmt *s,
			const ta_view *v, const ta_idx **sub)
{
	ta_arena *a = p->arena;
	int d;

	for (d = v->n - 1; d > 0; d--) {
		const ta_idx *row = ta_view_row(a, v, d);

		if (!row || move_row(p, s, v, d, sub)
		    || move_rows(p, s, v, d, sub)
		    || !always_negative(p, s, sub[d]))
			continue;
		sub[d] = ta_idx_add(a, sub[d], row);
		sub[d - 1] = ta_idx_addk(a, sub[d - 1], -1);
	}
}

bool ta_view_subscripts(const ta_program *p, const ta_stmt *s,
			const ta_view *v, const ta_idx *offset,
			const ta_idx **sub)
{
	if (!split(p->arena, v, offset, sub))
		return false;
	settle_rows(p, s, v, sub);
	return true;
}

/* Set "sub" to the subscripts that "offset", accessed by "s", has in the
   dimensions of "shape", a subscript for each; return false when "shape" does
   not fit: its strides are not those of the access. */
bool ta_subscripts(const ta_program *p, const ta_stmt *s,
		   const ta_shape *shape, const ta_idx *offset,
		   const ta_idx **sub)
{
	ta_view v;

	return ta_view_declared(p->arena, shape, &v)
	       && ta_view_subscripts(p, s, &v, offset, sub);
}
