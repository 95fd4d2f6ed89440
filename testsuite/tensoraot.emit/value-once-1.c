/* A value that a function of libm makes under a condition, and that is stored and compared,
   is made once; one that a product makes is not kept for that.  If this fails, what takes
   longest is done twice. */
/* { dg-options "-O2 -fplugin-arg-tensoraot-emit=." } */
/* { dg-final { scan-file "tensoraot_barrier.c" {= .*exp \(} } } */
/* { dg-final { scan-file-not "tensoraot_barrier.c" {if \(.*exp \(} } } */
/* { dg-final { scan-file "tensoraot_cheap.c" {if \(.* \* .* > bar} } } */

double exp (double);

void barrier (int n, const double *restrict z, double *restrict s, int *restrict alive,
	      double bar)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    {
      if (!alive[i])
	continue;
      s[i] *= exp (z[i]);
      if (s[i] > bar)
	alive[i] = 0;
    }
}

void cheap (int n, const double *restrict z, double *restrict s, int *restrict alive,
	    double bar)
{
#pragma tensoraot kernel
  for (int i = 0; i < n; i++)
    {
      if (!alive[i])
	continue;
      s[i] *= z[i];
      if (s[i] > bar)
	alive[i] = 0;
    }
}
