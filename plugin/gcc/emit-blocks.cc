/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-blocks.cc - calls of library routines whose sizes do not fit an int.

   CBLAS takes sizes, pitches and strides as int; a call of the plan has them
   in 64 bits, all positive.  Where their types do not bound them, what fits is
   called directly, and what does not block by block:

	if (((m | n | k | lda | ldb | ldc) >> 31) == 0)
	  cblas_sgemm (..., m, n, k, ...);
	else
	  for (i = 0; i < m; i += bm)
	    for (j = 0; j < n; j += bn)
	      for (p = 0; p < k; p += bk)
		cblas_sgemm (..., min (bm, m - i), ...,
			     A + i * lda + p, ..., p == 0 ? beta : 1, ...);

   A block is 2^30 long; it is 1 where the pitch between its rows does not fit:
   of a single row the pitch is of no meaning.  Half of a square is not cut into
   blocks: the plan has tested that its sizes fit.  The loops over blocks are in a
   function that the kernels of a file share, as few calls ever come to them.
   Leaves true that no size is ever cut short. */
#include "gcc-compat.h"
#include "ta.h"
#include "blas.h"
#include "emit.h"

enum { MAX_DIMS = 3, MAX_MATRICES = 3 };

/* A matrix or vector among the arguments of a routine: argument "ptr", whose
   rows are argument "ld" apart; "row": which dimension counts them, "col":
   which runs along them, or -1. */
struct matrix {
	int ptr, ld, row, col;
};

/* What a routine is about: the arguments "dim" that are its sizes, its
   matrices, the factor "beta" of the output, or -1, and the dimension that is
   "summed" over. */
struct routine {
	int ndims, nmats, beta, summed;
	int dim[MAX_DIMS];
	matrix mat[MAX_MATRICES];
};

/* CBLAS's words for an operand that is not transposed, and for matrices that
   are stored by columns. */
enum { NOT_TRANSPOSED = 111, BY_COLUMNS = 102 };

/* Whether argument "i" of "node" says that an operand is transposed. */
static bool transposed(const ta_node *node, int i)
{
	return node->arg[i].value != NOT_TRANSPOSED;
}

/* What the call "node" is about. */
static routine describe(const ta_node *node)
{
	bool ta, tb, cols = node->arg[0].value == BY_COLUMNS;

	if (strstr(node->routine, "gemm")) {
		ta = transposed(node, 1);
		tb = transposed(node, 2);
		return { 3, 3, 11, 2, { 3, 4, 5 },
			 { { 7, 8, ta ? 2 : 0, ta ? 0 : 2 },
			   { 9, 10, tb ? 1 : 2, tb ? 2 : 1 },
			   { 12, 13, 0, 1 } } };
	}
	if (strstr(node->routine, "gemv")) {
		ta = transposed(node, 1);
		return { 2, 3, 9, ta ? 0 : 1, { 2, 3, 0 },
			 { { 5, 6, cols ? 1 : 0, cols ? 0 : 1 },
			   { 7, 8, ta ? 0 : 1, -1 },
			   { 10, 11, ta ? 1 : 0, -1 } } };
	}
	if (strstr(node->routine, "dot"))
		return { 1, 2, -1, 0, { 0, 0, 0 },
			 { { 1, 2, 0, -1 }, { 3, 4, 0, -1 }, { 0, 0, 0, 0 } } };
	ta_bug("%s cannot be split into blocks", node->routine);
}

/* How many iterations a panel has at most whose end less its begin is "x", over
   variables of the plan, or 0 where that is something else. */
static int64_t panel_most(ta_emit *e, const ta_idx *x)
{
	const ta_term *t = x->term;
	int from;

	if (x->nterms != 2 || t[0].nvars != 1 || t[1].nvars != 1)
		return 0;
	from = MIN(t[0].var[0], t[1].var[0]);
	if (from + 1 >= TA_PARAM0
	    || !ta_idx_equal(x, ta_idx_sub(e->p->arena,
					   ta_idx_var(e->p->arena, from + 1),
					   ta_idx_var(e->p->arena, from))))
		return 0;
	return e->most[from];
}

/* Whether "x", which is not negative, fits an int by its type alone, or if it is
   "planned", over variables of the plan, as a panel is no longer. */
static bool surely_fits(ta_emit *e, const ta_idx *x, bool planned)
{
	int64_t k = planned ? panel_most(e, x) : 0;
	enum ta_type type;

	if (k || ta_idx_is_const(x, &k))
		return k <= INT_MAX;
	if (ta_idx_sole_var(x) < TA_PARAM0)
		return false;
	type = e->p->param[ta_idx_sole_var(x) - TA_PARAM0].type;
	return ta_type_size(type) < 4 || type == TA_I32;
}

