/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - the parts of a tensor program: types, arrays, accesses, expressions,
   statements, dependences, and the idioms that statements make up.

   Assumes index polynomials.  Everything lives in the arena of its program (ta.h);
   clean in C and C++. */
#ifndef TA_PROGRAM_H
#define TA_PROGRAM_H

#include "contract.h"
#include "diag.h"
#include "idx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ------------------------------------------------------------ tables ---- */

/* types.def: X(CODE, name, bytes, class); class: int, uint, float,
   complex (two floats side by side). */
enum ta_type {
#define X(code, name, bytes, cls) TA_##code,
#include "types.def"
#undef X
	TA_NTYPES
};

/* ops.def: X(CODE, name, nargs); names are those of the text form. */
enum ta_op {
#define X(code, name, nargs) TA_OP_##code,
#include "ops.def"
#undef X
	TA_NOPS
};

/* reasons.def: X(CODE, "text for a C programmer", "what to do").  Why a nest
   was left as written.  Codes are stable: tests and reports name them. */
enum ta_reason {
	TA_REASON_NONE,
#define X(code, text, advice) TA_REASON_##code,
#include "reasons.def"
#undef X
	TA_NREASONS
};

/* phases.def: X(CODE, name): the phases in order. */
enum ta_phase {
#define X(code, name) TA_PHASE_##code,
#include "phases.def"
#undef X
	TA_NPHASES
};

/* ------------------------------------------------------- the program ---- */

/* A value fixed over the region: a size, a base pointer, a scalar factor.
   "handle" is the extractor's own (index of the SSA value). For TA_PTR the
   array that uses it as base names it. "nonneg": known >= 0 from its type or
   from a dominating test.  "known": it is "value", which stands in its place, once the
   text of the program is read: "always", or where that is asked. */
typedef struct ta_param {
	const char *name;
	enum ta_type type;
	int handle;
	bool nonneg, known, always;
	bool moves;		/* a loop around what the program is about may
				   change it between its runs */
	int64_t value;
	ta_loc loc;
} ta_param;

/* The extents somebody declared for an array, outermost first, in elements.
   pitch[d] is the allocated length of dimension d (>= extent[d]; equal when
   not said), extent[0] may be NULL (unknown). "clause": from `shape',
   otherwise from the C type. */
typedef struct ta_shape {
	int ndims;
	const ta_idx **extent, **pitch;
	bool clause;
	ta_loc loc;
} ta_shape;

/* What accesses are made to.  A memory array has a base pointer parameter
   ("base") and accesses at element offsets from it.  A virtual array is a
   scalar of the C program, carried around a loop or used in an inner one,
   expanded over the "ndims" outer iterators of the statements that use it
   (so each of its elements is written before read, except live-in); it has no
   memory until a plan gives it a local variable.  "live_out": 0-d and read
   after the region; "handle" is the extractor's.  A scratch array is memory
   that the plan asks for, of "extent[0]" elements: only planned statements
   write it, and only these and calls read it. */
typedef struct ta_array {
	const char *name;
	enum ta_type elem;
	bool is_virtual, is_scratch, live_out, read, written;
	int base;
	int ndims;		   /* after delin (0: only read, and none fit);
				      virtual: from the start */
	const ta_idx **extent;	   /* [ndims], extent[0] NULL if unknown */
	const ta_shape *declared;  /* NULL: nobody said */
	const ta_idx *looked;	   /* LOOKUP may be of so many elements from the
				      base on; NULL: none, or apart from all that
				      is written */
	int handle;
	ta_loc loc;
} ta_array;

/* One read or write.  "offset": in elements from the base, over the
   statement's iterators (NULL for virtual arrays).  "sub": the subscripts,
   affine, after delin (virtual: from the start); "nsubs" of them: the
   array's ndims, or 0 before there are any. "sure": it is made in every
   iteration of the statement (not under a select arm; a write: the value is
   never KEEP). */
typedef struct ta_access {
	int array;
	const ta_idx *offset;
	int nsubs;
	const ta_idx **sub;
	bool sure;
	ta_loc loc;
} ta_access;

