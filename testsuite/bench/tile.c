/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tile.c - products of known, small sizes: the kernel against the best of
   cblas_?gemm, the loops as written, which the compiler unrolls, and, where it is
   there ("WITH_XSMM"), LIBXSMM, which makes code for just these sizes when the
   program runs.  A row names the best. */
#include "bench.h"
#ifdef WITH_XSMM
#include <libxsmm.h>
#endif

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

#define SQUARE(X, N) X(N, N, N)
#define SHAPES(X)                                                           \
	SQUARE(X, 2) SQUARE(X, 3) SQUARE(X, 4) SQUARE(X, 5) SQUARE(X, 6)    \
	SQUARE(X, 7) SQUARE(X, 8) SQUARE(X, 10) SQUARE(X, 12) SQUARE(X, 13) \
	SQUARE(X, 16) SQUARE(X, 20) SQUARE(X, 24) SQUARE(X, 31)             \
	SQUARE(X, 32) SQUARE(X, 40) SQUARE(X, 48) SQUARE(X, 64)             \
	SQUARE(X, 80) SQUARE(X, 96) SQUARE(X, 100) SQUARE(X, 128)           \
	X(5, 7, 9) X(5, 7, 19) X(31, 33, 17) X(64, 10, 100) X(64, 10, 784)  \
	X(10, 64, 784) X(128, 4, 4) X(3, 3, 128)

#define SINGLE(M, N, K) PRODUCT(float, s, M, N, K)
#define DOUBLE(M, N, K) PRODUCT(double, d, M, N, K)
SHAPES(SINGLE)
SHAPES(DOUBLE)

#ifdef WITH_XSMM
/* What LIBXSMM made for the row at hand. */
static void (*made)(const void *, const void *, void *);

/* Run it on "arg"; its matrices are stored by columns. */
static KEEP void run_made(void *arg)
{
	void **x = arg;

	made(x[1], x[0], x[2]);
}

/* Let LIBXSMM make "m" by "n" by "k" of type "T". */
#define MAKE(T, s, m, n, k)                                                 \
	do {                                                                \
		T one_ = 1, none_ = 0;                                      \
		int flags_ = 0;                                             \
		*(void **)&made = (void *)libxsmm_##s##mmdispatch(          \
			n, m, k, NULL, NULL, NULL, &one_, &none_, &flags_,  \
			NULL);                                              \
	} while (0)
#else
#define MAKE(T, s, m, n, k)
#endif

/* Compare the kernel "what" with the fastest of the others on "arg". */
static void compare(const char *what, void (*kernel)(void *),
		    void (*plain)(void *), void (*blas)(void *), void *arg)
{
	void (*way[3])(void *) = { plain, blas, NULL };
	static const char *const name[] = { "loops", "BLAS", "LIBXSMM" };
	double best[3] = { 1e9, 1e9, 1e9 }, t;
	int times = 1, n = 0;
	char row[80];

#ifdef WITH_XSMM
	way[2] = made ? run_made : NULL;
#endif
	while (bench_run(plain, arg, times) * times < 20e-6)
		times *= 2;
	for (int i = 0; i < 20; i++)
		for (int w = 0; w < 3 && way[w]; w++) {
			t = bench_run(way[w], arg, times);
			best[w] = t < best[w] ? t : best[w];
		}
	for (int w = 1; w < 3; w++)
		n = best[w] < best[n] ? w : n;
	snprintf(row, sizeof(row), "%s %s", what, name[n]);
	bench_compare("tile", row, 0.2, kernel, way[n], arg);
}

int main(void)
{
	enum { APART = 20 * 64 };
	void *arg[3];

	/* What is loaded is not to have the place in a page of what was just stored:
	   the processor may take one for the other. */
	for (int i = 0; i < 3; i++)
		arg[i] = (char *)bench_alloc(784 * 128 * sizeof(double)
					     + 3 * APART) + i * APART;
	for (int i = 0; i < 784 * 128; i++)
		for (int j = 0; j < 3; j++)
			((double *)arg[j])[i] = 0;
#define RUN(T, s, M, N, K)                                          \
	MAKE(T, s, M, N, K);                                        \
	compare(#T " " #M "x" #N "x" #K, kernel_##s##M##_##N##_##K, \
		plain_##s##M##_##N##_##K, blas_##s##M##_##N##_##K, arg);
#define RUN_SINGLE(M, N, K) RUN(float, s, M, N, K)
#define RUN_DOUBLE(M, N, K) RUN(double, d, M, N, K)
	SHAPES(RUN_SINGLE)
	SHAPES(RUN_DOUBLE)
	return 0;
}
