/* SPDX-License-Identifier: GPL-3.0-or-later */
/* linear-hand.c - the kernels of tensoraot.linear/kernels.c as one writes them
   by hand for OpenBLAS, each as fast as its author could.

   Assumes the OpenMP build of OpenBLAS, which runs on one thread when it is
   called inside of a parallel region.  What is no BLAS is OpenMP.  Where two
   products read one matrix, it is read once, in panels that stay in cache.
   A routine of LAPACK stands for a kernel only where it does the same. */
#include "../tensoraot.linear/linear.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 101, NO = 111, TR = 112, UP = 121, LO = 122 };
enum { NON_UNIT = 131, UNIT = 132, LEFT = 141, RIGHT = 142 };

typedef const double *in;

void cblas_dgemm(int, int, int, int, int, int, double, in, int, in, int, double,
		 double *, int);
void cblas_dsymm(int, int, int, int, int, double, in, int, in, int, double,
		 double *, int);
void cblas_dsyrk(int, int, int, int, int, double, in, int, double, double *,
		 int);
void cblas_dsyr2k(int, int, int, int, int, double, in, int, in, int, double,
		  double *, int);
void cblas_dtrmm(int, int, int, int, int, int, int, double, in, int, double *,
		 int);
void cblas_dtrsm(int, int, int, int, int, int, int, double, in, int, double *,
		 int);
void cblas_dgemv(int, int, int, int, double, in, int, in, int, double, double *,
		 int);
void cblas_dger(int, int, int, double, in, int, in, int, double *, int);
void cblas_dtrsv(int, int, int, int, int, in, int, double *, int);
void dpotrf_(const char *, const int *, double *, const int *, int *);

/* How many rows of "n" doubles are a panel that stays in cache. */
static int panel_rows(int n)
{
	int rows = (512 << 10) / 8 / (n + 1);

	return rows < 4 ? 4 : rows;
}

/* The smaller one. */
static int least(int x, int y)
{
	return x < y ? x : y;
}

/* Memory for "n" zeros. */
static double *zeros(size_t n)
{
	double *p = calloc(n + 1, sizeof(double));

	if (!p)
		abort();
	return p;
}

/* C[n][m] = alpha A[n][k] B[k][m] + beta C. */
static void gemm(int n, int m, int k, double alpha, in a, in b, double beta,
		 double *c)
{
	cblas_dgemm(ROWS, NO, NO, n, m, k, alpha, a, k, b, m, beta, c, m);
}

void hand_run_gemm(const struct linear *l)
{
	gemm(l->n, l->m, l->k, 1.5, l->a, l->b, 1.2, l->c);
}

void hand_run_2mm(const struct linear *l)
{
	gemm(l->n, l->m, l->k, 1.5, l->a, l->b, 0, l->e);
	gemm(l->n, l->k, l->m, 1, l->e, l->c, 1.2, l->d);
}

void hand_run_3mm(const struct linear *l)
{
	gemm(l->n, l->m, l->k, 1, l->a, l->b, 0, l->e);
	gemm(l->m, l->k, l->n, 1, l->c, l->d, 0, l->f);
	gemm(l->n, l->k, l->m, 1, l->e, l->f, 0, l->g);
}

/* Add A^T y, which the rows i0 to i1 of A[n][n] add to x once they are
   updated, to "sum". */
static void gemver_panel(const struct linear *l, int i0, int i1, double *sum)
{
	int n = l->n;

	for (int i = i0; i < i1; i++) {
		double s = l->u1[i], t = l->u2[i];
		double *restrict row = l->a + (size_t)i * n;
		const double *restrict v = l->v1, *restrict w = l->v2;

		for (int j = 0; j < n; j++)
			row[j] += s * v[j] + t * w[j];
	}
	cblas_dgemv(ROWS, TR, i1 - i0, n, 1.2, l->a + (size_t)i0 * n, n,
		    l->y + i0, 1, 1, sum, 1);
}

