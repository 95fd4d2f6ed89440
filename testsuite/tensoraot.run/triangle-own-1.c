/* Factorisations, systems of triangles and products with triangles, whose boxes are
   made without a library, in triangles that are solved looking
   right and in sums that stay in registers, at sizes about those of panels.  If
   this fails, a box is computed before what it is made of, or twice. */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX = 330, NKERNELS = 9 };

typedef void kernel (int n, int m, double a[n][n], double b[n][m],
		     double c[m][n]);

#define DEFINE(id, how)                                                     \
	__attribute__((noipa)) static void id##_lu(                         \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < n; i++) {                               \
			for (int j = 0; j < i; j++) {                       \
				for (int k = 0; k < j; k++)                 \
					a[i][j] -= a[i][k] * a[k][j];       \
				a[i][j] /= a[j][j];                         \
			}                                                   \
			for (int j = i; j < n; j++)                         \
				for (int k = 0; k < i; k++)                 \
					a[i][j] -= a[i][k] * a[k][j];       \
		}                                                           \
	}                                                                   \
	__attribute__((noipa)) static void id##_cholesky(                   \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < n; i++) {                               \
			for (int j = 0; j < i; j++) {                       \
				for (int k = 0; k < j; k++)                 \
					a[i][j] -= a[i][k] * a[j][k];       \
				a[i][j] /= a[j][j];                         \
			}                                                   \
			for (int k = 0; k < i; k++)                         \
				a[i][i] -= a[i][k] * a[i][k];               \
			a[i][i] = sqrt (a[i][i]);                           \
		}                                                           \
	}                                                                   \
	__attribute__((noipa)) static void id##_right(                      \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				for (int k = 0; k < j; k++)                 \
					c[i][j] -= c[i][k] * a[k][j];       \
				c[i][j] /= a[j][j];                         \
			}                                                   \
	}                                                                   \
	__attribute__((noipa)) static void id##_right_ones(                 \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++)                         \
				for (int k = 0; k < j; k++)                 \
					c[i][j] -= c[i][k] * a[k][j];       \
	}                                                                   \
	__attribute__((noipa)) static void id##_left(                       \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < n; i++)                                 \
			for (int j = 0; j < m; j++) {                       \
				for (int k = 0; k < i; k++)                 \
					b[i][j] -= a[i][k] * b[k][j];       \
				b[i][j] /= a[i][i];                         \
			}                                                   \
	}                                                                   \
	__attribute__((noipa)) static void id##_upwards(                    \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = n - 1; i >= 0; i--)                            \
			for (int j = 0; j < m; j++) {                       \
				for (int k = i + 1; k < n; k++)             \
					b[i][j] -= a[i][k] * b[k][j];       \
				b[i][j] /= a[i][i];                         \
			}                                                   \
	}                                                                   \
	__attribute__((noipa)) static void id##_product(                    \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < n; i++)                                 \
			for (int j = 0; j < m; j++)                         \
				for (int k = i + 1; k < n; k++)             \
					b[i][j] += a[k][i] * b[k][j];       \
	}                                                                   \
	__attribute__((noipa)) static void id##_square(                     \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < n; i++)                                 \
			for (int j = 0; j <= i; j++)                        \
				for (int k = 0; k < m; k++)                 \
					a[i][j] += b[i][k] * b[j][k];       \
	}                                                                   \
	__attribute__((noipa)) static void id##_later(                      \
		int n, int m, double a[n][n], double b[n][m],               \
		double c[m][n])                                             \
	{                                                                   \
		how                                                         \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				for (int k = 1; k < j; k++)                 \
					c[i][j] -= c[i][k] * a[k][j];       \
				c[i][j] /= a[j][j];                         \
			}                                                   \
	}                                                                   \
	static kernel *const id[NKERNELS] = {                               \
		id##_lu, id##_cholesky, id##_right, id##_right_ones,        \
		id##_left, id##_upwards, id##_product, id##_square,         \
		id##_later                                                  \
	};

DEFINE (plain, )
DEFINE (loops, _Pragma ("tensoraot kernel lower(loops)"))

struct data {
	double a[MAX * MAX], b[MAX * MAX], c[MAX * MAX];
};

static struct data given, want, got;

/* Fill the matrices, a so that it can be factorised. */
static void fill (int n)
{
	for (int i = 0; i < MAX * MAX; i++) {
		given.a[i] = (i * 7 % 11 - 5) / 64.0;
		given.b[i] = (i * 5 % 13 - 6) / 8.0;
		given.c[i] = (i * 3 % 17 - 8) / 8.0;
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j <= i; j++)
			given.a[j * n + i] = given.a[i * n + j] +=
				i == j ? n : 0;
}

/* Whether the matrices that "f" leaves are those of the plain kernel. */
static int agrees (kernel *f, int n, int m)
{
	const double *x = (const double *) &got, *y = (const double *) &want;

	got = given;
	f (n, m, (void *) got.a, (void *) got.b, (void *) got.c);
	for (int i = 0; i < 3 * MAX * MAX; i++)
		if (!(fabs (x[i] - y[i]) <= 1e-11 * (1 + fabs (y[i]))))
			return 0;
	return 1;
}

int main (void)
{
	static const int size[][2] = {
		{ 0, 3 }, { 1, 1 }, { 7, 9 }, { 31, 20 }, { 33, 33 },
		{ 63, 40 }, { 65, 7 }, { 100, 64 }, { 129, 270 },
		{ 257, 50 }, { 264, 1 }, { 300, 330 }
	};

	for (int s = 0; s < (int) (sizeof size / sizeof *size); s++)
		for (int k = 0; k < NKERNELS; k++) {
			int n = size[s][0], m = size[s][1];

			fill (n);
			want = given;
			plain[k](n, m, (void *) want.a, (void *) want.b,
				 (void *) want.c);
			if (!agrees (loops[k], n, m)) {
				printf ("kernel %d, %d by %d\n", k, n, m);
				return 1;
			}
		}
	return 0;
}
