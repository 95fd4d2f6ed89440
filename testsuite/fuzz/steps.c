/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps.c - stencils that are repeated, matrices row by row or factorised so, and
   passes over one.

   Assumes what idioms.c does.  Every element is made of its neighbours, in place
   or from one array to another and back, for so many steps; at times of elements
   further away, or of one that does not move, for which no order of the loops but
   that of the source will do. */
#include "gen.h"

/* A stencil in the making: "nd" dimensions, of size classes cls[]; "near":
   something in it may be odd. */
struct stencil {
	int nd, cls[2];
	bool near;
};

/* An array that "s" goes over, with a border of one element, or two. */
static int field(struct build *b, const struct stencil *s)
{
	int d, n = add_array(b, b->t, s->nd, s->cls);

	for (d = 0; d < s->nd; d++) {
		b->f->array[n].f.mult[d] = 1;
		b->f->array[n].f.extra[d] = 2 + (chance(10) && s->near);
	}
	return n;
}

/* The element of "array" that is off[d] from that at the iterators "it". */
static struct access *at(struct build *b, const struct stencil *s, int array,
			 const int *it, const int *off)
{
	struct access *acc = access_to(b, array, it);
	int d;

	for (d = 0; d < s->nd; d++) {
		acc->sub[d].c = 1 + off[d];
		if (s->near && chance(6))
			acc->sub[d].it[it[d]] = 0;
		if (s->near && chance(6)) {
			acc->sub[d].it[it[d]] = 0;
			acc->sub[d].c = 1;
			acc->sub[d].size[s->cls[d]] = chance(50);
		}
	}
	return acc;
}

/* Add to "list" loops in which "out" is made of elements of "in". */
static void sweep(struct build *b, const struct stencil *s, struct st **list,
		  int out, int in)
{
	int it[2] = { 0, 0 }, off[2] = { 0, 0 }, d, w, n = 1 + rnd(4);
	struct access *to;
	struct st *loop;
	struct ex *e;

	for (d = 0; d < s->nd; d++) {
		loop = add_loop(b, s->cls[d], 0);
		if (loop->form == FOR_NE)
			b->f->nonneg = true;
		it[d] = loop->iter;
		in_loop(b, loop);
		append(list, loop);
		list = &loop->body;
	}
	to = at(b, s, out, it, off);
	e = load(b, at(b, s, in, it, off));
	for (w = 0; w < n; w++) {
		for (d = 0; d < s->nd; d++)
			off[d] = rnd(3) - 1;
		e = binary(b, chance(75) ? EX_ADD : EX_SUB, e,
			   load(b, at(b, s, in, it, off)));
	}
	if (is_float(b->t))
		e = binary(b, EX_MUL, e, constant(b, b->t, 0.125));
	append(list, add_store(b, to, -1, chance(85) ? EX_NOPS : EX_ADD, e));
	for (d = 0; d < s->nd; d++)
		out_of_loop(b);
}

/* A stencil that is repeated. */
void repeated(struct build *b, struct st **list)
{
	struct stencil s = { .nd = 1 + chance(60), .near = chance(30) };
	int x, y, sweeps = 1 + rnd(3), i;
	struct st *t;

	if (b->f->narrays + 2 > FZ_ARRAYS
	    || b->f->niters + 1 + sweeps * s.nd > MAXITER)
		return;
	s.cls[0] = 0;
	s.cls[1] = chance(50);
	x = field(b, &s);
	y = chance(35) ? x : field(b, &s);
	t = chance(70) ? add_loop(b, -1, rnd(10)) : add_loop(b, 2, 0);
	if (t->form == FOR_NE)
		b->f->nonneg = true;
	in_loop(b, t);
	append(list, t);
	for (i = 0; i < sweeps; i++)
		sweep(b, &s, &t->body, i % 2 ? x : y, i % 2 ? y : x);
	out_of_loop(b);
}

/* A square matrix by way of each of its rows in turn, as the shortest ways and
   what can be reached are found: its elements of those in row and column k; at
   times of the row before, of a column, of another matrix, or with a part left
   out. */
void pivot(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_MIN, EX_MIN, EX_MAX, EX_ADD,
					  EX_SUB, EX_NOPS };
	struct access *left, *right;
	struct st *s[3], **at = list;
	int a, i;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	a = matrix(b, 0, 0);
	for (i = 0; i < 3; i++) {
		s[i] = plain_loop(b, 0);
		in_loop(b, s[i]);
		append(at, s[i]);
		at = &s[i]->body;
	}
	if (chance(10)) {
		s[2]->lo.it[s[0]->iter] = 1;
		s[2]->lo.c = rnd(2);
	}
	left = entry(b, a, s[1]->iter, s[chance(90) ? 0 : 2]->iter);
	right = entry(b, chance(92) ? a : matrix(b, 0, 0),
		      s[chance(92) ? 0 : 1]->iter, s[2]->iter);
	if (chance(10)) {
		right->sub[0].c = 1;
		if (b->f->array[right->array].f.extra[0] < 2)
			b->f->array[right->array].f.extra[0] = 2;
	}
	append(at, add_store(b, entry(b, a, s[1]->iter, s[2]->iter), -1,
			     ops[rnd(6)],
			     binary(b, chance(75) ? EX_ADD : EX_MUL,
				    load(b, left), load(b, right))));
	for (i = 0; i < 3; i++)
		out_of_loop(b);
}

