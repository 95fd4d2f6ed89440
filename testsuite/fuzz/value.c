/* SPDX-License-Identifier: GPL-3.0-or-later */
/* value.c - error arithmetic: what a result may be when sums are reordered.

   Assumes that values are computed in C's order, in long double.  Each carries
   a bound on the difference from what any order of its sums, with or without
   contraction, and any libm within 4 ULP gives:

	|result - v| <= SLACK * (e + k * eps * m)

   where m is the sum of the absolute values of the terms, k the number of
   roundings and e the same bound for what the terms were made of.  Sums of
   integers that the type can hold exactly have no error.  Infinities and NaN
   that come from the operands are exact; where a partial sum may overflow in
   some order nothing is said ("wild"). */
#include "fuzz.h"

#include <float.h>

/* Roundings that the rules below do not count: those of alpha and beta moved
   in front of a sum, of a reciprocal, of a split accumulator. */
static const long double slack = 4;

/* The roundings that a call of libm stands for: in double, or in float where a float
   is made of what it gives. */
enum { CALLED = 10 };

bool v_uncertain, v_finite;

long double v_eps(enum fz_type t)
{
	return t == FZ_F32 ? FLT_EPSILON / 2 : DBL_EPSILON / 2;
}

/* The largest number of "t", with room for a sum, or product, that is only
   afterwards multiplied by a small alpha. */
static long double largest(enum fz_type t)
{
	return t == FZ_F32 ? FLT_MAX * 0x1p-16L : DBL_MAX * 0x1p-16L;
}

/* The error that underflow brings to a product in "t". */
static long double underflow(enum fz_type t)
{
	return t == FZ_F32 ? 0x1p-149L * 1024 : 0x1p-1074L * 1024;
}

/* The smallest normal number of "t". */
static long double smallest(enum fz_type t)
{
	return t == FZ_F32 ? FLT_MIN : DBL_MIN;
}

long double v_error(enum fz_type t, v_t x)
{
	long double exact = t == FZ_F32 ? 0x1p24L : 0x1p53L;

	if (x.whole && x.m <= exact)
		return 0;
	return slack * (x.e + (long double)x.k * v_eps(t) * x.m);
}

/* "x" after an operation in "t": wild when it may overflow. */
static v_t checked(enum fz_type t, v_t x)
{
	if (!(x.m < largest(t) && x.e < largest(t)))
		x.wild = true;
	if (v_finite && !isfinite(x.v))
		x.wild = true;
	return x;
}

/* "x" with its roundings so far as the error of a single term. */
static v_t term(enum fz_type t, v_t x)
{
	if (x.whole && v_error(t, x) == 0) {
		x.e = 0;
	}
	else {
		x.whole = false;
		x.e += (long double)x.k * v_eps(t) * x.m;
	}
	x.k = 0;
	x.m = isfinite(x.v) ? fabsl(x.v) : 0;
	return x;
}

v_t v_c(enum fz_type t, long double x)
{
	v_t r = { .v = x };

	(void)t;
	if (isfinite(x)) {
		r.m = fabsl(x);
		r.whole = x == rintl(x) && r.m < 0x1p53L;
	}
	return r;
}

/* How large, in bits, the factors of a product in "t" may be together that cannot
   overflow. */
static float most_bits(enum fz_type t)
{
	return t == FZ_F32 ? 120 : 1000;
}

/* "x" + "y" in "t".  Of a sum of zeros, the sign is open.  What multiplies it may
   come to its terms first, of which each has factors of its own; two products that are
   one product may be this, twice. */
static v_t add(enum fz_type t, v_t x, v_t y)
{
	v_t r = { .v = x.v + y.v, .m = x.m + y.m, .e = x.e + y.e };

	r.k = x.k + y.k + 1;
	r.whole = x.whole && y.whole;
	r.signless = x.signless || y.signless || (x.v == 0 && y.v == 0);
	r.wild = x.wild || y.wild;
	r.up = x.up > y.up ? x.up : y.up;
	r.down = x.down > y.down ? x.down : y.down;
	if ((x.up || x.down) && (y.up || y.down) && r.up > most_bits(t))
		r.wild = true;
	return checked(t, r);
}

