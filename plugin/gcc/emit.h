/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit.h - from the plan of a tensor program to a new function, and from a
   region of the user's function to a call of it.

   Include gcc-compat.h and ta.h before.  Everything here lives within one
   execution of the pass: no tree outlives it except through the symbol
   table. */
#ifndef TA_EMIT_H
#define TA_EMIT_H

struct ta_code;
struct ta_scalars;

/* What the emission of one program made: the function "fn", which returns false where
   it has done nothing; one that it calls ("inner", NULL: none), that of the unit of
   the program or what runs a short plan; "bare": it is that, and called instead of
   "fn", or by "quick" (NULL: there is nothing to ask), where calls are not recorded.
   For each of
   its "nargs" arguments the program parameter whose value it takes, or
   -1 - A for the address where array A, a live-out, is left.  With "check"
   another is the address of what a call that is checked leaves. */
struct ta_kernel {
	tree fn, inner, quick;
	int nargs;
	int *arg;
	bool check, bare;
};

/* What a function is compiled for, and how: NULL, as the command line says. */
struct ta_compiled {
	tree target, optimisation;
};

/* The product of the parameters of "term", and the magnitude of its largest
   multiple that is computed. */
struct ta_monomial {
	const ta_term *term;
	double most;
};

/* The products that are computed of parameters and that 64 bits may not hold:
   they do where all the parameters are below 2^cap, those that "is_size" marks
   being the ones whose types do not say so. */
struct ta_sizes {
	int nproducts, cap;
	ta_monomial *product;
	bool *is_size;
};

/* Of loops that are run in parts: how long they are, and the number of one, from 0
   on, or NULL.  "columns": of those that threads share (columns.c), not of others
   with the same variable. */
struct ta_part {
	tree length, number;
	bool columns;
};

/* What a loop over rows holds in registers: the "n" accesses acc[] of its instances
   of[] that are the same in each row, each as an array of which the loop variable "var",
   from "lo" on, counts the elements; or, if the row "inner" of "length" is written out,
   as so many variables each in one[], of which element "at" is being emitted. */
struct ta_held {
	int n;
	const ta_node **of;
	const ta_access **acc;
	tree *array, lo;
	int var;
	const ta_node *inner;
	int length, at;
	tree *one;
};

/* What statement "stmt" reads before a loop of vectors, as it is the same in each
   iteration: the "n" accesses acc[], each by a variable. */
enum { TA_MAX_FIXED = 4 };
struct ta_fixed {
	int n, stmt;
	const ta_access *acc[TA_MAX_FIXED];
	tree var[TA_MAX_FIXED];
	const ta_fixed *around;	/* of another statement */
};

/* The "n" iterations of the loop with variable "var" that run side by side: the
   variable of each, and its arrays, as ta_emit has them. */
struct ta_abreast {
	int n, var;
	tree iv[TA_MAX_ABREAST], *virt[TA_MAX_ABREAST];
};

/* In a loop of vectors, what "of" chooses in statement "stmt" is the element "lead", or
   one "from" further. */
struct ta_choice {
	const ta_expr *of;
	int stmt;
	const ta_access *lead;
	tree from;
};

/* In a loop of vectors, "e / of" is "e * scale * inverse". */
struct ta_inverse {
	const ta_expr *of;
	tree scale, inverse;
};

/* The state of an emission.  The arrays are indexed by parameter, array
   ("out", "virt") and statement ("acc", "rest"); entries are NULL where
   there is none in scope.  "block": the outermost scope.  "acc": the
   accumulator that stands for what the statement writes, of complex numbers
   for its real part, and then "imag" for the other; "rest": what stands for
   its operand while partial results are put together.  "past": where what a
   statement writes from iteration "past_from" on of the loop over plan variable
   "past_var" around it is left in between.  "var": the plan's
   variables; "nonneg": a bit for each that is; "most": how long a panel that begins
   there is at most, 0 if none does; "part": of the loops over them.  "panel": where a virtual array is a vector, the variable that
   its panel begins at.  "stmt", "iter": the statement instance being
   emitted. "region": inside a parallel region; "as_one": for each array the
   first of those it may be one with. "serial": no parallel region may be
   opened. "enough": when the region to be made next pays, NULL: always.
   "order_free": the function is compiled as if sums had no order.
   "user_fn", "implied": what the kernel is a part of, and that no pragma
   asked for it.  "sizes": what is to fit into 64 bits.  "watch", "start":
   whether this call is recorded, and since when;
   "leave": where guards that fail go, with the reason in "path". "calling":
   whether this thread is in a library call of the kernel.  "check": where
   what a checked call leaves goes, NULL: none is.  "inner": the function
   that is called by this one, NULL: there is none.  "codes": the loops of the source
   that are functions.  "held": what the loop over rows
   around holds, NULL: nothing; "fixed": what the loop of vectors around has read;
   "scalars": what the body around accesses through variables;
   "inverse": what that multiplies by in place of dividing.
   "scratch", "bytes": of
   each scratch array where its memory is, and how many bytes one thread
   has; "simd": values are of a loop of vectors; "whole": no parallel region is between its allocation and here. */
