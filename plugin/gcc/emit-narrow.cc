/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-narrow.cc - a product of matrices of a few columns, several rows a vector.

   Assumes a product in line of which the left matrix and the result are stored
   without gaps.  A row that fills a small part of a vector is multiplied together
   with those after it, here of 4 columns and 4 terms in vectors of 16:

	b0 = { B[0][0 .. 3], B[0][0 .. 3], B[0][0 .. 3], B[0][0 .. 3] }; ...
	for (i = 0; i < m; i += 4)
	  { v16sf a = A[i][0 .. 3], ..., A[i + 3][0 .. 3], t;
	    t = { a[0], a[0], a[0], a[0], a[4], ..., a[12] } * b0;
	    t = t + { a[1], ..., a[13] } * b1;  ...
	    C[i][0 .. 3], ..., C[i + 3][0 .. 3] = t; }

   The terms of an element are added up in their order. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* Fewer rows than this in a vector gain nothing: each term takes moving the
   elements of the left matrix to their places besides. */
enum { LEAST_ROWS = 3 };

/* A product of "m" rows, "n" columns and "k" terms, "rows" rows a vector of "lanes"
   elements; b[p]: row "p" of the right matrix, as often. */
struct narrow {
	ta_product *q;
	int64_t m, n, k, rows;
	int lanes;
	tree b[TA_NARROW];
};

/* Whether "m" has its rows of "n" elements one behind the other. */
static bool has_no_gaps(const ta_matrix *m, int64_t n)
{
	return integer_onep(m->col) && tree_fits_shwi_p(m->row) &&
	       tree_to_shwi(m->row) == n;
}

/* The elements of the vector "x" that lane "l" of row "r" in the vector has at
   r * "row" + l * "col" + "first". */
static tree moved(const narrow *w, tree x, int64_t first, int64_t row,
		  int64_t col)
{
	tree type = TREE_TYPE(x), elem, to;
	int bits = (int)tree_to_shwi(TYPE_SIZE(w->q->type));

	elem = build_nonstandard_integer_type(bits, 0);
	to = build_vector_type(elem, w->lanes);
	tree_vector_builder index(to, w->lanes, 1);
	for (int64_t i = 0; i < w->lanes; i++) {
		int64_t from = first + i / w->n * row + i % w->n * col;

		index.quick_push(build_int_cst(
			elem, i < w->rows * w->n ? from : 0));
	}
	return build3_loc(w->q->loc, VEC_PERM_EXPR, type, x, x, index.build());
}

/* Append to "list" the variables b[] of "w", chained to "vars". */
static void set_right(narrow *w, tree *vars, tree *list)
{
	ta_piece_of_row v = {w->lanes, (int)w->n, 0, NULL_TREE};
	tree type = build_vector_type(w->q->type, w->lanes), x;

	ta_piece_begin(w->q, &v, vars, list);
	for (int64_t p = 0; p < w->k; p++) {
		x = ta_tree_variable(w->q->e, "row", type, vars);
		ta_tree_assign(w->q->loc, x,
			       ta_piece_load(w->q, &w->q->b, ta_index_cst(p),
					     ta_index_cst(0), &v),
			       list);
		w->b[p] = ta_tree_variable(w->q->e, "b", type, vars);
		ta_tree_assign(w->q->loc, w->b[p], moved(w, x, 0, 0, 1), list);
	}
}

/* The "rows" rows of the product from row "i" on. */
static tree some_rows(narrow *w, tree i, int64_t rows)
{
	ta_product *q = w->q;
	ta_piece_of_row left = {w->lanes, (int)(rows * w->k), 0,
				NULL_TREE};
	ta_piece_of_row right = {w->lanes, (int)(rows * w->n), 0,
				 NULL_TREE};
	tree type = build_vector_type(q->type, w->lanes), zero = ta_index_cst(0);
	tree vars = NULL_TREE, list = NULL_TREE, a, t, x;

	ta_piece_begin(q, &left, &vars, &list);
	ta_piece_begin(q, &right, &vars, &list);
	a = ta_tree_variable(q->e, "a", type, &vars);
	t = ta_tree_variable(q->e, "t", type, &vars);
	ta_tree_assign(q->loc, a, ta_piece_load(q, &q->a, i, zero, &left),
		       &list);
	for (int64_t p = 0; p < w->k; p++) {
		x = build2_loc(q->loc, MULT_EXPR, type, moved(w, a, p, w->k, 0),
			       w->b[p]);
		if (p)
			x = build2_loc(q->loc, PLUS_EXPR, type, t, x);
		ta_tree_assign(q->loc, t, x, &list);
	}
	x = ta_piece_load(q, &q->c, i, zero, &right);
	ta_tree_assign(q->loc, t, ta_product_result(q, t, x, w->lanes), &list);
	ta_piece_store(q, &q->c, i, zero, &right, t, &list);
	return ta_tree_bind(vars, list);
}

/* Whether the target has the vectors of "w", and masks: those of a row of the
   right matrix are never whole. */
static bool has_vectors(const narrow *w)
{
	int64_t size = tree_to_shwi(TYPE_SIZE_UNIT(w->q->type));

	return w->lanes * size >= 16 && ta_masks(w->q, w->lanes);
}

/* How many rows of "k" and of "n" elements a vector has, of "m". */
static int64_t rows_of(const ta_product *q, int64_t m, int64_t n, int64_t k)
{
	return MIN(m, q->lanes / MAX(n, k));
}

/* How many half cycles a term of such a product of "m" rows, "n" columns and "k"
   terms takes by several rows a vector, or 0 where it cannot. */
int64_t ta_narrow_time(const ta_product *q, int64_t m, int64_t n, int64_t k)
{
	int64_t rows = rows_of(q, m, n, k);

	if (rows < LEAST_ROWS || k > TA_NARROW || !has_no_gaps(&q->a, k) ||
	    !has_no_gaps(&q->c, n) || !integer_onep(q->b.col))
		return 0;
	return 2 * ((m + rows - 1) / rows) + 1;
}

/* Append to "list" the product "q" of "m" rows, "n" columns and "k" terms, which
   ta_narrow_time knows, and return true, or false if the target has no vectors
   for it. */
bool ta_emit_narrow(ta_product *q, int64_t m, int64_t n, int64_t k, tree *list)
{
	narrow w = {q, m, n, k, rows_of(q, m, n, k), q->lanes, {}};
	tree vars = NULL_TREE, body = NULL_TREE, i, whole;
	int64_t most = MAX(n, k) * w.rows, least = m / w.rows * w.rows;

	while (w.lanes / 2 >= most)
		w.lanes /= 2;
	if (!has_vectors(&w))
		return false;
	set_right(&w, &vars, &body);
	i = ta_tree_local(q->e, "i", ta_index_type());
	if (least == w.rows)
		whole = some_rows(&w, ta_index_cst(0), w.rows);
	else
		whole = ta_tree_bind(
			i, ta_tree_loop(q->loc, i, ta_index_cst(0),
					ta_index_cst(least),
					ta_index_cst(w.rows),
					some_rows(&w, i, w.rows)));
	append_to_statement_list(whole, &body);
	if (least < m)
		append_to_statement_list(some_rows(&w, ta_index_cst(least),
						   m - least), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
	return true;
}
