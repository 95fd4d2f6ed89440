/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pivot.c - a loop is three: the iterations before one that all others depend
   on, that one, and those after it.

   Assumes dependences.  In

	for k: for i: for j: if (D[i][k] + D[k][j] < D[i][j]) D[i][j] = ...

   the rows of one k depend on row k only, which is one of them, and so do the
   columns on column k.  No loop may be run in any order, but of the rows before
   k each can, as can those after it, and so it is with columns.  Each loop of
   that kind is split, in every statement inside of it.

   Leaves every instance in its place of the order, and the program as it was
   where a loop that is split would not be free of dependences then. */
#include "plan.h"

#include <string.h>

/* As many statements there may be in the end: dependences are found for each two
   of them. */
enum { MOST_STMTS = 18 };

/* A loop to split: loop "d" of the statement "s", at iteration "at". */
struct cut {
	const ta_stmt *s;
	int d;
	const ta_idx *at;
};

/* Return whether "x" is an iteration of loop "d" that a statement may be at:
   nothing in it is of that loop, or one inside of it, but it moves. */
static bool is_pivot(const ta_idx *x, int d)
{
	return !ta_uses_from(x, d) && ta_uses_from(x, 0);
}

/* What finds a pivot: in a read of what "s" writes, instead of iterator "d" of
   its subscripts. */
struct finding {
	ta_arena *a;
	const ta_stmt *s;
	int d;
	const ta_idx *at;
};

/* Note in "data" the pivot that the read "acc" has. */
static bool find_in_read(void *data, ta_access *acc)
{
	struct finding *f = (struct finding *)data;
	const ta_access *w = f->s->write;
	int i;

	if (acc->array != w->array || acc->nsubs != w->nsubs)
		return true;
	for (i = 0; i < w->nsubs; i++)
		if (ta_idx_equal(w->sub[i], ta_idx_var(f->a, f->d)) &&
		    is_pivot(acc->sub[i], f->d))
			f->at = acc->sub[i];
	return true;
}

/* Return whether a dependence between statements that share loop "d" of "s" is
   carried by it. */
bool ta_loop_carries(const ta_program *p, const ta_stmt *s, int d)
{
	int i;

	for (i = 0; i < p->ndeps; i++)
		if (p->dep[i].levels & 1u << d && !p->dep[i].reduction &&
		    ta_common_loops(p->stmt[p->dep[i].src], s) > d &&
		    ta_common_loops(p->stmt[p->dep[i].dst], s) > d)
			return true;
	return false;
}

/* Return whether "s" is within "at" already, at iterator "d": one of its
   constraints is that difference. */
static bool is_cut(ta_arena *a, const ta_stmt *s, int d, const ta_idx *at)
{
	const ta_idx *x = ta_idx_sub(a, ta_idx_var(a, d), at);
	int64_t k;
	int i, sign;

	for (i = 0; i < s->ncons; i++)
		for (sign = -1; sign <= 1; sign += 2)
			if (ta_idx_is_const(
				    ta_idx_sub(a, s->cons[i],
					       ta_idx_scale(a, x, sign)),
				    &k))
				return true;
	return false;
}

/* Set "cut" to a loop in nest "nest" of "p" that is to be split, if "carried" one
   that carries dependences; return whether there is one. */
static bool find_cut(const ta_program *p, int nest, bool carried,
		     struct cut *cut)
{
	int i, d;

	for (i = 0; i < p->nstmts; i++)
		for (d = 1;
		     p->stmt[i]->order[0] == nest && d < p->stmt[i]->depth;
		     d++) {
			struct finding f = {p->arena, p->stmt[i], d, NULL};

			ta_expr_reads(f.s->rhs, find_in_read, &f);
			if (!f.at || is_cut(p->arena, f.s, d, f.at) ||
			    (carried && !ta_loop_carries(p, f.s, d)))
				continue;
			cut->s = f.s;
			cut->d = d;
			cut->at = f.at;
			return true;
		}
	return false;
}

/* Return "s" with loop "c->d" only in part "k" of three, in a place of its own;
   loop[] are the loops of the program in that part. */
