/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-scalars.cc - what the statements of a body access again and again is read once,
   before the first, and written once, behind the last.

   Assumes a body of statements, each of which runs, as of a loop that turns pairs:

	t = q[2*i] * c - q[2*i+1] * s;	q[2*i] = t, and then
	q[2*i+1] = a * s + q[2*i+1] * c;

   As it is written the store of one element is between the loads of two, which are no
   longer a row that vectors take apart: the compiler knows of the elements that they
   are not one, but moves no load to another.  Each element of an array that the body
   writes, and reads or writes more than once, is a variable:

	x = q[2*i];  y = q[2*i+1];
	x = x * c - y * s;  y = a * s + y * c;
	q[2*i] = x;  q[2*i+1] = y;

   Arrays of which two elements may be one or not are left as they are.  Leaves true that
   each value is what it was, and that nothing is read that was not, or written. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* At most so many elements: they are to be in registers. */
enum { MOST = 16 };

/* An element of an array of a body, at the place "at", over variables of the plan.  "var":
   its value, from where it "has" one, if it is "kept" in one; "first": it is read, for
   sure, before it is written; "uses": how often it is accessed; "writer": the last
   instance that writes it, NULL: none. */
struct element {
	int array, uses;
	const ta_idx *at;
	bool first, has, kept;
	tree var;
	const ta_node *writer;
};

/* The elements of the body that is being emitted.  "left": of which arrays none is a
   variable, each by the first of those that it may be one with. */
struct ta_scalars {
	int n;
	element elem[MOST];
	bool *left;
};

/* The search for elements of the body "node". */
struct finder {
	ta_emit *e;
	ta_scalars *all;
	const ta_node *node;
};

/* Whether "array" of "p" is one of which elements may be variables. */
static bool may_be(const ta_program *p, int array)
{
	return !p->array[array].is_virtual &&
	       !ta_type_is_complex(p->array[array].elem);
}

/* Whether the children of "node" write "array", or one that it may be one with. */
static bool is_written(const ta_emit *e, const ta_node *node, int array)
{
	for (int i = 0; i < node->nchildren; i++) {
		const ta_access *to = e->p->stmt[node->child[i]->stmt]->write;

		if (to->offset && e->as_one[to->array] == e->as_one[array])
			return true;
	}
	return false;
}

/* The element that "acc" of the instance that is being emitted is, which is added if
   it is new; NULL if it is not one for a variable, or not known from others. */
static element *known(ta_emit *e, ta_scalars *all, const ta_access *acc)
{
	const ta_idx *at = ta_place(e, acc);
	int64_t k;

	if (!may_be(e->p, acc->array))
		return NULL;
	for (int i = 0; i < all->n; i++) {
		element *x = &all->elem[i];
		const ta_idx *gap;

		if (e->as_one[x->array] != e->as_one[acc->array])
			continue;
		gap = x->array == acc->array ? ta_idx_sub(e->p->arena, at, x->at)
					     : NULL;
		if (!gap || !ta_idx_is_const(gap, &k))
			return NULL;
		if (!k)
			return x;
	}
	if (all->n == MOST || !at)
		return NULL;
	all->elem[all->n] = { acc->array, 0, at, false, false, false, NULL_TREE,
				NULL };
	return &all->elem[all->n++];
}

/* The same, where the array is left if there is none. */
static element *find(ta_emit *e, ta_scalars *all, const ta_access *acc)
{
	element *x = known(e, all, acc);

	if (!x)
		all->left[e->as_one[acc->array]] = true;
	return x;
}

/* Note in the finder "data" the read "acc"; return true. */
static bool note_read(void *data, ta_access *acc)
{
	finder *f = (finder *)data;
	element *x;

	if (!acc->offset || !is_written(f->e, f->node, acc->array) ||
	    !(x = find(f->e, f->all, acc)))
		return true;
	x->uses++;
	x->first |= acc->sure && !x->writer;
	return true;
}

/* Whether the body "node" is one of statements that are emitted alone, each for
   sure. */
static bool is_plain(const ta_emit *e, const ta_node *node)
{
	for (int i = 0; i < node->nchildren; i++) {
		const ta_node *at = node->child[i];
		const ta_stmt *s;

		if (at->kind != TA_NODE_STMT)
			return false;
		s = e->p->stmt[at->stmt];
		if (!s->write->sure || e->acc[at->stmt] || e->rest[at->stmt] ||
		    ta_expr_has_op(s->rhs, TA_OP_CODE))
			return false;
	}
	return node->nchildren > 1 && !e->held && !e->fixed && !e->abreast;
}

