/* Kernels in the program's own OpenMP regions: in each thread, in a loop that
   threads share, in a task, in a critical section; and OpenMP in a kernel.  If
   this fails, a kernel runs once for all threads, or waits for threads that
   wait for it.  */
/* { dg-do run { target fopenmp } } */
/* { dg-additional-options "-fopenmp" } */
/* { dg-set-target-env-var OMP_NUM_THREADS 3 } */
#include "life.h"
#include <omp.h>

enum { N = 400000, M = 60 };
static float y[4][N];
static double a[8][M][M], b[M][M];
static float own[5000];
#pragma omp threadprivate(own)

NOINLINE void in_parallel(int n)
{
#pragma omp parallel num_threads(3)
	{
		float *p = y[omp_get_thread_num()];

#pragma tensoraot kernel
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			p[i] = p[i] * 2 + 1;
	}
}

/* A product in every iteration of a shared loop. */
NOINLINE void in_for(int n, double *c, const double *q)
{
#pragma omp parallel for
	for (int t = 0; t < 8; t++) {
		double *r = c + (long)t * n * n;

#pragma tensoraot kernel
		for (int i = 0; i < n; i++) /* { dg-optimized "cblas_dgemm" } */
			for (int j = 0; j < n; j++) {
				double s = 0;

				for (int k = 0; k < n; k++)
					s += q[i * n + k] * q[k * n + j];
				r[i * n + j] = s + t;
			}
	}
}

NOINLINE void in_task(int n)
{
#pragma omp parallel
#pragma omp single
	for (int t = 0; t < 4; t++) {
#pragma omp task firstprivate(t)
		{
#pragma tensoraot kernel
			for (int i = 0; i < n; i++) /* { dg-optimized "" } */
				y[t][i] += t;
		}
	}
}

NOINLINE float in_critical(int n)
{
	float s = 0;

#pragma omp parallel num_threads(3)
	{
#pragma omp critical
		{
#pragma tensoraot kernel
			for (int i = 0; i < n; i++) /* { dg-optimized "" } */
				s += y[0][i];
		}
	}
	return s;
}

/* What belongs to each thread is that of the thread which calls. */
NOINLINE int private_arrays(int n)
{
	int wrong = 0;

#pragma omp parallel num_threads(3) reduction(+ : wrong)
	{
		int me = omp_get_thread_num();

#pragma tensoraot kernel
		for (int i = 0; i < n; i++)
			own[i] = own[i] + me;
		for (int i = 0; i < n; i++)
			wrong += own[i] != me;
	}
	return wrong;
}

/* The other way round: such a loop is taken back. */
#pragma tensoraot kernel
NOINLINE void around(int n)
{
#pragma omp parallel for
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		y[3][i] = 9;
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		y[2][i] = y[3][i];
}

int main(void)
{
	for (int i = 0; i < M; i++)
		for (int j = 0; j < M; j++)
			b[i][j] = i == j;
	in_parallel(N);
	in_parallel(5);
	for (int i = 0; i < N; i++)
		CHECK(y[0][i] == (i < 5 ? 3 : 1) && y[2][i] == y[0][i]
		      && y[3][i] == 0);
	in_for(M, &a[0][0][0], &b[0][0]);
	for (int t = 0; t < 8; t++)
		for (int i = 0; i < M; i++)
			for (int j = 0; j < M; j++)
				CHECK(a[t][i][j] == (i == j) + t);
	in_task(N);
	for (int i = 5; i < N; i++)
		CHECK(y[0][i] == 1 && y[1][i] == 2 && y[2][i] == 3
		      && y[3][i] == 3);
	CHECK(in_critical(5000) == 3 * 5010);
	CHECK(!private_arrays(5000));
	around(N);
	CHECK(y[2][0] == 9 && y[2][N - 1] == 9);
	return 0;
}
