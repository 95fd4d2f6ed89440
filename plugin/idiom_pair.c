/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_pair.c - a sum of two products that is one of each other's transposes,
   over half of a square:

	C[i][j] += alpha * A[i][k] * B[j][k] + alpha * B[i][k] * A[j][k]

   Assumes a statement that is a sum, but of no plain product.  Each product is
   matched apart; the rows of the one and the columns of the other have to be of
   one matrix, and that of both matrices over the same square.  Changes nothing
   in the program. */
#include "match.h"

#include <string.h>

/* Return the statement's sum of two terms that "m" is about, if it is one: then
   "minus" is whether the second is subtracted. */
static ta_expr *two_terms(const struct ta_match *m, bool *minus)
{
	ta_expr *e = m->s->rest;

	*minus = e && e->op == TA_OP_SUB;
	return e && (e->op == TA_OP_ADD || e->op == TA_OP_SUB) ? e : NULL;
}

/* Exchange what "m" reads on the left and on the right. */
static void swap_sides(struct ta_match *m, struct ta_choice *c)
{
	const struct ta_bundle *b = c->m;
	ta_access *side = m->side[LEFT];
	const ta_idx *coef[TA_MAX_DEPTH], *stride;
	int i, cls;

	m->side[LEFT] = m->side[RIGHT];
	m->side[RIGHT] = side;
	memcpy(coef, m->coef[LEFT], sizeof(coef));
	memcpy(m->coef[LEFT], m->coef[RIGHT], sizeof(coef));
	memcpy(m->coef[RIGHT], coef, sizeof(coef));
	c->m = c->n;
	c->n = b;
	for (cls = TA_CLASS_M; cls <= TA_CLASS_K; cls++)
		for (i = 0; i < m->nb[cls]; i++) {
			struct ta_bundle *x = &m->bundle[cls][i];

			stride = x->stride[LEFT];
			x->stride[LEFT] = x->stride[RIGHT];
			x->stride[RIGHT] = stride;
		}
}

/* Return whether "x" and "y" are over the same iterators. */
static bool same_iters(const struct ta_choice *x, const struct ta_choice *y)
{
	return x->m && x->n && x->k && y->m && y->n && y->k
	       && x->m->iters == y->m->iters && x->n->iters == y->n->iters
	       && x->k->iters == y->k->iters;
}

/* Find the choice "c" of "m" that is over the iterators of "of", its sides
   exchanged where they have to be; return whether there is one. */
static bool same_choice(struct ta_match *m, const struct ta_choice *of,
			struct ta_choice *c)
{
	int i;

	for (i = 0; ta_match_choice(m, i, c); i++) {
		if (same_iters(c, of))
			return true;
		if (!c->m || !c->n || !c->k)
			continue;
		swap_sides(m, c);
		if (same_iters(c, of))
			return true;
		swap_sides(m, c);
	}
	return false;
}

/* Return "m", which is choice "c", with what "other", which is choice "d",
   reads on the "side"; "c" is of it then. */
static struct ta_match *mixed(const struct ta_match *m, struct ta_choice *c,
			      const struct ta_match *other,
			      const struct ta_choice *d, enum ta_side side)
{
	ta_arena *a = m->p->arena;
	struct ta_match *x = (struct ta_match *)ta_memdup(a, m, sizeof(*m));
	const struct ta_bundle **to[] = { &c->m, &c->n, &c->k };
	const struct ta_bundle *from[] = { d->m, d->n, d->k };
	int i;

	x->side[side] = other->side[side];
	x->conj[side] = other->conj[side];
	memcpy(x->coef[side], other->coef[side], sizeof(x->coef[side]));
	for (i = 0; i < 3; i++) {
		struct ta_bundle *b = (struct ta_bundle *)ta_memdup(
			a, *to[i], sizeof(*b));

		b->stride[side] = from[i]->stride[side];
		*to[i] = b;
	}
	return x;
}

/* Return whether "x" and "y" are the same half of the same square. */
static bool same_square(const struct ta_square *x, const struct ta_square *y)
{
	return x->half == y->half && !x->strict && !y->strict
	       && ta_idx_equal(x->shift, y->shift)
	       && ta_idx_equal(x->first, y->first)
	       && ta_idx_equal(x->size, y->size);
}

/* Return whether the products "m", which is choice "c", and "n", which is
   choice "d", are each other's transposes; fills in the contraction of "m"
   then. */
static bool take_pair(struct ta_match *m, const struct ta_choice *c,
		      struct ta_match *n, const struct ta_choice *d)
{
	struct ta_choice rows = *c, cols = *c;
	struct ta_match *a = mixed(m, &rows, n, d, RIGHT);
	struct ta_match *b = mixed(m, &cols, n, d, LEFT);
	struct ta_square qa, qb;

	if (memcmp(m->flip, n->flip, sizeof(m->flip))
	    || ta_idx_is_one(c->k->stride[LEFT]) != ta_idx_is_one(c->k->stride[RIGHT])
	    || !ta_syrk_square(&qa, a, &rows) || !ta_syrk_square(&qb, b, &cols)
	    || !same_square(&qa, &qb))
		return false;
	qa.m = m;
	m->con->idiom = TA_IDIOM_SYR2K;
	ta_fill_square(&qa, c);
	return m->con->out.offset && m->con->left.offset
	       && m->con->right.offset;
}

/* Return whether the factors and signs of "x" and "y" are the same. */
static bool same_factor(const ta_contraction *x, const ta_contraction *y,
			bool minus)
{
	if (x->negate != (y->negate != minus) || !x->alpha != !y->alpha)
		return false;
	return !x->alpha || ta_expr_equal(x->alpha, y->alpha);
}

/* Return whether what "m", which is no product, adds up is two products that a
   routine computes together; its contraction is filled in then. */
bool ta_match_pair(struct ta_match *m)
{
	ta_program *p = m->p;
	int update = m->con->update, i;
	struct ta_match *x = TA_NEW(p->arena, struct ta_match);
	struct ta_match *y = TA_NEW(p->arena, struct ta_match);
	struct ta_choice c, d;
	bool minus;
	ta_expr *e = two_terms(m, &minus);

	if (!e || !ta_match_begin(x, p, update, e->arg[0])
	    || !ta_match_begin(y, p, update, e->arg[1]) || x->in_place
	    || y->in_place || !same_factor(x->con, y->con, minus))
		return false;
	for (i = 0; ta_match_choice(x, i, &c); i++)
		if (c.m && c.n && c.k && ta_choice_fits(x, &c)
		    && same_choice(y, &c, &d) && ta_choice_fits(y, &d)
		    && take_pair(x, &c, y, &d)) {
			m->con = x->con;
			return true;
		}
	return false;
}
