/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - runs each kernel of kernels.c and stencils.c and its plain twin on
   the same data, for sizes that are 0, 1, odd, and about those of vectors
   and tiles, and compares all of memory.

   Two results agree if they differ by a tolerance that grows with the size
   and is scaled by the largest element of the array; where one is no finite
   number, the other is of the same kind. What no kernel may write, it keeps,
   to the bit. Prints "N kernels, N runs, N wrong", and fails if any is wrong
   or a plain run with work to do changed nothing.  */
#include "linear.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct kernel {
	const char *name;
	enum linear_kind kind;
	void (*kernel)(const struct linear *), (*plain)(const struct linear *);
};

static const struct kernel kernels[] = {
#define X(name, kind, degree)                                                  \
	{#name, LINEAR_##kind, run_##name, plain_run_##name},
	LINEAR_KERNELS(X) STENCIL_KERNELS(X)
#undef X
};

static const int sizes[][3] = {
	{0, 0, 0},    {0, 3, 5},    {4, 0, 3},	  {3, 4, 0},
	{1, 1, 1},    {1, 7, 3},    {2, 1, 9},	  {5, 7, 3},
	{15, 17, 16}, {32, 32, 32}, {33, 33, 33}, {31, 34, 33},
	{64, 65, 63}, {65, 64, 66}, {65, 65, 65}, {97, 101, 67},
};

/* Allocate the arrays of "l" for its sizes, with a margin behind each. */
static void allocate(struct linear *l)
{
	double **array[] = {&l->a,  &l->b, &l->c,  &l->d,  &l->e,
			    &l->f,  &l->g, &l->u1, &l->v1, &l->u2,
			    &l->v2, &l->x, &l->y,  &l->z,  &l->w};
	size_t most = (size_t)l->n;

	most = most < (size_t)l->m ? (size_t)l->m : most;
	most = most < (size_t)l->k ? (size_t)l->k : most;
	l->room = 4 * most * most + LINEAR_MARGIN;
	l->len = most + LINEAR_MARGIN;
	for (int i = 0; i < LINEAR_MATRICES + LINEAR_VECTORS; i++) {
		size_t n = i < LINEAR_MATRICES ? l->room : l->len;

		*array[i] = malloc(n * sizeof(double));
		if (!*array[i])
			abort();
	}
}

/* Free the arrays of "l". */
static void release(struct linear *l)
{
	double *array[] = {l->a,  l->b,	 l->c,	l->d, l->e, l->f, l->g, l->u1,
			   l->v1, l->u2, l->v2, l->x, l->y, l->z, l->w};

	for (int i = 0; i < LINEAR_MATRICES + LINEAR_VECTORS; i++)
		free(array[i]);
}

/* Return the largest finite magnitude of the "n" elements of "kind" at "x", at
   least 1. */
static double largest(enum linear_kind kind, const double *x, size_t n)
{
	double most = 1;

	for (size_t i = 0; i < n; i++) {
		double at = fabs(linear_at(kind, x, i));

		if (isfinite(at) && at > most)
			most = at;
	}
	return most;
}

/* Return by how much results of "kind" may differ at the sizes of "l", for
   each unit of their size: ints not at all. */
static double slack(enum linear_kind kind, const struct linear *l)
{
	double eps = kind == LINEAR_FLOAT ? FLT_EPSILON : DBL_EPSILON;

	return kind == LINEAR_INTEGER ? 0 : 64 * eps * (l->n + l->m + l->k + 8);
}

/* Return whether "x" and "y" agree to "tolerance", or are the same kind of
   infinity or NaN. */
static int agree(double x, double y, double tolerance)
{
	if (isfinite(x) && isfinite(y))
		return fabs(x - y) <= tolerance;
	return isnan(x) ? isnan(y) : x == y;
}

/* Compare array "x" of "k" with "y", both of the place of "n" doubles;
   "before" is what both held.  Return whether they agree, and add to "changed"
   how many elements of "y" are not as before.  Those of the margin are
   kept. */
static int same(const struct kernel *k, const struct linear *l, const double *x,
		const double *y, const double *before, size_t n, int *changed)
{
	size_t count = linear_count(k->kind, n);
	size_t used = linear_count(k->kind, n - LINEAR_MARGIN);
	double tolerance = slack(k->kind, l) * largest(k->kind, y, count);

	for (size_t i = 0; i < count; i++) {
		double is = linear_at(k->kind, x, i);
		double wanted = linear_at(k->kind, y, i);

		*changed += wanted != linear_at(k->kind, before, i);
		if (agree(is, wanted, i < used ? tolerance : 0))
			continue;
		printf("%s %d %d %d, %d steps: element %zu is %.17g, not "
		       "%.17g\n",
		       k->name, l->n, l->m, l->k, l->steps, i, is, wanted);
		return 0;
	}
	return 1;
}

/* Run "k" both ways on the sizes of "l".  Return whether they agree. */
static int compare(const struct kernel *k, const struct linear *l,
		   const struct linear *p, const struct linear *before)
{
	int good = 1, changed = 0;

	linear_fill(l, k->kind);
	linear_fill(p, k->kind);
	linear_fill(before, k->kind);
	k->kernel(l);
	k->plain(p);
#define SAME(x, n) same(k, l, l->x, p->x, before->x, n, &changed)
	good &= SAME(a, l->room) & SAME(b, l->room) & SAME(c, l->room);
	good &= SAME(d, l->room) & SAME(e, l->room) & SAME(f, l->room);
	good &= SAME(g, l->room) & SAME(u1, l->len) & SAME(v1, l->len);
	good &= SAME(u2, l->len) & SAME(v2, l->len) & SAME(x, l->len);
	good &= SAME(y, l->len) & SAME(z, l->len) & SAME(w, l->len);
	if (l->n > 2 && l->m > 2 && l->k > 2 && l->steps && !changed) {
		printf("%s: nothing was computed\n", k->name);
		good = 0;
	}
	return good;
}

int main(void)
{
	int nkernels = sizeof kernels / sizeof kernels[0];
	int nsizes = sizeof sizes / sizeof sizes[0], wrong = 0;

	for (int s = 0; s < nsizes; s++) {
		struct linear l[3];

		for (int i = 0; i < 3; i++) {
			l[i].n = sizes[s][0];
			l[i].m = sizes[s][1];
			l[i].k = sizes[s][2];
			l[i].steps = s % 7;
			allocate(&l[i]);
		}
		for (int i = 0; i < nkernels; i++)
			wrong += !compare(&kernels[i], &l[0], &l[1], &l[2]);
		for (int i = 0; i < 3; i++)
			release(&l[i]);
	}
	printf("%d kernels, %d runs, %d wrong\n", nkernels, nkernels * nsizes,
	       wrong);
	return wrong != 0;
}
