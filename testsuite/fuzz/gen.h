/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gen.h - a random function: what build.c makes, emit.c prints, and reduce.c
   cuts down. */
#ifndef GEN_H
#define GEN_H

#include "fuzz.h"

/* An idiom begins where there is room for its loops, up to MAXITER of them; what copies
   of statements leave over may take some more. */
enum { MAXITER = 14, ITERS = 24 };
enum { MAXLOCAL = 10, MAXACCESS = 120, MAXLENGTH = 4 };

/* ---- chance (gen.c) ---- */
extern uint64_t gen_state;
extern bool gen_no_pragma;	/* functions for auto mode */
extern bool gen_openmp;		/* loops with directives of OpenMP */
extern const char *gen_wish;	/* the idiom wanted most, or NULL */
int rnd(int n);			/* 0 to n - 1 */
bool chance(int percent);
void *gen_new(size_t size);	/* zeroed, for the time of a function */
#define NEW(type) ((type *)gen_new(sizeof(type)))

/* What may be done with an index, that makes it no sum any more. X(C) */
#define INDEX_TAILS                                                   \
	X("(unsigned char)(", ")") X("((", ") & 7)") X("((", ") % 5)") \
	X("((", ") / 2)") X("((", ") >> 1)") X("(int)(signed char)(", " & 63)")

/* How many whole tiles of U there are in an N that is not negative, and where
   the last of them ends. X(CODE, C text before N, after it, what follows N
   again, if that does) */
#define INDEX_WHOLES                             \
	X(ENDS_DIV, "(", ") / U * U", NULL)      \
	X(ENDS_MOD, "(", ") - (", ") % U")       \
	X(ENDS_AND, "((", ") & ~(U - 1))", NULL) \
	X(COUNT, "(", ") / U", NULL)
enum whole {
	NOT_WHOLE,
#define X(code, before, after, again) code,
	INDEX_WHOLES
#undef X
	NWHOLES
};

/* What an index is where it would be below 0 or not below the size N: the nearest
   that is not, the same from the other end, or as far inside. X(CODE, C text, E
   standing for the index) */
#define INDEX_EDGES                                              \
	X(NEAREST, "E < 0 ? 0 : E > N - 1 ? N - 1 : E")          \
	X(LOW, "E < 0 ? 0 : E")                                  \
	X(TURN, "(E + N) % N")                                   \
	X(TURN_IF, "E < 0 ? E + N : E >= N ? E - N : E")         \
	X(MIRROR, "E < 0 ? -(E) - 1 : E > N - 1 ? 2 * N - 1 - (E) : E") \
	X(MASK, "E & 15")                                        \
	X(RING, "(E + 21) % 21")
enum edge {
	NO_EDGE,
#define X(code, text) EDGE_##code,
	INDEX_EDGES
#undef X
	NEDGES
};

/* How an index is made of E, an element of an array of integers, so that it is from 0
   to a largest value.  Of BARE, and GUARDED where a condition has tested E, it is E
   itself as long as no more than that is in the array; else what is said here.
   X(CODE, C text, largest, or 0: what the array has) */
#define INDEX_DATA                                           \
	X(BARE, "((int)(E) & M)", 0)                         \
	X(GUARDED, "((int)(E) & M)", 0)                      \
	X(MASK, "((int)(E) & 63)", 63)                       \
	X(LOW, "((E) & 15)", 15)                             \
	X(BYTE, "(unsigned char)(E)", 255)                   \
	X(REST, "((unsigned)(E) % 37)", 36)                  \
	X(SHIFT, "((unsigned short)(E) >> 10)", 63)          \
	X(ABS, "abs((int)(E) % 20)", 19)                     \
	X(SIGN, "((E) > 0)", 1)                              \
	X(NOT, "(~(E) & 31)", 31)                            \
	X(SIGNED, "((signed char)(E) + 128)", 255)           \
	X(SUM, "((unsigned char)(E) % 50 + 5)", 54)          \
	X(CLAMP, "((E) < 0 ? 0 : (E) > 30 ? 30 : (int)(E))", 30)
enum data {
#define X(code, text, most) DATA_##code,
	INDEX_DATA
#undef X
	NDATA
};

/* A number that data says: an element of an array of integers, or a local if "acc" is
   NULL, made an index so, "times" that, or as much less than "most" if that is
   negative; no more than "most".  An element of an array of floats is "times" that
   without its fraction. */
struct datum {
	struct access *acc;
	int id, local, times, most;
	enum data how;
};