/* The condition that all sizes of the call "node" fit an int, or NULL where
   their types say so; "arg" are its arguments. */
static tree all_fit(ta_emit *e, const ta_node *node, const tree *arg)
{
	tree type = unsigned_type_for(ta_index_type()), all = NULL_TREE, x;

	for (int i = 0; i < node->nargs; i++) {
		if (node->arg[i].kind != TA_ARG_INT
		    || surely_fits(e, node->arg[i].idx, !node->iter))
			continue;
		x = fold_convert(type, unshare_expr(arg[i]));
		all = all ? fold_build2(BIT_IOR_EXPR, type, all, x) : x;
	}
	if (!all)
		return NULL_TREE;
	return fold_build2(LE_EXPR, boolean_type_node, all,
			   build_int_cst(type, INT_MAX));
}

/* A new variable "name" with "value", in 64 bits, chained to "*vars". */
static tree variable(ta_emit *e, const char *name, tree value, tree *vars,
		     tree *list)
{
	tree v = ta_tree_variable(e, name, ta_index_type(), vars);

	ta_tree_assign(e->loc, v, unshare_expr(value), list);
	return v;
}

/* Whether "x", a variable, does not fit an int. */
static tree too_large(tree x)
{
	return fold_build2(GT_EXPR, boolean_type_node, x,
			   build_int_cst(TREE_TYPE(x), INT_MAX));
}

/* "cond" ? "yes" : "no", integers of 64 bits. */
static tree choose(tree cond, tree yes, tree no)
{
	return build3(COND_EXPR, ta_index_type(), cond, yes, no);
}

/* How long the blocks of dimension "d" of "r" are; "arg" are variables. */
static tree block_length(const routine *r, int d, const tree *arg)
{
	tree type = ta_index_type(), one = build_int_cst(type, 1), cond;
	tree length = build_int_cst(type, 1 << 30);

	for (int i = 0; i < r->nmats; i++) {
		if (r->mat[i].row != d)
			continue;
		cond = too_large(arg[r->mat[i].ld]);
		length = choose(cond, one, length);
	}
	return length;
}

/* The loops over the blocks of a call: of each dimension the first index of
   the block, and how long it is. */
struct blocks {
	const routine *r;
	tree first[MAX_DIMS], length[MAX_DIMS];
};

/* Where in matrix "m" the block "b" begins; "arg": the arguments of the whole
   call. */
static tree block_start(const blocks *b, const matrix *m, const tree *arg)
{
	tree type = ta_index_type(), x, elem = TREE_TYPE(TREE_TYPE(arg[m->ptr]));

	x = build2(MULT_EXPR, type, b->first[m->row], arg[m->ld]);
	if (m->col >= 0)
		x = build2(PLUS_EXPR, type, x, b->first[m->col]);
	x = fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, x),
			fold_convert(sizetype, TYPE_SIZE_UNIT(elem)));
	return build2(POINTER_PLUS_EXPR, TREE_TYPE(arg[m->ptr]),
		      unshare_expr(arg[m->ptr]), x);
}

/* Set "to" to the arguments of the call for block "b", of those of the whole
   call, "arg". */
static void block_args(const blocks *b, const tree *arg, tree *to)
{
	const routine *r = b->r;
	tree type = ta_index_type(), one = build_int_cst(type, 1), x;

	for (int d = 0; d < r->ndims; d++)
		to[r->dim[d]] = b->length[d];
	for (int i = 0; i < r->nmats; i++) {
		const matrix *m = &r->mat[i];

		to[m->ptr] = block_start(b, m, arg);
		to[m->ld] = choose(too_large(arg[m->ld]),
				   m->col >= 0 ? b->length[m->col] : one,
				   arg[m->ld]);
	}
	if (r->beta < 0)
		return;
	x = fold_build2(EQ_EXPR, boolean_type_node, b->first[r->summed],
			build_int_cst(type, 0));
	type = TREE_TYPE(arg[r->beta]);
	to[r->beta] = build3(COND_EXPR, type, x, unshare_expr(arg[r->beta]),
			     fold_convert(type, integer_one_node));
}

/* The loops over dimensions "d" and further of "b" around the call "node" with
   what of "arg" the block needs. */
