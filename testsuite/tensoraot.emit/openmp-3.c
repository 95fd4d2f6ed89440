/* What a kernel requires is missed by loops in a user's own parallel region: an
   error.  If this fails, `require' is met by what was never looked at. */
/* { dg-options "-O2 -fopenmp" } */
void f (int n, double *a, double *b)
{
#pragma tensoraot kernel require(lowered) /* { dg-note "required here" } */
#pragma omp parallel for /* { dg-error "this loop nest is not replaced: the compiler makes it a parallel region" } */
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2;
}
