/* Rows that write past the cache and fetch the next one, of every length around that of
   a block and of what is near, up to the end of the last page there is.  If this fails,
   an address behind the array is read, or another row than the next is taken for this.  */
/* { dg-options "-O2 -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

#define KERNEL(name, pragma)						\
  __attribute__ ((noipa)) static void					\
  name (int n, int m, const double *restrict x, double *restrict y)	\
  {									\
    pragma								\
    for (int i = 1; i < n - 1; i++)					\
      for (int j = 1; j < m - 1; j++)					\
	y[i * m + j] = 2 * x[i * m + j] + x[i * m + j - m]		\
		       + x[i * m + j + m] + x[i * m + j - 1];		\
  }
KERNEL (rows, _Pragma ("tensoraot kernel fp(strict)"))
KERNEL (plain, )

int main (void)
{
  static const int m[] = { 1, 2, 3, 8, 15, 16, 17, 18, 64, 131, 511, 513, 2000 };

  for (int n = 0; n < 7; n++)
    for (unsigned k = 0; k < sizeof (m) / sizeof (*m); k++) {
      size_t size = (size_t) n * m[k] * sizeof (double);
      double *x = malloc (size + 1), *y = malloc (size + 1);
      double *z = malloc (size + 1);

      if (!x || !y || !z)
	return 2;
      for (int i = 0; i < n * m[k]; i++)
	x[i] = i * 7 % 1000, y[i] = z[i] = -i;
      rows (n, m[k], x, y);
      plain (n, m[k], x, z);
      if (memcmp (y, z, size))
	return 1;
      free (x), free (y), free (z);
    }
  return 0;
}
