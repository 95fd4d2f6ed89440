/* Sums of floats by functions and constants of double, powers, roots and choices of
   floats by way of double: at most as far from the exact result as adding up floats
   in another order is, and rounded once where nothing is added up.  If this fails,
   what is computed in float in place of double is not what was rounded, or a power
   is another at zeros, infinities and NaN.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { ROWS = 3, N = 77 };

static float x[ROWS * N], y[ROWS * N], out[ROWS * N], sum[ROWS];
static double d[N], e[N];

#define SUM(name, term)                                                   \
  __attribute__ ((noipa)) static void name (int m, int n)                 \
  {                                                                       \
    _Pragma ("tensoraot kernel")                                          \
    for (int i = 0; i < m; i++) {                                         \
      sum[i] = 1.5f;                                                      \
      for (int j = 0; j < n; j++)                                         \
        sum[i] += term;                                                   \
      sum[i] *= 0.5f;                                                     \
    }                                                                     \
  }                                                                       \
  static int name##_is_wrong (int m, int n)                               \
  {                                                                       \
    name (m, n);                                                          \
    for (int i = 0; i < m; i++) {                                         \
      long double s = 1.5, size = 1.5;                                    \
      for (int j = 0; j < n; j++) {                                       \
        long double t = term;                                             \
        s += t, size += fabsl (t);                                        \
      }                                                                   \
      if (!(fabsl (sum[i] - s * 0.5L) <= (n + 8) * size * FLT_EPSILON))   \
        return 1;                                                         \
    }                                                                     \
    return 0;                                                             \
  }

#define AT(a) a[i * N + j]
SUM (squares, pow (AT (x) - AT (y), 2))
SUM (cubes, pow (AT (x), 3))
SUM (exponentials, exp (AT (x)))
SUM (tenths, 0.1 * AT (x))
SUM (products, (double) AT (x) * AT (y))
SUM (differences, 1.0 - (double) AT (x) * 0.3)
SUM (roots, sqrt (fabs (AT (x))))

#define EACH(name, value)                                                 \
  __attribute__ ((noipa)) static void name (int n)                        \
  {                                                                       \
    _Pragma ("tensoraot kernel")                                          \
    for (int j = 0; j < n; j++)                                           \
      out[j] = value;                                                     \
  }                                                                       \
  static int name##_is_wrong (int n)                                      \
  {                                                                       \
    name (n);                                                             \
    for (int j = 0; j < n; j++) {                                         \
      volatile double v = value;                                          \
      float want = (float) v;                                             \
      if (isnan (want) ? !isnan (out[j])                                  \
		       : want != out[j] && !(fabsf (want - out[j])        \
					     <= 5 * FLT_EPSILON * fabsf (want))) \
        return 1;                                                         \
      if (want == 0 && signbit (want) != signbit (out[j]))                \
        return 1;                                                         \
    }                                                                     \
    return 0;                                                             \
  }

EACH (halves, x[j] * 0.5)
EACH (reciprocals, 1.0 / x[j])
EACH (largest, fmax (x[j], y[j] + 1))
EACH (root, sqrt (x[j]))
EACH (power, pow (x[j], 0.5))
EACH (hyperbolic, tanh (x[j]))
EACH (chosen, x[j] < 0.0 ? x[j] * x[j] * 1.0 : (double) x[j])

/* The root of d by pow, in double: sqrt, but for what has no root.  */
__attribute__ ((noipa)) static void
double_power (int n)
{
#pragma tensoraot kernel
  for (int j = 0; j < n; j++)
    e[j] = pow (d[j], 0.5);
}

static int
double_power_is_wrong (int n)
{
  double_power (n);
  for (int j = 0; j < n; j++) {
    volatile double half = 0.5;
    double want = pow (d[j], half);
    if (isnan (want) ? !isnan (e[j])
		     : want != e[j] && !(fabs (want - e[j])
					 <= 4 * DBL_EPSILON * want))
      return 1;
    if (want == 0 && signbit (want) != signbit (e[j]))
      return 1;
  }
  return 0;
}

int
main (void)
{
  static const int lengths[] = { 0, 1, 5, 16, 33, N };

  for (int i = 0; i < ROWS * N; i++) {
    x[i] = (i * 37 % 101 - 50) / 25.0f;
    y[i] = (i * 53 % 89 - 40) / 31.0f;
  }
  for (int j = 0; j < N; j++)
    d[j] = j * 0.37;
#ifndef __FAST_MATH__
  x[3] = -0.0f, x[4] = INFINITY, x[7] = NAN, x[12] = 1e-42f, x[13] = FLT_MAX;
  d[3] = -0.0, d[4] = -INFINITY, d[5] = INFINITY, d[6] = -1, d[7] = NAN;
#endif
  for (int l = 0; l < 6; l++) {
    int n = lengths[l];
    if (halves_is_wrong (n) || reciprocals_is_wrong (n)
	|| largest_is_wrong (n) || root_is_wrong (n) || power_is_wrong (n)
	|| hyperbolic_is_wrong (n) || chosen_is_wrong (n)
	|| double_power_is_wrong (n))
      abort ();
  }
  for (int i = 0; i < 20; i++)
    x[i] = i / 7.0f - 1;
  for (int l = 0; l < 6; l++) {
    int n = lengths[l];
    if (squares_is_wrong (ROWS, n) || cubes_is_wrong (ROWS, n)
	|| exponentials_is_wrong (ROWS, n) || tenths_is_wrong (ROWS, n)
	|| products_is_wrong (ROWS, n) || differences_is_wrong (ROWS, n)
	|| roots_is_wrong (ROWS, n))
      abort ();
  }
  return 0;
}
