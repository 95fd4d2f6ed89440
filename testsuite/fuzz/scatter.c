/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scatter.c - accumulation at places that data say.

   Assumes what idioms.c does.  Elements of an array, or of a local one, are added to,
   or changed otherwise, where an array of integers, one of floats, an array looked up
   in another, the nearest of some points or a rest says: one, two side by side, a row,
   two arrays at once, under a condition.  Places are few, so that many meet.  At times
   the element gets what another one was, or just a value; its old value is wanted; it
   is one of those that say places, or these are written; or elements are changed where
   the loop is, too. */
#include "gen.h"

/* Where things are accumulated: array "array", whose dimension "dim", of size class
   "cls", has places up to "most", of which array "p" says some; or local array "local"
   if that is not below 0.  "t": the type of its elements.  "x": an array of floats that
   says places, or -1. */
struct bins {
	int array, dim, cls, local, most, p, x;
	enum fz_type t;
};

/* Whether there may be "n" more arrays. */
static bool room(const struct build *b, int n)
{
	return b->f->narrays + n <= FZ_ARRAYS;
}

/* The element of array "h" at the place "at", and "ahead" further. */
static struct access *element(struct build *b, const struct bins *h,
			      const struct idx *at, int ahead)
{
	struct access *acc = access_to(b, h->array, NULL);
	struct idx *s = &acc->sub[h->dim];
	int i, over = h->most + 1;

	*s = *at;
	s->c += ahead;
	for (i = 0; i < ITERS; i++)
		if (s->it[i] && b->f->iter_class[i] < 0)
			over += b->f->iter_max[i];
	reach(&b->f->array[h->array], h->dim, over + s->c);
	return acc;
}

/* What "h" has at the place "at", and "ahead" further. */
static struct ex *get(struct build *b, const struct bins *h,
		      const struct idx *at, int ahead)
{
	struct ex *e;

	if (h->local < 0)
		return load(b, element(b, h, at, ahead));
	e = local_value(b, h->local);
	e->idx = *at;
	e->idx.c += ahead;
	return e;
}

/* The store of "e" by "op" to "h" at the place "at", and "ahead" further. */
static struct st *put(struct build *b, const struct bins *h,
		      const struct idx *at, int ahead, enum ex_op op,
		      struct ex *e)
{
	struct st *s;

	if (h->local < 0)
		return add_store(b, element(b, h, at, ahead), -1, op, e);
	s = add_store(b, NULL, h->local, op, e);
	s->at = *at;
	s->at.c += ahead;
	return s;
}

/* Return the type of what is accumulated: that of most arrays, or a count's. */
static enum fz_type bins_type(struct build *b)
{
	static const enum fz_type counts[] = { FZ_I32, FZ_I32, FZ_U32, FZ_I64,
					       FZ_U64, FZ_U8,  FZ_I8,  FZ_I16,
					       FZ_U16, FZ_I32 };

	if (b->f->complex || chance(65))
		return b->t;
	if (is_float(b->t) && chance(35))
		return b->t == FZ_F32 ? FZ_F64 : FZ_F32;
	return counts[rnd(10)];
}

/* A new array for what "h" says. */
static int new_array(struct build *b, const struct bins *h, int nd)
{
	int cls[] = { h->cls, h->cls }, n;
	struct array *a;

	if (nd > 1)
		cls[!h->dim] = chance(85) ? 1 : rnd(FZ_SIZES);
	n = add_array(b, h->t, nd, cls);
	a = &b->f->array[n];
	a->f.mult[0] = a->f.mult[1] = 1;
	settle(b, n);
	if ((h->t == FZ_I32 || h->t == FZ_I64) && chance(92))
		a->mag = SUM_MAG;
	return n;
}

/* Let "h" be new bins, and integers that say which; mostly few. */
static bool new_bins(struct build *b, struct bins *h)
{
	static const int some[] = { 3, 7, 7, 15, 31, 63, 255 };
	static const int few[] = { 1, 1, 2, 3, 3, 7, 7, 15, 40, 200 };
	int cls[] = { 0, 1 }, nd = chance(60) ? 1 : 2;
	struct array *p;

	h->t = bins_type(b);
	h->most = some[rnd(7)];
	h->cls = chance(65) ? -1 : rnd(FZ_SIZES);
	h->dim = nd > 1 && chance(25);
	h->x = -1;
	h->local = chance(18) ? add_local(b, h->t) : -1;
	if (h->local >= 0)
		b->f->local[h->local].count = h->most + 12;
	else
		h->array = new_array(b, h, nd);
	if (chance(25))
		cls[0] = 1;
	h->p = index_array(b, chance(70) ? 1 : 2, cls);
	if (h->p < 0)
		return false;
	settle(b, h->p);
	p = &b->f->array[h->p];
	if (p->f.flags & FZ_PLACES)
		p->f.mag = few[rnd(is_signed(p->f.type)
			       && type_size(p->f.type) == 1 ? 9 : 10)];
	else if (chance(30) && h->local < 0 && !is_float(h->t)
		 && type_size(h->t) >= 4 && !p->is_restrict) {
		p->f.type = h->t;	/* may overlap them */
		p->mag = b->f->array[h->array].mag;
		p->f.mag = 40;
	}
	return true;
}

