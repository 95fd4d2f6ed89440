/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blas.c - a contraction as a call of a library routine.

   Assumes a contraction whose batch iterators are placed, with strides that
   idiom_contract.c found to fit.  The output is made row-major: if its rows
   have the unit stride, the transposed problem is solved.  What the routine
   needs and the program does not promise becomes a guard of the kernel, or,
   where outer loops decide it, a test around the call; where that fails, or
   where it is too small, the loops run. */
#include "call.h"

#include <string.h>

/* Add a test of "kind" to those around the call. */
ta_guard *ta_call_test(struct ta_call_plan *c, enum ta_guard_kind kind,
			  const char *text)
{
	return ta_node_test(c->pl->a, c->test, kind, text);
}

/* Require "x" >= 0: nothing when it is known, a guard of the kernel when no
   loop decides it and "guard", else a test around the call. */
static void require(struct ta_call_plan *c, const ta_idx *x, bool guard,
		    const char *text)
{
	if (!x) {
		ta_plan_fail(c->pl, "a size of a call is too large");
		return;
	}
	if (ta_known_nonneg(c->pl->p, x))
		return;
	if (guard && !c->aside && !ta_plan_vars(x) && !ta_of_panel(c->pl, x))
		ta_guard_ge0(c->pl->p, x, text);
	else
		ta_call_test(c, TA_GUARD_GE0, text)->idx = x;
}

/* Return whether "x" is the extent of a panel: from 1 to its step. */
bool ta_call_panel(const struct ta_call_plan *c, const ta_idx *x)
{
	return (x == c->m && c->m != c->mmax) || (x == c->n && c->n != c->nmax)
	       || (x == c->k && c->k != c->kmax);
}

/* Add the argument "arg" to the call. */
static void add_arg(struct ta_call_plan *c, ta_arg arg)
{
	TA_PUSH(c->pl->a, c->node->arg, c->node->nargs, arg);
}

/* Add the enumerator "value". */
static void add_enum(struct ta_call_plan *c, int value)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_ENUM, .value = value });
}

/* Return whether "x", which is not negative, fits an int by the types alone of
   what it is made of. */
static bool fits_by_type(const ta_program *p, const ta_idx *x)
{
	int64_t k;
	int i, v;

	if (ta_idx_is_const(x, &k))
		return k <= INT32_MAX;
	for (i = 0; i < x->nterms; i++) {
		v = x->term[i].nvars == 1 ? x->term[i].var[0] - TA_PARAM0 : -1;
		if (v >= 0 && x->term[i].coef == 1
		    && (ta_type_size(p->param[v].type) < 4
			|| p->param[v].type == TA_I32)
		    && ta_known_nonneg(p, ta_idx_sub(p->arena,
						     ta_idx_param(p->arena, v),
						     x)))
			return true;
	}
	return false;
}

/* Add the size "x".  What does not fit the routine's int is split when it is
   called; half of a square cannot be, and there is no call then. */
static void add_int(struct ta_call_plan *c, const ta_idx *x)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_INT, .idx = x });
	if (c->routine->domain != TA_DOMAIN_BOX && x
	    && !fits_by_type(c->pl->p, x))
		require(c, ta_idx_addk(c->pl->a, ta_idx_scale(c->pl->a, x, -1),
				       INT32_MAX),
			true, "a size fits an int");
}

/* Add the extent "x": the call is for at least one. */
static void add_extent(struct ta_call_plan *c, const ta_idx *x)
{
	add_int(c, x);
	if (!ta_call_panel(c, x))
		require(c, ta_idx_addk(c->pl->a, x, -1), false,
			"a size is not empty");
}

/* Add the pointer to matrix "m". */
static void add_ptr(struct ta_call_plan *c, const struct ta_matrix_of *m)
{
	add_arg(c, (ta_arg){ .kind = TA_ARG_PTR, .array = m->array,
			     .idx = m->offset });
}

/* Add the pitch of matrix "m" with "rows" and "cols", which is stored by rows
   unless "trans". */
