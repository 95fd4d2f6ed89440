/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-alone.cc - a parallel region that one thread runs is a call.

   Assumes a function of the plugin, of which OpenMP has made one of its own for
   each parallel region, in SSA form.  A loop around loops is there once, in such
   a function, whether there is enough to do for threads or not.  Where there is
   not,

	GOMP_parallel (fn, &data, n, flags);
   becomes
	if (n == 1 && !omp_in_parallel ()) fn (&data);
	else GOMP_parallel (fn, &data, n, flags);

   as libgomp takes 0.1 us to make a team of one: outside of regions a thread has
   the loop to itself anyway.  Inside of one, where "fn" would take the share of
   one thread of that, the region is begun as it was.

   Leaves true that nothing else of the function changes. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Whether "stmt" begins a parallel region of which a condition says how many
   threads it has. */
static bool has_choice_of_threads(gimple *stmt)
{
	return gimple_call_builtin_p(stmt, BUILT_IN_GOMP_PARALLEL) &&
	       !integer_zerop(gimple_call_arg(stmt, 2)) &&
	       TREE_CODE(gimple_call_arg(stmt, 0)) == ADDR_EXPR;
}

/* A new block before "to", to which "from" will lead, in its loop, that ends
   with "stmt". */
static basic_block block_with(basic_block from, basic_block to, gimple *stmt)
{
	basic_block made = ta_block_after(from);
	gimple_stmt_iterator g = gsi_start_bb(made);

	made->count = from->count.apply_scale(1, 2);
	gsi_insert_after(&g, stmt, GSI_NEW_STMT);
	make_single_succ_edge(made, to, EDGE_FALLTHRU);
	return made;
}

/* Let one thread call the function of the region that "call" begins. */
static void call_alone(gcall *call)
{
	tree fn = TREE_OPERAND(gimple_call_arg(call, 0), 0);
	tree n = gimple_call_arg(call, 2), inside, t;
	gimple_stmt_iterator g = gsi_for_stmt(call);
	basic_block before, region, after, ask, alone;
	gcall *direct, *question;

	gsi_prev(&g);
	before = gimple_bb(call);
	region = split_block(before, gsi_stmt(g))->dest;
	after = split_block(region, call)->dest;
	t = unshare_expr(gimple_call_arg(call, 1));
	direct = gimple_build_call(fn, 1, t);
	gimple_set_location(direct, gimple_location(call));
	alone = block_with(before, after, direct);
	question = gimple_build_call(ta_omp_decl("omp_in_parallel"), 0);
	inside = make_ssa_name(integer_type_node, question);
	gimple_call_set_lhs(question, inside);
	gimple_set_location(question, gimple_location(call));
	ask = block_with(before, region, question);
	ta_branch(before, EQ_EXPR, n, build_int_cst(TREE_TYPE(n), 1), ask,
		  profile_probability::even());
	ta_branch(ask, EQ_EXPR, inside, integer_zero_node, alone,
		  profile_probability::even());
}

/* Call the functions of the parallel regions of "fun", a kernel, where one
   thread runs them; return what is to be done after. */
unsigned ta_call_alone(function *fun)
{
	auto_vec<gcall *> calls;
	basic_block bb;

	if (!ta_is_own_fn(fun, "tensoraot_"))
		return 0;
	FOR_EACH_BB_FN(bb, fun)
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
	     gsi_next(&i))
		if (has_choice_of_threads(gsi_stmt(i)))
			calls.safe_push(as_a<gcall *>(gsi_stmt(i)));
	if (calls.is_empty())
		return 0;
	for (gcall *call : calls)
		call_alone(call);
	free_dominance_info(fun, CDI_DOMINATORS);
	mark_virtual_operands_for_renaming(fun);
	return TODO_update_ssa | TODO_cleanup_cfg;
}