/* The number of no more than "most" that local "l" is. */
static struct datum *of_local(struct build *b, int l, int most)
{
	struct datum *x = NEW(struct datum);

	x->id = b->f->nids++;
	x->local = l;
	x->times = 1;
	x->most = most;
	return x;
}

/* Let a local be the place "at", of no more than "most", and that be it then. */
static void hold(struct build *b, struct st **list, struct idx *at, int most)
{
	enum fz_type t = chance(70) ? FZ_I32 : chance(50) ? FZ_I64 : FZ_U8;
	int l = add_local(b, t);
	struct ex *e;

	if (l < 0)
		return;
	b->f->local[l].place = true;
	e = index_value(b, at);
	e->mag = most;
	append(list, add_store(b, NULL, l, EX_NOPS, e));
	memset(at, 0, sizeof *at);
	at->data = of_local(b, l, most);
}

/* Let a local be the element that "at" tests by "*test" and has for a place, both of
   which that local is then. */
static void hold_tested(struct build *b, struct st **list, struct idx *at,
			struct ex **test)
{
	const struct datum *x = at->data;
	const struct array *a = &b->f->array[x->acc->array];
	int l = add_local(b, a->f.type);
	struct datum *copy;

	if (l < 0)
		return;
	b->f->local[l].mag = a->mag;
	b->f->local[l].from = x;
	append(list, add_store(b, NULL, l, EX_NOPS, load(b, x->acc)));
	(*test)->a[0] = local_value(b, l);
	copy = of_local(b, l, x->most);
	copy->how = DATA_GUARDED;
	at->data = copy;
}

/* Whole units of an element of an array of floats, or NULL. */
static struct datum *units(struct build *b, struct bins *h)
{
	static const int some[] = { 1, 2, 4, 3, 4, 8, 10, 4 };
	static const int zero[] = { 0 };
	struct datum *x;
	struct array *a;

	if (b->f->complex || (h->x < 0 && !room(b, 1)))
		return NULL;
	if (h->x < 0) {
		h->x = add_array(b, b->t == FZ_F64 ? FZ_F64 : FZ_F32, 1, zero);
		a = &b->f->array[h->x];
		a->f.flags |= FZ_PLACES;
		a->f.mag = 1 + rnd(3);
		settle(b, h->x);
	}
	a = &b->f->array[h->x];
	x = of_local(b, -1, 0);
	do
		x->times = some[rnd(8)];
	while (x->times > 1 && a->f.mag * x->times > h->most);
	x->most = a->f.mag * x->times;
	x->acc = access_to(b, h->x, NULL);
	return x;
}

/* A place that one array says where another, which "h" has, says. */
static struct datum *two_levels(struct build *b, const struct bins *h)
{
	static const int none[] = { -1 };
	int t = index_array(b, 1, none);
	struct datum *x;

	if (t < 0)
		return NULL;
	x = new_datum(b, t, -1, h->most);
	set_subscript(b, &b->f->array[t], x->acc, 0,
		      new_datum(b, h->p, -1, 63));
	return x;
}

/* How far what is at an iteration is from point "c", a loop over some: to "list" goes
   what makes it. */
static struct ex *distance(struct build *b, struct st **list,
			   const struct st *c)
{
	int cls[] = { b->f->iter_class[c->iter], 1 }, acc;
	bool several = chance(35);
	int points = add_array(b, b->t, 1 + several, cls);
	struct st *d, **at = list;
	struct ex *e;

	acc = several || chance(50) ? add_local(b, b->t) : -1;
	if (acc < 0 || !several) {
		e = binary(b, EX_SUB, random_leaf(b, b->t),
			   load(b, access_to(b, points, NULL)));
		e = to_type(b, chance(75) ? binary(b, EX_MUL, e, e) : e, b->t);
		if (acc < 0)
			return e;
		append(list, add_store(b, NULL, acc, EX_NOPS, e));
		return local_value(b, acc);
	}
	append(list, add_store(b, NULL, acc, EX_NOPS, constant(b, b->t, 0)));
	d = plain_loop(b, 1);
	append(at, d);
	in_loop(b, d);
	e = binary(b, EX_SUB, random_leaf(b, b->t),
		   load(b, access_to(b, points, NULL)));
	append(&d->body, add_store(b, NULL, acc, EX_ADD,
				   binary(b, EX_MUL, e, e)));
	out_of_loop(b);
	return local_value(b, acc);
}

