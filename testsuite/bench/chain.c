/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chain.c - the kernels of chain.h, each against what it should reach.

     chain [-m FILE] [NAME ...]	rows of these names only

   Rows "NAME triad": a memory-bound kernel, and how long a triad compiled plain
   takes for as many bytes; "NAME -O3", "NAME -Ofast": a math-bound one against
   the same C on one thread; "NAME hand": a chain against CBLAS and OpenMP.  The
   rows are of the best times; those of medians go to FILE.  What a kernel
   computes has to be what its plain twin does, or the one by hand.  */
#include "bench.h"
#include "chain.h"

#include <string.h>

enum {
	MEMORY_ROWS = 4096, MEMORY_COLS = 2048,
	MATH_ROWS = 1024, MATH_COLS = 4096, MOST = 512
};

typedef void run(struct chain *);

/* The names that are wanted, "nnames" of them; none: all. */
static int nnames;
static char **names;

/* Where medians go, or NULL. */
static FILE *medians;

/* Is the row "name", of a kernel and its type, wanted? */
static int wanted(const char *name)
{
	size_t len = strcspn(name, " ");

	for (int i = 0; i < nnames; i++)
		if (strlen(names[i]) == len && !strncmp(names[i], name, len))
			return 1;
	return !nnames;
}

/* Times of several things that run in turn. */
struct times {
	int n;
	double t[MOST];
};

/* Run "f" on "c" and add its seconds to "t". */
static void timed(struct times *t, run *f, struct chain *c)
{
	double start = bench_now();

	f(c);
	t->t[t->n++ % MOST] = bench_now() - start;
}

/* Order times. */
static int compare_times(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

/* The least of "t" and, through "median", the median. */
static double best(struct times *t, double *median)
{
	int n = t->n < MOST ? t->n : MOST;

	qsort(t->t, n, sizeof(double), compare_times);
	*median = t->t[n / 2];
	return t->t[0];
}

/* Print the row of "name" and "what": best times "s" and "r" in seconds,
   medians "ms" and "mr". */
static void row(const char *name, const char *what, double s, double r,
		double ms, double mr)
{
	const char *threads = getenv("OMP_NUM_THREADS");

	printf("chain,%s %s,%s,%.3f,%.3f,%.3f\n", name, what,
	       threads ? threads : "-", s * 1e6, r * 1e6, r / s);
	fflush(stdout);
	if (medians)
		fprintf(medians, "chain,%s %s,%s,%.3f,%.3f,%.3f\n", name, what,
			threads ? threads : "-", ms * 1e6, mr * 1e6, mr / ms);
}

/* Run the "n" of "f" on "c" in turn for "seconds", 7 times at least, and put
   their best times and medians into "least" and "median". */
static void measure(int n, run *const *f, struct chain *c, double seconds,
		    double *least, double *median)
{
	struct times *t = calloc(n, sizeof(*t));
	double end;

	if (!t)
		abort();
	for (int i = 0; i < n; i++)
		f[i](c);
	end = bench_now() + seconds;
	for (int round = 0; round < 7 || bench_now() < end; round++)
		for (int i = 0; i < n; i++)
			timed(&t[(i + round) % n], f[(i + round) % n], c);
	for (int i = 0; i < n; i++)
		least[i] = best(&t[i], &median[i]);
	free(t);
}

/* Fill the "n" elements from "x" on with numbers from "lo" to "hi". */
static void fill(float *x, size_t n, float lo, float hi)
{
	unsigned seed = 12345;

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		x[i] = lo + (hi - lo) * (float)(seed >> 8) / (1 << 24);
	}
}

/* The same of doubles. */
static void fill_doubles(double *x, size_t n, double lo, double hi)
{
	unsigned seed = 12345;

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		x[i] = lo + (hi - lo) * (double)(seed >> 8) / (1 << 24);
	}
}

/* Stop unless "f" leaves in the "n" floats of c->f[out] what "ref" does, each
   on the input that is there and the result that "c" has now. */
static void check(struct chain *c, run *f, run *ref, int out, size_t n)
{
	size_t size = n * sizeof(float);
	float *old = bench_alloc(size), *x = bench_alloc(size);

	memcpy(old, c->f[out], size);
	ref(c);
	memcpy(x, c->f[out], size);
	memcpy(c->f[out], old, size);
	f(c);
	for (size_t i = 0; i < n; i++)
		bench_same(c->f[out][i], x[i], 2e-4);
	free(old);
	free(x);
}

/* The same of doubles, and of the sum. */
static void check_doubles(struct chain *c, run *f, run *ref, int out, size_t n)
{
	size_t size = n * sizeof(double);
	double *old = bench_alloc(size), *x = bench_alloc(size);
	double before = c->sum, sum;

	memcpy(old, c->x[out], size);
	ref(c);
	sum = c->sum;
	c->sum = before;
	memcpy(x, c->x[out], size);
	memcpy(c->x[out], old, size);
	f(c);
	bench_same(c->sum, sum, 1e-9);
	c->sum = before;
	for (size_t i = 0; i < n; i++)
		bench_same(c->x[out][i], x[i], 1e-9);
	free(old);
	free(x);
}

