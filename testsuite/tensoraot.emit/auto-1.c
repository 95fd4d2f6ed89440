/* Without a pragma the compiler's flags are the contract: at -O2 float sums
   stay in order, errno is kept, there are no threads and no library.  If this
   fails, a program that nobody marked gets another result, or needs another
   library, than without the plugin. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-auto -fopt-info-optimized-missed -Wno-aggressive-loop-optimizations" } */
/* { dg-final { scan-assembler-not "GOMP_parallel" } } */
/* { dg-final { scan-assembler-not "cblas_" } } */
/* { dg-final { scan-assembler-not "_ZGV" } } */
/* { dg-final { scan-assembler "tensoraot_scale" } } */
/* { dg-prune-output "loop vectorized|statement clobbers memory|loop with . iterations completely unrolled|couldn't vectorize|not vectorized|vectorized |scalar_type" } */
#include <math.h>
static int a[4];

void scale (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    y[i] = 2 * x[i] + 1;
}
float sum (int n, float *x)
{
  float s = 0;
  for (int i = 0; i < n; i++)   /* { dg-missed "\\\[STRICT\\\]" } */
    s += x[i];
  return s;
}
int whole (int n, int *x)
{
  int s = 0;
  for (int i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    s += x[i];
  return s;
}
void sets_errno (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)   /* { dg-missed "may set errno: expf \\\[ERRNO\\\]" } */
    y[i] = expf (x[i]);
}
void sets_nothing (int n, float *x, float *y)
{
  for (int i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    y[i] = sinf (x[i]);
}
void product (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    for (int j = 0; j < n; j++)
      {
	double s = 0;
	for (int p = 0; p < n; p++)
	  s += a[i][p] * b[p][j];
	c[i][j] = s;
      }
}
void beyond (void)
{
  for (int i = 0; i < 8; i++)   /* { dg-missed "\\\[EXTENT\\\]" } */
    a[i] = i * i;
}
int first (void)
{
  return a[0];
}
