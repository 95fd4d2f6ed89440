/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables.c - tables and sweeps of which each element is made of those before it in its
   row and in the row above, against the same loops outside a kernel, as the compiler
   makes them with the same flags: subsequences, edits, alignments, warping, cheapest
   paths, sums of areas, relaxation; alignments whose gaps have two costs, with three
   tables, or a scalar along the row and an array that all rows change; with where each
   element comes from, in bytes; tables of short elements, and sums of bytes.  */
#include "bench.h"

#include <string.h>

enum { ROWS = 2001, COLS = 2001 };

/* A table of how many rows and columns. */
struct size {
	int n, m;
};

static double memory[ROWS * COLS], start[ROWS * COLS], other[ROWS * COLS];
static int second[ROWS * COLS], third[ROWS * COLS], front[COLS];
static unsigned char from[ROWS * COLS], bytes[ROWS * COLS];
static char x[ROWS], y[COLS];
static double a[ROWS], b[COLS];

#define KERNEL _Pragma("tensoraot kernel disjoint")

#define LOOPS(name, how, type, pragma, ...)                                   \
	KEEP static void name##_##how(void *arg)                               \
	{                                                                      \
		const struct size *s = arg;                                    \
		const int n = s->n, m = s->m;                                  \
		type(*restrict t)[m] = (void *)memory;                         \
		const type(*restrict q)[m] = (void *)other;                    \
		int(*restrict e)[m] = (void *)second;                          \
		int(*restrict g)[m] = (void *)third;                           \
		unsigned char(*restrict d)[m] = (void *)from;                  \
                                                                               \
		(void)q, (void)e, (void)g, (void)d;                            \
		pragma                                                         \
		for (int i = 1; i < n - 1; i++)                                \
			for (int j = 1; j < m - 1; j++) {                      \
				__VA_ARGS__                                    \
			}                                                      \
	}

#define TABLE(name, type, ...)                                                \
	LOOPS(name, kernel, type, KERNEL, __VA_ARGS__)                         \
	LOOPS(name, plain, type, , __VA_ARGS__)                                \
	static double name##_sum(const struct size *s)                         \
	{                                                                      \
		const type *t = (void *)memory;                                \
		double sum = 0;                                                \
		for (int i = 0; i < s->n * s->m; i++)                          \
			sum += (i % 7 + 1) * (double)t[i];                     \
		return sum;                                                    \
	}                                                                      \
	static void name##_fill(void)                                          \
	{                                                                      \
		for (int i = 0; i < ROWS * COLS; i++) {                        \
			((type *)start)[i] = (type)(i % 97);                   \
			((type *)other)[i] = (type)(i % 31);                   \
		}                                                              \
	}

#define LEAST(x, y) ((x) < (y) ? (x) : (y))

TABLE(common, int,
      if (x[i] == y[j]) t[i][j] = t[i - 1][j - 1] + 1;
      else t[i][j] = t[i - 1][j] > t[i][j - 1] ? t[i - 1][j] : t[i][j - 1];)
TABLE(edits, int,
      int best = t[i - 1][j - 1] + (x[i] != y[j]);
      best = LEAST(t[i - 1][j] + 1, best);
      t[i][j] = LEAST(t[i][j - 1] + 1, best);)
TABLE(align, int,
      int best = t[i - 1][j - 1] + (x[i] == y[j] ? 2 : -1);
      if (t[i - 1][j] - 1 > best) best = t[i - 1][j] - 1;
      if (t[i][j - 1] - 1 > best) best = t[i][j - 1] - 1;
      t[i][j] = best > 0 ? best : 0;)
TABLE(warp, double,
      double least = LEAST(t[i - 1][j], t[i - 1][j - 1]);
      least = LEAST(t[i][j - 1], least);
      t[i][j] = (a[i] - b[j]) * (a[i] - b[j]) + least;)
TABLE(path, int, t[i][j] = q[i][j] + LEAST(t[i - 1][j], t[i][j - 1]);)
TABLE(area, float,
      t[i][j] = q[i][j] * 0x1p-20f + t[i - 1][j] + t[i][j - 1] - t[i - 1][j - 1];)
TABLE(relax, double,
      t[i][j] = 0.25 * (t[i - 1][j] + t[i + 1][j] + t[i][j - 1] + t[i][j + 1]
			- q[i][j]);)

#define MOST(x, y) ((x) > (y) ? (x) : (y))

