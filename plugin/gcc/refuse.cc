/* SPDX-License-Identifier: GPL-3.0-or-later */
/* refuse.cc - how a function is compiled, and what that makes impossible.

   Assumes that the function is the current one, as it is in a pass: options
   and target are then its own, whatever the file's are.  Changes nothing. */
#include "gcc-compat.h"
#include "extract.h"

/* Whether the target has what kernels are made of: 64-bit pointers, and
   registers in which numbers are passed to functions. */
static bool able_target(void)
{
	return POINTER_SIZE == 64 && ta_target_floats();
}

/* Whether tasks share a reduction with a construct of "fun" that has no team of
   its own: libgomp makes one for it, in which another parallel region may wait
   for ever. */
static bool reduces_in_tasks(const function *fun)
{
	basic_block bb;

	FOR_EACH_BB_FN (bb, fun)
		for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
		     gsi_next(&i))
			if (gimple_call_builtin_p(
				    gsi_stmt(i),
				    BUILT_IN_GOMP_WORKSHARE_TASK_REDUCTION_UNREGISTER))
				return true;
	return false;
}

/* Return why no kernel of "fun" may be lowered, whatever is in it, or
   TA_REASON_NONE.  "implied": no pragma asked for one, and what is made then
   needs no library. */
enum ta_reason ta_refused(const function *fun, bool implied)
{
	if (!optimize)
		return TA_REASON_OPTIMIZE_0;
	if (!able_target())
		return TA_REASON_TARGET;
	if (&flag_hosted && !flag_hosted && !implied)
		return TA_REASON_FREESTANDING;
	if (flag_tm)
		return TA_REASON_TRANSACTION;
	if (flag_test_coverage)
		return TA_REASON_COVERAGE;
	if (flag_analyzer)
		return TA_REASON_ANALYZER;
	if (sanitize_flags_p(SANITIZE_THREAD, fun->decl))
		return TA_REASON_SANITIZED;
	if (lookup_attribute("target_clones", DECL_ATTRIBUTES(fun->decl)))
		return TA_REASON_CLONES;
	if (flag_openmp && reduces_in_tasks(fun))
		return TA_REASON_OPENMP;
	return TA_REASON_NONE;
}

/* Whether "reason" is that the file is compiled to be debugged or measured:
   what the pragma requires is then not required. */
bool ta_refused_for_now(enum ta_reason reason)
{
	return reason == TA_REASON_OPTIMIZE_0 || reason == TA_REASON_SANITIZED
	       || reason == TA_REASON_COVERAGE
	       || reason == TA_REASON_ANALYZER;
}

/* Whether the sanitizer of "fun" has to see every access to memory: not those
   of a library, then. */
bool ta_watches_memory(const function *fun)
{
	return sanitize_flags_p(SANITIZE_ADDRESS | SANITIZE_HWADDRESS,
				fun->decl);
}

/* Whether arithmetic in "type" depends on a rounding mode that may change, or
   signals what a copy would not. */
static bool minds_environment(const_tree type)
{
	return FLOAT_TYPE_P(type)
	       && (HONOR_SNANS(type)
		   || HONOR_SIGN_DEPENDENT_ROUNDING(type));
}

/* Return why "stmt" of "fun", which a pragma made a kernel, cannot be done in
   another function, by another thread, or in another order, whatever it
   computes; or TA_REASON_NONE. */
enum ta_reason ta_refused_stmt(function *fun, gimple *stmt)
{
	if (stmt_could_throw_p(fun, stmt))
		return TA_REASON_EXCEPTIONS;
	if (is_gimple_assign(stmt) && !gimple_assign_single_p(stmt)
	    && (minds_environment(TREE_TYPE(gimple_assign_lhs(stmt)))
		|| minds_environment(TREE_TYPE(gimple_assign_rhs1(stmt)))))
		return TA_REASON_FENV;
	if (gimple_code(stmt) == GIMPLE_COND
	    && minds_environment(TREE_TYPE(gimple_cond_lhs(stmt))))
		return TA_REASON_FENV;
	if (is_gimple_call(stmt) && gimple_call_lhs(stmt)
	    && minds_environment(TREE_TYPE(gimple_call_lhs(stmt))))
		return TA_REASON_FENV;
	return TA_REASON_NONE;
}
