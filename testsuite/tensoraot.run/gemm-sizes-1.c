/* Sizes that are zero or negative: nothing is touched that the loops do not
   touch, and a product over no terms still clears the output.  If this fails,
   a library call gets arguments that it refuses, or reads through NULL.  */
#include <stdlib.h>

__attribute__((noinline)) void product(int n, int m, int k, const float *a,
				       const float *b, float *c)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			c[i * m + j] = 0;
			for (int p = 0; p < k; p++)
				c[i * m + j] += a[i * k + p] * b[p * m + j];
		}
}

__attribute__((noinline)) void vector(long n, long m, const double *a,
				      const double *x, double *y)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		double s = 0;
		for (long j = 0; j < m; j++)
			s += a[i * m + j] * x[j];
		y[i] = s;
	}
}

__attribute__((noinline)) double dot(unsigned n, const double *x,
				     const double *y)
{
	double s = 0;
#pragma tensoraot kernel
	for (unsigned i = 0; i < n; i++)
		s += x[i] * y[i];
	return s;
}

int main(void)
{
	static const int size[] = { -2147483647 - 1, -100000, -1, 0 };
	static float c[200 * 200];
	static double y[500];

	for (int i = 0; i < 4; i++) {
		product(size[i], 64, 64, 0, 0, 0);
		product(64, size[i], 64, 0, 0, 0);
		product(size[i], size[i], size[i], 0, 0, 0);
		vector(size[i], 500, 0, 0, 0);
		for (int j = 0; j < 200 * 200; j++)
			c[j] = 7;
		product(200, 200, size[i], 0, 0, c);
		for (int j = 0; j < 200 * 200; j++)
			if (c[j] != 0)
				abort();
		for (int j = 0; j < 500; j++)
			y[j] = 7;
		vector(500, size[i], 0, 0, y);
		for (int j = 0; j < 500; j++)
			if (y[j] != 0)
				abort();
	}
	if (dot(0, 0, 0) != 0)
		abort();
	return 0;
}
