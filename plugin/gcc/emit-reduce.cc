/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-reduce.cc - accumulators: what stands for a memory cell while a loop
   adds to it.

   Assumes that the cell does not vary in the loop and that nothing else in
   the loop touches it.  A loop that sums into C[i] becomes

	acc = C[i];
	for (k = lo; k < hi; k++) reduction (+:acc)
		acc = acc + ...;
	C[i] = acc;

   Sums of integers are kept in the unsigned type, where any order wraps to
   the same value.  The minimum and maximum of floats start from the identity
   and meet the old value by the statement's own rule at the end: partial
   results are never NaN then, so that combining them in any order gives
   what the loop as written gives. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The type of the accumulator for "r". */
tree ta_reduction_type(const ta_program *p, const ta_reduction *r)
{
	tree type = ta_gcc_type(p->array[p->stmt[r->stmt]->write->array].elem);

	if (r->op == TA_OP_MIN || r->op == TA_OP_MAX)
		return type;
	if (INTEGRAL_TYPE_P(type) && TREE_CODE(type) != BOOLEAN_TYPE)
		return unsigned_type_for(type);
	return type;
}

/* Whether "r" runs apart from the old value, from its identity. */
bool ta_reduction_apart(const ta_program *p, const ta_reduction *r)
{
	return (r->op == TA_OP_MIN || r->op == TA_OP_MAX) &&
	       SCALAR_FLOAT_TYPE_P(ta_reduction_type(p, r));
}

/* The operator of OpenMP's reduction clause for "op". */
enum tree_code ta_reduction_code(enum ta_op op)
{
	switch (op) {
	case TA_OP_ADD:
	case TA_OP_SUB:
		return PLUS_EXPR;
	case TA_OP_MUL:
		return MULT_EXPR;
	case TA_OP_MIN:
		return MIN_EXPR;
	case TA_OP_MAX:
		return MAX_EXPR;
	case TA_OP_AND:
		return BIT_AND_EXPR;
	case TA_OP_OR:
		return BIT_IOR_EXPR;
	case TA_OP_XOR:
		return BIT_XOR_EXPR;
	default:
		ta_bug("no reduction with %s", ta_op_name(op));
	}
}

/* The value of "type" that changes no other under "r".  Of the two zeros only
   the negative one leaves the other as it is.  Complex numbers are only
   added. */
static tree identity(const ta_reduction *r, tree type)
{
	bool real = SCALAR_FLOAT_TYPE_P(type);
	tree part;

	if (COMPLEX_FLOAT_TYPE_P(type)) {
		part = ta_tree_real(TREE_TYPE(type), -0.0);
		return build_complex(type, part, part);
	}
	switch (r->op) {
	case TA_OP_MUL:
		return real ? ta_tree_real(type, 1) : build_int_cst(type, 1);
	case TA_OP_MIN:
		return real ? ta_tree_real(type, __builtin_inf()) :
			      TYPE_MAX_VALUE(type);
	case TA_OP_MAX:
		return real ? ta_tree_real(type, -__builtin_inf()) :
			      TYPE_MIN_VALUE(type);
	case TA_OP_AND:
		return TREE_CODE(type) == BOOLEAN_TYPE ? boolean_true_node :
			build_int_cst(type, -1);
	default:
		return real ? ta_tree_real(type, -0.0) : build_zero_cst(type);
	}
}

/* Make an accumulator of "r" in e->acc for a part of what it reduces. */
void ta_reduction_part(ta_emit *e, const ta_reduction *r, tree *list)
{
	tree type = ta_reduction_type(e->p, r);
	tree acc = ta_tree_local(e, "acc", type);

	ta_tree_assign(ta_locus(e->p->stmt[r->stmt]->loc), acc,
		       identity(r, type), list);
	e->acc[r->stmt] = acc;
}

/* Make the accumulator of "r" in e->acc, and give it its first value.  The
   statement's instance is set in "e". */
void ta_reduction_begin(ta_emit *e, const ta_reduction *r, tree *list)
{
	const ta_stmt *s = e->p->stmt[r->stmt];
	tree type = ta_reduction_type(e->p, r);
	tree acc = ta_tree_local(e, "acc", type), first;

	if (ta_reduction_apart(e->p, r))
		first = identity(r, type);
	else
		first = ta_tree_access(e, s->write);
	ta_tree_assign(ta_locus(s->loc), acc, first, list);
	e->acc[r->stmt] = acc;
}

/* Put the accumulator of "r" where it belongs.  The statement's instance is
   set in "e". */
void ta_reduction_end(ta_emit *e, const ta_reduction *r, tree *list)
{
	const ta_stmt *s = e->p->stmt[r->stmt];
	tree acc = e->acc[r->stmt], value = acc;

	e->acc[r->stmt] = NULL_TREE;
	if (ta_reduction_apart(e->p, r)) {
		e->rest[r->stmt] = acc;
		value = ta_tree_expr(e, s->rhs);
		e->rest[r->stmt] = NULL_TREE;
	}
	ta_tree_assign(ta_locus(s->loc), ta_tree_access(e, s->write), value,
		       list);
}
