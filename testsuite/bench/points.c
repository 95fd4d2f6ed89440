/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.c - rows of a few elements, as coordinates, colours and channels: kernels against
   the same loops outside a kernel, as the compiler makes them with the same flags.  */
#include "bench.h"

enum { ROWS = 1 << 16, WIDEST = 16 };

/* "rows" of a few elements of "x", weights "w", and what is made of them, by a kernel
   and not.  */
struct problem {
	int rows;
	void *x, *w, *y, *s;
};

/* NAME, which does BODY with rows of W elements of type T for the problem p, as a kernel
   and not, and its comparison, in which results may differ by "bound".  */
#define BOTH(name, T, W, bound, body)                                          \
	KEEP static void name##_##T##W##_kernel(void *arg)                     \
	{                                                                      \
		struct problem *p = arg;                                       \
		const int n = p->rows;                                         \
		const T(*x)[W] = p->x, *w = p->w, *parts = p->x;               \
		T(*y)[W] = p->y, *s = p->s;                                    \
		(void)x, (void)w, (void)y, (void)s, (void)parts;               \
		_Pragma("tensoraot kernel disjoint")                           \
		{ body }                                                       \
	}                                                                      \
	KEEP static void name##_##T##W##_plain(void *arg)                      \
	{                                                                      \
		struct problem *p = arg;                                       \
		const int n = p->rows;                                         \
		const T(*x)[W] = p->x, *w = p->w, *parts = p->x;               \
		T(*y)[W] = p->y, *s = p->s;                                    \
		(void)x, (void)w, (void)y, (void)s, (void)parts;               \
		{ body }                                                       \
	}                                                                      \
	static void name##_##T##W##_compare(struct problem *p, int rows)       \
	{                                                                      \
		const T *y = p->y, *s = p->s;                                  \
		T last, sum[W];                                                \
		char what[64];                                                 \
		p->rows = rows;                                                \
		for (int i = 0; i < W; i++)                                    \
			((T *)p->s)[i] = 0;                                    \
		name##_##T##W##_kernel(p);                                     \
		last = y[rows * W - 1];                                        \
		for (int i = 0; i < W; i++) {                                  \
			sum[i] = s[i];                                         \
			((T *)p->s)[i] = 0;                                    \
		}                                                              \
		name##_##T##W##_plain(p);                                      \
		bench_same(last, y[rows * W - 1], 0);                          \
		for (int i = 0; i < W; i++)                                    \
			bench_same(sum[i], s[i], bound);                       \
		snprintf(what, sizeof what, #name " " #T " %d x %d", rows, W); \
		bench_compare("points", what, .1, name##_##T##W##_kernel,      \
			      name##_##T##W##_plain, p);                       \
	}

/* The sum of each element, with weights, and of squares; the largest.  Rows that are
   scaled by element, made of planes, and taken apart to such.  */
#define ALL(T, W)                                                              \
	BOTH(sum, T, W, .02, {                                                   \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				s[c] += x[i][c];                            \
	})                                                                     \
	BOTH(weighted, T, W, .02, {                                              \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				s[c] += w[i] * x[i][c];                     \
	})                                                                     \
	BOTH(lags, T, W, .02, {                                                  \
		for (int i = W; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				s[c] += w[i] * w[i - c];                    \
	})                                                                     \
	BOTH(largest, T, W, 0, {                                               \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				s[c] = x[i][c] > s[c] ? x[i][c]          \
							    : s[c];         \
	})                                                                     \
	BOTH(scaled, T, W, 0, {                                                \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				y[i][c] = x[i][c] * w[c];                      \
	})                                                                     \
	BOTH(pixels, T, W, 0, {                                                \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				y[i][c] = parts[c * n + i];                    \
	})                                                                     \
	BOTH(planes, T, W, 0, {                                                \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < W; c++)                            \
				y[0][c * n + i] = x[i][c];                     \
	})

#define FLOATS(X) X(float, 2) X(float, 3) X(float, 4) X(float, 5) X(float, 8) X(float, 16)
#define DOUBLES(X) X(double, 2) X(double, 3) X(double, 4) X(double, 6) X(double, 8)

FLOATS(ALL)
DOUBLES(ALL)

#define RUN(T, W)                                                              \
	sum_##T##W##_compare(p, rows);                                         \
	weighted_##T##W##_compare(p, rows);                                    \
	lags_##T##W##_compare(p, rows);                                        \
	largest_##T##W##_compare(p, rows);                                     \
	scaled_##T##W##_compare(p, rows);                                      \
	pixels_##T##W##_compare(p, rows);                                      \
	planes_##T##W##_compare(p, rows);

/* Fill the arrays of "p" with elements of type T, and measure "rows" of them.  */
#define MEASURE(T, LIST)                                                       \
	static void measure_##T(struct problem *p, int rows)                   \
	{                                                                      \
		T *x = p->x, *w = p->w, *y = p->y;                             \
		unsigned r = 1;                                                \
		for (int i = 0; i < ROWS * WIDEST; i++) {                      \
			r = r * 1664525 + 1013904223;                          \
			x[i] = (T)(r >> 8) / (1 << 24) - (T).5;                \
			w[i] = (T)(r >> 16 & 255) / 256;                       \
			y[i] = 0;                                              \
		}                                                              \
		LIST(RUN)                                                      \
	}

MEASURE(float, FLOATS)
MEASURE(double, DOUBLES)

int main(void)
{
	static const int rows[] = { 1000, ROWS };
	size_t size = (size_t)ROWS * WIDEST * sizeof(double);
	struct problem p = { .x = bench_alloc(size), .w = bench_alloc(size),
			     .y = bench_alloc(size),
			     .s = bench_alloc(WIDEST * sizeof(double)) };

	for (int k = 0; k < 2; k++) {
		measure_float(&p, rows[k]);
		measure_double(&p, rows[k]);
	}
	return 0;
}
