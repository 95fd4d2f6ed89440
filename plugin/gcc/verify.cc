/* SPDX-License-Identifier: GPL-3.0-or-later */
/* verify.cc - is a function that was emitted well-formed GENERIC?

   Assumes a function as emit.cc makes them.  Where the compiler would stop
   with an internal error of its own, gimplifying it after the user's function
   has been changed, this finds one while the loops as written are all there
   is: a variable that no scope declares or that belongs to another function,
   an SSA name, operands whose types do not fit, a call whose arguments do not,
   an OpenMP loop that is none.  Changes nothing. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "fence.h"

/* A verification of "fn"; "scope": the variables in scope. */
struct verification {
	tree fn;
	hash_set<tree> scope;
};

/* An internal error: "x" is wrong as "what" says. */
static void wrong(tree x, const char *what)
{
	ta_bug("the function emitted is wrong: %s (%s)", what,
	       get_tree_code_name(TREE_CODE(x)));
}

/* Whether a value of type "from" may stand where one of "to" is wanted: the
   same, but for what pointers point to and for the names of enumerators. */
static bool fits(tree to, tree from)
{
	if (!to || !from)
		return false;
	if (INTEGRAL_TYPE_P(to) && INTEGRAL_TYPE_P(from))
		return TYPE_PRECISION(to) == TYPE_PRECISION(from);
	return types_compatible_p(TYPE_MAIN_VARIANT(to),
				  TYPE_MAIN_VARIANT(from))
	       || (POINTER_TYPE_P(to) && POINTER_TYPE_P(from));
}

/* Verify that both operands of "x" fit "type", or each other where that is
   NULL. */
static void verify_operands(tree x, tree type)
{
	tree a = TREE_TYPE(TREE_OPERAND(x, 0));
	tree b = TREE_TYPE(TREE_OPERAND(x, 1));

	if (!fits(type ? type : b, a) || !fits(type ? type : a, b))
		wrong(x, "types of operands differ");
}

/* Verify that the arguments of the call "x" are those its function takes. */
static void verify_call(tree x)
{
	tree fn = CALL_EXPR_FN(x), type, formal;
	int i = 0;

	if (!fn && CALL_EXPR_IFN(x) != IFN_LAST)
		return;
	if (!fn || !POINTER_TYPE_P(TREE_TYPE(fn)))
		wrong(x, "it calls no function");
	type = TREE_TYPE(TREE_TYPE(fn));
	formal = TYPE_ARG_TYPES(type);
	if (!prototype_p(type))
		return;
	for (; formal && formal != void_list_node;
	     formal = TREE_CHAIN(formal), i++)
		if (i >= call_expr_nargs(x)
		    || !fits(TREE_VALUE(formal),
			     TREE_TYPE(CALL_EXPR_ARG(x, i))))
			wrong(x, "an argument does not fit");
	if (formal && i != call_expr_nargs(x))
		wrong(x, "it has too many arguments");
}

/* Verify that the worksharing or SIMD loop "x" has the form of one. */
static void verify_loop(tree x)
{
	tree init = OMP_FOR_INIT(x), cond = OMP_FOR_COND(x), iv, incr;

	if (!init)
		return;
	init = TREE_VEC_ELT(init, 0);
	cond = TREE_VEC_ELT(cond, 0);
	incr = TREE_VEC_ELT(OMP_FOR_INCR(x), 0);
	iv = TREE_CODE(init) == MODIFY_EXPR ? TREE_OPERAND(init, 0) : NULL;
	if (!iv || !VAR_P(iv) || !COMPARISON_CLASS_P(cond)
	    || TREE_OPERAND(cond, 0) != iv || TREE_CODE(incr) != MODIFY_EXPR
	    || TREE_OPERAND(incr, 0) != iv)
		wrong(x, "the loop has not the form of one");
}

/* Verify that the declaration "x" can be used here. */
static void verify_decl(verification *v, tree x)
{
	if (TREE_CODE(x) == FUNCTION_DECL || is_global_var(x))
		return;
	if (DECL_CONTEXT(x) != v->fn)
		wrong(x, "it belongs to another function");
	if (TREE_CODE(x) == VAR_DECL
	    && !v->scope.contains(x))
		wrong(x, "it is declared nowhere");
}

/* Verify the expression "x", not what is in it. */
static void verify_expr(tree x)
{
	switch (TREE_CODE(x)) {
	case PLUS_EXPR:
	case MINUS_EXPR:
	case MULT_EXPR:
	case RDIV_EXPR:
	case TRUNC_DIV_EXPR:
	case TRUNC_MOD_EXPR:
	case CEIL_DIV_EXPR:
	case MIN_EXPR:
	case MAX_EXPR:
	case BIT_AND_EXPR:
	case BIT_IOR_EXPR:
	case BIT_XOR_EXPR:
		verify_operands(x, TREE_TYPE(x));
		return;
	case POINTER_PLUS_EXPR:
		if (!fits(TREE_TYPE(x), TREE_TYPE(TREE_OPERAND(x, 0)))
		    || !ptrofftype_p(TREE_TYPE(TREE_OPERAND(x, 1))))
			wrong(x, "types of operands differ");
		return;
	case MODIFY_EXPR:
	case INIT_EXPR:
		verify_operands(x, NULL_TREE);
		return;
	case MEM_REF:
		if (!POINTER_TYPE_P(TREE_TYPE(TREE_OPERAND(x, 0)))
		    || TREE_CODE(TREE_OPERAND(x, 1)) != INTEGER_CST)
			wrong(x, "it has no address");
		return;
	case COND_EXPR:
		if (!INTEGRAL_TYPE_P(TREE_TYPE(TREE_OPERAND(x, 0))))
			wrong(x, "its condition is none");
		return;
	case CALL_EXPR:
		verify_call(x);
		return;
	case OMP_FOR:
	case OMP_SIMD:
		verify_loop(x);
		return;
	default:
		if (COMPARISON_CLASS_P(x))
			verify_operands(x, NULL_TREE);
	}
}

static tree visit(tree *tp, int *walk_subtrees, void *data);

/* Verify the scope "x" with its variables in scope. */
static void verify_scope(verification *v, tree x)
{
	for (tree d = BIND_EXPR_VARS(x); d; d = DECL_CHAIN(d))
		if (v->scope.add(d))
			wrong(x, "it declares a variable twice");
	walk_tree(&BIND_EXPR_BODY(x), visit, v, NULL);
	for (tree d = BIND_EXPR_VARS(x); d; d = DECL_CHAIN(d))
		v->scope.remove(d);
}

/* For walk_tree: verify "*tp" for "data", a verification. */
static tree visit(tree *tp, int *walk_subtrees, void *data)
{
	verification *v = (verification *)data;
	tree x = *tp;

	if (TYPE_P(x)) {
		*walk_subtrees = 0;
	} else if (TREE_CODE(x) == SSA_NAME) {
		wrong(x, "a name of the user's function");
	} else if (TREE_CODE(x) == BIND_EXPR) {
		verify_scope(v, x);
		*walk_subtrees = 0;
	} else if (DECL_P(x)) {
		verify_decl(v, x);
		*walk_subtrees = 0;
	} else if (EXPR_P(x)) {
		if (!TREE_TYPE(x))
			wrong(x, "it has no type");
		verify_expr(x);
	}
	return NULL_TREE;
}

/* Verify the function "fn", see above. */
void ta_verify_function(tree fn)
{
	verification v;

	ta_checkpoint("the function emitted");
	v.fn = fn;
	walk_tree(&DECL_SAVED_TREE(fn), visit, &v, NULL);
}
