/* A file that declares cblas_dgemm itself, or defines a function of the name
   a kernel would have, keeps its own. */
/* { dg-do assemble } */
/* { dg-options "-O2" } */
enum order { row = 101 };
enum trans { no = 111 };
extern void cblas_dgemm (enum order, enum trans, enum trans, int, int, int,
			 double, const double *, int, const double *, int,
			 double, double *, int);
int tensoraot_mm = 3;
void direct (int n, double *a, double *b, double *c)
{
  cblas_dgemm (row, no, no, n, n, n, 1, a, n, b, n, 0, c, n);
}
void mm (int n, double a[n][n], double b[n][n], double c[n][n])
{
#pragma tensoraot kernel require(blas)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      for (int p = 0; p < n; p++)
	c[i][j] += a[i][p] * b[p][j];
}
