/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code.c - inner loops whose trips nobody can tell, which leave one value.

   Assumes what idioms.c does.  In an iteration, a loop goes along a sparse row, until a
   number has converged, to the first element that fits, by halves of a table, along a
   list of places, or as some algorithms on numbers do; a store or a sum outside takes
   what it leaves.  At times two values are left, the loop stores, reads what is stored
   outside, or is left for two places.  Each has an end whatever data there is: what
   makes it end is left out by no reduction. */
#include "gen.h"

/* A loop in the making, in the body "list" of others: array "x" of the main type over
   size class "cls", "v" over that of the outermost loop, as "p" of places; "y": what the
   result goes to.  "value", "other": the locals that are left, or -1. */
struct inner {
	struct st **list;
	int x, v, p, y, cls, value, other;
};

/* Let no reduction leave "e" or a part of it out; return "e". */
static struct ex *kept(struct ex *e)
{
	int i;

	e->id = -1;
	for (i = 0; i < e->na; i++)
		kept(e->a[i]);
	return e;
}

/* Append to "list" that local "l" is "e", which no reduction leaves out. */
static void let(struct build *b, struct st **list, int l, struct ex *e)
{
	struct st *s = add_store(b, NULL, l, EX_NOPS, e);

	s->id = -1;
	kept(s->e);
	append(list, s);
}

/* "e", which is known to be a small number. */
static struct ex *small(struct ex *e)
{
	e->mag = 1 << 20;
	return e;
}

/* One more than local "l", a small number. */
static struct ex *one_more(struct build *b, int l)
{
	return small(binary(b, EX_ADD, local_value(b, l),
			    constant(b, b->f->local[l].type, 1)));
}

/* Append to "list" that local "l" is one more. */
static void count(struct build *b, struct st **list, int l)
{
	let(b, list, l, one_more(b, l));
}

/* "u" op "v", a condition. */
static struct ex *test(struct build *b, enum ex_op op, struct ex *u,
		       struct ex *v)
{
	return new_ex(b, op, FZ_I32, 2, u, v);
}

/* "u" and "v", in this order or, if "any", in the other. */
static struct ex *both(struct build *b, struct ex *u, struct ex *v, bool any)
{
	bool turned = any && chance(30);
	struct ex *e = test(b, EX_LAND, turned ? v : u, turned ? u : v);

	e->id = -1;
	return e;
}

/* Append to "list" a loop as long as "cond" holds. */
static struct st *repeat(struct build *b, struct st **list, struct ex *cond)
{
	struct st *s = new_st(b, ST_REPEAT);

	s->cond = cond;
	s->spelling = rnd(6);
	append(list, s);
	return s;
}

/* A new local of "t" that begins as "e" in "list". */
static int begin(struct build *b, struct st **list, enum fz_type t,
		 struct ex *e)
{
	int l = add_local(b, t);

	if (l < 0)
		abort();
	let(b, list, l, to_type(b, e, t));
	return l;
}

/* Whether there may be "n" more locals. */
static bool locals(const struct build *b, int n)
{
	return b->f->nlocals + n <= MAXLOCAL;
}

/* The size of the size class of "c". */
static struct ex *size_value(struct build *b, const struct inner *c)
{
	struct idx n = { .c = 0 };

	n.size[c->cls] = 1;
	return to_type(b, index_value(b, &n), FZ_I32);
}

/* The element of array "a", of one dimension over the size class of "c", at local "l". */
static struct ex *at_local(struct build *b, int a, int l, int most)
{
	struct access *acc = access_to(b, a, NULL);
	struct datum *x = NEW(struct datum);

	x->id = -1;
	x->local = l;
	x->times = 1;
	x->most = most;
	memset(&acc->sub[0], 0, sizeof acc->sub[0]);
	acc->sub[0].data = x;
	reach(&b->f->array[a], 0, most + 2);
	return load(b, acc);
}

/* What an iteration begins with: an element mostly. */
static struct ex *leaf(struct build *b, const struct inner *c)
{
	return chance(75) ? load(b, access_to(b, c->v, NULL))
			  : random_leaf(b, b->t);
}

