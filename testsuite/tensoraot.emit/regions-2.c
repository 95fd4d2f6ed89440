/* A loop that is alone with its function, rows of nothing else, and a row after a
   scalar that one was called for, have registers allotted at once: the one loop that
   has its own is of the user's functions.  If this fails, each compilation takes
   longer for nothing.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O3 -march=x86-64-v4 -fdump-rtl-ira" } */
/* { dg-final { scan-assembler "_ZGVeN16v_expf" } } */
/* { dg-final { scan-tree-dump-times "Loop 1 \\(parent 0" 1 "ira" } } */
#include <math.h>

void map(long n, const float *restrict x, float *restrict y)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = expf(x[i]);
}

void rows(int n, int m, const float x[restrict n][m], float y[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i][j] = expf(-x[i][j]);
}

void scaled(int n, int m, float x[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float sum = 0;

		for (int j = 0; j < m; j++)
			sum += x[i][j];
		sum = expf(sum);
		for (int j = 0; j < m; j++)
			x[i][j] *= sum;
	}
}
