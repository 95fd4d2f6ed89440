/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-tile.cc - a product of small matrices as code of its own.

   Assumes a call of gemm whose sizes are constants, whose left operand may be
   transposed and whose other rows are stored element by element.  The result is
   computed by tiles that stay in registers while the loop over the terms of
   their sums runs, with vectors of the widest kind that the target has and that
   a row fills; the last one of a row overlaps the one before it where the row
   is no multiple of its length, so that some elements are computed twice:

	for (i = 0; i < 16; i = i + 8)
	  { v16sf t00 = 0, t01 = 0, t10 = 0, ..., t71 = 0;
	    for (p = 0; p < 16; p = p + 1)
	      { v16sf b0 = B[p][0 .. 15], b1 = B[p][16 .. 31], a;
		a = A[i][p];  t00 = t00 + a * b0;  t01 = t01 + a * b1;
		a = A[i + 1][p];  ... }
	    C[i][0 .. 15] = t00; ... }

   How tiles are shaped is after Goto and van de Geijn, "Anatomy of
   High-Performance Matrix Multiplication" (TOMS 2008): as many sums as there
   are registers for, less those for a row of B and an element of A. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* A row of tiles has at most so many vectors side by side, a column so many
   rows. */
enum { MAX_PIECES = 3, MAX_ROWS = 12 };

/* Where the arguments of gemm are. */
enum {
	ARG_TRANS_A = 1, ARG_M = 3, ARG_N, ARG_K, ARG_ALPHA, ARG_A, ARG_LDA,
	ARG_B, ARG_LDB, ARG_BETA, ARG_C, ARG_LDC
};

/* A matrix in memory: its address, how many elements its rows and columns are
   apart, and the number of its array. */
struct matrix {
	tree base, row, col;
	int array;
};

/* A product in the making.  "type": of the elements; "lanes": how many of them
   a vector has; "registers": how many vectors the target holds. */
struct product {
	ta_emit *e;
	location_t loc;
	tree type, alpha, beta;
	int lanes, registers;
	int64_t m, n, k;
	matrix a, b, c;
};

/* "n" vectors side by side, of "lanes" elements each, that begin at[] elements
   right of the first one's column. */
struct pieces {
	int n, lanes;
	int64_t at[MAX_PIECES];
};

/* One tile: its first row and column, its vectors, and its sums by row and
   piece. */
struct tile {
	tree row, col;
	int rows;
	pieces p;
	tree sum[MAX_ROWS][MAX_PIECES];
	tree vars;
};

/* How many bytes the widest vector of "type" has on the target, or one element
   where it has none. */
int ta_widest(tree type)
{
	for (int bytes = 64; bytes >= 16; bytes /= 2) {
		int lanes = bytes / tree_to_shwi(TYPE_SIZE_UNIT(type));
		machine_mode mode;

		if (mode_for_vector(SCALAR_FLOAT_TYPE_MODE(type), lanes)
			    .exists(&mode)
		    && targetm.vector_mode_supported_p(mode))
			return bytes;
	}
	return tree_to_shwi(TYPE_SIZE_UNIT(type));
}

/* The type of "lanes" elements of "type" side by side. */
static tree piece_type(tree type, int lanes)
{
	return lanes == 1 ? type : build_vector_type(type, lanes);
}

/* The constant "k" as an index. */
static tree index_cst(int64_t k)
{
	return build_int_cst(ta_index_type(), k);
}

/* "x" + "k" as an index. */
static tree index_plus(tree x, int64_t k)
{
	return fold_build2(PLUS_EXPR, ta_index_type(), x, index_cst(k));
}

/* "lanes" elements of "m" from row "i" and column "j" on, in memory. */
static tree elements(product *q, const matrix *m, tree i, tree j, int lanes)
{
	tree itype = ta_index_type(), offset, ref, type;

	offset = fold_build2(PLUS_EXPR, itype,
			     fold_build2(MULT_EXPR, itype, unshare_expr(i),
					 unshare_expr(m->row)),
			     fold_build2(MULT_EXPR, itype, unshare_expr(j),
					 unshare_expr(m->col)));
	offset = fold_build2(MULT_EXPR, sizetype,
			     fold_convert(sizetype, offset),
			     fold_convert(sizetype, TYPE_SIZE_UNIT(q->type)));
	type = build_aligned_type(piece_type(q->type, lanes),
				  TYPE_ALIGN(q->type));
	ref = build2_loc(q->loc, MEM_REF, type,
			 fold_build_pointer_plus(m->base, offset),
			 build_int_cst(build_pointer_type_for_mode(
					       q->type, ptr_mode, true), 0));
	MR_DEPENDENCE_CLIQUE(ref) = ta_clique;
	MR_DEPENDENCE_BASE(ref) = q->e->as_one[m->array] + 1;
	return ref;
}

