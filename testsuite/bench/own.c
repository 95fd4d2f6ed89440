/* SPDX-License-Identifier: GPL-3.0-or-later */
/* own.c - products of sizes that are not known, without a library ("loops") and
   where the plan chooses ("auto"), against cblas_?gemm. */
#include "bench.h"
#include <string.h>

enum { ROW_MAJOR = 101, NO_TRANS = 111, TRANS = 112 };

void cblas_sgemm(int, int, int, int, int, int, float, const float *, int,
		 const float *, int, float, float *, int);
void cblas_dgemm(int, int, int, int, int, int, double, const double *, int,
		 const double *, int, double, double *, int);

/* A product of "m" by "k" and "k" by "n". */
struct product {
	int m, n, k;
	void *a, *b, *c;
};

/* Two kernels, "lower" said so, and the call of the library for elements of type T,
   where left and right are A and B, and transposed or not. */
#define WAYS(name, T, s, TA, TB, A, B, LDA, LDB)                            \
	KERNEL(name##_loops, T, "tensoraot kernel disjoint lower(loops)", A, B) \
	KERNEL(name##_auto, T, "tensoraot kernel disjoint", A, B)           \
	static KEEP void name##_blas(void *arg)                             \
	{                                                                   \
		struct product *x = arg;                                    \
		cblas_##s##gemm(ROW_MAJOR, TA, TB, x->m, x->n, x->k, 1,     \
				x->a, x->LDA, x->b, x->LDB, 0, x->c, x->n); \
	}
#define KERNEL(name, T, PRAGMA, A, B)                                       \
	static KEEP void name##_at(int m, int n, int k, const T *a,         \
				   const T *b, T *c)                        \
	{                                                                   \
		_Pragma(PRAGMA)                                             \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				T sum = 0;                                  \
				for (int p = 0; p < k; p++)                 \
					sum += A * B;                       \
				c[i * n + j] = sum;                         \
			}                                                   \
	}                                                                   \
	static void name(void *arg)                                         \
	{                                                                   \
		struct product *x = arg;                                    \
		name##_at(x->m, x->n, x->k, x->a, x->b, x->c);              \
	}
WAYS(s_nn, float, s, NO_TRANS, NO_TRANS, a[i * k + p], b[p * n + j], k, n)
WAYS(s_nt, float, s, NO_TRANS, TRANS, a[i * k + p], b[j * k + p], k, k)
WAYS(s_tn, float, s, TRANS, NO_TRANS, a[p * m + i], b[p * n + j], m, n)
WAYS(d_nn, double, d, NO_TRANS, NO_TRANS, a[i * k + p], b[p * n + j], k, n)
WAYS(d_nt, double, d, NO_TRANS, TRANS, a[i * k + p], b[j * k + p], k, k)
WAYS(d_tn, double, d, TRANS, NO_TRANS, a[p * m + i], b[p * n + j], m, n)

/* The three ways to multiply, by what is transposed. */
static const struct {
	const char *name;
	void (*loops)(void *), (*any)(void *), (*blas)(void *);
} ways[] = {
#define ROW(x) { #x, x##_loops, x##_auto, x##_blas },
	ROW(s_nn) ROW(s_nt) ROW(s_tn) ROW(d_nn) ROW(d_nt) ROW(d_tn)
};

/* Sizes from 8 to 2048, and thin ones. */
static const int size[][3] = {
	{ 8, 8, 8 }, { 13, 13, 13 }, { 16, 16, 16 }, { 24, 24, 24 },
	{ 31, 31, 31 }, { 48, 48, 48 }, { 64, 64, 64 }, { 100, 100, 100 },
	{ 128, 128, 128 }, { 200, 200, 200 }, { 333, 333, 333 },
	{ 512, 512, 512 }, { 1000, 1000, 1000 }, { 2048, 2048, 2048 },
	{ 2000, 30, 500 }, { 30, 2000, 500 }, { 500, 500, 20 },
	{ 20, 20, 20000 }
};

/* Compare "loops" or "auto", as "which" says, with the library. */
int main(int argc, char **argv)
{
	const char *which = argc > 1 ? argv[1] : "loops";
	enum { MOST = 2048 * 2048 };
	char row[80];
	struct product x = { .a = bench_alloc(MOST * sizeof(double)),
			     .b = bench_alloc(MOST * sizeof(double)),
			     .c = bench_alloc(MOST * sizeof(double)) };

	memset(x.a, 0, MOST * sizeof(double));
	memset(x.b, 0, MOST * sizeof(double));
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		for (size_t j = 0; j < sizeof(size) / sizeof(size[0]); j++) {
			x.m = size[j][0];
			x.n = size[j][1];
			x.k = size[j][2];
			snprintf(row, sizeof(row), "%s %s %dx%dx%d", which,
				 ways[i].name, x.m, x.n, x.k);
			bench_compare("own", row, 0.2,
				      strcmp(which, "auto") ? ways[i].loops :
							      ways[i].any,
				      ways[i].blas, &x);
		}
	return 0;
}