/* Let "at" be which of some points is the nearest, and return true, if there may be
   some. */
static bool nearest(struct build *b, const struct bins *h, struct st **list,
		    struct idx *at)
{
	struct function *f = b->f;
	struct idx here = { .c = 0 };
	int best, k;
	struct st *c, *test;
	struct ex *e;

	if (f->complex || f->nlocals + 3 > MAXLOCAL || f->niters + 2 > MAXITER
	    || !room(b, 1))
		return false;
	best = add_local(b, b->t);
	k = add_local(b, FZ_I32);
	f->local[k].place = true;
	append(list, add_store(b, NULL, best, EX_NOPS,
			       constant(b, b->t, is_float(b->t) ? 1e30 : 100)));
	append(list, add_store(b, NULL, k, EX_NOPS, constant(b, FZ_I32, 0)));
	c = h->cls >= 0 && h->local < 0
		    ? plain_loop(b, h->cls)
		    : add_loop(b, -1, 2 + rnd(h->most > 6 ? 6 : h->most));
	append(list, c);
	in_loop(b, c);
	e = distance(b, &c->body, c);
	test = add_if(b, new_ex(b, EX_LT, FZ_I32, 2, e, local_value(b, best)));
	append(&test->body, add_store(b, NULL, best, EX_NOPS, e));
	here.it[c->iter] = 1;
	append(&test->body, add_store(b, NULL, k, EX_NOPS,
				      index_value(b, &here)));
	append(&c->body, test);
	out_of_loop(b);
	at->data = of_local(b, k, h->most);
	return true;
}

/* Let "at" be a place in "h"; what has to be done first goes to "list".  "*test" is the
   condition under which it is one, unless that is NULL. */
static void choose(struct build *b, struct bins *h, struct st **list,
		   struct idx *at, struct ex **test)
{
	int r = rnd(100), i;

	memset(at, 0, sizeof *at);
	if (test) {
		at->data = tested_datum(b, h->p, h->most, test);
		if (chance(50))
			hold_tested(b, list, at, test);
		return;
	}
	if (r < 10 && nearest(b, h, list, at))
		return;
	if (r < 26)
		at->data = units(b, h);
	else if (r < 38)
		at->data = two_levels(b, h);
	if (r >= 94 && b->nscope && h->most >= 7) {
		at->it[b->scope[rnd(b->nscope)]] = 1 + rnd(5);
		at->c = rnd(8);
		at->tail = 2 + rnd(2);
		if (chance(40))
			at->data = new_datum(b, h->p, -1, h->most);
	} else if (!at->data) {
		at->data = new_datum(b, h->p, -1, h->most);
	}
	if (chance(30)) {
		hold(b, list, at, h->most);
	} else if (chance(12) && !at->tail) {
		at->c = 1 + rnd(3);
	} else if (chance(12) && b->nscope && h->local < 0 && !at->tail) {
		i = b->scope[rnd(b->nscope)];
		if (b->f->iter_class[i] < 0 || b->f->iter_class[i] == h->cls)
			at->it[i] = 1;
	}
}

/* What is added once, of type "t". */
static struct ex *amount(struct build *b, enum fz_type t)
{
	int r = rnd(100);

	if (r < 30)
		return constant(b, t, 1);
	if (r < 70)
		return random_leaf(b, t);
	if (r < 85)
		return product(b, random_leaf(b, t), random_leaf(b, t));
	return random_ex(b, t, 1 + rnd(5));
}

/* Return how something is accumulated. */
static enum ex_op some_op(void)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_ADD,
					  EX_ADD, EX_ADD, EX_ADD, EX_SUB,
					  EX_MUL, EX_MAX, EX_MAX, EX_MIN,
					  EX_OR,  EX_AND, EX_XOR };

	return ops[rnd(15)];
}

/* Append to "list" one accumulation in "h" at the place "at", and "ahead" further. */
static void accumulate(struct build *b, const struct bins *h, struct st **list,
		       const struct idx *at, int ahead)
{
	append(list, put(b, h, at, ahead, some_op(), amount(b, h->t)));
}

