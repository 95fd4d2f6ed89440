/* A triangle whose rows go down, in tiles: what of it is in a panel of rows counts
   down too, and is not in the panel itself.  If this fails, tiles were left out that
   end before a panel of other rows.  */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <stddef.h>
#include <stdlib.h>

enum { MAX = 100 };

#define KERNEL(name, pragma)                                                 \
	__attribute__((noipa)) static void name(size_t n, size_t m,          \
						double alpha,                \
						double a[n][n],              \
						double b[n][m])              \
	{                                                                    \
		pragma                                                       \
		for (size_t t = 0; t < m / 4 * 4; t += 4)                    \
			for (size_t j = t; j < t + 4; j++)                   \
				for (size_t i = n; i-- > 0;) {               \
					b[i][j] *= a[i][i];                  \
					for (size_t u = 0; u < i; u += 8)    \
						for (size_t p = u;           \
						     p < (u + 8 < i ? u + 8  \
								    : i);    \
						     p++)                    \
							b[i][j] += a[i][p]   \
								   * b[p][j]; \
					b[i][j] *= alpha;                    \
				}                                            \
	}

KERNEL(kernel, _Pragma("tensoraot kernel"))
KERNEL(plain, )

static double a[MAX * MAX], b[MAX * MAX], c[MAX * MAX];

int main(void)
{
	static const size_t size[] = { 0, 1, 4, 7, 8, 16, 33, 64, 90 };
	enum { SIZES = sizeof size / sizeof *size };

	for (int i = 0; i < MAX * MAX; i++)
		a[i] = i * 7 % 5 - 2;
	for (int s = 0; s < SIZES * SIZES; s++) {
		size_t n = size[s / SIZES], m = size[s % SIZES];

		for (int i = 0; i < MAX * MAX; i++)
			b[i] = c[i] = i * 5 % 7 - 3;
		kernel(n, m, 3, (void *)a, (void *)b);
		plain(n, m, 3, (void *)a, (void *)c);
		for (int i = 0; i < MAX * MAX; i++)
			if (b[i] != c[i])
				abort();
	}
	return 0;
}
