/* SPDX-License-Identifier: GPL-3.0-or-later */
/* products.c - products of matrices and vectors, and what is nearly one.

   Assumes what idioms.c does: loop orders, accumulators, triangles, products in
   place, and several of them in one nest. */
#include "gen.h"

/* Let "inner" run over a part that depends on loop "outer" of the same
   class. */
void triangle(struct st *inner, const struct st *outer)
{
	if (inner->form == FOR_NE)
		inner->form = FOR_LT;
	if (chance(50)) {
		memset(&inner->hi, 0, sizeof inner->hi);
		inner->hi.it[outer->iter] = 1;
		inner->hi.c = rnd(2);
	} else {
		inner->lo.it[outer->iter] = 1;
		inner->lo.c = rnd(2);
	}
}

/* What is added up at iterators "it" of rows, columns and the sum: the product
   of matrices "x" and "y"; where both have the rows of a square, of one and the
   transpose of the other at times, alone or both ways. */
static struct ex *sum_term_of(struct build *b, int x, int y, const int *it,
			      bool square)
{
	struct ex *e;

	if (!square || chance(30)) {
		e = product(b, load(b, entry(b, x, it[0], it[2])),
			    load(b, entry(b, y, it[2], it[1])));
		if (!chance(12) || b->f->complex)
			return e;
		return binary(b, chance(70) ? EX_ADD : EX_SUB, e,
			      product(b, load(b, entry(b, x, it[0], it[2])),
				      load(b, entry(b, y, it[2], it[1]))));
	}
	e = binary(b, EX_MUL, load(b, entry(b, x, it[0], it[2])),
		   load(b, entry(b, chance(70) ? x : y, it[1], it[2])));
	if (chance(50))
		return e;
	return binary(b, chance(85) ? EX_ADD : EX_SUB,
		      binary(b, EX_MUL, load(b, entry(b, x, it[0], it[2])),
			     load(b, entry(b, y, it[1], it[2]))),
		      binary(b, EX_MUL, load(b, entry(b, x, it[1], it[2])),
			     load(b, entry(b, y, it[0], it[2]))));
}

/* The store that multiplies the element "out" of floats by a number or a parameter, or
   divides it. */
static struct st *times_store(struct build *b, struct access *out)
{
	struct ex *f = chance(40) ? constant(b, b->t, chance(50) ? 3 : 0.25)
				  : scalar(b, b->t);

	return add_store(b, out, -1, EX_NOPS,
			 binary(b, chance(65) && !b->f->complex ? EX_DIV
								: EX_MUL,
				load(b, out), f));
}

/* C (+)= A B with the loops in any order, C set, scaled, or kept before, or scaled
   after. */
void gemm(struct build *b, struct st **list)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					  { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	const int *o = orders[rnd(6)];
	int m = 0, n = chance(75) ? 1 : 0, k = chance(92) ? 2 : m;
	int cls[3] = { m, n, k }, c, x, y, i, it[3];
	struct st *loop[3], **at = list;
	struct access *out;
	struct ex *e;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 6 > MAXITER)
		return;
	c = matrix(b, m, n);
	x = chance(4) ? c : matrix(b, m, k);
	y = chance(8) && n == m ? x : n == m ? matrix(b, m, k) : matrix(b, k, n);
	if (!is_float(b->t) && is_signed(b->t) && type_size(b->t) >= 4)
		b->f->array[c].mag = 1e9;
	for (i = 0; i < 3; i++) {
		loop[i] = plain_loop(b, cls[o[i]]);
		it[o[i]] = loop[i]->iter;
	}
	if (n == m && chance(60))
		triangle(loop[o[2] < 2 ? 2 : 1], loop[o[0] < 2 ? 0 : 1]);
	for (i = 0; i < 3; i++) {
		in_loop(b, loop[i]);
		append(at, loop[i]);
		at = &loop[i]->body;
		if (i == 1 && o[2] == 2 && chance(50))
			append(at, add_store(b, entry(b, c, it[0], it[1]), -1,
					     chance(70) ? EX_NOPS : EX_MUL,
					     chance(70)
					     ? constant(b, b->t, 0)
					     : random_leaf(b, b->t)));
	}
	out = entry(b, c, it[0], it[1]);
	e = sum_term_of(b, x, y, it, n == m);
	append(at, add_store(b, out, -1, chance(85) ? EX_ADD : EX_SUB, e));
	if (o[2] == 2 && chance(35)) {
		b->nscope--;
		out = entry(b, c, it[0], it[1]);
		append(&loop[1]->body,
		       is_float(b->t) && chance(50)
		       ? times_store(b, out)
		       : add_store(b, out, -1, chance(50) ? EX_MAX : EX_ADD,
				   random_leaf(b, b->t)));
		b->nscope++;
	}
	b->nscope -= 3;
}