static tree block_loops(ta_emit *e, const ta_node *node, blocks *b, int d,
			const tree *arg, const tree *length)
{
	tree type = ta_index_type(), *to = XALLOCAVEC(tree, node->nargs + 1);
	tree vars = NULL_TREE, list = NULL_TREE, x, whole;

	if (d == b->r->ndims) {
		memcpy(to, arg, node->nargs * sizeof(*to));
		block_args(b, arg, to);
		ta_emit_routine(e, node, to, &list);
		return list;
	}
	whole = arg[b->r->dim[d]];
	b->first[d] = ta_tree_local(e, "first", type);
	x = build2(MINUS_EXPR, type, whole, b->first[d]);
	b->length[d] = variable(e, "length",
				build2(MIN_EXPR, type, x, length[d]), &vars,
				&list);
	append_to_statement_list(block_loops(e, node, b, d + 1, arg, length),
				 &list);
	return ta_tree_bind(b->first[d],
			    ta_tree_loop(e->loc, b->first[d],
					build_int_cst(type, 0), whole,
					length[d], ta_tree_bind(vars, list)));
}

/* The call "node" with arguments "arg", block by block. */
static tree blockwise(ta_emit *e, const ta_node *node, const tree *arg)
{
	routine r = describe(node);
	tree *v = XALLOCAVEC(tree, node->nargs + 1), length[MAX_DIMS];
	tree vars = NULL_TREE, list = NULL_TREE;
	blocks b = { &r, {}, {} };

	for (int i = 0; i < node->nargs; i++)
		v[i] = node->arg[i].kind == TA_ARG_INT ?
			variable(e, "whole", arg[i], &vars, &list) : arg[i];
	for (int d = 0; d < r.ndims; d++)
		length[d] = variable(e, "block", block_length(&r, d, v), &vars,
				     &list);
	append_to_statement_list(block_loops(e, node, &b, 0, v, length),
				 &list);
	return ta_tree_bind(vars, list);
}

/* The function "name" that makes the call "node", whose arguments are like "arg",
   block by block, for a kernel that "e" emits: what its words say it knows, and
   the rest it is given. */
static tree define_blocks(ta_emit *e, const ta_node *node, const tree *arg,
			  const char *name, const ta_compiled &how)
{
	tree *own = XALLOCAVEC(tree, node->nargs + 1), list = NULL_TREE;
	ta_emit in = {};

	in.p = e->p;
	in.loc = UNKNOWN_LOCATION;
	in.fn = ta_own_declare(name, void_type_node, e->user_fn, how,
			       &in.block);
	for (int i = 0; i < node->nargs; i++)
		own[i] = node->arg[i].kind == TA_ARG_ENUM ? arg[i] :
			 ta_own_argument(in.fn, "arg", TREE_TYPE(arg[i]));
	append_to_statement_list(blockwise(&in, node, own), &list);
	append_to_statement_list(build1(RETURN_EXPR, void_type_node, NULL_TREE),
				 &list);
	ta_own_define(in.fn, in.block, NULL_TREE, list);
	return in.fn;
}

/* The call of a function of the file that makes the call "node" with arguments
   "arg" block by block. */
static tree blocks_call(ta_emit *e, const ta_node *node, const tree *arg)
{
	tree *given = XALLOCAVEC(tree, node->nargs + 1), fn;
	ta_compiled how = ta_shared_how(e);
	char *name = xasprintf("tensoraot.blocks.%s", node->routine);
	int n = 0;

	for (int i = 0; i < node->nargs; i++) {
		if (node->arg[i].kind != TA_ARG_ENUM) {
			given[n++] = arg[i];
			continue;
		}
		char *more = xasprintf("%s.%d", name, (int)node->arg[i].value);

		free(name);
		name = more;
	}
	fn = ta_own_known(name, how);
	if (!fn)
		fn = define_blocks(e, node, arg, name, how);
	free(name);
	return build_call_expr_loc_array(e->loc, fn, n, given);
}

/* Append the call "node" with arguments "arg", sizes in 64 bits, to "list". */
void ta_emit_blocks(ta_emit *e, const ta_node *node, tree *arg, tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	tree fit = NULL_TREE, direct = NULL_TREE, t;
	tree *copy = XALLOCAVEC(tree, node->nargs + 1);

	if (!r || r->domain == TA_DOMAIN_BOX)
		fit = all_fit(e, node, arg);
	if (!fit) {
		ta_emit_routine(e, node, arg, list);
		return;
	}
	for (int i = 0; i < node->nargs; i++)
		copy[i] = unshare_expr(arg[i]);
	ta_emit_routine(e, node, copy, &direct);
	t = node->iter ? blockwise(e, node, arg) : blocks_call(e, node, arg);
	t = build3_loc(e->loc, COND_EXPR, void_type_node,
		       ta_tree_expected(fit, true), direct, t);
	TREE_SIDE_EFFECTS(t) = 1;
	append_to_statement_list(t, list);
}
