/* Tables and sweeps in which an element is made of those left of it and above it run
   one row behind the other, as vectors: longest common subsequences, with what is read
   under conditions; edits, alignments, warping, paths in place, sums of areas, sweeps
   that read what is to the right and below as it was; triangles and bands; backwards, in all types of
   elements, with NaN, infinities and zeros of both signs; of no row or column, of a
   vector of either, and about as many.  If this fails, an element is made before those
   that it is made of, or something around a table is touched.  */
/* { dg-additional-options "-ffp-contract=off -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { ROWS = 70, COLS = 200, PAD = 300 };

/* Where the compiler may add in another order, or take it that there is no NaN, the
   plain functions do what a kernel that is strict does not.  */
#ifdef __FAST_MATH__
enum { EXACT = 0 };
#else
enum { EXACT = 1 };
#endif

#define FUNCTIONS(name, args, ...)                                        \
  __attribute__ ((noipa)) static void name args                           \
  {                                                                       \
    _Pragma ("tensoraot kernel fp(strict)")                               \
    __VA_ARGS__                                                           \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_plain args                   \
  {                                                                       \
    __VA_ARGS__                                                           \
  }

FUNCTIONS (common, (int n, int m, int c[n][m], const signed char *x, const signed char *y),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++)
      if (x[i] == y[j])
	c[i][j] = c[i - 1][j - 1] + 1;
      else
	c[i][j] = c[i - 1][j] > c[i][j - 1] ? c[i - 1][j] : c[i][j - 1];)

FUNCTIONS (behind, (int n, int m, int c[n][m], const signed char *x, const signed char *y),
  for (int i = n - 2; i >= 0; i--)
    for (int j = m - 2; j >= 0; j--)
      if (x[i] == y[j])
	c[i][j] = c[i + 1][j + 1] + 1;
      else
	c[i][j] = c[i + 1][j] > c[i][j + 1] ? c[i + 1][j] : c[i][j + 1];)

FUNCTIONS (edits, (int n, int m, int d[n][m], const signed char *x, const signed char *y),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++) {
      int best = d[i - 1][j - 1] + (x[i] != y[j]);

      if (d[i - 1][j] + 1 < best)
	best = d[i - 1][j] + 1;
      if (d[i][j - 1] + 1 < best)
	best = d[i][j - 1] + 1;
      d[i][j] = best;
    })

FUNCTIONS (align, (int n, int m, int h[n][m], const unsigned short *x, const unsigned short *y),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++) {
      int s = h[i - 1][j - 1] + (x[i] == y[j] ? n : -3);

      if (h[i - 1][j] - 2 > s)
	s = h[i - 1][j] - 2;
      if (h[i][j - 1] - 2 > s)
	s = h[i][j - 1] - 2;
      h[i][j] = s > 0 ? s : 0;
    })

FUNCTIONS (warp, (int n, int m, double d[n][m], const double *x, const double *y),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++) {
      double s = d[i - 1][j - 1];

      if (d[i - 1][j] < s)
	s = d[i - 1][j];
      if (d[i][j - 1] < s)
	s = d[i][j - 1];
      d[i][j] = (x[i] - y[j]) * (x[i] - y[j]) + s;
    })

FUNCTIONS (path, (int n, int m, long d[n][m]),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++)
      d[i][j] += d[i - 1][j] < d[i][j - 1] ? d[i - 1][j] : d[i][j - 1];)

FUNCTIONS (area, (int n, int m, float s[n][m], const float a[n][m]),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++)
      s[i][j] = a[i][j] + s[i - 1][j] + s[i][j - 1] - s[i - 1][j - 1];)

FUNCTIONS (sweep, (int n, int m, double u[n][m], const double f[n][m]),
  for (int i = 1; i < n - 1; i++)
    for (int j = 1; j < m - 1; j++)
      u[i][j] = 0.25 * (u[i - 1][j] + u[i + 1][j] + u[i][j - 1] + u[i][j + 1]
			- f[i][j]);)

FUNCTIONS (mirror, (int n, int m, float u[n][m], const float f[n][m]),
  for (int i = 1; i < n; i++)
    for (int j = m - 2; j >= 0; j--)
      u[i][j] = u[i - 1][j] - u[i][j + 1] * f[i][m - 1 - j];)

FUNCTIONS (ways, (int n, int m, unsigned c[n][m], const unsigned *r, const unsigned *k),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++)
      c[i][j] = (r[i] & k[j]) != 0 || i == j ? (c[i - 1][j] ^ c[i][j - 1]) * 5u
	: -c[i - 1][j - 1] + (unsigned) j;)

FUNCTIONS (palindrome, (int n, int m, int d[n][m], const signed char *x, const signed char *y),
  for (int i = n - 2; i >= 0; i--)
    for (int j = i + 1; j < m; j++) {
      int best = d[i + 1][j - 1] + (x[i] == y[j]);

      if (d[i + 1][j] > best)
	best = d[i + 1][j];
      if (d[i][j - 1] > best)
	best = d[i][j - 1];
      d[i][j] = best;
    })

FUNCTIONS (lower, (int n, int m, double d[n][m], const double f[n][m]),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m && j <= 2 * i + 40; j++)
      d[i][j] = d[i - 1][j - 1] - d[i][j - 1] * 0.5 + f[i][j];)

