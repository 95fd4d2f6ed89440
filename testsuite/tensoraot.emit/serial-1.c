/* serial: no parallel region. */
/* { dg-options "-O2 -fopt-info-optimized" } */
/* { dg-final { scan-assembler-not "GOMP_parallel" } } */
/* { dg-final { scan-assembler "tensoraot_scale" } } */
void scale (long n, float *x, float *y)
{
#pragma tensoraot kernel serial
  for (long i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    y[i] = x[i] * 2 + 1;
}