/* The same with a scalar for the sum, of a wider type at times, to which the
   product is converted or its factors. */
void gemm_scalar(struct build *b, struct st **list)
{
	int n = chance(85) ? 1 : 0, c, x, y, s;
	struct st *i, *j, *p;
	struct ex *left, *right;
	enum fz_type t = b->t;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	if (t == FZ_F32 && chance(35))
		t = FZ_F64;
	if (!is_float(t))
		t = chance(50) ? FZ_I32 : FZ_I64;
	s = add_local(b, t);
	if (s < 0)
		return;
	c = matrix(b, 0, n);
	x = matrix(b, 0, 2);
	y = matrix(b, 2, n);
	i = plain_loop(b, 0);
	j = plain_loop(b, n);
	p = plain_loop(b, 2);
	if (!n && chance(50))
		triangle(j, i);
	in_loop(b, i);
	in_loop(b, j);
	append(list, i);
	append(&i->body, j);
	append(&j->body, add_store(b, NULL, s, EX_NOPS,
				   chance(75) ? constant(b, t, 0)
					      : random_leaf(b, t)));
	in_loop(b, p);
	append(&j->body, p);
	left = load(b, entry(b, x, i->iter, p->iter));
	right = load(b, entry(b, y, p->iter, j->iter));
	if (chance(60)) {
		left = to_type(b, left, t);
		right = to_type(b, right, t);
	}
	append(&p->body, add_store(b, NULL, s, chance(90) ? EX_ADD : EX_SUB,
				   to_type(b, product(b, left, right), t)));
	out_of_loop(b);
	b->f->local[s].declared = true;
	append(&j->body,
	       add_store(b, entry(b, c, i->iter, j->iter), -1,
			 chance(70) ? EX_NOPS : EX_ADD,
			 chance(70) ? local_value(b, s)
				    : binary(b, EX_ADD, local_value(b, s),
					     random_leaf(b, t))));
	b->f->local[s].declared = false;
	out_of_loop(b);
	out_of_loop(b);
}

/* Open the loops "s", n of them, inside each other, the first in "list". */
void nest(struct build *b, struct st **list, struct st **s, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		append(list, s[i]);
		in_loop(b, s[i]);
		list = &s[i]->body;
	}
}

/* A product in place, X (+/-)= L X, over a triangle: a product, a solve or a
   factorisation, as the triangle and the order of the loops make it; at times
   what follows for the element, a division or a factor. */
