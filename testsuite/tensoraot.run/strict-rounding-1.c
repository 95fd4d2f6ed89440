/* A float that is rounded from double with every term of a sum, under fp(strict), in
   vectors over the outer loop, of which 31 iterations leave a pair.  If this fails,
   the compiler made a vector of that pair without rounding in between, which GCC 12
   does of straight-line code, and a strict kernel differs from its loops.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
/* { dg-additional-options "-O3 -mno-avx" { target x86_64-*-* } } */
#include <stdlib.h>

enum { N = 31, K = 7 };

__attribute__ ((noipa)) static void
kernel (float *o, const float *g, const float *a, int ld)
{
#pragma tensoraot kernel fp(strict) serial
  for (int i = 0; i < N; i++) {
    float t = 0;
    for (int k = 0; k < K; k++)
      t -= (double) (g[k] * a[k * ld + i]) * 0.5;
    o[i] = t;
  }
}

__attribute__ ((noipa, optimize ("O0"))) static void
plain (float *o, const float *g, const float *a, int ld)
{
  for (int i = 0; i < N; i++) {
    float t = 0;
    for (int k = 0; k < K; k++)
      t -= (double) (g[k] * a[k * ld + i]) * 0.5;
    o[i] = t;
  }
}

int
main (void)
{
  static float o[N], want[N], g[K], a[K * N];

  for (int r = 0; r < 200; r++) {
    for (int k = 0; k < K; k++)
      g[k] = ((r * 131 + k * 37) % 1009) / 507.0f - 1;
    for (int i = 0; i < K * N; i++)
      a[i] = ((r * 53 + i * 271) % 2003) / 999.0f - 1;
    kernel (o, g, a, N);
    plain (want, g, a, N);
#ifndef __FAST_MATH__
    for (int i = 0; i < N; i++)
      if (o[i] != want[i])
        abort ();
#endif
  }
  return 0;
}
