/* SPDX-License-Identifier: GPL-3.0-or-later */
/* both.h - arrays for kernels and for the same loops without a pragma.

   Assumes MOST, how many elements each array has, and at will FIRST (i), what element
   "i" of the first has.  A test calls a kernel on x and y and the plain loops on xx and
   yy, and then "compare".  */
#ifndef BOTH_H
#define BOTH_H

#include <stdlib.h>
#include <string.h>

#ifndef FIRST
#define FIRST(i) ((i) * 37 % 101)
#endif
#define NOTHING

static unsigned x[MOST], y[MOST], xx[MOST], yy[MOST];

/* Give the arrays what they begin with.  */
static void
fill (void)
{
  for (int i = 0; i < MOST; i++)
    {
      x[i] = xx[i] = FIRST (i);
      y[i] = yy[i] = i * 13 % 89;
    }
}

/* End the test unless both pairs of arrays are the same, and fill them again.  */
static void
compare (void)
{
  if (memcmp (x, xx, sizeof x) || memcmp (y, yy, sizeof y))
    abort ();
  fill ();
}

/* Call both functions NAME of the arguments A, with an array read and one written: two
   of them, one with parts D apart, and one with parts that overlap.  */
#define TRY_BOTH(name, d, ...)                                            \
  kernel_##name (__VA_ARGS__, x, y);                                      \
  plain_##name (__VA_ARGS__, xx, yy);                                     \
  compare ();                                                             \
  kernel_##name (__VA_ARGS__, x, x + (d));                                \
  plain_##name (__VA_ARGS__, xx, xx + (d));                               \
  compare ();                                                             \
  kernel_##name (__VA_ARGS__, x + 1, x);                                  \
  plain_##name (__VA_ARGS__, xx + 1, xx);                                 \
  compare ();

#endif
