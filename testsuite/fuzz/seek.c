/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seek.c - loops that look for something: where the largest element is, whether
   there is one that meets a condition.

   Assumes what idioms.c does. */
#include "gen.h"

/* The element of row "i" (NULL: there are none) of array "a" that loop "j" is
   at. */
static struct access *seen(struct build *b, int a, const struct st *i,
			   const struct st *j)
{
	int both[] = { i ? i->iter : j->iter, j->iter };

	return access_to(b, a, both);
}

/* A vector over size class 0, or a matrix of rows of that length, to look
   through. */
static int field(struct build *b, bool rows)
{
	static const int one[] = { 0 }, two[] = { 1, 0 };
	int a = add_array(b, b->t, 1 + rows, rows ? two : one);

	b->f->array[a].f.mult[0] = b->f->array[a].f.mult[1] = 1;
	return a;
}

/* Let local "s" have what was found in "at": the function returns it, or a row
   of a vector gets it. */
static void keep_found(struct build *b, struct st **at, int s,
		       const struct st *row)
{
	static const int one[] = { 1 };

	b->f->local[s].declared = true;
	if (row)
		append(at, add_store(b, access_to(b, add_array(
				b, b->f->local[s].type, 1, one), &row->iter),
				     -1, EX_NOPS, local_value(b, s)));
	b->f->local[s].declared = !b->nscope;
	if (!b->nscope && b->f->ret < 0)
		b->f->ret = s;
}

/* Where loop "j" is, at times what is near it. */
static struct ex *place(struct build *b, const struct st *j)
{
	struct idx x = { .c = chance(20) ? rnd(3) : 0 };

	x.it[j->iter] = chance(92) ? 1 : 2;
	return index_value(b, &x);
}

/* Where the largest or smallest element of a vector or of each row is, and what
   it is; at times another is told. */
void arg(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_GT, EX_GT, EX_LT, EX_GE, EX_LE };
	enum fz_type t = chance(70) ? FZ_I32 : FZ_I64;
	int a, best, at;
	struct st *i = NULL, *j, *test, *one, *two, **to = list;
	struct ex *x, *y;
	bool turned;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 2 > MAXITER
	    || b->f->nlocals + 2 > MAXLOCAL || is_complex(b->t)
	    || b->f->complex)
		return;
	a = field(b, chance(40));
	best = add_local(b, b->t);
	at = add_local(b, t);
	if (b->f->array[a].f.nd == 2) {
		i = plain_loop(b, 1);
		append(to, i);
		in_loop(b, i);
		to = &i->body;
	}
	append(to, add_store(b, NULL, best, EX_NOPS,
			     constant(b, b->t, rnd(5) - 2)));
	append(to, add_store(b, NULL, at, EX_NOPS, constant(b, t, rnd(2))));
	b->f->local[best].declared = b->f->local[at].declared = true;
	j = plain_loop(b, 0);
	append(to, j);
	in_loop(b, j);
	x = load(b, seen(b, a, i, j));
	y = local_value(b, best);
	turned = chance(15);
	test = add_if(b, new_ex(b, ops[rnd(5)], FZ_I32, 2, turned ? y : x,
				turned ? x : y));
	one = add_store(b, NULL, best, EX_NOPS,
			chance(95) ? load(b, seen(b, a, i, j))
				   : random_leaf(b, b->t));
	two = add_store(b, NULL, at, EX_NOPS, place(b, j));
	append(&test->body, chance(50) ? one : two);
	append(&test->body, test->body == one ? two : one);
	append_if(b, &j->body, test);
	if (chance(6))
		append(&j->body, add_store(b, NULL, at, EX_NOPS,
					   constant(b, t, 3)));
	out_of_loop(b);
	keep_found(b, to, at, i);
	if (chance(50))
		keep_found(b, to, best, i);
	if (i)
		out_of_loop(b);
	b->f->local[best].declared = b->f->local[at].declared = !i && !b->nscope;
}

/* What a flag becomes, "s" being its number, where a condition on loop "j"
   holds. */
static struct st *raise(struct build *b, int s, struct ex *cond,
			const struct st *j)
{
	enum fz_type t = b->f->local[s].type;
	enum ex_op op = chance(50) ? EX_OR : chance(60) ? EX_AND : EX_XOR;
	struct st *test;

	if (chance(40) && !is_float(t))
		return add_store(b, NULL, s, EX_NOPS,
				 new_ex(b, op, FZ_I32, 2, local_value(b, s),
					cond));
	test = add_if(b, cond);
	append(chance(80) ? &test->body : &test->els,
	       add_store(b, NULL, s, EX_NOPS,
			 chance(90) ? constant(b, t, rnd(3))
			 : chance(50) ? to_type(b, place(b, j), t)
				      : random_leaf(b, t)));
	return test;
}

/* Whether an element of a vector, or of each row, meets a condition. */
void flag(struct build *b, struct st **list)
{
	static const enum ex_op ops[] = { EX_GT, EX_LT, EX_GE, EX_EQ, EX_NE };
	int a, s;
	struct st *i = NULL, *j, **to = list;
	struct ex *x;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 2 > MAXITER
	    || is_complex(b->t) || b->f->complex)
		return;
	s = add_local(b, chance(80) ? FZ_I32 : b->t);
	if (s < 0)
		return;
	a = field(b, chance(40));
	if (b->f->array[a].f.nd == 2) {
		i = plain_loop(b, 1);
		append(to, i);
		in_loop(b, i);
		to = &i->body;
	}
	append(to, add_store(b, NULL, s, EX_NOPS,
			     constant(b, b->f->local[s].type, rnd(2))));
	b->f->local[s].declared = true;
	j = plain_loop(b, 0);
	append(to, j);
	in_loop(b, j);
	x = new_ex(b, ops[rnd(5)], FZ_I32, 2, load(b, seen(b, a, i, j)),
		   chance(70) ? constant(b, b->t, rnd(9) - 4)
			      : load(b, seen(b, a, i, j)));
	append_if(b, &j->body, raise(b, s, x, j));
	out_of_loop(b);
	keep_found(b, to, s, i);
	if (i)
		out_of_loop(b);
	b->f->local[s].declared = !i && !b->nscope;
}
