/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exec.c - run a tensor program: as the C was written, or as it was planned.

   Assumes a program that ta_check accepts.  This is the meaning of a program
   and of a plan in the plainest words, to compare the two; library functions
   are some function of their arguments, BLAS routines are done by hand. */
#include "exec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Remember what went wrong first. */
static void bad(struct run *r, const char *what)
{
	if (!r->bad)
		r->bad = what;
}

/* The value of "x" where iterator d is iter[d]. */
__int128 idx_value(const struct run *r, const ta_idx *x, const int64_t *iter)
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
static struct value wrap(enum ta_type type, struct value v)
{
	if (type == TA_F32)
		v.f = (float)v.f;
	if (ta_type_is_float(type))
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

/* Note what the access "acc" does to the extents of its array.  A matrix is
   taken apart by its row pitch, the inner extent, which is a parameter. */
static void watch(struct run *r, const ta_access *acc, const int64_t *iter)
{
	const ta_shape *s = r->p->array[acc->array].declared;
	struct watch *w = &r->watch[acc->loc];
	const ta_idx *sub[2] = { acc->offset, NULL };
	ta_arena *a = ta_arena_new();
	int d, pitch;

	w->made = true;
	if (s && s->ndims == 2) {
		pitch = s->pitch[1]->term[0].var[0];
		sub[0] = ta_idx_coef(a, acc->offset, pitch);
		sub[1] = ta_idx_without(a, acc->offset, pitch);
	}
	for (d = 0; s && d < s->ndims; d++) {
		__int128 at = idx_value(r, sub[d], iter);

		w->left |= at < 0 || at >= idx_value(r, s->extent[d], iter);
	}
	ta_arena_free(a);
}

/* The cell of the access "acc", NULL if it is outside the memory. */
static struct value *cell_of(struct run *r, const ta_access *acc,
			     const int64_t *iter, bool **undefined)
{
	struct memory *m = &r->memory[acc->array];
	__int128 at = 0;
	int d;

	if (r->watch)
		watch(r, acc, iter);
	if (acc->offset)
		at = idx_value(r, acc->offset, iter);
	for (d = 0; !acc->offset && d < acc->nsubs; d++) {
		__int128 sub = idx_value(r, acc->sub[d], iter);

		if (sub < -2 || sub >= 12)
			at = CELLS;
		at = at * 14 + sub + 2;
	}
	if (at < -ORIGIN || at >= CELLS - ORIGIN) {
		bad(r, "an access leaves the memory");
		at = 0;
	}
	*undefined = &m->undefined[ORIGIN + (int)at];
	return &m->cell[ORIGIN + (int)at];
}

static struct value eval(struct run *r, const ta_expr *e,
			 const int64_t *iter);

/* The result of the comparison "op" of "x" and "y". */
static bool compare(enum ta_op op, bool floats, bool is_signed,
		    struct value x, struct value y)
{
	bool unordered = floats && (x.f != x.f || y.f != y.f);
	bool lt = floats      ? x.f < y.f
		  : is_signed ? x.i < y.i
			      : (uint64_t)x.i < (uint64_t)y.i;
	bool eq = floats ? x.f == y.f : x.i == y.i;

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
static double float_op(const ta_expr *e, const struct value *v)
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

/* The division or remainder of "e" of "x" and "y". */
static int64_t divide(struct run *r, const ta_expr *e, int64_t x, int64_t y)
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
static int64_t int_op(struct run *r, const ta_expr *e, const struct value *v)
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
static struct value cast(enum ta_type from, enum ta_type to, struct value v)
{
	struct value x = { 0, 0 };

