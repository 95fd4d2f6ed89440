/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-gemm.cc - the function that multiplies matrices of any size, for
   kernels that call no library.

   Assumes a pass at work.  There is one in a file for each type of elements
   and target (emit-own.cc).  A and B may be stored any way, C by rows; KC,
   MC, NC, R and W are constants:

	static void tensoraot.gemm (long m, long n, long k, T alpha,
				    T *a, long ar, long ac,
				    T *b, long br, long bc,
				    T beta, T *c, long cr)
	{
	  T near[...], *pb = near, *pa;
	  if (what is copied at a time is more than there is near)
	    pb = aligned_alloc (64, ...);
	  if (!pb)
	    ... the loops of the definition
	  for (j0 = 0; j0 < n; j0 += NC)
	    for (p0 = 0, f = beta; p0 < k; p0 += KC, f = 1)
	      {
		pb = rows p0 to p0 + kb and columns j0 to j0 + nb of b, by
		     panels of W columns;
		for (i0 = 0; i0 < m; i0 += MC)
		  {
		    pa = rows i0 to i0 + mb of a, by strips of R rows;
		    for (j = 0; j < nb; j += W)
		      for (i = 0; i < mb; i += R)
			C[i0 + i ..][j0 + j ..] = alpha * tile + f * C[..][..];
		  }
	      }
	  if (pb != near)
	    free (pb);
	}

   The order is that of Goto and van de Geijn (TOMS 2008).  A is read where
   it is for a result of few columns.  The last panel has one vector where
   that is enough, else its last vector ends with the row; the last strip is
   filled up with rows before it, of which nothing is stored.  Each
   element adds up its terms in their order, KC at a time, so that it does
   not depend on what part of a matrix a call is for.  Leaves true that
   nothing outside of the matrices is read, C not where "beta" is 0. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"
#include "emit-gemm.h"

/* The bytes of a panel of B, which stays in the first-level cache, of the
   block of A, in the second, and of that of B, in the third, or on the
   stack at most; the most terms of them; the vectors side by side in a
   tile; the most panels for which A is not copied, if its columns are at
   most so many elements apart, so that a strip is on few pages. */
enum {
	PANEL_BYTES = 24 << 10,
	LEFT_BYTES = 192 << 10,
	RIGHT_BYTES = 2 << 20,
	NEAR_BYTES = 1536,
	MOST_ROWS = 12,
	MOST_TERMS = 256,
	SIDE = 2,
	DIRECT = 4,
	NARROW = 256,
	FEW_ROWS = 48,
	SMALL_ROWS = 128,
	SMALL_RIGHT = 16384
};

/* The function in the making: its emission, its product, its arguments and
   variables, named as above.  A tile is "rows" by "wide" elements, or by
   those of one vector; "direct": whether A is read where it is; "most": KC,
   MC and NC. */
struct gemm {
	ta_emit e;
	ta_product q;
	int rows, wide;
	struct {
		int64_t k, m, n;
	} most;
	tree vars, m, n, k, alpha, beta, f, pa, pb, direct;
	tree p0, kb, i0, mb, j0, nb;
	ta_matrix a, b, c;
};

/* x "code" the constant y, as indices. */
static tree op_cst(enum tree_code code, tree x, int64_t y)
{
	return ta_index_op(code, x, ta_index_cst(y));
}

/* A variable "name" that is an index. */
static tree index_var(gemm *g, const char *name)
{
	return ta_tree_variable(&g->e, name, ta_index_type(), &g->vars);
}

/* A variable "name" that is set to the index "x" in "list". */
static tree index_set(gemm *g, const char *name, tree x, tree *list)
{
	tree v = index_var(g, name);

	ta_tree_assign(UNKNOWN_LOCATION, v, x, list);
	return v;
}

/* A variable "name" that is set to the address of the element of "m" in row "i"
   and column "j", in "list". */
