/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.h - the arguments of one call (data.c) as run.c sees them. */
#ifndef RUN_H
#define RUN_H

#include "fuzz.h"

/* A run of elements of one type in the block of memory; "array": the first
   that lives in it. */
struct buffer {
	enum fz_type type;
	size_t at, size;
	long count;
	int array;
};

/* What a function is called with: array "i" begins at byte at[i], which is
   element element[i] of buffer in[i].  "start": the block before the call. */
struct layout {
	struct fz_call call;
	int nbuffers;
	struct buffer buffer[FZ_ARRAYS + 1];
	int in[FZ_ARRAYS];
	long element[FZ_ARRAYS];
	size_t at[FZ_ARRAYS], bytes;
	char *start;
};

/* The same memory in error arithmetic, buffer by buffer. */
struct errors {
	v_t *value[FZ_ARRAYS];
	char *bytes[FZ_ARRAYS];
	v_t ret;
};

void layout_make(struct layout *l, const struct fz_function *f, uint64_t seed);
void layout_print(const struct layout *l, const struct fz_function *f,
		  int set);
void errors_start(const struct layout *l, struct errors *e);
void *errors_array(const struct layout *l, struct errors *e, int array);

#endif
