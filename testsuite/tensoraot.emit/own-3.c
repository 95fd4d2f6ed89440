/* Where there is no C library there is none to get memory of: products are loops in
   auto mode.  If this fails, a program for a bare machine does not link. */
/* { dg-options "-O2 -ffast-math -ffreestanding -fplugin-arg-tensoraot-auto -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "any +\\+ .*loop" } } */
/* { dg-final { scan-file-not report.txt "product by" } } */
/* { dg-final { scan-assembler-not "aligned_alloc" } } */
/* { dg-final { scan-assembler-not "gemm" } } */
#define PRODUCT                                                             \
  for (int i = 0; i < n; i++)                                               \
    for (int j = 0; j < n; j++)                                             \
      for (int p = 0; p < n; p++)                                           \
	c[i][j] += a[i][p] * b[p][j];
void any (int n, double a[n][n], double b[n][n], double c[n][n])
{
  PRODUCT
}
