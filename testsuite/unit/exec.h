/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exec.h - run a tensor program: as the C was written, or as it was planned. */
#ifndef TA_EXEC_H
#define TA_EXEC_H

#include "ta.h"

/* A scalar of any type. */
struct value {
	int64_t i;
	double f;
};

/* Whether the access at a location was made, and whether it left the extents
   declared for its array. */
struct watch {
	bool made, left;
};

enum { CELLS = 1 << 12, ORIGIN = CELLS / 4 };

/* The memory of one array: element "k" from its base is cell ORIGIN + k; of
   a virtual array, the cell that its subscripts name. */
struct memory {
	struct value cell[CELLS];
	bool undefined[CELLS];
};

/* One run.  "param": the values of parameters; "backwards": loops that may
   run in any order do; "large": what a WORK test says; "bad": what went
   wrong, or NULL; "calls": library calls made; "steps": statements run;
   "watch" (may be NULL): what accesses did, by location. */
struct run {
	const ta_program *p;
	struct value *param;
	struct memory *memory;
	bool backwards, large;
	const char *bad;
	struct watch *watch;
	long calls, steps;
};

void run_written(struct run *r);
void run_planned(struct run *r);
bool guard_holds(struct run *r, const ta_guard *g);
/* random.c */
extern bool random_shapes;
const char *random_program(ta_arena *a);

__int128 idx_value(const struct run *r, const ta_idx *x, const int64_t *iter);

#endif
