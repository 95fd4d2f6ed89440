/* An extent is made of sums and products; another operator is refused, unless
   it is a constant.  If this fails, an extent is accepted and not used.  */
/* { dg-options "-O1" } */
enum { N = 64 };
void f (int n, int m, float *a, float *b)
{
#pragma tensoraot kernel shape(a[n + 2 * m - 1], b[N / 2][-n * -m])
  for (int i = 0; i < n; i++)
    a[i] = 0;
#pragma tensoraot kernel shape(a[n / 2]) /* { dg-error "an extent with this operator is not supported yet" } */
  for (int i = 0; i < n; i++)
    a[i] = 0;
#pragma tensoraot kernel shape(b[][m:n % m]) /* { dg-error "an extent with this operator is not supported yet" } */
  for (int i = 0; i < n; i++)
    b[i] = 0;
}
