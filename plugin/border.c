/* SPDX-License-Identifier: GPL-3.0-or-later */
/* border.c - what is done at the borders of an array, in statements of its own.

   Assumes dependences, and values in their canonical form.  In

	for y: for x:
		left = x > 0 ? in[y][x - 1] : 0;
		right = x < w - 1 ? in[y][x + 1] : 0;
		out[y][x] = left + right;

   the conditions hold everywhere but in a column each.  The domain is cut where
   they change: the statement without conditions in all columns between the
   first and the last, and what they leave of it in either,

	for y: for x = 1 to w - 2:	out[y][x] = in[y][x - 1] + in[y][x + 1]
	for y: for x = 0:		out[y][x] = 0 + (x < w - 1 ? ...)
	for y: for x = w - 1, x > 0:	out[y][x] = in[y][x - 1] + 0

   so that there is a loop of vectors.  What is cut first is the outermost loop: the
   parts of its middle share it then.  Where one side of a condition is a few
   iterations of a loop, the conditions that are left there stay; what depends on
   parameters alone is taken out of all sides.  Only statements in which no
   instance needs another are cut, and only where both sides are affine.

   Of each loop there has to be something between its borders, or the loops as
   written run.  Leaves every instance in exactly one statement, or in none where it wrote
   nothing. */
#include "plan.h"

enum {
	MOST_PARTS = 20,	/* of one statement */
	MOST_STMTS = 28,	/* of a program after that */
	THIN = 8,		/* so many iterations are few */
	MOST_STEP = 8,		/* so far apart is what one and the next take */
	SMALL = 16		/* what so many are cut from is not worth it */
};

/* A statement "whole" that is cut at "ncuts" places, and the parts of it so far;
   "too_many": there would be more.  "all": parts that are a few iterations of one
   loop are cut as to others. */
struct cutting {
	ta_program *p;
	const ta_stmt *whole;
	bool all;
	int n, ncuts;
	ta_stmt *part[MOST_PARTS];
	bool too_many;
};

/* Return whether "x" >= 0 wherever "y" is, as the two differ by something that is
   known. */
static bool is_implied(const ta_program *p, const ta_idx *x, const ta_idx *y)
{
	const ta_idx *more = ta_idx_sub(p->arena, x, y);

	return more && !ta_idx_uses_iters(more) && ta_known_nonneg(p, more);
}

/* Return whether "x" >= 0 in the domain of "s". */
static bool holds(const ta_program *p, const ta_stmt *s, const ta_idx *x)
{
	const ta_idx *lo, *hi;
	int i;

	for (i = 0; x && i < s->ncons; i++)
		if (is_implied(p, x, s->cons[i]))
			return true;
	return x && ta_range(p, s, 0, x, &lo, &hi) && ta_known_nonneg(p, lo);
}

/* Return whether the "n" constraints "cons" all hold in the domain of "s". */
static bool all_hold(const ta_program *p, const ta_stmt *s, int n,
		     const ta_idx *const *cons)
{
	int i;

	for (i = 0; i < n; i++)
		if (!holds(p, s, cons[i]))
			return false;
	return true;
}

/* Set "cons", "n" of them, to what has to be added to the domain of "s" where
   the comparison "e" holds, or does not; return whether that is affine. */
static bool side(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		 bool holds, int *n, const ta_idx ***cons)
{
	*n = 0;
	*cons = NULL;
	return ta_conditions(p, s, e, holds, false, n, cons);
}

/* Return 1 if the comparison "e" holds in all of the domain of "s", 0 if in
   none of it, -1 if that is not known. */
