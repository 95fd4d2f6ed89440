/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idiom_contract.c - which statement is a contraction, and which library
   routine its indices and strides allow.

   Assumes a program in canonical form with its dependences.  A statement
   out += left * right, of which each may be conjugated, is classified by which
   of its iterators each of the three uses, never by how the loops were written:

	in all or none	batch	a loop around the call
	out and left	m
	out and right	n
	left and right	k	summed over

   Several iterators of one class are one when their strides nest (an image
   of h rows of w pixels is h * w pixels); of those left over, one is chosen
   and the others become loops around the call.  An iterator that runs down
   is turned round.  A sum in a scalar that no statement stores is a dot
   product at most.  Nothing is changed in the program.

   An operand whose strides do not fit, as the image of a convolution, which is
   indexed by i + k, is taken for one that is copied to a matrix first
   ("packed", pack.c): its own strides then do not matter.  That is done where
   the call then sums over loops that would be around it otherwise. */
#include "match.h"

#include <string.h>

/* Note why "m" is no contraction; returns false. */
bool ta_match_no(struct ta_match *m, const char *detail)
{
	m->detail = detail;
	return false;
}

/* Multiply the factor "e" into the alpha of "m". */
static void add_factor(struct ta_match *m, ta_expr *e)
{
	ta_expr *alpha = m->con->alpha;

	m->con->alpha = alpha ? ta_expr_new(m->p->arena, TA_OP_MUL, e->type,
					    e->loc, 2, alpha, e)
			      : e;
}


/* Return which sides of "m" have been found. */
static unsigned sides_found(const struct ta_match *m)
{
	return (m->side[LEFT] ? 1u << LEFT : 0)
	       | (m->side[RIGHT] ? 1u << RIGHT : 0);
}

/* Return whether "e" is the constant zero, of either sign. */
static bool is_zero(const ta_expr *e)
{
	if (e->op == TA_OP_COMPLEX)
		return is_zero(e->arg[0]) && is_zero(e->arg[1]);
	return ta_expr_is_value(e, 0.0) || ta_expr_is_value(e, -0.0);
}

/* Take the product "e", a selection, apart: it is zero where a condition on
   indices does not hold. */
static bool take_select(struct ta_match *m, ta_expr *e, bool conj)
{
	bool holds = is_zero(e->arg[2]);
	unsigned before = sides_found(m), found;

	if ((!holds && !is_zero(e->arg[1]))
	    || !ta_conditions(m->p, m->s, e->arg[0], holds, true, &m->nwhen,
			      &m->when))
		return ta_match_no(m, "what is summed is no plain product");
	if (!ta_match_product(m, e->arg[holds ? 1 : 2], conj))
		return false;
	found = sides_found(m) & ~before;
	m->exact &= found & (found - 1) ? 0 : found;
	return true;
}

/* Take the product "e", conjugated if "conj", apart into reads and factors that
   do not vary; return whether it is one of two reads. */
bool ta_match_product(struct ta_match *m, ta_expr *e, bool conj)
{
	enum ta_side side = m->side[LEFT] ? RIGHT : LEFT;

	if (ta_expr_invariant(e)) {
		add_factor(m, conj ? ta_expr_new(m->p->arena, TA_OP_CONJ,
						 e->type, e->loc, 1, e)
				   : e);
		return true;
	}
	switch (e->op) {
	case TA_OP_MUL:
		return ta_match_product(m, e->arg[0], conj)
		       && ta_match_product(m, e->arg[1], conj);
	case TA_OP_NEG:
		m->con->negate = !m->con->negate;
		return ta_match_product(m, e->arg[0], conj);
	case TA_OP_CONJ:
		return ta_match_product(m, e->arg[0], !conj);
	case TA_OP_READ:
		if (m->p->array[e->u.access->array].is_virtual)
			return ta_match_no(m, "a factor is a scalar that varies");
		if (m->side[RIGHT])
			return ta_match_no(m, "it multiplies more than two arrays");
		m->side[side] = e->u.access;
		m->conj[side] = conj;
		return true;
	case TA_OP_SELECT:
		return take_select(m, e, conj);
	case TA_OP_CAST:
		return ta_match_no(m, "an operand is converted from another type");
	default:
		return ta_match_no(m, "what is summed is no plain product");
	}
}

