/* Where others want all processors, threads of a team do not spin for long while
   they wait: the library has more threads than there are processors, which sleep, so
   that OpenMP's gives its own less time.  If this fails, a kernel takes many times as
   long as its loops while another program runs; or a program never ends, whose
   main thread did, or a child waits for threads that it does not have.  */
/* { dg-do run } */
/* { dg-additional-options "-fopenmp -pthread" } */
#define _GNU_SOURCE
#include <dirent.h>
#include <omp.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tensoraot_rt.h"

enum { MOST = 64 };

static pid_t hog[2 * MOST];
static int hogs;

/* How many threads this process has.  */
static int threads(void)
{
	DIR *dir = opendir("/proc/self/task");
	struct dirent *entry;
	int n = 0;

	if (!dir)
		exit(0);
	while ((entry = readdir(dir)))
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Share little among threads for "seconds", or until there are more threads than
   "team"; return whether there are.  */
static int share(double seconds, int team)
{
	double until = now() + seconds;
	volatile int sum[MOST] = { 0 };

	while (now() < until) {
		for (int i = 0; i < 100; i++) {
			tensoraot_share();
#pragma omp parallel num_threads(team)
			sum[omp_get_thread_num()]++;
		}
		if (threads() > team)
			return 1;
	}
	return 0;
}

/* Have "n" processes that want a processor each.  */
static void want(int n)
{
	for (hogs = 0; hogs < n; hogs++) {
		hog[hogs] = fork();
		if (hog[hogs] < 0)
			return;
		while (!hog[hogs])
			if (getppid() == 1)
				_exit(0);
	}
}

static void unwant(void)
{
	for (int i = 0; i < hogs; i++) {
		kill(hog[i], SIGKILL);
		waitpid(hog[i], 0, 0);
	}
	hogs = 0;
}

static void *other(void *data)
{
	(void)data;
	usleep(50000);
	return NULL;
}

int main(void)
{
	int team = omp_get_max_threads(), status;
	pthread_t thread;
	pid_t child;

	if (team < 2 || team > MOST || team != omp_get_num_procs()
	    || getenv("OMP_WAIT_POLICY") || getenv("GOMP_SPINCOUNT"))
		return 0;
	want(2 * team);
	if (!share(20, team)) {
		unwant();
		abort();
	}
	unwant();
	child = fork();
	if (!child) {
		alarm(60);
		share(.2, team);
		exit(7);
	}
	waitpid(child, &status, 0);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 7)
		abort();
	/* The program ends with the last of its own threads.  */
	alarm(60);
	if (pthread_create(&thread, NULL, other, NULL))
		return 0;
	pthread_exit(NULL);
}
