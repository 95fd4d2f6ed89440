/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit.h - what the files that print a function share: emit.c expressions and
   stores, access.c arrays, print.c loops and the function around them. */
#ifndef EMIT_H
#define EMIT_H

#include "gen.h"

#include <stdio.h>

/* emit.c */
/* What is printed, and whether in error arithmetic. */
extern const struct function *emit_fn;
extern bool emit_errors;
/* How many conditions what is printed is under. */
extern int emit_conditions;
void emit_begin(const struct function *f, bool in_errors);
void emit_tabs(int n);
void print_idx(const struct idx *x, int it, const char *as);
void emit_condition(const struct ex *e);
void emit_store(const struct st *s);
void emit_kept(const struct ex *e);
/* Print size "c": its name, or its value if the function knows that. */
void emit_size(int c);
/* Print the declaration of local "n", with zeros in it if "zero". */
void emit_local(int n, bool zero);
void emit_locals(void);
/* The C type "t", and that of a variable of it. */
const char *emit_ctype(enum fz_type t);
const char *emit_type(enum fz_type t);
const char *emit_code(enum fz_type t);
const char *emit_index(enum index_type t);

/* access.c: array "i" of the function: what is declared before the function,
   its parameter, what a function with the same parameters is called with for
   it, its clause, the table entry that describes it, and what the
   harness does before, in and after the call. */
void emit_declaration(int i);
void emit_parameter(int i);
void emit_passed(int i);
void emit_shape(int i);
void emit_description(int i);
void emit_before_call(int i);
void emit_argument(int i);
void emit_after_call(int i);
/* Print an element. */
void emit_access(const struct access *acc);
/* Print the declaration and the steps of a pointer to it; whether that belongs
   to the loop over "it". */
void emit_pointer(const struct access *acc, int it);
void emit_move(const struct access *acc, const struct st *loop);
bool emit_belongs(const struct access *acc, int it, const int *scope, int n);

/* print.c */
/* Whether a pointer for "acc" has been declared. */
bool emit_hoisted(const struct access *acc);
/* The value that the loop's iterator starts with, as text. */
const char *emit_start(const struct st *loop);
bool emit_down(const struct st *loop);
/* Whether iterator "it" has an index c beside it. */
bool emit_beside(int it);

/* print_fill.c: a loop that a call may stand for, up to "hi" */
bool emit_is_fill(const struct st *s);
void emit_fill(const struct st *s, const char *hi);

/* print_sums.c */
void emit_sums(const struct st *s);

#endif
