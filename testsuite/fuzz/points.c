/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.c - rows of a few elements, as coordinates, colours or channels, and what is
   done with each of many rows; and what is nearly that.

   Assumes what idioms.c does. */
#include "gen.h"

/* An array of a row of "w" elements for each of size class "of", or one row if "nd" is 1. */
int few(struct build *b, enum fz_type t, int nd, int w, int of)
{
	int cls[] = { of, -1 }, a = add_array(b, t, nd, cls + 2 - nd);

	b->f->array[a].f.mult[nd - 1] = 1;
	reach(&b->f->array[a], nd - 1, w);
	return a;
}

/* The element of array "a" of few() in the loops "i" and "j", rarely one beside it. */
struct access *few_at(struct build *b, int a, const struct st *i,
		      const struct st *j)
{
	int iter[] = { i->iter, j->iter }, last = b->f->array[a].f.nd - 1;
	struct access *acc = access_to(b, a, iter + 1 - last);

	if (chance(3)) {
		acc->sub[last].c = 1;
		reach(&b->f->array[a], last, b->f->iter_max[j->iter] + 1);
	}
	return acc;
}

/* A value of the arrays "x" of all rows, "y" of one, and others. */
static struct ex *value_of(struct build *b, int x, int y, const struct st *i,
			   const struct st *j)
{
	static const enum ex_op ops[] = { EX_ADD, EX_SUB, EX_MUL };
	struct ex *e = chance(85) ? load(b, few_at(b, x, i, j))
				  : random_leaf(b, b->t);

	if (chance(60))
		e = binary(b, ops[rnd(3)], e,
			   chance(60) ? load(b, few_at(b, y, i, j))
				      : random_leaf(b, b->t));
	if (chance(25))
		e = product(b, e, chance(50) ? load(b, few_at(b, x, i, j))
					     : random_leaf(b, b->t));
	return e;
}

/* Each element of a row changed for each row, or a row made of each: one to three
   statements in a loop over a row in one over rows, rarely the other way round. */
