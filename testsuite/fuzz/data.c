/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data.c - the arguments of one call: sizes, pitches, where arrays lie, and
   what is in them.

   Sizes are 0, 1, odd, around what tiles and vectors are made of, negative
   where a function allows it; arrays start anywhere their elements may, side
   by side, on top of each other, or column by column in turn.  Floats are
   small integers, of which any sum is exact, or fractions, huge, tiny, signed
   zeros, infinities and NaN. */
#include "run.h"

#include <float.h>
#include <stdio.h>

static uint64_t state;

/* A number below "n". */
static long rnd(long n)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	z ^= z >> 31;
	return (long)(z % (uint64_t)n);
}

static bool chance(int percent)
{
	return rnd(100) < percent;
}

/* A size for loops of "depth" inside each other. */
static long random_size(int depth, bool big)
{
	static const long edges[] = { 1,  2,  3,  4,  5,  7,  8,   9,	15,
				      16, 17, 24, 31, 32, 33, 40,  47,	48,
				      49, 63, 64, 65, 96, 97, 127, 128, 129 };
	long max = depth <= 1 ? (big ? 3000 : 300)
		   : depth == 2 ? (big ? 130 : 40)
		   : depth == 3 ? (big ? 50 : 17)
				: 9;
	long n;

	if (chance(8))
		return rnd(2);
	do
		n = chance(70) ? edges[rnd(27)] : 1 + rnd(max);
	while (n > max);
	if (depth <= 1 && chance(50))
		n = 1 + rnd(max);
	return n;
}

/* The extent of dimension "d" of "a". */
static long extent(const struct fz_array *a, const struct fz_call *call, int d)
{
	long n = a->extra[d];

	if (a->cls[d] >= 0)
		n += call->size[a->cls[d]] * a->mult[d];
	return n;
}

/* Whether an array of "f" has more elements than time allows for. */
static bool too_large(const struct fz_function *f, const struct fz_call *call)
{
	long n;
	int i, d;

	for (i = 0; i < f->narrays; i++) {
		n = 1;
		for (d = 0; d < f->array[i].nd; d++)
			n *= extent(&f->array[i], call, d);
		if (n > 20000)
			return true;
	}
	return false;
}

/* Set the sizes of "call" for "f". */
static void random_sizes(struct fz_call *call, const struct fz_function *f)
{
	bool big = chance(20);
	int c, i;

	for (c = 0; c < FZ_SIZES; c++) {
		long n = random_size(f->depth, big);

		if (!(f->flags & (FZ_NONNEG | FZ_POSITIVE)) && chance(4))
			n = -1 - rnd(5);
		if (f->flags & FZ_POSITIVE && n < 1)
			n = 1;
		call->size[c] = n > f->max_size ? f->max_size : n;
	}
	if (chance(15))
		call->size[1] = call->size[2] = call->size[0];
	for (c = 0; c < FZ_SIZES; c++)
		for (i = 0; call->size[c] < 0 && i < FZ_SIZES; i++)
			if (call->size[i] > 12)
				call->size[i] = 12;
	for (c = 0; c < FZ_SIZES; c++)
		if (f->known[c])
			call->size[c] = f->known[c];
	for (i = 0; i < 40 && too_large(f, call); i++)
		for (c = 0; c < FZ_SIZES; c++)
			if (call->size[c] > 8 && !f->known[c])
				call->size[c] -= call->size[c] / 3;
}

/* Return how many elements array "i" spans: of a negative number of rows, those
   that constants and other loops may reach all the same. */
static long elements(const struct fz_array *a, const struct fz_call *call,
		     int i)
{
	long n = 1, e;
	int d;

	for (d = 0; d < a->nd; d++) {
		e = extent(a, call, d);
		if (d == 0 && e < a->extra[0])
			e = a->extra[0];
		if (d == 1 && a->flags & FZ_PITCH)
			e = call->pitch[i];
		n *= e < 1 ? 1 : e;
	}
	if (a->flags & FZ_PITCH) {
		e = extent(a, call, 1) > 0 ? extent(a, call, 1) : 0;
		if (a->nd > 2)
			e *= extent(a, call, 2) > 0 ? extent(a, call, 2) : 0;
		n += e;
	}
	return n;
}

/* Give the rows of array "i" their distance. */
static void random_pitch(struct fz_call *call, const struct fz_array *a, int i)
{
	long e = a->nd > 1 ? extent(a, call, 1) : 1;

	e = e < 1 ? 1 : e;
	if (a->flags & FZ_PITCH) {
		if (chance(50))
			e += rnd(9);
		else if (chance(5) && !(a->flags & FZ_SHAPED) && e > 2)
			e -= 1 + rnd(2);
	}
	call->pitch[i] = e;
}

/* The bytes of an element of "t". */
static size_t size_of(enum fz_type t)
{
	static const unsigned char size[] = {
#define X(code, ctype, bytes, is_float, is_signed) bytes,
		FZ_TYPES
#undef X
	};

	return size[t];
}

