/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idioms.c - what the plugin recognises, and what is nearly that.

   Products of matrices and vectors, sums, maps, stencils, recurrences: each in
   many spellings, and each with a chance of one detail that makes it another
   program. */
#include "gen.h"

/* "x" op= product of elements, as one statement or through other forms. */
struct ex *product(struct build *b, struct ex *x, struct ex *y)
{
	struct ex *e;

	if (is_complex(x->type) && chance(35))
		x = new_ex(b, EX_NOT, x->type, 1, x);
	if (is_complex(y->type) && chance(35))
		y = new_ex(b, EX_NOT, y->type, 1, y);
	e = binary(b, EX_MUL, x, y);
	if (chance(15)) {
		struct ex *s = new_ex(b, EX_SCALAR, b->f->scalar_type, 0);

		s->n = rnd(FZ_SCALARS);
		s->mag = 20;
		s->exact = true;
		b->f->uses_scalar[s->n] = true;
		e = chance(50) ? binary(b, EX_MUL, s, e)
			       : binary(b, EX_MUL, binary(b, EX_MUL, s, x), y);
	}
	if (chance(4))
		e = binary(b, EX_MUL, e, random_leaf(b, b->t));
	if (chance(3))
		e = binary(b, EX_ADD, e, random_leaf(b, b->t));
	return e;
}

/* An access to "array" at "row" and "col", in this order or the other as the
   array's size classes say. */
static struct access *entry(struct build *b, int array, int row, int col)
{
	struct array *a = &b->f->array[array];
	int iter[2] = { row, col };

	if (a->f.cls[0] != b->f->iter_class[row]) {
		iter[0] = col;
		iter[1] = row;
	}
	if (chance(3) || a->f.cls[0] != b->f->iter_class[iter[0]]
	    || a->f.cls[1] != b->f->iter_class[iter[1]])
		return access_to(b, array, NULL);
	return access_to(b, array, iter);
}

/* A new matrix over size classes "r" and "c", stored by rows or columns. */
static int matrix(struct build *b, int r, int c)
{
	int by_rows[] = { r, c }, by_columns[] = { c, r };
	int n = add_array(b, b->t, 2, chance(60) ? by_rows : by_columns);
	struct array *a = &b->f->array[n];

	a->f.mult[0] = a->f.mult[1] = 1;
	return n;
}

/* A loop over "cls", rarely with other bounds. */
struct st *plain_loop(struct build *b, int cls)
{
	struct st *s = add_loop(b, cls, 0);

	if (s->form == FOR_NE)
		b->f->nonneg = true;
	if (chance(4) && s->form != FOR_NE)
		s->lo.c = 1;
	if (chance(2) && s->form == FOR_LT)
		s->step = 2;
	return s;
}

/* Let "inner" run over a part that depends on loop "outer" of the same
   class. */
static void triangle(struct st *inner, const struct st *outer)
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

/* C (+)= A B with the loops in any order, C set, scaled, or kept before. */
static void gemm(struct build *b, struct st **list)
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
	if (o[2] == 2 && chance(20)) {
		b->nscope--;
		append(&loop[1]->body,
		       add_store(b, entry(b, c, it[0], it[1]), -1,
				 chance(50) ? EX_MAX : EX_ADD,
				 random_leaf(b, b->t)));
		b->nscope++;
	}
	b->nscope -= 3;
}

/* A loop over tiles of size "size" of "cls", and in *in that over one of them:
   rarely one that leaves a gap, or meets the next. */
static struct st *tiles(struct build *b, int cls, int size, struct st **in)
{
	struct st *s = add_loop(b, cls, 0), *t = add_loop(b, cls, 0);

	s->form = chance(50) ? FOR_LT : FOR_LE;
	s->step = size;
	t->form = chance(70) ? FOR_LT : FOR_LE;
	memset(&t->hi, 0, sizeof t->hi);
	t->lo.it[s->iter] = t->hi.it[s->iter] = 1;
	t->hi.c = size;
	t->hi2.size[cls] = 1;
	t->has_hi2 = true;
	if (chance(4))
		t->hi.c += chance(50) ? 1 : -1;
	if (chance(3))
		t->lo.c = 1;
	*in = t;
	return s;
}

/* C (+)= A B by tiles of one loop, of two or of all. */
static void tiled(struct build *b, struct st **list)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
					  { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	const int *o = orders[rnd(6)], *p = orders[rnd(6)];
	int c, x, y, i, it[3], n = 0;
	struct st *in[3], *loop[6], **at = list;

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
	for (i = 0; i < n; i++) {
		in_loop(b, loop[i]);
		append(at, loop[i]);
		at = &loop[i]->body;
	}
	append(at, add_store(b, entry(b, c, it[0], it[1]), -1,
			     chance(85) ? EX_ADD : EX_SUB,
			     product(b, load(b, entry(b, x, it[0], it[2])),
				     load(b, entry(b, y, it[2], it[1])))));
	b->nscope -= n;
}