/* Whether the sign of the term "x" is not certain. */
static bool unsure(v_t x)
{
	return x.e > 0 && x.e * slack >= x.m;
}

/* Let "r", a product in "t", remember the factors that "x" has, or "x" as one
   of them: a sum of products may be more than its largest term. */
static void factor(v_t *r, v_t x)
{
	float l = x.v == 0 || !isfinite(x.v) ? 0 : (float)log2l(fabsl(x.v));

	r->up += x.up > l ? x.up : fmaxf(l, 0);
	r->down += x.down > -l ? x.down : fmaxf(-l, 0);
}

/* Let "r", the product of "x" and "y" in "t", remember its factors, and be wild
   when some of three or more may overflow or underflow together. */
static void factors(enum fz_type t, v_t *r, v_t x, v_t y)
{
	float most = most_bits(t);
	bool many = x.up || x.down || y.up || y.down;

	factor(r, x);
	factor(r, y);
	if (many && (r->up > most || r->down > most))
		r->wild = true;
}

/* "x" * "y" in "t": wild where it may be one of 0 and infinity. */
static v_t multiply(enum fz_type t, v_t x, v_t y)
{
	v_t r = { .v = x.v * y.v, .wild = x.wild || y.wild,
		  .signless = x.signless || y.signless };
	v_t a = term(t, x), b = term(t, y);

	if (x.m * y.m >= largest(t))
		r.wild = true;
	if (unsure(a) || unsure(b))
		r.signless = true;
	r.m = isfinite(r.v) ? fabsl(r.v) : 0;
	r.k = 1;
	r.whole = a.whole && b.whole && isfinite(r.v);
	r.e = a.e * b.m + b.e * a.m + a.e * b.e;
	if (r.v == 0 ? (x.v != 0 && y.v != 0) : r.m < 4 * smallest(t))
		r.e += underflow(t);
	if (!isfinite(r.v)
	    && ((isfinite(x.v) && unsure(a)) || (isfinite(y.v) && unsure(b))))
		r.wild = true;
	if (r.whole)
		r.m = x.m * y.m;
	factors(t, &r, x, y);
	return checked(t, r);
}

/* "x" / "y" in "t": wild where it may be 0 / 0, or infinity of either sign.  A
   product that is divided may be one of more factors. */
static v_t divide(enum fz_type t, v_t x, v_t y)
{
	v_t r = { .v = x.v / y.v, .wild = x.wild || y.wild,
		  .signless = x.signless || y.signless };
	v_t a = term(t, x), b = term(t, y);
	v_t by = { .v = 1 / y.v, .up = y.down, .down = y.up };

	r.m = isfinite(r.v) ? fabsl(r.v) : 0;
	r.k = 3;
	if (unsure(a) || unsure(b))
		r.signless = true;
	if (y.v == 0 && (y.signless || (isfinite(x.v) && unsure(a))))
		r.wild = true;
	if (isfinite(y.v) && (b.e >= b.m / 2 && b.e > 0))
		r.wild = true;
	else if (isfinite(y.v) && y.v != 0)
		r.e = (a.e + r.m * b.e) / (b.m - b.e);
	if ((r.v == 0 ? x.v != 0 : r.m < 4 * smallest(t)))
		r.e += underflow(t);
	if (b.m < smallest(t) * 4 && y.v != 0)
		r.wild = r.wild || b.e > 0;
	factors(t, &r, x, by);
	return checked(t, r);
}

/* The larger of the errors that "x" and "y" have in "t", as terms. */
static v_t either(enum fz_type t, v_t r, v_t x, v_t y)
{
	v_t a = term(t, x), b = term(t, y);

	r = term(t, r);
	r.e = a.e > b.e ? a.e : b.e;
	r.whole = a.whole && b.whole;
	r.wild = x.wild || y.wild;
	r.signless = x.signless || y.signless || r.v == 0;
	return r;
}

