/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-scratch.cc - memory for operands that are copied, and runs of their elements.

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
   T + bytes * omp_get_thread_num (); otherwise one part is all.  Leaves true
   that nothing is left allocated, and that a kernel without memory runs its
   other branch. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The alignment of scratch memory, that of cache lines and of all vectors; the
   most arrays in one choice. */
enum { ALIGNMENT = 64, MOST = 8 };

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

/* Memory for "size" bytes, or nothing. */
tree ta_tree_allocate(location_t loc, tree size)
{
	tree type = build_function_type_list(ptr_type_node, sizetype, sizetype,
					     NULL_TREE);

	return build_call_expr_loc(loc,
				   ta_extern_fn("aligned_alloc", type, false),
				   2, size_int(ALIGNMENT), size);
}

/* The "size" of memory, made a multiple of its alignment, as the function that gets it
   asks. */
static tree rounded(tree size)
{
	size = fold_build2(PLUS_EXPR, sizetype, size, size_int(ALIGNMENT - 1));
	return fold_build2(BIT_AND_EXPR, sizetype, size,
			   fold_build1(BIT_NOT_EXPR, sizetype,
				       size_int(ALIGNMENT - 1)));
}

/* Memory for "size" bytes, which need not be a multiple of the alignment, or nothing. */
tree ta_tree_allocate_rounded(location_t loc, tree size)
{
	return ta_tree_allocate(loc, rounded(size));
}

/* What frees the memory at "p". */
tree ta_tree_free(location_t loc, tree p)
{
	tree type = build_function_type_list(void_type_node, ptr_type_node,
					     NULL_TREE);

	return build_call_expr_loc(loc, ta_extern_fn("free", type, false), 1,
				   p);
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
	ta_tree_assign(e->loc, e->bytes[array], rounded(size), list);
	size = e->bytes[array];
	if (is_shared_out(node->child[0], array, false) && !e->region &&
	    !e->serial)
		size = fold_build2(MULT_EXPR, sizetype, size,
				   fold_convert(sizetype,
						ta_tree_most_threads(e)));
	ta_tree_assign(e->loc, to,
		       ta_tree_allocate(e->loc, size), list);
}

/* The "n" scratch arrays, number[i], that the choice "node" asks for, and the
   variables that point to their memory. */
struct scratch {
	int n, number[MOST];
	tree to[MOST];
};

/* Append to "list" that the memory of "x" is freed. */
static void release(ta_emit *e, const scratch *x, tree *list)
{
	for (int i = 0; i < x->n; i++)
		append_to_statement_list(ta_tree_free(e->loc, x->to[i]), list);
}

/* Append to "list" that all memory for scratch arrays is freed that there is. */
void ta_release_all(ta_emit *e, tree *list)
{
	for (int a = 0; a < e->p->narrays; a++)
		if (e->scratch[a])
			append_to_statement_list(
				ta_tree_free(e->loc, e->scratch[a]), list);
}

/* Append to "list" that there is memory for the arrays of "x" under the
   condition "cond" (NULL: always), as "node" needs it, or some of them point to
   nothing; their variables are chained to "*vars".  The test that there is all
   of it. */
static tree acquire(ta_emit *e, const ta_node *node, scratch *x, tree cond,
		    tree *vars, tree *list)
{
	tree get = NULL_TREE, all = NULL_TREE, t;

	for (int i = 0; i < x->n; i++) {
		const ta_array *a = &e->p->array[x->number[i]];
		tree type = build_pointer_type(ta_gcc_type(a->elem));

		x->to[i] = ta_tree_variable(e, a->name, type, vars);
		e->bytes[x->number[i]] = ta_tree_variable(e, "bytes", sizetype,
							  vars);
		ta_tree_assign(e->loc, x->to[i], build_int_cst(type, 0), list);
		allocate(e, node, x->number[i], x->to[i], &get);
		t = build2(NE_EXPR, boolean_type_node, x->to[i],
			   build_int_cst(type, 0));
		all = all ? build2(TRUTH_ANDIF_EXPR, boolean_type_node, all, t) :
			    t;
	}
	if (cond) {
		get = build3(COND_EXPR, void_type_node, cond, get, NULL_TREE);
		TREE_SIDE_EFFECTS(get) = 1;
	}
	append_to_statement_list(get, list);
	return all;
}

/* Append to "list" the choice "node", which asks for scratch arrays, under the
   conditions "cond" (NULL: none) and that there is memory for all of them. */
void ta_emit_scratch(ta_emit *e, const ta_node *node, tree cond, tree *list)
{
	scratch x = { 0, {}, {} };
	tree vars = NULL_TREE, body = NULL_TREE, all, t;
	tree arm[2] = { NULL_TREE, NULL_TREE };

	for (int i = 0; i < node->nconds; i++) {
		if (node->cond[i]->kind != TA_GUARD_SCRATCH)
			continue;
		if (x.n == MOST)
			ta_bug("too many scratch arrays in one choice");
		x.number[x.n++] = node->cond[i]->array[0];
	}
	all = acquire(e, node, &x, cond, &vars, &body);
	for (int i = 0; i < x.n; i++) {
		e->scratch[x.number[i]] = x.to[i];
		e->whole[x.number[i]] = !e->region;
	}
	ta_emit_node(e, node->child[0], &arm[0]);
	release(e, &x, &arm[0]);
	for (int i = 0; i < x.n; i++)
		e->scratch[x.number[i]] = NULL_TREE;
	if (x.n > 1)
		release(e, &x, &arm[1]);
	if (node->nchildren > 1 && node->child[1])
		ta_emit_node(e, node->child[1], &arm[1]);
	t = build3_loc(ta_locus(node->loc), COND_EXPR, void_type_node, all,
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

/* What the access "acc" of the instance "in" takes. */
static tree element(ta_emit *e, const ta_access *acc, const ta_node *in)
{
	return ta_tree_element(e, acc->array, ta_offset_at(e->p, acc, in));
}

/* The loop "node" over [lo, hi), which copies a run of elements: a call of memcpy,
   which takes less for a few dozen of them than vectors, their rest, and finding out
   how many there are. */
tree ta_run_version(ta_emit *e, const ta_node *node, tree lo, tree hi)
{
	const ta_node *in = node->child[0];
	const ta_stmt *s = e->p->stmt[in->stmt];
	int size = ta_type_size(e->p->array[s->write->array].elem);
	tree type = ta_index_type(), length, list = NULL_TREE, call;

	e->var[node->var] = lo;
	length = fold_build2(MULT_EXPR, type,
			     fold_build2(MINUS_EXPR, type, hi, lo),
			     build_int_cst(type, size));
	call = build_call_expr_loc(ta_locus(node->loc),
				   builtin_decl_implicit(BUILT_IN_MEMCPY), 3,
				   element(e, s->write, in),
				   element(e, s->rhs->u.access, in),
				   fold_convert(size_type_node, length));
	ta_tree_if(build2(LT_EXPR, boolean_type_node, lo, hi), call, NULL_TREE,
		   &list);
	return list;
}
