/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-bypass.cc - loops that write past the cache.

   Assumes a loop of vectors without sums, of which bypass.c has found that what
   it writes is too large for the cache from some size on.  It becomes

	past = volume >= limit && hi - lo >= row;
	step = past ? BLOCK : hi - lo;
	first = past ? lo - (long) &y[lo] % 64 / 8 : lo;
	for (at = first; at < hi; at += step)
	  { double block[BLOCK], *to;
	    from = max (at, lo);
	    end = min (at + step, hi);
	    to = past ? block : &y[from];
	    if (past && hi - lo <= NEAR)
	      for (k = from; k < end; k += 8)
	        __builtin_prefetch (&x[k + row], 0, 2);
	    #pragma omp simd
	    for (i = from; i < end; i++)
	      to[i - from] = ...;
	    if (past)
	      tensoraot.store (&y[from], block, end - from); }

   with a loop that fetches what the next row reads, if the plan says so, and is there
   once; all blocks but the first begin where a line
   does.  What is fetched goes to the second-level cache: a row has no room in the
   first, where what it fetches would push out what this one reads, and would take
   the places in which the processor waits for lines.  The function is one of the file
   (emit-own.cc), for elements of 1, 2, 4 or 8 bytes:

	static void tensoraot.store (double *to, double *from, long n)
	{
	  long i, head = min (-(long) to % 64 / 8, n);
	  for (i = 0; i < head; i++) to[i] = from[i];
	  for (; i + 8 <= n; i += 8)
	    { v4di a = from[i ... i + 3], b = from[i + 4 ... i + 7];
	      to[i ... i + 3] = a; to[i + 4 ... i + 7] = b; }
	  for (; i < n; i++) to[i] = from[i];
	}

   and its stores of vectors, of whole lines of the cache, are the ones that pass
   it (ta_mark_nontemporal, when the compiler comes to it).  They are ordered
   with other stores by a fence only: the kernel has one at its end, and the
   barrier at the end of a parallel region is one.  Leaves true that a block is
   stored as the loop would have, and nothing else. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"
#include "emit-tile.h"

static const char store_name[] = "tensoraot.store";

/* Whether the target has stores past the cache, and a fence for them. */
bool ta_has_nontemporal(void)
{
#ifdef FENCE_FOLLOWING_MOVNT
	return FENCE_FOLLOWING_MOVNT && ta_widest(double_type_node) > 8;
#else
	return false;
#endif
}

/* The arguments and variables of the function, for elements "unit". */
struct store_fn {
	tree fn, to, from, n, i, head, unit, block, vars;
};

/* "bytes" of memory at element f->i of "base", in a type that is aligned to
   "align" bytes and goes on "ahead" bytes behind. */
static tree piece(store_fn *f, tree base, tree type, int align, int ahead)
{
	tree at = size_binop(MULT_EXPR, fold_convert(sizetype, f->i),
			     TYPE_SIZE_UNIT(f->unit));

	return build2(MEM_REF, build_aligned_type(type, align * BITS_PER_UNIT),
		      fold_build_pointer_plus(base, at),
		      build_int_cst(build_pointer_type_for_mode(type, ptr_mode,
								true), ahead));
}

/* The loop that copies one element after the other up to "end", from "start". */
static tree copy_units(store_fn *f, tree start, tree end)
{
	int size = (int)tree_to_shwi(TYPE_SIZE_UNIT(f->unit));
	tree list = NULL_TREE;

	ta_tree_assign(UNKNOWN_LOCATION, piece(f, f->to, f->unit, 1, 0),
		       piece(f, f->from, f->unit, size, 0), &list);
	return ta_tree_loop(UNKNOWN_LOCATION, f->i, start, end,
			    ta_index_cst(1), list);
}

