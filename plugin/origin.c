/* SPDX-License-Identifier: GPL-3.0-or-later */
/* origin.c - scalars of loops that do not begin with 0.

   Assumes a program as extracted.  A scalar of each iteration of loops is an array with
   an element for each; of loops that begin with r,

	for (y = r; y < h - r; y++)	s[y - r] = ...

   its subscripts are as much less than the iterators.  Where r is never negative, they are
   the iterators, of an array that has as many more elements, which are nowhere in memory:
   so that what looks whether a scalar is one of each iteration sees it.  Leaves true that
   two accesses meet where they did. */
#include "plan.h"

/* The search for where dimension "d" of array "v" of "p" begins: its subscripts are that
   iterator less "less", if "found"; "other": they are not all. */
struct origin {
	ta_program *p;
	int v, d;
	const ta_idx *less;
	bool found, other;
};

/* Note what "acc" says of the origin "data"; return true. */
static bool look_at(void *data, ta_access *acc)
{
	struct origin *o = data;
	const ta_idx *less;

	if (acc->array != o->v)
		return true;
	less = acc->nsubs > o->d
		       ? ta_idx_sub(o->p->arena, ta_idx_var(o->p->arena, o->d),
				    acc->sub[o->d]) : NULL;
	o->other |= !less || ta_idx_uses_iters(less)
		    || (o->found && !ta_idx_equal(less, o->less));
	o->less = less;
	o->found = true;
	return true;
}

/* Let the subscript "o->d" of "acc" be the iterator, if "acc" is of the array of the
   origin "data"; return true. */
static bool move(void *data, ta_access *acc)
{
	struct origin *o = data;

	if (acc->array == o->v)
		acc->sub[o->d] = ta_idx_var(o->p->arena, o->d);
	return true;
}

/* Call "fn" with "o" on all accesses of statements of its program. */
static void walk(struct origin *o, bool (*fn)(void *data, ta_access *acc))
{
	int i;

	for (i = 0; i < o->p->nstmts; i++) {
		fn(o, o->p->stmt[i]->write);
		ta_expr_reads(o->p->stmt[i]->rhs, fn, o);
	}
}

/* Let what "p" holds in scalars of loops have the iterators of these for subscripts. */
void ta_origins(ta_program *p)
{
	struct origin o = { .p = p };
	int64_t k;

	for (o.v = 0; o.v < p->narrays; o.v++)
		for (o.d = 0; o.d < p->array[o.v].ndims; o.d++) {
			ta_array *x = &p->array[o.v];

			o.found = o.other = false;
			if (!x->is_virtual)
				continue;
			walk(&o, look_at);
			if (!o.found || o.other || !ta_known_nonneg(p, o.less)
			    || (ta_idx_is_const(o.less, &k) && !k))
				continue;
			walk(&o, move);
			if (x->extent && x->extent[o.d])
				x->extent[o.d] = ta_idx_add(
					p->arena, x->extent[o.d], o.less);
		}
}
