/* Conditions at borders are no conditions in the loop between them, whether they are
   about what is added, about a subscript or about a mode that is an argument; nearer
   than three to each other the borders leave the loops as written.  What no border is,
   or may wrap around, stays. */
/* { dg-options "-O2 -fopt-info-optimized-missed -fplugin-arg-tensoraot-emit=out" } */
/* { dg-final { scan-file out/tensoraot_sum.c "guard \[0-9\]: w - 3 >= 0: there is something between borders" } } */
/* { dg-final { scan-file-not out/tensoraot_sum.c "\\? MEM" } } */
/* { dg-final { scan-file out/tensoraot_edge.c "w - 3 >= 0" } } */
/* { dg-final { scan-file-not out/tensoraot_edge.c "\\? MEM" } } */
/* { dg-final { scan-file-not out/tensoraot_mode.c "\\? MEM" } } */
#include <stddef.h>
void sum (int h, int w, const float *in, float *out)
{
#pragma tensoraot kernel
  for (int r = 0; r < h; r++)   /* { dg-optimized "parallel simd loop" } */
    for (int c = 0; c < w; c++)
      {
	float s = in[(long) r * w + c];
	if (c > 0)
	  s += in[(long) r * w + c - 1];
	if (c < w - 1)
	  s += in[(long) r * w + c + 1];
	out[(long) r * w + c] = s;
      }
}
void edge (int h, int w, const float *in, float *out)
{
#pragma tensoraot kernel
  for (int r = 0; r < h; r++)   /* { dg-optimized "parallel simd loop" } */
    for (int c = 0; c < w; c++)
      out[(long) r * w + c] = in[(long) r * w + (c > 0 ? c - 1 : 0)]
			      + in[(long) r * w + (c + 1) % w];
}
void mode (int n, int mode, const float *in, float *out)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-optimized "parallel simd loop" } */
    out[i] = mode == 1 ? in[i] * 2 : mode == 2 ? in[i] + 1 : 0;
}
void window (int n, int k, const float *in, float *out)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)   /* { dg-missed "NON_AFFINE" } */
    for (int j = 0; j < k; j++)
      out[i] += in[i - j > 0 ? i - j : 0];
}
void unsign (unsigned n, const float *in, float *out)
{
#pragma tensoraot kernel
  for (unsigned i = 0; i < n; i++)   /* { dg-missed "WRAP|NON_AFFINE" } */
    out[i] = in[i + 7 > n - 9 ? n - 9 : i + 7];
}
