/* check-wrong.h - a product of ones, of which the library that is linked in gets
   an element wrong (wrong-blas.c). */
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

/* Multiply ones four times; return whether the element that is wrong is "x" then,
   and the last is right. */
static int leaves (double x)
{
  static double a[20][10], b[10][12], c[20][12];

  for (int i = 0; i < 200; i++)
    (&a[0][0])[i] = 1;
  for (int i = 0; i < 120; i++)
    (&b[0][0])[i] = 1;
  for (int i = 0; i < 4; i++)
    mm (20, 12, 10, a, b, c);
  return c[3][5] == x && c[19][11] == 10;
}
