/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables.c - tables of a dynamic program.

   Assumes what idioms.c does.  Each element of a row is the best of, or a sum of,
   the one before it and pairs of one before it and another: in a scalar or where it
   is stored, over a triangle or from the beginning of each row; at times of what it
   was, of a row where a column should be, or with another element stored between. */
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
