/* With the argument always, a kernel runs whatever its size: nothing compares
   how much there is to do, and what is known to be little is replaced.  If this
   fails, tests of small sizes test the loops as written.  */
/* { dg-options "-O2 -fopt-info-optimized-missed -fplugin-arg-tensoraot-always -fplugin-arg-tensoraot-ir=out.ta" } */
/* { dg-prune-output "scalar_type:" } */
/* { dg-final { scan-ir-not "guard work" } } */
/* { dg-final { scan-assembler "tensoraot_f" } } */
/* { dg-final { scan-assembler "tensoraot_g" } } */
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = x[i] * 2 + 1;
}
void g (float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < 9; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = x[i] * 2 + 1;
}
