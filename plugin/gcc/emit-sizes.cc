/* SPDX-License-Identifier: GPL-3.0-or-later */
/* emit-sizes.cc - do 64 bits hold what a kernel computes of its sizes?

   Guards, and conditions of a plan, are polynomials in the parameters that must
   not wrap.  Where the types of the parameters see to it that 64 bits hold them,
   nothing is to be tested.  Else one test of all sizes together tells whether
   they are as small as sizes usually are:

	((n | m) >> 30) == 0

   and where they are not, or that would leave few of them, whether the sum of
   the magnitudes of all products of sizes that occur does, each in its largest
   multiple, in double:

	8. * MAX (fabs (n), 1) * MAX (fabs (m), 1) + ... < 2^62

   which holds whenever the arrays that the sizes are about are in memory.  Zero
   counts as one, so that no part of a product wraps either.

   Leaves true that 64 bits hold every polynomial over parameters alone that
   "ta_check_size" lets pass, once one of the two tests has. */
#include "gcc-compat.h"
#include "ta.h"
#include "emit.h"

/* Sizes are small below 2^LEAST_CAP at least, or never: up to 2^NARROW, 64 bits
   hold the sum of two of what they hold. */
enum { NARROW = 62, LEAST_CAP = 10 };

/* The bits needed for the magnitude of parameter or variable "v", or 64 when
   its type is that wide. */
static int variable_bits(ta_emit *e, int v)
{
	if (v < TA_PARAM0)
		return 63;
	return 8 * ta_type_size(e->p->param[v - TA_PARAM0].type);
}

/* The bits needed for the magnitude of "k". */
static int constant_bits(int64_t k)
{
	uint64_t m = k < 0 ? -(uint64_t)k : (uint64_t)k;
	int bits = 0;

	while (bits < 63 && ((uint64_t)1 << bits) < m)
		bits++;
	return m > (uint64_t)1 << 63 ? 64 : bits;
}

/* The bits needed for the magnitude of "x" whatever the parameters are, each
   of at most "cap" bits. */
static int idx_bits(ta_emit *e, const ta_idx *x, int cap)
{
	int most = 0, sum = 0;

	for (int t = 0; t < x->nterms; t++) {
		const ta_term *m = &x->term[t];
		int bits = constant_bits(m->coef);

		for (int v = 0; v < m->nvars; v++)
			bits += MIN(cap, variable_bits(e, m->var[v]));
		most = MAX(most, bits);
	}
	while ((1 << sum) < x->nterms)
		sum++;
	return most + sum;
}

/* Whether 64 bits hold "x" by the types of its variables alone. */
bool ta_size_fits(ta_emit *e, const ta_idx *x)
{
	return idx_bits(e, x, 64) <= NARROW;
}

/* The product in "s" of the same variables as "m", NULL if there is none. */
static ta_monomial *find_product(ta_sizes *s, const ta_term *m)
{
	for (int i = 0; i < s->nproducts; i++) {
		const ta_term *t = s->product[i].term;

		if (t->nvars == m->nvars &&
		    !memcmp(t->var, m->var, m->nvars * sizeof(*m->var)))
			return &s->product[i];
	}
	return NULL;
}

/* The magnitude of "k", rounded. */
static double magnitude(int64_t k)
{
	return k < 0 ? -(double)k : (double)k;
}

/* Add the products of "x" to those of "e", and lower the cap of its sizes so
   that 64 bits hold "x". */
static void add_size(ta_emit *e, const ta_idx *x)
{
	ta_sizes *s = &e->sizes;

	if (ta_idx_uses_iters(x) || ta_size_fits(e, x))
		return;
	while (s->cap >= LEAST_CAP && idx_bits(e, x, s->cap) > NARROW)
		s->cap--;
	for (int t = 0; t < x->nterms; t++) {
		const ta_term *m = &x->term[t];
		ta_monomial *known = find_product(s, m);
		ta_monomial p = { m, magnitude(m->coef) };

		if (known)
			known->most = MAX(known->most, p.most);
		else
			TA_PUSH(e->p->arena, s->product, s->nproducts, p);
	}
}

