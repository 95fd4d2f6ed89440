/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print.h - what the files that print the text form share (see ir.txt).

   A name stands for what it names only where it is unique there; otherwise
   "%" and the number is printed, "$" and the number for an iterator. */
#ifndef TA_PRINT_H
#define TA_PRINT_H

#include "ta.h"

/* Where text goes and which names are good in it.  "param", "array" and
   "stmt": the name to print, by number, or NULL for "%" and the number;
   "iter": that of the iterators (or plan variables) in scope; "own": param
   before the iterators in scope hide some. */
struct ta_printer {
	ta_buf *b;
	const ta_program *p;
	const char **param, **own, **array, **stmt;
	const char *iter[TA_PARAM0];
};

void ta_put_name(struct ta_printer *t, const char *name);
void ta_put_string(struct ta_printer *t, const char *s);
void ta_put_loc(struct ta_printer *t, ta_loc loc);
void ta_put_ref(struct ta_printer *t, const char *const *names, int number);
void ta_put_refs(struct ta_printer *t, const char *const *names, int n,
		 const int *number);
void ta_put_braced(struct ta_printer *t, const ta_idx *x);
void ta_put_float(struct ta_printer *t, double x);
void ta_put_access(struct ta_printer *t, const ta_access *acc, ta_loc outer);
void ta_put_expr(struct ta_printer *t, const ta_expr *e, ta_loc outer);
void ta_put_scope(struct ta_printer *t, int n, const char *const *iter);

/* The name of an idiom, NULL beyond the last. */
const char *ta_idiom_name(enum ta_idiom idiom);

/* print_plan.c: what deps and the later phases add. */
void ta_put_dep(struct ta_printer *t, const ta_dep *dep);
void ta_put_group(struct ta_printer *t, const ta_group *group);
void ta_put_guard(struct ta_printer *t, const ta_guard *guard);
void ta_put_plan(struct ta_printer *t, const ta_node *root);

#endif
