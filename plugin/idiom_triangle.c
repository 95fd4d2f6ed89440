/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_triangle.c - contractions over a triangle that a routine computes.

   Assumes a match whose iterators are classified.  Two of its matrix indices,
   of which no other is tied to the loops, span a square of which half is run:

	rows and columns of the result		syrk, of one matrix
	rows of the result and what is summed	a triangular matrix times what
						the result was (trmm), or the
						solution of a system (trsm)

   Which element of the one index is the same as which of the other is a
   matter of memory, not of the loops: where the operands that have to be one
   matrix have the same element.  Of the in-place routines the order of the
   updates decides: if every row is read before it is changed, it is a
   product, and if it is read after, a solution.  Changes nothing in the
   program. */
#include "match.h"

#include <string.h>

/* Return the only iterator of the set "iters", or -1. */
static int only_bit(unsigned iters)
{
	return iters && !(iters & (iters - 1)) ? __builtin_ctz(iters) : -1;
}

/* Return iterator "d" of "m" as a coordinate that grows with memory: 1 or
   -1. */
static int64_t direction(const struct ta_match *m, int d)
{
	return m->flip[d] ? -1 : 1;
}

/* Set to[] so that the iterators of "q" become its coordinates. */
void ta_square_coordinates(const struct ta_square *q, const ta_idx **to)
{
	ta_arena *a = q->m->p->arena;

	memset(to, 0, TA_MAX_DEPTH * sizeof(*to));
	to[q->row] = ta_idx_scale(a, ta_idx_var(a, q->row), q->rdir);
	to[q->col] = ta_idx_scale(
		a, ta_idx_sub(a, ta_idx_var(a, q->col), q->shift), q->cdir);
}

/* Find where the two indices of "q", whose other iterators are "iters", are the
   same; return whether they count rows, or columns, that are equally far apart
   in their sides. */
static bool align(struct ta_square *q, unsigned iters)
{
	const struct ta_match *m = q->m;
	ta_arena *a = m->p->arena;
	const ta_idx *s = m->coef[q->rs][q->row], *t = m->coef[q->cs][q->col];
	const ta_idx *gap;
	int d;

	q->rdir = direction(m, q->row);
	q->cdir = direction(m, q->col);
	if (!s || !t || !ta_idx_equal(s, t))
		return false;
	gap = ta_idx_sub(a, ta_idx_without(a, m->side[q->cs]->offset, q->col),
			 ta_idx_without(a, m->side[q->rs]->offset, q->row));
	q->shift = gap ? ta_idx_quotient(a, gap, s) : NULL;
	for (d = 0; q->shift && d < m->s->depth; d++)
		if (iters >> d & 1 && ta_idx_uses(q->shift, d))
			return false;
	return q->shift != NULL;
}

/* The bounds of the two coordinates of a square: from lo[i] to below hi[i],
   where there are such bounds; "tie": the larger minus the smaller is at
   least that. */
struct bounds {
	const ta_idx *lo[2], *hi[2], *tie;
	bool row_larger;
};

/* Note the constraint "x" >= 0, over the coordinates of "q", in "b"; return
   whether it is one that can be. */
static bool note_bound(const struct ta_square *q, const ta_idx *x,
		       struct bounds *b)
{
	ta_arena *a = q->m->p->arena;
	const ta_idx *rest = ta_idx_without(a, ta_idx_without(a, x, q->row),
					    q->col);
	int64_t k[2] = { 0, 0 };
	int i, d[2] = { q->row, q->col };

	for (i = 0; i < 2; i++)
		if (ta_idx_uses(x, d[i])
		    && (!ta_idx_is_const(ta_idx_coef(a, x, d[i]), &k[i])
			|| (k[i] != 1 && k[i] != -1)))
			return false;
	if (k[0] && k[1]) {
		if (k[0] == k[1] || b->tie)
			return false;
		b->tie = ta_idx_scale(a, rest, -1);
		b->row_larger = k[0] > 0;
		return true;
	}
	i = k[0] ? 0 : 1;
	if (k[i] > 0 ? b->lo[i] : b->hi[i])
		return false;
	if (k[i] > 0)
		b->lo[i] = ta_idx_scale(a, rest, -1);
	else
		b->hi[i] = ta_idx_addk(a, rest, 1);
	return true;
}

/* Find the bounds "b" of "q"; return whether its iterators are tied to each
   other alone, of all in "iters", and the others of these run over a box. */
