/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interp.h - run a tensor program: as the C was written, or as it was planned.

   This is the meaning of a program and of a plan in the plainest words, to
   compare the two.  What it takes for granted, and so cannot find wrong:
   arrays do not overlap (the guards are there for that), and nothing is read
   outside of what the C reads; library functions are some function of their
   arguments, the same in both; signed arithmetic does not overflow; loops that
   may run in any order run forwards or backwards, and partial results of a
   reduction are not kept apart.  What it cannot run it says ("cannot"): a
   routine that it does not know, or more than "most_steps" steps.  Clean in C
   and C++. */
#ifndef TA_INTERP_H
#define TA_INTERP_H

#include "ta.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A scalar of any type: integers and bool in "i", floats in "f", and the
   imaginary part of complex numbers in "im". */
typedef struct ta_value {
	int64_t i;
	double f, im;
} ta_value;

/* What an array has at "key": its value, or that it has none yet.  The key is
   the offset of the element, or for a virtual array its subscripts. */
typedef struct ta_cell {
	int64_t key;
	unsigned age;		/* 0: a free slot */
	bool undefined;
	ta_value value;
} ta_cell;

/* The memory of an array: the cells touched so far, found by hashing.  Cells
   of another age are as if never touched. */
typedef struct ta_memory {
	ta_cell *cell;
	int ncells, size;
	unsigned age;
} ta_memory;

/* What the tests of the amount of work say in a run.  A plan is right whatever
   they do, and some of its branches are where some hold and others do not. */
enum ta_work {
	TA_WORK_LITTLE,	/* that there is little */
	TA_WORK_MUCH,	/* that there is much */
	TA_WORK_MIXED	/* three in four that there is much: which, the seed says */
};

/* One run.  "param": the values of parameters.  Memory holds what "seed" says
   until it is written: NaN, infinities and signed zeros among it if "wild", no
   integer that is 0 if "nonzero". "backwards": loops that may run in any order
   do so; "work": what the tests of the amount of work say; "brief": panels
   that statements are split into are a TA_BRIEF-th as long as the plan has
   them.  "bad": what the program or plan does wrong; "cannot": why it was not
   run to the end; NULL: nothing.  "left": the plan was left by an exit.  "calls": library calls made; "steps":
   iterations and statements run, "done": statements. "watch" (may be NULL) is
   called before each access. */
enum { TA_BRIEF = 32 };
typedef struct ta_interp {
	const ta_program *p;
	ta_arena *arena;
	ta_value *param;
	ta_memory *memory;
	const ta_stmt **stmt;
	int nstmts, *idle;
	int64_t *bound;
	uint64_t seed;
	bool wild, nonzero, backwards, brief, left;
	enum ta_work work;
	const char *bad, *cannot;
	long calls, steps, done, most_steps;
	void (*watch)(void *data, struct ta_interp *r, const ta_access *acc,
		      const int64_t *iter);
	void *watch_data;
} ta_interp;

/* interp.c */
/* A run of "p" with memory from "a"; all parameters are 0. */
void ta_interp_init(ta_interp *r, ta_arena *a, const ta_program *p);
void ta_run_written(ta_interp *r);
/* The value of "x" where iterator d is iter[d]. */
__int128 ta_idx_value(const ta_interp *r, const ta_idx *x,
		      const int64_t *iter);
ta_value ta_eval(ta_interp *r, const ta_expr *e, const int64_t *iter);
ta_value ta_wrap(enum ta_type type, ta_value v);
void ta_run_stmt(ta_interp *r, const ta_stmt *s, const int64_t *iter);
/* Are the domain's constraints on "s" met at "iter"? */
bool ta_in_domain(const ta_interp *r, const ta_stmt *s, const int64_t *iter);
/* Count a step; false when there were too many, or something went wrong. */
bool ta_step(ta_interp *r);

/* interp_memory.c */
/* The cell of "array" at "key". */
ta_cell *ta_cell_at(ta_interp *r, int array, int64_t key);
/* The cell of the access "acc" where iterator d is iter[d]. */
ta_cell *ta_cell_of(ta_interp *r, const ta_access *acc, const int64_t *iter);
/* Forget what the virtual or scratch array "array" holds. */
void ta_forget(ta_interp *r, int array);
/* May a plan of "p" lose infinities that it has? */
bool ta_loses_infinities(const ta_program *p);
/* Did "a" and "b" leave the same where it can be seen, up to rounding unless
   "exact"?  If not, *array and *key say where. */
bool ta_same_results(ta_interp *a, ta_interp *b, bool exact, int *array,
		     int64_t *key);

/* interp_plan.c */
void ta_run_planned(ta_interp *r);

/* interp_guard.c */
/* Are the loops as written to run after all at the exit "node"? */
bool ta_exits(ta_interp *r, const ta_node *node, const int64_t *iter);
/* Does the guard "g" hold where plan variable d is iter[d]?  That arrays do
   not overlap and that routines are linked in is taken for granted. */
bool ta_guard_holds(ta_interp *r, const ta_guard *g, const int64_t *iter);

/* validate.c */
enum ta_validity {
	TA_VALID,	/* run both ways with the same results */
	TA_INVALID,	/* a run differed: "why" says where and for which sizes */
	TA_UNVALIDATED	/* no run was possible: "why" says why */
};
/* Run "written" as the C was written and the plan of "planned", which was made
   from it, for some small sizes and data. */
enum ta_validity ta_validate(const ta_program *written,
			     const ta_program *planned, const char **why);

#ifdef __cplusplus
}
#endif
#endif
