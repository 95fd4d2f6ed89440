/* Numbers that are neither float, double, a complex one of these, nor an integer
   of 8 to 64 bits.  If
   this fails, they are computed in a type that they have not.  */
/* { dg-do run { target lp64 } } */
#include "life.h"
#include <complex.h>

enum { N = 5000 };

#define MAP(T, name)                                                       \
	static T name##_x[N], name##_y[N];                                 \
	NOINLINE void name(int n, T *restrict y, const T *restrict x, T c) \
	{                                                                  \
		_Pragma("tensoraot kernel") for (int i = 0; i < n; i++)    \
			y[i] = x[i] * c + x[i];                            \
	}                                                                  \
	NOINLINE T name##_sum(int n, const T *x)                           \
	{                                                                  \
		T s = 0;                                                   \
		_Pragma("tensoraot kernel") for (int i = 0; i < n; i++)    \
			s += x[i];                                         \
		return s;                                                  \
	}                                                                  \
	static void name##_run(void)                                       \
	{                                                                  \
		T s = 0;                                                   \
		for (int i = 0; i < N; i++)                                \
			name##_x[i] = (T)DATA(i, 1);                       \
		name(N, name##_y, name##_x, 3);                            \
		for (int i = 0; i < N; i++) {                              \
			CHECK(name##_y[i] == (T)(DATA(i, 1) * 4));         \
			s += name##_x[i];                                  \
		}                                                          \
		CHECK(name##_sum(N, name##_x) == s);                       \
	}

MAP(long double, ld) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(__int128, i128) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(unsigned __int128, u128) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(_Complex long double, cl) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(_Complex _Float128, c128) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(_Complex int, ci) /* { dg-missed {\[BAD_TYPE\]} } */
MAP(__float128, f128) /* { dg-missed {\[BAD_TYPE\]} } */

/* float arithmetic that is done in a wider type by its own request. */
NOINLINE float wide_sum(int n, const float *x)
{
	long double s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		s += x[i];
	return s;
}

/* A wide index. */
NOINLINE void wide_index(__int128 n, float *y)
{
#pragma tensoraot kernel
	for (__int128 i = 0; i < n; i++)
		y[(long)i] = 4;
}

/* The parts of complex numbers are floats. */
static _Complex float cf_x[N];

NOINLINE void parts(int n, _Complex float *z)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		__real__ z[i] = i;
		__imag__ z[i] = -i;
	}
}

int main(void)
{
	static float f[N];

	ld_run();
	i128_run();
	u128_run();
	cl_run();
	c128_run();
	ci_run();
	f128_run();
	for (int i = 0; i < N; i++)
		f[i] = i;
	CHECK(wide_sum(N, f) == N * (N - 1) / 2);
	wide_index(N, f);
	parts(N, cf_x);
	for (int i = 0; i < N; i++)
		CHECK(f[i] == 4 && crealf(cf_x[i]) == i && cimagf(cf_x[i]) == -i);
	return 0;
}
