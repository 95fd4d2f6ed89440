/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lookup.c - elements at places that data say.

   Assumes what idioms.c does.  An element of an array of integers, or a local, is made
   an index: of a table in a map, a sum, a choice or under a condition, at times of two
   tables, of one in another, of a matrix by rows.  At times the table is what is
   written, or the integers are; what is stored goes where data say; or the index is a
   sum that goes on; or data say where a loop begins and ends. */
#include "gen.h"

/* What a lookup is made of: a table, an array of integers, and whether a condition has
   to tell what of them is no index. */
struct finder {
	int x, l;
	bool guarded;
};

/* A new array of integers over the size classes cls[0] to cls[nd - 1], for indices,
   or -1.  Mostly each of its elements is one, or else far from being one. */
int index_array(struct build *b, int nd, const int *cls)
{
	static const enum fz_type types[] = { FZ_I32, FZ_I32, FZ_I32, FZ_U8,
					      FZ_I16, FZ_U16, FZ_I64, FZ_U32,
					      FZ_I8,  FZ_U64, FZ_I32, FZ_I64 };
	static const int most[] = { 7, 15, 63, 63, 100, 200 };
	enum fz_type t = types[rnd(12)];
	struct array *a;
	int n;

	if (b->f->narrays == FZ_ARRAYS)
		return -1;
	n = add_array(b, t, nd, cls);
	a = &b->f->array[n];
	a->is_index = true;
	if (chance(60)) {
		a->f.flags |= FZ_PLACES;
		a->f.mag = most[rnd(t == FZ_I8 ? 5 : 6)];
		if (t == FZ_I32 || t == FZ_I64)
			a->mag = 1000;
		if (chance(35) && t != FZ_U8) {
			a->f.flags |= FZ_HOLES;
			if (t == FZ_I32 || t == FZ_I64)
				a->mag = 1 << 30;
		}
	}
	return n;
}

/* What makes an index of no more than "most" of an element of array "l", or local
   "local" if that is not below 0. */
struct datum *new_datum(struct build *b, int l, int local, int most)
{
	static const int largest[] = {
#define X(code, text, most) most,
		INDEX_DATA
#undef X
	};
	const struct array *a = l >= 0 ? &b->f->array[l] : NULL;
	struct datum *x = NEW(struct datum);

	x->id = b->f->nids++;
	x->local = local;
	x->times = 1;
	do
		x->how = chance(a && a->f.flags & FZ_PLACES ? 75 : 10)
				 ? DATA_BARE : (enum data)rnd(NDATA);
	while (x->how == DATA_GUARDED || largest[x->how] > most);
	x->most = x->how == DATA_BARE ? most : largest[x->how];
	if (x->how == DATA_BARE && a && a->f.flags & FZ_PLACES
	    && a->f.mag < most)
		x->most = a->f.mag;
	if (chance(10) && x->most * 2 <= most)
		x->most *= x->times = 2;
	else if (chance(8))
		x->times = -1;
	if (l >= 0) {
		b->levels++;
		x->acc = access_to(b, l, NULL);
		b->levels--;
	}
	return x;
}

/* The largest index that data may say for an array of "nd" dimensions. */
static int largest_index(int nd)
{
	return nd == 1 ? 255 : nd == 2 ? 63 : 15;
}

/* Make subscript "d" of "acc", to "a", the number "x", at times beside an iterator or
   a constant. */
void set_subscript(struct build *b, struct array *a, struct access *acc, int d,
		   const struct datum *x)
{
	struct idx *s = &acc->sub[d];
	int i, over = x->most + 1;

	memset(s, 0, sizeof *s);
	s->data = x;
	if (chance(15)) {
		s->c = 1 + rnd(3);
		over += s->c;
	}
	if (b->nscope && chance(15)) {
		i = b->scope[rnd(b->nscope)];
		if (b->f->iter_class[i] < 0) {
			s->it[i] = 1;
			over += b->f->iter_max[i];
		} else if (b->f->iter_class[i] == a->f.cls[d]) {
			s->it[i] = 1;
		}
	}
	if (chance(4)) {
		s->tail = 1 + rnd(6);
		over = over < 256 ? 256 : over;
	}
	reach(a, d, over);
}

/* Make subscript "d" of "acc", to "a", one that data say, and return true, if there
   are any. */
bool by_data(struct build *b, struct array *a, struct access *acc, int d)
{
	int i, l = -1;

	if (b->levels > 1)
		return false;
	for (i = 0; i < b->f->narrays; i++) {
		enum fz_type t = b->f->array[i].f.type;

		if (!is_float(t) && (l < 0 || chance(50)))
			l = i;
	}
	if (l < 0)
		return false;
	set_subscript(b, a, acc, d, new_datum(b, l, -1,
					      largest_index(a->f.nd)));
	return true;
}

