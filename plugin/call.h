/* SPDX-License-Identifier: GPL-3.0-or-later */
/* call.h - a contraction on the way to be a call, for blas.c, which makes its
   arguments, and maker.c, which decides who makes it. */
#ifndef TA_CALL_H
#define TA_CALL_H

#include "blas.h"
#include "plan.h"

/* A matrix or vector of a call: rows and columns "row" and "col" apart, its
   first element at "offset" of "array"; "conj": its conjugate. */
struct ta_matrix_of {
	int array;
	bool conj;
	const ta_idx *offset, *row, *col;
};

/* A call in the making: C[m][n] += A[m][k] * B[k][n].  "mmax" and so on are
   the whole of what m, n and k may be a panel of.  "half": of the square
   that the routine is over; "right": the triangle is on the right of the
   output; "aside": as of a product. */
struct ta_call_plan {
	struct ta_planner *pl;
	const struct ta_routine *routine;
	const ta_contraction *con;
	ta_node *node, *test;
	struct ta_matrix_of a, b, c;
	const ta_idx *m, *n, *k, *mmax, *nmax, *kmax;
	enum ta_half half;
	bool right, aside;
};

/* blas.c */
/* Add a test of "kind" to those around the call. */
ta_guard *ta_call_test(struct ta_call_plan *c, enum ta_guard_kind kind,
		       const char *text);
/* Is "x" the extent of a panel: from 1 to its step? */
bool ta_call_panel(const struct ta_call_plan *c, const ta_idx *x);

/* maker.c */
/* How many products "c" is of with "m" rows and "n" columns (NULL: no such index);
   NULL: too large a number. */
const ta_idx *ta_call_products(const struct ta_call_plan *c, const ta_idx *m,
			       const ta_idx *n);
/* Is "c" too small for certain?  Adds the test of its size when that is not
   known. */
bool ta_too_small(struct ta_call_plan *c, enum ta_idiom idiom);
/* May the matrices of "c" be far enough from vectors?  Adds what is to be tested. */
bool ta_enough_rows(struct ta_call_plan *c, enum ta_idiom idiom);
void ta_choose_maker(struct ta_call_plan *c, enum ta_idiom idiom);
ta_node *ta_with_own(struct ta_call_plan *c, enum ta_idiom idiom);
ta_node *ta_with_few(struct ta_call_plan *c, enum ta_idiom idiom);

#endif
