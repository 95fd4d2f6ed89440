/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.c - how far an index polynomial reaches, and which sign it has.

   Assumes a program as extracted: constraints of iterator d mention only
   iterators < d besides d.  Changes nothing.  The bounds are those of a box
   hull: correct at every point of the domain, attained in rectangular and
   triangular domains, loose where a constraint has to be divided or where
   several bounds cannot be compared.  Of an empty domain they say nothing.

   A sign is decided by subtracting multiples of what is known (facts, guards,
   signs of parameters) until only terms are left that cannot be negative;
   the search is bounded, and "no" means "not shown". */
#include "ta.h"

#include <string.h>

enum {
	MAX_FACTS = 48,	   /* facts used by a search, products included */
	MAX_PRODUCTS = 8,  /* facts up to which products of two are tried */
	SEARCH_STEPS = 600,
	SEARCH_DEPTH = 8,
	RANGE_STEPS = 200
};

/* One question for a sign: what is known, and how many steps are left.
   "nonneg": the parameters that facts say are not negative; NULL: facts were
   not asked. */
struct search {
	const ta_program *p;
	ta_arena *arena;
	bool *nonneg;
	int nfacts, steps;
	const ta_idx *fact[MAX_FACTS];
};

/* Return whether variable "var" is known to "s" not to be negative. */
static bool var_nonneg(const struct search *s, int var)
{
	int i = var - TA_PARAM0;

	return i >= 0 && (s->p->param[i].nonneg || (s->nonneg && s->nonneg[i]));
}

/* Return whether the product of the variables of "t" is known not to be
   negative: every variable is, or occurs an even number of times. */
static bool vars_nonneg(const struct search *s, const ta_term *t)
{
	int i, j;

	for (i = 0; i < t->nvars; i = j) {
		for (j = i; j < t->nvars && t->var[j] == t->var[i]; j++)
			;
		if ((j - i) % 2 && !var_nonneg(s, t->var[i]))
			return false;
	}
	return true;
}

/* Return whether term "t" is known not to be negative. */
static bool term_nonneg(const struct search *s, const ta_term *t)
{
	return t->coef >= 0 && vars_nonneg(s, t);
}

/* Return floor ("x" / "k") for "k" > 0. */
static int64_t floor_div(int64_t x, int64_t k)
{
	return x / k - (x % k < 0);
}

/* Return "x" divided by the common factor of the coefficients of its
   variables, the constant rounded down: it is >= 0 exactly when "x" is. */
static const ta_idx *tightened(ta_arena *a, const ta_idx *x)
{
	int64_t g = 0, k = ta_idx_constant(x);
	int i;

	for (i = 0; i < x->nterms; i++)
		if (x->term[i].nvars)
			g = ta_gcd(g, x->term[i].coef);
	if (g <= 1)
		return x;
	x = ta_idx_divk(a, ta_idx_addk(a, x, -k), g);
	return ta_idx_addk(a, x, floor_div(k, g));
}

static bool search_nonneg(struct search *s, const ta_idx *x, int depth);

/* Return whether "x" is shown to be >= 0 by subtracting a non-negative
   multiple of fact "f" so that term "u" of "f" cancels term "t" of "x". */
static bool cancel_nonneg(struct search *s, const ta_idx *x, const ta_term *t,
			  const ta_idx *f, const ta_term *u, int depth)
{
	const ta_idx *m;
	ta_term quot;
	int64_t g;

	if ((t->coef < 0) != (u->coef < 0) || !ta_term_divide(t, u, &quot)
	    || !vars_nonneg(s, &quot))
		return false;
	g = ta_gcd(t->coef, u->coef);
	m = ta_idx_mul(s->arena, f, ta_term_idx(s->arena, &quot, 1));
	m = ta_idx_scale(s->arena, m, ta_gcd(t->coef, 0) / g);
	x = ta_idx_scale(s->arena, x, ta_gcd(u->coef, 0) / g);
	return search_nonneg(s, ta_idx_sub(s->arena, x, m), depth - 1);
}

/* Return whether "x" >= 0 can be shown in "depth" subtractions of facts: the
   first term that may be negative has to be cancelled by some fact. */
static bool search_nonneg(struct search *s, const ta_idx *x, int depth)
{
	const ta_term *t = NULL;
	int i, j;

	if (!x)
		return false;
	x = tightened(s->arena, x);
	if (!x)
		return false;
	for (i = 0; i < x->nterms && !t; i++)
		if (!term_nonneg(s, &x->term[i]))
			t = &x->term[i];
	if (!t)
		return true;
	if (depth == 0)
		return false;
	for (i = 0; i < s->nfacts; i++) {
		const ta_idx *f = s->fact[i];

		for (j = 0; j < f->nterms; j++) {
			if (s->steps-- <= 0)
				return false;
			if (cancel_nonneg(s, x, t, f, &f->term[j], depth))
				return true;
		}
	}
	return false;
}

