/* SPDX-License-Identifier: GPL-3.0-or-later */
/* data-kernels.c - the kernels of data-kernels.h as plain C.

   Every function is what one would write, with one pragma; the one behind it calls it
   for a problem.  DATA_PREFIX is put in front of the names that others see.  */
#include "data-kernels.h"

#include <math.h>

#ifndef DATA_PREFIX
#define DATA_PREFIX
#endif
#define PASTE(x, y) x##y
#define JOIN(x, y) PASTE(x, y)
#define RUN(name) void JOIN(DATA_PREFIX, run_##name)(struct data_problem *p)

/* The mean loss of n samples with probabilities p of v classes; t: the right ones. */
#pragma tensoraot kernel
static float loss(int n, int v, const float *restrict p, const int *restrict t)
{
	float s = 0;

	for (int i = 0; i < n; i++)
		s -= logf(p[i * v + t[i]]);
	return s / n;
}

RUN(loss)
{
	*(float *)p->out->at = loss(p->n, p->m, p->f[0], p->at[0]);
}

/* The rows of the table e, of d elements each, of n tokens t. */
#pragma tensoraot kernel
static void rows(int n, int d, const float *restrict e, const int *restrict t,
		 float *restrict y)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < d; j++)
			y[i * d + j] = e[t[i] * d + j];
}

RUN(rows)
{
	rows(p->n, p->k, p->f[0], p->at[0], p->out->at);
}

/* An image through a table. */
#pragma tensoraot kernel
static void lut(int n, const unsigned char *restrict x,
		const unsigned char *restrict table, unsigned char *restrict y)
{
	for (int i = 0; i < n; i++)
		y[i] = table[x[i]];
}

RUN(lut)
{
	lut(p->n, p->b[0], p->b[1], p->out->at);
}

/* A sparse matrix of as many elements in each row times a vector. */
#pragma tensoraot kernel
static void ell(int n, const float *restrict v, const int *restrict col,
		const float *restrict x, float *restrict y)
{
	for (int i = 0; i < n; i++) {
		float s = 0;

		for (int k = 0; k < DATA_ENTRIES; k++)
			s += v[i * DATA_ENTRIES + k]
			     * x[col[i * DATA_ENTRIES + k]];
		y[i] = s;
	}
}

RUN(ell)
{
	ell(p->n, p->f[0], p->at[0], p->f[1], p->out->at);
}

/* An image of rows of w elements at n points (u, v), between its pixels. */
#pragma tensoraot kernel
static void bilinear(int n, int w, const float *restrict u,
		     const float *restrict v, const float *restrict image,
		     float *restrict y)
{
	for (int i = 0; i < n; i++) {
		int c = (int)u[i], r = (int)v[i];
		float a = u[i] - c, b = v[i] - r;
		const float *q = image + r * w + c;

		y[i] = (1 - b) * ((1 - a) * q[0] + a * q[1])
		       + b * ((1 - a) * q[w] + a * q[w + 1]);
	}
}

RUN(bilinear)
{
	bilinear(p->n, p->m, p->f[0], p->f[1], p->f[2], p->out->at);
}

/* A vector in another order. */
#pragma tensoraot kernel
static void permute(int n, const double *restrict x, const int *restrict at,
		    double *restrict y)
{
	for (int i = 0; i < n; i++)
		y[i] = x[at[i]];
}

RUN(permute)
{
	permute(p->n, p->x[0], p->at[0], p->out->at);
}

/* A sparse matrix by rows times a vector. */
#pragma tensoraot kernel
static void csr(int n, const int *restrict row, const int *restrict col,
		const double *restrict v, const double *restrict x,
		double *restrict y)
{
	for (int i = 0; i < n; i++) {
		double s = 0;

		for (int k = row[i]; k < row[i + 1]; k++)
			s += v[k] * x[col[k]];
		y[i] = s;
	}
}

RUN(csr)
{
	csr(p->n, p->at[0], p->at[1], p->x[0], p->x[1], p->out->at);
}

/* The square root of each element. */
#pragma tensoraot kernel
static void newton(int n, const double *restrict x, double *restrict y)
{
	for (int i = 0; i < n; i++) {
		double z = x[i];

		while (fabs(z * z - x[i]) > 1e-12 * x[i])
			z = 0.5 * (z + x[i] / z);
		y[i] = z;
	}
}

RUN(newton)
{
	newton(p->n, p->x[0], p->out->at);
}

/* After how many steps each point of an image of h by w is gone. */
#pragma tensoraot kernel
static void mandel(int h, int w, int *restrict steps)
{
	for (int i = 0; i < h; i++)
		for (int j = 0; j < w; j++) {
			float x = 0, y = 0;
			int k = 0;

			while (k < 100 && x * x + y * y < 4) {
				float t = x * x - y * y + 3.0f * j / w - 2;

				y = 2 * x * y + 2.0f * i / h - 1;
				x = t;
				k++;
			}
			steps[i * w + j] = k;
		}
}

RUN(mandel)
{
	mandel(p->n, p->m, p->out->at);
}

