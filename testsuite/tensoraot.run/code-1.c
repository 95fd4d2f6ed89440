/* Loops whose trips nobody can tell, in loops that may be shared: along a sparse row, until
   a number has converged, to the first element that fits, by halves of a sorted table,
   with two ways out that choose another value, with loops inside, with libm, with a
   pointer that moves, under a condition, two with the same arguments.  And those that are no function of what they
   use: that store, leave two values behind, lead to two places, read what is written,
   or a variable of the function.  If this fails, a row has another's value, or none.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ARGUMENTS int n, int m, double *y, double *x, double *v, int *p,   \
		  int *r, unsigned char *b

#include "twins.h"

/* At -O0 the program sees no plain loop in two of them.  */
#ifdef __OPTIMIZE__
#define OPTIMIZED APART
#else
#define OPTIMIZED "tensoraot kernel fp(strict) disjoint"
#endif

static double table[64];
static struct { const int *row; const double *val; } all;

FUNCTIONS (rows, APART,
  for (int i = 0; i < n; i++) {
    double s = 0;

    for (int k = r[i]; k < r[i + 1]; k++)
      s += v[k] * x[p[k]];
    y[i] = s;
  })

FUNCTIONS (added, ANY,
  for (int i = 0; i < n; i++)
    for (int k = r[i]; k < r[i + 1]; k++)
      y[i] += v[k];)

FUNCTIONS (converges, APART,
  for (int i = 0; i < n; i++) {
    double z = v[i];

    while (fabs (z * z - v[i]) > 1e-9 * v[i])
      z = 0.5 * (z + v[i] / z);
    y[i] = z;
  })

FUNCTIONS (plane, APART,
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      double zr = 0;
      double zi = 0;
      int k = 0;

      while (k < 50 && zr * zr + zi * zi < 4) {
	double t = zr * zr - zi * zi + j * 0.05 - 2;

	zi = 2 * zr * zi + i * 0.05;
	zr = t;
	k++;
      }
      y[i * m + j] = k;
    })

FUNCTIONS (first, OPTIMIZED,
  for (int i = 0; i < n; i++) {
    int j;

    for (j = 0; j < m; j++)
      if (v[j] > x[i])
	break;
    y[i] = j;
  })

FUNCTIONS (member, OPTIMIZED,
  for (int i = 0; i < n; i++) {
    int found = 2;

    for (int j = 0; j < m; j++)
      if (p[j] == i) {
	found = 7;
	break;
      }
    b[i] = found;
  })

FUNCTIONS (halves, APART,
  for (int i = 0; i < n; i++) {
    int lo = 0;
    int hi = m;

    while (lo < hi) {
      int mid = (lo + hi) / 2;

      if (r[mid] < p[i])
	lo = mid + 1;
      else
	hi = mid;
    }
    y[i] = lo + 0.5;
  })

FUNCTIONS (inside, APART,
  for (int i = 0; i < n; i++) {
    double s = 1;

    while (s < v[i])
      for (int j = 0; j <= i % 5; j++)
	s += table[j & 63] + 1;
    y[i] = s;
  })

FUNCTIONS (functions, APART,
  for (int i = 0; i < n; i++) {
    double s = v[i] + 1;

    while (s > 0.5)
      s = sin (s) * 0.9;
    y[i] = exp (s);
  })

FUNCTIONS (pointer, APART,
  for (int i = 0; i < n; i++) {
    const double *at = v + i;
    double s = 0;

    while (*at > 1) {
      s += *at;
      at += 3;
    }
    y[i] = s;
  })

FUNCTIONS (condition, APART,
  for (int i = 0; i < n; i++) {
    double s = 3;

    if (p[i] % 3)
      for (int k = r[i]; k < r[i + 1]; k++)
	s *= v[k];
    else
      s = x[i];
    y[i] = s + x[i];
  })

FUNCTIONS (members, APART,
  for (int i = 0; i < n; i++) {
    double s = 0;

    for (int k = all.row[i]; k < all.row[i + 1]; k++)
      s += all.val[k];
    y[i] = s;
  })

