/* Sums that add one value again and again, in parts side by side the same one
   each: if this fails, the compiler crashes (GCC 12 at -O2), or such a sum has
   another number of terms.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { N = 700 };
static double a[2 * N];

/* Of what is added to itself, in place. */
__attribute__((noipa)) static void triangle(long n, double *p)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		double t = 0;

		for (long j = n - 1; j >= i + 1; j--)
			t -= p[2 * i];
		p[2 * i] = p[2 * i] + t;
	}
}

__attribute__((noipa)) static double several(long n, const double *p, double x)
{
	double s = 0, t = 1;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		s += x;
		t += p[3] * x;
	}
	return s + 2 * t;
}

int main(void)
{
	for (long n = 0; n <= N; n += n < 8 ? 1 : 97) {
		for (long i = 0; i < n; i++)
			a[2 * i] = i + 1;
		triangle(n, a);
		for (long i = 0; i < n; i++)
			if (a[2 * i] != (i + 1.0) * (1 - (n - 1 - i)))
				abort();
		a[3] = 4;
		if (several(n, a, 2) != 2 * n + 2 * (1 + 8 * n))
			abort();
	}
	return 0;
}