static int decided(const ta_program *p, const ta_stmt *s, const ta_expr *e)
{
	const ta_idx **cons;
	int n;

	if (!ta_type_is_integer(e->arg[0]->type))
		return -1;
	if (side(p, s, e, true, &n, &cons) && all_hold(p, s, n, cons))
		return 1;
	if (side(p, s, e, false, &n, &cons) && all_hold(p, s, n, cons))
		return 0;
	if ((e->op == TA_OP_EQ || e->op == TA_OP_NE)
	    && e->arg[0]->type != TA_BOOL
	    && side(p, s, e, e->op == TA_OP_EQ, &n, &cons) && n == 2
	    && (holds(p, s, ta_idx_addk(p->arena, cons[0], -1))
		|| holds(p, s, ta_idx_addk(p->arena, cons[1], -1))))
		return e->op == TA_OP_NE;
	return -1;
}

/* Return whether "e" is a truth value that is known, and set "truth". */
static bool is_known(const ta_expr *e, bool *truth)
{
	*truth = e->op == TA_OP_CONST && e->u.i;
	return e->op == TA_OP_CONST && e->type == TA_BOOL;
}

/* Return the choice, conjunction, disjunction or negation "e" without what its
   arguments make superfluous. */
static ta_expr *folded(ta_arena *a, ta_expr *e)
{
	bool truth;
	int i;

	if (e->op == TA_OP_SELECT && is_known(e->arg[0], &truth))
		return e->arg[truth ? 1 : 2];
	if (e->op == TA_OP_SELECT && ta_expr_equal(e->arg[1], e->arg[2]))
		return e->arg[1];
	if (e->type != TA_BOOL)
		return e;
	if ((e->op == TA_OP_EQ || e->op == TA_OP_NE)
	    && is_known(e->arg[1], &truth)) {
		if (truth == (e->op == TA_OP_EQ))
			return e->arg[0];
		e = ta_expr_new(a, TA_OP_NOT, TA_BOOL, e->loc, 1, e->arg[0]);
	}
	if (e->op == TA_OP_NOT && is_known(e->arg[0], &truth))
		return ta_expr_int(a, TA_BOOL, !truth);
	for (i = 0; (e->op == TA_OP_AND || e->op == TA_OP_OR) && i < 2; i++)
		if (is_known(e->arg[i], &truth))
			return truth == (e->op == TA_OP_AND) ? e->arg[!i] :
							       e->arg[i];
	return e;
}

/* Return "e" as it is in the domain of "s". */
static ta_expr *simplified(const ta_program *p, const ta_stmt *s,
			   const ta_expr *e)
{
	ta_expr *x = (ta_expr *)ta_memdup(p->arena, e, sizeof(*e));
	int i, known;

	if (ta_op_compares(e->op)) {
		known = decided(p, s, e);
		if (known >= 0)
			return ta_expr_int(p->arena, TA_BOOL, known);
	}
	x->arg = e->nargs ? TA_NEWV(p->arena, ta_expr *, e->nargs) : NULL;
	for (i = 0; i < e->nargs; i++)
		x->arg[i] = simplified(p, s, e->arg[i]);
	if (e->op == TA_OP_READ)
		x->u.access = ta_access_subst(p->arena, e->u.access, 0, NULL);
	return folded(p->arena, x);
}

/* Return how many more values than one iterator "d" has between the constraints "x"
   and "y", where these are bounds on either side of it by parameters, times "*times";
   or NULL. */
static const ta_idx *width_of(ta_arena *a, int d, const ta_idx *x,
			      const ta_idx *y, int64_t *times)
{
	const ta_idx *cx = ta_idx_coef(a, x, d), *cy = ta_idx_coef(a, y, d), *width;
	int64_t kx, ky;

	if (!cx || !cy || !ta_idx_is_const(cx, &kx) || !ta_idx_is_const(cy, &ky)
	    || kx > MOST_STEP || kx < -MOST_STEP || ky > MOST_STEP
	    || ky < -MOST_STEP || kx * ky >= 0)
		return NULL;
	width = ta_idx_add(a, ta_idx_scale(a, x, ky < 0 ? -ky : ky),
			   ta_idx_scale(a, y, kx < 0 ? -kx : kx));
	*times = -kx * ky;
	return width && !ta_idx_uses_iters(width) ? width : NULL;
}

