/* Sums of more than 2^31 products, as calls of the library in several pieces: all
   of them are added, and added once.  If this fails, a length is cut short, or
   the result of a piece overwrites that of the one before.  */
/* { dg-do run { target { lp64 && openblas } } } */
/* { dg-options "-O2" } */
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

int32_t tensoraot_active = 1;
static int lowered;

uint64_t tensoraot_enter (void *record)
{
  return record != NULL;
}

void tensoraot_leave (void *record, uint64_t start, int32_t path, double flops)
{
  (void) record, (void) start, (void) flops;
  lowered += path == 0;
}

__attribute__((noinline)) float dot (long n, const float *x, const float *y)
{
  float s = 1;
#pragma tensoraot kernel lower (blas)
  for (long i = 0; i < n; i++)
    s += x[i] * y[i];
  return s;
}

__attribute__((noinline)) void gemv (long n, long m, const float *a,
				     const float *x, float *y)
{
#pragma tensoraot kernel lower (blas)
  for (long i = 0; i < n; i++)
    for (long j = 0; j < m; j++)
      y[i] += a[i * m + j] * x[j];
}

int main (void)
{
  long n = (1l << 31) + 77;
  size_t size = (size_t) n * sizeof (float);
  float *x = mmap (NULL, size, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  float y[1] = { 2 };

  if (x == MAP_FAILED)
    return 0;
  x[0] = 1;
  x[(1l << 30) - 1] = 2;
  x[1l << 30] = 3;
  x[1l << 31] = 4;
  x[n - 1] = 5;
  if (dot (n, x, x) != 1 + 1 + 4 + 9 + 16 + 25)
    abort ();
  gemv (1, n, x, x, y);
  if (y[0] != 2 + 1 + 4 + 9 + 16 + 25)
    abort ();
  return lowered != 2;
}