/* Return the statement of "p" that reads the virtual array "v" without
   writing it, or -1 when there is not exactly one. */
static int only_reader(const ta_program *p, int v)
{
	int i, r = -1;

	for (i = 0; i < p->nstmts; i++) {
		const ta_stmt *s = p->stmt[i];

		if (s->write->array == v || !ta_expr_touches(s->rhs, v))
			continue;
		if (r >= 0)
			return -1;
		r = i;
	}
	return r;
}

/* Return the statement of "p" other than "not" that writes the virtual array
   "v", or -1 when there is not exactly one. */
static int other_writer(const ta_program *p, int v, int not)
{
	int i, w = -1;

	for (i = 0; i < p->nstmts; i++) {
		if (i == not || p->stmt[i]->write->array != v)
			continue;
		if (w >= 0)
			return -1;
		w = i;
	}
	return w;
}

/* The update of "m" sums into a virtual array: find the statement that
   initialises it with zero and the one that stores a multiple of it, and
   take them in. */
static bool take_virtual(struct ta_match *m)
{
	ta_program *p = m->p;
	ta_contraction *c = m->con;
	int v = m->s->write->array, dims = p->array[v].ndims;
	struct ta_linear l = { 0 };
	ta_stmt *first, *last;

	c->init = other_writer(p, v, c->update);
	c->scale = only_reader(p, v);
	if (p->array[v].live_out || c->init < 0 || c->scale < 0)
		return ta_match_no(m, "the sum is kept in a scalar");
	first = p->stmt[c->init];
	last = p->stmt[c->scale];
	if (!ta_expr_is_value(first->rhs, 0.0) || first->depth != dims
	    || last->depth != dims || ta_common_loops(first, last) < dims
	    || ta_common_loops(first, m->s) < dims
	    || !ta_same_domain(first, last, dims)
	    || !ta_same_domain(first, m->s, dims))
		return ta_match_no(m, "the sum is kept in a scalar");
	if (p->array[last->write->array].elem != p->array[v].elem)
		return ta_match_no(m, "the sum has another type than its result");
	if (m->loose) {
		m->side[OUT] = last->write;
		return true;
	}
	if (!ta_take_linear(p, last->rhs, false, m->s->write, last->write, &l)
	    || l.c || l.neg_c || !l.has_v)
		return ta_match_no(m, "more is done with the sum than to scale it");
	m->side[OUT] = last->write;
	if (l.v)
		add_factor(m, (ta_expr *)l.v);
	c->negate ^= l.neg_v;
	if (!l.has_c)
		c->beta = ta_expr_float(p->arena, p->array[v].elem, 0.0);
	return true;
}

/* Set "op" and "rest" to how the statement of "m", which is no reduction
   because it reads what it writes in other iterations, updates its element: by
   adding "rest" or subtracting it.  Return whether it does. */
static bool in_place_sum(const struct ta_match *m, enum ta_op *op,
			 ta_expr **rest)
{
	const ta_stmt *s = m->s;
	ta_expr *e = s->rhs;
	int old = e->op == TA_OP_FMA ? 2 : 0;

	if (m->p->fp == TA_FP_STRICT || m->p->array[s->write->array].is_virtual
	    || (e->op != TA_OP_ADD && e->op != TA_OP_SUB
		&& e->op != TA_OP_FMA))
		return false;
	if (e->op == TA_OP_ADD && e->arg[0]->op != TA_OP_READ)
		old = 1;
	if (e->arg[old]->op != TA_OP_READ
	    || !ta_access_equal(e->arg[old]->u.access, s->write))
		return false;
	*op = e->op == TA_OP_SUB ? TA_OP_SUB : TA_OP_ADD;
	*rest = e->op == TA_OP_FMA
			? ta_expr_new(m->p->arena, TA_OP_MUL, e->type, e->loc,
				      2, e->arg[0], e->arg[1])
			: e->arg[1 - old];
	return true;
}

/* Find the three sides of "m"; return whether the statement is a sum of
   products of two arrays of one floating-point type. */