struct ta_emit {
	ta_program *p;
	tree fn, block, user_fn;
	location_t loc;
	tree *param, *out, *virt, *acc, *imag, *rest, *past, past_from;
	int past_var;
	int *panel;
	tree *scratch, *bytes;
	bool *whole;
	int *as_one;
	tree var[TA_PARAM0];
	int64_t most[TA_PARAM0];
	ta_part part[TA_PARAM0];
	int stmt;
	const ta_idx *const *iter;
	bool region, serial, split, order_free, implied, simd;
	tree enough;
	uint64_t step1, nonneg;
	ta_sizes sizes;
	tree record, watch, start, path, leave, calling, check;
	const ta_kernel *inner;
	const vec<ta_code *> *codes;
	const ta_held *held;
	const ta_fixed *fixed;
	ta_scalars *scalars;
	ta_abreast *abreast;
	int nasked;		/* conditions that are known here */
	ta_asked *asked;
	int ninverses;
	ta_inverse *inverse;
	int nchoices;
	ta_choice *choice;
};

/* The place "loc" without the scope of the user's function that goes with
   it there. */
static inline location_t ta_locus(ta_loc loc)
{
	return LOCATION_LOCUS((location_t)loc);
}

/* emit-invert.cc */
void ta_emit_inverses(ta_emit *e, const ta_node *node, tree *vars, tree *list);
tree ta_tree_inverted(ta_emit *e, const ta_expr *x);

/* emit-quotient.cc */
tree ta_tree_quotient(ta_emit *e, const ta_expr *x, tree a, tree b);

/* emit-unswitch.cc */
void ta_emit_asking(ta_emit *e, const ta_node *node, tree *list);
tree ta_tree_asked(const ta_emit *e, const ta_expr *x);

/* emit-code.cc */
tree ta_code_call(ta_emit *e, const ta_expr *x, tree *arg);

/* emit-bare.cc */
bool ta_is_bare(const ta_program *p);
tree ta_call_bare(ta_emit *e);

/* emit.cc */
bool ta_emit_kernel(ta_program *p, tree user_fn, bool implied,
		    const vec<ta_code *> *codes, ta_kernel *kernel);
void ta_drop_kernel(ta_kernel *kernel);
tree ta_kernel_attributes(tree user_fn);
bool ta_is_own_fn(const function *fun, const char *prefix);
tree ta_own_fn(location_t loc, tree name, tree result, tree *block);
void ta_emit_node(ta_emit *e, const ta_node *node, tree *list);

/* emit-options.cc */
tree ta_kernel_options(ta_emit *e);
ta_compiled ta_shared_how(ta_emit *e);

/* emit-unit.cc */
void ta_emit_unit(ta_emit *e, tree *list);

/* emit-panels.cc */
bool ta_emit_panels(ta_emit *e, const ta_node *node, tree cond, tree *list);

/* verify.cc */
void ta_verify_function(tree fn);

/* All accesses of a kernel are in one clique; 1 is the compiler's own. */
enum { ta_clique = 2 };

/* emit-expr.cc */
tree ta_gcc_type(enum ta_type type);
tree ta_index_type(void);
tree ta_tree_local(ta_emit *e, const char *name, tree type);
tree ta_tree_variable(ta_emit *e, const char *name, tree type, tree *vars);
tree ta_tree_kept(ta_emit *e, location_t loc, const char *name, tree type,
		  tree value, tree *vars, tree *list);
void ta_tree_if(tree cond, tree yes, tree no, tree *list);
void ta_tree_assign(location_t loc, tree to, tree value, tree *list);
void ta_tree_mark(location_t loc, tree *list);
tree ta_tree_bind(tree vars, tree body);
tree ta_tree_idx(ta_emit *e, const ta_idx *x, tree type);
tree ta_tree_element(ta_emit *e, int array, const ta_idx *x);
tree ta_tree_at(ta_emit *e, location_t loc, int array, const ta_idx *x);
const ta_idx *ta_place(ta_emit *e, const ta_access *acc);
tree ta_tree_access(ta_emit *e, const ta_access *acc);
const ta_idx *ta_over_plan(ta_emit *e, const ta_node *node, const ta_idx *x);
/* Whether "acc", which the instance "node" of a statement reads, is looked for, in view
   of plan variable "var". */
