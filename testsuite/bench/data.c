/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data.c - the kernels of data-kernels.h against the same functions as the compiler makes
   them with the same flags, without the plugin.

   Data are what they often are: bytes of an image in runs, tokens of which few are
   frequent, sparse rows of five elements those of a grid, everything else uniform; the
   same in every run.  The results of both are
   compared, element by element.  "data NAME ..." runs these alone.  */
#include "bench.h"
#include "data-kernels.h"

#include <string.h>

enum { MOST_ARRAYS = 16, WIDTH = 64 };

static void *room[MOST_ARRAYS];
static int narrays;
static unsigned long long state;

/* The next of random numbers in [0, 1), the same ones for each problem. */
static double uniform(void)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (double)(state >> 11) * 0x1p-53;
}

/* Memory of "size" bytes for the arrays of a problem. */
static void *array(size_t size)
{
	if (narrays == MOST_ARRAYS)
		abort();
	room[narrays] = bench_alloc(size);
	return room[narrays++];
}

/* "n" floats in [lo, hi). */
static float *floats(size_t n, double lo, double hi)
{
	float *x = array(n * sizeof *x);

	for (size_t i = 0; i < n; i++)
		x[i] = (float)(lo + (hi - lo) * 0.999999 * uniform());
	return x;
}

/* "n" doubles in [lo, hi). */
static double *doubles(size_t n, double lo, double hi)
{
	double *x = array(n * sizeof *x);

	for (size_t i = 0; i < n; i++)
		x[i] = lo + (hi - lo) * uniform();
	return x;
}

/* "n" places of "m". */
static int *places(size_t n, int m)
{
	int *at = array(n * sizeof *at);

	for (size_t i = 0; i < n; i++)
		at[i] = (int)(m * uniform());
	return at;
}

/* "n" tokens of "m", token r as often as 1 / (r + 1) says. */
static int *tokens(size_t n, int m)
{
	int *at = array(n * sizeof *at);

	for (size_t i = 0; i < n; i++)
		at[i] = (int)pow(m + 0.999, uniform()) - 1;
	return at;
}

/* "n" bytes of an image: what is beside is often the same, or nearly. */
static unsigned char *image(size_t n)
{
	unsigned char *b = array(n);
	int v = 128;

	for (size_t i = 0; i < n; i++) {
		double u = uniform();

		if (u < 0.02)
			v = (int)(256 * uniform());
		else if (u < 0.5)
			v += (int)(5 * uniform()) - 2;
		v = v < 0 ? 0 : v > 255 ? 255 : v;
		b[i] = (unsigned char)v;
	}
	return b;
}

enum { GRID = 5 };

/* The first elements of "n" rows, and where the last one ends: those of a grid are of
   GRID elements, but for one in 64, others of about "m". */
static int *row_starts(int n, int m)
{
	int *row = array((n + 1) * sizeof *row);

	row[0] = 0;
	for (int i = 0; i < n; i++)
		row[i + 1] = row[i] + (m == GRID
			? GRID - (uniform() < 1. / 64)
			: m / 2 + (int)((m + 1) * uniform()));
	return row;
}

/* The columns of the elements of these rows: of a grid its neighbours in it, of others
   any. */
static int *row_places(int n, int m, const int *row)
{
	int *at = places(row[n], n), w = (int)sqrt(n);
	const int far[GRID] = { -w, -1, 0, 1, w };

	for (int i = 0; i < n && m == GRID; i++)
		for (int k = row[i]; k < row[i + 1]; k++)
			at[k] = (i + far[k - row[i]] + n) % n;
	return at;
}

/* The numbers below "n" in another order. */
static int *shuffled(int n)
{
	int *at = array(n * sizeof *at);

	for (int i = 0; i < n; i++)
		at[i] = i;
	for (int i = n - 1; i > 0; i--) {
		int j = (int)((i + 1) * uniform()), t = at[i];

		at[i] = at[j];
		at[j] = t;
	}
	return at;
}

/* Let "p" make "n" elements of "type", besides what it makes already. */
static void makes(struct data_problem *p, enum data_type type, size_t n)
{
	static const size_t size[] = {
		1, sizeof(int), sizeof(float), sizeof(double)
	};
	struct data_result *out = &p->out[p->out[0].at != NULL];

	out->type = type;
	out->n = n;
	out->at = array(n * size[type]);
	memset(out->at, 0, n * size[type]);
}

static void loss_data(struct data_problem *p)
{
	p->f[0] = floats((size_t)p->n * p->m, 0.01, 1);
	p->at[0] = places(p->n, p->m);
	makes(p, DATA_FLOATS, 1);
}

static void rows_data(struct data_problem *p)
{
	p->k = WIDTH;
	p->f[0] = floats((size_t)p->m * WIDTH, -1, 1);
	p->at[0] = tokens(p->n, p->m);
	makes(p, DATA_FLOATS, (size_t)p->n * WIDTH);
}

static void lut_data(struct data_problem *p)
{
	p->b[0] = image(p->n);
	p->b[1] = image(256);
	makes(p, DATA_BYTES, p->n);
}

