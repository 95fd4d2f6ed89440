/* A loop around loops is there once, in a region that one thread may have for
   itself by a call; not one that is around a call of the library, which has threads
   of its own where the region has none, and not a loop of vectors, which is as short
   itself as the call.  If this fails, kernels are twice as long, or a product runs
   in one thread.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=made" } */
/* { dg-final { scan-file "made/tensoraot_rows.c" "#pragma omp parallel if\\(" } } */
/* { dg-final { scan-file-times "made/tensoraot_rows.c" "#pragma omp simd" 1 } } */
/* { dg-final { scan-file-not "made/tensoraot_batch.c" "#pragma omp parallel if\\(" } } */
/* { dg-final { scan-file-times "made/tensoraot_line.c" "#pragma omp simd" 2 } } */
/* { dg-final { scan-file-not "made/tensoraot_line.c" "#pragma omp parallel if\\(" } } */
void rows(int n, int m, float (*restrict a)[m], const float *restrict x,
	  float *restrict y)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		y[i] = x[i] * 3;
		for (int j = 0; j < m; j++)
			a[i][j] = a[i][j] * 2 + x[j];
	}
}

void line(int n, float *restrict a, const float *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = a[i] * 2 + x[i];
}

void batch(int b, int n, double (*restrict c)[n][n], double (*restrict a)[n][n],
	   double (*restrict d)[n][n])
{
#pragma tensoraot kernel lower(blas)
	for (int l = 0; l < b; l++)
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				for (int k = 0; k < n; k++)
					c[l][i][j] += a[l][i][k] * d[l][k][j];
}
