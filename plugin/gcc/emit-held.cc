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
   else points there, which it cannot see of R in a function made for threads.  Where
   vectors should go along the rows, as sums may be added up in any order, or there are
   too few elements for vectors, each is a variable, and the row is written out:

	{ held0 = R[0];  held1 = R[1];  held2 = R[2];
	  for (i = 0; i < n; i++)
	    { held0 = held0 + A[i][0];
	      held1 = held1 + A[i][1];
	      held2 = held2 + A[i][2]; }
	  R[0] = held0;  R[1] = held1;  R[2] = held2; }

   Leaves true that each element sees the same operations in the same order, and that
   nothing is read or written where there is no row. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* At most so many accesses are held; so few elements of a row are too few for vectors, and
   so many fill one when they come from narrower ones. */
enum { MOST = 8, TOO_FEW = 3, WHOLE = 8 };

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
		if (h->one)
			return h->one[i * h->length + h->at];
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

/* Whether "x" makes elements of another size of some. */
static bool converts(const ta_expr *x)
{
	if (x->op == TA_OP_CAST &&
	    ta_type_size(x->type) != ta_type_size(x->arg[0]->type))
		return true;
	for (int i = 0; i < x->nargs; i++)
		if (converts(x->arg[i]))
			return true;
	return false;
}

/* Whether "length" elements of what the instance "at" writes are whole vectors, and
   several. */
static bool is_whole_vectors(ta_emit *e, int64_t length, const ta_node *at)
{
	const ta_access *write = e->p->stmt[at->stmt]->write;
	int64_t bytes = length * ta_type_size(e->p->array[write->array].elem);
	int64_t vector = ta_vector_bytes();

	return bytes > vector && bytes % vector == 0;
}

/* Whether the rows of "length" elements of the loop "node", of what the "n" instances
   at[] meet, are to be written out: sums that may be added up in any order, but for those
   of several vectors side by side of which none is read again in the next row, too few
   elements for vectors, or some that are converted to part of a vector. */
static bool is_written_out(ta_emit *e, const ta_node *node, int64_t length, int n,
			   const ta_node *const *at)
{
	const ta_node *inner = node->child[0];
	bool mixed = false, again = false;
	int64_t lo;

	for (int i = 0; i < n; i++) {
		mixed |= converts(e->p->stmt[at[i]->stmt]->rhs);
		again |= ta_reads_again(e->p, node, at[i]);
	}
	return length <= TA_WRITTEN_OUT && ta_idx_is_const(inner->lower->num, &lo) &&
	       (length <= TOO_FEW || (mixed && length % WHOLE) ||
		(e->order_free &&
		 (again || !is_whole_vectors(e, length, at[0]))));
}

/* Append to "list" that each element of what "h" holds of access "i" is copied to its
   variable, or back. */
static void copy_each(ta_emit *e, ta_held *h, int i, bool back, tree *list)
{
	int64_t lo = 0;

	ta_idx_is_const(h->inner->lower->num, &lo);
	e->stmt = h->of[i]->stmt;
	e->iter = h->of[i]->iter;
	e->held = NULL;
	for (int k = 0; k < h->length; k++) {
		tree one = h->one[i * h->length + k], memory;

		e->var[h->var] = build_int_cst(ta_index_type(), lo + k);
		memory = ta_tree_access(e, h->acc[i]);
		if (back)
			ta_tree_assign(e->loc, memory, one, list);
		else
			ta_tree_assign(e->loc, one, memory, list);
	}
	e->held = h;
}

/* Append to "list" the row of what is held, whose elements are written out. */
void ta_emit_written_out(ta_emit *e, tree *list)
{
	const ta_held *all = e->held;
	ta_held h = *all;
	int64_t lo = 0;

	ta_idx_is_const(h.inner->lower->num, &lo);
	e->held = &h;
	for (h.at = 0; h.at < h.length; h.at++) {
		e->var[h.var] = build_int_cst(ta_index_type(), lo + h.at);
		ta_emit_node(e, h.inner->child[0], list);
	}
	e->held = all;
}

/* Append to "list" the loop over rows "node", of which "h" holds what it meets again: an
   element is a variable of "vars". */
static void emit_written_out(ta_emit *e, const ta_node *node, ta_held *h, tree *vars,
			     tree *list)
{
	h->one = XALLOCAVEC(tree, h->n * h->length);
	for (int i = 0; i < h->n * h->length; i++)
		h->one[i] = ta_tree_variable(
			e, "held", ta_gcc_type(e->p->array[
				h->acc[i / h->length]->array].elem), vars);
	for (int i = 0; i < h->n; i++)
		copy_each(e, h, i, false, list);
	ta_emit_plain_loop(e, node, list);
	for (int i = 0; i < h->n; i++)
		if (ta_access_equal(h->acc[i], e->p->stmt[h->of[i]->stmt]->write))
			copy_each(e, h, i, true, list);
}

/* Append to "list" the loop over rows "node", of which "h" holds what it meets again: a
   row is an array of "vars". */
static void emit_arrays(ta_emit *e, const ta_node *node, ta_held *h, tree hi,
			tree *vars, tree *list)
{
	const ta_node *inner = h->inner;

	for (int i = 0; i < h->n; i++)
		h->array[i] = ta_tree_variable(
			e, "held", build_array_type_nelts(ta_gcc_type(
				e->p->array[h->acc[i]->array].elem), h->length),
			vars);
	for (int i = 0; i < h->n; i++)
		copy(e, inner, h, hi, i, false, list);
	e->held = h;
	ta_emit_plain_loop(e, node, list);
	for (int i = 0; i < h->n; i++)
		if (ta_access_equal(h->acc[i], e->p->stmt[h->of[i]->stmt]->write))
			copy(e, inner, h, hi, i, true, list);
}

/* Append to "list" the loop over rows "node", which holds what it meets again. */
void ta_emit_held(ta_emit *e, const ta_node *node, tree *list)
{
	const ta_node *inner = node->child[0], *at[TA_HELD], *of[MOST];
	int instances = ta_held_instances(e->p, node, at);
	const ta_access *acc[MOST];
	tree array[MOST], vars = NULL_TREE, all = NULL_TREE, body = NULL_TREE;
	tree lo, hi, any;
	ta_held h = { 0, of, acc, array, NULL_TREE, inner->var, inner, 0, 0, NULL };
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
	h.length = (int)n;
	ta_loop_bounds(e, node, &lo, &hi, &vars, &all);
	any = build2(LT_EXPR, boolean_type_node, lo, hi);
	if (is_written_out(e, node, n, instances, at)) {
		emit_written_out(e, node, &h, &vars, &body);
	} else {
		ta_loop_bounds(e, inner, &lo, &hi, &vars, &all);
		h.lo = lo;
		emit_arrays(e, node, &h, hi, &vars, &body);
	}
	e->held = NULL;
	ta_tree_if(any, body, NULL_TREE, &all);
	append_to_statement_list(ta_tree_bind(vars, all), list);
}
