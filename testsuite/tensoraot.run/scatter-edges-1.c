/* Where the type of a place alone says how many elements there may be, 256 of bytes, there
   may be fewer: none is read or written but those that change.  A parameter may have more
   than it is declared with, and a clause say that there is none.  If this fails, memory behind an array is touched, which is
   not there, or elements behind those that are declared change in no copy.  */
/* { dg-require-effective-target mmap } */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#pragma tensoraot kernel require(parallel)
__attribute__ ((noipa)) static void
count (int n, int *restrict h, const uint8_t *restrict p)
{
  for (int i = 0; i < n; i++)
    h[p[i]]++;
}

#pragma tensoraot kernel
__attribute__ ((noipa)) static void
most (int n, int *restrict h, const uint8_t *restrict p)
{
  for (int i = 0; i < n; i++)
    h[p[i]] = h[p[i]] > i ? h[p[i]] : i;
}

#pragma tensoraot kernel
__attribute__ ((noipa)) static void
declared (int n, int h[static 4], const uint8_t *restrict p, const int *restrict q)
{
  for (int i = 0; i < n; i++)
    h[p[i] + q[0]] += q[i];
}

#pragma tensoraot kernel shape(h[m]) require(parallel)
__attribute__ ((noipa)) static void
clause (int n, int m, int *restrict h, const uint8_t *restrict p)
{
  for (int i = 0; i < n; i++)
    h[p[i] & 7]++;
}

int
main (void)
{
  enum { SIZE = 4096 * 16, BINS = 12, N = 1000 };
  static const int said[] = { -3, 0, BINS };
  static uint8_t p[N];
  static int q[N], plain[BINS];
  char *m = mmap (0, 2 * SIZE, PROT_READ | PROT_WRITE,
		  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int *h = (int *) (m + SIZE) - BINS;

  if (m == MAP_FAILED || mprotect (m + SIZE, SIZE, PROT_NONE))
    abort ();
  for (int i = 0; i < N; i++)
    p[i] = i * 7 % (BINS - 1);
  for (int n = 0; n <= N; n += n < 40 ? 1 : 320)
    {
      memset (h, 0, sizeof plain);
      memset (plain, 0, sizeof plain);
      count (n, h, p);
      for (int i = 0; i < n; i++)
	plain[p[i]]++;
      if (memcmp (h, plain, sizeof plain))
	abort ();
      most (n, h, p);
      for (int i = 0; i < n; i++)
	plain[p[i]] = plain[p[i]] > i ? plain[p[i]] : i;
      if (memcmp (h, plain, sizeof plain))
	abort ();
      for (int k = 0; k < 3; k++)
	clause (n, said[k], h, p);
      for (int i = 0; i < n; i++)
	plain[p[i] & 7] += 3;
      if (memcmp (h, plain, sizeof plain))
	abort ();
      q[0] = 1;
      declared (n, h, p, q);
      for (int i = 0; i < n; i++)
	plain[p[i] + 1] += q[i];
      if (memcmp (h, plain, sizeof plain))
	abort ();
    }
  return 0;
}
