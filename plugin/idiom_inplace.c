/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_inplace.c - a triangle times what is there already: a product or the
   solution of a system, with its diagonal and its factor.

   Assumes an update of a square, found by idiom_triangle.c, that adds to each
   row multiples of other rows, or subtracts them:

	product		B[i] *= L[i][i];  B[i] += L[i][k] B[k];  B[i] *= alpha
	solution	B[i] *= alpha;  B[i] -= L[i][k] B[k];  B[i] /= L[i][i]

   The first and last statements may be missing, and the sum of a product, with
   its diagonal, may be kept apart until it is stored.  Of each two accesses to
   one element, isl tells in which order they come, whatever loops they are in:
	product: the update reads a row before anything changes it; solution:
	it reads a row when nothing changes it any more. */
#include "match.h"

#include <string.h>

/* A statement "t" over the rows and columns of the square "q": iterator x of it
   is to[x] over those of the update, with the rows in coordinates. */
struct over {
	const struct ta_square *q;
	const ta_stmt *t;
	const ta_idx *to[TA_MAX_DEPTH];
	unsigned used;
};

/* Return the statement of the update of "q". */
static const ta_stmt *update(const struct ta_square *q)
{
	return q->m->s;
}

/* Pair iterator "x" of the statement "o" with one of the update; return whether
   there is one. */
static bool pair_iter(struct over *o, int x)
{
	const struct ta_square *q = o->q;
	const ta_contraction *con = q->m->con;
	const ta_stmt *s = update(q);
	ta_arena *a = q->m->p->arena;
	const ta_idx *cx = ta_idx_coef(a, o->t->write->offset, x), *cd;
	int d, common = ta_common_loops(s, o->t);

	if (x < common && con->cls[x] == TA_CLASS_BATCH) {
		o->to[x] = ta_idx_var(a, x);
		return true;
	}
	for (d = 0; cx && d < s->depth; d++) {
		if (o->used >> d & 1 || con->cls[d] == TA_CLASS_BATCH
		    || con->cls[d] == TA_CLASS_K)
			continue;
		cd = ta_idx_coef(a, s->write->offset, d);
		if (d == q->row && ta_idx_equal(cx, con->out.row))
			o->to[x] = ta_idx_var(a, d);
		else if (d == q->row && ta_idx_equal(ta_idx_scale(a, cx, -1),
						     con->out.row))
			o->to[x] = ta_idx_scale(a, ta_idx_var(a, d), -1);
		else if (d != q->row && ta_idx_equal(cx, cd))
			o->to[x] = ta_idx_var(a, d);
		else
			continue;
		o->used |= 1u << d;
		return true;
	}
	return false;
}

/* Return "x", over the iterators of the statement "o", over those of the
   update. */
static const ta_idx *over(const struct over *o, const ta_idx *x)
{
	return ta_idx_subst(o->q->m->p->arena, x, o->t->depth, o->to);
}

/* Return "x", over the iterators of the update of "q", in coordinates. */
static const ta_idx *in_square(const struct ta_square *q, const ta_idx *x)
{
	const ta_idx *to[TA_MAX_DEPTH];

	ta_square_coordinates(q, to);
	return ta_idx_subst(q->m->p->arena, x, TA_MAX_DEPTH, to);
}

/* Pair all iterators of "o" so that both statements write the same element. */
static bool pair_iters(struct over *o)
{
	const struct ta_square *q = o->q;
	ta_arena *a = q->m->p->arena;
	const ta_idx *row = ta_idx_var(a, q->row), *gap, *shift;
	int x;

	for (x = 0; x < o->t->depth; x++)
		if (!pair_iter(o, x))
			return false;
	gap = ta_idx_sub(a, in_square(q, update(q)->write->offset),
			 over(o, o->t->write->offset));
	shift = gap ? ta_idx_quotient(a, gap, q->m->con->out.row) : NULL;
	if (!shift || ta_idx_uses(shift, q->row) || ta_idx_uses(shift, q->col))
		return false;
	for (x = 0; x < o->t->depth; x++) {
		if (!ta_idx_uses(o->to[x], q->row))
			continue;
		if (ta_idx_equal(o->to[x], row))
			o->to[x] = ta_idx_add(a, row, shift);
		else
			o->to[x] = ta_idx_scale(a, ta_idx_add(a, row, shift),
						-1);
	}
	return true;
}

/* Return the constraints that a statement over all of the square of "q" has,
   "n" of them. */
