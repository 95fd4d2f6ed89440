/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-tail.cc - the last vector of a row overlaps the one before.

   Assumes a loop of vectors inside of others, of which each iteration writes elements of
   its own and nothing that any reads.  What is left of a row that is no multiple of a
   vector would be done by shorter vectors, and the rest of that one by one, which for a
   row of bytes can take longer than all of its vectors.  Here the last iterations are a
   vector again, of which some are done a second time, to the same values:

	n = hi - lo;  from = lo + n / V * V;
	for (i = lo; i < from; i++) ...			in vectors
	if (from < hi)
	    if (n >= V) for (i = hi - V; i < hi; i++) ...	one vector
	    else for (i = lo; i < hi; i++) ...

   Leaves true that each element has the value it would have, and that nothing else is
   read or written. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* A vector of fewer elements leaves little one by one. */
enum { FEWEST = 8 };

/* What a loop does, of which the instance "at" is looked at: "least" is the size of the
   smallest element that it accesses, "row" how many elements the shortest row has that
   is declared; "again": its iterations may be done twice. */
struct work {
	ta_emit *e;
	const ta_node *node, *at;
	int least;
	int64_t row;
	bool again;
};

/* Whether "array" is a variable of each iteration of the loop "node". */
static bool is_local(const ta_node *node, int array)
{
	for (int i = 0; i < node->nlocals; i++)
		if (node->local[i] == array)
			return true;
	return false;
}

/* Whether the loop "node" writes what may be the array "array". */
static bool is_written(const ta_emit *e, const ta_node *node, int array)
{
	const ta_node *at;

	for (int i = 0; (at = ta_loop_part(node, i)); i++)
		if (e->as_one[e->p->stmt[at->stmt]->write->array]
		    == e->as_one[array])
			return true;
	return false;
}

/* Note in the work "data" the size of what "acc" is of, and of its rows. */
static void note_size(work *w, const ta_access *acc)
{
	const ta_array *a = &w->e->p->array[acc->array];
	const ta_shape *shape = a->declared;
	int64_t n;

	if (acc->offset && ta_type_size(a->elem) < w->least)
		w->least = ta_type_size(a->elem);
	if (acc->offset && shape && shape->extent[shape->ndims - 1] &&
	    ta_idx_is_const(shape->extent[shape->ndims - 1], &n) && n < w->row)
		w->row = n;
}

/* Note in the work "data" the read "acc"; return true. */
static bool note_read(void *data, ta_access *acc)
{
	work *w = (work *)data;

	note_size(w, acc);
	if (!is_local(w->node, acc->array) &&
	    is_written(w->e, w->node, acc->array))
		w->again = false;
	return true;
}

/* Note in "w" what its instance writes: an element of each iteration's own, or a
   variable of it. */
static void note_write(work *w)
{
	const ta_stmt *s = w->e->p->stmt[w->at->stmt];
	const ta_idx *to, *step;
	int64_t k;

	note_size(w, s->write);
	if (is_local(w->node, s->write->array))
		return;
	to = s->write->offset ? ta_idx_subst(w->e->p->arena, s->write->offset,
					     s->depth, w->at->iter) : NULL;
	step = to ? ta_idx_coef(w->e->p->arena, to, w->node->var) : NULL;
	if (!s->write->sure || !step || !ta_idx_is_const(step, &k) || !k)
		w->again = false;
}

/* How many iterations the loop of "w" has at most, if it goes over a panel or what it
   accesses is declared to be no longer; else INT_MAX.  Of what these have no room for the
   compiler would warn. */
static int64_t most_iterations(const work *w)
{
	const ta_bound *lo = w->node->lower;
	int64_t most = w->row;

	for (int v = 0; w->node->nlower == 1 && v < w->node->var; v++)
		if (w->e->most[v] && w->e->most[v] < most &&
		    ta_idx_equal(lo->num, ta_idx_var(w->e->p->arena, v)))
			most = w->e->most[v];
	return most;
}

/* The length of vectors of the loop "node" whose iterations may be done twice, 0 if
   they may not, or if that is no use. */
static int overlap(ta_emit *e, const ta_node *node)
{
	work w = { e, node, NULL, 8, INT_MAX, true };

	if (!node->var || node->nreductions || node->step != 1)
		return 0;
	for (int i = 0; (w.at = ta_loop_part(node, i)); i++)
		if (w.at->kind != TA_NODE_STMT)
			return 0;
	for (int i = 0; w.again && (w.at = ta_loop_part(node, i)); i++) {
		const ta_stmt *s = e->p->stmt[w.at->stmt];

		if (e->acc[w.at->stmt] || e->rest[w.at->stmt] ||
		    ta_expr_has_op(s->rhs, TA_OP_CODE) ||
		    ta_expr_has_op(s->rhs, TA_OP_CALL))
			return 0;
		note_write(&w);
		ta_expr_reads(s->rhs, note_read, &w);
	}
	w.least = ta_widest(float_type_node) / w.least;
	return w.again && w.least >= FEWEST && most_iterations(&w) >= w.least
	       ? w.least : 0;
}

/* The loop of vectors "node" over [lo, hi), by one thread, whose last vector overlaps
   the one before, or NULL where that may not be, or is no use. */
tree ta_overlap_version(ta_emit *e, const ta_node *node, tree lo, tree hi)
{
	tree type = ta_index_type(), vars = NULL_TREE, list = NULL_TREE;
	tree n = fold_build2(MINUS_EXPR, type, hi, lo), from, last, rest, t;
	location_t loc = ta_locus(node->loc);
	int lanes = overlap(e, node);

	if (!lanes || (TREE_CODE(n) == INTEGER_CST &&
		       (compare_tree_int(n, lanes) < 0 ||
			!(tree_to_shwi(n) % lanes))))
		return NULL_TREE;
	n = ta_tree_kept(e, loc, "n", type, n, &vars, &list);
	t = fold_build2(BIT_AND_EXPR, type, n, build_int_cst(type, -lanes));
	from = ta_tree_kept(e, loc, "from", type,
			    fold_build2(PLUS_EXPR, type, lo, t), &vars, &list);
	append_to_statement_list(ta_plain_version(e, node, lo, from, false, 0),
				 &list);
	last = ta_plain_version(e, node,
				fold_build2(MINUS_EXPR, type, hi,
					    build_int_cst(type, lanes)),
				hi, false, 0);
	rest = TREE_CODE(n) == INTEGER_CST ? NULL_TREE
	       : ta_plain_version(e, node, lo, hi, false, 0);
	t = NULL_TREE;
	ta_tree_if(fold_build2(GE_EXPR, boolean_type_node, n,
			       build_int_cst(type, lanes)), last, rest, &t);
	ta_tree_if(fold_build2(LT_EXPR, boolean_type_node, from, hi), t,
		   NULL_TREE, &list);
	return ta_tree_bind(vars, list);
}