static ta_stmt *part(const ta_program *p, const struct cut *c, const ta_stmt *s,
		     int k, const int *loop)
{
	ta_arena *a = p->arena;
	const ta_idx *x = ta_idx_sub(a, ta_idx_var(a, c->d), c->at);
	const ta_idx *less = ta_idx_scale(a, x, -1);
	ta_stmt *t = ta_stmt_copy(a, s, 0);
	int i;

	t->name = ta_sprintf(a, "%s_%d", s->name, k);
	t->order[c->d] += k;
	for (i = c->d; i < t->depth; i++)
		t->loop[i] = loop[t->loop[i]];
	if (k)
		TA_PUSH(a, t->cons, t->ncons,
			ta_idx_addk(a, x, k == 2 ? -1 : 0));
	if (k < 2)
		TA_PUSH(a, t->cons, t->ncons, ta_idx_addk(a, less, k ? 0 : -1));
	return t;
}

/* Return the loops of "p" for part "k" of the loop "c": those of part 0 are the
   old ones, the others new from that loop on. */
static int *part_loops(ta_program *p, const struct cut *c, int k)
{
	int i, d, n = p->nloops, *loop = TA_NEWV(p->arena, int, n);

	for (i = 0; i < n; i++)
		loop[i] = i;
	for (i = 0; i < p->nstmts && k; i++)
		for (d = c->d; d < p->stmt[i]->depth; d++) {
			int l = p->stmt[i]->loop[d];

			if (ta_common_loops(p->stmt[i], c->s) <= c->d ||
			    loop[l] != l)
				continue;
			loop[l] = p->nloops;
			TA_PUSH(p->arena, p->loop, p->nloops, p->loop[l]);
		}
	return loop;
}

/* Split the loop "c" of "p" in three. */
static void split(ta_program *p, const struct cut *c)
{
	ta_stmt **old = p->stmt;
	int *loop[3], i, k, n = p->nstmts;

	for (k = 0; k < 3; k++)
		loop[k] = part_loops(p, c, k);
	p->stmt = NULL;
	p->nstmts = 0;
	for (i = 0; i < n; i++) {
		int common = ta_common_loops(old[i], c->s);

		if (common >= c->d)
			old[i]->order[c->d] *= 3;
	}
	for (i = 0; i < n; i++) {
		if (ta_common_loops(old[i], c->s) <= c->d) {
			TA_PUSH(p->arena, p->stmt, p->nstmts, old[i]);
			continue;
		}
		for (k = 0; k < 3; k++)
			TA_PUSH(p->arena, p->stmt, p->nstmts,
				part(p, c, old[i], k, loop[k]));
	}
	ta_sort_stmts(p);
}

/* Return whether some loop inside of nest "nest" of "p" carries dependences. */
bool ta_inner_loops_carry(const ta_program *p, int nest)
{
	int i, d;

	for (i = 0; i < p->nstmts; i++)
		for (d = 1;
		     p->stmt[i]->order[0] == nest && d < p->stmt[i]->depth; d++)
			if (ta_loop_carries(p, p->stmt[i], d))
				return true;
	return false;
}

/* Split the loops of nest "nest" of "p" around pivots, if then none carries
   dependences but the outermost one; return whether they were. */
static bool split_nest(ta_program *p, int nest, const ta_options *opt)
{
	ta_program *before;
	struct cut c;

	if (p->nstmts > MOST_STMTS || !find_cut(p, nest, true, &c))
		return false;
	before = ta_program_snapshot(p);
	do
		split(p, &c);
	while (p->nstmts <= MOST_STMTS && find_cut(p, nest, false, &c));
	if (p->nstmts <= MOST_STMTS && ta_find_deps(p, opt) &&
	    !ta_inner_loops_carry(p, nest))
		return true;
	*p = *before;
	return false;
}

/* Split the loops of "p" around pivots, where that frees them of
   dependences. */
void ta_split_at_pivots(ta_program *p, const ta_options *opt)
{
	int i;

	for (i = 0; i < p->nnests; i++)
		split_nest(p, i, opt);
}
