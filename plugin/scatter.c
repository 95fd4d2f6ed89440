/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scatter.c - statements that change elements at places that data say.

   Assumes a statement with an iterator "k" that runs through all places that an
   element may have, of which it changes the one that a test finds:

	for i: for k < 256: h[k] = select (eq (k, image[i]), add (h[k], 1), keep)

   so that every phase knows what is read and written, and in which order.  Says
   which part of a value is the test, and how elements are changed; what runs visits
   no place but the one that the test asks for (a plan loop that is "only"). */
#include "plan.h"

/* Return whether "e" is iterator "d" alone. */
static bool is_iterator(const ta_program *p, const ta_expr *e, int d)
{
	return e->op == TA_OP_ITER
	       && ta_idx_equal(e->u.idx, ta_idx_var(p->arena, d));
}

/* Return which arm of "e" is written where the other keeps what is there, 1 or 2, or 0 if
   it is no such selection. */
int ta_written_arm(const ta_expr *e)
{
	if (e->op != TA_OP_SELECT)
		return 0;
	return e->arg[2]->op == TA_OP_KEEP   ? 1
	       : e->arg[1]->op == TA_OP_KEEP ? 2
					     : 0;
}

/* Return the selection, in the value of the scatter "s", whose test asks for the place:
   eq (iterator, place); NULL if there is none. */
ta_expr *ta_scatter_test(const ta_program *p, const ta_stmt *s)
{
	ta_expr *e = s->rhs;
	int arm;

	for (; (arm = ta_written_arm(e)); e = e->arg[arm]) {
		const ta_expr *c = e->arg[0];

		if (c->op == TA_OP_EQ
		    && is_iterator(p, c->arg[0], s->scatter - 1))
			return arm == 1 ? e : NULL;
	}
	return NULL;
}

/* Return what is wrong with the scatter "s" of "p", or NULL. */
const char *ta_scatter_wrong(const ta_program *p, const ta_stmt *s)
{
	int d = s->scatter - 1;
	const ta_expr *e, *test;

	if (d >= s->depth || !ta_access_uses(s->write, d))
		return "writes at no place along its iterator";
	test = ta_scatter_test(p, s);
	if (!test)
		return "has no test for its place";
	if (!ta_expr_reads_only(test->arg[1], s->write))
		return "reads another element than it writes";
	if (ta_expr_varies(test->arg[0]->arg[1], d)
	    || ta_expr_touches(test->arg[0]->arg[1], s->write->array))
		return "has a place that depends on what it writes";
	for (e = s->rhs; e != test; e = e->arg[ta_written_arm(e)])
		if (ta_expr_varies(e->arg[0], d)
		    || ta_expr_touches(e->arg[0], s->write->array))
			return "asks for its place too late";
	return NULL;
}

/* Return "e", a whole number of another type of its size, in "type". */
static ta_expr *in_type(const ta_program *p, ta_expr *e, enum ta_type type)
{
	if (e->op == TA_OP_CAST && e->arg[0]->type == type)
		return e->arg[0];
	return ta_expr_cast(p->arena, e, type);
}

/* Return "e", whose operator C applies in an unsigned type so that it wraps, in its own:
   modulo a power of two it is the same. */
static ta_expr *unwrapped(const ta_program *p, ta_expr *e)
{
	const ta_expr *u = e->op == TA_OP_CAST ? e->arg[0] : NULL;

	if (!u || !ta_type_is_integer(e->type) || !ta_type_is_integer(u->type)
	    || ta_type_size(u->type) != ta_type_size(e->type)
	    || (u->op != TA_OP_ADD && u->op != TA_OP_SUB
		&& u->op != TA_OP_MUL))
		return e;
	return ta_expr_new(p->arena, u->op, e->type, e->loc, 2,
			   in_type(p, u->arg[0], e->type),
			   in_type(p, u->arg[1], e->type));
}

/* Return how the scatter "s" of "p" changes an element by "*rest", in any order, or
   TA_OP_NONE: then its iterations have to stay in order. */
enum ta_op ta_scatter_op(const ta_program *p, const ta_stmt *s, ta_expr **rest)
{
	ta_stmt plain = *s;

	plain.rhs = unwrapped(p, ta_without_keep(
				 p, ta_scatter_test(p, s)->arg[1], s->write));
	return ta_sum_apart(p, &plain, rest);
}

/* Return whether a statement of "p" is a scatter. */
bool ta_has_scatter(const ta_program *p)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->scatter)
			return true;
	return false;
}
