/* Rows that wait for themselves run four at a time: recurrences by rows and down
   columns, two chains of which one takes from the other, filters with variables of
   their own, rows that end from the back; of no row, one, and about four.  If this
   fails, rows share what is each one's own, or the last ones are left out or done
   twice.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager -ffp-contract=off" } */
#include <stdlib.h>
#include <string.h>

enum { ROWS = 11, COLS = 70 };

typedef double matrix[ROWS][COLS];

static matrix u, p[2], q[2], y[2];

#define FUNCTIONS(name, args, ...)                                        \
  __attribute__ ((noipa)) static void name args                           \
  {                                                                       \
    _Pragma ("tensoraot kernel fp(strict) require(lowered)")              \
    __VA_ARGS__                                                            \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain args                   \
  {                                                                       \
    __VA_ARGS__                                                            \
  }

FUNCTIONS (chains, (int n, int m, double a, double b, matrix p, matrix q),
  for (int i = 0; i < n; i++) {
    p[i][0] = i;
    q[i][0] = 1;
    for (int j = 1; j < m; j++) {
      p[i][j] = a / (b - a * p[i][j - 1]);
      q[i][j] = (u[j % ROWS][i] + a * q[i][j - 1]) / (b - a * p[i][j - 1]);
    }
    for (int j = m - 2; j >= 1; j--)
      q[i][j] = p[i][j] * q[i][j + 1] + q[i][j];
  })

FUNCTIONS (filter, (int n, int m, double a, double b, matrix y),
  for (int i = 0; i < n; i++) {
    double x1 = 0, y1 = i, y2 = 0;
    for (int j = 0; j < m; j++) {
      double v = a * u[i][j] + b * x1 - a * y1 - b * y2;
      x1 = u[i][j];
      y2 = y1;
      y1 = v;
      y[i][j] = v;
    }
  })

FUNCTIONS (down, (int n, int m, double a, double b, matrix y),
  for (int j = 0; j < m; j++)
    for (int i = 1; i < n; i++)
      y[i][j] = (y[i - 1][j] * a + u[i][j]) / (b + y[i - 1][j] * y[i - 1][j]);)

int main (void)
{
  for (int i = 0; i < ROWS; i++)
    for (int j = 0; j < COLS; j++)
      u[i][j] = (i * 7 + j * 3) % 13 * .25 - 1;
  for (int n = 0; n <= ROWS; n++)
    for (int m = 0; m <= COLS; m += m < 6 ? 1 : 32) {
      for (int f = 0; f < 2; f++) {
	memset (p[f], 0x55, sizeof p[f]);
	memset (q[f], 0x55, sizeof q[f]);
	memset (y[f], 0x55, sizeof y[f]);
	(f ? chains_plain : chains) (n, m, .7, 2.4, p[f], q[f]);
	(f ? filter_plain : filter) (n, m, .3, .2, y[f]);
      }
      if (memcmp (p[0], p[1], sizeof *p) || memcmp (q[0], q[1], sizeof *q)
	  || memcmp (y[0], y[1], sizeof *y))
	abort ();
      for (int f = 0; f < 2; f++)
	(f ? down_plain : down) (n, m, .3, 2.2, y[f]);
      if (memcmp (y[0], y[1], sizeof *y))
	abort ();
    }
  return 0;
}
