/* Kernels that are right say nothing when they are checked: sums in another
   order, what cancels, what overflows or is NaN, selections, integers, row
   pitches, triangles, arrays that are one, columns of others, values after the
   loops; in several threads at once.  If this fails, rounding is taken for a
   mistake, or more is put back than the loops write. */
/* { dg-do run } */
/* { dg-options "-O2 -fopenmp -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check=abort" } */
/* { dg-output "^$" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KERNEL _Pragma("tensoraot kernel require(lowered)")
#define FN __attribute__((noipa)) static

FN float alternating (long n, const float *x)
{
  float s = 0;
  KERNEL
  for (long i = 0; i < n; i++)
    s += x[i] * (i % 2 ? -1.1f : 1.1f);
  return s;
}

FN double dot (int n, const double *x, const double *y, int *last)
{
  double s = 0;
  int i;
  KERNEL
  for (i = 0; i < n; i++)
    s += x[i] * y[i];
  *last = i;
  return s;
}

FN void softmax (int n, int m, float x[n][m], float y[n][m])
{
  KERNEL
  for (int i = 0; i < n; i++) {
    float most = -INFINITY, sum = 0;
    for (int j = 0; j < m; j++)
      most = x[i][j] > most ? x[i][j] : most;
    for (int j = 0; j < m; j++)
      sum += y[i][j] = expf (x[i][j] - most);
    for (int j = 0; j < m; j++)
      y[i][j] /= sum;
  }
}

FN void layer (int n, int m, int k, float x[n][k], float w[k][m], float b[m],
	       float y[n][m])
{
  KERNEL
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      float s = b[j];
      for (int p = 0; p < k; p++)
	s += x[i][p] * w[p][j];
      y[i][j] = s > 0 ? s : 0.01f * s;
    }
}

FN void corner (int n, int ld, double *a)
{
  KERNEL
  for (int i = 0; i < n; i++)
    for (int j = n - 1 - i; j < n; j++)
      a[i * ld + j] = a[i * ld + j] * 2 + 1;
}

FN void in_place (int n, int *a, const int *b)
{
  KERNEL
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 3 + 1;
}

FN void column (int n, int m, int j, double *a)
{
  KERNEL
  for (int i = 0; i < n; i++)
    a[i * m + j] = a[i * m + j] * 0.5 + j;
}

FN void copy_wild (int n, const double *a, double *b, double *s)
{
  KERNEL
  for (int i = 0; i < n; i++) {
    b[i] = a[i] * 3;
    *s += a[i];
  }
}

static float x[300][90], y[300][90], w[90][70], b[70], z[300][70];
static double a[40 * 50], c[40 * 50];
static int q[1000];

int main (void)
{
  double wild[9] = { 1e308, 1e308, -1e308, NAN, INFINITY, 3, -0.0, 5e-324, 1 };
  double left[9], sum = 0;
  int last;

  for (int i = 0; i < 300 * 90; i++)
    (&x[0][0])[i] = (float) (rand () % 1000) / 77 - 6;
  for (int i = 0; i < 90 * 70; i++)
    (&w[0][0])[i] = (float) (rand () % 1000) / 777;
  for (int i = 0; i < 2000; i++)
    a[i] = c[i] = rand () % 100 / 7.;
  for (int i = 0; i < 300 * 90; i++)
    (&y[0][0])[i] = 1;
  alternating (300 * 90, &y[0][0]);
  dot (2000, a, c, &last);
  if (last != 2000)
    abort ();
  softmax (300, 90, x, y);
  layer (300, 70, 90, x, w, b, z);
  corner (40, 50, a);
  in_place (1000, q, q);
  copy_wild (9, wild, left, &sum);
#pragma omp parallel for num_threads (8)
  for (int j = 0; j < 50; j++)
    for (int t = 0; t < 20; t++)
      column (40, 50, j, c);
  for (int i = 0; i < 40; i++)
    for (int j = 0; j < 50; j++)
      if (fabs (c[i * 50 + j] - 2 * j) > 1e-3)
	abort ();
  return 0;
}