static void add_ld(struct ta_call_plan *c, const struct ta_matrix_of *m, bool trans,
		   const ta_idx *rows, const ta_idx *cols)
{
	ta_program *p = c->pl->p;
	const ta_idx *ld = trans ? m->col : m->row;
	const ta_idx *len = trans ? rows : cols;

	add_int(c, ld);
	if (p->array[m->array].is_scratch)
		return;
	require(c, ta_idx_sub(c->pl->a, ld, len), true,
		ta_sprintf(p->arena, "a row of %s fits its pitch: %s >= %s",
			   p->array[m->array].name, ta_idx_text(p, ld),
			   ta_idx_text(p, len)));
}

/* Add the distance "inc" between the elements of vector "m". */
static void add_inc(struct ta_call_plan *c, const struct ta_matrix_of *m,
		    const ta_idx *inc)
{
	ta_program *p = c->pl->p;

	add_int(c, inc);
	require(c, ta_idx_addk(c->pl->a, inc, -1), true,
		ta_sprintf(p->arena, "the stride of %s is positive: %s",
			   p->array[m->array].name, ta_idx_text(p, inc)));
}

/* Add the scalar "e". */
static void add_scalar(struct ta_call_plan *c, ta_expr *e)
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
static void add_alpha(struct ta_call_plan *c)
{
	ta_arena *a = c->pl->a;
	enum ta_type elem = c->pl->p->array[c->c.array].elem;
	ta_expr *alpha = c->con->alpha, *times = c->con->times;

	if (times)
		alpha = alpha ? ta_expr_new(a, TA_OP_MUL, elem, times->loc, 2,
					    alpha, times)
			      : times;
	if (alpha && alpha->op != TA_OP_CONST)
		ta_call_test(c, TA_GUARD_NONZERO,
			 "the factor is finite and not zero")->expr =
			if_finite(a, alpha);
	if (!alpha)
		alpha = ta_expr_float(a, elem, 1.0);
	if (c->con->negate)
		alpha = ta_expr_new(a, TA_OP_NEG, elem, alpha->loc, 1, alpha);
	add_scalar(c, alpha);
}

/* Return whether "e" is a number, real or complex. */
static bool is_number(const ta_expr *e)
{
	if (e->op == TA_OP_COMPLEX)
		return is_number(e->arg[0]) && is_number(e->arg[1]);
	return e->op == TA_OP_CONST;
}

/* Add the factor of the output, which the routine does not read if it is
   zero. */
static void add_beta(struct ta_call_plan *c)
{
	enum ta_type elem = c->pl->p->array[c->c.array].elem;
	ta_expr *beta = c->con->beta;

	if (beta && !is_number(beta))
		ta_call_test(c, TA_GUARD_NONZERO,
			 "the factor of the output is not zero")->expr = beta;
	add_scalar(c, beta ? beta : ta_expr_float(c->pl->a, elem, 1.0));
}

/* Return the range that iterators of class "cls" of the update run over:
   "extent", or the panel it is confined to; then "offset" of the panel from
   the first iteration is set too. */
