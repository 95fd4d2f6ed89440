/* Rows that data say, of a table too large for copies, change in threads that share the
   columns: each element by one thread, in the order of the source, so that floats are the
   same to the bit.  Rows of which few are long, and of several lengths.  If this fails,
   two threads change one row, or a column is left out.  */
/* { dg-additional-options "-ffp-contract=off" } */
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4000, MOST = 70, N = 6000 };
static float was[ROWS * MOST], table[2][ROWS * MOST], x[N * MOST];
static int p[N];

#pragma tensoraot kernel require(parallel) shape(s[m][d], y[n][d])
__attribute__ ((noipa)) static void
add_rows (int n, int m, int d, float *restrict s, const float *restrict y,
	  const int *restrict q)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < d; j++)
      s[q[i] * d + j] += y[i * d + j];
}

static void
add_plain (int n, int m, int d, float *s, const float *y, const int *q)
{
  for (int i = 0; i < n; i++)
    for (int j = 0; j < d; j++)
      s[q[i] * d + j] += y[i * d + j];
}

int
main (void)
{
  static const int columns[] = { 1, 7, 16, 33, MOST };

  for (int i = 0; i < ROWS * MOST; i++)
    was[i] = i % 100 * 0.01f;
  for (int i = 0; i < N * MOST; i++)
    x[i] = i % 77 * 0.013f;
  for (int i = 0; i < N; i++)
    p[i] = i % 3 ? i * 7919u % ROWS : 5;
  for (int k = 0; k < 5; k++)
    {
      memcpy (table[0], was, sizeof was);
      memcpy (table[1], was, sizeof was);
      add_rows (N, ROWS, columns[k], table[0], x, p);
      add_plain (N, ROWS, columns[k], table[1], x, p);
      if (memcmp (table[0], table[1], sizeof was))
	abort ();
    }
  return 0;
}
