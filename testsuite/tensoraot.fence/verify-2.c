/* Right plans pass the verification, whatever their types, guards and
   contracts; none is refused, and none goes unverified. */
/* { dg-options "-O3 -fopt-info-optimized -fplugin-arg-tensoraot-verify" } */
/* { dg-prune-output "optimized: " } */
void
gemm (int n, int m, int k, int lda, float alpha, const float *a,
      const float *b, float *c)
{
#pragma tensoraot kernel shape (a[n][k:lda], b[k][m], c[n][m]) require (blas)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      {
	float s = 0;
	for (int p = 0; p < k; p++)
	  s += a[i * lda + p] * b[p * m + j];
	c[i * m + j] = alpha * s + c[i * m + j];
      }
}

double
strict (int n, const double *x, double *y)
{
  double s = 0;
#pragma tensoraot kernel fp (strict) assume (n % 8 == 0) require (lowered)
  for (int i = 0; i < n; i++)
    y[i] = x[i] < 0 ? -x[i] : x[i];
  return s;
}

unsigned
integers (unsigned n, const unsigned char *a, short *b, long *c)
{
  unsigned h = 0;
#pragma tensoraot kernel require (lowered)
  for (unsigned i = 0; i < n; i++)
    {
      h = h ^ a[i];
      b[i] = (short) (a[i] * 3 - 100);
      c[i] = c[i] / 7 + (c[i] >> 3);
    }
  return h;
}

double
triangle (int n, double a[n][n])
{
  double most = -1;
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      most = a[i][j] > most ? a[i][j] : most;
  return most;
}
/* { dg-bogus "not verified" "" { target *-*-* } 0 } */
