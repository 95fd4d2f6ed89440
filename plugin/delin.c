/* SPDX-License-Identifier: GPL-3.0-or-later */
/* delin.c - subscripts from offsets.

   Assumes a program as extracted: memory accesses are polynomial offsets.
   Gives every memory array dimensions and every access to it that many
   affine subscripts, such that the sum of subscript times stride is the
   offset again; the stride of a dimension is the product of the extents
   inside it.  Leaves true that two accesses meet exactly when their
   subscripts agree, provided that the inner subscripts stay inside their
   extents: that is proved here, or a guard tests it (an array that is only
   read needs neither, and has no dimensions where none fit).  A nest with an
   access that does not fit gets reason DELIN; what other phases ask of its
   subscripts then means nothing.

   The dimensions are, in this order: those declared; chains of the symbolic
   coefficients of iterators, in which each is a multiple of the next; the
   constant coefficients whose rows do not overlap; one dimension; and for an
   array that is written, where none of these fits, chains in which what is
   inside ends before the next row begins, as the heads of

	out[t * C + h * hs + i]		h < NH, i < hs, hs = C / NH

   do: NH * hs <= C.  Optimistic as in Grosser et al., ICS 2015. */
#include "view.h"

#include <string.h>

enum {
	MAX_COEFS = 6,	/* distinct symbolic coefficients of one array */
	MAX_CONSTS = 8, /* distinct constant coefficients of one array */
	MIN_ROW = 16	/* a constant row this long is worth a guard */
};

/* One access and the statement that makes it. */
struct ref {
	ta_stmt *stmt;
	ta_access *acc;
};

/* All accesses to one array. */
struct refs {
	ta_program *p;
	int array, n;
	struct ref *ref;
	ta_stmt *stmt;
	bool written;
};

/* What a view costs: accesses that do not fit, conditions to be tested, and how many
   of these are of gaps. */
struct fit {
	int nbad, nguards, ngaps;
};

/* A value for each parameter of a program with which loops run. */
struct sample {
	double param[TA_PARAM0];
	int n;
};

/* The coefficients that iterators have in the offsets of one array: symbolic
   ones by their primitive part and the common factor of its multiples, and
   constants. */
struct coefs {
	int n, nconsts;
	const ta_idx *prim[MAX_COEFS];
	int64_t factor[MAX_COEFS];
	int64_t constant[MAX_CONSTS];
	struct sample sample;
};

/* Return "x" with the names of "p" in text. */
static const char *idx_text(const ta_program *p, const ta_idx *x)
{
	const char **param = TA_NEWV(p->arena, const char *, p->nparams);
	ta_buf b;
	int i;

	for (i = 0; i < p->nparams; i++)
		param[i] = p->param[i].name;
	ta_buf_init(&b, p->arena);
	ta_idx_print(&b, x, NULL, param);
	return b.s;
}

/* Return "x" >= 0 in text, what is subtracted on the other side. */
static const char *ge0_text(const ta_program *p, const ta_idx *x)
{
	ta_arena *a = p->arena;
	const ta_idx *left = ta_idx_const(a, 0), *right = left;
	int i;

	for (i = 0; i < x->nterms; i++) {
		const ta_term *t = &x->term[i];

		if (t->coef > 0)
			left = ta_idx_add(a, left,
					  ta_term_idx(a, t, t->coef));
		else
			right = ta_idx_sub(a, right,
					   ta_term_idx(a, t, t->coef));
	}
	return ta_sprintf(a, "%s >= %s", idx_text(p, left),
			  idx_text(p, right));
}

/* Add the guard "x" >= 0 to "p" unless it is known; "why" (NULL: nothing) is
   said after it. */
