/* What -ffast-math allows is done without a pragma; -ffp-contract=off still
   keeps the library, which contracts, away.  If this fails, auto does less or
   more than the flags say. */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -ffast-math -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "sum +\\+ simd loop" } } */
/* { dg-final { scan-file report.txt "product +\\+ replaced by cblas_dgemm" } } */
/* { dg-final { scan-file report.txt "apart +\\+ product by blocks" } } */
/* { dg-final { scan-file report.txt "in_order +- .*STRICT" } } */
/* { dg-final { scan-assembler "_ZGV.*expf" } } */
/* { dg-final { scan-assembler-times "call\[^\n\]*cblas_dgemm" 1 } } */
/* { dg-final { scan-assembler-not "GOMP_parallel" } } */
extern float expf (float);
float sum (int n, float *x)
{
  float s = 0;
  for (int i = 0; i < n; i++)
    s += x[i];
  return s;
}
void map (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)
    y[i] = expf (x[i]);
}
#define PRODUCT                                                         \
  for (int i = 0; i < n; i++)                                           \
    for (int j = 0; j < n; j++)                                         \
      {                                                                 \
	double s = 0;                                                   \
	for (int p = 0; p < n; p++)                                     \
	  s += a[i][p] * b[p][j];                                       \
	c[i][j] = s;                                                    \
      }
void product (int n, double a[n][n], double b[n][n], double c[n][n])
{
  PRODUCT
}
__attribute__ ((optimize ("fp-contract=off")))
void apart (int n, double a[n][n], double b[n][n], double c[n][n])
{
  PRODUCT
}
__attribute__ ((optimize ("no-associative-math")))
float in_order (int n, float *x)
{
  float s = 0;
  for (int i = 0; i < n; i++)
    s += x[i];
  return s;
}