/* Add "f" to the facts of "s" when it is one over parameters only. */
static void add_fact(struct search *s, const ta_idx *f)
{
	if (f && f->nterms && !ta_idx_uses_iters(f) && s->nfacts < MAX_FACTS)
		s->fact[s->nfacts++] = f;
}

/* Return integer expression "e" as a polynomial, or NULL when it is none, or
   may wrap around. */
static const ta_idx *expr_idx(const ta_program *p, const ta_expr *e)
{
	ta_arena *a = p->arena;
	const ta_idx *x, *y;

	if (!ta_type_is_integer(e->type)
	    || (!ta_type_is_signed(e->type) && e->op != TA_OP_PARAM))
		return NULL;
	switch (e->op) {
	case TA_OP_CONST:
		return ta_idx_const(a, e->u.i);
	case TA_OP_PARAM:
		return ta_idx_param(a, e->u.param);
	case TA_OP_ITER:
		return ta_idx_uses_iters(e->u.idx) ? NULL : e->u.idx;
	case TA_OP_CAST:
		x = expr_idx(p, e->arg[0]);
		return ta_type_size(e->type) > ta_type_size(e->arg[0]->type)
			       ? x : NULL;
	case TA_OP_NEG:
		x = expr_idx(p, e->arg[0]);
		return ta_idx_scale(a, x, -1);
	case TA_OP_ADD:
	case TA_OP_SUB:
	case TA_OP_MUL:
		x = expr_idx(p, e->arg[0]);
		y = expr_idx(p, e->arg[1]);
		return e->op == TA_OP_ADD   ? ta_idx_add(a, x, y)
		       : e->op == TA_OP_SUB ? ta_idx_sub(a, x, y)
					    : ta_idx_mul(a, x, y);
	default:
		return NULL;
	}
}

/* Call "fn" with "data" on polynomials that are >= 0 when "e", a condition on
   sizes, holds: those of its comparisons that are in order. */
void ta_assumed(const ta_program *p, const ta_expr *e,
		void (*fn)(void *data, const ta_idx *x), void *data)
{
	ta_arena *a = p->arena;
	const ta_idx *x, *y, *d;

	if (e->op == TA_OP_AND && e->type == TA_BOOL) {
		ta_assumed(p, e->arg[0], fn, data);
		ta_assumed(p, e->arg[1], fn, data);
	}
	if (e->nargs != 2 || !ta_op_compares(e->op))
		return;
	x = expr_idx(p, e->arg[0]);
	y = expr_idx(p, e->arg[1]);
	d = ta_idx_sub(a, x, y);
	if (!d)
		return;
	if (e->op == TA_OP_GE || e->op == TA_OP_EQ)
		fn(data, d);
	if (e->op == TA_OP_GT)
		fn(data, ta_idx_addk(a, d, -1));
	if (e->op == TA_OP_LE || e->op == TA_OP_EQ)
		fn(data, ta_idx_scale(a, d, -1));
	if (e->op == TA_OP_LT)
		fn(data, ta_idx_addk(a, ta_idx_scale(a, d, -1), -1));
}

/* Add "x" to the facts of the search "data". */
static void add_assumed(void *data, const ta_idx *x)
{
	add_fact((struct search *)data, x);
}

/* Note the parameter that the fact "f" is about, if it says of that alone that it
   is at least a constant which is not negative. */
static void note_sign(struct search *s, const ta_idx *f)
{
	const ta_term *t = &f->term[0];
	int64_t c = ta_idx_constant(f);

	if (f->nterms == 1 + (c != 0) && c <= 0 && t->nvars == 1 && t->coef > 0)
		s->nonneg[t->var[0] - TA_PARAM0] = true;
}

/* Collect what is known of "s->p": facts, guards, assumptions (which are
   tested before anything else runs), and their products two by two when
   they are few. */
static void collect_facts(struct search *s)
{
	const ta_program *p = s->p;
	int i, j, n;

	for (i = 0; i < p->nfacts; i++)
		add_fact(s, p->fact[i]);
	for (i = 0; i < p->nguards; i++)
		if (p->guard[i]->kind == TA_GUARD_GE0)
			add_fact(s, p->guard[i]->idx);
	for (i = 0; i < p->nassumes; i++)
		ta_assumed(p, p->assume[i], add_assumed, s);
	n = s->nfacts;
	s->nonneg = TA_NEWV(s->arena, bool, p->nparams);
	for (i = 0; i < n; i++)
		note_sign(s, s->fact[i]);
	if (n > MAX_PRODUCTS)
		return;
	for (i = 0; i < n; i++)
		for (j = i; j < n; j++)
			add_fact(s, ta_idx_mul(s->arena, s->fact[i],
					       s->fact[j]));
}

