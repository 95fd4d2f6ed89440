/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels whose one counter goes through two rows of steps 2 and 1 of an array, for
   which the compiler has an address made of a distance, without a base.  It took that for
   a null pointer, and the function of the kernel for one that writes nothing: calls of it
   were dropped, and elements believed to be what they were before.  If this fails,
   results are not stored, or not seen by who called.  */
/* { dg-additional-options "-Wno-unknown-pragmas -fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 81, COLS = 42, MOST = 40 };
static long g[ROWS][COLS], want[MOST * 4], got[MOST * 4];

#define KERNEL(name, pragma)                                                   \
	KEEP static void name(int n, int m, long alpha, const long *a,         \
			      long *c)                                         \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (alpha * a[2 * i + 2] < 2)                          \
				c[i * (m + 2) + 1] = g[2 * i][1] & g[i][0];    \
	}                                                                      \
	/* What is stored before is overwritten, and read after. */           \
	KEEP static long name##_seen(int n, const long *a)                     \
	{                                                                      \
		static long c[MOST * 4];                                       \
		long sum;                                                      \
                                                                               \
		memset(c, 0, sizeof c);                                        \
		c[1] = 100;                                                    \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (a[2 * i + 2] < 2)                                  \
				c[i * 4 + 1] = g[2 * i][1] & g[i][0];          \
		sum = c[1];                                                    \
		for (int i = 2; i < MOST * 4; i++)                             \
			sum += c[i] * i;                                       \
		return sum;                                                    \
	}

KERNEL(plain, )
KERNEL(shared, _Pragma("tensoraot kernel disjoint"))
KERNEL(alone, _Pragma("tensoraot kernel disjoint threads (1)"))
KERNEL(serial, _Pragma("tensoraot kernel disjoint serial"))
KERNEL(guarded, _Pragma("tensoraot kernel"))

typedef void run(int, int, long, const long *, long *);
typedef long seen(int, const long *);
static run *const runs[] = { shared, alone, serial, guarded };
static seen *const seens[] = { shared_seen, alone_seen, serial_seen,
			       guarded_seen };

int main(void)
{
	static long a[MOST * 2 + 2];

	for (int i = 0; i < MOST * 2 + 2; i++)
		a[i] = i % 5 - 1;
	for (int i = 0; i < ROWS; i++)
		for (int j = 0; j < COLS; j++)
			g[i][j] = i * 31 + j * 17 + 1;
	for (int n = 0; n <= MOST; n++)
		for (int k = 0; k < 4; k++) {
			memset(want, 0, sizeof want);
			memset(got, 0, sizeof got);
			plain(n, 2, 1, a, want);
			runs[k](n, 2, 1, a, got);
			if (memcmp(want, got, sizeof want)
			    || plain_seen(n, a) != seens[k](n, a))
				abort();
		}
	return 0;
}
