/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blas.c - a contraction as a call of a library routine.

   Assumes a contraction whose batch iterators are placed, with strides that
   idiom_contract.c found to fit.  The output is made row-major: if its rows
   have the unit stride, the transposed problem is solved.  What the routine
   needs and the program does not promise becomes a guard of the kernel, or,
   where outer loops decide it, a test around the call; where that fails, or
   where it is too small, the loops run. */
#include "plan.h"

#include <string.h>

/* The enumerators of CBLAS. */
enum {
	ROW_MAJOR = 101,
	COL_MAJOR = 102,
	NO_TRANS = 111,
	TRANS = 112,
	CONJ_TRANS = 113
};

/* A row of blas.def. */
struct routine {
	enum ta_idiom idiom;
	enum ta_type type;
	const char *name, *args;
};

static const struct routine routines[] = {
#define X(idiom, type, name, args) { TA_IDIOM_##idiom, TA_##type, name, args },
#include "blas.def"
#undef X
};

/* A matrix or vector of a call: rows and columns "row" and "col" apart, its
   first element at "offset" of "array"; "conj": its conjugate. */
struct matrix {
	int array;
	bool conj;
	const ta_idx *offset, *row, *col;
};

/* A call in the making: C[m][n] += A[m][k] * B[k][n].  "mmax" and "nmax" are
   the whole of what m and n may be a panel of. */
struct call {
	struct ta_planner *pl;
	const ta_contraction *con;
	ta_node *node, *test;
	struct matrix a, b, c;
	const ta_idx *m, *n, *k, *mmax, *nmax;
};

/* Return whether "x" is the constant 1. */
static bool is_one(const ta_idx *x)
{
	int64_t k;

	return x && ta_idx_is_const(x, &k) && k == 1;
}

/* Return the name of the routine for "idiom" on elements of "type"; "conj": of
   which one vector of a dot product is conjugated. */
static const char *find_routine(enum ta_idiom idiom, enum ta_type type,
				bool conj)
{
	int i;

	if (idiom == TA_IDIOM_DOT && conj)
		return type == TA_C64 ? "cblas_cdotc_sub" : "cblas_zdotc_sub";
	for (i = 0; i < TA_ARRAY_LEN(routines); i++)
		if (routines[i].idiom == idiom && routines[i].type == type)
			return routines[i].name;
	ta_bug("no routine for idiom %d of %s", idiom, ta_type_name(type));
}

/* Add a test of "kind" to those around the call. */
static ta_guard *add_test(struct call *c, enum ta_guard_kind kind,
			  const char *text)
{
	ta_guard *g = TA_NEW(c->pl->a, ta_guard);

	g->kind = kind;
	g->text = text;
	TA_PUSH(c->pl->a, c->test->cond, c->test->nconds, g);
	return g;
}

/* Require "x" >= 0: nothing when it is known, a guard of the kernel when no
   loop decides it and "guard", else a test around the call. */
static void require(struct call *c, const ta_idx *x, bool guard,
		    const char *text)
{
	if (!x) {
		ta_plan_fail(c->pl, "a size of a call is too large");
		return;
	}
	if (ta_known_nonneg(c->pl->p, x))
		return;
	if (guard && !ta_plan_vars(x))
		ta_guard_ge0(c->pl->p, x, text);
	else
		add_test(c, TA_GUARD_GE0, text)->idx = x;
}

/* Return whether "x" is the extent of a panel: from 1 to its step. */
static bool is_panel(const struct call *c, const ta_idx *x)
{
	return (x == c->m && c->m != c->mmax) || (x == c->n && c->n != c->nmax);
}

/* Add the argument "arg" to the call. */
static void add_arg(struct call *c, ta_arg arg)
{
	TA_PUSH(c->pl->a, c->node->arg, c->node->nargs, arg);
}

/* Add the enumerator "value". */
static void add_enum(struct call *c, int value)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_ENUM, .value = value });
}

/* Add the size "x"; what does not fit the routine's int is split when it is
   called. */
static void add_int(struct call *c, const ta_idx *x)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_INT, .idx = x });
}

