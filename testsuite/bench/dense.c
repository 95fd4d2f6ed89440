/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dense.c - relu (X W + b), 256 by 512 by 512: one fused kernel against what
   one writes by hand today, cblas_sgemm followed by separate loops.  */
#include "bench.h"

#include <string.h>

enum { N = 256, K = 512, M = 512, ROW_MAJOR = 101, NO_TRANS = 111 };

void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);

static float (*x)[K], (*w)[M], (*y)[M], *b;

/* Y = max (0, X W + b), as loops. */
KEEP static void kernel(int n, int k, int m, float x[n][k], float w[k][m],
			float b[m], float y[n][m])
{
#pragma tensoraot kernel disjoint
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

/* The same with cblas. */
KEEP static void by_hand(int n, int k, int m, float x[restrict n][k],
			 float w[restrict k][m], float b[restrict m],
			 float y[restrict n][m])
{
	cblas_sgemm(ROW_MAJOR, NO_TRANS, NO_TRANS, n, m, k, 1, x[0], k, w[0],
		    m, 0, y[0], m);
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i][j] += b[j];
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i][j] = y[i][j] > 0 ? y[i][j] : 0;
}

/* The kernel on the arrays of this file. */
static void subject(void *arg)
{
	(void)arg;
	kernel(N, K, M, x, w, b, y);
}

/* What one writes by hand, on the arrays of this file. */
static void reference(void *arg)
{
	(void)arg;
	by_hand(N, K, M, x, w, b, y);
}

int main(void)
{
	float (*z)[M] = bench_alloc(sizeof(float[N][M]));

	x = bench_alloc(sizeof(float[N][K]));
	w = bench_alloc(sizeof(float[K][M]));
	y = bench_alloc(sizeof(float[N][M]));
	b = bench_alloc(sizeof(float[M]));
	for (int i = 0; i < N * K; i++)
		x[0][i] = i * 7 % 13 / 13.f - .5f;
	for (int i = 0; i < K * M; i++)
		w[0][i] = i * 5 % 11 / 11.f - .5f;
	for (int i = 0; i < M; i++)
		b[i] = i % 9 - 4;
	reference(NULL);
	memcpy(z, y, sizeof(float[N][M]));
	subject(NULL);
	for (int i = 0; i < N * M; i++)
		bench_same(y[0][i], z[0][i], 1e-4);
	bench_compare("dense", "relu(XW+b) 256x512x512", 2, subject,
		      reference, NULL);
	return 0;
}
