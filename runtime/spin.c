/* SPDX-License-Identifier: MIT */
/* spin.c - threads that wait sleep soon where others want the processors.

   A thread that waits for others of its team spins for some milliseconds in GCC's
   OpenMP library before it sleeps.  Where all processors are free that is the
   fastest there is.  Where another program runs too, a thread spins in the time in
   which the one that it waits for would run, and a loop of a tenth of a millisecond
   takes many.  The library spins a thousandth as long while there are more threads
   of it than processors; so, while others keep this process from the processors,
   there are some more, which sleep.

   tensoraot_share sees that, before loops that threads share: the system takes
   processors from threads of this process many times in a row, and they wait long
   until they have one again.  Many times alone is not enough: what wakes for a
   moment takes a processor too, and so does who yields (OpenBLAS's threads do, to
   wait for each other).  Once threads sleep, their waking is waiting as well;
   so after a second they spin again, until it is seen again.

   Assumes GCC's library; where the environment says how long to wait, or another
   library is linked, nothing is done.  Where the system does not say how long
   threads waited, how often has to do.  Leaves the number of threads of every loop, and with it
   each result, as they are.  The threads more end when the thread ends that asked
   for them, so that a program ends with its last thread, when the library is
   unloaded, and when the processors are free again.  */
#define _GNU_SOURCE
#include "private.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

extern void GOMP_parallel(void (*fn)(void *), void *data, unsigned n,
			  unsigned flags) __attribute__((weak));
extern int omp_get_max_threads(void) __attribute__((weak));
extern int omp_get_num_procs(void) __attribute__((weak));
extern void kmp_set_blocktime(int ms) __attribute__((weak));

/* How often is looked while threads spin, and after how long they spin again, in
   milliseconds.  The system takes a processor from us every 4 ms or so when two want
   it: LEAST times and MANY times a second, and threads wait PART percent of the
   time.  MOST threads more are too many.  */
enum { SOON = 10, LATER = 1000, LONG_AGO = 2000, MANY = 150, LEAST = 3, PART = 20,
       MOST = 16 };

/* What "last_waited" is where nothing was taken often.  */
enum { NOT_SEEN = -2 };

/* The threads more: the first of them, whether there are, what it waits for.  Only
   who has set "looking" uses these and what was last seen.  */
static pthread_t sleeper;
static sem_t enough;
static int sleeping, looking, never;
static pthread_key_t owner;
static uint64_t last;
static long last_taken;
static int64_t last_waited = NOT_SEEN;

/* The time in milliseconds, from a clock that costs little.  */
static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* How often the system has taken a processor from a thread of this process.  */
static long taken(void)
{
	struct rusage usage;

	return getrusage(RUSAGE_SELF, &usage) ? 0 : usage.ru_nivcsw;
}

/* How long the thread whose folder "task" is in "dir" has waited for a processor,
   in nanoseconds, or -1 if the system does not say.  */
