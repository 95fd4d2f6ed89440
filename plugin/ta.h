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

#include "node.h"

#ifdef __cplusplus
extern "C" {
#endif

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
	bool traps;		/* floating-point exceptions are those of C: what
				   nobody looks at is not computed */
	bool libm;		/* calls of libm were replaced */
	ta_expr *threads;	/* NULL: as many as there are */
	int nassumes;
	ta_expr **assume;	/* each a guard */

	/* deps, idiom, plan, guard */
	int ndeps;
	ta_dep *dep;
	struct ta_memo **memos;	/* what isl was asked, poly_memo.c; shared with
				   the programs that are parts of this */
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
	double enough;		/* and so much is enough to do; 0: do not ask */
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
enum ta_type ta_type_unsigned(enum ta_type type);	/* that wraps, of its size */
const char *ta_op_name(enum ta_op op);
/* The type that "e", an operator but CAST or CALL, has by its operands. */
enum ta_type ta_op_result(const ta_expr *e);
int ta_op_nargs(enum ta_op op);			/* -1: any number */
bool ta_op_compares(enum ta_op op);
bool ta_op_outside(enum ta_op op);	/* LOOKUP or CODE? */
ta_expr *ta_expr_new(ta_arena *a, enum ta_op op, enum ta_type type,
		     ta_loc loc, int nargs, ...);	/* ... : ta_expr * */
ta_expr *ta_expr_cast(ta_arena *a, ta_expr *e, enum ta_type type);	/* NULL: NULL */
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
bool ta_expr_is_sure(const ta_expr *e);
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
int ta_program_virtual(ta_program *p, const char *name, enum ta_type elem,
		       int ndims, const ta_idx **extent, ta_loc loc);
ta_access *ta_access_virtual(const ta_program *p, int v, ta_loc loc);
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

/* cost.c */
bool ta_divides_as_real(const ta_program *p, const ta_expr *e);

/* unit.c: whether parameters of "p" are known; p->unit, from the "text" of "p" before its phases, if it pays; NULL:
   nothing of it can.  The array of "p" that holds what "result" does of its unit,
   both live-out, or -1. */
bool ta_is_unit(const ta_program *p);
bool ta_may_step(const ta_program *p);
const char *ta_unit_text(const ta_program *p);
void ta_unit(ta_program *p, const char *text, const ta_options *opt);
int ta_unit_result(const ta_program *p, const ta_array *result);

void ta_powers(ta_program *p);			/* power.c */
void ta_narrow(ta_program *p);			/* narrow.c */
void ta_restrict(ta_program *p);

/* scatter.c: the test of a scatter; what is wrong with one; what it does to an
   element with *rest; is there one?  The arm of a selection that is written. */
int ta_written_arm(const ta_expr *e);
ta_expr *ta_scatter_test(const ta_program *p, const ta_stmt *s);
const char *ta_scatter_wrong(const ta_program *p, const ta_stmt *s);
bool ta_has_scatter(const ta_program *p);
enum ta_op ta_scatter_op(const ta_program *p, const ta_stmt *s, ta_expr **rest);

/* conditional.c: sums under conditions on data as sums. */
void ta_conditional(ta_program *p);

/* offdiagonal.c: what is computed but where two indices are equal is there, too. */
void ta_off_diagonal(ta_program *p);

/* origin.c: scalars of loops have the iterators of these for subscripts. */
void ta_origins(ta_program *p);

/* share.c: what statements side by side need is computed once. */
void ta_share(ta_program *p);

/* delin.c: subscripts from offsets. Reports by reason on the nest. */
void ta_delin(ta_program *p);
void ta_guard_nonneg(ta_program *p, const ta_idx *x, const char *why);

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
/* Whether that is TA_ALWAYS, which takes less to find. */
bool ta_poly_proves(const ta_program *p, const ta_stmt *s, const ta_idx *x);

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
const ta_node *ta_loop_part(const ta_node *loop, int i);
int ta_ahead(const ta_program *p, const ta_node *node, int ahead,
	     const ta_node **at, const ta_access **acc, int most);
bool ta_may_invert(const ta_program *p, const ta_expr *e);
bool ta_inverts(const ta_program *p, const ta_node *loop, const ta_node *at,
		const ta_expr *e);
bool ta_has_inverse(const ta_program *p, const ta_node *loop, const ta_node *at,
		    const ta_expr *e);

/* Does the loop "loop" leave "e", of its instance "at", as it is?  (reciprocal.c) */
bool ta_loop_leaves(const ta_program *p, const ta_node *loop,
		    const ta_node *at, const ta_expr *e, bool memory);
/* unswitch.c: a condition of a statement, and over the variables of the plan, without
   which, or if it is not to hold with which, the statement does nothing. */
enum { TA_MAX_ASKED = 4 };
struct ta_asked {
	const ta_expr *of, *cond;
	bool value;
};
int ta_loop_asks(const ta_program *p, const ta_node *node,
		 struct ta_asked *cond, int *by);
bool ta_lives_in(const ta_node *node, int array);
int ta_loops_to(const ta_node *loop, const ta_node *at, const ta_node **around);
bool ta_plan_asks_first(const ta_node *node);
bool ta_is_of_routine(ta_arena *a, const ta_stmt *s);

/* alike.c, panel.c */
bool ta_runs_alike(const ta_node *x, const ta_node *y);
bool ta_nodes_alike(const ta_program *p, const ta_node *x, const ta_node *y,
		    int shift);
bool ta_may_pad(const ta_program *p, const ta_node *panels, const ta_node *loop);
bool ta_may_overlap(const ta_program *p, const ta_node *node);
const ta_node *ta_rows_of_panels(const ta_program *p, const ta_node *node);
/* collapse.c */
const ta_node *ta_joins(const ta_program *p, const ta_node *const *around,
			int n);
/* columns.c */
const ta_node *ta_columns(const ta_node *node);
bool ta_columns_apart(const ta_program *p, const ta_node *node);
/* hold.c */
enum { TA_HELD = 2 };	/* so many instances at most are in such a loop */
enum { TA_WRITTEN_OUT = 16 };	/* the elements of a row that are variables, at most */
bool ta_is_held(const ta_program *p, const ta_node *node, const ta_node *at,
		const ta_access *acc);
bool ta_plan_holds(const ta_node *node);
bool ta_plan_is_full(ta_arena *a, const ta_node *node);
bool ta_reads_again(const ta_program *p, const ta_node *node,
		    const ta_node *at);
int ta_held_instances(const ta_program *p, const ta_node *node,
		      const ta_node *at[TA_HELD]);
/* rewrite.c */
bool ta_uses_from(const ta_idx *x, int depth);
const ta_idx *ta_offset_at(const ta_program *p, const ta_access *acc,
			   const ta_node *at);
/* pack_copy.c */
bool ta_copies_run(const ta_program *p, const ta_node *node);
/* transpose.c */
bool ta_is_copy_loop(ta_arena *a, const ta_node *node);
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
