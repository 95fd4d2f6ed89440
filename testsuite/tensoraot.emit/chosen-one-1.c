/* Of a sum of elements that are read by a choice that rows make, vectors go along the
   elements, which are loaded under masks; where each is read anyway they go along the rows,
   and so they do where the machine has no masks (chosen-one-2.c).  If this fails, there are
   no vectors at all. */
/* { dg-do compile { target { x86_64-*-* } } } */
/* { dg-options "-O2 -mavx2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_chosen.c" {omp simd[^\n]*\n *for \(i = } } } */
/* { dg-final { scan-file-not "tensoraot_anyway.c" {omp simd[^\n]*\n *for \(i = } } } */

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

void anyway (int n, int m, const float *restrict x, const float *restrict y,
	     const float *restrict w, float *restrict e)
{
#pragma tensoraot kernel
  for (int t = 0; t < m; t++)
    {
      float s = 0;
      for (int i = 0; i < n; i++)
	{
	  float v = w[i];
	  s += x[i] > y[t] ? v : 0;
	}
      e[t] = s;
    }
}
