/* Sums, products and largest ones over small windows whose elements outside of the image
   are the nearest, those of the other end, nothing or left out: of two dimensions and of
   one, with weights, counted, with what is done to the sum after, of all sizes from
   nothing on.  If this fails, a window at an edge has another element, or one twice.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 40 * 40 * 3 };
#define FIRST(i) ((i) * 37 % 101 % 4)
#include "both.h"

static const unsigned weight[25] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
				     14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25 };

#define I(r, c) in[(long) (r) * w + (c)]
#define O(r, c) out[(long) (r) * w + (c)]
#define ARGS (int h, int w, const unsigned *in, unsigned *out)
#define ALL for (int r = 0; r < h; r++) for (int c = 0; c < w; c++)
#define WINDOW for (int j = -1; j <= 1; j++) for (int i = -1; i <= 1; i++)

static unsigned
nearest (const unsigned *in, int h, int w, int r, int c)
{
  r = r < 0 ? 0 : r >= h ? h - 1 : r;
  c = c < 0 ? 0 : c >= w ? w - 1 : c;
  return I (r, c);
}

static unsigned
nothing (const unsigned *in, int h, int w, int r, int c)
{
  if (r < 0 || r >= h || c < 0 || c >= w)
    return 0;
  return I (r, c);
}

#define FORMS(K, f)                                                       \
  __attribute__ ((noipa)) static void f##_sum ARGS                        \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 3;                                                     \
      WINDOW s += nearest (in, h, w, r + j, c + i);                       \
      O (r, c) = s * 5;                                                   \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_weights ARGS                    \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 0;                                                     \
      WINDOW s += weight[(j + 1) * 3 + i + 1] * nothing (in, h, w, r + j, c + i); \
      O (r, c) = s;                                                       \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_counts ARGS                     \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 0, n = 0;                                              \
      WINDOW if (r + j >= 0 && r + j < h && c + i >= 0 && c + i < w)      \
	{                                                                 \
	  s += I (r + j, c + i);                                          \
	  n++;                                                            \
	}                                                                 \
      O (r, c) = s / (n + 1);                                             \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_largest ARGS                    \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 0;                                                     \
      WINDOW {                                                            \
	unsigned v = nearest (in, h, w, r + j, c + i);                    \
	s = v > s ? v : s;                                                \
      }                                                                   \
      O (r, c) = s;                                                       \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turns ARGS                      \
  {                                                                       \
    K ALL {                                                               \
      unsigned n = 0;                                                     \
      WINDOW if (i || j)                                                  \
	n += I ((r + j + h) % h, (c + i + w) % w);                        \
      O (r, c) = n == 3 || (n == 2 && I (r, c));                          \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_row ARGS                        \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 1;                                                     \
      for (int k = -2; k <= 2; k++)                                       \
	{                                                                 \
	  int a = c + k;                                                  \
	  if (a < 0)                                                      \
	    a = 0;                                                        \
	  if (a > w - 1)                                                  \
	    a = w - 1;                                                    \
	  s = s * 3 + I (r, a);                                           \
	}                                                                 \
      O (r, c) = s;                                                       \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_down ARGS                       \
  {                                                                       \
    K for (int r = h - 1; r >= 0; r--)                                    \
      for (int c = 0; c < w; c++)                                         \
	{                                                                 \
	  O (r, c) = 0;                                                   \
	  for (int k = 2; k >= -1; k--)                                   \
	    O (r, c) += nearest (in, h, w, r + k, c) * (k + 3);           \
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

	TRY (sum)
	TRY (weights)
	TRY (counts)
	TRY (largest)
	TRY (turns)
	TRY (row)
	TRY (down)
      }
  return 0;
}
