/* Without -fopenmp a directive of OpenMP is nothing, and what is required of a
   kernel is had; with it (openmp-3.c) it is had where the construct is taken back.  If this fails, the directive
   costs the kernel where the compiler does not heed it. */
/* { dg-options "-O2 -fopt-info-optimized-missed" } */
void f (int n, double *a, double *b)
{
#pragma tensoraot kernel require(lowered)
#pragma omp parallel for
  for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
    a[i] = b[i] * 2;
}