	if (ta_type_is_float(from) && ta_type_is_float(to))
		x.f = v.f;
	else if (ta_type_is_float(from))
		x.i = fabs(v.f) < 1e18 ? (int64_t)v.f : 0;
	else if (ta_type_is_float(to))
		x.f = ta_type_is_signed(from) ? (double)v.i
					      : (double)(uint64_t)v.i;
	else
		x.i = v.i;
	return wrap(to, x);
}

/* Some function of the name of the library function of "e" and its
   arguments. */
static double library(const ta_expr *e, const struct value *v)
{
	double x = 0.25 * (double)(strlen(e->u.fn) % 5);
	int i;

	for (i = 0; i < e->nargs && i < 3; i++)
		x += v[i].f / (double)(i + 1) + (double)v[i].i;
	return x;
}

/* The value of the leaf "e". */
static struct value leaf(struct run *r, const ta_expr *e, const int64_t *iter)
{
	struct value v = { 0, 0 };
	bool *undefined;

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
		v.i = (int64_t)idx_value(r, e->u.idx, iter);
		return wrap(e->type, v);
	default:
		v = *cell_of(r, e->u.access, iter, &undefined);
		if (*undefined)
			bad(r, "a value is read before it is written");
		return v;
	}
}

/* The value of "e" where iterator d is iter[d]. */
static struct value eval(struct run *r, const ta_expr *e, const int64_t *iter)
{
	struct value v[3] = { { 0, 0 }, { 0, 0 }, { 0, 0 } }, x = { 0, 0 };
	bool floats;
	int i;