void points(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX, EX_MIN,
					  EX_MUL };
	int w = chance(70) ? 2 + rnd(4) : 2 + rnd(16), n = 1 + rnd(2) + chance(10);
	bool sums = chance(60), swapped = chance(10);
	enum fz_type t = b->t == FZ_F32 && chance(25) ? FZ_F64 : b->t;
	int x, y, out;
	struct st *i, *j;

	if (b->f->narrays + n + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER)
		return;
	x = few(b, b->t, 2, w, 0);
	y = few(b, b->t, 1, w, 0);
	i = plain_loop(b, 0);
	j = add_loop(b, -1, w);
	if (j->form == FOR_NE)
		b->f->nonneg = true;
	if (chance(5))
		j->lo.c = 1;
	append(list, swapped ? j : i);
	append(swapped ? &j->body : &i->body, swapped ? i : j);
	in_loop(b, swapped ? j : i);
	in_loop(b, swapped ? i : j);
	for (; n > 0; n--) {
		out = few(b, t, sums ? 1 : 2, w, 0);
		if (sums && !is_float(t) && is_signed(t) && type_size(t) >= 4)
			b->f->array[out].mag = SUM_MAG;
		b->avoid = out;
		append_if(b, swapped ? &i->body : &j->body,
			  add_store(b, few_at(b, out, i, j), -1,
				    sums ? ops[rnd(6)] : EX_NOPS,
				    value_of(b, x, y, i, j)));
		b->avoid = -1;
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* What coordinate "t" of point "i" of array "x" and of point "j" of array "c" make: a
   product of their difference, that without its sign, or another value of both. */
static struct ex *apart(struct build *b, int x, int c, const struct st *i,
			const struct st *j, const struct st *t)
{
	struct ex *one = load(b, few_at(b, x, i, t));
	struct ex *two = load(b, few_at(b, c, j, t));
	struct ex *e;

	if (chance(8))
		return value_of(b, x, x, i, t);
	e = binary(b, chance(85) ? EX_SUB : EX_MUL, one, two);
	if (chance(55))
		return product(b, e, chance(85)
			       ? binary(b, EX_SUB,
					load(b, few_at(b, x, i, t)),
					load(b, few_at(b, c, j, t)))
			       : random_leaf(b, b->t));
	return !is_complex(b->t) && chance(40)
		       ? new_ex(b, EX_ABS, e->type, 1, e) : e;
}

/* What becomes of local "d", made of point "i" and point "j": what "s" has of all "j" is
   the least of it, a sum of something of it, or that and where it is in "at", unless that
   is below 0; rarely it is stored, too. */
static void meet(struct build *b, int s, int at, int d, const struct st *i,
		 const struct st *j, struct st **list)
{
	static const enum ex_op ops[] = { EX_MIN, EX_MAX, EX_ADD, EX_SUB };
	static const int two[] = { 0, 1 };
	int iter[] = { i->iter, j->iter };
	struct idx where = { .c = 0 };
	struct st *test;

	if (at >= 0) {
		where.it[j->iter] = 1;
		test = add_if(b, new_ex(b, chance(70) ? EX_LT : EX_GE, FZ_I32, 2,
					local_value(b, d), local_value(b, s)));
		append(&test->body, add_store(b, NULL, s, EX_NOPS,
					      local_value(b, d)));
		append(&test->body, add_store(b, NULL, at, EX_NOPS,
					      index_value(b, &where)));
		append(list, test);
	} else {
		append_if(b, list,
			  add_store(b, NULL, s, ops[rnd(4)],
				    chance(60) ? local_value(b, d)
				    : product(b, local_value(b, d),
					      random_leaf(b, b->t))));
	}
	if (chance(12) && b->f->narrays < FZ_ARRAYS)
		append(list,
		       add_store(b, access_to(b, add_array(b, b->t, 2, two),
					      iter),
				 -1, chance(60) ? EX_NOPS : EX_ADD,
				 local_value(b, d)));
}

/* Store locals "s" and, unless it is below 0, "at" as what is of point "i"; rarely a
   coordinate of it is made of it, in array "x". */
static void store_of(struct build *b, int s, int at, int x, struct st *i)
{
	static const int one[] = { 0 };
	int of[] = { s, at }, both[] = { i->iter, i->iter }, k;

	for (k = 0; k < 2; k++) {
		if (of[k] < 0 || b->f->narrays == FZ_ARRAYS)
			continue;
		append(&i->body, add_store(b, access_to(b, add_array(
				b, b->f->local[of[k]].type, 1, one), &i->iter),
				     -1, chance(90) ? EX_NOPS : EX_ADD,
				     local_value(b, of[k])));
		b->f->local[of[k]].declared = false;
	}
	if (chance(6)) {
		struct access *acc = access_to(b, x, both);

		acc->sub[1].it[i->iter] = 0;
		append(&i->body, add_store(b, acc, -1, EX_NOPS,
					   random_leaf(b, b->t)));
	}
}

/* Points of size class "of", of "w" coordinates, or as many as size class 2 has if that is
   0. */
static int cloud(struct build *b, int w, int of)
{
	int cls[] = { of, 2 }, a;

	if (w)
		return few(b, b->t, 2, w, of);
	a = add_array(b, b->t, 2, cls);
	b->f->array[a].f.mult[0] = b->f->array[a].f.mult[1] = 1;
	return a;
}

/* Where loop "j" has statements: in it, or where its index is not that of "i", or rarely is
   or is another one. */
struct st **others(struct build *b, const struct st *i, struct st *j)
{
	struct idx x = { .c = 0 }, y = { .c = chance(15) ? rnd(3) : 0 };
	struct st *test;

	if (chance(65))
		return &j->body;
	x.it[j->iter] = y.it[i->iter] = 1;
	test = add_if(b, new_ex(b, chance(92) ? EX_NE : EX_EQ, FZ_I32, 2,
				index_value(b, &x), index_value(b, &y)));
	test->by_continue = chance(60);
	append(&j->body, test);
	return &test->body;
}

/* A table of something between each point and each other one, stored by rows or rarely by
   columns, and rarely another array, too. */
static void pairs(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX, EX_MIN };
	int w = chance(20) ? 30 + rnd(9) : 0, of[] = { 0, 1 }, at[2], x, c, to, d;
	int n = 1 + chance(15);
	bool turned = chance(12);
	struct st *i, *j, *t;

	if (b->f->narrays + 5 > FZ_ARRAYS || b->f->niters + 3 > MAXITER
	    || (d = add_local(b, b->t)) < 0)
		return;
	x = cloud(b, w, 0);
	c = cloud(b, w, 1);
	i = plain_loop(b, 0);
	append(list, i);
	in_loop(b, i);
	j = plain_loop(b, 1);
	append(&i->body, j);
	in_loop(b, j);
	append(&j->body, add_store(b, NULL, d, EX_NOPS, constant(b, b->t, rnd(2))));
	b->f->local[d].declared = true;
	t = w ? add_loop(b, -1, w) : plain_loop(b, 2);
	if (w && t->form == FOR_NE)
		b->f->nonneg = true;
	append(&j->body, t);
	in_loop(b, t);
	append_if(b, &t->body, add_store(b, NULL, d, ops[rnd(5)],
					 apart(b, x, c, i, j, t)));
	out_of_loop(b);
	while (n-- > 0) {
		of[turned] = 0;
		of[!turned] = 1;
		at[turned] = i->iter;
		at[!turned] = j->iter;
		to = add_array(b, b->t, 2, of);
		append_if(b, &j->body,
			  add_store(b, access_to(b, to, at), -1,
				    chance(75) ? EX_NOPS : EX_ADD,
				    chance(60) ? local_value(b, d)
				    : product(b, local_value(b, d),
					      random_leaf(b, b->t))));
	}
	b->f->local[d].declared = false;
	out_of_loop(b);
	out_of_loop(b);
}