/* The same in an inner loop: along a row, or to places side by side. */
static void row(struct build *b, const struct bins *h, struct st **list,
		const struct idx *at)
{
	const struct array *a = h->local < 0 ? &b->f->array[h->array] : NULL;
	bool along = a && a->f.nd > 1;
	struct idx side = *at;
	struct st *d;

	if (b->f->niters == MAXITER)
		return;
	d = along && a->f.cls[!h->dim] >= 0 ? plain_loop(b, a->f.cls[!h->dim])
					    : add_loop(b, -1, 2 + rnd(2));
	append(list, d);
	in_loop(b, d);
	if (!along && !at->tail)
		side.it[d->iter] = 1;
	accumulate(b, h, &d->body, &side, 0);
	if (chance(10))
		accumulate(b, h, &d->body, at, 0);
	out_of_loop(b);
}

/* Append to "list" the old value of "h" at the place "at", for array "y", and one more
   there; or something for "y" where the old value says. */
static void old_value(struct build *b, const struct bins *h, struct st **list,
		      const struct idx *at, int y)
{
	struct access *out = access_to(b, y, NULL);
	struct datum *x;

	if (h->local < 0 && !is_float(h->t) && chance(50)) {
		x = of_local(b, -1, chance(50) ? 15 : 63);
		x->acc = element(b, h, at, 0);
		set_subscript(b, &b->f->array[y], out, 0, x);
		append(list, add_store(b, out, -1, EX_NOPS,
				       random_leaf(b, b->f->array[y].f.type)));
	} else {
		append(list, add_store(b, out, -1, EX_NOPS,
				       to_type(b, get(b, h, at, 0),
					       b->f->array[y].f.type)));
	}
	append(list, put(b, h, at, 0, EX_ADD, chance(75) ? constant(b, h->t, 1)
							 : amount(b, h->t)));
}

/* Append to "list" what is nearly an accumulation in "h" at the place "at". */
static void nearly(struct build *b, struct bins *h, struct st **list,
		   const struct idx *at, int y)
{
	struct idx other;
	struct st *s;

	switch (rnd(h->local < 0 ? 9 : 5)) {
	case 0:
		append(list, put(b, h, at, 0, EX_NOPS, amount(b, h->t)));
		return;
	case 1:
		choose(b, h, list, &other, NULL);
		append(list, put(b, h, at, 0, chance(50) ? EX_NOPS : EX_ADD,
				 binary(b, EX_ADD, get(b, h, &other, 0),
					amount(b, h->t))));
		return;
	case 2:
		append(list, put(b, h, at, 0, EX_NOPS,
				 binary(b, EX_ADD,
					binary(b, EX_MUL, get(b, h, at, 0),
					       random_leaf(b, h->t)),
					amount(b, h->t))));
		return;
	case 3:
		if (is_complex(h->t))
			return;
		s = add_if(b, new_ex(b, EX_LT, FZ_I32, 2, get(b, h, at, 0),
				     constant(b, h->t, 3)));
		accumulate(b, h, &s->body, at, 0);
		append(list, s);
		return;
	case 4:
	case 5:
		old_value(b, h, list, at, y);
		return;
	case 6:
		accumulate(b, h, list, at, 0);
		append(list, add_store(b, access_to(b, h->array, NULL), -1,
				       chance(70) ? EX_ADD : EX_NOPS,
				       amount(b, h->t)));
		return;
	case 7:
		accumulate(b, h, list, at, 0);
		append(list, add_store(b, access_to(b, h->p, NULL), -1,
				       chance(70) ? EX_NOPS : EX_ADD,
				       random_ex(b, b->f->array[h->p].f.type,
						 2)));
		return;
	default:
		memset(&other, 0, sizeof other);
		other.data = new_datum(b, is_float(h->t) ? h->p : h->array, -1,
				       h->most);
		accumulate(b, h, list, &other, 0);
	}
}

/* Append to "list" accumulations in "h" at the place "at": one, two side by side, in two
   arrays, in a loop; or what is nearly that. */
static void changes(struct build *b, struct bins *h, struct st **list,
		    const struct idx *at, int y)
{
	int r = rnd(100);
	struct bins g = *h;

	if (r < 14) {
		accumulate(b, h, list, at, 0);
		accumulate(b, h, list, at, 1 + rnd(2));
	} else if (r < 28 && room(b, 1)) {
		g.local = -1;
		if (g.cls >= 0 && h->local >= 0)
			g.cls = -1;
		g.dim = 0;
		g.t = bins_type(b);
		g.array = new_array(b, &g, 1);
		accumulate(b, &g, list, at, 0);
		if (h->local < 0 && b->f->array[h->array].f.nd > 1)
			row(b, h, list, at);
		else
			accumulate(b, h, list, at, 0);
	} else if (r < 46) {
		row(b, h, list, at);
	} else if (r < 72) {
		nearly(b, h, list, at, y);
	} else {
		accumulate(b, h, list, at, 0);
	}
}

