/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-quotient.cc - quotients and remainders of integers in loops of vectors.

   Assumes a loop of vectors that divides integers of 32 bits by one that is not known,
   for which no processor has vectors.  Of doubles they have,

	a / b  becomes	(int) ((a + (a < 0 ? -0.5 : 0.5)) / b)

   which is the same: (|a| + 0.5) / |b| is 0.5 / |b| or more away from an integer, 2^-32
   of its size, where rounding, of a reciprocal and a product, too, moves it by no more
   than 2^-51 of that.  What C does not define, a division by zero and -2^31 / -1, is
   some number.  Leaves true that nothing but such divisions is changed. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The quotient or remainder "x", of the integers "a" and "b", if it is to be made of
   doubles here; else NULL. */
tree ta_tree_quotient(ta_emit *e, const ta_expr *x, tree a, tree b)
{
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type), real = double_type_node, half, q;

	if (!e->simd || !ta_divides_as_real(e->p, x))
		return NULL_TREE;
	a = save_expr(a);
	b = save_expr(b);
	half = build3_loc(loc, COND_EXPR, real,
			  build2_loc(loc, LT_EXPR, boolean_type_node, a,
				     build_int_cst(type, 0)),
			  ta_tree_real(real, -0.5), ta_tree_real(real, 0.5));
	q = build2_loc(loc, PLUS_EXPR, real, build1(FLOAT_EXPR, real, a), half);
	q = build2_loc(loc, RDIV_EXPR, real, q, build1(FLOAT_EXPR, real, b));
	q = build1_loc(loc, FIX_TRUNC_EXPR, type, q);
	if (x->op == TA_OP_DIV)
		return q;
	return build2_loc(loc, MINUS_EXPR, type, a,
			  build2_loc(loc, MULT_EXPR, type, q, b));
}
