/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.h - what the files of the verifier share.

   A rule is a function that calls "ta_wrong" when something does not hold.
   Only the first such call counts; afterwards rules may return early. */
#ifndef TA_CHECK_H
#define TA_CHECK_H

#include "ta.h"

/* The program checked, and what is wrong with it (NULL: nothing yet). */
struct ta_checker {
	const ta_program *p;
	const char *wrong;
	bool planned;		/* the statement that is looked at is */
};

/* Say what is wrong; returns false. */
bool ta_wrong(struct ta_checker *c, const char *fmt, ...) TA_PRINTF(2, 3);

/* Each gives false when something is wrong in what "where" says.  "niters":
   the iterators in scope; "of" may be NULL: no statement. */
bool ta_check_idx(struct ta_checker *c, const char *where, const ta_idx *x,
		  int niters);
bool ta_check_expr(struct ta_checker *c, const char *where,
		   const ta_expr *e, int niters);
bool ta_check_stmt_number(struct ta_checker *c, const char *where, int stmt);
bool ta_check_array_number(struct ta_checker *c, const char *where,
			   int array);
/* Has the nest of statement "s" a reason not to be analysed? */
bool ta_check_given_up(const ta_program *p, const ta_stmt *s);

/* check_guard.c */
bool ta_check_when(struct ta_checker *c, const char *where, int n,
		   const ta_idx *const *when, int niters);
bool ta_check_guard(struct ta_checker *c, const ta_guard *g, int nvars);
void ta_check_guards(struct ta_checker *c);

/* check_groups.c: is "op" one that a reduction may have? */
bool ta_check_reduces(enum ta_op op);
void ta_check_deps(struct ta_checker *c);
void ta_check_groups(struct ta_checker *c);

/* check_plan.c */
void ta_check_plan(struct ta_checker *c);

/* check_legal.c */
void ta_check_legal(struct ta_checker *c);

#endif
