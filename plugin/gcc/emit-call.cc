/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-call.cc - calls of library routines.

   The routines of CBLAS are declared here, from the kinds of their arguments:
   int, enumerators as int, scalars and pointers.  Complex scalars are passed by
   their address, and so is where a complex sum goes.  They are weak, so that a
   program links without any BLAS; a guard of the kernel tests the address.
   A name that the user's file has declared itself is used as declared.

   The linker leaves out a library that only weak symbols ask for.  So a file with
   such calls has a common symbol, which the linker looks for in archives: the one
   in -ltensoraot that defines it asks for OpenBLAS (runtime/link/blas.c), and a
   program without it starts without OpenBLAS. */
#include "gcc-compat.h"
#include "ta.h"
#include "blas.h"
#include "emit.h"

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

/* Have the common symbol in this file by which -ltensoraot links OpenBLAS. */
static void say_that_blas_is_called(void)
{
	tree id = get_identifier("tensoraot_calls_blas"), v;

	if (symtab_node::get_for_asmname(id))
		return;
	v = build_decl(UNKNOWN_LOCATION, VAR_DECL, id, char_type_node);
	TREE_PUBLIC(v) = 1;
	TREE_STATIC(v) = 1;
	DECL_COMMON(v) = 1;
	DECL_ARTIFICIAL(v) = 1;
	DECL_IGNORED_P(v) = 1;
	DECL_PRESERVE_P(v) = 1;
	TREE_USED(v) = 1;
	SET_DECL_ASSEMBLER_NAME(v, id);
	varpool_node::finalize_decl(v);
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
	if (DECL_WEAK(decl))
		say_that_blas_is_called();
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

/* A new variable "name" of "type" whose address is taken, chained to
   "*vars". */
tree ta_tree_addressed(ta_emit *e, const char *name, tree type, tree *vars)
{
	tree v = ta_tree_variable(e, name, type, vars);

	TREE_ADDRESSABLE(v) = 1;
	return v;
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

/* The call of the routine of "node" with the "n" arguments "arg". */
tree ta_tree_routine(ta_emit *e, const ta_node *node, int n, tree *arg)
{
	return build_call_expr_loc_array(ta_locus(node->loc),
					 routine_decl(e, node), n, arg);
}

/* Make of "arg" of the call "node" what the library takes: an int, or the address of a
   complex number.  Variables are chained to "*vars", which "list" sets. */
static void pass_arguments(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
			   tree *list)
{
	for (int i = 0; i < node->nargs; i++) {
		tree v;

		if (node->arg[i].kind == TA_ARG_INT)
			arg[i] = fold_convert(integer_type_node, arg[i]);
		if (node->arg[i].kind != TA_ARG_SCALAR
		    || !COMPLEX_FLOAT_TYPE_P(TREE_TYPE(arg[i])))
			continue;
		v = ta_tree_addressed(e, "scalar", TREE_TYPE(arg[i]), vars);
		ta_tree_assign(ta_locus(node->loc), v, arg[i], list);
		arg[i] = build_fold_addr_expr(v);
	}
}

/* Append the call "node" with "arg", as the library takes them, to "list", and where
   its value goes.  Variables are chained to "*vars". */
static void call_whole(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
		       tree *list)
{
	tree more = NULL_TREE, sum = NULL_TREE, call;
	int n = node->nargs;

	if (ta_reads_beyond(node))
		more = ta_last_term(e, node, arg, vars, list);
	if (sums_by_address(node)) {
		sum = ta_tree_addressed(e, "sum", TREE_TYPE(TREE_TYPE(arg[1])), vars);
		arg[n++] = build_fold_addr_expr(sum);
	}
	call = ta_tree_routine(e, node, n, arg);
	if (VOID_TYPE_P(TREE_TYPE(call)))
		append_to_statement_list(call, list);
	if (more)
		sum = build2(PLUS_EXPR, TREE_TYPE(sum), sum, more);
	if (node->iter)
		take_value(e, node, sum ? sum : call, list);
}

/* Append the call of the routine of "node" with "arg", which has room for one
   more, to "list": sizes fit an int. */
void ta_emit_routine(ta_emit *e, const ta_node *node, tree *arg, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE, some = NULL_TREE;

	pass_arguments(e, node, arg, &vars, &body);
	if (ta_reads_beyond(node))
		some = ta_has_elements(node, arg);
	if (ta_reads_end(node))
		ta_call_with_room(e, node, arg, &body);
	else if (some && !node->iter)
		ta_call_in_parts(e, node, arg, &vars, &body);
	else
		call_whole(e, node, arg, &vars, &body);
	body = ta_tree_bind(vars, body);
	if (some)
		body = build3(COND_EXPR, void_type_node, some, body, NULL_TREE);
	append_to_statement_list(body, list);
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
