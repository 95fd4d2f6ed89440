/* An element that every iteration of a loop of vectors reads, of an array that the loop
   writes, is read before it; not one that a condition decides about, nor the element
   that is written, nor one that moves.  If this fails, the compiler reads it again in
   each iteration and makes no vectors, or it is read where C does not.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_rows.c" {same = lo < hi \?} } } */
/* { dg-final { scan-file-not "tensoraot_chosen.c" {same = } } } */
/* { dg-final { scan-file-not "tensoraot_own.c" {same = } } } */
/* { dg-final { scan-file-not "tensoraot_moves.c" {same = } } } */

void rows (int n, int k, double a[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = k + 1; j < n; j++)
      a[i][j] = a[i][j] - a[i][k] * 2;
}

void chosen (int n, int k, const double *w, double a[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = k + 1; j < n; j++)
      a[i][j] = w[j] > 0 ? a[i][k] : a[i][j];
}

void own (int n, double a[n][n])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      a[i][j] = a[i][j] * 2;
}

void moves (int n, int m, double a[n][m])
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 1; j < m; j++)
      a[0][j] = a[i][j] * 2;
}
