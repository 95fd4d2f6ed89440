/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reroll.c - what was unrolled by hand is rolled up again.

   Assumes reductions, and that sums are free in their order.  A loop that was
   unrolled by hand,

	for (t = 0; t < n / 4; t++) {		for (k = 4 * (n / 4); k < n; k++)
		s0 += a[4 * t] * x[4 * t];		s0 += a[k] * x[k];
		s1 += a[4 * t + 1] * x[4 * t + 1];
		...				y = s0 + s1 + s2 + s3;

   has partial sums, which are one where nothing but their sum is looked at;
   statements side by side, of which each does what the first does for another
   element: they are one in a loop of their own, which untile.c makes one with
   the loop around; and a rest of the same, which goes on where the loop ends.

   Leaves true that the instances of rolled statements and of loops with their
   rests run in the original order. */
#include "plan.h"

#include <string.h>

/* --------------------------------------------------------- partial sums -- */

/* Return whether "s" belongs to the partial sum "v": it is "first", which sets
   it, adds to it, or is "last", which alone looks at it. */
static bool fits_sum(const ta_stmt *s, int v, int dims, const ta_stmt *first,
		     const ta_stmt *last)
{
	if (!ta_stmt_touches(s, v) || s == last || s == first)
		return true;
	if (s->write->array != v)
		return false;
	return s->reduce == TA_OP_ADD && !ta_expr_touches(s->rest, v)
	       && ta_common_loops(s, last) >= dims;
}

/* Return the statement of "p" that sets "v" in the loops of "last", or NULL. */
static const ta_stmt *set_by(const ta_program *p, int v,
				 const ta_stmt *last)
{
	const ta_stmt *found = NULL;
	int i, dims = p->array[v].ndims;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->write->array != v || s->depth != dims
		    || ta_expr_touches(s->rhs, v))
			continue;
		if (found || ta_common_loops(s, last) < dims)
			return NULL;
		found = s;
	}
	return found;
}

/* Return whether the virtual array "v" of "p" is a sum that is set, is added to
   after that, and read by "last" alone, in the same loops. */
static bool is_sum(const ta_program *p, int v, const ta_stmt *last)
{
	const ta_array *x = &p->array[v];
	const ta_stmt *first;
	int i;

	if (!x->is_virtual || x->live_out || x->ndims != last->depth
	    || last->write->array == v)
		return false;
	first = set_by(p, v, last);
	if (!first || first->order[x->ndims] >= last->order[x->ndims])
		return false;
	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (!fits_sum(s, v, x->ndims, first, last))
			return false;
		if (s != first && s != last && ta_stmt_touches(s, v)
		    && (s->order[x->ndims] <= first->order[x->ndims]
			|| s->order[x->ndims] >= last->order[x->ndims]))
			return false;
	}
	return true;
}

/* Return whether "e" reads a partial sum for "last". */
static bool reads_sum(const ta_program *p, const ta_expr *e,
		      const ta_stmt *last)
{
	return e->op == TA_OP_READ && is_sum(p, e->u.access->array, last);
}

/* Count in *n how often "e" reads "v". */
static void count_reads(const ta_expr *e, int v, int *n)
{
	int i;

	*n += e->op == TA_OP_READ && e->u.access->array == v;
	for (i = 0; i < e->nargs; i++)
		count_reads(e->arg[i], v, n);
}

/* Return the partial sum that is set first of those that "e", a tree of
   additions, adds up, or -1. */
static int first_sum(const ta_program *p, const ta_expr *e,
		     const ta_stmt *last)
{
	int v, w, d = last->depth;

	if (e->op != TA_OP_ADD)
		return reads_sum(p, e, last) ? e->u.access->array : -1;
	v = first_sum(p, e->arg[0], last);
	w = first_sum(p, e->arg[1], last);
	if (v < 0 || w < 0)
		return v < 0 ? w : v;
	return set_by(p, w, last)->order[d] < set_by(p, v, last)->order[d]
		       ? w : v;
}

/* Take the first partial sum that begins with zero but "keep" out of "e", a tree
   of additions, and store it in *v; return what is left, NULL if that is
   nothing. */
