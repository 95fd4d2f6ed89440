/* __bf16, where the compiler can compute with it: a kernel over it stays as
   written.  If this fails, it is taken for another type of two bytes.  */
/* { dg-do run { target bfloat16 } } */
#include "life.h"

enum { N = 5000 };
static __bf16 x[N];
static float z[N];

NOINLINE void widen(int n, float *restrict b, const __bf16 *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i];
}

NOINLINE void narrow(int n, __bf16 *restrict b, const float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i];
}

int main(void)
{
	for (int i = 0; i < N; i++)
		z[i] = DATA(i, 1);
	narrow(N, x, z);
	widen(N, z, x);
	for (int i = 0; i < N; i++)
		CHECK(z[i] == DATA(i, 1));
	return 0;
}
