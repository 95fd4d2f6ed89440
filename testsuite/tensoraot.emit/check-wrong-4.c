/* TENSORAOT_CHECK=off: nothing is checked, and the kernel's results stay, which
   are wrong here.  If this fails, there is no way to run a checked program at
   its speed. */
/* { dg-set-target-env-var TENSORAOT_CHECK "off" } */
/* { dg-output "^$" } */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check=abort" } */
/* { dg-additional-sources "wrong-blas.c" } */
__attribute__((noipa)) static void mm (int n, int m, int k, double a[n][k],
				       double b[k][m], double c[n][m])
{
#pragma tensoraot kernel require(blas)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      c[i][j] = 0;
      for (int p = 0; p < k; p++)
	c[i][j] += a[i][p] * b[p][j];
    }
}
int main (void)
{
  static double a[20][10], b[10][12], c[20][12];

  for (int i = 0; i < 200; i++)
    (&a[0][0])[i] = 1;
  for (int i = 0; i < 120; i++)
    (&b[0][0])[i] = 1;
  for (int i = 0; i < 4; i++)
    mm (20, 12, 10, a, b, c);
  return c[3][5] != 11 || c[19][11] != 10;
}
