/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-beyond.cc - calls of routines that read behind their vectors.

   OpenBLAS 0.3.21 reads one element more than there are, where ta_reads_beyond and
   ta_reads_end (routines.c) say so; behind an array may be the end of memory.  What it
   reads is not used, so it only has to be there:

	product of a matrix and a vector   the last row is a call of its own, with a copy
					   of its element that has one behind it; the rows
					   before have that element behind them
	sum				   the last product is the kernel's
	triangle in place		   a copy of the vector, where this ends a page

   Assumes arguments that are alike for every routine, as sizes that fit an int.
   Leaves true that the results are those of one call. */
#include "gcc-compat.h"
#include "ta.h"
#include "blas.h"
#include "emit.h"

/* No page of memory is smaller. */
enum { LEAST_PAGE = 4096 };

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
	tree copy = ta_tree_addressed(e, "last", build_array_type_nelts(elem, 2), vars);

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
tree ta_last_term(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
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
void ta_call_in_parts(ta_emit *e, const ta_node *node, tree *arg, tree *vars,
			  tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	int rows = ta_routine_arg(r, 'r'), a = ta_routine_arg(r, 'A');
	int x = ta_routine_arg(r, 'x'), beta = ta_routine_arg(r, 'b');
	tree before, one, elem;
	tree *last = XALLOCAVEC(tree, node->nargs);

	elem = TREE_TYPE(TREE_TYPE(arg[x]));
	before = one_less(e, arg[rows], vars, list);
	one = ta_tree_addressed(e, "one", elem, vars);
	ta_tree_assign(e->loc, one, build_one_cst(elem), list);
	for (int i = 0; i < node->nargs; i++)
		last[i] = unshare_expr(arg[i]);
	last[rows] = last[x + 1] = integer_one_node;
	last[a] = further(arg[a], before, arg[a + 1]);
	last[x] = last_and_more(e, at(further(arg[x], before, arg[x + 1])),
				TREE_TYPE(arg[x]), vars, list);
	append_to_statement_list(ta_tree_routine(e, node, node->nargs, last), list);
	arg[rows] = before;
	arg[beta] = build_fold_addr_expr(one);
	append_to_statement_list(ta_tree_routine(e, node, node->nargs, arg), list);
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
		      build2(BIT_XOR_EXPR, sizetype, last, over), size_int(LEAST_PAGE));
}

/* "n" elements of what "x" points to, in bytes. */
static tree bytes_of(tree x, tree n)
{
	return build2(MULT_EXPR, sizetype, fold_convert(sizetype, unshare_expr(n)),
		      fold_convert(sizetype,
				   TYPE_SIZE_UNIT(TREE_TYPE(TREE_TYPE(x)))));
}

/* Append to "list" that "room", for which there is memory, is a copy of "x", "bytes"
   long; that the routine of "node" is called with "arg", argument "i" being "room"; and
   that "x" is a copy of that, whose memory is freed. */
static void call_on_copy(ta_emit *e, const ta_node *node, tree *arg, int i,
			 tree room, tree bytes, tree *list)
{
	tree copy = builtin_decl_explicit(BUILT_IN_MEMCPY);
	tree *with = XALLOCAVEC(tree, node->nargs);

	for (int k = 0; k < node->nargs; k++)
		with[k] = k == i ? room : unshare_expr(arg[k]);
	append_to_statement_list(
		build_call_expr_loc(e->loc, copy, 3, room, unshare_expr(arg[i]),
				    bytes), list);
	append_to_statement_list(ta_tree_routine(e, node, node->nargs, with), list);
	append_to_statement_list(
		build_call_expr_loc(e->loc, copy, 3, unshare_expr(arg[i]), room,
				    unshare_expr(bytes)), list);
	append_to_statement_list(ta_tree_free(e->loc, room), list);
}

/* Append the call of "node" with "arg", which ta_reads_end, to "list": where its vector
   ends a page, with a copy that has room for one element more, if there is memory for
   it (the library has none of its own then, and ends the program). */
void ta_call_with_room(ta_emit *e, const ta_node *node, tree *arg, tree *list)
{
	const ta_routine *r = ta_routine_named(node->routine);
	int x = ta_routine_arg(r, 'y');
	tree n = arg[ta_routine_arg(r, 'm')], vars = NULL_TREE;
	tree room = ta_tree_variable(e, "room", TREE_TYPE(arg[x]), &vars);
	tree none = build_int_cst(TREE_TYPE(room), 0);
	tree body = NULL_TREE, get = NULL_TREE, on_copy = NULL_TREE;

	ta_tree_assign(e->loc, room, none, &body);
	ta_tree_assign(e->loc, room,
		       fold_convert(TREE_TYPE(room),
				    ta_tree_allocate_rounded(
					    e->loc, bytes_of(arg[x],
							     build2(PLUS_EXPR,
								    integer_type_node,
								    unshare_expr(n),
								    integer_one_node)))),
		       &get);
	append_to_statement_list(
		build3(COND_EXPR, void_type_node,
		       ta_tree_expected(ends_page(arg[x], n), false), get, NULL_TREE),
		&body);
	call_on_copy(e, node, arg, x, room, bytes_of(arg[x], n), &on_copy);
	append_to_statement_list(
		build3(COND_EXPR, void_type_node,
		       build2(NE_EXPR, boolean_type_node, room, none), on_copy,
		       ta_tree_routine(e, node, node->nargs, arg)), &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
}

/* Whether there is something to do for the call "node" with "arg", which
   ta_reads_beyond: else no vector has an element. */
tree ta_has_elements(const ta_node *node, tree *arg)
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
