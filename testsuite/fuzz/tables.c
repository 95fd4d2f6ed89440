/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables.c - tables of a dynamic program.

   Assumes what idioms.c does.  Each element of a row is the best of, or a sum of,
   the one before it and pairs of one before it and another: in a scalar or where it
   is stored, over a triangle or from the beginning of each row; at times of what it
   was, of a row where a column should be, or with another element stored between.  Or
   each is made of those next to it in its row and in the row before, of what its row
   and its column have, and of those that come later; at times of one on the other
   side of the row before, which is only made when that is. */
#include "gen.h"

/* A table in the making: matrix "a", and "w" that the other of each pair is of; its
   element is that of the iterators "i" and "j", one column further on; where it is made
   by diagonals, "j" is "i", and the column that many more as the iterator "len" says
   (-1: it is not). */
struct table {
	int a, w, i, j, len;
	enum ex_op op;
};

/* The element of "a" at "row" and "col", "ahead" columns further on. */
static struct access *ahead(struct build *b, const struct table *t, int a, int row,
			    int col, int ahead)
{
	struct access *acc = entry(b, a, row, col);

	acc->sub[1].c += ahead;
	if (t->len >= 0 && col == t->j)
		acc->sub[1].it[t->len] = acc->sub[1].it[col];
	if (b->f->array[a].f.extra[1] < ahead)
		b->f->array[a].f.extra[1] = ahead;
	return acc;
}

/* What the element of "t" begins with. */
static struct ex *beginning(struct build *b, const struct table *t)
{
	struct ex *e = load(b, ahead(b, t, t->a, t->i, t->j, chance(90) ? 0 : 1));

	if (chance(40))
		e = binary(b, t->op, e, load(b, ahead(b, t, t->w, t->i, t->j, 1)));
	if (chance(25))
		e = binary(b, EX_ADD, e, constant(b, b->t, 0.5));
	return e;
}

/* A loop over "k" that takes pairs into scalar "s", or the element itself where that
   is -1. */
static void pairs(struct build *b, const struct table *t, struct st **list,
		  struct st *k, int s)
{
	struct access *other, *out;
	struct ex *left, *right;

	nest(b, list, &k, 1);
	left = load(b, ahead(b, t, chance(94) ? t->a : t->w, t->i, k->iter, 1));
	other = chance(85) ? ahead(b, t, t->w, k->iter, t->j, 1)
			   : ahead(b, t, t->w, t->j, k->iter, 1);
	if (t->w == t->a && chance(95)) {
		other->sub[0].c = 1;
		if (b->f->array[t->a].f.extra[0] < 1)
			b->f->array[t->a].f.extra[0] = 1;
	}
	right = load(b, other);
	out = s < 0 ? ahead(b, t, t->a, t->i, t->j, 1) : NULL;
	append(&k->body,
	       add_store(b, out, s, t->op,
			 t->op == EX_ADD && chance(60)
				 ? product(b, left, right)
				 : binary(b, EX_ADD, left, right)));
	out_of_loop(b);
}

/* The same element for all "j" of "t" is made in the body of their loop. */
static void element(struct build *b, const struct table *t, struct st **list,
		    struct st *k)
{
	int s = chance(80) ? add_local(b, b->t) : -1;
	struct ex *begin = beginning(b, t), *end;

	append(list, add_store(b, s < 0 ? ahead(b, t, t->a, t->i, t->j, 1) : NULL, s,
			       EX_NOPS, begin));
	pairs(b, t, list, k, s);
	if (s < 0)
		return;
	b->f->local[s].declared = true;
	if (chance(8))
		append(list, add_store(b, ahead(b, t, t->a, t->i, t->j, 2), -1,
				       EX_NOPS, local_value(b, s)));
	end = local_value(b, s);
	if (chance(25))
		end = binary(b, EX_ADD, end,
			     chance(50) ? constant(b, b->t, 0.5)
					: load(b, ahead(b, t, t->w, t->i, t->j, 1)));
	append(list, add_store(b, ahead(b, t, t->a, t->i, t->j, 1), -1,
			       chance(92) ? EX_NOPS : t->op, end));
	b->f->local[s].declared = false;
}

/* The same table, diagonal by diagonal: "j" is the loop over the length of what an
   element is about. */