/* The loop that copies whole lines. */
static tree copy_lines(store_fn *f)
{
	int bytes = ta_widest(double_type_node);
	int size = (int)tree_to_shwi(TYPE_SIZE_UNIT(f->unit));
	tree type = build_vector_type(intDI_type_node, bytes / 8);
	tree list = NULL_TREE;

	for (int at = 0; at < TA_CACHE_LINE; at += bytes)
		ta_tree_assign(UNKNOWN_LOCATION,
			       piece(f, f->to, type, bytes, at),
			       piece(f, f->from, type, size, at), &list);
	return ta_tree_loop(UNKNOWN_LOCATION, f->i, f->head,
			    ta_index_plus(f->n, 1 - TA_CACHE_LINE / size),
			    ta_index_cst(TA_CACHE_LINE / size), list);
}

/* How many elements are before the first line that begins in what is written:
   all, where no element begins with a line. */
static tree head_length(store_fn *f)
{
	tree type = ta_index_type(), to = fold_convert(type, f->to), x, off;
	int size = (int)tree_to_shwi(TYPE_SIZE_UNIT(f->unit));

	x = build2(BIT_AND_EXPR, type, build1(NEGATE_EXPR, type, to),
		   ta_index_cst(TA_CACHE_LINE - 1));
	x = build2(TRUNC_DIV_EXPR, type, x, ta_index_cst(size));
	x = build2(MIN_EXPR, type, x, f->n);
	off = build2(BIT_AND_EXPR, type, to, ta_index_cst(size - 1));
	return build3(COND_EXPR, type,
		      build2(NE_EXPR, boolean_type_node, off, ta_index_cst(0)),
		      f->n, x);
}

/* The file's function that stores elements of "size" bytes past the cache for
   kernels as that of "e": made if there is none. */
static tree store_function(ta_emit *e, int size)
{
	ta_compiled how = ta_shared_how(e);
	const char *name = ACONCAT((store_name, size == 8 ? "8" :
				    size == 4 ? "4" : size == 2 ? "2" : "1",
				    NULL));
	tree list = NULL_TREE, known = ta_own_known(name, how);
	store_fn f = {};

	if (known)
		return known;
	f.unit = build_nonstandard_integer_type(size * BITS_PER_UNIT, 1);
	f.fn = ta_own_declare(name, void_type_node, e->user_fn, how,
			      &f.block);
	f.to = ta_own_argument(f.fn, "to", ptr_type_node);
	f.from = ta_own_argument(f.fn, "from", ptr_type_node);
	f.n = ta_own_argument(f.fn, "n", ta_index_type());
	f.i = ta_own_variable(f.fn, "i", ta_index_type(), &f.vars);
	f.head = ta_own_variable(f.fn, "head", ta_index_type(), &f.vars);
	ta_tree_assign(UNKNOWN_LOCATION, f.head, head_length(&f), &list);
	append_to_statement_list(copy_units(&f, ta_index_cst(0), f.head),
				 &list);
	append_to_statement_list(copy_lines(&f), &list);
	append_to_statement_list(copy_units(&f, f.i, f.n), &list);
	ta_own_define(f.fn, f.block, f.vars, list);
	return f.fn;
}

/* Let the stores of vectors of "fun", if that is the function of a file that
   stores past the cache, be such ones. */
void ta_mark_nontemporal(function *fun)
{
	basic_block bb;

	if (!ta_is_own_fn(fun, store_name))
		return;
	FOR_EACH_BB_FN(bb, fun)
	for (gimple_stmt_iterator i = gsi_start_bb(bb); !gsi_end_p(i);
	     gsi_next(&i)) {
		gassign *s = dyn_cast<gassign *>(gsi_stmt(i));

		if (s && gimple_store_p(s) &&
		    VECTOR_TYPE_P(TREE_TYPE(gimple_assign_lhs(s))))
			gimple_assign_set_nontemporal_move(s, true);
	}
}

/* Whether the loop "node" is to be emitted here as one that may go past the
   cache: what has several threads from some size on is small without them. */
bool ta_bypasses(const ta_emit *e, const ta_node *node)
{
	return node->nbypass && !e->past_from &&
	       (!e->serial || e->p->serial);
}

/* Whether what the loop "node" writes is too much for the cache. */
static tree is_large(ta_emit *e, const ta_node *node)
{
	return ta_tree_enough(e, node->volume, node->volume_limit);
}

