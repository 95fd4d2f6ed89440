/* A function that the compiler makes several versions of: the kernel would be
   one for all, slower than the version for the processor at hand.  If this
   fails, it is.  */
/* { dg-do run { target x86_64-*-* } } */
#include "life.h"

enum { N = 5000 };
static float x[N], y[N];

__attribute__((target_clones("default,avx2"))) void
clones(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[CLONES\]} } */
		a[i] = b[i] * 5 + 1;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = DATA(i, 1);
	clones(N, y, x);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == x[i] * 5 + 1);
	return 0;
}
