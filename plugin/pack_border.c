/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_border.c - zeros in the place of what is outside of an image.

   Assumes a product one of whose operands is copied, with zeros where its
   conditions fail.  The loops as written make no product there, the call makes
   one with zero: that is zero too if the other operand is finite, which a guard
   tests, and may be done if it reads nothing of the other operand that the
   loops do not: if the window is inside the image in some place.  Where a window
   is outside altogether, the loops leave what the sum began with, -0 too, and
   the call adds +0 to it: unless that began as +0, every window has to meet the
   image.  Changes nothing but the guards of the program. */
#include "pack.h"

/* A condition of the operand that bounds far_it "d" where every index of the
   sum is read: "c" + "coef" * d >= 0, or "c" - "coef" * d >= 0 if it is an
   "upper" bound.  "coef" is 1 or more, as far as it is known. */
struct border {
	int d;
	bool upper;
	const ta_idx *coef, *c;
};

/* Polynomials that have to be >= 0. */
struct needs {
	int n;
	const ta_idx **x;
};

/* Return whether every coefficient of "x" is positive, and there is one. */
static bool positive(ta_arena *a, const ta_idx *x)
{
	return ta_idx_negative(ta_idx_scale(a, x, -1));
}

/* Add to "needs" that "x", a coefficient, is "least" or more, unless it is a
   constant that is. */
static void need_least(const struct ta_pack *k, struct needs *needs,
		       const ta_idx *x, int64_t least)
{
	int64_t c;

	if (!ta_idx_is_const(x, &c) || c < least)
		TA_PUSH(k->pl->a, needs->x, needs->n,
			ta_idx_addk(k->pl->a, x, -least));
}

/* Set "x", a condition of "k", to its least value, or if "most" to its largest,
   whatever the "n" iterators "it" are; return whether that can be told.  What
   their coefficients have to be is added to "needs". */
static bool find_end(const struct ta_pack *k, struct needs *needs, int n,
		     const int *it, bool most, const ta_idx **x)
{
	ta_arena *a = k->pl->a;
	int i;

	for (i = 0; i < n && *x; i++) {
		int d = it[i];
		const ta_idx *coef = ta_idx_coef(a, *x, d), *end = k->lo[d];
		bool up;

		if (!coef)
			return false;
		if (!coef->nterms)
			continue;
		up = positive(a, coef);
		if (!up && !ta_idx_negative(coef))
			return false;
		if (up == most)
			end = ta_idx_addk(a, k->hi[d], -1);
		need_least(k, needs, up ? coef : ta_idx_scale(a, coef, -1), 0);
		*x = ta_idx_add(a, ta_idx_without(a, *x, d),
				ta_idx_mul(a, end, coef));
	}
	return *x;
}

/* Set "b" to what condition "x" of "k" asks of the iterator of the far index in
   it, whatever those of the sum are; return whether it is of that form.  What
   coefficients have to be is added to "needs". */
static bool find_border(const struct ta_pack *k, const ta_idx *x,
			struct needs *needs, struct border *b)
{
	ta_arena *a = k->pl->a;
	int i, d;

	b->d = -1;
	if (!find_end(k, needs, k->nk, k->k_it, false, &x))
		return false;
	for (i = 0; i < k->nfar; i++) {
		d = k->far_it[i];
		if (!ta_idx_uses(x, d))
			continue;
		if (b->d >= 0)
			return false;
		b->d = d;
	}
	if (b->d < 0)
		return false;
	b->coef = ta_idx_coef(a, x, b->d);
	b->upper = b->coef && ta_idx_negative(b->coef);
	if (b->upper)
		b->coef = ta_idx_scale(a, b->coef, -1);
	if (!b->coef || !positive(a, b->coef))
		return false;
	need_least(k, needs, b->coef, 1);
	b->c = ta_idx_without(a, x, b->d);
	return b->c && !ta_idx_uses_iters(b->c)
	       && !ta_idx_uses_iters(b->coef);
}

/* Add to "needs" that some value of an iterator meets the lower border "x" and
   the upper one "y": between -x->c / x->coef and y->c / y->coef there is an
   integer.  Return whether that can be told. */