static bool find_bounds(const struct ta_square *q, unsigned iters,
			struct bounds *b)
{
	const struct ta_match *m = q->m;
	unsigned two = 1u << q->row | 1u << q->col, used;
	const ta_idx *to[TA_MAX_DEPTH];
	int i;

	memset(b, 0, sizeof(*b));
	ta_square_coordinates(q, to);
	for (i = 0; i < m->s->ncons; i++) {
		used = ta_idx_iters(m->s->cons[i], m->s->depth);
		if (!(used & iters))
			continue;
		if ((used & ~iters) > (used & iters))
			return false;
		if (!(used & two)) {
			if (only_bit(used & iters) < 0)
				return false;
			continue;
		}
		if ((used & iters & ~two)
		    || !note_bound(q, ta_idx_subst(m->p->arena, m->s->cons[i],
						   m->s->depth, to), b))
			return false;
	}
	return b->tie != NULL;
}

/* Return whether "x" is at least 0, or is not there. */
static bool nonneg(const struct ta_square *q, const ta_idx *x, bool there)
{
	return !there || (x && ta_known_nonneg(q->m->p, x));
}

/* Find the half of "q", whose other iterators are among "iters", that its
   domain is; return whether it is one. */
bool ta_square_half(struct ta_square *q, unsigned iters)
{
	ta_arena *a = q->m->p->arena;
	const ta_idx *first, *end;
	struct bounds b;
	int less, more;
	int64_t c;

	if (!find_bounds(q, iters, &b) || !ta_idx_is_const(b.tie, &c)
	    || (c != 0 && c != 1))
		return false;
	more = b.row_larger ? 0 : 1;
	less = 1 - more;
	first = b.lo[less];
	end = b.hi[more];
	if (!first || !end
	    || !nonneg(q, b.lo[more] ? ta_idx_addk(a, ta_idx_sub(a, first,
							b.lo[more]), c)
				     : NULL, b.lo[more])
	    || !nonneg(q, b.hi[less] ? ta_idx_addk(a, ta_idx_sub(a,
							b.hi[less], end), c)
				     : NULL, b.hi[less]))
		return false;
	q->first = first;
	q->size = ta_idx_sub(a, end, first);
	q->strict = c == 1;
	q->half = b.row_larger ? TA_HALF_LOWER : TA_HALF_UPPER;
	return q->size != NULL;
}

/* Return side "i" of the match of "q" as an operand with strides "row" and
   "col", its first element where every iterator of "iters" starts, and those
   of the square where that does. */
ta_operand ta_square_operand(const struct ta_square *q, enum ta_side i,
			  unsigned iters, const ta_idx *row, const ta_idx *col)
{
	const struct ta_match *m = q->m;
	ta_arena *a = m->p->arena;
	const ta_idx *to[TA_MAX_DEPTH];
	ta_operand op = { .access = m->side[i], .row = row, .col = col };
	int d;

	ta_square_coordinates(q, to);
	to[q->row] = ta_idx_scale(a, q->first, q->rdir);
	to[q->col] = ta_idx_scale(a, ta_idx_sub(a, q->first, q->shift),
				  q->cdir);
	for (d = 0; d < m->s->depth; d++)
		if (iters >> d & 1 && d != q->row && d != q->col)
			to[d] = m->flip[d] ? ta_idx_addk(a, m->hi[d], -1)
					   : m->lo[d];
	op.offset = ta_idx_subst(a, m->side[i]->offset, m->s->depth, to);
	return op;
}

/* Let the iterators of "m" outside of "iters" be loops around the call. */
static void set_batch(struct ta_match *m, unsigned iters)
{
	int d;

	for (d = 0; d < m->s->depth; d++)
		if (!(iters >> d & 1))
			m->con->cls[d] = TA_CLASS_BATCH;
}

/* Return whether the contraction of "m" has all its operands. */
static bool complete(struct ta_match *m)
{
	const ta_contraction *c = m->con;

	return (c->out.offset && c->left.offset && c->right.offset)
	       || ta_match_no(m, "an index is too large");
}

/* Set "q" to the half of a square that the rows and columns of choice "c" of
   "m" run over; return whether both factors are one matrix. */
bool ta_syrk_square(struct ta_square *q, struct ta_match *m,
		    const struct ta_choice *c)
{
	unsigned iters = ta_choice_iters(c);

	q->m = m;
	q->rs = LEFT;
	q->cs = RIGHT;
	q->row = only_bit(c->m->iters);
	q->col = only_bit(c->n->iters);
	return q->row >= 0 && q->col >= 0 && !m->conj[LEFT] && !m->conj[RIGHT]
	       && m->side[LEFT]->array == m->side[RIGHT]->array
	       && ta_idx_equal(c->k->stride[LEFT], c->k->stride[RIGHT])
	       && align(q, iters) && ta_square_half(q, iters);
}