/* How many iterations of the loop "node" over "n" of them are run at a time:
   a block if "past", else as many as a thread has. */
static tree step_of(ta_emit *e, const ta_node *node, tree past, tree n,
		    bool parallel)
{
	tree type = ta_index_type(), all = n;

	if (parallel) {
		all = fold_convert(type, ta_tree_most_threads(e));
		all = build2(CEIL_DIV_EXPR, type, n, all);
		all = build2(BIT_AND_EXPR, type, ta_index_plus(all, TA_CACHE_LINE - 1),
			     ta_index_cst(-TA_CACHE_LINE));
	}
	all = fold_build2(MAX_EXPR, type, all, ta_index_cst(1));
	return build3(COND_EXPR, type, past, ta_index_cst(node->block), all);
}

/* The element that statement "stmt" of the loop "node" writes for iteration
   "at". */
static tree element_of(ta_emit *e, const ta_node *node, int stmt, tree at)
{
	const ta_stmt *s = e->p->stmt[stmt];
	const ta_node *in = ta_plan_instance(node->child[0], stmt);

	e->var[node->var] = at;
	return ta_tree_element(e, s->write->array,
			       ta_idx_subst(e->p->arena, s->write->offset,
					    s->depth, in->iter));
}

/* Append to "list" what chooses where statement "stmt" of the loop "node" leaves
   its block from "at" on: in a new array in "vars", or in its place.  Return the
   array. */
static tree open_block(ta_emit *e, const ta_node *node, int stmt, tree past,
		       tree at, tree *vars, tree *list)
{
	int array = e->p->stmt[stmt]->write->array;
	tree type = ta_gcc_type(e->p->array[array].elem), block, to;
	tree ptr = build_pointer_type(type);

	block = ta_tree_variable(e, "block",
				 build_array_type_nelts(type, node->block),
				 vars);
	SET_DECL_ALIGN(block, TA_CACHE_LINE * BITS_PER_UNIT);
	DECL_USER_ALIGN(block) = 1;
	TREE_ADDRESSABLE(block) = 1;
	to = ta_tree_variable(e, "to", ptr, vars);
	ta_tree_assign(ta_locus(node->loc), to,
		       build3(COND_EXPR, ptr, past,
			      build1(NOP_EXPR, ptr, build_fold_addr_expr(block)),
			      element_of(e, node, stmt, at)), list);
	e->past[stmt] = to;
	return block;
}

/* What the statement "s" that is being emitted writes: an element of a block, or
   in its place. */
tree ta_tree_written(ta_emit *e, const ta_stmt *s)
{
	enum ta_type elem = e->p->array[s->write->array].elem;
	tree to = e->past[e->stmt], ref, type = ta_gcc_type(elem), off;

	if (e->scalars && (ref = ta_scalar_element(e, s->write, true)))
		return ref;
	if (!to)
		return ta_tree_access(e, s->write);
	off = build2(MINUS_EXPR, ta_index_type(), e->var[e->past_var],
		     e->past_from);
	off = size_binop(MULT_EXPR, fold_convert(sizetype, off),
			 size_int(ta_type_size(elem)));
	ref = build2_loc(ta_locus(s->write->loc), MEM_REF, type,
			 fold_build_pointer_plus(to, off),
			 build_int_cst(build_pointer_type_for_mode(
					       type, ptr_mode, true), 0));
	MR_DEPENDENCE_CLIQUE(ref) = ta_clique;
	MR_DEPENDENCE_BASE(ref) = e->as_one[s->write->array] + 1;
	return ref;
}

/* What is stored of "block", what statement "stmt" of the loop "node" has written
   for [at, end). */