/* Return whether two of the constraints of "s" leave iterator "d" at most "most"
   values. */
static bool has_few(const ta_program *p, const ta_stmt *s, int d, int64_t most)
{
	int64_t width, times;
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < i; j++) {
			const ta_idx *x = width_of(p->arena, d, s->cons[i],
						   s->cons[j], &times);

			if (x && ta_idx_is_const(x, &width)
			    && width < most * times)
				return true;
		}
	return false;
}

/* Require that loop "d" of "s", what is left between borders, has an iteration:
   these do not meet then. */
static void require_middle(ta_program *p, const ta_stmt *s, int d)
{
	int64_t times;
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < i; j++) {
			const ta_idx *x = width_of(p->arena, d, s->cons[i],
						   s->cons[j], &times);

			if (x)
				x = ta_idx_addk(p->arena, x, 1 - times);
			if (x && !ta_known_nonneg(p, x))
				ta_guard_ge0(p, x, ta_sprintf(p->arena,
					     "%s >= 0: there is something "
					     "between borders",
					     ta_idx_text(p, x)));
		}
}

/* Return the loop of which "t", cut from "s", is a few iterations, where "s" has
   many; -1 if there is none. */
static int thin_loop(const ta_program *p, const ta_stmt *s, const ta_stmt *t)
{
	int d;

	for (d = 0; d < t->depth; d++)
		if (has_few(p, t, d, THIN) && !has_few(p, s, d, SMALL))
			return d;
	return -1;
}

/* Return whether the "n" constraints "cons" are of parameters alone. */
static bool of_parameters(int n, const ta_idx *const *cons)
{
	int i;

	for (i = 0; i < n; i++)
		if (ta_idx_uses_iters(cons[i]))
			return false;
	return true;
}

/* Add "x" >= 0 to the domain of "s", in place of what it implies, if nothing
   implies it. */
static void add_bound(const ta_program *p, ta_stmt *s, const ta_idx *x)
{
	int i, n = 0;

	for (i = 0; i < s->ncons; i++)
		if (is_implied(p, x, s->cons[i]))
			return;
	for (i = 0; i < s->ncons; i++)
		if (!is_implied(p, s->cons[i], x))
			s->cons[n++] = s->cons[i];
	s->ncons = n;
	TA_PUSH(p->arena, s->cons, s->ncons, x);
}

/* Return "s" with the "n" constraints "cons" more, and without what is implied. */
static ta_stmt *within(const ta_program *p, const ta_stmt *s, int n,
		       const ta_idx *const *cons)
{
	ta_stmt *t = ta_stmt_copy(p->arena, s, 0);
	int i;

	t->ncons = 0;
	for (i = 0; i < s->ncons; i++)
		add_bound(p, t, s->cons[i]);
	for (i = 0; i < n; i++)
		add_bound(p, t, cons[i]);
	return t;
}

/* A place to cut: its sides, two or three, and whether each is to be cut further.
   "loop": that of which one is a few iterations, -1 if none is. */
struct cut {
	int n;
	ta_stmt *t[3];
	bool more[3];
	int loop;
};

/* Set "cut" to where the integer "x", of parameters alone, is negative, 0 and
   positive. */
static void three_sides(const ta_program *p, const ta_stmt *s, const ta_idx *x,
			struct cut *cut)
{
	const ta_idx *less = ta_idx_scale(p->arena, x, -1), *both[2];

	both[0] = x;
	both[1] = less;
	less = ta_idx_addk(p->arena, less, -1);
	x = ta_idx_addk(p->arena, x, -1);
	cut->n = 3;
	cut->t[0] = within(p, s, 1, &less);
	cut->t[1] = within(p, s, 2, both);
	cut->t[2] = within(p, s, 1, &x);
	cut->more[0] = cut->more[1] = cut->more[2] = true;
	cut->loop = -1;
}

