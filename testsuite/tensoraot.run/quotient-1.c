/* Quotients and remainders of integers by numbers that only the run tells, which vectors
   make of doubles: at multiples and one beside them, of all signs, by 1, -1 and the
   largest, of sums in windows and under a condition that keeps from a division by zero;
   of 64 bits, of no sign and narrow ones, which stay as they are or become such.  If this
   fails, a quotient is one too many or too few. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <limits.h>
#include <stdint.h>

#define KEEP __attribute__((noipa))
enum { MOST = 400 };

#define KERNELS(name, T, pragma)                                               \
	KEEP static void name##_by(int n, const T *x, T d, T *y, T *z)         \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			y[i] = x[i] / d;                                       \
			z[i] = x[i] % d;                                       \
		}                                                              \
	}                                                                      \
	KEEP static void name##_each(int n, const T *x, const T *d, T *y,      \
				     T *z)                                     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			y[i] = d[i] ? x[i] / d[i] : 7;                         \
			z[i] = d[i] ? x[i] % d[i] : -1;                        \
		}                                                              \
	}                                                                      \
	KEEP static void name##_mean(int n, const T *x, int w, T *y)           \
	{                                                                      \
		pragma                                                         \
		for (int i = w; i < n - w; i++)                                \
			y[i] = (x[i - w] / 4 + x[i] / 4 + x[i + w] / 4) /      \
			       (2 * w + 1);                                    \
	}

#define TEST(name, T, LEAST, LARGEST)                                          \
	KERNELS(name, T, _Pragma("tensoraot kernel"))                          \
	KERNELS(plain_##name, T, )                                             \
	static void same_##name(int n, const T *a, const T *b)                 \
	{                                                                      \
		for (int i = 0; i < n; i++)                                    \
			if (a[i] != b[i])                                      \
				__builtin_abort();                             \
	}                                                                      \
	static void test_##name(void)                                          \
	{                                                                      \
		static const int64_t of[] = { 1, 2, 3, 7, 10, 641, 46341,      \
			65536, 1 << 30, INT_MAX - 1, INT_MAX };                \
		static T x[MOST], d[MOST], y[MOST], z[MOST], u[MOST], v[MOST]; \
		uint32_t s = 1;                                                \
		for (int k = 0; k < 22; k++) {                                 \
			T by = (T)(k < 11 ? of[k] : -of[k - 11]);              \
			if (!by)                                               \
				by = 1;                                        \
			for (int i = 0; i < MOST; i++) {                       \
				s = s * 1664525u + 1013904223u;                \
				x[i] = (T)(i < 60 ? (int64_t)by *              \
							(i / 3 - 10) +         \
							i % 3 - 1 :            \
						    (int64_t)s - INT_MAX);     \
				d[i] = (T)(i % 11 ? (i % 5 ? of[i % 11] :      \
							     -of[i % 11]) :    \
						    0);                        \
				if (x[i] == (T)LEAST)                          \
					x[i] = (T)LEAST + 1;                   \
			}                                                      \
			x[7] = (T)LARGEST;                                     \
			x[8] = (T)(LEAST + 1);                                 \
			for (int n = MOST - 37; n <= MOST; n += 37) {          \
				name##_by(n, x, by, y, z);                     \
				plain_##name##_by(n, x, by, u, v);             \
				same_##name(MOST, y, u);                       \
				same_##name(MOST, z, v);                       \
				name##_each(n, x, d, y, z);                    \
				plain_##name##_each(n, x, d, u, v);            \
				same_##name(MOST, y, u);                       \
				same_##name(MOST, z, v);                       \
				name##_mean(n, x, k + 1, y);                   \
				plain_##name##_mean(n, x, k + 1, u);           \
				same_##name(MOST, y, u);                       \
			}                                                      \
		}                                                              \
	}

TEST(i32, int32_t, INT_MIN, INT_MAX)
TEST(u32, uint32_t, 0, UINT_MAX)
TEST(i64, int64_t, LLONG_MIN, LLONG_MAX)
TEST(i16, int16_t, SHRT_MIN, SHRT_MAX)
TEST(u8, uint8_t, 0, UCHAR_MAX)

int main(void)
{
	test_i32();
	test_u32();
	test_i64();
	test_i16();
	test_u8();
	return 0;
}
