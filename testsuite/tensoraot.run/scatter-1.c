/* Elements that change at places that data say, in blocks with copies of them: by every
   operator, of every type, under conditions about the place and about what is there,
   rows, two in one loop, in an order that matters, and where what is changed overlaps
   the places.  All numbers are whole and small, so that sums are exact in any order.
   If this fails, a change is lost, made twice or elsewhere, made at a place that C does
   not look for (which traps), or an element is written that no iteration changes.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 48, WIDTH = 6, SIZE = 700 };

static int fixed[BINS];
static double square[BINS / WIDTH][WIDTH];

#define ARGUMENTS int n, int m, int bins, int rows, double *h, int *c, unsigned *u,    \
		  short *t, double *x, int *p, int *q, uint8_t *b

#include "twins.h"

#define SUMS "tensoraot kernel fp(reassociate) require(lowered,parallel) \
disjoint shape (h[bins], c[bins], u[bins], t[bins])"
#define WHOLE "tensoraot kernel fp(strict) require(lowered,parallel) disjoint \
shape (c[bins], u[bins], t[bins])"

FUNCTIONS (count, WHOLE,
  for (int i = 0; i < n; i++)
    c[p[i]]++;)

FUNCTIONS (bytes, "tensoraot kernel fp(strict) require(lowered,parallel) disjoint",
  for (int i = 0; i < n; i++)
    c[b[i] & 31] += p[i];)

FUNCTIONS (weights, SUMS,
  for (int i = 0; i < n; i++)
    h[p[i]] += x[i];)

FUNCTIONS (minus, SUMS,
  for (int i = 0; i < n; i++)
    h[p[i]] -= 2 * x[i];)

FUNCTIONS (times, WHOLE,
  for (int i = 0; i < n; i++)
    u[p[i]] *= q[i] | 1;)

FUNCTIONS (all_of, WHOLE,
  for (int i = 0; i < n; i++)
    u[p[i]] &= ~(1u << (q[i] & 31));)

FUNCTIONS (any_of, WHOLE,
  for (int i = 0; i < n; i++)
    u[p[i]] |= 1u << (q[i] & 31);)

FUNCTIONS (odd_of, WHOLE,
  for (int i = 0; i < n; i++)
    u[p[i]] ^= q[i] * 2654435761u;)

FUNCTIONS (shorts, WHOLE,
  for (int i = 0; i < n; i++)
    t[p[i]] += q[i];)

FUNCTIONS (most, SUMS,
  for (int i = 0; i < n; i++)
    if (x[i] > h[p[i]])
      h[p[i]] = x[i];)

FUNCTIONS (least, SUMS,
  for (int i = 0; i < n; i++)
    h[p[i]] = x[i] < h[p[i]] ? x[i] : h[p[i]];)

FUNCTIONS (most_whole, WHOLE,
  for (int i = 0; i < n; i++)
    c[p[i]] = q[i] > c[p[i]] ? q[i] : c[p[i]];)

FUNCTIONS (present, SUMS,
  for (int i = 0; i < n; i++)
    if (q[i] >= 0)
      h[q[i]] += x[i];)

FUNCTIONS (inside, SUMS,
  for (int i = 0; i < n; i++) {
    int k = q[i] + 2;

    if (k >= 0 && k < bins && x[i] > 0)
      h[k] += x[i];
  })

FUNCTIONS (present_most, SUMS,
  for (int i = 0; i < n; i++)
    if (q[i] >= 0 && x[i] > h[q[i]])
      h[q[i]] = x[i];)

FUNCTIONS (either, SUMS,
  for (int i = 0; i < n; i++)
    if (q[i] & 1)
      h[p[i]] += x[i];
    else
      h[p[i] / 2] -= x[i];)

FUNCTIONS (next_to, SUMS,
  for (int i = 0; i < n; i++) {
    h[p[i] / 2] += x[i];
    h[p[i] / 2 + 1] += 2 * x[i];
  })

FUNCTIONS (row, "tensoraot kernel fp(reassociate) require(lowered,parallel) \
disjoint shape (h[rows][m], c[bins], x[n][m])",
  for (int i = 0; i < n; i++) {
    c[p[i] / m]++;
    for (int j = 0; j < m; j++)
      h[p[i] / m * m + j] += x[i * m + j];
  })

FUNCTIONS (matrix, "tensoraot kernel fp(reassociate) require(lowered,parallel)",
  for (int i = 0; i < n; i++)
    for (int j = 0; j < WIDTH; j++)
      square[p[i] / WIDTH][j] += x[i];)

FUNCTIONS (both, "tensoraot kernel fp(reassociate) require(lowered,parallel)",
  for (int i = 0; i < n; i++)
    square[p[i] / WIDTH][(unsigned) p[i] % WIDTH] += x[i];)

FUNCTIONS (image, WHOLE,
  for (int i = 0; i < n / 8; i++)
    for (int j = 0; j < 8; j++)
      c[p[8 * i + j]] += j;)

FUNCTIONS (computed, SUMS,
  for (int i = 0; i < n; i++)
    h[(int) (q[i] * 1.5 + 4) % 30] += 1;)

FUNCTIONS (branched, "tensoraot kernel fp(reassociate) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++)
    h[(int) (q[i] < 0 ? -q[i] * 1.5 : q[i] * 2.5) % 30] += 1;)

FUNCTIONS (variable, TESTED,
  for (int i = 0; i < n; i++)
    fixed[p[i]] += q[i];)

FUNCTIONS (local, "tensoraot kernel fp(strict) require(parallel)",
  {
    int part[BINS];

    for (int k = 0; k < BINS; k++)
      part[k] = k;
    for (int i = 0; i < n; i++)
      part[p[i]] += q[i];
    for (int k = 0; k < BINS; k++)
      u[k] = part[k];
  })

FUNCTIONS (nearest, "tensoraot kernel fp(reassociate) require(lowered,parallel) disjoint \
shape (h[bins], c[bins])",
  for (int i = 0; i < n; i++) {
    double least = 1e9;
    int best = 0;

    for (int k = 0; k < m; k++)
      if ((x[i] - 3 * k) * (x[i] - 3 * k) < least) {
        least = (x[i] - 3 * k) * (x[i] - 3 * k);
        best = k;
      }
    c[best]++;
    h[best] += x[i];
  })

FUNCTIONS (together, SUMS,
  for (int i = 0; i < n; i++) {
    h[p[i]] += x[i];
    c[p[i]] += 1;
    x[i] = x[i] + 1;
  })

FUNCTIONS (repeated, SUMS,
  for (int r = 0; r < 3; r++) {
    for (int i = r; i < n - r; i++)
      c[p[i]] += r;
    for (int i = 0; i < n; i++)
      h[p[i]] += x[i];
    for (int i = 0; i < n; i++)
      x[i] = x[i] / 2;
  })

FUNCTIONS (each, SUMS,
  for (int r = 0; r < 4; r++)
    for (int i = 0; i < n; i++)
      u[12 * r + p[i] % 12] += i;)

FUNCTIONS (ordered, "tensoraot kernel fp(reassociate) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++) {
    h[p[i]] += x[i];
    h[p[i] / 3] *= 2;
  })

FUNCTIONS (strict, "tensoraot kernel fp(strict) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++)
    h[p[i]] = h[p[i]] * 0.5 + 1;)

FUNCTIONS (old, "tensoraot kernel disjoint shape (c[bins])",
  for (int i = 0; i < n; i++)
    x[i] = c[p[i]]++;)

FUNCTIONS (over, "tensoraot kernel disjoint shape (h[bins])",
  for (int i = 0; i < n; i++)
    h[p[i]] = x[i];)

FUNCTIONS (another, "tensoraot kernel fp(reassociate) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++)
    h[p[i]] = h[p[i] / 2] + x[i];)

FUNCTIONS (itself, "tensoraot kernel shape (c[bins])",
  for (int i = 0; i < n; i++)
    c[c[i % bins] & 7]++;)

FUNCTIONS (reset, "tensoraot kernel fp(reassociate) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++) {
    h[p[i]] += x[i];
    h[i % bins] = 1;
  })

FUNCTIONS (between, "tensoraot kernel fp(reassociate) disjoint shape (h[bins])",
  for (int i = 0; i < n; i++) {
    double now = h[p[i]];

    h[q[i] & 7] += 1;
    h[p[i]] = now + x[i];
  })

FUNCTIONS (places, "tensoraot kernel fp(reassociate) shape (h[bins])",
  for (int i = 0; i < n - 1; i++) {
    h[p[i]] += x[i];
    p[i + 1] = p[i] / 2;
  })

FUNCTIONS (overlap, "tensoraot kernel fp(strict) shape (c[bins])",
  for (int i = 0; i < n; i++)
    c[p[i]]++;)

FUNCTIONS (overlap_in, "tensoraot kernel fp(reassociate) shape (h[bins])",
  for (int i = 0; i < n; i++)
    h[p[i]] += x[i];)

static const struct {
  void (*kernel) (ARGUMENTS);
  void (*plain) (ARGUMENTS);
} pairs[] = {
  PAIR (count), PAIR (bytes), PAIR (weights), PAIR (minus), PAIR (times),
  PAIR (all_of), PAIR (any_of), PAIR (odd_of), PAIR (shorts), PAIR (most),
  PAIR (least), PAIR (most_whole), PAIR (present), PAIR (inside),
  PAIR (present_most), PAIR (either), PAIR (next_to), PAIR (row), PAIR (matrix),
  PAIR (both), PAIR (image), PAIR (computed), PAIR (branched), PAIR (variable), PAIR (local),
  PAIR (nearest), PAIR (together), PAIR (repeated), PAIR (each),
  PAIR (ordered), PAIR (strict), PAIR (old),
  PAIR (over), PAIR (another), PAIR (itself), PAIR (reset), PAIR (between),
  PAIR (places), PAIR (overlap), PAIR (overlap_in),
};

/* What a kernel is given, once for it and once for its plain twin. */
static struct data {
  double h[BINS], x[SIZE * WIDTH];
  int c[BINS], p[SIZE], q[SIZE], fixed[BINS];
  unsigned u[BINS];
  short t[BINS];
  uint8_t b[SIZE];
  double square[BINS / WIDTH][WIDTH];
} was, data[2];

