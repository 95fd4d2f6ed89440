/* What i / 2 is takes a shift, and no loop around the one element that is made of it:
   that took twice as long as the loops as written. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_larger.c "= i >> 1;" } } */
/* { dg-final { scan-file-not out/tensoraot_larger.c "q(2?) = q.* \\\+ 1" } } */
/* { dg-final { scan-file-not out/tensoraot_larger.c "omp simd" } } */
#pragma tensoraot kernel
void larger (const float *in, int w, int h, float *out)
{
  for (int j = 0; j < h * 2; j++)
    for (int i = 0; i < w * 2; i++)
      out[j * w * 2 + i] = in[(j / 2) * w + i / 2];
}
