/* Somebody who asks for short vectors gets them: if this fails, functions of
   libm are called on longer ones than the command line says.  And no loop of
   vectors is longer where none calls libm.  */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -march=skylake-avx512 -mprefer-vector-width=256" } */
/* { dg-final { scan-file "libmvec-3.s" "_ZGVdN8v_expf" } } */
/* { dg-final { scan-file-not "libmvec-3.s" "_ZGVe" } } */
/* { dg-final { scan-file-not "libmvec-3.s" "%zmm" } } */
extern float expf (float);
void f (int n, int m, float *x)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      x[i * m + j] = expf (x[i * m + j]) + j;
}
