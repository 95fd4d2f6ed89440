/* What is stored under a condition on data is stored just there: in place,
   with another branch, after a test in two parts, to several arrays, between
   values that are exchanged; and where a later element depends on an earlier
   one, or all go to one, in the order of the loop.  If this fails, a condition
   is looked at after what it reads was changed, an element is written where C
   does not, or iterations that depend on each other run in another order.  */
#include <math.h>
#include <string.h>
#include "path.h"

enum { N = 40003 };

/* "name" does "e" for each element, in "T" and "I": in threads, in one, and as
   the compiler does it.  */
#define ONE(T, I, name, how, e)                                             \
	__attribute__((noipa)) static void name(                            \
		long n, T *restrict x, T *restrict y, T *restrict z,        \
		I *restrict m, T t)                                         \
	{                                                                   \
		how for (long i = 1; i < n; i++) { e }                      \
	}

#define DEFINE(T, I, name, path, e)                                         \
	ONE(T, I, name, _Pragma("tensoraot kernel fp(strict)"), e)          \
	ONE(T, I, name##_serial, _Pragma("tensoraot kernel serial"), e)     \
	ONE(T, I, name##_plain, , e)

#define ALL(X)                                                              \
	X(float, int, relu, LOWERED, if (x[i] < 0) x[i] = 0;)               \
	X(double, int, not_less, LOWERED, if (!(x[i] >= t)) x[i] = -t;)     \
	X(float, unsigned char, threshold, LOWERED, if (x[i] > t) m[i] = 1;) \
	X(float, signed char, masked, LOWERED,                              \
	  if (m[i] & 3) y[i] += t * x[i];)                                  \
	X(double, int, clamp, LOWERED,                                      \
	  if (x[i] < -t) x[i] = -t; else if (x[i] > t) x[i] = t;)           \
	X(double, int, branches, LOWERED,                                   \
	  if (x[i] > y[i]) { z[i] = x[i]; m[i] = 1; }                       \
	  else if (x[i] < y[i]) z[i] = y[i]; else m[i]++;)                  \
	X(float, int, skip, LOWERED,                                        \
	  if (x[i] == 0 || y[i] < t) continue; z[i] = sqrtf(y[i]) / x[i];)  \
	X(float, int, both, LOWERED,                                        \
	  if (x[i] > 0 && y[i] > 0) { x[i] = -x[i]; y[i] = x[i] + t; })     \
	X(double, int, exchange, LOWERED,                                   \
	  if (x[i] > y[i]) { double s = x[i]; x[i] = y[i]; y[i] = s; })     \
	X(double, int, set_first, LOWERED,                                  \
	  z[i] = t; if (x[i] > t) z[i] = x[i]; m[i] = z[i] > y[i];)         \
	X(double, int, set_last, LOWERED,                                   \
	  if (x[i] > t) { z[i] = 1; y[i] += z[i]; } z[i] = x[i];)           \
	X(double, int, quotient, LOWERED, if (m[i]) m[i] = 1000 / m[i];)    \
	X(double, int, unordered, LOWERED,                                  \
	  if (!(x[i] < y[i]) && !(x[i] > y[i])) m[i] = 7;)                  \
	X(float, int, nested, LOWERED,                                      \
	  if (m[i] > 0) { if (x[i] > 0) z[i] = 1; else { y[i] = 2;          \
			if (x[i] < -t) z[i] = 3; } })                       \
	X(double, int, border, LOWERED,                                     \
	  if (i < n / 2) { if (x[i] < t) y[i] = t; } else if (x[i] > t)     \
		y[i] -= 1;)                                                 \
	X(double, int, earlier, ANY, if (x[i - 1] > 0) x[i] = -x[i];)       \
	X(double, int, later, ANY, if (x[i] > 0) x[i - 1] = x[i];)          \
	X(double, int, shared, ANY, if (x[i] > t) y[0] = x[i];)             \
	X(double, int, counted, ANY, if (x[i] > t) m[0]++;)                 \
	X(double, int, largest, ANY, if (y[0] < x[i]) y[0] = x[i];)

ALL(DEFINE)

/* Whole numbers and, if "wild", special ones.  */
static double value(long i, int wild)
{
	static const double special[] = { NAN, -0.0, INFINITY, -INFINITY };

	if (wild && i * 7 % 11 == 3)
		return special[i * 5 % 13 & 3];
	return (double)(i * 7 % 31 - 15);
}

/* Are "x" and "y" of "size" bytes the same, a NaN being any?  */
#define COMPARE(T, x, y)                                                    \
	for (long i = 0; i < N; i++)                                        \
		if (memcmp(&x[i], &y[i], sizeof(T))                         \
		    && (x[i] == x[i] || y[i] == y[i]))                      \
			abort();

#define RUN(T, I, name, path, e)                                            \
	for (int how = 0; how < 2; how++) {                                 \
		static T a[2][3][N];                                        \
		static I m[2][N];                                           \
		for (int k = 0; k < 2; k++)                                 \
			for (long i = 0; i < N; i++) {                      \
				for (int j = 0; j < 3; j++)                 \
					a[k][j][i] = (T)value(3 * i + j, wild); \
				m[k][i] = (I)(i * 5 % 7 - 3);               \
			}                                                   \
		(how ? name##_serial : name)(n, a[0][0], a[0][1], a[0][2],  \
					     m[0], (T)t);                   \
		went(n < N / 2 ? ANY : path);                               \
		name##_plain(n, a[1][0], a[1][1], a[1][2], m[1], (T)t);     \
		for (int j = 0; j < 3; j++)                                 \
			COMPARE(T, a[0][j], a[1][j])                        \
		COMPARE(I, m[0], m[1])                                      \
	}

static void run(long n, double t, int wild)
{
	ALL(RUN)
}

int main(void)
{
	static const long sizes[] = { -1, 0, 1, 2, 7, 33, N };

	for (int i = 0; i < 7; i++) {
		run(sizes[i], 5, 0);
		run(sizes[i], -2, 1);
		run(sizes[i], NAN, 1);
	}
	return 0;
}
