/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiled.c - products that were tiled by hand, and what is nearly one.

   Assumes what idioms.c does. */
#include "gen.h"

/* A parameter for the size "size" of tiles, which is another in some calls, or 0:
   that is a constant. */
static signed char size_as(struct build *b, int size)
{
	struct length *u = &b->f->length[b->f->nlengths];

	if (b->f->nlengths == MAXLENGTH || chance(60))
		return 0;
	u->value = size;
	u->varies = chance(50);
	u->other = 1 + rnd(20);
	u->is_long = chance(30);
	return (signed char)++b->f->nlengths;
}

/* A loop over tiles of size "size" of "cls", and in *in that over one of them:
   rarely one that leaves a gap, or meets the next. */
static struct st *tiles(struct build *b, int cls, int size, struct st **in)
{
	struct st *s = add_loop(b, cls, 0), *t = add_loop(b, cls, 0);
	signed char as = size_as(b, size);

	s->form = chance(50) ? FOR_LT : FOR_LE;
	s->step = size;
	s->step_as = as;
	t->form = chance(70) ? FOR_LT : FOR_LE;
	memset(&t->hi, 0, sizeof t->hi);
	t->lo.it[s->iter] = t->hi.it[s->iter] = 1;
	t->hi.c = size;
	t->hi.c_as = as;
	t->hi2.size[cls] = 1;
	t->has_hi2 = true;
	t->both = chance(25);
	if (chance(4) && as)
		t->hi.c_as = 0;
	else if (chance(4))
		t->hi.c += chance(50) ? 1 : -1;
	if (chance(3))
		t->lo.c = 1;
	*in = t;
	return s;
}

/* C (+)= A B by tiles of one loop, of two or of all. */
void tiled(struct build *b, struct st **list)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					  { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	const int *o = orders[rnd(6)], *p = orders[rnd(6)];
	int c, x, y, i, it[3], n = 0;
	struct st *in[3], *loop[6];

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 6 > MAXITER)
		return;
	c = matrix(b, 0, 1);
	x = matrix(b, 0, 2);
	y = matrix(b, 2, 1);
	if (!is_float(b->t) && is_signed(b->t) && type_size(b->t) >= 4)
		b->f->array[c].mag = 1e9;
	for (i = 0; i < 3; i++)
		if (chance(60))
			loop[n++] = tiles(b, o[i], 2 + rnd(7), &in[o[i]]);
		else
			in[o[i]] = plain_loop(b, o[i]);
	for (i = 0; i < 3; i++) {
		loop[n++] = in[p[i]];
		it[i] = in[i]->iter;
	}
	nest(b, list, loop, n);
	append(&loop[n - 1]->body,
	       add_store(b, entry(b, c, it[0], it[1]), -1,
			 chance(85) ? EX_ADD : EX_SUB,
			 product(b, load(b, entry(b, x, it[0], it[2])),
				 load(b, entry(b, y, it[2], it[1])))));
	b->nscope -= n;
}

/* The element of "array" at the iterators "row" and "col", whose subscript is number
   *at, and as they are: the array may be stored by columns. */
static struct access *groups_of(struct build *b, int array, int row, int col,
				int *at)
{
	int it[2] = { row, col };
	struct access *acc;

	*at = b->f->array[array].f.cls[0] == b->f->iter_class[row];
	acc = access_to(b, array, it);
	memset(acc->sub, 0, 2 * sizeof acc->sub[0]);
	acc->sub[!*at].it[row] = 1;
	acc->sub[*at].it[col] = 1;
	return acc;
}

/* Elements in groups, one group after the other: y[i][j] += x[0][j + k] * w[i][j + k] for
   j by the size of a group, which may be a parameter, and k below it, or rarely another
   size; added up for each group, or in one element for all.  What the last group has
   behind the others is there, in x and w: other arrays have no k. */
void grouped(struct build *b, struct st **list)
{
	enum { MOST_SIZE = 21 };
	int size = 2 + rnd(7), y, x, w, it[2], at_x, at_w, at_y, n;
	signed char as = size_as(b, size);
	struct st *loop[3];
	struct access *left, *right, *to;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	y = matrix(b, 0, 2);
	x = matrix(b, 2, 2);
	w = matrix(b, 0, 2);
	if (!is_float(b->t) && is_signed(b->t) && type_size(b->t) >= 4)
		b->f->array[y].mag = 1e9;
	loop[0] = plain_loop(b, 0);
	loop[1] = add_loop(b, 2, 0);
	loop[1]->form = FOR_LT;
	loop[1]->step = size;
	loop[1]->step_as = as;
	loop[2] = add_loop(b, 2, 0);
	loop[2]->form = FOR_LT;
	memset(&loop[2]->hi, 0, sizeof loop[2]->hi);
	loop[2]->hi.c = size;
	loop[2]->hi.c_as = as;
	if (chance(8) && as)
		loop[2]->hi.c_as = 0;
	n = chance(80) ? 3 : 2;
	nest(b, list, loop, n);
	it[0] = loop[0]->iter;
	it[1] = loop[1]->iter;
	left = groups_of(b, x, it[1], it[1], &at_x);
	right = groups_of(b, w, it[0], it[1], &at_w);
	to = groups_of(b, y, it[0], it[1], &at_y);
	b->f->array[x].f.extra[at_x] = MOST_SIZE;
	b->f->array[w].f.extra[at_w] = MOST_SIZE;
	if (n == 3)
		left->sub[at_x].it[loop[2]->iter]
			= right->sub[at_w].it[loop[2]->iter] = 1;
	left->sub[!at_x].it[it[1]] = 0;
	left->sub[at_x].it[it[1]] = 1;
	if (chance(40))
		to->sub[at_y].it[it[1]] = 0;
	b->nscope -= n - 2;
	append(&loop[n - 1]->body,
	       add_store(b, to, -1, chance(85) ? EX_ADD : EX_SUB,
			 product(b, load(b, left), load(b, right))));
	b->nscope -= 2;
}
