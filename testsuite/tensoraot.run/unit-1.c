/* Vectors whose elements are as far apart as an argument says: 1, for which there is
   a loop of vectors, 2, 0 and -1, alike and not, side by side and on each other, with
   sums left in scalars.  If this fails, one of the two programs of a kernel ran where
   the other should have.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 700 };

static unsigned x[MOST], y[MOST], xx[MOST], yy[MOST];

#define BODIES(K, name)                                                   \
  __attribute__ ((noipa)) static void name##_axpy (int n, int a,          \
						   const unsigned *p, int incp, \
						   unsigned *q, int incq) \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i * incq] += a * p[i * incp];                                     \
  }                                                                       \
  __attribute__ ((noipa)) static unsigned name##_dot (int n, const unsigned *p, \
						 long incp, const unsigned *q, \
						 long incq, unsigned *last) \
  {                                                                       \
    unsigned s = 7, l = 0;                                                \
    K for (int i = 0; i < n; i++) {                                       \
      s += p[i * incp] * q[i * incq];                                     \
      l = p[i * incp] > l ? p[i * incp] : l;                              \
    }                                                                     \
    *last = l;                                                            \
    return s;                                                             \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_rows (int m, int n, unsigned *p, \
						   int step, unsigned c)  \
  {                                                                       \
    K for (int i = 0; i < m; i++)                                         \
      for (int j = 0; j < n; j++)                                         \
        p[(i * n + j) * step] = p[(i * n + j) * step] > c                 \
				  ? p[(i * n + j) * step] - i : c;        \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_window (int m, int n,        \
						     const unsigned *p, int s, \
						     unsigned *q)         \
  {                                                                       \
    K for (int i = 0; i < m; i++)                                         \
      for (int k = 0; k < 3; k++)                                         \
        for (int j = 0; j < n; j++)                                       \
          q[(i * 3 + k) * n + j]                                          \
	    = j * s + k >= 1 && j * s + k <= n ? p[j * s + k - 1] : 0;    \
  }

#define NOTHING
BODIES (_Pragma ("tensoraot kernel"), kernel)
BODIES (NOTHING, plain)

static void
fill (void)
{
  for (int i = 0; i < MOST; i++) {
    x[i] = xx[i] = i * 37 % 101 - 50;
    y[i] = yy[i] = i * 53 % 89 - 40;
  }
}

static void
compare (void)
{
  if (memcmp (x, xx, sizeof x) || memcmp (y, yy, sizeof y))
    abort ();
}

/* Elements of a vector are "s" apart, those of another "t".  */
static void
try (int n, int s, int t)
{
  unsigned *p = x + (s < 0 ? MOST - 1 : 0), *q = y + (t < 0 ? MOST - 1 : 0);
  unsigned *pp = xx + (p - x), *qq = yy + (q - y), last, last_plain;

  fill ();
  kernel_axpy (n, 3, p, s, q, t);
  plain_axpy (n, 3, pp, s, qq, t);
  compare ();
  if (kernel_dot (n, p, s, q, t, &last)
      != plain_dot (n, pp, s, qq, t, &last_plain) || last != last_plain)
    abort ();
  compare ();
  kernel_axpy (n, 3, q, t, q + 1 - 2 * (t < 0), t);
  plain_axpy (n, 3, qq, t, qq + 1 - 2 * (t < 0), t);
  compare ();
  kernel_rows (3, n / 3, p, s, 4);
  plain_rows (3, n / 3, pp, s, 4);
  compare ();
  if (s > 0) {
    kernel_window (2, n / 6, p, s, y);
    plain_window (2, n / 6, pp, s, yy);
    compare ();
  }
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 7, 16, 33, 120, 200 };
  static const int steps[] = { 1, 2, 3, -1, 0, -2 };

  for (int n = 0; n < 8; n++)
    for (int s = 0; s < 6; s++)
      for (int t = 0; t < 6; t++)
        try (sizes[n], steps[s], steps[t]);
  return 0;
}
