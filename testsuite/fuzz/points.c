/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.c - rows of a few elements, as coordinates, colours or channels, and what is
   done with each of many rows; and what is nearly that.

   Assumes what idioms.c does. */
#include "gen.h"

/* An array of a row of "w" elements for each of size class 0, or one row if "nd" is 1. */
static int few(struct build *b, enum fz_type t, int nd, int w)
{
	int cls[] = { 0, -1 }, a = add_array(b, t, nd, cls + 2 - nd);

	b->f->array[a].f.mult[nd - 1] = 1;
	reach(&b->f->array[a], nd - 1, w);
	return a;
}

/* The element of array "a" of few() in the loops "i" and "j", rarely one beside it. */
static struct access *place(struct build *b, int a, const struct st *i,
			    const struct st *j)
{
	int iter[] = { i->iter, j->iter }, last = b->f->array[a].f.nd - 1;
	struct access *acc = access_to(b, a, iter + 1 - last);

	if (chance(3)) {
		acc->sub[last].c = 1;
		reach(&b->f->array[a], last, b->f->iter_max[j->iter] + 1);
	}
	return acc;
}

/* A value of the arrays "x" of all rows, "y" of one, and others. */
static struct ex *value_of(struct build *b, int x, int y, const struct st *i,
			   const struct st *j)
{
	static const enum ex_op ops[] = { EX_ADD, EX_SUB, EX_MUL };
	struct ex *e = chance(85) ? load(b, place(b, x, i, j))
				  : random_leaf(b, b->t);

	if (chance(60))
		e = binary(b, ops[rnd(3)], e,
			   chance(60) ? load(b, place(b, y, i, j))
				      : random_leaf(b, b->t));
	if (chance(25))
		e = product(b, e, chance(50) ? load(b, place(b, x, i, j))
					     : random_leaf(b, b->t));
	return e;
}

/* Each element of a row changed for each row, or a row made of each: one to three
   statements in a loop over a row in one over rows, rarely the other way round. */
void points(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX, EX_MIN,
					  EX_MUL };
	int w = chance(70) ? 2 + rnd(4) : 2 + rnd(16), n = 1 + rnd(2) + chance(10);
	bool sums = chance(60), swapped = chance(10);
	enum fz_type t = b->t == FZ_F32 && chance(25) ? FZ_F64 : b->t;
	int x, y, out;
	struct st *i, *j;

	if (b->f->narrays + n + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	x = few(b, b->t, 2, w);
	y = few(b, b->t, 1, w);
	i = plain_loop(b, 0);
	j = add_loop(b, -1, w);
	if (j->form == FOR_NE)
		b->f->nonneg = true;
	if (chance(5))
		j->lo.c = 1;
	append(list, swapped ? j : i);
	append(swapped ? &j->body : &i->body, swapped ? i : j);
	in_loop(b, swapped ? j : i);
	in_loop(b, swapped ? i : j);
	for (; n > 0; n--) {
		out = few(b, t, sums ? 1 : 2, w);
		if (sums && !is_float(t) && is_signed(t) && type_size(t) >= 4)
			b->f->array[out].mag = SUM_MAG;
		b->avoid = out;
		append_if(b, swapped ? &i->body : &j->body,
			  add_store(b, place(b, out, i, j), -1,
				    sums ? ops[rnd(6)] : EX_NOPS,
				    value_of(b, x, y, i, j)));
		b->avoid = -1;
	}
	out_of_loop(b);
	out_of_loop(b);
}
