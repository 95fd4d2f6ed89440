/* A program that lets OpenMP give it fewer threads than it asks for, itself, once it
   runs: OpenBLAS waits for those that it does not get.  If this fails, a kernel
   waits for ever whose loops did not.  */
/* { dg-do run } */
#include "life.h"

extern void omp_set_num_threads(int n) __attribute__((weak));
extern void omp_set_dynamic(int on) __attribute__((weak));

enum { N = 256 };
static double a[N][N], b[N][N], c[N][N];

NOINLINE void product(int n, double (*restrict c)[N], double (*a)[N],
		      double (*b)[N])
{
#pragma tensoraot kernel require(blas)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				c[i][j] += a[i][k] * b[k][j];
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = i % 7;
			b[i][j] = j % 5;
		}
	if (omp_set_num_threads)
		omp_set_num_threads(8);
	if (omp_set_dynamic)
		omp_set_dynamic(1);
	product(N, c, a, b);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (c[i][j] != (double)N * (i % 7) * (j % 5))
				return 1;
	return 0;
}
