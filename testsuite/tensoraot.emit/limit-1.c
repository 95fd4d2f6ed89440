/* limit=1: the first kernel only, to bisect. */
/* { dg-options "-O2 -fopt-info-optimized-missed -fplugin-arg-tensoraot-limit=1" } */
/* { dg-prune-output "scalar_type:" } */
/* { dg-final { scan-assembler "tensoraot_f" } } */
/* { dg-final { scan-assembler-not "tensoraot_g" } } */
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = x[i] * 2 + 1;
}
void g (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)   /* { dg-missed "beyond .*limit \\\[LIMIT\\\]" } */
    y[i] = x[i] * 2 + 1;
}
