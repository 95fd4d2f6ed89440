/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-partial.cc - sums, and the like, that several threads share.

   Assumes a loop with accumulators that may run in any order.  What several
   threads add up is added up in blocks, always as many, and the blocks are joined
   in their order: what comes out is the same however many threads there are, and
   whichever is first.

	  #pragma omp parallel for
	  for (b = 0; b < 64; b = b + 1)
	    { acc = 0; for (i = ...) acc = acc + ...; part[b] = acc; }
	  for (b = 0; b < 64; b = b + 1) acc = acc + part[b];

   Leaves true that the accumulators hold what the loop adds up. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* How many blocks a sum is shared out in: enough for as many threads. */
enum { BLOCKS = 64 };

/* Append to "list", with "iv" the number of a block of [lo, hi): the
   accumulators of "node" add up that block, and part[] of each gets it.
   Return the variables to bind. */
static tree sum_block(ta_emit *e, const ta_node *node, tree iv, tree lo,
		      tree hi, tree size, const tree *part, tree *list)
{
	tree type = ta_index_type(), from, to, vars = NULL_TREE;
	tree *outer = XALLOCAVEC(tree, node->nreductions + 1);
	tree *imag = XALLOCAVEC(tree, node->nreductions + 1), x;
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(node));
	int n;

	from = ta_tree_local(e, "from", type);
	to = ta_tree_local(e, "to", type);
	DECL_CHAIN(from) = to;
	vars = from;
	ta_tree_assign(e->loc, from,
		       fold_build2(PLUS_EXPR, type, lo,
				   build2(MULT_EXPR, type, iv, size)),
		       list);
	ta_tree_assign(e->loc, to,
		       fold_build2(MIN_EXPR, type, hi,
				   build2(PLUS_EXPR, type, from, size)),
		       list);
	for (int i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];

		outer[i] = e->acc[r->stmt];
		imag[i] = e->imag[r->stmt];
		ta_reduction_part(e, r, list);
		ta_reduction_bind(e, r->stmt, &vars);
	}
	append_to_statement_list(ta_loop_version(e, node, from, to, false),
				 list);
	n = ta_accumulators(e, node, acc);
	for (int i = 0; i < n; i++) {
		x = build4(ARRAY_REF, TREE_TYPE(acc[i].var), part[i], iv,
			   NULL_TREE, NULL_TREE);
		ta_tree_assign(e->loc, x, acc[i].var, list);
	}
	for (int i = 0; i < node->nreductions; i++) {
		e->acc[node->reduction[i].stmt] = outer[i];
		e->imag[node->reduction[i].stmt] = imag[i];
	}
	return vars;
}

/* The loop that adds part[] of each accumulator of "node" to it. */
static tree join_blocks(ta_emit *e, const ta_node *node, const tree *part)
{
	tree type = ta_index_type(), iv = ta_tree_local(e, "block", type);
	tree body = NULL_TREE, x;
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(node));
	int n = ta_accumulators(e, node, acc);

	for (int i = 0; i < n; i++) {
		tree var = acc[i].var;

		x = build4(ARRAY_REF, TREE_TYPE(var), part[i], iv, NULL_TREE,
			   NULL_TREE);
		ta_tree_assign(e->loc, var,
			       build2(acc[i].code, TREE_TYPE(var), var, x),
			       &body);
	}
	x = ta_tree_loop(e->loc, iv, build_int_cst(type, 0),
			 build_int_cst(type, BLOCKS), build_int_cst(type, 1),
			 body);
	return ta_tree_bind(iv, x);
}

/* The loop "node", which has reductions, over [lo, hi), not empty, in a
   parallel region, block by block. */
tree ta_blocked_version(ta_emit *e, const ta_node *node, tree lo, tree hi)
{
	tree type = ta_index_type(), iv = ta_tree_local(e, "block", type);
	tree size = ta_tree_local(e, "size", type), vars = size;
	tree *part = XALLOCAVEC(tree, ta_accumulator_room(node));
	tree list = NULL_TREE, body = NULL_TREE, x;
	ta_accumulator *acc =
		XALLOCAVEC(ta_accumulator, ta_accumulator_room(node));
	int n = ta_accumulators(e, node, acc);
	bool region = e->region;

	x = fold_build2(MINUS_EXPR, type, hi, lo);
	ta_tree_assign(e->loc, size,
		       fold_build2(CEIL_DIV_EXPR, type, x,
				   build_int_cst(type, BLOCKS)),
		       &list);
	for (int i = 0; i < n; i++) {
		x = TREE_TYPE(acc[i].var);
		part[i] = ta_tree_variable(
			e, "part", build_array_type_nelts(x, BLOCKS), &vars);
		TREE_ADDRESSABLE(part[i]) = 1;
	}
	e->region = true;
	x = sum_block(e, node, iv, lo, hi, size, part, &body);
	e->region = region;
	x = ta_omp_loop(
		OMP_FOR, ta_locus(node->loc), iv, build_int_cst(type, 0),
		build_int_cst(type, BLOCKS), build_int_cst(type, 1),
		ta_tree_bind(x, body),
		build_omp_clause(ta_locus(node->loc), OMP_CLAUSE_NOWAIT));
	append_to_statement_list(ta_parallel_region(e, ta_locus(node->loc), iv, x,
						    NULL_TREE), &list);
	append_to_statement_list(join_blocks(e, node, part), &list);
	return ta_tree_bind(vars, list);
}

/* Whether what the loop "node" reduces is the same in one piece as in blocks: it
   has reductions, of whole numbers, or of what is not added up, where the sign of a
   zero is not promised for every number of threads. */
bool ta_blocks_exact(ta_emit *e, const ta_node *node)
{
	for (int i = 0; i < node->nreductions; i++) {
		const ta_reduction *r = &node->reduction[i];
		bool sum = r->op == TA_OP_ADD || r->op == TA_OP_SUB ||
			   r->op == TA_OP_MUL;

		if (!INTEGRAL_TYPE_P(ta_reduction_type(e->p, r)) &&
		    (sum || e->p->deterministic))
			return false;
	}
	return node->nreductions > 0;
}