/* A number of places "p" that are from 0 to "most". */
static struct ex *place(struct build *b, int p, int most)
{
	struct idx x = { .data = new_datum(b, p, -1, most) };
	struct ex *e = index_value(b, &x);

	e->mag = most;
	return to_type(b, e, FZ_I32);
}

/* A sum, product or extreme along a sparse row, whose columns are looked up or not, at
   times of some of its elements alone. */
static bool sparse_row(struct build *b, struct inner *c)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_ADD,
					  EX_SUB, EX_MAX, EX_MIN, EX_MUL };
	int cls[] = { 0 }, none[] = { -1 }, r, col;
	enum fz_type t = is_float(b->t) || chance(50) ? b->t : FZ_I64;
	struct st *k, *only, **to;
	struct datum *x;
	struct ex *e;

	if (!locals(b, 1) || b->f->narrays + 3 > FZ_ARRAYS)
		return false;
	r = index_array(b, 1, cls);
	col = index_array(b, 1, none);
	b->f->array[r].f.flags &= ~FZ_HOLES;
	c->value = begin(b, c->list, t, chance(70) ? constant(b, t, rnd(2))
						  : leaf(b, c));
	k = add_loop(b, -1, 3 + rnd(20));
	bounded_by_data(b, r, k);
	append(c->list, k);
	in_loop(b, k);
	e = load(b, access_to(b, add_array(b, b->t, 1, none), &k->iter));
	if (chance(75)) {
		struct access *acc = access_to(b, c->x, NULL);

		x = new_datum(b, col, -1, 63);
		x->acc = access_to(b, col, &k->iter);
		set_subscript(b, &b->f->array[c->x], acc, 0, x);
		e = chance(80) ? binary(b, EX_MUL, e, load(b, acc))
			       : load(b, acc);
	}
	to = &k->body;
	if (chance(20)) {
		only = add_if(b, random_condition(b, 2));
		append(to, only);
		to = &only->body;
	}
	append(to, add_store(b, NULL, c->value, ops[rnd(8)],
			     to_type(b, e, t)));
	out_of_loop(b);
	return true;
}

/* What a number that converges is next, "z" being what it is. */
static struct ex *next_step(struct build *b, struct ex *z)
{
	struct ex *e;

	if (!is_float(z->type)) {
		e = new_ex(b, EX_SELECT, z->type, 3,
			   test(b, EX_NE,
				to_type(b, new_ex(b, EX_AND, z->type, 2, z,
						  constant(b, z->type, 1)),
					z->type),
				constant(b, z->type, 0)),
			   limit(b, binary(b, EX_ADD,
					   binary(b, EX_MUL, z,
						  constant(b, z->type, 3)),
					   constant(b, z->type, 1)), 100000),
			   new_ex(b, EX_DIV, z->type, 2, z,
				  constant(b, z->type, 2)));
		e->mag = 100000;
		return e;
	}
	switch (rnd(4)) {
	case 0:
		return binary(b, EX_MUL, z, constant(b, z->type, 0.5));
	case 1:
		return binary(b, EX_SUB, z,
			      binary(b, EX_MUL, z, constant(b, z->type, 0.25)));
	case 2:
		e = new_ex(b, EX_CALL, z->type, 1, z);
		e->fn = chance(50) ? "sin" : "sqrt";
		return e;
	default:
		return binary(b, EX_ADD, binary(b, EX_MUL, z,
						constant(b, z->type, 0.5)),
			      random_leaf(b, z->type));
	}
}

/* A number that goes on until it is small, or large, but no more than so many times. */
static bool converges(struct build *b, struct inner *c)
{
	enum fz_type t = is_float(b->t) ? b->t : FZ_I64;
	struct ex *cond;
	struct st *s;
	int z, n;

	if (!locals(b, 2))
		return false;
	z = begin(b, c->list, t, limit(b, to_type(b, leaf(b, c), t), 1000));
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	b->f->local[z].mag = is_float(t) ? 0 : 100000;
	cond = test(b, chance(75) ? EX_GT : EX_LT, local_value(b, z),
		    constant(b, t, is_float(t) ? 0.5 : 1));
	s = repeat(b, c->list,
		   both(b, cond, kept(test(b, EX_LT, local_value(b, n),
					   constant(b, FZ_I32, 5 + rnd(40)))),
			true));
	append(&s->body, add_store(b, NULL, z, EX_NOPS,
				   next_step(b, local_value(b, z))));
	count(b, &s->body, n);
	c->value = chance(65) ? z : n;
	c->other = c->value == z ? n : z;
	return true;
}