static bool find_sides(struct ta_match *m)
{
	const ta_program *p = m->p;
	const ta_stmt *s = m->s;
	enum ta_type elem = p->array[s->write->array].elem;
	enum ta_op op = s->reduce;
	ta_expr *rest = m->rest ? m->rest : s->rest;
	int i;

	m->in_place = op == TA_OP_NONE && in_place_sum(m, &op, &rest);
	if (op != TA_OP_ADD && op != TA_OP_SUB)
		return ta_match_no(m, "it is no sum");
	if (!ta_type_rounds(elem))
		return ta_match_no(m, "the elements are neither float nor double");
	if (ta_type_is_complex(elem) && !p->cx_limited)
		return ta_match_no(m, "a library loses infinities in complex products");
	m->con->negate = op == TA_OP_SUB;
	if (!ta_match_product(m, rest, false))
		return false;
	if (!m->side[RIGHT])
		return ta_match_no(m, "it multiplies fewer than two arrays");
	m->side[OUT] = s->write;
	if (p->array[s->write->array].is_virtual && !take_virtual(m)) {
		m->con->init = m->con->scale = -1;
		if (p->array[s->write->array].ndims)
			return false;
	}
	for (i = LEFT; i <= RIGHT; i++) {
		if (p->array[m->side[i]->array].elem != elem)
			return ta_match_no(m, "an operand has another type");
		if (m->side[i]->array != m->side[OUT]->array || m->in_place)
			continue;
		if (m->side[OUT] != s->write)
			m->in_place = true;
		else if (!ta_apart(p, s, m->side[i]))
			return ta_match_no(m, "an operand is in the array"
					      " written");
	}
	return true;
}

/* Set the strides of "m"; return whether the offsets are linear with strides
   that do not vary. */
static bool find_strides(struct ta_match *m)
{
	ta_arena *a = m->p->arena;
	int d, i;

	for (i = 0; i < NSIDES; i++)
		for (d = 0; d < m->s->depth; d++) {
			const ta_idx *x;

			if (!m->side[i]->offset
			    || !ta_idx_uses(m->side[i]->offset, d))
				continue;
			x = ta_idx_coef(a, m->side[i]->offset, d);
			if (!x || ta_idx_uses_iters(x))
				return ta_match_no(m, "an index is not linear");
			m->coef[i][d] = x;
		}
	return true;
}

/* Turn the iterator "d" of "m" round when it runs down in every side that is
   not copied. */
static void turn_round(struct ta_match *m, int d)
{
	int i, down = 0, used = 0;

	for (i = 0; i < NSIDES; i++)
		if (m->coef[i][d] && !m->packed[i]) {
			used++;
			down += ta_idx_negative(m->coef[i][d]);
		}
	if (!used || down != used)
		return;
	m->flip[d] = true;
	for (i = 0; i < NSIDES; i++)
		if (m->coef[i][d] && !m->packed[i])
			m->coef[i][d] = ta_idx_scale(m->p->arena,
						     m->coef[i][d], -1);
}

/* Return the class of iterator "d" of "m", or -1 when it fits none. */
static int class_of(const struct ta_match *m, int d)
{
	bool o = m->coef[OUT][d], l = m->coef[LEFT][d], r = m->coef[RIGHT][d];

	if (l && r)
		return o ? TA_CLASS_BATCH : TA_CLASS_K;
	if (o && l)
		return TA_CLASS_M;
	if (o && r)
		return TA_CLASS_N;
	return o || l || r ? -1 : TA_CLASS_BATCH;
}

/* Find the bounds of iterator "d" of "s", over outer iterators and parameters:
   it runs over [*lo, *hi).  Return whether there are just these. */
bool ta_simple_bounds(const ta_program *p, const ta_stmt *s, int d,
		      const ta_idx **lo, const ta_idx **hi)
{
	return ta_box_bounds(p, s, d, 0, NULL, lo, hi);
}

/* Put iterator "d" of "m" into a bundle of its own. */
static void new_bundle(struct ta_match *m, int d)
{
	enum ta_class cls = m->con->cls[d];
	struct ta_bundle *b = &m->bundle[cls][m->nb[cls]++];
	int64_t k;
	int i;

	b->iters = 1u << d;
	b->extent = ta_idx_sub(m->p->arena, m->hi[d], m->lo[d]);
	for (i = 0; i < NSIDES; i++)
		b->stride[i] = m->coef[i][d];
	b->score = ta_idx_is_const(b->extent, &k) ? k : 1000 + d;
}