/* A condition on an element, or on more. */
static struct ex *some_condition(struct build *b)
{
	if (b->f->complex || chance(50))
		return random_condition(b, 2);
	return new_ex(b, chance(50) ? EX_NE : EX_GT, FZ_I32, 2,
		      random_leaf(b, b->t), constant(b, b->t, 0));
}

/* Append to "list", the body of loops, what is accumulated in "h" in one iteration, at
   times under a condition. */
static void body(struct build *b, struct bins *h, struct st **list, int y)
{
	bool holes = b->f->array[h->p].f.flags & FZ_HOLES;
	struct ex *test = NULL;
	struct idx at;
	struct st *s;

	choose(b, h, list, &at, chance(holes ? 75 : 8) ? &test : NULL);
	if (!test && chance(80)) {
		changes(b, h, list, &at, y);
		return;
	}
	s = add_if(b, test ? test : some_condition(b));
	changes(b, h, &s->body, &at, y);
	if (chance(15) && !test)
		accumulate(b, h, &s->els, &at, chance(50) ? 0 : 1);
	s->by_continue = chance(25);
	append(list, s);
}

/* A loop in "list" over the places of "h": each is 0, or has the one before it, too. */
static void all_places(struct build *b, const struct bins *h, struct st **list,
		       bool zero)
{
	struct idx at = { .c = 0 };
	struct st *c;

	if (b->f->niters == MAXITER)
		return;
	c = add_loop(b, -1, h->most + 1);
	append(list, c);
	in_loop(b, c);
	at.it[c->iter] = 1;
	append(&c->body,
	       zero ? put(b, h, &at, 0, EX_NOPS, constant(b, h->t, 0))
		    : put(b, h, &at, 1, EX_ADD, get(b, h, &at, 0)));
	out_of_loop(b);
}

/* A loop in "list" that stores what local array "h" has, in a row of its own for each
   iteration of "i" (NULL: of none). */
static void store_all(struct build *b, const struct bins *h, struct st **list,
		      const struct st *i)
{
	int cls[] = { i ? b->f->iter_class[i->iter] : -1, -1 }, it[2], out;
	struct idx at = { .c = 0 };
	struct st *c;

	if (b->f->niters == MAXITER || !room(b, 1))
		return;
	out = add_array(b, h->t, i ? 2 : 1, cls);
	c = add_loop(b, -1, h->most + 1);
	append(list, c);
	in_loop(b, c);
	at.it[c->iter] = 1;
	it[0] = i ? i->iter : c->iter;
	it[1] = c->iter;
	append(&c->body, add_store(b, access_to(b, out, it), -1,
				   chance(60) ? EX_NOPS : EX_ADD,
				   get(b, h, &at, 0)));
	out_of_loop(b);
}

/* Accumulation at places that data say. */
void scatter(struct build *b, struct st **list)
{
	int depth = chance(70) ? 1 : 2, d, y, cls[] = { 0, 1 };
	struct st *loop, *rows = NULL, **at;
	struct bins h;

	if (!room(b, 4) || b->f->niters + 7 > MAXITER)
		return;
	if (!new_bins(b, &h))
		return;
	y = add_array(b, b->t, 1, cls);
	if (chance(25) && !gen_no_pragma)
		b->f->disjoint = true;
	b->avoid = h.local < 0 ? h.array : -1;
	if (h.local >= 0 && chance(45)) {
		rows = plain_loop(b, 2);
		append(list, rows);
		in_loop(b, rows);
		list = &rows->body;
	}
	if (chance(rows ? 95 : 15))
		all_places(b, &h, list, true);
	for (d = 0, at = list; d < depth; d++) {
		loop = plain_loop(b, d);
		append(at, loop);
		in_loop(b, loop);
		at = &loop->body;
	}
	body(b, &h, at, y);
	if (chance(8))
		body(b, &h, at, y);
	b->nscope -= depth;
	if (chance(10))
		all_places(b, &h, list, false);
	if (h.local >= 0)
		store_all(b, &h, list, rows);
	if (rows)
		out_of_loop(b);
	settle_members(b);
	b->avoid = -1;
}
