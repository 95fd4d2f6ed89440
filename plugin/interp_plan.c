/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp_plan.c - run a tensor program as it was planned.

   Assumes a plan that ta_check accepts, and see interp.h for what is taken for
   granted.  BLAS routines are done by hand, as their manual says. */
#include "blas.h"
#include "interp.h"
#include "wave.h"

#include <math.h>
#include <string.h>

/* Remember what went wrong first. */
static void bad(ta_interp *r, const char *what)
{
	if (!r->bad)
		r->bad = what;
}

/* x / y rounded down. */
static int64_t floor_div(__int128 x, int64_t y)
{
	__int128 q = x / y;

	return (int64_t)(q - (x % y < 0));
}

/* The integer or enumerator that argument "n" of "node" is. */
static int64_t argument(ta_interp *r, const ta_node *node, int n,
			const int64_t *iter)
{
	const ta_arg *arg = &node->arg[n];

	if (arg->kind == TA_ARG_ENUM)
		return arg->value;
	if (arg->kind == TA_ARG_INT)
		return (int64_t)ta_idx_value(r, arg->idx, iter);
	bad(r, "an argument is no integer");
	return 0;
}

/* The scalar that argument "n" of "node" is. */
static ta_value scalar_arg(ta_interp *r, const ta_node *node, int n,
			   const int64_t *iter)
{
	ta_value none = { 0 };

	if (node->arg[n].kind == TA_ARG_SCALAR)
		return ta_eval(r, node->arg[n].expr, iter);
	bad(r, "an argument is no scalar");
	return none;
}

/* A matrix argument of a routine, or a vector as one of a column; "conj": its
   conjugate. */
struct matrix {
	const ta_arg *arg;
	int64_t row, col;
	bool conj;
};

/* Argument "n" of "node", a matrix of "cols" columns as it is multiplied, with
   leading dimension in the argument after it.  "trans" is 111 where it is
   stored so, 112 where as its transpose, 113 where that is conjugated too; but by the
   function for few rows that may be anything.  "order" is 101 where it is stored by rows, 102 by columns. */
static struct matrix matrix_arg(ta_interp *r, const ta_node *node, int n,
				int order, int trans, int64_t rows,
				int64_t cols, const int64_t *iter)
{
	int64_t ld = argument(r, node, n + 1, iter);
	bool across = (order == 102) != (trans != 111);
	int64_t least = across ? rows : cols;
	struct matrix m = { .arg = &node->arg[n], .row = ld, .col = 1 };

	if (!node->few && ld < (least > 1 ? least : 1))
		bad(r, "a leading dimension is too small");
	if (across) {
		m.row = 1;
		m.col = ld;
	}
	m.conj = trans == 113;
	if (trans < 111 || trans > 113)
		bad(r, "a transpose is none");
	if (order != 101 && order != 102)
		bad(r, "an order is none");
	return m;
}

/* Argument "n" of "node", a vector of "len" elements, with the increment in
   the argument after it. */
static struct matrix vector_arg(ta_interp *r, const ta_node *node, int n,
				const int64_t *iter)
{
	struct matrix m = { .arg = &node->arg[n] };

	m.row = argument(r, node, n + 1, iter);
	if (m.row <= 0)
		bad(r, "an increment is not positive");
	return m;
}

/* The cell of element (i, j) of "m". */
static ta_cell *cell(ta_interp *r, const struct matrix *m, int64_t i,
		     int64_t j, const int64_t *iter)
{
	__int128 at = ta_idx_value(r, m->arg->idx, iter);

	return ta_cell_at(r, m->arg->array,
			  (int64_t)(at + i * m->row + j * m->col));
}

/* The element (i, j) of "m" as it is multiplied. */
static ta_value at(ta_interp *r, const struct matrix *m, int64_t i, int64_t j,
		   const int64_t *iter)
{
	ta_cell *c = cell(r, m, i, j, iter);
	ta_value x = c->value;

	if (c->undefined)
		bad(r, "a value is multiplied before it is written");
	if (m->conj)
		x.im = -x.im;
	return x;
}

/* x + y. */
static ta_value plus(ta_value x, ta_value y)
{
	x.f += y.f;
	x.im += y.im;
	return x;
}

/* x * y, of numbers that are complex if "complex"; a factor of 1 changes
   nothing. */
