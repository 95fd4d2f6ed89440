/* SPDX-License-Identifier: MIT */
/* Kernels of every sort for the sweeps over faults: included by sweep.c once
   as they are, in a file of its own, and once without their pragmas. */
#ifndef PLAIN
#pragma tensoraot push fp (reassociate)
#pragma tensoraot kernel name (mm) shape (A[n][k:lda], B[k][m], C[n][m])
#endif
void
NAME (mm) (int n, int m, int k, int lda, const double *A, const double *B,
	   double *C, const double *bias)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      {
	double s = 0;
	for (int p = 0; p < k; p++)
	  s += A[i * lda + p] * B[p * m + j];
	C[i * m + j] = s;
      }
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      C[i * m + j] = C[i * m + j] + bias[j] > 0 ? C[i * m + j] + bias[j] : 0;
}
#ifndef PLAIN
#pragma tensoraot pop
#pragma tensoraot push fp (strict)
#endif

double
NAME (sums) (int n, const double *x, double *y, const int **end)
{
  static const int ticks[64];
  const int *p = ticks;
  double s = 0;
#ifndef PLAIN
#pragma tensoraot kernel
#endif
  {
#pragma omp parallel for reduction(+ : s)
    for (int i = 0; i < n; i++)
      s += x[i] * x[i];
    for (int i = 0; i < n; i++, p++)
      y[i] = x[i] - s;
  }
  *end = p;
#ifndef PLAIN
#pragma tensoraot off
#endif
  for (int i = 0; i < n; i++)
    y[i] = y[i] * 2;
#ifndef PLAIN
#pragma tensoraot kernel threads (2) assume (n < 100)
#endif
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      y[i] = y[i] + x[j];
  return s + (p - ticks);
}
#ifndef PLAIN
#pragma tensoraot pop
#endif

unsigned
NAME (bytes) (unsigned n, const unsigned char *a, short *b, int *found)
{
  unsigned h = 0;
  int most = -1;
#ifndef PLAIN
#pragma tensoraot kernel
#endif
  for (unsigned i = 0; i < n; i++)
    {
      h = h ^ a[i];
      most = a[i] > most ? a[i] : most;
      b[i] = (short) (a[i] * 3 - 100);
    }
  *found = most;
  return h;
}