static bool add_between(const struct ta_pack *k, const struct border *x,
			const struct border *y, struct needs *needs)
{
	ta_arena *a = k->pl->a;
	const ta_idx *gap;

	if (ta_idx_equal(x->coef, y->coef))
		gap = ta_idx_addk(a, ta_idx_sub(a, ta_idx_add(a, x->c, y->c),
						x->coef),
				  1);
	else if (ta_idx_is_one(x->coef) || ta_idx_is_one(y->coef))
		gap = ta_idx_add(a, ta_idx_mul(a, x->c, y->coef),
				 ta_idx_mul(a, y->c, x->coef));
	else
		return false;
	if (!gap)
		return false;
	TA_PUSH(a, needs->x, needs->n, gap);
	return true;
}

/* Set "all" to the borders of the far iterators of "k": its conditions and the
   bounds of the loops; return how many, or -1 when one is of no plain form.
   What coefficients have to be is added to "needs". */
static int find_borders(const struct ta_pack *k, struct needs *needs,
			struct border *all)
{
	ta_arena *a = k->pl->a;
	const ta_idx *one = ta_idx_const(a, 1);
	int i, n = 0;

	for (i = 0; i < k->op->nwhen; i++)
		if (!find_border(k, k->op->when[i], needs, &all[n++]))
			return -1;
	for (i = 0; i < k->nfar; i++) {
		int d = k->far_it[i];

		all[n++] = (struct border){ d, false, one,
					    ta_idx_scale(a, k->lo[d], -1) };
		all[n++] = (struct border){ d, true, one,
					    ta_idx_addk(a, k->hi[d], -1) };
		if (ta_idx_uses_iters(k->lo[d]))
			return -1;
	}
	return n;
}

/* Set "list" to what has to be >= 0 for every element of the operand that is
   not copied to be read by the loops as written, as the call reads it: where
   nothing of the window is outside.  Return whether that can be told. */
bool ta_pack_inside(const struct ta_pack *k, int *n, const ta_idx ***list)
{
	int most = k->op->nwhen + 2 * k->nfar, i, j, m;
	struct border *all = TA_NEWV(k->pl->a, struct border, most);
	struct needs needs = { 0, NULL };

	m = find_borders(k, &needs, all);
	for (i = 0; i < m; i++)
		for (j = 0; j < m; j++)
			if (all[i].d == all[j].d && !all[i].upper
			    && all[j].upper
			    && !add_between(k, &all[i], &all[j], &needs))
				return false;
	*n = needs.n;
	*list = needs.x;
	return m >= 0;
}

/* Return whether "x" uses an iterator of the sum of "k". */
static bool uses_sum(const struct ta_pack *k, const ta_idx *x)
{
	int i;

	for (i = 0; i < k->nk; i++)
		if (ta_idx_uses(x, k->k_it[i]))
			return true;
	return false;
}

/* Return whether conditions "x" and "y" of "k" use the same iterators of its
   sum. */
static bool share_sum(const struct ta_pack *k, const ta_idx *x, const ta_idx *y)
{
	int i;

	for (i = 0; i < k->nk; i++)
		if (ta_idx_uses(x, k->k_it[i]) && ta_idx_uses(y, k->k_it[i]))
			return true;
	return false;
}

/* Add to "needs" that "x" is >= 0 for every far index of "k" at some place of
   the window; return whether that can be told. */
static bool add_meets(const struct ta_pack *k, const ta_idx *x,
		      struct needs *needs)
{
	if (!find_end(k, needs, k->nk, k->k_it, true, &x)
	    || !find_end(k, needs, k->nfar, k->far_it, false, &x)
	    || ta_idx_uses_iters(x))
		return false;
	TA_PUSH(k->pl->a, needs->x, needs->n, x);
	return true;
}

/* Return whether there is a place of the window where conditions "x" and "y" of
   "k" hold if each of them holds at its best place: they have nothing to do with
   one another, have that at the same end, or are the borders of one image, which
   no step of the window leaps over, as all of the window has room in it. */