static ta_value times(ta_value x, ta_value y, bool complex)
{
	_Complex double z;

	if (!complex) {
		x.f *= y.f;
		return x;
	}
	if (x.f == 1 && x.im == 0)
		return y;
	z = __builtin_complex(x.f, x.im) * __builtin_complex(y.f, y.im);
	x.f = __real__ z;
	x.im = __imag__ z;
	return x;
}

/* The sum over k of a_ik b_kj. */
static ta_value product(ta_interp *r, const struct matrix *a,
			const struct matrix *b, int64_t i, int64_t j, int64_t n,
			bool complex, const int64_t *iter)
{
	ta_value sum = { 0 };
	int64_t k;

	for (k = 0; k < n && ta_step(r); k++)
		sum = plus(sum, times(at(r, a, i, k, iter),
				      at(r, b, k, j, iter), complex));
	return sum;
}

/* c = alpha a b + beta c for matrices of m by k and k by n. */
static void multiply(ta_interp *r, const int64_t size[3], ta_value alpha,
		     const struct matrix *a, const struct matrix *b,
		     ta_value beta, const struct matrix *c,
		     const int64_t *iter)
{
	enum ta_type type = r->p->array[c->arg->array].elem;
	bool complex = ta_type_is_complex(type);
	int64_t i, j;

	if (size[0] < 0 || size[1] < 0 || size[2] < 0)
		bad(r, "a size is negative");
	for (i = 0; i < size[0] && !r->bad; i++)
		for (j = 0; j < size[1]; j++) {
			ta_value x = product(r, a, b, i, j, size[2], complex,
					     iter);
			ta_cell *out = cell(r, c, i, j, iter);

			x = times(alpha, x, complex);
			if (beta.f != 0 || beta.im != 0)
				x = plus(x, times(beta, out->value, complex));
			out->value = ta_wrap(type, x);
			out->undefined = false;
		}
}

/* Run the cblas_?gemm call "node". */
static void run_gemm(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	int order = (int)node->arg[0].value;
	int64_t size[3];
	struct matrix a, b, c;
	ta_value alpha = scalar_arg(r, node, 6, iter), none = { 0 };
	int i;

	for (i = 0; i < 3; i++) {
		size[i] = argument(r, node, 3 + i, iter);
		if (node->few && size[i] < 0)
			size[i] = 0;
	}
	if (node->few && !size[2])
		alpha = none;
	a = matrix_arg(r, node, 7, order, (int)node->arg[1].value, size[0],
		       size[2], iter);
	b = matrix_arg(r, node, 9, order, (int)node->arg[2].value, size[2],
		       size[1], iter);
	c = matrix_arg(r, node, 12, order, 111, size[0], size[1], iter);
	multiply(r, size, alpha, &a, &b, scalar_arg(r, node, 11, iter), &c,
		 iter);
}

/* Run the cblas_?gemv call "node". */
static void run_gemv(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	int order = (int)node->arg[0].value, trans = (int)node->arg[1].value;
	int64_t m = argument(r, node, 2, iter);
	int64_t n = argument(r, node, 3, iter);
	int64_t size[3] = { trans != 111 ? n : m, 1, trans != 111 ? m : n };
	struct matrix a, x = vector_arg(r, node, 7, iter);
	struct matrix y = vector_arg(r, node, 10, iter);

	a = matrix_arg(r, node, 5, order, trans, size[0], size[2], iter);
	multiply(r, size, scalar_arg(r, node, 4, iter), &a, &x,
		 scalar_arg(r, node, 9, iter), &y, iter);
}

/* Run the cblas_?dot call "node" and add its value to what it is for. */
static void run_dot(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	int64_t n = argument(r, node, 0, iter), of[TA_MAX_DEPTH];
	struct matrix x = vector_arg(r, node, 1, iter);
	struct matrix y = vector_arg(r, node, 3, iter);
	const ta_stmt *s;
	ta_value *out, sum;
	enum ta_type type;
	int d;

	if (!node->iter || node->stmt < 0) {
		bad(r, "the value of a routine is lost");
		return;
	}
	s = r->p->stmt[node->stmt];
	for (d = 0; d < s->depth; d++)
		of[d] = node->iter[d]
				? (int64_t)ta_idx_value(r, node->iter[d], iter)
				: 0;
	type = r->p->array[s->write->array].elem;
	x.conj = strstr(node->routine, "dotc") != NULL;
	x.col = x.row;
	sum = product(r, &x, &y, 0, 0, n, ta_type_is_complex(type), iter);
	if (ta_sum_op(s) == TA_OP_SUB) {
		sum.f = -sum.f;
		sum.im = -sum.im;
	}
	out = &ta_cell_of(r, s->write, of)->value;
	*out = ta_wrap(type, plus(*out, sum));
}