/* A root by Newton's method. */
static bool newton(struct build *b, struct inner *c)
{
	enum fz_type t = b->t;
	struct ex *a, *cond, *far;
	struct st *s;
	int z, n, v;

	if (!is_float(t) || !locals(b, 3))
		return false;
	v = begin(b, c->list, t, leaf(b, c));
	z = begin(b, c->list, t, chance(50) ? local_value(b, v)
					    : constant(b, t, 1));
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	a = local_value(b, v);
	far = new_ex(b, EX_ABS, t, 1,
		     binary(b, EX_SUB, binary(b, EX_MUL, local_value(b, z),
					      local_value(b, z)), a));
	cond = test(b, EX_GT, far,
		    chance(50) ? binary(b, EX_MUL, constant(b, t, 0.001), a)
			       : constant(b, t, 0.001));
	s = repeat(b, c->list,
		   both(b, cond, kept(test(b, EX_LT, local_value(b, n),
					   constant(b, FZ_I32, 5 + rnd(20)))),
			true));
	append(&s->body,
	       add_store(b, NULL, z, EX_NOPS,
			 binary(b, EX_MUL, constant(b, t, 0.5),
				binary(b, EX_ADD, local_value(b, z),
				       new_ex(b, EX_DIV, t, 2, a,
					      local_value(b, z))))));
	count(b, &s->body, n);
	c->value = chance(80) ? z : n;
	c->other = c->value == z ? n : z;
	return true;
}

/* Return the type of elements that hold what an iterator does, mostly. */
static enum fz_type iterator_type(const struct build *b)
{
	static const enum fz_type types[NINDEXTYPES] = {
		FZ_I32, FZ_I64, FZ_U64, FZ_U32, FZ_I16,
		FZ_U16, FZ_U8,	FZ_I8,	FZ_I64, FZ_I64
	};

	return chance(75) ? types[b->f->index] : FZ_I32;
}

/* The first element that fits, by a loop that is left there: where it is, what it is,
   or that it is there. */
static bool first(struct build *b, struct inner *c)
{
	static const enum ex_op ops[] = { EX_GT, EX_LT, EX_GE, EX_EQ, EX_NE };
	int what = rnd(3), cls[] = { c->cls };
	enum fz_type t = what == 1   ? b->t
			 : what == 0 ? iterator_type(b)
				     : FZ_I32;
	struct idx here = { .c = 0 };
	struct st *j, *found;
	struct ex *e;

	if (!locals(b, 1) || b->f->narrays == FZ_ARRAYS)
		return false;
	c->value = begin(b, c->list, t, constant(b, t, rnd(3)));
	j = chance(85) ? plain_loop(b, c->cls) : add_loop(b, -1, 2 + rnd(20));
	append(c->list, j);
	in_loop(b, j);
	cls[0] = b->f->iter_class[j->iter];
	e = load(b, access_to(b, chance(70) && cls[0] >= 0
				       ? c->x
				       : add_array(b, b->t, 1, cls),
			      chance(90) && cls[0] >= 0 ? NULL : &j->iter));
	found = add_if(b, test(b, ops[rnd(5)], to_type(b, e, b->t),
			       chance(70) ? leaf(b, c)
					  : constant(b, b->t, rnd(4))));
	here.it[j->iter] = 1;
	append(&found->body,
	       add_store(b, NULL, c->value, EX_NOPS,
			 what == 0   ? index_value(b, &here)
			 : what == 1 ? e
				     : constant(b, t, 7)));
	append(&found->body, new_st(b, ST_BREAK));
	append(&j->body, found);
	out_of_loop(b);
	return true;
}

