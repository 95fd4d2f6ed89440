/* Without optimisation kernels are verified and reported, and left as
   written; require is not asked for. */
/* { dg-options "-O0 -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "r.txt" "opt0-1.c:11: f .* without optimisation.*OPTIMIZE_0" } } */
/* { dg-final { scan-file "r.txt" "0 of 1 loop nests replaced" } } */
/* { dg-final { scan-assembler-not "tensoraot" } } */
void
f (long n, float *x, float *y)
{
#pragma tensoraot kernel require(lowered)
  for (long i = 0; i < n; i++)
    y[i] = x[i] * 2;
}