/* The scalar "x" in each of "lanes" elements. */
static tree spread(tree x, int lanes)
{
	return lanes == 1 ? x : build_vector_from_val(
					piece_type(TREE_TYPE(x), lanes), x);
}

/* Append to "list": for (iv = 0; iv < hi; iv += step) body. */
static void append_loop(product *q, tree iv, int64_t hi, int64_t step,
			tree body, tree *list)
{
	append_to_statement_list(
		ta_tree_bind(iv, ta_tree_loop(q->loc, iv, index_cst(0),
					      index_cst(hi), index_cst(step),
					      body)),
		list);
}

/* Append to "list" what adds term "p" of its sums to tile "t". */
static void add_term(product *q, tile *t, tree p, tree *list)
{
	tree type = piece_type(q->type, t->p.lanes);
	tree b[MAX_PIECES], a, vars = NULL_TREE, body = NULL_TREE;

	for (int i = 0; i < t->p.n; i++) {
		b[i] = ta_tree_variable(q->e, "b", type, &vars);
		ta_tree_assign(q->loc, b[i],
			       elements(q, &q->b, p,
					index_plus(t->col, t->p.at[i]),
					t->p.lanes), &body);
	}
	for (int r = 0; r < t->rows; r++) {
		a = ta_tree_variable(q->e, "a", q->type, &vars);
		ta_tree_assign(q->loc, a,
			       elements(q, &q->a, index_plus(t->row, r), p, 1),
			       &body);
		for (int i = 0; i < t->p.n; i++)
			ta_tree_assign(q->loc, t->sum[r][i],
				build2_loc(q->loc, PLUS_EXPR, type,
					   t->sum[r][i],
					   build2_loc(q->loc, MULT_EXPR, type,
						      spread(a, t->p.lanes),
						      b[i])), &body);
	}
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* "sum" times the factor of the product, plus that of the result times "old",
   what is there. */
static tree result(product *q, tree sum, tree old, int lanes)
{
	tree type = TREE_TYPE(sum);

	if (!real_onep(q->alpha))
		sum = build2(MULT_EXPR, type, sum, spread(q->alpha, lanes));
	if (real_zerop(q->beta))
		return sum;
	old = fold_convert(type, old);
	if (!real_onep(q->beta))
		old = build2(MULT_EXPR, type, old, spread(q->beta, lanes));
	return build2(PLUS_EXPR, type, sum, old);
}

/* Append to "list": the sums of "t" are what its elements become, and are then
   put there.  All are read before any is written: some are in two vectors. */
static void store(product *q, const tile *t, tree *list)
{
	for (int r = 0; r < t->rows; r++) {
		tree to[MAX_PIECES];

		for (int i = 0; i < t->p.n; i++) {
			to[i] = elements(q, &q->c, index_plus(t->row, r),
					 index_plus(t->col, t->p.at[i]),
					 t->p.lanes);
			ta_tree_assign(q->loc, t->sum[r][i],
				       result(q, t->sum[r][i],
					      unshare_expr(to[i]),
					      t->p.lanes), list);
		}
		for (int i = 0; i < t->p.n; i++)
			ta_tree_assign(q->loc, to[i], t->sum[r][i], list);
	}
}

/* Append to "list" the tile at "row" and "col" of "rows" rows of "p". */
static void emit_tile(product *q, tree row, tree col, int rows,
		      const pieces *p, tree *list)
{
	tile t = { row, col, rows, *p, {}, NULL_TREE };
	tree type = piece_type(q->type, p->lanes);
	tree body = NULL_TREE, term = NULL_TREE, iv;

	for (int r = 0; r < rows; r++)
		for (int i = 0; i < p->n; i++) {
			t.sum[r][i] = ta_tree_variable(q->e, "t", type, &t.vars);
			ta_tree_assign(q->loc, t.sum[r][i],
				       build_zero_cst(type), &body);
		}
	iv = ta_tree_local(q->e, "p", ta_index_type());
	add_term(q, &t, iv, &term);
	append_loop(q, iv, q->k, 1, term, &body);
	store(q, &t, &body);
	append_to_statement_list(ta_tree_bind(t.vars, body), list);
}

/* How many rows a tile of "n" vectors side by side has at most: sums, a row of
   the right operand and an element of the left one share the registers. */
static int most_rows(const product *q, int n)
{
	int rows = (q->registers - n - 1) / n;

	return MIN(rows, (int)MAX_ROWS);
}

/* Append to "list" the tiles below each other at "col" with the vectors "p":
   as many as are needed, of as even a height as can be. */
static void emit_column(product *q, tree col, const pieces *p, tree *list)
{
	int64_t most = most_rows(q, p->n), tiles = (q->m + most - 1) / most;
	int64_t rows = (q->m + tiles - 1) / tiles, full = q->m / rows;
	tree iv, body = NULL_TREE;

	if (full > 1) {
		iv = ta_tree_local(q->e, "i", ta_index_type());
		emit_tile(q, iv, col, (int)rows, p, &body);
		append_loop(q, iv, full * rows, rows, body, list);
	} else {
		emit_tile(q, index_cst(0), col, (int)rows, p, list);
	}
	if (q->m > full * rows)
		emit_tile(q, index_cst(full * rows), col,
			  (int)(q->m - full * rows), p, list);
}

/* "n" vectors from column "col" on; the last one of a row ends with it. */
static pieces take_pieces(const product *q, int n, int64_t col)
{
	pieces p = { n, q->lanes, {} };

	for (int i = 0; i < n; i++)
		p.at[i] = MIN((int64_t)i * q->lanes, q->n - q->lanes - col);
	return p;
}

/* Append the product "q" to "list", by columns of up to MAX_PIECES vectors.
   The two that may overlap are in one column. */
static void emit_product(product *q, tree *list)
{
	int64_t left = (q->n + q->lanes - 1) / q->lanes, col = 0;
	int64_t wide = (int64_t)MAX_PIECES * q->lanes;
	int64_t loops = (left - 1) / MAX_PIECES;
	tree iv, body = NULL_TREE;

	if (left - loops * MAX_PIECES == 1 && loops)
		loops--;
	if (loops > 1) {
		pieces p = take_pieces(q, MAX_PIECES, 0);

		iv = ta_tree_local(q->e, "j", ta_index_type());
		emit_column(q, iv, &p, &body);
		append_loop(q, iv, loops * wide, wide, body, list);
		left -= loops * MAX_PIECES;
		col = loops * wide;
	}
	while (left) {
		int n = left == MAX_PIECES + 1 ? 2 :
						 (int)MIN(left, MAX_PIECES);
		pieces p = take_pieces(q, n, col);

		emit_column(q, index_cst(col), &p, list);
		left -= n;
		col += (int64_t)n * q->lanes;
	}
}

/* The argument "i" of "node" as a constant. */
static int64_t constant(const ta_node *node, int i)
{
	int64_t k;

	if (!ta_idx_is_const(node->arg[i].idx, &k) || k < 1)
		ta_bug("a product in line has no constant size");
	return k;
}

/* The matrix of arguments "i" and "i" + 1 of "node"; its start and pitch are
   kept in variables, chained to "vars", set in "list". */
static matrix matrix_arg(product *q, const ta_node *node, int i, bool trans,
			 tree *vars, tree *list)
{
	const ta_arg *arg = &node->arg[i];
	tree base = ta_tree_element(q->e, arg->array, arg->idx), pitch;
	matrix m = { NULL_TREE, NULL_TREE, index_cst(1), arg->array };

	m.base = ta_tree_variable(q->e, "base", TREE_TYPE(base), vars);
	ta_tree_assign(q->loc, m.base, base, list);
	pitch = ta_tree_idx(q->e, node->arg[i + 1].idx, ta_index_type());
	m.row = pitch;
	if (TREE_CODE(pitch) != INTEGER_CST) {
		m.row = ta_tree_variable(q->e, "pitch", ta_index_type(), vars);
		ta_tree_assign(q->loc, m.row, pitch, list);
	}
	if (trans)
		std::swap(m.row, m.col);
	return m;
}

/* The factor "arg" as a constant or a variable, chained to "vars", set in
   "list". */
static tree factor(product *q, const ta_arg *arg, tree *vars, tree *list)
{
	tree x = ta_tree_expr(q->e, arg->expr), v;

	if (TREE_CODE(x) == REAL_CST)
		return x;
	v = ta_tree_variable(q->e, "factor", q->type, vars);
	ta_tree_assign(q->loc, v, fold_convert(q->type, x), list);
	return v;
}

/* Append to "list" the product that "node", a call of gemm, stands for. */
void ta_emit_tiles(ta_emit *e, const ta_node *node, tree *list)
{
	enum { TRANS = 112 };
	tree vars = NULL_TREE, body = NULL_TREE;
	product q = {};

	q.e = e;
	q.loc = ta_locus(node->loc);
	q.type = ta_gcc_type(e->p->array[node->arg[ARG_C].array].elem);
	q.registers = ta_widest(q.type) == 64 ? 32 : 16;
	q.lanes = ta_widest(q.type) / tree_to_shwi(TYPE_SIZE_UNIT(q.type));
	q.m = constant(node, ARG_M);
	q.n = constant(node, ARG_N);
	while (q.lanes > q.n)
		q.lanes /= 2;
	q.k = constant(node, ARG_K);
	q.alpha = factor(&q, &node->arg[ARG_ALPHA], &vars, &body);
	q.beta = factor(&q, &node->arg[ARG_BETA], &vars, &body);
	q.a = matrix_arg(&q, node, ARG_A, node->arg[ARG_TRANS_A].value == TRANS,
			 &vars, &body);
	q.b = matrix_arg(&q, node, ARG_B, false, &vars, &body);
	q.c = matrix_arg(&q, node, ARG_C, false, &vars, &body);
	emit_product(&q, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}