/* Find the conditions of "m" that a copy has to see to, with those of its
   domain that tie two of the iterators "inner" together; return whether it can:
   they are over iterators that the copied side uses. */
static bool find_when(struct ta_match *m, unsigned inner)
{
	int side = m->packed[LEFT] ? LEFT : RIGHT, n = m->nwhen, i, d;

	if (!m->packed[side])
		return !m->nwhen
		       || ta_match_no(m, "what is summed is no plain product");
	if (!ta_split_domain(m->p, m->s, m->side[side], inner, &m->nwhen,
			     &m->when))
		return ta_match_no(m, "the bounds of its loops are no box");
	if (m->nwhen > n)
		m->exact = 0;
	for (i = 0; i < m->nwhen; i++)
		for (d = 0; d < m->s->depth; d++)
			if (inner >> d & 1 && !m->coef[side][d]
			    && ta_idx_uses(m->when[i], d))
				return ta_match_no(m, "the bounds of its loops"
						      " are no box");
	return true;
}

/* Classify the iterators of "m"; return whether each fits a class and those
   of m, n and k are simple. */
static bool classify(struct ta_match *m)
{
	unsigned inner = 0;
	int d, cls;

	for (d = 0; d < m->s->depth; d++) {
		cls = class_of(m, d);
		if (cls < 0)
			return ta_match_no(m, "an index is used by one array only");
		m->con->cls[d] = (enum ta_class)cls;
		if (cls != TA_CLASS_BATCH)
			inner |= 1u << d;
	}
	if (!find_when(m, inner))
		return false;
	for (d = 0; d < m->s->depth; d++) {
		if (!(inner >> d & 1))
			continue;
		if (!ta_box_bounds(m->p, m->s, d, m->nwhen, m->when, &m->lo[d],
				   &m->hi[d]))
			return ta_match_no(m, "the bounds of its loops are no box");
		turn_round(m, d);
		new_bundle(m, d);
	}
	return true;
}

/* Return whether a step of the index "x" in side "i" is just past all of the
   index "y". */
static bool nests(ta_arena *a, const struct ta_bundle *x, const struct ta_bundle *y,
		  int i)
{
	if (!x->stride[i] || !y->stride[i])
		return x->stride[i] == y->stride[i];
	return ta_idx_equal(x->stride[i],
			    ta_idx_mul(a, y->extent, y->stride[i]));
}

/* Return whether the index "x" continues the index "y" in every side of "m"
   that is not copied. */
static bool continues(const struct ta_match *m, const struct ta_bundle *x,
		      const struct ta_bundle *y)
{
	int i;

	for (i = 0; i < NSIDES; i++)
		if (!m->packed[i] && !nests(m->p->arena, x, y, i))
			return false;
	return true;
}

/* Make bundles "x" and "y" of class "cls" of "m" one, if they nest so, or "x"
   runs once. */
static bool fold(struct ta_match *m, enum ta_class cls, int x, int y)
{
	struct ta_bundle *b = m->bundle[cls];
	const ta_idx *extent;

	if (x == y || (!ta_idx_is_one(b[x].extent) && !continues(m, &b[x], &b[y])))
		return false;
	extent = ta_idx_mul(m->p->arena, b[x].extent, b[y].extent);
	if (!extent)
		return false;
	b[y].extent = extent;
	b[y].iters |= b[x].iters;
	b[y].score *= b[x].score;
	b[x] = b[--m->nb[cls]];
	return true;
}

/* Make as few bundles of class "cls" of "m" as the strides allow. */
static void fold_class(struct ta_match *m, enum ta_class cls)
{
	bool again = true;
	int x, y;

	while (again) {
		again = false;
		for (x = 0; x < m->nb[cls] && !again; x++)
			for (y = 0; y < m->nb[cls] && !again; y++)
				again = fold(m, cls, x, y);
	}
}

/* Return whether a matrix whose rows are "ld" apart can have "cols" columns,
   as far as constants tell; a guard sees to the rest.  Rows a few elements
   apart that are as long as a size says overlap (the windows of a convolution,
   the strides of a filter): the guard would hardly ever hold. */
