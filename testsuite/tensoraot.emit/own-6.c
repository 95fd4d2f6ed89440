/* Where some of a vector is loaded and stored as fast as all, small products are made
   where the matrices are, all of one type by one function, and a matrix that is stored by
   columns is turned by squares.  What is not loaded is zero, and not what the register
   had: else each load waits for the one before.  If this fails, a product of 8 by 8 by 8
   takes five times as long. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -mavx512f -mavx512vl -mavx512dq -mavx512bw -mfma" } */
/* { dg-final { scan-assembler-times "\ntensoraot.direct.dgemm:" 1 } } */
/* { dg-final { scan-assembler-times "\ntensoraot.turn8:" 1 } } */
/* { dg-final { scan-assembler "vmovup\[ds\]\[^\n\]*%zmm\[0-9\]+\{%k\[1-7\]\}\{z\}" } } */
/* { dg-final { scan-assembler-not "vmovup\[ds\]\[^\n\]*\\), %zmm\[0-9\]+\{%k\[1-7\]\}\n" } } */
#pragma tensoraot kernel lower(loops)
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
#pragma tensoraot kernel lower(loops)
void mt (int n, double a[n][n], double b[n][n], double c[n][n])
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[j][p];
}
