/* A table of pointers to rows is a matrix behind a guard; what is not: a table
   that a store may change, for all that the types say; one whose pointers are
   loaded under a condition on data; one of matrices, which are worked on one
   by one.  If this fails, a classic C matrix runs as written, or one is taken
   for granted.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-report=report.txt" } */

#pragma tensoraot kernel
void product(int n, double **a, double **b, double **c)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				c[i][j] += a[i][k] * b[k][j];
}
/* { dg-final { scan-file report.txt {:11: product +\+ replaced by cblas_dgemm} } } */

#pragma tensoraot kernel
void bytes(int n, int m, char **a)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i][j] = 0;
}
/* { dg-final { scan-file report.txt {:21: bytes +- .*: a \[INVARIANT\]} } } */

#pragma tensoraot kernel
void some(int n, int m, const int *use, double **a, double *y)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			y[i * m + j] = use[i] ? a[i][j] : 0;
}
/* { dg-final { scan-file report.txt {:30: some +- .*\[ABSENT\]} } } */

#pragma tensoraot kernel
void batch(int count, int n, double **a, double **b, double **c)
{
	for (int q = 0; q < count; q++)
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++)
				for (int k = 0; k < n; k++)
					c[q][i * n + j] += a[q][i * n + k]
							   * b[q][k * n + j];
}
/* { dg-final { scan-file report.txt {:39: batch +- loop kept around the nests in it} } } */
/* { dg-final { scan-file report.txt {:40: batch +\+ replaced by cblas_dgemm} } } */

#pragma tensoraot kernel
void apart(int n, double **a, double *y)
{
	for (int i = 0; i < n; i++)
		y[i] = a[2 * i][0];
}
/* { dg-final { scan-file report.txt {:52: apart +- .*\[NON_AFFINE\]} } } */