/* Add the extent "x": the call is for at least one. */
static void add_extent(struct call *c, const ta_idx *x)
{
	add_int(c, x);
	if (!is_panel(c, x))
		require(c, ta_idx_addk(c->pl->a, x, -1), false,
			"a size is not empty");
}

/* Test that the extent "x" is at least "least", unless that is known or the
   user wants a call.  Return whether it can be. */
static bool enough(struct call *c, const ta_idx *x, double least,
		   const char *text)
{
	ta_guard *g;
	int64_t k;

	if (c->pl->p->lower == TA_LOWER_BLAS || c->pl->opt->eager
	    || is_panel(c, x))
		return true;
	if (ta_idx_is_const(x, &k))
		return (double)k >= least;
	g = add_test(c, TA_GUARD_WORK, text);
	g->idx = x;
	g->limit = least;
	return true;
}

/* Return whether the matrices of "c" may be far enough from vectors for a
   call of "idiom"; adds what is to be tested. */
static bool enough_rows(struct call *c, enum ta_idiom idiom)
{
	if (idiom == TA_IDIOM_GEMM)
		return enough(c, c->m, ta_cost_gemm_rows,
			      "enough rows for a library call");
	if (idiom == TA_IDIOM_GEMV)
		return enough(c, c->m, ta_cost_gemv_rows,
			      "enough rows for a library call")
		       && enough(c, c->k, ta_cost_gemv_rows,
				 "enough columns for a library call");
	return true;
}

/* Add the pointer to matrix "m". */
static void add_ptr(struct call *c, const struct matrix *m)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_PTR, .array = m->array,
			     .idx = m->offset });
}

/* Add the pitch of matrix "m" with "rows" and "cols", which is stored by rows
   unless "trans". */
static void add_ld(struct call *c, const struct matrix *m, bool trans,
		   const ta_idx *rows, const ta_idx *cols)
{
	ta_program *p = c->pl->p;
	const ta_idx *ld = trans ? m->col : m->row;
	const ta_idx *len = trans ? rows : cols;

	add_int(c, ld);
	require(c, ta_idx_sub(c->pl->a, ld, len), true,
		ta_sprintf(p->arena, "a row of %s fits its pitch: %s >= %s",
			   p->array[m->array].name, ta_idx_text(p, ld),
			   ta_idx_text(p, len)));
}

/* Add the distance "inc" between the elements of vector "m". */
static void add_inc(struct call *c, const struct matrix *m, const ta_idx *inc)
{
	ta_program *p = c->pl->p;

	add_int(c, inc);
	require(c, ta_idx_addk(c->pl->a, inc, -1), true,
		ta_sprintf(p->arena, "the stride of %s is positive: %s",
			   p->array[m->array].name, ta_idx_text(p, inc)));
}

/* Add the scalar "e". */
static void add_scalar(struct call *c, ta_expr *e)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_SCALAR, .expr = e });
}

/* Return "x" where it is finite, else 0. */
static ta_expr *if_finite(ta_arena *a, ta_expr *x)
{
	ta_expr *zero = ta_expr_float(a, x->type, 0);
	ta_expr *e = ta_expr_new(a, TA_OP_SUB, x->type, x->loc, 2, x, x);

	e = ta_expr_new(a, TA_OP_EQ, TA_BOOL, x->loc, 2, e, zero);
	return ta_expr_new(a, TA_OP_SELECT, x->type, x->loc, 3, e, x, zero);
}

/* Add the factor of the product.  The routine may leave out what is
   multiplied by zero, the loops do not; and it multiplies the sum, the loops
   each term: infinity times terms of both signs is NaN, infinity times their
   sum is not. */
static void add_alpha(struct call *c)
{
	ta_arena *a = c->pl->a;
	enum ta_type elem = c->pl->p->array[c->c.array].elem;
	ta_expr *alpha = c->con->alpha;

	if (alpha && alpha->op != TA_OP_CONST)
		add_test(c, TA_GUARD_NONZERO,
			 "the factor is finite and not zero")->expr =
			if_finite(a, alpha);
	if (!alpha)
		alpha = ta_expr_float(a, elem, 1.0);
	if (c->con->negate)
		alpha = ta_expr_new(a, TA_OP_NEG, elem, alpha->loc, 1, alpha);
	add_scalar(c, alpha);
}

