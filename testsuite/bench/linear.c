/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear.c - the kernels of tensoraot.linear/kernels.c against the same file
   compiled without the plugin, and against linear-hand.c.

     linear [NAME ...]	   these kernels only

   Prints two rows for each kernel, "NAME plain" and "NAME hand".  What the
   kernel overwrites is restored before each run, which is not timed.  The
   results of all three have to agree. */
#include "bench.h"
#include "../tensoraot.linear/linear.h"

#include <float.h>
#include <string.h>

#define NARRAYS (LINEAR_MATRICES + LINEAR_VECTORS)

typedef void run(const struct linear *);

struct kernel {
	const char *name;
	enum linear_kind kind;
	int degree;
	run *kernel, *plain, *hand;
};

#define X(name, kind, degree) void hand_run_##name(const struct linear *);
LINEAR_KERNELS(X)
#undef X

static const struct kernel kernels[] = {
#define X(name, kind, degree)                                                  \
	{#name,	     LINEAR_##kind,    degree,                                 \
	 run_##name, plain_run_##name, hand_run_##name},
	LINEAR_KERNELS(X)
#undef X
};

/* One kernel under measurement: its data, what they were before, which of
   the arrays it overwrites, and the result of the plain build. */
struct bench {
	const struct kernel *k;
	struct linear l;
	double **array[NARRAYS], *before[NARRAYS], *result[NARRAYS];
	int changed[NARRAYS];
};

/* The number of elements of array "i" of "b". */
static size_t length(const struct bench *b, int i)
{
	return i < LINEAR_MATRICES ? b->l.room : b->l.len;
}

/* Set the sizes and arrays of "b" up for "k": a quadratic kernel has two
   matrices of 72 MB, a cubic one seven of up to 5 MB. */
static void set_up(struct bench *b, const struct kernel *k)
{
	struct linear *l = &b->l;
	double **array[NARRAYS] = {&l->a,  &l->b, &l->c,  &l->d,  &l->e,
				   &l->f,  &l->g, &l->u1, &l->v1, &l->u2,
				   &l->v2, &l->x, &l->y,  &l->z,  &l->w};
	int n = k->degree == 2 ? 3000 : 800;

	memset(b, 0, sizeof *b);
	b->k = k;
	l->n = l->m = l->k = n;
	l->room = (size_t)n * n + LINEAR_MARGIN;
	l->len = n + LINEAR_MARGIN;
	if (!strcmp(k->name, "doitgen")) {
		l->n = l->m = 50;
		l->k = 220;
	} else if (!strcmp(k->name, "gramschmidt")) {
		l->n = 300;
		l->m = 600;
	}
	for (int i = 0; i < NARRAYS; i++) {
		b->array[i] = array[i];
		if (k->degree == 2 && i >= 2 && i < LINEAR_MATRICES)
			continue;
		*array[i] = bench_alloc(length(b, i) * sizeof(double));
		b->before[i] = bench_alloc(length(b, i) * sizeof(double));
	}
	linear_fill(l, k->kind);
	for (int i = 0; i < NARRAYS; i++)
		if (b->before[i])
			memcpy(b->before[i], *b->array[i],
			       length(b, i) * sizeof(double));
}

/* Free what set_up and remember allocated for "b". */
static void tear_down(struct bench *b)
{
	for (int i = 0; i < NARRAYS; i++) {
		free(*b->array[i]);
		free(b->before[i]);
		free(b->result[i]);
	}
}

/* Run "f" on the data as they were before; the result is its seconds. */
static double timed(struct bench *b, run *f)
{
	double start;

	for (int i = 0; i < NARRAYS; i++)
		if (b->changed[i])
			memcpy(*b->array[i], b->before[i],
			       length(b, i) * sizeof(double));
	start = bench_now();
	f(&b->l);
	return bench_now() - start;
}

/* Keep what the arrays of "b" hold as the result to compare with. */
static void remember(struct bench *b)
{
	for (int i = 0; i < NARRAYS; i++) {
		size_t size = length(b, i) * sizeof(double);

		if (!b->before[i] || !memcmp(*b->array[i], b->before[i], size))
			continue;
		b->changed[i] = 1;
		b->result[i] = bench_alloc(size);
		memcpy(b->result[i], *b->array[i], size);
	}
}

/* Stop unless the arrays of "b" hold that result, to a tolerance scaled by
   the sizes and the largest element. */
static void compare(const struct bench *b, const char *who)
{
	for (int i = 0; i < NARRAYS; i++) {
		const double *x = *b->array[i];
		const double *y = b->result[i] ? b->result[i] : b->before[i];
		double most = 1, tolerance;

		if (!y)
			continue;
		for (size_t j = 0; j < length(b, i); j++)
			most = fmax(most, fabs(y[j]));
		tolerance = 64 * DBL_EPSILON * (b->l.n + b->l.m) * most;
		for (size_t j = 0; j < length(b, i); j++)
			if (!(fabs(x[j] - y[j]) <= tolerance)) {
				fprintf(stderr,
					"linear: %s of %s: array %d, element "
					"%zu is %.17g, not %.17g\n",
					who, b->k->name, i, j, x[j], y[j]);
				exit(1);
			}
	}
}

/* Lower "best" to what "f" takes now. */
static void improve(struct bench *b, run *f, double *best)
{
	double t = timed(b, f);

	*best = t < *best ? t : *best;
}

/* Print the row of "b" against "what", which took "reference" seconds. */
static void row(const struct bench *b, const char *what, double subject,
		double reference)
{
	const char *threads = getenv("OMP_NUM_THREADS");

	printf("linear,%s %s,%s,%.3f,%.3f,%.3f\n", b->k->name, what,
	       threads ? threads : "-", subject * 1e6, reference * 1e6,
	       reference / subject);
	fflush(stdout);
}

/* Measure "k", in turn with the others: the plain build twice, the other two
   as long as half a second and at least three times. */
static void measure(const struct kernel *k)
{
	double plain, kernel = 1e9, hand = 1e9, end;
	struct bench b;

	set_up(&b, k);
	plain = timed(&b, k->plain);
	remember(&b);
	timed(&b, k->kernel);
	compare(&b, "the kernel");
	timed(&b, k->hand);
	compare(&b, "the version by hand");
	end = bench_now() + .5;
	for (int i = 0; i < 3 || bench_now() < end; i++) {
		improve(&b, i % 2 ? k->hand : k->kernel,
			i % 2 ? &hand : &kernel);
		improve(&b, i % 2 ? k->kernel : k->hand,
			i % 2 ? &kernel : &hand);
	}
	improve(&b, k->plain, &plain);
	row(&b, "plain", kernel, plain);
	row(&b, "hand", kernel, hand);
	tear_down(&b);
}

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof kernels / sizeof kernels[0]; i++) {
		int wanted = argc == 1;

		for (int j = 1; j < argc; j++)
			wanted |= !strcmp(argv[j], kernels[i].name);
		if (wanted)
			measure(&kernels[i]);
	}
	return 0;
}
