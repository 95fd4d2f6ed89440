/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ta.h - the one core header: the tensor program and the phases over it.

   A tensor program ("struct ta_program") is what a run of consecutive loop
   nests computes, without memory of how the C was spelled.  Every phase
   takes a program, adds to it, and leaves the rest alone; "ta_check" says
   after each phase whether what it promises holds.  The text form (ir.txt)
   prints and parses all of it.  Everything a program points to lives in its
   arena.  No GCC and no isl type appears here; clean in C and C++. */
#ifndef TA_TA_H
#define TA_TA_H

#include "base.h"
#include "contract.h"
#include "diag.h"

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

/* ---------------------------------------- index polynomials (idx.c) ----- */

/* An integer polynomial over variables with exact (unbounded in meaning)
   integer value.  Variable d < TA_PARAM0 is iterator d of the statement (in
   a plan: variable d of the enclosing plan loops); variable TA_PARAM0 + p is
   parameter p of the program.  Canonical: no zero coefficients, terms sorted
   by (degree descending, then variables), variables of a term ascending, so
   that equal polynomials are memberwise equal.  Immutable, arena-owned.
   Operations return NULL when a coefficient overflows or a term exceeds
   TA_MAX_DEGREE, and propagate NULL arguments. */
enum { TA_PARAM0 = 64, TA_MAX_DEGREE = 6, TA_MAX_DEPTH = 16 };

typedef struct ta_term {
	int64_t coef;
	int nvars;
	short var[TA_MAX_DEGREE];
} ta_term;

typedef struct ta_idx {
	int nterms;
	ta_term *term;
} ta_idx;

