/* SPDX-License-Identifier: GPL-3.0-or-later */
/* helpers.cc - small functions that a kernel calls become part of it.

   A pass of its own, right after the compiler's early inliner, which takes
   only what makes code smaller: a nest with a call in it is no tensor program,
   so that here what counts is whether the nest can be one.  In a kernel that a
   pragma marks each call of a function of the same file is replaced by its
   code, and the calls in that in their turn; where every function is a kernel,
   only the calls in a loop of which no other is left, and only of functions
   without a loop, since loops have been made kernels already.  Copying is the
   compiler's own, and what it says of a function (`noinline', a variable
   number of arguments) holds.

   Assumes callees before callers, the summaries of functions that the early
   inliner uses, and SSA form.  Leaves true that a function whose kernels call
   nothing that can be copied is untouched, and that code has grown by no more
   than the limits below. */
#include "gcc-compat.h"
#include "driver.h"
#include "auto.h"
#include "emit.h"
#include "helpers.h"
#include "markers.h"
#include "region.h"

/* In the compiler's estimated instructions: the largest function that is
   copied into a kernel, the largest where no pragma asks for one, and by how
   much one function may grow; and how deep calls are followed.  Memory that
   is asked for on the stack, in bytes, would come anew in each trip. */
enum {
	MAX_SIZE = 200,
	MAX_SIZE_AUTO = 60,
	MAX_GROWTH = 2000,
	MAX_DEPTH = 6,
	MAX_STACK = 4096
};

/* The calls of a function that are looked at: those in "blocks" and not in
   "off", for one that no pragma marks ("automatic") those in loops; "grown": by
   how much it is larger already. */
struct copying {
	function *fun;
	bool automatic;
	auto_bitmap blocks, off;
	int grown;
};

/* Whether "fun" has a kernel in it, made or to be made. */
static bool has_kernel(function *fun)
{
	basic_block bb;

	FOR_EACH_BB_FN (bb, fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			gimple *s = gsi_stmt(i);

			if (ta_marker_p(s, NULL, NULL)
			    || (is_gimple_call(s)
				&& ta_kernel_fn(gimple_call_fndecl(s))))
				return true;
		}
	return false;
}

/* Whether "fn" has rules of its own on what is watched in it. */
static bool has_own_rules(tree fn)
{
	return lookup_attribute("no_sanitize", DECL_ATTRIBUTES(fn))
	       || lookup_attribute("no_profile_instrument_function",
				   DECL_ATTRIBUTES(fn));
}

/* Whether code of "to" may stand in "from": both are compiled alike. */
static bool compiled_alike(tree from, tree to)
{
	return DECL_FUNCTION_SPECIFIC_OPTIMIZATION(from)
		       == DECL_FUNCTION_SPECIFIC_OPTIMIZATION(to)
	       && DECL_FUNCTION_SPECIFIC_TARGET(from)
			  == DECL_FUNCTION_SPECIFIC_TARGET(to)
	       && has_own_rules(from) == has_own_rules(to)
	       && DECL_FUNCTION_PERSONALITY(from)
			  == DECL_FUNCTION_PERSONALITY(to);
}

/* The function that a call of "fn" in "caller" runs, if its code is known. */
static cgraph_node *known_callee(cgraph_node *caller, tree fn)
{
	cgraph_node *node = cgraph_node::get(fn);
	enum availability avail;

	node = node ? node->ultimate_alias_target(&avail, caller) : NULL;
	if (!node || !node->definition || avail <= AVAIL_INTERPOSABLE
	    || !gimple_has_body_p(node->decl)
	    || !gimple_in_ssa_p(DECL_STRUCT_FUNCTION(node->decl)))
		return NULL;
	return node;
}

/* Whether "node" calls itself. */
static bool is_recursive(cgraph_node *node)
{
	for (cgraph_edge *e = node->callees; e; e = e->next_callee)
		if (e->callee->ultimate_alias_target() == node)
			return true;
	return false;
}

/* Return what keeps the code of "callee" from being copied into the function of
   "caller", NULL if nothing does. */