static const ta_idx **box(const struct ta_square *q, int *n)
{
	ta_arena *a = q->m->p->arena;
	const ta_idx *gap = ta_idx_sub(a, ta_idx_var(a, q->row), q->first);
	const ta_stmt *s = update(q);
	const ta_idx **list = NULL;
	int i;

	*n = 0;
	TA_PUSH(a, list, *n, gap);
	TA_PUSH(a, list, *n,
		ta_idx_addk(a, ta_idx_sub(a, q->size, gap), -1));
	for (i = 0; i < s->ncons; i++)
		if (!ta_idx_uses(s->cons[i], q->row)
		    && !ta_idx_uses(s->cons[i], q->col))
			TA_PUSH(a, list, *n, s->cons[i]);
	return list;
}

/* Return whether "o" runs for all of the square, and nothing else. */
static bool same_box(const struct over *o)
{
	int i, j, n, found = 0;
	const ta_idx **list = box(o->q, &n), *x;

	for (i = 0; i < o->t->ncons; i++) {
		x = over(o, o->t->cons[i]);
		for (j = 0; j < n; j++)
			if (x && ta_idx_equal(x, list[j]))
				break;
		if (j == n)
			return false;
		found++;
	}
	return found == n;
}

/* Return whether "e" reads the element that "s" writes. */
static bool is_own(const ta_stmt *s, const ta_expr *e)
{
	return e->op == TA_OP_READ && ta_access_equal(e->u.access, s->write);
}

/* Return what "o" multiplies its element by, or divides it by if "divides",
   when that is the diagonal of the left side, or NULL. */
static const ta_access *diagonal(const struct over *o, bool divides,
				 const ta_access *left)
{
	const ta_expr *e = o->t->rhs, *x;
	ta_arena *a = o->q->m->p->arena;
	const ta_idx *col = ta_idx_var(a, o->q->row), *to[TA_MAX_DEPTH];

	if (e->op != (divides ? TA_OP_DIV : TA_OP_MUL))
		return NULL;
	if (is_own(o->t, e->arg[0]))
		x = e->arg[1];
	else if (!divides && is_own(o->t, e->arg[1]))
		x = e->arg[0];
	else
		return NULL;
	if (x->op != TA_OP_READ || x->u.access->array != left->array)
		return NULL;
	memset(to, 0, sizeof(to));
	to[o->q->col] = col;
	if (!ta_idx_equal(over(o, x->u.access->offset),
			  ta_idx_subst(a, in_square(o->q, left->offset),
				       TA_MAX_DEPTH, to)))
		return NULL;
	return x->u.access;
}

/* Return the side of "q" that is the triangle. */
static const ta_access *triangle(const struct ta_square *q)
{
	return q->m->con->left.access;
}

/* Return whether "t" changes an element first after all that the update does to
   it, or before if not "after"; and after the update reads it from other rows
   if "read_first", or before. */
static bool in_order(const struct ta_square *q, const ta_stmt *t, bool after,
		     bool read_first)
{
	const ta_program *p = q->m->p;
	const ta_stmt *s = update(q);
	unsigned own = ta_poly_order(p, s, s->write, t, t->write);
	unsigned read = ta_poly_order(p, s, q->m->side[q->cs], t, t->write);

	return own == (after ? TA_BEFORE : TA_AFTER)
	       && !(read & (read_first ? TA_AFTER : TA_BEFORE));
}

/* Return whether "t" writes nothing that "acc" of "s" reads. */
static bool untouched(const struct ta_square *q, const ta_stmt *s,
		      const ta_access *acc, const ta_stmt *t)
{
	return !ta_poly_order(q->m->p, s, acc, t, t->write);
}

/* Take statement "i", which is "o", into the contraction of "q" as what the
   diagonal does, if it is that; "solves": of a solution.  A library multiplies
   with the reciprocal, which for complex numbers makes NaN of what C's division
   by an infinity makes zero. */
static bool take_diag(struct ta_square *q, const struct over *o, int i,
		      bool solves)
{
	const ta_access *acc = diagonal(o, solves, triangle(q));
	ta_contraction *con = q->m->con;

	if (solves && ta_type_is_complex(o->t->rhs->type))
		return false;
	if (!acc || con->diag >= 0 || !in_order(q, o->t, solves, !solves)
	    || !untouched(q, o->t, acc, o->t)
	    || !untouched(q, o->t, acc, update(q))
	    || !untouched(q, update(q), triangle(q), o->t))
		return false;
	con->diag = i;
	return true;
}

/* Take statement "i", which is "o", into the contraction of "q" as its factor,
   if it is that; "solves": of a solution. */