static void
fill (int n)
{
  for (int i = 0; i < BINS; i++)
    {
      was.h[i] = i % 7 ? i % 9 - 3 : i ? -0.0 : NAN;
      was.c[i] = i % 5;
      was.u[i] = i * 2654435761u;
      was.t[i] = 32760 + i;
    }
  for (int i = 0; i < SIZE * WIDTH; i++)
    was.x[i] = i % 29 == 28 ? 0 : i % 31 - 12;
  for (int i = 0; i < SIZE; i++)
    {
      was.p[i] = (unsigned) i * 7919u % (BINS - 4);
      was.q[i] = i % 11 - 2;
      was.b[i] = i * 29;
    }
  /* Some elements are not finite, and what is found by comparisons is. */
  was.x[3] = n > 20 ? NAN : 5;
  was.x[17] = n > 40 ? INFINITY : 6;
}

static int
alike (const void *u, const void *v, size_t size)
{
  return !memcmp (u, v, size);
}

/* Whether "u" and "v" are the same, NaN of any kind and zeros of either sign. */
static int
same (const double *u, const double *v, int n)
{
  for (int i = 0; i < n; i++)
    if (u[i] != v[i] && (!isnan (u[i]) || !isnan (v[i])))
      return 0;
  return 1;
}

static void
compare (void)
{
  if (!same (data[0].h, data[1].h, BINS)
      || !same (data[0].x, data[1].x, SIZE * WIDTH)
      || !same (data[0].square[0], data[1].square[0], BINS)
      || !alike (data[0].c, data[1].c, sizeof was.c)
      || !alike (data[0].p, data[1].p, sizeof was.p)
      || !alike (data[0].fixed, data[1].fixed, sizeof was.fixed)
      || !alike (data[0].u, data[1].u, sizeof was.u)
      || !alike (data[0].t, data[1].t, sizeof was.t))
    abort ();
}

