/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blas.h - the library routines, as blas.def has them, and the words of CBLAS.
   Clean in C and C++. */
#ifndef TA_BLAS_H
#define TA_BLAS_H

#include "ta.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The enumerators of CBLAS. */
enum {
	TA_ROW_MAJOR = 101,
	TA_COL_MAJOR = 102,
	TA_NO_TRANS = 111,
	TA_TRANS = 112,
	TA_CONJ_TRANS = 113,
	TA_UPPER = 121,
	TA_LOWER = 122,
	TA_NON_UNIT = 131,
	TA_UNIT = 132,
	TA_LEFT = 141,
	TA_RIGHT = 142
};

enum ta_domain {
	TA_DOMAIN_BOX,
	TA_DOMAIN_OUT,
	TA_DOMAIN_LEFT,
	TA_DOMAIN_SYM
};

/* A row of blas.def. */
struct ta_routine {
	enum ta_idiom idiom;
	enum ta_type type;
	bool conj;
	const char *name;
	enum ta_domain domain;
	const char *args;
};

/* routines.c */
/* The routine for "idiom" on elements of "type", "conj" where that is another;
   NULL: there is none. */
const struct ta_routine *ta_find_routine(enum ta_idiom idiom,
					 enum ta_type type, bool conj);
/* The routine "name", NULL: there is none. */
const struct ta_routine *ta_routine_named(const char *name);
/* How many arguments "r" has, and which is the first that its letter "role"
   stands for, -1: none. */
int ta_routine_nargs(const struct ta_routine *r);
int ta_routine_arg(const struct ta_routine *r, char role);
/* Whether the call "node" may read one element of a vector too many. */
bool ta_reads_beyond(const ta_node *node);
/* Whether it may do so behind a vector that it changes in place. */
bool ta_reads_end(const ta_node *node);

#ifdef __cplusplus
}
#endif
#endif
