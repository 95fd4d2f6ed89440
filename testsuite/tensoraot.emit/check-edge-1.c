/* A check touches what the loops touch and nothing else: the rest of the first
   and of the last row, and everything between rows that are far apart, may not
   be there.  If this fails, the program is ended by a signal. */
/* { dg-do run } */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager -fplugin-arg-tensoraot-check=abort" } */
/* { dg-output "^$" } */
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE = 4096, N = 64, FAR = 1 << 20 };

__attribute__((noipa)) static void corner (int n, long ld, double *a)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    for (int j = n - 1 - i; j < n; j++)
      a[i * ld + j] = a[i * ld + j] * 2 + 1;
}

__attribute__((noipa)) static void none (int n, int m, int k, double *c,
					 const double *x)
{
#pragma tensoraot kernel require(lowered)
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++)
      for (int p = 0; p < k; p++)
	c[i * m + j] += x[p];
}

int main (void)
{
  char *at = mmap (NULL, 3 * PAGE + (size_t) FAR * 9 * 8, PROT_NONE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  double *a = (double *) (at + PAGE);

  if (at == MAP_FAILED)
    abort ();
  /* The triangle begins with the last element of row 0, on a page; the others
     end there and begin on the page before.  */
  for (int i = 0; i < 8; i++)
    mprotect (at + (i ? 0 : PAGE) + (size_t) i * FAR * 8,
	      (i ? 2 : 1) * PAGE, PROT_READ | PROT_WRITE);
  corner (8, FAR, a - 7);
  for (int i = 0; i < 8; i++)
    if (a[(long) i * FAR] != 1 || a[(long) i * FAR - i] != 1)
      abort ();
  none (N, N, 0, (double *) at, NULL);
  return 0;
}
