/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repeat.c - may a program run after some of its plan has?

   Assumes dependences.  What a plan did is lost where the loops as written run
   after it, and does no harm if they read nothing that was changed: each
   element that they read and that the program writes was written by the loops
   themselves before.  Changes nothing. */
#include "ta.h"

/* A question: do the loops write what statement "s" reads, before it does? */
struct reader {
	const ta_program *p;
	int s;
};

/* Return whether "z" writes what the read "acc" of "s" reads, in each iteration
   of the loops they share, and before "s": it is in no loop but those, runs in
   all of their iterations that "s" does, and does not look at what was there. */
static bool writes_first(const ta_stmt *z, const ta_stmt *s,
			 const ta_access *acc)
{
	int c = ta_common_loops(z, s), i;

	if (z == s || z->planned || z->depth != c || z->order[c] >= s->order[c]
	    || !ta_access_equal(z->write, acc)
	    || ta_expr_touches(z->rhs, acc->array))
		return false;
	for (i = 0; i < z->ncons; i++)
		if (!ta_idx_listed(z->cons[i], s->ncons, s->cons))
			return false;
	return true;
}

/* Return whether a read of "array" by "s" can be one before a write: a
   dependence says so, or "s" itself writes it. */
static bool read_first(const ta_program *p, int s, int array)
{
	int i;

	if (p->stmt[s]->write->array == array)
		return true;
	for (i = 0; i < p->ndeps; i++)
		if (p->dep[i].kind == TA_DEP_ANTI && p->dep[i].src == s
		    && p->dep[i].array == array)
			return true;
	return false;
}

/* Return whether the read "acc" is of what the loops wrote before, if it is read
   before a write at all.  For ta_expr_reads. */
static bool is_written(void *data, ta_access *acc)
{
	const struct reader *r = (const struct reader *)data;
	const ta_program *p = r->p;
	int i;

	if (p->array[acc->array].base < 0 || !read_first(p, r->s, acc->array))
		return true;
	for (i = 0; i < p->nstmts; i++)
		if (writes_first(p->stmt[i], p->stmt[r->s], acc))
			return true;
	return false;
}

/* Return whether the loops of "p" may run after any part of its plan has, and
   do the same as without.  What is kept under a condition, and arrays that may
   be one, are not looked into. */
bool ta_may_repeat(const ta_program *p)
{
	int i;

	for (i = 0; i < p->naliases; i++)
		if (p->alias[i].coincident)
			return false;
	for (i = 0; i < p->nstmts; i++) {
		struct reader r = { p, i };

		if (!p->stmt[i]->planned
		    && (!ta_expr_reads(p->stmt[i]->rhs, is_written, &r)
			|| ta_expr_keeps(p->stmt[i]->rhs)))
			return false;
	}
	return true;
}