/* Return the sum of a_ik b_jk. */
static ta_value row_product(ta_interp *r, const struct matrix *a,
			    const struct matrix *b, int64_t i, int64_t j,
			    int64_t n, bool complex, const int64_t *iter)
{
	struct matrix t = *b;

	t.row = b->col;
	t.col = b->row;
	return product(r, a, &t, i, j, n, complex, iter);
}

/* Run the call "node" of cblas_?syr2k if "two", else of cblas_?syrk. */
static void run_syrk(ta_interp *r, const ta_node *node, bool two,
		     const int64_t *iter)
{
	int order = (int)node->arg[0].value;
	bool lower = node->arg[1].value == TA_LOWER, complex;
	int64_t n = argument(r, node, 3, iter), i, j;
	int64_t k = argument(r, node, 4, iter);
	ta_value alpha = scalar_arg(r, node, 5, iter);
	int trans = (int)node->arg[2].value, at = two ? 10 : 8;
	ta_value beta = scalar_arg(r, node, at, iter);
	struct matrix a = matrix_arg(r, node, 6, order, trans, n, k, iter), b;
	struct matrix c = matrix_arg(r, node, at + 1, order, TA_NO_TRANS, n, n,
				     iter);
	enum ta_type type = r->p->array[c.arg->array].elem;

	complex = ta_type_is_complex(type);
	b = two ? matrix_arg(r, node, 8, order, trans, n, k, iter) : a;
	for (i = 0; i < n && !r->bad; i++)
		for (j = lower ? 0 : i; j < (lower ? i + 1 : n); j++) {
			ta_value x = row_product(r, &a, &b, i, j, k, complex,
						 iter);
			ta_cell *out = cell(r, &c, i, j, iter);

			if (two)
				x = plus(x, row_product(r, &b, &a, i, j, k,
							complex, iter));
			x = times(alpha, x, complex);
			if (beta.f != 0 || beta.im != 0)
				x = plus(x, times(beta, out->value, complex));
			out->value = ta_wrap(type, x);
		}
}

/* Return element (i, k) of the symmetric matrix "a", of which one half is
   stored. */
static ta_value mirrored(ta_interp *r, const struct matrix *a, bool lower,
			 int64_t i, int64_t k, const int64_t *iter)
{
	return (k <= i) == lower || k == i ? at(r, a, i, k, iter)
					   : at(r, a, k, i, iter);
}

/* Run the cblas_?symm call "node". */
static void run_symm(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	int order = (int)node->arg[0].value;
	bool right = node->arg[1].value == TA_RIGHT, complex;
	bool lower = node->arg[2].value == TA_LOWER;
	int64_t m = argument(r, node, 3, iter), n = argument(r, node, 4, iter);
	int64_t size = right ? n : m, i, j, k;
	ta_value alpha = scalar_arg(r, node, 5, iter);
	ta_value beta = scalar_arg(r, node, 10, iter);
	struct matrix a = matrix_arg(r, node, 6, order, TA_NO_TRANS, size, size,
				     iter);
	struct matrix b = matrix_arg(r, node, 8, order, TA_NO_TRANS, m, n, iter);
	struct matrix c = matrix_arg(r, node, 11, order, TA_NO_TRANS, m, n,
				     iter);
	enum ta_type type = r->p->array[c.arg->array].elem;

	complex = ta_type_is_complex(type);
	for (i = 0; i < m && !r->bad; i++)
		for (j = 0; j < n; j++) {
			ta_value x = { 0 };
			ta_cell *out;

			for (k = 0; k < size && ta_step(r); k++)
				x = plus(x, right ? times(at(r, &b, i, k, iter),
						mirrored(r, &a, lower, k, j,
							 iter), complex)
					: times(mirrored(r, &a, lower, i, k,
							 iter),
						at(r, &b, k, j, iter),
						complex));
			out = cell(r, &c, i, j, iter);
			x = times(alpha, x, complex);
			if (beta.f != 0 || beta.im != 0)
				x = plus(x, times(beta, out->value, complex));
			out->value = ta_wrap(type, x);
		}
}

