/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pad.c - what the scalars of a panel that is not full are is computed as if it were.

   Assumes a plan with panels that are one thing where they are full and another where they
   are not (panel.c).  A loop of vectors over all of a full one is unrolled, and registers
   hold its scalars; over a part of one, as far as the arrays go, these are in memory.  Where
   nothing but scalars of the panel is written, from these, copies of rows that there is room
   for, and what is the same for all of it,

	loop t: loop i from i to i.end: d[i] += (copy[64 * t + i - begin] - c[j][t]) ^ 2

   nobody looks at more of them, and

	loop t: loop i from i to i + 64 pads: d[i] += ...

   is the same.  Leaves true that nothing is read or written that the panel does not have,
   and all as it is where floating-point exceptions count. */
#include "plan.h"

/* A loop over a panel of "panels" in program "p", and the instance in it that is asked
   about. */
struct padded {
	const ta_program *p;
	const ta_node *panels, *loop, *at;
};

/* Return whether "x", over the iterators of the instance of "q", varies with its loop. */
static bool varies(const struct padded *q, const ta_idx *x)
{
	int d;

	for (d = 0; d < q->p->stmt[q->at->stmt]->depth; d++)
		if (ta_idx_uses(x, d)
		    && ta_idx_uses(q->at->iter[d], q->loop->var))
			return true;
	return false;
}

/* Return whether what is read by "acc" is there for more iterations of the loop. */
static bool is_there(void *data, ta_access *acc)
{
	const struct padded *q = data;
	const ta_array *array = &q->p->array[acc->array];

	if (array->is_virtual || array->is_scratch)
		return ta_lives_in(q->panels, acc->array)
		       || !acc->offset || !varies(q, acc->offset);
	return !varies(q, acc->offset);
}

/* Return whether "e" may be computed of what nobody looks at. */
static bool is_harmless(const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_CALL || e->op == TA_OP_KEEP || ta_op_outside(e->op)
	    || ((e->op == TA_OP_DIV || e->op == TA_OP_MOD)
		&& !ta_type_rounds(e->type)))
		return false;
	for (i = 0; i < e->nargs; i++)
		if (!is_harmless(e->arg[i]))
			return false;
	return true;
}

/* Return whether "loop" runs over the panel that "panels" begins, to its end, or to
   where that were if it "pads". */
static bool is_over(ta_arena *a, const ta_node *panels, const ta_node *loop)
{
	const ta_idx *full = ta_idx_addk(a, ta_idx_var(a, panels->var),
					 panels->step);

	if (!loop->pads)
		return ta_is_over_panel(loop, panels->var);
	return loop->nlower == 1 && loop->nupper == 1 && loop->lower->den == 1
	       && loop->upper->den == 1
	       && ta_idx_equal(loop->lower->num, ta_idx_var(a, panels->var))
	       && ta_idx_equal(loop->upper->num, full);
}

/* Return whether the loop "loop" of the plan of "p", in the panels "panels", may run as if
   the panel were full. */
bool ta_may_pad(const ta_program *p, const ta_node *panels, const ta_node *loop)
{
	struct padded q = { p, panels, loop, NULL };
	int i;

	if (loop->kind != TA_NODE_LOOP || !loop->simd || loop->step != 1
	    || loop->nreductions || loop->nlocals
	    || !is_over(p->arena, panels, loop))
		return false;
	for (i = 0; (q.at = ta_loop_part(loop, i)); i++) {
		const ta_stmt *s = q.at->kind == TA_NODE_STMT
					   ? p->stmt[q.at->stmt] : NULL;

		if (!s || !p->array[s->write->array].is_virtual
		    || !ta_lives_in(panels, s->write->array)
		    || !is_harmless(s->rhs)
		    || !ta_expr_reads(s->rhs, is_there, &q))
			return false;
	}
	return true;
}

/* Let the loops of "node" in the panels "panels", which may be NULL, run as if these were
   full, where they may; those of a panel that is known to be need not. */
static void pad(ta_program *p, ta_node *node, const ta_node *panels)
{
	int i;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP && panels && ta_may_pad(p, panels, node)) {
		node->pads = true;
		node->upper = TA_NEW(p->arena, ta_bound);
		node->upper->den = 1;
		node->upper->num = ta_idx_addk(
			p->arena, ta_idx_var(p->arena, panels->var),
			panels->step);
	}
	for (i = 0; i < node->nchildren; i++) {
		const ta_node *in = panels;

		if (node->kind == TA_NODE_LOOP && node->step > 1)
			in = NULL;
		if (node->kind == TA_NODE_LOOP && node->step > 1
		    && node->overlaps)
			in = node;
		pad(p, node->child[i], in);
	}
}

/* Let loops over panels of "p" that registers hold when they are full run as if they all
   were. */
void ta_pad(ta_program *p)
{
	if (!p->traps)
		pad(p, p->plan, NULL);
}
