/* Sums of more than caches hold, which are read in many parts: of integers, of floats that are
   whole numbers, the largest, products of two arrays, and
   of three; just less, as much and somewhat more than that, which no part divides.  If this
   fails, a part is added twice, or what is behind the last one is left out. */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdlib.h>

#define KEEP __attribute__((noipa))
enum { LARGE = 1 << 24, WAYS = 5 };

#define SUMS(name, T, pragma)                                                  \
	KEEP static T name##_sum(long n, const T *x, const T *y, const T *z)   \
	{                                                                      \
		T s = 3;                                                       \
		pragma                                                         \
		for (long i = 0; i < n; i++)                                   \
			s += x[i];                                             \
		return s;                                                      \
	}                                                                      \
	KEEP static T name##_dot(long n, const T *x, const T *y, const T *z)   \
	{                                                                      \
		T s = 0;                                                       \
		pragma                                                         \
		for (long i = 0; i < n; i++)                                   \
			s += x[i] * y[i];                                      \
		return s;                                                      \
	}                                                                      \
	KEEP static T name##_three(long n, const T *x, const T *y, const T *z) \
	{                                                                      \
		T s = 0;                                                       \
		pragma                                                         \
		for (long i = 0; i < n; i++)                                   \
			s += x[i] * y[i] - z[i];                               \
		return s;                                                      \
	}                                                                      \
	KEEP static T name##_most(long n, const T *x, const T *y, const T *z)  \
	{                                                                      \
		T s = x[0];                                                    \
		pragma                                                         \
		for (long i = 0; i < n; i++)                                   \
			s = x[i] > s ? x[i] : s;                               \
		return s;                                                      \
	}                                                                      \
	/* two sums of one array, one from the end */                          \
	KEEP static T name##_two(long n, const T *x, const T *y, const T *z)   \
	{                                                                      \
		T s = 0, t = 0;                                                \
		pragma                                                         \
		for (long i = n - 1; i >= 0; i--) {                            \
			s += x[i];                                             \
			t += x[i] > 1;                                         \
		}                                                              \
		return s - t;                                                  \
	}

#define TEST(name, T)                                                          \
	SUMS(name, T, _Pragma("tensoraot kernel"))                             \
	SUMS(plain_##name, T, )                                                \
	static void test_##name(const long *more)                              \
	{                                                                      \
		T (*f[WAYS][2])(long, const T *, const T *, const T *) = {     \
			{ name##_sum, plain_##name##_sum },                    \
			{ name##_dot, plain_##name##_dot },                    \
			{ name##_three, plain_##name##_three },                \
			{ name##_most, plain_##name##_most },                  \
			{ name##_two, plain_##name##_two },                    \
		};                                                             \
		long size = LARGE / sizeof(T);                                 \
		T *x = malloc((size + 1000) * sizeof(T));                      \
		T *y = malloc((size + 1000) * sizeof(T));                      \
		T *z = malloc((size + 1000) * sizeof(T));                      \
		if (!x || !y || !z)                                            \
			exit(0);                                               \
		for (long i = 0; i < size + 1000; i++) {                       \
			x[i] = (T)(i % 7 - 3);                                 \
			y[i] = (T)(i % 5 - 2);                                 \
			z[i] = (T)(i % 3 - 1);                                 \
		}                                                              \
		for (int w = 0; w < WAYS; w++)                                 \
			for (int k = 0; k < 3; k++) {                          \
				long n = size + more[k];                       \
				x[n - 1] = 5;                                  \
				if (f[w][0](n, x, y, z) != f[w][1](n, x, y, z)) \
					abort();                               \
			}                                                      \
		free(x);                                                       \
		free(y);                                                       \
		free(z);                                                       \
	}

TEST(ints, int)
TEST(floats, float)
TEST(doubles, double)

int main(void)
{
	static const long more[] = { -1, 0, 777 };

	test_ints(more);
	test_floats(more);
	test_doubles(more);
	return 0;
}
