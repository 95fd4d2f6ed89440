/* SPDX-License-Identifier: GPL-3.0-or-later */
/* conv.c - convolutions: a window that moves over an image.

   Assumes what idioms.c does.  With a border, conditions of every form keep out
   of what is not in the image. */
#include "gen.h"

#include <string.h>

/* A convolution in the making: dims 1 or 2; the window is so long, its steps
   and gaps, and the border that conditions keep out of, 0 for none; each a
   parameter of number size_as - 1 and so on, unless that is 0. */
struct window {
	int dims, size, step, gap, border;
	signed char size_as, step_as, gap_as, border_as;
	int out, weight, in;
	struct st *loop[5];	/* channel, place, sum: so many of each */
	int nloops;
};

/* A parameter for the length "value", or 0: that is a constant.  In some calls
   it is less at times. */
static signed char length_as(struct build *b, int value)
{
	struct length *u = &b->f->length[b->f->nlengths];

	if (b->f->nlengths == MAXLENGTH || chance(40))
		return 0;
	u->value = value;
	u->varies = chance(30);
	u->other = rnd(value + 1);
	u->is_long = chance(30);
	return (signed char)++b->f->nlengths;
}

/* Let lengths of "w" be parameters. */
static void conv_lengths(struct build *b, struct window *w)
{
	w->size_as = length_as(b, w->size);
	w->step_as = length_as(b, w->step);
	w->gap_as = length_as(b, w->gap);
	if (w->border)
		w->border_as = length_as(b, w->border);
}

/* The condition that "x" is an index of dimension "d" of the image, at times of
   less of it. */
static struct ex *inside(struct build *b, const struct window *w,
			 const struct idx *x, int d)
{
	const struct fz_array *a = &b->f->array[w->in].f;
	struct idx end = { .c = a->extra[d] - chance(6) }, zero = { .c = 0 };

	end.size[(int)a->cls[d]] = a->mult[d];
	if (chance(30))
		return new_ex(b, EX_LAND, FZ_I32, 2,
			      new_ex(b, EX_LT, FZ_I32, 2, index_value(b, x),
				     index_value(b, &end)),
			      new_ex(b, EX_GE, FZ_I32, 2, index_value(b, x),
				     index_value(b, &zero)));
	return new_ex(b, EX_LAND, FZ_I32, 2,
		      new_ex(b, EX_LE, FZ_I32, 2, index_value(b, &zero),
			     index_value(b, x)),
		      new_ex(b, EX_GT, FZ_I32, 2, index_value(b, &end),
			     index_value(b, x)));
}

/* Make the arrays of "w": of two dimensions out[o][y][x], weight[o][i][j] and
   in[y + i][x + j], else out[o][x], weight[o][c][j] and in[c][x + j].  Others may
   use all of the weights: a length that may be less is none of theirs. */
static void conv_arrays(struct build *b, struct window *w)
{
	int out[] = { 0, 1, 2 }, weight[] = { 0, w->dims == 2 ? -1 : 2, -1 };
	int in[] = { w->dims == 2 ? 1 : 2, w->dims == 2 ? 2 : 1 }, d;
	const struct length *size = NULL;
	struct fz_array *a;

	if (w->size_as)
		size = &b->f->length[w->size_as - 1];
	w->out = add_array(b, b->t, 1 + w->dims, out);
	w->weight = add_array(b, b->t, 3, weight);
	w->in = add_array(b, b->t, 2, in);
	for (d = 0; d <= w->dims; d++)
		b->f->array[w->out].f.mult[d] = 1;
	a = &b->f->array[w->weight].f;
	for (d = 0; d < 3; d++) {
		a->mult[d] = weight[d] >= 0;
		if (weight[d] < 0) {
			a->extra[d] = (short)w->size;
			if (size && !size->varies)
				b->f->array[w->weight].extra_as[d] = w->size_as;
		}
	}
	a = &b->f->array[w->in].f;
	for (d = 0; d < 2; d++) {
		bool slides = w->dims == 2 || d == 1;

		a->mult[d] = slides ? (signed char)w->step : 1;
		if (slides)
			a->extra[d] = w->border ? 0 : (short)(w->size * w->gap);
	}
}

/* Set the loops of "w", those of the place and of the sum at times the other
   way round. */
static void conv_loops(struct build *b, struct window *w)
{
	int n = 0, d;

	w->loop[n++] = plain_loop(b, 0);
	for (d = 0; d < w->dims; d++)
		w->loop[n++] = add_loop(b, 1 + d, 0);
	if (w->dims == 1)
		w->loop[n++] = add_loop(b, 2, 0);
	for (d = 0; d < w->dims; d++) {
		w->loop[n] = add_loop(b, -1, w->size);
		w->loop[n++]->hi.c_as = w->size_as;
	}
	w->nloops = n;
	for (d = 0; d < n; d++)
		if (w->loop[d]->form == FOR_NE)
			b->f->nonneg = true;
}

