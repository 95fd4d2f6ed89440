/* Products and sums whose arithmetic is not that of one floating-point type: a
   sum that is rounded to float at each step though its terms are doubles, or
   whose terms are floats though it is a double, whole numbers that wrap around,
   are cut to a byte at each step, saturate, or are more than a double holds.
   If this fails, a routine for floats or doubles adds up what C rounds or
   wraps.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>

enum { N = 48 };
static const int sizes[] = { 0, 1, 2, 7, 33, N };

/* A kernel, a strict one and plain loops that put, for rows of A and columns of
   B, what STEP does to "s" for each pair into C; and another type, WRONG, in
   which the last of all comes to something else.  */
#define DEFINE(name, A, B, S, C, WRONG, step)                                \
	static A name##_a[N][N];                                             \
	static B name##_b[N][N];                                             \
	static C name##_c[3][N][N];                                          \
	static WRONG name##_wrong[N][N];                                     \
	ONE(name##_kernel, A, B, S, C, step, _Pragma("tensoraot kernel"))    \
	ONE(name##_strict, A, B, S, C, step,                                 \
	    _Pragma("tensoraot kernel fp(strict)"))                          \
	ONE(name##_plain, A, B, S, C, step, )                                \
	__attribute__((noipa)) static int name##_differs(int n, int exact)   \
	{                                                                    \
		int wrong = 0;                                               \
		name##_kernel(n, name##_a, name##_b, name##_c[0]);           \
		name##_strict(n, name##_a, name##_b, name##_c[1]);           \
		name##_plain(n, name##_a, name##_b, name##_c[2]);            \
		if (memcmp(name##_c[1], name##_c[2], sizeof *name##_c)       \
		    || (exact && memcmp(name##_c[0], name##_c[2],            \
					sizeof *name##_c)))                  \
			abort();                                             \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < n; j++) {                        \
				WRONG s = 0;                                 \
				for (int k = 0; k < n; k++)                  \
					s += (WRONG)name##_a[i][k]           \
					     * (WRONG)name##_b[k][j];        \
				name##_wrong[i][j] = s;                      \
				wrong |= s != (WRONG)name##_c[2][i][j];      \
			}                                                    \
		return wrong;                                                \
	}

#define ONE(name, A, B, S, C, step, pragma)                                  \
	__attribute__((noipa)) static void name(int n, const A (*a)[N],      \
						const B (*b)[N], C (*c)[N])  \
	{                                                                    \
		pragma                                                       \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < n; j++) {                        \
				S s = 0;                                     \
				for (int k = 0; k < n; k++) {                \
					A x = a[i][k];                       \
					B y = b[k][j];                       \
					step;                                \
				}                                            \
				c[i][j] = s;                                 \
			}                                                    \
	}

DEFINE(narrowed, double, double, float, float, double, s += x * y)
DEFINE(rounded, float, float, double, double, double, s += x * y)
DEFINE(each, double, double, double, double, double, s += (float)(x * y))
DEFINE(whole, float, float, float, float, float, s += (int)(x * y))
DEFINE(wrapped, unsigned, unsigned, unsigned, unsigned, double, s += x * y)
DEFINE(term, unsigned, unsigned, double, double, double, s += x * y)
DEFINE(bytes, int8_t, int8_t, int8_t, int8_t, float,
       s = (int8_t)(s + x * y))
DEFINE(shorts, int16_t, int16_t, int, int16_t, float, s += x * y)
DEFINE(large, int64_t, int64_t, int64_t, int64_t, double, s += x * y)
DEFINE(saturated, int8_t, int8_t, int, int, float, s += x * y;
       s = s > 127 ? 127 : s < -128 ? -128 : s)
DEFINE(bits, unsigned, unsigned, unsigned, unsigned, double, s ^= x & y)
DEFINE(any, int, int, int, int, double, s = s || (x && y))
DEFINE(furthest, int, int, int, int, double, s = s > x + y ? s : x + y)

/* Fill both operands of "name"; elements that "i" numbers. */
#define FILL(name, left, right)                                              \
	for (int i = 0; i < N * N; i++) {                                    \
		name##_a[i / N][i % N] = (left);                             \
		name##_b[i / N][i % N] = (right);                            \
	}

/* The kernel must do what the loops do, and is a test of that only if the
   wrong type comes to something else. */
#define CHECK(name, exact)                                                   \
	for (int t = 0; t < 6; t++)                                          \
		if (!name##_differs(sizes[t], exact) && t == 5)              \
			abort()

/* The loops overflow a float in their first term or the next, in any order of
   the terms; doubles do not. */
static void overflow(void)
{
	FILL(narrowed, i % 2 ? 1e20 : -1e20, 1e20)
	CHECK(narrowed, 0);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (isfinite(narrowed_c[0][i][j]))
				abort();
}

int main(void)
{
	FILL(narrowed, i % 7 + 0.5, i % 5 - 0x1p-40)
	CHECK(narrowed, 0);
	overflow();
	FILL(rounded, 4097, 4097 + i % 3)
	CHECK(rounded, 1);
	FILL(each, 4097, 4097 + i % 3)
	CHECK(each, 1);
	FILL(whole, i % 5 + 0.5f, i % 3 + 0.5f)
	CHECK(whole, 1);
	FILL(wrapped, 70000u + i % 9, 4000000000u + i % 5)
	CHECK(wrapped, 1);
	FILL(term, 70000u + i % 9, 4000000000u + i % 5)
	CHECK(term, 1);
	FILL(bytes, i % 11 - 5, i % 13 + 20)
	CHECK(bytes, 1);
	FILL(shorts, 700 + i % 9, 300 + i % 5)
	CHECK(shorts, 1);
	FILL(large, 123456789 + i % 9, 987654321 + i % 5)
	CHECK(large, 1);
	FILL(saturated, i % 11 - 5, i % 13 + 7)
	CHECK(saturated, 1);
	FILL(bits, 70000u + i % 9, 40000u + i % 5)
	CHECK(bits, 1);
	FILL(any, i % 7 == 1, i % 5 == 2)
	CHECK(any, 1);
	FILL(furthest, i * 7 % 23, i * 5 % 19)
	CHECK(furthest, 1);
	return 0;
}