static void ell_data(struct data_problem *p)
{
	p->f[0] = floats((size_t)p->n * DATA_ENTRIES, -1, 1);
	p->at[0] = places((size_t)p->n * DATA_ENTRIES, p->n);
	p->f[1] = floats(p->n, -1, 1);
	makes(p, DATA_FLOATS, p->n);
}

/* An image that is turned a little, and a little larger. */
static void bilinear_data(struct data_problem *p)
{
	int w = p->m;

	p->f[0] = floats(p->n, 0, 1);
	p->f[1] = floats(p->n, 0, 1);
	p->f[2] = floats((size_t)w * w, 0, 1);
	for (int i = 0; i < p->n; i++) {
		p->f[0][i] = 0.1f * w + 0.7f * (i % w) + 0.1f * (i / w);
		p->f[1][i] = 0.2f * w + 0.7f * (i / w) - 0.1f * (i % w);
	}
	makes(p, DATA_FLOATS, p->n);
}

static void permute_data(struct data_problem *p)
{
	p->x[0] = doubles(p->n, -1, 1);
	p->at[0] = shuffled(p->n);
	makes(p, DATA_DOUBLES, p->n);
}

/* n rows, or columns, of about m elements. */
static void csr_data(struct data_problem *p)
{
	p->at[0] = row_starts(p->n, p->m);
	p->at[1] = row_places(p->n, p->m, p->at[0]);
	p->x[0] = doubles(p->at[0][p->n], -1, 1);
	p->x[1] = doubles(p->n, -1, 1);
	makes(p, DATA_DOUBLES, p->n);
}

static void newton_data(struct data_problem *p)
{
	p->x[0] = doubles(p->n, 0.01, 100);
	makes(p, DATA_DOUBLES, p->n);
}

static void mandel_data(struct data_problem *p)
{
	makes(p, DATA_INTS, (size_t)p->n * p->m);
}

/* A sorted table of m numbers in [0, 1]. */
static float *sorted(int m)
{
	float *x = floats(m, 0, 1);
	double sum = 0, all = 0;

	for (int i = 0; i < m; i++)
		all += x[i];
	for (int i = 0; i < m; i++) {
		sum += x[i];
		x[i] = (float)(sum / all);
	}
	return x;
}

static void search_data(struct data_problem *p)
{
	p->f[0] = floats(p->n, 0, 1);
	p->f[1] = sorted(p->m);
	makes(p, DATA_INTS, p->n);
}

static void bytes_data(struct data_problem *p)
{
	p->b[0] = image(p->n);
	makes(p, DATA_INTS, 256);
}

static void floats_data(struct data_problem *p)
{
	p->f[0] = floats(p->n, 0, 1);
	makes(p, DATA_INTS, p->m);
}

static void bincount_data(struct data_problem *p)
{
	p->at[0] = places(p->n, p->m);
	p->x[0] = doubles(p->n, 0, 1);
	makes(p, DATA_DOUBLES, p->m);
}

/* Nine of ten are taken for what they are. */
static void confusion_data(struct data_problem *p)
{
	p->at[0] = places(p->n, p->m);
	p->at[1] = places(p->n, p->m);
	for (int i = 0; i < p->n; i++)
		if (uniform() < 0.9)
			p->at[1][i] = p->at[0][i];
	makes(p, DATA_INTS, (size_t)p->m * p->m);
}

static void kmeans_data(struct data_problem *p)
{
	p->at[0] = places(p->n, DATA_MEANS);
	p->f[0] = floats((size_t)p->n * DATA_DIMS, 0, 1);
	makes(p, DATA_FLOATS, DATA_MEANS * DATA_DIMS);
	makes(p, DATA_INTS, DATA_MEANS);
}

static void gradient_data(struct data_problem *p)
{
	p->k = WIDTH;
	p->at[0] = tokens(p->n, p->m);
	p->f[0] = floats((size_t)p->n * WIDTH, 0, 1);
	makes(p, DATA_FLOATS, (size_t)p->m * WIDTH);
}

static void deposit_data(struct data_problem *p)
{
	p->f[0] = floats(p->n, 0, p->m - 1);
	p->f[1] = floats(p->n, 0, p->m - 1);
	makes(p, DATA_FLOATS, (size_t)p->m * p->m);
}

static void most_data(struct data_problem *p)
{
	p->at[0] = places(p->n, p->m);
	p->f[0] = floats(p->n, -1, 1);
	makes(p, DATA_FLOATS, p->m);
}

#define first_data search_data
#define csc_data csr_data
#define inverse_data permute_data

typedef void run(struct data_problem *);

/* The two ways of a kernel, what sets a problem up, and how far results may lie
   apart. */
