/* Several sums over one window, whose loops are written out in a loop of vectors: of 5 by
   5, 3 by 4 at steps, 8 by 8 that do not fit, of differences, with weights, largest ones,
   in scalars and in what is written; a window that depends on the row, and rows of a
   matrix that is turned, which are none; of all sizes from nothing on, with what is read
   and written side by side and on each other.  If this fails, a window has another
   element.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 40 * 40 * 3 };
#define FIRST(i) ((i) * 37 % 101 % 7)
#include "both.h"

#define I(r, c) in[(long) (r) * w + (c)]
#define O(r, c) out[(long) (r) * w + (c)]
#define ARGS (int h, int w, const unsigned *in, unsigned *out)
#define ALL(m, n, s) for (int r = 0; r + m <= h; r++) \
		       for (int c = 0; c * s + n <= w; c++)
#define WINDOW(m, n) for (int j = 0; j < m; j++) for (int i = 0; i < n; i++)

#define FORMS(K, f)                                                       \
  __attribute__ ((noipa)) static void f##_two ARGS                        \
  {                                                                       \
    K ALL (5, 5, 1) {                                                     \
      unsigned s = 0, q = 1;                                              \
      WINDOW (5, 5) { s += I (r + j, c + i); q += I (r + j, c + i) * I (r + j, c + i); } \
      O (r, c) = q * 25 - s * s;                                          \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_steps ARGS                      \
  {                                                                       \
    K ALL (3, 4, 2) {                                                     \
      unsigned s = 0, q = 0;                                              \
      WINDOW (3, 4) { s += I (r + j, 2 * c + i) * (j + 1); q ^= I (r + j, 2 * c + i) << i; } \
      O (r, c) = q - s * 7;                                               \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_large ARGS                      \
  {                                                                       \
    K ALL (8, 8, 4) {                                                     \
      unsigned s = 0, q = 0;                                              \
      WINDOW (8, 8) { s += I (r + j, 4 * c + i); q += s; }                \
      O (r, c) = q + s;                                                   \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_apart ARGS                      \
  {                                                                       \
    K ALL (8, 8, 1) {                                                     \
      unsigned s = 0, q = 0;                                              \
      WINDOW (8, 8) { s += I (r + j, c + i); q += I (r + j, c + i) * 3; } \
      O (r, c) = q * 5 + s;                                               \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_most ARGS                       \
  {                                                                       \
    K ALL (4, 3, 1) {                                                     \
      unsigned m = 0, n = 0;                                              \
      WINDOW (4, 3) { m = I (r + j, c + i) > m ? I (r + j, c + i) : m; n += I (r + j, c + i) == 3; } \
      O (r, c) = m * 100 + n;                                             \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_stored ARGS                     \
  {                                                                       \
    K ALL (5, 4, 1) {                                                     \
      O (r, c) = 5;                                                       \
      WINDOW (5, 4) O (r, c) = O (r, c) * 3 + I (r + j, c + i);           \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_wider ARGS                      \
  {                                                                       \
    K for (int r = 0; r + 2 <= h; r++)                                    \
      for (int c = 0; c + 4 <= w; c++) {                                  \
	unsigned s = 0, q = 0;                                            \
	for (int j = 0; j < 2; j++)                                       \
	  for (int i = 0; i < (r < 4 ? r : 4); i++)                       \
	    { s += I (r + j, c + i); q += s * s; }                        \
	O (r, c) = q - s;                                                 \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turned ARGS                     \
  {                                                                       \
    if (w >= 8)                                                           \
      K for (int r = 0; r + 8 <= h; r++)                                  \
	for (int i = 0; i < 8; i++)                                       \
	  out[i * h + r] = I (r, i);                                      \
  }

FORMS (_Pragma ("tensoraot kernel fp(strict)"), kernel)
FORMS (NOTHING, plain)

#define TRY(name) TRY_BOTH (name, h * w, h, w)

int
main (void)
{
  static const int sizes[] = { 0, 1, 4, 5, 8, 9, 21, 24, 39, 40 };

  fill ();
  for (int i = 0; i < 10; i++)
    for (int j = 0; j < 10; j++)
      {
	int h = sizes[i], w = sizes[j];

	TRY (two)
	TRY (steps)
	TRY (large)
	TRY (apart)
	TRY (most)
	TRY (stored)
	TRY (wider)
	TRY (turned)
      }
  return 0;
}
