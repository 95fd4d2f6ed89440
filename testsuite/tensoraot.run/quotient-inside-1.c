/* Tiles of a size that is divided by inside of other loops, with that size 0 where no
   loop runs, less than 0, and more than there is to do.  If this fails, a kernel
   divides by zero before anybody asked, or tiles are cut otherwise. */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { MAX = 40 };

#define KERNEL(name, pragma)                                                  \
	__attribute__((noipa)) static void name(long n, long m, long k,      \
						long size,                    \
						double a[][MAX],              \
						double b[][MAX],              \
						double c[][MAX])              \
	{                                                                     \
		pragma                                                        \
		for (long i = 0; i < n; i++)                                  \
			for (long j = 0; j < m; j++) {                        \
				for (long t = 0; t < k / size * size;         \
				     t += size)                               \
					for (long p = t; p < t + size; p++)   \
						c[i][j] += a[i][p] * b[p][j]; \
				for (long p = k - k % size; p < k; p++)       \
					c[i][j] += a[i][p] * b[p][j];         \
			}                                                     \
	}

KERNEL(kernel, _Pragma("tensoraot kernel"))
KERNEL(plain, )

static double a[MAX][MAX], b[MAX][MAX], c[MAX][MAX], want[MAX][MAX];

/* Run both on sizes of which "size" may divide: whether they agree. */
static int agree(long n, long m, long k, long size)
{
	for (int i = 0; i < MAX * MAX; i++) {
		a[i / MAX][i % MAX] = i * 7 % 5 - 2;
		b[i / MAX][i % MAX] = i * 5 % 7 - 3;
		c[i / MAX][i % MAX] = want[i / MAX][i % MAX] = i % 3;
	}
	kernel(n, m, k, size, a, b, c);
	plain(n, m, k, size, a, b, want);
	for (int i = 0; i < MAX * MAX; i++)
		if (c[i / MAX][i % MAX] != want[i / MAX][i % MAX])
			return 0;
	return 1;
}

int main(void)
{
	static const long sizes[] = { 0, 1, 7, 8, 33, 40 };
	static const long tiles[] = { 1, 2, 7, 8, 64 };

	for (int x = 0; x < 6 * 6 * 5; x++)
		if (!agree(sizes[x % 6], 19, sizes[x / 6 % 6], tiles[x / 36]))
			abort();
	/* The rest of a negative size is as C has it: t >= k / size * size. */
	if (!agree(0, 5, 9, 0) || !agree(5, 0, 9, 0) || !agree(5, 5, 0, -3))
		abort();
	return 0;
}