void ta_guard_nonneg(ta_program *p, const ta_idx *x, const char *why)
{
	ta_guard *g;

	if (ta_known_nonneg(p, x))
		return;
	g = TA_NEW(p->arena, ta_guard);
	g->kind = TA_GUARD_GE0;
	g->idx = x;
	g->text = ge0_text(p, x);
	if (why)
		g->text = ta_sprintf(p->arena, "%s: %s", g->text, why);
	TA_PUSH(p->arena, p->guard, p->nguards, g);
}

/* Say that the nest of "s" cannot be taken because of "array". */
static void reject(ta_program *p, const ta_stmt *s, int array)
{
	ta_nest *nest = &p->nest[s->order[0]];

	if (nest->reason)
		return;
	nest->reason = TA_REASON_DELIN;
	nest->detail = ta_sprintf(p->arena, "'%s'", p->array[array].name);
}

/* Add access "acc" to the refs "data" when it is to their array. */
static bool collect_ref(void *data, ta_access *acc)
{
	struct refs *r = (struct refs *)data;
	struct ref ref = { r->stmt, acc };

	if (acc->array == r->array)
		TA_PUSH(r->p->arena, r->ref, r->n, ref);
	return true;
}

/* Fill "r" with all accesses of "p" to "array". */
static void collect_refs(struct refs *r, ta_program *p, int array)
{
	int i;

	memset(r, 0, sizeof(*r));
	r->p = p;
	r->array = array;
	for (i = 0; i < p->nstmts; i++) {
		r->stmt = p->stmt[i];
		ta_expr_reads(r->stmt->rhs, collect_ref, r);
		if (r->stmt->write->array == array)
			r->written = true;
		collect_ref(r, r->stmt->write);
	}
}

/* Return the common factor of the coefficients of "x", with the sign of the
   leading one. */
static int64_t content(const ta_idx *x)
{
	int64_t g = 0;
	int i;

	for (i = 0; i < x->nterms; i++)
		g = ta_gcd(g, x->term[i].coef);
	return x->nterms && x->term[0].coef < 0 ? -g : g;
}

/* Add the constant "k" to those of "c". */
static void add_constant(struct coefs *c, int64_t k)
{
	int i;

	k = ta_gcd(k, 0);
	for (i = 0; i < c->nconsts; i++)
		if (c->constant[i] == k)
			return;
	if (k > 1 && c->nconsts < MAX_CONSTS)
		c->constant[c->nconsts++] = k;
}

/* Return the value of "x" for "s". */
static double value_of(const struct sample *s, const ta_idx *x)
{
	double sum = 0, t;
	int i, j;

	for (i = 0; i < x->nterms; i++) {
		t = (double)x->term[i].coef;
		for (j = 0; j < x->term[i].nvars; j++) {
			int p = x->term[i].var[j] - TA_PARAM0;

			t *= p >= 0 && p < s->n ? s->param[p] : 0;
		}
		sum += t;
	}
	return sum;
}

/* Let the first parameter of "s" that makes "x" larger be so much larger that
   "x" is "least", if there is one and it is less. */
static void raise_to(struct sample *s, const ta_idx *x, double least)
{
	double v = value_of(s, x) - least;
	int i, p;

	for (i = 0; v < 0 && i < x->nterms; i++) {
		p = x->term[i].nvars == 1 ? x->term[i].var[0] - TA_PARAM0 : -1;
		if (p < 0 || p >= s->n || x->term[i].coef <= 0)
			continue;
		s->param[p] -= v;
		return;
	}
}

/* Set "s" to parameters with which the loops around the accesses "r" run, as
   far as a few attempts find them. */
static void find_sample(struct sample *s, const struct refs *r)
{
	enum { ROUNDS = 4, SOME = 7 };
	ta_arena *a = r->p->arena;
	const ta_idx *lo, *hi, *x;
	int i, d, round;

	s->n = r->p->nparams < TA_PARAM0 ? r->p->nparams : TA_PARAM0;
	for (i = 0; i < s->n; i++)
		s->param[i] = SOME;
	for (round = 0; round < ROUNDS; round++)
		for (i = 0; i < r->n; i++)
			for (d = 0; d < r->ref[i].stmt->depth; d++) {
				if (!ta_range(r->p, r->ref[i].stmt, 0,
					      ta_idx_var(a, d), &lo, &hi))
					continue;
				x = ta_idx_sub(a, hi, lo);
				if (x)
					raise_to(s, x, SOME);
			}
}

