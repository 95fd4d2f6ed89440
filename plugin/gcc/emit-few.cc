/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-few.cc - the function that multiplies matrices of few rows or terms.

   Assumes a pass at work.  There is one in a file for each type of elements and
   target (emit-own.cc).  It neither packs nor asks for memory; B and C are stored by
   rows, A any way:

	static void tensoraot.few.gemm (long m, long n, long k, T alpha,
					T *a, long ar, long ac,
					T *b, long br, long bc,
					T beta, T *c, long cr)
	{
	  T sum[256];
	  if (k <= 0)
	    {
	      alpha = beta == 0 ? 0 : -0.0;
	      n = beta == 1 ? 0 : n;
	    }
	  for (j0 = 0; j0 < n; j0 += 256)
	    for (i = 0; i < m; i++)
	      {
		nb = min (n - j0, 256);
		sum[0 .. nb] = 0;
		for (p = 0; p < k / 4 * 4; p += 4)
		  sum[j] = ((sum[j] + a[i][p] * b[p][j0 + j]) + ... 4 of them
		for (; p < k; p++)
		  sum[j] = sum[j] + a[i][p] * b[p][j0 + j];
		c[i][j0 + j] = alpha * sum[j] + beta * c[i][j0 + j];
	      }
	}

   What of B a strip needs stays in the cache for all rows.  Each element adds up its
   terms in their order.  Leaves true that nothing outside of the matrices is read, C
   not where "beta" is 0; and that C is as it was, zeros with their signs, where there
   are no terms, but for "beta". */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-gemm.h"

/* The columns of a strip, and how many terms are added to the sums at a time. */
enum { STRIP = 256, TERMS = 4 };

/* The function in the making: its emission, its arguments, and its variables, named as
   above. */
struct few {
	ta_emit e;
	ta_product q;
	ta_gemm_args x;
	tree vars, sum, j0, nb, i, p;
};

/* A variable "name" that is an index. */
static tree index_var(few *f, const char *name)
{
	return ta_tree_variable(&f->e, name, ta_index_type(), &f->vars);
}

/* x "code" y, of elements. */
static tree calculate(few *f, enum tree_code code, tree x, tree y)
{
	return build2(code, f->q.type, x, y);
}

/* The sum of column "j" of the strip. */
static tree sum_of(few *f, tree j)
{
	return build4(ARRAY_REF, f->q.type, f->sum, j, NULL_TREE, NULL_TREE);
}

/* The element of the result in column "j" of the strip. */
static tree result(few *f, tree j)
{
	return ta_elements(&f->q, &f->x.c, f->i,
			   ta_index_op(PLUS_EXPR, f->j0, j), 1);
}

/* Append to "list" a loop of vectors over the columns "j" of the strip that sets
   "to" to "value". */
static void append_columns(few *f, tree j, tree to, tree value, tree *list)
{
	tree body = NULL_TREE, loop;

	ta_tree_assign(UNKNOWN_LOCATION, to, value, &body);
	loop = ta_omp_loop(OMP_SIMD, UNKNOWN_LOCATION, j, ta_index_cst(0), f->nb,
			   ta_index_cst(1), body, NULL_TREE);
	append_to_statement_list(ta_tree_bind(j, loop), list);
}

/* The counter of a loop over the columns of a strip. */
static tree column(few *f)
{
	return ta_tree_local(&f->e, "j", ta_index_type());
}

/* Append to "list" the loop over the terms from "from" up to "end", "terms" of them at
   a time. */
static void append_terms(few *f, int terms, tree from, tree end, tree *list)
{
	tree j = column(f), value = sum_of(f, j), body = NULL_TREE, t;

	for (int i = 0; i < terms; i++) {
		tree p = ta_index_op(PLUS_EXPR, f->p, ta_index_cst(i));

		t = calculate(f, MULT_EXPR,
			      ta_elements(&f->q, &f->x.a, f->i, p, 1),
			      ta_elements(&f->q, &f->x.b, unshare_expr(p),
					  ta_index_op(PLUS_EXPR, f->j0, j), 1));
		value = calculate(f, PLUS_EXPR, value, t);
	}
	append_columns(f, j, sum_of(f, j), value, &body);
	append_to_statement_list(ta_tree_loop(UNKNOWN_LOCATION, f->p, from, end,
					      ta_index_cst(terms), body),
				 list);
}

/* Whether beta is "value". */
static tree beta_is(const few *f, double value)
{
	return build2(EQ_EXPR, boolean_type_node, f->x.beta,
		      ta_tree_real(f->q.type, value));
}

/* Append to "list" that the sums of a row go to the result. */
static void append_result(few *f, tree *list)
{
	tree arm[2] = {NULL_TREE, NULL_TREE};

	for (int i = 0; i < 2; i++) {
		tree j = column(f), value;

		value = calculate(f, MULT_EXPR, f->x.alpha, sum_of(f, j));
		if (i)
			value = calculate(f, PLUS_EXPR, value,
					  calculate(f, MULT_EXPR, f->x.beta,
						    result(f, j)));
		append_columns(f, j, result(f, j), value, &arm[i]);
	}
	ta_tree_if(beta_is(f, 0), arm[0], arm[1], list);
}

/* Append to "list" that a sum without terms is what adds nothing to C, or zero where
   it is stored, and that C is not touched where it would be the same. */
static void append_nothing(few *f, tree *list)
{
	tree type = ta_index_type(), none = NULL_TREE, t;

	t = build3(COND_EXPR, f->q.type, beta_is(f, 0),
		   ta_tree_real(f->q.type, 0), ta_tree_real(f->q.type, -0.0));
	ta_tree_assign(UNKNOWN_LOCATION, f->x.alpha, t, &none);
	t = build3(COND_EXPR, type, beta_is(f, 1), ta_index_cst(0), f->x.n);
	ta_tree_assign(UNKNOWN_LOCATION, f->x.n, t, &none);
	ta_tree_if(build2(LE_EXPR, boolean_type_node, f->x.k, ta_index_cst(0)),
		   none, NULL_TREE, list);
}

/* Append to "list" what the function does. */
static void append_body(few *f, tree *list)
{
	tree row = NULL_TREE, rows = NULL_TREE, j = column(f), whole;

	append_nothing(f, list);
	append_columns(f, j, sum_of(f, j), ta_tree_real(f->q.type, 0), &row);
	whole = ta_index_op(MINUS_EXPR, f->x.k, ta_index_cst(TERMS - 1));
	append_terms(f, TERMS, ta_index_cst(0), whole, &row);
	append_terms(f, 1, f->p, f->x.k, &row);
	append_result(f, &row);
	ta_tree_assign(UNKNOWN_LOCATION, f->nb,
		       ta_index_op(MIN_EXPR,
				   ta_index_op(MINUS_EXPR, f->x.n, f->j0),
				   ta_index_cst(STRIP)),
		       &rows);
	append_to_statement_list(
		ta_tree_loop(UNKNOWN_LOCATION, f->i, ta_index_cst(0), f->x.m,
			     ta_index_cst(1), row), &rows);
	append_to_statement_list(
		ta_tree_loop(UNKNOWN_LOCATION, f->j0, ta_index_cst(0), f->x.n,
			     ta_index_cst(STRIP), rows), list);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, NULL_TREE),
				 list);
}

/* The function that multiplies matrices of "type" of few rows or terms, for a kernel
   that "e" emits. */
tree ta_few_fn(ta_emit *e, tree type)
{
	const char *name = TYPE_MODE(type) == TYPE_MODE(float_type_node)
				   ? "tensoraot.few.sgemm"
				   : "tensoraot.few.dgemm";
	ta_compiled how = ta_shared_how(e);
	tree known = ta_own_known(name, how), list = NULL_TREE;
	few f = {};

	if (known)
		return known;
	f.q.e = &f.e;
	f.e.loc = f.q.loc = UNKNOWN_LOCATION;
	f.q.type = type;
	f.e.fn = ta_gemm_declare(name, type, e->user_fn, how, &f.e.block, &f.x);
	f.x.b.col = ta_index_cst(1);
	f.sum = ta_tree_variable(&f.e, "sum",
				 build_array_type_nelts(type, STRIP), &f.vars);
	f.j0 = index_var(&f, "j0");
	f.nb = index_var(&f, "nb");
	f.i = index_var(&f, "i");
	f.p = index_var(&f, "p");
	append_body(&f, &list);
	ta_own_define(f.e.fn, f.e.block, f.vars, list);
	return f.e.fn;
}
