/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-direct.cc - the function that multiplies small matrices of any size where
   they are, for that of emit-gemm.cc.

   Assumes a pass at work, and a target that loads and stores some of a vector
   under a mask as fast as all.  There is one in a file for each type of elements
   and target (emit-own.cc).  A and B may be stored any way, C by rows; KC, W and R
   are constants, L is how many elements a vector has:

	static void tensoraot.direct.gemm (long m, long n, long k, T alpha,
					   T *a, long ar, long ac,
					   T *b, long br, long bc,
					   T beta, T *c, long cr)
	{
	  T turned[KC * W];
	  for (p0 = 0, f = beta; p0 < k; p0 += KC, f = 1)
	    for (j0 = 0; j0 < n; j0 += W)
	      {
		kb = min (k - p0, KC), cols = n - j0;
		if (bc != 1)
		  turned[..] = rows p0 to p0 + kb of columns j0 to j0 + W of b
		if (cols > L)
		  mask = elements below cols - L,
		  C[..][j0 ..] = tiles of two vectors, the second under the mask
		else
		  mask = elements below cols,
		  C[..][j0 ..] = tiles of one vector under the mask
	      }
	}

   Below each other are as many tiles of R rows as there are, and then at most one
   each of 8, 4, 3, 2 and 1 rows, two or three of them: nothing is copied but a B
   that is stored by columns, and nothing computed that is not stored.  Each element
   adds up its terms in their order, KC at a time as in emit-gemm.cc, so that it is
   the same whichever function makes it.  Leaves true that nothing outside of the
   matrices is read, C not where "beta" is 0. */
#include "gcc-compat.h"
#include "tree-vector-builder.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"
#include "emit-gemm.h"

/* The vectors side by side at most; for how many rows of A there is one pointer. */
enum { SIDE = 2, GROUP = 4 };

/* The function in the making: its emission, its product, its arguments, and its
   variables, named as above.  "left", "right", "out": where the rows of A that are
   next, the panel of B and the rows of C begin; "step": how many elements the rows of
   the panel are apart; "plain": C becomes the sums. */
struct direct {
	ta_emit e;
	ta_product q;
	ta_gemm_args x;
	int rows;
	tree vars, f, plain, p0, kb, j0, i, mask, left, right, step, out, turned;
};

/* A tile in the making: its "rows" rows of "side" vectors, its sums, and where the
   terms that are next are: of B, and of each GROUP rows of A. */
struct direct_tile {
	int rows, side;
	tree sum[TA_TILE_ROWS][SIDE], b, a[TA_TILE_ROWS / GROUP + 1];
};

/* A variable "name" of "type" that is set to "x" in "list". */
static tree set(direct *d, const char *name, tree type, tree x, tree *list)
{
	tree v = ta_tree_variable(&d->e, name, type, &d->vars);

	ta_tree_assign(UNKNOWN_LOCATION, v, x, list);
	return v;
}

/* "pointer" and "n" elements further. */
static tree further(direct *d, tree pointer, tree n)
{
	tree off = fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, n),
			       fold_convert(sizetype, TYPE_SIZE_UNIT(d->q.type)));

	return fold_build_pointer_plus(pointer, off);
}

/* Append to "list" that "pointer" moves on by "n" elements. */
static void move(direct *d, tree pointer, tree n, tree *list)
{
	ta_tree_assign(UNKNOWN_LOCATION, pointer, further(d, pointer, n), list);
}

/* Vector "s" of "side" side by side: the last one is under the mask. */
static ta_piece_of_row piece(const direct *d, int side, int s)
{
	int lanes = d->q.lanes;

	return {lanes, lanes, (int64_t)s * lanes,
		s == side - 1 ? d->mask : NULL_TREE};
}

/* The matrix that begins at "base" and goes on by rows "row" and columns "col"
   apart. */
static ta_matrix matrix(tree base, tree row, tree col)
{
	return {base, row, col, -1};
}

/* Append to "list" that the sums of "t" have one term more, and that its pointers
   are at the next. */
