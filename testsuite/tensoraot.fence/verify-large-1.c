/* What is too large to be run at compile time is used all the same, but said
   not to have been verified: silence would be taken for success. */
/* { dg-options "-O2 -fopt-info-optimized -fplugin-arg-tensoraot-verify" } */
float a[512][512], b[512][512], c[512][512];
void
f (void)
{
#pragma tensoraot kernel
  for (int i = 0; i < 512; i++) /* { dg-optimized "replaced by cblas_sgemm \\(not verified: it takes too many steps\\)" } */
    for (int k = 0; k < 512; k++)
      for (int j = 0; j < 512; j++)
	c[i][j] += a[i][k] * b[k][j];
}

/* This one is verified. */
void
g (int n, const float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++) /* { dg-optimized "simd loop" } */
    y[i] = x[i] + 1;
}
