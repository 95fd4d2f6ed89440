/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp.c - run a tensor program as the C was written.

   Assumes a program that ta_check accepts, and see interp.h for what is taken
   for granted.  Leaves true that the program is as it was. */
#include "interp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* No iterator goes as far as that. */
enum { FAR = 1 << 24 };

/* Remember what went wrong first. */
static void bad(ta_interp *r, const char *what)
{
	if (!r->bad)
		r->bad = what;
}

/* Order the statements "x" and "y" as they run when all loops run once. */
static int compare_stmts(const void *x, const void *y)
{
	const ta_stmt *s = *(const ta_stmt *const *)x;
	const ta_stmt *t = *(const ta_stmt *const *)y;
	int d;

	for (d = 0; d <= s->depth && d <= t->depth; d++)
		if (s->order[d] != t->order[d])
			return s->order[d] < t->order[d] ? -1 : 1;
	return 0;
}

/* Make "r" a run of "p" with memory from "a" and all parameters 0. */
void ta_interp_init(ta_interp *r, ta_arena *a, const ta_program *p)
{
	int i;

	memset(r, 0, sizeof(*r));
	r->p = p;
	r->arena = a;
	r->most_steps = 1000000;
	r->param = TA_NEWV(a, ta_value, p->nparams);
	r->memory = TA_NEWV(a, ta_memory, p->narrays);
	for (i = 0; i < p->narrays; i++)
		r->memory[i].age = 1;
	r->stmt = TA_NEWV(a, const ta_stmt *, p->nstmts);
	r->idle = TA_NEWV(a, int, p->nstmts);
	r->bound = TA_NEWV(a, int64_t, 2 * (TA_MAX_DEPTH + 1) * p->nstmts);
	for (i = 0; i < p->nstmts; i++)
		if (!p->stmt[i]->planned)
			r->stmt[r->nstmts++] = p->stmt[i];
	if (r->nstmts)
		qsort(r->stmt, (size_t)r->nstmts, sizeof(*r->stmt),
		      compare_stmts);
}

/* Count a step; false when there were too many or something went wrong. */
bool ta_step(ta_interp *r)
{
	if (++r->steps > r->most_steps && !r->cannot)
		r->cannot = "it takes too many steps";
	return !r->bad && !r->cannot;
}

/* Return the value of "x" where iterator d is iter[d]. */
__int128 ta_idx_value(const ta_interp *r, const ta_idx *x,
		      const int64_t *iter)
{
	__int128 sum = 0;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		__int128 t = x->term[i].coef;

		for (j = 0; j < x->term[i].nvars; j++) {
			int v = x->term[i].var[j];

			t *= v < TA_PARAM0 ? iter[v]
					   : r->param[v - TA_PARAM0].i;
		}
		sum += t;
	}
	return sum;
}

/* "v" as a value of "type". */
ta_value ta_wrap(enum ta_type type, ta_value v)
{
	if (type == TA_F32 || type == TA_C64) {
		v.f = (float)v.f;
		v.im = (float)v.im;
	}
	if (ta_type_rounds(type))
		return v;
	switch (type) {
	case TA_BOOL:
		v.i = v.i != 0;
		break;
	case TA_I8:
		v.i = (int8_t)v.i;
		break;
	case TA_U8:
		v.i = (uint8_t)v.i;
		break;
	case TA_I16:
		v.i = (int16_t)v.i;
		break;
	case TA_U16:
		v.i = (uint16_t)v.i;
		break;
	case TA_I32:
		v.i = (int32_t)v.i;
		break;
	case TA_U32:
		v.i = (uint32_t)v.i;
		break;
	default:
		break;
	}
	return v;
}

/* The result of the comparison "op" of "x" and "y". */
static bool compare(enum ta_op op, bool floats, bool is_signed,
		    ta_value x, ta_value y)
{
	bool unordered = floats && (x.f != x.f || y.f != y.f);
	bool lt = floats      ? x.f < y.f
		  : is_signed ? x.i < y.i
			      : (uint64_t)x.i < (uint64_t)y.i;
	bool eq = floats ? x.f == y.f : x.i == y.i;

	eq = eq && x.im == y.im;
	switch (op) {
	case TA_OP_LT:
		return lt;
	case TA_OP_LE:
		return lt || eq;
	case TA_OP_EQ:
		return eq;
	case TA_OP_NE:
		return !eq;
	case TA_OP_GT:
		return !unordered && !lt && !eq;
	case TA_OP_GE:
		return !unordered && !lt;
	case TA_OP_UNLT:
		return unordered || lt;
	case TA_OP_UNLE:
		return unordered || lt || eq;
	case TA_OP_UNGT:
		return !lt && !eq;
	default:
		return !lt;
	}
}

