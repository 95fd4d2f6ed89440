/* SPDX-License-Identifier: GPL-3.0-or-later */
/* own.c - points, vectors and small matrices in arrays of a function's own, which
   loops of a few iterations go through; and what is nearly that: larger ones, ones that
   go on from one iteration to the next, or whose elements an index of many iterations
   says.

   Assumes what idioms.c does.  No element is read before it is set. */
#include "gen.h"

/* "n" arrays of "w" elements: of what is between two points, what is added up of that,
   and a matrix of "w" rows, or -1; the loops of points, and a scalar. */
struct own {
	int w, d, sum, matrix, scalar, x, y, out;
	enum fz_type t;
	bool outside;	/* they are declared in front of all loops */
	bool late;	/* "d" is read behind the loop that sets it */
	struct st *i, *j;
};

/* A new array of "n" elements, and at times more, or -1; declared at the end of "list",
   unless that is NULL or those of "o" are in front of all loops; "zero": with zeros in
   it. */
static int own_array(struct build *b, const struct own *o, struct st **list, int n,
		     bool zero)
{
	int l = add_local(b, o->t);
	struct st *s;

	if (l < 0)
		return -1;
	b->f->local[l].count = n + (chance(15) ? 1 + rnd(3) : 0);
	if (o->outside || !list)
		return l;
	b->f->local[l].inside = true;
	s = new_st(b, ST_DECLARE);
	s->local = l;
	s->spelling = zero || chance(25);
	append(list, s);
	return l;
}

/* A loop over the elements of "o", added to "list", and opened. */
static struct st *short_loop(struct build *b, const struct own *o, struct st **list)
{
	struct st *c = add_loop(b, -1, o->w);

	if (c->form == FOR_NE)
		b->f->nonneg = true;
	append(list, c);
	in_loop(b, c);
	return c;
}

/* The subscript of the element that loop "c" is at. */
static struct idx at(const struct st *c)
{
	struct idx x = { .c = 0 };

	x.it[c->iter] = 1;
	return x;
}

/* The subscript of an element of "o" in loop "c": mostly the one it is at, the same from
   the other end, one that is known, or the one that the index of many iterations says. */
static struct idx near(const struct own *o, const struct st *c)
{
	struct idx x = at(c), y = { .c = rnd(o->w) };

	if (chance(80))
		return x;
	if (chance(40)) {
		x.it[c->iter] = -1;
		x.c = o->w - 1;
		return x;
	}
	if (chance(25) && o->w >= 8) {
		y.c = 0;
		y.it[o->i->iter] = 1;
		y.tail = 2;
	}
	return y;
}

/* Element "x" of local "l". */
static struct ex *value_at(struct build *b, int l, struct idx x)
{
	struct ex *e = local_value(b, l);

	e->idx = x;
	return e;
}

/* Let element "x" of local "l" be, or take in, "e". */
static struct st *set_at(struct build *b, int l, struct idx x, enum ex_op op,
			 struct ex *e)
{
	struct st *s = add_store(b, NULL, l, op, e);

	s->at = x;
	return s;
}

/* Add to "list" what sets all of "d" and of the matrix, if there is one, from points, and
   makes the scalar of it. */
static void set_all(struct build *b, struct own *o, struct st **list)
{
	static const enum ex_op ops[] = { EX_SUB, EX_SUB, EX_MUL, EX_ADD };
	struct st *c, *r;
	struct ex *e;

	append(list, add_store(b, NULL, o->scalar, EX_NOPS, constant(b, o->t, rnd(3))));
	b->f->local[o->scalar].declared = true;
	c = short_loop(b, o, list);
	e = load(b, few_at(b, o->x, o->i, c));
	if (o->j && chance(85))
		e = binary(b, ops[rnd(4)], e, load(b, few_at(b, o->y, o->j, c)));
	else if (chance(50))
		e = binary(b, ops[rnd(4)], e, random_leaf(b, o->t));
	append(&c->body, set_at(b, o->d, at(c), EX_NOPS, e));
	if (chance(75))
		append_if(b, &c->body, add_store(
			b, NULL, o->scalar, chance(80) ? EX_ADD : EX_MAX,
			chance(80) ? product(b, value_at(b, o->d, at(c)),
					     value_at(b, o->d, at(c)))
				   : value_at(b, o->d, at(c))));
	out_of_loop(b);
	if (o->matrix < 0)
		return;
	r = short_loop(b, o, list);
	c = short_loop(b, o, &r->body);
	{
		struct idx x = at(c);

		x.it[r->iter] = (signed char)o->w;
		append(&c->body,
		       set_at(b, o->matrix, x, EX_NOPS,
			      chance(60) ? product(b, value_at(b, o->d, at(r)),
						   value_at(b, o->d, at(c)))
					 : load(b, few_at(b, o->x, o->i,
							  chance(50) ? r : c))));
	}
	out_of_loop(b);
	out_of_loop(b);
}

