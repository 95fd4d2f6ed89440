/* pairs.h - arrays of complex numbers whose products and sums are exact, among
   them infinities, NaN and zeros of both signs, and their comparison.  */
#include <complex.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include "path.h"

/* One part of element "i": whole numbers, and, if "wild", special ones.  */
static inline double part(long i, bool wild)
{
	static const double special[] = { INFINITY, -INFINITY, NAN, -0.0 };

	if (wild && i * 7 % 11 == 3)
		return special[i * 5 % 13 & 3];
	return (double)(i * 7 % 31 - 15);
}

/* Are "x" and "y" the same, the sign of zeros included if "zeros"?  A NaN is
   any NaN.  */
static inline bool same(double x, double y, bool zeros)
{
	if (x != x || y != y)
		return x != x && y != y;
	return x == y && (!zeros || !signbit(x) == !signbit(y));
}

#define PAIRS(T, name, R)                                                  \
	static inline void name##_fill(long n, T *x, long seed, bool wild) \
	{                                                                  \
		for (long i = 0; i < n; i++) {                             \
			__real__ x[i] = (R)part(2 * i + seed, wild);       \
			__imag__ x[i] = (R)part(2 * i + seed + 77, wild);  \
		}                                                          \
	}                                                                  \
	static inline void name##_compare(long n, const T *x, const T *y,  \
					  bool zeros)                      \
	{                                                                  \
		for (long i = 0; i < n; i++)                               \
			if (!same(__real__ x[i], __real__ y[i], zeros)     \
			    || !same(__imag__ x[i], __imag__ y[i], zeros)) \
				abort();                                   \
	}

PAIRS(_Complex float, c64, float)
PAIRS(_Complex double, c128, double)
