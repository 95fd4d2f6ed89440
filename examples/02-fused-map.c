/* SPDX-License-Identifier: MIT */
/* 02-fused-map.c - what follows a product runs while its rows are in cache.

   relu (X W + b) is written as three nests: a product, the addition of the
   bias, and the cut at zero.  As written, Y goes through memory three
   times.  The plugin makes one parallel kernel of them: the bias and the
   cut are done on each panel of rows that BLAS has just computed.

   The pragma stands before a block here; it governs that block only.  */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Y = max (0, X W + b). */
static void dense(int n, int k, int m, float x[n][k], float w[k][m],
		  float b[m], float y[n][m])
{
#pragma tensoraot kernel name(dense) disjoint
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				y[i][j] = 0;
		for (int i = 0; i < n; i++)
			for (int p = 0; p < k; p++)
				for (int j = 0; j < m; j++)
					y[i][j] += x[i][p] * w[p][j];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				y[i][j] += b[j];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				y[i][j] = y[i][j] > 0 ? y[i][j] : 0;
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
	enum { N = 256, K = 512, M = 512, RUNS = 50 };
	float (*x)[K] = malloc(sizeof(float[N][K]));
	float (*w)[M] = malloc(sizeof(float[K][M]));
	float (*y)[M] = malloc(sizeof(float[N][M]));
	float b[M];
	double best = 1e9, sum = 0;

	if (!x || !w || !y)
		return 1;
	for (int i = 0; i < N; i++)
		for (int p = 0; p < K; p++)
			x[i][p] = (i + 3 * p) % 7 - 3;
	for (int p = 0; p < K; p++)
		for (int j = 0; j < M; j++)
			w[p][j] = (5 * p + j) % 11 - 5;
	for (int j = 0; j < M; j++)
		b[j] = j % 13 - 6;
	for (int run = 0; run < RUNS; run++) {
		double start = now(), t;

		dense(N, K, M, x, w, b, y);
		t = now() - start;
		best = t < best ? t : best;
	}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			sum += y[i][j] * (i % 3 + j % 5);
	printf("checksum %.0f, %.2f GFLOP/s\n", sum,
	       2.0 * N * M * K / best * 1e-9);
	free(x);
	free(w);
	free(y);
	return 0;
}
