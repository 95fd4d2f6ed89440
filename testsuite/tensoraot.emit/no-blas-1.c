/* blas=none: a product is loops. */
/* { dg-options "-O2 -fopt-info-optimized-missed -fplugin-arg-tensoraot-blas=none" } */
/* { dg-prune-output "scalar_type:" } */
/* { dg-final { scan-assembler-not "cblas" } } */
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-bogus "cblas" } */
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
