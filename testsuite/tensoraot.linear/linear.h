/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear.h - the twenty linear-algebra kernels, and the data they work on.

   kernels.c defines each as it is compiled; whoever calls them does so
   through run_NAME, which takes all arrays as one struct linear.  */
#ifndef LINEAR_H
#define LINEAR_H

#include <stddef.h>

#define LINEAR_MATRICES 7
#define LINEAR_VECTORS 8
#define LINEAR_MARGIN 64

/* The sizes and arrays of a kernel: of matrix a..g "room" elements each, of
   each vector "len", of which the last LINEAR_MARGIN are not used. */
struct linear {
	int n, m, k;
	size_t room, len;
	double *a, *b, *c, *d, *e, *f, *g;
	double *u1, *v1, *u2, *v2, *x, *y, *z, *w;
};

/* Which matrix A a kernel can work on: any, or one with a heavy diagonal. */
enum linear_kind { LINEAR_ANY, LINEAR_HEAVY };

/* X(name, kind, degree of its work in n) for each kernel. */
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

#define LINEAR_DECLARE(name, kind, degree)                                     \
	void run_##name(const struct linear *);                                \
	void plain_run_##name(const struct linear *);
LINEAR_KERNELS(LINEAR_DECLARE)

/* Fill the arrays that "l" has, the same in every call with the same sizes. */
static inline void linear_fill(const struct linear *l, enum linear_kind kind)
{
	double *const matrix[] = {l->a, l->b, l->c, l->d, l->e, l->f, l->g};
	double *const vector[] = {l->u1, l->v1, l->u2, l->v2,
				  l->x,	 l->y,	l->z,  l->w};
	unsigned long state = 12345;

	for (int i = 0; i < LINEAR_MATRICES; i++)
		for (size_t j = 0; matrix[i] && j < l->room; j++) {
			state = state * 6364136223846793005 +
				1442695040888963407;
			matrix[i][j] = (double)(state >> 40) / (1 << 24) - .5;
		}
	for (int i = 0; i < LINEAR_VECTORS; i++)
		for (size_t j = 0; j < l->len; j++) {
			state = state * 6364136223846793005 +
				1442695040888963407;
			vector[i][j] = (double)(state >> 40) / (1 << 24) - .5;
		}
	if (kind == LINEAR_HEAVY)
		for (int i = 0; i < l->n; i++)
			l->a[(size_t)i * l->n + i] += l->n;
}

#endif
