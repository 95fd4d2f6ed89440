/* SPDX-License-Identifier: MIT */
/* check_value.c - values of the types that kernels have: their size, how large
   they are, when two are the same, and their text.  */
#include "check.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The size of a part of a value of "type", and how many parts it has. */
static const struct {
	int size, parts;
} forms[NTYPES] = {
#define TENSORAOT_TYPE(name, type, parts) { sizeof(type), parts },
#include "check.def"
};

/* The size of "type" in bytes. */
int tensoraot_type_size(int type)
{
	return forms[type].size * forms[type].parts;
}

/* Whether values of "type" are floats, or pairs of them. */
static int is_float(int type)
{
	return type >= TYPE_F32;
}

/* Half a unit in the last place of 1 of "type", 0 for integers. */
double tensoraot_epsilon(int type)
{
	if (!is_float(type))
		return 0;
	return forms[type].size == sizeof(float) ? 0x1p-24 : 0x1p-53;
}

/* Part "i" of the float at "at", of "type". */
static double part(int type, const void *at, int i)
{
	const char *p = (const char *)at + i * forms[type].size;
	double d;
	float f;

	if (forms[type].size == sizeof f) {
		memcpy(&f, p, sizeof f);
		return f;
	}
	memcpy(&d, p, sizeof d);
	return d;
}

/* The integer at "at", of "type", signed or not. */
static int64_t integer(int type, const void *at)
{
	switch (type) {
#define TENSORAOT_TYPE(name, type, parts)                 \
	case TYPE_##name: {                               \
		type v;                                   \
		memcpy(&v, at, sizeof v);                 \
		return (int64_t)v;                        \
	}
#include "check.def"
	}
	return 0;
}

/* The absolute value of the value at "at", or more than that; 0 where it is not
   finite, which says nothing of others. */
double tensoraot_magnitude(int type, const void *at)
{
	double sum = 0;
	int i;

	if (type == TYPE_U64)
		return (double)(uint64_t)integer(type, at);
	if (!is_float(type))
		return fabs((double)integer(type, at));
	for (i = 0; i < forms[type].parts; i++)
		sum += fabs(part(type, at, i));
	return isfinite(sum) ? sum : 0;
}

/* Whether all parts of the float at "at", of "type", are finite. */
static int all_finite(int type, const void *at)
{
	int i, all = 1;

	for (i = 0; i < forms[type].parts; i++)
		all &= isfinite(part(type, at, i)) != 0;
	return all;
}

/* Whether the floats "a" and "b" are the same, or finite and no more than
   "bound" apart; with a negative bound, bit for bit but for those of a NaN. */
static int part_close(double a, double b, double bound, int open)
{
	if (isnan(a) && isnan(b))
		return 1;
	if (bound < 0)
		return a == b && !signbit(a) == !signbit(b);
	if (!isfinite(a) || !isfinite(b))
		return a == b || open;
	return fabs(a - b) <= bound;
}

/* Whether the values of "type" at "x" and "y" are the same, or, being finite,
   no more than "bound" apart: a bound that is negative asks for the same bits,
   but for those of a NaN.  With "open", anything goes where one is not finite.
   A complex number that is not finite is one in all its forms. */
int tensoraot_close(int type, const void *x, const void *y, double bound,
		    int open)
{
	int i, close = 1;

	if (!is_float(type))
		return !memcmp(x, y, forms[type].size);
	if (bound >= 0 && forms[type].parts > 1 && !all_finite(type, x)
	    && !all_finite(type, y))
		return 1;
	for (i = 0; i < forms[type].parts; i++)
		close &= part_close(part(type, x, i), part(type, y, i), bound,
				    open);
	return close;
}

/* Write the value of "type" at "at" to "s" of "size" bytes. */
void tensoraot_value_text(int type, const void *at, char *s, int size)
{
	int digits = forms[type].size == sizeof(float) ? 9 : 17;

	if (!is_float(type))
		snprintf(s, size, type == TYPE_U64 ? "%llu" : "%lld",
			 (long long)integer(type, at));
	else if (forms[type].parts == 1)
		snprintf(s, size, "%.*g", digits, part(type, at, 0));
	else
		snprintf(s, size, "%.*g%+.*gi", digits, part(type, at, 0),
			 digits, part(type, at, 1));
}