static void add_term(direct *d, direct_tile *t, tree *list)
{
	tree zero = ta_index_cst(0), b[SIDE], a, vars = NULL_TREE;
	tree type = TREE_TYPE(t->sum[0][0]), body = NULL_TREE, x;
	ta_matrix m = matrix(t->b, zero, ta_index_cst(1));

	for (int s = 0; s < t->side; s++) {
		ta_piece_of_row v = piece(d, t->side, s);

		b[s] = ta_tree_variable(&d->e, "bv", type, &vars);
		ta_tree_assign(UNKNOWN_LOCATION, b[s],
			       ta_piece_load(&d->q, &m, zero,
					     ta_index_cst(v.at), &v), &body);
	}
	for (int r = 0; r < t->rows; r++) {
		m = matrix(t->a[r / GROUP], d->x.a.row, zero);
		a = ta_tree_variable(&d->e, "av", type, &vars);
		x = ta_elements(&d->q, &m, ta_index_cst(r % GROUP), zero, 1);
		ta_tree_assign(UNKNOWN_LOCATION, a,
			       build_vector_from_val(type, x), &body);
		for (int s = 0; s < t->side; s++) {
			x = build2(MULT_EXPR, type, a, b[s]);
			x = build2(PLUS_EXPR, type, t->sum[r][s], x);
			ta_tree_assign(UNKNOWN_LOCATION, t->sum[r][s], x, &body);
		}
	}
	move(d, t->b, d->step, &body);
	for (int r = 0; r < t->rows; r += GROUP)
		move(d, t->a[r / GROUP], d->x.a.col, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Append to "list" that the rows of C from d->out on become "alpha" times the
   sums of "t", plus "beta" times what is there; d->out is behind them then. */
static void store(direct *d, const direct_tile *t, tree alpha, tree beta, tree *list)
{
	tree zero = ta_index_cst(0);
	ta_matrix m = matrix(d->out, zero, ta_index_cst(1));
	ta_product q = d->q;

	q.alpha = alpha;
	q.beta = beta;
	for (int r = 0; r < t->rows; r++) {
		for (int s = 0; s < t->side; s++) {
			ta_piece_of_row v = piece(d, t->side, s);
			tree at = ta_index_cst(v.at), old, x;

			old = ta_piece_load(&q, &m, zero, at, &v);
			x = ta_product_result(&q, t->sum[r][s], old, q.lanes);
			ta_piece_store(&q, &m, zero, at, &v, x, list);
		}
		move(d, d->out, d->x.c.row, list);
	}
}

/* Append to "list" the tile of "rows" rows from d->left and d->out on, of "side"
   vectors; these are behind it then. */
static void append_tile(direct *d, int rows, int side, tree *list)
{
	tree type = build_vector_type(d->q.type, d->q.lanes), term = NULL_TREE;
	tree p = ta_tree_variable(&d->e, "p", ta_index_type(), &d->vars);
	tree zero = ta_tree_real(d->q.type, 0), other = NULL_TREE;
	tree plain = NULL_TREE, arm[2] = {NULL_TREE, NULL_TREE};
	direct_tile t = {};

	t.rows = rows;
	t.side = side;
	for (int r = 0; r < rows; r++)
		for (int s = 0; s < side; s++)
			t.sum[r][s] = set(d, "t", type, build_zero_cst(type),
					  list);
	t.b = set(d, "bp", TREE_TYPE(d->right), d->right, list);
	for (int r = 0; r < rows; r += GROUP)
		t.a[r / GROUP] = set(d, "ap", TREE_TYPE(d->left),
				     further(d, d->left,
					     ta_index_op(MULT_EXPR, d->x.a.row,
							 ta_index_cst(r))),
				     list);
	add_term(d, &t, &term);
	ta_append_loop(p, d->kb, 1, term, list);
	store(d, &t, ta_tree_real(d->q.type, 1), zero, &plain);
	store(d, &t, d->q.alpha, zero, &arm[0]);
	store(d, &t, d->q.alpha, d->f, &arm[1]);
	ta_tree_if(ta_test(EQ_EXPR, d->f, zero), arm[0], arm[1], &other);
	ta_tree_if(d->plain, plain, other, list);
	move(d, d->left, ta_index_op(MULT_EXPR, d->x.a.row, ta_index_cst(rows)),
	     list);
}

/* Append to "list" all tiles of "side" vectors below each other at column j0. */
static void append_column(direct *d, int side, tree *list)
{
	static const int below[] = {8, 4, 3, 2, 1};
	tree body = NULL_TREE, rest;

	ta_tree_assign(UNKNOWN_LOCATION, d->left,
		       further(d, d->x.a.base,
			       ta_index_op(MULT_EXPR, d->p0, d->x.a.col)),
		       list);
	ta_tree_assign(UNKNOWN_LOCATION, d->out,
		       further(d, d->x.c.base, d->j0), list);
	append_tile(d, d->rows, side, &body);
	ta_append_loop(
		d->i,
		ta_index_op(MINUS_EXPR, d->x.m, ta_index_cst(d->rows - 1)),
		d->rows, body, list);
	rest = set(d, "rest", ta_index_type(),
		   ta_index_op(MINUS_EXPR, d->x.m, d->i), list);
	for (int rows : below) {
		if (rows >= d->rows)
			continue;
		body = NULL_TREE;
		append_tile(d, rows, side, &body);
		ta_tree_assign(
			UNKNOWN_LOCATION, rest,
			ta_index_op(MINUS_EXPR, rest, ta_index_cst(rows)),
			&body);
		ta_tree_if(ta_test(GE_EXPR, rest, ta_index_cst(rows)), body,
			   NULL_TREE, list);
	}
}

/* Append to "list" that d->mask has the elements below "n". */
static void set_mask(direct *d, tree n, tree *list)
{
	tree elem = build_nonstandard_integer_type(
		(int)tree_to_shwi(TYPE_SIZE(d->q.type)), 0);
	tree type = build_vector_type(elem, d->q.lanes);
	tree_vector_builder index(type, d->q.lanes, 1);

	for (int i = 0; i < d->q.lanes; i++)
		index.quick_push(build_int_cst(elem, i));
	n = set(d, "used", elem, fold_convert(elem, n), list);
	ta_tree_assign(UNKNOWN_LOCATION, d->mask,
		       build2(LT_EXPR, TREE_TYPE(d->mask), index.build(),
			      build_vector_from_val(type, n)), list);
}

/* Append to "list" the tiles of "side" vectors at column j0, from where on there are
   "cols" columns. */
static void append_panel(direct *d, int side, tree cols, tree *list)
{
	set_mask(d,
		 ta_index_op(MIN_EXPR,
			     ta_index_op(MINUS_EXPR, cols,
					 ta_index_cst((side - 1) * d->q.lanes)),
			     ta_index_cst(d->q.lanes)),
		 list);
	append_column(d, side, list);
}

/* Append to "list" that the array "turned" has the panel at d->right by rows, of
   "wide" columns, one by one. */
static void turn_each(direct *d, tree wide, tree *list)
{
	tree type = ta_index_type(), body = NULL_TREE, column = NULL_TREE;
	tree p = ta_tree_variable(&d->e, "p", type, &d->vars);
	tree j = ta_tree_variable(&d->e, "j", type, &d->vars);
	ta_matrix to = matrix(d->turned, ta_index_cst(SIDE * d->q.lanes),
			      ta_index_cst(1));
	ta_matrix from = matrix(d->right, d->x.b.row, d->x.b.col);

	ta_tree_assign(UNKNOWN_LOCATION, ta_elements(&d->q, &to, p, j, 1),
		       ta_elements(&d->q, &from, p, j, 1), &body);
	ta_append_loop(p, d->kb, 1, body, &column);
	ta_append_loop(j, wide, 1, column, list);
}

/* Append to "list" the same by squares of vectors, by "fn". */
static void turn_squares(direct *d, tree fn, tree wide, tree *list)
{
	append_to_statement_list(
		build_call_expr(fn, 6, d->turned,
				ta_index_cst(SIDE * d->q.lanes), d->right,
				d->x.b.col, d->kb, wide),
		list);
}

/* Append to "list" that d->right is the panel of B at row p0 and column j0 by rows,
   which are d->step apart, of "cols" columns if there are so many: where it is, or its
   copy.  "fn": the function that turns what is a square or more. */
static void append_right(direct *d, tree fn, tree cols, tree *list)
{
	int lanes = d->q.lanes;
	tree each = NULL_TREE, squares = NULL_TREE, copy = NULL_TREE, wide, t;

	t = ta_index_op(PLUS_EXPR, ta_index_op(MULT_EXPR, d->p0, d->x.b.row),
			ta_index_op(MULT_EXPR, d->j0, d->x.b.col));
	ta_tree_assign(UNKNOWN_LOCATION, d->right,
		       further(d, d->x.b.base, t), list);
	ta_tree_assign(UNKNOWN_LOCATION, d->step, d->x.b.row, list);
	wide = set(d, "wide", ta_index_type(),
		   ta_index_op(MIN_EXPR, cols, ta_index_cst(SIDE * lanes)),
		   &copy);
	turn_each(d, wide, &each);
	turn_squares(d, fn, wide, &squares);
	t = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		   ta_test(GE_EXPR, d->kb, ta_index_cst(lanes)),
		   ta_test(GE_EXPR, wide, ta_index_cst(lanes)));
	t = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		   ta_test(EQ_EXPR, d->x.b.row, ta_index_cst(1)), t);
	ta_tree_if(t, squares, each, &copy);
	ta_tree_assign(UNKNOWN_LOCATION, d->right, d->turned, &copy);
	ta_tree_assign(UNKNOWN_LOCATION, d->step, ta_index_cst(SIDE * lanes),
		       &copy);
	ta_tree_if(ta_test(NE_EXPR, d->x.b.col, ta_index_cst(1)), copy,
		   NULL_TREE, list);
}