static tree pointer_set(gemm *g, const char *name, const ta_matrix *m, tree i,
			tree j, tree *list)
{
	tree v = ta_tree_variable(&g->e, name, TREE_TYPE(m->base), &g->vars);
	tree x = ta_elements(&g->q, m, i, j, 1);

	ta_tree_assign(UNKNOWN_LOCATION, v,
		       build_fold_addr_expr_with_type(x, TREE_TYPE(m->base)),
		       list);
	return v;
}

/* Where the last of several vectors begins in a panel of which there are "cols"
   columns, as many as one vector has or more. */
static tree last_vector(gemm *g, tree cols)
{
	return op_cst(MINUS_EXPR,
		      ta_index_op(MIN_EXPR, cols, ta_index_cst(g->wide)),
		      g->q.lanes);
}

/* Append to "list" that the strip "to", of "width" elements for each term,
   has the elements of "from" that are off[] further, for each term "major"
   more. */
static void copy_strip(gemm *g, tree to, int width, tree from, const tree *off,
		       tree major, tree *list)
{
	ta_matrix src = {from, major, ta_index_cst(1), -1};
	ta_matrix dst = {to, ta_index_cst(width), ta_index_cst(1), -1};
	tree p = index_var(g, "p"), body = NULL_TREE;

	for (int i = 0; i < width; i++)
		ta_tree_assign(UNKNOWN_LOCATION,
			       ta_elements(&g->q, &dst, p, ta_index_cst(i), 1),
			       ta_elements(&g->q, &src, p, off[i], 1), &body);
	ta_append_loop(p, g->kb, 1, body, list);
}

/* The same in "n" vectors, that begin at[] further in "from"; in "to" they
   begin as far, but the last one, which is at "place". */
static void copy_vectors(gemm *g, tree to, int width, tree from, int n,
			 const tree *at, int place, tree major, tree *list)
{
	ta_matrix src = {from, major, ta_index_cst(1), -1};
	ta_matrix dst = {to, ta_index_cst(width), ta_index_cst(1), -1};
	tree p = index_var(g, "p"), body = NULL_TREE;

	for (int i = 0; i < n; i++)
		ta_tree_assign(
			UNKNOWN_LOCATION,
			ta_elements(&g->q, &dst, p,
				    i == n - 1 ? ta_index_cst(place) : at[i],
				    g->q.lanes),
			ta_elements(&g->q, &src, p, at[i], g->q.lanes), &body);
	ta_append_loop(p, g->kb, 1, body, list);
}

/* Append to "list" that the sums of "t", one vector wide, are put into the
   tile of the result, of which there are fewer than so many columns,
   "cols": by way of an array. */
static void store_part(gemm *g, const ta_tile *t, tree cols, tree *list)
{
	tree type = build_array_type_nelts(g->q.type, g->rows * g->q.lanes);
	tree part = ta_tree_variable(&g->e, "part", type, &g->vars);
	tree i = index_var(g, "i"), j = index_var(g, "j");
	tree to, from, set = NULL_TREE, row = NULL_TREE, keep = NULL_TREE;
	ta_matrix m = {NULL_TREE, ta_index_cst(g->q.lanes), ta_index_cst(1),
		       -1};
	ta_product whole = g->q;
	ta_tile all = *t;

	TREE_ADDRESSABLE(part) = 1;
	m.base = build_fold_addr_expr_with_type(part, TREE_TYPE(g->c.base));
	whole.c = m;
	whole.beta = ta_tree_real(g->q.type, 0);
	all.first = NULL_TREE;
	ta_tile_store(&whole, &all, list);
	to = ta_elements(&g->q, &g->q.c, i, j, 1);
	from = ta_elements(&g->q, &m, i, j, 1);
	ta_tree_assign(UNKNOWN_LOCATION, to, from, &set);
	ta_tree_assign(
		UNKNOWN_LOCATION, unshare_expr(to),
		build2(PLUS_EXPR, g->q.type, unshare_expr(from),
		       build2(MULT_EXPR, g->q.type, g->f, unshare_expr(to))),
		&keep);
	ta_tree_if(ta_test(EQ_EXPR, g->f, ta_tree_real(g->q.type, 0)), set,
		   keep, &row);
	set = NULL_TREE;
	append_to_statement_list(ta_tree_scalar_loop(UNKNOWN_LOCATION, j,
						     ta_index_cst(0), cols,
						     ta_index_cst(1), row),
				 &set);
	append_to_statement_list(ta_tree_loop(UNKNOWN_LOCATION, i, t->first,
					      ta_index_cst(t->rows),
					      ta_index_cst(1), set),
				 list);
}

