/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-small.cc - a product of small matrices of known sizes.

   Assumes a call of gemm whose sizes are constants and where rows of the result
   are stored element by element.  Those of the right operand are, too, or it is
   turned into memory of the function's own first.  The result is cut into tiles
   (emit-tile.cc), with vectors of the widest kind that the target has and that a
   row fills; the last one of a row is shorter, or overlaps the one before it,
   where the row is no multiple of its length.  Where that wastes much, vectors go
   down the columns (emit-down.cc), or hold several rows (emit-narrow.cc). */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"
#include "emit-gemm.h"

/* A product of a matrix with "m" rows, from row "first" on, and one with "n"
   columns. */
struct small {
	ta_product q;
	int64_t m, n, first;
};

/* How the result is cut into columns of tiles: "loops" with "side" vectors side
   by side, and one each with as many as rest[] has. */
struct cut {
	int64_t side, loops, rest[2];
};

/* Append to "list": for (iv = lo; iv < hi; iv += step) body. */
static void append_loop(small *s, tree iv, int64_t lo, int64_t hi, int64_t step,
			tree body, tree *list)
{
	append_to_statement_list(
		ta_tree_bind(iv, ta_tree_loop(s->q.loc, iv, ta_index_cst(lo),
					      ta_index_cst(hi),
					      ta_index_cst(step), body)),
		list);
}

/* Append to "list" the tile at "row" and "col" of "rows" rows of "p". */
static void emit_tile(small *s, tree row, tree col, int rows,
		      const ta_pieces *p, tree *list)
{
	tree body = NULL_TREE, base = s->q.a.base;
	ta_tile t = {};

	t.row = t.left = row;
	t.col = col;
	t.rows = rows;
	t.p = *p;
	if (TREE_CODE(row) != INTEGER_CST)
		ta_tile_move_left(&s->q, &t, &body);
	ta_tile_begin(&s->q, &t, &body);
	ta_tile_terms(&s->q, &t, TA_TILE_TERMS, &body);
	s->q.a.base = base;
	ta_tile_store(&s->q, &t, &body);
	append_to_statement_list(ta_tree_bind(t.vars, body), list);
}

/* "x" / "y", rounded up. */
static int64_t ceil_div(int64_t x, int64_t y)
{
	return (x + y - 1) / y;
}

/* How many tiles of "n" vectors side by side stand below each other. */
static int64_t tiles_below(const small *s, int64_t n)
{
	return ceil_div(s->m, ta_tile_rows(&s->q, (int)n));
}

/* Append to "list" "tiles" tiles of "rows" rows below each other, from row
   "from" on, at "col" with the vectors "p". */
static void emit_tiles(small *s, int64_t from, int64_t tiles, int64_t rows,
		       tree col, const ta_pieces *p, tree *list)
{
	tree iv, body = NULL_TREE;

	if (tiles > 1) {
		iv = ta_tree_local(s->q.e, "i", ta_index_type());
		emit_tile(s, iv, col, (int)rows, p, &body);
		append_loop(s, iv, from, from + tiles * rows, rows, body, list);
	} else if (tiles) {
		emit_tile(s, ta_index_cst(from), col, (int)rows, p, list);
	}
}

/* Append to "list" the tiles below each other at "col" with the vectors
   "p": the first ones may have a row more than the others. */
static void emit_column(small *s, tree col, const ta_pieces *p, tree *list)
{
	int64_t tiles = tiles_below(s, p->n), rows = s->m / tiles;
	int64_t high = s->m % tiles;

	emit_tiles(s, s->first, high, rows + 1, col, p, list);
	emit_tiles(s, s->first + high * (rows + 1), tiles - high, rows, col, p,
		   list);
}

/* The last vector of a row, which is no whole number of vectors, for a tile at
   column "col": the shortest that has what is left.  Where that is none, it has
   elements before it too; or it is under a mask, if it is the only vector or one
   element is left, and the target has masks. */
static ta_piece_of_row last_piece(const small *s, int64_t col)
{
	int64_t left = s->n % s->q.lanes;
	int64_t least = 16 / tree_to_shwi(TYPE_SIZE_UNIT(s->q.type));
	int64_t lanes = MIN(least, (int64_t)s->q.lanes);
	bool masks;

	while (lanes < left)
		lanes *= 2;
	masks = (left == 1 || left == s->n) && ta_masks(&s->q, (int)lanes);
	if (left == 1 && !masks)
		lanes = 1;
	if (lanes > left && masks)
		return {(int)lanes, (int)left, s->n - left - col, NULL_TREE};
	return {(int)lanes, (int)lanes, s->n - lanes - col, NULL_TREE};
}

/* Whether the last vector of a row has elements of the one before too. */
static bool overlaps(const small *s)
{
	return last_piece(s, 0).used > s->n % s->q.lanes;
}

/* The "n" vectors from column "col" on. */
static ta_pieces take_pieces(const small *s, int64_t n, int64_t col)
{
	ta_pieces p = {(int)n, {}};

	for (int64_t i = 0; i < n; i++) {
		p.v[i] = {s->q.lanes, s->q.lanes, i * s->q.lanes, NULL_TREE};
		if (col + p.v[i].at + s->q.lanes > s->n)
			p.v[i] = last_piece(s, col);
	}
	return p;
}