/* Add to "list" what takes what set_all() made into the sums. */
static void take_in(struct build *b, struct own *o, struct st **list)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_SUB, EX_MAX,
					  EX_MIN };
	struct st *c = short_loop(b, o, list), *r;
	struct ex *e = value_at(b, o->d, near(o, c));

	if (chance(60))
		e = product(b, e, local_value(b, o->scalar));
	append_if(b, &c->body, set_at(b, o->sum, at(c), ops[rnd(6)], e));
	if (o->matrix >= 0) {
		struct idx x = at(c);

		r = short_loop(b, o, &c->body);
		x.it[r->iter] = (signed char)o->w;
		if (chance(40)) {
			x.it[r->iter] = 1;
			x.it[c->iter] = (signed char)o->w;
		}
		append(&r->body,
		       set_at(b, o->sum, at(c), EX_ADD,
			      product(b, value_at(b, o->matrix, x),
				      value_at(b, o->d, near(o, r)))));
		out_of_loop(b);
	}
	out_of_loop(b);
}

/* Add to "list" what stores the sums of a point. */
static void store_all(struct build *b, struct own *o, struct st **list)
{
	static const int one[] = { 0 };
	struct st *c = short_loop(b, o, list);
	struct ex *e = value_at(b, o->sum, near(o, c));
	struct idx x = { .c = rnd(o->w) };

	if (o->late && chance(60))
		e = binary(b, EX_ADD, e, value_at(b, o->d, near(o, c)));
	append_if(b, &c->body, add_store(b, few_at(b, o->out, o->i, c), -1,
					 chance(70) ? EX_NOPS : EX_ADD, e));
	out_of_loop(b);
	if (chance(25) && b->f->narrays < FZ_ARRAYS)
		append(list, add_store(b, access_to(b, add_array(b, o->t, 1, one),
						    &o->i->iter),
				       -1, EX_NOPS, value_at(b, o->sum, x)));
}

/* For each point something of it, or of what is between it and all others, in arrays of
   its own. */
void own(struct build *b, struct st **list)
{
	struct own o = { .w = chance(75) ? 2 + rnd(3) : 2 + rnd(9), .t = b->t,
			 .matrix = -1, .outside = chance(20) };
	bool pairs = chance(60), carried = chance(8), inner = chance(60), all;
	struct st **body, *c;

	if (b->f->narrays + 4 > FZ_ARRAYS || b->f->niters + 8 > MAXITER
	    || b->f->nlocals + 4 > MAXLOCAL)
		return;
	o.x = few(b, o.t, 2, o.w, 0);
	o.y = few(b, o.t, 2, o.w, pairs ? 1 : 0);
	o.out = few(b, o.t, 2, o.w, 0);
	o.scalar = add_local(b, o.t);
	o.late = !pairs || o.outside || chance(20);
	if (carried)
		o.sum = own_array(b, &o, NULL, o.w, true);
	o.i = plain_loop(b, 0);
	append(list, o.i);
	in_loop(b, o.i);
	all = pairs && inner && !o.late;
	if (!carried)
		o.sum = own_array(b, &o, &o.i->body, o.w, false);
	if (!all)
		o.d = own_array(b, &o, &o.i->body, o.w, o.late && pairs);
	if (!carried) {
		c = short_loop(b, &o, &o.i->body);
		append(&c->body, set_at(b, o.sum, at(c), EX_NOPS,
					chance(70) ? constant(b, o.t, rnd(4))
						   : random_leaf(b, o.t)));
		out_of_loop(b);
	}
	body = &o.i->body;
	if (pairs) {
		o.j = plain_loop(b, 1);
		append(body, o.j);
		in_loop(b, o.j);
		body = others(b, o.i, o.j);
	}
	if (all)
		o.d = own_array(b, &o, body, o.w, false);
	if (o.w < 5 && chance(25))
		o.matrix = own_array(b, &o, body, o.w * o.w, false);
	set_all(b, &o, body);
	take_in(b, &o, body);
	b->f->local[o.scalar].declared = false;
	if (pairs)
		out_of_loop(b);
	store_all(b, &o, &o.i->body);
	out_of_loop(b);
}