void hand_run_gemver(const struct linear *l)
{
	int n = l->n, step = panel_rows(n);

#pragma omp parallel
	{
		double *sum = zeros(n);

#pragma omp for
		for (int i = 0; i < n; i += step)
			gemver_panel(l, i, least(n, i + step), sum);
#pragma omp critical
		for (int j = 0; j < n; j++)
			l->x[j] += sum[j];
		free(sum);
	}
	for (int j = 0; j < n; j++)
		l->x[j] += l->z[j];
	cblas_dgemv(ROWS, NO, n, n, 1.5, l->a, n, l->x, 1, 1, l->w, 1);
}

void hand_run_gesummv(const struct linear *l)
{
	int n = l->n;

	cblas_dgemv(ROWS, NO, n, n, 1, l->a, n, l->x, 1, 0, l->w, 1);
	for (int i = 0; i < n; i++)
		l->y[i] = 1.5 * l->w[i];
	cblas_dgemv(ROWS, NO, n, n, 1.2, l->b, n, l->x, 1, 1, l->y, 1);
}

/* q = b1 q + A p and s = b2 s + A^T r for A[n][m], which is read once; r may
   be q. */
static void two_products(int n, int m, in a, double b1, double *q, in p,
			 double b2, double *s, in r)
{
	int step = panel_rows(m);

	if (b2 == 0)
		memset(s, 0, m * sizeof *s);
#pragma omp parallel
	{
		double *sum = zeros(m);

#pragma omp for
		for (int i = 0; i < n; i += step) {
			int rows = least(step, n - i);
			in panel = a + (size_t)i * m;

			cblas_dgemv(ROWS, NO, rows, m, 1, panel, m, p, 1, b1,
				    q + i, 1);
			cblas_dgemv(ROWS, TR, rows, m, 1, panel, m, r + i, 1, 1,
				    sum, 1);
		}
#pragma omp critical
		for (int j = 0; j < m; j++)
			s[j] += sum[j];
		free(sum);
	}
}

void hand_run_atax(const struct linear *l)
{
	two_products(l->n, l->m, l->a, 0, l->w, l->x, 0, l->y, l->w);
}

void hand_run_bicg(const struct linear *l)
{
	two_products(l->n, l->m, l->a, 0, l->y, l->z, 0, l->x, l->w);
}

void hand_run_mvt(const struct linear *l)
{
	two_products(l->n, l->n, l->a, 1, l->x, l->z, 1, l->y, l->w);
}

void hand_run_doitgen(const struct linear *l)
{
	int rows = l->n * l->m, k = l->k, step = 256;

#pragma omp parallel
	{
		double *c = zeros((size_t)step * k);

#pragma omp for
		for (int i = 0; i < rows; i += step) {
			double *a = l->a + (size_t)i * k;
			int n = least(step, rows - i);

			gemm(n, k, k, 1, a, l->b, 0, c);
			memcpy(a, c, (size_t)n * k * sizeof *c);
		}
		free(c);
	}
	memcpy(l->x, l->a + (size_t)(rows - 1) * k, k * sizeof(double));
}

void hand_run_symm(const struct linear *l)
{
	cblas_dsymm(ROWS, LEFT, LO, l->n, l->m, 1.5, l->a, l->n, l->b, l->m,
		    1.2, l->c, l->m);
}

void hand_run_syrk(const struct linear *l)
{
	cblas_dsyrk(ROWS, LO, NO, l->n, l->k, 1.5, l->a, l->k, 1.2, l->c, l->n);
}

void hand_run_syr2k(const struct linear *l)
{
	cblas_dsyr2k(ROWS, LO, NO, l->n, l->k, 1.5, l->a, l->k, l->b, l->k, 1.2,
		     l->c, l->n);
}

void hand_run_trmm(const struct linear *l)
{
	cblas_dtrmm(ROWS, LEFT, LO, TR, UNIT, l->n, l->m, 1.5, l->a, l->n, l->b,
		    l->m);
}

