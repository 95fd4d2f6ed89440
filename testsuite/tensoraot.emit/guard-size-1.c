/* Sizes so large that products of them may not fit into 64 bits are looked at once,
   together; a size that fits by its type is not.  If this fails, a guard wraps
   around, or every guard is there a second time in 128 bits.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file-times "made/tensoraot_box.c" "4\\.611686018427387904e\\+18" 1 } } */
/* { dg-final { scan-file-times "made/tensoraot_box.c" "ABS_EXPR" 5 } } */
/* { dg-final { scan-file-not "made/tensoraot_box.c" "__int128" } } */
/* { dg-final { scan-file-not "made/tensoraot_row.c" "e\\+18|ABS_EXPR|__int128" } } */
void box (long n, long m, long k, float *x, float *y)
{
#pragma tensoraot kernel
  for (long i = 0; i < n; i++)
    for (long j = 0; j < m; j++)
      for (long p = 0; p < k; p++)
	y[(i * m + j) * k + p] = x[(i * m + j) * k + p] * 2 + 1;
}

void row (int n, float *x, float *y)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 2 + 1;
}
