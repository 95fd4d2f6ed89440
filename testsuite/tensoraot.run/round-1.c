/* Integers made of what floor, ceil, round and rint give, by a cast and by the
   functions that give integers, of floats and doubles: halves, the numbers next to
   them, whole ones, both signs, zeros, and those about which floats have no fractions.
   If this fails, a number is rounded to another integer than the function says.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 512 };

static float f[MOST];
static double d[MOST];
static int i32[MOST], want32[MOST];
static long i64[MOST], want64[MOST];
static unsigned char i8[MOST], want8[MOST];

#define FORMS(X)                                                          \
  X (floor_f, int, i32, float, (int) floorf (x))                          \
  X (ceil_f, int, i32, float, (int) ceilf (x))                            \
  X (round_f, int, i32, float, (int) roundf (x))                          \
  X (rint_f, int, i32, float, (int) rintf (x))                            \
  X (floor_d, int, i32, double, (int) floor (x))                          \
  X (ceil_d, int, i32, double, (int) ceil (x))                            \
  X (round_d, int, i32, double, (int) round (x))                          \
  X (rint_d, int, i32, double, (int) rint (x))                            \
  X (floor_fl, long, i64, float, (long) floorf (x))                       \
  X (floor_dl, long, i64, double, (long) floor (x))                       \
  X (ceil_dl, long, i64, double, (long) ceil (x))                         \
  X (round_dl, long, i64, double, (long) round (x))                       \
  X (lrint_f, long, i64, float, lrintf (x))                               \
  X (lrint_d, long, i64, double, lrint (x))                               \
  X (lround_f, long, i64, float, lroundf (x))                             \
  X (lround_d, long, i64, double, lround (x))                             \
  X (llrint_d, long, i64, double, llrint (x))                             \
  X (lrint_i, int, i32, float, (int) lrintf (x))                          \
  X (llround_i, int, i32, double, (int) llround (x))                      \
  X (bytes, unsigned char, i8, float, (unsigned char) lrintf (x))         \
  X (twice, int, i32, float, (int) floorf (x) - (int) ceilf (x * 0.5f))

#define KERNEL(name, to, out, from, value)                                \
  __attribute__ ((noipa)) static void                                     \
  name (int n, const from *p, to *q)                                      \
  {                                                                       \
    _Pragma ("tensoraot kernel fp(strict)")                               \
    for (int i = 0; i < n; i++)                                           \
      {                                                                   \
	from x = p[i];                                                    \
	q[i] = value;                                                     \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void                                     \
  free_##name (int n, const from *p, to *q)                               \
  {                                                                       \
    _Pragma ("tensoraot kernel")                                          \
    for (int i = 0; i < n; i++)                                           \
      {                                                                   \
	from x = p[i];                                                    \
	q[i] = value;                                                     \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa, optimize ("O0"))) static to one_##name (from x)  \
  {                                                                       \
    return value;                                                         \
  }

FORMS (KERNEL)

static int
numbers (void)
{
  static const double base[] = { 0, 1, 2, 3, 7, 100, 4095, 65536, 1048575,
				 4194303, 4194304, 8388607, 8388608,
				 16777215, 1073741823 };
  static const double off[] = { 0, 0.5, 0x1p-24, 0.25, 0.75, 0x1.fffffep-2,
				0x1.fffffffffffffp-2, 0x1.000002p-1, 0x1p-149 };
  int n = 0;

  for (int i = 0; i < 15; i++)
    for (int j = 0; j < 9; j++)
      for (int s = -1; s < 2; s += 2)
	{
	  d[n] = s * (base[i] + off[j]);
	  f[n] = (float) d[n];
	  n++;
	}
  return n;
}

#define TRY(name, to, out, from, value)                                   \
  for (int i = 0; i < n; i++)                                             \
    want_##out[i] = one_##name (in_##from[i]);                            \
  for (int k = n; k > n - 20; k--)                                        \
    {                                                                     \
      memset (out, 99, sizeof out);                                       \
      name (k, in_##from, out);                                           \
      if (memcmp (out, want_##out, k * sizeof *out))                      \
	abort ();                                                         \
      memset (out, 99, sizeof out);                                       \
      free_##name (k, in_##from, out);                                    \
      if (memcmp (out, want_##out, k * sizeof *out))                      \
	abort ();                                                         \
    }

#define want_i32 want32
#define want_i64 want64
#define want_i8 want8
#define in_float f
#define in_double d

int
main (void)
{
  int n = numbers ();

  FORMS (TRY)
  return 0;
}
