/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reciprocal.c - what is divided by a constant is multiplied by its reciprocal, and so
   is what a loop of vectors divides by one value.

   Assumes fp relaxed, and a program after the dependence phase.  Only what was
   rounded before it is divided, as a sum that is to be a mean, so that a number
   from memory is divided as in C and a multiple of the divisor stays one.  The
   reciprocal is a normal number; the product is off by at most 1.5 ULP.  A
   division takes as long as five to ten products, and vectors do not help.

   In a plan, a loop of vectors leaves the divisor as it is, and that was rounded, as the
   sum of a row is that each element of the row is divided by, or what is divided was:

	for j:	y[j] = y[j] / sum	inverts
	for j:	z[j] = (y[j] - mean) / n	inverts

   Its reciprocal is found once before the loop, or before loops around it that leave it
   as it is, too, of a number that has a normal one
   (plugin/gcc/emit-invert.cc), so that there too the product is off by at most 1.5
   ULP, and zero, infinity and NaN give what they do in a division.

   Leaves everything else of the program as it was, and marks in the plan the
   statements of which that can be asked. */
#include "plan.h"

#include <math.h>

/* Return 1 / "value" as a number of the float type "type", or 0 where it, or
   "value", is no normal one. */
static double reciprocal(enum ta_type type, double value)
{
	double x = type == TA_F32 ? (float)(1 / value) : 1 / value;
	bool normal = type == TA_F32 ? isnormal((float)x) : isnormal(x);

	return isnormal(value) && normal ? x : 0;
}

/* Return whether "e" is arithmetic that rounds, or one or another such value. */
bool ta_is_rounded(const ta_expr *e)
{
	if (e->op == TA_OP_NEG || e->op == TA_OP_ABS)
		return ta_is_rounded(e->arg[0]);
	if (e->op == TA_OP_SELECT)
		return ta_is_rounded(e->arg[1]) && ta_is_rounded(e->arg[2]);
	return e->op == TA_OP_ADD || e->op == TA_OP_SUB || e->op == TA_OP_MUL ||
	       e->op == TA_OP_CALL;
}

/* Make products of what "e" divides by constants. */
static void multiply(ta_arena *a, ta_expr *e)
{
	double x;
	int i;

	for (i = 0; i < e->nargs; i++)
		multiply(a, e->arg[i]);
	if (e->op != TA_OP_DIV || !ta_type_is_float(e->type) ||
	    e->arg[1]->op != TA_OP_CONST || !ta_is_rounded(e->arg[0]))
		return;
	x = reciprocal(e->type, e->arg[1]->u.f);
	if (!x)
		return;
	e->op = TA_OP_MUL;
	e->arg[1] = ta_expr_float(a, e->type, x);
}

/* Multiply in place of dividing by constants in "p", where it may. */
void ta_reciprocals(ta_program *p)
{
	int i;

	if (p->fp != TA_FP_RELAXED)
		return;
	for (i = 0; i < p->nstmts; i++)
		multiply(p->arena, p->stmt[i]->rhs);
}

/* Return whether something in "node" writes "array", or it is a local there. */
static bool sets(const ta_program *p, const ta_node *node, int array)
{
	int i;

	if (!node)
		return false;
	if (node->kind == TA_NODE_STMT)
		return p->stmt[node->stmt]->write->array == array;
	for (i = 0; i < node->nlocals; i++)
		if (node->local[i] == array)
			return true;
	for (i = 0; i < node->nchildren; i++)
		if (sets(p, node->child[i], array))
			return true;
	return node->kind == TA_NODE_CALL;
}

/* Return whether "x", over the iterators of the instance "at" of a statement in "loop",
   is the same in all of its iterations. */
static bool is_left_index(const ta_program *p, const ta_node *loop,
			  const ta_node *at, const ta_idx *x)
{
	int d;

	for (d = 0; d < p->stmt[at->stmt]->depth; d++)
		if (ta_idx_uses(x, d) && ta_uses_from(at->iter[d], loop->var))
			return false;
	return true;
}

/* Return whether "acc", in the instance "at" of a statement in "loop", is to one
   variable, which the loop leaves as it is. */
static bool is_left(const ta_program *p, const ta_node *loop, const ta_node *at,
		    const ta_access *acc)
{
	int i;

	if (!p->array[acc->array].is_virtual || sets(p, loop, acc->array))
		return false;
	for (i = 0; i < acc->nsubs; i++)
		if (!is_left_index(p, loop, at, acc->sub[i]))
			return false;
	return true;
}

/* Return whether "acc", in the instance "at" of a statement in "loop", is to one
   element in memory, of an array that the loop leaves as it is. */
static bool is_one_element(const ta_program *p, const ta_node *loop,
			   const ta_node *at, const ta_access *acc)
{
	return !p->array[acc->array].is_virtual && !sets(p, loop, acc->array)
	       && is_left_index(p, loop, at, acc->offset);
}

/* Return whether "e", in the instance "at" of a statement in "loop", has one value in
   all of its iterations: of variables, or if "memory", what it reads there, too. */
