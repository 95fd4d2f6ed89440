/* A relaxed kernel calls the vector form of expf; what the user calls
   elsewhere, and a strict kernel, does not, though the loop asks for vectors. */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -fopenmp-simd" } */
/* { dg-final { scan-file "libmvec-1.s" "_ZGV.N.v_expf" } } */
/* { dg-final { scan-file-not "libmvec-1.s" "_ZGV.N.v_sinf" } } */
/* { dg-final { scan-file-not "libmvec-1.s" "_ZGV.N.v_cosf" } } */
extern float expf (float), sinf (float), cosf (float);
void f (long n, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    y[i] = expf (x[i]);
}
void g (long n, float *x, float *y)
{
#pragma omp simd
  for (long i = 0; i < n; i++)
    y[i] = sinf (x[i]);
}
void h (long n, float *x, float *y)
{
#pragma tensoraot kernel fp(strict)
  for (long i = 0; i < n; i++)
    y[i] = cosf (x[i]);
}
