/* SPDX-License-Identifier: MIT */
/* Do the kernels of kernels.h, compiled with a fault in the plugin, compute
   what they compute without it?  The data are integers and small, so that no
   order of a sum changes it. */
#include <string.h>

void abort (void);

#ifdef KERNELS
#define NAME(x) x
#include "kernels.h"
#else
#define PLAIN
#define NAME(x) plain_##x
#include "kernels.h"

void mm (int, int, int, int, const double *, const double *, double *,
	 const double *);
double sums (int, const double *, double *, const int **);
unsigned bytes (unsigned, const unsigned char *, short *, int *);

enum { N = 48 };
static double a[N * N], b[N * N], c[2][N * N + 1], x[N];
static unsigned char u[N];
static short v[2][N + 1];

static void
test (int n)
{
  const int *end[2];
  double s[2];
  unsigned h[2];
  int most[2];

  memset (c, 0, sizeof c);
  mm (n, n - n / 3, n / 2, n, a, b, c[0], x);
  plain_mm (n, n - n / 3, n / 2, n, a, b, c[1], x);
  if (memcmp (c[0], c[1], sizeof c[0]))
    abort ();
  s[0] = sums (n, x, c[0], &end[0]);
  s[1] = plain_sums (n, x, c[1], &end[1]);
  if (s[0] != s[1] || memcmp (c[0], c[1], sizeof c[0]))
    abort ();
  h[0] = bytes ((unsigned) n, u, v[0], &most[0]);
  h[1] = plain_bytes ((unsigned) n, u, v[1], &most[1]);
  if (h[0] != h[1] || most[0] != most[1] || memcmp (v[0], v[1], sizeof v[0]))
    abort ();
}

int
main (void)
{
  for (int i = 0; i < N * N; i++)
    {
      a[i] = i % 7 - 3;
      b[i] = i % 5 - 2;
      x[i % N] = i % 11 - 5;
      u[i % N] = (unsigned char) (i * 37);
    }
  for (int n = 0; n <= N; n += 1 + n / 5)
    test (n);
  test (N);
  return 0;
}
#endif
