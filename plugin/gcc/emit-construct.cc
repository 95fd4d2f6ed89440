/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-construct.cc - constructs of OpenMP, as the front end would make them, and
   the functions of libgomp that they come to call.

   Assumes that no OpenMP lowering has run on the function being built.  Leaves
   true that a parallel region is one worksharing loop. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The threads clause as an int of at least 1, or NULL. */
tree ta_tree_threads(ta_emit *e)
{
	tree n;

	if (!e->p->threads)
		return NULL_TREE;
	n = fold_convert(integer_type_node, ta_tree_expr(e, e->p->threads));
	return fold_build2(MAX_EXPR, integer_type_node, n, integer_one_node);
}

/* How many threads a parallel region has at most, as an int. */
tree ta_tree_most_threads(ta_emit *e)
{
	tree n = ta_tree_threads(e);

	return n ? n : build_call_expr_loc(
			       e->loc, ta_omp_decl("omp_get_max_threads"), 0);
}

/* Let the construct "f" be about "n" loops, each of which ta_omp_count says. */
void ta_omp_range(tree f, int n)
{
	OMP_FOR_INIT(f) = make_tree_vec(n);
	OMP_FOR_COND(f) = make_tree_vec(n);
	OMP_FOR_INCR(f) = make_tree_vec(n);
	if (n > 1) {
		tree c = build_omp_clause(EXPR_LOCATION(f),
					  OMP_CLAUSE_COLLAPSE);

		OMP_CLAUSE_COLLAPSE_EXPR(c) =
			build_int_cst(integer_type_node, n);
		OMP_CLAUSE_CHAIN(c) = OMP_FOR_CLAUSES(f);
		OMP_FOR_CLAUSES(f) = c;
	}
}

/* Let loop number "i" of the construct "f" be iv in [lo, hi) by "step". */
void ta_omp_count(tree f, int i, tree iv, tree lo, tree hi, tree step)
{
	location_t loc = EXPR_LOCATION(f);

	TREE_VEC_ELT(OMP_FOR_INIT(f), i) =
		build2_loc(loc, MODIFY_EXPR, TREE_TYPE(iv), iv, lo);
	TREE_VEC_ELT(OMP_FOR_COND(f), i) =
		build2_loc(loc, LT_EXPR, boolean_type_node, iv, hi);
	TREE_VEC_ELT(OMP_FOR_INCR(f), i) =
		build2_loc(loc, MODIFY_EXPR, TREE_TYPE(iv), iv,
			   build2_loc(loc, PLUS_EXPR, TREE_TYPE(iv), iv,
				      step));
}

/* An OMP_FOR or OMP_SIMD, as "code" says, over iv in [lo, hi) by "step"; with
   "iv" NULL the outer half of a combined construct, or one that is to be about
   several loops. */
tree ta_omp_loop(enum tree_code code, location_t loc, tree iv, tree lo,
		 tree hi, tree step, tree body, tree clauses)
{
	tree f = make_node(code);

	TREE_TYPE(f) = void_type_node;
	OMP_FOR_BODY(f) = body;
	OMP_FOR_CLAUSES(f) = clauses;
	OMP_FOR_PRE_BODY(f) = NULL_TREE;
	TREE_SIDE_EFFECTS(f) = 1;
	SET_EXPR_LOCATION(f, loc);
	if (!iv)
		return f;
	ta_omp_range(f, 1);
	ta_omp_count(f, 0, iv, lo, hi, step);
	return f;
}

/* A new scope inside that of the function. */
static tree new_block(ta_emit *e)
{
	tree block = make_node(BLOCK);

	BLOCK_SUPERCONTEXT(block) = e->block;
	BLOCK_CHAIN(block) = BLOCK_SUBBLOCKS(e->block);
	BLOCK_SUBBLOCKS(e->block) = block;
	TREE_USED(block) = 1;
	return block;
}

/* Append to "list", before what threads share if "enough" holds (NULL: always),
   that the runtime library is told, where there is one (runtime/spin.c). */
void ta_emit_share(ta_emit *e, location_t loc, tree enough, tree *list)
{
	tree fn = ta_runtime_fn("tensoraot_share"), call = NULL_TREE, t;

	if (e->region || e->serial)
		return;
	append_to_statement_list(build_call_expr_loc(loc, fn, 0), &call);
	t = build2(NE_EXPR, boolean_type_node, build_fold_addr_expr(fn),
		   build_int_cst(build_pointer_type(TREE_TYPE(fn)), 0));
	if (enough)
		t = build2(TRUTH_ANDIF_EXPR, boolean_type_node,
			   unshare_expr(enough), t);
	ta_tree_if(t, call, NULL_TREE, list);
}

