/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_symm.c - a symmetric matrix, of which half is stored, times another:

	v = 0
	C[k][j] += alpha * B[i][j] * A[i][k]		k < i
	v += B[k][j] * A[i][k]				k < i
	C[i][j] = beta * C[i][j] + alpha * B[i][j] * A[i][i] + alpha * v

   Assumes a sum that is kept apart.  What stores it tells by the diagonal's
   part which rows of B and C go with which of A; the sum is over one half, and
   another statement adds what the transpose of that half gives, after C was
   scaled.  Changes nothing in the program. */
#include "match.h"

#include <string.h>

/* The parts of what stores the sum: the factors of the sum and the output, and
   the term of the diagonal, subtracted if "minus". */
struct stored {
	struct ta_linear l;
	ta_expr *diag;
	bool minus;
};

/* Add the terms of "e", subtracted if "minus", to "t"; "sum" is what is summed
   apart, "out" what is written. */
static bool take_terms(const ta_program *p, ta_expr *e, bool minus,
		       const ta_access *sum, const ta_access *out,
		       struct stored *t)
{
	struct ta_linear l = t->l;

	if (e->op == TA_OP_ADD || e->op == TA_OP_SUB)
		return take_terms(p, e->arg[0], minus, sum, out, t)
		       && take_terms(p, e->arg[1],
				     minus != (e->op == TA_OP_SUB), sum, out,
				     t);
	if (ta_take_linear(p, e, minus, sum, out, &l)) {
		t->l = l;
		return true;
	}
	if (t->diag)
		return false;
	t->diag = e;
	t->minus = minus;
	return true;
}

/* Return whether the factors "x" and "y" (NULL: 1) are the same. */
static bool same_factor(const ta_expr *x, const ta_expr *y)
{
	return !x == !y && (!x || ta_expr_equal(x, y));
}

/* Return "x" over the iterators of the update of "q", with what is summed over
   where the row is. */
static const ta_idx *on_diagonal(const struct ta_square *q, const ta_idx *x)
{
	ta_arena *a = q->m->p->arena;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };

	to[q->col] = ta_idx_sub(a, ta_idx_var(a, q->row), q->shift);
	return ta_idx_subst(a, x, q->m->s->depth, to);
}

/* Let "q", which is choice "c" of its match, be aligned by the rows of B that
   the term "e" of the diagonal reads; return whether that is B times the
   diagonal of A, with factor and sign of the sum. */
static bool align_by_diagonal(struct ta_square *q, const struct ta_choice *c,
			      const struct stored *t)
{
	struct ta_match *m = q->m, *x;
	ta_arena *a = m->p->arena;
	const ta_idx *gap;
	int b, other;

	x = TA_NEW(a, struct ta_match);
	x->p = m->p;
	x->s = m->s;
	x->con = TA_NEW(a, ta_contraction);
	if (!t->diag || !ta_match_product(x, t->diag, false) || !x->side[RIGHT]
	    || x->conj[LEFT] || x->conj[RIGHT]
	    || !same_factor(x->con->alpha, t->l.v)
	    || (x->con->negate != t->minus) != t->l.neg_v)
		return false;
	b = x->side[LEFT]->array == m->side[RIGHT]->array ? LEFT : RIGHT;
	other = b == LEFT ? RIGHT : LEFT;
	if (x->side[b]->array != m->side[RIGHT]->array
	    || x->side[other]->array != m->side[LEFT]->array)
		return false;
	gap = ta_idx_sub(a,
			 ta_idx_without(a, m->side[RIGHT]->offset, q->col),
			 ta_idx_without(a, x->side[b]->offset, q->row));
	q->shift = gap ? ta_idx_quotient(a, gap, c->k->stride[RIGHT]) : NULL;
	return q->shift && !ta_idx_uses_iters(q->shift)
	       && ta_idx_equal(on_diagonal(q, m->side[RIGHT]->offset),
			       x->side[b]->offset)
	       && ta_idx_equal(on_diagonal(q, m->side[LEFT]->offset),
			       x->side[other]->offset);
}

/* Return whether choice "c" of "m" has one iterator for each index, all that
   there are and run upwards. */
static bool plain_choice(const struct ta_match *m, const struct ta_choice *c)
{
	int d;

	if (!c->m || !c->n || !c->k || !ta_choice_fits(m, c) || m->conj[LEFT]
	    || m->conj[RIGHT]
	    || ta_choice_iters(c) != (1u << m->s->depth) - 1
	    || __builtin_popcount(c->m->iters) != 1
	    || __builtin_popcount(c->k->iters) != 1)
		return false;
	for (d = 0; d < m->s->depth; d++)
		if (m->flip[d])
			return false;
	return true;
}

