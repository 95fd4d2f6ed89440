/* What a kernel requires is missed by loops in a user's own parallel region that
   is not taken back: an error.  If this fails, `require' is met by what was never
   looked at. */
/* { dg-options "-O2 -fopenmp" } */
void f (int n, double *a, double *b)
{
#pragma tensoraot kernel require(lowered) /* { dg-note "required here" } */
#pragma omp parallel for num_threads(2) /* { dg-error "this loop nest is not replaced: OpenMP makes other code of it" } */
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2;
}
void g (int n, double *a, double *b, int *at)
{
#pragma tensoraot kernel require(lowered) /* { dg-note "required here" } */
#pragma omp parallel for
  for (int i = 0; i < n; i++) /* { dg-error "this loop nest is not replaced: an address is not a linear function" } */
    a[at[i]] = b[i] * 2;
}
void taken (int n, double *a, double *b)
{
#pragma tensoraot kernel require(lowered)
#pragma omp parallel for
  for (int i = 0; i < n; i++)
    a[i] = b[i] * 2;
}
