/* Rows outside of an image that are taken from inside, where the row is chosen once for a
   whole loop of vectors: a kernel for each row, reflected in two steps, the nearest one,
   that at the other end, one of two by a quotient that cannot be found where there is
   nothing to do; rows and columns at steps of two and three, as many as there are, or
   more; of the array that is written; by what changes along the row: of all sizes from
   nothing on, with what is read and written side by side and on each other.  If this
   fails, another row was read, or one that is not there.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 40 * 40 * 3 };
#include "both.h"

#define I(r, c) in[(long) (r) * w + (c)]
#define O(r, c) out[(long) (r) * w + (c)]
#define ARGS (int h, int w, const unsigned *in, unsigned *out)
#define ROW (int r, int h, int w, const unsigned *in, unsigned *out)
#define EACH(f) for (int r = 0; r < h; r++) f (r, h, w, in, out)
#define COLUMNS for (int c = 0; c < w; c++)

static int
reflect (int v, int n)
{
  if (v < 0)
    v = -v;
  if (v >= n)
    v = 2 * n - 2 - v;
  return v;
}

static int
inside (int v, int n)
{
  return v < 0 ? 0 : v >= n ? n - 1 : v;
}

#define FORMS(K, f)                                                       \
  __attribute__ ((noinline)) static void f##_reflected_row ROW            \
  {                                                                       \
    K COLUMNS {                                                           \
      unsigned s = 0;                                                     \
      for (int d = -2; d <= 2; d++)                                       \
	s += I (reflect (r + d, h), c) * (d == 0 ? 6 : 4 - d);            \
      O (r, c) = s;                                                       \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_reflected ARGS                  \
  {                                                                       \
    if (h > 2)                                                            \
      EACH (f##_reflected_row);                                           \
  }                                                                       \
  __attribute__ ((noinline)) static void f##_nearest_row ROW              \
  {                                                                       \
    K COLUMNS O (r, c) = I (inside (r - 1, h), c) * 3                     \
			 - I (inside (r + 1, h), c);                      \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_nearest ARGS                    \
  {                                                                       \
    EACH (f##_nearest_row);                                               \
  }                                                                       \
  __attribute__ ((noinline)) static void f##_turned_row ROW               \
  {                                                                       \
    K COLUMNS O (r, c) = I (r + 1 < h ? r + 1 : 0, c)                     \
			 + (c & 1 ? 5 : 3) * I (r > 0 ? r - 1 : h - 1, c); \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turned ARGS                     \
  {                                                                       \
    EACH (f##_turned_row);                                                \
  }                                                                       \
  __attribute__ ((noinline)) static void f##_part_row (int r, int w, int p, \
						       const unsigned *in, \
						       unsigned *out)     \
  {                                                                       \
    K COLUMNS O (r, c) = (w / p > 2 ? I (r, c) : I (r + 1, c)) + 1;       \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_part ARGS                       \
  {                                                                       \
    for (int r = 0; r + 1 < h; r++)                                       \
      f##_part_row (r, w, w ? 5 : 0, in, out);                            \
  }                                                                       \
  __attribute__ ((noinline)) static void f##_own_row (int r, int h, int w, \
						      unsigned *out)      \
  {                                                                       \
    K COLUMNS O (r, c) = O (r > 0 ? r - 1 : h - 1, c) * 3 + O (r, c);     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_own ARGS                        \
  {                                                                       \
    (void) in;                                                            \
    for (int r = 0; r < h; r++)                                           \
      f##_own_row (r, h, w, out);                                         \
  }                                                                       \
  __attribute__ ((noinline)) static void f##_along_row ROW                \
  {                                                                       \
    K COLUMNS O (r, c) = c < w - r ? I (r, c) : I (h - 1 - r, c) * 3;     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_along ARGS                      \
  {                                                                       \
    EACH (f##_along_row);                                                 \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_half_rows ARGS                  \
  {                                                                       \
    K for (int r = 0; r < h / 2; r++)                                     \
      COLUMNS {                                                           \
	unsigned s = 0;                                                   \
	for (int d = -2; d <= 2; d++)                                     \
	  s += I (inside (2 * r + d, h), c) * (d == 0 ? 6 : 4 - d);       \
	O (r, c) = s;                                                     \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_half_columns ARGS               \
  {                                                                       \
    K for (int r = 0; r < h; r++)                                         \
      for (int c = 0; c < (w + 1) / 2; c++)                               \
	O (r, c) = I (r, inside (2 * c - 1, w)) * 3                       \
		   + I (r, inside (2 * c + 1, w)) * 5                     \
		   + I (r, inside (2 * c + 2, w));                        \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_third ARGS                      \
  {                                                                       \
    K for (int r = 0; r < h; r++)                                         \
      COLUMNS O (r, c) = I (inside (3 * r - 4, h), inside (3 * c - 2, w)) \
			 - I (inside (h + 1 - 2 * r, h), c);              \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_known ARGS                      \
  {                                                                       \
    (void) h;                                                             \
    (void) w;                                                             \
    K for (int r = 0; r < 12; r++)                                        \
      for (int c = 0; c < 17; c++)                                        \
	{                                                                 \
	  unsigned s = 0;                                                 \
	  for (int d = -2; d <= 2; d++)                                   \
	    s = s * 3 + in[inside (2 * r + d, 24) * 34                    \
			   + inside (2 * c - d, 34)];                     \
	  out[r * 17 + c] = s;                                            \
	}                                                                 \
  }

FORMS (_Pragma ("tensoraot kernel"), kernel)
FORMS (NOTHING, plain)

#define TRY(name) TRY_BOTH (name, h * w, h, w)

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 3, 4, 5, 16, 17, 33, 40 };

  fill ();
  for (int i = 0; i < 10; i++)
    for (int j = 0; j < 10; j++)
      {
	int h = sizes[i], w = sizes[j];

	TRY (reflected)
	TRY (nearest)
	TRY (turned)
	TRY (part)
	TRY (own)
	TRY (along)
	TRY (half_rows)
	TRY (half_columns)
	TRY (third)
      }
  TRY_BOTH (known, 24 * 34, 24, 34)
  return 0;
}