/* Append to "list" that the sums of "t" are put into the result, of which there
   are "cols" columns from there on. */
static void store(gemm *g, const ta_tile *t, tree cols, tree *list)
{
	tree arm[2] = {NULL_TREE, NULL_TREE}, whole = NULL_TREE;
	tree part = NULL_TREE;
	ta_product q = g->q;

	q.beta = ta_tree_real(q.type, 0);
	for (int i = 0; i < 2; i++) {
		ta_tile_store(&q, t, &arm[i]);
		q.beta = g->f;
	}
	ta_tree_if(ta_test(EQ_EXPR, g->f, ta_tree_real(g->q.type, 0)), arm[0],
		   arm[1], t->p.n > 1 ? list : &whole);
	if (t->p.n > 1)
		return;
	store_part(g, t, cols, &part);
	ta_tree_if(ta_test(GE_EXPR, cols, ta_index_cst(g->q.lanes)), whole,
		   part, list);
}

/* Where the copy of the strip from row "i" of the block on is in pa: only the
   last one is copied where the others are read where they are. */
static tree strip_place(gemm *g, tree i)
{
	return fold_build3(COND_EXPR, ta_index_type(), g->direct,
			   ta_index_cst(0), i);
}

/* The test that the strip that begins at row "row" is read where it is. */
static tree is_direct(gemm *g, tree row)
{
	return build2(TRUTH_ANDIF_EXPR, boolean_type_node, g->direct,
		      ta_test(GE_EXPR, row, ta_index_cst(0)));
}

/* How many rows of the strip from row "i" of the block on are not its own, but
   before it: it ends with the block. */
static tree before(gemm *g, tree i)
{
	tree there = ta_index_op(MIN_EXPR, ta_index_op(MINUS_EXPR, g->mb, i),
				 ta_index_cst(g->rows));

	return ta_index_op(MINUS_EXPR, ta_index_cst(g->rows), there);
}

/* Append to "list" that "t" has the terms of its sums, of the strip from row
   "i" of the block on, which is at "row" of A if it is read there. */
static void append_terms(gemm *g, ta_tile *t, tree i, tree row, tree *list)
{
	ta_matrix strip = {g->pa, g->kb, ta_index_cst(1), -1};
	tree direct = NULL_TREE, copied = NULL_TREE;

	g->q.a = g->a;
	g->q.a.base = pointer_set(g, "ap", &g->a, row, g->p0, &direct);
	ta_tile_terms(&g->q, t, 1, &direct);
	g->q.a = {pointer_set(g, "ap", &strip, strip_place(g, i),
			      ta_index_cst(0), &copied),
		  ta_index_cst(1), ta_index_cst(g->rows), -1};
	ta_tile_terms(&g->q, t, TA_TILE_TERMS, &copied);
	ta_tree_if(is_direct(g, row), direct, copied, list);
}

/* Append to "list" that the rows of the result where "t" goes are fetched
   while its terms are added up: both ends of each. */
static void fetch(gemm *g, const ta_tile *t, tree *list)
{
	tree fn = builtin_decl_explicit(BUILT_IN_PREFETCH), at;
	int wide = t->p.n * g->q.lanes;

	for (int r = 0; r < t->rows; r++)
		for (int j = 0; j < wide; j += MAX(wide - 1, 1)) {
			at = ta_elements(&g->q, &g->q.c, ta_index_cst(r),
					 ta_index_cst(j), 1);
			at = build_fold_addr_expr_with_type(at, ptr_type_node);
			append_to_statement_list(
				build_call_expr(
					fn, 3, at, integer_one_node,
					build_int_cst(integer_type_node, 3)),
				list);
		}
}