void hand_run_trisolv(const struct linear *l)
{
	memcpy(l->x, l->y, l->n * sizeof(double));
	cblas_dtrsv(ROWS, LO, NO, NON_UNIT, l->n, l->a, l->n, l->x, 1);
}

void hand_run_cholesky(const struct linear *l)
{
	int info;

	dpotrf_("U", &l->n, l->a, &l->n, &info);
}

/* A[n][n] = L U in place, without pivots, by halves; rows are "ld" apart. */
static void lu(int n, double *a, int ld)
{
	int n1 = n / 2, n2 = n - n1;
	double *a12 = a + n1, *a21 = a + (size_t)n1 * ld, *a22 = a21 + n1;

	if (n <= 32) {
		for (int k = 0; k < n; k++)
			for (int i = k + 1; i < n; i++) {
				double *restrict row = a + (size_t)i * ld;
				const double *restrict top = a + (size_t)k * ld;
				double f = row[k] / top[k];

				row[k] = f;
				for (int j = k + 1; j < n; j++)
					row[j] -= f * top[j];
			}
		return;
	}
	lu(n1, a, ld);
	cblas_dtrsm(ROWS, LEFT, LO, NO, UNIT, n1, n2, 1, a, ld, a12, ld);
	cblas_dtrsm(ROWS, RIGHT, UP, NO, NON_UNIT, n2, n1, 1, a, ld, a21, ld);
	cblas_dgemm(ROWS, NO, NO, n2, n2, n1, -1, a21, ld, a12, ld, 1, a22, ld);
	lu(n2, a22, ld);
}

void hand_run_lu(const struct linear *l)
{
	lu(l->n, l->a, l->n);
}

void hand_run_ludcmp(const struct linear *l)
{
	int n = l->n;

	lu(n, l->a, n);
	memcpy(l->z, l->x, n * sizeof(double));
	cblas_dtrsv(ROWS, LO, NO, UNIT, n, l->a, n, l->z, 1);
	memcpy(l->y, l->z, n * sizeof(double));
	cblas_dtrsv(ROWS, UP, NO, NON_UNIT, n, l->a, n, l->y, 1);
}

/* The means of the columns of A[n][m], and where "dev" their standard
   deviation, or 1 for what is below a tenth; then centre and scale them. */
static void centre(int n, int m, double *a, double *mean, double *dev)
{
	enum { STEP = 64 };

#pragma omp parallel for
	for (int j0 = 0; j0 < m; j0 += STEP) {
		int w = least(STEP, m - j0);
		double s[STEP] = {0}, d[STEP] = {0};

		for (int i = 0; i < n; i++)
			for (int j = 0; j < w; j++)
				s[j] += a[(size_t)i * m + j0 + j];
		for (int j = 0; j < w; j++)
			mean[j0 + j] = s[j] /= n;
		for (int i = 0; dev && i < n; i++)
			for (int j = 0; j < w; j++) {
				double x = a[(size_t)i * m + j0 + j] - s[j];

				d[j] += x * x;
			}
		for (int j = 0; dev && j < w; j++) {
			d[j] = sqrt(d[j] / n);
			dev[j0 + j] = d[j] = d[j] <= .1 ? 1 : d[j];
		}
		for (int j = 0; j < w; j++)
			d[j] = dev ? 1 / (sqrt(n) * d[j]) : 1;
		for (int i = 0; i < n; i++)
			for (int j = 0; j < w; j++) {
				double *x = a + (size_t)i * m + j0 + j;

				*x = (*x - s[j]) * d[j];
			}
	}
}

/* Copy the upper triangle of A[n][n] to the lower one. */
static void mirror(int n, double *a)
{
	enum { STEP = 32 };

#pragma omp parallel for schedule(dynamic)
	for (int i0 = 0; i0 < n; i0 += STEP)
		for (int j0 = 0; j0 <= i0; j0 += STEP)
			for (int i = i0; i < least(n, i0 + STEP); i++)
				for (int j = j0; j < least(i, j0 + STEP); j++)
					a[(size_t)i * n + j] =
						a[(size_t)j * n + i];
}

