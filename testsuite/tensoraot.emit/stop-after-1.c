/* stop-after: the program is written after that phase, and the kernel stays
   as written. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-stop-after=deps -fplugin-arg-tensoraot-ir=out.ta -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "out.ta" "# after deps" } } */
/* { dg-final { scan-file "r.txt" "stopped after deps" } } */
/* { dg-final { scan-assembler-not "tensoraot_" } } */
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    y[i] = x[i] * 2;
}
