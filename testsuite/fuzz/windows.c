/* SPDX-License-Identifier: GPL-3.0-or-later */
/* windows.c - one or several sums, or the largest, over a small window that moves over
   an image, and what is made of them: means, variances, filters, counts, some of them
   under a condition.

   Assumes what idioms.c does. */
#include "gen.h"

enum { MOST_SUMS = 3 };

/* Windows of size[0] by size[1] at steps of step[] over "in"; "beside": an array read at
   the same places, or -1; "weights": one of the size of a window, or -1.  "row": a local
   that is added up along a row of a window and taken into the first sum behind it, or
   -1. */
struct windows {
	int size[2], step[2], in, beside, weights, nsums, sum[MOST_SUMS], row;
	struct st *loop[4];
};

/* An image that windows of "w" fit in. */
static int image(struct build *b, const struct windows *w, enum fz_type t)
{
	static const int cls[] = { 0, 1 };
	int a = add_array(b, t, 2, cls), d;

	for (d = 0; d < 2; d++) {
		b->f->array[a].f.mult[d] = (signed char)w->step[d];
		b->f->array[a].f.extra[d] = (short)w->size[d];
	}
	return a;
}

/* The element of image "a" that the loops of "w" are at. */
static struct access *seen(struct build *b, const struct windows *w, int a)
{
	int iter[] = { w->loop[0]->iter, w->loop[1]->iter }, d;
	struct access *acc = access_to(b, a, iter);

	for (d = 0; d < 2; d++) {
		acc->sub[d].it[w->loop[d]->iter] = (signed char)w->step[d];
		acc->sub[d].it[w->loop[2 + d]->iter] = 1;
	}
	return acc;
}

/* One term of a sum of type "t". */
static struct ex *term(struct build *b, const struct windows *w, enum fz_type t)
{
	int iter[] = { w->loop[2]->iter, w->loop[3]->iter };
	struct ex *x = load(b, seen(b, w, w->in)), *e = x;

	if (chance(15))
		return constant(b, t, 1);
	if (chance(30))
		e = product(b, x, load(b, seen(b, w, w->in)));
	else if (w->weights >= 0 && chance(60))
		e = product(b, x, load(b, access_to(b, w->weights, iter)));
	else if (w->beside >= 0 && chance(50))
		e = product(b, x, load(b, seen(b, w, w->beside)));
	else if (chance(15))
		e = binary(b, EX_SUB, x, random_leaf(b, b->t));
	return to_type(b, e, t);
}

/* A condition about what is in the window. */
static struct ex *asked(struct build *b, const struct windows *w)
{
	static const enum ex_op ops[] = { EX_LT, EX_GT, EX_GE, EX_EQ, EX_NE };
	int a = w->beside >= 0 && chance(60) ? w->beside : w->in;
	struct ex *x = load(b, seen(b, w, a));

	if (is_float(x->type) && chance(50))
		return chance(60) ? new_ex(b, EX_EQ, FZ_I32, 2, x,
					   load(b, seen(b, w, a)))
				  : new_ex(b, EX_LNOT, FZ_I32, 1,
					   new_ex(b, EX_NAN, FZ_I32, 1, x));
	return new_ex(b, ops[rnd(5)], FZ_I32, 2, x,
		      chance(60) || b->f->array[a].f.type != b->t
			      ? constant(b, b->f->array[a].f.type, rnd(3))
			      : load(b, seen(b, w, w->in)));
}

/* Add to "list" what takes the element into the sums, at times under a condition. */
static void take(struct build *b, const struct windows *w, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN };
	bool all = chance(35) && !is_complex(b->t), each = !all && chance(25);
	int n;
	struct st *s;

	each = each && !is_complex(b->t);
	if (all) {
		s = add_if(b, asked(b, w));
		append(list, s);
		list = &s->body;
	}
	for (n = 0; n < w->nsums; n++) {
		int to = !n && w->row >= 0 ? w->row : w->sum[n];
		enum fz_type t = b->f->local[to].type;
		struct st **at = list;

		if (each && chance(70)) {
			s = add_if(b, asked(b, w));
			append(at, s);
			at = &s->body;
		}
		append(at, add_store(b, NULL, to, ops[rnd(is_complex(t) ? 4 : 6)],
				     term(b, w, t)));
	}
}

/* Add to "list" stores of the sums, each and something of two of them, and forget
   them. */
static void store_sums(struct build *b, struct windows *w, struct st **list)
{
	static const int cls[] = { 0, 1 };
	int iter[] = { w->loop[0]->iter, w->loop[1]->iter }, n, d;
	struct ex *e;

	for (n = 0; n < w->nsums && b->f->narrays < FZ_ARRAYS; n++) {
		int out = add_array(b, b->t, 2, cls);

		for (d = 0; d < 2; d++)
			b->f->array[out].f.mult[d] = 1;
		e = local_value(b, w->sum[n]);
		if (n && chance(50))
			e = binary(b, chance(70) ? EX_SUB : EX_ADD, e,
				   product(b, local_value(b, w->sum[0]),
					   local_value(b, w->sum[0])));
		append(list, add_store(b, access_to(b, out, iter), -1,
				       chance(80) ? EX_NOPS : EX_ADD, e));
	}
	for (n = 0; n < w->nsums; n++)
		b->f->local[w->sum[n]].declared = false;
	if (w->row >= 0)
		b->f->local[w->row].declared = false;
}

