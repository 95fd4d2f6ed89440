/* main as a kernel, with its arguments as sizes, and a function that does not
   return.  If this fails, main is not main any more, or what comes after the
   kernel is lost.  */
/* { dg-do run } */
#include "life.h"
#include <stdlib.h>

enum { N = 5000 };
static float y[N];

_Noreturn NOINLINE static void leave(int n, float *a)
{
	float s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		s += a[i];
	exit(s != 2 * N);
}

_Noreturn NOINLINE static void for_ever(int n, float *a)
{
	for (;;) {
#pragma tensoraot kernel
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] += 1;
		if (a[0] == 2)
			leave(n, a);
	}
}

#pragma tensoraot kernel
int main(int argc, char **argv)
{
	int n = N - 1 + argc;

	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		y[i] = argc - 1;
	if (!argv[0])
		return 1;
	for_ever(N, y);
}
