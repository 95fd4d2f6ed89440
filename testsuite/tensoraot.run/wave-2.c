/* Several statements in one loop over the columns of a table: alignments whose gaps have
   two costs, with three tables, with a scalar along the row and an array that all rows
   change, backwards; where each element comes from beside it, in bytes; the best of all;
   elements of all widths, that wrap; the sum of a row so far.  And what is nearly so: what
   is to the right of the row above, a scalar that goes on from row to row, a beginning of a
   row that is made of the row above, arms whose conditions differ.  Of no row or column,
   of a vector of either, and about as many.  If this fails, an element is made before
   those that it is made of, or something around a table is touched.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { ROWS = 68, COLS = 180, PAD = 300 };

#define FUNCTIONS(name, args, ...)                                        \
  __attribute__ ((noipa)) static void name args                           \
  {                                                                       \
    _Pragma ("tensoraot kernel fp(strict)")                               \
    {                                                                     \
      __VA_ARGS__                                                         \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain args                   \
  {                                                                       \
    __VA_ARGS__                                                           \
  }

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define TABLES(t, u, v) (int n, int m, t a[n][m], u b[n][m], v c[n][m], \
			 const signed char *x, const signed char *y, t *f)
#define CELLS for (int i = 1; i < n; i++) for (int j = 1; j < m; j++)

FUNCTIONS (gaps, TABLES (int, int, int),
  CELLS {
    b[i][j] = MAX (b[i][j - 1] - 1, a[i][j - 1] - 5);
    c[i][j] = MAX (c[i - 1][j] - 1, a[i - 1][j] - 5);
    int s = a[i - 1][j - 1] + (x[i - 1] == y[j - 1] ? n : -3);
    a[i][j] = MAX (s, MAX (b[i][j], c[i][j]));
  })

FUNCTIONS (flat, TABLES (int, int, int),
  int *A = a[0], *B = b[0], *C = c[0];
  CELLS {
    int e = B[i * m + j - 1] - 1, g = C[(i - 1) * m + j] - 1;
    if (A[i * m + j - 1] - 5 > e)
      e = A[i * m + j - 1] - 5;
    if (A[(i - 1) * m + j] - 5 > g)
      g = A[(i - 1) * m + j] - 5;
    int h = A[(i - 1) * m + j - 1] + (x[i] == y[j] ? 3 : -2);
    if (e > h)
      h = e;
    if (g > h)
      h = g;
    B[i * m + j] = e;
    C[i * m + j] = g;
    A[i * m + j] = h;
  })

FUNCTIONS (behind, TABLES (long, long, long),
  for (int i = n - 2; i >= 0; i--)
    for (int j = m - 2; j >= 0; j--) {
      b[i][j] = MAX (b[i][j + 1] - 1, a[i][j + 1] - 5);
      c[i][j] = MAX (c[i + 1][j] - 1, a[i + 1][j] - 5);
      a[i][j] = MAX (a[i + 1][j + 1] + (x[i] == y[j]), MAX (b[i][j], c[i][j]));
    })

FUNCTIONS (local, TABLES (int, int, int),
  for (int i = 1; i < n; i++) {
    int e = -100;
    a[i][0] = i & 7;
    for (int j = 1; j < m; j++) {
      e = MAX (e - 1, a[i][j - 1] - 5);
      f[j] = MAX (f[j] - 1, a[i - 1][j] - 5);
      int h = a[i - 1][j - 1] + (x[i] == y[j] ? 4 : -3);
      if (h < 0)
	h = 0;
      if (e > h)
	h = e;
      if (f[j] > h)
	h = f[j];
      a[i][j] = h;
    }
  })

FUNCTIONS (best, TABLES (int, int, int),
  int most = 0;
  for (int i = 1; i < n; i++) {
    int e = -100;
    for (int j = 1; j < m; j++) {
      e = MAX (e - 1, a[i][j - 1] - 5);
      c[i][j] = MAX (c[i - 1][j] - 1, a[i - 1][j] - 5);
      a[i][j] = MAX (MAX (a[i - 1][j - 1] + (x[i] == y[j] ? 4 : -3), 0),
		     MAX (e, c[i][j]));
      if (a[i][j] > most)
	most = a[i][j];
    }
  }
  f[0] = most;)

FUNCTIONS (from, TABLES (int, signed char, short),
  CELLS {
    int diag = a[i - 1][j - 1] + (x[i] == y[j] ? 1 : -1);
    int up = a[i - 1][j] - 1, left = a[i][j - 1] - 1;
    if (diag >= up && diag >= left) {
      a[i][j] = diag;
      b[i][j] = 'D';
      c[i][j] = 3000;
    } else if (up >= left) {
      a[i][j] = up;
      b[i][j] = -'U';
      c[i][j] = i;
    } else {
      a[i][j] = left;
      b[i][j] = 'L';
      c[i][j] = -3000;
    }
  })

FUNCTIONS (common, TABLES (long, unsigned char, int),
  CELLS
    if (x[i] == y[j]) {
      a[i][j] = a[i - 1][j - 1] + 1;
      b[i][j] = '\\';
    } else if (a[i - 1][j] >= a[i][j - 1]) {
      a[i][j] = a[i - 1][j];
      b[i][j] = '^';
    } else {
      a[i][j] = a[i][j - 1];
      b[i][j] = '<';
    })

FUNCTIONS (warp, TABLES (double, int, double),
  CELLS {
    double d = x[i] != y[j], s = a[i - 1][j - 1];
    int p = 0;
    if (a[i - 1][j] < s) {
      s = a[i - 1][j];
      p = 1;
    }
    if (a[i][j - 1] < s) {
      s = a[i][j - 1];
      p = 2;
    }
    a[i][j] = d * d + s;
    b[i][j] = p;
    c[i][j] = c[i - 1][j] * 0.5 + a[i][j];
  })

FUNCTIONS (shorts, TABLES (short, short, short),
  CELLS {
    if (x[i] == y[j])
      a[i][j] = a[i - 1][j - 1] + 1;
    else
      a[i][j] = a[i - 1][j] > a[i][j - 1] ? a[i - 1][j] : a[i][j - 1];
    b[i][j] = b[i - 1][j] * 3 - b[i][j - 1] + c[i][j];
  })

FUNCTIONS (bytes, TABLES (unsigned char, signed char, unsigned short),
  CELLS {
    int s = a[i - 1][j - 1] + (x[i] != y[j]);
    if (a[i - 1][j] + 1 < s)
      s = a[i - 1][j] + 1;
    if (a[i][j - 1] + 1 < s)
      s = a[i][j - 1] + 1;
    a[i][j] = s;
    b[i][j] = b[i][j - 1] * 5 + a[i][j];
    c[i][j] = ~c[i - 1][j] - b[i][j] * 77;
  })

FUNCTIONS (area, TABLES (unsigned, unsigned char, unsigned),
  CELLS a[i][j] = b[i][j] + a[i - 1][j] + a[i][j - 1] - a[i - 1][j - 1];)

FUNCTIONS (row, TABLES (unsigned, signed char, unsigned),
  for (int i = 1; i < n; i++) {
    unsigned s = i;
    for (int j = 0; j < m; j++) {
      s += b[i][j];
      a[i][j] = a[i - 1][j] + s;
    }
  })

/* What is nearly so.  */
FUNCTIONS (right, TABLES (int, int, int),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m - 1; j++) {
      b[i][j] = MAX (b[i][j - 1], a[i - 1][j + 1]);
      a[i][j] = MAX (a[i - 1][j], b[i][j]) + (x[i] == y[j]);
    })

