/* A kernel that calls the vector form of expf changes nothing for another
   function that calls expf in a vector loop. */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -fopenmp-simd" } */
/* { dg-final { scan-assembler "_ZGV.N.v_expf" } } */
/* { dg-final { scan-assembler-not "\ng:.*_ZGV.*size\[ 	\]+g,.*" } } */
extern float expf (float);
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
    y[i] = expf (x[i]);
}
