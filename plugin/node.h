/* SPDX-License-Identifier: GPL-3.0-or-later */
/* node.h - the plan of a tensor program: a tree of loops, calls, choices and
   statements, and the conditions under which it may run.

   Assumes the parts of a program; clean in C and C++. */
#ifndef TA_NODE_H
#define TA_NODE_H

#include "program.h"

#ifdef __cplusplus
extern "C" {
#endif

/* --------------------------------------------------------- plan (plan) -- */

enum ta_node_kind {
	TA_NODE_SEQ,	/* children in order */
	TA_NODE_LOOP,	/* child[0] over a range */
	TA_NODE_STMT,	/* one statement instance */
	TA_NODE_CALL,	/* a library call */
	TA_NODE_IF,	/* all of cond: child[0], else child[1] (may be NULL) */
	TA_NODE_EXIT	/* the loops as written run after all, if a guard that
			   is asked late fails */
};

/* An argument of a call: an integer, an enumerator of CBLAS, a scalar of the
   array's type, or a pointer to element "idx" of "array". */
enum ta_arg_kind { TA_ARG_INT, TA_ARG_ENUM, TA_ARG_SCALAR, TA_ARG_PTR };
typedef struct ta_arg {
	enum ta_arg_kind kind;
	const ta_idx *idx;
	int64_t value;
	ta_expr *expr;
	int array;
} ta_arg;

/* A bound: lower = ceil(num / den), upper (exclusive) = ceil(num / den);
   den >= 1. */
typedef struct ta_bound {
	const ta_idx *num;
	int64_t den;
} ta_bound;

/* A reduction of a loop: before the loop acc = access; in it the statement's
   write is to acc, under reduction (op : acc); after it access = acc.  The
   access does not vary in the loop.  Nothing is touched when the loop is
   empty. */
typedef struct ta_reduction {
	int stmt;
	enum ta_op op;
} ta_reduction;

enum ta_guard_kind {
	TA_GUARD_GE0,	   /* idx >= 0 */
	TA_GUARD_DISJOINT, /* the touched regions of two arrays do not meet */
	TA_GUARD_NONZERO,  /* expr != 0 (and is not NaN) */
	TA_GUARD_BLAS,	   /* the routines of the plan are linked in */
	TA_GUARD_ASSUME,   /* expr, as the user said */
	TA_GUARD_WORK,	   /* idx (evaluated in double) >= limit, or
			      >= known where the compiler comes to know idx */
	TA_GUARD_FINITE,   /* a matrix has neither infinities nor NaN */
	TA_GUARD_SCRATCH,  /* memory for a scratch array, in plans only */
	TA_GUARD_NUMBERS,  /* a region has neither infinities nor NaN */
	TA_GUARD_THREADS   /* several threads may run */
};

/* A condition of the run.  DISJOINT: elements [lo, hi] of the arrays; a region
   with hi < lo is empty.  With "period", of those only the elements that are a
   multiple of period[i] from [row_lo, row_hi]: regions that interleave do not
   meet.  "equal": arrays with one base pass too.  WORK: "known" is 0 where it
   is "limit"; where several threads may run, idx >= "several" too (0: the
   same).  FINITE: of elements from lo[0] on of array[0], row_lo[0] rows of
   row_hi[0] that are period[0] apart, or of what is in "half" of such a square,
   without its diagonal if "strict", the sum of absolute values is finite, and
   (if there is "idx") none of hi[1] elements from idx on, hi[0] apart, is -0,
   or if "zeros" a zero of either sign; in plans only, where the library is
   there.  SCRATCH: array[0]; the memory is there as long as the branch runs.
   NUMBERS: elements [lo[0], hi[0]] of array[0] are finite, or something in
   "when" is negative: then they are not to be looked at, by several threads
   from "limit" elements on (0: never); of the kernel only.  "late": where they
   are more than idx, results are looked at instead, at an EXIT of the plan, and
   they only if a result is not finite.
   "text": for the verbose table and the report. */
typedef struct ta_guard {
	enum ta_guard_kind kind;
	const ta_idx *idx;
	double limit, known, several;
	ta_expr *expr;
	int array[2];
	const ta_idx *lo[2], *hi[2];
	const ta_idx *period[2], *row_lo[2], *row_hi[2];
	bool equal, zeros, strict, late;
	enum ta_half half;
	int nwhen;
	const ta_idx **when;
	const char *text;
} ta_guard;

/* A node of the plan tree.  Variables of a plan are numbered along the path
   from the root: a LOOP with step 1 defines variable "var" (its counter); a
   LOOP with step > 1 (a panel loop) defines "var" (its start) and var + 1 (its
   exclusive end, min (start + step, upper)).  Bounds and all ta_idx below use
   these variables. */
enum { TA_MAX_STREAMS = 8, TA_MAX_ABREAST = 8, TA_MOST_FULL = 64 };
typedef struct ta_node ta_node;
struct ta_node {
	enum ta_node_kind kind;
	ta_loc loc;
	int nchildren;
	ta_node **child;

	/* LOOP */
	const char *name;
	int var;
	int nlower, nupper;
	ta_bound *lower, *upper;
	int64_t step;
	bool parallel, simd;
	bool holds;		/* what the instance in the loop of vectors in
				   it meets in each row is held in registers */
	bool columns;		/* not parallel, and threads share the loops over
				   columns in it once, if work >= par_limit */
	int abreast;		/* > 1: parallel; of so many iterations the
				   loops in it run as one, side by side */
	bool full;		/* all of its few iterations are written out */
	bool only;		/* over the scatter of the one instance in it: runs
				   the iteration that its test asks for, if any */
	bool wave;		/* rows of the loop in it run as vectors, each one
				   column behind the one before (ta_wave_loops) */
	int collapse;		/* > 1: threads share the iterations of so many
				   loops, this and, in parts, those in it */
	int streams;		/* of a simd loop with reductions of "least" and
				   more iterations: run in so many parts side by
				   side, each with its own accumulators */
	int64_t least;
	int nbypass;		/* of a simd loop: these statements of its body */
	int *bypass;		/* write past the cache if it has "row" or more */
	int64_t block, row;	/* iterations, so many at a time, and */
	bool fetches;		/* of up to "near" iterations: fetches what the */
	int ahead;		/* next one of the loop over variable "ahead" */
	int64_t near;		/* around reads (ta_ahead) */
	const ta_idx *volume;	/* this is >= volume_limit */
	double volume_limit;
	int ninverts;		/* these statements in its loops of vectors */
	int *inverts;		/* multiply by 1 / x where they divide by an x that
				   the loop leaves as it is (ta_inverts) */
	bool asks;		/* first, whether anything that statement "asked" */
	int asked;		/* does nothing without holds (ta_loop_asks): does
				   not run where it does not */
	bool transposes;	/* with the loop in it copies a matrix turned,
				   past the cache by the same test */
	bool overlaps;		/* parallel panels: the last one begins where it is as
				   long as the others, if the loop is (panel.c) */
	bool pads;		/* over a panel, as if that were full: more than there
				   is of it is nothing that is looked at (ta_may_pad) */
	bool split;		/* statements are computed in several parts */
	bool scheduled;		/* outermost of loops that run their statements
				   in another order than the source, as
				   ta_poly_legal proves of them */
	bool proved;		/* it has */
	const ta_idx *work;	/* parallel only if work >= par_limit; NULL: always */
	double par_limit;
	int nreductions;
	ta_reduction *reduction;
	int nlocals;
	int *local;		/* virtual and scratch arrays that live in
				   the body, for each iteration its own */

	/* STMT: iter[d] is iterator d of the statement; what it covers are
	   statements that say the same, of which the instance may be, or
	   that a planned one stands for */
	int stmt;
	const ta_idx **iter;

	/* CALL; "work", "par_limit": as for a loop, for the threads of the
	   library.  No library is asked where code for just these sizes,
	   which are constants, does the same ("in_line"), or a function of
	   the file for products of any size ("own"), which has several
	   threads; both: that where there are several; "own" and "few": a
	   function of the file for few rows or terms.  covers: the
	   statements it computes.  A routine that returns a
	   value (cblas_sdot, cblas_ddot) gives the sum of what statement "stmt"
	   adds up: write = write op value, at "iter" as for STMT. */
	const char *routine;
	bool in_line, own, few;
	int nargs;
	ta_arg *arg;
	int ncovers;
	int *cover;

	/* IF; EXIT: one, a NUMBERS guard of the program that is "late", of
	   which elements [lo, hi] of "array" show whether it holds */
	int nconds;
	ta_guard **cond;
	int array;
	const ta_idx *lo, *hi;
};

#ifdef __cplusplus
}
#endif
#endif