/* Return whether "x" >= 0 follows from the facts and guards of "p" and the
   signs of its parameters.  False when it does not, or was not shown. */
bool ta_known_nonneg(const ta_program *p, const ta_idx *x)
{
	struct search s = { .p = p, .steps = SEARCH_STEPS };
	bool yes = true;
	int i;

	if (!x)
		return false;
	for (i = 0; i < x->nterms; i++)
		yes = yes && term_nonneg(&s, &x->term[i]);
	if (yes || (x->nterms == 1 && !x->term[0].nvars))
		return yes;
	s.arena = ta_arena_new();
	collect_facts(&s);
	for (i = 1; i <= SEARCH_DEPTH && !yes && s.steps > 0; i++)
		yes = search_nonneg(&s, x, i);
	ta_arena_free(s.arena);
	return yes;
}

/* A question for a bound: upper or lower, over parameters and iterators
   < "keep". */
struct range {
	const ta_program *p;
	const ta_stmt *stmt;
	int keep, steps;
};

static const ta_idx *find_bound(struct range *r, const ta_idx *x, bool upper);

/* Return the innermost iterator that "x" uses, or -1. */
static int last_iter(const ta_idx *x)
{
	int i, j, d = -1;

	for (i = 0; i < x->nterms; i++)
		for (j = 0; j < x->term[i].nvars; j++)
			if (x->term[i].var[j] < TA_PARAM0
			    && x->term[i].var[j] > d)
				d = x->term[i].var[j];
	return d;
}

/* Return 1 when "c" is known to be >= 0 over the domain, -1 when it is known
   to be <= 0, else 0. */
static int sign_of(struct range *r, const ta_idx *c)
{
	struct range all = { r->p, r->stmt, 0, r->steps / 2 };
	const ta_idx *lo = c, *hi = c;

	if (ta_idx_uses_iters(c)) {
		lo = find_bound(&all, c, false);
		hi = find_bound(&all, c, true);
		r->steps = r->steps / 2 + all.steps;
	}
	if (lo && ta_known_nonneg(r->p, lo))
		return 1;
	if (hi && ta_known_nonneg(r->p, ta_idx_scale(r->p->arena, hi, -1)))
		return -1;
	return 0;
}

/* Return whether upper (or lower) bound "x" is tighter than "y": known to be
   so, or of lower degree or fewer terms when they cannot be compared. */
static bool tighter(const ta_program *p, bool upper, const ta_idx *x,
		    const ta_idx *y)
{
	const ta_idx *d = ta_idx_sub(p->arena, y, x);

	if (!upper)
		d = ta_idx_scale(p->arena, d, -1);
	if (ta_known_nonneg(p, d))
		return true;
	if (ta_known_nonneg(p, ta_idx_scale(p->arena, d, -1)))
		return false;
	if (ta_idx_degree(x) != ta_idx_degree(y))
		return ta_idx_degree(x) < ta_idx_degree(y);
	return x->nterms < y->nterms;
}

/* Return an upper bound of floor ("r" / "k"), for "k" > 1, that has integer
   coefficients, for values of the variables at which "r" >= 0 or, when
   "any_sign", for all: exact when "k" divides the coefficients of the
   variables; else what "r" exceeds a multiple of "k" by is kept whole, which
   is enough where that cannot be negative. */
static const ta_idx *floor_bound(const ta_program *p, const ta_idx *r,
				 int64_t k, bool any_sign)
{
	ta_arena *a = p->arena;
	const ta_idx *quot = ta_idx_const(a, 0), *rem = quot;
	int i;

	for (i = 0; i < r->nterms; i++) {
		ta_term t = r->term[i];
		int64_t q = floor_div(t.coef, k), m = t.coef - q * k;

		t.coef = 1;
		quot = ta_idx_add(a, quot, ta_term_idx(a, &t, q));
		if (t.nvars)
			rem = ta_idx_add(a, rem, ta_term_idx(a, &t, m));
	}
	if (!rem || !quot)
		return NULL;
	if (!rem->nterms)
		return quot;
	if (ta_known_nonneg(p, rem))
		return ta_idx_add(a, quot, rem);
	return any_sign ? NULL : r;
}

/* Return whether constraints of "s" keep iterator "d" from being negative
   whatever the outer iterators are. */
