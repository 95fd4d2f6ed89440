/* Stencils that ask at each point which neighbours are there, in one to three
   dimensions, by choices, sums under conditions, branches and skipped iterations, with
   borders of one and two, written or left alone, in place, a dozen one after the
   other, and by a mode that is an argument; of all sizes from nothing to more than a vector.  If this fails, an
   element at a border was computed as one between the borders, or not at all.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 40 * 40 * 5 };
#include "both.h"

#define I(r, c) in[(long) (r) * w + (c)]
#define O(r, c) out[(long) (r) * w + (c)]
#define ARGS (int h, int w, int mode, const unsigned *in, unsigned *out)
#define ALL for (int r = 0; r < h; r++) for (int c = 0; c < w; c++)

#define FORMS(K, f)                                                       \
  __attribute__ ((noipa)) static void f##_pad ARGS                        \
  {                                                                       \
    K ALL {                                                               \
      unsigned a = c > 0 ? I (r, c - 1) : 3, b = c < w - 1 ? I (r, c + 1) : 5; \
      unsigned d = r > 0 ? I (r - 1, c) : 7, e = r < h - 1 ? I (r + 1, c) : 9; \
      O (r, c) = a * 2 + b * 3 + d * 5 + e * 7 + mode;                    \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_sum ARGS                        \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = I (r, c) * 3;                                          \
      if (c > 0)                                                          \
        s = s * 5 + I (r, c - 1);                                         \
      if (c != w - 1)                                                     \
        s = s * 7 + I (r, c + 1);                                         \
      if (r)                                                              \
        s = s * 9 - I (r - 1, c);                                         \
      if (r + 1 < h)                                                      \
        s = s * 11 - I (r + 1, c);                                        \
      O (r, c) = s + mode;                                                \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_either ARGS                     \
  {                                                                       \
    K ALL {                                                               \
      if (r == 0 || r == h - 1 || c == 0 || c == w - 1)                   \
        O (r, c) = mode;                                                  \
      else                                                                \
        O (r, c) = I (r, c - 1) + 2 * I (r, c + 1) + 3 * I (r - 1, c)     \
		   + 4 * I (r + 1, c);                                    \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_two ARGS                        \
  {                                                                       \
    K ALL {                                                               \
      if (c < 2 || c >= w - 2)                                            \
        continue;                                                         \
      O (r, c) = I (r, c - 2) * 3 + I (r, c + 2)                          \
		 + (r >= 2 ? I (r - 2, c) : 1) + (r < h - 2 ? I (r + 2, c) : 2); \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_down ARGS                       \
  {                                                                       \
    K for (int r = h - 1; r >= 0; r--)                                    \
      for (long c = w; c-- > 0;)                                          \
        O (r, c) = (c ? I (r, c - 1) : 0) - (r < h - 1 ? I (r + 1, c) : 0) \
		   + (c == w - 1) + mode;                                 \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_place ARGS                      \
  {                                                                       \
    (void) in;                                                            \
    K ALL O (r, c) = c > 0 && c < w - 1 ? O (r, c) * 3 + mode             \
					: r > 0 ? O (r, c) + 1 : O (r, c); \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_chain ARGS                      \
  {                                                                       \
    (void) in;                                                            \
    K ALL O (r, c) = c > 0 ? O (r, c - 1) * 3 + O (r, c) + mode : 1;      \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_mode ARGS                       \
  {                                                                       \
    K ALL {                                                               \
      unsigned v = I (r, c), s;                                           \
      if (mode == 1)                                                      \
        s = v * 3;                                                        \
      else if (mode == 2)                                                 \
        s = c > 0 ? v - I (r, c - 1) : v;                                 \
      else                                                                \
        s = v > 50 ? 50 : v;                                              \
      O (r, c) = s + 1;                                                   \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_deep ARGS                       \
  {                                                                       \
    K for (int k = 0; k < 5; k++)                                         \
      ALL out[((long) k * h + r) * w + c]                                 \
	= in[((long) k * h + r) * w + c]                                  \
	  + (k > 0 ? in[((long) (k - 1) * h + r) * w + c] * 3 : mode)     \
	  + (r > 0 ? in[((long) k * h + r - 1) * w + c] * 5 : 2)          \
	  + (c > 0 ? in[((long) k * h + r) * w + c - 1] * 7 : 1);         \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_line ARGS                       \
  {                                                                       \
    (void) h;                                                             \
    K for (int c = 0; c < w; c++)                                         \
      {                                                                   \
	out[c] = c == 0 ? in[c] : c == w - 1 ? in[c] * 2 + mode           \
			: in[c - 1] + in[c + 1];                          \
      }                                                                   \
  }

/* Each plane of one array is made of the plane before it of the other.  */
#define PLANE(k, p, q)                                                    \
  q[k * w + c] = c > 0 ? p[(k - 1) * w + c] * 3 + k : p[(k - 1) * w] - k;
#define MANY(K, f)                                                        \
  __attribute__ ((noipa)) static void f##_many (int w, unsigned *restrict p, \
						unsigned *restrict q)     \
  {                                                                       \
    K for (int c = 0; c < w; c++)                                         \
      {                                                                   \
	PLANE (1, p, q) PLANE (2, q, p) PLANE (3, p, q) PLANE (4, q, p)   \
	PLANE (5, p, q) PLANE (6, q, p) PLANE (7, p, q) PLANE (8, q, p)   \
	PLANE (9, p, q) PLANE (10, q, p) PLANE (11, p, q) PLANE (12, q, p) \
      }                                                                   \
  }

MANY (_Pragma ("tensoraot kernel"), kernel)
MANY (NOTHING, plain)
FORMS (_Pragma ("tensoraot kernel"), kernel)
FORMS (NOTHING, plain)

#define TRY(name) TRY_BOTH (name, h * w, h, w, mode)

static void
try (int h, int w, int mode)
{
  TRY (pad)
  TRY (sum)
  TRY (either)
  TRY (two)
  TRY (down)
  TRY (place)
  TRY (chain)
  TRY (mode)
  TRY (line)
  kernel_many (w, x, y);
  plain_many (w, xx, yy);
  compare ();
  if (h * w * 5 < MOST)
    {
      kernel_deep (h, w, mode, x, y);
      plain_deep (h, w, mode, xx, yy);
      compare ();
    }
}

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 3, 4, 5, 16, 17, 33, 40 };

  fill ();
  for (int i = 0; i < 10; i++)
    for (int j = 0; j < 10; j++)
      try (sizes[i], sizes[j], (i + j) % 4);
  return 0;
}
