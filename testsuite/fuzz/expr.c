/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expr.c - random expressions without undefined behaviour.

   Assumes a function being built.  Integers carry a bound on their size, so
   that signed arithmetic never overflows; conversions of floats to integers
   are of exact values that are clamped first.  Leaves true that a float of
   which "exact" is said has no rounding error in any order of evaluation. */
#include "gen.h"

#include <math.h>
#include <stdarg.h>

/* The largest value of integer type "t". */
static double type_max(enum fz_type t)
{
	static const double max[FZ_NTYPES] = {
		0, 0, 127, 255, 32767, 65535, 2147483647., 4294967295.,
		9.2e18, 1.8e19, 0, 0
	};

	return max[t];
}

/* What C computes in when an operand has type "t". */
static enum fz_type promoted(enum fz_type t)
{
	return is_float(t) || type_size(t) >= 4 ? t : FZ_I32;
}

/* What C computes in for operands of types "s" and "t". */
static enum fz_type common(enum fz_type s, enum fz_type t)
{
	s = promoted(s);
	t = promoted(t);
	if (is_complex(s) || is_complex(t))
		return part_type(s) == FZ_F64 || part_type(t) == FZ_F64
			       ? FZ_C128 : FZ_C64;
	if (is_float(s) || is_float(t))
		return s == FZ_F64 || t == FZ_F64 ? FZ_F64 : FZ_F32;
	return s > t ? s : t;
}

struct ex *new_ex(struct build *b, enum ex_op op, enum fz_type t, int n, ...)
{
	struct ex *e = NEW(struct ex);
	va_list ap;
	int i;

	e->op = op;
	e->type = t;
	e->na = n;
	e->id = b->f->nids++;
	va_start(ap, n);
	for (i = 0; i < n; i++)
		e->a[i] = va_arg(ap, struct ex *);
	va_end(ap);
	e->mag = type_max(t);
	return e;
}

struct ex *load(struct build *b, struct access *acc)
{
	const struct array *a = &b->f->array[acc->array];
	struct ex *e = new_ex(b, EX_LOAD, a->f.type, 0);

	e->acc = acc;
	e->mag = a->mag;
	e->exact = a->exact;
	return e;
}

/* The constant "v" of type "t"; among complex numbers a whole one, not nearer
   to zero, as their sums have to be exact in any order. */
struct ex *constant(struct build *b, enum fz_type t, double v)
{
	struct ex *e = new_ex(b, EX_CONST, t, 0);

	if (b->f->complex)
		v = v < 0 ? floor(v) : ceil(v);
	e->value = v;
	e->n = is_complex(t) ? rnd(4) - 1 : 0;
	e->mag = v < 0 ? -v : v;
	e->exact = true;
	return e;
}

struct ex *local_value(struct build *b, int n)
{
	struct ex *e = new_ex(b, EX_LOCAL, b->f->local[n].type, 0);

	e->n = n;
	e->mag = b->f->local[n].mag;
	e->exact = b->f->local[n].exact;
	return e;
}

/* An integer that is "x". */
struct ex *index_value(struct build *b, const struct idx *x)
{
	struct ex *e = new_ex(b, EX_ITER, FZ_I64, 0);

	e->idx = *x;
	e->mag = 1 << 20;
	return e;
}

/* The float "e" as an integer of type "t", clamped. */
static struct ex *to_integer(struct build *b, struct ex *e, enum fz_type t)
{
	double m = type_max(t) < 1000 ? 100 : 1000;
	double low = is_signed(t) ? -m : 0;
	struct ex *r;

	b->f->moves = false;
	r = new_ex(b, EX_SELECT, e->type, 3,
		   new_ex(b, EX_GT, FZ_I32, 2, e, constant(b, e->type, low)),
		   e, constant(b, e->type, low));
	r->exact = true;
	r = new_ex(b, EX_SELECT, e->type, 3,
		   new_ex(b, EX_LT, FZ_I32, 2, e, constant(b, e->type, m)), r,
		   constant(b, e->type, m));
	r->exact = true;
	r = new_ex(b, EX_CAST, t, 1, r);
	r->mag = m;
	return r;
}

struct ex *to_type(struct build *b, struct ex *e, enum fz_type t)
{
	struct ex *r;

	if (e->type == t)
		return e;
	if (is_float(e->type) && !is_float(t)) {
		if (!e->exact || is_complex(e->type))
			return constant(b, t, 3);
		return to_integer(b, e, t);
	}
	r = new_ex(b, EX_CAST, t, 1, e);
	r->exact = e->exact && !is_float(e->type);
	if (t == FZ_F64)
		r->exact = is_float(e->type) ? e->exact : true;
	else if (t == FZ_F32)
		r->exact = e->mag <= 16000000 && !is_float(e->type);
	b->f->moves = false;
	if (!is_float(t) && e->mag <= type_max(t)
	    && (is_signed(t) || !is_signed(e->type)))
		r->mag = e->mag;
	return r;
}

