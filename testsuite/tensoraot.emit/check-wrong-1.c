/* A library that is linked in is wrong: the check names the kernel, its place,
   the element and both values, counts, goes on, and leaves what the loops as
   written give.  If this fails, a wrong result is not found, or is kept. */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check" } */
/* { dg-additional-sources "wrong-blas.c" } */
/* { dg-set-target-env-var TENSORAOT_VERBOSE "1" } */
/* { dg-output "tensoraot: check: kernel mm at \[^\n\]*check-wrong-1.c:13, replaced by cblas_dgemm: c.3..5. is 11, as written 10 \[^\n\]*; 1 of 240 elements differ.*4 calls checked, 4 differed from the loops as written" } */
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
