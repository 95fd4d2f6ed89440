/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-bare.cc - a short kernel is a function without calls.

   Assumes a plan.  The record of a call (emit-record.cc) takes calls at both ends of
   a kernel, seldom made, for which it has a frame, with the stack aligned for the
   widest vectors, and saves registers: more than a product of 4 by 4 takes.  What
   has no threads and calls no library is therefore a function of its own, that does
   nothing else; a second one asks what has to be asked first, and goes on to it by a
   jump; a third one does the same and records it.  Which of these is called is chosen
   where the kernel is (splice.cc).  */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Whether "node" runs in one thread, without a choice, and calls no library. */
static bool is_short(const ta_node *node)
{
	if (node->parallel || node->nconds > 0 ||
	    (node->kind == TA_NODE_CALL && (!node->in_line || node->own)))
		return false;
	for (int i = 0; i < node->nchildren; i++)
		if (!is_short(node->child[i]))
			return false;
	return true;
}

/* Whether the function of "p" is to be bare: its plan is short, and what is asked before
   it takes a few comparisons. */
bool ta_is_bare(const ta_program *p)
{
	for (int i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind != TA_GUARD_GE0 &&
		    p->guard[i]->kind != TA_GUARD_DISJOINT)
			return false;
	return !p->check && !p->unit && !ta_is_unit(p) && is_short(p->plan);
}

/* The call of the function that "e" calls, with what that of "e" is called with: it
   is of the same program. */
tree ta_call_bare(ta_emit *e)
{
	auto_vec<tree> args;

	for (int i = 0; i < e->inner->nargs; i++) {
		int n = e->inner->arg[i];

		args.safe_push(n >= 0 ? e->param[n] : e->out[-1 - n]);
	}
	return build_call_expr_loc_array(e->loc, e->inner->fn, args.length(),
					 args.address());
}