/* The same with a scalar for the sum, of a wider type at times. */
static void gemm_scalar(struct build *b, struct st **list)
{
	int n = chance(85) ? 1 : 0, c, x, y, s;
	struct st *i, *j, *p;
	enum fz_type t = b->t;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	if (t == FZ_F32 && chance(15))
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
	append(&p->body,
	       add_store(b, NULL, s, EX_ADD,
			 to_type(b, product(b, load(b, entry(b, x, i->iter,
							     p->iter)),
					    load(b, entry(b, y, p->iter,
							  j->iter))),
				 t)));
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
static void nest(struct build *b, struct st **list, struct st **s, int n)
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
static void solve(struct build *b, struct st **list)
{
	static const int orders[3][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 } };
	const int *o = orders[rnd(3)];
	int n = chance(70) ? 1 : 0, x, l, c, it[3];
	struct st *s[3], *in[3], *last;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 3 > MAXITER
	    || !is_float(b->t))
		return;
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

/* y (+)= A x in both loop orders, or A += x y. */
static void gemv(struct build *b, struct st **list)
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
static void once(struct build *b, struct st **list)
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

/* Append "s" to "list", rarely to run only if a size is not too small. */
static void append_if(struct build *b, struct st **list, struct st *s)
{
	struct idx size = { .c = 0 }, least = { .c = rnd(8) };
	struct st *test;

	size.size[rnd(FZ_SIZES)] = 1;
	if (chance(90)) {
		append(list, s);
		return;
	}
	test = add_if(b, new_ex(b, EX_GE, FZ_I32, 2, index_value(b, &size),
				index_value(b, &least)));
	append(&test->body, s);
	append(list, test);
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
static void rows(struct build *b, struct st **list)
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
static void diagonal(struct build *b, struct st **list)
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

/* A sum, product, least or largest value of a vector or matrix, live out. */
static void reduction(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN, EX_ADD, EX_MUL };
	enum fz_type t = b->t;
	int s, depth = 1 + rnd(2), d;
	struct st *loop, **at = list;

	if (b->f->niters + 2 > MAXITER)
		return;
	if (t == FZ_F32 && chance(25))
		t = FZ_F64;
	else if (!is_float(t) && chance(70))
		t = chance(50) ? FZ_I32 : FZ_I64;
	s = add_local(b, t);
	if (s < 0)
		return;
	append(list, add_store(b, NULL, s, EX_NOPS,
			       chance(70) ? constant(b, t, rnd(2))
					  : random_leaf(b, t)));
	for (d = 0; d < depth; d++) {
		loop = plain_loop(b, d);
		in_loop(b, loop);
		append(at, loop);
		at = &loop->body;
	}
	append(at, add_store(b, NULL, s, ops[rnd(7)],
			     chance(50) ? random_leaf(b, t)
			     : chance(50)
				     ? binary(b, EX_MUL, random_leaf(b, t),
					      random_leaf(b, t))
				     : random_ex(b, t, 5)));
	b->nscope -= depth;
	b->f->local[s].declared = !b->nscope;
	if (!b->nscope && b->f->ret < 0)
		b->f->ret = s;
}

