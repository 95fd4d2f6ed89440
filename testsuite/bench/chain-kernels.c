/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chain-kernels.c - the kernels of chain.h as plain C.

   Every function is textbook code with one pragma.  CHAIN_PREFIX is put in
   front of the names that others see.  */
#include "chain.h"

#include <math.h>

#ifndef CHAIN_PREFIX
#define CHAIN_PREFIX
#endif
#define PASTE(x, y) x##y
#define JOIN(x, y) PASTE(x, y)
#define RUN(name) void JOIN(CHAIN_PREFIX, run_##name)(struct chain *c)

RUN(copy)
{
	const double *restrict x = c->x[0];
	double *restrict y = c->x[1];
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = x[i];
}

RUN(scale)
{
	const double *restrict x = c->x[0];
	double *restrict y = c->x[1];
	double s = c->sum;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = s * x[i];
}

RUN(add)
{
	const double *restrict x = c->x[0], *restrict y = c->x[1];
	double *restrict z = c->x[2];
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		z[i] = x[i] + y[i];
}

RUN(triad)
{
	const double *restrict x = c->x[0], *restrict y = c->x[1];
	double *restrict z = c->x[2];
	double s = c->sum;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		z[i] = x[i] + s * y[i];
}

RUN(axpy)
{
	const double *restrict x = c->x[0];
	double *restrict y = c->x[1];
	double s = 1e-9 * c->sum;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] += s * x[i];
}

RUN(dot)
{
	const double *restrict x = c->x[0], *restrict y = c->x[1];
	double sum = 0;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		sum += x[i] * y[i];
	c->sum = sum;
}

RUN(sum)
{
	const double *restrict x = c->x[0];
	double sum = 0;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		sum += x[i];
	c->sum = sum;
}

RUN(maximum)
{
	const double *restrict x = c->x[0];
	double most = -INFINITY;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		most = x[i] > most ? x[i] : most;
	c->sum = most;
}

RUN(transpose)
{
	int n = c->rows, m = c->cols;
	const double(*restrict x)[m] = (void *)c->x[0];
	double(*restrict y)[n] = (void *)c->x[1];

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[j][i] = x[i][j];
}

RUN(stencil)
{
	int n = c->rows, m = c->cols;
	const double(*restrict x)[m] = (void *)c->x[0];
	double(*restrict y)[m] = (void *)c->x[1];

#pragma tensoraot kernel
	for (int i = 1; i < n - 1; i++)
		for (int j = 1; j < m - 1; j++)
			y[i][j] = 0.2 * (x[i][j] + x[i][j - 1] + x[i][j + 1]
					 + x[i - 1][j] + x[i + 1][j]);
}

RUN(residual)
{
	float *restrict x = c->f[0];
	const float *restrict r = c->f[1];
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		x[i] += r[i];
}

RUN(rmsnorm)
{
	int n = c->rows, m = c->cols;
	const float(*restrict x)[m] = (void *)c->f[1];
	const float *restrict g = c->f[3];
	float(*restrict y)[m] = (void *)c->f[2];

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float sum = 0;

		for (int j = 0; j < m; j++)
			sum += x[i][j] * x[i][j];
		sum = 1 / sqrtf(sum / m + 1e-5f);
		for (int j = 0; j < m; j++)
			y[i][j] = x[i][j] * sum * g[j];
	}
}

RUN(layernorm)
{
	int n = c->rows, m = c->cols;
	const float(*restrict x)[m] = (void *)c->f[1];
	const float *restrict g = c->f[3], *restrict b = c->f[4];
	float(*restrict y)[m] = (void *)c->f[2];

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float mean = 0, var = 0;

		for (int j = 0; j < m; j++)
			mean += x[i][j];
		mean /= m;
		for (int j = 0; j < m; j++)
			var += (x[i][j] - mean) * (x[i][j] - mean);
		var = 1 / sqrtf(var / m + 1e-5f);
		for (int j = 0; j < m; j++)
			y[i][j] = (x[i][j] - mean) * var * g[j] + b[j];
	}
}

