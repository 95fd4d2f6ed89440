/* { dg-do run } */
/* { dg-require-effective-target fopenmp } */
/* { dg-additional-options "-fopenmp -fplugin-arg-tensoraot-eager" } */
/* A sum over several threads has the same bits in every run with as many of
   them.  If this fails, the threads add their parts in the order in which they
   come.  */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum { N = 5000, TIMES = 300 };
static double x[N];
static float y[N];

__attribute__((noipa)) double sum(int n, double s, double *x)
{
#pragma tensoraot kernel fp (reassociate)
	for (int i = 0; i < n; i++)
		s += x[i] * x[i] - x[i];
	return s;
}

__attribute__((noipa)) void sums(int n, float *s, float *y)
{
#pragma tensoraot kernel fp (reassociate)
	for (int i = 0; i < n; i++) {
		s[0] += y[i];
		s[1] *= 1 + y[i] / 100000;
		s[2] = y[i] > s[2] ? y[i] : s[2];
		s[3] -= y[i] * 3;
	}
}

int main(void)
{
	float f[4], g[4];
	double a, b, exact = 0.1;
	float most = -100;

	for (int i = 0; i < N; i++) {
		x[i] = y[i] = (float)((i * 7919 % 1000) / 7.0 - 50);
		exact += x[i] * x[i] - x[i];
		most = fmaxf(most, y[i]);
	}
	for (int threads = 2; threads <= 7; threads++) {
		omp_set_num_threads(threads);
		for (int i = 0; i < TIMES; i++) {
			float s[4] = { 0, 1, -100, 0.5f };

			b = sum(N, 0.1, x);
			sums(N, s, y);
			if (!i) {
				a = b;
				memcpy(f, s, sizeof f);
			}
			memcpy(g, s, sizeof g);
			if (memcmp(&a, &b, sizeof a) || memcmp(f, g, sizeof f))
				abort();
		}
		if (fabs(a - exact) > 1e-6 || f[2] != most)
			abort();
	}
	return 0;
}