v_t v_bin(enum v_op op, enum fz_type t, v_t x, v_t y)
{
	switch (op) {
	case V_ADD:
		return add(t, x, y);
	case V_SUB:
		return add(t, x, v_neg(y));
	case V_MUL:
		return multiply(t, x, y);
	case V_DIV:
		return divide(t, x, y);
	case V_MIN:
		return either(t, isnan(x.v) || y.v < x.v ? y : x, x, y);
	default:
		return either(t, isnan(x.v) || y.v > x.v ? y : x, x, y);
	}
}

v_t v_choose(enum v_op op, enum fz_type t, v_t x, v_t y)
{
	v_t r = v_sel(v_cmp(op == V_MIN ? "<" : ">", x, y), x, y);

	r.signless = r.signless || r.v == 0;
	if (!isnan(x.v) && !isnan(y.v))
		return v_bin(op, t, x, y);
	return r;
}

v_t v_over(v_t old, v_t x)
{
	x.signless = x.signless || (x.v == 0 && old.v == 0);
	return x;
}

v_t v_update(enum v_op op, enum fz_type t, int spelling, v_t old, v_t x)
{
	if (spelling == 1)
		return v_choose(op, t, old, x);
	if (spelling == 2)
		return v_bin(op, t, old, x);
	return v_choose(op, t, x, old);
}

v_t v_sum(enum v_op op, enum fz_type t, v_t sum, v_t x)
{
	v_t r = v_bin(op, t, sum, x);

	r.signless = r.signless || (r.v == 0 && op < V_MUL);
	return r;
}

void v_begin(v_t *sum, int n)
{
	for (; n > 0; n--, sum++)
		sum->signless = sum->signless || sum->v == 0;
}

v_t v_fma(enum fz_type t, v_t x, v_t y, v_t z)
{
	return add(t, multiply(t, x, y), z);
}

v_t v_neg(v_t x)
{
	x.v = -x.v;
	return x;
}

v_t v_abs(v_t x)
{
	x.v = fabsl(x.v);
	return x;
}

v_t v_cvt(enum fz_type t, v_t x)
{
	if (t == FZ_F64)
		return term(FZ_F32, x);
	if (isnan(x.v) || isinf(x.v))
		return x;
	x = term(FZ_F64, x);
	x.k = x.called ? CALLED : 1;
	x.called = false;
	if (x.v != 0 && x.m < smallest(t))
		x.e += underflow(t);
	return checked(t, x);
}

/* The function "name" of libm at "x" and "y" in long double. */
static long double function(const char *name, long double x, long double y)
{
	static const struct {
		const char *name;
		long double (*f)(long double);
	} table[] = {
		{ "exp", expl },     { "log", logl },	  { "sqrt", sqrtl },
		{ "sin", sinl },     { "cos", cosl },	  { "tanh", tanhl },
		{ "atan", atanl },   { "floor", floorl }, { "ceil", ceill },
		{ "trunc", truncl }, { "rint", rintl },	  { "erf", erfl },
		{ "log1p", log1pl }, { "expm1", expm1l },
	};
	unsigned i;

	for (i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(name, table[i].name))
			return table[i].f(x);
	if (!strcmp(name, "atan2"))
		return atan2l(x, y);
	if (!strcmp(name, "hypot"))
		return hypotl(x, y);
	if (!strcmp(name, "pow"))
		return powl(x, y);
	if (!strcmp(name, "copysign"))
		return copysignl(x, y);
	abort();
}

/* How far "name" moves at most when its arguments move by "dx" and "dy"; NaN if
   it has no value on the way. */
static long double spread(const char *name, v_t x, v_t y, long double r,
			  long double dx, long double dy)
{
	long double most = 0, d;
	int i, j;

	if (dx == 0 && dy == 0)
		return 0;
	for (i = -1; i <= 1; i++)
		for (j = -1; j <= 1; j++) {
			d = fabsl(function(name, x.v + i * dx, y.v + j * dy)
				  - r);
			if (isnan(d))
				return d;
			if (d > most)
				most = d;
		}
	if (!strcmp(name, "sin") || !strcmp(name, "cos"))
		most = most < dx ? dx : most;
	return most;
}

/* Whether "name" gives an exact result for exact arguments. */
static bool rounds(const char *name)
{
	return !strcmp(name, "floor") || !strcmp(name, "ceil")
	       || !strcmp(name, "trunc") || !strcmp(name, "rint")
	       || !strcmp(name, "copysign");
}

