/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-down.cc - a product of matrices of few columns, by vectors down the columns.

   Assumes a product in line of which the left matrix and the result have their rows
   stored element by element, and that cost_down.c says that it pays: 10 columns
   take two vectors of 8 along a row, but one down each column, here of 8 rows:

	for (i = 0; i < m; i += 8)
	  { v8df t0 = 0, ..., t9 = 0;
	    for (p = 0; p < k; p += 8)
	      { v8df a0 = A[i][p .. p + 7], ..., a7 = A[i + 7][p .. p + 7];
	        a0, ..., a7 = these turned: A[i .. i + 7][p], ...;
	        t0 = t0 + a0 * B[p][0];  ...  t9 = t9 + a0 * B[p][9];
	        t0 = t0 + a1 * B[p + 1][0];  ... }
	    C[i .. i + 7][0 .. 9] = t0, ..., t9, turned back; }

   Terms that fill no square are the last of one that begins before them.  Of two
   squares of columns that are turned back, the last may have some of the first, too;
   where there are fewer columns than a vector has, they are stored under a mask.
   The terms of an element are added up in their order.  Leaves true that nothing is
   read or written but the matrices. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

/* How many bytes a vector has at least; the elements of one, the sums, and the squares
   of columns that there are at most. */
enum { LEAST = 16, MAX_LANES = TA_MAX_TURNED, MAX_SUMS = 32, MAX_BACK = 4 };

/* The tile in the making: a vector of rows of "q", from row "row" on, with "n"
   columns and sums, and "k" terms.  "left": where its rows of the left matrix
   begin. */
struct down_tile {
	ta_product *q;
	int64_t n, k;
	tree row, type, vars, sum[MAX_SUMS];
	ta_matrix left;
};

/* A new variable of "t" that is the vector "x" in "list". */
static tree vector_of(down_tile *t, tree x, tree *list)
{
	tree v = ta_tree_variable(t->q->e, "v", t->type, &t->vars);

	ta_tree_assign(t->q->loc, v, x, list);
	return v;
}

/* Turn the square of the vectors v[0], v[1] .... */
static void turn(down_tile *t, tree *v, tree *list)
{
	int size = (int)int_size_in_bytes(t->q->type);

	ta_turn_square(t->q->e->fn, size, size * t->q->lanes, v, &t->vars, list);
}

/* Append to "list" that the sums of "t" have the terms of a square of the left matrix
   more, that at column "p", but for its first "without". */
static void add_square(down_tile *t, tree p, int without, tree *list)
{
	ta_product *q = t->q;
	tree a[MAX_LANES], b;

	for (int r = 0; r < q->lanes; r++)
		a[r] = vector_of(t, ta_elements(q, &t->left, ta_index_cst(r), p,
						q->lanes), list);
	turn(t, a, list);
	for (int r = without; r < q->lanes; r++)
		for (int64_t j = 0; j < t->n; j++) {
			b = ta_elements(q, &q->b, ta_index_plus(p, r),
					ta_index_cst(j), 1);
			b = build_vector_from_val(t->type, b);
			b = build2(MULT_EXPR, t->type, a[r], b);
			ta_tree_assign(q->loc, t->sum[j],
				       build2(PLUS_EXPR, t->type, t->sum[j], b),
				       list);
		}
}

/* Append to "list" that the sums of "t" have all terms. */
static void add_terms(down_tile *t, tree *list)
{
	tree p = ta_tree_local(t->q->e, "p", ta_index_type());
	int64_t n = t->q->lanes, whole = t->k / n * n;
	tree square = NULL_TREE, loop;

	add_square(t, p, 0, &square);
	loop = ta_tree_loop(t->q->loc, p, ta_index_cst(0), ta_index_cst(whole),
			    ta_index_cst(n), square);
	append_to_statement_list(ta_tree_bind(p, loop), list);
	if (whole < t->k)
		add_square(t, ta_index_cst(t->k - n), (int)(n - t->k + whole),
			   list);
}

/* Append to "list" that row "r" of the tile becomes what x[i] has for the columns
   of part[i], of which there are "n".  All are read before any is written. */
static void store_row(down_tile *t, int r, int n, const ta_piece_of_row *part,
		      tree *x, tree *list)
{
	ta_product *q = t->q;
	tree row = ta_index_plus(t->row, r), col[MAX_BACK], old;

	for (int i = 0; i < n; i++) {
		col[i] = ta_index_cst(part[i].at);
		old = ta_piece_load(q, &q->c, row, col[i], &part[i]);
		x[i] = vector_of(t, ta_product_result(q, x[i], old, q->lanes),
				 list);
	}
	for (int i = 0; i < n; i++)
		ta_piece_store(q, &q->c, row, col[i], &part[i], x[i], list);
}

/* Append to "list" that the result has the sums of "t". */
static void store_sums(down_tile *t, tree *list)
{
	int lanes = t->q->lanes, n = 0;
	tree back[MAX_BACK][MAX_LANES], x[MAX_BACK];
	ta_piece_of_row part[MAX_BACK];

	for (int64_t j = 0; j < t->n; j += lanes, n++) {
		int used = (int)MIN(t->n, (int64_t)lanes);

		part[n] = {lanes, used, MAX(MIN(j, t->n - lanes), (int64_t)0),
			   NULL_TREE};
		ta_piece_begin(t->q, &part[n], &t->vars, list);
		for (int c = 0; c < lanes; c++)
			back[n][c] = c < used ? t->sum[part[n].at + c]
					      : build_zero_cst(t->type);
		turn(t, back[n], list);
	}
	for (int r = 0; r < lanes; r++) {
		for (int i = 0; i < n; i++)
			x[i] = back[i][r];
		store_row(t, r, n, part, x, list);
	}
}

/* Whether the target has what the product "q" of "n" columns takes to be made by
   vectors down them. */
bool ta_can_down(const ta_product *q, int64_t n)
{
	return q->lanes * int_size_in_bytes(q->type) >= LEAST &&
	       q->lanes <= MAX_LANES &&
	       n <= MAX_BACK * q->lanes && n <= MAX_SUMS &&
	       integer_onep(q->a.col) &&
	       (n >= q->lanes || ta_masks(q, q->lanes));
}

/* Append to "list" the first "m" rows, whole vectors down a column, of the product
   "q" of "n" columns and "k" terms. */
void ta_emit_down(ta_product *q, int64_t m, int64_t n, int64_t k, tree *list)
{
	tree i = ta_tree_local(q->e, "i", ta_index_type()), body = NULL_TREE;
	down_tile t = {q, n, k, i, build_vector_type(q->type, q->lanes),
		       NULL_TREE, {}, q->a};

	t.left.base = ta_tile_left(q, i, &t.vars, &body);
	for (int64_t j = 0; j < n; j++)
		t.sum[j] = vector_of(&t, build_zero_cst(t.type), &body);
	add_terms(&t, &body);
	store_sums(&t, &body);
	body = ta_tree_loop(q->loc, i, ta_index_cst(0), ta_index_cst(m),
			    ta_index_cst(q->lanes),
			    ta_tree_bind(t.vars, body));
	append_to_statement_list(ta_tree_bind(i, body), list);
}