static void by_diagonals(struct build *b, struct st **list, struct table *t,
			 struct st *i, struct st *j, struct st *k)
{
	t->len = j->iter;
	t->j = t->i;
	if (i->form == FOR_NE)
		i->form = FOR_LT;
	if (j->form == FOR_NE)
		j->form = FOR_LT;
	if (k->form == FOR_NE || chance(60))
		k->form = FOR_LT;
	j->lo.c = rnd(2);
	i->lo.c = 0;
	i->hi.it[t->len] = -1;
	memset(&k->lo, 0, sizeof k->lo);
	memset(&k->hi, 0, sizeof k->hi);
	k->lo.it[t->i] = k->hi.it[t->i] = k->hi.it[t->len] = 1;
	k->lo.c = rnd(2);
	append(list, j);
	in_loop(b, j);
	append(&j->body, i);
	in_loop(b, i);
	element(b, t, &i->body, k);
	out_of_loop(b);
	out_of_loop(b);
}

/* A table, row by row. */
void table(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_MAX, EX_MIN, EX_ADD };
	struct st *i, *j, *k;
	struct table t;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 3 > MAXITER
	    || b->f->complex)
		return;
	t.op = ops[rnd(3)];
	t.a = matrix(b, 0, 0);
	t.w = chance(60) ? matrix(b, 0, 0) : t.a;
	i = plain_loop(b, 0);
	j = plain_loop(b, 0);
	k = plain_loop(b, 0);
	t.i = i->iter;
	t.j = j->iter;
	t.len = -1;
	if (chance(20)) {
		by_diagonals(b, list, &t, i, j, k);
		return;
	}
	if (chance(60)) {
		if (j->form == FOR_NE)
			j->form = FOR_LT;
		j->lo.it[t.i] = 1;
		j->lo.c = rnd(2);
	}
	if (k->form == FOR_NE || chance(60))
		k->form = FOR_LT;
	if (chance(60))
		j->form = k->form;
	k->lo = j->lo;
	if (chance(25))
		k->lo.c = rnd(3);
	memset(&k->hi, 0, sizeof k->hi);
	k->hi.it[t.j] = 1;
	k->hi.c = chance(92) ? 0 : 1;
	append(list, i);
	in_loop(b, i);
	append(&i->body, j);
	in_loop(b, j);
	element(b, &t, &j->body, k);
	out_of_loop(b);
	out_of_loop(b);
}

/* A table in which elements are made of those next to them: matrix "a" over the
   iterators it[] of size classes cls[], by rows or not, with "x" and "y" of elements
   for each row and column; way[d] is 1 if loop d goes up, else -1. */
struct wave {
	int a, x, y, it[2], cls[2], way[2];
	bool by_columns;
};

/* An array of "type" of two dimensions over those of "w", with a border of an element. */
static int bordered_of(struct build *b, const struct wave *w, enum fz_type type)
{
	int cls[] = { w->cls[w->by_columns], w->cls[!w->by_columns] }, d;
	int n = add_array(b, type, 2, cls);

	for (d = 0; d < 2; d++) {
		b->f->array[n].f.mult[d] = 1;
		b->f->array[n].f.extra[d] = 2;
	}
	return n;
}

/* The same of the type of most arrays. */
static int bordered(struct build *b, const struct wave *w)
{
	return bordered_of(b, w, b->t);
}

/* The element of "array" that is made "up" rows and "left" columns before. */
static struct access *before(struct build *b, const struct wave *w, int array, int up,
			     int left)
{
	int it[] = { w->it[w->by_columns], w->it[!w->by_columns] };
	struct access *acc = access_to(b, array, it);

	acc->sub[w->by_columns].c = 1 - up * w->way[0];
	acc->sub[!w->by_columns].c = 1 - left * w->way[1];
	return acc;
}

/* The element of "array", of one dimension, for a row ("d" 0) or a column of "w". */
static struct ex *of_line(struct build *b, const struct wave *w, int array, int d)
{
	return load(b, access_to(b, array, &w->it[d]));
}

/* Something that an element is made of. */
static struct ex *term(struct build *b, const struct wave *w)
{
	static const signed char near[][2] = {
		{ 0, 1 }, { 1, 0 }, { 1, 1 },  { 0, 1 },   { 1, 0 },  { 1, 1 },
		{ 0, 0 }, { 0, -1 }, { -1, 0 }, { -1, -1 }, { -1, 1 }, { 1, -1 }
	};
	int n = rnd(chance(70) ? 6 : chance(90) ? 11 : 12), d = chance(50);
	struct ex *e = load(b, before(b, w, w->a, near[n][0], near[n][1]));

