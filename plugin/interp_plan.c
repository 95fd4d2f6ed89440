/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp_plan.c - run a tensor program as it was planned.

   Assumes a plan that ta_check accepts, and see interp.h for what is taken for
   granted.  BLAS routines are done by hand, as their manual says. */
#include "interp.h"

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

/* The element of "arg" that is "k" from where it points. */
static double *element(ta_interp *r, const ta_arg *arg, const int64_t *iter,
		       int64_t k)
{
	__int128 at = ta_idx_value(r, arg->idx, iter) + k;

	return &ta_cell_at(r, arg->array, (int64_t)at)->value.f;
}

/* The integer, enumerator or scalar that argument "n" of "node" is. */
static double argument(ta_interp *r, const ta_node *node, int n,
		       const int64_t *iter)
{
	const ta_arg *arg = &node->arg[n];

	if (arg->kind == TA_ARG_ENUM)
		return (double)arg->value;
	if (arg->kind == TA_ARG_INT)
		return (double)(int64_t)ta_idx_value(r, arg->idx, iter);
	return ta_eval(r, arg->expr, iter).f;
}

/* A matrix argument of a routine, or a vector as one of a column. */
struct matrix {
	const ta_arg *arg;
	int64_t row, col;
};

/* Argument "n" of "node", a row-major matrix of "cols" columns (of which it
   has as many as rows where it is transposed: "trans" is then 112), with
   leading dimension in the argument after it. */
static struct matrix matrix_arg(ta_interp *r, const ta_node *node, int n,
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
static struct matrix vector_arg(ta_interp *r, const ta_node *node, int n,
				const int64_t *iter)
{
	struct matrix m = { &node->arg[n], 0, 0 };

	m.row = (int64_t)argument(r, node, n + 1, iter);
	if (m.row <= 0)
		bad(r, "an increment is not positive");
	return m;
}

/* The element (i, j) of "m". */
static double *at(ta_interp *r, const struct matrix *m, int64_t i, int64_t j,
		  const int64_t *iter)
{
	return element(r, m->arg, iter, i * m->row + j * m->col);
}

/* c = alpha a b + beta c for matrices of m by k and k by n. */
static void multiply(ta_interp *r, const int64_t size[3], double alpha,
		     const struct matrix *a, const struct matrix *b,
		     double beta, const struct matrix *c, const int64_t *iter,
		     bool single)
{
	int64_t i, j, k;

	if (size[0] < 0 || size[1] < 0 || size[2] < 0)
		bad(r, "a size is negative");
	for (i = 0; i < size[0] && !r->bad; i++)
		for (j = 0; j < size[1]; j++) {
			double sum = 0, *out;

			for (k = 0; k < size[2] && ta_step(r); k++)
				sum += *at(r, a, i, k, iter)
				       * *at(r, b, k, j, iter);
			out = at(r, c, i, j, iter);
			sum = beta == 0 ? alpha * sum
					: alpha * sum + beta * *out;
			*out = single ? (float)sum : sum;
		}
}

/* Run the cblas_?gemm call "node". */
static void run_gemm(ta_interp *r, const ta_node *node, const int64_t *iter)
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
static void run_gemv(ta_interp *r, const ta_node *node, const int64_t *iter)
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
static void run_dot(ta_interp *r, const ta_node *node, const int64_t *iter)
{
	int64_t n = (int64_t)argument(r, node, 0, iter), i;
	int64_t of[TA_MAX_DEPTH];
	struct matrix x = vector_arg(r, node, 1, iter);
	struct matrix y = vector_arg(r, node, 3, iter);
	const ta_stmt *s;
	ta_value *out;
	double sum = 0;
	int d;

	for (i = 0; i < n && ta_step(r); i++)
		sum += *at(r, &x, i, 0, iter) * *at(r, &y, i, 0, iter);
	if (!node->iter || node->stmt < 0) {
		bad(r, "the value of a routine is lost");
		return;
	}
	s = r->p->stmt[node->stmt];
	for (d = 0; d < s->depth; d++)
		of[d] = node->iter[d]
				? (int64_t)ta_idx_value(r, node->iter[d], iter)
				: 0;
	out = &ta_cell_of(r, s->write, of)->value;
	out->f += s->reduce == TA_OP_SUB ? -sum : sum;
	*out = ta_wrap(r->p->array[s->write->array].elem, *out);
}

/* Run the library call "node". */
static void run_call(ta_interp *r, const ta_node *node, const int64_t *iter)
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
		r->cannot = "a routine is not known to the interpreter";
}

/* Does the guard "g" hold where plan variable d is iter[d]? */
bool ta_guard_holds(ta_interp *r, const ta_guard *g, const int64_t *iter)
{
	ta_value v;

	switch (g->kind) {
	case TA_GUARD_GE0:
		return ta_idx_value(r, g->idx, iter) >= 0;
	case TA_GUARD_NONZERO:
		v = ta_eval(r, g->expr, iter);
		return ta_type_rounds(g->expr->type)
			       ? fabs(v.f) + fabs(v.im) > 0
			       : v.i != 0;
	case TA_GUARD_ASSUME:
		return ta_eval(r, g->expr, iter).i != 0;
	case TA_GUARD_WORK:
		return r->large;
	default:
		return true;
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

/* Run the loop "node". */
static void run_loop(ta_interp *r, const ta_node *node, int64_t *iter)
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
	for (i = 0; i < n && ta_step(r); i++) {
		x = lo + (backwards ? n - 1 - i : i) * node->step;
		run_iteration(r, node, x,
			      x + node->step < hi ? x + node->step : hi,
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
	if (!ta_in_domain(r, s, of))
		bad(r, "a statement runs outside its domain");
	ta_run_stmt(r, s, of);
}

/* Run the plan node "node" where plan variable d is iter[d]. */
static void run_node(ta_interp *r, const ta_node *node, int64_t *iter)
{
	bool all = true;
	int i;

	if (r->bad || r->cannot)
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
	}
}

/* Run the plan. */
void ta_run_planned(ta_interp *r)
{
	int64_t iter[TA_PARAM0] = { 0 };

	run_node(r, r->p->plan, iter);
}
