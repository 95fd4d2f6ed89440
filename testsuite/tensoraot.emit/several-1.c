/* A nest that cannot be replaced does not keep its neighbours from it, and
   each nest is reported once. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "r.txt" "several-1.c:13: f *\\+ " } } */
/* { dg-final { scan-file "r.txt" "several-1.c:15: f *- .*DEPENDENCE" } } */
/* { dg-final { scan-file "r.txt" "several-1.c:17: f *\\+ " } } */
/* { dg-final { scan-file "r.txt" "2 of 3 loop nests replaced" } } */
void
f (long n, float *restrict x, float *restrict y, float *restrict z)
{
#pragma tensoraot kernel
  {
    for (long i = 0; i < n; i++)
      y[i] = x[i] * 2;
    for (long i = 1; i < n; i++)
      y[i] = y[i] * y[i - 1] + 1;
    for (long i = 0; i < n; i++)
      z[i] = y[i] * 3;
  }
}
