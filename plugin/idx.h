/* SPDX-License-Identifier: GPL-3.0-or-later */
/* idx.h - index polynomials: what bounds, offsets and subscripts are made of.

   Assumes an arena for each.  They are immutable, and clean in C and C++. */
#ifndef TA_IDX_H
#define TA_IDX_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------- index polynomials (idx.c) ----- */

/* An integer polynomial over variables with exact (unbounded in meaning)
   integer value.  Variable d < TA_PARAM0 is iterator d of the statement (in
   a plan: variable d of the enclosing plan loops); variable TA_PARAM0 + p is
   parameter p of the program.  Canonical: no zero coefficients, terms sorted
   by (degree descending, then variables), variables of a term ascending, so
   that equal polynomials are memberwise equal.  Immutable, arena-owned.
   Operations return NULL when a coefficient overflows or a term exceeds
   TA_MAX_DEGREE, and propagate NULL arguments. */
enum { TA_PARAM0 = 64, TA_MAX_DEGREE = 6, TA_MAX_DEPTH = 16 };

typedef struct ta_term {
	int64_t coef;
	int nvars;
	short var[TA_MAX_DEGREE];
} ta_term;

typedef struct ta_idx {
	int nterms;
	ta_term *term;
} ta_idx;

const ta_idx *ta_idx_const(ta_arena *a, int64_t k);
const ta_idx *ta_idx_var(ta_arena *a, int var);
const ta_idx *ta_idx_param(ta_arena *a, int param);
const ta_idx *ta_idx_add(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_sub(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_mul(ta_arena *a, const ta_idx *x, const ta_idx *y);
const ta_idx *ta_idx_scale(ta_arena *a, const ta_idx *x, int64_t k);
const ta_idx *ta_idx_addk(ta_arena *a, const ta_idx *x, int64_t k);
/* "x" / k when every coefficient is divisible, else NULL. */
const ta_idx *ta_idx_divk(ta_arena *a, const ta_idx *x, int64_t k);
bool ta_idx_equal(const ta_idx *x, const ta_idx *y);
bool ta_idx_is_const(const ta_idx *x, int64_t *k);
int64_t ta_idx_constant(const ta_idx *x);	/* the constant term */
bool ta_idx_is_one(const ta_idx *x);	/* NULL: no */
bool ta_idx_negative(const ta_idx *x);	/* every coefficient, and there is one */
bool ta_idx_uses(const ta_idx *x, int var);
bool ta_idx_uses_iters(const ta_idx *x);	/* any iterator at all */
int ta_idx_degree(const ta_idx *x);
/* The coefficient of "var" when "x" is linear in it: a polynomial without
   "var" (zero polynomial when absent); NULL when var occurs squared. */
const ta_idx *ta_idx_coef(ta_arena *a, const ta_idx *x, int var);
/* "x" without the terms that contain "var" / any iterator. */
const ta_idx *ta_idx_without(ta_arena *a, const ta_idx *x, int var);
const ta_idx *ta_idx_without_iters(ta_arena *a, const ta_idx *x);
/* Each term has at most one iterator, to the first power and with a constant
   coefficient: what isl can take, a product of parameters counting as one. */
bool ta_idx_affine(const ta_idx *x);
/* The variable that "x" is, or -1; NULL is none. */
int ta_idx_sole_var(const ta_idx *x);
/* Is "x" one of the "n" in "list"?  (idiom_pack.c) */
bool ta_idx_listed(const ta_idx *x, int n, const ta_idx *const *list);
/* "x" with each variable v < n, iterators first, replaced by to[v] (NULL entry:
   kept). */
const ta_idx *ta_idx_subst(ta_arena *a, const ta_idx *x, int n,
			   const ta_idx *const *to);
bool ta_idx_canonical(const ta_idx *x);
/* "x" in text with the names given; "iter[d]" / "param[p]" are names. */
void ta_idx_print(ta_buf *b, const ta_idx *x, const char *const *iter,
		  const char *const *param);

/* divide.c: "x" = quot * "s" + rem for a polynomial "s" over parameters, quot
   rounded to the nearest; "x" / "s" when
   exact, else NULL; the pieces these are made of. */
bool ta_idx_divide(ta_arena *a, const ta_idx *x, const ta_idx *s,
		   const ta_idx **quot, const ta_idx **rem);
const ta_idx *ta_idx_quotient(ta_arena *a, const ta_idx *x, const ta_idx *s);
const ta_idx *ta_term_idx(ta_arena *a, const ta_term *t, int64_t k);
bool ta_term_divide(const ta_term *t, const ta_term *u, ta_term *quot);
int64_t ta_gcd(int64_t x, int64_t y);

#ifdef __cplusplus
}
#endif
#endif
