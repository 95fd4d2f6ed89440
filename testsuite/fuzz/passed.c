/* SPDX-License-Identifier: GPL-3.0-or-later */
/* passed.c - loops that run only where data, or indices, say so, in a loop around them;
   and what is nearly that.

   Assumes what idioms.c does. */
#include "gen.h"

/* Arrays of a program of passed(): a matrix, what it is made of, and vectors of as many
   elements as it has rows, two of them, and columns; "sum" is a local of all rows, or -1. */
struct table_rows {
	int matrix, of, rows, masks, columns, sum;
};

/* A vector of size class "cls", or a matrix of rows of size class 1. */
static int field(struct build *b, int cls, bool matrix)
{
	int of[] = { cls, 1 }, a = add_array(b, b->t, 1 + matrix, of);

	b->f->array[a].f.mult[0] = b->f->array[a].f.mult[1] = 1;
	return a;
}

/* The element of vector "a" in loop "i", rarely one beside it. */
static struct access *at(struct build *b, int a, const struct st *i)
{
	struct access *acc = access_to(b, a, &i->iter);

	if (chance(6)) {
		acc->sub[0].c = 1;
		reach(&b->f->array[a], 0, b->f->iter_max[i->iter] + 1);
	}
	return acc;
}

/* What is asked in the row of loop "i", which is in "out" or in none: something of the row,
   of what the loop inside changes, or that an index is not another one. */
static struct ex *asked(struct build *b, const struct table_rows *r,
			const struct st *out, const struct st *i)
{
	static const enum ex_op ops[] = { EX_GT, EX_LT, EX_GE, EX_NE };
	struct idx x = { .c = 0 }, y = { .c = chance(20) ? rnd(4) : 0 };
	struct ex *e;

	if (out && chance(40)) {
		x.it[i->iter] = y.it[out->iter] = 1;
		return new_ex(b, chance(85) ? EX_NE : EX_EQ, FZ_I32, 2,
			      index_value(b, &x), index_value(b, &y));
	}
	if (is_complex(b->t) || chance(15))
		return random_condition(b, 2);
	e = load(b, at(b, chance(70) ? r->rows : r->masks, i));
	e = new_ex(b, ops[rnd(4)], FZ_I32, 2, e, constant(b, b->t, rnd(2)));
	if (chance(15))
		e = new_ex(b, chance(50) ? EX_LAND : EX_LOR, FZ_I32, 2, e,
			   random_condition(b, 1));
	return e;
}

/* A loop over the columns of the row of "i", with a statement about its elements: a map, a
   sum to the row, to local "s", to that of all rows, or to the columns. */
static void along(struct build *b, const struct table_rows *r, struct st **list,
		  const struct st *i, int s)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_SUB, EX_MAX, EX_MIN };
	struct st *k = plain_loop(b, 1);
	struct ex *e;
	int both[] = { i->iter, k->iter }, kind = rnd(5);

	in_loop(b, k);
	e = load(b, access_to(b, chance(80) ? r->of : r->matrix, both));
	if (chance(40))
		e = chance(50) ? product(b, e, random_leaf(b, b->t))
			       : binary(b, EX_SUB, e, random_leaf(b, b->t));
	if (s >= 0 && kind < 3)
		append_if(b, &k->body, add_store(b, NULL, s, ops[rnd(5)], e));
	else if (r->sum >= 0 && kind < 4)
		append(&k->body, add_store(b, NULL, r->sum, ops[rnd(5)], e));
	else if (kind == 0)
		append(&k->body, add_store(b, at(b, r->columns, k), -1,
					   ops[rnd(5)], e));
	else if (kind == 1)
		append(&k->body, add_store(b, at(b, r->rows, i), -1,
					   ops[rnd(5)], e));
	else
		append(&k->body, add_store(b, access_to(b, r->matrix, both), -1,
					   chance(60) ? EX_NOPS : ops[rnd(5)], e));
	out_of_loop(b);
	append(list, k);
}

/* What is under a condition in the row of loop "i": loops along it, often about a local,
   which is then stored, compared or summed. */
static void body(struct build *b, const struct table_rows *r, struct st **list,
		 const struct st *i)
{
	int s = chance(50) ? add_local(b, b->t) : -1, n = 1 + chance(25);

	if (s >= 0) {
		append(list, add_store(b, NULL, s, EX_NOPS,
				       chance(80) ? constant(b, b->t, rnd(3))
						  : load(b, at(b, r->rows, i))));
		b->f->local[s].declared = true;
	}
	while (n-- > 0)
		if (b->f->niters < MAXITER)
			along(b, r, list, i, s);
	if (s < 0)
		return;
	if (r->sum >= 0 && chance(50))
		append(list, add_store(b, NULL, r->sum,
				       chance(50) ? EX_MIN : EX_ADD,
				       local_value(b, s)));
	else
		append(list, add_store(b, at(b, r->rows, i), -1,
				       chance(70) ? EX_NOPS : EX_ADD,
				       local_value(b, s)));
	b->f->local[s].declared = false;
}

/* Rows of which some are passed over, in one loop or two, and sums of all of them. */
void passed(struct build *b, struct st **list)
{
	struct table_rows r;
	struct st *out = NULL, *i, *test;

	if (b->f->narrays + 5 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	r.matrix = field(b, 0, true);
	r.of = chance(70) ? field(b, 0, true) : r.matrix;
	r.rows = field(b, 0, false);
	r.masks = field(b, 0, false);
	r.columns = field(b, 1, false);
	r.sum = chance(40) ? add_local(b, b->t) : -1;
	if (r.sum >= 0) {
		append(list, add_store(b, NULL, r.sum, EX_NOPS,
				       constant(b, b->t, rnd(3))));
		b->f->local[r.sum].declared = true;
	}
	if (chance(30)) {
		out = plain_loop(b, 2);
		append(list, out);
		in_loop(b, out);
	}
	i = plain_loop(b, 0);
	append(out ? &out->body : list, i);
	in_loop(b, i);
	if (chance(20))
		append(&i->body, add_store(b, at(b, r.masks, i), -1, EX_NOPS,
					   random_leaf(b, b->t)));
	test = add_if(b, asked(b, &r, out, i));
	append(&i->body, test);
	body(b, &r, &test->body, i);
	if (chance(25))
		body(b, &r, &test->els, i);
	test->by_continue = !test->els && chance(50);
	out_of_loop(b);
	if (out)
		out_of_loop(b);
	if (r.sum < 0)
		return;
	b->f->local[r.sum].declared = !b->nscope;
	if (!b->nscope && b->f->ret < 0)
		b->f->ret = r.sum;
}