/* Add the factor of the output. */
static void add_beta(struct call *c)
{
	enum ta_type elem = c->pl->p->array[c->c.array].elem;

	add_scalar(c, c->con->beta ? c->con->beta
				   : ta_expr_float(c->pl->a, elem, 1.0));
}

/* Return the range that iterators of class "cls" of the update run over:
   "extent", or the panel it is confined to; then "offset" of the panel from
   the first iteration is set too. */
static const ta_idx *class_range(struct call *c, enum ta_class cls,
				 const ta_idx *extent, const ta_idx **offset)
{
	struct ta_planner *pl = c->pl;
	int s = c->con->update, d;
	const ta_idx *lo, *hi;

	*offset = NULL;
	for (d = 0; d < pl->p->stmt[s]->depth; d++) {
		if (c->con->cls[d] != cls || !pl->lo[s][d])
			continue;
		if (!ta_simple_bounds(pl->p, pl->p->stmt[s], d, &lo, &hi))
			ta_bug("a panel of a loop without plain bounds");
		*offset = ta_idx_sub(pl->a, pl->lo[s][d],
				     ta_plan_idx(pl, s, lo));
		return ta_idx_sub(pl->a, pl->hi[s][d], pl->lo[s][d]);
	}
	return extent ? ta_plan_idx(pl, s, extent) : NULL;
}

/* Return operand "op" as a matrix. */
static struct matrix matrix(struct call *c, const ta_operand *op)
{
	struct matrix m = { .array = op->access->array, .conj = op->conj };
	int s = c->con->update;

	if (op->offset)
		m.offset = ta_plan_idx(c->pl, s, op->offset);
	m.row = op->row;
	m.col = op->col;
	return m;
}

/* Move the start of "m" by "n" times "stride" ("n" NULL: not at all). */
static void advance(struct call *c, struct matrix *m, const ta_idx *n,
		    const ta_idx *stride)
{
	if (n)
		m->offset = ta_idx_add(c->pl->a, m->offset,
				       ta_idx_mul(c->pl->a, n, stride));
}

/* Return the transpose of "m". */
static struct matrix transposed(struct matrix m)
{
	const ta_idx *row = m.row;

	m.row = m.col;
	m.col = row;
	return m;
}

/* Set the matrices and sizes of "c". */
static void find_matrices(struct call *c)
{
	const ta_contraction *con = c->con;
	const ta_idx *row, *col, *none;

	c->a = matrix(c, &con->left);
	c->b = matrix(c, &con->right);
	c->c = matrix(c, &con->out);
	c->m = class_range(c, TA_CLASS_M, con->m, &row);
	c->n = class_range(c, TA_CLASS_N, con->n, &col);
	c->k = class_range(c, TA_CLASS_K, con->k, &none);
	c->mmax = row ? ta_plan_idx(c->pl, con->update, con->m) : c->m;
	c->nmax = col ? ta_plan_idx(c->pl, con->update, con->n) : c->n;
	advance(c, &c->a, row, c->a.row);
	advance(c, &c->c, row, c->c.row);
	advance(c, &c->b, col, c->b.col);
	advance(c, &c->c, col, c->c.col);
	if (c->n && !is_one(c->c.col)) {
		struct matrix left = transposed(c->b);
		const ta_idx *m = c->m, *mmax = c->mmax;

		c->b = transposed(c->a);
		c->a = left;
		c->c = transposed(c->c);
		c->m = c->n;
		c->n = m;
		c->mmax = c->nmax;
		c->nmax = mmax;
	}
}

/* Add whether the rows of "m" are to be its columns: "trans".  Conjugated alone
   it fits no routine. */
static void add_trans(struct call *c, const struct matrix *m, bool trans)
{
	if (m->conj && !trans)
		ta_bug("a matrix is conjugated and not transposed");
	add_enum(c, m->conj ? CONJ_TRANS : trans ? TRANS : NO_TRANS);
}

