/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fills.c - rows that are cleared or copied, mostly by a call, and then changed.

   Assumes what idioms.c does.  What the call stands for is a loop (print_fill.c). */
#include "gen.h"

/* The element of array "a" in the loops "i", or NULL, and "j"; at times one or two
   further on. */
static struct access *of(struct build *b, int a, const struct st *i, const struct st *j)
{
	int iter[] = { i ? i->iter : j->iter, j->iter }, nd = b->f->array[a].f.nd;
	struct access *acc = access_to(b, a, iter + (i && nd == 1));
	int over = chance(10) ? 1 + rnd(2) : 0;

	acc->sub[nd - 1].c = over;
	reach(&b->f->array[a], nd - 1, over);
	return acc;
}

/* A loop over a row, of the size class of its columns. */
static struct st *along(struct build *b, struct st **list)
{
	struct st *j = add_loop(b, 0, 0);

	if (j->form == FOR_NE)
		b->f->nonneg = true;
	append(list, j);
	in_loop(b, j);
	return j;
}

/* Add to "list" a loop that sets the row of "to" in loop "i" to zeros, or to that of
   "from" unless that is negative. */
static void set_row(struct build *b, struct st **list, int to, int from,
		    const struct st *i)
{
	struct st *j = along(b, list);

	j->fill = i && chance(85);	/* a kernel without a loop is an error */
	j->step = 1;
	j->step_as = 0;
	append(&j->body,
	       add_store(b, of(b, to, i, j), -1, EX_NOPS,
			 from < 0 ? constant(b, b->f->array[to].f.type,
					     chance(95) ? 0 : 1)
				  : load(b, of(b, from, i, j))));
	out_of_loop(b);
}

/* Add to "list" what changes the row of "to" in loop "i": by the row of "y" there, or the
   sum of all rows of "x", at times each times an element of that of "y". */
static void change_row(struct build *b, struct st **list, int to, int x, int y,
		       const struct st *i)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX };
	bool sum = chance(50);
	struct st *k = sum ? plain_loop(b, 0) : NULL, *j;
	struct ex *e;

	if (sum) {
		append(list, k);
		in_loop(b, k);
		list = &k->body;
	}
	j = along(b, list);
	e = load(b, sum ? of(b, x, k, j) : of(b, y, i, j));
	if (sum && b->f->array[y].f.nd == 2 && i)
		e = product(b, e, load(b, of(b, y, i, k)));
	else if (chance(40))
		e = binary(b, EX_ADD, e, random_leaf(b, b->t));
	append_if(b, &j->body, add_store(b, of(b, to, i, j), -1,
					 ops[rnd(is_complex(b->t) ? 3 : 4)], e));
	out_of_loop(b);
	if (sum)
		out_of_loop(b);
}

/* For each row, or for one: cleared or copied, changed, and at times copied elsewhere. */
void filled(struct build *b, struct st **list)
{
	static const int cls[] = { 1, 0 }, square[] = { 0, 0 };
	int nd = 1 + chance(75), of_to = chance(80) ? nd : 1, to, x, y, d;
	struct st *i = NULL;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 5 > MAXITER)
		return;
	to = add_array(b, b->t, of_to, cls + (of_to == 1));
	x = add_array(b, b->t, 2, square);
	y = chance(70) ? add_array(b, b->t, nd, cls + (nd == 1)) : x;
	for (d = 0; d < 2; d++)
		b->f->array[to].f.mult[d] = b->f->array[y].f.mult[d] =
			b->f->array[x].f.mult[d] = 1;
	if (nd == 2) {
		i = plain_loop(b, 1);
		append(list, i);
		in_loop(b, i);
		list = &i->body;
	}
	if (i && y == x)
		y = to;
	set_row(b, list, to, chance(60) ? -1 : chance(90) && i ? y : to, i);
	if (chance(80))
		change_row(b, list, to, x, y, i);
	if (chance(35))
		set_row(b, list, y, to, i);
	if (i)
		out_of_loop(b);
}