/* Append to "list" the tile at row "i" and column "j" of the block, "side"
   vectors wide, from the panel "panel"; there are "cols" columns from there
   on. */
static void append_tile(gemm *g, int side, tree i, tree j, tree panel,
			tree cols, tree *list)
{
	tree zero = ta_index_cst(0), row;
	ta_tile t = {};

	t.row = t.left = t.col = zero;
	t.rows = g->rows;
	t.p.n = side;
	for (int s = 0; s < side; s++)
		t.p.v[s] = {g->q.lanes, g->q.lanes, (int64_t)s * g->q.lanes,
			      NULL_TREE};
	t.first = index_set(g, "first", before(g, i), list);
	row = index_set(g, "row",
			ta_index_op(MINUS_EXPR,
				    ta_index_op(PLUS_EXPR, g->i0, i), t.first),
			list);
	if (side > 1)
		t.last = last_vector(g, cols);
	g->q.k = g->kb;
	g->q.b = {panel, ta_index_cst(side * g->q.lanes), ta_index_cst(1), -1};
	g->q.c = g->c;
	g->q.c.base = pointer_set(g, "cp", &g->c, row,
				  ta_index_op(PLUS_EXPR, g->j0, j), list);
	fetch(g, &t, list);
	ta_tile_begin(&g->q, &t, list);
	append_terms(g, &t, i, row, list);
	store(g, &t, cols, list);
	g->vars = chainon(t.vars, g->vars);
}

/* Append to "list" the tiles of the panel "panel" at column "j" of the
   block, of "side" vectors; there are "cols" columns. */
static void append_tiles(gemm *g, int side, tree j, tree panel, tree cols,
			 tree *list)
{
	tree i = index_var(g, "i"), tile = NULL_TREE;

	append_tile(g, side, i, j, panel, cols, &tile);
	ta_append_loop(i, g->mb, g->rows, tile, list);
}

/* Append to "list" that "panel" has the panel of B at column "j" of the
   block, of "side" vectors; there are "cols" columns.  The last of several
   vectors ends with them. */
static void copy_panel(gemm *g, int side, tree j, tree panel, tree cols,
		       tree *list)
{
	tree from = pointer_set(g, "bp", &g->b, g->p0,
				ta_index_op(PLUS_EXPR, g->j0, j), list);
	tree off[64], at[SIDE];
	tree rows = NULL_TREE, strip = NULL_TREE;
	int wide = side * g->q.lanes, last = wide - g->q.lanes;
	tree end = index_set(g, "last",
			     side > 1 ? last_vector(g, cols)
				      : op_cst(MINUS_EXPR, cols, 1),
			     list);

	for (int i = 0; i < side; i++)
		at[i] = i == side - 1 && i ? end : ta_index_cst(i * g->q.lanes);
	copy_vectors(g, panel, wide, from, side, at, last, g->b.row, &rows);
	for (int i = 0; i < wide; i++) {
		tree x = ta_index_cst(i);

		if (side == 1)
			x = ta_index_op(MIN_EXPR, end, x);
		else if (i >= last)
			x = op_cst(PLUS_EXPR, end, i - last);
		off[i] = index_set(g, "off",
				   ta_index_op(MULT_EXPR, g->b.col, x), &strip);
	}
	copy_strip(g, panel, wide, from, off, g->b.row, &strip);
	ta_tree_if(build2(TRUTH_ANDIF_EXPR, boolean_type_node,
			  ta_test(EQ_EXPR, g->b.col, ta_index_cst(1)),
			  ta_test(GE_EXPR, cols, ta_index_cst(g->q.lanes))),
		   rows, strip, list);
}

/* Append to "list" that "to" has the strip of A at "from", of which "first"
   rows are filled with the first that there is. */