/* Run pair "k"; what is changed begins at element "to" of the places, if that is not
   below 0. */
static void
check (unsigned k, int n, int m, int to)
{
  for (int plain = 0; plain < 2; plain++)
    {
      struct data *d = &data[plain];

      *d = was;
      memcpy (fixed, was.c, sizeof fixed);
      memcpy (square, was.h, sizeof square);
      (plain ? pairs[k].plain : pairs[k].kernel) (
	n, m, BINS, BINS / m, to < 0 ? d->h : d->x + to, to < 0 ? d->c : d->p + to, d->u,
	d->t, d->x, d->p, d->q, d->b);
      memcpy (d->fixed, fixed, sizeof fixed);
      memcpy (d->square, square, sizeof square);
    }
  compare ();
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 15, 16, 17, 31, 33, 100, SIZE };
  unsigned all = sizeof pairs / sizeof *pairs;

  for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++)
    {
      fill (sizes[s]);
      for (unsigned k = 0; k < all; k++)
	for (int m = 1; m <= WIDTH; m += m == 1 ? 3 : 2)
	  check (k, sizes[s], m, -1);
    }
  /* No iteration looks for a place where there is none. */
  fill (100);
  for (int i = 0; i < SIZE; i++)
    was.q[i] = i % 3 ? -(1 << 30) : 2;
  for (unsigned k = 0; k < all; k++)
    if (pairs[k].kernel == present || pairs[k].kernel == present_most)
      check (k, 100, 1, -1);
  /* What is changed lies on the places, or what is added: the last two only may be
     called so. */
  fill (2);
  for (unsigned k = all - 2; k < all; k++)
    for (int to = 0; to < 100; to++)
      check (k, 40, 1, to);
  return 0;
}
