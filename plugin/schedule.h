/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - what schedule.c asks isl for, in plain C.

   Assumes plan.h.  schedule.c decides and builds; poly_schedule.c finds
   schedules and says what depends on what, poly_scan.c finds the bounds of
   loops; ta_poly_legal (ta.h) says whether what came out is right. */
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

#endif
