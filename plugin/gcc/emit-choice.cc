/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-choice.cc - loops of vectors that choose once which row they read.

   Assumes a simd loop of which an element of one array is read or another, by conditions
   that the loop leaves as they are, as a filter does whose rows are reflected at a
   border:

	for (x = 0; x < w; x++)
		s += y + d < h ? in[y + d][x] : in[2 * h - 2 - y - d][x];

   All of these, under masks, is what the compiler makes of it.  As places in the array
   they are as far from each other in every iteration,

	from = y + d < h ? 0 : (2 * h - 2 - 2 * (y + d)) * w;
	for (x = 0; x < w; x++)
		s += in[(y + d) * w + x + from];

   and one is read.  Leaves true that nothing is read that C does not read, and that
   where the loop does not run nothing is asked. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* The instance "at" in the loop "node", whose choices are looked for, and the place of
   an element that one may be. */
struct chooser {
	ta_emit *e;
	const ta_node *node, *at;
	const ta_access *lead;
};

/* How far "acc" is from the element that leads "c". */
static const ta_idx *distance(const chooser *c, const ta_access *acc)
{
	return ta_idx_sub(c->e->p->arena, ta_place(c->e, acc),
			  ta_place(c->e, c->lead));
}

/* Whether the program writes the array that "acc" is of, or one that may be it. */
static bool is_written(const ta_emit *e, const ta_access *acc)
{
	for (int i = 0; i < e->p->nstmts; i++)
		if (e->as_one[e->p->stmt[i]->write->array] ==
		    e->as_one[acc->array])
			return true;
	return false;
}

/* Whether "x" is an element of the array that "c" has found one of, or becomes the one
   that leads; or a choice among such by what the loop leaves. */
static bool is_place(chooser *c, const ta_expr *x)
{
	const ta_access *acc = x->u.access;

	if (x->op == TA_OP_SELECT)
		return ta_expr_is_sure(x->arg[0]) &&
		       ta_loop_leaves(c->e->p, c->node, c->at, x->arg[0],
				      false) &&
		       is_place(c, x->arg[1]) && is_place(c, x->arg[2]);
	if (x->op != TA_OP_READ || !acc->offset ||
	    c->e->p->array[acc->array].is_virtual)
		return false;
	if (!c->lead)
		c->lead = acc;
	return acc->array == c->lead->array &&
	       !ta_idx_uses(distance(c, acc), c->node->var);
}

/* How far what "x" chooses is from the element that leads "c". */
static tree chosen(const chooser *c, const ta_expr *x)
{
	tree type = ta_index_type();

	if (x->op == TA_OP_READ)
		return ta_tree_idx(c->e, distance(c, x->u.access), type);
	return build3(COND_EXPR, type,
		      fold_convert(boolean_type_node,
				   ta_tree_expr(c->e, x->arg[0])),
		      chosen(c, x->arg[1]), chosen(c, x->arg[2]));
}

/* The choice "x" of the statement that is being emitted, if it is in scope, else
   NULL. */
static const ta_choice *find_choice(const ta_emit *e, const ta_expr *x)
{
	for (int i = 0; i < e->nchoices; i++)
		if (e->choice[i].stmt == e->stmt &&
		    ta_expr_equal(e->choice[i].of, x))
			return &e->choice[i];
	return NULL;
}

/* Append to "list" what "x" chooses, of which "c" has found the element that leads: in a
   variable chained to "vars", asked where [lo, hi) holds anything. */
static void choose_once(const chooser *c, const ta_expr *x, tree lo, tree hi,
			tree *vars, tree *list)
{
	ta_emit *e = c->e;
	tree type = ta_index_type(), any, from;
	ta_choice choice = { x, c->at->stmt, c->lead, NULL_TREE };

	from = ta_tree_variable(e, "row", type, vars);
	any = fold_build2(LT_EXPR, boolean_type_node, unshare_expr(lo),
			  unshare_expr(hi));
	ta_tree_assign(ta_locus(x->loc), from,
		       build3(COND_EXPR, type, any, chosen(c, x),
			      build_int_cst(type, 0)), list);
	choice.from = from;
	TA_PUSH(e->p->arena, e->choice, e->nchoices, choice);
}

/* Append to "list" the choices in "x" that the loop of "c" over [lo, hi) leaves. */
static void look_in(chooser *c, const ta_expr *x, tree lo, tree hi, tree *vars,
		    tree *list)
{
	if (x->op == TA_OP_SELECT) {
		c->lead = NULL;
		if (is_place(c, x) && !is_written(c->e, c->lead)) {
			if (!find_choice(c->e, x))
				choose_once(c, x, lo, hi, vars, list);
			return;
		}
	}
	for (int i = 0; i < x->nargs; i++)
		look_in(c, x->arg[i], lo, hi, vars, list);
}

/* Append to "list" the choices that the simd loop "node" over [lo, hi) leaves as they
   are, in variables chained to "vars": they are in scope then.  Rows that run side by
   side have choices of their own. */
void ta_emit_choices(ta_emit *e, const ta_node *node, tree lo, tree hi,
		     tree *vars, tree *list)
{
	const ta_node *at;

	if (e->abreast)
		return;
	for (int i = 0; (at = ta_loop_part(node, i)); i++) {
		chooser c = { e, node, at, NULL };

		if (at->kind != TA_NODE_STMT)
			continue;
		e->stmt = at->stmt;
		e->iter = at->iter;
		look_in(&c, e->p->stmt[at->stmt]->rhs, lo, hi, vars, list);
	}
}

/* The element that "x" chooses, if that is in scope, else NULL. */
tree ta_tree_chosen(ta_emit *e, const ta_expr *x)
{
	const ta_choice *c = e->abreast ? NULL : find_choice(e, x);
	tree at;

	if (!c)
		return NULL_TREE;
	at = ta_tree_at(e, ta_locus(x->loc), c->lead->array, ta_place(e, c->lead));
	TREE_OPERAND(at, 0) = fold_build_pointer_plus(
		TREE_OPERAND(at, 0),
		fold_build2(MULT_EXPR, sizetype, fold_convert(sizetype, c->from),
			    size_int(ta_type_size(
				    e->p->array[c->lead->array].elem))));
	return fold_convert(ta_gcc_type(x->type), at);
}