/* A parallel region that is just the worksharing loop "loop", with variables
   "vars" of its own and "clauses"; one thread runs it unless e->enough, if there
   is that. */
tree ta_parallel_region(ta_emit *e, location_t loc, tree vars, tree loop,
			tree clauses)
{
	tree par = make_node(OMP_PARALLEL), threads = ta_tree_threads(e);
	tree list = NULL_TREE;

	if (threads) {
		tree c = build_omp_clause(loc, OMP_CLAUSE_NUM_THREADS);

		OMP_CLAUSE_NUM_THREADS_EXPR(c) = threads;
		OMP_CLAUSE_CHAIN(c) = clauses;
		clauses = c;
	}
	if (e->enough) {
		tree c = build_omp_clause(loc, OMP_CLAUSE_IF);

		OMP_CLAUSE_IF_MODIFIER(c) = ERROR_MARK;
		OMP_CLAUSE_IF_EXPR(c) = unshare_expr(e->enough);
		OMP_CLAUSE_CHAIN(c) = clauses;
		clauses = c;
	}
	TREE_TYPE(par) = void_type_node;
	OMP_PARALLEL_BODY(par) = build3(BIND_EXPR, void_type_node, vars, loop,
					new_block(e));
	TREE_SIDE_EFFECTS(OMP_PARALLEL_BODY(par)) = 1;
	OMP_PARALLEL_CLAUSES(par) = clauses;
	OMP_PARALLEL_COMBINED(par) = 1;
	TREE_SIDE_EFFECTS(par) = 1;
	SET_EXPR_LOCATION(par, loc);
	ta_emit_share(e, loc, e->enough, &list);
	append_to_statement_list(par, &list);
	return list;
}

/* Make the built-in "code" a function "name" of "type", unless the front end
   has made it. */
static void need_builtin(enum built_in_function code, const char *name,
			 tree type, bool is_const)
{
	tree decl;

	if (builtin_decl_explicit(code))
		return;
	decl = build_decl(BUILTINS_LOCATION, FUNCTION_DECL,
			  get_identifier(name), type);
	TREE_PUBLIC(decl) = 1;
	DECL_EXTERNAL(decl) = 1;
	DECL_ARTIFICIAL(decl) = 1;
	TREE_NOTHROW(decl) = 1;
	TREE_READONLY(decl) = is_const;
	set_decl_built_in_function(decl, BUILT_IN_NORMAL, code);
	SET_DECL_ASSEMBLER_NAME(decl, DECL_NAME(decl));
	set_builtin_decl(code, decl, true);
}

/* Make the functions of libgomp that the lowering of parallel regions calls:
   without -fopenmp the front end has none.  That it could be made to have
   them by a flag would not do: every declaration after them would be numbered
   otherwise, and objects without kernels differ. */
void ta_need_gomp(void)
{
	tree v = void_type_node, i = integer_type_node, u = unsigned_type_node;
	tree p = ptr_type_node, fn;

	need_builtin(BUILT_IN_OMP_GET_THREAD_NUM, "omp_get_thread_num",
		     build_function_type_list(i, NULL_TREE), true);
	need_builtin(BUILT_IN_OMP_GET_NUM_THREADS, "omp_get_num_threads",
		     build_function_type_list(i, NULL_TREE), true);
	need_builtin(BUILT_IN_GOMP_BARRIER, "GOMP_barrier",
		     build_function_type_list(v, NULL_TREE), false);
	need_builtin(BUILT_IN_GOMP_ATOMIC_START, "GOMP_atomic_start",
		     build_function_type_list(v, NULL_TREE), false);
	need_builtin(BUILT_IN_GOMP_ATOMIC_END, "GOMP_atomic_end",
		     build_function_type_list(v, NULL_TREE), false);
	fn = build_pointer_type(build_function_type_list(v, p, NULL_TREE));
	need_builtin(BUILT_IN_GOMP_PARALLEL, "GOMP_parallel",
		     build_function_type_list(v, fn, p, u, u, NULL_TREE),
		     false);
}