v_t v_call(enum fz_type t, const char *name, v_t x, v_t y)
{
	v_t r = { .v = function(name, x.v, y.v), .k = CALLED, .called = true,
		  .signless = x.signless || y.signless };
	v_t a = term(t, x), b = term(t, y);

	r.wild = x.wild || y.wild;
	r.m = isfinite(r.v) ? fabsl(r.v) : 0;
	if (!strcmp(name, "atan2") || !strcmp(name, "copysign"))
		r.wild = r.wild || ((x.signless || y.signless || v_finite)
				    && (x.v == 0 || y.v == 0));
	if (!strcmp(name, "copysign") && isnan(y.v))
		r.wild = true;
	if (!isfinite(r.v) && (a.e > 0 || b.e > 0) && isfinite(x.v)
	    && isfinite(y.v))
		r.wild = true;
	if (isfinite(r.v) && isfinite(x.v) && isfinite(y.v)) {
		r.e = spread(name, x, y, r.v, slack * a.e, slack * b.e);
		if (!isfinite(r.e))
			r.wild = true;
	}
	if (r.v == 0 && (unsure(a) || unsure(b)))
		r.signless = true;
	if (a.e == 0 && b.e == 0 && rounds(name)) {
		r.whole = isfinite(r.v) && r.v == rintl(r.v);
		r.k = 0;
	}
	if (r.v != 0 && r.m < 4 * smallest(t))
		r.e += underflow(t);
	return checked(t, r);
}

/* Whether the comparison with the name "op" holds. */
static int compare(const char *op, long double x, long double y)
{
	if (!strcmp(op, "<"))
		return x < y;
	if (!strcmp(op, "<="))
		return x <= y;
	if (!strcmp(op, ">"))
		return x > y;
	if (!strcmp(op, ">="))
		return x >= y;
	return !strcmp(op, "==") ? x == y : x != y;
}

/* Whether "x", which is off by "d" at most, has a sign; 2: that may be either. */
static int sign(v_t x, long double d)
{
	bool zero = x.v == 0 && (x.signless || v_finite);

	if (isnan(x.v) || zero || (d > 0 && isfinite(x.v) && fabsl(x.v) <= d))
		return 2;
	return signbit(x.v) != 0;
}

int v_cmp(const char *op, v_t x, v_t y)
{
	v_t a = term(FZ_F32, x), b = term(FZ_F32, y);
	long double d = slack * (a.e + b.e);

	if (x.wild || y.wild)
		return 2;
	if (!strcmp(op, "isnan") || !strcmp(op, "isunordered"))
		return isunordered(x.v, y.v);
	if (!strcmp(op, "signbit"))
		return sign(x, d);
	if (d > 0 && isfinite(x.v) && isfinite(y.v) && fabsl(x.v - y.v) <= d)
		return 2;
	if (!strcmp(op, "islessgreater"))
		return islessgreater(x.v, y.v);
	return compare(op, x.v, y.v);
}

int v_and(int x, int y)
{
	return !x || !y ? 0 : x == 2 || y == 2 ? 2 : 1;
}

int v_or(int x, int y)
{
	return x == 1 || y == 1 ? 1 : x || y ? 2 : 0;
}

int v_not(int x)
{
	return x == 2 ? 2 : !x;
}

v_t v_sel(int c, v_t x, v_t y)
{
	v_t a, b, r;
	long double far;

	if (c != 2)
		return c ? x : y;
	a = term(FZ_F32, x);
	b = term(FZ_F32, y);
	far = fabsl(x.v - y.v) + b.e;
	r = a;
	r.wild = x.wild || y.wild || !isfinite(x.v) || !isfinite(y.v);
	r.whole = false;
	r.signless = x.signless || y.signless || r.v == 0;
	r.e = far > a.e ? far : a.e;
	return r;
}

int v_if(int c)
{
	if (c == 2)
		v_uncertain = true;
	return c != 0;
}

long double v_num(v_t x)
{
	if (x.wild || term(FZ_F32, x).e > 0)
		v_uncertain = true;
	return x.v;
}
