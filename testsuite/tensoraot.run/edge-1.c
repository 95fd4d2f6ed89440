/* Elements outside of an image that are taken from inside: the nearest, that at the
   other end, or as far inside, by minima, choices of subscripts, remainders, pointers to
   rows, early returns of a function of the file; steps of one, two and three, of all
   sizes from nothing on, with what is read and written side by side.  If this fails,
   another element was read at an edge.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 40 * 40 * 3 };
#include "both.h"

#define I(r, c) in[(long) (r) * w + (c)]
#define O(r, c) out[(long) (r) * w + (c)]
#define ARGS (int h, int w, const unsigned *in, unsigned *out)
#define ALL for (int r = 0; r < h; r++) for (int c = 0; c < w; c++)

static int
clamp (int v, int lo, int hi)
{
  return v < lo ? lo : v > hi ? hi : v;
}

static unsigned
pixel (const unsigned *in, int h, int w, int r, int c)
{
  if (c < 0)
    c = 0;
  if (c >= w)
    c = w - 1;
  if (r < 0)
    r = 0;
  if (r >= h)
    r = h - 1;
  return I (r, c);
}

static unsigned
zero_pixel (const unsigned *in, int h, int w, int r, int c)
{
  if (r < 0 || r >= h || c < 0 || c >= w)
    return 0;
  return I (r, c);
}

#define FORMS(K, f)                                                       \
  __attribute__ ((noipa)) static void f##_nearest ARGS                    \
  {                                                                       \
    K ALL {                                                               \
      int a = c > 0 ? c - 1 : 0, b = c < w - 1 ? c + 1 : w - 1;           \
      O (r, c) = I (r, a) * 3 + I (r, b);                                 \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_pixels ARGS                     \
  {                                                                       \
    K ALL O (r, c) = pixel (in, h, w, r - 1, c) * 3                       \
		     + pixel (in, h, w, r + 1, c) * 5                     \
		     + pixel (in, h, w, r, c - 1) * 7                     \
		     - pixel (in, h, w, r, c + 1);                        \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_corners ARGS                    \
  {                                                                       \
    K ALL O (r, c) = pixel (in, h, w, r - 1, c - 1) * 3                   \
		     + pixel (in, h, w, r + 1, c + 1);                    \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_zeros ARGS                      \
  {                                                                       \
    K ALL O (r, c) = zero_pixel (in, h, w, r - 1, c) * 3                  \
		     + zero_pixel (in, h, w, r, c + 1);                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_farther ARGS                    \
  {                                                                       \
    K ALL O (r, c) = zero_pixel (in, h, w, r, c - 1) * 3                  \
		     + zero_pixel (in, h, w, r, c - 2)                    \
		     + zero_pixel (in, h, w, r, c + 3) * 5;               \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_clamped ARGS                    \
  {                                                                       \
    K ALL O (r, c) = I (clamp (r - 2, 0, h - 1), clamp (c + 3, 0, w - 1)); \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turn ARGS                       \
  {                                                                       \
    K ALL O (r, c) = I (r, (c + 1) % w) + 3 * I (r, (c + w - 1) % w)      \
		     + 5 * I ((r + h - 1) % h, c);                        \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_turn_if ARGS                    \
  {                                                                       \
    K ALL {                                                               \
      int a = c == 0 ? w - 1 : c - 1, b = c == w - 1 ? 0 : c + 1;         \
      O (r, c) = I (r, a) - 7 * I (r, b);                                 \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_mirror ARGS                     \
  {                                                                       \
    K ALL O (r, c) = I (r, abs (c - 1) % w) + 3 * I (r, w > 1 ? c : 0)    \
		     + I (r < h - 1 ? r + 1 : h - 1, c);                  \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_rows ARGS                       \
  {                                                                       \
    K for (int r = 0; r < h; r++)                                         \
      {                                                                   \
	const unsigned *up = in + (long) (r > 0 ? r - 1 : 0) * w;         \
	const unsigned *down = in + (long) (r < h - 1 ? r + 1 : r) * w;   \
	for (int c = 0; c < w; c++)                                       \
	  O (r, c) = up[c] * 3 - down[c];                                 \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_moving ARGS                     \
  {                                                                       \
    K for (int r = 0; r < h; r++)                                         \
      {                                                                   \
	const unsigned *up = in + (long) (r > 0 ? r - 1 : 0) * w;         \
	for (int c = 0; c < w; c++)                                       \
	  O (r, c) = *up++;                                               \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_window ARGS                     \
  {                                                                       \
    K ALL {                                                               \
      unsigned s = 0;                                                     \
      for (int k = -2; k <= 2; k++)                                       \
	s = s * 3 + I (r, clamp (c + k, 0, w - 1));                       \
      O (r, c) = s;                                                       \
    }                                                                     \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_place ARGS                      \
  {                                                                       \
    (void) in;                                                            \
    K ALL O (r, c) = O (r, c > 0 ? c - 1 : 0) * 3 + O (r, c);             \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_size_t ARGS                     \
  {                                                                       \
    K for (size_t r = 0; r < (size_t) h; r++)                             \
      for (size_t c = 0; c < (size_t) w; c++)                             \
	out[r * w + c] = in[r * w + (c > 0 ? c - 1 : 0)]                  \
			 + in[r * w + (c + 1 < (size_t) w ? c + 1 : c)];  \
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

	TRY (nearest)
	TRY (pixels)
	TRY (corners)
	TRY (zeros)
	TRY (farther)
	TRY (clamped)
	TRY (turn)
	TRY (turn_if)
	TRY (mirror)
	TRY (rows)
	TRY (moving)
	TRY (window)
	TRY (place)
	TRY (size_t)
      }
  return 0;
}
