/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unswitch.c - a loop that does nothing where a condition does not hold does not run
   there.

   Assumes a plan.  What the source skips as a whole,

	for i:	if (on[i])
			for k:	s[i] += a[i][k]

   is, in the program, a statement that adds nothing where on[i] is 0, so that loops
   around it may be threads, and the order may change.  Where a loop leaves such a
   condition of all its statements as it is, the loop asks it once, before it runs, and
   is without it then:

	loop k asks (S):	s += a[i][k]	for	s += select (on[i], a[i][k], -0)

   What is asked is read before the loop: from memory only if an iteration of the loop
   reads it, too, whatever is in the loop (plugin/gcc/emit-unswitch.cc sees that there is
   one).  Leaves the statements of the plan as they are, and marks loops. */
#include "plan.h"

/* Return whether "e" says that statement "s" does nothing: keeps what it writes, or
   changes it by what changes nothing. */
static bool is_nothing(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	if (s->reduce != TA_OP_NONE && s->rest)
		return ta_expr_equal(e, ta_neutral(p->arena, s->reduce,
						   e->type));
	return e->op == TA_OP_KEEP || ta_is_old(s, e);
}

/* Return whether "e" reads memory. */
static bool reads_memory(const ta_program *p, const ta_expr *e)
{
	int i;

	if (e->op == TA_OP_READ)
		return !p->array[e->u.access->array].is_virtual;
	for (i = 0; i < e->nargs; i++)
		if (reads_memory(p, e->arg[i]))
			return true;
	return false;
}

/* Return whether instance "at" runs in every iteration of "loop". */
static bool is_directly_in(const ta_node *loop, const ta_node *at)
{
	const ta_node *in;
	int i;

	for (i = 0; (in = ta_loop_part(loop, i)); i++)
		if (in == at)
			return true;
	return false;
}

/* Set "cond" to the conditions without which the instance "at" of a statement in "loop"
   does nothing, and which the loop leaves as they are, the outermost first; return how
   many there are. */
static int conds_of(const ta_program *p, const ta_node *loop, const ta_node *at,
		    struct ta_asked *cond)
{
	const ta_stmt *s = p->stmt[at->stmt];
	const ta_expr *e = s->reduce != TA_OP_NONE && s->rest ? s->rest : s->rhs;
	bool direct = is_directly_in(loop, at);
	int n = 0;

	for (; e->op == TA_OP_SELECT && n < TA_MAX_ASKED; n++) {
		bool holds = is_nothing(p, s, e->arg[2]);

		if ((!holds && !is_nothing(p, s, e->arg[1]))
		    || !ta_loop_leaves(p, loop, at, e->arg[0], true)
		    || (!direct && reads_memory(p, e->arg[0])))
			break;
		cond[n].of = e->arg[0];
		cond[n].cond = ta_expr_subst(p->arena, e->arg[0], s->depth,
					     at->iter);
		cond[n].value = holds;
		e = e->arg[holds ? 1 : 2];
	}
	return n;
}

/* Return how many of the first "n" of "x" and "y" are the same. */
static int in_common(int n, const struct ta_asked *x, const struct ta_asked *y)
{
	int i;

	for (i = 0; i < n; i++)
		if (x[i].value != y[i].value
		    || !ta_expr_equal(x[i].cond, y[i].cond))
			break;
	return i;
}

/* Return whether "array" lives in "node". */
static bool lives_in(const ta_node *node, int array)
{
	int i;

	for (i = 0; i < node->nlocals; i++)
		if (node->local[i] == array)
			return true;
	for (i = 0; i < node->nchildren; i++)
		if (node->child[i] && lives_in(node->child[i], array))
			return true;
	return false;
}

/* Return whether all that "node", in "loop", does is nothing without the first "*n"
   conditions of "cond", which are fewer then if need be, and of which *n is -1 as long
   as there was no statement; "*by" is one that has them. */
static bool share_conds(const ta_program *p, const ta_node *loop,
			const ta_node *node, int *n, struct ta_asked *cond,
			int *by)
{
	struct ta_asked own[TA_MAX_ASKED];
	int i, k;

	switch (node->kind) {
	case TA_NODE_STMT:
		if (lives_in(loop, p->stmt[node->stmt]->write->array))
			return true;
		k = conds_of(p, loop, node, *n < 0 ? cond : own);
		if (*n < 0)
			*by = node->stmt;
		*n = *n < 0 ? k : in_common(k < *n ? k : *n, cond, own);
		return *n > 0;
	case TA_NODE_CALL:
	case TA_NODE_EXIT:
		return false;
	default:
		for (i = 0; i < node->nchildren; i++)
			if (node->child[i]
			    && !share_conds(p, loop, node->child[i], n, cond, by))
				return false;
		return true;
	}
}

/* Set "cond" to the conditions that the loop "node" of the plan of "p" may ask before it
   runs, and "*by" to a statement that has them; return how many there are. */
int ta_loop_asks(const ta_program *p, const ta_node *node,
		 struct ta_asked *cond, int *by)
{
	int n = -1;

	return share_conds(p, node, node->child[0], &n, cond, by) && n > 0 ? n
									   : 0;
}

/* Return whether the loop "node" is emitted as it is. */
static bool is_plain(const ta_node *node)
{
	return !node->holds && !node->columns && !node->split && !node->only
	       && !node->transposes && !node->wave && !node->scheduled
	       && node->abreast < 2 && node->collapse < 2 && node->step == 1;
}

/* Let the loops of "node", in loops that ask "n" conditions and run one iteration after
   the other, ask theirs. */
static void unswitch(ta_program *p, ta_node *node, int n)
{
	struct ta_asked cond[TA_MAX_ASKED];
	int i, k, by;

	if (!node)
		return;
	if (node->kind == TA_NODE_LOOP) {
		k = is_plain(node) ? ta_loop_asks(p, node, cond, &by) : 0;
		if (k > n) {
			node->asks = true;
			node->asked = by;
			n = k;
		}
		if (node->simd || node->wave || node->abreast > 1)
			return;
		for (i = node->collapse; i > 1; i--)
			node = node->child[0];
	}
	for (i = 0; i < node->nchildren; i++)
		unswitch(p, node->child[i], n);
}

/* Mark in the plan of "pl" the loops that ask first whether they do anything. */
void ta_unswitch(struct ta_planner *pl)
{
	if (pl->p->plan && !pl->opt->identity)
		unswitch(pl->p, pl->p->plan, 0);
}