static void copy_left(gemm *g, tree to, tree from, tree first, tree left,
		      tree *list)
{
	int n = (g->rows + g->q.lanes - 1) / g->q.lanes;
	int least = MAX(g->rows, g->q.lanes);
	tree vectors = NULL_TREE, strip = NULL_TREE, off[TA_TILE_ROWS];
	tree at[TA_TILE_ROWS];

	for (int i = 0; i < n; i++)
		at[i] = ta_index_cst(MIN(i * g->q.lanes, least - g->q.lanes));
	copy_vectors(g, to, g->rows, from, n, at, least - g->q.lanes, g->a.col,
		     &vectors);
	for (int i = 0; i < g->rows; i++) {
		tree row = ta_index_op(
			MAX_EXPR,
			ta_index_op(MINUS_EXPR, ta_index_cst(i), first),
			ta_index_cst(0));

		off[i] = index_set(g, "off",
				   ta_index_op(MULT_EXPR, g->a.row, row),
				   &strip);
	}
	copy_strip(g, to, g->rows, from, off, g->a.col, &strip);
	ta_tree_if(build2(TRUTH_ANDIF_EXPR, boolean_type_node,
			  ta_test(EQ_EXPR, g->a.row, ta_index_cst(1)),
			  ta_test(GE_EXPR, left, ta_index_cst(least))),
		   vectors, strip, list);
}

/* Append to "list" that "pa" has the block of A; of strips that are used
   where they are nothing. */
static void copy_block(gemm *g, tree *list)
{
	tree i = index_var(g, "i"), body = NULL_TREE, strip = NULL_TREE;
	ta_matrix block = {g->pa, g->kb, ta_index_cst(1), -1};
	tree from, to, first;

	first = index_set(g, "first", before(g, i), &body);
	from = pointer_set(g, "ap", &g->a, ta_index_op(PLUS_EXPR, g->i0, i),
			   g->p0, &strip);
	to = pointer_set(g, "to", &block, strip_place(g, i), ta_index_cst(0),
			 &strip);
	copy_left(g, to, from, first, ta_index_op(MINUS_EXPR, g->mb, i),
		  &strip);
	ta_tree_if(is_direct(g, ta_index_op(MINUS_EXPR,
					    ta_index_op(PLUS_EXPR, g->i0, i),
					    first)),
		   NULL_TREE, strip, &body);
	ta_append_loop(i, g->mb, g->rows, body, list);
}

/* Append to "list" for each panel of the block of B: its copy if "copy",
   else its tiles. */
static void append_panels(gemm *g, bool copy, tree *list)
{
	void (*what)(gemm *, int, tree, tree, tree, tree *) =
		copy ? copy_panel : append_tiles;
	ta_matrix block = {g->pb, g->kb, ta_index_cst(1), -1};
	tree j = index_var(g, "j"), cols, panel, body = NULL_TREE;
	tree whole = NULL_TREE, half = NULL_TREE;

	cols = index_set(g, "cols", ta_index_op(MINUS_EXPR, g->nb, j), &body);
	panel = pointer_set(g, "panel", &block, j, ta_index_cst(0), &body);
	what(g, SIDE, j, panel, cols, &whole);
	what(g, 1, j, panel, cols, &half);
	ta_tree_if(ta_test(GT_EXPR, cols, ta_index_cst(g->q.lanes)), whole,
		   half, &body);
	ta_append_loop(j, g->nb, g->wide, body, list);
}

/* A variable "name" that is set in "list" to how many there are of "all"
   from "at" on, at most "most". */
static tree length_set(gemm *g, const char *name, tree all, tree at,
		       int64_t most, tree *list)
{
	return index_set(g, name,
			 ta_index_op(MIN_EXPR, ta_index_op(MINUS_EXPR, all, at),
				     ta_index_cst(most)),
			 list);
}