const ta_idx *ta_idx_const(ta_arena *a, int64_t k);
const ta_idx *ta_idx_var(ta_arena *a, int var);
const ta_idx *ta_idx_param(ta_arena *a, int param);
const ta_idx *ta_idx_add(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_sub(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_mul(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_scale(ta_arena *a, const ta_idx *x, int64_t k);
const ta_idx *ta_idx_addk(ta_arena *a, const ta_idx *x, int64_t k);
/* "x" / k when every coefficient is divisible, else NULL. */
const ta_idx *ta_idx_divk(ta_arena *a, const ta_idx *x, int64_t k);
bool ta_idx_equal(const ta_idx *x, const ta_idx *y);
bool ta_idx_is_const(const ta_idx *x, int64_t *k);
int64_t ta_idx_constant(const ta_idx *x);	/* the constant term */
bool ta_idx_is_one(const ta_idx *x);	/* NULL: no */
bool ta_idx_negative(const ta_idx *x);	/* every coefficient, and there is one */
bool ta_idx_uses(const ta_idx *x, int var);
bool ta_idx_uses_iters(const ta_idx *x);	/* any iterator at all */
int ta_idx_degree(const ta_idx *x);
/* The coefficient of "var" when "x" is linear in it: a polynomial without
   "var" (zero polynomial when absent); NULL when var occurs squared. */
const ta_idx *ta_idx_coef(ta_arena *a, const ta_idx *x, int var);
/* "x" without the terms that contain "var" / any iterator. */
const ta_idx *ta_idx_without(ta_arena *a, const ta_idx *x, int var);
const ta_idx *ta_idx_without_iters(ta_arena *a, const ta_idx *x);
/* Each term has at most one iterator, to the first power and with a constant
   coefficient: what isl can take, a product of parameters counting as one. */
bool ta_idx_affine(const ta_idx *x);
/* Is "x" one of the "n" in "list"?  (idiom_pack.c) */
bool ta_idx_listed(const ta_idx *x, int n, const ta_idx *const *list);
/* "x" with each variable v < n, iterators first, replaced by to[v] (NULL entry:
   kept). */
const ta_idx *ta_idx_subst(ta_arena *a, const ta_idx *x, int n,
			   const ta_idx *const *to);
bool ta_idx_canonical(const ta_idx *x);
/* "x" in text with the names given; "iter[d]" / "param[p]" are names. */
void ta_idx_print(ta_buf *b, const ta_idx *x, const char *const *iter,
		  const char *const *param);

/* divide.c: "x" = quot * "s" + rem for a polynomial "s" over parameters, quot
   rounded to the nearest; "x" / "s" when
   exact, else NULL; the pieces these are made of. */
bool ta_idx_divide(ta_arena *a, const ta_idx *x, const ta_idx *s,
		   const ta_idx **quot, const ta_idx **rem);
const ta_idx *ta_idx_quotient(ta_arena *a, const ta_idx *x, const ta_idx *s);
const ta_idx *ta_term_idx(ta_arena *a, const ta_term *t, int64_t k);
bool ta_term_divide(const ta_term *t, const ta_term *u, ta_term *quot);
int64_t ta_gcd(int64_t x, int64_t y);

/* ------------------------------------------------------- the program ---- */

/* A value fixed over the region: a size, a base pointer, a scalar factor.
   "handle" is the extractor's own (index of the SSA value). For TA_PTR the
   array that uses it as base names it. "nonneg": known >= 0 from its type or
   from a dominating test.  "known": it is "value", which stands in its place. */
typedef struct ta_param {
	const char *name;
	enum ta_type type;
	int handle;
	bool nonneg, known;
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

/* --------------------------------------------------------- plan (plan) -- */

enum ta_node_kind {
	TA_NODE_SEQ,	/* children in order */
	TA_NODE_LOOP,	/* child[0] over a range */
	TA_NODE_STMT,	/* one statement instance */
	TA_NODE_CALL,	/* a library call */
	TA_NODE_IF,	/* all of cond: child[0], else child[1] (may be NULL) */
	TA_NODE_EXIT	/* the loops as written run after all, if a guard that
			   is asked late fails */
};

/* An argument of a call: an integer, an enumerator of CBLAS, a scalar of the
   array's type, or a pointer to element "idx" of "array". */
enum ta_arg_kind { TA_ARG_INT, TA_ARG_ENUM, TA_ARG_SCALAR, TA_ARG_PTR };
typedef struct ta_arg {
	enum ta_arg_kind kind;
	const ta_idx *idx;
	int64_t value;
	ta_expr *expr;
	int array;
} ta_arg;

/* A bound: lower = ceil(num / den), upper (exclusive) = ceil(num / den);
   den >= 1. */
typedef struct ta_bound {
	const ta_idx *num;
	int64_t den;
} ta_bound;

/* A reduction of a loop: before the loop acc = access; in it the statement's
   write is to acc, under reduction (op : acc); after it access = acc.  The
   access does not vary in the loop.  Nothing is touched when the loop is
   empty. */
typedef struct ta_reduction {
	int stmt;
	enum ta_op op;
} ta_reduction;

enum ta_guard_kind {
	TA_GUARD_GE0,	   /* idx >= 0 */
	TA_GUARD_DISJOINT, /* the touched regions of two arrays do not meet */
	TA_GUARD_NONZERO,  /* expr != 0 (and is not NaN) */
	TA_GUARD_BLAS,	   /* the routines of the plan are linked in */
	TA_GUARD_ASSUME,   /* expr, as the user said */
	TA_GUARD_WORK,	   /* idx (evaluated in double) >= limit, or
			      >= known where the compiler comes to know idx */
	TA_GUARD_FINITE,   /* a matrix has neither infinities nor NaN */
	TA_GUARD_SCRATCH,  /* memory for a scratch array, in plans only */
	TA_GUARD_NUMBERS,  /* a region has neither infinities nor NaN */
	TA_GUARD_THREADS   /* several threads may run */
};

/* A condition of the run.  DISJOINT: elements [lo, hi] of the arrays; a region
   with hi < lo is empty.  With "period", of those only the elements that are a
   multiple of period[i] from [row_lo, row_hi]: regions that interleave do not
   meet.  "equal": arrays with one base pass too.  WORK: "known" is 0 where it
   is "limit"; where several threads may run, idx >= "several" too (0: the
   same).  FINITE: of elements from lo[0] on of array[0], row_lo[0] rows of
   row_hi[0] that are period[0] apart, or of what is in "half" of such a square,
   without its diagonal if "strict", the sum of absolute values is finite, and
   (if there is "idx") none of hi[1] elements from idx on, hi[0] apart, is -0,
   or if "zeros" a zero of either sign; in plans only, where the library is
   there.  SCRATCH: array[0]; the memory is there as long as the branch runs.
   NUMBERS: elements [lo[0], hi[0]] of array[0] are finite, or something in
   "when" is negative: then they are not to be looked at, by several threads
   from "limit" elements on (0: never); of the kernel only.  "late": where they
   are more than idx, results are looked at instead, at an EXIT of the plan, and
   they only if a result is not finite.
   "text": for the verbose table and the report. */
typedef struct ta_guard {
	enum ta_guard_kind kind;
	const ta_idx *idx;
	double limit, known, several;
	ta_expr *expr;
	int array[2];
	const ta_idx *lo[2], *hi[2];
	const ta_idx *period[2], *row_lo[2], *row_hi[2];
	bool equal, zeros, strict, late;
	enum ta_half half;
	int nwhen;
	const ta_idx **when;
	const char *text;
} ta_guard;

/* A node of the plan tree.  Variables of a plan are numbered along the path
   from the root: a LOOP with step 1 defines variable "var" (its counter); a
   LOOP with step > 1 (a panel loop) defines "var" (its start) and var + 1 (its
   exclusive end, min (start + step, upper)).  Bounds and all ta_idx below use
   these variables. */
enum { TA_MAX_STREAMS = 8, TA_MAX_ABREAST = 8 };
typedef struct ta_node ta_node;
struct ta_node {
	enum ta_node_kind kind;
	ta_loc loc;
	int nchildren;
	ta_node **child;

	/* LOOP */
	const char *name;
	int var;
	int nlower, nupper;
	ta_bound *lower, *upper;
	int64_t step;
	bool parallel, simd;
	bool holds;		/* what the instance in the loop of vectors in
				   it meets in each row is held in registers */
	bool columns;		/* not parallel, and threads share the loops over
				   columns in it once, if work >= par_limit */
	int abreast;		/* > 1: parallel; of so many iterations the
				   loops in it run as one, side by side */
	bool only;		/* over the scatter of the one instance in it: runs
				   the iteration that its test asks for, if any */
	bool wave;		/* rows of the loop in it run as vectors, each one
				   column behind the one before (ta_wave_loops) */
	int collapse;		/* > 1: threads share the iterations of so many
				   loops, this and, in parts, those in it */
	int streams;		/* of a simd loop with reductions of "least" and
				   more iterations: run in so many parts side by
				   side, each with its own accumulators */
	int64_t least;
	int nbypass;		/* of a simd loop: these statements of its body */
	int *bypass;		/* write past the cache if it has "row" or more */
	int64_t block, row;	/* iterations, so many at a time, and */
	bool fetches;		/* of up to "near" iterations: fetches what the */
	int ahead;		/* next one of the loop over variable "ahead" */
	int64_t near;		/* around reads (ta_ahead) */
	const ta_idx *volume;	/* this is >= volume_limit */
	double volume_limit;
	int ninverts;		/* of a simd loop: these statements of its body */
	int *inverts;		/* multiply by 1 / x where they divide by an x that
				   the loop leaves as it is (ta_inverts) */
	bool transposes;	/* with the loop in it copies a matrix turned,
				   past the cache by the same test */
	bool split;		/* statements are computed in several parts */
	bool scheduled;		/* outermost of loops that run their statements
				   in another order than the source, as
				   ta_poly_legal proves of them */
	bool proved;		/* it has */
	const ta_idx *work;	/* parallel only if work >= par_limit; NULL: always */
	double par_limit;
	int nreductions;
	ta_reduction *reduction;
	int nlocals;
	int *local;		/* virtual and scratch arrays that live in
				   the body, for each iteration its own */

	/* STMT: iter[d] is iterator d of the statement; what it covers are
	   statements that say the same, of which the instance may be, or
	   that a planned one stands for */
	int stmt;
	const ta_idx **iter;

	/* CALL; "work", "par_limit": as for a loop, for the threads of the
	   library.  No library is asked where code for just these sizes,
	   which are constants, does the same ("in_line"), or a function of
	   the file for products of any size ("own"), which has several
	   threads; both: that where there are several; "own" and "few": a
	   function of the file for few rows or terms.  covers: the
	   statements it computes.  A routine that returns a
	   value (cblas_sdot, cblas_ddot) gives the sum of what statement "stmt"
	   adds up: write = write op value, at "iter" as for STMT. */
	const char *routine;
	bool in_line, own, few;
	int nargs;
	ta_arg *arg;
	int ncovers;
	int *cover;

	/* IF; EXIT: one, a NUMBERS guard of the program that is "late", of
	   which elements [lo, hi] of "array" show whether it holds */
	int nconds;
	ta_guard **cond;
	int array;
	const ta_idx *lo, *hi;
};

/* What became of a nest (order[0] = index). */
typedef struct ta_nest {
	ta_loc loc;
	bool lowered, blas, parallel, vector, fused;
	const char *what;	/* "cblas_sgemm", "parallel simd map", ... */
	enum ta_reason reason;	/* when not lowered */
	const char *detail;	/* of the reason; lowered: what to add */
} ta_nest;

/* A word of what a checked kernel tells the runtime library: a number, a
   polynomial over parameters, or the bits of a double, which is a number, or
   part "i" of parameter "param". */
enum ta_word_kind { TA_WORD_INT, TA_WORD_IDX, TA_WORD_FLOAT, TA_WORD_PARAM };
typedef struct ta_word {
	enum ta_word_kind kind;
	int64_t i;
	double f;
	const ta_idx *idx;
	int param;
} ta_word;

/* All of them, runtime/check.def says in which order; the first "narrays"
   arrays of the program are meant. */
typedef struct ta_selfcheck {
	int nwords, narrays;
	ta_word *word;
} ta_selfcheck;

typedef struct ta_program ta_program;
struct ta_program {
	ta_arena *arena;
	const char *name;	/* of the kernel: also the symbol emitted */
	ta_loc loc;
	int nparams, narrays, nloops, nstmts, naliases, nfacts;
	ta_param *param;
	ta_array *array;
	ta_loop *loop;
	ta_stmt **stmt;
	ta_alias *alias;
	const ta_idx **fact;	/* known >= 0 on entry, without a test */
	int nnests;
	ta_nest *nest;

	/* what the pragma asks for */
	enum ta_fp fp;
	enum ta_lower lower;
	unsigned require;
	bool serial;
	bool deterministic;	/* the same bits for every number of threads */
	bool cx_limited;	/* sums of complex products may be made by parts,
				   without C's recovery of infinities */
	bool libm;		/* calls of libm were replaced */
	ta_expr *threads;	/* NULL: as many as there are */
	int nassumes;
	ta_expr **assume;	/* each a guard */

	/* deps, idiom, plan, guard */
	int ndeps;
	ta_dep *dep;
	struct ta_memo *memo;	/* what was found about them, poly_memo.c */
	int ngroups;
	ta_group *group;
	ta_node *plan;		/* NULL: nothing to emit, see nest reasons */
	int nguards;
	ta_guard **guard;
	ta_selfcheck *check;	/* how calls are checked, NULL: not */
	ta_program *unit;	/* the same where parameters that it knows are
				   1, which is to be asked first; NULL: none */
	enum ta_phase done;	/* the last phase that has run */
};

/* What the user asked of the compiler, and what the target is. */
typedef struct ta_options {
	bool blas;		/* -fplugin-arg-tensoraot-blas=openblas */
	bool identity;		/* re-emit unchanged: plan = the loops as is */
	bool verify;		/* run each plan at compile time, validate.c */
	bool check;		/* run kernels both ways at run time */
	bool check_abort;	/* and abort where they differ */
	bool contracts;		/* the compiler fuses multiplications as it likes */
	bool finite_only;	/* infinities and NaN are of no interest */
	bool no_heap;		/* the program has no C library to get memory of */
	bool terse;		/* code is to be small, easy to debug, or made
				   soon: what a library does is left to it */
	bool deterministic;	/* every program is */
	bool eager;		/* plan what is legal though it may not pay */
	bool relations;		/* keep isl's text of dependences, to be read */
	enum ta_phase stop_after;
	unsigned long max_operations; /* isl's limit per phase; 0: default */
	int simd_bytes;		/* vector width of the target */
	bool cx_vectors;	/* complex products can be vectors */
	bool nontemporal;	/* the target has stores past the cache */
	bool turns;		/* and vectors of which squares can be turned */
	bool slow_solves;	/* the library solves triangular systems slower
				   than it multiplies */
	int64_t held;		/* so many bytes of vectors can be held in
				   registers by loops that are unrolled */
} ta_options;

/* ------------------------------------------------- prototypes by file --- */

/* expr.c */
const char *ta_type_name(enum ta_type type);
int ta_type_size(enum ta_type type);
bool ta_type_is_float(enum ta_type type);
bool ta_type_is_signed(enum ta_type type);
bool ta_type_is_integer(enum ta_type type);	/* bool included */
bool ta_type_is_complex(enum ta_type type);
bool ta_type_rounds(enum ta_type type);		/* floats, complex ones too */
/* The float type that a complex number of "type" has two of, and back; VOID
   when there is none. */
enum ta_type ta_type_part(enum ta_type type);
enum ta_type ta_type_of_parts(enum ta_type part);
const char *ta_op_name(enum ta_op op);
/* The type that "e", an operator but CAST or CALL, has by its operands. */
enum ta_type ta_op_result(const ta_expr *e);
int ta_op_nargs(enum ta_op op);			/* -1: any number */
bool ta_op_compares(enum ta_op op);
bool ta_op_outside(enum ta_op op);	/* LOOKUP or CODE? */
ta_expr *ta_expr_new(ta_arena *a, enum ta_op op, enum ta_type type,
		     ta_loc loc, int nargs, ...);	/* ... : ta_expr * */
ta_expr *ta_expr_int(ta_arena *a, enum ta_type type, int64_t value);
/* Of a complex type: "value" + 0i. */
ta_expr *ta_expr_float(ta_arena *a, enum ta_type type, double value);
ta_expr *ta_expr_param(const ta_program *p, int param);
ta_expr *ta_expr_read(const ta_program *p, ta_access *access);
bool ta_expr_equal(const ta_expr *x, const ta_expr *y);
bool ta_access_equal(const ta_access *x, const ta_access *y);
/* A sure access; "offset" NULL for a virtual array, "sub" copied. */
ta_access *ta_access_new(ta_arena *a, int array, const ta_idx *offset,
			 int nsubs, const ta_idx *const *sub, ta_loc loc);
ta_access *ta_access_subst(ta_arena *a, const ta_access *x, int n,
			   const ta_idx *const *to);
/* Call "fn" on every access read in "e"; stops and returns false when it
   does. */
bool ta_expr_reads(const ta_expr *e, bool (*fn)(void *data, ta_access *acc),
		   void *data);
bool ta_expr_touches(const ta_expr *e, int array);	/* reads it? */
/* Is all that "e" reads of the array of "of" the element "of"? */
bool ta_expr_reads_only(const ta_expr *e, const ta_access *of);
/* "e" with each iterator d replaced by to[d] in every index. */
ta_expr *ta_expr_subst(ta_arena *a, const ta_expr *e, int n,
		       const ta_idx *const *to);
bool ta_expr_invariant(const ta_expr *e);	/* no read, no iterator */
bool ta_expr_varies(const ta_expr *e, int d);	/* with iterator "d" */
bool ta_expr_has_op(const ta_expr *e, enum ta_op op);	/* anywhere in it? */
bool ta_program_has_op(const ta_program *p, enum ta_op op);
bool ta_expr_calls(const ta_expr *e);	/* CALL or CODE anywhere in it? */
bool ta_expr_linear(const ta_expr *e, int d);	/* in it, as it says; lookup.c */
bool ta_access_uses(const ta_access *x, int var);	/* iterator "var" */
/* Is "e" a read of what "s" writes, which gives the old value? */
bool ta_is_old(const ta_stmt *s, const ta_expr *e);
bool ta_expr_keeps(const ta_expr *e);	/* is KEEP under some condition */
/* Are products of complex numbers made by their parts in "s"?  If not, or if it
   divides them, it branches: the compiler tests each for NaN, and makes no
   vectors of that. */
bool ta_stmt_by_parts(const ta_program *p, const ta_stmt *s);
bool ta_stmt_branches(const ta_program *p, const ta_stmt *s);

/* program.c: building one */
ta_program *ta_program_new(ta_arena *a, const char *name, ta_loc loc);
int ta_program_param(ta_program *p, const char *name, enum ta_type type,
		     int handle, ta_loc loc);
int ta_program_array(ta_program *p, const char *name, enum ta_type elem,
		     int base, ta_loc loc);
int ta_program_scratch(ta_program *p, int of, const char *what,
		       const ta_idx *size);
ta_stmt *ta_program_stmt(ta_program *p, int depth, ta_loc loc);
int ta_common_loops(const ta_stmt *x, const ta_stmt *y);
ta_stmt *ta_stmt_copy(ta_arena *a, const ta_stmt *s, int first);
/* A program with the statements of nests [first, last] of "p" only. */
ta_program *ta_program_nests(ta_program *p, int first, int last);

/* print.c, parse.c, check.c: the text form, see ir.txt */
void ta_program_print(ta_buf *b, const ta_program *p);
/* What is printed for a location; NULL: itself.  The GCC layer gives the
   line, so that its dumps are input for tensoraot-opt. */
extern ta_loc (*ta_print_loc)(ta_loc loc);
ta_program *ta_program_parse(ta_arena *a, const char *text, ta_diag *diag);
/* NULL when "p" is what it promises after phase "p->done", else what is
   wrong, in one line. */
const char *ta_check(const ta_program *p);

/* check_legal.c: the first dependence that ties iterations of the loop "node" of
   the plan, or NULL; bit v of "step1": variable v around counts by 1. */
const ta_dep *ta_tying_dep(const ta_program *p, const ta_node *node,
			   uint64_t step1);

/* pipeline.c: every phase in order; "after" (may be NULL) is called with the
   program after each.  False: an error was reported to "diag". */
bool ta_pipeline(ta_program *p, const ta_options *opt, ta_diag *diag,
		 void (*after)(void *data, const ta_program *p), void *data);

/* untile_size.c: loops over tiles of a variable size; false: there are some still.
   After deps: whether the dependences allow what was made of them. */
bool ta_untile_sizes(ta_program *p);
void ta_check_tiled(ta_program *p);

/* restrict.c: conditions on indices, under which sums are made, as domains. */
/* plan_piece.c */
bool ta_runs_once(const ta_program *p, const ta_node *node);

/* unit.c: whether parameters of "p" are known; p->unit, from the "text" of "p" before its phases, if it pays; NULL:
   nothing of it can.  The array of "p" that holds what "result" does of its unit,
   both live-out, or -1. */
bool ta_is_unit(const ta_program *p);
const char *ta_unit_text(const ta_program *p);
void ta_unit(ta_program *p, const char *text, const ta_options *opt);
int ta_unit_result(const ta_program *p, const ta_array *result);

void ta_powers(ta_program *p);			/* power.c */
void ta_narrow(ta_program *p);			/* narrow.c */
void ta_restrict(ta_program *p);

/* scatter.c: the test of a scatter; what is wrong with one; what it does to an
   element with *rest; is there one in nest "n" (-1: any)? */
ta_expr *ta_scatter_test(const ta_program *p, const ta_stmt *s);
const char *ta_scatter_wrong(const ta_program *p, const ta_stmt *s);
bool ta_has_scatter(const ta_program *p, int n);
enum ta_op ta_scatter_op(const ta_program *p, const ta_stmt *s, ta_expr **rest);

/* conditional.c: sums under conditions on data as sums. */
void ta_conditional(ta_program *p);

/* delin.c: subscripts from offsets. Reports by reason on the nest. */
void ta_delin(ta_program *p);

/* view.c: the subscripts that an offset has in a shape. */
bool ta_subscripts(const ta_program *p, const ta_stmt *s,
		   const ta_shape *shape, const ta_idx *offset,
		   const ta_idx **sub);
bool ta_proved_nonneg(const ta_program *p, const ta_stmt *s, const ta_idx *x);
bool ta_other_element(const ta_program *p, const ta_stmt *s,
		      const ta_access *x, const ta_access *y);
bool ta_stays_in_rows(const ta_program *p, const ta_stmt *s);

/* range.c: bounds of an index polynomial over a statement's domain (a box
   hull), as polynomials over the parameters and iterators < "keep". False:
   no bound found. */
bool ta_range(const ta_program *p, const ta_stmt *s, int keep,
	      const ta_idx *x, const ta_idx **lo, const ta_idx **hi);
/* "x" >= 0 follows from the facts, the parameters' signs and the guards. */
bool ta_known_nonneg(const ta_program *p, const ta_idx *x);
/* Call "fn" on polynomials that are >= 0 when condition "e" holds. */
void ta_assumed(const ta_program *p, const ta_expr *e,
		void (*fn)(void *data, const ta_idx *x), void *data);

/* project.c: when there is a point at all. */
bool ta_project(ta_arena *a, const ta_idx *const *cons, int n,
		const ta_idx ***out, int *nout);

/* repeat.c: may the loops of "p" run after some of its plan has? */
bool ta_may_repeat(const ta_program *p);

/* shape.c: every access inside the declared extents, or an error. */
void ta_shape_check(ta_program *p, const ta_options *opt, ta_diag *diag);

/* poly_shape.c (isl): what does the domain of "s" say of "x"? */
enum ta_verdict { TA_ALWAYS, TA_NEVER, TA_SOMETIMES, TA_UNKNOWN };
/* TA_ALWAYS: x >= 0 at every point of the domain for all parameters that
   satisfy the facts; TA_NEVER: for every parameter value with a non-empty
   domain some point has x < 0. */
enum ta_verdict ta_poly_nonneg(const ta_program *p, const ta_stmt *s,
			       const ta_idx *x, unsigned long max_operations);

/* poly_direction.c (isl): the directions of iterator "itd" of the target of "x"
   against "its" of its source, among pairs that agree in "level" iterators. */
unsigned ta_poly_direction_within(const ta_program *p, const ta_dep *x,
				  int level, int its, int itd);

/* poly_legal.c (isl): what is wrong with a loop that is scheduled and stands
   where the "n" polynomials "cond" are >= 0, or NULL. */
const char *ta_poly_legal(const ta_program *p, const ta_node *node, int n,
			  const ta_idx *const *cond,
			  unsigned long max_operations);

/* reduce.c: recognises reductions; sets "reduce" and "rest" of statements. */
void ta_reductions(ta_program *p);
enum ta_op ta_extreme_test(const ta_stmt *s, const ta_expr *e, ta_expr **rest);
enum ta_op ta_extreme(const ta_stmt *s, const ta_expr *e, ta_expr **rest);
bool ta_is_flag(const ta_stmt *s);
bool ta_apart(const ta_program *p, const ta_stmt *s, const ta_access *acc);
bool ta_reads_apart(const ta_program *p, const ta_stmt *s, const ta_expr *e);
bool ta_reads_others(const ta_program *p, const ta_stmt *s, const ta_expr *e);
enum ta_op ta_sum_in_place(const ta_program *p, const ta_stmt *s);
enum ta_op ta_sum_apart(const ta_program *p, const ta_stmt *s, ta_expr **rest);
enum ta_op ta_accumulation(const ta_program *p, const ta_stmt *s,
			   ta_expr **rest);

/* extreme.c: 1 if "e" is a call of fmax, -1 if it is one of fmin, else 0. */
int ta_extreme_call(const ta_expr *e);

/* order_free.c: may the compiler reorder all that the functions of "p" do? */
bool ta_order_free(const ta_program *p);

/* cost.c: do registers by loops pay for the function of "p"? */
bool ta_cost_regions(const ta_program *p);

/* poly_order.c (isl): of an instance of "s" and one of "t" with accesses "x"
   and "y" to one element: may that of "s" be the earlier (TA_BEFORE), or the
   later (TA_AFTER)? */
enum { TA_BEFORE = 1, TA_AFTER = 2 };
unsigned ta_poly_order(const ta_program *p, const ta_stmt *s,
		       const ta_access *x, const ta_stmt *t,
		       const ta_access *y);
/* Does "s" of "p", which makes the same accesses as "to" elsewhere, come before
   or after all of "t" that it meets, and "to" too? */
bool ta_poly_same_order(const ta_program *p, const ta_stmt *s,
			const ta_stmt *to, const ta_stmt *t);

/* poly_deps.c (isl): fills p->dep and the reduce fields. False: the work
   limit was hit, and the nests carry the reason. */
bool ta_deps(ta_program *p, const ta_options *opt);

/* canon.c: virtual arrays that only carry a value to memory, or from it, are
   that memory.  Dependences are found anew when something changed. */
void ta_canon(ta_program *p, const ta_options *opt);

/* idiom.c, idiom_contract.c, ... */
void ta_idioms(ta_program *p, const ta_options *opt);
/* The contraction that statement "update" computes, or NULL and why. */
ta_contraction *ta_match_contraction(ta_program *p, int update,
				     enum ta_reason *reason,
				     const char **detail);

/* cost_down.c */

/* A product of "m" rows, "n" columns and "k" terms on a target that has "registers"
   for vectors of "lanes" elements.  By vectors along its rows a term takes "rows"
   half cycles, and "rest" those of the last m % lanes rows; a row keeps a core as
   busy as "wide" lanes do. */
struct ta_down {
	int64_t m, n, k, rows, rest, wide;
	int lanes, registers;
};

bool ta_down_pays(const struct ta_down *d);

/* plan.c, fuse.c, blas.c, cost_work.c */
void ta_plan(ta_program *p, const ta_options *opt);

/* guard.c: what must hold at run time for the plan. */
void ta_guards(ta_program *p, const ta_options *opt);
/* The number of the guard "g" of "p", -1 if it is none of it. */
int ta_guard_number(const ta_program *p, const ta_guard *g);
/* Is there an exit in "node" that asks "g"? */
bool ta_plan_asks(const ta_node *node, const ta_guard *g);
bool ta_node_needs_library(const ta_node *node);
bool ta_plan_has_call(const ta_node *node);
/* The first instance of statement "stmt" in "node", or NULL. */
const ta_node *ta_plan_instance(const ta_node *node, int stmt);
int ta_ahead(const ta_program *p, const ta_node *node, int ahead,
	     const ta_node **at, const ta_access **acc, int most);
bool ta_inverts(const ta_program *p, const ta_node *loop, const ta_node *at,
		const ta_expr *e);
bool ta_has_inverse(const ta_program *p, const ta_node *loop, const ta_node *at,
		    const ta_expr *e);

/* alike.c, panel.c */
bool ta_runs_alike(const ta_node *x, const ta_node *y);
bool ta_nodes_alike(const ta_program *p, const ta_node *x, const ta_node *y,
		    int shift);
const ta_node *ta_rows_of_panels(const ta_program *p, const ta_node *node);
/* collapse.c */
const ta_node *ta_joins(const ta_program *p, const ta_node *const *around,
			int n);
/* columns.c */
const ta_node *ta_columns(const ta_node *node);
bool ta_columns_apart(const ta_program *p, const ta_node *node);
/* hold.c */
enum { TA_HELD = 2 };	/* so many instances at most are in such a loop */
bool ta_is_held(const ta_program *p, const ta_node *node, const ta_node *at,
		const ta_access *acc);
int ta_held_instances(const ta_program *p, const ta_node *node,
		      const ta_node *at[TA_HELD]);
/* rewrite.c */
const ta_idx *ta_offset_at(const ta_program *p, const ta_access *acc,
			   const ta_node *at);
/* pack_copy.c */
bool ta_copies_run(const ta_program *p, const ta_node *node);
/* transpose.c */
const ta_node *ta_turned_copy(const ta_program *p, const ta_node *node);
bool ta_bounds_use(const ta_bound *bound, int n, int var);
bool ta_loop_uses(const ta_node *node, int var);

/* selfcheck.c: what "p", of which reductions are known, and nothing else was
   changed, writes and computes; NULL when that cannot be told, and "why". */
ta_selfcheck *ta_self_check(const ta_program *p, const ta_options *opt,
			    const char **why);

/* report.c: one line for nest "n": what it became or why not; "text" added to
   that of one that is lowered. */
const char *ta_nest_line(const ta_program *p, int n);
void ta_nest_add(ta_program *p, int n, const char *text);
const char *ta_phase_name(enum ta_phase phase);
const char *ta_reason_name(enum ta_reason reason);
const char *ta_reason_text(enum ta_reason reason);
const char *ta_reason_advice(enum ta_reason reason);

#ifdef __cplusplus
}
#endif
#endif
