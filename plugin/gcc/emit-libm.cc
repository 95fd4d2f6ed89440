/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-libm.cc - calls of functions of libm, and on how many elements at once.

   A function of libm is the compiler's own built-in, but where the contract is
   relaxed and the C library has a vector form, a declaration apart says so: it is
   not the user's, whose other calls must stay what they are.  Multiplications with an
   addition, square roots, and the larger and the smaller of two are instructions where
   the target has them and the contract allows it. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The functions of libm with a vector form in the C library of the target,
   by the version of glibc that brought it: X(name, arguments, minor). */
#define VECTOR_LIBM(X)                                               \
	X("cos", 1, 22) X("sin", 1, 22) X("exp", 1, 22)              \
	X("log", 1, 22) X("pow", 2, 22)                              \
	X("acos", 1, 35) X("asin", 1, 35) X("atan", 1, 35)           \
	X("exp2", 1, 35) X("exp10", 1, 35) X("cosh", 1, 35)          \
	X("expm1", 1, 35) X("sinh", 1, 35) X("cbrt", 1, 35)          \
	X("atan2", 2, 35) X("log10", 1, 35) X("log2", 1, 35)         \
	X("log1p", 1, 35) X("atanh", 1, 35) X("acosh", 1, 35)        \
	X("erf", 1, 35) X("tanh", 1, 35) X("asinh", 1, 35)           \
	X("erfc", 1, 35) X("tan", 1, 35)

/* The built-in function "name", or NULL. */
static tree builtin_by_name(const char *name)
{
	size_t skip = strlen("__builtin_");

	for (int i = 0; i < END_BUILTINS; i++) {
		tree decl = builtin_decl_explicit((enum built_in_function)i);
		const char *known;

		if (!decl)
			continue;
		known = IDENTIFIER_POINTER(DECL_NAME(decl));
		if (!strncmp(known, "__builtin_", skip))
			known += skip;
		if (!strcmp(known, name))
			return decl;
	}
	return NULL_TREE;
}

/* Whether the C library has a vector form of "name", with "nargs" arguments,
   in single precision when "single". */
static bool has_vector_form(const char *name, int nargs, bool single)
{
#if defined(__x86_64__) && defined(__GLIBC__)
	size_t len = strlen(name) - single;

#define X(fn, n, minor)                                              \
	if (__GLIBC_MINOR__ >= minor && nargs == n &&                \
	    strlen(fn) == len && !strncmp(fn, name, len))            \
		return true;
	VECTOR_LIBM(X)
#undef X
#else
	(void)name;
	(void)nargs;
	(void)single;
#endif
	return false;
}

/* A declaration of the libm function "name" of "type" that may be called on
   vectors. */
