/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp_memory.c - the memory of arrays while a tensor program is run.

   Assumes nothing of sizes: an array has an element at every offset, whose
   first value is a function of the array, the offset and the seed, so that two
   runs with one seed start alike.  Elements of a virtual array have no value
   before they are written.  Leaves true that a cell is found again until the
   array is forgotten. */
#include "interp.h"

#include <math.h>
#include <string.h>

/* Return "x" with its bits mixed. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdu;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53u;
	return x ^ x >> 33;
}

/* Return a float that "h" names: a small one, or, if "wild", one time in eight
   a special one. */
static double first_float(uint64_t h, bool wild)
{
	static const double special[] = { NAN, INFINITY, -INFINITY, -0.0 };

	if (wild && !(h >> 32 & 7))
		return special[h >> 40 & 3];
	return (double)(h % 17) / 4 - 2;
}

/* Return a number of "type" that "h" names: small, so that sums of a few are
   exact, and no integer overflows that must not. */
static ta_value first_value(enum ta_type type, uint64_t h, bool wild,
			    bool nonzero)
{
	ta_value v = { 0 };

	if (ta_type_rounds(type)) {
		v.f = first_float(h, wild);
		if (ta_type_is_complex(type))
			v.im = first_float(mix(h), wild);
		return v;
	}
	if (type == TA_BOOL) {
		v.i = (int64_t)(h & 1);
	} else if (ta_type_is_signed(type)) {
		v.i = (int64_t)(h % 9) - 4;
	} else {
		v.i = (int64_t)(h >> 32 & 1 ? h >> 8 : h % 9);
		if (ta_type_size(type) < 8)
			v.i &= (INT64_C(1) << 8 * ta_type_size(type)) - 1;
	}
	v.i += nonzero && !v.i && type != TA_BOOL;
	return v;
}

/* Return where the search for "key" in "m" begins: keys side by side have their
   cells side by side, as most accesses go along an array. */
static int first_place(const ta_memory *m, int64_t key)
{
	uint64_t run = (uint64_t)key >> 4;

	return (int)((mix(run) << 4 | ((uint64_t)key & 15))
		     & (uint64_t)(m->size - 1));
}

/* Make the cells of "m" twice as many. */
static void grow(ta_interp *r, ta_memory *m)
{
	ta_memory old = *m;
	int i, at;

	m->size = old.size ? 2 * old.size : 64;
	m->cell = TA_NEWV(r->arena, ta_cell, m->size);
	m->ncells = 0;
	for (i = 0; i < old.size; i++) {
		if (old.cell[i].age != old.age)
			continue;
		at = first_place(m, old.cell[i].key);
		while (m->cell[at].age)
			at = (at + 1) & (m->size - 1);
		m->cell[at] = old.cell[i];
		m->ncells++;
	}
}

/* Return the cell of "array" at "key". */
ta_cell *ta_cell_at(ta_interp *r, int array, int64_t key)
{
	static const int64_t none[TA_PARAM0];
	const ta_array *x = &r->p->array[array];
	ta_memory *m = &r->memory[array];
	ta_cell *c;
	int at;

	if (x->is_scratch && !r->bad
	    && (key < 0 || key >= ta_idx_value(r, x->extent[0], none)))
		r->bad = "a scratch array is too small";
	if (m->ncells >= m->size / 2)
		grow(r, m);
	at = first_place(m, key);
	while (m->cell[at].age && m->cell[at].key != key)
		at = (at + 1) & (m->size - 1);
	c = &m->cell[at];
	if (c->age == m->age)
		return c;
	m->ncells += !c->age;
	c->age = m->age;
	c->key = key;
	c->undefined = (x->is_virtual && x->ndims) || x->is_scratch;
	c->value = first_value(x->elem, mix((uint64_t)key * 31 + r->seed
					    + (uint64_t)array * 1000003),
			       r->wild, r->nonzero);
	return c;
}

/* Return the key that the subscripts of the virtual access "acc" make: each
   has its share of 60 bits. */