/* An integer over iterators, sizes, data or NULL, and a constant; "tail": of INDEX_TAILS,
   from 1 on, or 0; "edge": what it is at those of size class "edge_of".  Not NOT_WHOLE: what of it is whole tiles of "tile".  What
   an iterator is multiplied by, and the constant, is a parameter of at most that
   value, of number "it_as" - 1 or "c_as" - 1, unless that is 0. */
struct idx {
	signed char it[ITERS], it_as[ITERS], size[FZ_SIZES], c_as;
	int c, tail, tile;
	enum whole whole;
	enum edge edge;
	int edge_of;
	const struct datum *data;
};

/* How a C program can spell where an array is. */
enum form {
	STATIC,	     /* a variable: T A[40][43] */
	FIXED,	     /* a parameter: T A[][43] */
	INSIDE,	     /* s->data[][], an array in a structure */
	VLA,	     /* T A[n][m] */
	ROWS,	     /* T (*A)[m] */
	FLAT,	     /* T *A, rows as long as their extent */
	PITCH,	     /* T *A, long lda */
	ROWPTR,	     /* the same, through a pointer to the row */
	MOVING,	     /* through a pointer that moves with the loop */
	MEMBER,	     /* s->data, s->ld */
	TABLE,	     /* T **A: pointers to rows */
	NFORMS
};

/* How the rows of a TABLE lie: in order, the third and the second one the same,
   or the last one first. */
enum rows { IN_ORDER, TWICE, REVERSED };

struct array {
	struct fz_array f;
	enum form form;
	enum rows rows;
	bool by_columns, is_const, is_restrict, shaped, exact,
		is_index;	/* most of what reads it are indices */
	signed char extra_as[FZ_DIMS];	/* as in struct idx, of no class */
	double mag;	/* integers stay between -mag and mag */
};

/* "lead": an access at the same iterators, whose pointer does for this one
   too, or NULL. */
struct access {
	int array, id;
	const struct access *lead;
	struct idx sub[FZ_DIMS];
};

/* The operators of expressions. X(CODE, C operator) */
#define EX_OPS                                                       \
	X(LOAD, "") X(CONST, "") X(SCALAR, "") X(LOCAL, "")          \
	X(ITER, "") X(FLAG, "") X(ADD, "+") X(SUB, "-") X(MUL, "*")  \
	X(DIV, "/") X(MOD, "%") X(AND, "&") X(OR, "|") X(XOR, "^")   \
	X(SHL, "<<") X(SHR, ">>") X(NEG, "-") X(NOT, "~")            \
	X(ABS, "abs") X(MIN, "<") X(MAX, ">") X(FMA, "fma")          \
	X(CALL, "") X(CAST, "") X(IMAG, "") X(SELECT, "?") X(LT, "<") \
	X(LE, "<=") X(GT, ">") X(GE, ">=") X(EQ, "==") X(NE, "!=")   \
	X(LTGT, "islessgreater") X(UNORD, "isunordered")             \
	X(NAN, "isnan") X(SIGN, "signbit")                           \
	X(LAND, "&&") X(LOR, "||") X(LNOT, "!")
enum ex_op {
#define X(code, text) EX_##code,
	EX_OPS
#undef X
	EX_NOPS
};

/* "type": that of C, after promotion; conditions are FZ_I32.  "mag": bound of
   integers. "exact": a float without rounding errors. */
struct ex {
	enum ex_op op;
	enum fz_type type;
	int id, na;
	struct ex *a[3];
	struct access *acc;
	struct idx idx;
	double value;
	int n;			/* number of scalar, local; spelling */
	const char *fn;
	double mag;
	bool exact;
};

enum st_kind { ST_LOOP, ST_STORE, ST_IF, ST_WHILE, ST_SWITCH, ST_REPEAT, ST_BREAK,
	       ST_GOTO, ST_LABEL, ST_DECLARE };

/* How a loop is spelled. */
enum loop_form {
	FOR_LT, FOR_LE, FOR_NE, WHILE_LT, DO_WHILE, DOWN_GE, DOWN_POST,
	DOWN_WRAP, NLOOPFORMS
};