static bool hold_together(const struct ta_pack *k, const ta_idx *x,
			  const ta_idx *y)
{
	ta_arena *a = k->pl->a;
	const ta_idx *size = ta_idx_add(a, x, y), *more = ta_idx_sub(a, x, y);

	return !share_sum(k, x, y) || (more && !uses_sum(k, more))
	       || (size && !ta_idx_uses_iters(size));
}

/* Return whether the call of "k" makes of a sum without terms what the loops as
   written do, whatever it began with: +0, with no factor to change its sign. */
static bool begins_at_zero(const struct ta_pack *k)
{
	const ta_contraction *con = k->con;

	return con->beta && ta_expr_is_value(con->beta, 0.0) && !con->negate
	       && !con->alpha && con->after < 0;
}

/* Add to "list", which says that a window has room in the image, what has to be
   >= 0 for every window to meet it, unless what a sum without terms is does not
   change by it.  Return whether that can be told. */
bool ta_pack_meets(const struct ta_pack *k, int *n, const ta_idx ***list)
{
	const ta_operand *op = k->op;
	struct needs needs = { *n, *list };
	int i, j;

	if (begins_at_zero(k))
		return true;
	for (i = 0; i < op->nwhen; i++) {
		if (!add_meets(k, op->when[i], &needs))
			return false;
		for (j = 0; j < i; j++)
			if (!hold_together(k, op->when[i], op->when[j]))
				return false;
	}
	*n = needs.n;
	*list = needs.x;
	return true;
}

/* Return the operand of "k" that is not copied. */
static const ta_operand *other_operand(const struct ta_pack *k)
{
	return k->op == &k->con->right ? &k->con->left : &k->con->right;
}

/* Let the guard "g" look only where "x" >= 0. */
static void add_when(const struct ta_pack *k, ta_guard *g, const ta_idx *x)
{
	if (!ta_known_nonneg(k->pl->p, x)
	    && !ta_idx_listed(x, g->nwhen, g->when))
		TA_PUSH(k->pl->a, g->when, g->nwhen, x);
}

/* Set "lo" and "hi" to the first and the last element that "acc" of the statement
   of "k" takes; return how many that are, or NULL if something is between them.
   "size": the extents of its iterators. */
static const ta_idx *find_region(const struct ta_pack *k, const ta_access *acc,
				 const ta_idx *const *size, const ta_idx **lo,
				 const ta_idx **hi)
{
	ta_arena *a = k->pl->p->arena;
	const ta_idx *all = ta_idx_const(a, 1), *n;
	int d;

	if (!ta_range(k->pl->p, k->s, 0, acc->offset, lo, hi))
		return NULL;
	for (d = 0; d < k->s->depth && all; d++)
		if (ta_idx_uses(acc->offset, d))
			all = ta_idx_mul(a, all, size[d]);
	n = ta_idx_addk(a, ta_idx_sub(a, *hi, *lo), 1);
	return n && all && ta_idx_equal(n, all) ? n : NULL;
}

/* Set "lo" and "hi" to the first and the last element that the product of "k"
   makes where it is in the plan, over plan variables; return whether that can be
   told. */
bool ta_pack_results(const struct ta_pack *k, const ta_idx **lo,
		     const ta_idx **hi)
{
	const ta_idx *end[2][TA_MAX_DEPTH], *x = k->s->write->offset, *coef;
	ta_arena *a = k->pl->a;
	bool down;
	int d;

	for (d = 0; d < k->s->depth; d++) {
		end[0][d] = end[1][d] = k->pl->iter[k->update][d];
		if (end[0][d])
			continue;
		coef = ta_idx_coef(a, x, d);
		down = coef && ta_idx_negative(coef);
		if (!coef || (coef->nterms && !down && !positive(a, coef)))
			return false;
		end[down][d] = ta_pack_bound(k, k->lo[d]);
		end[!down][d] = ta_idx_addk(a, ta_pack_bound(k, k->hi[d]), -1);
	}
	*lo = ta_idx_subst(a, x, k->s->depth, end[0]);
	*hi = ta_idx_subst(a, x, k->s->depth, end[1]);
	return *lo && *hi;
}

