/* Thread-local arrays and scalars.  If this fails, the threads of a kernel
   use their own copies of an array of the thread that called it, or the
   wrong thread's.  */
/* { dg-do run } */
/* { dg-additional-options "-pthread" } */
#include "life.h"
#include <pthread.h>

enum { N = 600000 };
static __thread float mine[N];
_Thread_local float factor = 1;
static float y[2][N];

NOINLINE void fill(int n)
{
#pragma tensoraot kernel require(parallel)
	for (int i = 0; i < n; i++)
		mine[i] = mine[i] * factor + i % 16;
}

NOINLINE float total(int n)
{
	float s = 0;

#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		s += mine[i];
	return s;
}

NOINLINE void keep(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		factor += mine[i];
}

static void *run(void *arg)
{
	int id = *(int *)arg;
	float s = 0;

	factor = id + 2;
	for (int i = 0; i < N; i++)
		mine[i] = id + 1;
	fill(N);
	for (int i = 0; i < N; i++) {
		y[id][i] = mine[i];
		if (i < 100)
			s += mine[i];
	}
	CHECK(total(100) == s);
	keep(100);
	CHECK(factor == id + 2 + s);
	return 0;
}

int main(void)
{
	pthread_t t;
	int id[] = { 0, 1 };

	CHECK(!pthread_create(&t, 0, run, &id[1]));
	run(&id[0]);
	pthread_join(t, 0);
	for (int i = 0; i < N; i++)
		CHECK(y[0][i] == 2 + i % 16 && y[1][i] == 6 + i % 16);
	return 0;
}
