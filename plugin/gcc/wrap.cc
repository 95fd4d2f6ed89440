/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wrap.cc - what has to hold for the machine's integers to be the polynomials.

   Assumes values from affine.cc.  A value that arithmetic modulo 2^n made is
   used as the polynomial only if that stays inside its type wherever the loops
   go: proved from the parameters' types and ranges, or else left as a guard
   over the parameters.  Leaves true that nothing wraps while the guards of the
   program hold. */
#include "gcc-compat.h"
#include "extract.h"

/* Set *lo and *hi to bounds of variable "var" and return true: parameters
   have those of their types, iterators are not negative. */
static bool var_bounds(ta_extraction *x, int var, __int128 *lo, __int128 *hi)
{
	if (var < TA_PARAM0)
		return false;
	*lo = x->plo[var - TA_PARAM0];
	*hi = x->phi[var - TA_PARAM0];
	return true;
}

/* Multiply the interval [*lo, *hi] by [l, h]; false if that overflows. */
static bool interval_mul(__int128 *lo, __int128 *hi, __int128 l, __int128 h)
{
	__int128 p[4], min, max;
	int i;

	if (__builtin_mul_overflow(*lo, l, &p[0])
	    || __builtin_mul_overflow(*lo, h, &p[1])
	    || __builtin_mul_overflow(*hi, l, &p[2])
	    || __builtin_mul_overflow(*hi, h, &p[3]))
		return false;
	min = max = p[0];
	for (i = 1; i < 4; i++) {
		min = p[i] < min ? p[i] : min;
		max = p[i] > max ? p[i] : max;
	}
	*lo = min;
	*hi = max;
	return true;
}

/* Return true if the types of the parameters alone make "idx" >= 0. */
static bool interval_nonneg(ta_extraction *x, const ta_idx *idx)
{
	__int128 sum = 0;
	int i, j;

	for (i = 0; i < idx->nterms; i++) {
		const ta_term *t = &idx->term[i];
		__int128 lo = t->coef, hi = t->coef, l, h;

		for (j = 0; j < t->nvars; j++)
			if (!var_bounds(x, t->var[j], &l, &h)
			    || !interval_mul(&lo, &hi, l, h))
				return false;
		if (__builtin_add_overflow(sum, lo, &sum))
			return false;
	}
	return sum >= 0;
}

/* Return true if a guard for "idx" >= 0 is there already. */
static bool guarded(ta_extraction *x, const ta_idx *idx)
{
	int i;

	for (i = 0; i < x->p->nguards; i++)
		if (x->p->guard[i]->kind == TA_GUARD_GE0
		    && ta_idx_equal(x->p->guard[i]->idx, idx))
			return true;
	return false;
}

/* Return true if "idx", over parameters, is known to be >= 0. */
bool ta_x_proved(ta_extraction *x, const ta_idx *idx)
{
	return interval_nonneg(x, idx) || guarded(x, idx)
	       || ta_known_nonneg(x->p, idx);
}

/* Return "idx", over parameters, as text. */
static const char *idx_text(ta_extraction *x, const ta_idx *idx)
{
	const char **name = TA_NEWV(x->a, const char *, x->p->nparams);
	ta_buf b;
	int i;

	for (i = 0; i < x->p->nparams; i++)
		name[i] = x->p->param[i].name;
	ta_buf_init(&b, x->a);
	ta_idx_print(&b, idx, NULL, name);
	return b.s ? b.s : "0";
}

/* Make sure, by a guard if need be, that "idx", over parameters, is >= 0;
   false if it never is, or not at run time.  "text" says what for. */
bool ta_x_assume(ta_extraction *x, const ta_idx *idx, const char *text)
{
	ta_guard *g;
	int64_t k;

	if (!idx || ta_idx_uses_iters(idx))
		return false;
	if (ta_idx_is_const(idx, &k))
		return k >= 0;
	if (ta_x_proved(x, idx))
		return true;
	g = TA_NEW(x->a, ta_guard);
	g->kind = TA_GUARD_GE0;
	g->idx = idx;
	g->text = ta_sprintf(x->a, "%s >= 0: %s", idx_text(x, idx), text);
	TA_PUSH(x->a, x->p->guard, x->p->nguards, g);
	return true;
}

/* Return a statement of nothing in those of "loop" and the loops around it
   whose iterators "idx" mentions, for its domain; NULL if that is not
   known. */
static ta_stmt *domain_of(ta_extraction *x, class loop *loop,
			  const ta_idx *idx)
{
	ta_stmt *s = TA_NEW(x->a, ta_stmt);

	while (loop && !ta_x_uses_own(x, idx, loop))
		loop = ta_x_outer(x, loop);
	s->depth = ta_x_dims(x, loop);
	return ta_x_domain(x, s, loop) ? s : NULL;
}

