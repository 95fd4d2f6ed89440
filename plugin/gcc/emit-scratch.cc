/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-scratch.cc - memory for operands that are copied.

   Assumes a choice of the plan whose first branch has a scratch array, and in
   it a loop that the array is local to.  From it:

	{ float *T = 0;
	  if (cond)
	    T = aligned_alloc (64, bytes * threads);
	  if (T)
	    { ...; free (T); }
	  else
	    ... }

   Where the loop is shared out among threads each has its part, of "bytes" from
   T + bytes * omp_get_thread_num (); otherwise one part is all.  Leaves true that
   nothing is left allocated, and that a kernel without memory runs its other
   branch. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The alignment of scratch memory: that of cache lines and of all vectors. */
enum { ALIGNMENT = 64 };

/* Whether the array "array" is local to a loop in "node" that several threads
   run, or to one inside of such a loop. */
static bool is_shared_out(const ta_node *node, int array, bool parallel)
{
	if (!node)
		return false;
	if (node->kind == TA_NODE_LOOP) {
		parallel |= node->parallel;
		for (int i = 0; i < node->nlocals; i++)
			if (node->local[i] == array)
				return parallel;
	}
	for (int i = 0; i < node->nchildren; i++)
		if (is_shared_out(node->child[i], array, parallel))
			return true;
	return false;
}

/* How many threads a parallel region has at most, as a size. */
static tree most_threads(ta_emit *e)
{
	tree n = ta_tree_threads(e);

	if (!n)
		n = build_call_expr_loc(e->loc,
					ta_omp_decl("omp_get_max_threads"), 0);
	return fold_convert(sizetype, n);
}

/* A call of "name", of the C library, that returns "result". */
static tree library_call(ta_emit *e, const char *name, tree result, int n,
			 tree first, tree second)
{
	tree type = n == 2 ?
		build_function_type_list(result, sizetype, sizetype,
					 NULL_TREE) :
		build_function_type_list(result, ptr_type_node, NULL_TREE);

	return build_call_expr_loc(e->loc, ta_extern_fn(name, type, false), n,
				   first, second);
}

/* Append to "list": e->bytes[array] is set, and "to" points to new memory, or
   to nothing. */
static void allocate(ta_emit *e, const ta_node *node, int array, tree to,
		     tree *list)
{
	const ta_array *a = &e->p->array[array];
	tree size = fold_convert(sizetype,
				 ta_tree_idx(e, a->extent[0], ta_index_type()));

	size = fold_build2(MULT_EXPR, sizetype, size,
			   size_int(ta_type_size(a->elem)));
	size = fold_build2(PLUS_EXPR, sizetype, size, size_int(ALIGNMENT - 1));
	size = fold_build2(BIT_AND_EXPR, sizetype, size,
			   fold_build1(BIT_NOT_EXPR, sizetype,
				       size_int(ALIGNMENT - 1)));
	ta_tree_assign(e->loc, e->bytes[array], size, list);
	size = e->bytes[array];
	if (is_shared_out(node->child[0], array, false) && !e->region &&
	    !e->serial)
		size = fold_build2(MULT_EXPR, sizetype, size, most_threads(e));
	ta_tree_assign(e->loc, to,
		       library_call(e, "aligned_alloc", ptr_type_node, 2,
				    size_int(ALIGNMENT), size), list);
}

/* Append to "list" the choice "node" under the conditions "cond" (NULL: none)
   and that there is memory for the scratch array "array". */
void ta_emit_scratch(ta_emit *e, const ta_node *node, int array, tree cond,
		     tree *list)
{
	const ta_array *a = &e->p->array[array];
	tree type = build_pointer_type(ta_gcc_type(a->elem));
	tree vars = NULL_TREE, body = NULL_TREE, get = NULL_TREE, t;
	tree arm[2] = { NULL_TREE, NULL_TREE };
	tree to = ta_tree_variable(e, a->name, type, &vars);

	e->bytes[array] = ta_tree_variable(e, "bytes", sizetype, &vars);
	ta_tree_assign(e->loc, to, build_int_cst(type, 0), &body);
	allocate(e, node, array, to, &get);
	if (cond) {
		get = build3(COND_EXPR, void_type_node, cond, get, NULL_TREE);
		TREE_SIDE_EFFECTS(get) = 1;
	}
	append_to_statement_list(get, &body);
	e->scratch[array] = to;
	e->whole[array] = !e->region;
	ta_emit_node(e, node->child[0], &arm[0]);
	append_to_statement_list(library_call(e, "free", void_type_node, 1, to,
					      NULL_TREE), &arm[0]);
	e->scratch[array] = NULL_TREE;
	if (node->nchildren > 1 && node->child[1])
		ta_emit_node(e, node->child[1], &arm[1]);
	t = build2(NE_EXPR, boolean_type_node, to, build_int_cst(type, 0));
	t = build3_loc(ta_locus(node->loc), COND_EXPR, void_type_node, t,
		       arm[0], arm[1]);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Where the memory of "array" is that the thread at work has to itself: a new
   variable, chained to "*vars", that is set in "list". */
tree ta_own_scratch(ta_emit *e, int array, tree *vars, tree *list)
{
	const ta_array *a = &e->p->array[array];
	tree all = e->scratch[array], own, off;

	if (!all)
		ta_bug("nothing was allocated for %s", a->name);
	own = ta_tree_variable(e, a->name, TREE_TYPE(all), vars);
	off = size_int(0);
	if (e->region && e->whole[array]) {
		off = build_call_expr_loc(e->loc, ta_extern_fn(
				"omp_get_thread_num", build_function_type_list(
					integer_type_node, NULL_TREE), false),
				0);
		off = fold_build2(MULT_EXPR, sizetype,
				  fold_convert(sizetype, off),
				  e->bytes[array]);
	}
	ta_tree_assign(e->loc, own, fold_build_pointer_plus(all, off), list);
	return own;
}
