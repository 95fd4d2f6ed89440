/* What is looked up at a place that is a truth value, or made of one, in tables of all
   widths, in maps and sums.  If this fails, an element is that before the table: GCC 12
   makes vectors of such a loop in which "true" is -1, at -O3 also of the loops as
   written, so that this is compiled at -O2.  */
/* { dg-additional-options "-O2 -fplugin-arg-tensoraot-eager" } */
#include <stdint.h>
#include <stdlib.h>

enum { SIZE = 100 };

static int bad;

/* "place" in tables of "type": a map and a sum as kernels, and their test.  */
#define CASE(name, type, place)                                              \
_Pragma ("tensoraot kernel disjoint") __attribute__ ((noipa)) static void    \
map_##name (int n, const type *t, const uint8_t *p, const uint8_t *q,        \
	    unsigned *y)                                                     \
{                                                                            \
  for (int i = 0; i < n; i++)                                                \
    y[i] = t[place];                                                         \
}                                                                            \
_Pragma ("tensoraot kernel disjoint") __attribute__ ((noipa)) static unsigned \
sum_##name (int n, const type *t, const uint8_t *p, const uint8_t *q)        \
{                                                                            \
  unsigned s = 0;                                                            \
  for (int i = 0; i < n; i++)                                                \
    s += t[place];                                                           \
  return s;                                                                  \
}                                                                            \
static void                                                                  \
test_##name (const uint8_t *p, const uint8_t *q)                             \
{                                                                            \
  type room[16], *t = room + 8;                                              \
  unsigned y[SIZE], s = 0;                                                   \
  for (int i = 0; i < 16; i++)                                               \
    room[i] = i * 7 + 3;                                                     \
  map_##name (SIZE, t, p, q, y);                                             \
  for (int i = 0; i < SIZE; i++)                                             \
    {                                                                        \
      unsigned z = (unsigned) *(volatile type *) &t[place];                  \
      bad += y[i] != z;                                                      \
      s += z;                                                                \
    }                                                                        \
  bad += s != sum_##name (SIZE, t, p, q);                                    \
}

CASE (compared, int8_t, p[i] > 1)
CASE (either, uint8_t, (p[i] > 1) | (q[i] > 2))
CASE (chosen, short, p[i] > 1 ? 0 : 1)
CASE (negated, int8_t, !p[i])
CASE (taken, int, 1 - (p[i] > 1))
CASE (both, int8_t, (p[i] > 1) * (q[i] > 2))
CASE (masked, int8_t, (p[i] & 3) > (q[i] & 1))
CASE (bit, int8_t, p[i] & 1)
CASE (wide, long, p[i] > 1)
CASE (further, int8_t, 2 + (p[i] > 1))

int
main (void)
{
  uint8_t p[SIZE], q[SIZE];

  for (int i = 0; i < SIZE; i++)
    {
      p[i] = i * 37 % 5;
      q[i] = i % 3;
    }
  test_compared (p, q);
  test_either (p, q);
  test_chosen (p, q);
  test_negated (p, q);
  test_taken (p, q);
  test_both (p, q);
  test_masked (p, q);
  test_bit (p, q);
  test_wide (p, q);
  test_further (p, q);
  if (bad)
    abort ();
  return 0;
}
