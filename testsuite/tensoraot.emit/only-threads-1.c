/* Where all that a kernel gains is several threads, the report says that one thread runs
   the loops as they are written: elements that are put together one by one, and loops as
   written.  It does not where vectors gain, too: in a map, and where a function of libm is
   called for what is looked up.  If this fails, it promises something that the run does
   not keep, or hides a gain.  */
/* { dg-options "-O3 -march=x86-64-v3 -fplugin-arg-tensoraot-report=r.txt" } */
/* { dg-final { scan-file "r.txt" ":17: table  *. parallel simd loop .one thread runs it as written.\n" } } */
/* { dg-final { scan-file "r.txt" ":25: sparse  *. parallel loop around a loop as written .one thread runs it as written.\n" } } */
/* { dg-final { scan-file "r.txt" ":39: loss  *. parallel simd loop\n" } } */
/* { dg-final { scan-file "r.txt" ":47: map  *. parallel simd loop, large results past the cache\n" } } */
#include <math.h>

#pragma tensoraot kernel
void table(int n, float *restrict y, const float *restrict x,
	   const int *restrict p)
{
	for (int i = 0; i < n; i++)
		y[i] = x[p[i]];
}

#pragma tensoraot kernel
void sparse(int n, double *restrict y, const double *restrict v,
	    const int *restrict r)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = r[i]; k < r[i + 1]; k++)
			s += v[k];
		y[i] = s;
	}
}

#pragma tensoraot kernel
float loss(int n, int v, const float *restrict p, const int *restrict t)
{
	float s = 0;

	for (int i = 0; i < n; i++)
		s -= logf(p[i * v + t[i]]);
	return s;
}

#pragma tensoraot kernel
void map(int n, float *restrict y, const float *restrict x)
{
	for (int i = 0; i < n; i++)
		y[i] = x[i] * 2;
}