/* STORE: to access "out", or to local "local" if that is NULL, its element "at"
   if it is an array; "op": EX_NONE is "=" (EX_NOPS), ADD, SUB, MUL, MIN, MAX.
   LOOP: from lo (at least lo2) to below hi (at most hi2, by a condition of its
   own if "both") by step, or by the parameter of number "step_as" - 1 unless that
   is 0, as long as "ahead" further is below hi; "els": a loop that goes on where
   it ends, with its iterator; "beside": the step of a second index that begins where
   the iterator does and is what values are made of, or 0.
   "fill": it may be written as a call of memset, memcpy or memmove, by "spelling".
   REPEAT: "body" as long as "cond" holds, which is so only a number of times; BREAK,
   GOTO: out of a loop, or to where LABEL is the same "label".  DECLARE: local array
   "local", of zeros if "spelling". */
struct st {
	enum st_kind kind;
	int id;
	struct st *body, *els, *next;
	/* LOOP, WHILE: n times */
	int iter, step, ahead;
	signed char step_as, beside;
	enum loop_form form;
	struct idx lo, hi, hi2, lo2;
	bool has_hi2, has_lo2, both, fill;
	/* STORE */
	struct access *out;
	struct idx at;
	int local, spelling;
	enum ex_op op;
	struct ex *e;
	/* IF, REPEAT */
	struct ex *cond;
	bool by_continue;
	int label;
};

/* "count": of an array's elements, or 0, "inside": a statement declares it; "place": it is an index as it is of all arrays
   that have it for one; so it is if it is a copy of "from", unless that is NULL, and
   that is one. */
struct local {
	enum fz_type type;
	int count;
	double mag;
	bool exact, declared, place, inside;
	const struct datum *from;
};

/* A parameter that is "value" when the function is called; "varies": for odd
   sizes of the first class, "other" for even ones. */
struct length {
	int value, other;
	bool varies, is_long;
};

enum fp { STRICT, REASSOCIATE, RELAXED, NFP };

/* Integer types of loops. X(CODE, C type, unsigned, largest size) */
#define INDEX_TYPES                            \
	X(INT, "int", 0, 1 << 20)              \
	X(LONG, "long", 0, 1 << 20)            \
	X(SIZE_T, "size_t", 1, 1 << 20)        \
	X(UNSIGNED, "unsigned", 1, 1 << 20)    \
	X(SHORT, "short", 0, 10000)            \
	X(USHORT, "unsigned short", 1, 10000)  \
	X(UCHAR, "unsigned char", 1, 100)      \
	X(SCHAR, "signed char", 0, 50)         \
	X(LLONG, "long long", 0, 1 << 20)      \
	X(PTRDIFF, "ptrdiff_t", 0, 1 << 20)
enum index_type {
#define X(code, text, uns, max) IT_##code,
	INDEX_TYPES
#undef X
	NINDEXTYPES
};

struct function {
	int number;
	int narrays, nlocals, niters, naccesses, nids, nlengths, nlabels;
	struct length length[MAXLENGTH];
	struct array array[FZ_ARRAYS];
	struct local local[MAXLOCAL];
	signed char iter_class[ITERS];	/* size class, or -1 */
	short iter_max[ITERS];		/* of class -1 */
	struct st *iter_loop[ITERS];
	enum index_type it[FZ_SIZES], index, ld;
	enum fz_type scalar_type;
	bool uses_scalar[FZ_SCALARS], uses_flag;
	enum fp fp;
	bool disjoint, push, on_statement,
		helper,		/* the loops are in a function that is called */
		nonneg, positive, moves,
		any_zero,	/* fmin and fmax of zeros: C leaves the sign open */
		solves;		/* a system of triangles, of floats: so do we */
	bool complex;		/* no operator but those that round nothing */
	bool wrapped;		/* constants of indices as unsigned ones */
	int max_size, depth;
	int known[FZ_SIZES];	/* value of a size, 0: it is a parameter */
	int ret;		/* local returned, or -1 */
	struct st *body;
	const char *clauses;
	int ndrop;
	const int *drop;	/* ids that are left out */
};

bool is_float(enum fz_type t);	/* complex ones too */
bool is_complex(enum fz_type t);
enum fz_type part_type(enum fz_type t);	/* of a complex one, else itself */
bool is_signed(enum fz_type t);
int type_size(enum fz_type t);
bool index_unsigned(enum index_type t);
int index_max(enum index_type t);

/* Sums of signed integers may grow to this. */
enum { SUM_MAG = 1000000000 };

/* build.c */
struct build {
	struct function *f;
	enum fz_type t;		/* of most arrays */
	int scope[ITERS], nscope;
	bool conditional;	/* inside if or a loop of while */
	int avoid;		/* array to read rarely, or -1 */
	int levels;		/* indices in indices so far */
};
void reach(struct array *a, int d, int over);
int add_array(struct build *b, enum fz_type t, int nd, const int *cls);
struct access *access_to(struct build *b, int array, const int *iter);
void random_function(struct function *f);
struct st *add_store(struct build *b, struct access *out, int local,
		     enum ex_op op, struct ex *e);
