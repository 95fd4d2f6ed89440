/* The argument makes every kernel deterministic: the call is made in one thread,
   the product with a vector is no call.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-deterministic -fplugin-arg-tensoraot-ir=out.ta" } */
void mm (int n, float *restrict a, float *restrict b, float *restrict c)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int k = 0; k < n; k++)
	c[i * n + j] += a[i * n + k] * b[k * n + j];
}

void mv (int n, float *restrict a, float *restrict b, float *restrict c)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n; k++)
      c[i] += a[i * n + k] * b[k];
}
/* { dg-final { scan-assembler "cblas_sgemm" } } */
/* { dg-final { scan-assembler "omp_set_num_threads" } } */
/* { dg-final { scan-assembler-not "cblas_sgemv" } } */
/* { dg-final { scan-ir-times {\n  deterministic} 2 } } */
