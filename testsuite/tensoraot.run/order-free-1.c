/* Kernels that add up rows, and besides do what would change if the compiler took
   sums to have no order and zeros no sign: a sum that carries its own error along
   (Kahan's), x + c - c, differences that cancel, -0 + 0, an absolute value by a
   choice, reciprocals of zeros of both signs.  If this fails, that reaches more
   than sums.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { M = 5, N = 70 };

static float x[M * N], y[M * N], z[M * N], want[M * N];

#define SUMS                                                              \
  for (int i = 0; i < m; i++) {                                           \
    float sum = 0;                                                        \
    for (int j = 0; j < n; j++)                                           \
      sum += x[i * n + j];                                                \
    y[i] = sum;                                                           \
  }

#define EACH(body)                                                        \
  for (int i = 0; i < m; i++)                                             \
    for (int j = 0; j < n; j++) {                                         \
      float v = x[i * n + j];                                             \
      out[i * n + j] = body;                                              \
    }

#define FUNCTIONS(name, body)                                             \
  __attribute__ ((noipa)) static void name (int m, int n, float zero,     \
					    float *out)                   \
  {                                                                       \
    _Pragma ("tensoraot kernel")                                          \
    {                                                                     \
      SUMS                                                                \
      EACH (body)                                                         \
    }                                                                     \
    (void) zero;                                                          \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain (int m, int n,         \
						    float zero,           \
						    float *out)           \
  {                                                                       \
    EACH (body)                                                           \
    (void) zero;                                                          \
  }

FUNCTIONS (rounded, v + 12582912.0f - 12582912.0f)
FUNCTIONS (cancelled, v * 1e9f - v * 1e9f + v)
FUNCTIONS (with_zero, v + 0.0f)
FUNCTIONS (with_a_zero, v + zero)
FUNCTIONS (from_zero, 0.0f - v)
FUNCTIONS (absolute, v < 0 ? -v : v)
FUNCTIONS (reciprocal, 1 / (v + 0.0f))
FUNCTIONS (log_of_one_more, log1pf (v * zero))

static void (*const subject[])(int, int, float, float *) = {
  rounded, cancelled, with_zero, with_a_zero, from_zero, absolute, reciprocal,
  log_of_one_more
};
static void (*const reference[])(int, int, float, float *) = {
  rounded_plain, cancelled_plain, with_zero_plain, with_a_zero_plain,
  from_zero_plain, absolute_plain, reciprocal_plain, log_of_one_more_plain
};

__attribute__ ((noipa)) static void kahan (int m, int n)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0, lost = 0, all = 0;
    for (int j = 0; j < n; j++) {
      float v = x[i * n + j] - lost, more = sum + v;
      lost = (more - sum) - v;
      sum = more;
    }
    for (int j = 0; j < n; j++)
      all += x[i * n + j];
    y[i] = sum;
    z[i] = all;
  }
}

static void fill (void)
{
  for (int i = 0; i < M * N; i++)
    x[i] = i % 7 == 0 ? -0.0f : i % 5 == 0 ? 0 : (i % 13 - 6) * 0.37f;
}

int main (void)
{
  for (unsigned k = 0; k < sizeof subject / sizeof *subject; k++)
    for (int n = 1; n <= N; n += 23) {
      fill ();
      memset (z, 0, sizeof z);
      memset (want, 0, sizeof want);
      subject[k] (M, n, 0, z);
      reference[k] (M, n, 0, want);
      if (memcmp (z, want, sizeof z))
	abort ();
      for (int i = 0; i < M; i++) {
	double sum = 0;
	for (int j = 0; j < n; j++)
	  sum += x[i * n + j];
	if (fabs (sum - y[i]) > 1e-4)
	  abort ();
      }
    }
  for (int i = 0; i < M * N; i++)
    x[i] = i % N ? 0x1p-25f : 1;
  kahan (M, N);
  for (int i = 0; i < M; i++)
    if (y[i] != 1 + 17 * 0x1p-23f)
      abort ();
  return 0;
}
