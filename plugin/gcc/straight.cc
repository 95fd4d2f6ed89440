/* SPDX-License-Identifier: GPL-3.0-or-later */
/* straight.cc - choices in loops of vectors are no branches.

   A pass of its own, on the functions of kernels.  A choice between values

	y = a * b <= 0 ? 0 : s;

   is a branch to the compiler from the start, until it makes vectors: by then it has
   looked through the branches, multiplied y by a number in one of them, where that is 0
   again, kept what one iteration reads for the next, or gone on differently behind each;
   and what comes of it is no loop of vectors any more.  In a loop that is to be one, a
   choice becomes an operation before that, and what its arms compute is computed in front
   of it: elements do both anyway.

   Assumes loop structures and SSA form, and that what is least or greatest has been
   found.  Leaves alone what stores, loads, calls, divides or may trap, which is to be
   done under its condition; and what goes on from one iteration to the next, of which the
   compiler knows sums and the like by the branches. */
#include "gcc-compat.h"
#include "driver.h"
#include "region.h"
#include "straight.h"

/* The operations of an arm of a choice that may be done whether it is chosen or not. */
enum { MOST_MOVED = 8 };

/* The two ways of a choice in the block "from", which come together in "to": "way" leaves
   "from", and "arm", one block or NULL for none, is along it. */
struct parting {
	basic_block from, to, arm[2];
	edge way[2];
};

/* The block that the edge "e" leads to if it is an arm, of one way in and one out, else
   NULL. */
static basic_block arm_of(edge e)
{
	basic_block bb = e->dest;

	return single_pred_p(bb) && single_succ_p(bb)
			       && !(single_succ_edge(bb)->flags & EDGE_COMPLEX)
			       && single_succ(bb) != bb ? bb : NULL;
}

/* Set "f" to the choice that "bb" of "loop" ends with; return whether there is one. */
static bool find_parting(class loop *loop, basic_block bb, parting *f)
{
	basic_block end[2];

	if (!safe_dyn_cast<gcond *>(ta_last_stmt(bb)))
		return false;
	f->from = bb;
	extract_true_false_edges_from_block(bb, &f->way[0], &f->way[1]);
	for (int i = 0; i < 2; i++) {
		f->arm[i] = arm_of(f->way[i]);
		end[i] = f->arm[i] ? single_succ(f->arm[i]) : f->way[i]->dest;
	}
	for (int i = 0; i < 2; i++)
		if (f->arm[i] && end[0] != end[1] && f->way[!i]->dest == end[i])
			end[!i] = end[i], f->arm[!i] = NULL;
	f->to = end[0];
	return end[0] == end[1] && (f->arm[0] || f->arm[1])
	       && EDGE_COUNT(f->to->preds) == 2 && f->to != loop->header
	       && flow_bb_inside_loop_p(loop, f->to);
}

/* Whether "s" may be done although nobody asks for it: it only computes, and neither
   takes long nor is undefined for some numbers. */
static bool may_move(gimple *s)
{
	tree type;

	if (!is_gimple_assign(s) || gimple_vuse(s) || gimple_has_side_effects(s)
	    || gimple_could_trap_p(s) || TREE_CODE(gimple_assign_lhs(s)) != SSA_NAME
	    || SSA_NAME_OCCURS_IN_ABNORMAL_PHI(gimple_assign_lhs(s)))
		return false;
	type = TREE_TYPE(gimple_assign_lhs(s));
	switch (gimple_assign_rhs_code(s)) {
	case RDIV_EXPR:
	case TRUNC_DIV_EXPR:
	case TRUNC_MOD_EXPR:
	case EXACT_DIV_EXPR:
	case LSHIFT_EXPR:
	case RSHIFT_EXPR:
		return false;
	case PLUS_EXPR:
	case MINUS_EXPR:
	case MULT_EXPR:
	case NEGATE_EXPR:
	case ABS_EXPR:
	case POINTER_PLUS_EXPR:
		return !ANY_INTEGRAL_TYPE_P(type) || TYPE_OVERFLOW_WRAPS(type);
	default:
		return !POINTER_TYPE_P(type);
	}
}

/* Whether all that the arms of "f" do may be done in front of the choice. */
static bool arms_may_move(const parting *f)
{
	int n = 0;

	for (int i = 0; i < 2; i++) {
		if (!f->arm[i])
			continue;
		if (!gimple_seq_empty_p(phi_nodes(f->arm[i])))
			return false;
		for (gimple_stmt_iterator g = gsi_start_bb(f->arm[i]);
		     !gsi_end_p(g); gsi_next(&g))
			if (!is_gimple_debug(gsi_stmt(g))
			    && gimple_code(gsi_stmt(g)) != GIMPLE_NOP
			    && (!may_move(gsi_stmt(g)) || ++n > MOST_MOVED))
				return false;
	}
	return true;
}

/* Whether "name" goes on from one iteration of "loop" to the next. */
static bool goes_on(class loop *loop, tree name)
{
	gimple *def;

	if (TREE_CODE(name) != SSA_NAME)
		return false;
	def = SSA_NAME_DEF_STMT(name);
	return gimple_code(def) == GIMPLE_PHI && gimple_bb(def) == loop->header;
}

/* Whether "name", an arm of a choice in "loop", is what an iteration begins with, or made
   of that by one operation. */
static bool carries(class loop *loop, tree name)
{
	gimple *def;

	if (TREE_CODE(name) != SSA_NAME || goes_on(loop, name))
		return TREE_CODE(name) == SSA_NAME;
	def = SSA_NAME_DEF_STMT(name);
	for (unsigned i = 1; is_gimple_assign(def) && i < gimple_num_ops(def); i++)
		if (goes_on(loop, gimple_op(def, i)))
			return true;
	return false;
}