typedef bool ta_read_test(ta_emit *e, const ta_node *node, const ta_access *acc,
			  int var);
bool ta_some_read(ta_emit *e, const ta_node *node, ta_read_test *is, int var);
enum tree_code ta_binary_code(enum ta_op op, enum ta_type type);
tree ta_tree_expr(ta_emit *e, const ta_expr *x);
tree ta_tree_double(ta_emit *e, const ta_idx *x);
tree ta_tree_real(tree type, double value);

/* emit-construct.cc */
tree ta_tree_threads(ta_emit *e);
tree ta_tree_most_threads(ta_emit *e);
void ta_omp_range(tree f, int n);
void ta_omp_count(tree f, int i, tree iv, tree lo, tree hi, tree step);
tree ta_omp_loop(enum tree_code code, location_t loc, tree iv, tree lo,
		 tree hi, tree step, tree body, tree clauses);
void ta_emit_share(ta_emit *e, location_t loc, tree enough, tree *list);
tree ta_parallel_region(ta_emit *e, location_t loc, tree vars, tree loop,
			tree clauses);
void ta_need_gomp(void);

/* emit-bounds.cc */
bool ta_starts_nonneg(const ta_node *node);
void ta_loop_bounds(ta_emit *e, const ta_node *node, tree *lo, tree *hi,
		    tree *vars, tree *list);
tree ta_tree_once(location_t loc, tree iv, tree lo, tree hi, tree body);

/* emit-omp.cc */
bool ta_tests_products(void);
tree ta_sharing_clauses(ta_emit *e, const ta_node *node);
tree ta_tree_loop(location_t loc, tree iv, tree lo, tree hi, tree step,
		  tree body);
tree ta_tree_scalar_loop(location_t loc, tree iv, tree lo, tree hi, tree step,
			 tree body);
tree ta_tree_sum_loop(ta_emit *e, tree iv, tree n, double least, tree sum,
		      tree body);
tree ta_tree_sum_rows(ta_emit *e, tree iv, tree n, tree work, double least,
		      tree sum, tree body);
tree ta_loop_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step);
void ta_emit_plain_loop(ta_emit *e, const ta_node *node, tree *list);
void ta_emit_loop(ta_emit *e, const ta_node *node, tree *list);
tree ta_plain_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		      bool parallel, int lanes);
tree ta_loop_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     bool parallel);

/* emit-tail.cc */
tree ta_overlap_version(ta_emit *e, const ta_node *node, tree lo, tree hi);

/* emit-streams.cc */
tree ta_emit_streams(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     tree *vars, tree *list);

/* emit-fixed.cc */
tree ta_fixed_element(ta_emit *e, const ta_access *acc);
const ta_fixed *ta_read_fixed(ta_emit *e, const ta_node *node, tree lo, tree hi,
			      ta_fixed *fixed, tree *vars, tree *list);

/* emit-full.cc */
void ta_emit_full(ta_emit *e, const ta_node *node, tree *list);

/* emit-choice.cc */
void ta_emit_choices(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     tree *vars, tree *list);
tree ta_tree_chosen(ta_emit *e, const ta_expr *x);

/* emit-scalars.cc */
tree ta_scalar_element(ta_emit *e, const ta_access *acc, bool written);
bool ta_emit_scalars(ta_emit *e, const ta_node *node, tree *list);

/* emit-abreast.cc */
void ta_rows_local(ta_emit *e, int array, tree type, tree *vars);
bool ta_emit_rows(ta_emit *e, const ta_node *node, tree *list);
bool ta_rows_read_apart(ta_emit *e, const ta_node *node);
tree ta_abreast_step(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     bool parallel, tree *vars, tree *list);
tree ta_abreast_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step);

/* emit-wave.cc */
bool ta_runs_wave(ta_emit *e, const ta_node *node);
tree ta_wave_body(ta_emit *e, const ta_node *node, tree iv, tree hi, tree step);

/* emit-held.cc */
tree ta_held_element(ta_emit *e, const ta_access *acc);
void ta_emit_held(ta_emit *e, const ta_node *node, tree *list);
void ta_emit_written_out(ta_emit *e, tree *list);

/* emit-scatter.cc; emit.cc: what a value is, where it is not kept */
void ta_emit_only(ta_emit *e, const ta_node *node, tree *list);
void ta_emit_unless_kept(ta_emit *e, const ta_expr *x, tree *list);

