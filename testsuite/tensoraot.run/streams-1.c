/* Long sums add several vectors at a time, in the order of memory or, from 32 KB
   on, in parts side by side, and what is left after them.  If this fails, elements are added twice or not at all, or parts are joined that
   belong to other sums, or with the wrong operator.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

enum { MOST = 40000 };

__attribute__((noipa)) static double sum(int n, const double *x, double s)
{
#pragma tensoraot kernel require(vector)
	for (int i = 0; i < n; i++)
		s += x[i];
	return s;
}

/* Two sums, of which one is subtracted, from the end.  */
__attribute__((noipa)) static float both(int n, const float *x, const float *y,
					 float *dot)
{
	float s = 3, d = *dot;

#pragma tensoraot kernel require(vector)
	for (int i = n - 1; i >= 0; i--) {
		s -= x[i];
		d += x[i] * y[i];
	}
	*dot = d;
	return s;
}

__attribute__((noipa)) static void rows(int n, int m, const float (*a)[m],
					const float *x, float *y)
{
#pragma tensoraot kernel require(vector) lower(loops)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i] += a[i][j] * x[j];
}

__attribute__((noipa)) static double largest(int n, const double *x)
{
	double most = -INFINITY;

#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		most = x[i] > most ? x[i] : most;
	return most;
}

__attribute__((noipa)) static _Complex float turn(int n, const _Complex float *x)
{
	_Complex float s = 0;

#pragma tensoraot kernel require(vector)
	for (int i = 0; i < n; i++)
		s += x[i] * (_Complex float)__builtin_complex(0.0f, 1.0f);
	return s;
}

static double x[MOST];
static float f[MOST], g[MOST], y[3];
static _Complex float c[MOST];

/* Compare with what whole numbers give in any order.  */
static void check(int n)
{
	double s = 7, most = -INFINITY;
	float d = 1, e = 3;
	int re = 0, im = 0;

	for (int i = 0; i < n; i++) {
		s += x[i];
		e -= f[i];
		d += f[i] * g[i];
		most = x[i] > most ? x[i] : most;
		re -= i % 9;
		im += i % 4;
	}
	float dot = 1;
	if (sum(n, x, 7) != s || both(n, f, g, &dot) != e || dot != d)
		abort();
	if (largest(n, x) != most)
		abort();
	if (turn(n, c) != (_Complex float)__builtin_complex((float)re,
							    (float)im))
		abort();
	if (!n)
		return;
	float (*rect)[n] = calloc(3 * (size_t)n + 1, sizeof(float));
	for (int i = 0; i < 3; i++) {
		y[i] = (float)i;
		for (int j = 0; j < n; j++)
			rect[i][j] = g[j] + (float)i;
	}
	rows(3, n, rect, f, y);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < n; j++)
			y[i] -= rect[i][j] * f[j];
	if (y[0] != 0 || y[1] != 1 || y[2] != 2)
		abort();
	free(rect);
}

int main(void)
{
	static const int sizes[] = { 0, 1, 3, 63, 64, 255, 256, 257, 271, 319,
				     320, 511, 512, 1023, 1025, 1399, 4095,
				     4096, 4113, 8191, 8192, 8255, 16384, 39999 };

	for (int i = 0; i < MOST; i++) {
		x[i] = i * 7 % 23 - 9;
		f[i] = (float)(i % 5 - 2);
		g[i] = (float)(i % 3);
		c[i] = __builtin_complex((float)(i % 4), (float)(i % 9));
	}
	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
		check(sizes[i]);
	x[700] = NAN;
	if (!isnan(sum(MOST, x, 0)) || largest(MOST, x) != 13)
		abort();
	x[700] = INFINITY;
	if (sum(MOST, x, 0) != INFINITY || largest(MOST, x) != INFINITY)
		abort();
	return 0;
}