static const struct way {
	const char *name;
	run *kernel, *plain, *set_up;
	double error;
} ways[] = {
#define ROW(name, error)                                                      \
	{ #name, run_##name, plain_run_##name, name##_data, error },
	DATA_LOOKUPS(ROW) DATA_LOOPS(ROW) DATA_SCATTERS(ROW)
};

/* Two or three sizes of each: in the first-level cache, in the second, past it. */
static const struct size {
	const char *name;
	int n, m;
} sizes[] = {
	{ "loss", 1000, 10 },	     { "loss", 20000, 100 },
	{ "loss", 200000, 100 },	     { "rows", 512, 1000 },
	{ "rows", 8192, 50000 },     { "rows", 65536, 50000 },
	{ "lut", 4096, 0 },	     { "lut", 262144, 0 },
	{ "lut", 16777216, 0 },	     { "ell", 1000, 0 },
	{ "ell", 20000, 0 },	     { "ell", 500000, 0 },
	{ "bilinear", 4096, 64 },    { "bilinear", 262144, 512 },
	{ "bilinear", 4194304, 2048 }, { "permute", 1000, 0 },
	{ "permute", 100000, 0 },    { "permute", 4000000, 0 },
	{ "csr", 3000, 5 },	     { "csr", 400000, 5 },
	{ "csr", 1000, 16 },	     { "csr", 150000, 16 },
	{ "csr", 200, 100 },	     { "csr", 30000, 100 },
	{ "newton", 1000, 0 },	     { "newton", 100000, 0 },
	{ "mandel", 60, 90 },	     { "mandel", 400, 600 },
	{ "search", 1000, 1000 },    { "search", 100000, 4096 },
	{ "search", 100000, 4000000 }, { "first", 1000, 100 },
	{ "first", 20000, 1000 },    { "bytes", 4096, 0 },
	{ "bytes", 307200, 0 },	     { "bytes", 16777216, 0 },
	{ "floats", 4096, 100 },     { "floats", 200000, 100 },
	{ "floats", 8000000, 100 },  { "bincount", 4096, 1000 },
	{ "bincount", 100000, 1000 }, { "bincount", 4000000, 1000 },
	{ "confusion", 4096, 10 },   { "confusion", 200000, 10 },
	{ "confusion", 4000000, 10 }, { "kmeans", 500, 0 },
	{ "kmeans", 20000, 0 },	     { "kmeans", 500000, 0 },
	{ "csc", 3000, 5 },	     { "csc", 400000, 5 },
	{ "csc", 1000, 16 },	     { "csc", 150000, 16 },
	{ "gradient", 64, 1000 },    { "gradient", 4096, 1000 },
	{ "gradient", 65536, 50000 }, { "deposit", 4096, 64 },
	{ "deposit", 100000, 256 },  { "deposit", 2000000, 1024 },
	{ "most", 4096, 100 },	     { "most", 200000, 1000 },
	{ "most", 4000000, 1000 },   { "inverse", 1000, 0 },
	{ "inverse", 100000, 0 },    { "inverse", 4000000, 0 },
};

/* Element "i" of "r". */
static double element(const struct data_result *r, const void *at, size_t i)
{
	switch (r->type) {
	case DATA_BYTES:
		return ((const unsigned char *)at)[i];
	case DATA_INTS:
		return ((const int *)at)[i];
	case DATA_FLOATS:
		return ((const float *)at)[i];
	default:
		return ((const double *)at)[i];
	}
}

/* Run both ways of "way" for "p" and stop unless they make the same. */
static void compare(const struct way *way, struct data_problem *p)
{
	struct data_problem q = *p;

	for (int k = 0; k < 2 && p->out[k].at; k++) {
		q.out[k].at = NULL;
		makes(&q, p->out[k].type, p->out[k].n);
	}
	way->kernel(p);
	way->plain(&q);
	for (int k = 0; k < 2 && p->out[k].at; k++)
		for (size_t i = 0; i < p->out[k].n; i++)
			bench_same(element(&p->out[k], p->out[k].at, i),
				   element(&p->out[k], q.out[k].at, i),
				   way->error);
}

/* The functions of "way" for bench_compare, which gives them an argument of no type. */
static const struct way *now;
static void kernel(void *p)
{
	now->kernel(p);
}
static void plain(void *p)
{
	now->plain(p);
}

/* Measure "way" for the sizes "size". */
static void measure(const struct way *way, const struct size *size)
{
	struct data_problem p = { .n = size->n, .m = size->m };
	char what[64];

	state = 1;
	way->set_up(&p);
	compare(way, &p);
	snprintf(what, sizeof what, size->m ? "%s %d x %d" : "%s %d",
		 way->name, size->n, size->m);
	now = way;
	bench_compare("data", what, .2, kernel, plain, &p);
	while (narrays > 0)
		free(room[--narrays]);
}

/* Whether "name" is among the "n" arguments "arg", or there are none. */
static int wanted(const char *name, int n, char **arg)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(arg[i], name))
			return 1;
	return !n;
}

int main(int argc, char **argv)
{
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
			if (!strcmp(ways[w].name, sizes[i].name)
			    && wanted(ways[w].name, argc - 1, argv + 1))
				measure(&ways[w], &sizes[i]);
	return 0;
}
