/* Kernels of every kind, and the same loops without a pragma, compared.  The
   results are exact: small whole numbers.  */
#include "life.h"

enum { N = 70, M = 64, K = 50 };
static double a[N][K], b[K][M], c[N][M], d[N][M];
static float x[N * M], y[N * M], z[N * M];
static int u[N * M], v[N * M], w[N * M];

#define KERNELS(name, PRAGMA)                                              \
	NOINLINE void name##_matmul(int n, int m, int k, double p[n][k],   \
				    double q[k][m], double r[n][m])        \
	{                                                                  \
		PRAGMA for (int i = 0; i < n; i++) for (int j = 0; j < m;  \
							j++)               \
		{                                                          \
			double s = 0;                                      \
			for (int l = 0; l < k; l++)                        \
				s += p[i][l] * q[l][j];                    \
			r[i][j] = s;                                       \
		}                                                          \
	}                                                                  \
	NOINLINE void name##_map(int n, float *q, const float *p, float f) \
	{                                                                  \
		PRAGMA for (int i = 0; i < n; i++) q[i] =                  \
			p[i] * f + (p[i] > 0 ? p[i] : -p[i]);              \
	}                                                                  \
	NOINLINE float name##_sum(int n, const float *p)                   \
	{                                                                  \
		float s = 0;                                               \
		PRAGMA for (int i = 0; i < n; i++) s += p[i];              \
		return s;                                                  \
	}                                                                  \
	NOINLINE void name##_ints(int n, int *q, const int *p)             \
	{                                                                  \
		PRAGMA for (int i = 0; i < n; i++) q[i] =                  \
			p[i] * 3 + (p[i] >> 1);                            \
	}                                                                  \
	NOINLINE int name##_int_sum(int n, const int *p)                   \
	{                                                                  \
		int s = 0;                                                 \
		PRAGMA for (int i = 0; i < n; i++) s += p[i];              \
		return s;                                                  \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(plain, )

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int l = 0; l < K; l++)
			a[i][l] = DATA(i * K + l, 1);
	for (int l = 0; l < K; l++)
		for (int j = 0; j < M; j++)
			b[l][j] = DATA(l * M + j, 2);
	for (int i = 0; i < N * M; i++)
		x[i] = u[i] = DATA(i, 3);
	kernel_matmul(N, M, K, a, b, c);
	plain_matmul(N, M, K, a, b, d);
	kernel_map(N * M, y, x, 3);
	plain_map(N * M, z, x, 3);
	kernel_ints(N * M, v, u);
	plain_ints(N * M, w, u);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++)
			CHECK(c[i][j] == d[i][j]);
	for (int i = 0; i < N * M; i++)
		CHECK(y[i] == z[i] && v[i] == w[i]);
	CHECK(kernel_sum(N * M, y) == plain_sum(N * M, y));
	CHECK(kernel_int_sum(N * M, v) == plain_int_sum(N * M, v));
	return 0;
}
