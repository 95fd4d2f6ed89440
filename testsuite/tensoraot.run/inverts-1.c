/* What divides by the sum of a row multiplies by its reciprocal, and is what it is in
   a division but for 2 ULP: where the reciprocal is no normal number, the sum is no
   normal number, zero of either sign, infinite or NaN, and so are elements.  If this
   fails, a quotient that is a number is infinite, NaN or zero.  */
#include <float.h>
#include <math.h>
#include <string.h>

enum { N = 40, M = 70 };

#define KERNELS(T, name, root)                                                \
  __attribute__ ((noipa)) static void                                        \
  name (int n, int m, const T *restrict s, const T *restrict x,               \
	T *restrict y)                                                        \
  {                                                                           \
    _Pragma ("tensoraot kernel")                                              \
    for (int i = 0; i < n; i++) {                                             \
      T sum = 0;                                                              \
      for (int j = 0; j < m; j++)                                             \
	sum += s[i * m + j];                                                  \
      for (int j = 0; j < m; j++)                                             \
	y[i * m + j] = x[i * m + j] / sum;                                    \
    }                                                                         \
  }                                                                           \
  __attribute__ ((noipa)) static void                                        \
  name##_root (int n, int m, const T *restrict s, const T *restrict x,        \
	       T *restrict y)                                                 \
  {                                                                           \
    _Pragma ("tensoraot kernel")                                              \
    for (int i = 0; i < n; i++) {                                             \
      T sum = 0;                                                              \
      for (int j = 0; j < m; j++)                                             \
	sum += s[i * m + j];                                                  \
      for (int j = 0; j < m; j++)                                             \
	y[i * m + j] = 3 - x[i * m + j] / root (sum);                         \
    }                                                                         \
  }                                                                           \
  /* Is "x" not "y", nor next to one that is next to it?  */                  \
  static int                                                                  \
  name##_differ (T x, T y)                                                    \
  {                                                                           \
    T up = y, down = y;                                                       \
									      \
    if (isnan (x) || isnan (y))                                               \
      return !isnan (x) || !isnan (y);                                        \
    for (int k = 0; k < 2; k++) {                                             \
      up = isinf (up) ? up : name##_next (up, (T) INFINITY);                  \
      down = isinf (down) ? down : name##_next (down, (T) -INFINITY);         \
    }                                                                         \
    return !(down <= x && x <= up) || (!x && !y && signbit (x) != signbit (y)); \
  }                                                                           \
  static int                                                                  \
  name##_is_wrong (int n, int m, T tiny, T huge)                              \
  {                                                                           \
    static T s[N * M], x[N * M], y[N * M];                                    \
    const T value[] = {                                                       \
      1, -1, 0, (T) -0.0, tiny, -tiny, 3 * tiny, huge, -huge, huge / 2,       \
      huge / 4, huge / 8, 1 / huge, 2 / huge, 4 / huge, 5 / huge,             \
      (T) INFINITY, (T) -INFINITY, (T) NAN, 3, 7, (T) 0.1, 1e30f, 1e-30f,     \
      huge / 3, 1 / (huge / 3), 1e-20f, 1e20f,                                \
    };                                                                        \
    int count = sizeof (value) / sizeof (*value);                             \
									      \
    for (int i = 0; i < n; i++)                                               \
      for (int j = 0; j < m; j++) {                                           \
	s[i * m + j] = j ? (T) 0.0 : value[i % count];                        \
	x[i * m + j] = value[(i + j) % count] * (1 + j / count);              \
      }                                                                       \
    name (n, m, s, x, y);                                                     \
    for (int i = 0; i < n; i++)                                               \
      for (int j = 0; j < m; j++)                                             \
	if (name##_differ (y[i * m + j],                                      \
			   x[i * m + j] / (0 + value[i % count])))            \
	  return 1;                                                           \
    name##_root (n, m, s, x, y);                                              \
    for (int i = 0; i < n; i++)                                               \
      for (int j = 0; j < m; j++) {                                           \
	T q = x[i * m + j] / root (0 + value[i % count]);                     \
	T z = 3 - q, d = fabs (y[i * m + j] - z);                             \
									      \
	if (isnan (z) || isinf (z) ? name##_differ (y[i * m + j], z)          \
	    : !(d <= (fabs (q) + 3) * tiny_of_##T * 4))                       \
	  return 1;                                                           \
      }                                                                       \
    return 0;                                                                 \
  }

#define tiny_of_float FLT_EPSILON
#define tiny_of_double DBL_EPSILON
#define singles_next nextafterf
#define doubles_next nextafter
KERNELS (float, singles, sqrtf)
KERNELS (double, doubles, sqrt)

int main (void)
{
  static const int size[] = { 0, 1, 2, 15, 16, 17, 33, 64, M };

  for (unsigned n = 0; n < sizeof (size) / sizeof (*size); n++)
    for (unsigned m = 0; m < sizeof (size) / sizeof (*size); m++)
      if (size[n] <= N
	  && (singles_is_wrong (size[n], size[m], FLT_TRUE_MIN, FLT_MAX)
	      || doubles_is_wrong (size[n], size[m], DBL_TRUE_MIN, DBL_MAX)))
	return 1;
  if (singles_is_wrong (N, M, FLT_TRUE_MIN, FLT_MAX)
      || doubles_is_wrong (N, M, DBL_TRUE_MIN, DBL_MAX))
    return 2;
  return 0;
}