/* A triangular matrix and what it is multiplied with, from the left: of size
   "m" and "n" columns; "lower": the half that "a" is; "unit": ones are its
   diagonal. */
struct triangular {
	struct matrix a, b;
	int64_t m, n;
	bool lower, unit, complex;
	ta_value alpha;
};

/* Return "m" with its rows and columns exchanged. */
static struct matrix transposed(struct matrix m)
{
	int64_t row = m.row;

	m.row = m.col;
	m.col = row;
	return m;
}

/* Return what the call "node" of trmm, trsm, trmv or trsv is about: what is on
   the right is transposed. */
static struct triangular triangular(ta_interp *r, const ta_node *node,
				    const int64_t *iter)
{
	const struct ta_routine *of = ta_routine_named(node->routine);
	int order = (int)node->arg[0].value;
	int trans = (int)node->arg[ta_routine_arg(of, 't')].value;
	int side = ta_routine_arg(of, 's'), n = ta_routine_arg(of, 'n');
	bool right = n >= 0 && node->arg[side].value == TA_RIGHT;
	struct triangular t = { .n = 1, .alpha = { .f = 1 } };
	int64_t size;

	t.m = argument(r, node, ta_routine_arg(of, 'm'), iter);
	if (n >= 0)
		t.n = argument(r, node, n, iter);
	size = right ? t.n : t.m;
	t.lower = (node->arg[ta_routine_arg(of, 'u')].value == TA_LOWER)
		  == (trans == TA_NO_TRANS);
	t.unit = node->arg[ta_routine_arg(of, 'd')].value == TA_UNIT;
	t.a = matrix_arg(r, node, ta_routine_arg(of, 'A'), order, trans, size,
			 size, iter);
	if (n >= 0) {
		t.alpha = scalar_arg(r, node, ta_routine_arg(of, 'a'), iter);
		t.b = matrix_arg(r, node, ta_routine_arg(of, 'C'), order,
				 TA_NO_TRANS, t.m, t.n, iter);
	} else {
		t.b = vector_arg(r, node, ta_routine_arg(of, 'y'), iter);
	}
	t.complex = ta_type_is_complex(r->p->array[t.b.arg->array].elem);
	if (!right)
		return t;
	t.a = transposed(t.a);
	t.b = transposed(t.b);
	t.n = t.m;
	t.m = size;
	t.lower = !t.lower;
	return t;
}

/* Return the sum over the other rows k of a_ik b_kj in "t". */
static ta_value other_rows(ta_interp *r, const struct triangular *t, int64_t i,
			   int64_t j, const int64_t *iter)
{
	ta_value sum = { 0 };
	int64_t k = t->lower ? 0 : i + 1, end = t->lower ? i : t->m;

	for (; k < end && ta_step(r); k++)
		sum = plus(sum, times(at(r, &t->a, i, k, iter),
				      at(r, &t->b, k, j, iter), t->complex));
	return sum;
}

/* Return x / y. */
static ta_value quotient(ta_value x, ta_value y, bool complex)
{
	_Complex double z;

	if (!complex) {
		x.f /= y.f;
		return x;
	}
	z = __builtin_complex(x.f, x.im) / __builtin_complex(y.f, y.im);
	x.f = __real__ z;
	x.im = __imag__ z;
	return x;
}

/* Return element (i, j) of the product of "t". */
static ta_value multiplied(ta_interp *r, const struct triangular *t, int64_t i,
			   int64_t j, const int64_t *iter)
{
	ta_value x = at(r, &t->b, i, j, iter);

	if (!t->unit)
		x = times(at(r, &t->a, i, i, iter), x, t->complex);
	x = plus(x, other_rows(r, t, i, j, iter));
	return times(t->alpha, x, t->complex);
}

/* Return element (i, j) of the solution of "t". */
static ta_value solved(ta_interp *r, const struct triangular *t, int64_t i,
		       int64_t j, const int64_t *iter)
{
	ta_value x = times(t->alpha, at(r, &t->b, i, j, iter), t->complex);
	ta_value sum = other_rows(r, t, i, j, iter);

	sum.f = -sum.f;
	sum.im = -sum.im;
	x = plus(x, sum);
	return t->unit ? x : quotient(x, at(r, &t->a, i, i, iter), t->complex);
}

