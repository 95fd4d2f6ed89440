/* SPDX-License-Identifier: MIT */
/* check_bound.c - how far the results of a kernel may be from those of its
   loops.

   Assumes a call of which everything but the bounds is set.  The numerics
   contract allows 4 (e + k eps m) around the exact result: m is the sum of the
   absolute values of the terms, k the number of roundings, e the same for what
   went into them.  Here m is bounded by the number of terms and the largest
   magnitudes that were seen in memory, and one bound is found for all elements
   of an array, statement by statement: it is never less than what the contract
   allows.  Where errors are fed back from one iteration to the next, or
   divided by what may be small, no such bound is known before: a difference is
   then one in the first half of the digits of the largest element.  */
#include "check.h"

#include <math.h>
#include <string.h>

/* Rounds after which errors that still grow are taken to grow on. */
enum { ROUNDS = 4 };

/* An expression: its largest and least absolute value, how wrong it is, and
   whether it may be anything where what goes into it is wrong. */
struct size {
	double largest, least, error;
	int jumps;
};

/* The state of a round: "next": of the reads of the call, the one to come. */
struct round {
	struct tensoraot_check *c;
	struct check_array *to;
	int depth, next;
};

/* "x" * "y", where 0 times anything is 0. */
static double times(double x, double y)
{
	return x == 0 || y == 0 ? 0 : x * y;
}

/* The larger of "x" and "y". */
static double most(double x, double y)
{
	return x > y ? x : y;
}

/* Not less than the exponential of "x" >= 0. */
static double exponential(double x)
{
	double y = 1;

	for (; x > 0 && isfinite(y); x -= 0.69)
		y *= 2;
	return y;
}

/* How many expressions follow "node". */
static int arguments(int64_t node)
{
	static const int n[NNODES] = {
#define TENSORAOT_NODE(name, nargs) nargs,
#include "check.def"
	};

	return n[node];
}

/* Call "fn", unless it is NULL, with "data" on each access that the expression
   at "x" of a statement of "depth" reads; return its end. */
const int64_t *tensoraot_each_read(const int64_t *x, int depth,
				   void (*fn)(void *data, const int64_t *acc),
				   void *data)
{
	int64_t node = x[0];
	int i;

	x += 2;
	if (node == NODE_VALUE)
		return x + 1;
	if (node == NODE_READ) {
		if (fn)
			fn(data, x);
		return x + 3 + depth;
	}
	for (i = 0; i < arguments(node); i++)
		x = tensoraot_each_read(x, depth, fn, data);
	return x;
}

/* What a walk over elements that are read finds. */
struct finding {
	const struct check_array *a;
	struct check_read found;
};

/* Look at "n" elements, "step" apart, from "first" on. */
static void look(void *data, int64_t first, int64_t step, int64_t n)
{
	struct finding *f = data;
	int size = tensoraot_type_size(f->a->type);

	for (; n > 0; n--, first += step) {
		double v = tensoraot_magnitude(f->a->type,
					       f->a->base + first * size);

		f->found.largest = most(f->found.largest, v);
		f->found.least = v < f->found.least ? v : f->found.least;
	}
}

/* What "measure" has come to. */
struct measuring {
	struct tensoraot_check *c;
	const struct check_stmt *s;
	int n;
};

/* Find how large the elements are that "acc" reads. */
static void measure(void *data, const int64_t *acc)
{
	struct measuring *m = data;
	struct check_array *a = &m->c->array[acc[0]];
	struct finding f = { a, { 0, INFINITY } };
	struct check_walk w = { .s = m->s, .access = acc, .fn = look,
				.data = &f };
	struct check_read *r = &m->c->read[m->n++];

	r->largest = INFINITY;
	r->least = 0;
	if (!a->base || !acc[1] || !tensoraot_walk(&w))
		return;
	if (a->written)
		a->largest = most(a->largest, f.found.largest);
	else
		*r = f.found;
}

/* Find how large everything is that "c" reads, before anything is written. */
void tensoraot_measure(struct tensoraot_check *c)
{
	struct measuring m = { c, 0, 0 };
	int i;

	for (i = 0; i < c->nstmts; i++) {
		m.s = &c->stmt[i];
		tensoraot_each_read(m.s->expr, m.s->depth, measure, &m);
	}
}