bool ta_loop_leaves(const ta_program *p, const ta_node *loop,
		    const ta_node *at, const ta_expr *e, bool memory)
{
	int i;

	if (e->op == TA_OP_KEEP || ta_op_outside(e->op)
	    || (e->op == TA_OP_ITER && !is_left_index(p, loop, at, e->u.idx))
	    || (e->op == TA_OP_READ && !is_left(p, loop, at, e->u.access)
		&& !(memory && is_one_element(p, loop, at, e->u.access))))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!ta_loop_leaves(p, loop, at, e->arg[i], memory))
			return false;
	return true;
}

/* Return whether "e" was rounded when it was computed, in its place or where a
   statement of "p" wrote what it reads. */
static bool was_rounded(const ta_program *p, const ta_expr *e)
{
	int i;

	if (e->op != TA_OP_READ)
		return ta_is_rounded(e);
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->write->array == e->u.access->array
		    && ta_is_rounded(p->stmt[i]->rhs))
			return true;
	return false;
}

/* Return whether "e" is a division that may be a product with a reciprocal, as what it
   divides by was rounded, or what it divides is where it stands. */
bool ta_may_invert(const ta_program *p, const ta_expr *e)
{
	return p->fp == TA_FP_RELAXED && e->op == TA_OP_DIV
	       && ta_type_is_float(e->type)
	       && (was_rounded(p, e->arg[1]) || ta_is_rounded(e->arg[0]));
}

/* Return whether "e", in the instance "at" of a statement in "loop", is a division
   that may be a product with a reciprocal found before the loop, and not all of it is
   found there. */
bool ta_inverts(const ta_program *p, const ta_node *loop, const ta_node *at,
		const ta_expr *e)
{
	return ta_may_invert(p, e)
	       && ta_loop_leaves(p, loop, at, e->arg[1], false)
	       && !ta_loop_leaves(p, loop, at, e->arg[0], true);
}

/* Return whether there is such a division in "e". */
bool ta_has_inverse(const ta_program *p, const ta_node *loop, const ta_node *at,
		    const ta_expr *e)
{
	int i;

	if (ta_inverts(p, loop, at, e))
		return true;
	for (i = 0; i < e->nargs; i++)
		if (ta_has_inverse(p, loop, at, e->arg[i]))
			return true;
	return false;
}

/* Return whether the loop "node" is known to have fewer iterations than pay for one
   more division. */
static bool is_short(const ta_program *p, const ta_node *node)
{
	enum { FEW = 16 };
	int i, j;
	int64_t n;

	for (i = 0; i < node->nupper; i++)
		for (j = 0; j < node->nlower; j++)
			if (node->upper[i].den == 1 && node->lower[j].den == 1
			    && ta_idx_is_const(ta_idx_sub(p->arena,
							  node->upper[i].num,
							  node->lower[j].num),
					       &n)
			    && n < FEW)
				return true;
	return false;
}

/* The loops around a node of the plan of "p" in which something may be found that all
   that is inside has in common: the "n" innermost, from the outermost of them on. */
struct around {
	ta_program *p;
	int n;
	ta_node *loop[TA_MAX_DEPTH];
};

/* Return whether the loop "node" is one in front of which something may be found: it
   is emitted as it is, and by the thread that comes to it. */
static bool is_plain(const ta_node *node)
{
	return !node->parallel && !node->holds && !node->columns && !node->split
	       && !node->only && !node->transposes && !node->wave;
}

/* Let the outermost loop of "x" that may, or "node", a loop of vectors in them all, find
   what its statement "at" divides by. */
static void invert_for(const struct around *x, ta_node *node, const ta_node *at)
{
	const ta_expr *rhs = x->p->stmt[at->stmt]->rhs;
	ta_node *loop = NULL;
	int i;

	for (i = 0; i < x->n && !loop; i++)
		if (ta_has_inverse(x->p, x->loop[i], at, rhs))
			loop = x->loop[i];
	if (!loop && !is_short(x->p, node)
	    && ta_has_inverse(x->p, node, at, rhs))
		loop = node;
	if (!loop)
		return;
	for (i = 0; i < loop->ninverts; i++)
		if (loop->inverts[i] == at->stmt)
			return;
	TA_PUSH(x->p->arena, loop->inverts, loop->ninverts, at->stmt);
}

/* Let the loops of vectors in "node", inside of those of "x", invert what they divide
   by, where they may. */
static void invert(struct around x, ta_node *node)
{
	const ta_node *at;
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP && !node->simd) {
		x.n = is_plain(node) ? x.n : 0;
		if (is_plain(node) && x.n < TA_MAX_DEPTH)
			x.loop[x.n++] = node;
	}
	for (i = 0; i < node->nchildren; i++)
		invert(x, node->child[i]);
	if (node->kind != TA_NODE_LOOP || !node->simd || node->step != 1)
		return;
	for (i = 0; (at = ta_loop_part(node, i)); i++)
		if (at->kind == TA_NODE_STMT)
			invert_for(&x, node, at);
}

/* Mark in the plan of "pl" what is multiplied in place of being divided. */
void ta_invert(struct ta_planner *pl)
{
	struct around x = { .p = pl->p };

	if (pl->p->plan && !pl->opt->identity && !pl->opt->terse)
		invert(x, pl->p->plan);
}
