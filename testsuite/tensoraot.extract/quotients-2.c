/* What is divided in a subscript is known after the bounds of the loops around:
   the domain says what the quotient is all the same, and so what is read.  If this
   fails, the quotient may be anything: an element is read that is not there, or one
   that is written is taken for another.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
/* { dg-final { scan-ir {kernel half (.*\n)*?.*0 <= q; j - 2\*q \+ 2 >= 0; -j \+ 2\*q - 1 >= 0} } } */
/* { dg-final { scan-ir {kernel masked (.*\n)*?.*0 <= q; j - 8\*q >= 0; -j \+ 8\*q \+ 7 >= 0} } } */
void half (int n, const double *restrict b, double *restrict a)
{
#pragma tensoraot kernel
  for (int j = 0; j < n; j++)
    for (int k = 0; k < n; k++)
      a[j] += b[k] * b[(j + 2) / 2];
}

void masked (int n, const double *restrict b, double *restrict a)
{
#pragma tensoraot kernel
  for (int j = 0; j < n; j++)
    for (int k = 0; k < n; k++)
      a[j] += b[k] * b[j & 7];
}