/* What the read "acc" is in "r". */
static struct size read_size(struct round *r, const int64_t *acc)
{
	const struct check_array *a = &r->c->array[acc[0]];
	const struct check_read *seen = &r->c->read[r->next++];
	struct size x = { seen->largest, seen->least, a->error, a->jumps };

	if (a->written)
		x.largest = a->base ? a->largest : a->terms;
	if (a->written && a->error == 0 && !a->base)
		x.least = 0;
	return x;
}

/* What an operation on "type" is wrong by, relative to its operands: two results
   are compared, each of which is; those of complex numbers round more often. */
static double step(int64_t type)
{
	int complex = type == TYPE_C64 || type == TYPE_C128;

	return (complex ? 8 : 2) * tensoraot_epsilon((int)type);
}

/* "x" after a rounding of "type". */
static struct size rounded(struct size x, int64_t type)
{
	x.error += times(step(type), x.largest);
	return x;
}

/* The product of "x" and "y". */
static struct size product(struct size x, struct size y)
{
	struct size z = { times(x.largest, y.largest),
			  times(x.least, y.least),
			  times(x.error, y.largest) + times(x.largest, y.error)
				  + times(x.error, y.error),
			  x.jumps || y.jumps };

	return z;
}

/* The quotient of "x" and "y". */
static struct size quotient(struct size x, struct size y)
{
	struct size z = { INFINITY, 0, INFINITY, x.jumps || y.jumps };
	double least = y.least - y.error;

	if (least > 0) {
		z.largest = x.largest / least;
		z.error = (x.error + times(z.largest, y.error)) / least;
	} else if (x.error == 0 && y.error == 0) {
		z.error = 0;
	}
	return z;
}

/* The sum of "x" and "y". */
static struct size total(struct size x, struct size y)
{
	struct size z = { x.largest + y.largest, 0, x.error + y.error,
			  x.jumps || y.jumps };

	return z;
}

/* Either of "x" and "y". */
static struct size either(struct size x, struct size y)
{
	struct size z = { most(x.largest, y.largest),
			  x.least < y.least ? x.least : y.least,
			  most(x.error, y.error), x.jumps || y.jumps };

	return z;
}

/* What a function of "x", and perhaps "y", is: "node" says which. */
static struct size function(int64_t node, struct size x, struct size y)
{
	struct size z = { INFINITY, 0, INFINITY, x.jumps || y.jumps };

	if (node == NODE_GENTLE) {
		z.largest = 2;
		z.error = 2 * x.error;
	} else if (node == NODE_EXP) {
		z.largest = exponential(x.largest);
		z.error = x.error < 0.5 ? times(2 * z.largest, x.error)
					: INFINITY;
	} else if (x.error == 0 && y.error == 0) {
		z.error = 0;
	}
	return z;
}

/* What "node" of "type" makes of its arguments "x". */
static struct size combine(int64_t node, int64_t type, const struct size *x)
{
	struct size z = x[0];

	switch (node) {
	case NODE_SAME:
		return z;
	case NODE_ROUND:
		return rounded(z, type);
	case NODE_ADD:
	case NODE_PAIR:
		return rounded(total(x[0], x[1]), type);
	case NODE_MUL:
		return rounded(product(x[0], x[1]), type);
	case NODE_DIV:
		return rounded(quotient(x[0], x[1]), type);
	case NODE_FMA:
		return rounded(total(product(x[0], x[1]), x[2]), type);
	case NODE_EXTREME:
		return either(x[0], x[1]);
	case NODE_STEP:
		z = total(x[0], x[1]);
		z.jumps |= z.error > 0;
		z.error = 0;
		z.largest = type == TYPE_BOOL ? 1 : INFINITY;
		return z;
	case NODE_CHOOSE:
	case NODE_BEND:
		z = either(x[1], x[2]);
		z.jumps |= node == NODE_CHOOSE && x[0].jumps;
		return z;
	default:
		z = function(node, x[0], x[1]);
		z.error += times(8 * step(type), z.largest);
		return z;
	}
}

/* What the expression at "*x" is; "*x" becomes its end.  With "top" it is the
   value of an array, whose elements were seen. */
static struct size evaluate(struct round *r, const int64_t **x, int top)
{
	struct size arg[3], z = { INFINITY, 0, 0, 0 };
	int64_t node = (*x)[0], type = (*x)[1];
	union {
		int64_t i;
		double f;
	} value;
	int i;