/* Set "cut" to the two sides of the comparison "e" in "s"; return whether it is
   one to cut at. */
static bool sides(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		  struct cut *cut)
{
	bool fixed = true, equal = e->op == TA_OP_EQ || e->op == TA_OP_NE;
	const ta_idx **cons;
	int n, i, thin[2];

	if (equal && side(p, s, e, e->op == TA_OP_EQ, &n, &cons) && n == 2
	    && of_parameters(n, cons)) {
		three_sides(p, s, cons[0], cut);
		return true;
	}
	cut->n = 2;
	for (i = 0; i < 2; i++) {
		if (!side(p, s, e, i, &n, &cons))
			return false;
		cut->t[i] = within(p, s, n, cons);
		thin[i] = thin_loop(p, s, cut->t[i]);
		cut->more[i] = thin[i] < 0;
		fixed &= of_parameters(n, cons);
	}
	cut->loop = thin[0] > thin[1] ? thin[0] : thin[1];
	return fixed || (thin[0] < 0) != (thin[1] < 0);
}

/* Set "best", of "found" one, to a place to cut "s" at a comparison in the
   condition "e" that is farther out than it; return whether there is one then. */
static bool cut_condition(const ta_program *p, const ta_stmt *s,
			  const ta_expr *e, struct cut *best, bool found)
{
	struct cut cut;
	int i;

	if (ta_op_compares(e->op) && ta_type_is_integer(e->arg[0]->type)
	    && e->arg[0]->type != TA_BOOL) {
		if (!sides(p, s, e, &cut) || (found && cut.loop >= best->loop))
			return found;
		*best = cut;
		return true;
	}
	for (i = 0; i < e->nargs; i++)
		found = cut_condition(p, s, e->arg[i], best, found);
	return found;
}

/* The same of all conditions of choices in "e". */
static bool find_cut(const ta_program *p, const ta_stmt *s, const ta_expr *e,
		     struct cut *best, bool found)
{
	int i;

	if (e->op == TA_OP_SELECT)
		found = cut_condition(p, s, e->arg[0], best, found);
	for (i = 0; i < e->nargs; i++)
		found = find_cut(p, s, e->arg[i], best, found);
	return found;
}

/* Return whether "s" can be cut at the border of a loop. */
bool ta_has_border(const ta_program *p, const ta_stmt *s)
{
	struct cut cut;

	return find_cut(p, s, s->rhs, &cut, false) && cut.loop >= 0;
}

/* Return whether no instance is in the domain of "s", as two bounds say. */
static bool is_empty(const ta_program *p, const ta_stmt *s)
{
	int64_t k;
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < i; j++)
			if (ta_idx_is_const(ta_idx_add(p->arena, s->cons[i],
						       s->cons[j]), &k)
			    && k < 0)
				return true;
	return false;
}

/* Add the parts of "s" to "c"; "more": it is to be cut itself. */
static void cut_stmt(struct cutting *c, ta_stmt *s, bool more)
{
	struct cut cut;
	int i;

	if (is_empty(c->p, s))
		return;
	s->rhs = simplified(c->p, s, s->rhs);
	if (s->rhs->op == TA_OP_KEEP || c->too_many)
		return;
	if (more && find_cut(c->p, s, s->rhs, &cut, false)) {
		if (++c->ncuts == MOST_PARTS)
			c->too_many = true;
		if (cut.loop >= 0)
			require_middle(c->p, cut.t[cut.more[1]], cut.loop);
		for (i = cut.n - 1; i >= 0; i--)
			cut_stmt(c, cut.t[i], c->all || cut.more[i]);
		return;
	}
	if (c->n == MOST_PARTS) {
		c->too_many = true;
		return;
	}
	s->write->sure = !ta_expr_has_op(s->rhs, TA_OP_KEEP);
	ta_mark_sure(s->rhs);
	c->part[c->n++] = s;
}