static const ta_idx *class_range(struct ta_call_plan *c, enum ta_class cls,
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
static struct ta_matrix_of matrix(struct ta_call_plan *c, const ta_operand *op)
{
	struct ta_matrix_of m = { .array = op->access->array, .conj = op->conj };
	int s = c->con->update;

	if (op->offset)
		m.offset = ta_plan_idx(c->pl, s, op->offset);
	m.row = op->row;
	m.col = op->col;
	return m;
}

/* Move the start of "m" by "n" times "stride" ("n" NULL: not at all). */
static void advance(struct ta_call_plan *c, struct ta_matrix_of *m, const ta_idx *n,
		    const ta_idx *stride)
{
	if (n)
		m->offset = ta_idx_add(c->pl->a, m->offset,
				       ta_idx_mul(c->pl->a, n, stride));
}

/* Return the transpose of "m". */
static struct ta_matrix_of transposed(struct ta_matrix_of m)
{
	const ta_idx *row = m.row;

	m.row = m.col;
	m.col = row;
	return m;
}

/* Return the half that "half" is of the transpose. */
static enum ta_half other_half(enum ta_half half)
{
	return half == TA_HALF_LOWER   ? TA_HALF_UPPER
	       : half == TA_HALF_UPPER ? TA_HALF_LOWER
				       : TA_HALF_NONE;
}

/* Make "c" the transposed problem. */
static void turn(struct ta_call_plan *c)
{
	bool right = c->routine->domain == TA_DOMAIN_LEFT
		     || c->routine->domain == TA_DOMAIN_SYM;
	struct ta_matrix_of left = transposed(c->b);
	const ta_idx *m = c->m, *mmax = c->mmax;

	c->b = right ? left : transposed(c->a);
	c->a = right ? transposed(c->a) : left;
	c->c = transposed(c->c);
	c->m = c->n;
	c->n = m;
	c->mmax = c->nmax;
	c->nmax = mmax;
	c->half = other_half(c->half);
	c->right = right;
}

/* Set the matrices and sizes of "c". */
static void find_matrices(struct ta_call_plan *c)
{
	const ta_contraction *con = c->con;
	const ta_idx *row, *col, *none;

	c->a = matrix(c, &con->left);
	c->b = matrix(c, &con->right);
	c->c = matrix(c, &con->out);
	c->m = class_range(c, TA_CLASS_M, con->m, &row);
	c->n = class_range(c, TA_CLASS_N, con->n, &col);
	c->k = class_range(c, TA_CLASS_K, con->k, &none);
	c->kmax = c->k;
	c->mmax = row ? ta_plan_idx(c->pl, con->update, con->m) : c->m;
	c->nmax = col ? ta_plan_idx(c->pl, con->update, con->n) : c->n;
	c->half = con->half;
	advance(c, &c->a, row, c->a.row);
	advance(c, &c->c, row, c->c.row);
	advance(c, &c->b, col, c->b.col);
	advance(c, &c->c, col, c->c.col);
	if (c->n && !ta_idx_is_one(c->c.col))
		turn(c);
}

/* Add whether the rows of "m" are to be its columns: "trans".  Conjugated alone
   it fits no routine. */
static void add_trans(struct ta_call_plan *c, const struct ta_matrix_of *m,
		      bool trans)
{
	if (m->conj && !trans)
		ta_bug("a matrix is conjugated and not transposed");
	add_enum(c, m->conj ? TA_CONJ_TRANS : trans ? TA_TRANS : TA_NO_TRANS);
}

/* Set where the sum of "c", which the routine returns, goes. */
static void take_result(struct ta_call_plan *c)
{
	const ta_stmt *st = c->pl->p->stmt[c->con->update];
	int d;

	c->node->stmt = c->con->update;
	c->node->iter = TA_NEWV(c->pl->a, const ta_idx *, st->depth);
	for (d = 0; d < st->depth; d++)
		c->node->iter[d] = c->pl->iter[c->con->update][d]
				   ? c->pl->iter[c->con->update][d]
				   : ta_idx_const(c->pl->a, 0);
}

/* Add the vector "m", one of a dot product. */
static void add_vector(struct ta_call_plan *c, const struct ta_matrix_of *m)
{
	add_ptr(c, m);
	add_inc(c, m, m == &c->a ? m->col : m->row);
}

/* Add the left operand of "c", which is stored by columns if "ta". */
static void add_left(struct ta_call_plan *c, bool ta)
{
	bool square = c->routine->domain == TA_DOMAIN_LEFT
		      || c->routine->domain == TA_DOMAIN_SYM;
	const ta_idx *cols = !square ? c->kmax : c->right ? c->n : c->m;

	add_ptr(c, &c->a);
	add_ld(c, &c->a, ta, c->right ? c->nmax : c->mmax, cols);
}

/* Add the arguments for which there is a word of CBLAS, of those of "role";
   return whether it is one.  A matrix that is conjugated alone is said to be
   stored by columns, and transposed. */
static bool add_word(struct ta_call_plan *c, char role)
{
	bool ta = c->a.col && !ta_idx_is_one(c->a.col), columns;
	enum ta_half half = c->half;

	columns = c->routine->idiom == TA_IDIOM_GEMV && c->a.conj && !ta;
	if (ta && c->routine->domain != TA_DOMAIN_OUT)
		half = other_half(half);
	switch (role) {
	case 'o':
		add_enum(c, columns ? TA_COL_MAJOR : TA_ROW_MAJOR);
		return true;
	case 's':
		add_enum(c, c->right ? TA_RIGHT : TA_LEFT);
		return true;
	case 'u':
		add_enum(c, half == TA_HALF_UPPER ? TA_UPPER : TA_LOWER);
		return true;
	case 't':
		add_trans(c, &c->a, ta || columns);
		return true;
	case 'T':
		add_trans(c, &c->b, !ta_idx_is_one(c->b.col));
		return true;
	case 'd':
		add_enum(c, c->con->diag < 0 ? TA_UNIT : TA_NON_UNIT);
		return true;
	default:
		return false;
	}
}

/* Add the extent or factor that is the argument "role"; return whether it is
   one. */
static bool add_number(struct ta_call_plan *c, char role)
{
	bool turned = !ta_idx_is_one(c->a.col) || c->a.conj;

	switch (role) {
	case 'm':
		add_extent(c, c->m);
		return true;
	case 'n':
		add_extent(c, c->n);
		return true;
	case 'k':
		add_extent(c, c->k);
		return true;
	case 'r':
		add_extent(c, turned ? c->k : c->m);
		return true;
	case 'c':
		add_extent(c, turned ? c->m : c->k);
		return true;
	case 'a':
		add_alpha(c);
		return true;
	case 'b':
		add_beta(c);
		return true;
	default:
		return false;
	}
}

/* Add the matrix or vector that is the argument "role". */
static void add_matrix(struct ta_call_plan *c, char role)
{
	bool tb = c->b.col && !ta_idx_is_one(c->b.col);

	switch (role) {
	case 'A':
		add_left(c, !ta_idx_is_one(c->a.col));
		break;
	case 'B':
		add_ptr(c, &c->b);
		add_ld(c, &c->b, tb, c->kmax, c->nmax);
		break;
	case 'C':
		add_ptr(c, &c->c);
		add_ld(c, &c->c, false, c->mmax, c->nmax);
		break;
	case 'x':
		add_ptr(c, &c->b);
		add_inc(c, &c->b, c->b.row);
		break;
	case 'y':
		add_ptr(c, &c->c);
		add_inc(c, &c->c, c->c.row);
		break;
	case 'X':
		take_result(c);
		add_vector(c, c->b.conj ? &c->b : &c->a);
		break;
	case 'Y':
		add_vector(c, c->b.conj ? &c->a : &c->b);
		break;
	default:
		ta_bug("%s has an argument %c", c->routine->name, role);
	}
}

/* Return whether "e" (NULL: 1) is known to be more than 0. */
static bool is_positive(const ta_expr *e)
{
	return !e || (e->op == TA_OP_CONST && e->u.f > 0);
}

/* Test that the matrix "m" of "rows" by "cols" has neither infinities nor NaN,
   and of its "n" elements from "edge" on, "pitch" apart, none is -0, or if
   "zeros" 0.  Return the test. */
static ta_guard *test_matrix(struct ta_call_plan *c, const struct ta_matrix_of *m,
			     const ta_idx *rows, const ta_idx *cols,
			     const ta_idx *edge, const ta_idx *n,
			     const ta_idx *pitch, bool zeros)
{
	ta_guard *g = ta_call_test(c, TA_GUARD_FINITE,
			       "what is multiplied is finite");

	g->array[0] = m->array;
	g->lo[0] = m->offset;
	g->row_lo[0] = rows;
	g->row_hi[0] = cols;
	g->period[0] = m->row;
	g->idx = edge;
	g->hi[1] = n;
	g->hi[0] = pitch;
	g->zeros = zeros;
	return g;
}

/* Test that what "c" multiplies in place has neither infinities nor NaN: the
   library multiplies them with zeros beyond the triangle.  It adds these to the
   row that is no sum too, which is not to lose the sign of a zero, nor that
   which a factor or the diagonal gives to one. */
static void test_finite(struct ta_call_plan *c)
{
	ta_arena *a = c->pl->a;
	const ta_idx *one = ta_idx_const(a, 1), *edge = c->c.offset, *last;
	const ta_idx *size = c->right ? c->n : c->m;
	const ta_idx *pitch = c->right ? c->c.col : c->c.row;
	bool zeros = c->con->diag >= 0 || !is_positive(c->con->alpha);
	struct ta_matrix_of corner = c->a;

	last = (c->half == TA_HALF_UPPER) != c->right
		       ? ta_idx_addk(a, size, -1)
		       : ta_idx_const(a, 0);
	edge = ta_idx_add(a, edge, ta_idx_mul(a, last, pitch));
	test_matrix(c, &c->c, c->m, c->n, edge, c->right ? c->m : c->n,
		    c->right ? c->c.row : c->c.col, zeros);
	if (c->con->diag < 0)
		return;
	advance(c, &corner, last, ta_idx_add(a, c->a.row, c->a.col));
	test_matrix(c, &corner, one, one, corner.offset, one, one, true);
}

/* Test that what "c" solves, of floats, has neither infinities nor NaN: OpenBLAS
   multiplies what it has solved by zeros, too, on processors with AVX2 and without
   AVX-512, so that an infinity becomes NaN, and so do elements before it; and
   -0 becomes 0, which is left open.  Of the triangle only what the loops read is
   there to be looked at. */
static void test_solvable(struct ta_call_plan *c)
{
	const ta_idx *k = c->right ? c->n : c->m;
	bool turned = !ta_idx_is_one(c->a.col);
	struct ta_matrix_of triangle = c->a;
	ta_guard *g;

	if (c->pl->p->array[c->c.array].elem != TA_F32)
		return;
	if (turned)
		triangle.row = triangle.col;
	test_matrix(c, &c->c, c->m, c->n, NULL, NULL, NULL, false);
	g = test_matrix(c, &triangle, k, k, NULL, NULL, NULL, false);
	g->half = turned ? other_half(c->half) : c->half;
	g->strict = c->con->diag < 0;
}

/* Have the call only for two rows or more if it is of a triangle without its
   diagonal: the loops touch nothing if there is one row. */
static void require_rows(struct ta_call_plan *c)
{
	const ta_idx *k = c->right ? c->n : c->m;

	if (c->routine->domain == TA_DOMAIN_OUT || c->half == TA_HALF_NONE
	    || c->con->diag >= 0 || ta_call_panel(c, k))
		return;
	require(c, ta_idx_addk(c->pl->a, k, -2), false,
		"a triangle has more than its diagonal");
}

/* Add the arguments of "c". */
static void add_args(struct ta_call_plan *c)
{
	const char *role;

	for (role = c->routine->args; *role; role++)
		if (!add_word(c, *role) && !add_number(c, *role))
			add_matrix(c, *role);
	require_rows(c);
	if (c->routine->idiom == TA_IDIOM_TRMM)
		test_finite(c);
	if (c->routine->idiom == TA_IDIOM_TRSM)
		test_solvable(c);
}

/* Return whether the sum of products of "con" is all that its dot product has
   to be. */
static bool plain_dot(const struct ta_planner *pl, const ta_contraction *con,
		      int nstmts)
{
	return nstmts == 1 && !con->alpha
	       && con->negate
		  == (ta_sum_op(pl->p->stmt[con->update]) == TA_OP_SUB);
}

/* Return the loops of "set", of group "g", for where a call of it does not suit:
   it is too small, as a rule, so that panels are not worth their code. */
ta_node *ta_plan_loops(struct ta_planner *pl, const struct ta_set *set, int g,
		       struct ta_place at)
{
	size_t size = (size_t)pl->nstmts * sizeof(bool);
	bool *fused = ta_memdup(pl->a, pl->fused, size), small = pl->small;
	ta_node *node;

	pl->nocall[g] = pl->small = true;
	node = ta_plan_set(pl, set, at);
	pl->nocall[g] = false;
	pl->small = small;
	memcpy(pl->fused, fused, size);
	return node;
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

/* Return whether the plan may call the library. */
bool ta_has_library(const struct ta_planner *pl)
{
	return pl->opt->blas && pl->p->lower != TA_LOWER_LOOPS;
}

/* Return whether the plan may hold products of matrices that are no loops: calls
   of the library, or of a function of the file. */
bool ta_has_products(const struct ta_planner *pl)
{
	return ta_has_library(pl) || !pl->opt->no_heap;
}

/* Let the call of "c" use threads only from "limit" products on: they meet at its
   end. */
static void limit_threads(struct ta_call_plan *c, double limit)
{
	const ta_idx *x = ta_call_products(c, c->m, c->n);

	c->node->par_limit = ta_enough(c->pl->opt, limit);
	if (x)
		c->node->work = ta_work_test(c->pl->a, x, &c->node->par_limit);
}

/* Return the call of gemm for "x", and add what has to be tested for it to
   "test". */
ta_node *ta_plan_product(struct ta_planner *pl, const struct ta_product *x,
			 ta_node *test)
{
	struct ta_call_plan c = { .pl = pl, .con = x->con, .test = test,
			  .aside = x->aside };
	struct ta_matrix_of *m[] = { &c.a, &c.b, &c.c };
	int i;

	for (i = 0; i < TA_ARRAY_LEN(m); i++)
		*m[i] = (struct ta_matrix_of){ .array = x->array[i],
					 .conj = x->conj[i],
					 .offset = x->offset[i],
					 .row = x->row[i],
					 .col = x->col[i] };
	c.m = x->m;
	c.n = x->n;
	c.k = x->k;
	c.mmax = x->mmax;
	c.nmax = x->nmax;
	c.kmax = x->kmax;
	c.node = ta_node_new(pl->a, TA_NODE_CALL,
			     pl->p->stmt[x->con->update]->loc);
	c.routine = ta_find_routine(TA_IDIOM_GEMM,
				    pl->p->array[c.c.array].elem, false);
	c.node->routine = c.routine->name;
	c.node->own = !ta_has_library(pl);
	if (!ta_idx_is_one(c.c.col))
		turn(&c);
	add_args(&c);
	return c.node;
}

/* Return the plan of "piece", a contraction, at "at". */
ta_node *ta_plan_call(struct ta_planner *pl, const struct ta_piece *piece,
		      struct ta_place at)
{
	const ta_group *g = &pl->p->group[piece->call];
	const ta_stmt *st = pl->p->stmt[g->con->update];
	struct ta_call_plan c = { .pl = pl, .con = g->con };
	struct ta_place inside = at;
	ta_node *call, *few;
	int i;

	if (g->con->left.packed || g->con->right.packed)
		return ta_plan_packed(pl, piece, at);
	inside.inside = at.inside || g->con->n;
	c.node = ta_node_new(pl->a, TA_NODE_CALL, st->loc);
	c.test = ta_node_new(pl->a, TA_NODE_IF, st->loc);
	c.routine = ta_find_routine(
		g->idiom, pl->p->array[g->con->left.access->array].elem,
		g->con->left.conj || g->con->right.conj);
	find_matrices(&c);
	ta_choose_maker(&c, g->idiom);
	if ((!c.node->in_line
	     && (ta_too_small(&c, g->idiom) || !ta_enough_rows(&c, g->idiom)))
	    || (g->con->alpha && ta_expr_is_value(g->con->alpha, 0.0))
	    || (g->idiom == TA_IDIOM_DOT
		&& !plain_dot(pl, g->con, piece->set.n)))
		return ta_plan_loops(pl, &piece->set, piece->call, at);
	c.node->routine = c.routine->name;
	add_args(&c);
	if (pl->is_part)
		limit_threads(&c, ta_cost_call_threads);
	else if (g->idiom == TA_IDIOM_GEMV)
		limit_threads(&c, ta_cost_gemv_threads);
	for (i = 0; i < piece->set.n; i++)
		TA_PUSH(pl->a, c.node->cover, c.node->ncovers,
			piece->set.s[i]);
	call = ta_with_own(&c, g->idiom);
	if (!c.test->nconds)
		return call;
	ta_node_add(pl->a, c.test, call);
	few = ta_with_few(&c, g->idiom);
	ta_node_add(pl->a, c.test, few ? few : ta_plan_loops(
				pl, &piece->set, piece->call, inside));
	return c.test;
}
