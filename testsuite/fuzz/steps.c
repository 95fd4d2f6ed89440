/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps.c - stencils that are repeated.

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
