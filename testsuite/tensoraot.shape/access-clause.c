/* A clause says what a pointer points to: k columns, whatever the pitch.  */
/* { dg-do compile } */

void
f (int n, int k, int lda, double *A, double *x)
{
#pragma tensoraot kernel shape (A[n][k:lda]) /* { dg-message "the extents of 'A' are given here" } */
  for (int i = 0; i < n; i++)
    for (int p = 0; p <= k; p++)
      A[i * lda + p] += x[p];	/* { dg-error "index 'p' reaches k, the extent is k" } */
}
