/* A kernel that reads at places that data say, or has a loop as written in it, is not
   checked, and the report says that this is why: what it writes is known.  If this fails,
   a check computes such elements without knowing where they are, or the reader looks for a
   condition that is not there.  */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-report=r.txt -fplugin-arg-tensoraot-check=abort" } */
/* { dg-output "^$" } */
/* { dg-final { scan-file "r.txt" "table  *. parallel simd loop .not checked: it reads at places that are not linear in the loop indices.\n" } } */
/* { dg-final { scan-file "r.txt" "sparse  *. parallel loop around a loop as written .not checked: a loop in it is as written.\n" } } */
/* { dg-final { scan-file "r.txt" "some  *. parallel simd loop .not checked: what it writes is not known before it runs.\n" } } */
/* { dg-final { scan-file "r.txt" "map  *. parallel simd loop, large results past the cache\n" } } */
#include <stdlib.h>

enum { N = 1000 };

__attribute__((noipa)) static void table (int n, double *restrict y,
					  const double *restrict x,
					  const int *restrict p)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    y[i] = x[p[i]];
}

__attribute__((noipa)) static void sparse (int n, double *restrict y,
					   const double *restrict x,
					   const int *restrict r)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++) {
    double s = 0;

    for (int k = r[i]; k < r[i + 1]; k++)
      s += x[k];
    y[i] = s;
  }
}

/* What is written comes first.  */
__attribute__((noipa)) static void some (int n, double *restrict y,
					 const double *restrict x,
					 const int *restrict p)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    if (p[i] > 3)
      y[i] = x[p[i]];
}

__attribute__((noipa)) static void map (int n, double *restrict y,
					const double *restrict x)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    y[i] = x[i] * 2;
}

int main (void)
{
  static double x[N], y[N], z[N], u[N], v[N];
  static int p[N + 1];

  for (int i = 0; i < N; i++) {
    x[i] = i;
    p[i] = N - 1 - i;
  }
  table (N, y, x, p);
  for (int i = 0; i <= N; i++)
    p[i] = i;
  sparse (N, z, x, p);
  some (N, u, x, p);
  map (N, v, x);
  for (int i = 0; i < N; i++)
    if (y[i] != N - 1 - i || z[i] != i || u[i] != (i > 3 ? i : 0)
	|| v[i] != 2 * i)
      abort ();
  return 0;
}