/* Set the operands of the contraction of "q" to those of choice "c". */
void ta_square_operands(const struct ta_square *q, const struct ta_choice *c)
{
	unsigned iters = ta_choice_iters(c);
	ta_contraction *con = q->m->con;

	con->out = ta_square_operand(q, OUT, iters, c->m->stride[OUT],
				     c->n->stride[OUT]);
	con->left = ta_square_operand(q, LEFT, iters, c->m->stride[LEFT],
				      c->k->stride[LEFT]);
	con->right = ta_square_operand(q, RIGHT, iters, c->k->stride[RIGHT],
				       c->n->stride[RIGHT]);
}

/* Fill in the contraction of "q", half of the product of choice "c", but for
   its idiom. */
void ta_fill_square(const struct ta_square *q, const struct ta_choice *c)
{
	struct ta_match *m = q->m;
	unsigned iters = ta_choice_iters(c);
	ta_contraction *con = m->con;

	set_batch(m, iters);
	con->half = q->half;
	con->m = con->n = q->size;
	con->k = c->k->extent;
	ta_square_operands(q, c);
}

/* Return whether choice "c" of "m" is half of a matrix times its transpose;
   fills in the contraction then. */
static bool take_syrk(struct ta_match *m, const struct ta_choice *c)
{
	struct ta_square q;

	if (!ta_syrk_square(&q, m, c))
		return false;
	if (q.strict)
		return ta_match_no(m, "the triangle is without its diagonal,"
				      " which a library would change");
	m->con->idiom = TA_IDIOM_SYRK;
	ta_fill_square(&q, c);
	return complete(m);
}

/* Return whether choice "c" of "m" multiplies what is written by a triangle,
   rows or ("turned") columns; fills in the contraction
   then, as if it were rows. */
static bool take_in_place(struct ta_match *m, const struct ta_choice *c,
			  bool turned)
{
	const struct ta_bundle *rows = turned ? c->n : c->m;
	const struct ta_bundle *cols = turned ? c->m : c->n;
	enum ta_side l = turned ? RIGHT : LEFT, r = turned ? LEFT : RIGHT;
	struct ta_square q = { .m = m, .rs = OUT, .cs = r };
	unsigned iters = ta_choice_iters(c);
	ta_contraction *con = m->con;
	int d;

	q.row = only_bit(rows->iters);
	q.col = only_bit(c->k->iters);
	if (q.row < 0 || q.col < 0 || m->conj[LEFT] || m->conj[RIGHT]
	    || m->side[r]->array != m->side[OUT]->array
	    || (cols && !ta_idx_equal(cols->stride[r], cols->stride[OUT]))
	    || !align(&q, iters) || !ta_square_half(&q, iters))
		return false;
	set_batch(m, iters);
	for (d = 0; turned && d < m->s->depth; d++)
		if (con->cls[d] == TA_CLASS_M || con->cls[d] == TA_CLASS_N)
			con->cls[d] = con->cls[d] == TA_CLASS_M ? TA_CLASS_N
								: TA_CLASS_M;
	con->half = q.half;
	con->m = con->k = q.size;
	con->n = cols ? cols->extent : NULL;
	con->out = ta_square_operand(&q, OUT, iters, rows->stride[OUT],
			   cols ? cols->stride[OUT] : NULL);
	con->left = ta_square_operand(&q, l, iters, rows->stride[l], c->k->stride[l]);
	con->right = ta_square_operand(&q, r, iters, c->k->stride[r],
			     cols ? cols->stride[r] : NULL);
	return complete(m) && ta_match_in_place(&q);
}

/* Return whether "m" is a contraction over a triangle that a routine computes;
   fills in its contraction then. */
bool ta_match_triangle(struct ta_match *m)
{
	struct ta_choice c;
	int i;

	for (i = 0; ta_match_choice(m, i, &c); i++) {
		if (!c.k || !ta_choice_fits(m, &c))
			continue;
		if (m->in_place ? (c.m && take_in_place(m, &c, false))
					  || (c.n && take_in_place(m, &c, true))
				: c.m && c.n && take_syrk(m, &c))
			return true;
	}
	return false;
}
