/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-options.cc - how the functions of kernels are compiled.

   Assumes the function that a kernel is a part of.  Its options are those of the
   function that is made, but for what a kernel need not heed, what only costs time in
   code that is made of vectors as it is, and what would change a result.  Leaves the
   options of everything else as they are. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "auto.h"

/* Let what one iteration loads or stores not be kept for the next, in "opts", which the
   compiler would where it makes vectors but for who has "set" that it does not. */
static void forbid_commoning(struct gcc_options *opts, struct gcc_options *set)
{
	opts->x_flag_predictive_commoning = 0;
	set->x_flag_predictive_commoning = 1;
}

/* Take from "opts" what only costs time in code that is made of vectors, and
   loops as long as they should be. */
static void shape_as_written(struct gcc_options *opts, struct gcc_options *set)
{
	opts->x_flag_tree_loop_vectorize = 0;
	opts->x_flag_tree_slp_vectorize = 0;
	opts->x_flag_version_loops_for_strides = 0;
	opts->x_flag_unswitch_loops = 0;
	opts->x_flag_peel_loops = 0;
	opts->x_flag_split_loops = 0;
	opts->x_flag_tree_loop_distribution = 0;
	opts->x_flag_tree_loop_distribute_patterns = 0;
	forbid_commoning(opts, set);
}

/* Take from "opts" what takes a third of the time to compile a kernel, and gains
   nothing in loops of vectors whose bounds and addresses are made as they should
   be: ranges of values, bits of indices that are known (each bit of a counter may
   be unlearnt by itself, and all addresses again), threads of jumps, dominated
   expressions, registers by parts of a function, unless "regions", and where debuggers
   find variables that the user has not.  (Without -fgcse, which would take as little
   away, debuggers find no line of a loop of vectors.)  A call of libm whose value is
   chosen or not is not to be put under the condition again.  Where the compiler splits
   a loop by a condition in it, loops of vectors in one of the halves are none any more
   (GCC 12 forgets of what simd loop the copies are), and such conditions have been
   found before (border.c); nor are loops exchanged, or iterations of one done together in
   the loop inside, which are as they should be, and lose vectors so, too.  Where integers are
   "narrow", ranges tell how few bits of the int that C computes in are used: vectors
   hold twice as many.  Below -O3, also instructions put in another order behind the
   allocation of registers, which processors do themselves (at -O3 it was seen to gain
   1 %), and loops of half a vector for the last of as few elements as a vector of 16
   bytes has. */
static void save_time(struct gcc_options *opts, bool narrow, bool regions)
{
	if (!narrow) {
		opts->x_flag_tree_vrp = 0;
		opts->x_flag_tree_bit_ccp = 0;
	}
	if (opts->x_optimize < 3) {
		opts->x_flag_schedule_insns_after_reload = 0;
		if (!narrow && ta_widest(float_type_node) <= 16)
			opts->x_param_vect_epilogues_nomask = 0;
	}
	opts->x_flag_var_tracking_assignments = 0;
	opts->x_flag_thread_jumps = 0;
	opts->x_flag_tree_dom = 0;
	opts->x_flag_tree_sink = 0;
	opts->x_flag_split_loops = 0;
	opts->x_flag_unroll_jam = 0;
	opts->x_flag_loop_interchange = 0;
	if (!regions)
		opts->x_flag_ira_region = IRA_REGION_ONE;
}

/* What is special about a function: sums are "unordered" when they have no order for the
   compiler, which otherwise may put none in another; "shared": kernels call it;
   "narrow": it computes with integers of less than an int; "rounding": without vectors
   of straight-line code; "regions": with registers by loops;
   "written": some of it is as it was written, and to be as fast; "rows": of rows that
   are written out, vectors are made along the loop around; "full": a loop of vectors is
   over all of a panel, which registers hold when it is unrolled. */
struct manner {
	bool unordered, shared, narrow, rounding, regions, written, rows, full;
};

/* Let "opts" make vectors as at -O3, as far as the user has not "set" whether and when
   loops become vectors. */
static void vectorise(struct gcc_options *opts, const struct gcc_options *set)
{
	if (!set->x_flag_tree_vectorize && !set->x_flag_tree_loop_vectorize)
		opts->x_flag_tree_loop_vectorize = 1;
	if (!set->x_flag_vect_cost_model)
		opts->x_flag_vect_cost_model = VECT_COST_MODEL_DYNAMIC;
}