void solve(struct build *b, struct st **list)
{
	static const int orders[3][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 } };
	const int *o = orders[rnd(3)];
	int n = chance(70) ? 1 : 0, x, l, c, it[3];
	struct st *s[3], *in[3], *last;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 3 > MAXITER
	    || !is_float(b->t))
		return;
	b->f->solves |= b->t == FZ_F32;
	x = matrix(b, 0, n);
	l = n == 0 && chance(60) ? x : matrix(b, 0, 0);
	for (c = 0; c < 3; c++) {
		s[c] = add_loop(b, c == 1 ? n : 0, 0);
		if (s[c]->form == FOR_NE)
			s[c]->form = FOR_LT;
		it[c] = s[c]->iter;
	}
	triangle(s[2], s[0]);
	for (c = 0; c < 3; c++)
		in[c] = s[o[c]];
	nest(b, list, in, 3);
	e = product(b, load(b, entry(b, l, it[0], it[2])),
		    load(b, entry(b, x, it[2], it[1])));
	if (chance(40))
		e = binary(b, EX_MUL, constant(b, b->t, 0.0625), e);
	append(&in[2]->body,
	       add_store(b, entry(b, x, it[0], it[1]), -1,
			 chance(70) ? EX_SUB : EX_ADD, e));
	out_of_loop(b);
	if (o[2] == 2 && chance(60)) {
		bool first = chance(35);

		e = chance(65) ? load(b, entry(b, l, it[0], it[0]))
			       : constant(b, b->t, 0.5);
		e = binary(b, chance(first ? 20 : 65) && !b->f->complex ? EX_DIV
								 : EX_MUL,
			   load(b, entry(b, x, it[0], it[1])), e);
		last = add_store(b, entry(b, x, it[0], it[1]), -1, EX_NOPS, e);
		if (first) {
			last->next = in[1]->body;
			in[1]->body = last;
		} else {
			append(&in[1]->body, last);
		}
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* What a column has of earlier ones is taken out of it: for each k, R[k][j] is
   the sum of Q[i][k] A[i][j], of which A[i][j] loses Q[i][k] times; in several
   orders of the loops, over all columns or those from k on, at times with
   another column's element instead of its own, or with what is taken from the row
   before or behind. */
void project(struct build *b, struct st **list)
{
	int r, q, a, c, it[4], below = chance(50);
	struct st *s[4], *in[3];
	struct access *acc, *summed, *changed;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 4 > MAXITER
	    || !is_float(b->t))
		return;
	a = matrix(b, 1, 0);
	q = chance(25) ? a : matrix(b, 1, 0);
	r = matrix(b, 0, 0);
	for (c = 0; c < 4; c++) {
		s[c] = add_loop(b, c < 2 ? 0 : 1, 0);
		if (s[c]->form == FOR_NE)
			s[c]->form = FOR_LT;
		it[c] = s[c]->iter;
	}
	if (below) {
		s[1]->lo.it[it[0]] = 1;
		s[1]->lo.c = rnd(3) > 0;
	}
	in[0] = s[0];
	in[1] = s[1];
	nest(b, list, in, 2);
	if (chance(50))
		append(&s[1]->body, add_store(b, entry(b, r, it[0], it[1]), -1,
					      EX_NOPS, constant(b, b->t, 0)));
	append(&s[1]->body, s[2]);
	in_loop(b, s[2]);
	summed = entry(b, a, it[2], it[1]);
	append(&s[2]->body,
	       add_store(b, entry(b, r, it[0], it[1]), -1, EX_ADD,
			 product(b, load(b, entry(b, q, it[2], it[0])),
				 load(b, summed))));
	out_of_loop(b);
	append(&s[1]->body, s[3]);
	in_loop(b, s[3]);
	acc = chance(90) ? entry(b, r, it[0], it[1]) : access_to(b, r, NULL);
	changed = entry(b, a, it[3], it[1]);
	if (chance(25)) {
		(chance(50) ? summed : changed)->sub[0].c = 1;
		if (b->f->array[a].f.extra[0] < 2)
			b->f->array[a].f.extra[0] = 2;
	}
	append(&s[3]->body,
	       add_store(b, changed, -1, EX_SUB,
			 binary(b, EX_MUL, constant(b, b->t, 0.0625),
				product(b, load(b, entry(b, q, it[3], it[0])),
					load(b, acc)))));
	out_of_loop(b);
	out_of_loop(b);
	out_of_loop(b);
}