/* Make the locals of "w" in the loop over columns, "list"; whether there is room. */
static bool set_sums(struct build *b, struct windows *w, struct st **list)
{
	int n, want = 1 + rnd(MOST_SUMS);

	for (n = 0; n < want; n++) {
		enum fz_type t = b->t == FZ_F32 && chance(25) ? FZ_F64
				 : n && chance(15)	      ? FZ_I32
							      : b->t;

		if (is_complex(b->t))
			t = b->t;
		if ((w->sum[n] = add_local(b, t)) < 0)
			break;
		append(list, add_store(b, NULL, w->sum[n], EX_NOPS,
				       constant(b, t, chance(80) ? 0 : rnd(3) - 1)));
		b->f->local[w->sum[n]].declared = true;
	}
	w->nsums = n;
	w->row = chance(15) && n ? add_local(b, b->f->local[w->sum[0]].type) : -1;
	return n > 0;
}

/* Sums over windows of an image. */
void windows(struct build *b, struct st **list)
{
	struct windows w = { .beside = -1, .weights = -1 };
	static const int none[] = { -1, -1 };
	struct st **to = list;
	int d;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	for (d = 0; d < 2; d++) {
		w.size[d] = chance(80) ? 2 + rnd(4) : 1 + rnd(9);
		w.step[d] = chance(70) ? 1 : 1 + rnd(4);
	}
	w.in = image(b, &w, b->t);
	if (chance(35))
		w.beside = image(b, &w, chance(30) && !is_complex(b->t) ? FZ_U8 : b->t);
	if (chance(30)) {
		w.weights = add_array(b, b->t, 2, none);
		for (d = 0; d < 2; d++)
			b->f->array[w.weights].f.mult[d] = 1;
	}
	for (d = 0; d < 4; d++) {
		if (d == 2 && !set_sums(b, &w, to))
			break;
		if (d == 3 && w.row >= 0) {
			append(to, add_store(b, NULL, w.row, EX_NOPS,
					     constant(b, b->f->local[w.row].type, 0)));
			b->f->local[w.row].declared = true;
		}
		w.loop[d] = d < 2 ? plain_loop(b, d) : add_loop(b, -1, w.size[d - 2]);
		if (w.loop[d]->form == FOR_NE)
			b->f->nonneg = true;
		append(to, w.loop[d]);
		in_loop(b, w.loop[d]);
		to = &w.loop[d]->body;
	}
	if (d == 4) {
		take(b, &w, to);
		out_of_loop(b);
		if (w.row >= 0)
			append(&w.loop[2]->body,
			       add_store(b, NULL, w.sum[0], EX_ADD,
					 local_value(b, w.row)));
		out_of_loop(b);
		store_sums(b, &w, &w.loop[1]->body);
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* The largest, the least or the sum of a window that moves over an image, in a scalar
   or in the element of what is written. */
void pool(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_MAX, EX_MIN, EX_ADD, EX_SUB };
	static const int cls[] = { 0, 1 };
	int size = 1 + rnd(3), step = 1 + rnd(3), d, iter[2], out, s;
	struct windows w = { .size = { size, size }, .step = { step, step } };
	struct st **to = list;

	s = chance(60) ? add_local(b, b->t) : -1;
	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	w.in = image(b, &w, b->t);
	out = add_array(b, b->t, 2, cls);
	for (d = 0; d < 2; d++) {
		b->f->array[out].f.mult[d] = 1;
		w.loop[d] = plain_loop(b, d);
		w.loop[2 + d] = add_loop(b, -1, size);
		if (w.loop[2 + d]->form == FOR_NE)
			b->f->nonneg = true;
		iter[d] = w.loop[d]->iter;
	}
	nest(b, to, w.loop, 2);
	to = &w.loop[1]->body;
	append(to, add_store(b, s < 0 ? access_to(b, out, iter) : NULL, s, EX_NOPS,
			     constant(b, b->t, rnd(3) - 1)));
	nest(b, to, w.loop + 2, 2);
	if (s >= 0)
		b->f->local[s].declared = true;
	append_if(b, &w.loop[3]->body,
		  add_store(b, s < 0 ? access_to(b, out, iter) : NULL, s, ops[rnd(4)],
			    load(b, seen(b, &w, w.in))));
	out_of_loop(b);
	out_of_loop(b);
	if (s >= 0)
		append(to, add_store(b, access_to(b, out, iter), -1, EX_NOPS,
				     local_value(b, s)));
	out_of_loop(b);
	out_of_loop(b);
	if (s >= 0)
		b->f->local[s].declared = false;
}
