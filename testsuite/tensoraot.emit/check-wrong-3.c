/* TENSORAOT_CHECK in the environment decides: here it aborts nevertheless.  If
   this fails, the variable is not heeded. */
/* { dg-shouldfail "the check aborts" } */
/* { dg-set-target-env-var TENSORAOT_CHECK "abort" } */
/* { dg-output "tensoraot: check: kernel mm at \[^\n\]*: c.3..5. is 11, as written 10" } */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check" } */
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
  return c[3][5] != 10 || c[19][11] != 10;
}
