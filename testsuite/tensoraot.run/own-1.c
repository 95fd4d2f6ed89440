/* Products that no library makes: of all ways to store the operands and to use
   the result, at sizes about those of tiles, strips, panels and blocks, and in
   several threads.  All numbers are small whole ones, so that every order of a sum
   is exact.  What is there before is not read where it is not used, nothing is
   written around the result, and it is the same for any number of threads.  If this
   fails, a program without a BLAS computes something else.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-blas=none" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <omp.h>

/* The loops of a product of A and B of elements of type T. */
#define SUMS(T, A, B, OP)                                                   \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				T s = 0;                                    \
				for (int p = 0; p < k; p++)                 \
					s += A * B;                         \
				c[i * ldc + j] OP;                          \
			}

/* A product by "A" and "B" of element types T, where the result becomes "OP" the
   sum. */
#define KERNEL(name, T, CLAUSE, A, B, OP)                                   \
	__attribute__((noinline)) static void name(                         \
		int m, int n, int k, const T *a, int lda, const T *b,       \
		int ldb, T *c, int ldc, T f, T g)                           \
	{                                                                   \
		_Pragma(CLAUSE)                                             \
		SUMS(T, A, B, OP)                                            \
	}                                                                   \
	__attribute__((noinline, optimize("no-tree-vectorize")))            \
	static void name##_plain(                                           \
		int m, int n, int k, const T *a, int lda, const T *b,       \
		int ldb, T *c, int ldc, T f, T g)                           \
	{                                                                   \
		SUMS(T, A, B, OP)                                            \
	}

#define KERNELS(T, _)                                                       \
	KERNEL(nn##_, T, "tensoraot kernel require(lowered) disjoint",       \
	       a[i * lda + p], b[p * ldb + j], = s)                         \
	KERNEL(nt##_, T, "tensoraot kernel require(lowered) disjoint lower(loops)", \
	       a[i * lda + p], b[j * ldb + p], += s)                        \
	KERNEL(tn##_, T, "tensoraot kernel require(lowered) disjoint threads(3)", \
	       a[p * lda + i], b[p * ldb + j], -= f * s)                    \
	KERNEL(tt##_, T, "tensoraot kernel require(lowered) disjoint serial", \
	       a[p * lda + i], b[j * ldb + p], = g * c[i * ldc + j] + f * s)
KERNELS(float, f)
KERNELS(double, d)

/* Fill "n" elements at "x" with whole numbers that "seed" tells. */
#define FILL(T, x, n, seed)                                                 \
	for (size_t i_ = 0; i_ < (n); i_++)                                 \
		(x)[i_] = (T)((int)(i_ * 7 + seed) % 5 - 2)

enum { ROOM = 3, MOST = 620 * 1300 };

/* Compare "name" with its plain version for m, n and k; "clear": it does not read
   its result. */
#define CHECK(T, name, m, n, k, ta, tb, clear)                              \
	do {                                                                \
		int lda = ((ta) ? (m) : (k)) + 2, ldb = ((tb) ? (k) : (n)) + 1; \
		int ldc = (n) + ROOM;                                       \
		size_t all = (size_t)((m) + 1) * ldc;                       \
		FILL(T, c, all, 3);                                         \
		memcpy(d, c, all * sizeof(T));                              \
		if (clear)                                                  \
			for (int i = 0; i < (m); i++)                       \
				for (int j = 0; j < (n); j++)               \
					c[i * ldc + j] = NAN;               \
		name(m, n, k, a, lda, b, ldb, c, ldc, 2, -1);               \
		name##_plain(m, n, k, a, lda, b, ldb, d, ldc, 2, -1);       \
		for (size_t i = 0; i < all; i++)                            \
			if (c[i] != d[i])                                   \
				abort();                                    \
	} while (0)

#define RUN(T, _)                                                           \
	static void run##_(int m, int n, int k)                             \
	{                                                                   \
		static T *a, *b, *c, *d;                                    \
		if (!a) {                                                   \
			a = malloc(MOST * sizeof(T));                       \
			b = malloc(MOST * sizeof(T));                       \
			c = malloc(MOST * sizeof(T));                       \
			d = malloc(MOST * sizeof(T));                       \
			if (!a || !b || !c || !d)                           \
				abort();                                    \
			FILL(T, a, MOST, 1);                                \
			FILL(T, b, MOST, 2);                                \
		}                                                           \
		CHECK(T, nn##_, m, n, k, 0, 0, 1);                          \
		CHECK(T, nt##_, m, n, k, 0, 1, 0);                          \
		CHECK(T, tn##_, m, n, k, 1, 0, 0);                          \
		CHECK(T, tt##_, m, n, k, 1, 1, 0);                          \
	}
RUN(float, f)
RUN(double, d)

int main(void)
{
	static const int size[] = { 0, 1, 2, 4, 5, 6, 7, 9, 12, 13,
				    16, 17, 31, 33, 65 };
	static const int large[][3] = {
		{ 200, 40, 30 }, { 97, 70, 258 }, { 13, 70, 600 }, { 70, 9, 600 },
		{ 9, 1200, 20 }, { 6, 1030, 300 }, { 400, 17, 25 },
		{ 67, 130, 140 }, { 193, 66, 257 }
	};
	int n = sizeof(size) / sizeof(size[0]);

	for (int t = 1; t <= 3; t += 2) {
		omp_set_num_threads(t);
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++) {
				int k = size[(i * 5 + j * 3) % n];

				runf(size[i], size[j], k);
				rund(size[i], size[j], k);
			}
		for (int i = 0; i < 9; i++) {
			runf(large[i][0], large[i][1], large[i][2]);
			rund(large[i][0], large[i][1], large[i][2]);
		}
	}
	return 0;
}
