/* Loops that OpenMP would take out of a kernel are taken back and replaced, alone
   and with their neighbours, and so are sums by lanes; those of constructs that
   are no plain loops, or are not replaced, are reported with the reason, and so
   are the others of such a construct.  If this fails, loops are left without a
   word, or a parallel loop is made one that is not. */
/* { dg-options "-O2 -fopenmp -fopt-info-optimized-missed" } */
/* { dg-prune-output "scalar_type: " } */
void f (int n, double *a, double *b)
{
#pragma tensoraot kernel
  {
#pragma omp parallel for
    for (int i = 0; i < n; i++) /* { dg-optimized "fused parallel simd loop" } */
      a[i] = b[i] * 2;
#pragma omp simd
    for (int i = 0; i < n; i++)
      a[i] = a[i] * 2 + b[i]; /* { dg-optimized "parallel simd loop" } */
  }
}
void nested (int n, double *a, double *b)
{
#pragma tensoraot kernel
#pragma omp parallel
  {
#pragma omp for
    for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
      a[i] = b[i] * 2;
  }
}
double lanes (int n, double *a)
{
  double s = 0;
#pragma tensoraot kernel
#pragma omp simd reduction(+ : s)
  for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
    s += a[i];
  return s;
}
void inside (int n, double *a, double *b)
{
#pragma omp parallel
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
    a[i] = b[i] * 2;
}
void team (int n, double *a, double *b)
{
#pragma tensoraot kernel
#pragma omp parallel for num_threads(2) /* { dg-missed "left as written: OpenMP makes other code of it .*'num_threads'.*OPENMP.; leave the directive out" } */
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2;
}
void one_not (int n, double *a, double *b, int *at)
{
#pragma tensoraot kernel
  {
#pragma omp parallel
    {
#pragma omp for
      for (int i = 0; i < n; i++) /* { dg-missed "OpenMP makes other code of it .*: another loop of it cannot be replaced .OPENMP." } */
	b[i] *= 2;
#pragma omp for
      for (int i = 0; i < n; i++) /* { dg-missed "left as written: an address is not a linear function .*NON_AFFINE" } */
	a[at[i]] = b[i];
    }
#pragma omp parallel for
    for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
      a[i] *= 2;
  }
}
/* { dg-final { scan-assembler {one_not\._omp_fn} } } */
/* { dg-final { scan-assembler {team\._omp_fn} } } */
/* { dg-final { scan-assembler-not {[^_]nested\._omp_fn} } } */