/* For each point something of its distances to all others: the nearest one, the least, a
   sum.  A distance is a sum over a few coordinates, or as many as a size. */
void distances(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN };
	int w = chance(30) ? 2 + rnd(3) : 2 + rnd(33), s, d, at = -1, x, c;
	int all = chance(25) ? add_local(b, b->t) : -1;
	struct st *i, *j, *t, **body;

	if (chance(30)) {
		pairs(b, list);
		return;
	}
	if (b->f->narrays + 5 > FZ_ARRAYS || b->f->niters + 3 > MAXITER
	    || (s = add_local(b, b->t)) < 0 || (d = add_local(b, b->t)) < 0)
		return;
	if (all >= 0)
		append(list, add_store(b, NULL, all, EX_NOPS,
				       constant(b, b->t, rnd(3))));
	if (chance(40) && !is_complex(b->t) && !b->f->complex)
		at = add_local(b, FZ_I32);
	if (chance(45))
		w = 0;
	x = cloud(b, w, 0);
	c = cloud(b, w, 1);
	i = plain_loop(b, 0);
	append(list, i);
	in_loop(b, i);
	append(&i->body, add_store(b, NULL, s, EX_NOPS,
				   constant(b, b->t, rnd(90))));
	b->f->local[s].declared = true;
	if (at >= 0) {
		append(&i->body, add_store(b, NULL, at, EX_NOPS,
					   constant(b, FZ_I32, rnd(2))));
		b->f->local[at].declared = true;
	}
	j = plain_loop(b, 1);
	append(&i->body, j);
	in_loop(b, j);
	body = others(b, i, j);
	append(body, add_store(b, NULL, d, EX_NOPS, constant(b, b->t, rnd(2))));
	b->f->local[d].declared = true;
	t = w ? add_loop(b, -1, w) : plain_loop(b, 2);
	if (w && t->form == FOR_NE)
		b->f->nonneg = true;
	append(body, t);
	in_loop(b, t);
	append_if(b, &t->body, add_store(b, NULL, d, ops[rnd(6)],
					 apart(b, x, c, i, j, t)));
	if (chance(3))
		append(&t->body, add_store(b, chance(50) ? few_at(b, x, i, t)
							: few_at(b, c, j, t),
					   -1, EX_NOPS, random_leaf(b, b->t)));
	out_of_loop(b);
	meet(b, s, at, d, i, j, body);
	b->f->local[d].declared = false;
	out_of_loop(b);
	if (all >= 0)
		append(&i->body, add_store(b, NULL, all, ops[rnd(6)],
					   local_value(b, s)));
	store_of(b, s, at, x, i);
	out_of_loop(b);
	if (all < 0)
		return;
	b->f->local[all].declared = !b->nscope;
	if (!b->nscope && b->f->ret < 0)
		b->f->ret = all;
}
