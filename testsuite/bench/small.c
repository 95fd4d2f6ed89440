/* SPDX-License-Identifier: GPL-3.0-or-later */
/* small.c - never slower: kernels of all sizes against the same loops outside
   a kernel, as the compiler makes them with the same flags.

   Arguments: sizes n.  Sizes are not known at compile time.  */
#include "bench.h"

struct problem {
	int n;
	void *a, *b, *c;
};

/* NAME (n, A, B, C) once as a kernel and once not, and its comparison. */
#define BOTH(name, type, body)                                               \
	KEEP static void name##_kernel(int n, type a[n][n], type b[n][n],     \
				       type c[n][n])                          \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		{ body }                                                      \
	}                                                                     \
	KEEP static void name##_plain(int n, type a[n][n], type b[n][n],      \
				      type c[n][n])                           \
	{                                                                     \
		{ body }                                                      \
	}                                                                     \
	static void name##_subject(void *arg)                                 \
	{                                                                     \
		struct problem *p = arg;                                      \
		name##_kernel(p->n, p->a, p->b, p->c);                        \
	}                                                                     \
	static void name##_reference(void *arg)                               \
	{                                                                     \
		struct problem *p = arg;                                      \
		name##_plain(p->n, p->a, p->b, p->c);                         \
	}                                                                     \
	static void name##_compare(int n)                                     \
	{                                                                     \
		size_t size = (size_t)n * n * sizeof(type);                   \
		struct problem p = { n, bench_alloc(size), bench_alloc(size), \
				     bench_alloc(size) };                     \
		type *a = p.a, *b = p.b, *c = p.c;                            \
		char what[64];                                                \
		for (int i = 0; i < n * n; i++) {                             \
			a[i] = i * 7 % 13 / 13. - .5;                         \
			b[i] = i * 5 % 11 / 11. - .5;                         \
			c[i] = 0;                                             \
		}                                                             \
		snprintf(what, sizeof what, #name " n=%d", n);                \
		bench_compare("small", what, .2, name##_subject,              \
			      name##_reference, &p);                          \
		free(p.a);                                                    \
		free(p.b);                                                    \
		free(p.c);                                                    \
	}

BOTH(sgemm, float, {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			c[i][j] = 0;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			for (int j = 0; j < n; j++)
				c[i][j] += a[i][k] * b[k][j];
})

BOTH(dgemv, double, {
	for (int i = 0; i < n; i++) {
		double sum = 0;
		for (int k = 0; k < n; k++)
			sum += a[i][k] * b[0][k];
		c[0][i] = sum;
	}
})

BOTH(map, float, {
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			c[i][j] = a[i][j] * 2 + b[i][j];
})

BOTH(rowsum, float, {
	for (int i = 0; i < n; i++) {
		c[0][i] = 0;
		for (int j = 0; j < n; j++)
			c[0][i] += a[i][j];
	}
})

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		int n = atoi(argv[i]);

		sgemm_compare(n);
		dgemv_compare(n);
		map_compare(n);
		rowsum_compare(n);
	}
	return 0;
}
