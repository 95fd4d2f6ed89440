/* The near miss of own-6.c: where vectors have no masks there is no such function.  If
   this fails, what is behind the end of a matrix is read. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -mavx2 -mfma -mno-avx512f" } */
/* { dg-final { scan-assembler "\ntensoraot.dgemm:" } } */
/* { dg-final { scan-assembler-not "tensoraot.direct" } } */
#pragma tensoraot kernel lower(loops)
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