struct ex *limit(struct build *b, struct ex *e, double mag)
{
	struct ex *r;

	if (is_float(e->type) || e->mag <= mag)
		return e;
	if (is_signed(e->type) && chance(60)) {
		r = new_ex(b, EX_MOD, promoted(e->type), 2, e,
			   constant(b, promoted(e->type), mag + 1));
	} else {
		int bits = 0;

		while ((double)((int64_t)2 << bits) - 1 <= mag)
			bits++;
		r = new_ex(b, EX_AND, promoted(e->type), 2, e,
			   constant(b, promoted(e->type),
				    (double)(((int64_t)1 << bits) - 1)));
	}
	r->mag = mag;
	return r;
}

/* The size of "x" op "y" if there were no limit. */
static double result_mag(enum ex_op op, const struct ex *x, const struct ex *y)
{
	switch (op) {
	case EX_MUL:
		return x->mag * y->mag;
	case EX_ADD:
	case EX_SUB:
		return x->mag + y->mag;
	case EX_MIN:
	case EX_MAX:
		return x->mag > y->mag ? x->mag : y->mag;
	default:
		return type_max(x->type);
	}
}

struct ex *binary(struct build *b, enum ex_op op, struct ex *x, struct ex *y)
{
	enum fz_type t = common(x->type, y->type);
	struct ex *e;
	double mag;

	b->f->moves = false;
	if (is_complex(t)) {
		if (op == EX_MIN || op == EX_MAX)
			op = EX_SUB;
		if (is_complex(x->type) || !is_float(x->type))
			x = to_type(b, x, t);
		if (is_complex(y->type) || !is_float(y->type)
		    || !is_complex(x->type))
			y = to_type(b, y, t);
		return new_ex(b, op, t, 2, x, y);
	}
	if (is_float(t)) {
		x = to_type(b, x, t);
		y = to_type(b, y, t);
		e = new_ex(b, op, t, 2, x, y);
		e->exact = (op == EX_MIN || op == EX_MAX) && x->exact
			   && y->exact;
		return e;
	}
	if (op == EX_MIN || op == EX_MAX) {
		x = to_type(b, x, t);
		y = to_type(b, y, t);
	}
	mag = result_mag(op, x, y);
	if (is_signed(t) && mag > type_max(t)) {
		enum fz_type u = t + 1;

		if (chance(50)) {
			e = new_ex(b, op, u, 2, to_type(b, x, u),
				   to_type(b, y, u));
			return to_type(b, e, t);
		}
		x = limit(b, x, 100);
		y = limit(b, y, 100);
		mag = result_mag(op, x, y);
	}
	e = new_ex(b, op, t, 2, x, y);
	e->mag = mag > type_max(t) || (!is_signed(t)) ? type_max(t) : mag;
	return e;
}

/* An integer operation that floats do not have, of "x" and "y". */
static struct ex *integer_op(struct build *b, struct ex *x, struct ex *y)
{
	static const enum ex_op ops[] = { EX_AND, EX_OR, EX_XOR, EX_SHL,
					  EX_SHR, EX_DIV, EX_MOD };
	enum ex_op op = ops[rnd(7)];
	enum fz_type t = common(x->type, y->type), one = promoted(x->type);
	struct ex *e;

	b->f->moves = false;
	switch (op) {
	case EX_SHL:
		e = to_type(b, x, is_signed(one) ? one + 1 : one);
		return new_ex(b, op, e->type, 2, e,
			      constant(b, FZ_I32, 1 + rnd(4)));
	case EX_SHR:
		e = new_ex(b, op, one, 2, x, constant(b, FZ_I32, 1 + rnd(4)));
		e->mag = x->mag;
		return e;
	case EX_DIV:
	case EX_MOD:
		e = new_ex(b, op, one, 2, x, constant(b, one, 2 + rnd(9)));
		e->mag = x->mag;
		return e;
	default:
		e = new_ex(b, op, t, 2, x, y);
		e->mag = type_max(t);
		if (x->mag < type_max(t) / 4 && y->mag < type_max(t) / 4) {
			e->mag = 1;
			while (e->mag <= x->mag || e->mag <= y->mag)
				e->mag *= 2;
		}
		return e;
	}
}

/* One of the scalar parameters, as type "t". */
struct ex *scalar(struct build *b, enum fz_type t)
{
	struct ex *e = new_ex(b, EX_SCALAR, b->f->scalar_type, 0);

	e->n = rnd(FZ_SCALARS);
	e->mag = 20;
	e->exact = true;
	b->f->uses_scalar[e->n] = true;
	return to_type(b, e, t);
}

