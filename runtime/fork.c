/* SPDX-License-Identifier: MIT */
/* fork.c - kernels in the child of a process that has used kernels.

   A child has the thread that called fork and no other; the OpenMP library does
   not notice, and the first parallel loop of the child would wait for threads
   that are not there.  So the threads are given up before, where there is an
   OpenMP library that can (OpenMP 5); parent and child make new ones when they
   need them.  Leaves everything else as it is.  */
#include "private.h"

#include <pthread.h>

/* omp_pause_soft of enum omp_pause_resource_t. */
enum { PAUSE_SOFT = 1 };

extern int omp_pause_resource_all(int kind) __attribute__((weak));
extern int omp_in_parallel(void) __attribute__((weak));

/* A fork is about to be made: give up the threads of this one. */
static void before_fork(void)
{
	if (omp_pause_resource_all && omp_in_parallel && !omp_in_parallel())
		omp_pause_resource_all(PAUSE_SOFT);
}

/* Ask to be called. */
static void __attribute__((constructor(101))) start(void)
{
	pthread_atfork(before_fork, 0, tensoraot_forget_sleepers);
}
