/* With "eager" what is legal is replaced though it may not pay: a product of
   two by two, a loop of four, a loop whose every iteration needs the one
   before.  Without it none is.  If this fails, tests of what small programs
   become test nothing, or small loops are replaced for nobody's good. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-report=report.txt" } */
/* { dg-final { scan-file report.txt "few +\\+ .*simd loop" } } */
/* { dg-final { scan-file report.txt "product +\\+ replaced by cblas_dgemm" } } */
/* { dg-final { scan-file report.txt "scan +\\+ loop" } } */
/* { dg-final { scan-file report.txt "3 of 3" } } */
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
