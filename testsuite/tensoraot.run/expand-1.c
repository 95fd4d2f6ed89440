/* A vector that each iteration of the loops around writes before it reads it: with a
   row for each iteration of a panel these are products of matrices.  If this fails,
   rows are mixed up, or the vector is not left as by the last iteration.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { R = 3, Q = 150, P = 40 };

#define ARGUMENTS int nr, int nq, int np, double (*restrict a)[Q][P], \
	const double (*restrict c)[P], double *restrict t, double *restrict u

/* Set "y" from "from" on to "first" and the product of "x" with c.  */
#define PRODUCT(y, from, first, x)                                           \
	for (int p = from; p < np; p++) {                                    \
		y[p] = first;                                                \
		for (int s = 0; s < np; s++)                                 \
			y[p] += x * c[s][p];                                 \
	}

#define KERNELS(name, pragma)                                                \
	/* The loops around are two that cannot be one. */                   \
	__attribute__((noipa)) static void name##_two(ARGUMENTS)             \
	{                                                                    \
		pragma                                                       \
		for (int r = 0; r < nr; r++)                                 \
			for (int q = 0; q < nq; q++) {                       \
				PRODUCT(t, 0, 0, a[r][q][s])                 \
				for (int p = 0; p < np; p++)                 \
					a[r][q][p] = t[p] + r;               \
			}                                                    \
	}                                                                    \
	/* Two vectors, the second made of the first; it starts at 1. */     \
	__attribute__((noipa)) static void name##_chain(ARGUMENTS)           \
	{                                                                    \
		pragma                                                       \
		for (int q = 1; q < nq; q++) {                               \
			PRODUCT(t, 0, 1, a[0][q][s])                         \
			PRODUCT(u, 0, 0, t[s])                               \
			for (int p = 0; p < np; p++)                         \
				a[0][q][p] = u[p] - t[p];                    \
		}                                                            \
	}                                                                    \
	/* No vector for each: t[0] is what the iteration before left. */    \
	__attribute__((noipa)) static void name##_carried(ARGUMENTS)         \
	{                                                                    \
		pragma                                                       \
		for (int q = 0; q < nq; q++) {                               \
			PRODUCT(t, 1, 0, a[0][q][s])                         \
			for (int p = 0; p < np; p++)                         \
				a[0][q][p] = t[p];                           \
			t[0] = a[0][q][1] - t[0];                            \
		}                                                            \
	}                                                                    \
	/* Nor this: u[p] is read before it is written. */                   \
	__attribute__((noipa)) static void name##_early(ARGUMENTS)           \
	{                                                                    \
		pragma                                                       \
		for (int q = 0; q < nq; q++) {                               \
			for (int p = 0; p < np; p++)                         \
				a[1][q][p] = u[p];                           \
			PRODUCT(u, 0, 0, a[0][q][s])                         \
		}                                                            \
	}                                                                    \
	/* Nor this, but if it is set to 0. */                               \
	__attribute__((noipa)) static void name##_set_if(ARGUMENTS)          \
	{                                                                    \
		pragma                                                       \
		for (int q = 0; q < nq; q++) {                               \
			if (nr > 0)                                          \
				for (int p = 0; p < np; p++)                 \
					t[p] = 0;                            \
			for (int p = 0; p < np; p++)                         \
				for (int s = 0; s < np; s++)                 \
					t[p] += a[0][q][s] * c[s][p];        \
			for (int p = 0; p < np; p++)                         \
				a[1][q][p] = t[p];                           \
		}                                                            \
	}                                                                    \
	/* It is not always stored. */                                       \
	__attribute__((noipa)) static void name##_store_if(ARGUMENTS)        \
	{                                                                    \
		pragma                                                       \
		for (int q = 0; q < nq; q++) {                               \
			PRODUCT(t, 0, 0, a[0][q][s])                         \
			if (nr > 0)                                          \
				for (int p = 0; p < np; p++)                 \
					a[0][q][p] = t[p];                   \
		}                                                            \
	}                                                                    \
	/* Nothing happens but if there are rows. */                         \
	__attribute__((noipa)) static void name##_all_if(ARGUMENTS)          \
	{                                                                    \
		pragma                                                       \
		for (int q = 0; q < nq; q++)                                 \
			if (nr > 0) {                                        \
				PRODUCT(t, 0, 0, a[0][q][s])                 \
				for (int p = 0; p < np; p++)                 \
					a[0][q][p] = t[p];                   \
			}                                                    \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(plain, )

typedef void run(ARGUMENTS);

static run *const runs[][2] = {
	{ plain_two, kernel_two },
	{ plain_chain, kernel_chain },
	{ plain_carried, kernel_carried },
	{ plain_early, kernel_early },
	{ plain_set_if, kernel_set_if },
	{ plain_store_if, kernel_store_if },
	{ plain_all_if, kernel_all_if },
};

static double a[2][R][Q][P], c[P][P], t[2][P], u[2][P];

/* Set all that the kernels work on, the same for both.  */
static void fill(void)
{
	for (int k = 0; k < 2; k++) {
		for (int i = 0; i < R * Q * P; i++)
			(&a[k][0][0][0])[i] = (i * 7 + i / 11) % 5 - 2;
		for (int i = 0; i < P; i++) {
			t[k][i] = i;
			u[k][i] = 2 * i;
			for (int j = 0; j < P; j++)
				c[i][j] = (i + 2 * j) % 3 - 1;
		}
	}
}

/* Stop unless "n" elements at "x" and "y" are the same.  */
static void same(const double *x, const double *y, int n)
{
	for (int i = 0; i < n; i++)
		if (x[i] != y[i])
			abort();
}

int main(void)
{
	static const int nq[] = { 0, 1, 5, 128, 150 };
	static const int np[] = { 0, 1, 33 };

	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++)
		for (int r = 0; r <= R; r += R - 1)
			for (unsigned i = 0; i < sizeof nq / sizeof *nq; i++)
				for (unsigned j = 0; j < sizeof np / sizeof *np;
				     j++) {
					fill();
					for (int k = 0; k < 2; k++)
						runs[w][k](r, nq[i], np[j],
							   a[k], c, t[k], u[k]);
					same(a[0][0][0], a[1][0][0], R * Q * P);
					same(t[0], t[1], P);
					same(u[0], u[1], P);
				}
	return 0;
}