/* Add the arguments of gemm. */
static void gemm_args(struct call *c)
{
	bool ta = !is_one(c->a.col), tb = !is_one(c->b.col);

	add_enum(c, ROW_MAJOR);
	add_trans(c, &c->a, ta);
	add_trans(c, &c->b, tb);
	add_extent(c, c->m);
	add_extent(c, c->n);
	add_extent(c, c->k);
	add_alpha(c);
	add_ptr(c, &c->a);
	add_ld(c, &c->a, ta, c->mmax, c->k);
	add_ptr(c, &c->b);
	add_ld(c, &c->b, tb, c->k, c->nmax);
	add_beta(c);
	add_ptr(c, &c->c);
	add_ld(c, &c->c, false, c->mmax, c->nmax);
}

/* Add the arguments of gemv.  A matrix that is conjugated alone is said to be
   stored by columns, and transposed. */
static void gemv_args(struct call *c)
{
	bool ta = !is_one(c->a.col), columns = c->a.conj && !ta;

	add_enum(c, columns ? COL_MAJOR : ROW_MAJOR);
	add_trans(c, &c->a, ta || columns);
	add_extent(c, ta || columns ? c->k : c->m);
	add_extent(c, ta || columns ? c->m : c->k);
	add_alpha(c);
	add_ptr(c, &c->a);
	add_ld(c, &c->a, ta, c->mmax, c->k);
	add_ptr(c, &c->b);
	add_inc(c, &c->b, c->b.row);
	add_beta(c);
	add_ptr(c, &c->c);
	add_inc(c, &c->c, c->c.row);
}

/* Add the vector "m", one of a dot product. */
static void add_vector(struct call *c, const struct matrix *m)
{
	add_ptr(c, m);
	add_inc(c, m, m == &c->a ? m->col : m->row);
}

/* Add the arguments of dot: a vector that is conjugated comes first. */
static void dot_args(struct call *c)
{
	const ta_stmt *st = c->pl->p->stmt[c->con->update];
	int d;

	c->node->stmt = c->con->update;
	c->node->iter = TA_NEWV(c->pl->a, const ta_idx *, st->depth);
	for (d = 0; d < st->depth; d++)
		c->node->iter[d] = c->pl->iter[c->con->update][d]
				   ? c->pl->iter[c->con->update][d]
				   : ta_idx_const(c->pl->a, 0);
	add_extent(c, c->k);
	add_vector(c, c->b.conj ? &c->b : &c->a);
	add_vector(c, c->b.conj ? &c->a : &c->b);
}

/* Return whether the sum of products of "con" is all that its dot product has
   to be. */
static bool plain_dot(const struct ta_planner *pl, const ta_contraction *con,
		      int nstmts)
{
	return nstmts == 1 && !con->alpha
	       && con->negate
		  == (pl->p->stmt[con->update]->reduce == TA_OP_SUB);
}

/* Return the loops of "set", as if there were no library. */
static ta_node *loops(struct ta_planner *pl, const struct ta_set *set, int g,
		      struct ta_place at)
{
	size_t size = (size_t)pl->p->nstmts * sizeof(bool);
	bool *fused = ta_memdup(pl->a, pl->fused, size);
	ta_node *node;

	pl->nocall[g] = true;
	node = ta_plan_set(pl, set, at);
	pl->nocall[g] = false;
	memcpy(pl->fused, fused, size);
	return node;
}

/* Return how many products "c" is of with "m" rows and "n" columns (NULL: no
   such index), or NULL when that is too large a number. */
static const ta_idx *products(const struct call *c, const ta_idx *m,
			      const ta_idx *n)
{
	const ta_idx *x = c->k;

	if (m)
		x = ta_idx_mul(c->pl->a, x, m);
	return n ? ta_idx_mul(c->pl->a, x, n) : x;
}

/* Return whether "c" is too small for certain; adds the test of its size when
   that is not known. */