/* One pass over matrix "a", by columns or rows: sums "s" of its columns, or its
   elements less those; at times those of another column, with the first columns
   left out, or with the element below. */
static void pass(struct build *b, struct st **list, int a, int s)
{
	struct st *i = plain_loop(b, 0), *j = plain_loop(b, 1), *in[2] = { i, j };
	struct access *element, *sum;
	bool sums = chance(50);

	if (chance(40)) {
		in[0] = j;
		in[1] = i;
	}
	nest(b, list, in, 2);
	if (chance(8)) {
		j->lo.c = 1;
		if (j->form == FOR_NE)
			j->form = FOR_LT;
	}
	element = entry(b, a, i->iter, j->iter);
	sum = access_to(b, s, &j->iter);
	if (chance(10)) {
		sum->sub[0].c = 1;
		if (b->f->array[s].f.extra[0] < 2)
			b->f->array[s].f.extra[0] = 2;
	}
	if (chance(8)) {
		element->sub[0].c = 1;
		if (b->f->array[a].f.extra[0] < 2)
			b->f->array[a].f.extra[0] = 2;
	}
	if (sums)
		append(&in[1]->body,
		       add_store(b, sum, -1, EX_ADD, load(b, element)));
	else
		append(&in[1]->body,
		       add_store(b, element, -1, chance(70) ? EX_SUB : EX_NOPS,
				 binary(b, EX_MUL, constant(b, b->t, 0.0625),
					load(b, sum))));
	out_of_loop(b);
	out_of_loop(b);
}

/* Passes over a matrix, one after the other, and what is made of the sums of its
   columns in between. */
void passes(struct build *b, struct st **list)
{
	int one[] = { 1 }, a, s, n = 2 + rnd(3);
	struct st *j;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 3 * n > MAXITER
	    || !is_float(b->t))
		return;
	a = matrix(b, 0, 1);
	s = add_array(b, b->t, 1, one);
	while (n--) {
		pass(b, list, a, s);
		if (chance(60))
			continue;
		j = plain_loop(b, 1);
		append(list, j);
		in_loop(b, j);
		append(&j->body,
		       add_store(b, access_to(b, s, &j->iter), -1,
				 chance(50) ? EX_MUL : EX_NOPS,
				 constant(b, b->t, 0.5)));
		out_of_loop(b);
	}
}

/* What is done for the element of "a" at "i" and "j": a product of elements of two
   rows, or of a row and a column, is taken from it in a loop over "k"; at times of a
   row or column further on. */
static void take_out(struct build *b, struct st **list, int a, struct st *k,
		     const int *ij)
{
	int i = ij[0], j = ij[1];
	bool rows = chance(75);
	struct access *left, *right;

	nest(b, list, &k, 1);
	left = entry(b, a, i, k->iter);
	right = rows ? entry(b, a, j, k->iter) : entry(b, a, k->iter, j);
	if (chance(10)) {
		int d = chance(50);

		right->sub[d].c = 1;
		if (b->f->array[a].f.extra[d] < 2)
			b->f->array[a].f.extra[d] = 2;
	}
	append(&k->body, add_store(b, entry(b, a, i, j), -1,
				   chance(85) ? EX_SUB : EX_ADD,
				   product(b, load(b, left), load(b, right))));
	out_of_loop(b);
}

/* A matrix is factorised row by row, as by Cholesky's method: each element below the
   diagonal by those before it in its row and another, then the one on it; at times
   in another order, with what is taken from the right of it, too, or a factor in
   the place of a division. */
void factor(struct build *b, struct st **list)
{
	struct st *i, *j, *k, *l;
	int a, ij[2], ii[2];
	bool first = chance(15);
	struct ex *e;

	if (b->f->narrays + 1 > FZ_ARRAYS || b->f->niters + 4 > MAXITER
	    || !is_float(b->t))
		return;
	b->f->solves |= b->t == FZ_F32;
	a = matrix(b, 0, 0);
	i = plain_loop(b, 0);
	j = plain_loop(b, 0);
	k = plain_loop(b, 0);
	l = plain_loop(b, 0);
	triangle(j, i);
	triangle(k, chance(90) ? j : i);
	triangle(l, i);
	ii[0] = ii[1] = ij[0] = i->iter;
	ij[1] = j->iter;
	append(list, i);
	in_loop(b, i);
	if (first)
		take_out(b, &i->body, a, l, ii);
	append(&i->body, j);
	in_loop(b, j);
	take_out(b, &j->body, a, k, ij);
	if (chance(85)) {
		bool divides = chance(65) && !b->f->complex;

		e = chance(75) ? load(b, entry(b, a, j->iter, j->iter))
			       : constant(b, b->t, 0.5);
		append(&j->body,
		       add_store(b, entry(b, a, i->iter, j->iter), -1, EX_NOPS,
				 binary(b, divides ? EX_DIV : EX_MUL,
					load(b, entry(b, a, i->iter, j->iter)),
					e)));
	}
	out_of_loop(b);
	if (!first && chance(85))
		take_out(b, &i->body, a, l, ii);
	if (chance(70))
		append(&i->body, add_store(b, entry(b, a, i->iter, i->iter), -1,
					   EX_MUL, constant(b, b->t, 0.5)));
	out_of_loop(b);
}
