/* Kernels in static inline functions, in always_inline ones, in recursion
   and in functions that are called with constants: each copy is right.  */
#include <stdlib.h>

enum { N = 5000 };
static double a[N], b[N];

static inline void scale(int n, double *x, double f)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i] = x[i] * f + 1;
}

__attribute__((always_inline)) static inline double total(int n, double *x)
{
	double s = 0;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += x[i];
	return s;
}

static double halves(int n, double *x)
{
	double s = 0;

	if (n > 64)
		return halves(n / 2, x) + halves(n - n / 2, x + n / 2);
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += x[i];
	return s;
}

__attribute__((noinline)) double both(int n)
{
	scale(n, a, 2);
	scale(16, b, 3);
	scale(n - 16, b + 16, 3);
	return total(n, a) + 2 * total(8, a) + total(n, b);
}

int main(void)
{
	double want = 0;

	for (int i = 0; i < N; i++)
		a[i] = i % 10, b[i] = i % 4;
	for (int i = 0; i < N; i++)
		want += i % 10 * 2 + 1 + i % 4 * 3 + 1;
	for (int i = 0; i < 8; i++)
		want += 2 * (i * 2 + 1);
	if (both(N) != want)
		abort();
	if (halves(N, a) != total(N, a))
		abort();
	return 0;
}