/* A scalar expression.  Which of the union is used follows from "op":
   CONST: i (integers, bool) or f (floats); PARAM: param; ITER: idx, an
   integer value over iterators; READ: access; CALL: fn, the name of a libm
   function ("expf", ...), nargs arguments.  LOOKUP (table, place) is element "place",
   a U64, from the pointer parameter "table" on; no statement writes what it may be of,
   so that it is a function of both.  CODE: fn, the name that the extractor gave a loop of
   the source that is no part of the program, but computes one value from its arguments
   and from memory that no statement writes; pointer parameters are among them.
   SELECT (c, a, b) evaluates only the arm it takes.  KEEP, only as an arm of a SELECT whose value is that of a
   statement, is what the element has: it is not written then.  Arithmetic is in
   "type", which the arguments have too
   (comparisons: arguments of one type, result TA_BOOL); CAST converts real
   numbers.  COMPLEX (r, i) is the complex number of two floats, which REAL and
   IMAG take apart; there are no complex constants besides.  MUL and DIV of
   complex numbers are those of the compiler, NaN or not.
   Signed integer arithmetic is exact: where C would wrap, extraction refused
   or made it unsigned. */
typedef struct ta_expr ta_expr;
struct ta_expr {
	enum ta_op op;
	enum ta_type type;
	int nargs;
	ta_expr **arg;
	union {
		int64_t i;
		double f;
		int param;
		const ta_idx *idx;
		ta_access *access;
		const char *fn;
	} u;
	ta_loc loc;
};

/* A loop of the source, for names and locations. */
typedef struct ta_loop {
	const char *name;
	ta_loc loc;
	bool tiled;		/* ran in tiles, or where some did: in another
				   order than now */
} ta_loop;

/* "write" = "rhs" for every point of the domain, in the original order.
   Iterator d runs over the integers that satisfy the constraints cons[] >= 0
   (affine over iterators and parameters; constraints on iterator d mention
   only iterators < d besides d).  The order of two instances is that of
   (order[0], i0, order[1], i1, ..., order[depth]): statements share loop d
   when order[0..d] agree, and then loop[d] is the same loop. order[0] is the
   nest.  "reduce": after deps, the operator with write = write op rest, else
   TA_OP_NONE; "rest" is then the operand that is not the old value (for
   SUB: write - rest).  MIN and MAX of floats, from "x < e ? e : x", skip
   elements that are NaN but keep an old value that is: partial results start
   at the infinity, and join as "old < part ? part : old", not by MAX_EXPR
   with the old value.  AND and OR of a condition, in "c ? k : x" and
   "c ? x : k": partial results are conditions, and join in its place.
   "in_place": so for ADD or SUB of floats whose terms read elements that other
   instances write, but never the one that they are added to; "reduce" is
   TA_OP_NONE then.  "scatter" > 0: of iterator scatter - 1, along which the element
   lies that is written, one value at most does something, that which a test asks
   for, select (eq (iterator, place), value, keep), under conditions that know
   nothing of it: the place is what data say (scatter.c).  "planned": it is of the
   plan, not of the source. */
typedef struct ta_stmt {
	const char *name;
	int depth;
	const char **iter;
	int *loop;
	int ncons;
	const ta_idx **cons;
	int *order;
	ta_access *write;
	ta_expr *rhs;
	enum ta_op reduce;
	ta_expr *rest;
	enum ta_op in_place;
	int scatter;
	bool planned;
	ta_loc loc;
} ta_stmt;

/* The operator with which statement "s" adds up, in place or not, or TA_OP_NONE. */
static inline enum ta_op ta_sum_op(const ta_stmt *s)
{
	return s->reduce != TA_OP_NONE ? s->reduce : s->in_place;
}

/* Two memory arrays, at least one written, that may overlap as far as the
   compiler knows: a guard has to tell.  "coincident", after deps: where both
   have one base, no element is touched through both but by one instance of
   one statement, so that the program means the same as if they were apart. */
typedef struct ta_alias {
	int a, b;
	bool coincident;
} ta_alias;

/* ------------------------------------------------- dependences (deps) --- */

enum ta_dep_kind { TA_DEP_FLOW, TA_DEP_ANTI, TA_DEP_OUTPUT };

/* Sign of the distance i_dst - i_src between iterator a of the source and
   iterator b of the target, over all pairs of dependent instances. */
enum ta_dir {
	TA_DIR_NONE,
	TA_DIR_LT = 1,	/* some pair has i_dst < i_src */
	TA_DIR_EQ = 2,
	TA_DIR_GT = 4
};

