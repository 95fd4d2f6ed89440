/* The near miss of chosen-one-1.c: without masks, vectors go along the rows.  If this
   fails, sums are made in an order that gains nothing. */
/* { dg-do compile { target { x86_64-*-* } } } */
/* { dg-options "-O2 -mno-avx -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file-not "tensoraot_chosen.c" {omp simd[^\n]*\n *for \(i = } } } */

void chosen (int n, int m, const float *restrict x, const float *restrict y,
	     const float *restrict w, float *restrict e)
{
#pragma tensoraot kernel
  for (int t = 0; t < m; t++)
    {
      float s = 0;
      for (int i = 0; i < n; i++)
	if (x[i] > y[t])
	  s += w[i];
      e[t] = s;
    }
}
