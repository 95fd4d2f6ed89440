/* Where a compiler prefers short vectors for the code around, functions of libm
   are called on the longest there are, and what is left on those it prefers:
   if this fails, they take twice as long.  A loop that calls none keeps to the
   short ones, and so does a strict one, which calls no vector form.  */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -march=skylake-avx512" } */
/* { dg-final { scan-file "libmvec-2.s" "_ZGVeN16v_expf" } } */
/* { dg-final { scan-file "libmvec-2.s" "_ZGVdN8v_expf" } } */
/* { dg-final { scan-file "libmvec-2.s" "_ZGVeN8v_log" } } */
/* { dg-final { scan-file-not "libmvec-2.s" "_ZGV.N.*v_sinf" } } */
extern float expf (float), sinf (float);
extern double log (double);
void f (int n, int m, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      x[i * m + j] = expf (x[i * m + j]) + j;
}
void g (long n, double *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    x[i] = y[i] * log (x[i]);
}
void h (long n, float *x)
{
#pragma tensoraot kernel fp(strict)
  for (long i = 0; i < n; i++)
    x[i] = sinf (x[i]);
}
