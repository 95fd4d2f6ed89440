/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data.h - the arrays of one kernel of tensoraot.linear under measurement.

   What a kernel overwrites is restored before each run, which is not timed,
   and its results are compared with those of the plain build.  */
#ifndef DATA_H
#define DATA_H

#include "bench.h"
#include "../tensoraot.linear/linear.h"

#include <float.h>
#include <string.h>

#define NARRAYS (LINEAR_MATRICES + LINEAR_VECTORS)

typedef void run(const struct linear *);

/* The sizes and arrays "l" of a kernel on elements of "kind", what the arrays
   held before it ran, which of them it overwrites, and what the plain build
   left there. */
struct data {
	struct linear l;
	enum linear_kind kind;
	double **array[NARRAYS], *before[NARRAYS], *result[NARRAYS];
	int changed[NARRAYS];
};

/* The number of doubles that array "i" of "d" has room for. */
static inline size_t data_length(const struct data *d, int i)
{
	return i < LINEAR_MATRICES ? d->l.room : d->l.len;
}

/* Allocate and fill "matrices" matrices and all vectors of "d", whose sizes
   and kind are set. */
static inline void data_set_up(struct data *d, int matrices)
{
	struct linear *l = &d->l;
	double **array[NARRAYS] = {&l->a,  &l->b, &l->c,  &l->d,  &l->e,
				   &l->f,  &l->g, &l->u1, &l->v1, &l->u2,
				   &l->v2, &l->x, &l->y,  &l->z,  &l->w};

	for (int i = 0; i < NARRAYS; i++) {
		size_t size = data_length(d, i) * sizeof(double);

		d->array[i] = array[i];
		*array[i] = d->before[i] = d->result[i] = NULL;
		d->changed[i] = 0;
		if (i >= matrices && i < LINEAR_MATRICES)
			continue;
		*array[i] = bench_alloc(size);
		d->before[i] = bench_alloc(size);
	}
	linear_fill(l, d->kind);
	for (int i = 0; i < NARRAYS; i++)
		if (d->before[i])
			memcpy(d->before[i], *array[i],
			       data_length(d, i) * sizeof(double));
}

/* Free what data_set_up and data_remember allocated for "d". */
static inline void data_tear_down(struct data *d)
{
	for (int i = 0; i < NARRAYS; i++) {
		free(*d->array[i]);
		free(d->before[i]);
		free(d->result[i]);
	}
}

/* Run "f" on the data as they were before; the result is its seconds. */
static inline double data_timed(struct data *d, run *f)
{
	double start;

	for (int i = 0; i < NARRAYS; i++)
		if (d->changed[i])
			memcpy(*d->array[i], d->before[i],
			       data_length(d, i) * sizeof(double));
	start = bench_now();
	f(&d->l);
	return bench_now() - start;
}

/* Keep what the arrays of "d" hold as the result to compare with. */
static inline void data_remember(struct data *d)
{
	for (int i = 0; i < NARRAYS; i++) {
		size_t size = data_length(d, i) * sizeof(double);

		if (!d->before[i] || !memcmp(*d->array[i], d->before[i], size))
			continue;
		d->changed[i] = 1;
		d->result[i] = bench_alloc(size);
		memcpy(d->result[i], *d->array[i], size);
	}
}

/* Return how far results of "d" may lie apart whose largest is "most": ints
   not at all. */
static inline double data_tolerance(const struct data *d, double most)
{
	double eps = d->kind == LINEAR_FLOAT ? FLT_EPSILON : DBL_EPSILON;

	return d->kind == LINEAR_INTEGER ? 0
					 : 64 * eps * (d->l.n + d->l.m) * most;
}

/* Return whether the arrays of "d" hold that result, and say where "who" of
   "name" does not if "name" is not NULL. */
static inline int data_agrees(const struct data *d, const char *name,
			      const char *who)
{
	for (int i = 0; i < NARRAYS; i++) {
		const double *x = *d->array[i];
		const double *y = d->result[i] ? d->result[i] : d->before[i];
		size_t n = y ? linear_count(d->kind, data_length(d, i)) : 0;
		double most = 1, tolerance;

		for (size_t j = 0; j < n; j++)
			most = fmax(most, fabs(linear_at(d->kind, y, j)));
		tolerance = data_tolerance(d, most);
		for (size_t j = 0; j < n; j++) {
			double is = linear_at(d->kind, x, j);
			double wanted = linear_at(d->kind, y, j);

			if (fabs(is - wanted) <= tolerance)
				continue;
			if (name)
				fprintf(stderr,
					"%s: %s: array %d, element %zu is "
					"%.17g, not %.17g\n",
					name, who, i, j, is, wanted);
			return 0;
		}
	}
	return 1;
}

#endif