/* The optimisation options of "user_fn", if a pragma asked for the kernel (not
   "implied") without what that need not heed: errno and floating-point exception
   flags.  It is worth a clone for any constant that it is called with.  In a file that
   defines memset itself no loop may become a call of it; nor should one over what
   registers hold, which it would have in memory, as half of it is where what one iteration
   stores is kept for the next before that is unrolled. */
static tree options(tree user_fn, bool implied, const manner &how)
{
	tree old = DECL_FUNCTION_SPECIFIC_OPTIMIZATION(user_fn), node;
	struct gcc_options *opts = XNEW(struct gcc_options);
	struct gcc_options *set = XNEW(struct gcc_options);

	*opts = global_options;
	*set = global_options_set;
	if (!old)
		old = optimization_default_node;
	cl_optimization_restore(opts, set, TREE_OPTIMIZATION(old));
	if (!implied) {
		opts->x_flag_errno_math = 0;
		opts->x_flag_trapping_math = 0;
	}
	if (how.unordered) {
		opts->x_flag_associative_math = 1;
		opts->x_flag_trapping_math = 0;
		opts->x_flag_tree_reassoc = 0;
	}
	if (ta_defines_memory() || how.full)
		opts->x_flag_tree_loop_distribute_patterns = 0;
	if (!how.written)
		save_time(opts, how.narrow, how.regions);
	if (how.rows && opts->x_optimize >= 2)
		vectorise(opts, set);
	if (how.full && opts->x_optimize >= 2 && !set->x_flag_cunroll_grow_size)
		opts->x_flag_cunroll_grow_size = 1;
	if (how.full)
		forbid_commoning(opts, set);
	if (how.rounding)
		opts->x_flag_tree_slp_vectorize = 0;
	if (how.shared)
		shape_as_written(opts, set);
	opts->x_param_ipa_cp_eval_threshold = 10;
	node = build_optimization_node(opts, set);
	XDELETE(opts);
	XDELETE(set);
	return node;
}

/* Whether an array of "p" is of integers of less than an int. */
static bool has_narrow(const ta_program *p)
{
	for (int i = 0; i < p->narrays; i++)
		if (ta_type_is_integer(p->array[i].elem) &&
		    ta_type_size(p->array[i].elem) < 4)
			return true;
	return false;
}

/* Whether "x" makes a float of a double. */
static bool rounds_double(const ta_expr *x)
{
	if (x->op == TA_OP_CAST && x->type == TA_F32 &&
	    x->arg[0]->type == TA_F64)
		return true;
	for (int i = 0; i < x->nargs; i++)
		if (rounds_double(x->arg[i]))
			return true;
	return false;
}

/* Whether straight-line code of "p" is to be no vectors: GCC 12 leaves out there
   that a double is rounded to float, where it becomes a double again, and in "p"
   each bit counts. */
static bool needs_rounding(const ta_program *p)
{
	for (int i = 0; p->fp == TA_FP_STRICT && i < p->nstmts; i++)
		if (rounds_double(p->stmt[i]->rhs))
			return true;
	return false;
}

/* How the function of the kernel of "e" is compiled. */
tree ta_kernel_options(ta_emit *e)
{
	manner how = {};

	how.unordered = e->order_free && !flag_associative_math;
	how.narrow = has_narrow(e->p);
	how.rounding = needs_rounding(e->p);
	how.regions = ta_cost_regions(e->p);
	how.rows = e->order_free && ta_plan_holds(e->p->plan);
	how.full = ta_plan_is_full(e->p->arena, e->p->plan);
	how.written = ta_program_has_op(e->p, TA_OP_CODE) ||
		      ta_has_scatter(e->p);
	return options(e->user_fn, e->implied, how);
}

/* How a function that the kernel of "e" calls, and others may, is compiled:
   sums have an order in it. */
ta_compiled ta_shared_how(ta_emit *e)
{
	manner how = {};

	how.shared = true;
	return {DECL_FUNCTION_SPECIFIC_TARGET(e->user_fn),
		options(e->user_fn, e->implied, how)};
}
