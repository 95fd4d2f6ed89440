/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-fixed.cc - an element that every iteration of a loop of vectors reads is read
   before it.

   Assumes a simd loop over one statement, which no dependence between its iterations
   goes through.  Where that writes the array that such an element is of,

	for (j = k + 1; j < n; j++) A[i][j] = A[i][j] - A[i][k] * A[k][j];

   the compiler cannot see that the element stays, reads it again in each iteration, or
   knows of the first one what it is and makes a chain of the others, of which there
   are no vectors then.  No iteration writes it: the others would depend on that; and
   if there is one alone it reads before it writes.  Leaves true that nothing is read
   where the loop does not run, or under a condition that may not hold. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The search for accesses of the instance "at" in a loop over variable "var". */
struct finder {
	ta_emit *e;
	const ta_node *at;
	int iter;
	ta_fixed *fixed;
};

/* Add the access "acc" to what "f" has found, if it stays the same in the loop and is
   of the array that the statement writes. */
static void look_at(finder *f, const ta_access *acc)
{
	const ta_emit *e = f->e;
	const ta_stmt *s = e->p->stmt[f->at->stmt];
	ta_fixed *fixed = f->fixed;

	if (!acc->offset || !acc->sure || fixed->n == TA_MAX_FIXED ||
	    e->as_one[acc->array] != e->as_one[s->write->array] ||
	    ta_access_equal(acc, s->write))
		return;
	for (int d = 0; d < s->depth; d++)
		if (ta_idx_uses(acc->offset, d) &&
		    ta_idx_uses(f->at->iter[d], f->iter))
			return;
	for (int i = 0; i < fixed->n; i++)
		if (ta_access_equal(acc, fixed->acc[i]))
			return;
	fixed->acc[fixed->n++] = acc;
}

/* Look at the accesses that are read wherever "x" is evaluated. */
static void look_in(finder *f, const ta_expr *x)
{
	int n = x->op == TA_OP_SELECT ? 1 : x->nargs;

	if (x->op == TA_OP_READ)
		look_at(f, x->u.access);
	for (int i = 0; i < n; i++)
		look_in(f, x->arg[i]);
}

/* The variable that stands for the access "acc" of the statement that is being
   emitted, or NULL. */
tree ta_fixed_element(ta_emit *e, const ta_access *acc)
{
	for (const ta_fixed *f = e->fixed; f; f = f->around)
		for (int i = 0; f->stmt == e->stmt && i < f->n; i++)
			if (ta_access_equal(f->acc[i], acc))
				return f->var[i];
	return NULL_TREE;
}

/* Append to "list" the reading of "acc" by statement "at", where [lo, hi) holds
   anything, and return the variable, which is added to "vars". */
static tree read_once(ta_emit *e, const ta_node *at, const ta_access *acc,
		      tree lo, tree hi, tree *vars, tree *list)
{
	tree type = ta_gcc_type(e->p->array[acc->array].elem), var, any;

	e->stmt = at->stmt;
	e->iter = at->iter;
	var = ta_tree_variable(e, "same", type, vars);
	any = fold_build2(LT_EXPR, boolean_type_node, unshare_expr(lo),
			  unshare_expr(hi));
	ta_tree_assign(e->loc, var,
		       build3(COND_EXPR, type, any, ta_tree_access(e, acc),
			      build_zero_cst(type)), list);
	return var;
}

/* Append to "list" what the simd loop "node" over [lo, hi) reads in every iteration;
   what is emitted until the returned value is put back in e->fixed reads it no
   more. */
const ta_fixed *ta_read_fixed(ta_emit *e, const ta_node *node, tree lo, tree hi,
			      ta_fixed *fixed, tree *vars, tree *list)
{
	const ta_fixed *around = e->fixed;
	const ta_node *at = node->child[0];
	finder f = { e, at, node->var, fixed };

	fixed->n = 0;
	fixed->around = NULL;
	if (at->kind != TA_NODE_STMT ||
	    e->p->array[e->p->stmt[at->stmt]->write->array].is_virtual)
		return around;
	fixed->stmt = at->stmt;
	look_in(&f, e->p->stmt[at->stmt]->rhs);
	for (int i = 0; i < fixed->n; i++)
		fixed->var[i] = read_once(e, at, fixed->acc[i], lo, hi, vars,
					  list);
	if (fixed->n)
		e->fixed = fixed;
	return around;
}