FUNCTIONS (twice, APART,
  for (int i = 0; i < n; i++) {
    int k = 0;

    while (v[k] < x[i])
      k++;
    y[i] = k;
    b[i] = k & 1 ? k : 255;
  })

FUNCTIONS (either, APART,
  for (int i = 0; i < n; i++) {
    double s = 0;
    double t = 0;
    int from = r[i];
    int to = r[i + 1];
    int k;

    for (k = from; k != to; k++)
      s += v[k];
    for (k = from; k != to; k++)
      t -= v[k];
    if (y[0] < s)
      y[0] = t;
  })

FUNCTIONS (stores, ANY,
  for (int i = 0; i < n; i++)
    for (int k = r[i]; k < r[i + 1]; k++)
      y[k] = v[i];)

FUNCTIONS (values, ANY,
  for (int i = 0; i < n; i++) {
    double s = 0;
    int k = 0;

    while (k < m && v[k] < x[i])
      s += v[k++];
    y[i] = s;
    b[i] = k;
  })

FUNCTIONS (places, ANY,
  for (int i = 0; i < n; i++) {
    int j;

    for (j = 0; j < m; j++) {
      if (v[j] > x[i])
	goto found;
      if (p[j] == i)
	goto here;
    }
    y[i] = 1;
    continue;
  found:
    y[i] = 2;
    continue;
  here:
    y[i] = 3 + j;
  })

FUNCTIONS (written, ANY,
  for (int i = 0; i < n; i++) {
    int k = 0;

    while (k < i && y[k] < x[i])
      k++;
    y[i] = k;
  })

FUNCTIONS (local, ANY,
  {
    double w[8];

    for (int i = 0; i < 8; i++)
      w[i] = x[i];
    for (int i = 0; i < n; i++) {
      int k = 0;

      while (k < 8 && w[k] < v[i])
	k++;
      y[i] = k;
    }
  })

static const struct {
  void (*kernel) (ARGUMENTS);
  void (*plain) (ARGUMENTS);
} pairs[] = {
  PAIR (rows), PAIR (added), PAIR (converges), PAIR (plane), PAIR (first),
  PAIR (member), PAIR (halves), PAIR (inside), PAIR (functions), PAIR (pointer),
  PAIR (condition), PAIR (members), PAIR (twice), PAIR (either), PAIR (stores), PAIR (values), PAIR (places),
  PAIR (written), PAIR (local),
};

enum { SIZE = 70 * 70 };

static struct data {
  double y[SIZE], x[SIZE], v[SIZE];
  int p[SIZE], r[SIZE];
  unsigned char b[SIZE];
} was, data[2];

static void
fill (int n)
{
  for (int i = 0; i < SIZE; i++)
    {
      was.y[i] = i % 11;
      was.x[i] = i % 37 * 0.5;
      was.v[i] = i % 31 + i / 70 * 0.25 + 0.125;
      was.p[i] = (unsigned) i * 7919u % (n ? n : 1);
      was.r[i] = i ? was.r[i - 1] + (i * 29 % 13 < 9 ? i * 29 % 13 : 0) : 0;
      was.b[i] = i;
    }
  was.v[SIZE - 1] = 1e9;
  for (int i = 0; i < 64; i++)
    table[i] = i % 9 * 0.5;
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 7, 31, 64, 69 };

  for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++)
    for (int m = 0; m < 70; m += m < 8 ? 3 : 31)
      for (unsigned k = 0; k < sizeof pairs / sizeof *pairs; k++)
	{
	  fill (sizes[s]);
	  for (int plain = 0; plain < 2; plain++)
	    {
	      struct data *d = &data[plain];

	      *d = was;
	      all.row = d->r;
	      all.val = d->v;
	      (plain ? pairs[k].plain : pairs[k].kernel) (
		sizes[s], m, d->y, d->x, d->v, d->p, d->r, d->b);
	    }
	  if (memcmp (&data[0], &data[1], sizeof was))
	    abort ();
	}
  return 0;
}