/* Add the symbolic coefficient "x" to those of "c"; ones that are multiples
   of one polynomial are kept as one, that is positive where loops run. */
static void add_symbolic(ta_arena *a, struct coefs *c, const ta_idx *x)
{
	int64_t k = content(x);
	const ta_idx *prim = ta_idx_divk(a, x, k);
	int i;

	if (prim && value_of(&c->sample, prim) < 0)
		prim = ta_idx_scale(a, prim, -1);

	for (i = 0; i < c->n; i++)
		if (ta_idx_equal(c->prim[i], prim)) {
			c->factor[i] = ta_gcd(c->factor[i], k);
			return;
		}
	if (prim && c->n < MAX_COEFS) {
		c->prim[c->n] = prim;
		c->factor[c->n++] = ta_gcd(k, 0);
	}
}

/* Collect in "c" the coefficients that iterators have in "r"; return false
   when an offset is not linear in one.  One that goes along a diagonal has a
   constant besides the stride of the rows: that stride is one more. */
static bool collect_coefs(struct coefs *c, const struct refs *r)
{
	ta_arena *a = r->p->arena;
	bool linear = true;
	int i, d;

	memset(c, 0, sizeof(*c));
	find_sample(&c->sample, r);
	for (i = 0; i < r->n; i++)
		for (d = 0; d < r->ref[i].stmt->depth; d++) {
			const ta_idx *x = ta_idx_coef(
				a, r->ref[i].acc->offset, d);
			int64_t k;

			if (!x || ta_idx_uses_iters(x)) {
				linear = false;
				continue;
			}
			if (ta_idx_is_const(x, &k)) {
				add_constant(c, k);
				continue;
			}
			add_symbolic(a, c, x);
			k = ta_idx_constant(x);
			if (k)
				add_symbolic(a, c, ta_idx_addk(a, x, -k));
		}
	return linear;
}

/* Sort the coefficients of "c", largest first. */
static void sort_coefs(struct coefs *c)
{
	int i, j;

	for (i = 0; i < c->n; i++)
		for (j = i; j > 0 && ta_idx_degree(c->prim[j - 1])
					     < ta_idx_degree(c->prim[j]);
		     j--) {
			const ta_idx *x = c->prim[j];
			int64_t k = c->factor[j];

			c->prim[j] = c->prim[j - 1];
			c->factor[j] = c->factor[j - 1];
			c->prim[j - 1] = x;
			c->factor[j - 1] = k;
		}
	for (i = 0; i < c->nconsts; i++)
		for (j = i; j > 0 && c->constant[j - 1] < c->constant[j];
		     j--) {
			int64_t k = c->constant[j];

			c->constant[j] = c->constant[j - 1];
			c->constant[j - 1] = k;
		}
}

/* Guard that what the strides of "c" are made of is not negative, so that
   bounds of offsets can be found. */
static void guard_signs(ta_program *p, const struct coefs *c)
{
	int i, j, k;

	for (i = 0; i < c->n; i++) {
		const ta_idx *x = c->prim[i];

		for (j = 0; j < x->nterms; j++)
			for (k = 0; k < x->term[j].nvars; k++)
				ta_guard_nonneg(p, ta_idx_var(p->arena,
							 x->term[j].var[k]),
					   NULL);
		ta_guard_nonneg(p, x, NULL);
	}
}

/* Add a dimension of stride "s" inside those of "v"; return false when the
   stride before it is no multiple, unless there may be "gaps", or there are too
   many. */