static ta_expr *take_sum(const ta_program *p, ta_expr *e, const ta_stmt *last,
			 int keep, int *v)
{
	int i;

	if (e->op == TA_OP_READ && *v < 0 && e->u.access->array != keep
	    && e->type == p->array[keep].elem && reads_sum(p, e, last)
	    && ta_expr_is_value(set_by(p, e->u.access->array, last)->rhs,
				0.0)) {
		*v = e->u.access->array;
		return NULL;
	}
	for (i = 0; e->op == TA_OP_ADD && i < 2 && *v < 0; i++) {
		ta_expr *left = take_sum(p, e->arg[i], last, keep, v);

		if (!left)
			return e->arg[1 - i];
		e->arg[i] = left;
	}
	return e;
}

/* Let everything that is added to partial sum "v" be added to "to". */
static void add_elsewhere(ta_program *p, int v, int to)
{
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	ta_arena *a = p->arena;
	int i;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];
		ta_stmt *made;

		drop[i] = s->write->array == v && s->reduce == TA_OP_NONE;
		if (s->write->array != v || drop[i])
			continue;
		made = p->stmt[i] = ta_stmt_copy(a, s, 0);
		made->write->array = to;
		made->rest = ta_expr_subst(a, s->rest, 0, NULL);
		made->reduce = TA_OP_ADD;
		made->rhs = ta_expr_new(
			a, TA_OP_ADD, s->rhs->type, s->loc, 2,
			ta_expr_read(p, ta_access_subst(a, made->write, 0,
							NULL)),
			ta_expr_subst(a, s->rest, 0, NULL));
	}
	ta_program_drop(p, drop);
}

/* Take one of two partial sums that "e", in the value of "last", adds up out of
   it and store it in *v, the other in *keep; return what is left of "e". */
static ta_expr *take_one(const ta_program *p, ta_expr *e, const ta_stmt *last,
			 int *keep, int *v)
{
	int i;

	if (e->op == TA_OP_ADD) {
		*keep = first_sum(p, e, last);
		if (*keep >= 0)
			e = take_sum(p, e, last, *keep, v);
	}
	for (i = 0; i < e->nargs && *v < 0; i++)
		e->arg[i] = take_one(p, e->arg[i], last, keep, v);
	return e;
}

/* Make one sum of two that statement "s" of "p" adds up, if there are; return
   whether there were. */
static bool join_sums(ta_program *p, int s)
{
	ta_stmt *last = p->stmt[s], *made;
	int keep = -1, v = -1, n = 0, m = 0;

	made = ta_stmt_copy(p->arena, last, 0);
	made->rhs = take_one(p, made->rhs, last, &keep, &v);
	if (v < 0)
		return false;
	count_reads(last->rhs, v, &n);
	count_reads(last->rhs, keep, &m);
	if (n != 1 || m != 1)
		return false;
	p->stmt[s] = made;
	add_elsewhere(p, v, keep);
	return true;
}

/* --------------------------------------------- statements side by side -- */

/* Statements of which each does for another element what the first does:
   "n" of them, by iterator "t". */
struct run {
	ta_arena *a;
	int t, n;
	bool any;
};

/* Return whether "y" is "x" where the elements that iterator r->t counts in
   steps of r->n are "u" further. */
static bool further(struct run *r, const ta_idx *x, const ta_idx *y, int u)
{
	const ta_idx *c;

	if (!x || !y)
		return !x && !y;
	c = ta_idx_coef(r->a, x, r->t);
	if (!c || ta_idx_uses(c, r->t) || !(c = ta_idx_divk(r->a, c, r->n)))
		return false;
	r->any |= c->nterms > 0;
	return ta_idx_equal(ta_idx_sub(r->a, y, x), ta_idx_scale(r->a, c, u));
}

/* Return whether access "y" is "x" of an element "u" further; an element of a
   virtual array, which is that of no iterator r->t, is the same. */
static bool access_further(struct run *r, const ta_access *x,
			   const ta_access *y, int u)
{
	int i;

	if (x->array != y->array || x->nsubs != y->nsubs
	    || x->sure != y->sure || (!x->offset && x->nsubs > r->t))
		return false;
	for (i = 0; i < x->nsubs; i++)
		if (!further(r, x->sub[i], y->sub[i], u))
			return false;
	return further(r, x->offset, y->offset, u);
}

