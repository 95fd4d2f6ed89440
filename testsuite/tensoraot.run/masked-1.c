/* Rows of which only a part that changes from row to row counts, written in place:
   softmax under a mask, and a scalar that is set under a condition and used under it.
   If this fails, an element outside of the part is taken for one inside, or what one
   iteration set is used in another.  */
/* { dg-do run } */
/* { dg-options "-O3" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 67 };

static void fill (float *x, int n, unsigned seed)
{
  for (int i = 0; i < n; i++) {
    seed = seed * 1664525u + 1013904223u;
    x[i] = (float) (seed >> 8) / (1 << 22) - 2;
  }
}

#define SOFTMAX(name, pragma) \
  __attribute__ ((noipa)) static void \
  name (int n, int m, int shift, float *restrict s, float *restrict y) \
  { \
    pragma \
    for (int t = 0; t < n; t++) { \
      float most = -INFINITY, sum = 0; \
      for (int u = 0; u < m; u++) { \
	s[t * m + u] = u <= t + shift ? s[t * m + u] : -INFINITY; \
	most = s[t * m + u] > most ? s[t * m + u] : most; \
      } \
      for (int u = 0; u < m; u++) { \
	s[t * m + u] = expf (s[t * m + u] - most); \
	sum += s[t * m + u]; \
      } \
      for (int u = 0; u < m; u++) \
	s[t * m + u] /= sum; \
      y[t] = most; \
    } \
  }
SOFTMAX (softmax, _Pragma ("tensoraot kernel"))
SOFTMAX (softmax_plain, )

#define USED(name, pragma) \
  __attribute__ ((noipa)) static void \
  name (int n, int m, int shift, float *restrict s, float *restrict y) \
  { \
    pragma \
    for (int t = 0; t < n; t++) \
      for (int u = 0; u < m; u++) { \
	float x = 3; \
	if (u <= t + shift) \
	  x = s[t * m + u] * 2; \
	s[t * m + u] = u > t + shift ? y[t] : x; \
      } \
  }
USED (used, _Pragma ("tensoraot kernel"))
USED (used_plain, )

typedef void fn (int, int, int, float *, float *);

static int differ (fn *f, fn *plain, int n, int m, int shift)
{
  static float s[2][N * N], y[2][N];

  fill (s[0], N * N, 1);
  fill (y[0], N, 2);
  memcpy (s[1], s[0], sizeof (s[0]));
  memcpy (y[1], y[0], sizeof (y[0]));
  f (n, m, shift, s[0], y[0]);
  plain (n, m, shift, s[1], y[1]);
  for (int i = 0; i < N * N; i++)
    if (!(fabsf (s[0][i] - s[1][i]) <= 1e-5f * fabsf (s[1][i]))
	&& !(isnan (s[0][i]) && isnan (s[1][i])))
      return 1;
  return memcmp (y[0], y[1], sizeof (y[0])) != 0;
}

int main (void)
{
  for (int n = 0; n <= N; n += n < 5 ? 1 : 31)
    for (int m = 0; m <= N; m += m < 35 ? 1 : 16)
      for (int shift = -3; shift < 70; shift += 9)
	if (differ (softmax, softmax_plain, n, m, shift)
	    || differ (used, used_plain, n, m, shift))
	  return 1;
  return 0;
}
