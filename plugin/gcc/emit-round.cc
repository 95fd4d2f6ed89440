/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-round.cc - integers made of numbers that are rounded.

   Assumes a kernel being emitted.  (int) floorf (x) is an instruction for the
   function and one for the conversion where the target has the first.  Where it
   has not, the function would be called, or what the compiler makes of it would
   be no vector, and of x the integer, which has to hold the result, is found
   without it:

	floor	t = (int) x, less 1 if (float) t > x
	ceil	t = (int) x, and 1 if (float) t < x
	round	(int) (x + copysign (h, x)), h the number before a half
	rint	an instruction of its own, where the target rounds by conversion

   Leaves true that every x whose result the integer holds gives that. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The integer of "type" in "x" truncated, changed by "op" with 1 where the
   comparison "code" of it with "x" holds. */
static tree corrected(location_t loc, tree type, tree x, enum tree_code code,
		      enum tree_code op)
{
	tree t, off;

	x = save_expr(x);
	t = save_expr(build1_loc(loc, FIX_TRUNC_EXPR, type, x));
	off = build2_loc(loc, code, ta_gcc_type(TA_BOOL),
			 build1_loc(loc, FLOAT_EXPR, TREE_TYPE(x), t), x);
	return build2_loc(loc, op, type, t, fold_convert(type, off));
}

/* The integer of "type" nearest to "x", of two the one farther from 0. */
static tree nearest(location_t loc, tree type, tree x)
{
	tree real = TREE_TYPE(x), half;
	enum built_in_function fn = TYPE_MODE(real) == SFmode ?
					    BUILT_IN_COPYSIGNF :
					    BUILT_IN_COPYSIGN;

	half = TYPE_MODE(real) == SFmode ? ta_tree_real(real, 0x1.fffffep-2) :
					   ta_tree_real(real,
							0x1.fffffffffffffp-2);
	x = save_expr(x);
	half = build_call_expr_loc(loc, builtin_decl_explicit(fn), 2, half, x);
	return build1_loc(loc, FIX_TRUNC_EXPR, type,
			  build2_loc(loc, PLUS_EXPR, real, x, half));
}

/* The integer of "type" that "x" is rounded to by the rounding mode; NULL where
   the compiler has no function for it. */
static tree by_mode(location_t loc, tree type, tree x)
{
	bool single = TYPE_MODE(TREE_TYPE(x)) == SFmode;
	enum built_in_function fn;

	if (TYPE_PRECISION(type) == TYPE_PRECISION(integer_type_node))
		fn = single ? BUILT_IN_IRINTF : BUILT_IN_IRINT;
	else
		fn = single ? BUILT_IN_LLRINTF : BUILT_IN_LLRINT;
	return fold_convert_loc(loc, type,
				build_call_expr_loc(loc,
						    builtin_decl_explicit(fn),
						    1, x));
}

/* Whether the kernel of "e" can have vectors that are rounded down: GCC takes the
   instruction for one that may trap. */
static bool rounds_vectors(const ta_emit *e)
{
	return ta_target_rounds() && !(e->implied && flag_trapping_math);
}

/* The value of "x" if it makes an integer of what a function rounds, for which
   the target has no instruction; else NULL. */
tree ta_rounded(ta_emit *e, const ta_expr *x)
{
	const ta_expr *call = x->arg[0];
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type), a;

	if (x->op != TA_OP_CAST || call->op != TA_OP_CALL || call->nargs != 1
	    || (x->type != TA_I32 && x->type != TA_I64)
	    || rounds_vectors(e))
		return NULL_TREE;
	if (ta_is_libm(call->u.fn, "floor")) {
		a = ta_tree_expr(e, call->arg[0]);
		return corrected(loc, type, a, GT_EXPR, MINUS_EXPR);
	}
	if (ta_is_libm(call->u.fn, "ceil")) {
		a = ta_tree_expr(e, call->arg[0]);
		return corrected(loc, type, a, LT_EXPR, PLUS_EXPR);
	}
	if (ta_is_libm(call->u.fn, "round"))
		return nearest(loc, type, ta_tree_expr(e, call->arg[0]));
	if (ta_is_libm(call->u.fn, "rint"))
		return by_mode(loc, type, ta_tree_expr(e, call->arg[0]));
	return NULL_TREE;
}