/* Return whether "y" computes for the elements "u" further what "x" does. */
static bool expr_further(struct run *r, const ta_expr *x, const ta_expr *y,
			 int u)
{
	ta_expr shallow;
	int i;

	if (x->op != y->op || x->type != y->type || x->nargs != y->nargs)
		return false;
	if ((x->op == TA_OP_ADD || x->op == TA_OP_MUL)
	    && expr_further(r, x->arg[0], y->arg[1], u)
	    && expr_further(r, x->arg[1], y->arg[0], u))
		return true;
	for (i = 0; i < x->nargs; i++)
		if (!expr_further(r, x->arg[i], y->arg[i], u))
			return false;
	if (x->op == TA_OP_READ)
		return access_further(r, x->u.access, y->u.access, u);
	if (x->op == TA_OP_ITER)
		return further(r, x->u.idx, y->u.idx, u);
	shallow = *y;
	shallow.arg = x->arg;
	return ta_expr_equal(x, &shallow);
}

/* Return whether statement "y" stands beside "x" and does what that does for
   elements "u" further. */
static bool stmt_further(struct run *r, const ta_stmt *x, const ta_stmt *y,
			 int u)
{
	return x->depth == y->depth && ta_common_loops(x, y) == x->depth
	       && ta_same_domain(x, y, x->depth)
	       && access_further(r, x->write, y->write, u)
	       && expr_further(r, x->rhs, y->rhs, u);
}

/* Find the longest run by iterator "t" that begins with statement "s" of "p";
   return its length, 1 for none. */
static int run_length(const ta_program *p, int s, int t)
{
	struct run r = { p->arena, t, TA_MAX_DEPTH, false };
	int u;

	for (; r.n > 1; r.n--) {
		if (s + r.n > p->nstmts)
			continue;
		r.any = false;
		for (u = 1; u < r.n; u++)
			if (!stmt_further(&r, p->stmt[s], p->stmt[s + u], u))
				break;
		if (u == r.n && r.any)
			return r.n;
	}
	return 1;
}

/* The terms that a statement adds up in each iteration. */
struct summands {
	int n;
	const ta_expr *term[TA_MAX_DEPTH];
};

/* Add the terms of "e" to "t"; return whether there is room. */
static bool collect(const ta_expr *e, struct summands *t)
{
	if (e->op == TA_OP_ADD)
		return collect(e->arg[0], t) && collect(e->arg[1], t);
	if (t->n == TA_MAX_DEPTH)
		return false;
	t->term[t->n++] = e;
	return true;
}

/* Return whether the terms of "t" are one for each of r->n elements, of which
   "first" is that of the first. */
static bool is_first(struct run *r, const struct summands *t,
		     const ta_expr *first)
{
	bool taken[TA_MAX_DEPTH] = { false };
	int i, u;

	r->any = false;
	for (i = 0; i < t->n; i++) {
		if (t->term[i] == first)
			continue;
		for (u = 1; u < t->n; u++)
			if (!taken[u]
			    && expr_further(r, first, t->term[i], u))
				break;
		if (u == t->n)
			return false;
		taken[u] = true;
	}
	return r->any;
}

/* Return the first of several terms that statement "s" of "p" adds up for as many
   elements by iterator "t", and their number in *n; NULL if it does not. */
static const ta_expr *first_term(const ta_program *p, const ta_stmt *s, int t,
				 int *n)
{
	struct summands sum = { .n = 0 };
	struct run r = { p->arena, t, 0, false };
	int i;

	if ((s->reduce != TA_OP_ADD && s->reduce != TA_OP_SUB)
	    || !collect(s->rest, &sum) || sum.n < 2)
		return NULL;
	*n = r.n = sum.n;
	if (!access_further(&r, s->write, s->write, 1))
		return NULL;
	for (i = 0; i < sum.n; i++)
		if (is_first(&r, &sum, sum.term[i]))
			return sum.term[i];
	return NULL;
}

