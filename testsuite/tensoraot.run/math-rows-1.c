/* Rows of every length about those of vectors, with functions of libm in maps and
   sums: the longest vectors do what is a multiple of theirs, others the rest.
   If this fails, elements between the two are left out or taken twice.  NaN and
   infinities arrive as such.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdlib.h>

enum { ROWS = 5, COLS = 140 };

static float x[ROWS * COLS], y[ROWS * COLS + 1];
static double u[ROWS * COLS], v[ROWS * COLS + 1];

__attribute__((noinline)) static void softmax(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float sum = 0;

		for (int j = 0; j < m; j++) {
			y[i * m + j] = expf(x[i * m + j]);
			sum += y[i * m + j];
		}
		for (int j = 0; j < m; j++)
			y[i * m + j] /= sum;
	}
}

__attribute__((noinline)) static void sums(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		double sum = 0;

		for (int j = 0; j < m; j++)
			sum += log(u[i * m + j]) * tanh(u[i * m + j]);
		v[i] = sum;
	}
}

__attribute__((noinline)) static void mixed(int n, int m)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			v[i * m + j] = exp(u[i * m + j])
				       + erff(x[i * m + j]);
}

/* Stop unless "a" is "b", of which it may be wrong by "eps". */
static void near(double a, double b, double eps)
{
	if (b != b ? a != a : a == b || fabs(a - b) <= eps * fabs(b))
		return;
	abort();
}

/* Compare all of it with the functions one by one, for "n" rows of "m", in the
   last of which "odd" is the last element. */
static void test(int n, int m, double odd)
{
	double sum;

	for (int i = 0; i < n * m; i++) {
		u[i] = i % 29 * 0.25 + 0.125;
		x[i] = i % 23 * 0.25f - 3;
	}
	if (n * m > 0) {
		x[n * m - 1] = (float)odd;
		u[n * m - 1] = odd;
	}
	y[n * m] = 77;
	v[n * m] = 77;
	softmax(n, m);
	for (int i = 0; i < n; i++) {
		sum = 0;
		for (int j = 0; j < m; j++)
			sum += exp(x[i * m + j]);
		for (int j = 0; j < m; j++)
			near(y[i * m + j], exp(x[i * m + j]) / sum, 1e-5);
	}
	sums(n, m);
	for (int i = 0; i < n; i++) {
		sum = 0;
		for (int j = 0; j < m; j++)
			sum += log(u[i * m + j]) * tanh(u[i * m + j]);
		near(v[i], sum, 1e-12);
	}
	mixed(n, m);
	for (int i = 0; i < n * m; i++)
		near(v[i], exp(u[i]) + erf(x[i]), 1e-6);
	if (y[n * m] != 77 || (m && v[n * m] != 77))
		abort();
}

int main(void)
{
	for (int m = 0; m < COLS; m++)
		test(m % ROWS + 1, m, 1);
	test(5, 31, INFINITY);
	test(5, 33, NAN);
	test(3, 140, 1e-310);
	return 0;
}