/* Run the call "node", which solves if "solves" and else multiplies, row by row
   in the order in which rows are needed. */
static void run_triangular(ta_interp *r, const ta_node *node, bool solves,
			   const int64_t *iter)
{
	struct triangular t = triangular(r, node, iter);
	bool down = t.lower != solves;
	enum ta_type type = r->p->array[t.b.arg->array].elem;
	int64_t n, i, j;

	for (n = 0; n < t.m && !r->bad; n++)
		for (j = 0; j < t.n; j++) {
			i = down ? t.m - 1 - n : n;
			cell(r, &t.b, i, j, iter)->value = ta_wrap(
				type, solves ? solved(r, &t, i, j, iter)
					     : multiplied(r, &t, i, j, iter));
		}
}

/* Run the library call "node". */
static void run_call(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	const struct ta_routine *routine = ta_routine_named(node->routine);

	r->calls++;
	if (!routine || node->nargs != ta_routine_nargs(routine)) {
		r->cannot = "a routine is not known to the interpreter";
		return;
	}
	switch (routine->idiom) {
	case TA_IDIOM_GEMM:
		run_gemm(r, node, iter);
		return;
	case TA_IDIOM_GEMV:
		run_gemv(r, node, iter);
		return;
	case TA_IDIOM_DOT:
		run_dot(r, node, iter);
		return;
	case TA_IDIOM_SYRK:
	case TA_IDIOM_SYR2K:
		run_syrk(r, node, routine->idiom == TA_IDIOM_SYR2K, iter);
		return;
	case TA_IDIOM_SYMM:
		run_symm(r, node, iter);
		return;
	case TA_IDIOM_TRMM:
	case TA_IDIOM_TRMV:
		run_triangular(r, node, false, iter);
		return;
	case TA_IDIOM_TRSM:
	case TA_IDIOM_TRSV:
		run_triangular(r, node, true, iter);
		return;
	default:
		ta_bug("%s is not for any contraction", node->routine);
	}
}

static void run_node(ta_interp *r, const ta_node *node, int64_t *iter);

/* The bound "b", rounded up. */
static int64_t bound_value(const ta_interp *r, const ta_bound *b,
			   const int64_t *iter)
{
	return -floor_div(-ta_idx_value(r, b->num, iter), b->den);
}

/* Run one iteration of the loop "node", of which [x, end) is due; its locals
   hold nothing at the start. */
static void run_iteration(ta_interp *r, const ta_node *node, int64_t x,
			  int64_t end, int64_t *iter)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		ta_forget(r, node->local[i]);
	iter[node->var] = x;
	if (node->step > 1)
		iter[node->var + 1] = end;
	run_node(r, node->child[0], iter);
}

/* Return the step of the loop "node": panels that statements are split into may
   be of any length. */
static int64_t step_of(const ta_interp *r, const ta_node *node)
{
	int64_t step = node->step;

	if (r->brief && node->split && step > 1)
		step = step / TA_BRIEF < 2 ? 2 : step / TA_BRIEF;
	return step;
}

/* Set "*lo" and "*hi" to where the loop "node" begins and ends. */
static void loop_range(ta_interp *r, const ta_node *node, const int64_t *iter,
		       int64_t *lo, int64_t *hi)
{
	int64_t x;
	int k;

	*lo = INT64_MIN;
	*hi = INT64_MAX;
	for (k = 0; k < node->nlower; k++) {
		x = bound_value(r, &node->lower[k], iter);
		*lo = x > *lo ? x : *lo;
	}
	for (k = 0; k < node->nupper; k++) {
		x = bound_value(r, &node->upper[k], iter);
		*hi = x < *hi ? x : *hi;
	}
}

/* Run the loop "node", of which a few rows at a time are each a column behind the
   one before, when all that is in front of columns has run. */