/* The smaller of "x" and "y" if "least", else the larger.  What min and max
   are of NaN is not specified; so that any order gives the same, NaN here. */
static double extreme(double x, double y, bool least)
{
	if (x != x || y != y)
		return x + y;
	return (x < y) == least ? x : y;
}

/* The floating-point operator of "e" on its operands "v". */
static double float_op(const ta_expr *e, const ta_value *v)
{
	double x = v[0].f, y = v[1].f;

	switch (e->op) {
	case TA_OP_NEG:
		return -x;
	case TA_OP_ADD:
		return x + y;
	case TA_OP_SUB:
		return x - y;
	case TA_OP_MUL:
		return x * y;
	case TA_OP_DIV:
		return x / y;
	case TA_OP_MIN:
		return extreme(x, y, true);
	case TA_OP_MAX:
		return extreme(x, y, false);
	case TA_OP_ABS:
		return fabs(x);
	default:
		return x * y + v[2].f;
	}
}

/* The complex operator of "e" on its operands "v". */
static ta_value complex_op(const ta_expr *e, const ta_value *v)
{
	_Complex double x = __builtin_complex(v[0].f, v[0].im);
	_Complex double y = __builtin_complex(v[1].f, v[1].im);
	ta_value z = { 0 };

	switch (e->op) {
	case TA_OP_COMPLEX:
		x = __builtin_complex(v[0].f, v[1].f);
		break;
	case TA_OP_CONJ:
		x = ~x;
		break;
	case TA_OP_NEG:
		x = -x;
		break;
	case TA_OP_ADD:
		x += y;
		break;
	case TA_OP_SUB:
		x -= y;
		break;
	case TA_OP_MUL:
		x *= y;
		break;
	default:
		x /= y;
		break;
	}
	z.f = __real__ x;
	z.im = __imag__ x;
	return z;
}

/* The division or remainder of "e" of "x" and "y". */
static int64_t divide(ta_interp *r, const ta_expr *e, int64_t x, int64_t y)
{
	if (!y || (y == -1 && x == INT64_MIN)) {
		bad(r, "division by zero");
		return 0;
	}
	if (ta_type_is_signed(e->type))
		return e->op == TA_OP_DIV ? x / y : x % y;
	return (int64_t)(e->op == TA_OP_DIV ? (uint64_t)x / (uint64_t)y
					    : (uint64_t)x % (uint64_t)y);
}

/* The integer operator of "e" on its operands "v". */
static int64_t int_op(ta_interp *r, const ta_expr *e, const ta_value *v)
{
	int64_t x = v[0].i, y = v[1].i;
	bool lt = compare(TA_OP_LT, false, ta_type_is_signed(e->type), v[0],
			  v[1]);

	switch (e->op) {
	case TA_OP_NEG:
		return (int64_t)-(uint64_t)x;
	case TA_OP_ADD:
		return (int64_t)((uint64_t)x + (uint64_t)y);
	case TA_OP_SUB:
		return (int64_t)((uint64_t)x - (uint64_t)y);
	case TA_OP_MUL:
		return (int64_t)((uint64_t)x * (uint64_t)y);
	case TA_OP_DIV:
	case TA_OP_MOD:
		return divide(r, e, x, y);
	case TA_OP_MIN:
		return lt ? x : y;
	case TA_OP_MAX:
		return lt ? y : x;
	case TA_OP_ABS:
		return x < 0 ? (int64_t)-(uint64_t)x : x;
	case TA_OP_AND:
		return x & y;
	case TA_OP_OR:
		return x | y;
	case TA_OP_XOR:
		return x ^ y;
	case TA_OP_NOT:
		return ~x;
	case TA_OP_SHL:
		return (int64_t)((uint64_t)x << (y & 63));
	default:
		return ta_type_is_signed(e->type)
			       ? x >> (y & 63)
			       : (int64_t)((uint64_t)x >> (y & 63));
	}
}

/* The value "v" of type "from" as one of "to". */
static ta_value cast(enum ta_type from, enum ta_type to, ta_value v)
{
	ta_value x = { 0 };

	if (ta_type_is_float(from) && ta_type_is_float(to))
		x.f = v.f;
	else if (ta_type_is_float(from))
		x.i = fabs(v.f) < 1e18 ? (int64_t)v.f : 0;
	else if (ta_type_is_float(to))
		x.f = ta_type_is_signed(from) ? (double)v.i
					      : (double)(uint64_t)v.i;
	else
		x.i = v.i;
	return ta_wrap(to, x);
}

/* The larger of "x" and "y" that is not NaN. */
static double larger(double x, double y)
{
	return x >= y || y != y ? x : y;
}

/* Return how long the name of the function of libm that "e" calls is in double. */
static size_t name_length(const ta_expr *e)
{
	size_t n = strlen(e->u.fn);

	return n - (e->type == TA_F32 && n && e->u.fn[n - 1] == 'f');
}

