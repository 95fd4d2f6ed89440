/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernels.c - twenty kernels of dense linear algebra in the loops that a
   textbook gives, one pragma each.

   With -DPREFIX=plain_ the names of all functions begin so (names.h).
   linear.exp compares those of two files, and the benchmarks measure them. */
#include "names.h"

#include <math.h>

/* C = alpha A B + beta C. */
void NAME(k_gemm)(int n, int m, int k, double alpha, double beta,
		  double c[n][m], double a[n][k], double b[k][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < m; j++)
			c[i][j] *= beta;
		for (int p = 0; p < k; p++)
			for (int j = 0; j < m; j++)
				c[i][j] += alpha * a[i][p] * b[p][j];
	}
}

/* D = alpha A B C + beta D. */
void NAME(k_2mm)(int n, int m, int k, double alpha, double beta,
		 double tmp[n][m], double a[n][k], double b[k][m],
		 double c[m][k], double d[n][k])
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++) {
				tmp[i][j] = 0;
				for (int p = 0; p < k; p++)
					tmp[i][j] += alpha * a[i][p] * b[p][j];
			}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < k; j++) {
				d[i][j] *= beta;
				for (int p = 0; p < m; p++)
					d[i][j] += tmp[i][p] * c[p][j];
			}
	}
}

/* G = (A B) (C D). */
void NAME(k_3mm)(int n, int m, int k, double e[n][m], double a[n][k],
		 double b[k][m], double f[m][k], double c[m][n], double d[n][k],
		 double g[n][k])
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++) {
				e[i][j] = 0;
				for (int p = 0; p < k; p++)
					e[i][j] += a[i][p] * b[p][j];
			}
		for (int i = 0; i < m; i++)
			for (int j = 0; j < k; j++) {
				f[i][j] = 0;
				for (int p = 0; p < n; p++)
					f[i][j] += c[i][p] * d[p][j];
			}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < k; j++) {
				g[i][j] = 0;
				for (int p = 0; p < m; p++)
					g[i][j] += e[i][p] * f[p][j];
			}
	}
}

/* A += u1 v1^T + u2 v2^T;  x += beta A^T y + z;  w += alpha A x. */
void NAME(k_gemver)(int n, double alpha, double beta, double a[n][n],
		    double u1[n], double v1[n], double u2[n], double v2[n],
		    double w[n], double x[n], double y[n], double z[n])
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				a[i][j] += u1[i] * v1[j] + u2[i] * v2[j];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				x[i] += beta * a[j][i] * y[j];
		for (int i = 0; i < n; i++)
			x[i] += z[i];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				w[i] += alpha * a[i][j] * x[j];
	}
}

/* y = alpha A x + beta B x. */
void NAME(k_gesummv)(int n, double alpha, double beta, double a[n][n],
		     double b[n][n], double tmp[n], double x[n], double y[n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		tmp[i] = 0;
		y[i] = 0;
		for (int j = 0; j < n; j++) {
			tmp[i] += a[i][j] * x[j];
			y[i] += b[i][j] * x[j];
		}
		y[i] = alpha * tmp[i] + beta * y[i];
	}
}

/* y = A^T (A x). */
void NAME(k_atax)(int n, int m, double a[n][m], double x[m], double y[m],
		  double tmp[n])
{
#pragma tensoraot kernel
	{
		for (int j = 0; j < m; j++)
			y[j] = 0;
		for (int i = 0; i < n; i++) {
			tmp[i] = 0;
			for (int j = 0; j < m; j++)
				tmp[i] += a[i][j] * x[j];
			for (int j = 0; j < m; j++)
				y[j] += a[i][j] * tmp[i];
		}
	}
}

/* s = A^T r;  q = A p. */
void NAME(k_bicg)(int n, int m, double a[n][m], double s[m], double q[n],
		  double p[m], double r[n])
{
#pragma tensoraot kernel
	{
		for (int j = 0; j < m; j++)
			s[j] = 0;
		for (int i = 0; i < n; i++) {
			q[i] = 0;
			for (int j = 0; j < m; j++) {
				s[j] += r[i] * a[i][j];
				q[i] += a[i][j] * p[j];
			}
		}
	}
}

/* x1 += A y1;  x2 += A^T y2. */
void NAME(k_mvt)(int n, double a[n][n], double x1[n], double x2[n],
		 double y1[n], double y2[n])
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				x1[i] += a[i][j] * y1[j];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				x2[i] += a[j][i] * y2[j];
	}
}

