/* Counting down from n instead of n - 1.  */
/* { dg-do compile } */

void
f (int n, double a[n])	/* { dg-message "'a' is declared here" } */
{
#pragma tensoraot kernel
  for (int i = n; i > 0; i--)
    a[i] = 0;	/* { dg-error "leaves the extent of 'a': .* reaches n, the extent is n" } */
}
