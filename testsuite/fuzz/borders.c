/* SPDX-License-Identifier: GPL-3.0-or-later */
/* borders.c - stencils that ask at each point whether a neighbour is there.

   Assumes what idioms.c does.  The conditions are about iterators and sizes, one
   for each neighbour that is not always there, in several spellings: as choices of
   what is added, of what the sum becomes, or around stores; at times about one
   iteration more or less, about a flag, or with the array in its own place.  The
   arrays may end just where the conditions say. */
#include "gen.h"

/* A stencil in the making: "nd" dimensions, of size classes cls[], over the
   iterators it[]; "exact": the arrays have no element outside of the loops, but where
   they are a "ring", whose size is one number. */
struct stencil {
	int nd, cls[2], it[2];
	bool exact, ring;
};

/* As many elements as a ring has are in an array besides those of the loops. */
enum { MOST_RING = 21 };

/* How a neighbour that is not there is chosen. */
static enum edge some_edge(const struct stencil *s)
{
	if (s->ring && chance(70))
		return chance(50) ? EDGE_MASK : EDGE_RING;
	return (enum edge)(1 + rnd(EDGE_MASK - 1));
}

/* An array that "s" goes over. */
static int field(struct build *b, const struct stencil *s)
{
	int d, n = add_array(b, b->t, s->nd, s->cls);

	for (d = 0; d < s->nd; d++) {
		b->f->array[n].f.mult[d] = 1;
		b->f->array[n].f.extra[d] = s->ring ? MOST_RING
					    : s->exact ? 0 : 4;
	}
	return n;
}

/* The element of "array" that is off[d] from that at the iterators. */
static struct access *at(struct build *b, const struct stencil *s, int array,
			 const int *off)
{
	struct access *acc = access_to(b, array, s->it);
	int d;

	for (d = 0; d < s->nd; d++)
		acc->sub[d].c = off[d] + (s->exact ? 0 : 2);
	return acc;
}

/* The comparison "op" of iterator "d" of "s" and "c", or "c" more than its size
   where "size" is set; at times the other way round. */
static struct ex *compare(struct build *b, const struct stencil *s, int d,
			  enum ex_op op, bool size, int c)
{
	struct idx x = { .c = 0 }, y = { .c = c };
	enum ex_op turned = op == EX_LT	  ? EX_GT
			    : op == EX_GT ? EX_LT
			    : op == EX_LE ? EX_GE
			    : op == EX_GE ? EX_LE
					  : op;

	x.it[s->it[d]] = 1;
	y.size[s->cls[d]] = size;
	if (chance(25))
		return new_ex(b, turned, FZ_I32, 2, index_value(b, &y),
			      index_value(b, &x));
	return new_ex(b, op, FZ_I32, 2, index_value(b, &x),
		      index_value(b, &y));
}

/* The condition that the neighbour "off" from the point is there along "d", where
   "off" is not 0. */
static struct ex *there(struct build *b, const struct stencil *s, int d,
			int off)
{
	int miss = !s->exact && chance(8) ? 1 - 2 * chance(50) : 0;

	if (off == -1 && chance(30))
		return compare(b, s, d, EX_NE, false, 0);
	if (off == 1 && chance(30))
		return compare(b, s, d, EX_NE, true, -1);
	if (off < 0)
		return chance(50) ? compare(b, s, d, EX_GE, false, miss - off)
				  : compare(b, s, d, EX_GT, false,
					    miss - off - 1);
	return chance(50) ? compare(b, s, d, EX_LT, true, miss - off)
			  : compare(b, s, d, EX_LE, true, miss - off - 1);
}

/* The same along all dimensions; NULL if it is the point itself. */
static struct ex *all_there(struct build *b, const struct stencil *s,
			    const int *off)
{
	struct ex *all = NULL, *c;
	int d;

	for (d = 0; d < s->nd; d++) {
		if (!off[d])
			continue;
		c = there(b, s, d, off[d]);
		all = all ? new_ex(b, EX_LAND, FZ_I32, 2, all, c) : c;
	}
	return all;
}

/* "x" if "c", else "y". */
static struct ex *choose(struct build *b, struct ex *c, struct ex *x,
			 struct ex *y)
{
	struct ex *e = new_ex(b, EX_SELECT, x->type, 3, c, x, y);

	if (chance(30)) {
		e->a[0] = new_ex(b, EX_LNOT, FZ_I32, 1, c);
		e->a[1] = y;
		e->a[2] = x;
	}
	e->mag = x->mag > y->mag ? x->mag : y->mag;
	e->exact = x->exact && y->exact;
	return e;
}

/* "e" and a neighbour of the point in "in", or what is taken for it where it is not
   there: one at the edge, at the other end, or as far inside. */
static struct ex *with_edge(struct build *b, const struct stencil *s, int in,
			    struct ex *e)
{
	int none[2] = { 0, 0 }, d = rnd(s->nd);
	struct access *acc = at(b, s, in, none);

	acc->sub[d].c = chance(50) ? 1 : -1;
	if (chance(25))
		acc->sub[!d && s->nd > 1].c = rnd(3) - 1;
	for (d = 0; d < s->nd; d++)
		if (acc->sub[d].c) {
			acc->sub[d].edge = some_edge(s);
			acc->sub[d].edge_of = s->cls[d];
			if (acc->sub[d].edge == EDGE_LOW && acc->sub[d].c > 0)
				acc->sub[d].edge = EDGE_NEAREST;
		}
	return binary(b, chance(80) ? EX_ADD : EX_SUB, e, load(b, acc));
}

