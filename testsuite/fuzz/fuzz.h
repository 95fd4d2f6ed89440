/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - what generated programs and the harness that runs them share.

   A program ("function") is there up to three times: as gcc compiles it, as
   gcc with the plugin does, and in error arithmetic (value.c), which says by
   how much the results of the other two may differ.  All three are called
   with a "struct fz_call". */
#ifndef FUZZ_H
#define FUZZ_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The types of elements. X(CODE, C type, bytes, float, signed)  Complex ones
   come last, and have no error arithmetic. */
#define FZ_TYPES                       \
	X(F32, float, 4, 1, 1)         \
	X(F64, double, 8, 1, 1)        \
	X(I8, int8_t, 1, 0, 1)         \
	X(U8, uint8_t, 1, 0, 0)        \
	X(I16, int16_t, 2, 0, 1)       \
	X(U16, uint16_t, 2, 0, 0)      \
	X(I32, int32_t, 4, 0, 1)       \
	X(U32, uint32_t, 4, 0, 0)      \
	X(I64, int64_t, 8, 0, 1)       \
	X(U64, uint64_t, 8, 0, 0)      \
	X(C64, fz_c64, 8, 1, 1)        \
	X(C128, fz_c128, 16, 1, 1)
typedef _Complex float fz_c64;
typedef _Complex double fz_c128;
enum fz_type {
#define X(code, ctype, bytes, is_float, is_signed) FZ_##code,
	FZ_TYPES
#undef X
	FZ_NTYPES
};

enum { FZ_SIZES = 3, FZ_DIMS = 3, FZ_ARRAYS = 11, FZ_SCALARS = 2 };

/* What an array may meet. */
enum {
	FZ_PITCH = 1,	/* rows may be farther apart than they are long */
	FZ_ALIAS = 2,	/* may overlap others of its type */
	FZ_WRITTEN = 4,
	FZ_SHAPED = 8,	/* a clause says that rows do not overlap */
	FZ_PLACES = 16,	/* integers from 0 to mag, floats below it */
	FZ_HOLES = 32	/* besides those that are far from it */
};

/* How far what is no place is from places, of integers of "t": out of all memory for
   most. */
#define FZ_HOLE(t) ((t) < FZ_I16 ? 100 : (t) < FZ_I32 ? 30000 : 1 << 30)

/* An array parameter: extent d is size[cls] * mult + extra, at least 1; size
   cls < 0: none.  Integer elements start between -mag and mag. */
struct fz_array {
	unsigned char type, nd, flags;
	signed char cls[FZ_DIMS], mult[FZ_DIMS];
	short extra[FZ_DIMS];
	int mag;
	bool sums;	/* integers that may be large */
};

/* The arguments of one call, and what it returns. */
struct fz_call {
	long size[FZ_SIZES];
	void *array[FZ_ARRAYS];
	long pitch[FZ_ARRAYS];
	double scalar[FZ_SCALARS];
	int flag;
	void *ret;	/* of the type that the function returns */
};

typedef void fz_code(struct fz_call *call);

/* What else the harness has to know. */
enum {
	FZ_NONNEG = 1,	/* no size is negative */
	FZ_POSITIVE = 2,	/* and none is 0 */
	FZ_MOVES = 4,	/* only moves values: NaN keeps its bits */
	FZ_WHOLE = 8,	/* complex numbers in any order: data is whole, so that
			   nothing is rounded; a 0 has either sign */
	FZ_ORDER = 16,	/* complex numbers in C's order */
	FZ_ZERO = 32	/* a 0 has either sign */
};

/* A function: "ret" is a type or -1. "depth": loops inside each other. */
struct fz_function {
	const char *name;
	int narrays, flags, ret, depth, max_size;
	int known[FZ_SIZES];	/* not 0: the size that it is made for */
	enum fz_type scalar;
	struct fz_array array[FZ_ARRAYS];
	fz_code *reference;	/* NULL: results have to be the same bits */
};

extern const struct fz_function fz_function[];
extern fz_code *const fz_plain[], *const fz_kernel[];
extern const int fz_count;

/* ------------------------------------------- error arithmetic (value.c) -- */

/* A value as exact arithmetic would have it; the sum "m" of the absolute
   values of its finite terms; "e": the error that its terms bring along; "k":
   how many roundings of up to eps * m may come on top.  "whole": v and m are
   integers.  "up", "down": the binary logarithm
   of the factors of a product over 1 and under.  "wild": beyond what can be
   said. "signless": a 0 may have
   either sign. */
typedef struct fz_value {
	long double v, m, e;
	double k;
	float up, down;
	bool whole, wild, signless, called;
} v_t;

enum v_op { V_ADD, V_SUB, V_MUL, V_DIV, V_MIN, V_MAX };

/* Set when a run depended on a value that is not certain. */
extern bool v_uncertain;
/* Let what is not finite be beyond what can be said. */
extern bool v_finite;
/* One rounding in type "t", and the largest finite number. */
long double v_eps(enum fz_type t);
/* By how much a value computed in "t" may differ from "x". */
long double v_error(enum fz_type t, v_t x);

v_t v_c(enum fz_type t, long double x);
v_t v_bin(enum v_op op, enum fz_type t, v_t x, v_t y);
/* The lesser or larger as a choice that tests "x" op "y", and as the update of
   "old" that the generator spells in four ways. */
v_t v_choose(enum v_op op, enum fz_type t, v_t x, v_t y);
/* "x" where a condition has it replace "old": which of two zeros stays is open, as
   of a maximum that is written so. */
v_t v_over(v_t old, v_t x);
v_t v_update(enum v_op op, enum fz_type t, int spelling, v_t old, v_t x);
/* "sum" op "x" as a term of a sum: the sign of a sum that is 0 is that of no
   term. */
v_t v_sum(enum v_op op, enum fz_type t, v_t sum, v_t x);
/* Sums begin with the "n" values "sum", and may have no term. */
void v_begin(v_t *sum, int n);
v_t v_fma(enum fz_type t, v_t x, v_t y, v_t z);
v_t v_neg(v_t x);
v_t v_abs(v_t x);
v_t v_cvt(enum fz_type t, v_t x);
v_t v_call(enum fz_type t, const char *name, v_t x, v_t y);
/* The comparison "x" op "y": 0, 1, or 2 for either. */
int v_cmp(const char *op, v_t x, v_t y);
int v_and(int x, int y);
int v_or(int x, int y);
int v_not(int x);
v_t v_sel(int c, v_t x, v_t y);
/* The same, where what is not chosen is not computed if "c" is certain. */
#define v_choice(c, x, y)                                      \
	({                                                     \
		int c_ = (c);                                  \
		c_ == 2 ? v_sel(c_, x, y) : c_ ? (x) : (y); \
	})
/* "c" as a truth value, "x" as a number: notes when that is not certain. */
int v_if(int c);
long double v_num(v_t x);

#endif
