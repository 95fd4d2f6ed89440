/* Where the compiler is told that nothing is infinite, a sum that may be reordered
   may be a call, with and without a pragma.  If this fails, the flags of the
   compiler do not count.  */
/* { dg-options "-Ofast -fopt-info-optimized -fplugin-arg-tensoraot-auto" } */
typedef _Complex double Z;

void pragma(int n, Z a[n][n], Z b[n][n], Z c[n][n])
{
#pragma tensoraot kernel fp(reassociate)
	for (int i = 0; i < n; i++) /* { dg-optimized "replaced by cblas_zgemm" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

void none(int n, Z *restrict a, Z *restrict b, Z *restrict c)
{
	for (int i = 0; i < n; i++) /* { dg-optimized "replaced by cblas_zgemm" } */
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i * n + j] += a[i * n + p] * b[p * n + j];
}
