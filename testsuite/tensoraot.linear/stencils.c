/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stencils.c - ten kernels whose loops carry values along, in the loops that
   a textbook gives, one pragma each: stencils repeated in time, recursive
   filters, recurrences, and dynamic programming.

   Named, compared and measured as kernels.c. */
#include "names.h"

#include <math.h>

/* Each step: the mean of three neighbours of A becomes B, that of B A. */
void NAME(k_jacobi_1d)(int steps, int n, double a[n], double b[n])
{
#pragma tensoraot kernel
	for (int t = 0; t < steps; t++) {
		for (int i = 1; i < n - 1; i++)
			b[i] = (a[i - 1] + a[i] + a[i + 1]) / 3;
		for (int i = 1; i < n - 1; i++)
			a[i] = (b[i - 1] + b[i] + b[i + 1]) / 3;
	}
}

/* The same for five neighbours in a plane. */
void NAME(k_jacobi_2d)(int steps, int n, int m, double a[n][m], double b[n][m])
{
#pragma tensoraot kernel
	for (int t = 0; t < steps; t++) {
		for (int i = 1; i < n - 1; i++)
			for (int j = 1; j < m - 1; j++)
				b[i][j] = .2 *
					  (a[i][j] + a[i][j - 1] + a[i][j + 1] +
					   a[i - 1][j] + a[i + 1][j]);
		for (int i = 1; i < n - 1; i++)
			for (int j = 1; j < m - 1; j++)
				a[i][j] = .2 *
					  (b[i][j] + b[i][j - 1] + b[i][j + 1] +
					   b[i - 1][j] + b[i + 1][j]);
	}
}

/* Explicit steps of the heat equation in space: r is the step of time times
   the conductivity over the square of the mesh. */
void NAME(k_heat_3d)(int steps, int n, int m, int k, double r,
		     double a[n][m][k], double b[n][m][k])
{
#define SECOND(x, y, z) ((x)-2 * (y) + (z))
#define HEAT(u)                                                                \
	(u[i][j][p] + r * SECOND(u[i + 1][j][p], u[i][j][p], u[i - 1][j][p]) + \
	 r * SECOND(u[i][j + 1][p], u[i][j][p], u[i][j - 1][p]) +              \
	 r * SECOND(u[i][j][p + 1], u[i][j][p], u[i][j][p - 1]))
#pragma tensoraot kernel
	for (int t = 0; t < steps; t++) {
		for (int i = 1; i < n - 1; i++)
			for (int j = 1; j < m - 1; j++)
				for (int p = 1; p < k - 1; p++)
					b[i][j][p] = HEAT(a);
		for (int i = 1; i < n - 1; i++)
			for (int j = 1; j < m - 1; j++)
				for (int p = 1; p < k - 1; p++)
					a[i][j][p] = HEAT(b);
	}
}

/* Maxwell's equations in a plane on the lattice of Yee: the electric fields ex
   and ey and the magnetic hz, driven by pulse[t] on the border. */
void NAME(k_fdtd_2d)(int steps, int n, int m, double ex[n][m], double ey[n][m],
		     double hz[n][m], double pulse[steps])
{
#pragma tensoraot kernel
	for (int t = 0; t < steps; t++) {
		for (int j = 0; j < m; j++)
			ey[0][j] = pulse[t];
		for (int i = 1; i < n; i++)
			for (int j = 0; j < m; j++)
				ey[i][j] -= .5 * (hz[i][j] - hz[i - 1][j]);
		for (int i = 0; i < n; i++)
			for (int j = 1; j < m; j++)
				ex[i][j] -= .5 * (hz[i][j] - hz[i][j - 1]);
		for (int i = 0; i < n - 1; i++)
			for (int j = 0; j < m - 1; j++)
				hz[i][j] -= .7 * (ex[i][j + 1] - ex[i][j] +
						  ey[i + 1][j] - ey[i][j]);
	}
}

/* Each step: every element becomes the mean of itself and its eight
   neighbours, in place. */
void NAME(k_seidel_2d)(int steps, int n, int m, double a[n][m])
{
#pragma tensoraot kernel
	for (int t = 0; t < steps; t++)
		for (int i = 1; i < n - 1; i++)
			for (int j = 1; j < m - 1; j++)
				a[i][j] = (a[i - 1][j - 1] + a[i - 1][j] +
					   a[i - 1][j + 1] + a[i][j - 1] +
					   a[i][j] + a[i][j + 1] +
					   a[i + 1][j - 1] + a[i + 1][j] +
					   a[i + 1][j + 1]) /
					  9;
}

/* The heat equation by alternating directions: each step solves tridiagonal
   systems along the columns, then along the rows, both by the method of
   Thomas, whose factors are p and q.  The implicit half of a step has the
   weights -a, 1 + 2 a, -a, the explicit one d, 1 - 2 d, d; the border is 1. */
void NAME(k_adi)(int steps, int n, double a, double d, double u[n][n],
		 double v[n][n], double p[n][n], double q[n][n])
{
	double b = 1 + 2 * a, e = 1 - 2 * d;

#pragma tensoraot kernel
	for (int t = 0; t < steps; t++) {
		for (int i = 1; i < n - 1; i++) {
			v[0][i] = 1;
			p[i][0] = 0;
			q[i][0] = v[0][i];
			for (int j = 1; j < n - 1; j++) {
				p[i][j] = a / (b - a * p[i][j - 1]);
				q[i][j] = (d * u[j][i - 1] + e * u[j][i] +
					   d * u[j][i + 1] + a * q[i][j - 1]) /
					  (b - a * p[i][j - 1]);
			}
			v[n - 1][i] = 1;
			for (int j = n - 2; j >= 1; j--)
				v[j][i] = p[i][j] * v[j + 1][i] + q[i][j];
		}
		for (int i = 1; i < n - 1; i++) {
			u[i][0] = 1;
			p[i][0] = 0;
			q[i][0] = u[i][0];
			for (int j = 1; j < n - 1; j++) {
				p[i][j] = a / (b - a * p[i][j - 1]);
				q[i][j] = (d * v[i - 1][j] + e * v[i][j] +
					   d * v[i + 1][j] + a * q[i][j - 1]) /
					  (b - a * p[i][j - 1]);
			}
			u[i][n - 1] = 1;
			for (int j = n - 2; j >= 1; j--)
				u[i][j] = p[i][j] * u[i][j + 1] + q[i][j];
		}
	}
}