static tree close_block(ta_emit *e, const ta_node *node, int stmt, tree block,
			tree at, tree end)
{
	enum ta_type elem =
		e->p->array[e->p->stmt[stmt]->write->array].elem;
	tree type = ta_index_type(), n;
	int size = ta_type_size(elem), parts = size > 8 || ta_type_is_complex(
							elem) ? 2 : 1;

	n = build2(MINUS_EXPR, type, end, at);
	n = fold_build2(MULT_EXPR, type, n, ta_index_cst(parts));
	return build_call_expr_loc(
		ta_locus(node->loc), store_function(e, size / parts), 3,
		element_of(e, node, stmt, at), build_fold_addr_expr(block), n);
}

/* Append to "body" that the element of "acc", an access of the instance "at", is
   fetched, to the second-level cache. */
static void fetch(ta_emit *e, const ta_node *at, const ta_access *acc, tree *body)
{
	const ta_stmt *s = e->p->stmt[at->stmt];
	tree to = ta_tree_element(e, acc->array,
				  ta_idx_subst(e->p->arena, acc->offset,
					       s->depth, at->iter));

	append_to_statement_list(
		build_call_expr(builtin_decl_explicit(BUILT_IN_PREFETCH), 3,
				fold_convert(const_ptr_type_node, to),
				integer_zero_node,
				build_int_cst(integer_type_node, 2)),
		body);
}

/* Append to "list" the loop over the lines of [from, end) that fetches what the loop
   "node" reads there in the next iteration of the one around, if "past". */
static void fetch_ahead(ta_emit *e, const ta_node *node, tree past, tree from,
			tree end, tree *list)
{
	enum { MOST = 8 };
	const ta_node *at[MOST];
	const ta_access *acc[MOST];
	int n = ta_ahead(e->p, node, node->ahead, at, acc, MOST);
	tree type = ta_index_type(), around = e->var[node->ahead], body = NULL_TREE;
	tree k = ta_tree_local(e, "k", type);
	int64_t size = TA_CACHE_LINE;

	e->var[node->ahead] = build2(PLUS_EXPR, type, around, ta_index_cst(1));
	e->var[node->var] = k;
	for (int i = 0; i < n; i++) {
		fetch(e, at[i], acc[i], &body);
		size = MIN(size, TA_CACHE_LINE / ta_type_size(
					 e->p->array[acc[i]->array].elem));
	}
	e->var[node->ahead] = around;
	if (n)
		ta_tree_if(past, ta_tree_bind(k, ta_tree_loop(
				ta_locus(node->loc), k, from, end,
				ta_index_cst(size), body)), NULL_TREE, list);
}

/* What the loop "node" over [lo, hi) does with a block that begins at "at", or where
   the loop does; "near": whether it fetches. */
static tree block_body(ta_emit *e, const ta_node *node, tree past, tree near,
		       tree at, tree lo, tree hi, tree step)
{
	tree end = ta_tree_local(e, "end", ta_index_type()), vars = end, from;
	tree list = NULL_TREE, after = NULL_TREE, t;
	tree *block = XALLOCAVEC(tree, node->nbypass);

	from = ta_tree_variable(e, "from", ta_index_type(), &vars);
	ta_tree_assign(ta_locus(node->loc), from,
		       build2(MAX_EXPR, ta_index_type(), at, lo), &list);
	t = build2(PLUS_EXPR, ta_index_type(), at, step);
	ta_tree_assign(ta_locus(node->loc), end,
		       build2(MIN_EXPR, ta_index_type(), t, hi), &list);
	for (int i = 0; i < node->nbypass; i++)
		block[i] = open_block(e, node, node->bypass[i], past, from,
				      &vars, &list);
	if (node->fetches)
		fetch_ahead(e, node, near, from, end, &list);
	e->past_from = from;
	e->past_var = node->var;
	append_to_statement_list(ta_loop_version(e, node, from, end, false),
				 &list);
	e->past_from = NULL_TREE;
	for (int i = 0; i < node->nbypass; i++) {
		append_to_statement_list(
			close_block(e, node, node->bypass[i], block[i],
				    from, end), &after);
		e->past[node->bypass[i]] = NULL_TREE;
	}
	ta_tree_if(past, after, NULL_TREE, &list);
	return ta_tree_bind(vars, list);
}