/* The condition under which "e", an element of array "l", is an index. */
static struct ex *is_index(struct build *b, int l, struct ex *e)
{
	const struct array *a = &b->f->array[l];
	bool sign = is_signed(a->f.type);
	struct ex *test = new_ex(b, sign ? EX_GE : EX_LT, FZ_I32, 2, e,
				 constant(b, a->f.type, sign ? 0 : a->f.mag + 1));

	test->id = -1;
	return test;
}

/* Let "x" be an index of no more than "most" under a condition that is elsewhere. */
static struct datum *guarded(struct datum *x, int most)
{
	x->how = DATA_GUARDED;
	x->times = 1;
	x->most = most;
	return x;
}

/* What makes an index of no more than "most" of an element of array "l"; "*test" is the
   condition under which it is one. */
struct datum *tested_datum(struct build *b, int l, int most, struct ex **test)
{
	struct datum *x = new_datum(b, l, -1, most);

	*test = is_index(b, l, load(b, x->acc));
	return guarded(x, most);
}

/* An access to what "f" looks up; "*test" is the condition under which it may be. */
static struct access *found(struct build *b, const struct finder *f,
			    struct ex **test)
{
	struct access *acc = access_to(b, f->x, NULL);
	struct array *x = &b->f->array[f->x];
	int most = largest_index(x->f.nd);
	struct datum *at = test ? tested_datum(b, f->l, most, test)
				: new_datum(b, f->l, -1, most);

	set_subscript(b, x, acc, chance(65) ? 0 : rnd(x->f.nd), at);
	return acc;
}

/* What "f" looks up, of type "t", or something else where it may not. */
static struct ex *value(struct build *b, const struct finder *f,
			enum fz_type t)
{
	struct ex *test, *e, *no;

	if (!f->guarded)
		return to_type(b, load(b, found(b, f, NULL)), t);
	e = to_type(b, load(b, found(b, f, &test)), t);
	no = chance(60) ? constant(b, t, 0) : random_leaf(b, t);
	if (!is_float(t) && type_size(t) < 4)
		t = FZ_I32;
	b->f->moves = false;
	no = new_ex(b, EX_SELECT, t, 3, test, to_type(b, e, t),
		    to_type(b, no, t));
	no->id = -1;
	no->mag = no->a[1]->mag > no->a[2]->mag ? no->a[1]->mag : no->a[2]->mag;
	return no;
}

/* Something made of what "f" looks up. */
static struct ex *made(struct build *b, const struct finder *f, enum fz_type t)
{
	static const enum ex_op ops[] = { EX_ADD, EX_SUB, EX_MUL, EX_ADD,
					  EX_MIN, EX_MAX };
	struct ex *e = value(b, f, t);

	if (chance(35))
		e = product(b, e, random_leaf(b, t));
	if (chance(25))
		e = binary(b, ops[rnd(6)], e, value(b, f, t));
	if (chance(25))
		e = binary(b, ops[rnd(6)], e, random_ex(b, t, 1 + rnd(5)));
	return e;
}

/* Return the type of a table, or of one that is not of what is computed. */
static enum fz_type table_type(struct build *b)
{
	static const enum fz_type some[] = { FZ_U8,  FZ_I8,  FZ_I16, FZ_U16,
					     FZ_F32, FZ_F64, FZ_U8,  FZ_I32 };

	if (b->f->complex || chance(75))
		return b->t;
	return is_float(b->t) ? some[rnd(7)] : (enum fz_type)(FZ_I8 + rnd(8));
}

/* Let array "n" be one that GCC knows to be where it was, mostly, and declared
   `restrict' at times. */
void settle(struct build *b, int n)
{
	struct array *a = &b->f->array[n];

	if (a->form == MEMBER && chance(80))
		a->form = FLAT;
	if (a->form >= FLAT && chance(30))
		a->is_restrict = true;
}

/* Let most arrays that are members of structures be parameters. */
void settle_members(struct build *b)
{
	int i;

	for (i = 0; i < b->f->narrays; i++)
		if (b->f->array[i].form == MEMBER && chance(80))
			b->f->array[i].form = FLAT;
}

/* A table to be looked up, of one dimension, or two: mostly as long as its index
   asks for. */
static int new_table(struct build *b, enum fz_type t)
{
	int cls[] = { chance(70) ? -1 : rnd(FZ_SIZES), rnd(FZ_SIZES) };
	int nd = chance(70) ? 1 : 2, n;

	n = add_array(b, t, nd, cls);
	settle(b, n);
	return n;
}

