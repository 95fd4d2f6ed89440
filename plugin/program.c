/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - building a tensor program, and taking part of one.

   Assumes that names outlive the arena or are copied into it by these
   functions.  Leaves true that what they add is complete but for what their
   comments leave to the caller. */
#include "ta.h"

#include <string.h>

/* Return an empty program called "name" in "a", before its first phase, as
   the pragma without clauses asks for it. */
ta_program *ta_program_new(ta_arena *a, const char *name, ta_loc loc)
{
	ta_program *p = TA_NEW(a, ta_program);

	p->arena = a;
	p->memos = TA_NEW(a, struct ta_memo *);
	p->name = ta_strdup(a, name);
	p->loc = loc;
	p->fp = TA_FP_RELAXED;
	p->lower = TA_LOWER_AUTO;
	p->done = TA_PHASE_EXTRACT;
	return p;
}

/* Add the parameter "name" of "type" to "p" and return its number. */
int ta_program_param(ta_program *p, const char *name, enum ta_type type,
		     int handle, ta_loc loc)
{
	ta_param param = { .type = type, .handle = handle, .loc = loc };

	param.name = ta_strdup(p->arena, name);
	TA_PUSH(p->arena, p->param, p->nparams, param);
	return p->nparams - 1;
}

/* Add the array "name" of "elem" to "p" and return its number: in memory at
   the pointer parameter "base", or virtual when that is negative.  Its
   dimensions and who reads and writes it are left to the caller. */
int ta_program_array(ta_program *p, const char *name, enum ta_type elem,
		     int base, ta_loc loc)
{
	ta_array array = { .elem = elem, .base = base, .loc = loc };

	array.name = ta_strdup(p->arena, name);
	array.is_virtual = base < 0;
	array.handle = -1;
	TA_PUSH(p->arena, p->array, p->narrays, array);
	return p->narrays - 1;
}

/* Add to "p" a scalar "name" of each iteration of "ndims" loops, which run as often as
   "extent" says, and return its number. */
int ta_program_virtual(ta_program *p, const char *name, enum ta_type elem,
		       int ndims, const ta_idx **extent, ta_loc loc)
{
	int n = ta_program_array(p, name, elem, -1, loc);
	ta_array *x = &p->array[n];

	x->is_virtual = x->read = x->written = true;
	x->ndims = ndims;
	x->extent = extent;
	return n;
}

/* Return an access to the scalar "v" of "p" of the iteration that makes it. */
ta_access *ta_access_virtual(const ta_program *p, int v, ta_loc loc)
{
	const ta_idx *sub[TA_MAX_DEPTH];
	int d, ndims = p->array[v].ndims;

	for (d = 0; d < ndims; d++)
		sub[d] = ta_idx_var(p->arena, d);
	return ta_access_new(p->arena, v, NULL, ndims, sub, loc);
}

/* Add a scratch array to "p" of "size" elements as array "of" has them, named
   after it and "what", and return its number. */
int ta_program_scratch(ta_program *p, int of, const char *what,
		       const ta_idx *size)
{
	const char *name = ta_sprintf(p->arena, "%s_%s%d", p->array[of].name,
				      what, p->narrays);
	int n = ta_program_array(p, name, p->array[of].elem, -1,
				 p->array[of].loc);
	ta_array *x = &p->array[n];

	x->is_virtual = false;
	x->is_scratch = x->read = x->written = true;
	x->ndims = 1;
	x->extent = TA_NEW(p->arena, const ta_idx *);
	x->extent[0] = size;
	return n;
}

/* Add a statement of "depth" loops to "p" and return it.  Its iterators are
   called i0, i1, ...; its loops are -1, its order is all 0 but for the last
   place, which is its number; its domain, write and right side are left to
   the caller. */
ta_stmt *ta_program_stmt(ta_program *p, int depth, ta_loc loc)
{
	ta_arena *a = p->arena;
	ta_stmt *s = TA_NEW(a, ta_stmt);
	int d;

	ta_assert(depth >= 0 && depth <= TA_MAX_DEPTH);
	s->name = ta_sprintf(a, "S%d", p->nstmts);
	s->depth = depth;
	s->iter = TA_NEWV(a, const char *, depth);
	s->loop = TA_NEWV(a, int, depth);
	s->order = TA_NEWV(a, int, depth + 1);
	for (d = 0; d < depth; d++) {
		s->iter[d] = ta_sprintf(a, "i%d", d);
		s->loop[d] = -1;
	}
	s->order[depth] = p->nstmts;
	s->reduce = s->in_place = TA_OP_NONE;
	s->loc = loc;
	TA_PUSH(a, p->stmt, p->nstmts, s);
	return s;
}

/* Return how many loops the statements "x" and "y" share. */
int ta_common_loops(const ta_stmt *x, const ta_stmt *y)
{
	int depth = x->depth < y->depth ? x->depth : y->depth, d;

	for (d = 0; d < depth && x->order[d] == y->order[d]; d++)
		;
	return d;
}

