/* identity: through extraction and emission, with nothing changed. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-identity -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-assembler "tensoraot_mm" } } */
/* { dg-final { scan-assembler-not "cblas|GOMP" } } */
/* { dg-final { scan-file-not "made/tensoraot_mm.c" "#pragma omp" } } */
/* { dg-final { scan-file-times "made/tensoraot_mm.c" "while \\(1\\)" 3 } } */
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