	if (e->op <= TA_OP_READ)
		return leaf(r, e, iter);
	if (e->op == TA_OP_SELECT)
		return eval(r, e->arg[eval(r, e->arg[0], iter).i ? 1 : 2],
			    iter);
	for (i = 0; i < e->nargs && i < 3; i++)
		v[i] = eval(r, e->arg[i], iter);
	if (e->op == TA_OP_CAST)
		return cast(e->arg[0]->type, e->type, v[0]);
	if (ta_op_compares(e->op)) {
		floats = ta_type_is_float(e->arg[0]->type);
		x.i = compare(e->op, floats,
			      ta_type_is_signed(e->arg[0]->type), v[0], v[1]);
		return x;
	}
	if (e->op == TA_OP_CALL)
		x.f = library(e, v);
	else if (ta_type_is_float(e->type))
		x.f = float_op(e, v);
	else
		x.i = int_op(r, e, v);
	return wrap(e->type, x);
}

/* Run the statement "s" where iterator d is iter[d]. */
static void run_stmt(struct run *r, const ta_stmt *s, const int64_t *iter)
{
	struct value v;
	bool *undefined;

	if (++r->steps > 2000000)
		bad(r, "it takes too long");
	if (r->bad)
		return;
	v = eval(r, s->rhs, iter);
	*cell_of(r, s->write, iter, &undefined) = v;
	*undefined = false;
}

/* x / y rounded down. */
static int64_t floor_div(__int128 x, int64_t y)
{
	__int128 q = x / y;

	return (int64_t)(q - (x % y < 0));
}

/* Narrow [lo, hi] to the range that the constraints of "s" give iterator "d"
   where those outside are "iter". */
static void range_of(const struct run *r, const ta_stmt *s, int d,
		     int64_t *iter, int64_t *lo, int64_t *hi)
{
	int i, v;

	*lo = -100000;
	*hi = 100000;
	for (i = 0; i < s->ncons; i++) {
		__int128 zero, one, c;

		for (v = d + 1; v < s->depth; v++)
			if (ta_idx_uses(s->cons[i], v))
				break;
		if (v < s->depth)
			continue;
		iter[d] = 0;
		zero = idx_value(r, s->cons[i], iter);
		iter[d] = 1;
		one = idx_value(r, s->cons[i], iter);
		c = one - zero;
		if (c > 0 && -floor_div(zero, (int64_t)c) > *lo)
			*lo = -floor_div(zero, (int64_t)c);
		if (c < 0 && floor_div(zero, -(int64_t)c) < *hi)
			*hi = floor_div(zero, -(int64_t)c);
		if (!c && zero < 0)
			*hi = *lo - 1;
	}
}

/* Run the "n" statements "s" that share the loops outside "level", whose
   iterators are "iter", in the original order. */
static void run_level(struct run *r, int n, const ta_stmt **s, int level,
		      int64_t *iter)
{
	const ta_stmt **some = calloc((size_t)n + 1, sizeof(*some));
	int64_t lo, hi, x, low = 100000, high = -100000;
	int i, m = 0, first = s[0]->order[level];

	for (i = 1; i < n; i++)
		if (s[i]->order[level] < first)
			first = s[i]->order[level];
	for (i = 0; i < n; i++) {
		if (s[i]->order[level] != first)
			continue;
		some[m++] = s[i];
		if (s[i]->depth == level)
			break;
		range_of(r, s[i], level, iter, &lo, &hi);
		low = lo < low ? lo : low;
		high = hi > high ? hi : high;
	}
	if (some[0]->depth == level)
		run_stmt(r, some[0], iter);
	for (x = low; some[0]->depth > level && x <= high && !r->bad; x++) {
		const ta_stmt **here = malloc(sizeof(*here) * (size_t)m);
		int k = 0;

		for (i = 0; i < m; i++) {
			range_of(r, some[i], level, iter, &lo, &hi);
			if (x >= lo && x <= hi)
				here[k++] = some[i];
		}
		iter[level] = x;
		if (k)
			run_level(r, k, here, level + 1, iter);
		free(here);
	}
	for (i = m = 0; i < n; i++)
		if (s[i]->order[level] != first)
			some[m++] = s[i];
	if (m && !r->bad)
		run_level(r, m, some, level, iter);
	free(some);
}

/* Run the statements in the original order. */
void run_written(struct run *r)
{
	int64_t iter[TA_PARAM0] = { 0 };

	if (r->p->nstmts)
		run_level(r, r->p->nstmts, (const ta_stmt **)r->p->stmt, 0,
			  iter);
}

/* The element of "arg" that is "k" from where it points. */
static double *element(struct run *r, const ta_arg *arg, const int64_t *iter,
		       int64_t k)
{
	__int128 at = ORIGIN + idx_value(r, arg->idx, iter) + k;

	if (at < 0 || at >= CELLS) {
		bad(r, "a routine leaves the memory");
		at = 0;
	}
	return &r->memory[arg->array].cell[(int)at].f;
}

/* The integer, enumerator or scalar that argument "n" of "node" is. */
static double argument(struct run *r, const ta_node *node, int n,
		       const int64_t *iter)
{
	const ta_arg *arg = &node->arg[n];

	if (arg->kind == TA_ARG_ENUM)
		return (double)arg->value;
	if (arg->kind == TA_ARG_INT)
		return (double)(int64_t)idx_value(r, arg->idx, iter);
	return eval(r, arg->expr, iter).f;
}

/* A matrix argument of a routine, or a vector as one of a column. */
struct matrix {
	const ta_arg *arg;
	int64_t row, col;
};

/* Argument "n" of "node", a row-major matrix of "cols" columns (of which it
   has as many as rows where it is transposed: "trans" is then 112), with
   leading dimension in the argument after it. */
static struct matrix matrix_arg(struct run *r, const ta_node *node, int n,
				int trans, int64_t rows, int64_t cols,
				const int64_t *iter)
{
	int64_t ld = (int64_t)argument(r, node, n + 1, iter);
	int64_t least = trans == 112 ? rows : cols;
	struct matrix m = { &node->arg[n], ld, 1 };

	if (ld < (least > 1 ? least : 1))
		bad(r, "a leading dimension is too small");
	if (trans == 112) {
		m.row = 1;
		m.col = ld;
	} else if (trans != 111) {
		bad(r, "a transpose is none");
	}
	return m;
}

/* Argument "n" of "node", a vector of "len" elements, with the increment in
   the argument after it. */
static struct matrix vector_arg(struct run *r, const ta_node *node, int n,
				const int64_t *iter)
{
	struct matrix m = { &node->arg[n], 0, 0 };

	m.row = (int64_t)argument(r, node, n + 1, iter);
	if (m.row <= 0)
		bad(r, "an increment is not positive");
	return m;
}

/* The element (i, j) of "m". */
static double *at(struct run *r, const struct matrix *m, int64_t i, int64_t j,
		  const int64_t *iter)
{
	return element(r, m->arg, iter, i * m->row + j * m->col);
}

/* c = alpha a b + beta c for matrices of m by k and k by n. */
static void multiply(struct run *r, const int64_t size[3], double alpha,
		     const struct matrix *a, const struct matrix *b,
		     double beta, const struct matrix *c, const int64_t *iter,
		     bool single)
{
	int64_t i, j, k;

	if (size[0] < 0 || size[1] < 0 || size[2] < 0)
		bad(r, "a size is negative");
	for (i = 0; i < size[0] && !r->bad; i++)
		for (j = 0; j < size[1]; j++) {
			double sum = 0, *out = at(r, c, i, j, iter);

			for (k = 0; k < size[2]; k++)
				sum += *at(r, a, i, k, iter)
				       * *at(r, b, k, j, iter);
			sum = beta == 0 ? alpha * sum
					: alpha * sum + beta * *out;
			*out = single ? (float)sum : sum;
		}
}

/* Run the cblas_?gemm call "node". */
static void run_gemm(struct run *r, const ta_node *node, const int64_t *iter)
{
	int64_t size[3];
	struct matrix a, b, c;
	int i;

	for (i = 0; i < 3; i++)
		size[i] = (int64_t)argument(r, node, 3 + i, iter);
	a = matrix_arg(r, node, 7, (int)node->arg[1].value, size[0], size[2],
		       iter);
	b = matrix_arg(r, node, 9, (int)node->arg[2].value, size[2], size[1],
		       iter);
	c = matrix_arg(r, node, 12, 111, size[0], size[1], iter);
	multiply(r, size, argument(r, node, 6, iter), &a, &b,
		 argument(r, node, 11, iter), &c, iter,
		 node->routine[6] == 's');
}

/* Run the cblas_?gemv call "node". */
static void run_gemv(struct run *r, const ta_node *node, const int64_t *iter)
{
	int trans = (int)node->arg[1].value;
	int64_t m = (int64_t)argument(r, node, 2, iter);
	int64_t n = (int64_t)argument(r, node, 3, iter);
	int64_t size[3] = { trans == 112 ? n : m, 1, trans == 112 ? m : n };
	struct matrix a, x = vector_arg(r, node, 7, iter);
	struct matrix y = vector_arg(r, node, 10, iter);

	a = matrix_arg(r, node, 5, trans, size[0], size[2], iter);
	multiply(r, size, argument(r, node, 4, iter), &a, &x,
		 argument(r, node, 9, iter), &y, iter,
		 node->routine[6] == 's');
}

/* Run the cblas_?dot call "node" and add its value to what it is for. */
static void run_dot(struct run *r, const ta_node *node, const int64_t *iter)
{
	int64_t n = (int64_t)argument(r, node, 0, iter), i, of[TA_MAX_DEPTH];
	struct matrix x = vector_arg(r, node, 1, iter);
	struct matrix y = vector_arg(r, node, 3, iter);
	const ta_stmt *s;
	struct value *out;
	bool *undefined;
	double sum = 0;
	int d;

	for (i = 0; i < n && !r->bad; i++)
		sum += *at(r, &x, i, 0, iter) * *at(r, &y, i, 0, iter);
	if (!node->iter || node->stmt < 0) {
		bad(r, "the value of a routine is lost");
		return;
	}
	s = r->p->stmt[node->stmt];
	for (d = 0; d < s->depth; d++)
		of[d] = node->iter[d]
				? (int64_t)idx_value(r, node->iter[d], iter)
				: 0;
	out = cell_of(r, s->write, of, &undefined);
	out->f += s->reduce == TA_OP_SUB ? -sum : sum;
	*out = wrap(r->p->array[s->write->array].elem, *out);
}

/* Run the library call "node". */
static void run_call(struct run *r, const ta_node *node, const int64_t *iter)
{
	const char *name = node->routine + strlen("cblas_s");

	r->calls++;
	if (!strcmp(name, "gemm") && node->nargs == 14)
		run_gemm(r, node, iter);
	else if (!strcmp(name, "gemv") && node->nargs == 12)
		run_gemv(r, node, iter);
	else if (!strcmp(name, "dot") && node->nargs == 5)
		run_dot(r, node, iter);
	else
		bad(r, "a routine is not known");
}

/* Does the guard "g" hold where plan variable d is iter[d]? */
static bool holds(struct run *r, const ta_guard *g, const int64_t *iter)
{
	struct value v;

	switch (g->kind) {
	case TA_GUARD_GE0:
		return idx_value(r, g->idx, iter) >= 0;
	case TA_GUARD_NONZERO:
		v = eval(r, g->expr, iter);
		return ta_type_is_float(g->expr->type)
			       ? v.f == v.f && v.f != 0
			       : v.i != 0;
	case TA_GUARD_ASSUME:
		return eval(r, g->expr, iter).i != 0;
	case TA_GUARD_WORK:
		return r->large;
	default:
		return true;
	}
}

/* Does the guard "g" of the program hold? */
bool guard_holds(struct run *r, const ta_guard *g)
{
	int64_t iter[TA_PARAM0] = { 0 };

	return g->kind == TA_GUARD_WORK || holds(r, g, iter);
}

static void run_node(struct run *r, const ta_node *node, int64_t *iter);

/* The bound "b", rounded up. */
static int64_t bound_value(const struct run *r, const ta_bound *b,
			   const int64_t *iter)
{
	return -floor_div(-idx_value(r, b->num, iter), b->den);
}

/* Run one iteration of the loop "node", of which [x, end) is due; its locals
   hold nothing at the start. */
static void run_iteration(struct run *r, const ta_node *node, int64_t x,
			  int64_t end, int64_t *iter)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		memset(r->memory[node->local[i]].undefined, true, CELLS);
	iter[node->var] = x;
	if (node->step > 1)
		iter[node->var + 1] = end;
	run_node(r, node->child[0], iter);
}