/* Return a copy of the statement "s" whose nest is numbered from "first",
   without what the dependence phase found. */
ta_stmt *ta_stmt_copy(ta_arena *a, const ta_stmt *s, int first)
{
	ta_stmt *t = (ta_stmt *)ta_memdup(a, s, sizeof(*s));
	size_t n = (size_t)s->depth;

	t->iter = (const char **)ta_memdup(a, s->iter, n * sizeof(*s->iter));
	t->loop = (int *)ta_memdup(a, s->loop, n * sizeof(*s->loop));
	t->order = (int *)ta_memdup(a, s->order, (n + 1) * sizeof(*s->order));
	t->order[0] -= first;
	t->cons = (const ta_idx **)ta_copy_list(a, s->cons, s->ncons,
						sizeof(*s->cons));
	t->write = ta_access_subst(a, s->write, 0, NULL);
	t->rhs = ta_expr_subst(a, s->rhs, 0, NULL);
	t->reduce = t->in_place = TA_OP_NONE;
	t->rest = NULL;
	return t;
}

/* Set read[] and write[] of the arrays, by number, that statement "s"
   touches. */
struct touched {
	bool *read, *written;
};

/* Note in "data", a struct touched, that "acc" is read. */
static bool note_read(void *data, ta_access *acc)
{
	((struct touched *)data)->read[acc->array] = true;
	return true;
}

/* Note in "t" what the statement "s" reads and writes. */
static void note_stmt(struct touched *t, const ta_stmt *s)
{
	ta_expr_reads(s->rhs, note_read, t);
	t->written[s->write->array] = true;
}

/* Set the read, written and live-out marks of the arrays of "q", which has
   the nests up to "last" of "p": a scalar that a later nest of "p" reads
   has become live-out. */
static void mark_arrays(ta_program *q, const ta_program *p, int last)
{
	ta_arena *a = q->arena;
	struct touched in, after;
	int i;

	in.read = TA_NEWV(a, bool, p->narrays);
	in.written = TA_NEWV(a, bool, p->narrays);
	after.read = TA_NEWV(a, bool, p->narrays);
	after.written = TA_NEWV(a, bool, p->narrays);
	for (i = 0; i < q->nstmts; i++)
		note_stmt(&in, q->stmt[i]);
	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i]->order[0] > last)
			note_stmt(&after, p->stmt[i]);
	for (i = 0; i < q->narrays; i++) {
		ta_array *x = &q->array[i];

		x->read = in.read[i];
		x->written = in.written[i];
		if (!x->is_virtual)
			continue;
		x->live_out = x->written
			      && (x->live_out
				  || (!x->ndims && after.read[i]));
	}
}

/* Give "q", which shares its lists of parameters, arrays, facts and guards with
   "p", lists of its own, which can be added to. */
static void own_lists(ta_program *q, const ta_program *p)
{
	ta_arena *a = q->arena;

	q->param = (ta_param *)ta_copy_list(a, p->param, p->nparams,
					    sizeof(*p->param));
	q->array = (ta_array *)ta_copy_list(a, p->array, p->narrays,
					    sizeof(*p->array));
	q->fact = (const ta_idx **)ta_copy_list(a, p->fact, p->nfacts,
						sizeof(*p->fact));
	q->guard = (ta_guard **)ta_copy_list(a, p->guard, p->nguards,
					     sizeof(*p->guard));
}

/* Return a program with the statements of the nests "first" to "last" of
   "p" only, as it is after the shape phase at most: what later phases found
   is left out.  Parameters, arrays and loops keep their numbers. */
ta_program *ta_program_nests(ta_program *p, int first, int last)
{
	ta_arena *a = p->arena;
	ta_program *q = (ta_program *)ta_memdup(a, p, sizeof(*p));
	int i;

	ta_assert(first >= 0 && first <= last && last < p->nnests);
	own_lists(q, p);
	q->alias = (ta_alias *)ta_memdup(
		a, p->alias, (size_t)p->naliases * sizeof(*p->alias));
	for (i = 0; i < q->naliases; i++)
		q->alias[i].coincident = false;
	q->stmt = NULL;
	q->nstmts = 0;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->order[0] >= first && s->order[0] <= last
		    && !s->planned)
			TA_PUSH(a, q->stmt, q->nstmts, ta_stmt_copy(a, s, first));
	}
	q->nest = (ta_nest *)ta_memdup(a, p->nest + first,
				       (size_t)(last - first + 1)
					       * sizeof(*p->nest));
	q->nnests = last - first + 1;
	mark_arrays(q, p, last);
	if (q->done > TA_PHASE_SHAPE)
		q->done = TA_PHASE_SHAPE;
	q->ndeps = q->ngroups = 0;
	q->dep = NULL;
	q->group = NULL;
	q->plan = NULL;
	return q;
}