RUN(momentum)
{
	float *restrict p = c->f[0], *restrict v = c->f[2];
	const float *restrict g = c->f[1];
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		v[i] = 0.9f * v[i] + g[i];
		p[i] -= 1e-6f * v[i];
	}
}

RUN(adam)
{
	float *restrict p = c->f[0], *restrict m = c->f[2];
	float *restrict v = c->f[3];
	const float *restrict g = c->f[1];
	float b1 = 0.9f, b2 = 0.999f, c1 = 1.2f, c2 = 1.1f;
	long n = c->n;

#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		m[i] = b1 * m[i] + (1 - b1) * g[i];
		v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i];
		p[i] -= 1e-6f * (m[i] * c1) / (sqrtf(v[i] * c2) + 1e-8f);
	}
}

#define MAP(name, type, array, e)                                              \
	RUN(name)                                                              \
	{                                                                      \
		const type *restrict in = c->array[0];                         \
		type *restrict out = c->array[1];                              \
		long n = c->n;                                                 \
                                                                               \
		_Pragma("tensoraot kernel")                                    \
		for (long i = 0; i < n; i++) {                                 \
			type x = in[i];                                        \
                                                                               \
			out[i] = e;                                            \
		}                                                              \
	}

MAP(exp_f32, float, f, expf(x))
MAP(exp_f64, double, x, exp(x))
MAP(log_f32, float, f, logf(x))
MAP(log_f64, double, x, log(x))
MAP(tanh_f32, float, f, tanhf(x))
MAP(tanh_f64, double, x, tanh(x))
MAP(erf_f32, float, f, erff(x))
MAP(erf_f64, double, x, erf(x))
MAP(gelu_tanh_f32, float, f,
    0.5f * x * (1 + tanhf(0.7978845608f * (x + 0.044715f * x * x * x))))
MAP(gelu_tanh_f64, double, x,
    0.5 * x * (1 + tanh(0.7978845608028654 * (x + 0.044715 * x * x * x))))
MAP(gelu_erf_f32, float, f, 0.5f * x * (1 + erff(x * 0.7071067812f)))
MAP(gelu_erf_f64, double, x, 0.5 * x * (1 + erf(x * 0.7071067811865475)))
MAP(silu_f32, float, f, x / (1 + expf(-x)))
MAP(silu_f64, double, x, x / (1 + exp(-x)))
MAP(sigmoid_f32, float, f, 1 / (1 + expf(-x)))
MAP(sigmoid_f64, double, x, 1 / (1 + exp(-x)))

#define SOFTMAX(name, type, array, fn)                                         \
	RUN(name)                                                              \
	{                                                                      \
		int n = c->rows, m = c->cols;                                  \
		const type(*restrict x)[m] = (void *)c->array[0];              \
		type(*restrict y)[m] = (void *)c->array[1];                    \
                                                                               \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++) {                                  \
			type most = x[i][0], sum = 0;                          \
                                                                               \
			for (int j = 1; j < m; j++)                            \
				if (x[i][j] > most)                            \
					most = x[i][j];                        \
			for (int j = 0; j < m; j++) {                          \
				y[i][j] = fn(x[i][j] - most);                  \
				sum += y[i][j];                                \
			}                                                      \
			for (int j = 0; j < m; j++)                            \
				y[i][j] /= sum;                                \
		}                                                              \
	}

SOFTMAX(softmax_f32, float, f, expf)
SOFTMAX(softmax_f64, double, x, exp)