/* Instances of "dst" depend on earlier instances of "src" through "array".
   Bit d of "levels": some pair is carried by common loop d (equal iterators
   outside, differing at d); bit "common" (number of shared loops): some pair
   has all common iterators equal.  dir[a * depth(dst) + b]: set of ta_dir of
   iterator b of dst minus iterator a of src.  "reduction": only the chain of
   one reduction statement on itself.  "commutes": each pair adds to one
   element, so that either may be first.  "map": isl's text of the
   relation where that is wanted, else NULL. */
typedef struct ta_dep {
	enum ta_dep_kind kind;
	int src, dst, array;
	int common;
	unsigned levels;
	unsigned char *dir;
	bool reduction;
	bool commutes;
	const char *map;
} ta_dep;

/* ------------------------------------------------------ idioms (idiom) -- */

enum ta_idiom {
	TA_IDIOM_NONE,
	TA_IDIOM_GEMM,
	TA_IDIOM_GEMV,
	TA_IDIOM_DOT,
	TA_IDIOM_SYRK,	 /* half of a matrix times its transpose */
	TA_IDIOM_SYR2K,	 /* half of one matrix times another's transpose, both ways */
	TA_IDIOM_SYMM,	 /* a symmetric matrix, half of it stored, times another */
	TA_IDIOM_TRMM,	 /* a triangular matrix times another, in its place */
	TA_IDIOM_TRSM,	 /* a triangular system for many right sides, in place */
	TA_IDIOM_TRMV,	 /* the same of a vector */
	TA_IDIOM_TRSV,
	TA_IDIOM_MAP,	 /* every iteration alone: includes fills, copies */
	TA_IDIOM_REDUCE, /* sum, product, min, max over some loops */
	TA_NIDIOMS
};

/* How an iterator of a contraction's update takes part (DESIGN.md). */
enum ta_class { TA_CLASS_BATCH, TA_CLASS_M, TA_CLASS_N, TA_CLASS_K };

/* Which half of a square matrix there is: all of it, or where the column is at
   most the row, or at least. */
enum ta_half { TA_HALF_NONE, TA_HALF_LOWER, TA_HALF_UPPER };

/* An operand of a contraction as BLAS sees it: the element at (0, 0) has offset
   "offset" (over the batch iterators); "row" and "col" are the element strides
   of its two matrix indices (m,k of left; k,n of right; m,n of out). "conj":
   its elements are conjugated.  "packed": it is no matrix until its elements
   are copied to one; there are no strides then.  It is read where all of
   "when", over the update's iterators, is >= 0, and zeros stand for it
   elsewhere: "exact": in the source too, otherwise nothing is added there,
   which is the same if the other operand is finite. */
typedef struct ta_operand {
	ta_access *access;
	bool conj, packed, exact;
	int nwhen;
	const ta_idx **when;
	const ta_idx *offset, *row, *col;
} ta_operand;

/* out = alpha * sum_k left * right + beta * out, over the update statement's
   domain; "update" is that statement; "init" (or -1) overwrites out before it
   over the same (m, n) box, and is what beta 0 replaces; "scale" (or -1) is a
   statement out *= beta to be folded in.  alpha, beta: expressions over
   parameters and constants, NULL = 1. "m", "n", "k": extents (NULL: 1). "half":
   which half of out a SYRK or SYR2K is of, with its diagonal; of a TRMM or
   TRSM, the half that left is, and of a TRMV or TRSV.  There "update" is of
   that without its diagonal, "right" is "out", and "scale" out *= alpha; "diag"
   (or -1) multiplies out by the diagonal of left, or divides it, which is all
   ones otherwise; where it is "update", that is of the diagonal too.  Of a
   SYMM, "half" is what of left is stored: "update" sums over that without its
   diagonal, "mirror" adds what its transpose gives, and "scale" stores the sum
   with the diagonal's part.  "after" (or -1) multiplies what the sum is in the end
   by "times", an expression of that kind which alpha does not hold. */
typedef struct ta_contraction {
	enum ta_idiom idiom;
	int update, init, scale, diag, mirror, after;
	enum ta_half half;
	enum ta_class cls[TA_MAX_DEPTH];
	ta_operand out, left, right;
	const ta_idx *m, *n, *k;
	ta_expr *alpha, *beta, *times;
	bool negate;
} ta_contraction;

/* Statements that the idiom phase takes together, in execution order. */
typedef struct ta_group {
	enum ta_idiom idiom;
	int nstmts;
	int *stmt;
	ta_contraction *con;
	enum ta_reason reason;	/* why it is no library call / not parallel */
	const char *detail;
} ta_group;

#ifdef __cplusplus
}
#endif
#endif
