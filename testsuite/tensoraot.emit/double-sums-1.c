/* A float that terms of double are added to, as a constant with a point or exp makes
   them, is a sum of floats: a loop of vectors, which calls the vector form of
   expf. */
/* { dg-require-effective-target libmvec } */
/* { dg-options "-O2 -fopt-info" } */
/* { dg-final { scan-file "double-sums-1.s" "_ZGV.N.v_expf" } } */
/* { dg-final { scan-file-not "double-sums-1.s" "_ZGV.N.v_exp\[^f\]" } } */
/* { dg-final { scan-file-not "double-sums-1.s" "pow" } } */
extern double exp (double), pow (double, double);
float exponentials (long n, float *x)
{
  float sum = 0;
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    sum += exp (x[i]);
  return sum;
}
float squares (long n, float *x, float mean)
{
  float sum = 0;
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)   /* { dg-optimized "simd loop" } */
    sum += 0.25 * pow (x[i] - mean, 2);
  return sum;
}
