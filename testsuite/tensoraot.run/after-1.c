/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of products that are divided or multiplied when they are complete, which a
   library does while it stores them: means, covariances, scores of attention.  Sizes
   about tiles, 0 and 1; divisors that are zero, infinite and NaN, and those for which
   the reciprocal is; what was there before is kept where it is part of the sum.  All
   numbers are small whole ones and all divisors powers of two where results are compared
   exactly.  If this fails, a factor is lost, taken twice, or taken of another part. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 130 };

#define FUNCTION(name)                                                         \
	KEEP static void name(int m, int n, int k, double (*a)[MOST],          \
			      double (*b)[MOST], double (*c)[MOST], double f)

/* In a box: "FIRST", the sum of "OP TERM", and "LAST". */
#define BOX(name, pragma, FIRST, OP, TERM, LAST)                               \
	FUNCTION(name)                                                         \
	{                                                                      \
		(void)f;                                                       \
		pragma                                                         \
		for (int i = 0; i < m; i++)                                    \
			for (int j = 0; j < n; j++) {                          \
				FIRST;                                         \
				for (int p = 0; p < k; p++)                    \
					c[i][j] OP a[i][p] * TERM;             \
				LAST;                                          \
			}                                                      \
	}

#define KERNEL(name, pragma)                                                   \
	BOX(name, pragma, c[i][j] = 0, +=, b[p][j], c[i][j] /= f)              \
	BOX(name##_kept, pragma, , +=, b[p][j], c[i][j] /= f)                  \
	BOX(name##_number, pragma, c[i][j] = 0, -=, b[j][p], c[i][j] *= 0.25)  \
	FUNCTION(name##_half)                                                  \
	{                                                                      \
		(void)b;                                                       \
		(void)n;                                                       \
		pragma                                                         \
		for (int i = 0; i < m; i++)                                    \
			for (int j = i; j < m; j++) {                          \
				c[i][j] = 0;                                   \
				for (int p = 0; p < k; p++)                    \
					c[i][j] += a[p][i] * a[p][j];          \
				c[i][j] /= f;                                  \
				c[j][i] = c[i][j];                             \
			}                                                      \
	}                                                                      \
	FUNCTION(name##_rows)                                                  \
	{                                                                      \
		(void)n;                                                       \
		pragma                                                         \
		for (int i = 0; i < m; i++) {                                  \
			c[0][i] = 0;                                           \
			for (int p = 0; p < k; p++)                            \
				c[0][i] += a[i][p] * b[0][p];                  \
			c[0][i] /= f;                                          \
		}                                                              \
	}

KERNEL(plain, )
KERNEL(kernel, _Pragma("tensoraot kernel"))

typedef void run(int, int, int, double (*)[MOST], double (*)[MOST],
		 double (*)[MOST], double);
static run *const plains[] = { plain, plain_kept, plain_half, plain_number,
			       plain_rows };
static run *const kernels[] = { kernel, kernel_kept, kernel_half, kernel_number,
				kernel_rows };
static double a[MOST][MOST], b[MOST][MOST], want[MOST][MOST], got[MOST][MOST];

static void compare(int m, int n, int k, double f)
{
	for (int w = 0; w < 5; w++) {
		for (int i = 0; i < MOST; i++)
			for (int j = 0; j < MOST; j++)
				want[i][j] = got[i][j] = i % 7 - j % 5;
		plains[w](m, n, k, a, b, want, f);
		kernels[w](m, n, k, a, b, got, f);
		for (int i = 0; i < MOST; i++)
			for (int j = 0; j < MOST; j++)
				if (want[i][j] != got[i][j]
				    && (want[i][j] == want[i][j]
					|| got[i][j] == got[i][j]))
					abort();
	}
}

int main(void)
{
	static const int sizes[] = { 0, 1, 5, 64, 67, 130 };
	static const double by[] = { 2, -8, 0x1p-1030, 0x1p1023, 0, INFINITY,
				     -INFINITY, NAN };

	for (int i = 0; i < MOST; i++)
		for (int j = 0; j < MOST; j++) {
			a[i][j] = (i * 3 + j) % 9 - 4;
			b[i][j] = (i + j * 5) % 11 - 5;
		}
	for (int m = 0; m < 6; m++)
		for (int n = 0; n < 6; n++)
			for (int k = 0; k < 6; k++)
				compare(sizes[m], sizes[n], sizes[k], 4);
	for (unsigned f = 0; f < sizeof by / sizeof by[0]; f++)
		for (int k = 0; k < 6; k++)
			for (int m = 1; m < 5; m++)
				compare(sizes[m], 64, sizes[k], by[f]);
	a[3][2] = INFINITY;
	b[1][4] = NAN;
	compare(67, 64, 130, 4);
	compare(67, 64, 130, 0);
	return 0;
}