void hand_run_covariance(const struct linear *l)
{
	centre(l->n, l->m, l->a, l->x, NULL);
	cblas_dsyrk(ROWS, UP, TR, l->m, l->n, 1 / (l->n - 1.), l->a, l->m, 0,
		    l->b, l->m);
	mirror(l->m, l->b);
}

void hand_run_correlation(const struct linear *l)
{
	centre(l->n, l->m, l->a, l->x, l->y);
	cblas_dsyrk(ROWS, UP, TR, l->m, l->n, 1, l->a, l->m, 0, l->b, l->m);
	for (int i = 0; i < l->m; i++)
		l->b[(size_t)i * l->m + i] = 1;
	mirror(l->m, l->b);
}

/* A vector of doubles that lies anywhere in memory. */
typedef double vec __attribute__((vector_size(64), aligned(8)));

enum { VECS = 8, STRIP = 64 };

/* Take what STRIP columns of A, "n" rows that are "ld" apart, have of "q" out
   of them; "r" is how much.  The sums stay in registers, the strip in cache,
   which two calls of BLAS do not manage. */
static void project_strip(int n, int ld, double *a, in q, double *r)
{
	vec sum[VECS] = {0};

	for (int i = 0; i < n; i++) {
		const vec *row = (const vec *)(a + (size_t)i * ld);

#pragma GCC unroll 8
		for (int j = 0; j < VECS; j++)
			sum[j] += q[i] * row[j];
	}
	for (int i = 0; i < n; i++) {
		vec *row = (vec *)(a + (size_t)i * ld);

#pragma GCC unroll 8
		for (int j = 0; j < VECS; j++)
			row[j] -= q[i] * sum[j];
	}
	memcpy(r, sum, sizeof sum);
}

/* The same for "w" columns. */
static void project_rest(int n, int ld, double *a, in q, double *r, int w)
{
	cblas_dgemv(ROWS, TR, n, w, 1, a, ld, q, 1, 0, r, 1);
	cblas_dger(ROWS, n, w, -1, q, 1, r, 1, a, ld);
}

/* Take what the columns j to j + w of A[n][m] have of the vectors q[k0] to
   q[k1] out of them, one vector after the other. */
static void project(int n, int m, double *a, double *r, double (*q)[n], int k0,
		    int k1, int j, int w)
{
	for (int k = k0; k < k1; k++)
		if (w == STRIP)
			project_strip(n, m, a + j, q[k - k0],
				      r + (size_t)k * m + j);
		else
			project_rest(n, m, a + j, q[k - k0],
				     r + (size_t)k * m + j, w);
}

/* Columns are orthogonalised in strips, and each later strip against a whole
   strip of them while it is in cache: the order of what happens to one column
   stays. */
void hand_run_gramschmidt(const struct linear *l)
{
	int n = l->n + l->m, m = l->m;
	double(*q)[n] = (void *)zeros((size_t)STRIP * n);

	for (int k0 = 0; k0 < m; k0 += STRIP) {
		int k1 = least(m, k0 + STRIP);

		for (int k = k0; k < k1; k++) {
			double *x = q[k - k0], norm = 0;

			for (int i = 0; i < n; i++) {
				x[i] = l->a[(size_t)i * m + k];
				norm += x[i] * x[i];
			}
			l->b[(size_t)k * m + k] = norm = sqrt(norm);
			for (int i = 0; i < n; i++)
				l->c[(size_t)i * m + k] = x[i] /= norm;
			if (k + 1 < k1)
				project(n, m, l->a, l->b, q + (k - k0), k,
					k + 1, k + 1, k1 - k - 1);
		}
#pragma omp parallel for schedule(dynamic)
		for (int j = k1; j < m; j += STRIP)
			project(n, m, l->a, l->b, q, k0, k1, j,
				least(STRIP, m - j));
	}
	free(q);
}
