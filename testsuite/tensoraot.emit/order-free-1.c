/* Where nothing but sums could change, the compiler is told that sums have no
   order, and makes better vectors of them than of those of a reduction clause:
   sums over rows, and softmax.  Not where a term is a difference, or something is
   added outside of sums.  If this fails, short rows are slower than with -Ofast, or the
   compiler changes what is no sum.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file-not "tensoraot_rows.c" "reduction" } } */
/* { dg-final { scan-file-not "tensoraot_softmax.c" {reduction\(\+} } } */
/* { dg-final { scan-file "tensoraot_softmax.c" {reduction\(max:} } } */
/* { dg-final { scan-file "tensoraot_differences.c" {reduction\(\+} } } */
/* { dg-final { scan-file "tensoraot_shifted.c" {reduction\(\+} } } */
#include <math.h>

void rows (int m, int n, const float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < n; j++)
      sum += x[i * n + j];
    y[i] = sum / n;
  }
}

void softmax (int m, int n, const float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float most = x[i * n], sum = 0;
    for (int j = 1; j < n; j++)
      if (x[i * n + j] > most)
	most = x[i * n + j];
    for (int j = 0; j < n; j++) {
      y[i * n + j] = expf (x[i * n + j] - most);
      sum += y[i * n + j];
    }
    for (int j = 0; j < n; j++)
      y[i * n + j] /= sum;
  }
}

void differences (int m, int n, const float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < n; j++)
      sum += x[i * n + j] - y[i];
    y[i] = sum;
  }
}

void shifted (int m, int n, const float *x, float *y, float *z)
{
#pragma tensoraot kernel
  for (int i = 0; i < m; i++) {
    float sum = 0;
    for (int j = 0; j < n; j++)
      sum += x[i * n + j];
    y[i] = sum;
    z[i] = z[i] * 2 + 1;
  }
}