/* Return a copy of statement "s" of "p" that adds up only "term". */
static ta_stmt *one_term(const ta_program *p, const ta_stmt *s,
			 const ta_expr *term)
{
	ta_arena *a = p->arena;
	ta_stmt *made = ta_stmt_copy(a, s, 0);

	made->reduce = s->reduce;
	made->rest = ta_expr_subst(a, term, 0, NULL);
	made->rhs = ta_expr_new(
		a, s->reduce, s->rhs->type, s->loc, 2,
		ta_expr_read(p, ta_access_subst(a, s->write, 0, NULL)),
		ta_expr_subst(a, term, 0, NULL));
	return made;
}

/* Return "x" with iterator r->x, the last, for every r->n-th of r->t. */
static const ta_idx *counted(const struct run *r, const ta_idx *x, int last)
{
	const ta_idx *c;

	if (!x)
		return NULL;
	c = ta_idx_divk(r->a, ta_idx_coef(r->a, x, r->t), r->n);
	return ta_idx_add(r->a, ta_idx_without(r->a, x, r->t),
			  ta_idx_mul(r->a, c, ta_idx_var(r->a, last)));
}

/* Where "counted" is to be applied. */
struct roll {
	const struct run *r;
	int last;
};

/* Let the indices of "acc" be counted as "data", a roll, says. */
static bool count_access(void *data, ta_access *acc)
{
	const struct roll *l = (const struct roll *)data;
	int i;

	for (i = 0; i < acc->nsubs && acc->offset; i++)
		acc->sub[i] = counted(l->r, acc->sub[i], l->last);
	acc->offset = counted(l->r, acc->offset, l->last);
	return true;
}

/* Let the values in "e" that come from iterators be counted as "l" says. */
static void count_values(const struct roll *l, ta_expr *e)
{
	int i;

	if (e->op == TA_OP_ITER)
		e->u.idx = counted(l->r, e->u.idx, l->last);
	for (i = 0; i < e->nargs; i++)
		count_values(l, e->arg[i]);
}

/* Return "list", of "n" elements of "size", with room for one more. */
static void *longer(ta_arena *a, const void *list, int n, size_t size)
{
	char *made = TA_NEWV(a, char, (size_t)(n + 1) * size);

	memcpy(made, list, (size_t)n * size);
	return made;
}

/* Roll the run of "r" that begins with statement "s" of "p", "n" statements, up
   into a loop of its own. */
static void roll_up(ta_program *p, const struct run *r, int s, int n)
{
	ta_stmt *made = ta_stmt_copy(p->arena, p->stmt[s], 0);
	int i, d = made->depth;
	struct roll l = { r, d };
	const ta_idx *at = ta_idx_sub(r->a, ta_idx_var(r->a, d),
				      ta_idx_scale(r->a, ta_idx_var(r->a, r->t),
						   r->n));
	ta_loop loop = p->loop[made->loop[r->t]];

	made->iter = (const char **)longer(r->a, made->iter, d,
					   sizeof(*made->iter));
	made->loop = (int *)longer(r->a, made->loop, d, sizeof(*made->loop));
	made->order = (int *)longer(r->a, made->order, d + 1,
				    sizeof(*made->order));
	made->iter[d] = made->iter[r->t];
	made->loop[d] = p->nloops;
	TA_PUSH(p->arena, p->loop, p->nloops, loop);
	made->order[d + 1] = 0;
	made->depth++;
	TA_PUSH(r->a, made->cons, made->ncons, at);
	TA_PUSH(r->a, made->cons, made->ncons,
		ta_idx_sub(r->a, ta_idx_const(r->a, r->n - 1), at));
	count_access(&l, made->write);
	ta_expr_reads(made->rhs, count_access, &l);
	count_values(&l, made->rhs);
	p->stmt[s] = made;
	for (i = s + 1; i + n - 1 < p->nstmts; i++)
		p->stmt[i] = p->stmt[i + n - 1];
	p->nstmts -= n - 1;
}

/* Make one sum of partial sums in every nest of "p"; return in how many there
   were any. */
