/* A recurrence that begins one too early.  */
/* { dg-do compile } */

void
f (int n, double a[n])	/* { dg-message "'a' is declared here" } */
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    a[i] = a[i - 1];	/* { dg-error "'a\\\[i - 1\\\]' leaves the extent of 'a': index 'i - 1' goes down to -1" } */
}
