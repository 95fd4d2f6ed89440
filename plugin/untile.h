/* SPDX-License-Identifier: GPL-3.0-or-later */
/* untile.h - what the files share that make one loop of the loops over tiles and
   in them.

   Assumes plan.h. */
#ifndef TA_UNTILE_H
#define TA_UNTILE_H

#include "plan.h"

/* The loop over tiles, iterator "t" of the statements "in", which loop x[s]
   inside completes for statement s; made[s]: what becomes of that.  "by_sizes":
   the size of the tiles is over parameters, else a constant.  "multiple": what
   has to be a multiple of "size", or NULL. */
struct tiles {
	ta_program *p;
	ta_arena *a;
	int t;
	bool by_sizes, *in;
	int *x;
	ta_stmt **made;
	const ta_idx *multiple;
	int64_t size;
};

/* The tile of a statement: iterator "x" runs from "by" * t + "lo" on, as
   constraint "from" says and "to" after by - 1 steps.  "size": what "by" is, or
   0 if that is no constant. */
struct tile {
	int x, from, to;
	int64_t size;
	const ta_idx *by, *lo;
};

/* untile_domain.c */
bool ta_find_tile(const struct tiles *q, const ta_stmt *s, struct tile *tile);
bool ta_merge_domain(struct tiles *q, ta_stmt *s, struct tile *tile);

/* untile.c */
bool ta_merge_tiles(struct tiles *q, int s);

#endif