FUNCTIONS (on, TABLES (int, int, int),
  int e = 3;
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++) {
      e = MAX (e - 1, a[i][j - 1]);
      a[i][j] = MAX (a[i - 1][j], e) - (x[i] == y[j]);
    })

FUNCTIONS (begin, TABLES (int, int, int),
  for (int i = 1; i < n; i++) {
    a[i][0] = a[i - 1][m - 1] & 15;
    int e = a[i - 1][m > 9 ? 9 : 0];
    for (int j = 1; j < m; j++) {
      e = MAX (e, a[i][j - 1] - 1);
      a[i][j] = MAX (a[i - 1][j] - (x[i] == y[j]), e);
    }
  })

FUNCTIONS (arms, TABLES (int, unsigned char, int),
  CELLS {
    if (x[i] == y[j]) {
      a[i][j] = a[i - 1][j - 1] + 1;
      b[i][j] = 1;
    }
    if (x[i] != y[j - 1]) {
      a[i][j] = a[i - 1][j] > a[i][j - 1] ? a[i - 1][j] : a[i][j - 1];
      b[i][j] = 2;
    }
  })

FUNCTIONS (changed, TABLES (int, unsigned char, int),
  CELLS
    if (a[i][j] > c[i][j]) {
      a[i][j] = a[i - 1][j] - 1;
      b[i][j] = 1;
    } else {
      a[i][j] = a[i][j - 1] ^ c[i][j];
      b[i][j] = a[i][j];
    })