/* Whether every PHI in which the ways of "f", in "loop", come together is a choice between
   two values. */
static bool chooses_values(class loop *loop, const parting *f)
{
	bool some = false;

	for (gphi_iterator p = gsi_start_phis(f->to); !gsi_end_p(p); gsi_next(&p)) {
		tree res = gimple_phi_result(p.phi());
		tree u = gimple_phi_arg_def(p.phi(), 0);
		tree v = gimple_phi_arg_def(p.phi(), 1);

		if (virtual_operand_p(res)) {
			if (u != v)
				return false;
			continue;
		}
		if (!is_gimple_reg_type(TREE_TYPE(res))
		    || POINTER_TYPE_P(TREE_TYPE(res))
		    || COMPLEX_FLOAT_TYPE_P(TREE_TYPE(res))
		    || SSA_NAME_OCCURS_IN_ABNORMAL_PHI(res)
		    || carries(loop, u) || carries(loop, v))
			return false;
		some = true;
	}
	return some;
}

/* Move what the block "arm" computes to the end of the block "to". */
static void move_arm(basic_block arm, basic_block to)
{
	gimple_stmt_iterator end = gsi_last_bb(to);

	for (gimple_stmt_iterator g = gsi_start_bb(arm); !gsi_end_p(g);)
		if (is_gimple_debug(gsi_stmt(g)) || !is_gimple_assign(gsi_stmt(g))) {
			gsi_next(&g);
		} else {
			reset_flow_sensitive_info(gimple_assign_lhs(gsi_stmt(g)));
			gsi_move_before(&g, &end);
		}
}

/* Let the values that "f" chooses be chosen at the end of its first block. */
static void choose(const parting *f)
{
	gimple_stmt_iterator end = gsi_last_bb(f->from);
	gcond *cond = as_a<gcond *>(gsi_stmt(end));
	tree c = make_ssa_name(boolean_type_node);
	edge in[2];

	for (int i = 0; i < 2; i++)
		in[i] = f->arm[i] ? single_succ_edge(f->arm[i]) : f->way[i];
	gsi_insert_before(&end, gimple_build_assign(c, gimple_cond_code(cond),
						    gimple_cond_lhs(cond),
						    gimple_cond_rhs(cond)),
			  GSI_SAME_STMT);
	for (gphi_iterator p = gsi_start_phis(f->to); !gsi_end_p(p);) {
		tree res = gimple_phi_result(p.phi()), u, v;

		if (virtual_operand_p(res)) {
			gsi_next(&p);
			continue;
		}
		u = PHI_ARG_DEF_FROM_EDGE(p.phi(), in[0]);
		v = PHI_ARG_DEF_FROM_EDGE(p.phi(), in[1]);
		remove_phi_node(&p, false);
		gsi_insert_before(&end, gimple_build_assign(res, COND_EXPR, c, u, v),
				  GSI_SAME_STMT);
	}
	gsi_remove(&end, true);
}

/* Let "f" go one way, in which nothing is done any more. */
static void go_on(const parting *f)
{
	int keep = f->arm[0] ? 1 : 0;

	remove_edge(f->way[!keep]);
	delete_basic_block(f->arm[!keep]);
	f->way[keep]->flags &= ~(EDGE_TRUE_VALUE | EDGE_FALSE_VALUE);
	f->way[keep]->flags |= EDGE_FALLTHRU;
	f->way[keep]->probability = profile_probability::always();
	if (f->arm[keep] && can_merge_blocks_p(f->from, f->arm[keep]))
		merge_blocks(f->from, f->arm[keep]);
	if (single_succ_p(f->from) && can_merge_blocks_p(f->from, f->to))
		merge_blocks(f->from, f->to);
}

/* Make one choice of "loop" an operation, from the inside; return whether there was
   one. */
static bool straighten_one(class loop *loop)
{
	basic_block *body = get_loop_body(loop);
	bool found = false;
	parting f;

	for (unsigned i = 0; i < loop->num_nodes && !found; i++)
		found = find_parting(loop, body[i], &f) && arms_may_move(&f)
			&& chooses_values(loop, &f);
	free(body);
	if (!found)
		return false;
	for (int i = 0; i < 2; i++)
		if (f.arm[i])
			move_arm(f.arm[i], f.from);
	choose(&f);
	go_on(&f);
	return true;
}

/* Make the choices of the loops of "fun" that are to be vectors operations; return what
   is to do after. */
static unsigned straighten(function *fun)
{
	bool any = false;

	for (unsigned i = 1; i < number_of_loops(fun); i++) {
		class loop *loop = get_loop(fun, (int)i);

		if (!loop || loop->inner || !loop->force_vectorize)
			continue;
		calculate_dominance_info(CDI_DOMINATORS);
		while (straighten_one(loop))
			any = true;
	}
	return any ? TODO_update_ssa | TODO_cleanup_cfg : 0;
}

namespace {

const pass_data straight_data = {
	GIMPLE_PASS, "tensoraot-straight", OPTGROUP_LOOP, TV_NONE,
	PROP_cfg | PROP_ssa, 0, 0, 0, 0
};

/* The pass, behind that which finds what is least or greatest. */
struct straight_pass : gimple_opt_pass {
	straight_pass(gcc::context *c) : gimple_opt_pass(straight_data, c)
	{
	}

	bool gate(function *fun) final override
	{
		return ta_kernel_fn(fun->decl) && optimize >= 2
		       && !optimize_debug && loops_for_fn(fun);
	}

	unsigned execute(function *fun) final override
	{
		return straighten(fun);
	}
};

}

/* Register the pass. */
void ta_straight_init(const char *plugin_name)
{
	ta_register_pass(plugin_name, new straight_pass(g), PASS_POS_INSERT_BEFORE, "cplxlower");
}
