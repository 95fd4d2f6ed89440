/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sums.c - sums over rows, many of them, of few elements each: kernels against the
   same loops outside a kernel, as the compiler makes them with the same flags, and
   as it makes them when it may reorder sums (-Ofast).  */
#include "bench.h"

#include <stdbool.h>

enum { ELEMENTS = 20000 };

/* How many rows of how many elements. */
struct size {
	int m, n;
};

#define LOOPS(name, how, attribute, type, term, ...)                          \
	attribute KEEP static void name##_##how(void *arg)                     \
	{                                                                      \
		const struct size *s = arg;                                    \
		const int m = s->m, n = s->n;                                  \
		const type *x = name##_x;                                      \
		type *y = name##_y;                                            \
                                                                               \
		__VA_ARGS__                                                    \
		for (int i = 0; i < m; i++) {                                  \
			type sum = 0;                                          \
			for (int j = 0; j < n; j++) {                          \
				type v = x[i * n + j];                         \
				sum += term;                                   \
			}                                                      \
			y[i] = sum;                                            \
		}                                                              \
	}

#define KERNEL _Pragma("tensoraot kernel disjoint")
#define OFAST __attribute__((optimize("Ofast")))

#define WAY(name, type, term)                                                 \
	static type name##_x[ELEMENTS], name##_y[ELEMENTS];                    \
	LOOPS(name, kernel, , type, term, KERNEL)                              \
	LOOPS(name, plain, , type, term, )                                     \
	LOOPS(name, ofast, OFAST, type, term, )                                \
	static void name##_fill(void)                                          \
	{                                                                      \
		for (int i = 0; i < ELEMENTS; i++)                             \
			name##_x[i] = i % 13 - 6;                              \
	}                                                                      \
	static double name##_sum(int m)                                        \
	{                                                                      \
		double sum = 0;                                                \
		for (int i = 0; i < m; i++)                                    \
			sum += (i % 7 + 1) * (double)name##_y[i];              \
		return sum;                                                    \
	}

WAY(floats, float, v)
WAY(doubles, double, v)
WAY(ints, int, v)
WAY(squares, float, v * v)

/* A kernel, the loops that it is compared with, their data, and a sum of their
   results. */
static const struct way {
	const char *name;
	void (*kernel)(void *), (*plain)(void *), (*ofast)(void *);
	void (*fill)(void);
	double (*sum)(int m);
} ways[] = {
#define ROW(name)                                                             \
	{ #name, name##_kernel, name##_plain, name##_ofast, name##_fill,       \
	  name##_sum }
	ROW(floats),
	ROW(doubles),
	ROW(ints),
	ROW(squares),
};

/* Compare "way" for rows of "n" elements with plain loops, or with "fast" ones. */
static void measure(const struct way *way, int n, bool fast)
{
	struct size s = { ELEMENTS / n, n };
	double sum;
	char what[64];

	way->kernel(&s);
	sum = way->sum(s.m);
	way->plain(&s);
	bench_same(sum, way->sum(s.m), 0);
	snprintf(what, sizeof what, "%s %d%s", way->name, n,
		 fast ? " Ofast" : "");
	bench_compare("sums", what, .05, way->kernel,
		      fast ? way->ofast : way->plain, &s);
}

/* With any argument, compare with -Ofast. */
int main(int argc, char **argv)
{
	static const int sizes[] = { 3, 8, 20, 36, 100, 180, 500 };
	unsigned w, i;

	(void)argv;
	for (w = 0; w < sizeof ways / sizeof *ways; w++) {
		ways[w].fill();
		for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
			measure(&ways[w], sizes[i], argc > 1);
	}
	return 0;
}