/* The layer norm of softmax (X W + b) by rows. */
RUN(normalised)
{
	enum { N = CHAIN_ROWS, K = CHAIN_DEPTH, M = CHAIN_COLS };
	const float(*restrict x)[K] = (void *)c->f[0];
	const float(*restrict w)[M] = (void *)c->f[1];
	float(*restrict y)[M] = (void *)c->f[2];
	const float *restrict b = c->f[3], *restrict g = c->f[4];
	const float *restrict h = c->f[5];

#pragma tensoraot kernel
	{
		for (int i = 0; i < N; i++)
			for (int j = 0; j < M; j++) {
				float sum = b[j];

				for (int k = 0; k < K; k++)
					sum += x[i][k] * w[k][j];
				y[i][j] = sum;
			}
		for (int i = 0; i < N; i++) {
			float most = y[i][0], sum = 0;

			for (int j = 1; j < M; j++)
				if (y[i][j] > most)
					most = y[i][j];
			for (int j = 0; j < M; j++) {
				y[i][j] = expf(y[i][j] - most);
				sum += y[i][j];
			}
			for (int j = 0; j < M; j++)
				y[i][j] /= sum;
		}
		for (int i = 0; i < N; i++) {
			float mean = 0, var = 0;

			for (int j = 0; j < M; j++)
				mean += y[i][j];
			mean /= M;
			for (int j = 0; j < M; j++)
				var += (y[i][j] - mean) * (y[i][j] - mean);
			var = 1 / sqrtf(var / M + 1e-5f);
			for (int j = 0; j < M; j++)
				y[i][j] = (y[i][j] - mean) * var * g[j] + h[j];
		}
	}
}

/* Attention of one head: row t sees rows 0 to t. */
RUN(attention)
{
	enum { T = CHAIN_TIME, D = CHAIN_HEAD };
	const float(*restrict q)[D] = (void *)c->f[0];
	const float(*restrict k)[D] = (void *)c->f[1];
	const float(*restrict v)[D] = (void *)c->f[2];
	float(*restrict s)[T] = (void *)c->f[3];
	float(*restrict y)[D] = (void *)c->f[4];

#pragma tensoraot kernel
	{
		for (int t = 0; t < T; t++)
			for (int u = 0; u < T; u++) {
				float sum = 0;

				for (int d = 0; d < D; d++)
					sum += q[t][d] * k[u][d];
				s[t][u] = sum * 0.125f;
			}
		for (int t = 0; t < T; t++) {
			float most = -INFINITY, sum = 0;

			for (int u = 0; u < T; u++) {
				s[t][u] = u <= t ? s[t][u] : -INFINITY;
				most = s[t][u] > most ? s[t][u] : most;
			}
			for (int u = 0; u < T; u++) {
				s[t][u] = expf(s[t][u] - most);
				sum += s[t][u];
			}
			for (int u = 0; u < T; u++)
				s[t][u] /= sum;
		}
		for (int t = 0; t < T; t++)
			for (int d = 0; d < D; d++) {
				float sum = 0;

				for (int u = 0; u < T; u++)
					sum += s[t][u] * v[u][d];
				y[t][d] = sum;
			}
	}
}

/* A layer of two products: x + gelu (X W1 + b1) W2 + b2. */
RUN(mlp)
{
	enum { N = CHAIN_TOKENS, D = CHAIN_WIDTH, H = CHAIN_HIDDEN };
	const float(*restrict x)[D] = (void *)c->f[0];
	const float(*restrict w1)[H] = (void *)c->f[1];
	const float(*restrict w2)[D] = (void *)c->f[2];
	const float *restrict b1 = c->f[3], *restrict b2 = c->f[4];
	float(*restrict h)[H] = (void *)c->f[5];
	float(*restrict y)[D] = (void *)c->f[6];

#pragma tensoraot kernel
	{
		for (int i = 0; i < N; i++)
			for (int j = 0; j < H; j++) {
				float z = b1[j];

				for (int k = 0; k < D; k++)
					z += x[i][k] * w1[k][j];
				h[i][j] = 0.5f * z
					  * (1 + tanhf(0.7978845608f
						       * (z + 0.044715f * z * z
								      * z)));
			}
		for (int i = 0; i < N; i++)
			for (int j = 0; j < D; j++) {
				float z = b2[j];

				for (int k = 0; k < H; k++)
					z += h[i][k] * w2[k][j];
				y[i][j] = x[i][j] + z;
			}
	}
}

/* A block of a transformer: attention of all heads on the normalised input,
   projected and added to it, and the two products of the layer after it.  f[5]
   holds what is between: normalised, queries, keys, values, and heads. */
