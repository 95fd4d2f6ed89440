/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pack_direct.c - a copy that the sizes of the run make needless.

   Assumes a product one of whose operands is copied because windows overlap in
   it.  Where the run finds that a window is of one element, at every place, and
   that the places follow one another, the operand is a matrix where it lies:

	k == 1, s == 1, w == ow:
	in[c][y * s + i][x * s + j] is a matrix of ci rows of oh * ow

   The product is then one call without a copy, under tests of just that.
   Changes nothing. */
#include "pack.h"

#include <string.h>

/* Conditions, each >= 0, under which an operand is a matrix; "never": it is
   none. */
struct conds {
	const struct ta_pack *k;
	int n;
	const ta_idx **x;
	bool never;
};

/* Add to "c" that "x" >= 0. */
static void add_nonneg(struct conds *c, const ta_idx *x)
{
	int64_t k;

	if (!x || (ta_idx_is_const(x, &k) && k < 0))
		c->never = true;
	else if (!ta_known_nonneg(c->k->pl->p, x)
		 && !ta_idx_listed(x, c->n, c->x))
		TA_PUSH(c->k->pl->a, c->x, c->n, x);
}

/* Add to "c" that "x" and "y" are equal. */
static void add_equal(struct conds *c, const ta_idx *x, const ta_idx *y)
{
	ta_arena *a = c->k->pl->a;

	add_nonneg(c, ta_idx_sub(a, x, y));
	add_nonneg(c, ta_idx_sub(a, y, x));
}

/* Return by how many elements the index of iterator "d" of "k" steps through
   the copied operand, in the direction in which it runs in the others. */
static const ta_idx *step(const struct ta_pack *k, int d)
{
	return ta_idx_scale(k->pl->a, ta_pack_step(k, d), k->flip[d] ? -1 : 1);
}

/* Return the iterators of the sum of "k" that are of its window. */
static unsigned window(const struct ta_pack *k)
{
	unsigned found = 0;
	int i;

	for (i = 0; i < k->nk; i++)
		if (!ta_pack_is_channel(k, k->k_it[i]))
			found |= 1u << k->k_it[i];
	return found;
}

/* Return the step of the innermost of the "n" iterators "it" that are not in
   "but", or NULL, after adding to "c" that the others are nested in it as they
   are in the copy, where those in "but" run once; "unit": its step is to
   be 1. */
static const ta_idx *nested(struct conds *c, int n, const int *it, unsigned but,
			    bool unit)
{
	ta_arena *a = c->k->pl->a;
	const ta_idx *first = NULL, *pos = ta_idx_const(a, 1), *x;
	int i;

	for (i = n - 1; i >= 0; i--) {
		if (but >> it[i] & 1)
			continue;
		x = step(c->k, it[i]);
		if (first)
			add_equal(c, x, ta_idx_mul(a, first, pos));
		else if (!unit)
			first = x;
		else {
			first = ta_idx_const(a, 1);
			add_equal(c, x, first);
		}
		pos = ta_idx_mul(a, pos, ta_pack_extent(c->k, it[i]));
	}
	return first;
}

/* Add to "c" that "x", a condition of the copied operand, holds at every point
   of the iterators of "c"->k from "d" on, which run from their lower bounds to
   the upper ones. */
static void add_everywhere(struct conds *c, const ta_idx *x, int d)
{
	ta_arena *a = c->k->pl->a;
	const ta_idx *coef, *rest, *last;

	for (; x && d < c->k->s->depth; d++)
		if (c->k->lo[d] && ta_idx_uses(x, d))
			break;
	if (!x || d == c->k->s->depth) {
		add_nonneg(c, x);
		return;
	}
	coef = ta_idx_coef(a, x, d);
	rest = ta_idx_without(a, x, d);
	if (!coef || ta_idx_uses_iters(coef)) {
		c->never = true;
		return;
	}
	last = ta_idx_addk(a, c->k->hi[d], -1);
	if (!ta_known_nonneg(c->k->pl->p, ta_idx_scale(a, coef, -1)))
		add_everywhere(c, ta_idx_add(a, rest, ta_idx_mul(a, coef,
							   c->k->lo[d])),
			       d + 1);
	if (!ta_known_nonneg(c->k->pl->p, coef))
		add_everywhere(c, ta_idx_add(a, rest, ta_idx_mul(a, coef, last)),
			       d + 1);
}