/* The same by a counter as long as there are elements that do not fit; at times how far
   two are the same. */
static bool seek(struct build *b, struct inner *c)
{
	struct ex *e, *u;
	struct st *s;
	int l;

	if (!locals(b, 1))
		return false;
	l = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	b->f->local[l].place = true;
	u = at_local(b, c->x, l, 0);
	if (chance(30)) {
		int i = b->scope[b->nscope - 1];

		if (b->f->iter_class[i] == c->cls) {
			u->acc->sub[0].it[i] = 1;
			b->f->array[c->x].f.mult[0] = 2;
		}
	}
	e = test(b, chance(70) ? EX_LT : EX_NE, u, leaf(b, c));
	e->a[1] = to_type(b, e->a[1], u->type);
	s = repeat(b, c->list,
		   both(b, kept(test(b, EX_LT, local_value(b, l),
				     size_value(b, c))), e, false));
	count(b, &s->body, l);
	c->value = l;
	return true;
}

/* Where an element belongs in a table, by halves. */
static bool halves(struct build *b, struct inner *c)
{
	int lo, hi, mid;
	struct ex *m, *e;
	struct st *s, *half;

	if (!locals(b, 3))
		return false;
	lo = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	hi = begin(b, c->list, FZ_I32, size_value(b, c));
	mid = add_local(b, FZ_I32);
	b->f->local[mid].place = true;
	s = repeat(b, c->list, kept(test(b, EX_LT, local_value(b, lo),
					 local_value(b, hi))));
	m = binary(b, EX_ADD, local_value(b, lo), local_value(b, hi));
	m = chance(50) ? new_ex(b, EX_DIV, FZ_I32, 2, m,
				constant(b, FZ_I32, 2))
		       : new_ex(b, EX_SHR, FZ_I32, 2, m,
				constant(b, FZ_I32, 1));
	let(b, &s->body, mid, small(m));
	e = at_local(b, c->x, mid, 0);
	half = add_if(b, test(b, chance(60) ? EX_LT : EX_LE, e,
			      to_type(b, leaf(b, c), e->type)));
	half->id = -1;
	let(b, &half->body, lo, one_more(b, mid));
	let(b, &half->els, hi, local_value(b, mid));
	append(&s->body, half);
	c->value = chance(85) ? lo : hi;
	c->other = mid;
	return true;
}

/* The greatest common divisor of two numbers, by rests or by differences. */
static bool divisor(struct build *b, struct inner *c)
{
	bool rests = chance(65);
	struct st *s, *t;
	struct ex *e;
	int u, v, r;

	if (!locals(b, 3))
		return false;
	u = begin(b, c->list, FZ_I32, place(b, c->p, 100));
	v = begin(b, c->list, FZ_I32, place(b, c->p, 63));
	c->value = u;
	c->other = v;
	if (rests) {
		r = add_local(b, FZ_I32);
		s = repeat(b, c->list, kept(test(b, EX_NE, local_value(b, v),
						 constant(b, FZ_I32, 0))));
		let(b, &s->body, r, small(new_ex(b, EX_MOD, FZ_I32, 2,
						 local_value(b, u),
						 local_value(b, v))));
		let(b, &s->body, u, local_value(b, v));
		let(b, &s->body, v, local_value(b, r));
		return true;
	}
	count(b, c->list, u);
	count(b, c->list, v);
	s = repeat(b, c->list, kept(test(b, EX_NE, local_value(b, u),
					 local_value(b, v))));
	t = add_if(b, test(b, EX_GT, local_value(b, u), local_value(b, v)));
	kept(t->cond);
	t->id = -1;
	e = new_ex(b, EX_SUB, FZ_I32, 2, local_value(b, u), local_value(b, v));
	let(b, &t->body, u, small(e));
	e = new_ex(b, EX_SUB, FZ_I32, 2, local_value(b, v), local_value(b, u));
	let(b, &t->els, v, small(e));
	append(&s->body, t);
	return true;
}

