/* Subscripts with masks that are as wide as the index, as the compiler makes of
   (2 * i) / 2 of an unsigned one, and one bit less, with the largest remainders besides:
   these change nothing of an index that is not negative.  If this fails, the compiler
   crashes on such a mask, as no number is one larger, or takes it for one that wraps
   around.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { N = 100 };

#define MASKS(name, pragma)                                                    \
	KEEP static void name##_wide(size_t n, size_t m, int (*restrict y)[N], \
				     int (*restrict x)[N])                     \
	{                                                                      \
		pragma                                                         \
		for (size_t i = 0; i < n; i++)                                 \
			for (size_t j = 0; j < m; j++)                         \
				y[i][j] += 3 * x[(2 * i) / 2][j]               \
					   - x[i][j & LONG_MAX];               \
	}                                                                      \
	KEEP static void name##_short(int n, int m, int (*restrict y)[N],      \
				      int (*restrict x)[N])                    \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++)                            \
				y[i][j] += 3 * x[i & INT_MAX][j]               \
					   - x[i][j & (INT_MAX >> 1)]          \
					   + x[i % INT_MAX][j];                \
	}                                                                      \
	KEEP static void name##_long(long n, long m, int (*restrict y)[N],     \
				     int (*restrict x)[N])                     \
	{                                                                      \
		pragma                                                         \
		for (long i = 0; i < n; i++)                                   \
			for (long j = 0; j < m; j++)                           \
				y[i][j] += 3 * x[i % LONG_MAX][j]              \
					   - x[i][j & LONG_MAX >> 1];          \
	}

MASKS(kernel, _Pragma("tensoraot kernel"))
MASKS(plain, )

static int x[N][N], y[2][N][N];

int main(void)
{
	static const int sizes[] = { 0, 1, 7, 64, N };

	for (int i = 0; i < N * N; i++)
		x[i / N][i % N] = i * 37 % 101;
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < 5; j++) {
			int n = sizes[i], m = sizes[j];

			kernel_wide((size_t)n, (size_t)m, y[0], x);
			plain_wide((size_t)n, (size_t)m, y[1], x);
			kernel_short(n, m, y[0], x);
			plain_short(n, m, y[1], x);
			kernel_long(n, m, y[0], x);
			plain_long(n, m, y[1], x);
			if (memcmp(y[0], y[1], sizeof(y[0])))
				abort();
		}
	return 0;
}
