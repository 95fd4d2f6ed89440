/* With -ftree-parallelize-loops loops without a pragma are parallel, but none
   in a function that takes another rounding mode to be possible.  If this
   fails, threads are opened that nobody asked for, or none for who did, or a
   loop rounds otherwise in its other threads. */
/* { dg-options "-O2 -ftree-parallelize-loops=3 -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "scale +\\+ parallel simd loop" } } */
/* { dg-final { scan-file report.txt "rounded +\\+ simd loop" } } */
/* { dg-final { scan-file report.txt "signaling +\\+ simd loop" } } */
/* { dg-final { scan-assembler "GOMP_parallel" } } */
void scale (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)
    y[i] = 2 * x[i] + 1;
}
__attribute__ ((optimize ("rounding-math")))
void rounded (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)
    y[i] = 2 * x[i] + 1;
}
__attribute__ ((optimize ("signaling-nans")))
void signaling (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)
    y[i] = 2 * x[i] + 1;
}