static bool add_stride(ta_arena *a, ta_view *v, const ta_idx *s, bool gaps)
{
	int64_t k;

	if (!s || v->n == TA_VIEW_DIMS || !s->nterms
	    || (ta_idx_is_const(s, &k) && k < 0))
		return false;
	if (v->n && ta_idx_equal(v->stride[v->n - 1], s)
	    && ta_idx_is_const(s, &k))
		return true;
	if (v->n && !gaps && !ta_idx_quotient(a, v->stride[v->n - 1], s))
		return false;
	v->stride[v->n++] = s;
	return true;
}

/* Return whether "g" >= 0 can only hold for a few small sizes: no size makes
   it larger, and one makes it smaller. */
static bool hopeless(const ta_idx *g)
{
	bool shrinks = false;
	int i;

	for (i = 0; i < g->nterms; i++) {
		if (g->term[i].nvars && g->term[i].coef > 0)
			return false;
		shrinks = shrinks || g->term[i].coef < 0;
	}
	return shrinks && ta_idx_constant(g) < MIN_ROW;
}

/* Return whether testing "g" >= 0, a bound of "x" over the domain of "s",
   has a chance: it is not false whenever the domain is not empty, and the
   sizes on its two sides are of one kind. */
static bool plausible(const ta_program *p, const ta_stmt *s, const ta_idx *x,
		      const ta_idx *g, const ta_idx *row)
{
	ta_arena *a = p->arena;
	const ta_idx *below = ta_idx_addk(a, ta_idx_scale(a, g, -1), -1);
	int degree = ta_idx_degree(row);
	int64_t k;

	if (hopeless(g) || ta_known_nonneg(p, below))
		return false;
	if (ta_idx_is_const(row, &k)) {
		if (k < MIN_ROW)
			return false;
		degree = 1;
	}
	if (ta_idx_degree(g) > degree)
		return false;
	return ta_poly_nonneg(p, s, x, 0) != TA_NEVER;
}

/* Find how "x" >= 0 over the domain of "s" can be had, for a subscript in a
   row of length "row": return 0 when it is proved, 1 when "guard", set here,
   has to be tested, 2 when there is no hope. */
static int condition(const ta_program *p, const ta_stmt *s, const ta_idx *x,
		     const ta_idx *row, const ta_idx **guard)
{
	const ta_idx *hi;

	if (!x || !row)
		return 2;
	if (ta_proved_nonneg(p, s, x))
		return 0;
	if (!ta_range(p, s, 0, x, guard, &hi)
	    || !plausible(p, s, x, *guard, row))
		return 2;
	return 1;
}

/* The same of subscript "d" of "sub", of statement "s", to be such that what is
   inside of its row in "v", which has a gap, ends before the next begins. */
static int gap_condition(const ta_program *p, const ta_stmt *s,
			 const ta_view *v, int d, const ta_idx **sub,
			 const ta_idx **guard)
{
	ta_arena *a = p->arena;
	const ta_idx *lo, *hi;

	if (!ta_proved_nonneg(p, s, sub[d])
	    || !ta_range(p, s, 0, sub[d], &lo, &hi))
		return 2;
	hi = ta_idx_mul(a, ta_idx_addk(a, hi, 1), v->stride[d]);
	*guard = ta_idx_sub(a, v->stride[d - 1], hi);
	if (!*guard)
		return 2;
	if (ta_known_nonneg(p, *guard))
		return 0;
	return hopeless(*guard) ? 2 : 1;
}

/* Check the subscripts "sub" of "ref" in "v"; add what they cost to "fit",
   and push the guards on "r->p" when "push". */
static void check_rows(const struct refs *r, const struct ref *ref,
		       const ta_view *v, const ta_idx **sub,
		       struct fit *fit, bool push)
{
	ta_program *p = r->p;
	const char *name = p->array[r->array].name;
	ta_arena *a = p->arena;
	int d;

