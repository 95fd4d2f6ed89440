/* A product becomes one call, of a weak symbol that the kernel tests before
   it calls. */
/* { dg-options "-O2 -fopt-info-optimized" } */
/* { dg-final { scan-assembler "cblas_dgemm" } } */
/* { dg-final { scan-assembler "\.weak\[ \t\]+cblas_dgemm" } } */
/* { dg-final { scan-assembler-not "GOMP_parallel" } } */
void mm (int n, int m, int k, double a[n][k], double b[k][m], double c[n][m])
{
#pragma tensoraot kernel require(blas)
  for (int i = 0; i < n; i++)   /* { dg-optimized "replaced by cblas_dgemm" } */
    for (int j = 0; j < m; j++)
      {
	double s = 0;
	for (int p = 0; p < k; p++)
	  s += a[i][p] * b[p][j];
	c[i][j] = s;
      }
}
