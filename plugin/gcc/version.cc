/* SPDX-License-Identifier: GPL-3.0-or-later */
/* version.cc - a loop around loops that a kernel replaces, twice.

   Assumes a loop in which whether there is enough to do for the kernel does not change,
   and that this is known in front of it.  From

	loop { head: if (go) call ...; loops as written }

   to

	if (go)
	  loop { head: call ...; loops as written }
	else
	  loop { loops as written }

   so that small loops in a loop pay nothing for a kernel that they do not run.  Leaves
   true that the second loop is what the source has, and that the loop tree, dominators
   and SSA form are valid. */
#include "gcc-compat.h"
#include "ta.h"
#include "region.h"
#include "emit.h"
#include "markers.h"

/* A loop with more instructions is not made twice: it has more to do than to ask. */
enum { MOST_INSNS = 400 };

/* Whether a name that "stmt", which is in the loop "l", defines is used outside. */
static bool leaves(const class loop *l, gimple *stmt)
{
	def_operand_p def;
	ssa_op_iter i;

	FOR_EACH_PHI_OR_STMT_DEF (def, stmt, i, SSA_OP_DEF) {
		imm_use_iterator use;
		gimple *user;

		FOR_EACH_IMM_USE_STMT (user, use, DEF_FROM_PTR(def))
			if (!is_gimple_debug(user)
			    && !flow_bb_inside_loop_p(l, gimple_bb(user)))
				return true;
	}
	return false;
}

/* Whether the block "bb" of the loop "l" may be there twice: nothing that it computes is
   used after the loop, and it is not where a kernel begins or ends. */
static bool may_be_twice(const class loop *l, basic_block bb)
{
	for (gphi_iterator i = gsi_start_phis(bb); !gsi_end_p(i); gsi_next(&i))
		if (leaves(l, i.phi()))
			return false;
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i); gsi_next(&i))
		if (ta_marker_p(gsi_stmt(i), NULL, NULL) || leaves(l, gsi_stmt(i)))
			return false;
	return true;
}

/* Whether the loop "l" may be there twice: it is short, the code need not be, and none of
   the regions "waiting", which are still to be replaced, is in it. */
static bool can_version(class loop *l, const vec<ta_region *> &waiting)
{
	basic_block *body;
	bool can = can_duplicate_loop_p(l) && optimize_loop_for_speed_p(l)
		   && tree_num_loop_insns(l, &eni_size_weights) <= MOST_INSNS;

	for (unsigned i = 0; can && i < waiting.length(); i++)
		can = !flow_bb_inside_loop_p(l, waiting[i]->entry->dest);
	if (!can)
		return false;
	body = get_loop_body(l);
	for (unsigned i = 0; can && i < l->num_nodes; i++)
		can = may_be_twice(l, body[i]);
	free(body);
	return can;
}

/* Have the loop "l" only where "go" holds, and a copy of it where it does not; return
   false, with nothing done, if it cannot be copied while "waiting" are to be replaced. */
bool ta_version_loop(class loop *l, tree go, const vec<ta_region *> &waiting)
{
	profile_probability likely = profile_probability::even();
	basic_block cond;
	class loop *copy;

	if (!can_version(l, waiting))
		return false;
	ta_renew_dominators();
	initialize_original_copy_tables();
	copy = loop_version(l, build2(NE_EXPR, boolean_type_node, go,
				      boolean_false_node), &cond, likely, likely, likely,
			    likely, true);
	free_original_copy_tables();
	if (!copy)
		return false;
	mark_virtual_operands_for_renaming(cfun);
	update_ssa(TODO_update_ssa);
	return true;
}