/* Some function of a name as long as "length" and of the "n" arguments "v" that
   sums of few bits are exact of. */
static double some_function(size_t length, int n, const ta_value *v)
{
	double x = 0.25 * (double)(length % 5);
	int i;

	for (i = 0; i < n && i < 3; i++)
		x += v[i].f / (double)(i + 1) + (double)v[i].i;
	return x;
}

/* Some function of the name of the library function of "e", in double, and its
   arguments; fmax, fmin and powers as they are, since plans have other forms of
   them, where that takes no root. */
static double library(const ta_expr *e, const ta_value *v)
{
	size_t n = name_length(e);
	int sign = ta_extreme_call(e);

	if (sign)
		return larger(sign * v[0].f, sign * v[1].f) * sign;
	if (n == 3 && !strncmp(e->u.fn, "pow", n) && e->nargs == 2) {
		if (v[1].f == 0.5)
			return some_function(strlen("sqrt"), 1, v);
		if (v[1].f == -1)
			return 1 / v[0].f;
		if (v[1].f == 2 || v[1].f == 3 || v[1].f == 4)
			return v[0].f * v[0].f * (v[1].f > 2 ? v[0].f : 1) *
			       (v[1].f > 3 ? v[0].f : 1);
	}
	return some_function(n, e->nargs, v);
}

/* The value of the leaf "e". */
static ta_value leaf(ta_interp *r, const ta_expr *e, const int64_t *iter)
{
	ta_value v = { 0 };
	ta_cell *c;

	switch (e->op) {
	case TA_OP_CONST:
		if (ta_type_is_float(e->type))
			v.f = e->u.f;
		else
			v.i = e->u.i;
		return v;
	case TA_OP_PARAM:
		return r->param[e->u.param];
	case TA_OP_ITER:
		v.i = (int64_t)ta_idx_value(r, e->u.idx, iter);
		return ta_wrap(e->type, v);
	default:
		c = ta_cell_of(r, e->u.access, iter);
		if (c->undefined)
			bad(r, "a value is read before it is written");
		return c->value;
	}
}

/* A small number of "type" that depends on "h" alone. */
static ta_value some_value(enum ta_type type, uint64_t h)
{
	ta_value x = { 0 };

	x.i = (int64_t)(h * 0x9e3779b97f4a7c15u >> 40) % 17 - 8;
	if (ta_type_is_float(type)) {
		x.f = (double)x.i / 4;
		x.i = 0;
	}
	return ta_wrap(type, x);
}

/* What "e", an element that is looked up or the value of a loop, is where iterator d is
   iter[d]: a number that depends on its arguments, its pointers and its name alone, as
   the interpreter has none of the memory, and no such loop. */
static ta_value unknown(ta_interp *r, const ta_expr *e, const int64_t *iter)
{
	uint64_t h = 1, bits;
	const char *s = e->op == TA_OP_CODE ? e->u.fn : "";
	int i;

	for (; *s; s++)
		h = h * 31 + (unsigned char)*s;
	for (i = 0; i < e->nargs; i++) {
		ta_value v = { 0 };

		if (e->arg[i]->type == TA_PTR)
			v.i = e->arg[i]->u.param + 1;
		else
			v = ta_eval(r, e->arg[i], iter);
		memcpy(&bits, &v.f, sizeof(bits));
		h = (h ^ (uint64_t)v.i ^ bits) * 0xbf58476d1ce4e5b9u;
		h ^= h >> 29;
	}
	return some_value(e->type, h);
}

/* The value of "e" where iterator d is iter[d]. */
ta_value ta_eval(ta_interp *r, const ta_expr *e, const int64_t *iter)
{
	ta_value v[3] = { { 0 }, { 0 }, { 0 } }, x = { 0 };
	bool floats;
	int i;

	if (e->op <= TA_OP_READ)
		return leaf(r, e, iter);
	if (e->op == TA_OP_SELECT)
		return ta_eval(r, e->arg[ta_eval(r, e->arg[0], iter).i ? 1 : 2],
			    iter);
	if (ta_op_outside(e->op))
		return unknown(r, e, iter);
	for (i = 0; i < e->nargs && i < 3; i++)
		v[i] = ta_eval(r, e->arg[i], iter);
	if (e->op == TA_OP_CAST)
		return cast(e->arg[0]->type, e->type, v[0]);
	if (ta_op_compares(e->op)) {
		floats = ta_type_rounds(e->arg[0]->type);
		x.i = compare(e->op, floats,
			      ta_type_is_signed(e->arg[0]->type), v[0], v[1]);
		return x;
	}
	if (e->op == TA_OP_CALL)
		x.f = library(e, v);
	else if (ta_type_is_complex(e->type))
		x = complex_op(e, v);
	else if (e->op == TA_OP_REAL || e->op == TA_OP_IMAG)
		x.f = e->op == TA_OP_REAL ? v[0].f : v[0].im;
	else if (ta_type_is_float(e->type))
		x.f = float_op(e, v);
	else
		x.i = int_op(r, e, v);
	return ta_wrap(e->type, x);
}