/* How "s" is cut into columns of "side" vectors.  The last vector of a row,
   where it overlaps the one before, is in one tile with that: all of a tile
   is read before it is written. */
static cut make_cut(const small *s, int64_t side)
{
	int64_t vectors = ceil_div(s->n, s->q.lanes), over = s->n % s->q.lanes,
		left;
	cut c = {side, s->n / (side * s->q.lanes), {}};

	left = vectors - c.loops * side;
	if (left == 1 && c.loops && over && overlaps(s)) {
		c.loops--;
		left += side;
	}
	c.rest[0] = left > TA_TILE_SIDE ? left - 2 : left;
	c.rest[1] = left - c.rest[0];
	return c;
}

/* How many half cycles a term of a tile of "rows" by "n" vectors takes: two
   vectors are multiplied in a cycle, or loaded, and each sum waits four cycles
   for the one before. */
static int64_t tile_time(int64_t rows, int64_t n)
{
	return MAX(MAX(rows * n, rows + n), 8);
}

/* How many half cycles a term of all tiles with "n" vectors side by side
   takes. */
static int64_t column_time(const small *s, int64_t n)
{
	int64_t tiles, rows, high;

	if (!n)
		return 0;
	tiles = tiles_below(s, n);
	rows = s->m / tiles;
	high = s->m % tiles;
	return high * tile_time(rows + 1, n) +
	       (tiles - high) * tile_time(rows, n);
}

/* How many half cycles a term of all tiles of "c" takes. */
static int64_t cut_time(const small *s, const cut *c)
{
	return c->loops * column_time(s, c->side) + column_time(s, c->rest[0]) +
	       column_time(s, c->rest[1]);
}

/* The quickest way to cut "s". */
static cut best_cut(const small *s)
{
	cut best = make_cut(s, 1);

	for (int64_t side = 2; side <= TA_TILE_SIDE; side++) {
		cut c = make_cut(s, side);

		if (cut_time(s, &c) <= cut_time(s, &best))
			best = c;
	}
	return best;
}

/* Append the product "s" to "list", cut as "c" says. */
static void emit_cut(small *s, cut c, tree *list)
{
	int64_t wide = c.side * s->q.lanes, col = c.loops * wide;
	tree iv, body = NULL_TREE;
	ta_pieces p = take_pieces(s, c.side, 0);

	if (c.loops > 1) {
		iv = ta_tree_local(s->q.e, "j", ta_index_type());
		emit_column(s, iv, &p, &body);
		append_loop(s, iv, 0, col, wide, body, list);
	} else if (c.loops) {
		emit_column(s, ta_index_cst(0), &p, list);
	}
	for (int i = 0; i < 2 && c.rest[i]; i++) {
		p = take_pieces(s, c.rest[i], col);
		emit_column(s, ta_index_cst(col), &p, list);
		col += c.rest[i] * s->q.lanes;
	}
}

/* How many lanes' work a row of "s" is where a core does "least" at once. */
static int64_t row_work(const small *s, int64_t least)
{
	int64_t left = s->n % s->q.lanes, whole = s->n / s->q.lanes;

	return whole * MAX((int64_t)s->q.lanes, least) +
	       (left ? MAX((int64_t)last_piece(s, 0).lanes, least) : 0);
}

/* Let "s" have the longest vectors that a row fills, or more than half fills under a
   mask. */
static void fit_vectors(small *s)
{
	while (s->q.lanes > s->n &&
	       !(s->q.lanes / 2 < s->n && ta_masks(&s->q, s->q.lanes)))
		s->q.lanes /= 2;
}

/* Append to "list" the first rows of the product "s" of "k" terms by the vectors of
   "widest" down its columns, if that is quicker than by tiles, let "s" be what is
   left, and return true. */
static bool emit_down(small *s, ta_product *widest, int64_t k, tree *list)
{
	int lanes = widest->lanes;
	cut c = best_cut(s);
	ta_down d = {s->m, s->n, k, cut_time(s, &c), 0, row_work(s, lanes / 2),
		     lanes, widest->registers};
	small rest = *s;

	rest.m = s->m % lanes;
	rest.first = s->m - rest.m;
	if (rest.m) {
		c = best_cut(&rest);
		d.rest = cut_time(&rest, &c);
	}
	if (!ta_can_down(widest, s->n) || !ta_down_pays(&d))
		return false;
	ta_emit_down(widest, rest.first, s->n, k, list);
	*s = rest;
	return true;
}

/* Let "m" begin at its column "col", of elements of "q", in a variable chained to
   "vars" that is set in "list". */
static void skip_columns(ta_product *q, ta_matrix *m, int64_t col, tree *vars,
			 tree *list)
{
	tree at = fold_build_pointer_plus_hwi(
		m->base, col * tree_to_shwi(TYPE_SIZE_UNIT(q->type)));

	m->base = ta_tree_variable(q->e, "base", TREE_TYPE(at), vars);
	ta_tree_assign(q->loc, m->base, at, list);
}

