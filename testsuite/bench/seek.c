/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seek.c - where the largest element is, flags, and windows: kernels against the
   same loops outside a kernel, as the compiler makes them with the same flags.  */
#include "bench.h"

enum { MOST = 1 << 22 };

/* "rows" of "n" elements of "x", or an image of n / 2 by n / 2 windows; and what
   is found.  */
struct problem {
	int rows, n;
	float *x, *y;
	int *at, found;
};

/* NAME, which does BODY for the problem p, as a kernel and not, and its
   comparison.  */
#define BOTH(name, body)                                                     \
	KEEP static void name##_kernel(void *arg)                             \
	{                                                                     \
		struct problem *p = arg;                                      \
		const int rows = p->rows, n = p->n;                           \
		float *x = p->x, *y = p->y;                                   \
		int *at = p->at, found = 0;                                   \
		_Pragma("tensoraot kernel disjoint")                          \
		{ body }                                                      \
		p->found = found;                                             \
		(void)rows, (void)y, (void)at;                                \
	}                                                                     \
	KEEP static void name##_plain(void *arg)                              \
	{                                                                     \
		struct problem *p = arg;                                      \
		const int rows = p->rows, n = p->n;                           \
		float *x = p->x, *y = p->y;                                   \
		int *at = p->at, found = 0;                                   \
		{ body }                                                      \
		p->found = found;                                             \
		(void)rows, (void)y, (void)at;                                \
	}                                                                     \
	static void name##_compare(struct problem *p, int rows, int n)        \
	{                                                                     \
		char what[64];                                                \
		int found;                                                    \
		p->rows = rows;                                               \
		p->n = n;                                                     \
		name##_kernel(p);                                             \
		found = p->found;                                             \
		name##_plain(p);                                              \
		bench_same(found, p->found, 0);                               \
		snprintf(what, sizeof what, #name " %d x %d", rows, n);       \
		bench_compare("seek", what, .2, name##_kernel, name##_plain,  \
			      p);                                             \
	}

BOTH(argmax, {
	float best = x[0];
	for (int i = 1; i < n; i++)
		if (x[i] > best) {
			best = x[i];
			found = i;
		}
})

BOTH(argmax_rows, {
	for (int i = 0; i < rows; i++) {
		float best = x[i * n];
		int a = 0;
		for (int j = 1; j < n; j++)
			if (x[i * n + j] > best) {
				best = x[i * n + j];
				a = j;
			}
		at[i] = a;
	}
})

BOTH(any, {
	for (int i = 0; i < n; i++)
		if (x[i] > 2e9f)
			found = 1;
})

BOTH(max_window, {
	for (int k = 0; k < rows; k++)
		for (int i = 0; i < n / 2; i++)
			for (int j = 0; j < n / 2; j++) {
				float m = x[(k * n + 2 * i) * n + 2 * j];
				for (int u = 0; u < 2; u++)
					for (int v = 0; v < 2; v++) {
						float e = x[(k * n + 2 * i + u)
							    * n + 2 * j + v];
						m = e > m ? e : m;
					}
				y[(k * (n / 2) + i) * (n / 2) + j] = m;
			}
})

int main(void)
{
	static const int sizes[] = { 16, 64, 1000, 100000, MOST };
	static const int widths[] = { 10, 100, 1000 };
	struct problem p = { 0 };
	unsigned r = 1;
	int i;

	p.x = bench_alloc(MOST * sizeof(float));
	p.y = bench_alloc(MOST * sizeof(float));
	p.at = bench_alloc(MOST * sizeof(int));
	for (i = 0; i < MOST; i++) {
		r = r * 1664525 + 1013904223;
		p.x[i] = (float)(r >> 2);
	}
	for (i = 0; i < 5; i++) {
		argmax_compare(&p, 1, sizes[i]);
		any_compare(&p, 1, sizes[i]);
	}
	for (i = 0; i < 3; i++)
		argmax_rows_compare(&p, 1000000 / widths[i], widths[i]);
	max_window_compare(&p, 64, 56);
	max_window_compare(&p, 16, 224);
	return 0;
}