static const char *obstacle(cgraph_node *caller, cgraph_node *callee)
{
	function *fun = DECL_STRUCT_FUNCTION(callee->decl);
	ipa_fn_summary *summary = ipa_fn_summaries->get(callee);
	ipa_size_summary *size = ipa_size_summaries->get(callee);

	if (callee == caller || is_recursive(callee))
		return "which calls itself";
	if (has_kernel(fun))
		return "which has a kernel of its own";
	if (!summary || !size || !summary->inlinable || callee->thunk
	    || callee->calls_comdat_local)
		return "which the compiler does not inline";
	if (!compiled_alike(caller->decl, callee->decl)
	    || !targetm.target_option.can_inline_p(caller->decl, callee->decl))
		return "which is compiled with other options";
	if (fun->calls_alloca || size->estimated_self_stack_size > MAX_STACK)
		return "which has much on its stack";
	if (size->size > MAX_SIZE)
		return "which is too large to be copied";
	return NULL;
}

/* Whether the call of "edge" is to be replaced by the code of what it calls. */
static bool wants(const copying *c, cgraph_edge *edge)
{
	cgraph_node *callee = known_callee(edge->caller, edge->callee->decl);
	int size;

	if (!callee || !edge->inline_failed || edge->call_stmt_cannot_inline_p
	    || cgraph_inline_failed_type(edge->inline_failed)
		       == CIF_FINAL_ERROR
	    || gimple_call_chain(edge->call_stmt)
	    || obstacle(edge->caller, callee))
		return false;
	size = ipa_size_summaries->get(callee)->size;
	if (c->automatic
	    && (size > MAX_SIZE_AUTO
		|| number_of_loops(DECL_STRUCT_FUNCTION(callee->decl)) > 1))
		return false;
	return c->grown + size <= MAX_GROWTH;
}

/* Whether the call "edge" needs no copy of what it calls. */
static bool is_operator(cgraph_edge *edge)
{
	return fndecl_built_in_p(edge->callee->decl);
}

/* Whether the call "edge" is in "loop": code that is not reached any more, but
   still there, is in none. */
static bool is_inside(class loop *loop, cgraph_edge *edge)
{
	basic_block bb = gimple_bb(edge->call_stmt);

	return bb->loop_father && flow_bb_inside_loop_p(loop, bb);
}

/* Whether all that is called in "loop" is wanted or needs no copy. */
static bool all_wanted(const copying *c, class loop *loop)
{
	cgraph_node *node = cgraph_node::get(c->fun->decl);

	for (cgraph_edge *e = node->indirect_calls; e; e = e->next_callee)
		if (is_inside(loop, e))
			return false;
	for (cgraph_edge *e = node->callees; e; e = e->next_callee)
		if (is_inside(loop, e) && !is_operator(e) && !wants(c, e))
			return false;
	return true;
}

/* Whether the call "edge" stands where it is looked at. */
static bool is_in_kernel(copying *c, cgraph_edge *edge)
{
	basic_block bb = gimple_bb(edge->call_stmt);

	if (!c->automatic)
		return ta_is_between(edge->call_stmt, TA_MARKER_BEGIN,
				     TA_MARKER_END, c->blocks)
		       && !ta_is_between(edge->call_stmt,
					 TA_MARKER_OFF_BEGIN,
					 TA_MARKER_OFF_END, c->off);
	return bb->loop_father && loop_depth(bb->loop_father) > 0
	       && all_wanted(c, bb->loop_father);
}

/* Find the blocks of the kernels of "c" that a pragma marks; return whether
   there is one. */
static bool find_blocks(copying *c)
{
	bool found = false;
	basic_block bb;

	bitmap_clear(c->blocks);
	bitmap_clear(c->off);
	FOR_EACH_BB_FN (bb, c->fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i)) {
			gimple *s = gsi_stmt(i);
			enum ta_marker kind;
			int id;

			if (!ta_marker_p(s, &id, &kind))
				continue;
			found |= kind == TA_MARKER_BEGIN && id >= 0;
			if (kind == TA_MARKER_BEGIN && id >= 0)
				ta_blocks_until(s, id, TA_MARKER_END,
						c->blocks);
			else if (kind == TA_MARKER_OFF_BEGIN)
				ta_blocks_until(s, id, TA_MARKER_OFF_END,
						c->off);
		}
	return found;
}

/* Give the calls from "e" on, a list, the sizes that the compiler's estimates
   need: calls of which the edges have just been made have none. */