TABLE(gaps, int,
      e[i][j] = MOST(e[i][j - 1] - 1, t[i][j - 1] - 5);
      g[i][j] = MOST(g[i - 1][j] - 1, t[i - 1][j] - 5);
      int best = t[i - 1][j - 1] + (x[i] == y[j] ? 2 : -3);
      t[i][j] = MOST(best, MOST(e[i][j], g[i][j]));)
TABLE(backs, int,
      int diag = t[i - 1][j - 1] + (x[i] == y[j] ? 2 : -1);
      int up = t[i - 1][j] - 1; int left = t[i][j - 1] - 1;
      if (diag >= up && diag >= left) { t[i][j] = diag; d[i][j] = 'D'; }
      else if (up >= left) { t[i][j] = up; d[i][j] = 'U'; }
      else { t[i][j] = left; d[i][j] = 'L'; })
TABLE(shorts, short,
      if (x[i] == y[j]) t[i][j] = t[i - 1][j - 1] + 1;
      else t[i][j] = MOST(t[i - 1][j], t[i][j - 1]);)
TABLE(image, unsigned,
      t[i][j] = bytes[i * m + j] + t[i - 1][j] + t[i][j - 1] - t[i - 1][j - 1];)

/* A scalar along each row, and an array that all rows change. */
#define LOCAL(how, pragma)                                                    \
	KEEP static void local_##how(void *arg)                                \
	{                                                                      \
		const struct size *s = arg;                                    \
		const int n = s->n, m = s->m;                                  \
		int(*restrict t)[m] = (void *)memory;                          \
		int *restrict f = front;                                       \
                                                                               \
		pragma                                                         \
		for (int i = 1; i < n; i++) {                                  \
			int e = -1000;                                         \
			for (int j = 1; j < m; j++) {                          \
				e = MOST(e - 1, t[i][j - 1] - 5);              \
				f[j] = MOST(f[j] - 1, t[i - 1][j] - 5);        \
				int best = t[i - 1][j - 1]                     \
					   + (x[i] == y[j] ? 2 : -3);          \
				best = MOST(best, 0);                          \
				t[i][j] = MOST(best, MOST(e, f[j]));           \
			}                                                      \
		}                                                              \
	}
LOCAL(kernel, KERNEL)
LOCAL(plain, )
#define local_fill gaps_fill
#define local_sum gaps_sum

/* A kernel, the loops that it is compared with, and their data; "error": how far
   results may lie apart. */
static const struct way {
	const char *name;
	void (*kernel)(void *), (*plain)(void *);
	void (*fill)(void);
	double (*sum)(const struct size *s);
	double error;
} ways[] = {
#define ROW(name, error)                                                      \
	{ #name, name##_kernel, name##_plain, name##_fill, name##_sum, error }
	ROW(common, 0), ROW(edits, 0),	 ROW(align, 0),	 ROW(warp, 1e-9),
	ROW(path, 0),	ROW(area, 1e-3), ROW(relax, 1e-9), ROW(gaps, 0),
	ROW(local, 0),	ROW(backs, 0),	 ROW(shorts, 0), ROW(image, 0),
};

/* Compare "way" for tables of "n" by "n". */
static void measure(const struct way *way, int n)
{
	struct size s = { n, n };
	double sum;
	char what[64];

	memcpy(memory, start, sizeof memory);
	memset(front, 0, sizeof front);
	way->kernel(&s);
	sum = way->sum(&s);
	memcpy(memory, start, sizeof memory);
	memset(front, 0, sizeof front);
	way->plain(&s);
	bench_same(sum, way->sum(&s), way->error);
	snprintf(what, sizeof what, "%s %d", way->name, n);
	bench_compare("tables", what, .1, way->kernel, way->plain, &s);
}

int main(void)
{
	static const int sizes[] = { 34, 101, 300, 1000, 2001 };
	unsigned w, i;

	for (i = 0; i < ROWS * COLS; i++)
		bytes[i] = (unsigned char)(i * 7 % 251);
	for (i = 0; i < ROWS; i++) {
		x[i] = "acgt"[i * 7 % 11 % 4];
		y[i] = "acgt"[i * 5 % 13 % 4];
		a[i] = i * 7 % 11;
		b[i] = i * 5 % 13;
	}
	for (w = 0; w < sizeof ways / sizeof *ways; w++) {
		ways[w].fill();
		for (i = 0; i < sizeof sizes / sizeof *sizes; i++)
			measure(&ways[w], sizes[i]);
	}
	return 0;
}
