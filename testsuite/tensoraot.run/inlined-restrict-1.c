/* Pointers that are restrict in a function that is inlined into a loop: each
   call keeps them apart, two calls do not.  If this fails, an element that an
   iteration before has written is read too early.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

static inline void copy(int *restrict x, int *y)
{
	*x = *y;
}

static inline void either(int *restrict x, int *restrict y, int *z, int c)
{
	if (c)
		*x = c;
	*z = *y;
}

__attribute__((noinline)) void shift(int *a, int *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < 1024; i++)
		copy(a + i, b + i);
}

__attribute__((noinline)) void last(int *a, int *b, int *c, int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		either(a, b, c + i, 0);
	either(a, b, c, 3);
}

int main(void)
{
	static int x[1025], y[4];

	for (int i = 0; i < 1025; i++)
		x[i] = i + 1;
	shift(x + 1, x);
	for (int i = 0; i < 1025; i++)
		if (x[i] != 1)
			abort();
	last(x, x + 1, y, 4);
	if (x[0] != 3 || y[0] != 1 || y[3] != 1)
		abort();
	return 0;
}
