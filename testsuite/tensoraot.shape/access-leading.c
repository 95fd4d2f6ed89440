/* The leading extent of an array parameter counts as well, without
   optimisation too.  */
/* { dg-do compile } */
/* { dg-options "-O0" } */

void
f (int n, int m, double a[n][m])	/* { dg-message "'a' is declared here" } */
{
#pragma tensoraot kernel
  for (int i = 0; i <= n; i++)
    for (int j = 0; j < m; j++)
      a[i][j] = 0;	/* { dg-error "index 'i' reaches n, the extent is n" } */
}