/* y (+)= A x in both loop orders, or A += x y. */
void gemv(struct build *b, struct st **list)
{
	int zero[] = { 0 }, one[] = { 1 }, a, x, y;
	bool rank1 = chance(25), swap = chance(40);
	struct st *i, *j;
	struct access *out;
	struct ex *e;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	a = matrix(b, 0, 1);
	x = add_array(b, b->t, 1, one);
	y = add_array(b, b->t, 1, zero);
	if (!is_float(b->t) && is_signed(b->t) && type_size(b->t) >= 4)
		b->f->array[rank1 ? a : y].mag = 1e9;
	i = plain_loop(b, swap ? 1 : 0);
	j = plain_loop(b, swap ? 0 : 1);
	append(list, i);
	in_loop(b, i);
	if (!swap && !rank1 && chance(50))
		append(&i->body, add_store(b, access_to(b, y, &i->iter), -1,
					   chance(80) ? EX_NOPS : EX_MUL,
					   constant(b, b->t, 0)));
	append(&i->body, j);
	in_loop(b, j);
	if (swap) {
		struct st *t = i;

		i = j;
		j = t;
	}
	out = rank1 ? entry(b, a, i->iter, j->iter)
		    : access_to(b, y, &i->iter);
	e = product(b, rank1 ? load(b, access_to(b, y, &i->iter))
			     : load(b, entry(b, a, i->iter, j->iter)),
		    load(b, access_to(b, x, &j->iter)));
	append(swap ? &i->body : &j->body,
	       add_store(b, out, -1, chance(85) ? EX_ADD : EX_SUB, e));
	b->nscope -= 2;
}

/* One matrix by rows and by columns, as atax and bicg have it: sums of its
   rows, or what changes it, and its rows added up, with what the sums are or
   with other factors; in one nest or two.  At times of the row before, of
   another matrix, or into the vector that the sums of rows read. */
