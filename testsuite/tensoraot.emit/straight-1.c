/* A choice between values in a loop of vectors is an operation, with what its arms compute in
   front of it, one in another, too; what is divided, loaded or stored under a condition
   stays there, and so does what is added up under one.  If this fails, the compiler looks
   through the branches and makes no vectors, or does what C does not. */
/* { dg-options "-O2 -fno-tree-sink -fdump-tree-all" } */
/* { dg-final { scan-tree-dump {1\.5e\+0} "tensoraot-straight" } } */
/* { dg-final { scan-tree-dump-not {if [^\n]*1\.5e\+0} "tensoraot-straight" } } */
/* { dg-final { scan-tree-dump {if [^\n]*2\.5e\+0} "tensoraot-straight" } } */
/* { dg-final { scan-tree-dump {if [^\n]*3\.5e\+0} "tensoraot-straight" } } */

void limited (int n, const double *restrict u, double *restrict v)
{
#pragma tensoraot kernel serial
  for (int i = 1; i < n - 1; i++)
    {
      double a = u[i] - u[i - 1], b = u[i + 1] - u[i];
      double s = a * b <= 1.5 ? 0 : a < 1.5 ? a : b;
      v[i] = u[i] + 0.5 * s;
    }
}

void stored (int n, const double *restrict u, double *restrict v)
{
#pragma tensoraot kernel serial
  for (int i = 0; i < n; i++)
    if (u[i] > 2.5)
      v[i] = u[i];
}

void divided (int n, const double *restrict u, double *restrict v)
{
#pragma tensoraot kernel serial
  for (int i = 0; i < n; i++)
    v[i] = u[i] > 3.5 ? v[i] / u[i] : 1;
}