static void run_wave(ta_interp *r, const ta_node *node, int64_t *iter)
{
	enum { ROWS = 3 };
	const ta_node *in = ta_wave_columns(node);
	int64_t lo, hi, first[ROWS], end[ROWS], from = 0, to = 0, i, k, n, t;
	int d;

	loop_range(r, node, iter, &lo, &hi);
	for (i = lo; i < hi && ta_step(r); i += ROWS) {
		n = hi - i < ROWS ? hi - i : ROWS;
		for (d = 0; d < node->nlocals; d++)
			ta_forget(r, node->local[d]);
		for (k = 0; k < n; k++) {
			iter[node->var] = i + k;
			for (d = 0; in != node->child[0]
				    && d < node->child[0]->nchildren - 1; d++)
				run_node(r, node->child[0]->child[d], iter);
			loop_range(r, in, iter, &first[k], &end[k]);
			from = k && from < first[k] + k ? from : first[k] + k;
			to = k && to > end[k] + k ? to : end[k] + k;
		}
		for (t = from; t < to && ta_step(r); t++)
			for (k = 0; k < n; k++) {
				if (t - k < first[k] || t - k >= end[k])
					continue;
				iter[node->var] = i + k;
				run_iteration(r, in, t - k, t - k + 1, iter);
			}
	}
}

/* Does the loop "node", which asks that first, do anything? */
static bool does_something(ta_interp *r, const ta_node *node,
			   const int64_t *iter)
{
	const ta_node *around[TA_MAX_DEPTH];
	struct ta_asked cond[TA_MAX_ASKED];
	int64_t lo, hi;
	int by, i, n = ta_loop_asks(r->p, node, cond, &by), loops;

	loops = ta_loops_to(node, ta_plan_instance(node, by), around);
	for (i = 0; i < loops; i++) {
		loop_range(r, around[i], iter, &lo, &hi);
		if (lo >= hi)
			return false;
	}
	for (i = 0; i < n; i++)
		if ((ta_eval(r, cond[i].cond, iter).i != 0) != cond[i].value)
			return false;
	return true;
}

/* Run the loop "node". */
static void run_loop(ta_interp *r, const ta_node *node, int64_t *iter)
{
	int64_t lo, hi, x, n, i, step = step_of(r, node);
	bool backwards = r->backwards && (node->parallel || node->simd);

	if (node->wave) {
		run_wave(r, node, iter);
		return;
	}
	loop_range(r, node, iter, &lo, &hi);
	if (node->pads)
		hi = iter[node->lower->num->term->var[0] + 1];
	n = hi > lo ? (hi - lo + step - 1) / step : 0;
	if (n && node->asks && !does_something(r, node, iter))
		return;
	for (i = 0; i < n && ta_step(r); i++) {
		x = lo + (backwards ? n - 1 - i : i) * step;
		if (node->overlaps && hi - x < step && hi - lo >= step)
			x = hi - step;
		run_iteration(r, node, x, x + step < hi ? x + step : hi,
			      iter);
	}
}

/* Run the instance of a statement "node". */
static void run_instance(ta_interp *r, const ta_node *node,
			 const int64_t *iter)
{
	const ta_stmt *s = r->p->stmt[node->stmt];
	int64_t of[TA_PARAM0] = { 0 };
	int d;

	for (d = 0; d < s->depth; d++)
		of[d] = (int64_t)ta_idx_value(r, node->iter[d], iter);
	if ((!node->ncovers || s->planned) && !ta_in_domain(r, s, of))
		bad(r, "a statement runs outside its domain");
	ta_run_stmt(r, s, of);
}

/* Run the plan node "node" where plan variable d is iter[d]. */
static void run_node(ta_interp *r, const ta_node *node, int64_t *iter)
{
	bool all = true;
	int i;

	if (r->bad || r->cannot || r->left)
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
			all &= ta_guard_holds(r, node->cond[i], iter);
		i = all ? 0 : 1;
		if (i < node->nchildren && node->child[i])
			run_node(r, node->child[i], iter);
		break;
	case TA_NODE_EXIT:
		r->left = ta_exits(r, node, iter);
		break;
	}
}

/* Run the plan; the program as written, with what the plan made of memory, where
   that is left by an exit. */
void ta_run_planned(ta_interp *r)
{
	int64_t iter[TA_PARAM0] = { 0 };
	int i;

	run_node(r, r->p->plan, iter);
	if (!r->left)
		return;
	for (i = 0; i < r->p->narrays; i++)
		if (r->p->array[i].is_virtual || r->p->array[i].is_scratch)
			ta_forget(r, i);
	ta_run_written(r);
}
