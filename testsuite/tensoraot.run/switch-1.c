/* Values and stores that are chosen by a switch on an argument: enumerators, ranges,
   cases that fall into others, no default, numbers below 0, indices of other types, a
   switch in a switch and in a function of the file, with neighbours that are not there
   at borders; and one on what is in an array, which is left.  If this fails, another case was
   computed than the argument says.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */

enum { MOST = 700 };
#include "both.h"
enum mode { ZERO, SAME, TWICE, LESS, CUT, SQUARE };

static unsigned
apply (unsigned v, enum mode m)
{
  switch (m)
    {
    case ZERO:
      return 0;
    case SAME:
      return v;
    case TWICE:
      return v * 2;
    case LESS:
      return v - 1;
    case CUT:
      return v > 50 ? 50 : v;
    case SQUARE:
      return v * v + (v ^ 3);
    }
  return 99;
}

#define FORMS(K, f)                                                       \
  __attribute__ ((noipa)) static void f##_apply (int n, int m,            \
						 const unsigned *p,       \
						 unsigned *q)             \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = apply (p[i], (enum mode) m);                                 \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_ranges (int n, int m,           \
						  const unsigned *p,      \
						  unsigned *q)            \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      {                                                                   \
	unsigned v = p[i];                                                \
	switch (m)                                                        \
	  {                                                               \
	  case -5 ... -1:                                                 \
	    v += 3;                                                       \
	    break;                                                        \
	  case 0:                                                         \
	    v *= 5;                                                       \
	  case 1:                                                         \
	    v += 7;                                                       \
	    break;                                                        \
	  case 2:                                                         \
	  case 4:                                                         \
	    v = i > 0 ? v - p[i - 1] : v;                                 \
	    break;                                                        \
	  default:                                                        \
	    v ^= 85;                                                      \
	  }                                                               \
	q[i] = v;                                                         \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_stores (int n, int m,           \
						  const unsigned *p,      \
						  unsigned *q)            \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      switch (m)                                                          \
	{                                                                 \
	case 0:                                                           \
	  q[i] = p[i] * 3;                                                \
	  break;                                                          \
	case 1:                                                           \
	  q[i] += p[i];                                                   \
	  break;                                                          \
	case 3:                                                           \
	  if (p[i] > 40)                                                  \
	    q[i] = 1;                                                     \
	  break;                                                          \
	}                                                                 \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_types (int n, long m,           \
						 const unsigned *p,       \
						 unsigned *q)             \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      {                                                                   \
	unsigned v = p[i];                                                \
	switch (m)                                                        \
	  {                                                               \
	  case 1:                                                         \
	    switch ((unsigned char) n)                                    \
	      {                                                           \
	      case 33:                                                    \
		v += 1;                                                   \
		break;                                                    \
	      case 7:                                                     \
		v += 2;                                                   \
		break;                                                    \
	      case 200:                                                   \
		v += 3;                                                   \
		break;                                                    \
	      default:                                                    \
		v += 4;                                                   \
	      }                                                           \
	    break;                                                        \
	  case 2:                                                         \
	    v *= 9;                                                       \
	    break;                                                        \
	  case 3:                                                         \
	    v *= 11;                                                      \
	    break;                                                        \
	  }                                                               \
	q[i] = v;                                                         \
      }                                                                   \
  }                                                                       \
  __attribute__ ((noipa)) static unsigned f##_sum (int n, int m,          \
						   const unsigned *p,     \
						   unsigned *q)           \
  {                                                                       \
    unsigned s = 1;                                                       \
    (void) q;                                                             \
    K for (int i = 0; i < n; i++)                                         \
      s += apply (p[i], (enum mode) m);                                   \
    return s;                                                             \
  }                                                                       \
  __attribute__ ((noipa)) static void f##_data (int n, int m,             \
						const unsigned *p,        \
						unsigned *q)              \
  {                                                                       \
    K for (int i = 0; i < n; i++)                                         \
      q[i] = apply (p[i], (enum mode) (p[i] & 7)) + m;                    \
  }

FORMS (_Pragma ("tensoraot kernel"), kernel)
FORMS (NOTHING, plain)

#define TRY(name) TRY_BOTH (name, 1, n, m)

int
main (void)
{
  static const int sizes[] = { 0, 1, 2, 7, 16, 33, 200, 600 };

  fill ();
  for (int k = 0; k < 8; k++)
    for (int m = -7; m < 9; m++)
      {
	int n = sizes[k];

	TRY (apply)
	TRY (ranges)
	TRY (stores)
	TRY (types)
	TRY (data)
	if (kernel_sum (n, m, x, y) != plain_sum (n, m, xx, yy))
	  abort ();
      }
  return 0;
}
