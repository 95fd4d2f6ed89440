/* What is written only where the data says so is not known before a kernel runs:
   it is not checked, and the report says so.  What the condition keeps from being
   written may not be there, or may not be writable.  If this fails, a check saves
   elements that the loops do not touch, or puts them back: the program is ended
   by a signal. */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-report=r.txt -fplugin-arg-tensoraot-check=abort" } */
/* { dg-output "^$" } */
/* { dg-final { scan-file "r.txt" "store  *. parallel simd loop .not checked: what it writes is not known before it runs" } } */
/* { dg-final { scan-file "r.txt" "sum  *. parallel simd loop .not checked: what it writes is not known before it runs" } } */
/* { dg-final { scan-file "r.txt" "anyway  *. parallel simd loop\n" } } */
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096, N = 2 * PAGE / sizeof (double), M = 4 };

__attribute__((noipa)) static void store (int n, double *restrict y,
					  const double *restrict x)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    if (x[i] > 0)
      y[i] = x[i] * 2;
}

__attribute__((noipa)) static void sum (int n, double *restrict y,
					const double *restrict x)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < M; j++)
      if (x[i] > j)
	y[i] += x[i];
}

/* This one is checked: every element is written in any case.  */
__attribute__((noipa)) static void anyway (int n, double *restrict y,
					   const double *restrict x)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++) {
    y[i] = 1;
    if (x[i] > 0)
      y[i] = x[i];
  }
}

int main (void)
{
  static double x[N], z[N];
  char *at = mmap (NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  double *y = (double *) at;

  if (at == MAP_FAILED)
    abort ();
  for (int i = 0; i < N; i++)
    x[i] = i < N / 2 ? 1 : -1;
  mprotect (at + PAGE, PAGE, PROT_NONE);
  store (N, y, x);
  mprotect (at + PAGE, PAGE, PROT_READ);
  sum (N, y, x);
  anyway (N, z, x);
  for (int i = 0; i < N; i++)
    if (y[i] != (i < N / 2 ? 3 : 0) || z[i] != 1)
      abort ();
  return 0;
}
