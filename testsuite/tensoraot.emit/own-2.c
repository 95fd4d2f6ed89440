/* The near misses of own-1.c: sums that may not be reordered, complex numbers, whole
   numbers, and products of a matrix and a vector are loops.  If this fails, a sum is
   rounded another way than the user asked for, or made by what cannot make it. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file-not report.txt "product" } } */
/* { dg-final { scan-file report.txt "mv +\\+ .*loop" } } */
/* { dg-final { scan-assembler-not "gemm" } } */
#define PRODUCT(name, T, CLAUSES)                                           \
  _Pragma (CLAUSES)                                                         \
  void name (int n, T a[n][n], T b[n][n], T c[n][n])                        \
  {                                                                         \
    for (int i = 0; i < n; i++)                                             \
      for (int j = 0; j < n; j++)                                           \
	for (int p = 0; p < n; p++)                                         \
	  c[i][j] += a[i][p] * b[p][j];                                     \
  }
PRODUCT (strict, double, "tensoraot kernel lower(loops) fp(strict)")
PRODUCT (pairs, _Complex double, "tensoraot kernel lower(loops)")
PRODUCT (whole, int, "tensoraot kernel lower(loops)")
#pragma tensoraot kernel lower(loops)
void mv (int n, double a[n][n], double x[n], double y[n])
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      y[i] += a[i][j] * x[j];
}
