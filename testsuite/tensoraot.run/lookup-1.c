/* Elements at places that data say: a table, rows of one, members of records, two
   levels, under a condition, as factors of a sum, of all types of places; where the
   table is written too, or overlaps what is, or its places are.  If this fails, another
   element is found than C's, one is looked for where C looks for none (which traps), or
   one is found before what was written there.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct point { float x, y; };

static double fixed[256];
static const float half[16] = { 1, 2, 3, -4, 5, 6, -7, 8, 9, 1.5f };

#define ARGUMENTS int n, int m, double *y, double *x, float *f, int *p,      \
		  int64_t *far, uint8_t *b, struct point *q

#include "twins.h"

FUNCTIONS (table, APART,
  for (int i = 0; i < n; i++)
    y[i] = x[p[i]] * 2;)

FUNCTIONS (wide, APART,
  for (int i = 0; i < n; i++)
    y[i] = x[far[i] - 1 + 1] + f[p[i]];)

FUNCTIONS (rows, APART,
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      y[i * m + j] = x[p[i] / 8 * m + j];)

FUNCTIONS (both, APART,
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      y[i * m + j] = x[p[i] % m * m + p[j] % m];)

FUNCTIONS (members, APART,
  for (int i = 0; i < n; i++)
    y[i] = q[p[i]].x - q[p[i]].y;)

FUNCTIONS (pointer, APART,
  for (int i = 0; i < n; i++) {
    const double *at = x + 3 * (p[i] / 3);

    y[i] = at[0] + at[1];
  })

FUNCTIONS (chain, APART,
  for (int i = 0; i < n; i++)
    y[i] = x[p[p[i]]];)

FUNCTIONS (condition, APART,
  for (int i = 0; i < n; i++)
    y[i] = p[i] % 3 ? x[p[i]] : x[i] > 0 ? x[p[p[i]]] : 1;)

FUNCTIONS (nowhere, APART,
  for (int i = 0; i < n; i++)
    y[i] = p[i] < m ? x[p[i]] : far[i] < 0 ? x[far[i] << 40] : 3;)

FUNCTIONS (store, APART,
  for (int i = 0; i < n; i++)
    if (p[i] < m)
      y[i] = x[p[i]];)

FUNCTIONS (sum, APART,
  for (int i = 0; i < n; i++) {
    double s = 0;

    for (int j = 0; j < m; j++)
      s += f[i * m + j] * x[p[j]];
    y[i] = s;
  })

FUNCTIONS (moved, APART,
  for (int i = 0; i < n; i++) {
    const double *row = x + i;

    for (int j = 0; j < m; j++)
      y[i * m + j] = row[(p[j] & 31) + j];
  })

FUNCTIONS (divided, "tensoraot kernel disjoint require(lowered)",
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      y[i * m + j] = (f[j] + 1) / x[p[i]];)

FUNCTIONS (variable, TESTED,
  for (int i = 0; i < n; i++)
    y[i] = fixed[b[i]] + half[b[i] & 15] - half[b[i] >> 4];)

FUNCTIONS (bytes, TESTED,
  for (int i = 0; i < n; i++)
    y[i] = f[b[i]] + x[(b[i] & 7) * 3 + 1];)

FUNCTIONS (in_place, ANY,
  for (int i = 0; i < n; i++)
    y[i] = y[p[i]] + 1;)

FUNCTIONS (places, ANY,
  for (int i = 0; i < n; i++) {
    y[i] = x[p[i]];
    p[i + 1] = p[i] / 2;
  })

FUNCTIONS (later, ANY,
  {
    for (int i = 0; i < n; i++)
      x[i] = f[i];
    for (int i = 0; i < n; i++)
      y[i] = x[p[i]];
  })

FUNCTIONS (scatter, ANY,
  for (int i = 0; i < n; i++)
    y[p[i]] += x[i];)

static const struct {
  void (*kernel) (ARGUMENTS);
  void (*plain) (ARGUMENTS);
} pairs[] = {
  PAIR (table), PAIR (wide), PAIR (rows), PAIR (both), PAIR (members),
  PAIR (pointer), PAIR (chain), PAIR (condition), PAIR (nowhere), PAIR (store),
  PAIR (sum), PAIR (moved), PAIR (divided), PAIR (variable), PAIR (bytes),
  PAIR (in_place), PAIR (places), PAIR (later), PAIR (scatter),
};

enum { SIZE = 70 * 70, SHIFT = 300 };

/* What a kernel is given, once for it and once for its plain twin: y, and after it
   what is looked up, in one piece of memory, so that they may overlap. */
static struct data {
  double room[3 * SIZE];
  float f[SIZE];
  int p[SIZE];
  int64_t far[SIZE];
  uint8_t b[SIZE];
  struct point q[SIZE];
} was, data[2];

static void
fill (int n)
{
  for (int i = 0; i < 3 * SIZE; i++)
    was.room[i] = i % 97 - 40 + i % 5 * 0.25;
  for (int i = 0; i < SIZE; i++)
    {
      was.f[i] = i % 23 + 0.5f;
      was.p[i] = (unsigned) i * 7919u % (n ? n : 1);
      was.far[i] = (unsigned) i * 104729u % (n ? n : 1);
      was.b[i] = i * 29;
      was.q[i] = (struct point) { i % 13, i % 7 };
    }
  for (int i = 0; i < 256; i++)
    fixed[i] = i * 0.75;
}

/* Run pair "k" with "y" at "to", and x at SIZE, of the room. */
static void
check (unsigned k, int n, int m, int to)
{
  for (int plain = 0; plain < 2; plain++)
    {
      struct data *d = &data[plain];

      *d = was;
      (plain ? pairs[k].plain : pairs[k].kernel) (n, m, d->room + to,
						  d->room + SIZE, d->f, d->p,
						  d->far, d->b, d->q);
    }
  if (memcmp (&data[0], &data[1], sizeof was))
    abort ();
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 7, 8, 9, 31, 64, 69 };

  for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (int m = 1; m < 70; m += m < 8 ? 3 : 31)
      {
	fill (sizes[s]);
	for (unsigned k = 0; k < sizeof pairs / sizeof *pairs; k++)
	  check (k, sizes[s], m, 2 * SIZE);
      }
  /* Nothing is there, and no loop over columns looks for it.  */
  for (int i = 0; i < SIZE; i++)
    was.p[i] = 1 << 30;
  for (unsigned k = 0; k < sizeof pairs / sizeof *pairs; k++)
    if (pairs[k].kernel == rows || pairs[k].kernel == sum
	|| pairs[k].kernel == divided)
      check (k, 64, 0, 2 * SIZE);
  /* y on what is looked up: only the last ones may be called so. */
  fill (64);
  for (unsigned k = 13; k < sizeof pairs / sizeof *pairs; k++)
    for (int to = SIZE - 70; to < SIZE + SHIFT; to++)
      check (k, 64, 5, to);
  return 0;
}