void once(struct build *b, struct st **list)
{
	int zero[] = { 0 }, one[] = { 1 }, a, x, y, t, v, k;
	bool chained = chance(50), change = chance(25), nests = chance(40);
	bool columns_first = !chained && chance(35);
	struct st *i = NULL, *j, *part[2];
	struct access *factor;

	if (b->f->narrays + 6 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	a = matrix(b, 0, 1);
	x = add_array(b, b->t, 1, one);
	y = chance(8) ? x : add_array(b, b->t, 1, one);
	t = add_array(b, b->t, 1, zero);
	v = chained ? t : add_array(b, b->t, 1, zero);
	for (k = 0; k < 2; k++) {
		if (!i || nests) {
			i = plain_loop(b, 0);
			append(list, i);
			in_loop(b, i);
		}
		j = plain_loop(b, 1);
		if (k != columns_first && !change && chance(70))
			append(&i->body,
			       add_store(b, access_to(b, t, &i->iter), -1,
					 EX_NOPS, constant(b, b->t, 0)));
		append(&i->body, j);
		in_loop(b, j);
		factor = access_to(b, k == columns_first ? x : v,
				   k == columns_first ? &j->iter : &i->iter);
		if (k != columns_first && chance(8)) {
			factor->sub[0].c = 1;
			if (b->f->array[v].f.extra[0] < 2)
				b->f->array[v].f.extra[0] = 2;
		}
		if (k == columns_first && change)
			part[k] = add_store(b, entry(b, a, i->iter, j->iter), -1,
					    EX_ADD, load(b, factor));
		else
			part[k] = add_store(
				b, k == columns_first
				? access_to(b, t, &i->iter)
				: access_to(b, y, &j->iter), -1,
				chance(90) ? EX_ADD : EX_SUB,
				product(b, load(b, entry(b, a, i->iter,
							 j->iter)),
					load(b, factor)));
		append(&j->body, part[k]);
		out_of_loop(b);
		if (nests || k)
			out_of_loop(b);
		if (!k && chance(8))
			a = matrix(b, 0, 1);
	}
}

/* Append to "list" the sum of row "q" of matrix "a", or of vector "t" where
   "early", times each column of matrix "c", in a loop over these, which makes
   the vector: the sum, or the row where "early". */
static void sums_of_row(struct build *b, struct st **list, int q, int a, int c,
			int t, bool early)
{
	int out = early ? matrix(b, 0, 1) : t;
	struct st *p = plain_loop(b, 1), *s;
	struct ex *first;

	append(list, p);
	in_loop(b, p);
	first = early ? load(b, entry(b, a, q, p->iter))
		      : constant(b, b->t, rnd(2));
	if (chance(92))
		append_if(b, &p->body, add_store(b, access_to(b, t, &p->iter),
						 -1, EX_NOPS, first));
	s = plain_loop(b, 1);
	append_if(b, &p->body, s);
	in_loop(b, s);
	append(&s->body,
	       add_store(b, early ? entry(b, out, q, p->iter)
				  : access_to(b, out, &p->iter), -1, EX_ADD,
			 product(b, load(b, early ? access_to(b, t, &s->iter)
						  : entry(b, a, q, s->iter)),
				 load(b, entry(b, c, s->iter, p->iter)))));
	out_of_loop(b);
	out_of_loop(b);
}

/* Each row of a matrix times another matrix, in a vector that takes its place
   afterwards; at times the vector keeps something of the row before. */
void rows(struct build *b, struct st **list)
{
	int one[] = { 1 }, a, c, t;
	struct st *q, *p;
	struct access *from;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	a = matrix(b, 0, 1);
	c = matrix(b, 1, 1);
	t = add_array(b, b->t, 1, one);
	q = plain_loop(b, 0);
	append(list, q);
	in_loop(b, q);
	sums_of_row(b, &q->body, q->iter, a, c, t, chance(10));
	p = plain_loop(b, 1);
	append_if(b, &q->body, p);
	in_loop(b, p);
	from = access_to(b, t, &p->iter);
	if (chance(8)) {
		from->sub[0].c = 1;
		if (b->f->array[t].f.extra[0] < 2)
			b->f->array[t].f.extra[0] = 2;
	}
	append(&p->body,
	       add_store(b, chance(80) ? entry(b, a, q->iter, p->iter)
				       : access_to(b, a, NULL), -1,
			 chance(80) ? EX_NOPS : EX_ADD, load(b, from)));
	out_of_loop(b);
	out_of_loop(b);
}

/* Half of a matrix times its transpose without its diagonal, which is set, as
   correlation has it: at times not all of it, or of what is there. */
void diagonal(struct build *b, struct st **list)
{
	struct st *i, *j, *k;
	int a, c;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	a = matrix(b, 1, 0);
	c = matrix(b, 0, 0);
	i = plain_loop(b, 0);
	append(list, i);
	if (chance(20)) {
		in_loop(b, i);
		append(&i->body, add_store(b, entry(b, c, i->iter, i->iter), -1,
					   EX_NOPS, constant(b, b->t, 1)));
		out_of_loop(b);
		i = plain_loop(b, 0);
		append(list, i);
	}
	in_loop(b, i);
	append_if(b, &i->body,
		  add_store(b, entry(b, c, i->iter, i->iter), -1,
			    chance(90) ? EX_NOPS : EX_ADD,
			    constant(b, b->t, 1)));
	j = plain_loop(b, 0);
	triangle(j, i);
	append(&i->body, j);
	in_loop(b, j);
	append_if(b, &j->body, add_store(b, entry(b, c, i->iter, j->iter), -1,
					 EX_NOPS, constant(b, b->t, 0)));
	k = plain_loop(b, 1);
	append_if(b, &j->body, k);
	in_loop(b, k);
	append(&k->body,
	       add_store(b, entry(b, c, i->iter, j->iter), -1, EX_ADD,
			 product(b, load(b, entry(b, a, k->iter, i->iter)),
				 load(b, entry(b, a, k->iter, j->iter)))));
	out_of_loop(b);
	if (chance(50))
		append(&j->body,
		       add_store(b, entry(b, c, j->iter, i->iter), -1, EX_NOPS,
				 load(b, entry(b, c, i->iter, j->iter))));
	out_of_loop(b);
	out_of_loop(b);
}
