/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hold.c - registers hold what every row of a full strip of columns meets again.

   Assumes a plan, in which a loop of vectors runs over a panel of columns, in every
   iteration of a loop around it:

	for j0 by 64:  for i:  for j in the panel: R[j] += Q[i] * A[i][j]

   Where the panel is full the length of the loop of vectors is known: it is there
   once more for that, so that the compiler unrolls it and keeps in registers what
   every row meets again: R, or a row that is taken from all of A.  That is done where
   there are registers enough (emit-held.cc).  Each element sees the same operations
   in the same order.  Leaves the loop as it was for panels that are not full. */
#include "plan.h"

/* Return the variable of the panel that the loop "inner" runs over, or -1. */
static int panel_of(const struct ta_steps *in, const ta_node *inner)
{
	int v;

	for (v = 0; v < inner->var; v++)
		if (in->step[v] && ta_is_over_panel(inner, v))
			return v;
	return -1;
}

/* Return whether the access "acc" of the instance in the loop of vectors in the loop
   over rows "node" of "p" is the same in each row, to elements side by side of an
   array to which there is no other access where one writes. */
bool ta_is_held(const ta_program *p, const ta_node *node, const ta_access *acc)
{
	const ta_node *inner = node->child[0], *at = inner->child[0];
	const ta_access *write = p->stmt[at->stmt]->write;
	int row = ta_iter_of_var(p, at, node->var);
	int column = ta_iter_of_var(p, at, inner->var);

	return acc->offset && row >= 0 && column >= 0
	       && !ta_idx_uses(acc->offset, row)
	       && ta_factor(p->arena, acc->offset, column) == 1
	       && (acc->array != write->array || ta_access_equal(acc, write));
}

/* A loop over rows, whether what its instance writes is held, and how many accesses
   are; "mixed": another access is to the array of that write. */
struct held {
	const ta_program *p;
	const ta_node *node;
	const ta_access *write;
	int n;
	bool mixed;
};

/* Note in "data" whether the access "acc" is held. */
static bool note_held(void *data, ta_access *acc)
{
	struct held *h = (struct held *)data;

	h->n += ta_is_held(h->p, h->node, acc);
	h->mixed |= acc->array == h->write->array
		    && !ta_access_equal(acc, h->write);
	return true;
}

/* Return the instance of a statement in the loop of vectors in the loop over rows
   "node" of "p" if registers may hold some of what it meets, NULL if not. */
const ta_node *ta_held_instance(const ta_program *p, const ta_node *node)
{
	const ta_node *inner = node->child[0], *at;
	struct held h = { .p = p, .node = node };
	const ta_stmt *s;

	if (!ta_is_plain_loop(node) || node->parallel || node->simd || !inner
	    || !ta_is_plain_loop(inner) || inner->parallel || !inner->simd
	    || ta_loop_uses(inner, node->var))
		return NULL;
	at = inner->child[0];
	if (!at || at->kind != TA_NODE_STMT || at->ncovers
	    || p->stmt[at->stmt]->planned)
		return NULL;
	s = p->stmt[at->stmt];
	h.write = s->write;
	if (!s->write->sure || ta_expr_has_op(s->rhs, TA_OP_CALL)
	    || ta_stmt_branches(p, s))
		return NULL;
	note_held(&h, s->write);
	ta_expr_reads(s->rhs, note_held, &h);
	return h.n && !(ta_is_held(p, node, s->write) && h.mixed) ? at : NULL;
}

/* Return a copy of the loop over rows "node" whose loop of vectors runs over all of
   the full panel of variable "v", of "step". */
static ta_node *full_panel(ta_arena *a, const ta_node *node, int v, int64_t step)
{
	ta_node *rows = (ta_node *)ta_memdup(a, node, sizeof(*rows));
	ta_node *inner = (ta_node *)ta_memdup(a, node->child[0], sizeof(*inner));

	inner->upper = (ta_bound *)ta_memdup(a, inner->upper, sizeof(ta_bound));
	inner->upper->num = ta_idx_addk(a, ta_idx_var(a, v), step);
	rows->holds = true;
	rows->child = NULL;
	rows->nchildren = 0;
	ta_node_add(a, rows, inner);
	return rows;
}

/* Return the choice that the panel that the loop over rows "node" goes through is
   full, with that, where registers can hold what is met again in each row, or NULL;
   what runs otherwise is yet to be added. */
ta_node *ta_choose_full(const struct ta_steps *in, const ta_node *node)
{
	ta_arena *a = in->pl->a;
	const ta_node *inner = node->child[0];
	const ta_node *at;
	const ta_stmt *s;
	ta_node *test;
	int v;

	if (!inner || (v = panel_of(in, inner)) < 0 || !inner->child[0]
	    || (inner->child[0]->kind == TA_NODE_STMT
		&& inner->child[0]->stmt >= in->pl->nstmts)
	    || !(at = ta_held_instance(in->pl->p, node)))
		return NULL;
	s = in->pl->p->stmt[at->stmt];
	if (in->step[v] * ta_type_size(in->pl->p->array[s->write->array].elem)
	    > in->pl->opt->held)
		return NULL;
	test = ta_node_new(a, TA_NODE_IF, node->loc);
	ta_node_test(a, test, TA_GUARD_GE0, "a panel is full")->idx =
		ta_idx_addk(a, ta_idx_sub(a, ta_idx_var(a, v + 1),
					  ta_idx_var(a, v)), -in->step[v]);
	ta_node_add(a, test, full_panel(a, node, v, in->step[v]));
	return test;
}