/* A[r][q][:] = C4^T A[r][q][:]. */
void NAME(k_doitgen)(int nr, int nq, int np, double a[nr][nq][np],
		     double c4[np][np], double sum[np])
{
#pragma tensoraot kernel
	for (int r = 0; r < nr; r++)
		for (int q = 0; q < nq; q++) {
			for (int p = 0; p < np; p++) {
				sum[p] = 0;
				for (int s = 0; s < np; s++)
					sum[p] += a[r][q][s] * c4[s][p];
			}
			for (int p = 0; p < np; p++)
				a[r][q][p] = sum[p];
		}
}

/* C = alpha A B + beta C, where A is symmetric and its lower triangle is
   stored. */
void NAME(k_symm)(int n, int m, double alpha, double beta, double c[n][m],
		  double a[n][n], double b[n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double sum = 0;

			for (int k = 0; k < i; k++) {
				c[k][j] += alpha * b[i][j] * a[i][k];
				sum += b[k][j] * a[i][k];
			}
			c[i][j] = beta * c[i][j] + alpha * b[i][j] * a[i][i] +
				  alpha * sum;
		}
}

/* C = alpha A A^T + beta C, lower triangle. */
void NAME(k_syrk)(int n, int k, double alpha, double beta, double c[n][n],
		  double a[n][k])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j <= i; j++)
			c[i][j] *= beta;
		for (int p = 0; p < k; p++)
			for (int j = 0; j <= i; j++)
				c[i][j] += alpha * a[i][p] * a[j][p];
	}
}

/* C = alpha A B^T + alpha B A^T + beta C, lower triangle. */
void NAME(k_syr2k)(int n, int k, double alpha, double beta, double c[n][n],
		   double a[n][k], double b[n][k])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j <= i; j++)
			c[i][j] *= beta;
		for (int p = 0; p < k; p++)
			for (int j = 0; j <= i; j++)
				c[i][j] += a[j][p] * alpha * b[i][p] +
					   b[j][p] * alpha * a[i][p];
	}
}

/* B = alpha A^T B in place, where A is lower triangular with ones on its
   diagonal. */
void NAME(k_trmm)(int n, int m, double alpha, double a[n][n], double b[n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			for (int k = i + 1; k < n; k++)
				b[i][j] += a[k][i] * b[k][j];
			b[i][j] *= alpha;
		}
}

/* Solve L x = b. */
void NAME(k_trisolv)(int n, double l[n][n], double x[n], double b[n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		x[i] = b[i];
		for (int j = 0; j < i; j++)
			x[i] -= l[i][j] * x[j];
		x[i] /= l[i][i];
	}
}

/* A = L L^T: L replaces the lower triangle of A. */
void NAME(k_cholesky)(int n, double a[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i; j++) {
			for (int k = 0; k < j; k++)
				a[i][j] -= a[i][k] * a[j][k];
			a[i][j] /= a[j][j];
		}
		for (int k = 0; k < i; k++)
			a[i][i] -= a[i][k] * a[i][k];
		a[i][i] = sqrt(a[i][i]);
	}
}

/* A = L U in place, L with ones on its diagonal; no pivots. */
void NAME(k_lu)(int n, double a[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < i; j++) {
			for (int k = 0; k < j; k++)
				a[i][j] -= a[i][k] * a[k][j];
			a[i][j] /= a[j][j];
		}
		for (int j = i; j < n; j++)
			for (int k = 0; k < i; k++)
				a[i][j] -= a[i][k] * a[k][j];
	}
}

/* Solve A x = b by A = L U in place, L y = b, U x = y. */
void NAME(k_ludcmp)(int n, double a[n][n], double b[n], double x[n],
		    double y[n])
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) {
			for (int j = 0; j < i; j++) {
				double w = a[i][j];

				for (int k = 0; k < j; k++)
					w -= a[i][k] * a[k][j];
				a[i][j] = w / a[j][j];
			}
			for (int j = i; j < n; j++) {
				double w = a[i][j];

				for (int k = 0; k < i; k++)
					w -= a[i][k] * a[k][j];
				a[i][j] = w;
			}
		}
		for (int i = 0; i < n; i++) {
			double w = b[i];

			for (int j = 0; j < i; j++)
				w -= a[i][j] * y[j];
			y[i] = w;
		}
		for (int i = n - 1; i >= 0; i--) {
			double w = y[i];

			for (int j = i + 1; j < n; j++)
				w -= a[i][j] * x[j];
			x[i] = w / a[i][i];
		}
	}
}

/* The covariance of the columns of the n rows of "data", which are centred
   in place. */
