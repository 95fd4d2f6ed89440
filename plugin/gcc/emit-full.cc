/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-full.cc - a loop of a few iterations that is written out.

   Assumes bounds that are numbers.  The body is emitted once for each iteration, in which
   the variable of the loop is that number.  Leaves true that iterations are in order. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Append the iterations of the loop "node" to "list". */
void ta_emit_full(ta_emit *e, const ta_node *node, tree *list)
{
	int64_t first, last;

	if (!ta_idx_is_const(node->lower->num, &first) ||
	    !ta_idx_is_const(node->upper->num, &last))
		ta_bug("a loop that is written out has no numbers for bounds");
	for (; first < last; first++) {
		e->var[node->var] = build_int_cst(ta_index_type(), first);
		append_to_statement_list(
			ta_loop_body(e, node, e->var[node->var],
				     build_int_cst(ta_index_type(), last),
				     build_int_cst(ta_index_type(), 1)), list);
	}
	e->var[node->var] = NULL_TREE;
}
