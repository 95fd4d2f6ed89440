/* Assumptions with divisions, true, false, and by zero.  If this fails, the
   test of an assumption traps, or one that is false is believed.  */
/* { dg-additional-options "-fno-trapping-math" } */
#include <stdlib.h>

__attribute__((noinline)) void add(int n, int m, float *a, const float *b)
{
#pragma tensoraot kernel assume(n % m == 0) assume(n / m > 1) disjoint
	for (int i = 0; i < n; i++)
		a[i] += b[i];
}

/* a[i] and a[i + m] are far enough apart only if the assumption holds; in 64
   bits n * m wraps around to a small number.  */
__attribute__((noinline)) void shift(long n, long m, float *a)
{
#pragma tensoraot kernel assume(n * m <= 1000)
	for (long i = 0; i < n % 65536; i++)
		a[i] += 1;
}

enum { N = 10000 };
static float a[N], b[N];

int main(void)
{
	static const int by[] = { 0, 1, 2, 3, -1, -2147483647 - 1, N, 7 };

	for (int i = 0; i < N; i++)
		b[i] = 1;
	for (int i = 0; i < 8; i++)
		add(N, by[i], a, b);
	for (int i = 0; i < 4; i++)
		shift((1l << 32) + 9000, 1l << 32, a);
	for (int i = 0; i < N; i++)
		if (a[i] != (i < 9000 ? 12 : 8))
			abort();
	return 0;
}
