/* A process that has used kernels forks, and its child uses them too; so do a
   thread that ends and its successors.  If this fails, the child waits for
   threads that it has not.  */
/* { dg-do run } */
/* { dg-additional-options "-pthread" } */
/* { dg-set-target-env-var OMP_NUM_THREADS 2 } */
#include "life.h"
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N = 600000 };
static float y[N];

NOINLINE void map(int n, float *a)
{
#pragma tensoraot kernel require(parallel)
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + 1;
}

static void *run(void *a)
{
	map(N, a);
	return 0;
}

int main(void)
{
	int status;
	pid_t child;
	pthread_t t;

	for (int i = 0; i < 3; i++) {
		CHECK(!pthread_create(&t, 0, run, y));
		pthread_join(t, 0);
	}
	map(N, y);
	child = fork();
	if (!child) {
		alarm(20);
		map(N, y);
		for (int i = 0; i < N; i++)
			CHECK(y[i] == 31);
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status) && !WEXITSTATUS(status));
	map(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 31);
	return 0;
}
