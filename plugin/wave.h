/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wave.h - rows of a statement that run one behind the other, as vectors.

   What is said here goes for plans, as wave.c makes them and
   ta_check looks at them, and for what is emitted of them. */
#ifndef TA_WAVE_H
#define TA_WAVE_H

#include "ta.h"

#ifdef __cplusplus
extern "C" {
#endif

/* wave.c: statement "s" of "p", number "stmt", whose iterator "row" counts rows and
   "col" columns; "left", "above": it needs the element that it writes there;
   "maybe": not always, so that there may be none above the first row. */
struct ta_wave {
	const ta_program *p;
	const ta_stmt *s;
	int stmt, row, col;
	bool left, above, maybe;
};
/* What a read is, or an expression: nothing that a vector of a diagonal can be made
   of; the same everywhere, in a whole row, or column; of memory along rows; or what
   the statement wrote to the left, above, or left of that. */
enum ta_wave_read {
	TA_WAVE_NONE, TA_WAVE_SAME, TA_WAVE_ROW, TA_WAVE_COLUMN, TA_WAVE_SQUARE,
	TA_WAVE_LEFT, TA_WAVE_ABOVE, TA_WAVE_CORNER
};
enum { TA_ANY_BYTES = 4096 };	/* more than any vector has */
enum ta_wave_read ta_wave_read(const struct ta_wave *w, const ta_access *acc);
int ta_wave_way(const struct ta_wave *w, const ta_access *acc);
enum ta_wave_read ta_wave_line(const struct ta_wave *w, const ta_expr *x);
bool ta_wave_fits(const ta_program *p, int stmt, int row, int col, int bytes,
		  struct ta_wave *w);
bool ta_wave_loops(const ta_program *p, const ta_node *node, int bytes,
		   struct ta_wave *w);

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
