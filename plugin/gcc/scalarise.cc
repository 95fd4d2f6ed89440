/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scalarise.cc - small arrays of a kernel's own become scalars.

   A pass of its own, behind that of helpers.cc and in front of the compiler's early
   optimisations.  Points and vectors of a few coordinates are held in arrays by those
   who write them in C,

	for (i = 0; i < n; i++) {
		float d[3], r2 = 0;
		for (c = 0; c < 3; c++) {
			d[c] = x[i][c] - y[c];
			r2 += d[c] * d[c];
		}
		...

   and an array is memory, that all iterations of the loop over i share.  Where it is
   used in one loop of a kernel that a pragma marks, and nowhere else, and its subscripts
   are numbers or come from loops of a few iterations, these loops are written out; the
   compiler then finds the numbers, and makes a scalar of each element (Callahan, Carr and
   Kennedy, Improving Register Allocation for Subscripted Variables, PLDI 1990), of which
   each iteration has its own.

   Assumes SSA form, and that constants are propagated and aggregates taken apart
   afterwards.  Leaves true that a function without such arrays is untouched, and that
   it has grown by no more than the limits below. */
#include "gcc-compat.h"
#include "driver.h"
#include "markers.h"
#include "region.h"
#include "scalarise.h"

/* The elements of an array, the iterations of a loop and of loops in one another, and
   the statements that one function may have more; and how many arrays are looked at. */
enum {
	MOST_ELEMENTS = 16,
	MOST_TRIPS = 8,
	MOST_COPIES = 32,
	MOST_GROWTH = 600,
	MOST_ARRAYS = 64
};

/* A small array: the loop in which all that uses it is, and the loops its subscripts
   come from, by number; "off": it is none to take apart. */
struct own_array {
	tree decl;
	class loop *home;
	auto_bitmap loops;
	bool off;
};

/* The small arrays of a function, "n" of them, and the blocks of its kernels. */
struct own_arrays {
	function *fun;
	auto_bitmap blocks;
	int n;
	own_array array[MOST_ARRAYS];
	gimple *stmt;
};

/* Whether "decl" is an array of a few numbers that lives on the stack. */
static bool is_small_array(const function *fun, tree decl)
{
	tree type = TREE_TYPE(decl), size, elem;

	if (!VAR_P(decl) || TREE_CODE(type) != ARRAY_TYPE
	    || !auto_var_in_fn_p(decl, fun->decl) || TREE_THIS_VOLATILE(decl)
	    || TYPE_VOLATILE(type))
		return false;
	for (elem = type; TREE_CODE(elem) == ARRAY_TYPE; elem = TREE_TYPE(elem))
		;
	size = TYPE_SIZE_UNIT(type);
	return (SCALAR_FLOAT_TYPE_P(elem) || INTEGRAL_TYPE_P(elem)) && size
	       && tree_fits_uhwi_p(size)
	       && tree_to_uhwi(size) <= MOST_ELEMENTS
					* tree_to_uhwi(TYPE_SIZE_UNIT(elem));
}

/* The array of "a" that "decl" is, or NULL. */
static own_array *find_array(own_arrays *a, tree decl)
{
	for (int i = 0; i < a->n; i++)
		if (a->array[i].decl == decl)
			return &a->array[i];
	return NULL;
}

/* The loop of the statement that is looked at. */
static class loop *loop_here(const own_arrays *a)
{
	return gimple_bb(a->stmt)->loop_father;
}

/* Note in "x" the loops that the subscript "index" comes from; return whether it is a
   number, or counts along with loops. */
static bool note_index(own_arrays *a, own_array *x, tree index)
{
	class loop *loop = loop_here(a);
	tree chrec;

	if (TREE_CODE(index) == INTEGER_CST)
		return true;
	if (TREE_CODE(index) != SSA_NAME
	    || !bitmap_bit_p(a->blocks, gimple_bb(a->stmt)->index))
		return false;
	chrec = instantiate_parameters(loop, analyze_scalar_evolution(loop, index));
	for (;;) {
		STRIP_NOPS(chrec);
		if (TREE_CODE(chrec) == INTEGER_CST)
			return true;
		if (TREE_CODE(chrec) != POLYNOMIAL_CHREC
		    || TREE_CODE(CHREC_RIGHT(chrec)) != INTEGER_CST)
			return false;
		bitmap_set_bit(x->loops, (int)CHREC_VARIABLE(chrec));
		chrec = CHREC_LEFT(chrec);
	}
}

/* Look at "ref", by which the statement uses memory: note what a small array that it is
   of is used for, or that it is none to take apart. */
static bool look_at(gimple *, tree base, tree ref, void *data)
{
	own_arrays *a = (own_arrays *)data;
	own_array *x = DECL_P(base) ? find_array(a, base) : NULL;

	if (!x)
		return false;
	x->home = x->home ? find_common_loop(x->home, loop_here(a))
			  : loop_here(a);
	for (; ref != base; ref = TREE_OPERAND(ref, 0))
		if (TREE_CODE(ref) != ARRAY_REF
		    || !note_index(a, x, TREE_OPERAND(ref, 1)))
			x->off = true;
	return false;
}

/* The same of all of an array that the statement sets, to nothing or to zeros. */
static bool look_at_store(gimple *stmt, tree base, tree ref, void *data)
{
	own_arrays *a = (own_arrays *)data;
	own_array *x = DECL_P(base) ? find_array(a, base) : NULL;

	if (!x || ref != base)
		return look_at(stmt, base, ref, data);
	if (gimple_clobber_p(stmt))
		return false;
	if (!gimple_assign_single_p(stmt)
	    || TREE_CODE(gimple_assign_rhs1(stmt)) != CONSTRUCTOR)
		x->off = true;
	return look_at(stmt, base, ref, data);
}

/* An array whose address is taken is none to take apart. */
static bool look_at_address(gimple *, tree base, tree, void *data)
{
	own_array *x = DECL_P(base) ? find_array((own_arrays *)data, base) : NULL;

	if (x)
		x->off = true;
	return false;
}

/* Find the small arrays of "a" and what they are used for; return whether there are
   any. */
static bool find_arrays(own_arrays *a)
{
	basic_block bb;
	tree decl;
	unsigned i;

	a->n = 0;
	FOR_EACH_LOCAL_DECL (a->fun, i, decl)
		if (a->n < MOST_ARRAYS && is_small_array(a->fun, decl)
		    && !find_array(a, decl)) {
			a->array[a->n].decl = decl;
			a->array[a->n].home = NULL;
			a->array[a->n++].off = false;
		}
	if (!a->n)
		return false;
	FOR_EACH_BB_FN (bb, a->fun) {
		for (gphi_iterator p = gsi_start_phis(bb); !gsi_end_p(p);
		     gsi_next(&p))
			walk_stmt_load_store_addr_ops(p.phi(), a, NULL, NULL,
						      look_at_address);
		for (gimple_stmt_iterator g = gsi_start_bb(bb); !gsi_end_p(g);
		     gsi_next(&g)) {
			a->stmt = gsi_stmt(g);
			if (!is_gimple_debug(a->stmt))
				walk_stmt_load_store_addr_ops(
					a->stmt, a, look_at, look_at_store,
					look_at_address);
		}
	}
	return true;
}

/* The statements of "loop", and -1 if it is not to be copied. */
static int size_of(class loop *loop)
{
	basic_block *body = get_loop_body(loop);
	int n = 0;

	for (unsigned i = 0; i < loop->num_nodes; i++)
		for (gimple_stmt_iterator g = gsi_start_bb(body[i]);
		     n >= 0 && !gsi_end_p(g); gsi_next(&g))
			if (ta_marker_p(gsi_stmt(g), NULL, NULL))
				n = -1;
			else
				n += !is_gimple_debug(gsi_stmt(g));
	free(body);
	return n;
}

/* How often the latch of "loop" runs, if that is a small number and the loop may be
   written out; else -1. */
static int trips_of(class loop *loop)
{
	tree n;

	if (loop->force_vectorize || loop->safelen > 1 || loop->unroll
	    || !single_exit(loop) || !can_duplicate_loop_p(loop)
	    || size_of(loop) < 0)
		return -1;
	n = number_of_latch_executions(loop);
	return TREE_CODE(n) == INTEGER_CST && wi::ltu_p(wi::to_wide(n), MOST_TRIPS + 1)
		       ? (int)tree_to_uhwi(n) : -1;
}

/* Whether all loops that subscripts of "x" come from can be written out, inside of that
   in which it is used; they are not too many copies. */
static bool can_take_apart(own_arrays *a, own_array *x)
{
	bitmap_iterator bi;
	unsigned num;

	if (x->off || !x->home || !loop_outer(x->home) || bitmap_empty_p(x->loops)
	    || !bitmap_bit_p(a->blocks, x->home->header->index))
		return false;
	EXECUTE_IF_SET_IN_BITMAP (x->loops, 0, num, bi) {
		class loop *loop = get_loop(a->fun, (int)num), *l;
		int copies = 1;

		if (!loop || !flow_loop_nested_p(x->home, loop)
		    || trips_of(loop) < 0)
			return false;
		for (l = loop; l != x->home; l = loop_outer(l))
			if (bitmap_bit_p(x->loops, (int)l->num))
				copies *= trips_of(l) + 1;
		if (copies > MOST_COPIES)
			return false;
	}
	return true;
}

/* Write out "loop", the latch of which runs "n" times: as many copies in front of it,
   which leave it nothing to do more than once.  Return how many statements that are. */
static int write_out(class loop *loop, int n)
{
	auto_sbitmap may_exit(n + 1);
	int size = size_of(loop) * n;
	bool done;

	bitmap_clear(may_exit);
	initialize_original_copy_tables();
	done = gimple_duplicate_loop_body_to_header_edge(
		loop, loop_preheader_edge(loop), n, may_exit, NULL, NULL, 0);
	free_original_copy_tables();
	if (done)
		update_ssa(TODO_update_ssa);
	return done ? size : 0;
}

/* Write out the loops "loops" of "fun", from the inside; return whether there was
   one. */
static bool write_out_all(function *fun, bitmap loops)
{
	auto_vec<class loop *> order;
	auto_vec<int> trips;
	bitmap_iterator bi;
	unsigned num;
	int grown = 0;

	EXECUTE_IF_SET_IN_BITMAP (loops, 0, num, bi)
		order.safe_push(get_loop(fun, (int)num));
	order.qsort([](const void *x, const void *y) {
		return (int)loop_depth(*(class loop *const *)y)
		       - (int)loop_depth(*(class loop *const *)x);
	});
	for (unsigned i = 0; i < order.length(); i++)
		trips.safe_push(trips_of(order[i]));
	for (unsigned i = 0; i < order.length(); i++)
		if (size_of(order[i]) * trips[i] + grown <= MOST_GROWTH)
			grown += write_out(order[i], trips[i]);
	return grown;
}

/* Find the blocks of the kernels of "a" that a pragma marks; return whether there is
   one. */
static bool find_kernels(own_arrays *a)
{
	basic_block bb;

	bitmap_clear(a->blocks);
	FOR_EACH_BB_FN (bb, a->fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			enum ta_marker kind;
			int id;

			if (ta_marker_p(gsi_stmt(i), &id, &kind)
			    && kind == TA_MARKER_BEGIN && id >= 0)
				ta_blocks_until(gsi_stmt(i), id, TA_MARKER_END,
						a->blocks);
		}
	return !bitmap_empty_p(a->blocks);
}

/* Take small arrays of "fun" apart; return what is to do after. */
static unsigned take_apart(function *fun)
{
	own_arrays *a = new own_arrays;
	auto_bitmap loops;
	bool changed = false;

	a->fun = fun;
	if (optimize_function_for_speed_p(fun) && find_kernels(a)) {
		loop_optimizer_init(LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
		scev_initialize();
		if (find_kernels(a) && find_arrays(a))
			for (int i = 0; i < a->n; i++)
				if (can_take_apart(a, &a->array[i]))
					bitmap_ior_into(loops, a->array[i].loops);
		if (!bitmap_empty_p(loops))
			changed = write_out_all(fun, loops);
		scev_finalize();
		loop_optimizer_finalize();
	}
	delete a;
	if (!changed)
		return 0;
	cgraph_edge::rebuild_edges();
	return TODO_update_ssa | TODO_cleanup_cfg;
}

namespace {

const pass_data scalarise_data = {
	GIMPLE_PASS, "tensoraot-scalarise", OPTGROUP_LOOP, TV_NONE,
	PROP_cfg | PROP_ssa, 0, 0, 0, 0
};

/* The pass behind the helpers. */
struct scalarise_pass : gimple_opt_pass {
	scalarise_pass(gcc::context *c) : gimple_opt_pass(scalarise_data, c)
	{
	}

	bool gate(function *) final override
	{
		return ta_pragma_count() && !seen_error() && optimize
		       && !optimize_debug;
	}

	unsigned execute(function *fun) final override
	{
		return take_apart(fun);
	}
};

}

/* Register the pass. */
void ta_scalarise_init(const char *plugin_name)
{
	register_pass_info info;

	info.pass = new scalarise_pass(g);
	info.reference_pass_name = "tensoraot-helpers";
	info.ref_pass_instance_number = 1;
	info.pos_op = PASS_POS_INSERT_AFTER;
	register_callback(plugin_name, PLUGIN_PASS_MANAGER_SETUP, NULL,
			  &info);
}