/* Add what the conditions of "node" and of what is in it compute. */
static void add_conditions(ta_emit *e, const ta_node *node)
{
	for (int i = 0; i < node->nconds; i++)
		ta_each_size(e, node->cond[i], add_size);
	for (int i = 0; i < node->nchildren; i++)
		add_conditions(e, node->child[i]);
}

/* Mark the parameters that have to be below 2^cap, which their types do not
   say. */
static void mark_sizes(ta_emit *e)
{
	ta_sizes *s = &e->sizes;

	s->is_size = TA_NEWV(e->p->arena, bool, e->p->nparams);
	for (int i = 0; i < s->nproducts; i++) {
		const ta_term *m = s->product[i].term;

		for (int v = 0; v < m->nvars; v++)
			if (variable_bits(e, m->var[v]) > s->cap)
				s->is_size[m->var[v] - TA_PARAM0] = true;
	}
}

/* Fill e->sizes: what the guards of the program and the conditions of its plan
   compute of its parameters that 64 bits may not hold. */
void ta_collect_sizes(ta_emit *e)
{
	e->sizes.cap = NARROW;
	for (int i = 0; i < e->p->nguards; i++)
		ta_each_size(e, e->p->guard[i], add_size);
	add_conditions(e, e->p->plan);
	mark_sizes(e);
}

/* Every size is neither negative nor 2^cap or more: the bits above are zero in
   all of them.  NULL where that would not be enough. */
tree ta_tree_small(ta_emit *e)
{
	tree type = unsigned_type_for(ta_index_type()), all = NULL_TREE;

	if (e->sizes.cap < LEAST_CAP)
		return NULL_TREE;
	for (int i = 0; i < e->p->nparams; i++) {
		tree v;

		if (!e->sizes.is_size[i])
			continue;
		v = fold_convert(type, fold_convert(ta_index_type(),
						    e->param[i]));
		all = all ? fold_build2(BIT_IOR_EXPR, type, all, v) : v;
	}
	return fold_build2(LT_EXPR, boolean_type_node, all,
			   build_int_cst(type, 1ll << e->sizes.cap));
}

/* The magnitude of "p" in its largest multiple, in double. */
static tree product_magnitude(ta_emit *e, const ta_monomial *p)
{
	tree type = double_type_node, all = ta_tree_real(type, p->most);

	for (int v = 0; v < p->term->nvars; v++) {
		tree x = build1(FLOAT_EXPR, type,
				e->param[p->term->var[v] - TA_PARAM0]);

		x = build2(MAX_EXPR, type, build1(ABS_EXPR, type, x),
			   ta_tree_real(type, 1));
		all = fold_build2(MULT_EXPR, type, all, x);
	}
	return all;
}

/* 64 bits hold all polynomials, whatever the signs of the sizes are. */
tree ta_tree_fit(ta_emit *e)
{
	tree type = double_type_node, sum = NULL_TREE;

	for (int i = 0; i < e->sizes.nproducts; i++) {
		tree m = product_magnitude(e, &e->sizes.product[i]);

		sum = sum ? fold_build2(PLUS_EXPR, type, sum, m) : m;
	}
	return fold_build2(LT_EXPR, boolean_type_node, sum,
			   ta_tree_real(type, 0x1p62));
}

/* Whether it follows from the sizes being small that the guard "g" holds. */
bool ta_small_implies(ta_emit *e, const ta_guard *g)
{
	const bool *is_size = e->sizes.is_size;
	const ta_idx *x = g->idx;

	if (g->kind != TA_GUARD_GE0)
		return false;
	for (int t = 0; t < x->nterms; t++) {
		if (x->term[t].coef < 0)
			return false;
		for (int v = 0; v < x->term[t].nvars; v++)
			if (!is_size[x->term[t].var[v] - TA_PARAM0])
				return false;
	}
	return true;
}

/* It is an error of the plugin if "x", over parameters alone, is evaluated in
   64 bits that nothing says hold it. */
void ta_check_size(ta_emit *e, const ta_idx *x)
{
	if (ta_idx_uses_iters(x) || ta_size_fits(e, x))
		return;
	for (int t = 0; t < x->nterms; t++) {
		const ta_monomial *p = find_product(&e->sizes, &x->term[t]);

		if (!p || p->most < magnitude(x->term[t].coef))
			ta_bug("a size is computed that no test is about");
	}
}
