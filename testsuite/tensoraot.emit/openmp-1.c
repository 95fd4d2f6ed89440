/* Loops that a user's own parallel region takes out of a kernel before it is
   looked at are reported with that reason; those beside it, under `omp simd',
   and a kernel inside a region are replaced.  If this fails, such loops are left
   without a word, or others with them. */
/* { dg-options "-O2 -fopenmp -fopt-info-optimized-missed" } */
/* { dg-prune-output "scalar_type: " } */
void f (int n, double *a, double *b)
{
#pragma tensoraot kernel
  {
#pragma omp parallel for /* { dg-missed "left as written: the compiler makes it a parallel region .*OPENMP.; leave the directive out" } */
    for (int i = 0; i < n; i++)
      a[i] = b[i] * 2;
#pragma omp simd
    for (int i = 0; i < n; i++)
      a[i] = a[i] * 2 + b[i]; /* { dg-optimized "parallel simd loop" } */
  }
}
void nested (int n, double *a, double *b)
{
#pragma tensoraot kernel
#pragma omp parallel /* { dg-missed "OPENMP" } */
  {
#pragma omp for
    for (int i = 0; i < n; i++)
      a[i] = b[i] * 2;
  }
}
void inside (int n, double *a, double *b)
{
#pragma omp parallel
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
    a[i] = b[i] * 2;
}
