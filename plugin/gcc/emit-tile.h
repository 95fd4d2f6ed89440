/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-tile.h - a tile of a product of matrices, which stays in registers while
   the loop over the terms of its sums runs.

   Include gcc-compat.h and ta.h before. */
#ifndef TA_EMIT_TILE_H
#define TA_EMIT_TILE_H

#include "emit.h"

/* How many bytes a line of the cache has. */
enum { TA_CACHE_LINE = 64 };

/* A tile has at most so many vectors side by side, and so many rows, if there
   are registers for them; a loop over its terms is over so many at a time, where
   addresses are no more than constants apart. */
enum { TA_TILE_SIDE = 3, TA_TILE_ROWS = 28, TA_TILE_TERMS = 4 };

/* A matrix in memory: its address, how many elements its rows and columns are
   apart, and the number of its array, or -1: no array of the program. */
struct ta_matrix {
	tree base, row, col;
	int array;
};

/* A product in the making, C = alpha A B + beta C.  "type": of the elements;
   "lanes": how many of them a vector has; "registers": how many vectors the
   target holds; "k": how many terms a sum has. */
struct ta_product {
	ta_emit *e;
	location_t loc;
	tree type, k, alpha, beta;
	int lanes, registers;
	ta_matrix a, b, c;
};

/* A vector of "lanes" elements that begins "at" elements right of the column of
   its tile, of which the first "used" are in the matrices: the others are 0 and
   touch no memory.  "mask": the mask of these, or NULL where all are. */
struct ta_piece_of_row {
	int lanes, used;
	int64_t at;
	tree mask;
};

/* "n" vectors side by side. */
struct ta_pieces {
	int n;
	ta_piece_of_row v[TA_TILE_SIDE];
};

/* One tile: its first row and column, its vectors, and its sums by row and
   piece, which are chained to "vars".  "left": its first row in the left operand,
   which may begin elsewhere.  "first": the first of its rows that is stored;
   "last": the column in the tile where the last vector goes; NULL: all are, and
   where it is in the right operand. */
struct ta_tile {
	tree row, left, col, first, last;
	int rows;
	ta_pieces p;
	tree sum[TA_TILE_ROWS][TA_TILE_SIDE];
	tree vars;
};

void ta_product_vectors(ta_product *q, tree type);
bool ta_masks(const ta_product *q, int lanes);
int ta_tile_rows(const ta_product *q, int n);
tree ta_index_cst(int64_t k);
tree ta_index_op(enum tree_code code, tree x, tree y);
tree ta_test(enum tree_code code, tree x, tree y);
void ta_append_loop(tree iv, tree hi, int64_t step, tree body, tree *list);
tree ta_index_plus(tree x, int64_t k);
tree ta_elements(ta_product *q, const ta_matrix *m, tree i, tree j, int lanes);
void ta_piece_begin(ta_product *q, ta_piece_of_row *v, tree *vars, tree *list);
tree ta_piece_load(ta_product *q, const ta_matrix *m, tree i, tree j,
		   const ta_piece_of_row *v);
void ta_piece_store(ta_product *q, const ta_matrix *m, tree i, tree j,
		    const ta_piece_of_row *v, tree x, tree *list);
tree ta_product_result(ta_product *q, tree sum, tree old, int lanes);
tree ta_tile_left(ta_product *q, tree row, tree *vars, tree *list);
void ta_tile_move_left(ta_product *q, ta_tile *t, tree *list);
void ta_tile_begin(ta_product *q, ta_tile *t, tree *list);
void ta_tile_terms(ta_product *q, ta_tile *t, int64_t most, tree *list);
void ta_tile_store(ta_product *q, const ta_tile *t, tree *list);

/* emit-narrow.cc */

/* Products of several rows a vector have so many terms at most. */
enum { TA_NARROW = 8 };

int64_t ta_narrow_time(const ta_product *q, int64_t m, int64_t n, int64_t k);
bool ta_emit_narrow(ta_product *q, int64_t m, int64_t n, int64_t k,
		    tree *list);

/* emit-down.cc */
bool ta_can_down(const ta_product *q, int64_t n);
void ta_emit_down(ta_product *q, int64_t m, int64_t n, int64_t k, tree *list);

#endif
