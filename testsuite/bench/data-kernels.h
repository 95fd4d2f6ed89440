/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data-kernels.h - the kernels of the group "data", in which data say where an element
   is, how often a loop runs, or what is added to.

   data-kernels.c defines each as it is compiled: run_NAME with the plugin,
   plain_run_NAME without, as DATA_PREFIX says.  */
#ifndef DATA_KERNELS_H
#define DATA_KERNELS_H

#include <stddef.h>

enum data_type { DATA_BYTES, DATA_INTS, DATA_FLOATS, DATA_DOUBLES };

/* What a kernel makes: "n" elements. */
struct data_result {
	enum data_type type;
	void *at;
	size_t n;
};

/* The sizes and arrays of a kernel: "f" floats, "x" doubles, "at" places, "b" bytes;
   and what it makes of them. */
struct data_problem {
	int n, m, k;
	float *f[4];
	double *x[4];
	int *at[2];
	unsigned char *b[2];
	struct data_result out[2];
};

enum { DATA_DIMS = 16, DATA_MEANS = 32, DATA_ENTRIES = 8 };

/* X(name, how far results may lie apart): elements are looked up. */
#define DATA_LOOKUPS(X)                                                       \
	X(loss, 1e-4)                                                          \
	X(rows, 0)                                                             \
	X(lut, 0)                                                              \
	X(ell, 1e-5)                                                           \
	X(bilinear, 1e-5)                                                      \
	X(permute, 0)

/* The same: nobody can tell how often a loop runs. */
#define DATA_LOOPS(X)                                                         \
	X(csr, 1e-12)                                                          \
	X(newton, 1e-12)                                                       \
	X(mandel, 0)                                                           \
	X(search, 0)                                                           \
	X(first, 0)

/* The same: what is written is at places that data say. */
#define DATA_SCATTERS(X)                                                      \
	X(bytes, 0)                                                            \
	X(floats, 0)                                                           \
	X(bincount, 1e-10)                                                     \
	X(confusion, 0)                                                        \
	X(kmeans, 1e-4)                                                        \
	X(csc, 1e-10)                                                          \
	X(gradient, 1e-4)                                                      \
	X(deposit, 1e-4)                                                       \
	X(most, 0)                                                             \
	X(inverse, 0)

#define DATA_DECLARE(name, error)                                             \
	void run_##name(struct data_problem *);                                \
	void plain_run_##name(struct data_problem *);
DATA_LOOKUPS(DATA_DECLARE)
DATA_LOOPS(DATA_DECLARE)
DATA_SCATTERS(DATA_DECLARE)

#endif
