/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poly.c - the thirty kernels of tensoraot.linear as the plugin compiles them
   against the same files as other compilers do.

     poly [KERNEL ...]	   these kernels only

   Prints a line for each kernel and compiler, whose fields are: the kernel;
   the number of threads; the compiler; the least and the median time in
   microseconds; "ok", or "wrong" where the result is not that of the plain
   build, "crash" or "slow" where there is none after a minute.  A compiler
   whose objects are not linked has no line.

   Each compiler runs each kernel first in a process of its own, before any
   thread was started.  Those that pass are then run in turn. */
#include "data.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_ROUNDS 50

#define ALL_KERNELS(X) LINEAR_KERNELS(X) STENCIL_KERNELS(X)

/* X(prefix of its functions, name of the compiler, least and most number of
   threads it is measured with): the plain build is the first, the plugin the
   last. */
#define COMPILERS(X)                                                           \
	X(o3_, "gcc-O3", 1, 99)                                                \
	X(ofast_, "gcc-Ofast", 1, 99)                                          \
	X(graphite_, "graphite", 1, 1)                                         \
	X(autopar_, "graphite", 2, 99)                                         \
	X(polly_, "polly", 1, 99)                                              \
	X(pollypar_, "polly-par", 2, 99)                                       \
	X(ta_, "tensoraot", 1, 99)

#define COUNT(...) +1
enum { NCOMPILERS = 0 COMPILERS(COUNT) };

#define DECLARE(prefix, name) __attribute__((weak)) run prefix##run_##name;
#define DECLARE_ALL(name, kind, degree)                                        \
	DECLARE(o3_, name)                                                     \
	DECLARE(ofast_, name)                                                  \
	DECLARE(graphite_, name)                                               \
	DECLARE(autopar_, name)                                                \
	DECLARE(polly_, name)                                                  \
	DECLARE(pollypar_, name)                                               \
	DECLARE(ta_, name)
ALL_KERNELS(DECLARE_ALL)

struct kernel {
	const char *name;
	enum linear_kind kind;
	int degree;
	run *run[NCOMPILERS];
};