/* How many bits of a number are set, or how many digits it has. */
static bool digits(struct build *b, struct inner *c)
{
	int v, n, by = chance(50) ? 2 : 10;
	struct ex *rest;
	struct st *s;

	if (!locals(b, 2))
		return false;
	v = begin(b, c->list, FZ_U32,
		  to_type(b, load(b, access_to(b, c->p, NULL)), FZ_U32));
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	s = repeat(b, c->list, kept(test(b, EX_NE, local_value(b, v),
					 constant(b, FZ_U32, 0))));
	rest = new_ex(b, EX_MOD, FZ_U32, 2, local_value(b, v),
		      constant(b, FZ_U32, by));
	rest->mag = by;
	append(&s->body, add_store(b, NULL, n, EX_ADD,
				   chance(60) ? to_type(b, rest, FZ_I32)
					      : constant(b, FZ_I32, 1)));
	let(b, &s->body, v, new_ex(b, EX_DIV, FZ_U32, 2, local_value(b, v),
				   constant(b, FZ_U32, by)));
	c->value = n;
	return true;
}

/* How long a point stays where it was near. */
static bool escape(struct build *b, struct inner *c)
{
	enum fz_type t = b->t;
	int re, im, next, n;
	struct ex *far;
	struct st *s;

	if (!is_float(t) || !locals(b, 4))
		return false;
	re = begin(b, c->list, t, constant(b, t, 0));
	im = begin(b, c->list, t, constant(b, t, 0));
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	next = add_local(b, t);
#define SQUARE(l) binary(b, EX_MUL, local_value(b, l), local_value(b, l))
	far = binary(b, EX_ADD, SQUARE(re), SQUARE(im));
	s = repeat(b, c->list,
		   both(b, kept(test(b, EX_LT, local_value(b, n),
				     constant(b, FZ_I32, 5 + rnd(60)))),
			test(b, EX_LT, far, constant(b, t, 4)), true));
	append(&s->body,
	       add_store(b, NULL, next, EX_NOPS,
			 binary(b, EX_ADD,
				binary(b, EX_SUB, SQUARE(re), SQUARE(im)),
				leaf(b, c))));
#undef SQUARE
	append(&s->body,
	       add_store(b, NULL, im, EX_NOPS,
			 binary(b, EX_ADD,
				binary(b, EX_MUL,
				       binary(b, EX_MUL, constant(b, t, 2),
					      local_value(b, re)),
				       local_value(b, im)),
				random_leaf(b, t))));
	append(&s->body, add_store(b, NULL, re, EX_NOPS,
				   local_value(b, next)));
	count(b, &s->body, n);
	c->value = chance(80) ? n : re;
	c->other = c->value == n ? im : n;
	return true;
}

/* Along a list of places, to one that ends it: how far, where, or what is there. */
static bool chase(struct build *b, struct inner *c)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_MAX, EX_SUB };
	int none[] = { -1 }, next, k, n, s = -1;
	struct datum *x;
	struct idx at = { .c = 0 };
	struct st *loop;
	struct ex *e, *go_on;

	if (!locals(b, 3) || b->f->narrays == FZ_ARRAYS)
		return false;
	next = index_array(b, 1, none);
	b->f->array[next].f.flags &= ~FZ_HOLES;
	k = begin(b, c->list, FZ_I32, place(b, c->p, 63));
	b->f->local[k].place = true;
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	if (chance(65))
		s = begin(b, c->list, b->t, constant(b, b->t, rnd(2)));
	go_on = chance(50) ? test(b, EX_NE, local_value(b, k),
				  constant(b, FZ_I32, rnd(8)))
			   : test(b, EX_LT, at_local(b, c->x, k, 64),
				  to_type(b, leaf(b, c),
					  b->f->array[c->x].f.type));
	loop = repeat(b, c->list,
		      both(b, go_on, kept(test(b, EX_LT, local_value(b, n),
					       constant(b, FZ_I32,
							3 + rnd(30)))),
			   true));
	if (s >= 0)
		append(&loop->body,
		       add_store(b, NULL, s, ops[rnd(4)],
				 to_type(b, at_local(b, c->x, k, 64), b->t)));
	e = at_local(b, next, k, 64);
	x = new_datum(b, next, -1, 63);
	x->acc = e->acc;
	at.data = x;
	e = index_value(b, &at);
	e->mag = 64;
	append(&loop->body, add_store(b, NULL, k, EX_NOPS, e));
	count(b, &loop->body, n);
	c->value = s >= 0 ? s : chance(50) ? k : n;
	c->other = c->value == k ? n : k;
	return true;
}

