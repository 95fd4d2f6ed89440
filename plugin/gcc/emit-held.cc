/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-held.cc - a loop over rows that holds in registers what it meets in each.

   Assumes a loop that hold.c has marked, in which a loop of vectors has a length that
   is known.  What its statements meet in each row, and nowhere else, is copied into
   an array on the stack for each:

	{ double held[64];
	  for (j = lo; j < lo + 64; j++) held[j - lo] = R[j];
	  for (i = 0; i < n; i++)
	    for (j = lo; j < lo + 64; j++)
	      held[j - lo] = held[j - lo] + q[i] * A[i][j];
	  for (j = lo; j < lo + 64; j++) R[j] = held[j - lo]; }

   of which the compiler makes registers when it has unrolled the loops: nothing
   else points there, which it cannot see of R in a function made for threads.
   Leaves true that each element sees the same operations in the same order, and that
   nothing is read or written where there is no row. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

enum { MOST = 8 };

/* What is being looked for in the instance "at". */
struct finder {
	ta_emit *e;
	const ta_node *node, *at;
	ta_held *held;
};

/* Add the access "acc" to what the finder "data" has found, if it is held; return
   true. */
static bool add(void *data, ta_access *acc)
{
	finder *f = (finder *)data;
	ta_held *h = f->held;

	if (h->n == MOST || !ta_is_held(f->e->p, f->node, f->at, acc))
		return true;
	for (int i = 0; i < h->n; i++)
		if (h->of[i] == f->at && ta_access_equal(h->acc[i], acc))
			return true;
	h->of[h->n] = f->at;
	h->acc[h->n++] = acc;
	return true;
}

/* The element that stands for the access "acc" of the instance that is being
   emitted, or NULL. */
tree ta_held_element(ta_emit *e, const ta_access *acc)
{
	const ta_held *h = e->held;
	tree at;

	for (int i = 0; i < h->n; i++) {
		if (h->of[i]->stmt != e->stmt || !ta_access_equal(h->acc[i], acc))
			continue;
		at = build2(MINUS_EXPR, ta_index_type(), e->var[h->var],
			    unshare_expr(h->lo));
		return build4(ARRAY_REF, TREE_TYPE(TREE_TYPE(h->array[i])),
			      h->array[i], at, NULL_TREE, NULL_TREE);
	}
	return NULL_TREE;
}

/* Append to "list" a loop of vectors over the columns "inner" of what "h" holds, up
   to "hi", that copies access "i" to its array, or back. */
static void copy(ta_emit *e, const ta_node *inner, ta_held *h, tree hi, int i,
		 bool back, tree *list)
{
	tree iv = ta_tree_local(e, inner->name ? inner->name : "j",
				ta_index_type());
	tree body = NULL_TREE, memory;

	e->var[inner->var] = iv;
	e->stmt = h->of[i]->stmt;
	e->iter = h->of[i]->iter;
	e->held = NULL;
	memory = ta_tree_access(e, h->acc[i]);
	e->held = h;
	if (back)
		ta_tree_assign(e->loc, memory, ta_held_element(e, h->acc[i]),
			       &body);
	else
		ta_tree_assign(e->loc, ta_held_element(e, h->acc[i]), memory,
			       &body);
	append_to_statement_list(
		ta_tree_bind(iv, ta_omp_loop(OMP_SIMD, e->loc, iv,
					     unshare_expr(h->lo),
					     unshare_expr(hi),
					     build_int_cst(ta_index_type(), 1),
					     body, NULL_TREE)), list);
}

/* Whether the access "acc" is of another array than the write of the statement being
   emitted, which may be that one nevertheless: what "data", a ta_emit, knows; return
   true if not. */
static bool is_apart(void *data, ta_access *acc)
{
	ta_emit *e = (ta_emit *)data;
	int written = e->p->stmt[e->stmt]->write->array;

	return acc->array == written ||
	       e->as_one[acc->array] != e->as_one[written];
}

/* Whether what the "n" instances at[] access is written by none of them as another
   array. */
static bool are_apart(ta_emit *e, int n, const ta_node *const *at)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++) {
			const ta_stmt *s = e->p->stmt[at[j]->stmt];

			e->stmt = at[i]->stmt;
			if (!is_apart(e, s->write) ||
			    !ta_expr_reads(s->rhs, is_apart, e))
				return false;
		}
	return true;
}

/* Append to "list" the loop over rows "node", which holds what it meets again. */
void ta_emit_held(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *inner = node->child[0], *at[TA_HELD], *of[MOST];
	int instances = ta_held_instances(e->p, node, at);
	const ta_access *acc[MOST];
	tree array[MOST], vars = NULL_TREE, all = NULL_TREE, body = NULL_TREE;
	tree lo, hi, any;
	ta_held h = { 0, of, acc, array, NULL_TREE, inner->var };
	int64_t n = 0;

	if (!are_apart(e, instances, at)) {
		ta_emit_plain_loop(e, node, list);
		return;
	}
	for (int i = 0; i < instances; i++) {
		const ta_stmt *s = e->p->stmt[at[i]->stmt];
		finder f = { e, node, at[i], &h };

		add(&f, s->write);
		ta_expr_reads(s->rhs, add, &f);
	}
	ta_idx_is_const(ta_idx_sub(e->p->arena, inner->upper->num,
				   inner->lower->num), &n);
	ta_loop_bounds(e, node, &lo, &hi, &vars, &all);
	any = build2(LT_EXPR, boolean_type_node, lo, hi);
	ta_loop_bounds(e, inner, &lo, &hi, &vars, &all);
	h.lo = lo;
	for (int i = 0; i < h.n; i++)
		array[i] = ta_tree_variable(
			e, "held", build_array_type_nelts(ta_gcc_type(
				e->p->array[acc[i]->array].elem), n), &vars);
	for (int i = 0; i < h.n; i++)
		copy(e, inner, &h, hi, i, false, &body);
	e->held = &h;
	ta_emit_plain_loop(e, node, &body);
	for (int i = 0; i < h.n; i++)
		if (ta_access_equal(acc[i], e->p->stmt[of[i]->stmt]->write))
			copy(e, inner, &h, hi, i, true, &body);
	e->held = NULL;
	ta_tree_if(any, body, NULL_TREE, &all);
	append_to_statement_list(ta_tree_bind(vars, all), list);
}