/* Let results be looked at instead of what the guard "g" is about, "n" elements,
   where they are fewer: infinities and NaN make NaN of the zeros that they are
   multiplied by, so that such results show all that there are.  "size": the
   extents of the iterators of "k", which is at "at". */
static void look_late(const struct ta_pack *k, struct ta_place at,
		      const ta_idx *const *size, ta_guard *g, const ta_idx *n)
{
	const ta_idx *more, *lo, *hi;
	int64_t c;

	if (at.inside || !ta_pack_results(k, &lo, &hi))
		return;
	g->idx = find_region(k, k->s->write, size, &lo, &hi);
	more = g->idx ? ta_idx_sub(k->pl->a, n, g->idx) : NULL;
	g->late = more && (!ta_idx_is_const(more, &c) || c > 0)
		  && ta_may_repeat(k->pl->p);
}

/* Set "g" to the guard that the operand of "k", at "at", that is not copied is
   finite, if something is read at all and all of "n" conditions "inside" are
   >= 0; return whether it can be: nothing is between its elements, or writes to
   it. */
static bool numbers_guard(const struct ta_pack *k, struct ta_place at, int n,
			 const ta_idx *const *inside, ta_guard *g)
{
	ta_program *p = k->pl->p;
	const ta_access *acc = other_operand(k)->access;
	const ta_idx *size[TA_MAX_DEPTH], *lo, *hi, *all;
	int d;

	g->kind = TA_GUARD_NUMBERS;
	g->array[0] = acc->array;
	if (p->array[acc->array].written)
		return false;
	for (d = 0; d < k->s->depth; d++) {
		if (!ta_box_bounds(p, k->s, d, k->op->nwhen, k->op->when, &lo,
				   &hi))
			return false;
		size[d] = ta_idx_sub(p->arena, hi, lo);
		if (!size[d] || ta_idx_uses_iters(size[d]))
			return false;
		add_when(k, g, ta_idx_addk(p->arena, size[d], -1));
	}
	for (d = 0; d < n; d++)
		add_when(k, g, inside[d]);
	all = find_region(k, acc, size, &g->lo[0], &g->hi[0]);
	if (all)
		look_late(k, at, size, g, all);
	return all;
}

/* Return whether "x" is looked at whenever "y" is. */
static bool all_listed(const ta_guard *x, const ta_guard *y)
{
	int i;

	for (i = 0; i < x->nwhen; i++)
		if (!ta_idx_listed(x->when[i], y->nwhen, y->when))
			return false;
	return true;
}

/* Return whether "x" asks what the NUMBERS guard "y" does, or more. */
static bool asks_more(const ta_guard *x, const ta_guard *y)
{
	return x->kind == TA_GUARD_NUMBERS && x->array[0] == y->array[0]
	       && ta_idx_equal(x->lo[0], y->lo[0])
	       && ta_idx_equal(x->hi[0], y->hi[0])
	       && (!x->late || (y->late && ta_idx_equal(x->idx, y->idx)))
	       && all_listed(x, y);
}

/* Add to the program of "k", at "at", the guard that products with zeros are
   zero, where the loops make none, unless it has such a guard; return false when
   there can be none.  "n", "inside": as for the guard. */
bool ta_pack_guard(struct ta_pack *k, struct ta_place at, int n,
		   const ta_idx *const *inside)
{
	ta_program *p = k->pl->p;
	int i;
	ta_guard *g = TA_NEW(p->arena, ta_guard);

	if (!numbers_guard(k, at, n, inside, g))
		return false;
	for (i = 0; i < p->nguards && !k->numbers; i++)
		if (asks_more(p->guard[i], g))
			k->numbers = p->guard[i];
	if (k->numbers)
		return true;
	g->limit = p->serial ? 0 : k->pl->opt->eager ? 1 : ta_cost_parallel(true);
	g->text = ta_sprintf(p->arena, "%s has neither NaN nor infinity",
			     p->array[g->array[0]].name);
	TA_PUSH(p->arena, p->guard, p->nguards, g);
	k->numbers = g;
	return true;
}