static bool ld_fits(const ta_idx *ld, const ta_idx *cols)
{
	enum { MIN_ROW = 16 };
	int64_t k, n;

	if (!ta_idx_is_const(ld, &k))
		return !ta_idx_negative(ld);
	return ta_idx_is_const(cols, &n) ? k >= n && k >= 1 : k >= MIN_ROW;
}

/* Return whether a matrix with strides "row" and "col" and so many of each
   can be given to a routine: one of them is a unit. */
static bool matrix_fits(const ta_idx *row, const ta_idx *col,
			const ta_idx *rows, const ta_idx *cols)
{
	return (ta_idx_is_one(col) && ld_fits(row, cols))
	       || (ta_idx_is_one(row) && ld_fits(col, rows));
}

/* Return whether "inc" can be the distance of a vector's elements. */
static bool inc_fits(const ta_idx *inc)
{
	int64_t k;

	return ta_idx_is_const(inc, &k) ? k >= 1 : !ta_idx_negative(inc);
}

/* Return whether the strides of "c" fit a routine, for "x": for what is copied
   they do if it is a matrix by a matrix. */
bool ta_choice_fits(const struct ta_match *x, const struct ta_choice *c)
{
	const struct ta_bundle *m = c->m, *n = c->n, *k = c->k;

	if (!k)
		return false;
	if ((x->packed[LEFT] || x->packed[RIGHT]) && (!m || !n))
		return false;
	if (!m && !n)
		return inc_fits(k->stride[LEFT]) && inc_fits(k->stride[RIGHT]);
	if (m && n)
		return matrix_fits(m->stride[OUT], n->stride[OUT], m->extent,
				   n->extent)
		       && (x->packed[LEFT]
			   || matrix_fits(m->stride[LEFT], k->stride[LEFT],
					  m->extent, k->extent))
		       && (x->packed[RIGHT]
			   || matrix_fits(k->stride[RIGHT], n->stride[RIGHT],
					  k->extent, n->extent));
	if (m)
		return inc_fits(m->stride[OUT]) && inc_fits(k->stride[RIGHT])
		       && matrix_fits(m->stride[LEFT], k->stride[LEFT],
				      m->extent, k->extent);
	return inc_fits(n->stride[OUT]) && inc_fits(k->stride[LEFT])
	       && matrix_fits(k->stride[RIGHT], n->stride[RIGHT], k->extent,
			      n->extent);
}

/* Return whether the side "i" of "m", a matrix whose columns are "col" apart as
   the routine sees it, is transposed where it is conjugated. */
static bool conj_fits(const struct ta_match *m, enum ta_side i, const ta_idx *col)
{
	return !m->conj[i] || m->packed[i] || !ta_idx_is_one(col);
}

/* Return whether what "m" conjugates fits the routine for "c": of matrices what
   is transposed too, of a matrix and a vector the matrix, of two vectors one.
   A product whose result is stored by columns is made transposed. */
static bool choice_conj_fits(const struct ta_match *m, const struct ta_choice *c)
{
	const struct ta_bundle *i = c->m, *j = c->n, *k = c->k;

	if (!i && !j)
		return !m->conj[LEFT] || !m->conj[RIGHT];
	if (!i || !j)
		return !m->conj[i ? RIGHT : LEFT];
	if (ta_idx_is_one(j->stride[OUT]))
		return conj_fits(m, LEFT, k->stride[LEFT])
		       && conj_fits(m, RIGHT, j->stride[RIGHT]);
	return conj_fits(m, RIGHT, k->stride[RIGHT])
	       && conj_fits(m, LEFT, i->stride[LEFT]);
}

/* Return the iterators of "c". */
unsigned ta_choice_iters(const struct ta_choice *c)
{
	return (c->m ? c->m->iters : 0) | (c->n ? c->n->iters : 0)
	       | (c->k ? c->k->iters : 0);
}

/* Return whether the loops of "c" are a box inside the other loops of "m":
   no bound of any loop depends on one of them. */
