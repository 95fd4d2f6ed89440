/* Elements of which several share one they are made from: i / 2, i / 3 and i / 5 of
   iterators that begin at 0, at 4 and where an argument says, and end anywhere.  If
   this fails, the loop over a quotient, which has one iteration, has none, two, or
   another.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 40 };

static int in[MOST * MOST], out[MOST * MOST], want[MOST * MOST];

#define BODIES(K, name)                                                   \
  __attribute__ ((noipa)) static void name##_halves (int h, int w,        \
						     const int *p, int *q)\
  {                                                                       \
    K for (int j = 0; j < 2 * h; j++)                                     \
      for (int i = 0; i < 2 * w; i++)                                     \
        q[j * 2 * w + i] = 3 * p[(j / 2) * w + i / 2] + 1;                \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_thirds (int h, int w,        \
						     const int *p, int *q)\
  {                                                                       \
    K for (int j = 0; j < h; j++)                                         \
      for (int i = 4; i < w; i++)                                         \
        q[j * MOST + i] = p[(j / 5) * MOST + i / 3];                      \
  }                                                                       \
  __attribute__ ((noipa)) static void name##_later (unsigned s, unsigned n, \
						    const int *p, int *q) \
  {                                                                       \
    K for (unsigned i = s; i < n; i++)                                    \
      q[i] = p[i / 2] + p[i];                                             \
  }                                                                       \
  __attribute__ ((noipa)) static int name##_sum (int n, const int *p)     \
  {                                                                       \
    int s = 0;                                                            \
    K for (int i = 0; i < n; i++)                                         \
      s += p[i / 4] * p[i];                                               \
    return s;                                                             \
  }

#define NOTHING
BODIES (_Pragma ("tensoraot kernel"), kernel)
BODIES (NOTHING, plain)

static void
compare (void)
{
  if (memcmp (out, want, sizeof out))
    abort ();
}

int
main (void)
{
  for (int i = 0; i < MOST * MOST; i++)
    in[i] = i * 37 % 101 - 50;
  for (int n = 0; n < MOST; n++) {
    memset (out, 0, sizeof out);
    memset (want, 0, sizeof want);
    kernel_halves (n / 2, (MOST - n) / 2, in, out);
    plain_halves (n / 2, (MOST - n) / 2, in, want);
    compare ();
    kernel_thirds (MOST - n, n, in, out);
    plain_thirds (MOST - n, n, in, want);
    compare ();
    for (int s = 0; s < 6; s++) {
      kernel_later (s, n, in, out);
      plain_later (s, n, in, want);
      compare ();
    }
    if (kernel_sum (n, in) != plain_sum (n, in))
      abort ();
  }
  return 0;
}
