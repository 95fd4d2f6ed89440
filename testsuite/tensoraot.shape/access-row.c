/* The column runs to m in rows of m: an error at the access, with a note at
   the parameter.  */
/* { dg-do compile } */

void
f (int n, int m, double a[n][m])	/* { dg-message "'a' is declared here" } */
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= m; j++)
      a[i][j] = 0;	/* { dg-error "'a\\\[i\\\]\\\[j\\\]' leaves the extent of 'a': index 'j' reaches m, the extent is m" } */
}
