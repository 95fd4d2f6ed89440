/* SPDX-License-Identifier: GPL-3.0-or-later */
/* callers.cc - arguments that are one constant in every call.

	static void blur (int h, int w, float (*in)[W], float (*out)[W]) ...
	blur (480, 640, a, b);		the only call

   Without a kernel the compiler would come to know h and w, by copying the function to
   where it is called or by constant propagation between functions; but that is after
   kernels are made, and a kernel that knows its sizes is planned for them.

   Assumes that the call graph knows all calls, as it does once each function is in SSA
   form, but for those in the function that is being compiled, whose edges are gone for
   that time: these are looked for.  Looks only at functions whose calls it can know:
   static ones whose address nobody has, which are not kept for others, and may be
   cloned.  Changes nothing. */
#include "gcc-compat.h"
#include "ta.h"
#include "extract.h"

/* How many callers are followed to where a value comes from, and how many operations are
   done for one. */
enum { MOST_CALLERS = 4, MOST_STEPS = 12 };

/* The search for the value of something in function "fn", "callers" calls above of
   where it began. */
struct origin {
	tree fn;
	int callers;
};

static tree constant_of(origin o, tree t, int steps);

/* Whether all calls of "node" are known, and may be looked at together with it. */
static bool has_known_calls(cgraph_node *node)
{
	return node && node->callers && node->can_be_local_p() &&
	       !node->has_aliases_p() &&
	       !lookup_attribute("noipa", DECL_ATTRIBUTES(node->decl)) &&
	       !lookup_attribute("noclone", DECL_ATTRIBUTES(node->decl));
}

/* The number of parameter "parm" of function "fn", or -1. */
static int number_of(tree fn, tree parm)
{
	int i = 0;

	for (tree p = DECL_ARGUMENTS(fn); p; p = DECL_CHAIN(p), i++)
		if (p == parm)
			return i;
	return -1;
}

/* Argument "i" of a function, the parameter "parm" of it, which is "own" there; "value":
   what it is in the calls that were looked at, NULL_TREE if none was. */
struct argument {
	origin o;
	tree parm, own, value;
	int i;
};

/* Look at the call "call" of the function of "a" in function "caller"; return whether
   the argument may still be one constant.  A call of itself that hands on what the
   parameter is says nothing. */
static bool look_at_call(argument *a, tree caller, gcall *call)
{
	origin there = { caller, a->o.callers + 1 };
	tree arg, v;

	if (a->i >= (int)gimple_call_num_args(call))
		return false;
	arg = gimple_call_arg(call, a->i);
	if (arg == a->own && caller == a->o.fn)
		return true;
	v = constant_of(there, arg, 0);
	v = v ? fold_convert(TREE_TYPE(a->parm), v) : NULL_TREE;
	if (!v || TREE_CODE(v) != INTEGER_CST ||
	    (a->value && !tree_int_cst_equal(v, a->value)))
		return false;
	a->value = v;
	return true;
}

/* The same for the calls in the function that is being compiled. */
static bool look_at_own_calls(argument *a)
{
	basic_block bb;

	FOR_EACH_BB_FN (bb, cfun)
		for (gimple_stmt_iterator g = gsi_start_bb(bb); !gsi_end_p(g);
		     gsi_next(&g)) {
			gcall *call = dyn_cast<gcall *>(gsi_stmt(g));

			if (call && gimple_call_fndecl(call) == a->o.fn &&
			    !look_at_call(a, current_function_decl, call))
				return false;
		}
	return true;
}

/* The constant that argument "i", the parameter "parm", which is "own" in it, is in
   every call of the function of "o"; NULL_TREE if there is none. */
static tree argument_of(origin o, tree parm, tree own, int i)
{
	cgraph_node *node = cgraph_node::get(o.fn);
	argument a = { o, parm, own, NULL_TREE, i };

	if (o.callers == MOST_CALLERS || i < 0 || !has_known_calls(node))
		return NULL_TREE;
	for (cgraph_edge *e = node->callers; e; e = e->next_caller)
		if (!e->call_stmt || e->caller->thunk ||
		    !look_at_call(&a, e->caller->decl, e->call_stmt))
			return NULL_TREE;
	return look_at_own_calls(&a) ? a.value : NULL_TREE;
}

/* The constant that "name" of the function of "o" is, after "steps" operations, or
   NULL_TREE. */
static tree constant_name(origin o, tree name, int steps)
{
	gassign *g = dyn_cast<gassign *>(SSA_NAME_DEF_STMT(name));
	tree var = SSA_NAME_VAR(name), x, y;

	if (SSA_NAME_IS_DEFAULT_DEF(name))
		return var && TREE_CODE(var) == PARM_DECL
		       ? argument_of(o, var, name, number_of(o.fn, var))
		       : NULL_TREE;
	if (!g)
		return NULL_TREE;
	x = constant_of(o, gimple_assign_rhs1(g), steps + 1);
	if (!x || gimple_num_ops(g) > 3)
		return NULL_TREE;
	if (gimple_num_ops(g) == 2)
		return gimple_assign_rhs_code(g) == INTEGER_CST ||
		       gimple_assign_rhs_code(g) == SSA_NAME
		       ? x : fold_unary(gimple_assign_rhs_code(g),
					TREE_TYPE(name), x);
	y = constant_of(o, gimple_assign_rhs2(g), steps + 1);
	return y ? fold_binary(gimple_assign_rhs_code(g), TREE_TYPE(name), x, y)
		 : NULL_TREE;
}

/* The constant that "t" in the function of "o" is, after "steps" operations, or
   NULL_TREE. */
static tree constant_of(origin o, tree t, int steps)
{
	tree x = NULL_TREE, y;

	if (steps == MOST_STEPS || !INTEGRAL_TYPE_P(TREE_TYPE(t)))
		return NULL_TREE;
	if (TREE_CODE(t) == INTEGER_CST)
		return t;
	if (TREE_CODE(t) == SSA_NAME) {
		x = constant_name(o, t, steps);
	} else if (UNARY_CLASS_P(t)) {
		x = constant_of(o, TREE_OPERAND(t, 0), steps + 1);
		x = x ? fold_unary(TREE_CODE(t), TREE_TYPE(t), x) : NULL_TREE;
	} else if (BINARY_CLASS_P(t)) {
		x = constant_of(o, TREE_OPERAND(t, 0), steps + 1);
		y = x ? constant_of(o, TREE_OPERAND(t, 1), steps + 1) : NULL_TREE;
		x = y ? fold_binary(TREE_CODE(t), TREE_TYPE(t), x, y) : NULL_TREE;
	}
	return x && TREE_CODE(x) == INTEGER_CST && !TREE_OVERFLOW(x) ? x
								   : NULL_TREE;
}

/* Set "value" to what "handle" in function "fn" is in every call of it, and return
   whether that is known. */
bool ta_callers_know(tree fn, tree handle, int64_t *value)
{
	origin o = { fn, 0 };
	tree t = constant_of(o, handle, 0);

	if (!t || !tree_fits_shwi_p(t))
		return false;
	*value = tree_to_shwi(t);
	return true;
}