static bool take_scale(struct ta_square *q, const struct over *o, int i,
		       bool solves)
{
	ta_program *p = q->m->p;
	ta_contraction *con = q->m->con;
	struct ta_linear l = { 0 };
	ta_expr *alpha;

	if (con->scale >= 0 || !con->n
	    || !ta_take_linear(p, o->t->rhs, false, o->t->write, NULL, &l)
	    || !l.has_v || (!l.v && !l.neg_v)
	    || !in_order(q, o->t, !solves, !solves)
	    || !untouched(q, update(q), triangle(q), o->t))
		return false;
	alpha = l.v ? (ta_expr *)l.v
		    : ta_expr_float(p->arena, o->t->rhs->type, 1);
	if (l.neg_v)
		alpha = ta_expr_new(p->arena, TA_OP_NEG, alpha->type,
				    alpha->loc, 1, alpha);
	con->scale = i;
	con->alpha = alpha;
	return true;
}

/* Return whether the diagonal and the factor of "q", if it has both, are on the
   right sides of each other; "solves": of a solution. */
static bool members_in_order(const struct ta_square *q, bool solves)
{
	const ta_program *p = q->m->p;
	const ta_contraction *con = q->m->con;
	const ta_stmt *d, *s;

	if (con->diag < 0 || con->scale < 0)
		return true;
	d = p->stmt[con->diag];
	s = p->stmt[con->scale];
	return ta_poly_order(p, s, s->write, d, d->write)
	       == (solves ? TA_BEFORE : TA_AFTER);
}

/* Take into the contraction of "q" what of its nest belongs to it. */
static void take_members(struct ta_square *q, bool solves)
{
	const ta_program *p = q->m->p;
	const ta_stmt *s = update(q);
	int i;

	for (i = 0; i < p->nstmts; i++) {
		struct over o = { .q = q, .t = p->stmt[i] };

		if (o.t == s || o.t->order[0] != s->order[0]
		    || o.t->write->array != s->write->array || !pair_iters(&o)
		    || !same_box(&o))
			continue;
		if (!take_diag(q, &o, i, solves))
			take_scale(q, &o, i, solves);
	}
}

/* Return whether the update of "q", which is no sum kept apart, is of the
   product or of a solution by the "order" of its reads and writes. */
static bool in_memory(struct ta_square *q, unsigned order)
{
	struct ta_match *m = q->m;
	ta_contraction *con = m->con;
	bool solves = order == TA_AFTER;

	if (!q->strict || con->alpha)
		return false;
	if (solves != con->negate)
		return ta_match_no(m, solves ? "it adds rows that are changed"
					       " already"
					     : "it subtracts rows that are to"
					       " change");
	take_members(q, solves);
	if (!members_in_order(q, solves))
		return ta_match_no(m, "its factor is not for all of it");
	con->negate = false;
	if (con->n)
		con->idiom = solves ? TA_IDIOM_TRSM : TA_IDIOM_TRMM;
	else
		con->idiom = solves ? TA_IDIOM_TRSV : TA_IDIOM_TRMV;
	return true;
}

/* Return whether the sum of "q", which is kept apart and stored by another
   statement, is of the product, with its diagonal, by the "order" of reads and
   stores. */
static bool kept_apart(struct ta_square *q, unsigned order)
{
	ta_contraction *con = q->m->con;

	if (order != TA_BEFORE || q->strict || con->init < 0 || !con->beta
	    || (!con->n && (con->alpha || con->negate)))
		return false;
	con->diag = con->update;
	con->idiom = con->n ? TA_IDIOM_TRMM : TA_IDIOM_TRMV;
	return true;
}

/* Return whether the contraction over "q", in place, is a product or the
   solution of a system; takes in what else belongs to it. */
bool ta_match_in_place(struct ta_square *q)
{
	struct ta_match *m = q->m;
	const ta_program *p = m->p;
	const ta_stmt *s = update(q), *w = s;
	unsigned order;

	if (p->array[s->write->array].is_virtual)
		w = p->stmt[m->con->scale];
	order = ta_poly_order(p, s, m->side[q->cs], w, w->write);
	if (order != TA_AFTER && order != TA_BEFORE)
		return ta_match_no(m, "it reads some rows before they change"
				      " and some after");
	if (order == TA_BEFORE
	    && ta_type_is_complex(p->array[w->write->array].elem))
		return ta_match_no(m, "a library loses the sign of zeros");
	if (!untouched(q, s, triangle(q), w))
		return ta_match_no(m, "the triangle is changed");
	return w == s ? in_memory(q, order) : kept_apart(q, order);
}