static bool iter_nonneg(const ta_program *p, const ta_stmt *s, int d)
{
	int i;

	for (i = 0; i < s->ncons; i++) {
		const ta_idx *c = ta_idx_coef(p->arena, s->cons[i], d);
		const ta_idx *r = ta_idx_without(p->arena, s->cons[i], d);
		int64_t k;

		if (c && ta_idx_is_const(c, &k) && k > 0
		    && ta_known_nonneg(p, ta_idx_scale(p->arena, r, -1)))
			return true;
	}
	return false;
}

/* Return a bound of "c" * iterator "d" that follows from constraint
   "k" * d + "rest" >= 0, or NULL: the iterator is at most "rest" / -k, or at
   least -("rest" / k).  Where "c" is a multiple of k there is nothing to
   round. */
static const ta_idx *scaled_bound(struct range *r, const ta_idx *c, int d,
				  int64_t k, const ta_idx *rest)
{
	ta_arena *a = r->p->arena;
	int64_t n = k < 0 ? -k : k;
	const ta_idx *exact = ta_idx_divk(a, c, n), *b;

	if (n == 1)
		return ta_idx_mul(a, c, k < 0 ? rest
					      : ta_idx_scale(a, rest, -1));
	b = k < 0 && iter_nonneg(r->p, r->stmt, d)
		    ? floor_bound(r->p, rest, n, false)
		    : floor_bound(r->p, rest, n, true);
	if (b && (!exact || ta_idx_divk(a, ta_idx_addk(
			  a, rest, -ta_idx_constant(rest)), n)))
		return ta_idx_mul(a, c,
				  k < 0 ? b : ta_idx_scale(a, b, -1));
	if (!exact)
		return NULL;
	return ta_idx_mul(a, exact, k < 0 ? rest : ta_idx_scale(a, rest, -1));
}

/* Return the best bound of "x" that follows from constraint "cons" of
   iterator "d", which has coefficient "c" of sign "sign" in "x", or NULL. */
static const ta_idx *bound_by(struct range *r, const ta_idx *x, bool upper,
			      int d, const ta_idx *c, int sign,
			      const ta_idx *cons)
{
	ta_arena *a = r->p->arena;
	const ta_idx *kc = ta_idx_coef(a, cons, d), *y;
	const ta_idx *rest = ta_idx_without(a, cons, d);
	int64_t k;

	if (!kc || !kc->nterms || last_iter(cons) > d)
		return NULL;
	if (!ta_idx_is_const(kc, &k)) {
		if (ta_idx_uses_iters(kc)
		    || sign_of(r, kc) != (upper == (sign > 0) ? -1 : 1))
			return NULL;
		y = ta_idx_mul(a, ta_idx_quotient(a, c, kc),
			       ta_idx_scale(a, rest, -1));
	} else if (k == INT64_MIN || (k < 0) != (upper == (sign > 0))) {
		return NULL;
	} else {
		y = scaled_bound(r, c, d, k, rest);
	}
	y = ta_idx_add(a, ta_idx_without(a, x, d), y);
	return find_bound(r, y, upper);
}

/* Return an upper (or lower) bound of "x" over the domain, without iterators
   >= r->keep, or NULL when none was found: the innermost iterator is replaced
   by each of its bounds in turn, and of the results the tightest taken. */
static const ta_idx *find_bound(struct range *r, const ta_idx *x, bool upper)
{
	const ta_idx *best = NULL, *c;
	int d, i, sign;

	if (!x || r->steps-- <= 0)
		return NULL;
	d = last_iter(x);
	if (d < r->keep)
		return x;
	c = ta_idx_coef(r->p->arena, x, d);
	sign = c ? sign_of(r, c) : 0;
	if (sign == 0)
		return NULL;
	for (i = 0; i < r->stmt->ncons; i++) {
		const ta_idx *y = bound_by(r, x, upper, d, c, sign,
					   r->stmt->cons[i]);

		if (y && (!best || tighter(r->p, upper, y, best)))
			best = y;
	}
	return best;
}

/* Set "lo" and "hi" to bounds of "x" over the domain of "s", polynomials over
   the parameters and the iterators < "keep"; return false when one of them
   was not found. */
bool ta_range(const ta_program *p, const ta_stmt *s, int keep,
	      const ta_idx *x, const ta_idx **lo, const ta_idx **hi)
{
	struct range l = { p, s, keep, RANGE_STEPS };
	struct range h = { p, s, keep, RANGE_STEPS };

	*lo = find_bound(&l, x, false);
	*hi = find_bound(&h, x, true);
	return *lo && *hi;
}
