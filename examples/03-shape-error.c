/* SPDX-License-Identifier: MIT */
/* 03-shape-error.c - mistakes in shapes are compile-time errors.

   Two mistakes that a C compiler accepts: a loop that goes one too far, and
   a call whose array does not have the declared shape.  Without the plugin
   this file compiles silently under -Wall -Wextra -fanalyzer, and the
   program reads what it should not.  With the plugin it does not compile:

	gcc -O2 -fplugin=tensoraot -c 03-shape-error.c

   Each message names what is wrong, how far it reaches and the extent, and
   points at the declaration.  */
#include <stdio.h>

/* C = A B. */
#pragma tensoraot kernel
void matmul(int n, int k, int m, double a[n][k], double b[k][m],
	    double c[n][m])
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			c[i][j] = 0;
	for (int i = 0; i < n; i++)
		for (int p = 0; p < k; p++)
			for (int j = 0; j < m; j++)
				c[i][j] += a[i][p] * b[p][j];
}

/* Y = A X. */
#pragma tensoraot kernel
void apply(int n, int k, double a[n][k], double x[k], double y[n])
{
	for (int i = 0; i < n; i++) {
		y[i] = 0;
		for (int p = 0; p <= k; p++)	/* p < k is right */
			y[i] += a[i][p] * x[p];		/* wrong */
	}
}

static double a[4][5], b[6][7], c[4][7], x[8], y[4];

int main(void)
{
	apply(4, 5, a, x, y);
	matmul(4, 6, 7, a, b, c);		/* wrong: a is 4 by 5 */
	printf("%g %g\n", y[0], c[0][0]);
	return 0;
}