/* Append to "list" the product by blocks. */
static void append_blocks(gemm *g, tree *list)
{
	tree across = NULL_TREE, terms = NULL_TREE, down = NULL_TREE;

	g->j0 = index_var(g, "j0");
	g->p0 = index_var(g, "p0");
	g->i0 = index_var(g, "i0");
	g->f = ta_tree_variable(&g->e, "f", g->q.type, &g->vars);
	g->nb = length_set(g, "nb", g->n, g->j0, g->most.n, &across);
	ta_tree_assign(UNKNOWN_LOCATION, g->f, g->beta, &across);
	g->kb = length_set(g, "kb", g->k, g->p0, g->most.k, &terms);
	append_panels(g, true, &terms);
	g->mb = length_set(g, "mb", g->m, g->i0, g->most.m, &down);
	copy_block(g, &down);
	append_panels(g, false, &down);
	ta_append_loop(g->i0, g->m, g->most.m, down, &terms);
	ta_tree_assign(UNKNOWN_LOCATION, g->f, ta_tree_real(g->q.type, 1),
		       &terms);
	ta_append_loop(g->p0, g->k, g->most.k, terms, &across);
	ta_append_loop(g->j0, g->n, g->most.n, across, list);
}

/* Append to "list" the product by the loops of its definition. */
static void append_definition(gemm *g, tree *list)
{
	tree i = index_var(g, "i"), j = index_var(g, "j"),
	     p = index_var(g, "p");
	tree sum = ta_tree_variable(&g->e, "sum", g->q.type, &g->vars), x, to;
	tree term = NULL_TREE, set = NULL_TREE, keep = NULL_TREE;
	tree element = NULL_TREE, row = NULL_TREE;

	ta_tree_assign(UNKNOWN_LOCATION, sum, ta_tree_real(g->q.type, 0),
		       &element);
	x = build2(MULT_EXPR, g->q.type, ta_elements(&g->q, &g->a, i, p, 1),
		   ta_elements(&g->q, &g->b, p, j, 1));
	ta_tree_assign(UNKNOWN_LOCATION, sum,
		       build2(PLUS_EXPR, g->q.type, sum, x), &term);
	ta_append_loop(p, g->k, 1, term, &element);
	x = build2(MULT_EXPR, g->q.type, g->alpha, sum);
	to = ta_elements(&g->q, &g->c, i, j, 1);
	ta_tree_assign(UNKNOWN_LOCATION, to, x, &set);
	x = build2(PLUS_EXPR, g->q.type, unshare_expr(x),
		   build2(MULT_EXPR, g->q.type, g->beta, unshare_expr(to)));
	ta_tree_assign(UNKNOWN_LOCATION, unshare_expr(to), x, &keep);
	ta_tree_if(ta_test(EQ_EXPR, g->beta, ta_tree_real(g->q.type, 0)), set,
		   keep, &element);
	ta_append_loop(j, g->n, 1, element, &row);
	ta_append_loop(i, g->m, 1, row, list);
}

/* The number of elements that "x" lines have, rounded up to "step" lines,
   of at most "most", and of the longest sums. */
static tree room(gemm *g, tree x, int64_t most, int64_t step)
{
	x = op_cst(PLUS_EXPR, ta_index_op(MIN_EXPR, x, ta_index_cst(most)),
		   step - 1);
	x = op_cst(MULT_EXPR, op_cst(TRUNC_DIV_EXPR, x, step), step);
	return ta_index_op(
		MULT_EXPR, x,
		ta_index_op(MIN_EXPR, g->k, ta_index_cst(g->most.k)));
}

/* "elements" as a number of bytes, of whole lines of the cache. */
static tree bytes(gemm *g, tree elements)
{
	tree x = ta_index_op(
		MULT_EXPR, elements,
		fold_convert(ta_index_type(), TYPE_SIZE_UNIT(g->q.type)));

	x = op_cst(BIT_AND_EXPR, op_cst(PLUS_EXPR, x, 63), -64);
	return fold_convert(sizetype, x);
}

/* Append to "list" that "pb" and "pa" point to memory for the blocks, and
   behind them for a vector that may be written there, on the stack or else
   on the heap, and return the test that it has to be freed. */
