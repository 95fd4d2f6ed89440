/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear.c - the kernels of tensoraot.linear/kernels.c against the same file
   compiled without the plugin, and against linear-hand.c.

     linear [NAME ...]	   these kernels only

   Prints two rows for each kernel, "NAME plain" and "NAME hand".  What the
   kernel overwrites is restored before each run, which is not timed.  The
   results of all three have to agree. */
#include "data.h"

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

/* Set "d" up for "k": a quadratic kernel has two matrices of 72 MB, a cubic one
   seven of up to 5 MB. */
static void set_up(struct data *d, const struct kernel *k)
{
	struct linear *l = &d->l;
	int n = k->degree == 2 ? 3000 : 800;

	memset(d, 0, sizeof *d);
	d->kind = k->kind;
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
	data_set_up(d, k->degree == 2 ? 2 : LINEAR_MATRICES);
}

/* Stop unless the arrays of "d" hold the result of "k" after "who" ran. */
static void compare(const struct data *d, const struct kernel *k,
		    const char *who)
{
	if (!data_agrees(d, k->name, who))
		exit(1);
}

enum { MOST_PAIRS = 1000 };

/* Return the pair of the median ratio of runs of "k" and of the version by hand, in
   turn as long as half a second and at least five times. */
static struct bench_pair median(struct data *d, const struct kernel *k)
{
	static struct bench_pair p[MOST_PAIRS];
	double end = bench_now() + .5;
	int n = 0;

	while (n < MOST_PAIRS && (n < 5 || bench_now() < end)) {
		if (n % 2)
			p[n].reference = data_timed(d, k->hand);
		p[n].subject = data_timed(d, k->kernel);
		if (n % 2 == 0)
			p[n].reference = data_timed(d, k->hand);
		n++;
	}
	qsort(p, (size_t)n, sizeof *p, bench_by_ratio);
	return p[n / 2];
}

/* Print the row of "k" against "what", which took "reference" seconds. */
static void row(const struct kernel *k, const char *what, double subject,
		double reference)
{
	const char *threads = getenv("OMP_NUM_THREADS");

	printf("linear,%s %s,%s,%.3f,%.3f,%.3f\n", k->name, what,
	       threads ? threads : "-", subject * 1e6, reference * 1e6,
	       reference / subject);
	fflush(stdout);
}

/* Measure "k" against the plain build, which runs twice, and the version by hand. */
static void measure(const struct kernel *k)
{
	struct bench_pair pair;
	double plain, t;
	struct data d;

	set_up(&d, k);
	plain = data_timed(&d, k->plain);
	data_remember(&d);
	data_timed(&d, k->kernel);
	compare(&d, k, "the kernel");
	data_timed(&d, k->hand);
	compare(&d, k, "the version by hand");
	pair = median(&d, k);
	t = data_timed(&d, k->plain);
	row(k, "plain", pair.subject, t < plain ? t : plain);
	row(k, "hand", pair.subject, pair.reference);
	data_tear_down(&d);
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