/* The address of an array of the function for "n" elements. */
static tree array(direct *d, int64_t n)
{
	tree type = build_array_type_nelts(d->q.type, n);
	tree v = ta_tree_variable(&d->e, "turned", type, &d->vars);

	SET_DECL_ALIGN(v, TA_CACHE_LINE * BITS_PER_UNIT);
	TREE_ADDRESSABLE(v) = 1;
	return build_fold_addr_expr_with_type(v, TREE_TYPE(d->x.c.base));
}

/* Append to "list" what the function does with terms of "most" at a time; "fn" turns
   matrices. */
static void append_body(direct *d, int64_t most, tree fn, tree *list)
{
	tree terms = NULL_TREE, across = NULL_TREE, two = NULL_TREE;
	tree one = NULL_TREE, type = ta_index_type(), cols, t;

	d->kb = set(d, "kb", type,
		    ta_index_op(MIN_EXPR,
				ta_index_op(MINUS_EXPR, d->x.k, d->p0),
				ta_index_cst(most)),
		    &terms);
	cols = set(d, "cols", type, ta_index_op(MINUS_EXPR, d->x.n, d->j0),
		   &across);
	append_right(d, fn, cols, &across);
	t = build2(TRUTH_AND_EXPR, boolean_type_node,
		   ta_test(EQ_EXPR, d->f, ta_tree_real(d->q.type, 0)),
		   ta_test(EQ_EXPR, d->x.alpha, ta_tree_real(d->q.type, 1)));
	d->plain = set(d, "plain", boolean_type_node, t, &across);
	append_panel(d, 2, cols, &two);
	append_panel(d, 1, cols, &one);
	ta_tree_if(ta_test(GT_EXPR, cols, ta_index_cst(d->q.lanes)), two, one,
		   &across);
	ta_append_loop(d->j0, d->x.n, SIDE * d->q.lanes, across, &terms);
	ta_tree_assign(UNKNOWN_LOCATION, d->f, ta_tree_real(d->q.type, 1),
		       &terms);
	ta_tree_assign(UNKNOWN_LOCATION, d->f, d->x.beta, list);
	ta_append_loop(d->p0, d->x.k, most, terms, list);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, NULL_TREE),
				 list);
}