/* Where the first block of the loop "node" over [lo, ...) begins if "past": so far
   before the element that it writes first as the line does that this is in. */
static tree first_block(ta_emit *e, const ta_node *node, tree past, tree lo)
{
	tree type = ta_index_type(), at = element_of(e, node, node->bypass[0], lo);
	const ta_array *a =
		&e->p->array[e->p->stmt[node->bypass[0]]->write->array];

	at = build2(BIT_AND_EXPR, type, fold_convert(type, at),
		    ta_index_cst(TA_CACHE_LINE - 1));
	at = build2(TRUNC_DIV_EXPR, type, at,
		    ta_index_cst(ta_type_size(a->elem)));
	return build3(COND_EXPR, type, past, build2(MINUS_EXPR, type, lo, at), lo);
}

/* The loop "node" over [lo, hi), in a parallel region or not, past the cache if
   that pays. */
tree ta_bypass_version(ta_emit *e, const ta_node *node, tree lo, tree hi,
		       bool parallel)
{
	tree type = ta_index_type(), vars = NULL_TREE, list = NULL_TREE, loop;
	tree n = fold_build2(MINUS_EXPR, type, hi, lo), past, step, body, first;
	tree at = ta_tree_local(e, "at", type), near = NULL_TREE;
	location_t loc = ta_locus(node->loc);
	bool region = e->region;

	past = ta_tree_kept(e, loc, "past", boolean_type_node,
			    build2(TRUTH_ANDIF_EXPR, boolean_type_node,
				   is_large(e, node),
				   fold_build2(GE_EXPR, boolean_type_node, n,
					       ta_index_cst(node->row))), &vars, &list);
	if (node->fetches) {
		near = build2(LE_EXPR, boolean_type_node, n,
			      ta_index_cst(node->near));
		near = ta_tree_kept(e, loc, "near", boolean_type_node,
				    build2(TRUTH_ANDIF_EXPR, boolean_type_node,
					   past, near), &vars, &list);
	}
	step = ta_tree_kept(e, loc, "step", type,
			    step_of(e, node, past, n, parallel), &vars, &list);
	first = ta_tree_kept(e, loc, "first", type, first_block(e, node, past, lo),
			     &vars, &list);
	e->region = region || parallel;
	body = block_body(e, node, past, near, at, lo, hi, step);
	e->region = region;
	if (parallel)
		loop = ta_parallel_region(e, ta_locus(node->loc), at, ta_omp_loop(
				OMP_FOR, loc, at, first, hi, step, body,
				build_omp_clause(loc, OMP_CLAUSE_NOWAIT)),
				NULL_TREE);
	else
		loop = ta_tree_bind(at, ta_tree_loop(loc, at, first, hi, step,
						     body));
	append_to_statement_list(loop, &list);
	return ta_tree_bind(vars, list);
}

/* When something in "node" goes past the cache, which what one thread runs of what there
   is twice does not; NULL if nothing ever does. */
tree ta_tree_past_cache(ta_emit *e, const ta_node *node)
{
	tree any = node->volume ? is_large(e, node) : NULL_TREE, in;

	for (int i = 0; i < node->nchildren; i++) {
		in = node->child[i] ? ta_tree_past_cache(e, node->child[i])
				    : NULL_TREE;
		if (in)
			any = any ? build2(TRUTH_ORIF_EXPR, boolean_type_node,
					   any, in) : in;
	}
	return any;
}

/* Append to "list" the fence for what "node" stores past the cache. */
void ta_emit_fence(ta_emit *e, const ta_node *node, tree *list)
{
#ifdef FENCE_FOLLOWING_MOVNT
	if (!node)
		return;
	if (node->volume)
		ta_tree_if(is_large(e, node),
			   build_call_expr_loc(e->loc, FENCE_FOLLOWING_MOVNT,
					       0), NULL_TREE, list);
	for (int i = 0; i < node->nchildren; i++)
		ta_emit_fence(e, node->child[i], list);
#else
	(void)e;
	(void)node;
	(void)list;
#endif
}