/* An earlier array that array "i" of "f" may overlap, or -1. */
static int partner(const struct fz_function *f, int i)
{
	const struct fz_array *a = &f->array[i], *b;
	int j;

	if (!(a->flags & FZ_ALIAS) || !i || !chance(35))
		return -1;
	j = (int)rnd(i);
	b = &f->array[j];
	if (b->type != a->type || !(b->flags & FZ_ALIAS) || a->sums != b->sums)
		return -1;
	return j;
}

/* Put array "i", of "n" elements, on top of array "j" or beside it. */
static void overlap(struct layout *l, const struct fz_function *f, int i,
		    int j, long n)
{
	struct buffer *buf = &l->buffer[l->in[j]];
	const struct fz_array *a = &f->array[i], *b = &f->array[j];
	long at = l->element[j], old = elements(b, &l->call, j);

	switch (rnd(6)) {
	case 0:
	case 1:
		break;
	case 2:
		at += 1 + rnd(5);
		break;
	case 3:
		at += rnd(old);
		break;
	case 4:
		at += old;
		break;
	default:
		if (a->flags & b->flags & FZ_PITCH && a->nd == 2
		    && b->nd == 2) {
			long e = l->call.pitch[j];

			l->call.pitch[i] += e;
			l->call.pitch[j] = l->call.pitch[i];
			at += e;
			n = elements(a, &l->call, i);
			old = elements(b, &l->call, j);
		}
	}
	l->in[i] = l->in[j];
	l->element[i] = at;
	if (buf->count < at + n)
		buf->count = at + n;
	if (buf->count < l->element[j] + old)
		buf->count = l->element[j] + old;
}

/* Decide where the arrays of "f" lie. */
static void place_arrays(struct layout *l, const struct fz_function *f)
{
	long slack = 8;
	size_t at = 64;
	int i, j, b;

	for (i = 0; i < FZ_SIZES; i++)
		if (l->call.size[i] < 0)
			slack = 2000;
	for (i = 0; i < f->narrays; i++)
		random_pitch(&l->call, &f->array[i], i);
	l->nbuffers = 0;
	for (i = 0; i < f->narrays; i++) {
		const struct fz_array *a = &f->array[i];
		long n = elements(a, &l->call, i);
		struct buffer *buf;

		j = partner(f, i);
		if (j >= 0) {
			overlap(l, f, i, j, n);
			continue;
		}
		l->in[i] = l->nbuffers;
		l->element[i] = slack;
		buf = &l->buffer[l->nbuffers++];
		buf->type = a->type;
		buf->size = size_of(a->type);
		buf->count = n + slack;
		buf->array = i;
	}
	for (b = 0; b < l->nbuffers; b++) {
		struct buffer *buf = &l->buffer[b];

		buf->count += slack;
		at = (at + 63) / 64 * 64 + 64;
		at += (size_t)rnd(64 / (long)buf->size) * buf->size;
		buf->at = at;
		at += (size_t)buf->count * buf->size;
	}
	l->bytes = (at + 127) / 64 * 64;
	for (i = 0; i < f->narrays; i++)
		l->at[i] = l->buffer[l->in[i]].at
			   + (size_t)l->element[i]
				     * l->buffer[l->in[i]].size;
}

/* What floats look like. */
enum kind { WHOLE, FRACTION, SPECIAL, WIDE, ZEROS, POSITIVE, NKINDS, UNITS };

/* A float of "kind" for type "t". */
static double random_float(enum kind kind, enum fz_type t)
{
	static const double special[] = { NAN,	-NAN, INFINITY, -INFINITY,
					  -0.0, 0,    1,	-1 };
	double x = (double)rnd(1 << 20) / (1 << 19) - 1;

	switch (kind) {
	case WHOLE:
		return (double)(rnd(17) - 8);
	case SPECIAL:
		if (chance(4))
			return special[rnd(8)];
		if (chance(4))
			return t == FZ_F32 ? x * 0x1p-130 : x * 0x1p-1030;
		return chance(5) ? 0.0 * x : x;
	case WIDE:
		if (chance(3))
			return t == FZ_F32 ? x * FLT_MAX : x * DBL_MAX;
		return ldexp(x, (int)rnd(80) - 40);
	case ZEROS:
		return chance(80) ? 0.0 * x : x;
	case POSITIVE:
		return fabs(x) + 0.01;
	case UNITS:
		return (double)(rnd(5) - 2);
	default:
		return x;
	}
}

/* Store a random integer of size "bytes" between -mag and mag at "p". */
static void random_integer(char *p, enum fz_type t, const struct fz_array *a)
{
	static const bool sign[] = {
#define X(code, ctype, bytes, is_float, is_signed) is_signed,
		FZ_TYPES
#undef X
	};
	int64_t v;

	if (a->flags & FZ_HOLES && chance(15))
		v = sign[t] ? -FZ_HOLE(t) : FZ_HOLE(t);
	else if (a->flags & FZ_PLACES)
		v = rnd((long)a->mag + 1);
	else if (sign[t])
		v = rnd(2 * (long)a->mag + 1) - a->mag;
	else
		v = chance(50) ? rnd(10) : (rnd(1 << 30) << 34) ^ rnd(1L << 40);
	memcpy(p, &v, size_of(t));
}