static bool choice_is_box(const struct ta_match *m, const struct ta_choice *c)
{
	unsigned iters = ta_choice_iters(c);
	unsigned used;
	int i;

	for (i = 0; i < m->s->ncons; i++) {
		if (ta_idx_listed(m->s->cons[i], m->nwhen, m->when))
			continue;
		used = ta_idx_iters(m->s->cons[i], m->s->depth);
		if ((used & iters) && (used & (used - 1))
		    && !(((used & iters) & ((used & iters) - 1)) == 0
			 && (used & ~iters) < (used & iters)))
			return false;
	}
	return true;
}

/* Return how much work one call of "c" does. */
static double choice_score(const struct ta_choice *c)
{
	double x = 1;

	x *= c->m ? (double)c->m->score : 1;
	x *= c->n ? (double)c->n->score : 1;
	return x * (c->k ? (double)c->k->score : 1);
}

/* Set "c" to choice "i" of those "m" has, in no order; return whether there are
   so many. */
bool ta_match_choice(const struct ta_match *m, int i, struct ta_choice *c)
{
	const struct ta_bundle **to[] = { &c->m, &c->n, &c->k };
	int cls;

	for (cls = TA_CLASS_M; cls <= TA_CLASS_K; cls++) {
		int n = m->nb[cls] ? m->nb[cls] : 1;

		*to[cls - TA_CLASS_M] = m->nb[cls] ? &m->bundle[cls][i % n]
						   : NULL;
		i /= n;
	}
	return !i;
}

/* Find the best choice for "m"; return whether there is one. */
static bool choose(struct ta_match *m, struct ta_choice *best)
{
	struct ta_choice c;
	double score = 0;
	bool box = false, fits = false;
	int i;

	for (i = 0; !m->in_place && ta_match_choice(m, i, &c); i++) {
		if (!choice_is_box(m, &c))
			continue;
		box = true;
		fits = fits || ta_choice_fits(m, &c);
		if (ta_choice_fits(m, &c) && choice_conj_fits(m, &c)
		    && choice_score(&c) >= score) {
			*best = c;
			score = choice_score(&c);
		}
	}
	if (m->in_place)
		return ta_match_no(m, "an operand is in the array written");
	if (!box)
		return ta_match_no(m, "the bounds of its loops are no box");
	return score > 0
	       || ta_match_no(m, fits ? "an operand is conjugated and not transposed"
			: m->nb[TA_CLASS_K]
				? "the strides of an array fit no routine"
				: "no loop sums");
}

/* Return side "i" of "m" as an operand with strides "row" and "col" (NULL:
   no such index), its first element where every iterator of the choice
   "iters" starts. */
static ta_operand operand(const struct ta_match *m, int i, unsigned iters,
			  const ta_idx *row, const ta_idx *col)
{
	ta_arena *a = m->p->arena;
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	ta_operand op = { .access = m->side[i],
			  .conj = m->conj[i],
			  .row = row,
			  .col = col };
	int d;

	if (m->packed[i]) {
		op.packed = true;
		op.row = op.col = NULL;
		op.nwhen = m->nwhen;
		op.when = m->when;
		op.exact = m->exact >> i & 1;
		return op;
	}
	for (d = 0; d < m->s->depth; d++)
		if (iters >> d & 1)
			to[d] = m->flip[d] ? ta_idx_addk(a, m->hi[d], -1)
					   : m->lo[d];
	if (m->side[i]->offset)
		op.offset = ta_idx_subst(a, m->side[i]->offset, m->s->depth,
					 to);
	return op;
}

/* Fill in the contraction of "m" from "c"; what is not chosen is batch.
   Without columns but with rows, or the other way round, the matrix is put
   on the left. */