static const struct kernel kernels[] = {
#define X(name, kind, degree)                                                  \
	{#name,                                                                \
	 LINEAR_##kind,                                                        \
	 degree,                                                               \
	 {o3_run_##name, ofast_run_##name, graphite_run_##name,                \
	  autopar_run_##name, polly_run_##name, pollypar_run_##name,           \
	  ta_run_##name}},
	ALL_KERNELS(X)
#undef X
};

static const struct compiler {
	const char *name;
	int least, most;
} compilers[] = {
#define X(prefix, name, least, most) {name, least, most},
	COMPILERS(X)
#undef X
};

/* The sizes of a kernel: how many matrices it has, and of how many elements
   each.  Those not in the table have "usual" ones. */
static const struct sizes {
	const char *name;
	int n, m, k, steps, matrices;
	size_t room;
} sizes[] = {
	{"doitgen", 120, 120, 160, 0, 2, 120 * 120 * 160},
	{"gramschmidt", 600, 600, 0, 0, 3, 1200 * 600},
	{"jacobi_1d", 4000000, 0, 0, 20, 2, 4000000},
	{"jacobi_2d", 2800, 2800, 0, 10, 2, 2800 * 2800},
	{"heat_3d", 200, 200, 200, 8, 2, 200 * 200 * 200},
	{"fdtd_2d", 2400, 2400, 0, 10, 3, 2400 * 2400},
	{"seidel_2d", 2400, 2400, 0, 4, 1, 2400 * 2400},
	{"adi", 1600, 0, 0, 4, 4, 1600 * 1600},
	{"deriche", 2160, 4096, 0, 0, 4, 2160 * 4096 / 2},
	{"durbin", 16000, 0, 0, 0, 0, 0},
	{"floyd_warshall", 1000, 0, 0, 0, 1, 1000 * 1000 / 2},
	{"nussinov", 1200, 0, 0, 0, 1, 1200 * 1200 / 2},
};

/* Set "d" up for "k".  A quadratic kernel usually has two matrices of 128 MB,
   a cubic one seven of 5 MB. */
static void set_up(struct data *d, const struct kernel *k)
{
	int n = k->degree == 2 ? 4000 : 800;
	int matrices = k->degree == 2 ? 2 : LINEAR_MATRICES;
	struct linear *l = &d->l;

	memset(d, 0, sizeof *d);
	d->kind = k->kind;
	l->n = l->m = l->k = n;
	l->room = (size_t)n * n;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		const struct sizes *s = &sizes[i];

		if (strcmp(s->name, k->name))
			continue;
		l->n = s->n;
		l->m = s->m;
		l->k = s->k;
		l->steps = s->steps;
		l->room = s->room;
		matrices = s->matrices;
	}
	l->room += LINEAR_MARGIN;
	l->len = (l->n > l->m ? l->n : l->m) + LINEAR_MARGIN;
	data_set_up(d, matrices);
}

/* How one compiler does on one kernel: its times, and what it is if not
   right. */
struct result {
	double time[MOST_ROUNDS];
	int rounds;
	const char *state;
};

/* Return what happens when "f" runs on "d" in another process. */
static const char *probe(struct data *d, run *f)
{
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		abort();
	if (!child) {
		alarm(60);
		data_timed(d, f);
		_exit(!data_agrees(d, NULL, NULL));
	}
	if (waitpid(child, &status, 0) < 0)
		abort();
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGALRM ? "slow" : "crash";
	return WEXITSTATUS(status) ? "wrong" : "ok";
}

/* Compare two times. */
static int earlier(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* Print the line of "compiler" on "k" with the result "r". */
static void line(const struct kernel *k, int threads,
		 const struct compiler *compiler, struct result *r)
{
	qsort(r->time, r->rounds, sizeof r->time[0], earlier);
	printf("%s,%d,%s,%.3f,%.3f,%s\n", k->name, threads, compiler->name,
	       r->rounds ? r->time[0] * 1e6 : 0,
	       r->rounds ? r->time[r->rounds / 2] * 1e6 : 0, r->state);
	fflush(stdout);
}

/* Run those of "k" in turn that are "ok", each time from another on, three
   times and as long as two seconds, the last time with a comparison. */
static void rounds(struct data *d, const struct kernel *k, struct result *r)
{
	double end = bench_now() + 2;
	int last = 0;

	for (int i = 0; !last; i++) {
		last = i == MOST_ROUNDS - 1 || (i >= 2 && bench_now() >= end);
		for (int j = 0; j < NCOMPILERS; j++) {
			int c = (i + j) % NCOMPILERS;

			if (!r[c].state || strcmp(r[c].state, "ok"))
				continue;
			r[c].time[r[c].rounds++] = data_timed(d, k->run[c]);
			if (last && !data_agrees(d, NULL, NULL))
				r[c].state = "wrong";
		}
	}
}

/* Measure "k" on "threads" threads; the result is that of the process. */
static int measure(const struct kernel *k, int threads)
{
	struct result r[NCOMPILERS] = {0};
	struct data d;

	set_up(&d, k);
	data_timed(&d, k->run[0]);
	data_remember(&d);
	for (int c = 0; c < NCOMPILERS; c++)
		if (k->run[c] && threads >= compilers[c].least &&
		    threads <= compilers[c].most)
			r[c].state = probe(&d, k->run[c]);
	rounds(&d, k, r);
	for (int c = 0; c < NCOMPILERS; c++)
		if (r[c].state)
			line(k, threads, &compilers[c], &r[c]);
	data_tear_down(&d);
	return strcmp(r[NCOMPILERS - 1].state, "ok") != 0;
}

/* Measure "k" in a process of its own; return whether that failed. */
static int apart(const struct kernel *k, int threads)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		abort();
	if (!child)
		_exit(measure(k, threads));
	return waitpid(child, &status, 0) < 0 || status;
}

int main(int argc, char **argv)
{
	const char *threads = getenv("OMP_NUM_THREADS");
	int failed = 0;

	for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
		int wanted = argc == 1;

		for (int j = 1; j < argc; j++)
			wanted |= !strcmp(argv[j], kernels[i].name);
		if (wanted)
			failed |=
				apart(&kernels[i], threads ? atoi(threads) : 1);
	}
	return failed;
}
