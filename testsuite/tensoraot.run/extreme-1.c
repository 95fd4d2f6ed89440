/* fmax and fmin in kernels are choices of vectors: of NaN in either place, of
   infinities, of constants that are the first or the second operand, one in the
   other, and where a product is an operand.  The largest or smallest of many, of which
   blocks are looked at, is NaN only where all are, and what it begins with.  Zeros
   of either sign are as good as each other.  If this fails, a NaN wins or gets
   lost.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

enum { N = 100 };

static double x[N], y[N], z[N], want[N];
static float xf[N], yf[N], zf[N], wantf[N];

#define KERNELS(name, zs, wants, body)                                    \
  __attribute__ ((noipa)) static void name (int n)                        \
  {                                                                       \
    _Pragma ("tensoraot kernel")                                          \
    for (int i = 0; i < n; i++)                                           \
      zs[i] = body;                                                       \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain (int n)                \
  {                                                                       \
    for (int i = 0; i < n; i++)                                           \
      wants[i] = body;                                                    \
  }

KERNELS (larger, z, want, fmax (x[i], y[i]))
KERNELS (smaller, z, want, fmin (x[i], y[i]))
KERNELS (positive, z, want, fmax (x[i], 0))
KERNELS (negative, z, want, fmin (0, x[i]))
KERNELS (nothing, z, want, fmax (x[i], NAN))
KERNELS (clamped, z, want, fmin (fmax (x[i], -1), y[i]))
KERNELS (product, z, want, fmax (x[i] * y[i], y[i]))
KERNELS (larger_f, zf, wantf, fmaxf (xf[i], yf[i]))
KERNELS (clamped_f, zf, wantf, fmaxf (fminf (6, xf[i]), 0))

static void (*const subject[])(int) = {
  larger, smaller, positive, negative, nothing, clamped, product, larger_f,
  clamped_f
};
static void (*const reference[])(int) = {
  larger_plain, smaller_plain, positive_plain, negative_plain, nothing_plain,
  clamped_plain, product_plain, larger_f_plain, clamped_f_plain
};

enum { LONG = 4200 };

static double many[LONG];
static float rows[3][LONG];

#define LOOKS(prefix, kernel)                                             \
  __attribute__ ((noipa)) static double prefix##_most (int n, double x)   \
  {                                                                       \
    kernel                                                                \
    for (int i = 0; i < n; i++)                                           \
      x = fmax (x, many[i]);                                              \
    return x;                                                             \
  }                                                                       \
  __attribute__ ((noipa)) static void prefix##_least (int n, double *x)   \
  {                                                                       \
    kernel                                                                \
    for (int i = 0; i < n; i++)                                           \
      *x = fmin (many[i], *x);                                            \
  }                                                                       \
  __attribute__ ((noipa)) static void prefix##_rows (int m, int n,        \
						     float *x)            \
  {                                                                       \
    kernel                                                                \
    for (int i = 0; i < m; i++)                                           \
      for (int j = 0; j < n; j++)                                         \
	x[i] = fmaxf (x[i], rows[i][j]);                                  \
  }

LOOKS (kernel, _Pragma ("tensoraot kernel"))
LOOKS (plain, )

static int differ (double a, double b)
{
  return isnan (a) != isnan (b) || (!isnan (a) && a != b);
}

/* Look for the extremes of "n" elements, all NaN but the one at "at", "value",
   beginning with "x".  */
static void look (int n, int at, double value, double x)
{
  float a[3], b[3];
  double c = x, d = x;

  for (int i = 0; i < LONG; i++)
    many[i] = rows[0][i] = rows[1][i] = rows[2][i] = NAN;
  many[at] = rows[1][at] = value;
  rows[2][LONG - 1 - at] = value;
  for (int i = 0; i < 3; i++)
    a[i] = b[i] = x;
  kernel_least (n, &c);
  plain_least (n, &d);
  kernel_rows (3, n, a);
  plain_rows (3, n, b);
  if (differ (kernel_most (n, x), plain_most (n, x)) || differ (c, d)
      || differ (a[0], b[0]) || differ (a[1], b[1]) || differ (a[2], b[2]))
    abort ();
}

int main (void)
{
  const double some[] = { 1, -2, NAN, INFINITY, -INFINITY, 0, -0.0, 7.5 };

  for (int i = 0; i < N; i++) {
    xf[i] = x[i] = some[i % 8];
    yf[i] = y[i] = some[i / 8 % 8];
  }
  for (unsigned k = 0; k < sizeof subject / sizeof *subject; k++)
    for (int n = 0; n <= N; n += 33) {
      subject[k] (n);
      reference[k] (n);
      for (int i = 0; i < N; i++)
	if (differ (z[i], want[i]) || differ (zf[i], wantf[i]))
	  abort ();
    }
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++) {
      look (0, 0, some[i], some[j]);
      look (70, 69, some[i], some[j]);
      look (LONG, 0, some[i], some[j]);
      look (LONG, 4095, some[i], some[j]);
      look (LONG, 4096, some[i], some[j]);
    }
  return 0;
}
