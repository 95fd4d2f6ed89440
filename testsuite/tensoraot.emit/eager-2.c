/* The near miss of eager-1.c: nothing here pays, and nothing is replaced.  If
   this fails, a call is made where the loops are faster. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "0 of 3" } } */
int a[4], b[4];
double x[2][2], y[2][2], z[2][2];

#pragma tensoraot kernel
void few (void)
{
  for (int i = 0; i < 4; i++)
    a[i] = b[i] + 1;
}
#pragma tensoraot kernel
void product (void)
{
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++)
      for (int p = 0; p < 2; p++)
	z[i][j] += x[i][p] * y[p][j];
}
#pragma tensoraot kernel
void scan (int n, int *v)
{
  for (int i = 1; i < n; i++)
    v[i] += v[i - 1] * 3;
}
