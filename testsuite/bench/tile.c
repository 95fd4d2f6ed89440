/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tile.c - products of known, small sizes: the kernel against the better of
   cblas_?gemm and the loops as written, which the compiler unrolls. */
#include "bench.h"

enum { ROW_MAJOR = 101, NO_TRANS = 111 };

void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);
void cblas_dgemm(int, int, int, int, int, int, double, const double *, int,
		 const double *, int, double, double *, int);

#define LOOPS(T, M, N, K)                            \
	for (int i = 0; i < M; i++)                  \
		for (int j = 0; j < N; j++) {        \
			T sum = 0;                   \
			for (int p = 0; p < K; p++)  \
				sum += a[i][p] * b[p][j]; \
			c[i][j] = sum;               \
		}

#define PRODUCT(T, s, M, N, K)                                              \
	static KEEP void kernel_##s##M##_##N##_##K(void *arg)               \
	{                                                                   \
		T (*a)[K] = ((void **)arg)[0], (*b)[N] = ((void **)arg)[1];       \
		T (*c)[N] = ((void **)arg)[2];                                 \
		_Pragma("tensoraot kernel disjoint") LOOPS(T, M, N, K)      \
	}                                                                   \
	static KEEP void plain_##s##M##_##N##_##K(void *arg)                \
	{                                                                   \
		T (*restrict a)[K] = ((void **)arg)[0];                        \
		T (*restrict b)[N] = ((void **)arg)[1];                        \
		T (*restrict c)[N] = ((void **)arg)[2];                        \
		LOOPS(T, M, N, K)                                           \
	}                                                                   \
	static KEEP void blas_##s##M##_##N##_##K(void *arg)                 \
	{                                                                   \
		T **x = arg;                                                \
		cblas_##s##gemm(ROW_MAJOR, NO_TRANS, NO_TRANS, M, N, K, 1,  \
				x[0], K, x[1], N, 0, x[2], N);              \
	}

#define SHAPES(X)                                                           \
	X(8, 8, 8) X(12, 12, 12) X(16, 16, 16) X(24, 24, 24) X(32, 32, 32)  \
	X(48, 48, 48) X(5, 7, 19) X(31, 33, 17) X(64, 10, 100)

#define SINGLE(M, N, K) PRODUCT(float, s, M, N, K)
#define DOUBLE(M, N, K) PRODUCT(double, d, M, N, K)
SHAPES(SINGLE)
SHAPES(DOUBLE)

/* Compare the kernel "what" with the faster of "plain" and "blas" on "arg". */
static void compare(const char *what, void (*kernel)(void *),
		    void (*plain)(void *), void (*blas)(void *), void *arg)
{
	double p = 1e9, b = 1e9, t;

	for (int i = 0; i < 20; i++) {
		t = bench_run(plain, arg, 200);
		p = t < p ? t : p;
		t = bench_run(blas, arg, 200);
		b = t < b ? t : b;
	}
	bench_compare("tile", what, 0.2, kernel, p < b ? plain : blas, arg);
}

int main(void)
{
	void *arg[3];

	for (int i = 0; i < 3; i++)
		arg[i] = bench_alloc(64 * 128 * sizeof(double));
	for (int i = 0; i < 64 * 128; i++)
		for (int j = 0; j < 3; j++)
			((double *)arg[j])[i] = 0;
#define RUN(T, s, M, N, K)                                          \
	compare(#T " " #M "x" #N "x" #K, kernel_##s##M##_##N##_##K, \
		plain_##s##M##_##N##_##K, blas_##s##M##_##N##_##K, arg);
#define RUN_SINGLE(M, N, K) RUN(float, s, M, N, K)
#define RUN_DOUBLE(M, N, K) RUN(double, d, M, N, K)
	SHAPES(RUN_SINGLE)
	SHAPES(RUN_DOUBLE)
	return 0;
}
