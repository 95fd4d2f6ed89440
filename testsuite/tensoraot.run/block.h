/* block.h - a kernel and the same loops plain, compared on a matrix that is its
   own best pivot everywhere, and on anything around it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 140 * 140 };

static double block_l[MOST], block_b[MOST], block_c[MOST];

/* Fill the arguments for sizes n and m. */
static void block_fill(int n)
{
	for (int i = 0; i < MOST; i++) {
		block_l[i] = (i * 7 % 23 - 11) / 23.0;
		block_b[i] = block_c[i] = (i * 5 % 19 - 9) / 19.0;
	}
	for (int i = 0; i < n; i++) {
		block_l[i * n + i] = n + 2;
		block_b[i * n + i] = block_c[i * n + i] = n + 2;
	}
}

/* Stop if the results of "name" differ by more than rounding. */
static void block_compare(const char *name, int n, int m)
{
	for (int i = 0; i < MOST; i++) {
		double x = block_b[i], y = block_c[i];

		if (!(fabs(x - y) <= 1e-11 * (n + m + fabs(x)))) {
			printf("%s %d %d: element %d is %g, not %g\n", name, n,
			       m, i, y, x);
			abort();
		}
	}
}

#define DEFINE(name, params, ...)                                     \
	static __attribute__((noipa)) void name##_plain params        \
	__VA_ARGS__                                                   \
	static __attribute__((noipa)) void name params                \
	{                                                             \
		_Pragma("tensoraot kernel")                           \
		__VA_ARGS__                                           \
	}

#define COMPARE(name, n, m)                                           \
	do {                                                          \
		block_fill(n);                                        \
		name##_plain(n, m, block_l, block_b);                 \
		name(n, m, block_l, block_c);                         \
		block_compare(#name, n, m);                           \
	} while (0)