/* Store a random complex number of "kind" at "p". */
static void random_complex(char *p, enum fz_type t, enum kind kind)
{
	enum fz_type part = t == FZ_C64 ? FZ_F32 : FZ_F64;
	double d[2] = { random_float(kind, part), random_float(kind, part) };
	float s[2] = { (float)d[0], (float)d[1] };

	memcpy(p, t == FZ_C64 ? (void *)s : (void *)d, size_of(t));
}

/* A float of "kind" for an element of type "t" of array "a". */
static double random_element(enum kind kind, enum fz_type t,
			     const struct fz_array *a)
{
	if (a->flags & FZ_PLACES)
		return (double)rnd(1 << 20) / (1 << 20) * a->mag;
	return random_float(kind, t);
}

/* Fill buffer "b" with values of "kind". */
static void fill(struct layout *l, const struct fz_function *f, int b,
		 enum kind kind)
{
	const struct buffer *buf = &l->buffer[b];
	char *p = l->start + buf->at;
	long i;

	if (f->flags & FZ_WHOLE)
		kind = UNITS;
	for (i = 0; i < buf->count; i++, p += buf->size) {
		double d;
		float s;

		if (buf->type >= FZ_C64) {
			random_complex(p, buf->type, kind);
			continue;
		}
		if (buf->type > FZ_F64) {
			random_integer(p, buf->type, &f->array[buf->array]);
			continue;
		}
		d = random_element(kind, buf->type, &f->array[buf->array]);
		s = (float)d;
		if (buf->type == FZ_F32)
			memcpy(p, &s, sizeof s);
		else
			memcpy(p, &d, sizeof d);
	}
}

/* Make the arguments of "f" that belong to "seed". */
void layout_make(struct layout *l, const struct fz_function *f, uint64_t seed)
{
	enum kind kind;
	int i;

	state = seed;
	random_sizes(&l->call, f);
	place_arrays(l, f);
	l->start = realloc(l->start, l->bytes);
	memset(l->start, 0x5a, l->bytes);
	kind = rnd(NKINDS);
	while (v_finite && (kind == SPECIAL || kind == WIDE))
		kind = rnd(NKINDS);
	for (i = 0; i < l->nbuffers; i++)
		fill(l, f, i, chance(80) ? kind : WHOLE);
	for (i = 0; i < FZ_SCALARS; i++) {
		double x = random_float(f->flags & FZ_WHOLE ? UNITS
					: kind == WIDE	    ? FRACTION
							    : kind,
					f->scalar);

		if (f->scalar > FZ_F64 && f->scalar < FZ_C64)
			x = (double)rnd(20);
		else if (chance(30))
			x = (double)rnd(3);
		if (f->scalar == FZ_F32)
			x = (float)x;
		l->call.scalar[i] = x;
	}
	l->call.flag = (int)rnd(4);
}

/* Print the arguments of "f". */
void layout_print(const struct layout *l, const struct fz_function *f, int set)
{
	int i;

	printf("%s set %d: n %ld m %ld k %ld alpha %g beta %g flag %d", f->name,
	       set, l->call.size[0], l->call.size[1], l->call.size[2],
	       l->call.scalar[0], l->call.scalar[1], l->call.flag);
	for (i = 0; i < f->narrays; i++)
		printf("; A%d in %d at %ld pitch %ld", i, l->in[i],
		       l->element[i], l->call.pitch[i]);
	printf("\n");
}

/* Set "e" to the memory of "l" before the call. */
void errors_start(const struct layout *l, struct errors *e)
{
	long i;
	int b;

	for (b = 0; b < l->nbuffers; b++) {
		const struct buffer *buf = &l->buffer[b];
		const char *p = l->start + buf->at;
		size_t n = (size_t)buf->count;

		if (buf->type > FZ_F64) {
			e->bytes[b] = realloc(e->bytes[b], n * buf->size);
			memcpy(e->bytes[b], p, n * buf->size);
			continue;
		}
		e->value[b] = realloc(e->value[b], n * sizeof(v_t));
		for (i = 0; i < buf->count; i++, p += buf->size) {
			double d;
			float s;

			memcpy(&d, p, sizeof d * (buf->type == FZ_F64));
			memcpy(&s, p, sizeof s);
			e->value[b][i] = v_c(buf->type, buf->type == FZ_F32
								? s : d);
		}
	}
}

/* Return where array "array" begins in "e". */
void *errors_array(const struct layout *l, struct errors *e, int array)
{
	int b = l->in[array];

	if (l->buffer[b].type > FZ_F64)
		return e->bytes[b]
		       + (size_t)l->element[array] * l->buffer[b].size;
	return e->value[b] + l->element[array];
}
