/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit.h - what the files that print a function share: emit.c expressions and
   stores, print.c loops and the function around them. */
#ifndef EMIT_H
#define EMIT_H

#include "gen.h"

#include <stdio.h>

/* emit.c */
void emit_begin(const struct function *f, bool in_errors);
void emit_tabs(int n);
void print_idx(const struct idx *x, int it, const char *as);
void emit_pointer(const struct access *acc, int it);
void emit_move(const struct access *acc, const struct st *loop);
bool emit_belongs(const struct access *acc, int it, const int *scope, int n);
void emit_condition(const struct ex *e);
void emit_store(const struct st *s);
void emit_parameter(int i);
void emit_static(int i);
void emit_shape(int i);
void emit_locals(void);
const char *emit_type(enum fz_type t);
const char *emit_code(enum fz_type t);
const char *emit_index(enum index_type t);

/* print.c */
/* Whether a pointer for "acc" has been declared. */
bool emit_hoisted(const struct access *acc);
/* The value that the loop's iterator starts with, as text. */
const char *emit_start(const struct st *loop);
bool emit_down(const struct st *loop);

#endif