/* Append to "list" the last columns of the product "s" of "k" terms that fill no
   vector along a row, if vectors down them are quicker, and let "s" be the
   others. */
static void emit_last_columns(small *s, int64_t k, tree *list)
{
	small last = *s;
	tree vars = NULL_TREE, body = NULL_TREE;

	last.n = s->n % s->q.lanes;
	if (!last.n || last.n == s->n || !s->m)
		return;
	skip_columns(&last.q, &last.q.b, s->n - last.n, &vars, &body);
	skip_columns(&last.q, &last.q.c, s->n - last.n, &vars, &body);
	ta_product widest = last.q;
	fit_vectors(&last);
	if (!emit_down(&last, &widest, k, &body))
		return;
	if (last.m)
		emit_cut(&last, best_cut(&last), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
	s->n -= last.n;
}

/* Append the product "s" of "k" terms to "list", by columns of tiles, or by
   vectors of several rows, or down columns, if that is quicker. */
static void emit_product(small *s, int64_t k, tree *list)
{
	ta_product widest = s->q;
	int64_t narrow = ta_narrow_time(&widest, s->m, s->n, k);
	cut c;

	fit_vectors(s);
	c = best_cut(s);
	if (narrow && narrow < cut_time(s, &c) &&
	    ta_emit_narrow(&widest, s->m, s->n, k, list))
		return;
	if (!emit_down(s, &widest, k, list))
		emit_last_columns(s, k, list);
	if (s->m)
		emit_cut(s, best_cut(s), list);
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
static ta_matrix matrix_arg(ta_product *q, const ta_node *node, int i,
			    bool trans, tree *vars, tree *list)
{
	const ta_arg *arg = &node->arg[i];
	tree base = ta_tree_element(q->e, arg->array, arg->idx);
	ta_matrix m = {NULL_TREE, NULL_TREE, ta_index_cst(1), arg->array};

	m.base = ta_tree_variable(q->e, "base", TREE_TYPE(base), vars);
	ta_tree_assign(q->loc, m.base, base, list);
	m.row = ta_tree_kept(
		q->e, q->loc, "pitch", ta_index_type(),
		ta_tree_idx(q->e, node->arg[i + 1].idx, ta_index_type()), vars,
		list);
	if (trans)
		std::swap(m.row, m.col);
	return m;
}

/* Let the right operand of "s", which has "k" rows, be its copy by rows in an array of
   the function's own, chained to "vars" and filled in "list". */
static void turn_right(small *s, int64_t k, tree *vars, tree *list)
{
	ta_product *q = &s->q;
	tree type = build_array_type_nelts(q->type, k * s->n);
	tree room = ta_tree_variable(q->e, "turned", type, vars);
	tree i = ta_tree_local(q->e, "i", ta_index_type());
	tree j = ta_tree_local(q->e, "j", ta_index_type());
	tree copy = NULL_TREE, column = NULL_TREE;
	ta_matrix to = { NULL_TREE, ta_index_cst(s->n), ta_index_cst(1), -1 };

	TREE_ADDRESSABLE(room) = 1;
	to.base = build1(ADDR_EXPR, build_pointer_type(q->type),
			 build4(ARRAY_REF, q->type, room, size_int(0),
				NULL_TREE, NULL_TREE));
	ta_tree_assign(q->loc, ta_elements(q, &to, i, j, 1),
		       ta_elements(q, &q->b, i, j, 1), &copy);
	append_loop(s, i, 0, k, 1, copy, &column);
	append_loop(s, j, 0, s->n, 1, column, list);
	q->b = to;
}

/* The factor "arg" as a constant or a variable, chained to "vars", set in
   "list". */
static tree factor(ta_product *q, const ta_arg *arg, tree *vars, tree *list)
{
	return ta_tree_kept(q->e, q->loc, "factor", q->type,
			    ta_tree_expr(q->e, arg->expr), vars, list);
}

/* Append to "list" the product that "node", a call of gemm, stands for. */
void ta_emit_small(ta_emit *e, const ta_node *node, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE;
	bool turned = node->arg[ARG_TRANS_B].value == TRANSPOSED;
	small s = {};
	ta_product *q = &s.q;

	q->e = e;
	q->loc = ta_locus(node->loc);
	ta_product_vectors(
		q, ta_gcc_type(e->p->array[node->arg[ARG_C].array].elem));
	s.m = constant(node, ARG_M);
	s.n = constant(node, ARG_N);
	q->k = ta_index_cst(constant(node, ARG_K));
	q->alpha = factor(q, &node->arg[ARG_ALPHA], &vars, &body);
	q->beta = factor(q, &node->arg[ARG_BETA], &vars, &body);
	q->a = matrix_arg(q, node, ARG_A,
			  node->arg[ARG_TRANS_A].value == TRANSPOSED, &vars,
			  &body);
	q->b = matrix_arg(q, node, ARG_B, turned, &vars, &body);
	q->c = matrix_arg(q, node, ARG_C, false, &vars, &body);
	if (turned)
		turn_right(&s, constant(node, ARG_K), &vars, &body);
	emit_product(&s, constant(node, ARG_K), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}