/* Whether an element of the array of "x", or of one that it may be one with, is
   accessed more than once, of those of "all". */
static bool is_used_again(const ta_emit *e, const ta_scalars *all, const element *x)
{
	for (int i = 0; i < all->n; i++)
		if (all->elem[i].uses > 1 &&
		    e->as_one[all->elem[i].array] == e->as_one[x->array])
			return true;
	return false;
}

/* Find the elements of the body "node" that are to be variables; return whether there
   are any. */
static bool find_elements(ta_emit *e, ta_scalars *all, const ta_node *node)
{
	finder f = { e, all, node };
	int n = 0;

	for (int i = 0; i < node->nchildren; i++) {
		const ta_node *at = node->child[i];
		const ta_access *to = e->p->stmt[at->stmt]->write;
		element *x;

		e->stmt = at->stmt;
		e->iter = at->iter;
		ta_expr_reads(e->p->stmt[at->stmt]->rhs, note_read, &f);
		if (!to->offset || !(x = find(e, all, to)))
			continue;
		x->uses++;
		x->writer = at;
	}
	for (int i = 0; i < all->n; i++)
		all->elem[i].kept = !all->left[e->as_one[
					     all->elem[i].array]] &&
				     is_used_again(e, all, &all->elem[i]);
	for (int i = 0; i < all->n; i++)
		if (all->elem[i].kept)
			all->elem[n++] = all->elem[i];
	all->n = n;
	return n > 0;
}

/* The variable that has the value of "acc" of the instance that is being emitted, or,
   if it is "written", gets it; NULL if there is none. */
tree ta_scalar_element(ta_emit *e, const ta_access *acc, bool written)
{
	ta_scalars *all = e->scalars;
	element *x = NULL;

	for (int i = 0; all && !x && i < all->n; i++)
		if (all->elem[i].array == acc->array && all->elem[i].var &&
		    ta_idx_equal(all->elem[i].at, ta_place(e, acc)))
			x = &all->elem[i];
	if (!x || (!written && !x->has))
		return NULL_TREE;
	x->has = true;
	return x->var;
}

/* Make the variables of "all", chained to "*vars", and append to "list" that those
   which are read first are read. */
static void read_first(ta_emit *e, ta_scalars *all, tree *vars, tree *list)
{
	for (int i = 0; i < all->n; i++) {
		element *x = &all->elem[i];
		const ta_array *a = &e->p->array[x->array];

		x->var = ta_tree_variable(e, a->name, ta_gcc_type(a->elem),
					  vars);
		x->has = x->first;
		if (x->first)
			ta_tree_assign(e->loc, x->var,
				       ta_tree_at(e, e->loc, x->array, x->at),
				       list);
	}
}

/* Append to "list" that what was written to variables of "all" is. */
static void write_last(ta_emit *e, ta_scalars *all, tree *list)
{
	for (int i = 0; i < all->n; i++) {
		element *x = &all->elem[i];

		if (!x->writer)
			continue;
		e->stmt = x->writer->stmt;
		e->iter = x->writer->iter;
		ta_tree_assign(ta_locus(e->p->stmt[e->stmt]->loc),
			       ta_tree_written(e, e->p->stmt[e->stmt]), x->var,
			       list);
	}
}

/* Append the body "node", a sequence, to "list" with what it accesses again as
   variables, and return true; false if there is nothing. */
bool ta_emit_scalars(ta_emit *e, const ta_node *node, tree *list)
{
	tree vars = NULL_TREE, body = NULL_TREE;
	ta_scalars *all;

	if (e->scalars || !is_plain(e, node))
		return false;
	all = TA_NEW(e->p->arena, ta_scalars);
	all->left = TA_NEWV(e->p->arena, bool, e->p->narrays);
	if (!find_elements(e, all, node))
		return false;
	read_first(e, all, &vars, &body);
	e->scalars = all;
	for (int i = 0; i < node->nchildren; i++)
		ta_emit_node(e, node->child[i], &body);
	e->scalars = NULL;
	write_last(e, all, &body);
	append_to_statement_list(ta_tree_bind(vars, body), list);
	return true;
}