/* A map of one to three dimensions. */
static void map(struct build *b, struct st **list)
{
	int cls[FZ_DIMS] = { 0, 1, 2 }, nd = 1 + rnd(2) + chance(10), d, out;
	int iter[FZ_DIMS];
	struct st *loop, **at = list;

	if (b->f->narrays == FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	out = add_array(b, b->t, nd, cls);
	for (d = 0; d < nd; d++) {
		loop = plain_loop(b, d);
		in_loop(b, loop);
		append(at, loop);
		at = &loop->body;
		iter[d] = loop->iter;
	}
	for (d = 1 + rnd(2) * rnd(2); d > 0; d--) {
		struct access *acc = access_to(b, out, iter);

		b->avoid = out;
		append(at, add_store(b, acc, -1,
				     chance(75) ? EX_NOPS : EX_ADD,
				     random_ex(b, b->t, 1 + rnd(7))));
		b->avoid = -1;
	}
	b->nscope -= nd;
}

/* A matrix to its transpose, or with it; at times it is one matrix, whose halves
   meet, or a row of the source is the one before. */
static void crossed(struct build *b, struct st **list)
{
	int cls = chance(10) ? 0 : 1, x, y;
	struct access *from;
	struct st *i, *j;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	x = matrix(b, 0, cls);
	y = cls ? matrix(b, 1, 0) : x;
	i = plain_loop(b, 0);
	append(list, i);
	in_loop(b, i);
	j = plain_loop(b, cls);
	append(&i->body, j);
	in_loop(b, j);
	from = entry(b, x, i->iter, j->iter);
	e = load(b, from);
	if (chance(40))
		e = product(b, e, load(b, entry(b, y, j->iter, i->iter)));
	append(&j->body, add_store(b, entry(b, y, j->iter, i->iter), -1,
				   chance(70) ? EX_NOPS : EX_ADD, e));
	if (chance(30))
		append(&j->body,
		       add_store(b, entry(b, x, i->iter, j->iter), -1, EX_ADD,
				 load(b, entry(b, y, j->iter, i->iter))));
	if (chance(15)) {
		from->sub[0].c = 1;
		if (b->f->array[x].f.extra[0] < 2)
			b->f->array[x].f.extra[0] = 2;
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* Neighbours, in place or not; the sum so far; a linear recurrence. */
static void stencil(struct build *b, struct st **list)
{
	int zero[] = { 0 }, in, out, w, s;
	struct st *i;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	in = add_array(b, b->t, 1, zero);
	out = chance(30) ? in : add_array(b, b->t, 1, zero);
	b->f->array[in].f.mult[0] = b->f->array[out].f.mult[0] = 1;
	s = chance(30) ? add_local(b, b->t) : -1;
	if (s >= 0)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       constant(b, b->t, 0)));
	i = plain_loop(b, 0);
	in_loop(b, i);
	append(list, i);
	e = load(b, access_to(b, in, &i->iter));
	for (w = 0; w < 1 + rnd(2); w++) {
		struct access *acc = access_to(b, in, &i->iter);

		acc->sub[0].c = 1 + rnd(2);
		if (b->f->array[in].f.extra[0] < 2)
			b->f->array[in].f.extra[0] = 2;
		e = binary(b, chance(70) ? EX_ADD : EX_SUB, e, load(b, acc));
	}
	if (s >= 0) {
		append(&i->body, add_store(b, NULL, s, EX_ADD, e));
		b->f->local[s].declared = true;
		e = local_value(b, s);
	}
	append(&i->body, add_store(b, access_to(b, out, &i->iter), -1,
				   EX_NOPS, e));
	if (chance(25)) {
		i->body->out = i->body->out;
		if (i->body->kind == ST_STORE && i->body->out) {
			i->body->out->sub[0].c = rnd(3);
			if (b->f->array[i->body->out->array].f.extra[0] < 2)
				b->f->array[i->body->out->array].f.extra[0] = 2;
		}
	}
	if (s >= 0)
		b->f->local[s].declared = false;
	out_of_loop(b);
}

/* The element of one of the vectors "v" that the loop "i" is at, at times
   another. */
static struct access *chosen(struct build *b, const int *v, struct st *i)
{
	int a = v[rnd(2)];
	struct access *acc = access_to(b, a, &i->iter);

	if (chance(8)) {
		acc->sub[0].c = 1;
		if (b->f->array[a].f.extra[0] < 1)
			b->f->array[a].f.extra[0] = 1;
	} else if (chance(3)) {
		acc->sub[0].it[i->iter] = 0;
	}
	return acc;
}

/* What is done to one of the vectors "v", or the sum "s" (-1: none), where a
   condition holds. */
static struct st *change(struct build *b, const int *v, int s, struct st *i)
{
	static const enum ex_op ops[] = { EX_NOPS, EX_NOPS, EX_ADD, EX_SUB,
					  EX_MAX, EX_MIN };
	struct ex *e = chance(40) ? load(b, chosen(b, v, i))
				  : random_leaf(b, b->t);

	if (s >= 0 && chance(50))
		return add_store(b, NULL, s, chance(80) ? EX_ADD : EX_MAX, e);
	return add_store(b, chosen(b, v, i), -1, ops[rnd(6)], e);
}

/* Stores and sums under conditions on what is stored, or stored near it. */
static void conditional(struct build *b, struct st **list)
{
	static const int zero[] = { 0 };
	int v[2], s, n;
	struct st *i;

	if (b->f->narrays + 2 > FZ_ARRAYS || is_complex(b->t))
		return;
	v[0] = add_array(b, b->t, 1, zero);
	v[1] = add_array(b, b->t, 1, zero);
	b->f->array[v[0]].f.mult[0] = b->f->array[v[1]].f.mult[0] = 1;
	s = chance(40) ? add_local(b, b->t) : -1;
	if (s >= 0)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       constant(b, b->t, 0)));
	i = plain_loop(b, 0);
	in_loop(b, i);
	append(list, i);
	for (n = 1 + rnd(2); n; n--) {
		struct ex *e = load(b, chosen(b, v, i));
		struct st *test = add_if(b, new_ex(
			b, chance(50) ? EX_LT : EX_GT, FZ_I32, 2, e,
			chance(50) ? constant(b, b->t, rnd(3))
				   : load(b, chosen(b, v, i))));

		append(&test->body, change(b, v, s, i));
		if (chance(40))
			append(&test->body, change(b, v, s, i));
		if (chance(40))
			append(&test->els, change(b, v, s, i));
		append(&i->body, test);
	}
	out_of_loop(b);
}

