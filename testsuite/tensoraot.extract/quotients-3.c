/* What is divided by a size inside of loops is divided on entry, where the size may
   be 0 if the loops do not run, and then that cannot divide; a size that changes in
   a loop is none.  If this fails, tiles inside of other loops are left as written,
   or a kernel that does nothing stops with a division by zero. */
/* { dg-additional-options "-fplugin-arg-tensoraot-stop-after=extract" } */
#pragma tensoraot kernel name(inside)
void inside (long n, long k, long size, const double *restrict b,
	     double *restrict a)
{
  for (long i = 0; i < n; i++)
    for (long p = 0; p < k / size * size; p++)
      a[i] += b[p];
}
/* { dg-final { scan-ir {kernel inside (.*\n)*?  guard ge0 \{size - 1\}} } } */
/* { dg-final { scan-ir {kernel inside (.*\n)*?    .0 <= i < n; 0 <= p < size\*\S+;?.*} } } */

#pragma tensoraot kernel name(rest)
void rest (long n, long k, long size, const double *restrict b,
	   double *restrict a)
{
  for (long i = 0; i < n; i++)
    for (long p = k - k % size; p < k; p++)
      a[i] += b[p];
}
/* { dg-final { scan-ir {kernel rest (.*\n)*?  guard ge0 \{size - 1\}} } } */

#pragma tensoraot kernel name(moving)
void moving (long n, long k, const double *restrict b, double *restrict a)
{
  for (long i = 1; i < n; i++)
    for (long p = 0; p < k / i; p++)
      a[i] += b[p];
}
/* { dg-final { scan-ir-not {kernel moving (.*\n)*?  stmt S0 .i:0, p:1} } } */
