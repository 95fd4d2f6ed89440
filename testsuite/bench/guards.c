/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guards.c - what the tests of a kernel cost, all of them together.

   Each kernel is run on a size just large enough to enter it, and so is the
   same kernel whose pragma promises everything that would be tested.  The row
   says what the tests cost, in the place of the subject, and what they may
   cost, in the place of the reference: "times" is how often the one goes into
   the other. */
#include "bench.h"

/* What all guards of a call may cost, in seconds. */
static const double allowed = 15e-9;

struct problem {
	long n, m, k;
	float *a, *b, *c;
};

#define GEMM                                                                 \
	for (int i = 0; i < n; i++)                                          \
		for (int j = 0; j < m; j++) {                                \
			float sum = 0;                                       \
			for (int p = 0; p < k; p++)                          \
				sum += a[i * k + p] * b[p * m + j];          \
			c[i * m + j] = sum;                                  \
		}

#define MAP                                                                  \
	for (TYPE i = 0; i < n; i++)                                         \
		c[i] = a[i] * 2 + b[i];

/* What a program has that keeps to int; m > 0 is no news to a library. */
KEEP static void gemm_tested(int n, int m, int k, float *a, float *b, float *c)
{
#pragma tensoraot kernel serial
	GEMM
}

KEEP static void gemm_promised(int n, int m, int k, float *a, float *b,
			       float *c)
{
#pragma tensoraot kernel serial disjoint assume (m > 0, trust) \
	assume (k > 0, trust) assume (n > 0, trust)
	GEMM
}

/* Sizes of 64 bits, columns of larger matrices. */
KEEP static void pitch_tested(long n, long m, long k, float *a, float *b,
			      float *c)
{
#pragma tensoraot kernel serial lower (loops)
	for (long i = 0; i < n; i++)
		for (long j = 0; j < m; j++)
			c[i * k + j] = a[i * k + j] + b[i * k + j];
}

KEEP static void pitch_promised(long n, long m, long k, float *a, float *b,
				float *c)
{
#pragma tensoraot kernel serial lower (loops) disjoint \
	assume (k >= m, trust) assume (m > 0, trust)
	for (long i = 0; i < n; i++)
		for (long j = 0; j < m; j++)
			c[i * k + j] = a[i * k + j] + b[i * k + j];
}

#define TYPE int
KEEP static void map_tested(int n, float *a, float *b, float *c)
{
#pragma tensoraot kernel serial
	MAP
}

KEEP static void map_promised(int n, float *a, float *b, float *c)
{
#pragma tensoraot kernel serial disjoint
	MAP
}
#undef TYPE

/* The four calls of a problem, and both of each kind. */
#define CALL(name, ...)                                                      \
	static void name##_with(void *arg)                                   \
	{                                                                    \
		struct problem *p = arg;                                     \
		name##_tested(__VA_ARGS__, p->a, p->b, p->c);                \
	}                                                                    \
	static void name##_without(void *arg)                                \
	{                                                                    \
		struct problem *p = arg;                                     \
		name##_promised(__VA_ARGS__, p->a, p->b, p->c);              \
	}
CALL(gemm, p->n, p->m, p->k)
CALL(pitch, p->n, p->m, p->k)
CALL(map, p->n)

/* Print the row of "what": what the guards of "with" cost on "p", that
   "without" has not. */
static void row(const char *what, void (*with)(void *),
		void (*without)(void *), struct problem *p)
{
	const char *threads = getenv("OMP_NUM_THREADS");
	double best = 1e9, least = 1e9, t, cost;

	for (int round = 0; round < 2000; round++) {
		t = bench_run(with, p, 100);
		best = t < best ? t : best;
		t = bench_run(without, p, 100);
		least = t < least ? t : least;
	}
	cost = best - least > 1e-10 ? best - least : 1e-10;
	printf("guards,%s,%s,%.6f,%.6f,%.3f\n", what, threads ? threads : "-",
	       cost * 1e6, allowed * 1e6, allowed / cost);
	fflush(stdout);
}

int main(void)
{
	float *a = bench_alloc(1 << 20), *b = bench_alloc(1 << 20);
	float *c = bench_alloc(1 << 20);
	struct problem gemm = { 8, 8, 8, a, b, c };
	struct problem map = { 1000, 0, 0, a, b, c };
	struct problem same = { 1000, 0, 0, a, b, a };
	struct problem pitch = { 20, 72, 80, a, b, c };
	struct problem beside = { 20, 72, 144, a, b, a + 72 };

	for (int i = 0; i < 1 << 18; i++)
		a[i] = b[i] = c[i] = 0;
	row("gemm", gemm_with, gemm_without, &gemm);
	row("map", map_with, map_without, &map);
	row("map in place", map_with, map_without, &same);
	row("pitch", pitch_with, pitch_without, &pitch);
	row("pitch side by side", pitch_with, pitch_without, &beside);
	free(a);
	free(b);
	free(c);
	return 0;
}