/* A value in scope of type "t": an element, a scalar, a constant, an index. */
struct ex *random_leaf(struct build *b, enum fz_type t)
{
	static const double floats[] = { 0, 1, -1, 0.5, 2, -0.25, 3, 0.1 };
	struct function *f = b->f;
	int i, r = rnd(100);
	struct ex *e;

	if (r < 70)
		for (i = 0; i < 6; i++) {
			int a = rnd(f->narrays);

			if ((f->array[a].f.type != t && !chance(12))
			    || (a == b->avoid && !chance(20))
			    || (f->array[a].is_index
				&& (f->complex || !chance(25))))
				continue;
			e = load(b, access_to(b, a, NULL));
			return to_type(b, e, t);
		}
	if (r < 80 && (f->scalar_type == t || is_float(t)))
		return scalar(b, t);
	if (r < 86 && b->nscope) {
		struct idx at = { .c = rnd(3) };

		at.it[b->scope[rnd(b->nscope)]] = 1;
		e = index_value(b, &at);
		if (f->complex)
			e = limit(b, e, 3);
		else if (is_signed(t) && !is_float(t))
			e = limit(b, e, 100);
		return to_type(b, e, t);
	}
	for (i = 0; r < 92 && i < f->nlocals; i++)
		if (f->local[i].declared && chance(60))
			return to_type(b, local_value(b, i), t);
	b->f->moves = b->f->moves && is_float(t);
	if (f->complex)
		return constant(b, t, rnd(5) - 2);
	return constant(b, t, is_float(t) ? floats[rnd(8)] : rnd(12));
}

/* A value of type "t", of "fuel", for a function of doubles: often of a float. */
static struct ex *argument(struct build *b, enum fz_type t, int fuel)
{
	bool wide = t == FZ_F64 && chance(40);

	return to_type(b, random_ex(b, wide ? FZ_F32 : t, fuel), t);
}

/* A power of a random value in "t" with an exponent that is known. */
static struct ex *power(struct build *b, enum fz_type t, int fuel)
{
	static const double exponents[] = { 2, 2, 2, 3, 4, 0.5, -1, 1.5 };
	struct ex *e = new_ex(b, EX_CALL, t, 2, argument(b, t, fuel),
			      constant(b, t, exponents[rnd(8)]));

	e->fn = "pow";
	return e;
}

/* A call of libm in "t". */
static struct ex *math_call(struct build *b, enum fz_type t, int fuel)
{
	static const char *const one[] = { "exp",   "log",   "sqrt",  "sin",
					   "cos",   "tanh",  "atan",  "floor",
					   "ceil",  "trunc", "rint",  "erf",
					   "log1p", "expm1", "sqrt",  "exp" };
	static const char *const two[] = { "atan2", "hypot", "copysign" };
	struct ex *e;

	b->f->moves = false;
	if (t == FZ_F32 && chance(25))
		return to_type(b, math_call(b, FZ_F64, fuel), t);
	if (chance(15))
		return power(b, t, fuel - 1);
	if (chance(12)) {
		e = new_ex(b, EX_FMA, t, 3, random_ex(b, t, fuel / 3),
			   random_ex(b, t, fuel / 3),
			   random_ex(b, t, fuel / 3));
		return e;
	}
	if (chance(15)) {
		e = new_ex(b, chance(50) ? EX_MIN : EX_MAX, t, 2,
			   random_ex(b, t, fuel / 2),
			   random_ex(b, t, fuel / 2));
		e->n = 1;
		b->f->any_zero = true;
		return e;
	}
	if (chance(15)) {
		e = new_ex(b, EX_CALL, t, 2, random_ex(b, t, fuel / 2),
			   random_ex(b, t, fuel / 2));
		e->fn = two[rnd(3)];
		return e;
	}
	e = new_ex(b, EX_CALL, t, 1, argument(b, t, fuel - 1));
	e->fn = one[rnd(16)];
	return e;
}

/* A condition on "x" of type "t", a float, as the macros of math.h make one: whether it
   is a NaN, or it or another value is, whether it is less or greater, or has a sign.
   A NaN may have any. */
static struct ex *macro(struct build *b, enum fz_type t, struct ex *x)
{
	struct ex *is_nan;

	x = to_type(b, x, t);
	is_nan = new_ex(b, EX_NAN, FZ_I32, 1, x);
	if (chance(40))
		return is_nan;
	if (chance(60))
		return new_ex(b, chance(60) ? EX_UNORD : EX_LTGT, FZ_I32, 2, x,
			      random_leaf(b, t));
	return new_ex(b, EX_LAND, FZ_I32, 2,
		      new_ex(b, EX_LNOT, FZ_I32, 1, is_nan),
		      new_ex(b, EX_SIGN, FZ_I32, 1, x));
}

