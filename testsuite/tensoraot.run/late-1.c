/* Loops that begin at the greatest of bounds, and end at the least, as in a full
   convolution, a band of a matrix, windows that borders clip, a banded table: with the
   bounds in variables, in the loop, of another type, made by a branch, three of them;
   empty ones among them; and where another index counts along, by one or by others, more
   than one begins late, or a branch makes something else.  If this fails, iterations are made that the
   loop has not, or are left out.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b))

#define ARGUMENTS int n, int m, int w, double *restrict y,               \
		  const double *restrict x, const double *restrict a

#include "twins.h"

FUNCTIONS (full, TESTED,
  for (int i = 0; i < n + m - 1; i++) {
    double s = w;

    for (int k = MAX (0, i - n + 1); k <= MIN (i, m - 1); k++)
      s += a[k] * x[i - k];
    y[i] = s;
  })

FUNCTIONS (variables, TESTED,
  for (int i = 0; i < n; i++) {
    int lo = i - w;
    int hi = i + w;

    if (lo < 1)
      lo = 1;
    if (hi > m)
      hi = m;
    y[i] = w;
    for (int j = lo; j < hi; j++)
      y[i] += a[i * m + j] * x[j];
  })

FUNCTIONS (columns, TESTED,
  for (int i = 0; i < n; i++)
    for (long j = MAX (0, i - w); j < m; j++)
      y[j] += a[i * m + j] * x[i];)

FUNCTIONS (three, TESTED,
  for (int i = 0; i < n; i++)
    for (int j = MAX (MAX (2, i - w), m - 3 * i); j < MIN (MIN (m, i + w), 40); j++)
      y[i * m + j] = a[j] - x[i];)

FUNCTIONS (table, TESTED,
  for (int i = 1; i < n; i++)
    for (int j = MAX (1, i - w); j < MIN (m, i + w); j++)
      y[i * m + j] = x[j] + (y[i * m + j - 1] < y[i * m - m + j]
			     ? y[i * m + j - 1] : y[i * m - m + j]);)

FUNCTIONS (below, TESTED,
  for (int i = n - 1; i >= 0; i--)
    for (int j = MAX (i + 1, m - w) - 1; j < m; j++)
      y[i * m + j] += a[j];)

FUNCTIONS (above, TESTED,
  for (int i = 0; i < n; i++)
    for (int j = MAX (i + 1, m - w); j < m; j++)
      y[i * m + j] += a[j];)

FUNCTIONS (branch, TESTED,
  for (int i = 0; i < n; i++) {
    int lo = w < 0 ? 0 : w;

    if (i >= (w < 0 ? 0 : w))
      lo = i + 1;
    for (long j = lo; j < m; j++)
      y[i * m + j] += a[j];
  })

FUNCTIONS (other, TESTED,
  for (int i = 0; i < n; i++) {
    int lo = i + 2;

    if (i + 1 < m - w)
      lo = m - w;
    for (int j = MAX (lo, 3); j < m; j++)
      y[i * m + j] += a[j];
  })

FUNCTIONS (jump, ANY,
  for (int i = 0; i < n; i++)
    for (int j = i < w ? w + 1 : i; j < m; j++)
      y[i * m + j] += a[j];)

FUNCTIONS (least, ANY,
  for (int i = 0; i < n; i++)
    for (int j = i < 4 ? i : 4; j < m; j++)
      y[i * m + j] += a[j];)

FUNCTIONS (before, ANY,
  for (int i = 0; i < n; i++)
    for (int j = i <= 6 ? 5 : i; j < m; j++)
      y[i * m + j] += a[j];)

FUNCTIONS (along, ANY,
  for (int i = 0; i < n; i++) {
    int k = 0;

    for (int j = MAX (0, i - w); j < MIN (m, i + w); j++)
      y[i * m + j] = a[k++] + x[j];
  })

FUNCTIONS (twice, ANY,
  for (int i = 0; i < n; i++) {
    int lo = MAX (1, i - w);

    for (int j = lo, k = lo; j < m / 2; j++, k += 2)
      y[i * m + j] = a[k] + x[j];
  })

FUNCTIONS (apart, ANY,
  for (int i = 0; i < n; i++) {
    int lo = MAX (1, i - w);

    for (int j = lo, k = lo; j < m; j++, k--)
      y[i * m + j] = a[k + 80] + x[j];
  })

FUNCTIONS (beside, TESTED,
  for (int i = 0; i < n; i++) {
    int lo = MAX (1, i - w);

    for (int j = lo, k = lo; j < m; j++, k++)
      y[i * m + j] = a[k] + x[j];
  })

FUNCTIONS (pointer, ANY,
  for (int i = 0; i < n; i++) {
    double *p = y + i * m + MAX (0, i - w);

    for (int j = MAX (0, i - w); j < MIN (m, i + w); j++)
      *p++ = a[j] + x[i];
  })

FUNCTIONS (steps, ANY,
  for (int i = 0; i < n; i++)
    for (int j = MAX (0, i - w); j < MIN (m, i + w); j += 2)
      y[i * m + j] = a[j] + x[i];)

FUNCTIONS (wraps, ANY,
  for (unsigned i = 0; i < (unsigned) n; i++)
    for (unsigned j = MAX (0u, i - (unsigned) w); j < MIN ((unsigned) m, i + 3); j++)
      y[i * m + j] = a[j] + x[i];)

FUNCTIONS (unequal, ANY,
  for (int i = 0; i < n; i++)
    if (MAX (0, i - w) <= m)
      for (int j = MAX (0, i - w); j != m; j++)
	y[i * m + j] = a[j] + x[i];)

FUNCTIONS (best, ANY,
  for (int i = 0; i < n; i++) {
    int most = MAX (i, w);

    for (int j = 0; j < m; j++)
      if (a[j] > x[i])
	most++;
    y[i] = most;
  })

FUNCTIONS (last, ANY,
  for (int i = 0; i < n; i++) {
    int j;

    for (j = MAX (0, i - w); j < m; j++)
      y[i * m + j] = x[i];
    y[i * m] = j;
  })

static const struct {
  void (*kernel) (int, int, int, double *, const double *, const double *);
  void (*plain) (int, int, int, double *, const double *, const double *);
} pairs[] = {
  PAIR (full), PAIR (variables), PAIR (columns), PAIR (three), PAIR (table),
  PAIR (below), PAIR (above), PAIR (branch), PAIR (other), PAIR (jump),
  PAIR (least), PAIR (before), PAIR (along), PAIR (twice), PAIR (apart), PAIR (beside),
  PAIR (pointer), PAIR (steps), PAIR (wraps), PAIR (unequal), PAIR (best), PAIR (last),
};

enum { SIZE = 80 * 80 };

static double y[2][SIZE], x[SIZE], a[SIZE];

int
main (void)
{
  static const int sizes[][3] = {
    { 0, 0, 0 }, { 1, 1, 1 }, { 1, 5, 2 }, { 5, 1, 3 }, { 7, 9, 0 }, { 9, 7, -3 },
    { 16, 16, 5 }, { 17, 33, 100 }, { 33, 17, 4 }, { 40, 40, 1 }, { 61, 70, 9 },
    { 70, 61, 30 }, { 20, 3, 6 }, { 3, 20, 7 },
  };

  for (unsigned p = 0; p < sizeof (pairs) / sizeof (*pairs); p++)
    for (unsigned s = 0; s < sizeof (sizes) / sizeof (*sizes); s++) {
      const int *z = sizes[s];

      for (int i = 0; i < SIZE; i++) {
	y[0][i] = y[1][i] = i % 17;
	x[i] = i * 7 % 23 - 9;
	a[i] = i * 5 % 19 - 8;
      }
      pairs[p].plain (z[0], z[1], z[2], y[0], x, a);
      pairs[p].kernel (z[0], z[1], z[2], y[1], x, a);
      if (memcmp (y[0], y[1], sizeof (y[0])))
	abort ();
    }
  return 0;
}
