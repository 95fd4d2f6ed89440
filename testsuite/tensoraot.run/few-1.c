/* Products of few rows or terms, which a function of the file makes: of all sizes about
   its strips of 256 columns and four terms, and about what a library is called for;
   with what is there before kept, multiplied or not read; of sums of nothing, which leave
   a zero its sign; and with NaN and infinities.  All other numbers are small whole ones, so that every order of a
   sum is exact.  If this fails, a small product is wrong where a large one is right.  */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 9, TERMS = 11, COLS = 530, PITCH = 531 };

#define KERNEL(name, T, FIRST, A, F, pragma)                                  \
	KEEP static void name(int m, int n, int k, const T *a, int lda,       \
			      const T *restrict b, T *restrict c, T f)        \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < m; i++)                                   \
			for (int j = 0; j < n; j++) {                         \
				FIRST;                                        \
				for (int p = 0; p < k; p++)                   \
					c[i * PITCH + j] +=                   \
						F A * b[p * PITCH + j];       \
			}                                                     \
	}

/* The same with a variable for the sum, which goes to the result as "OP" says.  */
#define SCALAR(name, T, OP, A, pragma)                                        \
	KEEP static void name(int m, int n, int k, const T *a, int lda,       \
			      const T *restrict b, T *restrict c, T f)        \
	{                                                                     \
		pragma                                                        \
		for (int i = 0; i < m; i++)                                   \
			for (int j = 0; j < n; j++) {                         \
				T s = 0;                                      \
				for (int p = 0; p < k; p++)                   \
					s += A * b[p * PITCH + j];            \
				c[i * PITCH + j] OP;                          \
			}                                                     \
	}

#define TEST(name, T, SIGNED)                                                 \
	static void test_##name(int m, int n, int k, T f, T odd)              \
	{                                                                     \
		static T a[TERMS * TERMS], b[TERMS * PITCH], c[ROWS * PITCH]; \
		static T d[ROWS * PITCH];                                     \
		for (int i = 0; i < TERMS * TERMS; i++)                       \
			a[i] = (T)(i * 7 % 11 - 5);                           \
		for (int i = 0; i < TERMS * PITCH; i++)                       \
			b[i] = (T)(i * 5 % 13 - 6);                           \
		for (int i = 0; i < ROWS * PITCH; i++)                        \
			c[i] = d[i] = i % 7 ? (T)(i % 7 - 3) : (T)-0.0;       \
		a[2] = odd;                                                   \
		b[PITCH + 3] = odd;                                           \
		name(m, n, k, a, TERMS, b, c, f);                             \
		plain_##name(m, n, k, a, TERMS, b, d, f);                     \
		for (int i = 0; i < ROWS * PITCH; i++)                        \
			if ((c[i] != d[i] && !(isnan(c[i]) && isnan(d[i])))   \
			    || (SIGNED && k <= 0 && !isnan(c[i])              \
				&& !signbit(c[i]) != !signbit(d[i])))         \
				abort();                                      \
	}

#define BOTH(name, T, FIRST, A, F)                                            \
	KERNEL(name, T, FIRST, A, F, _Pragma("tensoraot kernel"))             \
	KERNEL(plain_##name, T, FIRST, A, F, )                                \
	TEST(name, T, 1)
#define SUM(name, T, OP, A)                                                   \
	SCALAR(name, T, OP, A, _Pragma("tensoraot kernel"))                   \
	SCALAR(plain_##name, T, OP, A, )                                      \
	TEST(name, T, 0)

#define BY_ROWS a[i * lda + p]
#define BY_COLUMNS a[p * lda + i]

BOTH(set, double, c[i * PITCH + j] = 0, BY_ROWS, )
BOTH(add, float, , BY_ROWS, )
BOTH(scale, double, c[i * PITCH + j] *= 3, BY_COLUMNS, )
BOTH(factor, float, c[i * PITCH + j] *= 2, BY_ROWS, f *)
BOTH(factors, double, , BY_COLUMNS, f *)
SUM(twice, float, = 2 * s, BY_ROWS)
SUM(thrice, double, += 3 * s, BY_COLUMNS)
SUM(times, float, = f * s, BY_ROWS)

#define ALL(m, n, k, f, odd)                                                  \
	test_set(m, n, k, f, odd), test_add(m, n, k, f, odd),                 \
	test_scale(m, n, k, f, odd), test_factor(m, n, k, f, odd),            \
	test_factors(m, n, k, f, odd), test_twice(m, n, k, f, odd),           \
	test_thrice(m, n, k, f, odd), test_times(m, n, k, f, odd)

int main(void)
{
	static const int rows[] = { 0, 1, 2, 7, 8, 9 };
	static const int terms[] = { -1, 0, 1, 3, 4, 5, 8, 11 };
	static const int cols[] = { -3, 0, 1, 15, 16, 64, 255, 256, 257, 530 };

	for (unsigned i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (unsigned p = 0; p < sizeof(terms) / sizeof(*terms); p++)
			for (unsigned j = 0; j < sizeof(cols) / sizeof(*cols);
			     j++) {
				int m = rows[i], n = cols[j], k = terms[p];

				ALL(m, n, k, 2, 1);
				ALL(m, n, k, -1, INFINITY);
				ALL(m, n, k, 3, NAN);
				ALL(m, n, k, INFINITY, 2);
			}
	return 0;
}