/* Let integers of "f" be written: by loops before, or by the loop at hand. */
static void write_indices(struct build *b, const struct finder *f,
			  struct st **list)
{
	enum fz_type t = b->f->array[f->l].f.type;
	struct st *loop = NULL;

	if (!b->nscope || chance(30)) {
		loop = plain_loop(b, rnd(2));
		append(list, loop);
		in_loop(b, loop);
		list = &loop->body;
	}
	append(list, add_store(b, access_to(b, f->l, NULL), -1,
			       chance(80) ? EX_NOPS : EX_ADD,
			       random_ex(b, t, 2)));
	if (loop)
		out_of_loop(b);
}

/* A sum of indices that go on from one iteration to the next, in local "s", and what
   "f" has there. */
static struct ex *going_on(struct build *b, const struct finder *f,
			   struct st **list, int s)
{
	struct array *x = &b->f->array[f->x];
	struct access *acc = access_to(b, f->x, NULL);
	enum fz_type t = b->f->local[s].type;

	append(list, add_store(b, NULL, s, chance(60) ? EX_ADD : EX_NOPS,
			       to_type(b, load(b, access_to(b, f->l, NULL)),
				       t)));
	set_subscript(b, x, acc, 0,
		      new_datum(b, -1, s, largest_index(x->f.nd)));
	return to_type(b, load(b, acc), b->t);
}

/* The loop "s" over constants, from one place that array "l" has to another. */
void bounded_by_data(struct build *b, int l, struct st *s)
{
	struct datum *lo = new_datum(b, l, -1, s->hi.c - 1);
	struct datum *hi = NEW(struct datum);

	lo->times = 1;
	*hi = *lo;
	hi->id = b->f->nids++;
	if (chance(80)) {
		hi->acc = NEW(struct access);
		*hi->acc = *lo->acc;
		hi->acc->id = b->f->naccesses++;
		hi->acc->sub[0].c++;
		reach(&b->f->array[l], 0, lo->acc->sub[0].c + 4);
	}
	s->form = chance(80) ? FOR_LT : WHILE_LT;
	if (chance(70))
		s->lo.data = lo;
	s->hi.c = 0;
	s->hi.data = hi;
}

/* Append to "list" what is made of what "f" looks up: a store to "y", or to where data
   say, or to the table, or one more term of local "s" (-1: none). */
static void use(struct build *b, const struct finder *f, struct st **list,
		int y, int s)
{
	static const enum ex_op ops[] = { EX_ADD, EX_ADD, EX_ADD, EX_SUB,
					  EX_MAX, EX_MIN };
	enum ex_op op = ops[rnd(6)];
	struct ex *e = made(b, f, s >= 0 ? b->f->local[s].type : b->t);
	struct finder to = { y, f->l, false };
	struct access *out;

	if (s >= 0) {
		append(list, add_store(b, NULL, s, chance(92) ? op : EX_NOPS,
				       e));
		return;
	}
	if (chance(10) && b->f->array[f->x].f.type == b->t)
		out = access_to(b, f->x, NULL);
	else if (chance(8))
		out = found(b, &to, NULL);
	else
		out = access_to(b, y, NULL);
	append(list, add_store(b, out, -1, chance(70) ? EX_NOPS : op, e));
}

/* Append to "list" a use, at times under the condition that there is something to be
   looked up, or another. */
static void use_if(struct build *b, struct finder *f, struct st **list, int y,
		   int s)
{
	struct ex *test, *e;
	struct access *acc;
	struct st *st;

	if (chance(75)) {
		use(b, f, list, y, s);
		return;
	}
	if (chance(50)) {
		st = add_if(b, random_condition(b, 2));
		use(b, f, &st->body, y, s);
		append(list, st);
		return;
	}
	acc = found(b, f, &test);
	e = to_type(b, load(b, acc), b->t);
	st = add_if(b, test);
	if (chance(40))
		e = product(b, e, random_leaf(b, b->t));
	if (s >= 0)
		e = to_type(b, e, b->f->local[s].type);
	append(&st->body, add_store(b, s < 0 ? access_to(b, y, NULL) : NULL, s,
				    s >= 0 || chance(30) ? EX_ADD : EX_NOPS,
				    e));
	if (chance(25) && s < 0)
		append(&st->els, add_store(b, access_to(b, y, NULL), -1,
					   EX_NOPS, random_leaf(b, b->t)));
	st->by_continue = chance(25);
	append(list, st);
}

/* Append to "list" a loop under the condition that there is something for "f" to look
   up, for "y": a local says where, as what is stored may be what said it. */