static void measure_calls(cgraph_edge *e)
{
	for (; e; e = e->next_callee) {
		ipa_call_summary *s = ipa_call_summaries->get_create(e);

		s->call_stmt_size = estimate_num_insns(e->call_stmt,
						       &eni_size_weights);
		s->call_stmt_time = estimate_num_insns(e->call_stmt,
						       &eni_time_weights);
	}
}

/* Replace the calls of "c" that are wanted; return what is to do after, 0 if
   there was none.  What was inlined before may have left edges of calls that
   are gone. */
static unsigned copy_once(copying *c)
{
	cgraph_node *node = cgraph_node::get(c->fun->decl);
	auto_vec<cgraph_edge *> chosen;

	cgraph_edge::rebuild_edges();
	for (cgraph_edge *e = node->callees; e; e = e->next_callee)
		if (is_in_kernel(c, e) && wants(c, e)) {
			chosen.safe_push(e);
			c->grown += ipa_size_summaries->get(
				e->callee->ultimate_alias_target())->size;
		}
	if (chosen.is_empty())
		return 0;
	measure_calls(node->callees);
	measure_calls(node->indirect_calls);
	for (unsigned i = 0; i < chosen.length(); i++)
		inline_call(chosen[i], true, NULL, NULL, false);
	ipa_update_overall_fn_summary(node);
	return optimize_inline_calls(c->fun->decl);
}

/* Whether code may be copied into "fun" at all. */
static bool may_grow(function *fun)
{
	return !seen_error() && optimize && !optimize_debug && !flag_no_inline
	       && !ipa_node_params_sum
	       && ipa_fn_summaries
	       && ipa_fn_summaries->get(cgraph_node::get(fun->decl))
	       && !(DECL_DISREGARD_INLINE_LIMITS(fun->decl)
		    && lookup_attribute("always_inline",
					DECL_ATTRIBUTES(fun->decl)));
}

/* Replace calls in the kernels of "fun"; return what is to do after. */
static unsigned copy_helpers(function *fun)
{
	copying c;
	unsigned todo = 0, more = 1;

	c.fun = fun;
	c.grown = 0;
	c.automatic = false;
	if (!find_blocks(&c)) {
		c.automatic = ta_set.automatic && ta_auto_wants(fun);
		if (!c.automatic)
			return 0;
	}
	for (int depth = 0; depth < MAX_DEPTH && more; depth++) {
		if (c.automatic)
			loop_optimizer_init(AVOID_CFG_MODIFICATIONS);
		else if (depth)
			find_blocks(&c);
		more = copy_once(&c);
		if (c.automatic)
			loop_optimizer_finalize();
		todo |= more;
	}
	return todo;
}

/* Return in "arena" the name of "fn" in the source: a part that the compiler has
   made of a function has a point and more behind it. */
static const char *source_name(ta_arena *arena, tree fn)
{
	const char *name = IDENTIFIER_POINTER(DECL_NAME(fn));

	return ta_sprintf(arena, "%.*s", (int)strcspn(name, "."), name);
}

/* Return in "arena" the name of the function "fn", which "fun" calls, and why its code
   was not copied, where that is known. */
const char *ta_helper_name(ta_arena *arena, function *fun, tree fn)
{
	const char *name = source_name(arena, fn), *why;
	cgraph_node *caller = cgraph_node::get(fun->decl), *callee;

	callee = caller ? known_callee(caller, fn) : NULL;
	if (!callee || !optimize || !ipa_fn_summaries || !ipa_size_summaries)
		return name;
	why = obstacle(caller, callee);
	return why ? ta_sprintf(arena, "%s, %s", name, why) : name;
}

namespace {

const pass_data helpers_data = {
	GIMPLE_PASS, "tensoraot-helpers", OPTGROUP_INLINE, TV_EARLY_INLINING,
	PROP_cfg | PROP_ssa, 0, 0, 0, 0
};

/* The pass behind the early inliner. */
struct helpers_pass : gimple_opt_pass {
	helpers_pass(gcc::context *c) : gimple_opt_pass(helpers_data, c)
	{
	}

	bool gate(function *fun) final override
	{
		return (ta_pragma_count() || ta_set.automatic)
		       && may_grow(fun);
	}

	unsigned execute(function *fun) final override
	{
		return copy_helpers(fun);
	}
};

}

/* Register the pass. */
void ta_helpers_init(const char *plugin_name)
{
	ta_register_pass(plugin_name, new helpers_pass(g), PASS_POS_INSERT_AFTER, "einline");
}
