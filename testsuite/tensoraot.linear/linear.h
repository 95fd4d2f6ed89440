/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear.h - the thirty kernels, and the data they work on: twenty of linear
   algebra in kernels.c, ten whose loops carry values along in stencils.c.

   These define each as it is compiled; whoever calls them does so through
   run_NAME, which takes all arrays as one struct linear.  */
#ifndef LINEAR_H
#define LINEAR_H

#include <stddef.h>

#define LINEAR_MATRICES 7
#define LINEAR_VECTORS 8
#define LINEAR_MARGIN 64

/* The sizes and arrays of a kernel, and how many steps of time it makes: of
   matrix a..g "room" elements each, of each vector "len", of which the last
   LINEAR_MARGIN are not used. */
struct linear {
	int n, m, k, steps;
	size_t room, len;
	double *a, *b, *c, *d, *e, *f, *g;
	double *u1, *v1, *u2, *v2, *x, *y, *z, *w;
};

/* What a kernel can work on: anything; a matrix A with a heavy diagonal; in
   the vector X what makes a well-conditioned Toeplitz matrix; floats, two in
   the place of each double; ints, two in that place, in matrices from 0 to
   999 and in vectors from 0 to 3. */
enum linear_kind {
	LINEAR_ANY,
	LINEAR_HEAVY,
	LINEAR_TOEPLITZ,
	LINEAR_FLOAT,
	LINEAR_INTEGER
};

/* X(name, kind, degree of its work in n) for each kernel of linear algebra. */
#define LINEAR_KERNELS(X)                                                      \
	X(gemm, ANY, 3)                                                        \
	X(2mm, ANY, 3)                                                         \
	X(3mm, ANY, 3)                                                         \
	X(gemver, ANY, 2)                                                      \
	X(gesummv, ANY, 2)                                                     \
	X(atax, ANY, 2)                                                        \
	X(bicg, ANY, 2)                                                        \
	X(mvt, ANY, 2)                                                         \
	X(doitgen, ANY, 3)                                                     \
	X(symm, ANY, 3)                                                        \
	X(syrk, ANY, 3)                                                        \
	X(syr2k, ANY, 3)                                                       \
	X(trmm, ANY, 3)                                                        \
	X(trisolv, HEAVY, 2)                                                   \
	X(cholesky, HEAVY, 3)                                                  \
	X(lu, HEAVY, 3)                                                        \
	X(ludcmp, HEAVY, 3)                                                    \
	X(covariance, ANY, 3)                                                  \
	X(correlation, ANY, 3)                                                 \
	X(gramschmidt, ANY, 3)

/* The same for each of the others; the degree does not count the steps. */
#define STENCIL_KERNELS(X)                                                     \
	X(jacobi_1d, ANY, 1)                                                   \
	X(jacobi_2d, ANY, 2)                                                   \
	X(heat_3d, ANY, 3)                                                     \
	X(fdtd_2d, ANY, 2)                                                     \
	X(seidel_2d, ANY, 2)                                                   \
	X(adi, ANY, 2)                                                         \
	X(deriche, FLOAT, 2)                                                   \
	X(durbin, TOEPLITZ, 2)                                                 \
	X(floyd_warshall, INTEGER, 3)                                          \
	X(nussinov, INTEGER, 3)

#define LINEAR_DECLARE(name, kind, degree)                                     \
	void run_##name(const struct linear *);                                \
	void plain_run_##name(const struct linear *);
LINEAR_KERNELS(LINEAR_DECLARE)
STENCIL_KERNELS(LINEAR_DECLARE)

/* Return a number from 0 to 2^24 - 1 that follows from "state". */
static inline int linear_random(unsigned long *state)
{
	*state = *state * 6364136223846793005 + 1442695040888963407;
	return (int)(*state >> 40);
}

/* Return how many elements of "kind" are in the place of "n" doubles. */
static inline size_t linear_count(enum linear_kind kind, size_t n)
{
	return kind == LINEAR_FLOAT || kind == LINEAR_INTEGER ? 2 * n : n;
}

/* Return element "i" of those of "kind" at "x". */
static inline double linear_at(enum linear_kind kind, const double *x, size_t i)
{
	if (kind == LINEAR_FLOAT)
		return ((const float *)(const void *)x)[i];
	if (kind == LINEAR_INTEGER)
		return ((const int *)(const void *)x)[i];
	return x[i];
}

/* Fill the "n" doubles at "x" with elements of "kind", ints below "most". */
static inline void linear_fill_array(enum linear_kind kind, double *x, size_t n,
				     int most, unsigned long *state)
{
	float *single = (void *)x;
	int *integer = (void *)x;

	for (size_t i = 0; i < linear_count(kind, n); i++)
		if (kind == LINEAR_INTEGER)
			integer[i] = linear_random(state) % most;
		else if (kind == LINEAR_FLOAT)
			single[i] = (float)linear_random(state) / (1 << 24);
		else
			x[i] = (double)linear_random(state) / (1 << 24) - .5;
}

/* Fill the arrays that "l" has, the same in every call with the same sizes. */
static inline void linear_fill(const struct linear *l, enum linear_kind kind)
{
	double *const matrix[] = {l->a, l->b, l->c, l->d, l->e, l->f, l->g};
	double *const vector[] = {l->u1, l->v1, l->u2, l->v2,
				  l->x,	 l->y,	l->z,  l->w};
	unsigned long state = 12345;

	for (int i = 0; i < LINEAR_MATRICES; i++)
		if (matrix[i])
			linear_fill_array(kind, matrix[i], l->room, 1000,
					  &state);
	for (int i = 0; i < LINEAR_VECTORS; i++)
		linear_fill_array(kind, vector[i], l->len, 4, &state);
	if (kind == LINEAR_HEAVY)
		for (int i = 0; i < l->n; i++)
			l->a[(size_t)i * l->n + i] += l->n;
	if (kind == LINEAR_TOEPLITZ)
		for (int i = 0; i < l->n; i++)
			l->x[i] /= l->n;
}

#endif