	if (chance(25))
		e = binary(b, EX_ADD, e, constant(b, b->t, 1));
	if (chance(15))
		e = binary(b, chance(50) ? EX_ADD : EX_SUB, e,
			   of_line(b, w, d ? w->y : w->x, d));
	return e;
}

/* The best of some terms, or a sum. */
static struct ex *terms(struct build *b, const struct wave *w, int n)
{
	static const enum ex_op ops[] = { EX_MIN, EX_MAX, EX_ADD, EX_SUB };
	struct ex *e = term(b, w);

	while (--n > 0)
		e = binary(b, ops[rnd(4)], e, term(b, w));
	return e;
}

/* "yes" if what the row and the column of "w" have compares so, else "no". */
static struct ex *by_letters(struct build *b, const struct wave *w, struct ex *yes,
			     struct ex *no)
{
	static const enum ex_op tests[] = { EX_EQ, EX_NE, EX_LT, EX_GE };
	struct ex *e = new_ex(b, EX_SELECT, no->type, 3,
			      new_ex(b, tests[rnd(4)], FZ_I32, 2,
				     of_line(b, w, w->x, 0),
				     of_line(b, w, w->y, 1)),
			      to_type(b, yes, no->type), no);

	e->mag = e->a[1]->mag > e->a[2]->mag ? e->a[1]->mag : e->a[2]->mag;
	return e;
}

/* What a table has beside it, each made in the same loop: a table like it, one of
   elements that are not, for where each comes from, an array that all rows change, and a
   scalar along a row; -1: none. */
struct beside {
	int like, from, front, scalar;
};

/* Choose what is beside "w". */
static struct beside choose_beside(struct build *b, const struct wave *w)
{
	static const enum fz_type types[] = { FZ_U8, FZ_I8, FZ_I16, FZ_U16, FZ_I32 };
	struct beside x = { -1, -1, -1, -1 };

	if (b->f->narrays + 4 > FZ_ARRAYS)
		return x;
	if (chance(60))
		x.like = bordered(b, w);
	if (chance(45))
		x.from = bordered_of(b, w, types[rnd(5)]);
	if (chance(40)) {
		x.front = add_array(b, b->t, 1, &w->cls[1]);
		b->f->array[x.front].f.mult[0] = 1;
		b->f->array[x.front].f.extra[0] = 2;
	}
	if (chance(45))
		x.scalar = add_local(b, b->t);
	return x;
}

/* The element of array "front" for a column, or the one "left" of it. */
static struct access *at_front(struct build *b, const struct wave *w, int front,
			       int left)
{
	struct access *acc = access_to(b, front, &w->it[1]);

	acc->sub[0].c = 1 - left * w->way[1];
	return acc;
}

/* The best of "x" and "y", or a sum. */
static struct ex *best(struct build *b, struct ex *x, struct ex *y)
{
	static const enum ex_op ops[] = { EX_MIN, EX_MAX, EX_MAX, EX_ADD };

	return binary(b, ops[rnd(4)], x, y);
}

/* Append to "list" what is stored beside, before the element of "w" ("after": after it);
   return "e" with what has been made so. */
static struct ex *store_beside(struct build *b, const struct wave *w,
			       const struct beside *x, bool after,
			       struct st **list, struct ex *e)
{
	int up = chance(50), n;

	if (x->like >= 0 && chance(75) != after) {
		append(list, add_store(b, before(b, w, x->like, 0, 0), -1, EX_NOPS,
				       best(b, load(b, before(b, w, x->like, up,
							      !up || chance(10))),
					    term(b, w))));
		if (e && chance(85))
			e = best(b, e, load(b, before(b, w, x->like, 0, 0)));
	}
	if (x->front >= 0 && chance(75) != after) {
		n = chance(85) ? 0 : 1;
		append(list, add_store(b, at_front(b, w, x->front, 0), -1, EX_NOPS,
				       best(b, load(b, at_front(b, w, x->front, n)),
					    term(b, w))));
		if (e && chance(85))
			e = best(b, e, load(b, at_front(b, w, x->front, 0)));
	}
	if (x->scalar >= 0 && chance(75) != after) {
		append(list, add_store(b, NULL, x->scalar, EX_NOPS,
				       best(b, local_value(b, x->scalar),
					    term(b, w))));
		if (e && chance(85))
			e = best(b, e, local_value(b, x->scalar));
	}
	if (x->from >= 0 && chance(60) == after)
		append(list, add_store(b, before(b, w, x->from, 0, 0), -1, EX_NOPS,
				       by_letters(b, w, constant(b, FZ_I32, 1),
						  chance(50)
						  ? constant(b, FZ_I32, 2)
						  : to_type(b, term(b, w), FZ_I32))));
	return e;
}