void NAME(k_covariance)(int n, int m, double data[n][m], double cov[m][m],
			double mean[m])
{
#pragma tensoraot kernel
	{
		for (int j = 0; j < m; j++) {
			mean[j] = 0;
			for (int i = 0; i < n; i++)
				mean[j] += data[i][j];
			mean[j] /= n;
		}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++)
				data[i][j] -= mean[j];
		for (int i = 0; i < m; i++)
			for (int j = i; j < m; j++) {
				cov[i][j] = 0;
				for (int k = 0; k < n; k++)
					cov[i][j] += data[k][i] * data[k][j];
				cov[i][j] /= n - 1.;
				cov[j][i] = cov[i][j];
			}
	}
}

/* The correlation of the columns of the n rows of "data", which are centred
   and scaled in place; a column that does not vary keeps its scale. */
void NAME(k_correlation)(int n, int m, double data[n][m], double corr[m][m],
			 double mean[m], double dev[m])
{
#pragma tensoraot kernel
	{
		for (int j = 0; j < m; j++) {
			mean[j] = 0;
			for (int i = 0; i < n; i++)
				mean[j] += data[i][j];
			mean[j] /= n;
		}
		for (int j = 0; j < m; j++) {
			dev[j] = 0;
			for (int i = 0; i < n; i++)
				dev[j] += (data[i][j] - mean[j]) *
					  (data[i][j] - mean[j]);
			dev[j] /= n;
			dev[j] = sqrt(dev[j]);
			dev[j] = dev[j] <= .1 ? 1 : dev[j];
		}
		for (int i = 0; i < n; i++)
			for (int j = 0; j < m; j++) {
				data[i][j] -= mean[j];
				data[i][j] /= sqrt(n) * dev[j];
			}
		for (int i = 0; i < m; i++) {
			corr[i][i] = 1;
			for (int j = i + 1; j < m; j++) {
				corr[i][j] = 0;
				for (int k = 0; k < n; k++)
					corr[i][j] += data[k][i] * data[k][j];
				corr[j][i] = corr[i][j];
			}
		}
	}
}

/* A = Q R by the modified method of Gram and Schmidt; A is overwritten. */
void NAME(k_gramschmidt)(int n, int m, double a[n][m], double r[m][m],
			 double q[n][m])
{
#pragma tensoraot kernel
	for (int k = 0; k < m; k++) {
		double norm = 0;

		for (int i = 0; i < n; i++)
			norm += a[i][k] * a[i][k];
		r[k][k] = sqrt(norm);
		for (int i = 0; i < n; i++)
			q[i][k] = a[i][k] / r[k][k];
		for (int j = k + 1; j < m; j++) {
			r[k][j] = 0;
			for (int i = 0; i < n; i++)
				r[k][j] += q[i][k] * a[i][j];
			for (int i = 0; i < n; i++)
				a[i][j] -= q[i][k] * r[k][j];
		}
	}
}

KERNEL(gemm, l->n, l->m, l->k, 1.5, 1.2, M(c), M(a), M(b))
KERNEL(2mm, l->n, l->m, l->k, 1.5, 1.2, M(e), M(a), M(b), M(c), M(d))
KERNEL(3mm, l->n, l->m, l->k, M(e), M(a), M(b), M(f), M(c), M(d), M(g))
KERNEL(gemver, l->n, 1.5, 1.2, M(a), l->u1, l->v1, l->u2, l->v2, l->w, l->x,
       l->y, l->z)
KERNEL(gesummv, l->n, 1.5, 1.2, M(a), M(b), l->w, l->x, l->y)
KERNEL(atax, l->n, l->m, M(a), l->x, l->y, l->w)
KERNEL(bicg, l->n, l->m, M(a), l->x, l->y, l->z, l->w)
KERNEL(mvt, l->n, M(a), l->x, l->y, l->z, l->w)
KERNEL(doitgen, slices(l), l->m, l->k, M(a), M(b), l->x)
KERNEL(symm, l->n, l->m, 1.5, 1.2, M(c), M(a), M(b))
KERNEL(syrk, l->n, l->k, 1.5, 1.2, M(c), M(a))
KERNEL(syr2k, l->n, l->k, 1.5, 1.2, M(c), M(a), M(b))
KERNEL(trmm, l->n, l->m, 1.5, M(a), M(b))
KERNEL(trisolv, l->n, M(a), l->x, l->y)
KERNEL(cholesky, l->n, M(a))
KERNEL(lu, l->n, M(a))
KERNEL(ludcmp, l->n, M(a), l->x, l->y, l->z)
KERNEL(covariance, l->n, l->m, M(a), M(b), l->x)
KERNEL(correlation, l->n, l->m, M(a), M(b), l->x, l->y)
KERNEL(gramschmidt, l->n + l->m, l->m, M(a), M(b), M(c))
