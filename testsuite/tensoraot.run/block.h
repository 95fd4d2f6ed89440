/* block.h - a kernel and the same loops plain, compared on a matrix that is its
   own best pivot everywhere, and on anything around it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 140 * 140 };

static double block_l[MOST], block_b[MOST], block_c[MOST], other[MOST];

/* Fill the arguments for sizes n and m. */
static void block_fill(int n)
{
	for (int i = 0; i < MOST; i++) {
		block_l[i] = (i * 7 % 23 - 11) / 23.0;
		block_b[i] = block_c[i] = (i * 5 % 19 - 9) / 19.0;
		other[i] = (i * 11 % 29) / 29.0 - 0.5;
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

/* Call "compare", for kernels that read "other" too, with sizes n and m about
   those of blocks, and none. */
static inline void block_pairs(void (*compare)(int n, int m))
{
	static const int sizes[] = { 0, 1, 2, 8, 17, 64, 100, 139 };
	unsigned i, j, n = sizeof sizes / sizeof *sizes;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j += i > 3 ? 1 : 3)
			compare(sizes[i], sizes[j]);
}
