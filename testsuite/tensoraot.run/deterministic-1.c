/* What several threads add up comes out the same, to the bit, on every run and
   for every number of threads: sums, products, extrema, one loop and two, one
   sum and several.  If this fails, partial results are joined in the order in
   which threads arrive, or shared out by how many there are.  */
#include <stdlib.h>
#include <string.h>

extern void omp_set_num_threads(int) __attribute__((weak));

enum { N = 700001 };
static float x[N];
static double y[N];
static int v[N];

struct result {
	float sum, least, grid;
	double dot, product, most;
	int total;
	unsigned bits;
};

__attribute__((noinline)) void add(long n, struct result *r)
{
	float s = r->sum;
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		s -= x[i] * 3;
	r->sum = s;
}

__attribute__((noinline)) void several(long n, struct result *r)
{
	double dot = 0, most = -1;
	float least = 1;
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		dot += x[i] * y[i];
		most = y[i] > most ? y[i] : most;
		least = x[i] < least ? x[i] : least;
	}
	r->dot = dot;
	r->most = most;
	r->least = least;
}

__attribute__((noinline)) void multiply(long n, struct result *r)
{
	double p = 1;
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		p *= y[i];
	r->product = p;
}

__attribute__((noinline)) void integers(long n, struct result *r)
{
	int s = 0;
	unsigned bits = 0;
#pragma tensoraot kernel
	for (long i = 0; i < n; i++) {
		s += v[i] * 7;
		bits ^= (unsigned)v[i];
	}
	r->total = s;
	r->bits = bits;
}

__attribute__((noinline)) void grid(long n, long m, float *out)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		for (long j = 0; j < m; j++)
			out[0] += x[i * m + j];
}

static struct result run(int threads)
{
	struct result r;

	memset(&r, 0, sizeof r);
	if (omp_set_num_threads)
		omp_set_num_threads(threads);
	add(N, &r);
	several(N - 3, &r);
	multiply(N, &r);
	integers(N, &r);
	grid(700, 999, &r.grid);
	return r;
}

/* Whether "x" and "y" are the same, to the bit; no value is a zero. */
static int same(const struct result *x, const struct result *y)
{
	return x->sum == y->sum && x->least == y->least && x->grid == y->grid
	       && x->dot == y->dot && x->product == y->product
	       && x->most == y->most && x->total == y->total
	       && x->bits == y->bits;
}

int main(void)
{
	struct result first, r;
	int total = 0;
	unsigned s = 1;

	for (int i = 0; i < N; i++) {
		s = s * 1103515245 + 12345;
		x[i] = (float)(s >> 8) / 16777216 - .5f;
		y[i] = 1 + (x[i] - .01) * 1e-4;
		v[i] = (int)(s >> 26);
		total += v[i] * 7;
	}
	first = run(1);
	if (first.total != total)
		abort();
	for (int i = 0; i < 18; i++) {
		r = run(i % 6 + 1);
		if (!same(&r, &first))
			abort();
	}
	return 0;
}
