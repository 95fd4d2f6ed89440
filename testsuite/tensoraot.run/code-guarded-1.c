/* A loop with two ways out that is not run at all where a test before it says so, with a
   value of its own then, which is used twice.  If this fails, the second use has what
   the loop would have left, which has read elements that are not there.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { SIZE = 8 };

#pragma tensoraot kernel fp(strict) disjoint
__attribute__ ((noipa)) static void
first (int n, int m, const float *v, const float *x, float *y)
{
  for (int i = 0; i < n; i++)
    {
      float t = 1;
      int j = 0;

      if (j < m)
	do
	  {
	    if (v[j] != x[i])
	      {
		t = v[j];
		break;
	      }
	    j++;
	  }
	while (j < m);
      y[i] = t > y[i] ? t : y[i];
    }
}

#pragma tensoraot kernel fp(strict) disjoint
__attribute__ ((noipa)) static void
squared (int n, int m, const float *v, const float *x, float *y)
{
  for (int i = 0; i < n; i++)
    {
      float t = 3;
      int j = 0;

      if (j < m)
	do
	  {
	    if (v[j] != x[i])
	      {
		t = v[j];
		break;
	      }
	    j++;
	  }
	while (j < m);
      y[i] = t * t;
    }
}

int
main (void)
{
  static const float v[SIZE] = { 2, 6 }, x[SIZE] = { 1, 2, 2, 3 };
  float y[SIZE] = { 0 };

  for (int m = 0; m < 3; m++)
    {
      for (int i = 0; i < SIZE; i++)
	y[i] = -1;
      first (SIZE, m, v, x, y);
      for (int i = 0; i < SIZE; i++)
	if (y[i] != (m == 0 ? 1 : x[i] != 2 ? 2 : m == 1 ? 1 : 6))
	  abort ();
      squared (SIZE, m, v, x, y);
      for (int i = 0; i < SIZE; i++)
	if (y[i] != (m == 0 ? 9 : x[i] != 2 ? 4 : m == 1 ? 9 : 36))
	  abort ();
    }
  return 0;
}
