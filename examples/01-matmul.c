/* SPDX-License-Identifier: MIT */
/* 01-matmul.c - three loops become one BLAS call.

   The pragma stands before a function; every loop nest in it is a kernel.
   The three loops below are a matrix product whatever their order and
   however the sum is kept, and turn into cblas_dgemm.

	gcc -O3 -march=native -Wno-unknown-pragmas 01-matmul.c
	gcc -O3 -march=native -fplugin=tensoraot \
		-fplugin-arg-tensoraot-report 01-matmul.c -ltensoraot

   Both programs print the same checksum; compare the GFLOP/s, and run the
   second with TENSORAOT_VERBOSE=1 in the environment.  */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* C = A B. */
#pragma tensoraot kernel
void matmul(int n, int m, int k, double a[n][k], double b[k][m],
	    double c[n][m])
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double sum = 0;

			for (int p = 0; p < k; p++)
				sum += a[i][p] * b[p][j];
			c[i][j] = sum;
		}
}

/* The time now, in seconds. */
static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(void)
{
	enum { N = 600, M = 500, K = 400, RUNS = 5 };
	double (*a)[K] = malloc(sizeof(double[N][K]));
	double (*b)[M] = malloc(sizeof(double[K][M]));
	double (*c)[M] = malloc(sizeof(double[N][M]));
	double best = 1e9, sum = 0;

	if (!a || !b || !c)
		return 1;
	for (int i = 0; i < N; i++)
		for (int p = 0; p < K; p++)
			a[i][p] = (i + 3 * p) % 7 - 3;
	for (int p = 0; p < K; p++)
		for (int j = 0; j < M; j++)
			b[p][j] = (5 * p + j) % 11 - 5;
	for (int run = 0; run < RUNS; run++) {
		double start = now(), t;

		matmul(N, M, K, a, b, c);
		t = now() - start;
		best = t < best ? t : best;
	}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			sum += c[i][j] * (i % 3 + j % 5);
	printf("checksum %.0f, %.2f GFLOP/s\n", sum,
	       2.0 * N * M * K / best * 1e-9);
	free(a);
	free(b);
	free(c);
	return 0;
}