/* The element of the image that "w" multiplies: as it is, or what a local has,
   that is 0, rarely 1, where "cond" fails; that is put in "list" then, and
   "*cond" is NULL. */
static struct ex *conv_image(struct build *b, struct access *in,
			     struct ex **cond, struct st **list)
{
	int v = *cond && chance(30) ? add_local(b, b->t) : -1;
	struct st *test;

	if (v < 0)
		return load(b, in);
	append(list, add_store(b, NULL, v, EX_NOPS,
			       constant(b, b->t, chance(85) ? 0 : 1)));
	test = add_if(b, *cond);
	append(&test->body, add_store(b, NULL, v, EX_NOPS, load(b, in)));
	append(list, test);
	*cond = NULL;
	b->f->local[v].declared = true;
	return local_value(b, v);
}

/* The product that "w" adds up; "cond" becomes the condition under which it is
   in the image, NULL for none; what comes before is put in "list". */
static struct ex *conv_product(struct build *b, struct window *w,
			       struct ex **cond, struct st **list)
{
	int place = w->loop[1]->iter, j = w->loop[w->nloops - 1]->iter, d;
	int i = w->loop[w->nloops - 2]->iter;
	int of_weight[] = { w->loop[0]->iter, i, j };
	struct access *in = access_to(b, w->in, NULL);
	struct ex *image, *weight;

	memset(in->sub, 0, sizeof in->sub);
	for (d = 0; d < 2; d++) {
		struct idx *x = &in->sub[d];
		int at = w->dims == 2 ? w->loop[1 + d]->iter : place;
		struct ex *c;

		if (w->dims == 1 && !d) {
			x->it[i] = 1;
			continue;
		}
		x->it[at] = (signed char)w->step;
		x->it[d ? j : i] = (signed char)w->gap;
		x->c = -w->border;
		x->it_as[at] = w->step_as;
		x->it_as[d ? j : i] = w->gap_as;
		x->c_as = w->border_as;
		if (!w->border)
			continue;
		c = inside(b, w, x, d);
		*cond = *cond ? new_ex(b, EX_LAND, FZ_I32, 2, *cond, c) : c;
	}
	image = conv_image(b, in, cond, list);
	weight = load(b, access_to(b, w->weight, of_weight));
	return chance(50) ? product(b, weight, image)
			  : product(b, image, weight);
}

/* Whether an index of "f" is never negative by its type: then no condition
   tells what is outside. */
static bool any_unsigned(const struct function *f)
{
	int i;

	for (i = 0; i < FZ_SIZES; i++)
		if (index_unsigned(f->it[i]))
			return true;
	return index_unsigned(f->index) || index_unsigned(f->ld);
}

/* A convolution in one dimension with channels or in two without, with several
   results for each place. */
void conv(struct build *b, struct st **list)
{
	struct window w = { .dims = 1 + rnd(2), .size = 1 + rnd(4),
			    .step = chance(25) ? 2 : 1,
			    .gap = chance(15) ? 2 : 1 };
	int local = chance(60) ? add_local(b, b->t) : -1, of[3], i, k;
	struct st **at = list, *s;
	struct ex *e, *cond = NULL;
	struct access *out;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 5 > MAXITER)
		return;
	w.border = chance(50) && !any_unsigned(b->f) ? rnd(w.size * w.gap) : 0;
	if (chance(50))
		conv_lengths(b, &w);
	conv_arrays(b, &w);
	conv_loops(b, &w);
	k = 1 + w.dims;
	for (i = 0; i < k; i++)
		of[i] = w.loop[i]->iter;
	out = access_to(b, w.out, of);
	for (i = 0; i < w.nloops; i++) {
		if (i == k && (local >= 0 || chance(60)))
			append(at, add_store(b, local < 0 ? out : NULL, local,
					     EX_NOPS, chance(70)
					     ? constant(b, b->t, 0)
					     : random_leaf(b, b->t)));
		append(at, w.loop[i]);
		in_loop(b, w.loop[i]);
		at = &w.loop[i]->body;
	}
	e = to_type(b, conv_product(b, &w, &cond, at), b->t);
	s = add_store(b, local < 0 ? access_to(b, w.out, of) : NULL, local,
		      chance(90) ? EX_ADD : EX_SUB, e);
	if (cond) {
		struct st *test = add_if(b, cond);

		test->by_continue = chance(40);
		append(&test->body, s);
		s = test;
	}
	append(at, s);
	while (i-- > k)
		out_of_loop(b);
	if (local >= 0) {
		b->f->local[local].declared = true;
		append(&w.loop[k - 1]->body,
		       add_store(b, access_to(b, w.out, of), -1, EX_NOPS,
				 chance(60) ? local_value(b, local)
				 : binary(b, EX_MAX, local_value(b, local),
					  constant(b, b->t, 0))));
		b->f->local[local].declared = false;
	}
	while (k-- > 0)
		out_of_loop(b);
}