static bool fill(struct ta_match *m, const struct ta_choice *c)
{
	const struct ta_bundle *bm = c->m, *bn = c->n, *bk = c->k;
	ta_contraction *con = m->con;
	unsigned iters = ta_choice_iters(c);
	int d, l = LEFT, r = RIGHT;

	if (!bm && bn) {
		bm = bn;
		bn = NULL;
		l = RIGHT;
		r = LEFT;
	}
	for (d = 0; d < m->s->depth; d++)
		if (!(iters >> d & 1))
			con->cls[d] = TA_CLASS_BATCH;
		else if (l == RIGHT && con->cls[d] == TA_CLASS_N)
			con->cls[d] = TA_CLASS_M;
	con->idiom = bn ? TA_IDIOM_GEMM : bm ? TA_IDIOM_GEMV : TA_IDIOM_DOT;
	con->m = bm ? bm->extent : NULL;
	con->n = bn ? bn->extent : NULL;
	con->k = bk->extent;
	con->out = operand(m, OUT, iters, bm ? bm->stride[OUT] : NULL,
			   bn ? bn->stride[OUT] : NULL);
	con->left = operand(m, l, iters, bm ? bm->stride[l] : NULL,
			    bk->stride[l]);
	con->right = operand(m, r, iters, bk->stride[r],
			     bn ? bn->stride[r] : NULL);
	return ((con->out.offset || !con->out.access->offset)
		&& (con->left.offset || con->left.packed)
		&& (con->right.offset || con->right.packed))
	       || ta_match_no(m, "an index is too large");
}

/* Begin the attempt "m" at the sum over "rest" of statement "update" of "p"
   ("rest" NULL: of what it adds up); return whether it is a sum of products
   whose iterators fit classes. */
bool ta_match_begin(struct ta_match *m, ta_program *p, int update,
		    ta_expr *rest)
{
	m->p = p;
	m->s = p->stmt[update];
	m->rest = rest;
	m->exact = 1u << LEFT | 1u << RIGHT;
	m->con = TA_NEW(p->arena, ta_contraction);
	m->con->update = update;
	m->con->init = m->con->scale = m->con->diag = m->con->mirror = -1;
	m->con->after = -1;
	if (!find_sides(m) || !find_strides(m) || !classify(m))
		return false;
	fold_class(m, TA_CLASS_M);
	fold_class(m, TA_CLASS_N);
	fold_class(m, TA_CLASS_K);
	return true;
}

/* Return whether statement "update" of "p" adds up products of matrices, over
   whatever domain. */
bool ta_is_product(ta_program *p, int update)
{
	struct ta_match *m = TA_NEW(p->arena, struct ta_match);
	struct ta_choice c;
	int i;

	if (!ta_match_begin(m, p, update, NULL) || m->in_place)
		return false;
	for (i = 0; ta_match_choice(m, i, &c); i++)
		if (c.m && c.n && c.k && ta_choice_fits(m, &c)
		    && choice_conj_fits(m, &c))
			return true;
	return false;
}

/* Return the contraction that statement "update" of "p" computes when nothing
   is copied, or NULL, with "detail" saying why not. */
static ta_contraction *match(ta_program *p, int update, const char **detail)
{
	struct ta_match *m = TA_NEW(p->arena, struct ta_match);
	struct ta_choice c = { NULL, NULL, NULL };

	if (ta_match_begin(m, p, update, NULL)) {
		bool box = choose(m, &c);

		if (box && c.m && c.n ? fill(m, &c)
				      : ta_match_triangle(m)
						|| (box && fill(m, &c)))
			return m->con;
	} else if (ta_match_pair(m)) {
		return m->con;
	}
	*detail = m->detail;
	return NULL;
}

/* Return the contraction that statement "update" of "p" computes when side
   "packed" of it is copied, or NULL. */
static ta_contraction *match_packed(ta_program *p, int update, int packed)
{
	struct ta_match *m = TA_NEW(p->arena, struct ta_match);
	struct ta_choice c = { NULL, NULL, NULL };

	m->packed[packed] = true;
	return ta_match_begin(m, p, update, NULL) && !m->in_place
	       && choose(m, &c) && fill(m, &c) ? m->con : NULL;
}

/* Return the contraction that statement "update" of "p" computes, or NULL,
   with "reason" and "detail" saying why not. */
ta_contraction *ta_match_contraction(ta_program *p, int update,
				     enum ta_reason *reason,
				     const char **detail)
{
	const char *why = NULL;
	ta_contraction *con = match(p, update, &why), *y;
	int i;

	for (i = LEFT; i <= RIGHT; i++) {
		y = match_packed(p, update, i);
		if (y && ta_worth_packing(p, con, y))
			con = y;
	}
	if (con)
		return con;
	*reason = TA_REASON_NO_IDIOM;
	*detail = why;
	return NULL;
}