/* Make the row of the memory-bound kernel "name", that moves "bytes" for each
   element. */
static void memory(const char *name, run *f, run *plain, int bytes,
		   struct chain *c)
{
	run *const all[] = {f, hand_run_triad};
	double least[2], median[2], scale = bytes / 32.0;

	if (!wanted(name))
		return;
	for (int i = 0; i < 4; i++) {
		fill(c->f[i], c->n, 0.1f, 1);
		fill_doubles(c->x[i % 3], c->n, 0.1, 1);
	}
	c->sum = 0.5;
	for (int i = 0; i < 4; i++)
		check(c, f, plain, i, c->n);
	for (int i = 0; i < 3; i++)
		check_doubles(c, f, plain, i, c->n);
	measure(2, all, c, 1, least, median);
	row(name, "triad", least[0], least[1] * scale, median[0],
	    median[1] * scale);
}

/* Measure everything that is bound by memory. */
static void all_memory(void)
{
	struct chain c = {.n = MEMORY_ROWS * MEMORY_COLS, .rows = MEMORY_ROWS,
			  .cols = MEMORY_COLS};

	for (int i = 0; i < 5; i++)
		c.f[i] = bench_alloc(c.n * sizeof(float));
	fill(c.f[4], c.n, -1, 1);
	for (int i = 0; i < 3; i++)
		c.x[i] = bench_alloc(c.n * sizeof(double));
#define ROW(name, bytes) memory(#name, run_##name, o3_run_##name, bytes, &c);
	CHAIN_MEMORY(ROW)
#undef ROW
	for (int i = 0; i < 5; i++)
		free(c.f[i]);
	for (int i = 0; i < 3; i++)
		free(c.x[i]);
}

/* Make the rows of the math-bound kernel "name". */
static void math(const char *name, run *f, run *o3, run *ofast,
		 struct chain *c)
{
	run *const all[] = {f, o3, ofast};
	double least[3], median[3];

	if (!wanted(name))
		return;
	check(c, f, o3, 1, c->n);
	check_doubles(c, f, o3, 1, c->n);
	measure(3, all, c, 0.3, least, median);
	row(name, "-O3", least[0], least[1], median[0], median[1]);
	row(name, "-Ofast", least[0], least[2], median[0], median[2]);
}

/* Measure everything that is bound by functions of libm. */
static void all_math(void)
{
	struct chain c = {.n = MATH_ROWS * MATH_COLS, .rows = MATH_ROWS,
			  .cols = MATH_COLS};

	for (int i = 0; i < 2; i++) {
		c.f[i] = bench_alloc(4 * c.n * sizeof(float));
		c.x[i] = bench_alloc(4 * c.n * sizeof(double));
		fill(c.f[i], 4 * c.n, 0.01f, 4);
		fill_doubles(c.x[i], 4 * c.n, 0.01, 4);
	}
#define ROW(name)                                                              \
	c.rows = !strcmp(#name, "softmax") ? 4 * MATH_ROWS : MATH_ROWS;        \
	c.n = (long)c.rows * c.cols;                                           \
	math(#name " f32", run_##name##_f32, o3_run_##name##_f32,              \
	     ofast_run_##name##_f32, &c);                                      \
	math(#name " f64", run_##name##_f64, o3_run_##name##_f64,              \
	     ofast_run_##name##_f64, &c);
	CHAIN_MATH(ROW)
#undef ROW
	for (int i = 0; i < 2; i++) {
		free(c.f[i]);
		free(c.x[i]);
	}
}

/* Make the row of the chain "name", whose result is "size" elements of
   c->f[out]. */
static void chain(const char *name, run *f, run *hand, int out, size_t size,
		  struct chain *c)
{
	run *const all[] = {f, hand};
	double least[2], median[2];

	if (!wanted(name))
		return;
	check(c, f, hand, out, size);
	measure(2, all, c, 1, least, median);
	row(name, "hand", least[0], least[1], median[0], median[1]);
}

/* Measure everything around products of matrices. */
static void all_chains(void)
{
	enum { ROOM = 4 << 20, T = CHAIN_TOKENS, D = CHAIN_WIDTH };
	struct chain c = {.n = 0};

	for (int i = 0; i < 9; i++) {
		c.f[i] = bench_alloc(ROOM * sizeof(float));
		fill(c.f[i], ROOM, -0.1f, 0.1f);
	}
	chain("normalised", run_normalised, hand_run_normalised, 2,
	      CHAIN_ROWS * CHAIN_COLS, &c);
	chain("attention", run_attention, hand_run_attention, 4,
	      CHAIN_TIME * CHAIN_HEAD, &c);
	chain("mlp", run_mlp, hand_run_mlp, 6, T * D, &c);
	chain("block", run_block, hand_run_block, 7, T * D, &c);
	for (int i = 0; i < 9; i++)
		free(c.f[i]);
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "-m")) {
		medians = fopen(argv[2], "a");
		if (!medians) {
			perror(argv[2]);
			return 1;
		}
		argc -= 2;
		argv += 2;
	}
	nnames = argc - 1;
	names = argv + 1;
	all_memory();
	all_math();
	all_chains();
	return 0;
}
