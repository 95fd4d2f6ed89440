/* What the tests of unrolled products share: a test defines with "reroll.h" the
   KERNELS that it has, each KERNEL (pre, name, pragma, statements), and the list
   ALL (X) of their names, and includes "reroll-main.h", which runs each as a
   kernel, as a strict one and as plain C, and compares.  All numbers are small
   and whole, so that any order is exact. */
#ifndef REROLL_H
#define REROLL_H

#include <stdlib.h>

enum { MAX = 80 };

#define ARGUMENTS int n, int m, int l, float (*restrict c)[MAX],             \
	float (*restrict a)[MAX], float (*restrict b)[MAX],                  \
	float *restrict y, const float *restrict x

#define KERNEL(pre, name, pragma, ...)                                       \
	__attribute__((noipa)) static void pre##_##name(ARGUMENTS)           \
	{                                                                    \
		pragma __VA_ARGS__                                           \
	}

#define FOR(i, n) for (int i = 0; i < n; i++)
#define REST(i, n) for (; i < n; i++)

#endif
