/* Loops around loops with too little to do for threads are run by one, by a call
   of the function that OpenMP made for the region.  If this fails, that function
   takes the share of one thread of a region that the program itself is in, and
   leaves the rest undone, or a thread alone does not do all of it.  */
/* { dg-do run { target fopenmp } } */
/* { dg-additional-options "-fopenmp" } */
#include <omp.h>
#include <stdlib.h>

enum { SIZES = 5, MOST = 700 };

static const int sizes[SIZES] = { 1, 5, 40, 130, MOST };

#define LOOPS                                                                 \
	for (int i = 0; i < n; i++) {                                         \
		float sum = 0;                                                \
		for (int j = 0; j < m; j++) {                                 \
			b[i][j] = a[i][j] * 2 + x[j];                         \
			sum += a[i][j];                                       \
		}                                                             \
		y[i] = sum;                                                   \
	}

__attribute__((noinline)) static void rows(int n, int m,
					   float (*restrict a)[m],
					   float (*restrict b)[m],
					   const float *restrict x,
					   float *restrict y)
{
#pragma tensoraot kernel
	LOOPS
}

__attribute__((noinline, optimize("no-tree-vectorize"))) static void
plain(int n, int m, float (*restrict a)[m], float (*restrict b)[m],
      const float *restrict x, float *restrict y)
{
	LOOPS
}

/* Call the kernel and its twin for "n" rows and return how often they differ. */
static int differences(int n, int m)
{
	float *p = malloc(sizeof(float) * (3 * n * m + m + 2 * n + 1)), *end = p;
	float *a, *b, *c, *x, *y, *z;
	int wrong = 0;

	if (!p)
		abort();
	a = end, end += n * m;
	b = end, end += n * m;
	c = end, end += n * m;
	x = end, end += m;
	y = end, end += n;
	z = end;
	for (int i = 0; i < 3 * n * m + m + 2 * n; i++)
		p[i] = (float)(i % 17 - 8);
	rows(n, m, (void *)a, (void *)b, x, y);
	plain(n, m, (void *)a, (void *)c, x, z);
	for (int i = 0; i < n * m; i++)
		wrong += b[i] != c[i];
	for (int i = 0; i < n; i++)
		wrong += y[i] != z[i];
	free(p);
	return wrong;
}

/* How often results differ where "threads" threads call kernels at a time, in
   regions so deep. */
static int in_regions(int threads, int deep)
{
	int wrong = 0;

	if (!deep) {
		for (int i = 0; i < SIZES; i++)
			for (int j = 0; j < SIZES; j++)
				wrong += differences(sizes[i], sizes[j]);
		return wrong;
	}
#pragma omp parallel num_threads(threads) reduction(+ : wrong)
	wrong += in_regions(threads, deep - 1);
	return wrong;
}

int main(void)
{
	omp_set_max_active_levels(3);
	for (int threads = 1; threads <= 3; threads++)
		for (int deep = 0; deep <= 2; deep++)
			if (in_regions(threads, deep))
				abort();
	return 0;
}
