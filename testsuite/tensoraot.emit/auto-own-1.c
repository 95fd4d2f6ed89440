/* A function with a kernel keeps what its pragma says: its other loop stays,
   and its contract is its own.  A kernel that was inlined is not taken again
   with the loops that it keeps.  If this fails, a loop is replaced that the
   user left out, or twice. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "half +\\+ simd loop" } } */
/* { dg-final { scan-file report.txt "outer +- loop nest left.*CALL" } } */
/* { dg-final { scan-file report.txt "2 of 3 loop nests replaced" } } */
/* { dg-final { scan-assembler-not "tensoraot_outer" } } */
float half (int n, float *x, float *y)
{
  float s = 0;
#pragma tensoraot kernel serial
  for (int i = 0; i < n; i++)
    s += x[i];
  for (int i = 0; i < n; i++)
    y[i] = y[i] * 2 + 1;
  return s;
}
static inline __attribute__ ((always_inline))
void inner (int n, float *y)
{
#pragma tensoraot kernel serial
  for (int i = 0; i < n; i++)
    y[i] = y[i] * 2 + 1;
}
void outer (int n, float **y)
{
  for (int k = 0; k < n; k++)
    inner (n, y[k]);
}