/* emit-parts.cc */
tree ta_collapsed_version(ta_emit *e, const ta_node *node, tree lo, tree hi);
void ta_take_part(ta_emit *e, const ta_node *node, tree *lo, tree *hi, tree *vars,
		  tree *list);
void ta_emit_columns(ta_emit *e, const ta_node *node, tree *list);

/* emit-partial.cc */
tree ta_blocked_version(ta_emit *e, const ta_node *node, tree lo, tree hi);
bool ta_blocks_exact(ta_emit *e, const ta_node *node);

/* emit-reduce.cc */

/* A variable that a loop adds up in, or takes the minimum in, ....  "own": the
   compiler makes vectors of it without being told. */
struct ta_accumulator {
	tree var;
	enum tree_code code;
	bool own;
};

tree ta_reduction_type(const ta_program *p, const ta_reduction *r);
bool ta_reduction_apart(const ta_program *p, const ta_reduction *r);
enum tree_code ta_reduction_code(enum ta_op op);
int ta_reduction_parts(const ta_emit *e, int stmt, tree *part);
int ta_accumulator_room(const ta_node *node);
int ta_accumulators(ta_emit *e, const ta_node *node, ta_accumulator *acc);
tree ta_reduction_clauses(location_t loc, const ta_accumulator *acc, int n);
void ta_reduction_bind(const ta_emit *e, int stmt, tree *vars);
tree ta_reduction_value(const ta_emit *e, int stmt);
void ta_reduction_assign(ta_emit *e, location_t loc, int stmt, tree value,
			 tree *list);
void ta_reduction_part(ta_emit *e, const ta_reduction *r, tree *list);
void ta_reduction_begin(ta_emit *e, const ta_reduction *r, tree *list);
tree ta_flag_value(ta_emit *e, const ta_stmt *s, tree acc);
void ta_reduction_end(ta_emit *e, const ta_reduction *r, tree *list);

/* emit-call.cc */
tree ta_extern_fn(const char *name, tree type, bool weak);
tree ta_blas_decl(const char *routine);
tree ta_omp_decl(const char *name);
tree ta_tree_calling(ta_emit *e);
tree ta_tree_addressed(ta_emit *e, const char *name, tree type, tree *vars);
tree ta_tree_routine(ta_emit *e, const ta_node *node, int n, tree *arg);
void ta_emit_routine(ta_emit *e, const ta_node *node, tree *arg, tree *list);
void ta_emit_call(ta_emit *e, const ta_node *node, tree *list);

/* emit-beyond.cc */
tree ta_has_elements(const ta_node *node, tree *arg);
tree ta_last_term(ta_emit *e, const ta_node *node, tree *arg, tree *vars, tree *list);
void ta_call_in_parts(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
		      tree *list);
void ta_call_with_room(ta_emit *e, const ta_node *node, tree *arg, tree *list);

/* emit-libm.cc */
tree ta_libm_call(ta_emit *e, const ta_expr *x, tree *args);
int ta_libm_lanes(ta_emit *e, const ta_node *node);
bool ta_calls_vectors(ta_emit *e, const ta_expr *x);
bool ta_is_libm(const char *fn, const char *name);

/* emit-round.cc */
/* The value of "x" if it makes an integer of what a function rounds, for which the
   target has no instruction; else NULL. */
tree ta_rounded(ta_emit *e, const ta_expr *x);

/* emit-blocks.cc */
void ta_emit_blocks(ta_emit *e, const ta_node *node, tree *arg, tree *list);

/* emit-scratch.cc */
void ta_emit_scratch(ta_emit *e, const ta_node *node, tree cond,
		     tree *list);
void ta_release_all(ta_emit *e, tree *list);
tree ta_own_scratch(ta_emit *e, int array, tree *vars, tree *list);
tree ta_run_version(ta_emit *e, const ta_node *node, tree lo, tree hi);
tree ta_tree_allocate(location_t loc, tree size);
tree ta_tree_allocate_rounded(location_t loc, tree size);
tree ta_tree_free(location_t loc, tree p);

/* emit-tile.cc */
int ta_widest(tree type);
int64_t ta_vector_bytes(void);
int64_t ta_registers_hold(int bytes);

/* emit-small.cc */
void ta_emit_small(ta_emit *e, const ta_node *node, tree *list);

/* emit-product.cc */
void ta_emit_product(ta_emit *e, const ta_node *node, tree *list);

