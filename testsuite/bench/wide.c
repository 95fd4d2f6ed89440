/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wide.c - floats that are added up in doubles, and stored as floats: kernels
   against the same loops of a compiler that may reorder sums too (-Ofast).  Sums
   of fewer than 32 elements run as written, and are not compared.  */
#include "bench.h"

enum { MOST = 1024 };

static float a[MOST * MOST], b[MOST * MOST], c[MOST * MOST], d[MOST * MOST];

#define LOOPS(how, attribute, ...)                                            \
	attribute KEEP static void how##_product(int n, float *restrict z)     \
	{                                                                      \
		float(*x)[n] = (void *)a, (*y)[n] = (void *)b;                 \
                                                                               \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < n; j++) {                          \
				double s = 0;                                  \
				for (int p = 0; p < n; p++)                    \
					s += (double)x[i][p] * y[p][j];        \
				z[i * n + j] = s;                              \
			}                                                      \
	}                                                                      \
	attribute KEEP static void how##_turned(int n, float *restrict z)      \
	{                                                                      \
		float(*x)[n] = (void *)a, (*y)[n] = (void *)b;                 \
                                                                               \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < n; j++) {                          \
				double s = 0;                                  \
				for (int p = 0; p < n; p++)                    \
					s += (double)x[i][p] * y[j][p];        \
				z[i * n + j] = s;                              \
			}                                                      \
	}                                                                      \
	attribute KEEP static void how##_rows(int n, float *restrict z)        \
	{                                                                      \
		float(*x)[n] = (void *)a;                                      \
                                                                               \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++) {                                  \
			double s = 0;                                          \
			for (int p = 0; p < n; p++)                            \
				s += (double)x[i][p] * b[p];                   \
			z[i] = s;                                              \
		}                                                              \
	}                                                                      \
	attribute KEEP static void how##_columns(int n, float *restrict z)     \
	{                                                                      \
		float(*x)[n] = (void *)a;                                      \
                                                                               \
		__VA_ARGS__                                                    \
		for (int j = 0; j < n; j++) {                                  \
			double s = 0;                                          \
			for (int i = 0; i < n; i++)                            \
				s += (double)x[i][j] * b[i];                   \
			z[j] = s;                                              \
		}                                                              \
	}                                                                      \
	attribute KEEP static void how##_dot(int n, float *restrict z)         \
	{                                                                      \
		double s = 0;                                                  \
                                                                               \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n * n; i++)                                \
			s += (double)a[i] * b[i];                              \
		*z = s;                                                        \
	}

LOOPS(kernel, , _Pragma("tensoraot kernel"))
LOOPS(ofast, __attribute__((optimize("Ofast"))), )

/* A row of the table: two ways of the same, and how many results of how many
   elements each there are. */
static const struct way {
	const char *name;
	void (*kernel)(int, float *), (*ofast)(int, float *);
	int dims;
} ways[] = {
	{ "product", kernel_product, ofast_product, 2 },
	{ "product, turned", kernel_turned, ofast_turned, 2 },
	{ "rows", kernel_rows, ofast_rows, 1 },
	{ "columns", kernel_columns, ofast_columns, 1 },
	{ "dot", kernel_dot, ofast_dot, 0 },
};

/* A way at a size. */
struct sized {
	const struct way *way;
	int n;
};

/* The kernel "arg". */
static void subject(void *arg)
{
	const struct sized *s = arg;

	s->way->kernel(s->n, c);
}

/* The loops of "arg". */
static void reference(void *arg)
{
	const struct sized *s = arg;

	s->way->ofast(s->n, d);
}

/* Compare "way" at size "n". */
static void measure(const struct way *way, int n)
{
	struct sized s = { way, n };
	int results = way->dims == 2 ? n * n : way->dims ? n : 1;
	char what[64];

	subject(&s);
	reference(&s);
	for (int i = 0; i < results; i++)
		bench_same(c[i], d[i], 1e-6);
	snprintf(what, sizeof what, "%s %d", way->name, n);
	bench_compare("wide", what, .2, subject, reference, &s);
}

int main(void)
{
	static const int sizes[] = { 16, 30, 100, 300, 1000 };

	for (int i = 0; i < MOST * MOST; i++) {
		a[i] = i * 7 % 13 / 13.f - .5f;
		b[i] = i * 5 % 11 / 11.f - .5f;
	}
	for (unsigned w = 0; w < sizeof ways / sizeof *ways; w++)
		for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++)
			if (ways[w].dims < 2 ? sizes[i] > 30 : sizes[i] < 1000)
				measure(&ways[w], sizes[i]);
	return 0;
}