static tree acquire(gemm *g, tree *list)
{
	tree type = build_array_type_nelts(char_type_node, NEAR_BYTES), t;
	tree near = ta_tree_variable(&g->e, "near", type, &g->vars);
	tree size = ta_tree_variable(&g->e, "size", sizetype, &g->vars);
	tree right =
		index_set(g, "right", room(g, g->n, g->most.n, g->wide), list);
	tree left = room(g,
			 fold_build3(COND_EXPR, ta_index_type(), g->direct,
				     ta_index_cst(1), g->m),
			 g->most.m, g->rows);
	tree far = NULL_TREE, on = NULL_TREE;

	SET_DECL_ALIGN(near, 64 * BITS_PER_UNIT);
	TREE_ADDRESSABLE(near) = 1;
	t = bytes(g, op_cst(PLUS_EXPR, left, g->q.lanes));
	t = fold_build2(PLUS_EXPR, sizetype, bytes(g, right), t);
	ta_tree_assign(UNKNOWN_LOCATION, size, t, list);
	t = ta_tree_allocate(UNKNOWN_LOCATION, size);
	ta_tree_assign(UNKNOWN_LOCATION, g->pb, t, &far);
	ta_tree_assign(UNKNOWN_LOCATION, g->pb,
		       build_fold_addr_expr_with_type(near, TREE_TYPE(g->pb)),
		       &on);
	ta_tree_if(ta_test(GT_EXPR, size, size_int(NEAR_BYTES)), far, on, list);
	ta_tree_assign(UNKNOWN_LOCATION, g->pa,
		       fold_build_pointer_plus(g->pb, bytes(g, right)), list);
	return ta_test(GT_EXPR, size, size_int(NEAR_BYTES));
}

/* The test that the operands are small enough to be multiplied where they are. */
static tree is_small(gemm *g)
{
	tree size = ta_index_op(MULT_EXPR, g->n, g->k), few;

	few = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		     ta_test(LE_EXPR, g->m, ta_index_cst(SMALL_ROWS)),
		     ta_test(LE_EXPR, size, ta_index_cst(SMALL_RIGHT)));
	return build2(TRUTH_ORIF_EXPR, boolean_type_node,
		      ta_test(LE_EXPR, g->m, ta_index_cst(FEW_ROWS)), few);
}

/* Append to "list" that small operands are multiplied by "fn". */
static void append_direct(gemm *g, tree fn, tree *list)
{
	tree small = NULL_TREE;

	append_to_statement_list(
		build_call_expr(fn, 13, g->m, g->n, g->k, g->alpha, g->a.base,
				g->a.row, g->a.col, g->b.base, g->b.row,
				g->b.col, g->beta, g->c.base, g->c.row),
		&small);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, NULL_TREE),
				 &small);
	ta_tree_if(is_small(g), small, NULL_TREE, list);
}

/* Append to "list" all that the function does; "direct": the function that
   multiplies small matrices, or NULL. */
static void append_body(gemm *g, tree direct, tree *list)
{
	tree blocks = NULL_TREE, loops = NULL_TREE, release = NULL_TREE;
	tree pointer = TREE_TYPE(g->c.base), is_far;

	if (direct)
		append_direct(g, direct, list);
	g->pb = ta_tree_variable(&g->e, "pb", pointer, &g->vars);
	g->pa = ta_tree_variable(&g->e, "pa", pointer, &g->vars);
	g->direct =
		ta_tree_variable(&g->e, "direct", boolean_type_node, &g->vars);
	ta_tree_assign(
		UNKNOWN_LOCATION, g->direct,
		build2(TRUTH_ANDIF_EXPR, boolean_type_node,
		       ta_test(LE_EXPR, g->n, ta_index_cst(DIRECT * g->wide)),
		       build2(TRUTH_ORIF_EXPR, boolean_type_node,
			      ta_test(LE_EXPR, g->a.col, ta_index_cst(NARROW)),
			      ta_test(LE_EXPR, g->n, ta_index_cst(g->wide)))),
		list);
	is_far = acquire(g, list);
	append_definition(g, &loops);
	append_blocks(g, &blocks);
	append_to_statement_list(ta_tree_free(UNKNOWN_LOCATION, g->pb),
				 &release);
	ta_tree_if(is_far, release, NULL_TREE, &blocks);
	ta_tree_if(ta_test(EQ_EXPR, g->pb, build_int_cst(pointer, 0)), loops,
		   blocks, list);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, NULL_TREE),
				 list);
}