	for (d = 1; d < v->n; d++) {
		const ta_idx *row = ta_view_row(a, v, d), *lo = NULL;
		const ta_idx *last, *hi = NULL;
		int l, h;

		last = ta_idx_addk(a, ta_idx_sub(a, row, sub[d]), -1);
		l = row ? condition(p, ref->stmt, sub[d], row, &lo) : 0;
		h = row ? condition(p, ref->stmt, last, row, &hi)
			: gap_condition(p, ref->stmt, v, d, sub, &hi);
		if (l == 2 || h == 2) {
			fit->nbad++;
			return;
		}
		fit->nguards += l + h;
		fit->ngaps += row ? 0 : h;
		if (l && push)
			ta_guard_nonneg(p, lo, ta_sprintf(
				a, "an index of %s is not negative", name));
		if (h && push)
			ta_guard_nonneg(p, hi, ta_sprintf(
				a, "rows of %s do not overlap", name));
	}
}

/* Return what seeing the array of "r" as "v" costs, up to the first access that has no
   subscripts there unless "all".  An array that is only read costs nothing where its
   subscripts are affine. */
static struct fit measure(const struct refs *r, const ta_view *v, bool all)
{
	struct fit fit = { 0 };
	int i;

	for (i = 0; i < r->n && (all || !fit.nbad); i++) {
		const struct ref *ref = &r->ref[i];
		const ta_idx *sub[TA_VIEW_DIMS];

		if (!ta_view_subscripts(r->p, ref->stmt, v, ref->acc->offset,
					sub))
			fit.nbad++;
		else if (r->written)
			check_rows(r, ref, v, sub, &fit, false);
	}
	return fit;
}

/* Give the access of "ref" its subscripts in "v", zeros when there are none:
   then return false.  One that two statements share is settled once. */
static bool subscribe(ta_program *p, const struct ref *ref,
		      const ta_view *v)
{
	ta_access *acc = ref->acc;
	int d;

	if (acc->nsubs == v->n && acc->sub)
		return true;
	acc->nsubs = v->n;
	acc->sub = TA_NEWV(p->arena, const ta_idx *, v->n);
	if (ta_view_subscripts(p, ref->stmt, v, acc->offset, acc->sub))
		return true;
	for (d = 0; d < v->n; d++)
		acc->sub[d] = ta_idx_const(p->arena, 0);
	return false;
}

/* Give the accesses of "r" the subscripts of "v", test what has to be
   tested, and reject the nests whose accesses do not fit. */
static void apply(const struct refs *r, const ta_view *v)
{
	ta_program *p = r->p;
	ta_array *array = &p->array[r->array];
	int i, d;

	array->ndims = v->n;
	array->extent = TA_NEWV(p->arena, const ta_idx *, v->n);
	for (d = 1; d < v->n; d++)
		array->extent[d] = ta_view_row(p->arena, v, d);
	if (array->declared && array->declared->ndims == v->n)
		array->extent[0] = array->declared->extent[0];
	for (i = 0; i < r->n; i++) {
		const struct ref *ref = &r->ref[i];
		struct fit fit = { 0 };

		if (!subscribe(p, ref, v)) {
			reject(p, ref->stmt, r->array);
			continue;
		}
		if (r->written)
			check_rows(r, ref, v, ref->acc->sub, &fit, true);
		if (fit.nbad)
			reject(p, ref->stmt, r->array);
	}
}

/* Keep "v", which costs "fit", in "best" when it is better than "best_fit":
   fewer accesses do not fit. */
static void consider(const struct refs *r, const ta_view *v,
		     ta_view *best, struct fit *best_fit)
{
	struct fit fit = measure(r, v, true);

	if (best->n && fit.nbad >= best_fit->nbad)
		return;
	*best = *v;
	*best_fit = fit;
}

/* Put the dimensions that the constant coefficients of "c" suggest inside
   those of "v" where rows do not overlap, then the unit stride. */
