/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-wave.h - rows that run one behind the other, in the making.

   emit-wave.cc goes through rows, squares and diagonals; emit-diagonal.cc makes the
   vectors of a diagonal.  Include gcc-compat.h and ta.h before. */
#ifndef TA_EMIT_WAVE_H
#define TA_EMIT_WAVE_H

#include "wave.h"
#include "emit.h"

/* What vectors are made of outside of the operators of statements: "x", the same in a
   row or a column, or a read of squares, by statement "at"; "var" has it for the
   diagonal at hand, "buffer" for all of a square. */
struct wave_leaf {
	const ta_expr *x;
	enum ta_wave_read kind;
	int at;
	tree var, buffer;
};

/* What a statement writes, and the vectors of it: "left", of the diagonal before, "above",
   the same moved down, "corner", what that was before (NULL: nothing needs them), and
   "made", of the diagonal at hand.  "top": what is read from above, "shift" columns from
   where that is, by statement "reader".  "buffer": of a table, a square of it; "saved": of
   a scalar that goes along rows, that of each row. */
struct wave_part {
	const ta_node *node;
	const ta_access *to, *top;
	enum ta_wave_kind kind;
	tree vector, left, above, corner, made, buffer, saved;
	int reader, shift;
};

/* The rows in the making, from "row" on.  "lanes": how many elements, of w.size bytes
   each, a vector has; "at": the column of the first row on the diagonal at hand,
   "block", "step": its square, and its number in that; "k": a number of a row;
   [first, last): through which columns of the first row diagonals go that have a column
   in all rows; "vars": what is declared. */
struct wave_fn {
	ta_emit *e;
	ta_wave w;
	const ta_node *rows, *cols;
	location_t loc;
	tree row, at, block, step, k, first, last, vars;
	int lanes;
	bool real;
	wave_part part[TA_WAVE_STMTS];
	auto_vec<wave_leaf> leaf;
};

/* emit-diagonal.cc */
tree ta_wave_int_vector(const wave_fn *f, bool is_unsigned);
tree ta_wave_vector_for(const wave_fn *f, enum ta_type type);
tree ta_wave_as_vector(tree type, tree x);
tree ta_wave_moved_down(const wave_fn *f, tree x, tree top);
tree ta_wave_memory(const wave_fn *f, const ta_access *acc);
tree ta_wave_converted(tree type, tree x);
bool ta_wave_converts(const wave_fn *f);
tree ta_wave_value(wave_fn *f, int at, const ta_expr *x);

#endif
