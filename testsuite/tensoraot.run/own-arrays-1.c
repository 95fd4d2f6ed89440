/* Points whose coordinates are held in small arrays, or in rows: forces between bodies, with
   and without each itself, vectors that are normalised, products of 3 by 3 and 4 by 4,
   a sum that goes on in one, one that is read before it is written, of which an address is
   taken, or an element at a place that data say, of which another iteration reads what one
   has left: the same as without a kernel, for no body, one, and about vectors.  If this
   fails, an array is taken apart that is memory. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 70 };

static void swap_ends(double *v)
{
	double t = v[0];

	v[0] = v[2];
	v[2] = t;
}

#define KERNELS(name, pragma)                                                  \
	KEEP static void name##_forces(int n, const double *p, double *a,      \
				       const int *at)                          \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double s[3] = { 0, 0, 0 };                             \
			for (int j = 0; j < n; j++) {                          \
				if (j == i)                                    \
					continue;                              \
				double d[3], r = 1;                            \
				for (int c = 0; c < 3; c++) {                  \
					d[c] = p[4 * j + c] - p[4 * i + c];    \
					r += d[c] * d[c];                      \
				}                                              \
				for (int c = 0; c < 3; c++)                    \
					s[c] += p[4 * j + 3] / (r * r) * d[c]; \
			}                                                      \
			for (int c = 0; c < 3; c++)                            \
				a[3 * i + c] = s[c];                           \
		}                                                              \
	}                                                                      \
	KEEP static void name##_all(int n, const double *p, double *a,         \
				    const int *at)                             \
	{                                                                      \
		double d[3], s[3];                                             \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			for (int c = 0; c < 3; c++)                            \
				s[c] = c;                                      \
			for (int j = 0; j < n; j++) {                          \
				double r = 1;                                  \
				for (int c = 2; c >= 0; c--) {                 \
					d[c] = p[3 * j + c] - p[3 * i + c];    \
					r += d[c] * d[c];                      \
				}                                              \
				for (int c = 0; c < 3; c++)                    \
					s[c] -= r * d[c];                      \
			}                                                      \
			for (int c = 0; c < 3; c++)                            \
				a[3 * i + c] = s[c];                           \
		}                                                              \
	}                                                                      \
	KEEP static void name##_unit(int n, const double *p, double *a,        \
				     const int *at)                            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double v[4], q = 0;                                    \
			for (int c = 0; c < 4; c++) {                          \
				v[c] = p[4 * i + c];                           \
				q += v[c] * v[c];                              \
			}                                                      \
			for (int c = 0; c < 4; c++)                            \
				a[4 * i + c] = v[3 - c] / (q + 1);             \
		}                                                              \
	}                                                                      \
	KEEP static void name##_square(int n, const double *p, double *a,      \
				       const int *at)                          \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double t[3][3];                                        \
			for (int r = 0; r < 3; r++)                            \
				for (int c = 0; c < 3; c++) {                  \
					t[r][c] = 0;                           \
					for (int k = 0; k < 3; k++)            \
						t[r][c] += p[3 * r + k] *      \
							   p[9 * i + 3 * k +   \
							     c];               \
				}                                              \
			for (int r = 0; r < 3; r++)                            \
				for (int c = 0; c < 3; c++)                    \
					a[9 * i + 3 * r + c] = t[c][r];        \
		}                                                              \
	}                                                                      \
	KEEP static void name##_rows(int n, const double *p, double *a,        \
				     const int *at)                            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double s = 0, t = 0;                                   \
			for (int j = 0; j < n; j++) {                          \
				if (i == j)                                    \
					continue;                              \
				double d = p[j] - p[i], e = p[n + j] - p[n + i];       \
				double w = p[2 * n + j] / (1 + d * d + e * e); \
				s += w * d;                                    \
				t += w * e;                                    \
			}                                                      \
			a[i] = s;                                              \
			a[n + i] = t;                                          \
		}                                                              \
	}                                                                      \
	/* what an iteration finds is what the one before has left */          \
	KEEP static void name##_goes_on(int n, const double *p, double *a,     \
					const int *at)                         \
	{                                                                      \
		double s[3] = { 1, 2, 3 };                                     \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			for (int c = 0; c < 3; c++)                            \
				a[3 * i + c] = s[c];                           \
			for (int c = 0; c < 3; c++)                            \
				s[c] = p[3 * i + c] - s[2 - c];                \
		}                                                              \
		a[0] += s[0] + s[1] - s[2];                                    \
	}                                                                      \
	KEEP static void name##_kept(int n, const double *p, double *a,        \
				     const int *at)                            \
	{                                                                      \
		double s[3] = { 1, 2, 3 };                                     \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int c = 0; c < 3; c++) {                          \
				a[3 * i + c] = s[c];                           \
				if (p[3 * i + c] > 0)                          \
					s[c] = p[3 * i + c];                   \
			}                                                      \
	}                                                                      \
	KEEP static void name##_address(int n, const double *p, double *a,     \
					const int *at)                         \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double v[3];                                           \
			for (int c = 0; c < 3; c++)                            \
				v[c] = p[3 * i + c];                           \
			swap_ends(v);                                          \
			for (int c = 0; c < 3; c++)                            \
				a[3 * i + c] = v[c];                           \
		}                                                              \
	}                                                                      \
	KEEP static void name##_counts(int n, const double *p, double *a,      \
				       const int *at)                          \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			double v[5] = { 0 };                                   \
			for (int c = 0; c < 4; c++)                            \
				v[at[4 * i + c]] += p[4 * i + c];              \
			for (int c = 0; c < 5; c++)                            \
				a[5 * i + c] = v[c];                           \
		}                                                              \
	}

KERNELS(kernel, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

typedef void kernel(int n, const double *p, double *a, const int *at);

static double p[MOST * 9], a[MOST * 9 + 4], b[MOST * 9 + 4];
static int at[MOST * 4];

static void check(kernel *f, kernel *g)
{
	for (int n = -1; n < MOST; n += n < 20 ? 1 : 7)
		for (int d = 0; d < 2; d++) {
			for (int i = 0; i < MOST * 9 + 4; i++)
				a[i] = b[i] = i % 13 - 6;
			f(n, d ? a + 4 : p, a, at);
			g(n, d ? b + 4 : p, b, at);
			if (memcmp(a, b, sizeof(a)))
				abort();
		}
}

int main(void)
{
	for (int i = 0; i < MOST * 9; i++)
		p[i] = (i * 7919 % 1000) / 64.0 - 5;
	for (int i = 0; i < MOST * 4; i++)
		at[i] = i * 31 % 5;
	p[40] = INFINITY;
	check(kernel_forces, plain_forces);
	check(kernel_all, plain_all);
	check(kernel_rows, plain_rows);
	check(kernel_unit, plain_unit);
	check(kernel_square, plain_square);
	check(kernel_goes_on, plain_goes_on);
	check(kernel_kept, plain_kept);
	check(kernel_address, plain_address);
	check(kernel_counts, plain_counts);
	return 0;
}