static tree vector_decl(const char *name, tree type)
{
	tree clause = build_omp_clause(UNKNOWN_LOCATION,
				       OMP_CLAUSE_NOTINBRANCH);
	tree id = get_identifier(name), decl;

	decl = build_decl(UNKNOWN_LOCATION, FUNCTION_DECL, id, type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	TREE_NOTHROW(decl) = 1;
	TREE_READONLY(decl) = 1;
	SET_DECL_ASSEMBLER_NAME(decl, id);
	DECL_ATTRIBUTES(decl) = tree_cons(get_identifier("omp declare simd"),
					  build_tree_list(NULL_TREE, clause),
					  NULL_TREE);
	return decl;
}

/* The most elements that a vector of "x", or of a call in it that has a vector
   form, has, if that is fewer than "lanes" or "lanes" is 0. */
static int call_lanes(ta_emit *e, const ta_expr *x, int lanes)
{
	int n;

	for (int i = 0; i < x->nargs; i++)
		lanes = call_lanes(e, x->arg[i], lanes);
	if (x->op != TA_OP_CALL
	    || !has_vector_form(x->u.fn, x->nargs, x->type == TA_F32))
		return lanes;
	n = ta_widest(ta_gcc_type(x->type)) / ta_type_size(x->type);
	return lanes && lanes < n ? lanes : n;
}

/* The same of the statements in "node". */
static int node_lanes(ta_emit *e, const ta_node *node, int lanes)
{
	if (!node)
		return lanes;
	if (node->kind == TA_NODE_STMT)
		return call_lanes(e, e->p->stmt[node->stmt]->rhs, lanes);
	for (int i = 0; i < node->nchildren; i++)
		lanes = node_lanes(e, node->child[i], lanes);
	return lanes;
}

/* On how many elements at once functions of libm in "node" are to be called, or
   0 where that is for the compiler to say.  Where it prefers short vectors
   although there are long ones, it does so for what their use costs all code
   around; a function of libm gains more by them. */
int ta_libm_lanes(ta_emit *e, const ta_node *node)
{
#ifdef TARGET_AVX512F
	if (global_options_set.x_prefer_vector_width_type)
		return 0;
#endif
	if (e->p->fp != TA_FP_RELAXED
	    || ta_vector_bytes() >= ta_widest(float_type_node))
		return 0;
	return node_lanes(e, node, 0);
}

/* Whether "x" calls a function of libm that has a vector form. */
bool ta_calls_vectors(ta_emit *e, const ta_expr *x)
{
	return e->p->fp == TA_FP_RELAXED && call_lanes(e, x, 0);
}

/* The fused multiply-add of "args" in "type". */
static tree fma_call(location_t loc, tree type, tree *args)
{
	enum built_in_function fn = TYPE_MODE(type) == TYPE_MODE(
		float_type_node) ? BUILT_IN_FMAF : BUILT_IN_FMA;

	if (direct_internal_fn_supported_p(IFN_FMA, type, OPTIMIZE_FOR_SPEED))
		return build_call_expr_internal_loc(loc, IFN_FMA, type, 3,
						    args[0], args[1], args[2]);
	return build_call_expr_loc_array(loc, builtin_decl_explicit(fn), 3,
					 args);
}

/* So many calls of fmax and fmin in each other are comparisons: what is compared is
   in the tree three times, which the compiler walks. */
enum { MOST_EXTREMES = 9 };

/* Whether the function "fn" of libm is "name", of doubles or floats. */
bool ta_is_libm(const char *fn, const char *name)
{
	size_t n = strlen(name);

	return !strncmp(fn, name, n)
	       && (!fn[n] || (fn[n] == 'f' && !fn[n + 1]));
}

/* How many calls of fmax and fmin are in "x". */
static int count_extremes(const ta_expr *x)
{
	int n = x->op == TA_OP_CALL
		&& (ta_is_libm(x->u.fn, "fmax") || ta_is_libm(x->u.fn, "fmin"));

	for (int i = 0; i < x->nargs; i++)
		n += count_extremes(x->arg[i]);
	return n;
}

/* The larger of the two "args" in "type" by "code", LT_EXPR, or the smaller by GT_EXPR;
   of a NaN and a number the number.  Which of two zeros it is C leaves open. */
static tree extreme(location_t loc, tree type, enum tree_code code, tree *args)
{
	tree a = save_expr(args[0]), b = save_expr(args[1]), other;

	other = build2_loc(loc, TRUTH_OR_EXPR, boolean_type_node,
			   build2_loc(loc, code, boolean_type_node, a, b),
			   build2_loc(loc, NE_EXPR, boolean_type_node, a, a));
	return build3_loc(loc, COND_EXPR, type, other, b, a);
}

/* The value of the call or fused multiply-add "x" of "args". */
tree ta_libm_call(ta_emit *e, const ta_expr *x, tree *args)
{
	location_t loc = ta_locus(x->loc);
	tree type = ta_gcc_type(x->type), decl;
	bool single = x->type == TA_F32;

	if (x->op == TA_OP_FMA)
		return fma_call(loc, type, args);
	if (e->p->fp != TA_FP_STRICT && count_extremes(x) <= MOST_EXTREMES) {
		if (ta_is_libm(x->u.fn, "fmax"))
			return extreme(loc, type, LT_EXPR, args);
		if (ta_is_libm(x->u.fn, "fmin"))
			return extreme(loc, type, GT_EXPR, args);
	}
	decl = builtin_by_name(x->u.fn);
	if (!decl)
		ta_bug("%s is no built-in function", x->u.fn);
	if ((!strcmp(x->u.fn, "sqrt") || !strcmp(x->u.fn, "sqrtf")) &&
	    direct_internal_fn_supported_p(IFN_SQRT, type, OPTIMIZE_FOR_SPEED))
		return build_call_expr_internal_loc(loc, IFN_SQRT, type, 1,
						    args[0]);
	if (e->p->fp == TA_FP_RELAXED &&
	    has_vector_form(x->u.fn, x->nargs, single))
		decl = vector_decl(x->u.fn, TREE_TYPE(decl));
	return build_call_expr_loc_array(loc, decl, x->nargs, args);
}