static int64_t virtual_key(ta_interp *r, const ta_access *acc,
			   const int64_t *iter)
{
	int bits = acc->nsubs ? 60 / acc->nsubs : 0, d;
	int64_t key = 0, half;

	for (d = 0; d < acc->nsubs; d++) {
		__int128 sub = ta_idx_value(r, acc->sub[d], iter);

		half = INT64_C(1) << (bits - 1);
		if ((sub < -half || sub >= half) && !r->cannot)
			r->cannot = "a subscript is too large";
		key = (int64_t)((uint64_t)key << bits
				| ((uint64_t)sub & (uint64_t)(2 * half - 1)));
	}
	return key;
}

/* Return the cell of the access "acc" where iterator d is iter[d]. */
ta_cell *ta_cell_of(ta_interp *r, const ta_access *acc, const int64_t *iter)
{
	__int128 at;

	if (r->watch)
		r->watch(r->watch_data, r, acc, iter);
	if (!acc->offset)
		return ta_cell_at(r, acc->array, virtual_key(r, acc, iter));
	at = ta_idx_value(r, acc->offset, iter);
	if ((at > INT64_MAX || at < INT64_MIN) && !r->bad)
		r->bad = "an offset does not fit in 64 bits";
	return ta_cell_at(r, acc->array, (int64_t)at);
}

/* Forget what the virtual or scratch array "array" holds. */
void ta_forget(ta_interp *r, int array)
{
	r->memory[array].age++;
}

/* Are the floats "x" and "y" equal, but for an error of "tolerance" in numbers
   as large as 1 + "size" unless "exact"?  NaN is NaN; the sign of a zero counts
   if "exact". */
static bool same_float(double x, double y, double tolerance, double size,
		       bool exact)
{
	if (x != x || y != y)
		return x != x && y != y;
	if (exact)
		return x == y && !signbit(x) == !signbit(y);
	return x == y || fabs(x - y) <= tolerance * (1 + size);
}

/* Are "x" and "y" of "type" equal, but for rounding unless "exact"?  A complex
   number is as exact as the larger of its parts. */
static bool same_value(enum ta_type type, ta_value x, ta_value y, bool exact)
{
	bool single = type == TA_F32 || type == TA_C64;
	double tolerance = single ? 1e-3 : 1e-9, size = fabs(x.f);

	if (!ta_type_rounds(type))
		return x.i == y.i;
	if (fabs(x.im) > size)
		size = fabs(x.im);
	return same_float(x.f, y.f, tolerance, size, exact)
	       && same_float(x.im, y.im, tolerance, size, exact);
}

/* Did "a" and "b" leave the same in "array" where "a" touched it?  If not, in
   *key where. */
static bool same_array(ta_interp *a, ta_interp *b, int array, bool exact,
		       int64_t *key)
{
	ta_memory *m = &a->memory[array];
	int i;

	for (i = 0; i < m->size; i++) {
		ta_cell *c = &m->cell[i];

		if (c->age != m->age)
			continue;
		*key = c->key;
		if (!same_value(a->p->array[array].elem, c->value,
				ta_cell_at(b, array, c->key)->value, exact))
			return false;
	}
	return true;
}

/* May a plan of "p" lose infinities that it has?  Then runs with such data show
   nothing. */
bool ta_loses_infinities(const ta_program *p)
{
	int i;

	for (i = 0; i < p->narrays; i++)
		if (p->cx_limited && ta_type_is_complex(p->array[i].elem))
			return true;
	return false;
}

/* Did "a" and "b" leave the same where it can be seen: in memory and in what
   is used later? */
bool ta_same_results(ta_interp *a, ta_interp *b, bool exact, int *array,
		     int64_t *key)
{
	for (*array = 0; *array < a->p->narrays; ++*array) {
		const ta_array *x = &a->p->array[*array];

		if ((x->is_virtual && !x->live_out) || x->is_scratch)
			continue;
		if (!same_array(a, b, *array, exact, key)
		    || !same_array(b, a, *array, exact, key))
			return false;
	}
	return true;
}
