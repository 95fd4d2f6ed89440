/* -finstrument-functions: the program's own functions are entered and left as
   often as it calls them, by the threads that it has made.  If this fails,
   generated functions and threads that it knows nothing of are counted.  */
/* { dg-do run } */
/* { dg-additional-options "-finstrument-functions" } */
/* { dg-set-target-env-var OMP_NUM_THREADS 2 } */
#include "life.h"

#define QUIET __attribute__((no_instrument_function))
enum { N = 600000 };
static float y[N];
static int entered, left;

QUIET void __cyg_profile_func_enter(void *fn, void *site)
{
	(void)fn, (void)site;
	__sync_fetch_and_add(&entered, 1);
}

QUIET void __cyg_profile_func_exit(void *fn, void *site)
{
	(void)fn, (void)site;
	__sync_fetch_and_add(&left, 1);
}

NOINLINE void map(int n, float *a)
{
#pragma tensoraot kernel require(parallel)
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + 1;
}

QUIET int main(void)
{
	map(N, y);
	CHECK(entered == 1 && left == 1);
	CHECK(y[0] == 1 && y[N - 1] == 1);
	return 0;
}
