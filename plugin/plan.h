/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan.h - what the files from canon.c to guard.c share among themselves.

   Assumes ta.h.  Nothing outside the planner includes this. */
#ifndef TA_PLAN_H
#define TA_PLAN_H

#include "ta.h"

/* ---------------------------------------------------- canon and idioms -- */

/* rewrite.c */
bool ta_expr_touches(const ta_expr *e, int array);
int ta_expr_size(const ta_expr *e);
bool ta_expr_has_op(const ta_expr *e, enum ta_op op);
ta_expr *ta_expr_replace(const ta_program *p, const ta_expr *e,
			 int array, const ta_expr *by);
bool ta_stmt_touches(const ta_stmt *s, int array);
bool ta_same_domain(const ta_stmt *x, const ta_stmt *y, int depth);
bool ta_program_drop(ta_program *p, const bool *drop);
bool ta_expr_is_value(const ta_expr *e, double value);

/* What a * v + b * C was taken apart into; NULL factors are 1. */
struct ta_linear {
	bool has_v, has_c, neg_v, neg_c;
	const ta_expr *v, *c;
};

bool ta_take_linear(const ta_program *p, const ta_expr *e, bool neg,
		    const ta_access *vacc, const ta_access *cacc,
		    struct ta_linear *l);

/* forward.c */
bool ta_forward(ta_program *p);

#endif