struct ex *random_condition(struct build *b, int fuel)
{
	static const enum ex_op ops[] = { EX_LT, EX_LE, EX_GT,
					  EX_GE, EX_EQ, EX_NE };
	enum ex_op op = ops[chance(15) ? rnd(6) : rnd(4)];
	enum fz_type t = b->t;
	struct ex *x, *y;

	b->f->moves = false;
	if (fuel > 1 && chance(15))
		return new_ex(b, chance(50) ? EX_LAND : EX_LOR, FZ_I32, 2,
			      random_condition(b, fuel / 2),
			      random_condition(b, fuel / 2));
	if (chance(6))
		return new_ex(b, EX_LNOT, FZ_I32, 1,
			      random_condition(b, fuel - 1));
	x = random_ex(b, t, fuel / 2);
	if (is_complex(t) && chance(70)) {
		t = part_type(t);
		x = to_type(b, x, t);
	} else if (is_complex(t)) {
		op = chance(50) ? EX_EQ : EX_NE;
	}
	if (is_float(t) && !is_complex(t) && chance(35))
		return macro(b, t, x);
	y = chance(50) ? constant(b, t, rnd(3)) : random_leaf(b, t);
	if (!is_float(t)) {
		enum fz_type c = common(x->type, y->type);

		x = to_type(b, x, c);
		y = to_type(b, y, c);
	}
	return new_ex(b, op, FZ_I32, 2, x, y);
}

/* A unary operation, absolute value or choice in "t". */
static struct ex *other_ex(struct build *b, enum fz_type t, int fuel)
{
	struct ex *x, *y, *e;

	b->f->moves = false;
	if (chance(40)) {
		x = to_type(b, random_ex(b, t, fuel / 2), t);
		y = to_type(b, random_ex(b, t, fuel / 2), t);
		e = new_ex(b, EX_SELECT, promoted(t), 3,
			   random_condition(b, fuel / 2), x, y);
		e->mag = x->mag > y->mag ? x->mag : y->mag;
		if (!is_float(t))
			e->a[1] = to_type(b, x, e->type),
			e->a[2] = to_type(b, y, e->type);
		return e;
	}
	x = random_ex(b, t, fuel - 1);
	if (is_complex(t) && chance(50))
		return new_ex(b, EX_NOT, t, 1, x);
	if (is_complex(t))
		return chance(50) ? new_ex(b, EX_NEG, t, 1, x)
				  : binary(b, EX_ADD, x,
					   new_ex(b, EX_IMAG, part_type(t), 1,
						  random_leaf(b, t)));
	if (is_float(t)) {
		e = new_ex(b, chance(50) ? EX_NEG : EX_ABS, t, 1, x);
		e->exact = x->exact;
		return e;
	}
	if (chance(35)) {
		e = new_ex(b, EX_NOT, promoted(x->type), 1, x);
		e->mag = is_signed(e->type) ? x->mag + 1 : e->mag;
		return e;
	}
	x = is_signed(x->type) ? limit(b, x, 30000) : x;
	e = new_ex(b, chance(50) || !is_signed(promoted(x->type)) ? EX_NEG
								 : EX_ABS,
		   promoted(x->type), 1, x);
	if (is_signed(e->type))
		e->mag = x->mag;
	return e;
}

struct ex *random_ex(struct build *b, enum fz_type t, int fuel)
{
	static const enum ex_op ops[] = { EX_ADD, EX_SUB, EX_MUL, EX_ADD,
					  EX_MUL, EX_MIN, EX_MAX };
	struct ex *x, *y;
	int r = rnd(100);

	if (fuel <= 0 || r < 15 || (b->f->complex && r < 40
				    && !is_complex(t)))
		return random_leaf(b, t);
	if (is_complex(t) && b->f->fp == STRICT && r < 20)
		return binary(b, EX_DIV, random_ex(b, t, fuel / 2),
			      random_ex(b, t, fuel / 2));
	if (b->f->complex && r >= 22 && r < 36)
		r += 14;
	if (b->f->complex && !is_complex(t))
		return binary(b, ops[rnd(5)], random_ex(b, t, fuel / 2),
			      random_ex(b, t, fuel / 2));
	if (r < 22)
		return other_ex(b, t, fuel);
	if (is_float(t) && r < 32)
		return math_call(b, t, fuel);
	if (is_float(t) && r < 36) {
		b->f->moves = false;
		return new_ex(b, EX_DIV, t, 2, random_ex(b, t, fuel / 2),
			      random_ex(b, t, fuel / 2));
	}
	x = random_ex(b, t, fuel / 2);
	y = random_ex(b, t, (fuel - 1) / 2);
	if (!is_float(t) && r < 45)
		return integer_op(b, x, y);
	return binary(b, ops[rnd(7)], x, y);
}