RUN(block)
{
	enum {
		T = CHAIN_TOKENS, D = CHAIN_WIDTH, N = CHAIN_HEADS,
		E = D / N, H = CHAIN_HIDDEN
	};
	float(*restrict x)[D] = (void *)c->f[0];
	const float(*restrict w)[D][D] = (void *)c->f[1];
	const float(*restrict w1)[H] = (void *)c->f[2];
	const float(*restrict w2)[D] = (void *)c->f[3];
	const float *restrict g = c->f[4];
	float(*restrict z)[D] = (void *)c->f[5];
	float(*restrict q)[D] = z + T, (*restrict k)[D] = z + 2 * T;
	float(*restrict v)[D] = z + 3 * T, (*restrict o)[D] = z + 4 * T;
	float(*restrict s)[T][T] = (void *)c->f[6];
	float(*restrict h)[H] = (void *)c->f[8];
	float(*restrict y)[D] = (void *)c->f[7];

#pragma tensoraot kernel
	{
		for (int t = 0; t < T; t++) {
			float sum = 0;

			for (int d = 0; d < D; d++)
				sum += x[t][d] * x[t][d];
			sum = 1 / sqrtf(sum / D + 1e-5f);
			for (int d = 0; d < D; d++)
				z[t][d] = x[t][d] * sum * g[d];
		}
		for (int t = 0; t < T; t++)
			for (int d = 0; d < D; d++) {
				q[t][d] = k[t][d] = v[t][d] = 0;
				for (int e = 0; e < D; e++) {
					q[t][d] += z[t][e] * w[0][e][d];
					k[t][d] += z[t][e] * w[1][e][d];
					v[t][d] += z[t][e] * w[2][e][d];
				}
			}
		for (int n = 0; n < N; n++)
			for (int t = 0; t < T; t++)
				for (int u = 0; u < T; u++) {
					float sum = 0;

					for (int e = 0; e < E; e++)
						sum += q[t][n * E + e]
						       * k[u][n * E + e];
					s[n][t][u] = sum * 0.125f;
				}
		for (int n = 0; n < N; n++)
			for (int t = 0; t < T; t++) {
				float most = -INFINITY, sum = 0;

				for (int u = 0; u < T; u++)
					if (s[n][t][u] > most)
						most = s[n][t][u];
				for (int u = 0; u < T; u++) {
					s[n][t][u] = expf(s[n][t][u] - most);
					sum += s[n][t][u];
				}
				for (int u = 0; u < T; u++)
					s[n][t][u] /= sum;
			}
		for (int n = 0; n < N; n++)
			for (int t = 0; t < T; t++)
				for (int e = 0; e < E; e++) {
					float sum = 0;

					for (int u = 0; u < T; u++)
						sum += s[n][t][u]
						       * v[u][n * E + e];
					o[t][n * E + e] = sum;
				}
		for (int t = 0; t < T; t++)
			for (int d = 0; d < D; d++) {
				float sum = 0;

				for (int e = 0; e < D; e++)
					sum += o[t][e] * w[3][e][d];
				y[t][d] = x[t][d] + sum;
			}
		for (int t = 0; t < T; t++) {
			float sum = 0;

			for (int d = 0; d < D; d++)
				sum += y[t][d] * y[t][d];
			sum = 1 / sqrtf(sum / D + 1e-5f);
			for (int d = 0; d < D; d++)
				z[t][d] = y[t][d] * sum * g[d];
		}
		for (int t = 0; t < T; t++)
			for (int d = 0; d < H; d++) {
				float sum = 0;

				for (int e = 0; e < D; e++)
					sum += z[t][e] * w1[e][d];
				h[t][d] = sum / (1 + expf(-sum));
			}
		for (int t = 0; t < T; t++)
			for (int d = 0; d < D; d++) {
				float sum = 0;

				for (int e = 0; e < H; e++)
					sum += h[t][e] * w2[e][d];
				y[t][d] += sum;
			}
	}
}
