/* Rows that are larger than the cache together are stored past it by one thread, too, which
   runs what several share; what is not stored so runs as it is written for one.  If this fails,
   a kernel on one thread reads what it only writes, which takes 1.7 times as long. */
/* { dg-do compile { target { x86_64-*-* && lp64 } } } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file "made/tensoraot_stencil.c" "omp_get_max_threads \\(\\) > 1 \\|\\| .*>= 3.3554432e\\+7" } } */
/* { dg-final { scan-file "made/tensoraot_add.c" "omp_get_max_threads \\(\\) > 1\\)" } } */
void stencil(int n, int m, const double x[restrict n][m], double y[restrict n][m])
{
#pragma tensoraot kernel
	for (int i = 1; i < n - 1; i++)
		for (int j = 1; j < m - 1; j++)
			y[i][j] = x[i][j] + x[i][j - 1] + x[i][j + 1]
				  + x[i - 1][j] + x[i + 1][j];
}

void add(long n, double *restrict y, const double *x)
{
#pragma tensoraot kernel
	for (long i = 0; i < n; i++)
		y[i] += x[i];
}