/* Set "x" to the product of "k" with the copied operand where it lies, of
   strides "sum" and "far". */
static void set_product(const struct ta_pack *k, const ta_idx *sum,
			const ta_idx *far, struct ta_product *x)
{
	const ta_contraction *con = k->con;
	const ta_operand *op[] = { &con->left, &con->right, &con->out };
	bool right = k->op == &con->right;
	int i;

	memset(x, 0, sizeof(*x));
	x->con = con;
	x->aside = true;
	x->m = x->mmax = con->m;
	x->n = x->nmax = con->n;
	x->k = x->kmax = con->k;
	for (i = 0; i < TA_ARRAY_LEN(op); i++) {
		x->array[i] = op[i]->access->array;
		x->conj[i] = op[i]->conj;
		x->offset[i] = ta_pack_first(k, op[i], -1, NULL);
		x->row[i] = op[i]->row;
		x->col[i] = op[i]->col;
		if (op[i]->packed) {
			x->row[i] = right ? sum : far;
			x->col[i] = right ? far : sum;
		}
	}
}

/* Add to "node" that the product of "k" is large enough for a call. */
static void add_enough(const struct ta_pack *k, ta_node *node)
{
	const ta_idx *extent[] = { k->con->m, k->con->n };
	ta_guard *g;
	int64_t n;
	int i;

	if (k->pl->p->lower == TA_LOWER_BLAS || ta_unasked(k->pl->opt))
		return;
	for (i = 0; i < TA_ARRAY_LEN(extent); i++) {
		if (ta_idx_is_const(extent[i], &n)
		    && (double)n >= ta_cost_gemm_rows)
			continue;
		g = ta_node_test(k->pl->a, node, TA_GUARD_WORK,
				 "enough rows for a library call");
		g->idx = extent[i];
		g->limit = ta_enough(k->pl->opt, ta_cost_gemm_rows);
	}
}

/* Return the call for "piece", the product of "k", where its operand lies, under
   the tests that say that it is a matrix, or NULL where it never is one: what
   runs otherwise is yet to be added. */
ta_node *ta_pack_direct(const struct ta_pack *k, const struct ta_piece *piece)
{
	struct conds c = { .k = k };
	unsigned once = window(k);
	const ta_idx *far, *sum;
	struct ta_product x;
	ta_node *node, *call;
	bool unit;
	int i;

	for (i = 0; i < k->nk; i++)
		if (once >> k->k_it[i] & 1)
			add_equal(&c, ta_pack_extent(k, k->k_it[i]),
				  ta_idx_const(k->pl->a, 1));
	sum = nested(&c, k->nk, k->k_it, once, false);
	unit = !ta_idx_is_one(sum);
	far = nested(&c, k->nfar, k->far_it, 0, unit);
	for (i = 0; i < k->op->nwhen; i++)
		add_everywhere(&c, k->op->when[i], 0);
	if (!once || !sum || !far || c.never || k->con->left.conj
	    || k->con->right.conj)
		return NULL;
	set_product(k, sum, far, &x);
	node = ta_node_new(k->pl->a, TA_NODE_IF, k->s->loc);
	for (i = 0; i < c.n; i++)
		ta_node_test(k->pl->a, node, TA_GUARD_GE0,
			     "what is copied is a matrix")->idx = c.x[i];
	add_enough(k, node);
	call = ta_plan_product(k->pl, &x, node);
	for (i = 0; i < piece->set.n; i++)
		TA_PUSH(k->pl->a, call->cover, call->ncovers, piece->set.s[i]);
	ta_node_add(k->pl->a, node, call);
	return node;
}
