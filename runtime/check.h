/* SPDX-License-Identifier: MIT */
/* check.h - what the files of the self-check share.  */
#ifndef TENSORAOT_CHECK_H
#define TENSORAOT_CHECK_H

#include "private.h"

enum {
#define TENSORAOT_TYPE(name, type, parts) TYPE_##name,
#include "check.def"
	NTYPES
};
enum {
#define TENSORAOT_NODE(name, nargs) NODE_##name,
#include "check.def"
	NNODES
};
enum {
#define TENSORAOT_KIND(name) KIND_##name,
#include "check.def"
	NKINDS
};
enum {
#define TENSORAOT_FLAG(name, bit) FLAG_##name = bit,
#include "check.def"
};

enum { MAX_DEPTH = 16 };

/* A statement of the words: "cons" are its constraints, "access" what it
   writes, "expr" what to. */
struct check_stmt {
	int depth, ncons, kind;
	const int64_t *cons, *access, *expr;
};

/* An array of the kernel.  If it is written: bit "i" of "touched" says that
   element "low" + i is, of "span" elements; "count" of these are, which have
   been copied to "saved" and later to "ours", one behind the other.  "largest":
   the largest finite absolute value seen of its elements, before and after.
   "error": how far the exact value may be from an element, "terms": the largest
   sum of absolute values of what was added up; "jumps": where that is not exact
   it may be anything; "fed": errors are fed back, without a bound; "before",
   "begun": of the round in which this is found. */
struct check_array {
	const char *name;
	char *base;
	int type, ndims;
	const int64_t *extent;
	int written, jumps, fed, begun;
	int64_t low, span, count;
	uint64_t *touched;
	char *saved, *ours;
	double largest, error, terms, before;
};

/* What a read in an expression was found to be before the kernel: the largest
   and the least absolute value; an infinity and 0 where it was not looked at. */
struct check_read {
	double largest, least;
};

/* One checked call.  "read": those of the statements, one behind the other.
   "exact": not even floats may differ; "differs": some value did. */
struct tensoraot_check {
	struct tensoraot_record *record;
	int narrays, nstmts, nreads, exact, flags, differs;
	struct check_array *array;
	struct check_stmt *stmt;
	struct check_read *read;
	int64_t *words;
};

/* A walk over the elements that an access of a statement touches: "fn" is
   called with "data" for runs of "n" elements, "step" apart, from "first" on.
   An element may come more than once.  "extent": how many values each iterator
   had at most. */
struct check_walk {
	const struct check_stmt *s;
	const int64_t *access;
	void (*fn)(void *data, int64_t first, int64_t step, int64_t n);
	void *data;
	int64_t it[MAX_DEPTH], extent[MAX_DEPTH], step, n;
	int last, failed, free[MAX_DEPTH];
};

/* check_walk.c */
TENSORAOT_HIDDEN int tensoraot_walk(struct check_walk *w);

/* check_bound.c */
TENSORAOT_HIDDEN const int64_t *tensoraot_each_read(
	const int64_t *x, int depth, void (*fn)(void *data, const int64_t *acc),
	void *data);
TENSORAOT_HIDDEN void tensoraot_measure(struct tensoraot_check *c);
TENSORAOT_HIDDEN void tensoraot_bounds(struct tensoraot_check *c);
TENSORAOT_HIDDEN double tensoraot_bound(const struct check_array *a);
TENSORAOT_HIDDEN int tensoraot_may_overflow(const struct check_array *a);

/* check_value.c */
TENSORAOT_HIDDEN int tensoraot_type_size(int type);
TENSORAOT_HIDDEN double tensoraot_epsilon(int type);
TENSORAOT_HIDDEN double tensoraot_magnitude(int type, const void *at);
TENSORAOT_HIDDEN int tensoraot_close(int type, const void *x, const void *y,
				     double bound, int open);
TENSORAOT_HIDDEN void tensoraot_value_text(int type, const void *at, char *s,
					   int size);

#endif
