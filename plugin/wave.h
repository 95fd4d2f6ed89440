/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wave.h - rows of statements that run one behind the other, as vectors.

   What is said here goes for plans, as wave.c makes them and
   ta_check looks at them, and for what is emitted of them. */
#ifndef TA_WAVE_H
#define TA_WAVE_H

#include "ta.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The most statements that share a loop over columns, or are in front of it. */
enum { TA_WAVE_STMTS = 12 };

/* wave.c: the "n" statements stmt[] of "p" in one loop over columns, in their order,
   whose iterators "row" and "col" count rows and columns, and the "nbefore" ones of each
   row in front of that loop; "size": how many bytes an element of their vectors has.
   "left", "above": they need elements that they write there; "maybe": not always, so
   that there may be none above the first row. */
struct ta_wave {
	const ta_program *p;
	int n, nbefore, row, col, size;
	int stmt[TA_WAVE_STMTS], before[TA_WAVE_STMTS];
	bool left, above, maybe;
};
/* What a statement writes: a table; an array of one element for each column, which all
   rows change; a scalar that goes along a row; or one of an iteration. */
enum ta_wave_kind {
	TA_WAVE_TABLE, TA_WAVE_FRONT, TA_WAVE_CARRIED, TA_WAVE_LOCAL
};
/* What a read is, or an expression: nothing that a vector of a diagonal can be made
   of; the same everywhere, in a whole row, or column; of memory along rows; what a
   statement wrote to the left, above, or left of that; or just before. */
enum ta_wave_read {
	TA_WAVE_NONE, TA_WAVE_SAME, TA_WAVE_ROW, TA_WAVE_COLUMN, TA_WAVE_SQUARE,
	TA_WAVE_LEFT, TA_WAVE_ABOVE, TA_WAVE_CORNER, TA_WAVE_HERE
};
enum { TA_ANY_BYTES = 4096 };	/* more than any vector has */
int ta_wave_writer(const struct ta_wave *w, int array);
enum ta_wave_kind ta_wave_kind(const struct ta_wave *w, int k);
enum ta_wave_read ta_wave_read(const struct ta_wave *w, int at,
			       const ta_access *acc);
int ta_wave_way(const struct ta_wave *w, const ta_access *acc);
enum ta_wave_read ta_wave_line(const struct ta_wave *w, const ta_expr *x);
bool ta_wave_fits(const ta_program *p, int n, const int *stmt, int row, int col,
		  int bytes, struct ta_wave *w);
bool ta_wave_loops(const ta_program *p, const ta_node *node, int bytes,
		   struct ta_wave *w);
const ta_node *ta_wave_columns(const ta_node *node);

/* cost.c: how many columns, and for threads how much work, rows have at least that run
   so */
int ta_cost_wave(int lanes, bool real);
double ta_cost_wave_work(bool real);

/* poly_direction.c (isl): may rows run one column behind the row before, as far as
   dependences go? */
bool ta_poly_wave(const ta_program *p, const struct ta_wave *w);

#ifdef __cplusplus
}
#endif
#endif