static void add_constants(const struct refs *r, const struct coefs *c,
			  ta_view *v)
{
	ta_arena *a = r->p->arena;
	const ta_idx *one = ta_idx_const(a, 1);
	ta_view flat = *v, with;
	struct fit before, after;
	bool written = r->written;
	struct refs strict = *r;
	int i;

	strict.written = true;
	if (!add_stride(a, &flat, one, false))
		return;
	before = measure(&strict, &flat, true);
	for (i = 0; i < c->nconsts; i++) {
		with = *v;
		if (!add_stride(a, &with, ta_idx_const(a, c->constant[i]),
				false))
			continue;
		flat = with;
		if (!add_stride(a, &flat, one, false))
			continue;
		after = measure(&strict, &flat, true);
		if (after.nbad > before.nbad
		    || (!written && after.nguards > before.nguards))
			continue;
		*v = with;
		before = after;
	}
	add_stride(a, v, one, false);
}

/* Add to "v" a dimension for each coefficient of "c" that is in the set "mask", "first"
   of them with their common factors; return false when one is no stride there, as in
   add_stride(). */
static bool add_chain(ta_arena *a, ta_view *v, const struct coefs *c,
		      unsigned mask, int first, bool gaps)
{
	int i;

	for (i = 0; i < c->n; i++)
		if (mask >> i & 1
		    && !add_stride(a, v, i < first
				   ? ta_idx_scale(a, c->prim[i], c->factor[i])
				   : c->prim[i], gaps))
			return false;
	return true;
}

/* Consider the view whose symbolic strides are those coefficients of "c" that
   are in the set "mask", with their common factors when "whole". */
static void consider_chain(const struct refs *r, const struct coefs *c,
			   unsigned mask, bool whole, ta_view *best,
			   struct fit *best_fit)
{
	ta_arena *a = r->p->arena;
	ta_view v = { 0 };

	if (!add_chain(a, &v, c, mask, whole ? c->n : 0, false))
		return;
	add_constants(r, c, &v);
	if (v.n)
		consider(r, &v, best, best_fit);
}

/* Return how many bits "mask" has. */
static int bits(unsigned mask)
{
	int n = 0;

	for (; mask; mask &= mask - 1)
		n++;
	return n;
}

/* Consider all chains of coefficients of "c", the longest first, until one
   fits all accesses. */
static void consider_chains(const struct refs *r, const struct coefs *c,
			    ta_view *best, struct fit *best_fit)
{
	unsigned mask;
	int n, whole;

	for (n = c->n; n >= 0; n--)
		for (whole = 1; whole >= 0; whole--)
			for (mask = 0; mask < 1u << c->n; mask++) {
				if (bits(mask) != n)
					continue;
				consider_chain(r, c, mask, whole != 0, best,
					       best_fit);
				if (best->n && !best_fit->nbad)
					return;
			}
}

/* Return whether an access of "r" goes along the rows of "v": its last subscript is
   of iterators. */
static bool goes_along(const struct refs *r, const ta_view *v)
{
	const ta_idx *sub[TA_VIEW_DIMS];
	int i;

	for (i = 0; i < r->n; i++)
		if (ta_view_subscripts(r->p, r->ref[i].stmt, v,
				       r->ref[i].acc->offset, sub)
		    && ta_idx_uses_iters(sub[v->n - 1]))
			return true;
	return false;
}

/* Consider the view whose symbolic strides are those coefficients of "c" that
   are in the set "mask", "first" of them with their common factors, and with gaps
   between rows, which alone may have to be tested: it is better than "best" also with
   fewer tests. */
static void consider_gaps(const struct refs *r, const struct coefs *c,
			  unsigned mask, int first, ta_view *best,
			  struct fit *best_fit)
{
	ta_arena *a = r->p->arena;
	ta_view v = { 0 };
	struct fit fit;

