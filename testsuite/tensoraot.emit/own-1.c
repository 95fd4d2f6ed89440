/* lower (loops): products of matrices are made without a library, all of one type by
   one function.  If this fails, such a program needs a BLAS, or is as slow as its
   loops. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "mm +\\+ product by blocks" } } */
/* { dg-final { scan-file report.txt "tm +\\+ product by blocks" } } */
/* { dg-final { scan-assembler-not "cblas" } } */
/* { dg-final { scan-assembler-times "\ntensoraot.dgemm:" 1 } } */
/* { dg-final { scan-assembler-not "tensoraot.dgemm.1:" } } */
#define PRODUCT(A)                                                          \
  for (int i = 0; i < n; i++)                                               \
    for (int j = 0; j < n; j++)                                             \
      {                                                                     \
	double s = 0;                                                       \
	for (int p = 0; p < n; p++)                                         \
	  s += A * b[p][j];                                                 \
	c[i][j] += s;                                                       \
      }
#pragma tensoraot kernel lower(loops)
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
  PRODUCT (a[i][p])
}
#pragma tensoraot kernel lower(loops)
void tm (int n, double a[n][n], double b[n][n], double c[n][n])
{
  PRODUCT (a[p][i])
}