/* Set the variables of "d" that all of it has. */
static void declare_variables(direct *d)
{
	tree index = ta_index_type(), pointer = TREE_TYPE(d->x.c.base);
	tree vector = build_vector_type(d->q.type, d->q.lanes);

	d->f = ta_tree_variable(&d->e, "f", d->q.type, &d->vars);
	d->p0 = ta_tree_variable(&d->e, "p0", index, &d->vars);
	d->j0 = ta_tree_variable(&d->e, "j0", index, &d->vars);
	d->i = ta_tree_variable(&d->e, "i", index, &d->vars);
	d->mask = ta_tree_variable(&d->e, "mask", truth_type_for(vector),
				   &d->vars);
	d->left = ta_tree_variable(&d->e, "left", pointer, &d->vars);
	d->right = ta_tree_variable(&d->e, "right", pointer, &d->vars);
	d->out = ta_tree_variable(&d->e, "out", pointer, &d->vars);
	d->step = ta_tree_variable(&d->e, "step", index, &d->vars);
}

/* The function that multiplies matrices of "type" where they are, by tiles of "rows"
   rows and "most" terms at a time, for a kernel that "e" emits; NULL: the target has no
   masks. */
tree ta_direct_fn(ta_emit *e, tree type, int rows, int64_t most)
{
	ta_compiled how = ta_shared_how(e);
	const char *name = TYPE_MODE(type) == TYPE_MODE(float_type_node)
				   ? "tensoraot.direct.sgemm"
				   : "tensoraot.direct.dgemm";
	tree known = ta_own_known(name, how), list = NULL_TREE;
	direct d = {};

	d.e.loc = d.q.loc = UNKNOWN_LOCATION;
	d.q.e = &d.e;
	ta_product_vectors(&d.q, type);
	if (known || !ta_masks(&d.q, d.q.lanes))
		return known;
	d.rows = rows;
	d.e.fn = ta_gemm_declare(name, type, e->user_fn, how, &d.e.block, &d.x);
	DECL_ATTRIBUTES(d.e.fn) = tree_cons(get_identifier("noinline"),
					    NULL_TREE,
					    DECL_ATTRIBUTES(d.e.fn));
	DECL_UNINLINABLE(d.e.fn) = 1;
	d.q.alpha = d.x.alpha;
	declare_variables(&d);
	d.turned = array(&d, most * SIDE * d.q.lanes);
	append_body(&d, most,
		    ta_turn_fn(e, (int)tree_to_shwi(TYPE_SIZE_UNIT(type))),
		    &list);
	ta_own_define(d.e.fn, d.e.block, d.vars, list);
	return d.e.fn;
}