	if (!add_chain(a, &v, c, mask, first, true)
	    || !add_stride(a, &v, ta_idx_const(a, 1), true))
		return;
	fit = measure(r, &v, false);
	if (fit.nbad || fit.nguards > fit.ngaps
	    || (!best_fit->nbad && fit.nguards >= best_fit->nguards)
	    || !goes_along(r, &v))
		return;
	*best = v;
	*best_fit = fit;
}

/* Return whether the coefficients "mask" of "c" are others with the common factors of
   "first" of them than with those of one less, if that can be. */
static bool is_another(const struct coefs *c, unsigned mask, int first)
{
	return !first || (mask >> (first - 1) & 1 && c->factor[first - 1] != 1);
}

/* Exchange the coefficients "i" and "i" + 1 of "c". */
static void exchange_coefs(struct coefs *c, int i)
{
	const ta_idx *x = c->prim[i];
	int64_t k = c->factor[i];

	c->prim[i] = c->prim[i + 1];
	c->factor[i] = c->factor[i + 1];
	c->prim[i + 1] = x;
	c->factor[i + 1] = k;
}

/* Consider the chains of coefficients of "c" with gaps between rows, the longest
   first, until one fits all accesses: two of one degree, of which it is not known
   which is the larger, in either order. */
static void consider_gapped(const struct refs *r, struct coefs *c,
			    ta_view *best, struct fit *best_fit)
{
	unsigned mask;
	int n, first, i;

	for (n = c->n; n > 1 && best_fit->nbad; n--)
		for (i = -1; i + 1 < c->n; i++) {
			if (i >= 0 && ta_idx_degree(c->prim[i])
					      != ta_idx_degree(c->prim[i + 1]))
				continue;
			if (i >= 0)
				exchange_coefs(c, i);
			for (mask = 0; mask < 1u << c->n; mask++)
				for (first = 0;
				     bits(mask) == n && first <= c->n; first++)
					if (is_another(c, mask, first))
						consider_gaps(r, c, mask, first,
							      best, best_fit);
			if (i >= 0)
				exchange_coefs(c, i);
		}
}

/* Reject the nests in which an access of "r" is not linear in an iterator. */
static void reject_nonlinear(const struct refs *r)
{
	ta_program *p = r->p;
	int i, d;

	for (i = 0; i < r->n; i++)
		for (d = 0; d < r->ref[i].stmt->depth; d++) {
			const ta_idx *x = ta_idx_coef(
				p->arena, r->ref[i].acc->offset, d);

			if (!x || ta_idx_uses_iters(x))
				reject(p, r->ref[i].stmt, r->array);
		}
}

/* Give memory array "array" of "p" dimensions and its accesses subscripts.
   One that is only read can do without: nothing depends on it. */
static void delin_array(ta_program *p, int array)
{
	ta_view v, best = { 0 };
	struct fit fit = { 0 };
	struct coefs c;
	struct refs r;
	bool linear;

	collect_refs(&r, p, array);
	linear = collect_coefs(&c, &r);
	sort_coefs(&c);
	guard_signs(p, &c);
	if (ta_view_declared(p->arena, p->array[array].declared, &v))
		consider(&r, &v, &best, &fit);
	if (!best.n || fit.nbad)
		consider_chains(&r, &c, &best, &fit);
	if (!best.n || fit.nbad) {
		v.n = 1;
		v.stride[0] = ta_idx_const(p->arena, 1);
		consider(&r, &v, &best, &fit);
	}
	if (best.n && fit.nbad && linear && r.written)
		consider_gapped(&r, &c, &best, &fit);
	if (fit.nbad && !r.written)
		return;
	if (!linear)
		reject_nonlinear(&r);
	apply(&r, &best);
}

/* Give every memory array of "p" dimensions and every access to one affine
   subscripts; nests for which there are none get reason DELIN. */
void ta_delin(ta_program *p)
{
	int i;

	for (i = 0; i < p->narrays; i++)
		if (!p->array[i].is_virtual)
			delin_array(p, i);
}