/* Run the statement "s" where iterator d is iter[d]. */
void ta_run_stmt(ta_interp *r, const ta_stmt *s, const int64_t *iter)
{
	const ta_expr *e = s->rhs;
	ta_value v;
	ta_cell *c;

	if (!ta_step(r))
		return;
	while (ta_expr_keeps(e)) {
		if (e->op == TA_OP_KEEP)
			return;
		e = e->arg[ta_eval(r, e->arg[0], iter).i ? 1 : 2];
	}
	v = ta_eval(r, e, iter);
	c = ta_cell_of(r, s->write, iter);
	c->value = v;
	c->undefined = false;
	r->done++;
}

/* Are the constraints of "s" met where iterator d is iter[d]? */
bool ta_in_domain(const ta_interp *r, const ta_stmt *s, const int64_t *iter)
{
	int i;

	for (i = 0; i < s->ncons; i++)
		if (ta_idx_value(r, s->cons[i], iter) < 0)
			return false;
	return true;
}

/* x / y rounded down. */
static int64_t floor_div(__int128 x, int64_t y)
{
	__int128 q = x / y;

	return (int64_t)(q - (x % y < 0));
}

/* Narrow [lo, hi] to the range that the constraints of "s" give iterator "d"
   where those outside are "iter". */
static void range_of(const ta_interp *r, const ta_stmt *s, int d,
		     int64_t *iter, int64_t *lo, int64_t *hi)
{
	int i, v;

	*lo = -FAR;
	*hi = FAR;
	for (i = 0; i < s->ncons; i++) {
		__int128 zero, one, c;

		for (v = d + 1; v < s->depth; v++)
			if (ta_idx_uses(s->cons[i], v))
				break;
		if (v < s->depth)
			continue;
		iter[d] = 0;
		zero = ta_idx_value(r, s->cons[i], iter);
		iter[d] = 1;
		one = ta_idx_value(r, s->cons[i], iter);
		c = one - zero;
		if (c > 0 && -floor_div(zero, (int64_t)c) > *lo)
			*lo = -floor_div(zero, (int64_t)c);
		if (c < 0 && floor_div(zero, -(int64_t)c) < *hi)
			*hi = floor_div(zero, -(int64_t)c);
		if (!c && zero < 0)
			*hi = *lo - 1;
	}
}

static void run_range(ta_interp *r, int first, int last, int level,
		      int64_t *iter);

/* Run the loop "level" around the statements [first, last), which share it,
   where those outside are "iter".  A statement whose domain has no place for
   an iteration is idle in it. */
static void run_loop(ta_interp *r, int first, int last, int level,
		     int64_t *iter)
{
	int64_t *lo = r->bound + 2 * level * r->p->nstmts;
	int64_t *hi = lo + r->p->nstmts, x, low = FAR, high = -FAR;
	int i, k;

	for (i = first; i < last; i++) {
		if (r->idle[i])
			continue;
		range_of(r, r->stmt[i], level, iter, &lo[i], &hi[i]);
		low = lo[i] < low ? lo[i] : low;
		high = hi[i] > high ? hi[i] : high;
	}
	for (x = low; x <= high && ta_step(r); x++) {
		for (i = first, k = 0; i < last; i++) {
			if (r->idle[i])
				continue;
			if (x < lo[i] || x > hi[i])
				r->idle[i] = level + 1;
			else
				k++;
		}
		iter[level] = x;
		if (k)
			run_range(r, first, last, level + 1, iter);
		for (i = first; i < last; i++)
			if (r->idle[i] == level + 1)
				r->idle[i] = 0;
	}
}

/* Run the statements [first, last), which share the loops outside "level",
   whose iterators are "iter", but those that are idle. */
static void run_range(ta_interp *r, int first, int last, int level,
		      int64_t *iter)
{
	int i, next;

	for (i = first; i < last; i = next) {
		for (next = i + 1; next < last; next++)
			if (r->stmt[next]->order[level]
			    != r->stmt[i]->order[level])
				break;
		if (r->stmt[i]->depth > level)
			run_loop(r, i, next, level, iter);
		else if (!r->idle[i])
			ta_run_stmt(r, r->stmt[i], iter);
	}
}

/* Run the statements in the original order. */
void ta_run_written(ta_interp *r)
{
	int64_t iter[TA_PARAM0] = { 0 };

	run_range(r, 0, r->nstmts, 0, iter);
}