static bool too_small(struct call *c, enum ta_idiom idiom)
{
	const ta_idx *x = products(c, c->mmax, c->nmax);
	ta_guard *g;
	int64_t k;

	if (c->pl->p->lower == TA_LOWER_BLAS || c->pl->opt->eager
	    || ta_cost_call(idiom, false) >= 1e300)
		return false;
	if (!x)
		return false;
	if (ta_idx_is_const(x, &k))
		return (double)k < ta_cost_call(idiom, true);
	g = add_test(c, TA_GUARD_WORK, "large enough for a library call");
	g->idx = x;
	g->limit = ta_cost_call(idiom, false);
	g->known = ta_cost_call(idiom, true);
	return false;
}

/* Return whether a call for "idiom" is ever better than loops, or the user
   wants it.  In a deterministic kernel a call runs in one thread, and loops
   over a matrix and a vector, whose sums no thread shares, in several. */
bool ta_call_pays(const ta_program *p, enum ta_idiom idiom)
{
	if (p->lower == TA_LOWER_BLAS || (p->require & TA_REQUIRE_BLAS))
		return true;
	return ta_cost_call(idiom, false) < 1e300
	       && !(p->deterministic && idiom == TA_IDIOM_GEMV);
}

/* Return whether code for just the sizes of "c", a call for "idiom", is better
   than the library: they are known and small, and rows of the right operand
   are vectors. */
static bool pays_in_line(const struct call *c, enum ta_idiom idiom)
{
	const ta_program *p = c->pl->p;
	int64_t m, n, k;

	return idiom == TA_IDIOM_GEMM && p->lower != TA_LOWER_BLAS
	       && !ta_type_is_complex(p->array[c->c.array].elem)
	       && !(p->require & TA_REQUIRE_BLAS) && is_one(c->b.col)
	       && ta_idx_is_const(c->m, &m) && ta_idx_is_const(c->n, &n)
	       && ta_idx_is_const(c->k, &k) && ta_cost_in_line(m, n, k);
}

/* Let the call of "c", one of many for the boxes of a triangle, use threads
   only where it is large: they meet at the end of each. */
static void limit_threads(struct call *c)
{
	const ta_idx *x = products(c, c->m, c->n);

	c->node->par_limit = ta_cost_call_threads;
	if (x)
		c->node->work = ta_work_test(c->pl->a, x, &c->node->par_limit);
}

/* Return the plan of "piece", a contraction, at "at". */
ta_node *ta_plan_call(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at)
{
	const ta_group *g = &pl->p->group[piece->call];
	const ta_stmt *st = pl->p->stmt[g->con->update];
	struct call c = { .pl = pl, .con = g->con };
	struct ta_place inside = at;
	int i;

	inside.inside = at.inside || g->idiom == TA_IDIOM_GEMM;
	c.node = ta_node_new(pl->a, TA_NODE_CALL, st->loc);
	c.test = ta_node_new(pl->a, TA_NODE_IF, st->loc);
	find_matrices(&c);
	c.node->in_line = pays_in_line(&c, g->idiom);
	if ((!c.node->in_line
	     && (too_small(&c, g->idiom) || !enough_rows(&c, g->idiom)))
	    || (g->con->alpha && ta_expr_is_value(g->con->alpha, 0.0))
	    || (g->idiom == TA_IDIOM_DOT
		&& !plain_dot(pl, g->con, piece->set.n)))
		return loops(pl, &piece->set, piece->call, at);
	c.node->routine = find_routine(g->idiom,
				       pl->p->array[c.c.array].elem,
				       c.a.conj || c.b.conj);
	if (g->idiom == TA_IDIOM_GEMM)
		gemm_args(&c);
	else if (g->idiom == TA_IDIOM_GEMV)
		gemv_args(&c);
	else
		dot_args(&c);
	if (pl->is_part)
		limit_threads(&c);
	for (i = 0; i < piece->set.n; i++)
		TA_PUSH(pl->a, c.node->cover, c.node->ncovers,
			piece->set.s[i]);
	if (!c.test->nconds)
		return c.node;
	ta_node_add(pl->a, c.test, c.node);
	ta_node_add(pl->a, c.test, loops(pl, &piece->set, piece->call,
					 inside));
	return c.test;
}
