/* A map becomes a parallel loop in a function of its own; the loop as written
   stays for when a guard fails. */
/* { dg-options "-O2 -fopt-info-optimized" } */
/* { dg-final { scan-assembler "GOMP_parallel" } } */
/* { dg-final { scan-assembler "call\[ \t\]+tensoraot_scale" { target x86_64-*-* } } } */
void scale (long n, float *x, float *y)
{
#pragma tensoraot kernel require(parallel, vector)
  for (long i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = x[i] * 2 + 1;
}
