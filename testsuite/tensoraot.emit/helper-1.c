/* Functions that a kernel calls are copied into it, one in the other, so that its
   loops are what they would be if they were written there; a kernel may be a call
   and no more. */
/* { dg-options "-O2 -fopt-info -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "9 of 9 loop nests replaced" } } */
/* { dg-final { scan-file report.txt "product +\\+ replaced by cblas_sgemv" } } */
/* { dg-final { scan-file report.txt "matrices +\\+ replaced by cblas_sgemm" } } */
#include <math.h>
static float mix (float a, float b)
{
  float t = a * 3 + b;
  t = t > 1 ? t * t - a / (b + 2) : t + a * (b - 1) * (a + 7);
  return t < -5 ? t * b : t + a * a * 0.5f - b * b * 0.25f;
}
static float twice (float a, float b)
{
  return mix (a, b) + mix (b, a) * mix (a * 2, b * 3);
}
void values (int n, float *y, const float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    y[i] = twice (x[i], y[i]);
}
static float dot (const float *a, const float *b, int n)
{
  float s = 0;
  for (int i = 0; i < n; i++)
    s += a[i] * b[i];
  return s;
}
#pragma tensoraot kernel
void product (int m, int n, float *y, const float *a, const float *x)
{
  for (int i = 0; i < m; i++)
    y[i] = dot (a + (long) i * n, x, n);
}
static void axpy (int n, float a, const float *x, float *y)
{
  for (int i = 0; i < n; i++)
    y[i] += a * x[i];
}
#pragma tensoraot kernel
void matrices (int m, int n, int l, float *c, const float *a, const float *b)
{
  for (int i = 0; i < m; i++)
    for (int k = 0; k < l; k++)
      axpy (n, a[(long) i * l + k], b + (long) k * n, c + (long) i * n);
}
void softmax (float *x, int n)
{
  float m = x[0], s = 0;
  for (int i = 1; i < n; i++)   /* { dg-optimized "loop" } */
    m = x[i] > m ? x[i] : m;
  for (int i = 0; i < n; i++)   /* { dg-optimized "loop" } */
    s += x[i] = expf (x[i] - m);
  for (int i = 0; i < n; i++)   /* { dg-optimized "loop" } */
    x[i] /= s;
}
static void norm (float *y, const float *x, int n)
{
  float s = 0;
  for (int i = 0; i < n; i++)   /* { dg-optimized "loop" } */
    s += x[i] * x[i];
  s = 1 / sqrtf (s / n + 1e-5f);
  for (int i = 0; i < n; i++)   /* { dg-optimized "loop" } */
    y[i] = s * x[i];
}
void chain (int m, int n, float *y, float *t, const float *x, const float *a)
{
#pragma tensoraot kernel
  {
    norm (t, x, n);
    for (int i = 0; i < m; i++)   /* { dg-optimized "cblas_sgemv" } */
      y[i] = dot (a + (long) i * n, t, n);
    softmax (y, m);
  }
}