/* Smooth the image "in" by the recursive filter of Deriche of width 1/alpha:
   forth and back along the rows, then along the columns. */
void NAME(k_deriche)(int n, int m, float alpha, float in[n][m], float out[n][m],
		     float y1[n][m], float y2[n][m])
{
	float e = expf(-alpha), b1 = 2 * e, b2 = -e * e;
	float k = (1 - e) * (1 - e) / (1 + 2 * alpha * e - e * e);
	float a1 = k, a2 = k * e * (alpha - 1), a3 = k * e * (alpha + 1),
	      a4 = -k * e * e;

#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) {
			float x = 0, y = 0, yy = 0;

			for (int j = 0; j < m; j++) {
				y1[i][j] = a1 * in[i][j] + a2 * x + b1 * y +
					   b2 * yy;
				x = in[i][j];
				yy = y;
				y = y1[i][j];
			}
		}
		for (int i = 0; i < n; i++) {
			float x = 0, xx = 0, y = 0, yy = 0;

			for (int j = m - 1; j >= 0; j--) {
				y2[i][j] = a3 * x + a4 * xx + b1 * y + b2 * yy;
				xx = x;
				x = in[i][j];
				yy = y;
				y = y2[i][j];
			}
		}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				out[i][j] = y1[i][j] + y2[i][j];
		for (int j = 0; j < m; j++) {
			float x = 0, y = 0, yy = 0;

			for (int i = 0; i < n; i++) {
				y1[i][j] = a1 * out[i][j] + a2 * x + b1 * y +
					   b2 * yy;
				x = out[i][j];
				yy = y;
				y = y1[i][j];
			}
		}
		for (int j = 0; j < m; j++) {
			float x = 0, xx = 0, y = 0, yy = 0;

			for (int i = n - 1; i >= 0; i--) {
				y2[i][j] = a3 * x + a4 * xx + b1 * y + b2 * yy;
				xx = x;
				x = out[i][j];
				yy = y;
				y = y2[i][j];
			}
		}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				out[i][j] = y1[i][j] + y2[i][j];
	}
}

/* Solve T y = -r by the recursion of Levinson and Durbin, where T is the
   symmetric Toeplitz matrix of 1, r[0], ..., r[n - 2]. */
void NAME(k_durbin)(int n, double r[n], double y[n], double z[n])
{
	double alpha = -r[0], beta = 1;

	y[0] = -r[0];
#pragma tensoraot kernel
	for (int k = 1; k < n; k++) {
		double sum = r[k];

		beta *= 1 - alpha * alpha;
		for (int i = 0; i < k; i++)
			sum += r[k - i - 1] * y[i];
		alpha = -sum / beta;
		for (int i = 0; i < k; i++)
			z[i] = y[i] + alpha * y[k - i - 1];
		for (int i = 0; i < k; i++)
			y[i] = z[i];
		y[k] = alpha;
	}
}

/* The length of the shortest path between any two of n nodes, in place of
   that of the edge between them. */
void NAME(k_floyd_warshall)(int n, int path[n][n])
{
#pragma tensoraot kernel
	for (int k = 0; k < n; k++)
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				if (path[i][k] + path[k][j] < path[i][j])
					path[i][j] = path[i][k] + path[k][j];
}

/* The largest number of pairs in a folding of each part i..j of the sequence
   "base", where 0 pairs with 3 and 1 with 2, but no neighbours. */
void NAME(k_nussinov)(int n, const int base[n], int most[n][n])
{
#pragma tensoraot kernel
	for (int i = n - 1; i >= 0; i--) {
		most[i][i] = 0;
		for (int j = i + 1; j < n; j++) {
			int best = most[i][j - 1];

			if (most[i + 1][j] > best)
				best = most[i + 1][j];
			if (j > i + 1) {
				int pair = most[i + 1][j - 1] +
					   (base[i] + base[j] == 3);

				if (pair > best)
					best = pair;
			}
			for (int k = i + 1; k < j; k++)
				if (most[i][k] + most[k + 1][j] > best)
					best = most[i][k] + most[k + 1][j];
			most[i][j] = best;
		}
	}
}

KERNEL(jacobi_1d, l->steps, l->n, M(a), M(b))
KERNEL(jacobi_2d, l->steps, l->n, l->m, M(a), M(b))
KERNEL(heat_3d, l->steps, slices(l), l->m, l->k, .125, M(a), M(b))
KERNEL(fdtd_2d, l->steps, l->n, l->m, M(a), M(b), M(c), l->u1)
KERNEL(seidel_2d, l->steps, l->n, l->m, M(a))
KERNEL(adi, l->steps, l->n, .7, .4, M(a), M(b), M(c), M(d))
KERNEL(deriche, l->n, l->m, .25f, M(a), M(b), M(c), M(d))
KERNEL(durbin, l->n, l->x, l->y, l->z)
KERNEL(floyd_warshall, l->n, M(a))
KERNEL(nussinov, l->n, M(w), M(a))
