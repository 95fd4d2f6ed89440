/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cost_down.c - whether vectors go along the rows of a product, or down its columns.

   Assumes a product of known sizes whose left operand and result have their rows
   stored element by element.  A vector along a row of the result multiplies with
   nothing to spare where the columns fill vectors; 10 columns take two vectors of 8.
   Vectors down a column are always full, but what they are multiplied by has to be
   turned first, L by L elements in L log2 L instructions, and the result back.

   Which is quicker is asked of two kinds of cores: one does two vectors of any length
   a cycle, and moves elements within a vector where it multiplies others; the other
   does two of half the length, or one, moves elements meanwhile, as many vectors as
   it multiplies, and is said to be a sixteenth slower for it.  Leaves true that
   vectors down a column gain on both. */
#include "ta.h"

/* A sum waits so many half cycles for the one before; the registers that more than
   the sums and a square take. */
enum { WAIT = 8, SPARE = 4 };

/* Return the larger of "x" and "y". */
static int64_t larger(int64_t x, int64_t y)
{
	return x > y ? x : y;
}

/* Return "x" / "y", rounded up. */
static int64_t ceil_div(int64_t x, int64_t y)
{
	return (x + y - 1) / y;
}

/* Return how many instructions turn a square of "lanes" by "lanes" elements. */
static int64_t turning(int lanes)
{
	int64_t steps = 0;

	while (1 << steps < lanes)
		steps++;
	return steps * lanes;
}

/* Return whether the product "d" is quicker by vectors down its columns. */
bool ta_down_pays(const struct ta_down *d)
{
	int64_t down = d->m / d->lanes, rest = d->m % d->lanes, n = d->n;
	int64_t turned = ceil_div(d->k, d->lanes) * turning(d->lanes);
	int64_t back = ceil_div(n, d->lanes) * turning(d->lanes), one, other;

	if (d->lanes < 2 || d->k < d->lanes || !down ||
	    n + d->lanes + SPARE > d->registers)
		return false;
	one = down * (d->k * larger(n, WAIT) + turned + back) + d->k * d->rest;
	other = larger(d->k * larger(n, WAIT / 2), turned);
	other = down * (other + other / 16 + back) * d->lanes
		+ d->k * rest * d->wide;
	return one < d->k * d->rows && other < d->k * d->m * d->wide;
}