struct st *add_loop(struct build *b, int cls, int window);
struct st *add_if(struct build *b, struct ex *cond);
struct st *new_st(struct build *b, enum st_kind kind);
void in_loop(struct build *b, struct st *loop);
void out_of_loop(struct build *b);
void append(struct st **list, struct st *s);
int add_local(struct build *b, enum fz_type t);

/* idioms.c */
bool known_idiom(const char *name);
void random_idiom(struct build *b, struct st **list);
struct ex *product(struct build *b, struct ex *x, struct ex *y);
struct st *plain_loop(struct build *b, int cls);
struct access *entry(struct build *b, int array, int row, int col);
void nest(struct build *b, struct st **list, struct st **s, int n);
int matrix(struct build *b, int r, int c);
void append_if(struct build *b, struct st **list, struct st *s);

/* products.c */
void triangle(struct st *inner, const struct st *outer);
void gemm(struct build *b, struct st **list);
void gemm_scalar(struct build *b, struct st **list);
void gemv(struct build *b, struct st **list);
void solve(struct build *b, struct st **list);
void project(struct build *b, struct st **list);
void once(struct build *b, struct st **list);
void rows(struct build *b, struct st **list);
void diagonal(struct build *b, struct st **list);

/* tiled.c */
void tiled(struct build *b, struct st **list);
void grouped(struct build *b, struct st **list);

/* points.c */
int few(struct build *b, enum fz_type t, int nd, int w, int of);
struct access *few_at(struct build *b, int a, const struct st *i,
		      const struct st *j);
struct st **others(struct build *b, const struct st *i, struct st *j);
void points(struct build *b, struct st **list);
void passed(struct build *b, struct st **list);
void distances(struct build *b, struct st **list);

/* own.c */
void own(struct build *b, struct st **list);

/* fills.c */
void filled(struct build *b, struct st **list);

/* windows.c */
void windows(struct build *b, struct st **list);
void pool(struct build *b, struct st **list);

/* lookup.c */
int index_array(struct build *b, int nd, const int *cls);
bool by_data(struct build *b, struct array *a, struct access *acc, int d);
struct datum *new_datum(struct build *b, int l, int local, int most);
struct datum *tested_datum(struct build *b, int l, int most, struct ex **test);
void set_subscript(struct build *b, struct array *a, struct access *acc, int d,
		   const struct datum *x);
void bounded_by_data(struct build *b, int l, struct st *s);
void settle(struct build *b, int n);
void settle_members(struct build *b);
void lookup(struct build *b, struct st **list);

/* scatter.c */
void scatter(struct build *b, struct st **list);

/* code.c */
void code(struct build *b, struct st **list);

/* unrolled.c */
void unrolled(struct build *b, struct st **list);

/* tables.c */
void table(struct build *b, struct st **list);
void wave(struct build *b, struct st **list);

/* conv.c */
void conv(struct build *b, struct st **list);

/* seek.c */
void arg(struct build *b, struct st **list);
void flag(struct build *b, struct st **list);

/* borders.c */
void border(struct build *b, struct st **list);

/* steps.c */
void repeated(struct build *b, struct st **list);
void pivot(struct build *b, struct st **list);
void passes(struct build *b, struct st **list);
void factor(struct build *b, struct st **list);

/* expr.c */
struct ex *new_ex(struct build *b, enum ex_op op, enum fz_type t, int n, ...);
struct ex *load(struct build *b, struct access *acc);
struct ex *constant(struct build *b, enum fz_type t, double v);
struct ex *to_type(struct build *b, struct ex *e, enum fz_type t);
struct ex *limit(struct build *b, struct ex *e, double mag);
struct ex *binary(struct build *b, enum ex_op op, struct ex *x, struct ex *y);
struct ex *local_value(struct build *b, int n);
struct ex *index_value(struct build *b, const struct idx *x);
struct ex *random_ex(struct build *b, enum fz_type t, int fuel);
struct ex *random_condition(struct build *b, int fuel);
struct ex *scalar(struct build *b, enum fz_type t);
struct ex *random_leaf(struct build *b, enum fz_type t);

/* emit.c */
void emit_function(struct function *f, bool errors);
void emit_table_entry(struct function *f, bool reference);

/* reduce.c: what may be dropped */
bool dropped(const struct function *f, int id);

#endif
