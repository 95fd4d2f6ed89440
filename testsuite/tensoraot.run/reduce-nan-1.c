/* The maximum "x > m ? x : m" skips NaN but keeps a start that is one; sums
   with NaN are NaN.  If this fails, partial results were joined by an
   instruction that treats NaN in its own way.  */
#include <math.h>
#include <stdlib.h>

enum { N = 20000 };
static float x[N];

__attribute__((noinline)) float largest(long n, float m, float *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		m = x[i] > m ? x[i] : m;
	return m;
}

__attribute__((noinline)) float sum(long n, float s, float *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		s += x[i];
	return s;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = i % 5 ? (float)(i % 1000) : NAN;
	if (largest(N, -1, x) != 999 || largest(N, 5000, x) != 5000)
		abort();
	if (!isnan(largest(N, NAN, x)))
		abort();
	if (!isnan(sum(N, 0, x)))
		abort();
	for (int i = 0; i < N; i++)
		x[i] = NAN;
	if (largest(N, -1, x) != -1 || largest(N, -INFINITY, x) != -INFINITY)
		abort();
	for (int i = 0; i < N; i++)
		x[i] = -INFINITY;
	if (largest(N, -INFINITY, x) != -INFINITY || largest(N, 2, x) != 2)
		abort();
	if (sum(N, 1, x) != -INFINITY || !isnan(sum(N, INFINITY, x)))
		abort();
	return 0;
}
