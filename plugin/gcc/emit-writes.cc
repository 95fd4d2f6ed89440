/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-writes.cc - what the plugin made is never taken for pure.

   Assumes a function of the plugin, or one that OpenMP has made of a part of it,
   in SSA form.  All of these write what a kernel computes.  GCC 12 may find that
   they write nothing: where one counter goes through two arrays, a loop comes to
   use the distance of them, an address without a base,

	MEM[-g + 2 * p + 8]

   which the pass "local-pure-const" takes for a null pointer, so that it does not
   look at what follows.  A call of a pure function whose value is not used is
   dropped, and what was in memory before is believed to be there after it.  An
   empty statement of assembler that may write anything, where the function
   begins, says what is so, and costs nothing there.

   Leaves true that nothing else of the function changes. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Say in "fun", where the plugin has made it, that it writes; return what is to be
   done after. */
unsigned ta_say_writes(function *fun)
{
	edge begin = single_succ_edge(ENTRY_BLOCK_PTR_FOR_FN(fun));
	vec<tree, va_gc> *clobbers = NULL;
	gasm *stmt;

	if (!ta_is_own_fn(fun, "tensoraot"))
		return 0;
	vec_safe_push(clobbers,
		      build_tree_list(NULL_TREE, build_string(7, "memory")));
	stmt = gimple_build_asm_vec("", NULL, NULL, clobbers, NULL);
	gimple_asm_set_volatile(stmt, true);
	gsi_insert_on_edge_immediate(begin, stmt);
	mark_virtual_operands_for_renaming(fun);
	return TODO_update_ssa;
}
