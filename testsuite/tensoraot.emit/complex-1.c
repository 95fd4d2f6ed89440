/* Which sums of complex products are library calls.  If this fails, one is called
   that loses what the contract keeps, or another where it could be.  */
/* { dg-options "-O2 -fopt-info-optimized" } */
/* { dg-final { scan-assembler-not "cblas_zgemm" } } */
/* { dg-final { scan-assembler "cblas_cgemm" } } */
/* { dg-final { scan-assembler "cblas_zgemv" } } */
#include <complex.h>

typedef _Complex float C;
typedef _Complex double Z;

void mm(int n, C a[n][n], C b[n][n], C c[n][n])
{
#pragma tensoraot kernel require(blas)
	for (int i = 0; i < n; i++) /* { dg-optimized "replaced by cblas_cgemm" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * conjf(b[j][p]);
}

void mv(int n, Z a[n][n], Z *restrict x, const Z *y)
{
#pragma tensoraot kernel require(blas)
	for (int i = 0; i < n; i++) /* { dg-optimized "replaced by cblas_zgemv" } */
		for (int p = 0; p < n; p++)
			x[i] += conj(a[i][p]) * y[p];
}

/* Infinities are kept.  */
void kept(int n, Z a[n][n], Z b[n][n], Z c[n][n])
{
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

/* The order is kept.  */
void strict(int n, Z a[n][n], Z b[n][n], Z c[n][n])
{
#pragma tensoraot kernel fp(strict)
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

/* Conjugated and not transposed: its conjugate is copied.  */
void conjugated(int n, C a[n][n], C b[n][n], C c[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "replaced by cblas_cgemm" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += conjf(a[i][p]) * b[p][j];
}

/* One operand is real.  */
void real(int n, double a[n][n], Z b[n][n], Z c[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

/* One operand is of the other precision.  */
void wide(int n, C a[n][n], Z b[n][n], Z c[n][n])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "loop" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

/* Made by parts, in vectors.  */
Z sum(int n, Z *a, Z *b)
{
	Z s = 0;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "parallel simd loop" } */
		s += a[i] * b[i];
	return s;
}

/* Each product is tested for NaN, of which the compiler makes no vectors.  */
Z tested_sum(int n, Z *a, Z *b)
{
	Z s = 0;
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++) /* { dg-optimized "parallel loop" } */
		s += a[i] * b[i];
	return s;
}
