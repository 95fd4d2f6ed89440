/* A signal handler that looks at the array of a kernel, and a flag that it
   sets.  If this fails, the loop never sees the flag, or a store between the
   flag's writes moves across them.  */
/* { dg-do run } */
#include "life.h"
#include <signal.h>

enum { N = 5000 };
static float y[N];
static volatile sig_atomic_t stop;
static float seen;

static void handler(int sig)
{
	(void)sig;
	seen = y[N - 1];
	stop = 1;
}

/* The flag ends the loop. */
NOINLINE int until_stopped(int n, float *a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < n && !stop; i++) /* { dg-missed {\[(VOLATILE|SEVERAL_EXITS)\]} } */
		a[i] += 1;
	return i;
}

/* The flag is looked at by each iteration. */
NOINLINE void while_running(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		if (!stop)
			a[i] += 1;
}

/* raise is a call that may look at everything: what is before it is done,
   what is after it is not. */
NOINLINE void around(int n, float *a)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = 2;
		raise(SIGUSR1);
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = 3;
	}
}

int main(void)
{
	signal(SIGUSR1, handler);
	CHECK(until_stopped(N, y) == N && y[N - 1] == 1);
	around(N, y);
	CHECK(stop && seen == 2 && y[0] == 3 && y[N - 1] == 3);
	CHECK(until_stopped(N, y) == 0);
	while_running(N, y);
	CHECK(y[0] == 3);
	return 0;
}