/* Set "q" to what choice "c" of "m" runs over, rows and what is summed. */
static void begin_square(struct ta_square *q, struct ta_match *m,
			 const struct ta_choice *c)
{
	memset(q, 0, sizeof(*q));
	q->m = m;
	q->rs = OUT;
	q->cs = RIGHT;
	q->row = __builtin_ctz(c->m->iters);
	q->col = __builtin_ctz(c->k->iters);
	q->rdir = q->cdir = 1;
}

/* Fill in the contraction of "q", which is choice "c" of its match: the sum
   that is kept apart.  Return whether a routine has its operands so. */
static bool fill_sum(struct ta_square *q, const struct ta_choice *c,
		     const struct stored *t)
{
	struct ta_match *m = q->m;
	ta_contraction *con = m->con;
	ta_arena *a = m->p->arena;
	enum ta_type elem = m->p->array[m->s->write->array].elem;

	con->idiom = TA_IDIOM_SYMM;
	con->half = q->half;
	con->m = con->k = q->size;
	con->n = c->n->extent;
	ta_square_operands(q, c);
	con->alpha = (ta_expr *)t->l.v;
	con->negate = t->l.neg_v;
	con->beta = (ta_expr *)t->l.c;
	if (!t->l.has_c)
		con->beta = ta_expr_float(a, elem, 0);
	return con->out.offset && con->left.offset && con->right.offset
	       && !t->l.neg_c && ta_idx_is_one(con->out.col) == ta_idx_is_one(con->right.col)
	       && (ta_idx_is_one(con->out.col) || ta_idx_is_one(con->out.row));
}

/* Return where in rows that are "pitch" apart from "base" on the access "acc"
   of "m" is, but for iterator "d", where column iterators "cols" start; NULL:
   not known. */
static const ta_idx *row_of(const struct ta_match *m, const ta_access *acc,
			    int d, unsigned cols, const ta_idx *base,
			    const ta_idx *pitch)
{
	ta_arena *a = m->p->arena;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL }, *gap;
	int e;

	for (e = 0; e < m->s->depth; e++)
		if (cols >> e & 1)
			to[e] = m->lo[e];
	gap = ta_idx_sub(a, ta_idx_subst(a, ta_idx_without(a, acc->offset, d),
					 m->s->depth, to), base);
	return gap ? ta_idx_quotient(a, gap, pitch) : NULL;
}

/* Return whether choice "c" of "m" adds to the output of "con" what the
   transpose of its half gives. */
static bool is_mirror(struct ta_match *m, const struct ta_choice *c,
		      const ta_contraction *con)
{
	ta_arena *a = m->p->arena;
	unsigned iters = ta_choice_iters(c);
	const ta_idx *u, *v;
	struct ta_square q;
	ta_operand left;
	int64_t k;

	begin_square(&q, m, c);
	if (m->side[RIGHT]->array != con->right.access->array
	    || m->side[LEFT]->array != con->left.access->array
	    || !ta_idx_equal(c->m->stride[OUT], con->out.row)
	    || !ta_idx_equal(c->n->stride[OUT], con->out.col)
	    || !ta_idx_equal(c->k->stride[RIGHT], con->right.row)
	    || !ta_idx_equal(c->n->stride[RIGHT], con->right.col)
	    || !ta_idx_equal(c->m->stride[LEFT], con->left.col)
	    || !ta_idx_equal(c->k->stride[LEFT], con->left.row)
	    || !ta_idx_equal(c->n->extent, con->n))
		return false;
	u = row_of(m, m->side[OUT], q.row, c->n->iters, con->out.offset,
		   con->out.row);
	v = row_of(m, m->side[RIGHT], q.col, c->n->iters, con->right.offset,
		   con->right.row);
	if (!u || !v || ta_idx_uses_iters(u) || ta_idx_uses_iters(v))
		return false;
	q.shift = ta_idx_sub(a, v, u);
	if (!ta_square_half(&q, iters) || !q.strict || q.half == con->half
	    || !ta_idx_equal(q.size, con->m)
	    || !ta_idx_is_const(ta_idx_add(a, q.first, u), &k) || k)
		return false;
	left = ta_square_operand(&q, LEFT, iters, c->m->stride[LEFT],
				 c->k->stride[LEFT]);
	return left.offset && ta_idx_equal(left.offset, con->left.offset);
}

