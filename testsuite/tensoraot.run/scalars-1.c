/* Bodies that read and write elements again and again: pairs that are turned, swapped and
   added, in place, in two arrays and by three statements; an element that is read under
   a condition before it is written, and after; elements of which it is not known whether
   they are one.  If this fails, a body takes an old value for a new one, or the other way
   round, or leaves what it has computed in a register.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 133 };

#define BODIES(name, T, pragma)                                                \
	KEEP static void name##_turn(int n, T *restrict q, T *restrict c)      \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T a = q[2 * i], b = q[2 * i + 1];                      \
			q[2 * i] = a * c[i] - b * c[n + i];                    \
			q[2 * i + 1] = a * c[n + i] + b * c[i];                \
		}                                                              \
	}                                                                      \
	KEEP static void name##_swap(int n, T *restrict q, T *restrict c)      \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T a = q[2 * i];                                        \
			q[2 * i] = q[2 * i + 1];                               \
			q[2 * i + 1] = a + c[i];                               \
		}                                                              \
	}                                                                      \
	KEEP static void name##_steps(int n, T *restrict q, T *restrict c)     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			q[i] = q[i] * 2 + c[i];                                \
			c[i] = q[i] - c[i];                                    \
			q[i] += c[n + i];                                      \
			c[n + i] = q[i] * c[i];                                \
			q[i] -= 1;                                             \
		}                                                              \
	}                                                                      \
	KEEP static void name##_maybe(int n, T *restrict q, T *restrict c)     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T a = c[i] > 0 ? q[i + 1] : 3;                         \
			c[i] = a + (i > 2 ? c[n + i] : c[i]);                  \
			c[n + i] = a - c[i];                                   \
			c[i] = c[n + i] > 1 ? c[i] : q[i];                     \
		}                                                              \
	}                                                                      \
	/* c[k * i] is c[i] where k or i is.  */                               \
	KEEP static void name##_apart(int n, int k, T *restrict q,             \
				      T *restrict c)                           \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			c[i] = q[i] + 1;                                       \
			q[k * i] = q[i] * 2;                                   \
			q[i] = q[k * i] + c[i];                                \
		}                                                              \
	}

#define TEST(name, T)                                                          \
	BODIES(name, T, _Pragma("tensoraot kernel"))                           \
	BODIES(plain_##name, T, )                                              \
	static T name##_q[2][2 * MOST + 8], name##_c[2][2 * MOST + 8];         \
	static void name##_fill(void)                                          \
	{                                                                      \
		for (int i = 0; i < 2 * MOST + 8; i++)                         \
			for (int k = 0; k < 2; k++) {                          \
				name##_q[k][i] = (T)(i * 31 % 17 - 8);         \
				name##_c[k][i] = (T)(i * 13 % 11 - 5);         \
			}                                                      \
	}                                                                      \
	static void name##_same(void)                                          \
	{                                                                      \
		if (memcmp(name##_q[0], name##_q[1], sizeof(name##_q[0])) ||   \
		    memcmp(name##_c[0], name##_c[1], sizeof(name##_c[0])))     \
			abort();                                               \
	}                                                                      \
	static void test_##name(int n)                                         \
	{                                                                      \
		void (*f[][2])(int, T *, T *) = {                              \
			{ name##_turn, plain_##name##_turn },                  \
			{ name##_swap, plain_##name##_swap },                  \
			{ name##_steps, plain_##name##_steps },                \
			{ name##_maybe, plain_##name##_maybe },                \
		};                                                             \
		for (int i = 0; i < 4; i++) {                                  \
			name##_fill();                                         \
			f[i][0](n, name##_q[0], name##_c[0]);                  \
			f[i][1](n, name##_q[1], name##_c[1]);                  \
			name##_same();                                         \
		}                                                              \
		for (int k = 0; k < 3; k++) {                                  \
			name##_fill();                                         \
			name##_apart(n, k, name##_q[0], name##_c[0]);          \
			plain_##name##_apart(n, k, name##_q[1], name##_c[1]);  \
			name##_same();                                         \
		}                                                              \
	}

TEST(floats, float)
TEST(doubles, double)
TEST(ints, int)
TEST(bytes, unsigned char)

int main(void)
{
	for (int n = 0; n <= MOST; n += n < 40 ? 1 : 31) {
		test_floats(n);
		test_doubles(n);
		test_ints(n);
		test_bytes(n);
	}
	return 0;
}