/* Where each of n numbers x would go in the sorted table of m. */
#pragma tensoraot kernel
static void search(int n, int m, const float *restrict x,
		   const float *restrict table, int *restrict at)
{
	for (int i = 0; i < n; i++) {
		int lo = 0, hi = m;

		while (lo < hi) {
			int mid = (lo + hi) / 2;

			if (table[mid] < x[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		at[i] = lo;
	}
}

RUN(search)
{
	search(p->n, p->m, p->f[0], p->f[1], p->out->at);
}

/* The first of m sums of probabilities that is larger than each of n numbers u. */
#pragma tensoraot kernel
static void first(int n, int m, const float *restrict u,
		  const float *restrict sums, int *restrict at)
{
	for (int i = 0; i < n; i++) {
		int j;

		for (j = 0; j < m - 1; j++)
			if (sums[j] > u[i])
				break;
		at[i] = j;
	}
}

RUN(first)
{
	first(p->n, p->m, p->f[0], p->f[1], p->out->at);
}

/* How often each byte is there. */
#pragma tensoraot kernel
static void bytes(int n, const unsigned char *restrict x, int *restrict count)
{
	for (int i = 0; i < 256; i++)
		count[i] = 0;
	for (int i = 0; i < n; i++)
		count[x[i]]++;
}

RUN(bytes)
{
	bytes(p->n, p->b[0], p->out->at);
}

/* How many numbers there are in each part of a range. */
#pragma tensoraot kernel shape(count[m])
static void floats(int n, int m, float scale, const float *restrict x,
		   int *restrict count)
{
	for (int i = 0; i < m; i++)
		count[i] = 0;
	for (int i = 0; i < n; i++)
		count[(int)(x[i] * scale)]++;
}

RUN(floats)
{
	floats(p->n, p->m, (float)p->m, p->f[0], p->out->at);
}

/* The sums of the weights of each of m kinds. */
#pragma tensoraot kernel shape(sum[m])
static void bincount(int n, int m, const int *restrict at,
		     const double *restrict weight, double *restrict sum)
{
	for (int i = 0; i < m; i++)
		sum[i] = 0;
	for (int i = 0; i < n; i++)
		sum[at[i]] += weight[i];
}

RUN(bincount)
{
	bincount(p->n, p->m, p->at[0], p->x[0], p->out->at);
}

/* How often what is of class t was taken for one of class q. */
#pragma tensoraot kernel shape(count[m][m])
static void confusion(int n, int m, const int *restrict t,
		      const int *restrict q, int *restrict count)
{
	for (int i = 0; i < m * m; i++)
		count[i] = 0;
	for (int i = 0; i < n; i++)
		count[t[i] * m + q[i]]++;
}

RUN(confusion)
{
	confusion(p->n, p->m, p->at[0], p->at[1], p->out->at);
}

/* The sums of the points of each cluster, and how many these are. */
#pragma tensoraot kernel shape(count[32], sum[32][16])
static void kmeans(int n, const int *restrict at, const float *restrict x,
		   int *restrict count, float *restrict sum)
{
	for (int k = 0; k < DATA_MEANS; k++) {
		count[k] = 0;
		for (int d = 0; d < DATA_DIMS; d++)
			sum[k * DATA_DIMS + d] = 0;
	}
	for (int i = 0; i < n; i++) {
		count[at[i]]++;
		for (int d = 0; d < DATA_DIMS; d++)
			sum[at[i] * DATA_DIMS + d] += x[i * DATA_DIMS + d];
	}
}

RUN(kmeans)
{
	kmeans(p->n, p->at[0], p->f[0], p->out[1].at, p->out[0].at);
}

/* A sparse matrix by columns times a vector. */
#pragma tensoraot kernel shape(y[n])
static void csc(int n, int m, const int *restrict col, const int *restrict row,
		const double *restrict v, const double *restrict x,
		double *restrict y)
{
	for (int i = 0; i < n; i++)
		y[i] = 0;
	for (int j = 0; j < m; j++)
		for (int k = col[j]; k < col[j + 1]; k++)
			y[row[k]] += v[k] * x[j];
}

RUN(csc)
{
	csc(p->n, p->n, p->at[0], p->at[1], p->x[0], p->x[1], p->out->at);
}

/* Add what each token contributes to the gradient of its row. */
#pragma tensoraot kernel shape(g[m][d])
static void gradient(int n, int d, int m, const int *restrict t,
		     const float *restrict dy, float *restrict g)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < d; j++)
			g[t[i] * d + j] += dy[i * d + j];
}

RUN(gradient)
{
	gradient(p->n, p->k, p->m, p->at[0], p->f[0], p->out->at);
}

/* Share the charge of each particle out among the four points around it. */
#pragma tensoraot kernel shape(rho[w][w])
static void deposit(int n, int w, const float *restrict x,
		    const float *restrict y, float q, float *restrict rho)
{
	for (int i = 0; i < n; i++) {
		int c = (int)x[i], r = (int)y[i];
		float a = x[i] - c, b = y[i] - r;

		rho[r * w + c] += q * (1 - a) * (1 - b);
		rho[r * w + c + 1] += q * a * (1 - b);
		rho[(r + 1) * w + c] += q * (1 - a) * b;
		rho[(r + 1) * w + c + 1] += q * a * b;
	}
}

RUN(deposit)
{
	deposit(p->n, p->m, p->f[0], p->f[1], 1, p->out->at);
}

/* The largest number of each of m groups. */
#pragma tensoraot kernel shape(best[m])
static void most(int n, int m, const int *restrict at, const float *restrict x,
		 float *restrict best)
{
	for (int i = 0; i < m; i++)
		best[i] = -INFINITY;
	for (int i = 0; i < n; i++)
		if (x[i] > best[at[i]])
			best[at[i]] = x[i];
}

RUN(most)
{
	most(p->n, p->m, p->at[0], p->f[0], p->out->at);
}

/* A vector back in its order. */
#pragma tensoraot kernel
static void inverse(int n, const double *restrict x, const int *restrict at,
		    double *restrict y)
{
	for (int i = 0; i < n; i++)
		y[at[i]] = x[i];
}

RUN(inverse)
{
	inverse(p->n, p->x[0], p->at[0], p->out->at);
}