/* "e" and a neighbour of the point in "in", where that is there. */
static struct ex *with_neighbour(struct build *b, const struct stencil *s,
				 int in, struct ex *e)
{
	int off[2] = { 0, 0 }, d = rnd(s->nd);
	struct ex *x, *c;

	off[d] = (1 + chance(20)) * (chance(50) ? 1 : -1);
	if (s->nd > 1 && chance(20))
		off[!d] = rnd(3) - 1;
	c = all_there(b, s, off);
	x = load(b, at(b, s, in, off));
	if (chance(60))
		return binary(b, EX_ADD, e,
			      choose(b, c, x, to_type(b, constant(b, b->t, 2),
						      x->type)));
	x = binary(b, EX_ADD, e, x);
	return choose(b, c, x, to_type(b, e, x->type));
}

/* Store "e" to "to" in "list", or where all neighbours are there, and "other"
   elsewhere, or nothing. */
static void store(struct build *b, const struct stencil *s, struct st **list,
		  struct access *to, struct ex *e, struct ex *other)
{
	int off[2][2] = { { -1, -1 }, { 1, 1 } };
	struct ex *c;
	struct st *t;

	if (chance(65)) {
		append(list, add_store(b, to, -1, EX_NOPS, e));
		return;
	}
	c = new_ex(b, EX_LAND, FZ_I32, 2, all_there(b, s, off[0]),
		   all_there(b, s, off[1]));
	t = add_if(b, c);
	append(list, t);
	append(&t->body, add_store(b, to, -1, EX_NOPS, e));
	if (chance(60))
		append(&t->els, add_store(b, to, -1, EX_NOPS, other));
}

/* Add to "list" a sum, or the largest, over a small window around the point of "in",
   and return it. */
static struct ex *window(struct build *b, const struct stencil *s,
			 struct st **list, int in)
{
	int t = add_local(b, b->t), none[2] = { 0, 0 }, d;
	struct access *acc = at(b, s, in, none);

	append(list, add_store(b, NULL, t, EX_NOPS, constant(b, b->t, 0)));
	for (d = 0; d < s->nd; d++) {
		int n = 2 + chance(60);
		struct st *loop = add_loop(b, -1, n);

		acc->sub[d].it[loop->iter] = 1;
		acc->sub[d].c = -1;
		acc->sub[d].edge = some_edge(s);
		if (acc->sub[d].edge == EDGE_LOW)
			acc->sub[d].edge = EDGE_NEAREST;
		acc->sub[d].edge_of = s->cls[d];
		in_loop(b, loop);
		append(list, loop);
		list = &loop->body;
	}
	append(list, add_store(b, NULL, t,
			       chance(80) || is_complex(b->t) ? EX_ADD : EX_MAX,
			       load(b, acc)));
	for (d = 0; d < s->nd; d++)
		out_of_loop(b);
	b->f->local[t].declared = true;
	return local_value(b, t);
}

/* Whether some index of the function is unsigned: it is never below 0. */
static bool any_unsigned(const struct function *f)
{
	int i;

	for (i = 0; i < FZ_SIZES; i++)
		if (index_unsigned(f->it[i]))
			return true;
	return index_unsigned(f->index) || index_unsigned(f->ld);
}

/* A stencil with conditions at its borders. */
void border(struct build *b, struct st **list)
{
	struct stencil s = { .nd = 1 + chance(60) };
	int in, out, d, w, n = 1 + rnd(3), none[2] = { 0, 0 }, had;
	struct st *loop;
	struct ex *e;

	if (b->f->narrays + 2 > FZ_ARRAYS || b->f->niters + 4 > MAXITER)
		return;
	s.cls[1] = chance(60);
	had = b->f->nlocals;
	s.exact = chance(50) && !any_unsigned(b->f);
	s.ring = s.exact && chance(30);
	in = field(b, &s);
	out = chance(10) ? in : field(b, &s);
	for (d = 0; d < s.nd; d++) {
		loop = add_loop(b, s.cls[d], 0);
		if (loop->form == FOR_NE)
			b->f->nonneg = true;
		loop->step = 1;
		loop->step_as = 0;
		s.it[d] = loop->iter;
		in_loop(b, loop);
		append(list, loop);
		list = &loop->body;
	}
	e = s.exact && had < MAXLOCAL && chance(35) ? window(b, &s, list, in)
				  : load(b, at(b, &s, in, none));
	for (w = 0; w < n; w++)
		e = s.exact && chance(50) ? with_edge(b, &s, in, e) :
					    with_neighbour(b, &s, in, e);
	if (chance(20)) {
		struct ex *flag = new_ex(b, EX_FLAG, FZ_I32, 0);

		b->f->uses_flag = true;
		e = choose(b, flag, e,
			   to_type(b, load(b, at(b, &s, in, none)), e->type));
	}
	store(b, &s, list, at(b, &s, out, none), e,
	      load(b, at(b, &s, in, none)));
	for (; had < b->f->nlocals; had++)
		b->f->local[had].declared = false;
	for (d = 0; d < s.nd; d++)
		out_of_loop(b);
}
