/* A scalar of an iteration that is written under a condition begins as zero in a loop
   of vectors: if this fails, it is what the iteration before left there, and the
   iterations wait for each other.  One that is always written does not.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O3 -march=skylake-avx512 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_masked.c" { = 0\.0;\n *if \(} } } */
/* { dg-final { scan-file-not "tensoraot_always.c" { = 0\.0;} } } */
/* { dg-final { scan-assembler {vmaxps[^\n]*[yz]mm} } } */
#include <math.h>
void masked (float (*restrict s)[1024], float *restrict y)
{
#pragma tensoraot kernel
  for (int t = 0; t < 1024; t++) {
    float most = -INFINITY;
    for (int u = 0; u < 1024; u++) {
      s[t][u] = u <= t ? s[t][u] : -INFINITY;
      most = s[t][u] > most ? s[t][u] : most;
    }
    y[t] = most;
  }
}
void always (int n, float *restrict x, const float *restrict y)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) {
    float a = y[i] * y[i];
    x[i] = a * a + x[i];
    x[i] = x[i] * a;
  }
}