static int64_t thread_waited(int dir, const char *task)
{
	char path[NAME_MAX + sizeof("/schedstat")], text[96];
	long long waited = -1;
	ssize_t size;
	int file;

	snprintf(path, sizeof(path), "%s/schedstat", task);
	file = openat(dir, path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return -1;
	size = read(file, text, sizeof(text) - 1);
	close(file);
	if (size <= 0)
		return -1;
	text[size] = 0;
	return sscanf(text, "%*s %lld", &waited) == 1 ? waited : -1;
}

/* How long all threads of this process that there are have waited for a processor,
   in nanoseconds, or -1 if the system does not say.  */
static int64_t waited(void)
{
	DIR *dir = opendir("/proc/self/task");
	int64_t sum = 0, known = 0;
	struct dirent *entry;

	if (!dir)
		return -1;
	while ((entry = readdir(dir))) {
		int64_t one = entry->d_name[0] == '.'
				      ? -1 : thread_waited(dirfd(dir),
							   entry->d_name);

		known |= one >= 0;
		sum += one >= 0 ? one : 0;
	}
	closedir(dir);
	return known ? sum : -1;
}

/* Whether "n" processors taken in "ms" milliseconds are so many that others may want
   them.  */
int tensoraot_taken_often(long n, uint64_t ms)
{
	return n >= LEAST && (double)n * 1000 >= (double)ms * MANY;
}

/* Whether "ns" nanoseconds that threads waited in "ms" milliseconds are so long that
   others do.  */
int tensoraot_waits_long(int64_t ns, uint64_t ms)
{
	return (double)ns * 100 >= (double)ms * 1e6 * PART;
}

/* What the threads more do at first.  */
static void nothing(void *data)
{
	(void)data;
}

/* The first of the threads more: have as many as "data" points to, and sleep.  */
static void *sleep_long(void *data)
{
	GOMP_parallel(nothing, NULL, (unsigned)(size_t)data, 0);
	while (sem_wait(&enough))
		;
	return NULL;
}

/* How many threads the first of the threads more is to have, with itself: as many
   as make more than there are processors; 0: none.  */
static int team_size(void)
{
	int n = omp_get_num_procs() - omp_get_max_threads() + 2;

	return omp_get_max_threads() < 2 || n > MOST ? 0 : n < 2 ? 2 : n;
}

/* Have more threads than processors.  Signals are for others.  */
static void start(void)
{
	size_t size = 65536 + (size_t)PTHREAD_STACK_MIN;
	int n = team_size(), failed;
	pthread_attr_t attr;
	sigset_t all, old;

	if (!n || pthread_setspecific(owner, &sleeper)
	    || pthread_attr_init(&attr))
		return;
	pthread_attr_setstacksize(&attr, size);
	sigfillset(&all);
	sem_init(&enough, 0, 0);
	pthread_sigmask(SIG_BLOCK, &all, &old);
	failed = pthread_create(&sleeper, &attr, sleep_long, (void *)(size_t)n);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	pthread_attr_destroy(&attr);
	never = failed;
	__atomic_store_n(&sleeping, !failed, __ATOMIC_RELEASE);
}

/* Have them no more.  */
static void stop(void)
{
	sem_post(&enough);
	pthread_join(sleeper, NULL);
	sem_destroy(&enough);
	__atomic_store_n(&sleeping, 0, __ATOMIC_RELEASE);
}

/* See whether others kept this process from the processors in the "ms" milliseconds
   since the last time, and the time before that: have more threads then, and no
   more after a while.  */
static void look(uint64_t ms)
{
	long all = taken();
	int often = !sleeping && ms < LONG_AGO
		    && tensoraot_taken_often(all - last_taken, ms);
	int64_t before = last_waited;

	last_taken = all;
	last_waited = often ? waited() : NOT_SEEN;
	if (sleeping)
		stop();
	else if (often && before != NOT_SEEN
		 && (last_waited < 0 || before < 0
		     || tensoraot_waits_long(last_waited - before, ms)))
		start();
}

/* Several threads are about to share what there is to do.  */
TENSORAOT_EXPORT void tensoraot_share(void)
{
	uint64_t t = now(), ms = t - __atomic_load_n(&last, __ATOMIC_RELAXED);

	if (ms < SOON || never)
		return;
	if (__atomic_load_n(&sleeping, __ATOMIC_ACQUIRE) && ms < LATER)
		return;
	if (__atomic_exchange_n(&looking, 1, __ATOMIC_ACQUIRE))
		return;
	__atomic_store_n(&last, t, __ATOMIC_RELAXED);
	look(ms);
	__atomic_store_n(&looking, 0, __ATOMIC_RELEASE);
}

/* The thread that asked for more threads ends, or the library does.  */
static void leave(void *data)
{
	(void)data;
	while (__atomic_exchange_n(&looking, 1, __ATOMIC_ACQUIRE))
		;
	if (sleeping)
		stop();
	__atomic_store_n(&looking, 0, __ATOMIC_RELEASE);
}

/* This is a child, which has the thread that called fork and no other.  */
void tensoraot_forget_sleepers(void)
{
	looking = sleeping = 0;
	if (!never)
		pthread_setspecific(owner, NULL);
}

/* Whether the environment has "name".  */
static int is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

/* Find out whether there is something to do at all.  */
static void __attribute__((constructor(101))) begin(void)
{
	never = !GOMP_parallel || !omp_get_max_threads || !omp_get_num_procs
		|| kmp_set_blocktime || is_set("OMP_WAIT_POLICY")
		|| is_set("GOMP_SPINCOUNT") || pthread_key_create(&owner, leave);
}

/* Leave no thread behind in code that is unloaded.  */
static void __attribute__((destructor(101))) end(void)
{
	if (never)
		return;
	leave(NULL);
	never = 1;
	pthread_key_delete(owner);
}