/* emit-numbers.cc */
tree ta_tree_numbers(ta_emit *e, const ta_guard *g, const ta_node *exit,
		     tree *vars, tree *list);

/* emit-own.cc */
tree ta_own_known(const char *name, const ta_compiled &how);
tree ta_own_declare(const char *name, tree result, tree user_fn,
		    const ta_compiled &how, tree *block);
tree ta_own_argument(tree fn, const char *name, tree type);
tree ta_own_variable(tree fn, const char *name, tree type, tree *vars);
void ta_own_define(tree fn, tree block, tree vars, tree list);
void ta_own_begin(void);
void ta_own_end(void);

/* emit-transpose.cc */
enum { TA_MAX_TURNED = 16 };	/* so many vectors at most are a square */
bool ta_has_turns(void);
void ta_turn_square(tree fn, int size, int bytes, tree *v, tree *vars, tree *list);
tree ta_turn_fn(ta_emit *e, int size);
void ta_emit_transpose(ta_emit *e, const ta_node *node, tree *list);

/* emit-bypass.cc */
bool ta_has_nontemporal(void);
void ta_mark_nontemporal(function *fun);
tree ta_tree_past_cache(ta_emit *e, const ta_node *node);
bool ta_bypasses(const ta_emit *e, const ta_node *node);
tree ta_bypass_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		       bool parallel);
tree ta_tree_written(ta_emit *e, const ta_stmt *s);
void ta_emit_fence(ta_emit *e, const ta_node *node, tree *list);

/* emit-alone.cc */
unsigned ta_call_alone(function *fun);

/* emit-writes.cc */
unsigned ta_say_writes(function *fun);

/* emit-rows.cc */
tree ta_rows_fn(tree user_fn);

/* emit-sizes.cc */
void ta_collect_sizes(ta_emit *e);
bool ta_size_fits(ta_emit *e, const ta_idx *x);
void ta_check_size(ta_emit *e, const ta_idx *x);
tree ta_tree_small(ta_emit *e);
tree ta_tree_fit(ta_emit *e);
bool ta_small_implies(ta_emit *e, const ta_guard *g);

/* emit-guard.cc */
int ta_recorded_guards(ta_emit *e, const char **text);
void ta_each_size(ta_emit *e, const ta_guard *g,
		  void (*fn)(ta_emit *e, const ta_idx *x));
tree ta_tree_enough(ta_emit *e, const ta_idx *x, double limit);
tree ta_tree_guard(ta_emit *e, const ta_guard *g);
void ta_emit_finite(ta_emit *e, const ta_guard *g, tree to, tree *list);
tree ta_tree_expected(tree cond, bool likely);
void ta_emit_guards(ta_emit *e, tree *list);
void ta_emit_exit(ta_emit *e, const ta_node *node, tree *list);

/* emit-check.cc */
bool ta_contracts(void);
void ta_check_begin(ta_emit *e, tree *list);
void ta_check_swap(ta_emit *e, tree *list);

/* emit-record.cc */
tree ta_runtime_fn(const char *wanted);
tree ta_static_texts(ta_emit *e, const char *name, const char *const *text,
		     int n);
void ta_record_start(ta_emit *e, tree *list);
tree ta_static_var(ta_emit *e, const char *name, tree type, tree init);
void ta_tree_active(tree *linked, tree *active);
void ta_record_open(ta_emit *e, tree *list);
void ta_record_leave(ta_emit *e, tree path, tree flops, tree *list);
tree ta_tree_flops(ta_emit *e);

/* splice.cc; include region.h before */
struct ta_region;
bool ta_can_splice(ta_region *r);
void ta_check_splice(const ta_region *r);
void ta_splice(ta_region *r, const ta_kernel *kernel, const vec<ta_region *> &waiting);
void ta_branch(basic_block from, enum tree_code code, tree a, tree b,
	       basic_block to, profile_probability probability);
void ta_branch_if(basic_block from, enum tree_code code, tree a, tree b,
		  basic_block to, bool likely);
void ta_renew_dominators(void);
basic_block ta_block_after(basic_block bb);
tree ta_append_value(basic_block bb, tree x, tree type);
void ta_append_stmt(basic_block bb, gimple *stmt);

/* enough.cc */
bool ta_in_work(const ta_program *p, int i);
void ta_unless_watched(basic_block idle, basic_block next, basic_block call);
basic_block ta_call_block(const ta_region *r, basic_block head, basic_block pre,
			  const vec<tree> &value, const vec<ta_region *> &waiting);

/* version.cc */
bool ta_version_loop(class loop *l, tree go, const vec<ta_region *> &waiting);

#endif