/* The same for "idx" over the iterators of "at", wherever these go. */
bool ta_x_assume_over(ta_extraction *x, const ta_idx *idx, class loop *at,
		      const char *text)
{
	const ta_idx *lo, *hi;
	ta_stmt *s;

	if (!idx || ta_x_busy(idx))
		return false;
	if (!ta_idx_uses_iters(idx))
		return ta_x_assume(x, idx, text);
	s = domain_of(x, at, idx);
	if (!s || !ta_range(x->p, s, 0, idx, &lo, &hi))
		return false;
	return ta_x_assume(x, lo, text);
}

/* Return true if "idx" over the iterators of "at" is known to be >= 0. */
bool ta_x_proved_over(ta_extraction *x, const ta_idx *idx, class loop *at)
{
	const ta_idx *lo = idx, *hi;
	ta_stmt *s;

	if (!idx || ta_x_busy(idx))
		return false;
	if (ta_idx_uses_iters(idx)) {
		s = domain_of(x, at, idx);
		if (!s || !ta_range(x->p, s, 0, idx, &lo, &hi)
		    || ta_idx_uses_iters(lo))
			return false;
	}
	return ta_x_proved(x, lo);
}

/* Return true if "idx" stays inside "type" over the domain of "s". */
static bool fits(ta_extraction *x, const ta_stmt *s, const ta_idx *idx,
		 tree type)
{
	int prec = TYPE_PRECISION(type);
	int64_t max = prec == 64 ? INT64_MAX
		      : TYPE_UNSIGNED(type)
			      ? (int64_t)(((uint64_t)1 << prec) - 1)
			      : ((int64_t)1 << (prec - 1)) - 1;
	int64_t min = TYPE_UNSIGNED(type) ? 0
		      : prec == 64	  ? INT64_MIN
					  : -((int64_t)1 << (prec - 1));
	const ta_idx *lo = idx, *hi = idx;

	if (ta_idx_uses_iters(idx) && !ta_range(x->p, s, 0, idx, &lo, &hi))
		return false;
	if (prec == 64 && ta_idx_degree(hi) <= 1)
		hi = ta_idx_const(x->a, 0);
	if (min != INT64_MIN
	    && !ta_x_assume(x, ta_idx_addk(x->a, lo, -min),
			    "an index does not wrap around"))
		return false;
	return ta_x_assume(
		x, ta_idx_addk(x->a, ta_idx_scale(x->a, hi, -1), max),
		"an index does not wrap around");
}

/* Return true if "v", of "type" and in loop "at", is its polynomial: it
   cannot wrap around, or the loop's test, which is being looked at, will have
   to show that. */
bool ta_x_exact(ta_extraction *x, ta_value v, tree type, class loop *at)
{
	class loop *l;
	ta_stmt *s;

	if (v.exact || !INTEGRAL_TYPE_P(type))
		return true;
	if (ta_x_busy(v.idx)) {
		ta_x_note(x, TA_REASON_WRAP, NULL);
		return false;
	}
	for (l = at; l; l = ta_x_outer(x, l)) {
		ta_loop_info **info = x->infos.get(l);

		if (info && (*info)->testing
		    && ta_idx_uses(v.idx, ta_x_depth(x, l))) {
			ta_pending p = { v, type };

			(*info)->pending.safe_push(p);
			return true;
		}
	}
	s = domain_of(x, at, v.idx);
	if (s && fits(x, s, v.idx, type))
		return true;
	ta_x_note(x, TA_REASON_WRAP, NULL);
	return false;
}

/* Clear info->ok if a value that the test of "info" used may leave its type
   on the way: in the first trip, or at a point of "s", which also holds the
   trip that fails the test. */
void ta_x_check_pending(ta_extraction *x, ta_loop_info *info, const ta_stmt *s,
			const ta_stmt *outer)
{
	const ta_idx *to[TA_MAX_DEPTH] = { NULL };
	unsigned i;

	to[info->depth] = ta_idx_const(x->a, 0);
	for (i = 0; i < info->pending.length(); i++) {
		ta_pending *p = &info->pending[i];
		const ta_idx *first = ta_idx_subst(x->a, p->value.idx,
						   info->depth + 1, to);

		if (!fits(x, outer, first, p->type)
		    || !fits(x, s, p->value.idx, p->type)) {
			ta_x_note(x, TA_REASON_WRAP, NULL);
			info->ok = false;
		}
	}
}