/* Append to "list" that the element of "w" is "e", or another one under a condition,
   each with where it comes from. */
static void store_arms(struct build *b, const struct wave *w, const struct beside *x,
		       struct st **list, struct ex *e)
{
	struct st *s = add_if(b, new_ex(b, chance(50) ? EX_EQ : EX_LT, FZ_I32, 2,
					of_line(b, w, w->x, 0),
					of_line(b, w, w->y, 1)));
	int k;

	for (k = 0; k < 2; k++) {
		struct st **arm = k ? &s->els : &s->body;

		append(arm, add_store(b, before(b, w, w->a, 0, 0), -1, EX_NOPS,
				      k ? e : terms(b, w, 1 + rnd(2))));
		if (k == 0 || chance(90))
			append(arm, add_store(b, before(b, w, x->from, 0, 0), -1,
					      EX_NOPS, constant(b, FZ_I32, k + 1)));
	}
	append(list, s);
}

/* Append to "list" the loops loop[] of "w", in which each element is "e", and what is
   beside. */
static void several(struct build *b, const struct wave *w, struct st **loop,
		    struct ex *e)
{
	struct beside x = choose_beside(b, w);
	struct access *edge;

	if (x.scalar >= 0) {
		append(&loop[0]->body, add_store(b, NULL, x.scalar, EX_NOPS,
						 constant(b, b->t, 2)));
		b->f->local[x.scalar].declared = true;
	}
	if (chance(20)) {
		edge = before(b, w, w->a, 0, 1);
		edge->sub[!w->by_columns].it[w->it[1]] = 0;
		append(&loop[0]->body, add_store(b, edge, -1, EX_NOPS,
						 constant(b, b->t, 3)));
	}
	append(&loop[0]->body, loop[1]);
	in_loop(b, loop[1]);
	e = store_beside(b, w, &x, false, &loop[1]->body, e);
	if (x.from >= 0 && chance(40))
		store_arms(b, w, &x, &loop[1]->body, e);
	else
		append(&loop[1]->body, add_store(b, before(b, w, w->a, 0, 0), -1,
						 EX_NOPS, e));
	store_beside(b, w, &x, true, &loop[1]->body, NULL);
	out_of_loop(b);
	if (x.scalar >= 0)
		b->f->local[x.scalar].declared = false;
}

/* A table in which rows wait for each other. */
void wave(struct build *b, struct st **list)
{
	struct wave w = { .cls = { 0, chance(70) }, .by_columns = chance(15) };
	struct st *loop[2];
	struct ex *e;
	int d;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 2 > MAXITER
	    || b->f->complex)
		return;
	for (d = 0; d < 2; d++) {
		loop[d] = plain_loop(b, w.cls[d]);
		w.it[d] = loop[d]->iter;
		w.way[d] = (loop[d]->form >= DOWN_GE) == chance(92) ? -1 : 1;
	}
	w.a = bordered(b, &w);
	w.x = add_array(b, b->t, 1, &w.cls[0]);
	w.y = add_array(b, b->t, 1, &w.cls[1]);
	append(list, loop[0]);
	in_loop(b, loop[0]);
	in_loop(b, loop[1]);
	e = terms(b, &w, 2 + rnd(3));
	if (chance(30))
		e = binary(b, EX_ADD, e,
			   load(b, before(b, &w, bordered(b, &w), 0, 0)));
	if (chance(50))
		e = by_letters(b, &w, terms(b, &w, 1 + rnd(2)), e);
	out_of_loop(b);
	if (chance(70)) {
		several(b, &w, loop, e);
	} else {
		append(&loop[0]->body, loop[1]);
		in_loop(b, loop[1]);
		append(&loop[1]->body,
		       add_store(b, before(b, &w, w.a, 0, 0), -1,
				 chance(94) ? EX_NOPS : EX_ADD, e));
		out_of_loop(b);
	}
	out_of_loop(b);
}