/* Move "acc" one further along iterator "it". */
static void one_further(struct build *b, struct access *acc, int it)
{
	struct array *a = &b->f->array[acc->array];
	int d;

	for (d = 0; d < a->f.nd; d++) {
		if (!acc->sub[d].it[it])
			continue;
		acc->sub[d].c = 1;
		if (a->f.extra[d] < 2)
			a->f.extra[d] = 2;
	}
}

/* A recurrence down the columns of a matrix, or at times along its rows, in a
   scalar or in memory; at times of another column too. */
static void down(struct build *b, struct st **list)
{
	int one[] = { 1 }, a, c, s;
	bool rows = chance(20);
	struct access *out;
	struct st *i, *j;
	struct ex *e;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 3 > MAXITER)
		return;
	a = matrix(b, 0, 1);
	c = matrix(b, 0, 1);
	s = chance(70) ? add_local(b, b->t) : -1;
	j = plain_loop(b, !rows);
	append(list, j);
	in_loop(b, j);
	if (s >= 0) {
		append(&j->body, add_store(b, NULL, s, EX_NOPS,
					   constant(b, b->t, rnd(3))));
		b->f->local[s].declared = true;
	}
	i = plain_loop(b, rows);
	append(&j->body, i);
	in_loop(b, i);
#define AT(x) entry(b, x, rows ? j->iter : i->iter, rows ? i->iter : j->iter)
	e = binary(b, chance(50) ? EX_ADD : EX_SUB, load(b, AT(c)),
		   s >= 0 ? local_value(b, s) : load(b, AT(a)));
	out = AT(a);
	if (s < 0)
		one_further(b, out, chance(92) ? i->iter : j->iter);
	append_if(b, &i->body, add_store(b, out, -1, EX_NOPS, e));
	if (s >= 0)
		append(&i->body, add_store(b, NULL, s, EX_NOPS,
					   load(b, chance(90) ? AT(a)
							      : AT(c))));
#undef AT
	out_of_loop(b);
	if (s >= 0 && chance(30) && !rows)
		append(&j->body,
		       add_store(b, access_to(b, add_array(b, b->t, 1, one),
					      &j->iter),
				 -1, EX_NOPS, local_value(b, s)));
	out_of_loop(b);
	if (s >= 0)
		b->f->local[s].declared = false;
}

/* The idioms, and how often each is chosen: with known sizes, products
   mostly. */
static const struct {
	const char *name;
	int weight, known;
	void (*make)(struct build *b, struct st **list);
} idioms[] = {
	{ "gemm", 20, 66, gemm },	  { "gemm-scalar", 10, 34, gemm_scalar },
	{ "gemv", 12, 0, gemv },	  { "reduction", 14, 0, reduction },
	{ "solve", 8, 0, solve },	  { "stencil", 4, 0, stencil },
	{ "conv", 8, 0, conv },	  { "once", 6, 0, once },
	{ "rows", 4, 0, rows },	  { "diagonal", 4, 0, diagonal },
	{ "tiled", 6, 0, tiled },
	{ "condition", 6, 0, conditional }, { "map", 4, 0, map },
	{ "down", 4, 0, down },	  { "crossed", 4, 0, crossed },
};
enum { NIDIOMS = sizeof idioms / sizeof *idioms };

bool known_idiom(const char *name)
{
	int i;

	for (i = 0; i < NIDIOMS; i++)
		if (!strcmp(idioms[i].name, name))
			return true;
	return false;
}

/* Return the idiom that is wished for, mostly, or any by its weight. */
static int choose(bool known)
{
	int i, n;

	if (gen_wish && chance(80))
		for (i = 0; i < NIDIOMS; i++)
			if (!strcmp(idioms[i].name, gen_wish))
				return i;
	n = rnd(100);
	for (i = 0; i < NIDIOMS - 1; i++) {
		n -= known ? idioms[i].known : idioms[i].weight;
		if (n < 0)
			break;
	}
	return i;
}

/* An idiom or what is nearly one, and what often follows it. */
void random_idiom(struct build *b, struct st **list)
{
	bool known = b->f->known[0] && b->f->known[1] && chance(70);

	idioms[choose(known)].make(b, list);
	if (chance(20))
		map(b, list);
}