int ta_join_sums(ta_program *p)
{
	bool *in = TA_NEWV(p->arena, bool, p->nnests);
	int s, n = 0;

	for (s = 0; s < p->nstmts; s++) {
		int nest = p->stmt[s]->order[0];

		if (!join_sums(p, s))
			continue;
		n += !in[nest];
		in[nest] = true;
		s = -1;
	}
	return n;
}

/* Roll up statement "s" of "p" and what stands beside it, or the terms that it
   adds up, by iterator "t"; return whether that could be. */
static bool reroll(ta_program *p, int s, int t)
{
	struct run r = { p->arena, t, run_length(p, s, t), true };
	const ta_expr *first;

	if (p->stmt[s]->depth == TA_MAX_DEPTH - 1)
		return false;
	if (r.n > 1) {
		roll_up(p, &r, s, r.n);
		return true;
	}
	first = first_term(p, p->stmt[s], t, &r.n);
	if (!first)
		return false;
	p->stmt[s] = one_term(p, p->stmt[s], first);
	roll_up(p, &r, s, 1);
	return true;
}

/* Roll up what stands side by side in "p", whose statements are sorted; return
   whether there was anything. */
bool ta_reroll(ta_program *p)
{
	bool any = false;
	int s, t;

	for (s = p->nstmts - 1; s >= 0; s--)
		for (t = p->stmt[s]->depth - 1; t >= 0; t--)
			any |= reroll(p, s, t);
	return any;
}

/* ------------------------------------------------------------- the rest -- */

/* A loop, iterator "d" of statements [first, first + n), and the rest of it, that
   of the "n" statements after them, where the iterator is "more" (NULL: no more)
   for the same.  "begin" >= 0: where the rest of all of them begins, NULL as long
   as that is not known. */
struct rest {
	ta_program *p;
	int d, first, n;
	const ta_idx *more, *begin;
};

/* Return whether "list" has a constraint equal to "q". */
static bool has(const ta_stmt *s, const ta_idx *q)
{
	return ta_idx_listed(q, s->ncons, s->cons);
}

/* Return the constraint of "s" that, with one of "t", says that iterator "d"
   goes on in "t" where it ends in "s", for all of the iterators inside, or -1. */
static int joint(ta_arena *a, const ta_stmt *s, const ta_stmt *t, int d)
{
	int i;

	for (i = 0; i < s->ncons; i++) {
		if (ta_factor(a, s->cons[i], d) == -1
		    && !ta_uses_from(s->cons[i], d + 1)
		    && has(t, ta_idx_addk(a, ta_idx_scale(a, s->cons[i], -1),
					  -1)))
			return i;
	}
	return -1;
}

/* Return the domain of "s" and "t", its rest, together, as that of a copy of
   "s"; NULL if it is none, or if the rest of other statements begins
   elsewhere. */
static ta_stmt *joined(struct rest *q, ta_stmt *s, ta_stmt *t)
{
	ta_arena *a = q->p->arena;
	ta_stmt *made = ta_stmt_copy(a, s, 0);
	int i, at = joint(a, s, t, q->d);
	const ta_idx *begin;

	if (at < 0)
		return NULL;
	begin = ta_idx_addk(a, ta_idx_scale(a, s->cons[at], -1), -1);
	if (q->begin && !ta_idx_equal(begin, q->begin))
		return NULL;
	q->begin = begin;
	made->cons = NULL;
	made->ncons = 0;
	for (i = 0; i < s->ncons; i++)
		if (i != at && (has(t, s->cons[i])
				|| ta_follows(q->p, t, s->cons[i], -1,
					      t->depth)))
			TA_PUSH(a, made->cons, made->ncons, s->cons[i]);
		else if (i != at)
			return NULL;
	for (i = 0; i < t->ncons; i++)
		if (has(s, t->cons[i]) || ta_idx_equal(t->cons[i], begin))
			continue;
		else if (ta_follows(q->p, s, t->cons[i], -1, s->depth))
			TA_PUSH(a, made->cons, made->ncons, t->cons[i]);
		else
			return NULL;
	return made;
}

/* Return whether "t" computes what "s" does, at another place in the loops
   from q->d on. */