/* A sum that goes on until it is large, by a loop in each turn. */
static bool turns(struct build *b, struct inner *c)
{
	enum fz_type t = is_float(b->t) ? b->t : FZ_I64;
	int s, n, none[] = { -1 };
	struct st *loop, *j;
	struct ex *cond;

	if (!locals(b, 2) || b->f->narrays == FZ_ARRAYS
	    || b->f->niters == MAXITER)
		return false;
	s = begin(b, c->list, t, limit(b, to_type(b, leaf(b, c), t), 1000));
	n = begin(b, c->list, FZ_I32, constant(b, FZ_I32, 0));
	cond = test(b, EX_LT, local_value(b, s), constant(b, t, 20));
	loop = repeat(b, c->list,
		      both(b, cond, kept(test(b, EX_LT, local_value(b, n),
					      constant(b, FZ_I32,
						       1 + rnd(9)))),
			   true));
	j = add_loop(b, -1, 1 + rnd(5));
	append(&loop->body, j);
	in_loop(b, j);
	append(&j->body,
	       add_store(b, NULL, s, EX_ADD,
			 to_type(b, load(b, access_to(
				b, add_array(b, b->t, 1, none), &j->iter)),
				 t)));
	out_of_loop(b);
	count(b, &loop->body, n);
	c->value = s;
	c->other = n;
	return true;
}

/* The loops, and how often each is chosen. */
static const struct {
	int weight;
	bool (*make)(struct build *b, struct inner *c);
} loops[] = {
	{ 22, sparse_row }, { 14, converges }, { 6, newton }, { 14, first },
	{ 10, seek },	    { 10, halves },    { 6, divisor }, { 5, digits },
	{ 7, escape },	    { 11, chase },     { 5, turns },
};

/* Make one of the loops of "c", and return true, if there is room. */
static bool make(struct build *b, struct inner *c)
{
	int n, i = 0;

	c->value = c->other = -1;
	for (n = rnd(110); n >= loops[i].weight; i++)
		n -= loops[i].weight;
	return loops[i].make(b, c);
}

/* The last loop of "list", or NULL. */
static struct st *last_loop(struct st *list)
{
	struct st *found = NULL;

	for (; list; list = list->next)
		if (list->kind == ST_REPEAT || list->kind == ST_LOOP)
			found = list;
	return found;
}

/* Let the last loop of "c" be left for another place, too: where what comes after it is
   not done. */
static struct st *two_ways(struct build *b, struct inner *c)
{
	struct st *loop = last_loop(*c->list), *s, *label;

	if (!loop)
		return NULL;
	s = add_if(b, random_condition(b, 2));
	label = new_st(b, ST_LABEL);
	label->id = -1;
	label->label = b->f->nlabels++;
	append(&s->body, new_st(b, ST_GOTO));
	s->body->label = label->label;
	append(&loop->body, s);
	return label;
}

/* The value of "c", in the type of "y", at times with something else. */
static struct ex *result(struct build *b, const struct inner *c)
{
	static const enum ex_op ops[] = { EX_ADD, EX_MUL, EX_SUB, EX_MIN };
	enum fz_type t = b->f->array[c->y].f.type;
	struct ex *e = local_value(b, c->value);

	if (is_float(e->type) && !is_float(t))
		e = new_ex(b, EX_SELECT, FZ_I32, 3,
			   test(b, EX_GT, e, constant(b, e->type, 1)),
			   constant(b, FZ_I32, 5), constant(b, FZ_I32, 2));
	e = to_type(b, e, t);
	return chance(25) ? binary(b, ops[rnd(4)], e, random_leaf(b, t)) : e;
}

