/* Code that is to be small leaves to the library what the library does, small
   products too.  If this fails, -Os makes a program ten kilobytes longer. */
/* { dg-options "-Os -mavx2 -mfma -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-require-effective-target libmvec } */
/* { dg-final { scan-file report.txt "mm +\\+ replaced by cblas_dgemm" } } */
/* { dg-final { scan-assembler-not "\ntensoraot.dgemm:" } } */
#pragma tensoraot kernel
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
