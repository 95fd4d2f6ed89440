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
   are numbers or count along with loops of a few iterations, these loops are written out;
   the compiler then finds the numbers, and makes a scalar of each element (Callahan, Carr
   and Kennedy, Improving Register Allocation for Subscripted Variables, PLDI 1990), of
   which each iteration has its own.  A loop whose number of iterations another one tells,
   as those of a sort do, is written out when that one has been.

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
	MOST_COPIES = 48,
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

/* Whether "fun" has an array of that kind. */
static bool has_small_array(const function *fun)
{
	tree decl;
	unsigned i;

	FOR_EACH_LOCAL_DECL (fun, i, decl)
		if (is_small_array(fun, decl))
			return true;
	return false;
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

/* Note in "loops" those that the integer "value", used in "loop", counts along with, from
   the innermost one on; return whether that is all that it is made of. */
static bool counts_along(class loop *loop, tree value, bitmap loops)
{
	while (loop && TREE_CODE(value) != INTEGER_CST) {
		if (TREE_CODE(value) != POLYNOMIAL_CHREC)
			value = instantiate_parameters(
				loop, analyze_scalar_evolution(loop, value));
		STRIP_NOPS(value);
		if (chrec_contains_undetermined(value))
			return false;
		if (TREE_CODE(value) == POLYNOMIAL_CHREC) {
			if (TREE_CODE(CHREC_RIGHT(value)) != INTEGER_CST)
				return false;
			bitmap_set_bit(loops, (int)CHREC_VARIABLE(value));
			loop = get_chrec_loop(value);
			value = CHREC_LEFT(value);
		}
		loop = loop_outer(loop);
	}
	return TREE_CODE(value) == INTEGER_CST;
}

/* Note in "x" the loops that the subscript "index" comes from; return whether it is a
   number, or counts along with loops. */
static bool note_index(own_arrays *a, own_array *x, tree index)
{
	return TREE_CODE(index) == INTEGER_CST
	       || (TREE_CODE(index) == SSA_NAME
		   && bitmap_bit_p(a->blocks, gimple_bb(a->stmt)->index)
		   && counts_along(loop_here(a), index, x->loops));
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
			bitmap_clear(a->array[a->n].loops);
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

/* Whether "loop" may be written out: it is left in one place, and none of it is to stay
   as it is. */
static bool may_write_out(class loop *loop)
{
	basic_block *body;
	bool may = !loop->force_vectorize && loop->safelen <= 1 && !loop->unroll
		   && single_exit(loop) && can_duplicate_loop_p(loop)
		   && is_a<gcond *>(ta_last_stmt(single_exit(loop)->src));

	body = get_loop_body(loop);
	for (unsigned i = 0; i < loop->num_nodes && may; i++)
		for (gimple_stmt_iterator g = gsi_start_bb(body[i]);
		     may && !gsi_end_p(g); gsi_next(&g))
			may = !ta_marker_p(gsi_stmt(g), NULL, NULL);
	free(body);
	return may;
}

/* How often the latch of "loop" runs, if that is a small number that is known; else
   -1. */
static int trips_of(class loop *loop)
{
	tree n = number_of_latch_executions(loop);

	return TREE_CODE(n) == INTEGER_CST && wi::ltu_p(wi::to_wide(n), MOST_TRIPS + 1)
		       ? (int)tree_to_uhwi(n) : -1;
}

/* How many copies of a statement of "loop" there are at most when that is written out,
   or -1 if nobody knows, or too many; note in "loops" those that say how many. */
static int copies_of(class loop *loop, bitmap loops)
{
	tree n = number_of_latch_executions(loop);
	HOST_WIDE_INT most = trips_of(loop);
	basic_block out = single_exit(loop)->src;

	if (most < 0) {
		if (chrec_contains_undetermined(n) || !loop_outer(loop)
		    || !counts_along(loop_outer(loop), n, loops))
			return -1;
		most = max_loop_iterations_int(loop);
	}
	if (most < 0 || most > MOST_TRIPS)
		return -1;
	return (int)most + (out != loop->header || out == loop->latch);
}

/* Whether all loops of "x" can be written out, inside of that in which it is used; they
   are not too many copies.  Loops that say how often others run are among them then. */
static bool can_take_apart(own_arrays *a, own_array *x)
{
	bitmap_iterator bi;
	auto_bitmap seen;
	unsigned num;

	if (x->off || !x->home || !loop_outer(x->home) || bitmap_empty_p(x->loops)
	    || !bitmap_bit_p(a->blocks, x->home->header->index))
		return false;
	while (!bitmap_equal_p(seen, x->loops)) {
		bitmap_copy(seen, x->loops);
		EXECUTE_IF_SET_IN_BITMAP (seen, 0, num, bi) {
			class loop *loop = get_loop(a->fun, (int)num);

			if (!loop || !flow_loop_nested_p(x->home, loop)
			    || !may_write_out(loop)
			    || copies_of(loop, x->loops) < 0)
				return false;
		}
	}
	return true;
}

/* How many statements "a" has more, at most, when "loops" are written out; a number that
   is too large where there are too many copies of one. */
static int growth(const own_arrays *a, bitmap loops)
{
	auto_bitmap others;
	basic_block bb;
	int sum = 0;

	FOR_EACH_BB_FN (bb, a->fun) {
		int copies = 1, n = 0;

		for (class loop *l = bb->loop_father; l; l = loop_outer(l))
			if (bitmap_bit_p(loops, (int)l->num))
				copies *= copies_of(l, others);
		if (copies > MOST_COPIES)
			return MOST_GROWTH + 1;
		for (gimple_stmt_iterator g = gsi_start_bb(bb);
		     copies > 1 && !gsi_end_p(g); gsi_next(&g))
			n += !is_gimple_debug(gsi_stmt(g));
		sum += n * (copies - 1);
	}
	return sum;
}

/* Let the condition that "e" leaves its block by always say so, or never. */
static void decide(edge e, bool always)
{
	gcond *cond = as_a<gcond *>(ta_last_stmt(e->src));

	if (!(e->flags & EDGE_TRUE_VALUE) == always)
		gimple_cond_make_false(cond);
	else
		gimple_cond_make_true(cond);
	update_stmt(cond);
}

/* Write out "loop", the latch of which runs "n" times: as many copies in front of it that
   are not left, and it itself, which is left at once.  Return whether that was done. */
static bool write_out(class loop *loop, int n)
{
	auto_sbitmap stays(n + 1);
	auto_vec<edge> never;
	edge out = single_exit(loop), e;
	unsigned i;
	bool done;

	bitmap_ones(stays);
	bitmap_clear_bit(stays, 0);
	initialize_original_copy_tables();
	done = !n || gimple_duplicate_loop_body_to_header_edge(
		loop, loop_preheader_edge(loop), n, stays, out, &never, 0);
	free_original_copy_tables();
	if (!done)
		return false;
	FOR_EACH_VEC_ELT (never, i, e)
		decide(e, false);
	decide(out, true);
	update_ssa(TODO_update_ssa);
	cleanup_tree_cfg();
	scev_reset();
	return true;
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

/* Let what the blocks of "a" copy be used instead of the copies, through which nobody sees
   what counts along with loops. */
static void use_originals(own_arrays *a)
{
	bitmap_iterator bi;
	unsigned b;

	EXECUTE_IF_SET_IN_BITMAP (a->blocks, 0, b, bi)
		for (gimple_stmt_iterator g = gsi_start_bb(BASIC_BLOCK_FOR_FN(a->fun, b));
		     !gsi_end_p(g);) {
			gimple *s = gsi_stmt(g);

			if (!gimple_assign_ssa_name_copy_p(s)
			    || SSA_NAME_OCCURS_IN_ABNORMAL_PHI(gimple_assign_lhs(s))
			    || SSA_NAME_OCCURS_IN_ABNORMAL_PHI(
				       gimple_assign_rhs1(s))) {
				gsi_next(&g);
				continue;
			}
			replace_uses_by(gimple_assign_lhs(s), gimple_assign_rhs1(s));
			gsi_remove(&g, true);
			release_defs(s);
		}
}

/* The outermost loop of "a" that is to be written out next, NULL if there is none; the
   function has "grown" so far. */
static class loop *next_loop(own_arrays *a, int grown)
{
	auto_bitmap loops, more;
	class loop *next = NULL;
	bitmap_iterator bi;
	unsigned num;

	if (!find_kernels(a) || !find_arrays(a))
		return NULL;
	for (int i = 0; i < a->n; i++) {
		if (!can_take_apart(a, &a->array[i]))
			continue;
		bitmap_ior(more, loops, a->array[i].loops);
		if (grown + growth(a, more) <= MOST_GROWTH)
			bitmap_copy(loops, more);
	}
	EXECUTE_IF_SET_IN_BITMAP (loops, 0, num, bi) {
		class loop *loop = get_loop(a->fun, (int)num);

		if (trips_of(loop) >= 0
		    && (!next || loop_depth(loop) < loop_depth(next)))
			next = loop;
	}
	return next;
}

/* Take small arrays of "fun" apart; return what is to do after. */
static unsigned take_apart(function *fun)
{
	own_arrays *a = new own_arrays;
	class loop *loop;
	int grown = 0;
	bool changed = false;

	a->fun = fun;
	if (optimize_function_for_speed_p(fun) && has_small_array(fun)
	    && find_kernels(a)) {
		loop_optimizer_init(LOOPS_NORMAL | LOOPS_HAVE_RECORDED_EXITS);
		if (find_kernels(a))
			use_originals(a);
		scev_initialize();
		while ((loop = next_loop(a, grown))) {
			auto_bitmap one;

			bitmap_set_bit(one, (int)loop->num);
			grown += growth(a, one);
			if (!write_out(loop, trips_of(loop)))
				break;
			changed = true;
		}
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
	ta_register_pass(plugin_name, new scalarise_pass(g), PASS_POS_INSERT_AFTER, "tensoraot-helpers");
}
