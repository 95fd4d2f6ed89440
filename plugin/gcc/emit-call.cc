/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-call.cc - calls of library routines and of libm.

   The routines of CBLAS are declared here, from the kinds of their arguments:
   int, enumerators as int, scalars and pointers.  Complex scalars are passed by
   their address, and so is where a complex sum goes.  They are weak, so that a
   program links without any BLAS; a guard of the kernel tests the address.
   A name that the user's file has declared itself is used as declared.

   A function of libm is the compiler's own built-in, but where the contract
   is relaxed and the C library has a vector form, a declaration apart says
   so: it is not the user's, whose other calls must stay what they are. */
#include "gcc-compat.h"
#include "ta.h"
#include "blas.h"
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

/* An external function "name" of "type", weak if "weak"; what the file has
   declared under this name comes first. */
tree ta_extern_fn(const char *name, tree type, bool weak)
{
	tree id = get_identifier(name), decl;
	symtab_node *node = symtab_node::get_for_asmname(id);

	if (node && TREE_CODE(node->decl) == FUNCTION_DECL &&
	    !DECL_BUILT_IN_CLASS(node->decl))
		return node->decl;
	decl = build_decl(UNKNOWN_LOCATION, FUNCTION_DECL, id, type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	TREE_NOTHROW(decl) = 1;
	TREE_USED(decl) = 1;
	SET_DECL_ASSEMBLER_NAME(decl, id);
	if (weak)
		declare_weak(decl);
	cgraph_node::get_create(decl);
	return decl;
}

/* The type of argument "arg" of a library routine. */
static tree arg_type(ta_emit *e, const ta_arg *arg)
{
	switch (arg->kind) {
	case TA_ARG_INT:
	case TA_ARG_ENUM:
		return integer_type_node;
	case TA_ARG_SCALAR:
		return ta_type_is_complex(arg->expr->type) ?
			const_ptr_type_node : ta_gcc_type(arg->expr->type);
	case TA_ARG_PTR:
		return build_pointer_type(
			ta_gcc_type(e->p->array[arg->array].elem));
	}
	ta_bug("an argument of a call has no kind");
}

/* The value of argument "arg" of a library routine, a size in 64 bits. */
static tree arg_value(ta_emit *e, const ta_arg *arg)
{
	switch (arg->kind) {
	case TA_ARG_INT:
		return ta_tree_idx(e, arg->idx, ta_index_type());
	case TA_ARG_ENUM:
		return build_int_cst(integer_type_node, arg->value);
	case TA_ARG_SCALAR:
		return ta_tree_expr(e, arg->expr);
	case TA_ARG_PTR:
		if (e->p->array[arg->array].is_virtual)
			ta_bug("%s is no array in memory",
			       e->p->array[arg->array].name);
		return ta_tree_element(e, arg->array, arg->idx);
	}
	ta_bug("an argument of a call has no kind");
}

/* What "routine" returns: the real dot products a scalar, the others
   nothing. */
static tree result_type(const char *routine)
{
	if (!strcmp(routine, "cblas_sdot"))
		return float_type_node;
	if (!strcmp(routine, "cblas_ddot"))
		return double_type_node;
	return void_type_node;
}

/* A declaration of "routine" whose address can be tested. */
tree ta_blas_decl(const char *routine)
{
	return ta_extern_fn(routine, build_varargs_function_type_list(
				    result_type(routine), NULL_TREE), true);
}

/* Whether the call "node" has as its last argument the address that its value
   is stored to. */
static bool sums_by_address(const ta_node *node)
{
	return node->iter && VOID_TYPE_P(result_type(node->routine));
}

/* The function called by "node". */
static tree routine_decl(ta_emit *e, const ta_node *node)
{
	tree *type = XALLOCAVEC(tree, node->nargs + 1), decl;
	int n = node->nargs;

	for (int i = 0; i < n; i++)
		type[i] = arg_type(e, &node->arg[i]);
	if (sums_by_address(node))
		type[n++] = ptr_type_node;
	decl = ta_extern_fn(node->routine,
			    build_function_type_array(
				    result_type(node->routine), n, type),
			    true);
	return decl;
}

/* The function "name" of the OpenMP runtime, about the number of threads:
   weak, as a file that has no other use for it may be linked without. */
tree ta_omp_decl(const char *name)
{
	tree itype = integer_type_node;
	bool set = startswith(name, "omp_set_");

	return ta_extern_fn(name, set ?
			    build_function_type_list(void_type_node, itype,
						     NULL_TREE) :
			    build_function_type_list(itype, NULL_TREE), true);
}

/* A variable of this kernel and each thread: whether it is in a call of a
   library routine. */
tree ta_tree_calling(ta_emit *e)
{
	if (!e->calling) {
		e->calling = ta_static_var(e, "calling", boolean_type_node,
					   NULL_TREE);
		set_decl_tls_model(e->calling,
				   decl_default_tls_model(e->calling));
	}
	return e->calling;
}

/* Append to "list": the number of threads becomes "threads", or as many as there
   may be: the library waits for those that it asked for.  Return the variable
   that keeps the old number. */
static tree limit_threads(ta_emit *e, tree threads, tree *list)
{
	tree get = ta_omp_decl("omp_get_max_threads");
	tree set = ta_omp_decl("omp_set_num_threads");
	tree old = ta_tree_local(e, "threads", integer_type_node);

	ta_tree_assign(e->loc, old, build_call_expr_loc(e->loc, get, 0), list);
	if (!integer_onep(threads))
		threads = fold_build2_loc(
			e->loc, MIN_EXPR, integer_type_node, threads,
			build_call_expr_loc(
				e->loc, ta_omp_decl("omp_get_thread_limit"),
				0));
	append_to_statement_list(build_call_expr_loc(e->loc, set, 1, threads),
				 list);
	return old;
}

/* Append to "list": the number of threads is "old" again. */
static void restore_threads(ta_emit *e, tree old, tree *list)
{
	tree set = ta_omp_decl("omp_set_num_threads");

	append_to_statement_list(build_call_expr_loc(e->loc, set, 1, old),
				 list);
}

/* Append to "list" what takes up the "value" that the call "node" returns. */
static void take_value(ta_emit *e, const ta_node *node, tree value,
		       tree *list)
{
	const ta_stmt *s = e->p->stmt[node->stmt];
	tree to;

	e->stmt = node->stmt;
	e->iter = node->iter;
	to = ta_tree_access(e, s->write);
	ta_tree_assign(ta_locus(node->loc), to,
		       build2_loc(ta_locus(node->loc),
				  ta_sum_op(s) == TA_OP_SUB ? MINUS_EXPR :
				  PLUS_EXPR, TREE_TYPE(to), unshare_expr(to),
				  fold_convert(TREE_TYPE(to), value)),
		       list);
}

/* A new variable "name" of "type" whose address is taken, chained to
   "*vars". */
static tree addressed(ta_emit *e, const char *name, tree type, tree *vars)
{
	tree v = ta_tree_variable(e, name, type, vars);

	TREE_ADDRESSABLE(v) = 1;
	return v;
}

/* "ptr" and "n" times "stride" elements. */
static tree further(tree ptr, tree n, tree stride)
{
	tree type = ta_index_type();
	tree off = build2(MULT_EXPR, type, fold_convert(type, n),
			  fold_convert(type, unshare_expr(stride)));

	off = build2(MULT_EXPR, type, off,
		     fold_convert(type, TYPE_SIZE_UNIT(
					    TREE_TYPE(TREE_TYPE(ptr)))));
	return fold_build_pointer_plus(unshare_expr(ptr),
				       fold_convert(sizetype, off));
}

/* What is at "ptr". */
static tree at(tree ptr)
{
	return build2(MEM_REF, TREE_TYPE(TREE_TYPE(ptr)), ptr,
		      build_int_cst(TREE_TYPE(ptr), 0));
}

/* Append the assignment of "x" and 0 to a new variable, chained to "*vars", to "list",
   and return its address, as "type". */
static tree last_and_more(ta_emit *e, tree x, tree type, tree *vars, tree *list)
{
	tree elem = TREE_TYPE(x), value[] = { x, build_zero_cst(elem) };
	tree copy = addressed(e, "last", build_array_type_nelts(elem, 2), vars);

	for (int i = 0; i < 2; i++)
		ta_tree_assign(e->loc, build4(ARRAY_REF, elem, copy,
					      build_int_cst(integer_type_node, i),
					      NULL_TREE, NULL_TREE),
			       value[i], list);
	return fold_convert(type, build_fold_addr_expr(copy));
}

/* A new variable, chained to "*vars", that "list" sets to "n" less one. */
static tree one_less(ta_emit *e, tree n, tree *vars, tree *list)
{
	tree v = ta_tree_variable(e, "before", integer_type_node, vars);

	ta_tree_assign(e->loc, v, build2(MINUS_EXPR, integer_type_node, n,
					 integer_one_node), list);
	return v;
}

/* Leave the last elements out of the sum "node" with "arg", which ta_reads_beyond:
   their product is returned.  A variable is chained to "*vars", which "list" sets. */
static tree last_term(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
		      tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	int n = ta_routine_arg(r, 'k');
	int x = ta_routine_arg(r, 'X'), y = ta_routine_arg(r, 'Y');
	tree term;

	arg[n] = one_less(e, arg[n], vars, list);
	term = at(further(arg[x], arg[n], arg[x + 1]));
	if (r->conj)
		term = build1(CONJ_EXPR, TREE_TYPE(term), term);
	return build2(MULT_EXPR, TREE_TYPE(term), term,
		      at(further(arg[y], arg[n], arg[y + 1])));
}

/* Append the call "node" with "arg", which ta_reads_beyond, to "list" as two: of the
   last row, whose element of x is copied to where there is one more, and of the rows
   before, behind which there is that one.  Variables are chained to "*vars". */
static void call_in_parts(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
			  tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	int rows = ta_routine_arg(r, 'r'), a = ta_routine_arg(r, 'A');
	int x = ta_routine_arg(r, 'x'), beta = ta_routine_arg(r, 'b');
	tree fn = routine_decl(e, node), before, one, elem;
	tree *last = XALLOCAVEC(tree, node->nargs);

	elem = TREE_TYPE(TREE_TYPE(arg[x]));
	before = one_less(e, arg[rows], vars, list);
	one = addressed(e, "one", elem, vars);
	ta_tree_assign(e->loc, one, build_one_cst(elem), list);
	for (int i = 0; i < node->nargs; i++)
		last[i] = unshare_expr(arg[i]);
	last[rows] = last[x + 1] = integer_one_node;
	last[a] = further(arg[a], before, arg[a + 1]);
	last[x] = last_and_more(e, at(further(arg[x], before, arg[x + 1])),
				TREE_TYPE(arg[x]), vars, list);
	append_to_statement_list(build_call_expr_loc_array(
					 e->loc, fn, node->nargs, last), list);
	arg[rows] = before;
	arg[beta] = build_fold_addr_expr(one);
	append_to_statement_list(build_call_expr_loc_array(
					 e->loc, fn, node->nargs, arg), list);
}

/* Whether the element behind the "n" of "x" is on another page of memory. */
static tree ends_page(tree x, tree n)
{
	tree size = TYPE_SIZE_UNIT(TREE_TYPE(TREE_TYPE(x))), last, over;

	last = fold_convert(sizetype, further(x, n, integer_one_node));
	last = build2(MINUS_EXPR, sizetype, last, size_one_node);
	over = build2(PLUS_EXPR, sizetype, unshare_expr(last),
		      fold_convert(sizetype, size));
	return build2(GE_EXPR, boolean_type_node,
		      build2(BIT_XOR_EXPR, sizetype, last, over), size_int(4096));
}

/* Append the call "call" of "node" with "arg", which ta_reads_end, to "list", where the
   end of its vector may be the end of memory, with a copy of it that has room for one
   element more. */
static void call_with_room(ta_emit *e, const ta_node *node, tree *arg, tree call,
			   tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	tree copy_fn = builtin_decl_explicit(BUILT_IN_MEMCPY);
	tree n = arg[ta_routine_arg(r, 'm')], body = NULL_TREE, room, bytes, vars;
	int x = ta_routine_arg(r, 'y');
	tree *with = XALLOCAVEC(tree, node->nargs);

	vars = NULL_TREE;
	room = ta_tree_variable(e, "room", TREE_TYPE(arg[x]), &vars);
	bytes = build2(MULT_EXPR, sizetype, fold_convert(sizetype, unshare_expr(n)),
		       fold_convert(sizetype, TYPE_SIZE_UNIT(TREE_TYPE(
							 TREE_TYPE(arg[x])))));
	ta_tree_assign(e->loc, room,
		       fold_convert(TREE_TYPE(room), build_call_expr_loc(
				e->loc, builtin_decl_explicit(BUILT_IN_ALLOCA), 1,
				build2(PLUS_EXPR, sizetype, unshare_expr(bytes),
				       size_int(16)))), &body);
	append_to_statement_list(
		build_call_expr_loc(e->loc, copy_fn, 3, room,
				    unshare_expr(arg[x]), unshare_expr(bytes)),
		&body);
	for (int i = 0; i < node->nargs; i++)
		with[i] = i == x ? room : unshare_expr(arg[i]);
	append_to_statement_list(
		build_call_expr_loc_array(e->loc, routine_decl(e, node),
					  node->nargs, with), &body);
	append_to_statement_list(
		build_call_expr_loc(e->loc, copy_fn, 3, unshare_expr(arg[x]), room,
				    bytes), &body);
	append_to_statement_list(
		build3(COND_EXPR, void_type_node,
		       ta_tree_expected(ends_page(arg[x], n), false),
		       ta_tree_bind(vars, body), call), list);
}

/* "body" where "cond" holds, if that is not NULL. */
static tree only_if(tree cond, tree body)
{
	return cond ? build3(COND_EXPR, void_type_node, cond, body, NULL_TREE) : body;
}

/* Whether there is something to do for the call "node" with "arg", which
   ta_reads_beyond: else no vector has an element. */
static tree has_elements(const ta_node *node, tree *arg)
{
	const ta_routine *r = ta_routine_named(node->routine);
	tree all = boolean_true_node;

	for (const char *role = "krc"; *role; role++) {
		int n = ta_routine_arg(r, *role);

		if (n >= 0)
			all = fold_build2(TRUTH_AND_EXPR, boolean_type_node, all,
					  build2(GT_EXPR, boolean_type_node,
						 unshare_expr(arg[n]),
						 integer_zero_node));
	}
	return all;
}

/* Append the call of the routine of "node" with "arg", which has room for one
   more, to "list": sizes fit an int. */
void ta_emit_routine(ta_emit *e, const ta_node *node, tree *arg, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE, sum = NULL_TREE, v, call;
	tree more = NULL_TREE, some = NULL_TREE;
	bool beyond = ta_reads_beyond(node);
	int n = node->nargs;

	for (int i = 0; i < n; i++) {
		if (node->arg[i].kind == TA_ARG_INT)
			arg[i] = fold_convert(integer_type_node, arg[i]);
		if (node->arg[i].kind != TA_ARG_SCALAR
		    || !COMPLEX_FLOAT_TYPE_P(TREE_TYPE(arg[i])))
			continue;
		v = addressed(e, "scalar", TREE_TYPE(arg[i]), &vars);
		ta_tree_assign(ta_locus(node->loc), v, arg[i], &body);
		arg[i] = build_fold_addr_expr(v);
	}
	if (beyond)
		some = has_elements(node, arg);
	if (beyond && !node->iter) {
		call_in_parts(e, node, arg, &vars, &body);
		append_to_statement_list(only_if(some, ta_tree_bind(vars, body)),
					 list);
		return;
	}
	if (beyond)
		more = last_term(e, node, arg, &vars, &body);
	if (sums_by_address(node)) {
		v = TREE_TYPE(TREE_TYPE(arg[1]));
		sum = addressed(e, "sum", v, &vars);
		arg[n++] = build_fold_addr_expr(sum);
	}
	call = build_call_expr_loc_array(ta_locus(node->loc),
					 routine_decl(e, node), n, arg);
	if (ta_reads_end(node))
		call_with_room(e, node, arg, call, &body);
	else if (VOID_TYPE_P(TREE_TYPE(call)))
		append_to_statement_list(call, &body);
	if (more)
		sum = build2(PLUS_EXPR, TREE_TYPE(sum), sum, more);
	if (node->iter)
		take_value(e, node, sum ? sum : call, &body);
	append_to_statement_list(only_if(some, ta_tree_bind(vars, body)), list);
}

/* How many threads the library call "node" may use, or NULL for all: with what
   it shares a sum among several, the library's results differ by how many
   they are. */
static tree call_threads(ta_emit *e, const ta_node *node)
{
	if (e->p->serial || e->p->deterministic)
		return integer_one_node;
	if (e->region || !node->work)
		return e->region ? NULL_TREE : ta_tree_threads(e);
	return build3(COND_EXPR, integer_type_node,
		      ta_tree_enough(e, node->work, node->par_limit),
		      ta_tree_most_threads(e), integer_one_node);
}

/* Append the call of the library routine "node" to "list", under the number
   of threads that the kernel may use. */
void ta_emit_call(ta_emit *e, const ta_node *node, tree *list)
{
	tree *arg = XALLOCAVEC(tree, node->nargs + 1), old;
	tree threads = call_threads(e, node), body = NULL_TREE;

	for (int i = 0; i < node->nargs; i++)
		arg[i] = arg_value(e, &node->arg[i]);
	if (ta_node_needs_library(node))
		ta_emit_share(e, e->loc, node->work
			      ? ta_tree_enough(e, node->work, node->par_limit)
			      : NULL_TREE, &body);
	old = threads ? limit_threads(e, threads, &body) : NULL_TREE;
	ta_tree_mark(ta_locus(node->loc), &body);
	ta_tree_assign(e->loc, ta_tree_calling(e), boolean_true_node, &body);
	ta_emit_blocks(e, node, arg, &body);
	ta_tree_assign(e->loc, ta_tree_calling(e), boolean_false_node, &body);
	if (old)
		restore_threads(e, old, &body);
	append_to_statement_list(ta_tree_bind(old, body), list);
}

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
