/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - skewed tiles in the making, and what isl is asked for.

   Assumes plan.h.  schedule.c decides, schedule_order.c says what is inside of
   what, schedule_loops.c builds; poly_schedule.c finds schedules and says what
   depends on what, poly_scan.c finds the bounds of loops; ta_poly_legal (ta.h)
   says whether what came out is right. */
#ifndef TA_SCHEDULE_H
#define TA_SCHEDULE_H

#include "plan.h"

/* ----------------------------------------------------- poly_schedule.c -- */

/* The dependences of a set of statements. */
struct ta_sched;

/* "n" loops in any order of which each statement may run: statement i of the
   set runs at row[i][k] of loop k. */
struct ta_band {
	int n;
	const ta_idx *(*row)[TA_MAX_DEPTH];
};

struct ta_sched *ta_sched_open(const ta_program *p, ta_arena *a,
			       const struct ta_set *set,
			       unsigned long max_operations);
bool ta_sched_band(struct ta_sched *sc, struct ta_band *band);
bool ta_sched_holds(struct ta_sched *sc, int dep, int n,
		    const ta_idx *const *src, const ta_idx *const *dst);
bool ta_sched_tied(struct ta_sched *sc, int dep, int n,
		   const ta_idx *const *src, const ta_idx *const *dst);
bool ta_sched_failed(const struct ta_sched *sc);
void ta_sched_close(struct ta_sched *sc);

/* --------------------------------------------------------- poly_scan.c -- */

/* Polyhedra over plan variables. */
struct ta_scan;

/* Polynomials that are >= 0. */
struct ta_conds {
	int n;
	const ta_idx **x;
};

struct ta_scan *ta_scan_open(const ta_program *p, ta_arena *a, int nvars, int n,
			     const struct ta_conds *of,
			     unsigned long max_operations);
bool ta_scan_level(struct ta_scan *sc, const struct ta_set *which, int level,
		   const struct ta_conds *known, struct ta_conds *out);
bool ta_scan_params(struct ta_scan *sc, struct ta_conds *out);
void ta_scan_close(struct ta_scan *sc);

/* ------------------------------------------------------- a nest of tiles -- */

/* The most loops of a band. */
enum { TA_SKEW_LOOPS = 4 };

/* Along a diagonal of two loops there are no more tiles than there are in time:
   with fewer than this, threads would only wait for each other. */
enum { TA_LEAST_ALONG = 4 };

/* A nest of tiles in the making, of the statements "set" of "pl" along the loops
   "band": loop k is in tiles of "size[k]" iterations; the loops of a tile are
   order[0], order[1], ..., the last two of these by diagonals if "diagonal".
   iter[i][d]: iterator d of statement i over the loops of the band, for which
   zero[i] are 0; at[k], tile[k]: iteration and tile of loop k over the plan's
   variables.  point[i][j]: what the variable of the j'th loop of a tile is, over
   the iterators of statement i; "when": where
   all of them have something to do; "found": what the tiles are to be is;
   "steps": so many iterations the source's outermost loop has.  "once": no element
   is met again in other iterations of that; "wave": rows of a tile run one behind the
   other (wave.c). */
struct ta_skew {
	struct ta_planner *pl;
	ta_arena *a;
	struct ta_set set;
	struct ta_sched *sc;
	struct ta_band band;
	int64_t size[TA_SKEW_LOOPS];
	int order[TA_SKEW_LOOPS];
	bool diagonal, once, wave;
	const ta_idx *(*iter)[TA_MAX_DEPTH];
	struct ta_conds *zero;
	const ta_idx *at[TA_SKEW_LOOPS], *tile[TA_SKEW_LOOPS];
	const ta_idx *(*point)[TA_MAX_DEPTH];
	struct ta_scan *scan;
	struct ta_conds when;
	const ta_idx *steps;
	bool all_simd, found;
};

/* schedule.c */
bool ta_skew_for_threads(const struct ta_skew *sk);

/* ---------------------------------------------------- schedule_order.c -- */

bool ta_skew_solve(struct ta_skew *sk, int i);
bool ta_skew_order(struct ta_skew *sk, bool vectors);
bool ta_skew_tied(const struct ta_skew *sk, const bool *in);
void ta_skew_cycle(const struct ta_skew *sk, const bool *path, int i, bool *in);
bool *ta_skew_paths(const struct ta_skew *sk);

/* ---------------------------------------------------- schedule_loops.c -- */

bool ta_skew_scan(struct ta_skew *sk);
ta_node *ta_skew_loops(struct ta_skew *sk, int v, const struct ta_conds *known);

#endif