/* Append what takes the value of "c": a store, or a term of local "sum" (-1: none). */
static void take(struct build *b, const struct inner *c, int sum)
{
	static const enum ex_op ops[] = { EX_NOPS, EX_NOPS, EX_NOPS, EX_NOPS,
					  EX_ADD,  EX_ADD,  EX_MAX, EX_SUB };
	struct ex *e = result(b, c);

	if (sum >= 0)
		append(c->list, add_store(b, NULL, sum, chance(80) ? EX_ADD
								   : EX_MAX,
					  to_type(b, e,
						  b->f->local[sum].type)));
	else
		append(c->list, add_store(b, access_to(b, c->y, NULL), -1,
					  ops[rnd(8)], e));
}

/* One loop and what takes its value, appended to the body of "c"; at times nearly so. */
static void inner(struct build *b, struct inner *c, int sum)
{
	struct st *label = NULL, *loop;
	int z;

	if (!make(b, c))
		return;
	if (chance(7))
		label = two_ways(b, c);
	loop = last_loop(*c->list);
	if (chance(6) && loop)
		append(&loop->body,
		       add_store(b, access_to(b, c->y, NULL), -1,
				 chance(50) ? EX_NOPS : EX_ADD,
				 random_leaf(b, b->f->array[c->y].f.type)));
	take(b, c, sum);
	if (c->other >= 0 && chance(10) && b->f->narrays < FZ_ARRAYS) {
		int cls[] = { 0 };

		z = add_array(b, b->f->local[c->other].type, 1, cls);
		append(c->list, add_store(b, access_to(b, z, NULL), -1,
					  EX_NOPS, local_value(b, c->other)));
	}
	if (label)
		append(c->list, label);
}

/* Append a sum over "depth" loops, or none, that begins in "list"; return its local or
   -1. */
static int begin_sum(struct build *b, struct st **list)
{
	enum fz_type t = is_float(b->t) ? b->t : FZ_I64;
	int s;

	if (!chance(20) || b->f->ret >= 0)
		return -1;
	s = add_local(b, t);
	if (s >= 0)
		append(list, add_store(b, NULL, s, EX_NOPS,
				       constant(b, t, rnd(2))));
	return s;
}

/* Inner loops that are functions of what they use. */
void code(struct build *b, struct st **list)
{
	int cls[] = { 0, 1 }, places[] = { 0, 1 }, depth = chance(70) ? 1 : 2;
	struct inner c = { .cls = 1 + rnd(2) };
	struct st *loop, *cond;
	int sum, d;

	if (b->f->narrays + 5 > FZ_ARRAYS || b->f->niters + 5 > MAXITER
	    || b->f->complex)
		return;
	if (chance(65))
		b->f->fp = STRICT;
	c.x = add_array(b, b->t, 1, &c.cls);
	b->f->array[c.x].f.mult[0] = 1;
	c.v = add_array(b, b->t, 1, cls);
	c.p = index_array(b, 1, places);
	c.y = chance(5) ? c.x
			: add_array(b, chance(70) ? b->t : FZ_I32,
				    depth > 1 && chance(80) ? 2 : 1, cls);
	settle(b, c.x);
	settle(b, c.v);
	settle(b, c.p);
	settle(b, c.y);
	if (chance(80) && !gen_no_pragma)
		b->f->disjoint = true;
	b->avoid = chance(90) ? c.y : -1;
	sum = begin_sum(b, list);
	c.list = list;
	for (d = 0; d < depth; d++) {
		loop = plain_loop(b, d);
		append(c.list, loop);
		in_loop(b, loop);
		c.list = &loop->body;
	}
	if (chance(12)) {
		cond = add_if(b, random_condition(b, 2));
		append(c.list, cond);
		c.list = &cond->body;
	}
	inner(b, &c, sum);
	if (chance(12))
		inner(b, &c, -1);
	b->nscope -= depth;
	if (sum >= 0) {
		b->f->ret = sum;
		b->f->local[sum].declared = !b->nscope;
	}
	settle_members(b);
	b->avoid = -1;
}