/* Return whether the read "acc" is of another array than the statement "data"
   writes, or of the same element. */
static bool reads_apart(void *data, ta_access *acc)
{
	const ta_stmt *s = (const ta_stmt *)data;

	return acc->array != s->write->array
	       || ta_access_equal(acc, s->write);
}

/* Return whether "s" is all that makes what it writes in a loop of "p", unless it only
   writes: sums of several statements would go through memory for each part of each. */
static bool makes_alone(const ta_program *p, const ta_stmt *s)
{
	int i;

	for (i = 0; i < p->nstmts; i++)
		if (p->stmt[i] != s
		    && p->stmt[i]->write->array == s->write->array
		    && ta_common_loops(p->stmt[i], s)
		    && ta_expr_touches(s->rhs, s->write->array))
			return false;
	return true;
}

/* Return whether the statement "s" of "p" may be cut. */
static bool may_cut(const ta_program *p, ta_stmt *s)
{
	return s->depth && !s->planned && s->reduce == TA_OP_NONE
	       && s->in_place == TA_OP_NONE && makes_alone(p, s)
	       && !p->array[s->write->array].is_virtual
	       && ta_expr_has_op(s->rhs, TA_OP_SELECT)
	       && ta_expr_reads(s->rhs, reads_apart, s);
}

/* Let the parts of "c", two or more, stand in "c->p" where statement "at" was. */
static void replace(struct cutting *c, int at)
{
	ta_program *p = c->p;
	const ta_stmt *s = c->whole;
	int i, d = s->depth;

	ta_make_place(p, s, d, c->n - 1);
	for (i = 0; i < c->n; i++) {
		c->part[i] = within(p, c->part[i], 0, NULL);
		c->part[i]->order[d] = s->order[d] + i;
		c->part[i]->name = ta_sprintf(p->arena, "%s_%d", s->name, i);
		if (i)
			TA_PUSH(p->arena, p->stmt, p->nstmts, c->part[i]);
	}
	p->stmt[at] = c->part[0];
}

/* Drop of the guards of "p" from "from" on those that others imply. */
static void drop_implied(ta_program *p, int from)
{
	int i, j, n = from;

	for (i = from; i < p->nguards; i++) {
		bool implied = false;
		int64_t k;

		for (j = from; j < p->nguards; j++)
			implied |= j != i
				   && ta_idx_is_const(
					   ta_idx_sub(p->arena, p->guard[i]->idx,
						      p->guard[j]->idx),
					   &k)
				   && (k > 0 || (!k && j < i));
		if (!implied)
			p->guard[n++] = p->guard[i];
	}
	p->nguards = n;
}

/* Set "c" to the parts of statement "at" of "p"; return whether these are worth
   more than it. */
static bool cut_apart(struct cutting *c, ta_program *p, int at, bool all)
{
	ta_stmt *s = p->stmt[at];
	int guards = p->nguards;

	*c = (struct cutting){ p, s, all, 0, 0, { NULL }, false };
	cut_stmt(c, ta_stmt_copy(p->arena, s, 0), true);
	if (c->ncuts && !c->too_many && c->n
	    && p->nstmts + c->n <= MOST_STMTS) {
		drop_implied(p, guards);
		return true;
	}
	p->nguards = guards;
	return false;
}

/* Cut the statements of "p" where conditions of their values change at borders;
   return whether there was one. */
bool ta_cut_borders(ta_program *p)
{
	int i, n = p->nstmts;
	bool changed = false;
	struct cutting c;

	for (i = 0; i < n; i++) {
		if (!may_cut(p, p->stmt[i])
		    || !(cut_apart(&c, p, i, true)
			 || cut_apart(&c, p, i, false)))
			continue;
		replace(&c, i);
		changed = true;
	}
	return changed;
}