static void loop_if(struct build *b, const struct finder *f, struct st **list,
		    int y)
{
	struct array *x = &b->f->array[f->x];
	int most = largest_index(x->f.nd);
	int s = add_local(b, b->f->array[f->l].f.type);
	struct datum *from;
	struct st *st, *loop;
	struct access *acc;
	struct ex *e;

	if (s < 0)
		return;
	from = guarded(new_datum(b, f->l, -1, most), most);
	b->f->local[s].from = from;
	append(list, add_store(b, NULL, s, EX_NOPS, load(b, from->acc)));
	st = add_if(b, is_index(b, f->l, local_value(b, s)));
	loop = plain_loop(b, rnd(2));
	append(list, st);
	append(&st->body, loop);
	in_loop(b, loop);
	acc = access_to(b, f->x, NULL);
	set_subscript(b, x, acc, chance(65) ? 0 : rnd(x->f.nd),
		      guarded(new_datum(b, -1, s, most), most));
	e = to_type(b, load(b, acc), b->t);
	if (chance(60))
		e = binary(b, chance(50) ? EX_ADD : EX_MUL, e,
			   random_leaf(b, b->t));
	append(&loop->body, add_store(b, access_to(b, y, NULL), -1,
				      chance(70) ? EX_NOPS : EX_ADD, e));
	out_of_loop(b);
}

/* A sum of what "f" looks up in a loop in "list", of size class "cls", that goes to
   "y", or is returned. */
static void sum(struct build *b, struct finder *f, struct st **list, int cls,
		int y)
{
	enum fz_type t = is_float(b->t) ? b->t : FZ_I64;
	int s = add_local(b, t);
	struct st *loop;

	if (s < 0)
		return;
	append(list, add_store(b, NULL, s, EX_NOPS, constant(b, t, rnd(2))));
	loop = chance(75) ? plain_loop(b, cls) : add_loop(b, -1, 3 + rnd(20));
	if (b->f->iter_class[loop->iter] < 0 && chance(50))
		bounded_by_data(b, f->l, loop);
	append(list, loop);
	in_loop(b, loop);
	use_if(b, f, &loop->body, y, s);
	out_of_loop(b);
	b->f->local[s].declared = true;
	if (b->nscope || b->f->ret >= 0)
		append(list, add_store(b, access_to(b, y, NULL), -1,
				       chance(80) ? EX_NOPS : EX_ADD,
				       to_type(b, local_value(b, s), b->t)));
	else
		b->f->ret = s;
	b->f->local[s].declared = !b->nscope;
}

/* What "f" looks up for "y", in a body of loops "list". */
static void body(struct build *b, struct finder *f, struct st **list, int y)
{
	int s;

	if (chance(8))
		write_indices(b, f, list);
	if (chance(8) && (s = add_local(b, FZ_U32)) >= 0) {
		append(list, add_store(b, access_to(b, y, NULL), -1, EX_NOPS,
				       going_on(b, f, list, s)));
		return;
	}
	if (chance(35))
		sum(b, f, list, rnd(2), y);
	else if (chance(10))
		loop_if(b, f, list, y);
	else
		use_if(b, f, list, y, -1);
	if (chance(15))
		use_if(b, f, list, y, -1);
	if (chance(5))
		write_indices(b, f, list);
}

/* Elements at places that data say. */
void lookup(struct build *b, struct st **list)
{
	int cls[] = { 0, 1 }, ycls[] = { 0, 1 }, depth, d, y;
	struct finder f = { 0 };
	struct st *loop;

	if (b->f->narrays + 3 > FZ_ARRAYS || b->f->niters + 5 > MAXITER)
		return;
	if (chance(30))
		cls[0] = 1;
	depth = chance(5) ? 0 : chance(60) ? 1 : 2;
	f.x = new_table(b, table_type(b));
	f.l = index_array(b, chance(60) ? 1 : 2, cls);
	settle(b, f.l);
	f.guarded = b->f->array[f.l].f.flags & FZ_HOLES ? chance(90)
							: chance(15);
	y = add_array(b, b->t, depth > 1 && chance(80) ? 2 : 1, ycls);
	settle(b, y);
	if (chance(25) && !gen_no_pragma)
		b->f->disjoint = true;
	b->avoid = y;
	if (chance(6))
		write_indices(b, &f, list);
	for (d = 0; d < depth; d++) {
		loop = plain_loop(b, d);
		append(list, loop);
		in_loop(b, loop);
		list = &loop->body;
	}
	if (depth)
		body(b, &f, list, y);
	else
		sum(b, &f, list, 0, y);
	b->nscope -= depth;
	b->avoid = -1;
}
