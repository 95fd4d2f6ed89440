/* Where there is no next row, and where it reads what this one does, nothing is
   fetched.  If this fails, the processor asks for lines that it has.  */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2" } */
/* { dg-final { scan-assembler "movnt" } } */
/* { dg-final { scan-assembler-not "prefetch" } } */
void scale(long n, double *restrict y, const double *restrict x, double a)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] = a * x[i] + 1;
}

void spread(int n, int m, const double *restrict x, double y[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i][j] = 0.5 * x[j] + i;
}