FUNCTIONS (ahead, TABLES (int, int, int),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m - 1; j++) {
      f[j] = MAX (f[j + 1], a[i][j - 1]) - 1;
      a[i][j] = MAX (a[i - 1][j], f[j - 1]) + (x[i] == y[j]);
    })

static unsigned seed;

static unsigned
next (void)
{
  seed = seed * 1664525 + 1013904223;
  return seed >> 8;
}

static char memory[2][3][(ROWS * COLS + 2 * PAD) * 8], front[2][COLS * 8 + 64];
static signed char line[2][COLS + ROWS];

/* What elements begin with: numbers that take long to make, from which each test begins
   at another place.  */
enum { PLACES = 512 };
static char drawn[2][sizeof (memory[0]) + PLACES * 8];

static void
draw (void)
{
  for (size_t i = 0; i < sizeof (drawn[0]); i++)
    drawn[0][i] = next () % 3 ? 0 : next () & 31;
  for (size_t i = 0; i < sizeof (drawn[1]) / 8; i++)
    ((double *) drawn[1])[i] = next () % 100 / 8. - 6;
}

static void
fill (int real)
{
  memcpy (memory[0], drawn[real] + next () % PLACES * 8, sizeof (memory[0]));
  for (size_t i = 0; i < sizeof (front[0]); i++)
    front[0][i] = i % 4 ? 0 : next () & 15;
  for (size_t i = 0; i < sizeof (line); i++)
    ((char *) line)[i] = next () & 3;
  memcpy (memory[1], memory[0], sizeof (memory[0]));
  memcpy (front[1], front[0], sizeof (front[0]));
}

#define AT(k, t) ((void *) (memory[k][t] + (PAD + shift) * 8))
#define TRY(name, real)                                                   \
  do {                                                                    \
    fill (real);                                                          \
    name##_plain (n, m, AT (0, 0), AT (0, 1), AT (0, 2), line[0], line[1], \
		  (void *) front[0]);                                     \
    name (n, m, AT (1, 0), AT (1, 1), AT (1, 2), line[0], line[1],        \
	  (void *) front[1]);                                             \
    if (memcmp (memory[0], memory[1], sizeof (memory[0]))                 \
	|| memcmp (front[0], front[1], sizeof (front[0])))                \
      abort ();                                                           \
  } while (0)

int
main (void)
{
  static const int rows[] = { 0, 1, 2, 9, 16, 17, 18, 33, 50, 66 };
  static const int cols[] = { 0, 1, 3, 16, 33, 63, 64, 66, 80, 81, 130, 177 };

  draw ();
  for (unsigned i = 0; i < sizeof (rows) / sizeof (*rows); i++)
    for (unsigned j = 0; j < sizeof (cols) / sizeof (*cols); j++) {
      int n = rows[i], m = cols[j], shift = (i + j) % 7;

      seed = i * 100 + j;
      TRY (gaps, 0);
      TRY (flat, 0);
      TRY (behind, 0);
      TRY (local, 0);
      TRY (best, 0);
      TRY (from, 0);
      TRY (common, 0);
#ifndef __FAST_MATH__
      TRY (warp, 1);
#endif
      TRY (shorts, 0);
      TRY (bytes, 0);
      TRY (area, 0);
      TRY (row, 0);
      TRY (right, 0);
      TRY (on, 0);
      if (m)
	TRY (begin, 0);
      TRY (arms, 0);
      TRY (changed, 0);
      TRY (ahead, 0);
    }
  return 0;
}