/* Let the two sides that "m" reads change places, in choice "c" too. */
static void exchange(struct ta_match *m, struct ta_choice *c)
{
	const struct ta_bundle *b = c->m;
	ta_access *side = m->side[LEFT];
	int i, cls;

	m->side[LEFT] = m->side[RIGHT];
	m->side[RIGHT] = side;
	c->m = c->n;
	c->n = b;
	for (i = 0; i < m->s->depth; i++)
		if (m->con->cls[i] == TA_CLASS_M
		    || m->con->cls[i] == TA_CLASS_N)
			m->con->cls[i] = m->con->cls[i] == TA_CLASS_M
						 ? TA_CLASS_N : TA_CLASS_M;
	for (cls = TA_CLASS_M; cls <= TA_CLASS_K; cls++)
		for (i = 0; i < m->nb[cls]; i++) {
			struct ta_bundle *x = &m->bundle[cls][i];
			const ta_idx *stride = x->stride[LEFT];

			x->stride[LEFT] = x->stride[RIGHT];
			x->stride[RIGHT] = stride;
		}
}

/* Return the first choice of "m" for which the symmetric matrix may be on the
   left, its sides exchanged if "turned"; false: there is none. */
static bool first_choice(struct ta_match *m, bool turned, struct ta_choice *c)
{
	if (!ta_match_choice(m, 0, c) || !c->m || !c->n || !c->k)
		return false;
	if (turned)
		exchange(m, c);
	return plain_choice(m, c);
}

/* Find the statement of "p" that adds to the output of "con" what the other
   half gives, after what stores the sum. */
static bool find_mirror(ta_program *p, ta_contraction *con)
{
	const ta_stmt *last = p->stmt[con->scale];
	int i, turned;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (i == con->update || s->order[0] != last->order[0]
		    || s->write->array != last->write->array
		    || s->reduce == TA_OP_NONE)
			continue;
		for (turned = 0; turned < 2; turned++) {
			struct ta_match *m = TA_NEW(p->arena, struct ta_match);
			struct ta_choice c;

			if (!ta_match_begin(m, p, i, NULL) || m->in_place
			    || !same_factor(m->con->alpha, con->alpha)
			    || m->con->negate != con->negate
			    || !first_choice(m, turned, &c)
			    || !is_mirror(m, &c, con)
			    || ta_poly_order(p, last, last->write, s, s->write)
				       != TA_BEFORE)
				continue;
			con->mirror = i;
			return true;
		}
	}
	return false;
}

/* Return whether "q", the sum that is kept apart, is stored for each row of its
   square: then its rows are all of it. */
static bool all_rows(const struct ta_square *q)
{
	const struct ta_match *m = q->m;

	return ta_idx_equal(m->lo[q->row], q->first)
	       && ta_idx_equal(ta_idx_sub(m->p->arena, m->hi[q->row],
					  m->lo[q->row]), q->size);
}

/* Return the contraction of statement "update" of "p" when it sums up,
   apart, half of a symmetric matrix times another, and others do the rest;
   else NULL. */
ta_contraction *ta_match_symm(ta_program *p, int update)
{
	const ta_stmt *s = p->stmt[update];
	int turned;

	if (!p->array[s->write->array].is_virtual || s->depth != 3
	    || s->reduce == TA_OP_NONE)
		return NULL;
	for (turned = 0; turned < 2; turned++) {
		struct ta_match *m = TA_NEW(p->arena, struct ta_match);
		struct stored t = { .diag = NULL };
		struct ta_choice c;
		struct ta_square q;

		m->loose = true;
		if (!ta_match_begin(m, p, update, NULL) || m->con->scale < 0
		    || m->in_place || m->con->alpha
		    || !take_terms(p, p->stmt[m->con->scale]->rhs, false,
				   s->write, m->side[OUT], &t)
		    || !t.l.has_v || !first_choice(m, turned, &c))
			continue;
		t.l.neg_v ^= m->con->negate;
		begin_square(&q, m, &c);
		if (align_by_diagonal(&q, &c, &t)
		    && ta_square_half(&q, ta_choice_iters(&c)) && q.strict
		    && all_rows(&q) && fill_sum(&q, &c, &t)
		    && find_mirror(p, m->con))
			return m->con;
	}
	return NULL;
}
