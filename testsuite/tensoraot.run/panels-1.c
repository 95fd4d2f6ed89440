/* A product and what is done with its rows, in panels of rows or apart, on one
   thread and on several: both ways end with one loop over rows.  Sizes on both
   sides of each test: rows for panels, terms and columns that panels are for,
   work for a library call and for threads.  If this fails, rows are left out, done
   twice, or done before their product.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern void omp_set_num_threads(int) __attribute__((weak));

#define LAYER                                                              \
	{                                                                  \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < p; j++) {                      \
				float s = 0;                               \
				for (int k = 0; k < m; k++)                \
					s += b[i][k] * d[k][j];            \
				c[i][j] += s;                              \
			}                                                  \
		for (int i = 0; i < n; i++)                                \
			z[i] = sqrtf(y[i]) * 2;                            \
		for (int i = 0; i < n; i++)                                \
			for (int j = 0; j < p; j++)                        \
				c[i][j] = c[i][j] > 0 ? c[i][j] + 1 : -1;  \
		for (int i = 0; i < n; i++) {                              \
			float s = 0;                                       \
			for (int j = 0; j < p; j++)                        \
				s += c[i][j];                              \
			y[i] += s;                                         \
		}                                                          \
	}
#define ARGS                                                               \
	int n, int m, int p, float b[restrict n][m], float c[restrict n][p], \
		float d[restrict m][p], float *restrict y, float *restrict z

__attribute__((noinline)) void layer(ARGS)
{
#pragma tensoraot kernel
	LAYER
}
__attribute__((noinline)) void layer_check(ARGS) LAYER

/* "n" floats, whole numbers from "seed" on.  */
static float *fill(size_t n, int seed)
{
	float *x = malloc((n + 1) * sizeof(*x));

	for (size_t i = 0; i < n; i++)
		x[i] = (float)((i * 7 + (size_t)seed) % 5) - (seed & 1);
	return x;
}

static void try(int n, int m, int p)
{
	float *b = fill((size_t)n * m, 1), *d = fill((size_t)m * p, 3);
	float *c[2], *y[2], *z[2];

	for (int i = 0; i < 2; i++) {
		c[i] = fill((size_t)n * p, 5);
		y[i] = fill(n, 2);
		z[i] = fill(n, 4);
	}
	layer(n, m, p, (void *)b, (void *)c[0], (void *)d, y[0], z[0]);
	layer_check(n, m, p, (void *)b, (void *)c[1], (void *)d, y[1], z[1]);
	for (size_t i = 0; i < (size_t)n * p; i++)
		if (c[0][i] != c[1][i])
			abort();
	for (int i = 0; i < n; i++)
		if (y[0][i] != y[1][i] || fabsf(z[0][i] - z[1][i]) > 1e-5f)
			abort();
	for (int i = 0; i < 2; i++) {
		free(c[i]);
		free(y[i]);
		free(z[i]);
	}
	free(b);
	free(d);
}

int main(void)
{
	static const int rows[] = {0, 1, 7, 8, 63, 129, 255, 256, 300, 700};
	static const int others[] = {1, 5, 40, 257};

	for (int threads = 1; threads < 4; threads++) {
		if (omp_set_num_threads)
			omp_set_num_threads(threads);
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			for (size_t j = 0; j < 4; j++)
				for (size_t k = 0; k < 4; k++)
					try(rows[i], others[j], others[k]);
	}
	try(5000, 3, 40);
	return 0;
}