/* A matrix that is an argument "name" of "fn", with how far its rows,
   "row", and unless that is NULL its columns, "col", are apart. */
static ta_matrix matrix_argument(tree fn, tree type, const char *name,
				 const char *row, const char *col)
{
	ta_matrix m = {NULL_TREE, NULL_TREE, ta_index_cst(1), -1};

	m.base = ta_own_argument(fn, name, build_pointer_type(type));
	m.row = ta_own_argument(fn, row, ta_index_type());
	if (col)
		m.col = ta_own_argument(fn, col, ta_index_type());
	return m;
}

/* Declare the function "name", which is compiled as "how" says, for a kernel of
   "user_fn", with the outermost scope "*block", and its arguments "*x" about matrices
   of "type". */
tree ta_gemm_declare(const char *name, tree type, tree user_fn,
		     const ta_compiled &how, tree *block, ta_gemm_args *x)
{
	tree index = ta_index_type(), fn;

	fn = ta_own_declare(name, void_type_node, user_fn, how, block);
	x->m = ta_own_argument(fn, "m", index);
	x->n = ta_own_argument(fn, "n", index);
	x->k = ta_own_argument(fn, "k", index);
	x->alpha = ta_own_argument(fn, "alpha", type);
	x->a = matrix_argument(fn, type, "a", "ar", "ac");
	x->b = matrix_argument(fn, type, "b", "br", "bc");
	x->beta = ta_own_argument(fn, "beta", type);
	x->c = matrix_argument(fn, type, "c", "cr", NULL);
	return fn;
}

/* Declare the function "name" of "g" and its arguments, which is compiled
   as "how" says, for a kernel of "user_fn". */
static void declare(gemm *g, const char *name, tree user_fn,
		    const ta_compiled &how)
{
	ta_gemm_args x;

	g->e.fn = ta_gemm_declare(name, g->q.type, user_fn, how, &g->e.block,
				  &x);
	g->m = x.m;
	g->n = x.n;
	g->k = x.k;
	g->a = x.a;
	g->b = x.b;
	g->c = x.c;
	g->alpha = g->q.alpha = x.alpha;
	g->beta = g->q.beta = x.beta;
}

/* Set the sizes of tiles and blocks of "g". */
static void set_sizes(gemm *g)
{
	int64_t size = tree_to_shwi(TYPE_SIZE_UNIT(g->q.type));

	g->rows = MIN(ta_tile_rows(&g->q, SIDE), (int)MOST_ROWS);
	g->wide = SIDE * g->q.lanes;
	g->most.k = MIN((int64_t)MOST_TERMS, PANEL_BYTES / (g->wide * size));
	g->most.m = LEFT_BYTES / (g->most.k * size) / g->rows * g->rows;
	g->most.n = RIGHT_BYTES / (g->most.k * size) / g->wide * g->wide;
}

/* The function that multiplies matrices of "type", for a kernel that "e" emits;
   the rows and columns of a tile of it are "*rows" and "*wide". */
tree ta_gemm_fn(ta_emit *e, tree type, int *rows, int *wide)
{
	const char *name = TYPE_MODE(type) == TYPE_MODE(float_type_node)
				   ? "tensoraot.sgemm"
				   : "tensoraot.dgemm";
	ta_compiled how = ta_shared_how(e);
	tree known = ta_own_known(name, how), list = NULL_TREE, direct;
	gemm g = {};

	g.e.loc = g.q.loc = UNKNOWN_LOCATION;
	g.q.e = &g.e;
	ta_product_vectors(&g.q, type);
	set_sizes(&g);
	*rows = g.rows;
	*wide = g.wide;
	if (known)
		return known;
	direct = ta_direct_fn(e, type, g.rows, g.most.k);
	declare(&g, name, e->user_fn, how);
	append_body(&g, direct, &list);
	ta_own_define(g.e.fn, g.e.block, g.vars, list);
	return g.e.fn;
}
