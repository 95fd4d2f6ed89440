/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.h - run two ways of doing the same thing in turn, and compare.

   Assumes that both ways may be run any number of times.  A line that
   compare prints is one row of the table that run-bench makes: name, case,
   threads, microseconds of the subject, of the reference, and how many
   times faster the subject was.  */
#ifndef BENCH_H
#define BENCH_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define KEEP __attribute__((noinline, noclone))

/* The time now, in seconds. */
static inline double bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

/* The seconds that "times" runs of "f" with "arg" take, per run. */
static inline double bench_run(void (*f)(void *), void *arg, long times)
{
	double start = bench_now();

	for (long i = 0; i < times; i++)
		f(arg);
	return (bench_now() - start) / times;
}

/* Run "subject" and "reference" with "arg" in turn for "seconds", at least 7
   times each, and print the row of "name" and "what" with the best time of
   each.  What is short is repeated until it takes 50 microseconds. */
static inline void bench_compare(const char *name, const char *what,
				 double seconds, void (*subject)(void *),
				 void (*reference)(void *), void *arg)
{
	const char *threads = getenv("OMP_NUM_THREADS");
	double best_s = 1e9, best_r = 1e9, t, end;
	long times = 1;

	subject(arg);
	reference(arg);
	while (bench_run(reference, arg, times) * times < 50e-6)
		times *= 2;
	end = bench_now() + seconds;
	for (int round = 0; round < 7 || bench_now() < end; round++) {
		t = bench_run(round % 2 ? subject : reference, arg, times);
		if (round % 2) {
			best_s = t < best_s ? t : best_s;
			t = bench_run(reference, arg, times);
			best_r = t < best_r ? t : best_r;
		} else {
			best_r = t < best_r ? t : best_r;
			t = bench_run(subject, arg, times);
			best_s = t < best_s ? t : best_s;
		}
	}
	printf("%s,%s,%s,%.6f,%.6f,%.3f\n", name, what,
	       threads ? threads : "-", best_s * 1e6, best_r * 1e6,
	       best_r / best_s);
	fflush(stdout);
}

/* Memory for "size" bytes on a page border. */
static inline void *bench_alloc(size_t size)
{
	void *p = aligned_alloc(4096, (size + 4095) & ~(size_t)4095);

	if (!p)
		abort();
	return p;
}

/* Stop unless "x" and "y" agree to "tolerance" of the larger. */
static inline void bench_same(double x, double y, double tolerance)
{
	if (fabs(x - y) <= tolerance * fmax(1, fmax(fabs(x), fabs(y))))
		return;
	fprintf(stderr, "bench: results differ: %.17g %.17g\n", x, y);
	exit(1);
}

/* How long two things took, one right after the other. */
struct bench_pair {
	double subject, reference;
};

/* Order pairs by how much faster the subject is, for qsort: the one in the middle
   is what to go by where the frequency of the machine changes, which gives one of
   them the better minimum. */
static inline int bench_by_ratio(const void *a, const void *b)
{
	const struct bench_pair *x = (const struct bench_pair *)a;
	const struct bench_pair *y = (const struct bench_pair *)b;
	double r = x->reference * y->subject - y->reference * x->subject;

	return (r > 0) - (r < 0);
}

#endif