	memset(arg, 0, sizeof arg);
	*x += 2;
	if (node == NODE_INDEX)
		return z;
	if (node == NODE_VALUE) {
		value.i = *(*x)++;
		z.least = z.largest = fabs(value.f);
		return z;
	}
	if (node == NODE_READ) {
		z = read_size(r, *x);
		*x += 3 + r->depth;
		return z;
	}
	for (i = 0; i < arguments(node); i++)
		arg[i] = evaluate(r, x, 0);
	z = combine(node, type, arg);
	if (top && isinf(z.largest)) {
		for (i = 0; i < 3 && arg[i].error == 0; i++)
			;
		z.largest = r->to->largest;
		if (i == 3 && z.error > 0)
			z.error = times(8 * step(type), z.largest);
	}
	return z;
}

/* How many terms go into an element that "s" writes, at most. */
static double terms(const struct check_stmt *s)
{
	struct check_walk w = { .s = s, .access = s->access };
	double n = 1;
	int d;

	tensoraot_walk(&w);
	for (d = 0; d < s->depth; d++)
		if (!s->access[3 + d])
			n *= most((double)w.extent[d], 1);
	return n;
}

/* Take the value "x" of statement "s" into its array in "r": the first in a
   round begins anew. */
static void take(struct round *r, const struct check_stmt *s, struct size x)
{
	struct check_array *a = r->to;
	double n = s->kind == KIND_SET || s->kind == KIND_LIMIT ? 1 : terms(s);
	double all = times(n, x.largest);

	if (!a->begun) {
		a->error = a->fed ? INFINITY : 0;
		a->terms = 0;
		a->begun = 1;
	}
	if (s->kind == KIND_PRODUCT && n > 1)
		x.error = all = INFINITY;
	if (s->kind == KIND_SUM) {
		a->terms += all;
		a->error += times(n, x.error)
			    + times(step(a->type) * (n + 1),
				    a->terms + (a->base ? a->largest : 0));
	} else {
		a->terms = most(a->terms, all);
		a->error = most(a->error, x.error);
	}
	a->jumps |= x.jumps;
}

/* Go over the statements of "c" once; an array that is read before it is
   written is as wrong then as it was left by the round before.  With "last",
   what is not as it was then never will be. */
static int one_round(struct tensoraot_check *c, int last)
{
	struct round r = { c, 0, 0, 0 };
	int i, changed = 0;

	for (i = 0; i < c->narrays; i++) {
		c->array[i].before = c->array[i].error;
		c->array[i].begun = 0;
	}
	for (i = 0; i < c->nstmts; i++) {
		const struct check_stmt *s = &c->stmt[i];
		const int64_t *x = s->expr;

		r.to = &c->array[s->access[0]];
		r.depth = s->depth;
		take(&r, s, evaluate(&r, &x, s->kind == KIND_SET));
	}
	for (i = 0; i < c->narrays; i++)
		if (!(c->array[i].error <= c->array[i].before)) {
			c->array[i].fed |= last;
			changed = 1;
		}
	return changed;
}

/* Find how far the results of "c" may be from those of its loops; how large
   these are has been seen. */
void tensoraot_bounds(struct tensoraot_check *c)
{
	int n;

	for (n = 0; n < ROUNDS + c->narrays; n++)
		if (!one_round(c, n >= ROUNDS))
			return;
}

/* Whether what infinities become in "a" depends on the order of its sums, or on
   how it divides: they may overflow on the way. */
int tensoraot_may_overflow(const struct check_array *a)
{
	double most_of_type = tensoraot_epsilon(a->type) == 0x1p-24
			      ? 0x1p126 : 0x1p1022;

	return a->fed || a->terms > most_of_type || a->largest > most_of_type;
}

/* How far an element of "a" may be from what the loops give. */
double tensoraot_bound(const struct check_array *a)
{
	int single = tensoraot_epsilon(a->type) == 0x1p-24;
	double large = isfinite(a->terms) ? most(a->largest, a->terms)
					  : a->largest;

	if (a->error == 0)
		return 0;
	if (isfinite(a->error))
		return 4 * a->error + (single ? 0x1p-120 : 0x1p-1040);
	return large * (single ? 0x1p-11 : 0x1p-25);
}
