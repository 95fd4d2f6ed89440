/* Shortest ways, what can be reached, and elimination: each row of a matrix by way
   of row k, which is one of them.  The loops over rows and columns are split around
   it.  If this fails, row or column k is used after it was changed where C uses it
   before, or the other way around.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

#define WAYS(name, type, pragma)                                          \
	__attribute__((noinline)) static void name(int n, type d[n][n])   \
	{                                                                 \
		pragma                                                    \
		for (int k = 0; k < n; k++)                               \
			for (int i = 0; i < n; i++)                       \
				for (int j = 0; j < n; j++)               \
					if (d[i][k] + d[k][j] < d[i][j])  \
						d[i][j] = d[i][k] + d[k][j]; \
	}

#define REACH(name, type, pragma)                                         \
	__attribute__((noinline)) static void name(int n, type d[n][n])   \
	{                                                                 \
		pragma                                                    \
		for (int k = 0; k < n; k++)                               \
			for (int i = 0; i < n; i++)                       \
				for (int j = 0; j < n; j++)               \
					d[i][j] |= d[i][k] & d[k][j];     \
	}

#define ADDED(name, type, pragma)                                         \
	__attribute__((noinline)) static void name(int n, type d[n][n])   \
	{                                                                 \
		pragma                                                    \
		for (int k = 0; k < n; k++)                               \
			for (int i = 0; i < n; i++)                       \
				for (int j = 0; j < n; j++)               \
					d[i][j] = d[i][j] / 2             \
						+ d[i][k] - 3 * d[k][j];  \
	}

#define KERNEL _Pragma("tensoraot kernel fp(strict)")
#define BOTH(what, name, type)            \
	what(name##_kernel, type, KERNEL) \
	what(name##_plain, type, )

BOTH(WAYS, ways_int, int)
BOTH(WAYS, ways_float, float)
BOTH(REACH, reach, unsigned char)
BOTH(ADDED, added, double)

enum { MOST = 40 };

/* RUN does both on the same numbers of TYPE, of a few negative ones among them, so
   that a way by k changes that to k itself.  */
#define RUN(name, type, n)                                                 \
	do {                                                               \
		static type x[MOST * MOST], y[MOST * MOST];                \
		for (int i = 0; i < n * n; i++)                            \
			x[i] = y[i] = (type)(i * 7919 % 101            \
						- (n < 6 ? 20 : 0));     \
		name##_kernel(n, (void *)x);                               \
		name##_plain(n, (void *)y);                                \
		if (memcmp(x, y, sizeof x))                                \
			abort();                                           \
	} while (0)

int main(void)
{
	for (int n = 0; n <= 12; n++) {
		RUN(ways_int, int, n);
		RUN(ways_float, float, n);
		RUN(reach, unsigned char, n);
		RUN(added, double, n);
	}
	RUN(ways_int, int, 16);
	RUN(ways_float, float, MOST);
	RUN(reach, unsigned char, MOST);
	return 0;
}
