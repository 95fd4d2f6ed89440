/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chain-hand.c - the chains of chain.h as one writes them by hand for CBLAS
   and OpenMP: products by the library, every loop over rows parallel.

   The triad here is what memory-bound kernels are compared with.  */
#include "chain.h"

#include <math.h>

enum { ROW_MAJOR = 101, NO_TRANS = 111, TRANS = 112 };

void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);

/* y = alpha x w + beta y, of n by m, and k; rows of w are columns if "t". */
static void product(int n, int m, int k, float alpha, const float *x, int ldx,
		    int t, const float *w, int ldw, float beta, float *y,
		    int ldy)
{
	cblas_sgemm(ROW_MAJOR, NO_TRANS, t ? TRANS : NO_TRANS, n, m, k, alpha,
		    x, ldx, w, ldw, beta, y, ldy);
}

void hand_run_triad(struct chain *c)
{
	const double *restrict x = c->x[0], *restrict y = c->x[1];
	double *restrict z = c->x[2], s = c->sum;
	long n = c->n;

#pragma omp parallel for simd
	for (long i = 0; i < n; i++)
		z[i] = x[i] + s * y[i];
}

/* Softmax of the first "m" elements of a row of "all", zeros behind. */
static void softmax(int m, int all, float *y)
{
	float most = y[0], sum = 0;

	for (int j = 1; j < m; j++)
		most = y[j] > most ? y[j] : most;
	for (int j = 0; j < m; j++)
		y[j] = expf(y[j] - most);
	for (int j = 0; j < m; j++)
		sum += y[j];
	for (int j = 0; j < m; j++)
		y[j] /= sum;
	for (int j = m; j < all; j++)
		y[j] = 0;
}

/* y = x over the root of the mean of squares, times g. */
static void rmsnorm(int m, const float *x, const float *g, float *y)
{
	float sum = 0;

	for (int j = 0; j < m; j++)
		sum += x[j] * x[j];
	sum = 1 / sqrtf(sum / m + 1e-5f);
	for (int j = 0; j < m; j++)
		y[j] = x[j] * sum * g[j];
}

void hand_run_normalised(struct chain *c)
{
	enum { N = CHAIN_ROWS, K = CHAIN_DEPTH, M = CHAIN_COLS };
	float *restrict y = c->f[2];
	const float *restrict b = c->f[3], *restrict g = c->f[4];
	const float *restrict h = c->f[5];

	product(N, M, K, 1, c->f[0], K, 0, c->f[1], M, 0, y, M);
#pragma omp parallel for
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			y[i * M + j] += b[j];
#pragma omp parallel for
	for (int i = 0; i < N; i++)
		softmax(M, M, y + i * M);
#pragma omp parallel for
	for (int i = 0; i < N; i++) {
		float mean = 0, var = 0;

		for (int j = 0; j < M; j++)
			mean += y[i * M + j];
		mean /= M;
		for (int j = 0; j < M; j++)
			var += (y[i * M + j] - mean) * (y[i * M + j] - mean);
		var = 1 / sqrtf(var / M + 1e-5f);
		for (int j = 0; j < M; j++)
			y[i * M + j] = (y[i * M + j] - mean) * var * g[j]
				       + h[j];
	}
}

void hand_run_attention(struct chain *c)
{
	enum { T = CHAIN_TIME, D = CHAIN_HEAD };
	float *restrict s = c->f[3];

	product(T, T, D, 0.125f, c->f[0], D, 1, c->f[1], D, 0, s, T);
#pragma omp parallel for
	for (int t = 0; t < T; t++)
		softmax(t + 1, T, s + t * T);
	product(T, D, T, 1, s, T, 0, c->f[2], D, 0, c->f[4], D);
}

void hand_run_mlp(struct chain *c)
{
	enum { N = CHAIN_TOKENS, D = CHAIN_WIDTH, H = CHAIN_HIDDEN };
	const float *restrict x = c->f[0], *restrict b1 = c->f[3];
	const float *restrict b2 = c->f[4];
	float *restrict h = c->f[5], *restrict y = c->f[6];

	product(N, H, D, 1, x, D, 0, c->f[1], H, 0, h, H);
#pragma omp parallel for
	for (int i = 0; i < N; i++)
		for (int j = 0; j < H; j++) {
			float z = h[i * H + j] + b1[j];

			h[i * H + j] = 0.5f * z
				       * (1 + tanhf(0.7978845608f
						    * (z + 0.044715f * z * z
								   * z)));
		}
	product(N, D, H, 1, h, H, 0, c->f[2], D, 0, y, D);
#pragma omp parallel for
	for (int i = 0; i < N; i++)
		for (int j = 0; j < D; j++)
			y[i * D + j] += x[i * D + j] + b2[j];
}

void hand_run_block(struct chain *c)
{
	enum {
		T = CHAIN_TOKENS, D = CHAIN_WIDTH, N = CHAIN_HEADS,
		E = D / N, H = CHAIN_HIDDEN
	};
	const float *x = c->f[0], *g = c->f[4];
	float *z = c->f[5], *q = z + T * D, *o = z + 4 * T * D;
	float *s = c->f[6], *restrict h = c->f[8], *y = c->f[7];

#pragma omp parallel for
	for (int t = 0; t < T; t++)
		rmsnorm(D, x + t * D, g, z + t * D);
	for (int i = 0; i < 3; i++)
		product(T, D, D, 1, z, D, 0, c->f[1] + i * D * D, D, 0,
			q + i * T * D, D);
#pragma omp parallel for
	for (int n = 0; n < N; n++) {
		product(T, T, E, 0.125f, q + n * E, D, 1,
			q + T * D + n * E, D, 0, s + n * T * T, T);
		for (int t = 0; t < T; t++)
			softmax(T, T, s + (n * T + t) * T);
		product(T, E, T, 1, s + n * T * T, T, 0,
			q + 2 * T * D + n * E, D, 0, o + n * E, D);
	}
	product(T, D, D, 1, o, D, 0, c->f[1] + 3 * D * D, D, 0, y, D);
#pragma omp parallel for
	for (int t = 0; t < T; t++) {
		for (int d = 0; d < D; d++)
			y[t * D + d] += x[t * D + d];
		rmsnorm(D, y + t * D, g, z + t * D);
	}
	product(T, H, D, 1, z, D, 0, c->f[2], H, 0, h, H);
#pragma omp parallel for
	for (int t = 0; t < T; t++)
		for (int d = 0; d < H; d++)
			h[t * H + d] /= 1 + expf(-h[t * H + d]);
	product(T, D, H, 1, h, H, 0, c->f[3], D, 1, y, D);
}
