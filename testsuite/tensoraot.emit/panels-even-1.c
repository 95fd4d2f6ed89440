/* The panels of a triangle are of one length, at most that of the plan, and four if
   there would be fewer, down to half of it; also those inside of one.  If this
   fails, the last panel of 260 rows has 4, and the library packs as much for it as
   for the other 256. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file tensoraot_cholesky.c {step = [^\n]* 256[^\n]* 128[^\n]* 8\) . 8;} } } */
/* { dg-final { scan-file tensoraot_cholesky.c "end = MIN_EXPR <i . step, hi>" } } */
/* { dg-final { scan-file-not tensoraot_cholesky.c "end = MIN_EXPR <i . 256, hi>" } } */
#include <math.h>
#pragma tensoraot kernel
void cholesky (int n, double a[n][n])
{
  for (int i = 0; i < n; i++)
    {
      for (int j = 0; j < i; j++)
	{
	  for (int k = 0; k < j; k++)
	    a[i][j] -= a[i][k] * a[j][k];
	  a[i][j] /= a[j][j];
	}
      for (int k = 0; k < i; k++)
	a[i][i] -= a[i][k] * a[i][k];
      a[i][i] = sqrt (a[i][i]);
    }
}