static bool same_stmt(const struct rest *q, const ta_stmt *s,
		      const ta_stmt *t)
{
	struct run same = { q->p->arena, TA_MAX_DEPTH - 1, 1, false };
	bool sum = s->reduce != TA_OP_NONE && s->reduce == t->reduce;
	int d;

	if (s->depth != t->depth || ta_common_loops(s, t) != q->d
	    || !ta_access_equal(s->write, t->write)
	    || !expr_further(&same, sum ? s->rest : s->rhs,
			     sum ? t->rest : t->rhs, 0))
		return false;
	for (d = q->d + 1; d <= s->depth; d++)
		if (s->order[d] != t->order[d])
			return false;
	return true;
}

/* Return how many statements of "p" from "s" on are in its loop "d". */
static int in_loop(const ta_program *p, int s, int d)
{
	int n;

	for (n = 1; s + n < p->nstmts; n++)
		if (ta_common_loops(p->stmt[s], p->stmt[s + n]) <= d)
			break;
	return n;
}

/* Return "s" with iterator "d" being "more" than it is for the same. */
static ta_stmt *counted_from(ta_arena *a, const ta_stmt *s, int d,
			     const ta_idx *more)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	ta_stmt *made = ta_stmt_copy(a, s, 0);

	to[d] = ta_idx_sub(a, ta_idx_var(a, d), more);
	ta_stmt_subst(a, made, to);
	made->reduce = s->reduce;
	made->rest = s->rest ? ta_expr_subst(a, s->rest, s->depth, to) : NULL;
	return made;
}

/* Let q->more be what "t", the rest of "s", begins with where that ends, and it
   computes the same with; return whether there is such a thing. */
static bool find_more(struct rest *q, const ta_stmt *s, const ta_stmt *t)
{
	ta_arena *a = q->p->arena;
	int i, j;

	for (i = 0; i < s->ncons; i++)
		for (j = 0; j < t->ncons; j++) {
			const ta_idx *sum;

			if (ta_factor(a, s->cons[i], q->d) != -1
			    || ta_factor(a, t->cons[j], q->d) != 1)
				continue;
			sum = ta_idx_add(a, s->cons[i], t->cons[j]);
			q->more = ta_idx_addk(a, ta_idx_scale(a, sum, -1), -1);
			if (q->more && !ta_uses_from(q->more, q->d)
			    && same_stmt(q, counted_from(a, s, q->d, q->more),
					 t))
				return true;
		}
	return false;
}

/* Join the loop of "q" with its rest; return whether it has one. */
static bool join_rest(struct rest *q)
{
	ta_program *p = q->p;
	ta_stmt **made = TA_NEWV(p->arena, ta_stmt *, q->n);
	bool *drop = TA_NEWV(p->arena, bool, p->nstmts);
	int i;

	if (q->first + 2 * q->n > p->nstmts
	    || (q->first
		&& ta_common_loops(p->stmt[q->first - 1], p->stmt[q->first])
			   > q->d)
	    || in_loop(p, q->first + q->n, q->d) != q->n)
		return false;
	for (i = 0; i < q->n; i++) {
		ta_stmt *s = p->stmt[q->first + i];
		ta_stmt *t = p->stmt[q->first + q->n + i];

		if (!i && !same_stmt(q, s, t) && !find_more(q, s, t))
			return false;
		if (q->more)
			s = counted_from(p->arena, s, q->d, q->more);
		if (!same_stmt(q, s, t) || !(made[i] = joined(q, s, t)))
			return false;
	}
	for (i = 0; i < q->n; i++) {
		p->stmt[q->first + i] = made[i];
		drop[q->first + q->n + i] = true;
	}
	ta_program_drop(p, drop);
	return true;
}

/* Join the loops of nest "nest" of "p", whose statements are sorted, that go on
   where one ends; return whether there were any. */
bool ta_join_rests(ta_program *p, int nest)
{
	bool any = false;
	int s, d;

	for (s = 0; s < p->nstmts; s++)
		for (d = 1; d < p->stmt[s]->depth; d++) {
			struct rest q = { p, d, s, in_loop(p, s, d), NULL,
					  NULL };

			if (p->stmt[s]->order[0] == nest && join_rest(&q)) {
				any = true;
				d = 0;
			}
		}
	return any;
}