FUNCTIONS (band, (int n, int m, float d[n][m], const signed char *x, const signed char *y),
  for (int i = 1; i < n; i++)
    for (int j = 1; j < m; j++)
      if (j >= i - 40 && j <= i + 45) {
	float least = d[i - 1][j - 1] + (x[i] != y[j]);

	if (d[i - 1][j] + 1 < least)
	  least = d[i - 1][j] + 1;
	if (d[i][j - 1] + 1 < least)
	  least = d[i][j - 1] + 1;
	d[i][j] = least;
      })

static unsigned seed;

static unsigned
next (void)
{
  seed = seed * 1664525 + 1013904223;
  return seed >> 8;
}

static char memory[2][(ROWS * COLS + 2 * PAD) * 8];
static char line[2][2 * COLS * 8];
static char other[ROWS * COLS * 8];

/* What elements begin with, of each type, and with what is special or not: numbers that
   take long to make, from which each test begins at another place.  */
enum { PLACES = 512 };
static struct {
  long made;
  char memory[sizeof (memory[0]) + PLACES * 8], line[sizeof (line)],
    other[sizeof (other) + PLACES * 8];
} drawn[4][2];

static void
draw (int type, int special)
{
  static const double odd[] = { 0.0, -0.0, __builtin_inf (), -__builtin_inf (),
				1e300, 1e-310 };
  char *memory = drawn[type][special].memory, *other = drawn[type][special].other;
  char *line = drawn[type][special].line;
  size_t bytes = sizeof (drawn[0][0].memory), n = bytes / 8;
  size_t others = sizeof (drawn[0][0].other);

  drawn[type][special].made = 1;
  for (size_t i = 0; i < bytes; i++)
    memory[i] = next () & 15;
  for (size_t i = 0; i < sizeof (drawn[0][0].line); i++)
    line[i] = next () & 3;
  for (size_t i = 0; i < others; i++)
    other[i] = next () & 15;
  if (type == 3)
    for (size_t i = 0; i < n; i++)
      ((long *) memory)[i] &= 0xffffff;
  if (type == 2)
    for (size_t i = 0; i < n; i++) {
      ((double *) memory)[i] = special && next () % 300 == 0
	? odd[next () % 6] : next () % 100 / 8. - 6;
      if (i < others / 8)
	((double *) other)[i] = special && next () % 300 == 0
	  ? __builtin_nan ("") : next () % 100 / 16.;
      if (i < sizeof (drawn[0][0].line) / 8)
	((double *) line)[i] = next () % 10 / 4.;
    }
  if (type == 1)
    for (size_t i = 0; i < 2 * n; i++) {
      ((float *) memory)[i] = special && next () % 300 == 0
	? odd[next () % 4] : next () % 100 / 8.f - 6;
      if (i < others / 4)
	((float *) other)[i] = next () % 100 / 16.f;
    }
}

static void
fill (int type, int special)
{
  if (!drawn[type][special].made)
    draw (type, special);
  memcpy (memory[0], drawn[type][special].memory + next () % PLACES * 8,
	  sizeof (memory[0]));
  memcpy (other, drawn[type][special].other + next () % PLACES * 8,
	  sizeof (other));
  memcpy (line, drawn[type][special].line, sizeof (line));
  memcpy (memory[1], memory[0], sizeof (memory[0]));
}

/* NaN are the same, whatever their bits.  */
static void
check (int type)
{
  for (size_t i = 0; i < sizeof (memory[0]) / 4; i++) {
    float x = ((float *) memory[0])[i], y = ((float *) memory[1])[i];
    double a = ((double *) memory[0])[i / 2], b = ((double *) memory[1])[i / 2];

    if (((int *) memory[0])[i] != ((int *) memory[1])[i]
	&& !(type == 1 && x != x && y != y) && !(type == 2 && a != a && b != b))
      abort ();
  }
}

#define AT(type, k) ((type (*)[m]) (memory[k] + (PAD + shift) * sizeof (type)))
#define TRY(t, name, elem, ...)                                           \
  for (int special = 0; special < 1 + EXACT; special++) {                         \
    fill (t, special);                                                    \
    name##_plain (n, m, (void *) AT (elem, 0), ##__VA_ARGS__);            \
    name (n, m, (void *) AT (elem, 1), ##__VA_ARGS__);                    \
    check (t);                                                            \
  }

int
main (void)
{
  static const int rows[] = { 0, 1, 2, 5, 9, 16, 17, 18, 33, 50, 66 };
  static const int cols[] = { 0, 1, 3, 16, 33, 63, 64, 65, 66, 80, 81, 130, 177 };

  for (unsigned i = 0; i < sizeof (rows) / sizeof (*rows); i++)
    for (unsigned j = 0; j < sizeof (cols) / sizeof (*cols); j++) {
      int n = rows[i], m = cols[j], shift = (i + j) % 7;

      seed = i * 100 + j;
      TRY (0, common, int, (void *) line[0], (void *) line[1]);
      TRY (0, behind, int, (void *) line[0], (void *) line[1]);
      TRY (0, edits, int, (void *) line[0], (void *) line[1]);
      TRY (0, align, int, (void *) line[0], (void *) line[1]);
      TRY (2, warp, double, (void *) line[0], (void *) line[1]);
      TRY (3, path, long);
      TRY (1, area, float, (void *) other);
      if (EXACT)
	TRY (2, sweep, double, (void *) other);
      if (EXACT)
	TRY (1, mirror, float, (void *) other);
      TRY (0, palindrome, int, (void *) line[0], (void *) line[1]);
      if (EXACT)
	TRY (2, lower, double, (void *) other);
      TRY (1, band, float, (void *) line[0], (void *) line[1]);
      TRY (0, ways, unsigned, (void *) line[0], (void *) line[1]);
    }
  return 0;
}