/* Run the loop "node". */
static void run_loop(struct run *r, const ta_node *node, int64_t *iter)
{
	int64_t lo = INT64_MIN, hi = INT64_MAX, x, n, i;
	bool backwards = r->backwards && (node->parallel || node->simd);
	int k;

	for (k = 0; k < node->nlower; k++) {
		x = bound_value(r, &node->lower[k], iter);
		lo = x > lo ? x : lo;
	}
	for (k = 0; k < node->nupper; k++) {
		x = bound_value(r, &node->upper[k], iter);
		hi = x < hi ? x : hi;
	}
	n = hi > lo ? (hi - lo + node->step - 1) / node->step : 0;
	for (i = 0; i < n && !r->bad; i++) {
		x = lo + (backwards ? n - 1 - i : i) * node->step;
		run_iteration(r, node, x,
			      x + node->step < hi ? x + node->step : hi,
			      iter);
	}
}

/* Run the instance of a statement "node". */
static void run_instance(struct run *r, const ta_node *node,
			 const int64_t *iter)
{
	const ta_stmt *s = r->p->stmt[node->stmt];
	int64_t of[TA_PARAM0] = { 0 };
	int d;

	for (d = 0; d < s->depth; d++)
		of[d] = (int64_t)idx_value(r, node->iter[d], iter);
	for (d = 0; d < s->ncons; d++)
		if (idx_value(r, s->cons[d], of) < 0)
			bad(r, "a statement runs outside its domain");
	run_stmt(r, s, of);
}

/* Run the plan node "node" where plan variable d is iter[d]. */
static void run_node(struct run *r, const ta_node *node, int64_t *iter)
{
	bool all = true;
	int i;

	if (r->bad)
		return;
	switch (node->kind) {
	case TA_NODE_SEQ:
		for (i = 0; i < node->nchildren; i++)
			run_node(r, node->child[i], iter);
		break;
	case TA_NODE_LOOP:
		run_loop(r, node, iter);
		break;
	case TA_NODE_STMT:
		run_instance(r, node, iter);
		break;
	case TA_NODE_CALL:
		run_call(r, node, iter);
		break;
	case TA_NODE_IF:
		for (i = 0; i < node->nconds; i++)
			all &= holds(r, node->cond[i], iter);
		i = all ? 0 : 1;
		if (i < node->nchildren && node->child[i])
			run_node(r, node->child[i], iter);
		break;
	}
}

/* Run the plan. */
void run_planned(struct run *r)
{
	int64_t iter[TA_PARAM0] = { 0 };

	run_node(r, r->p->plan, iter);
}
