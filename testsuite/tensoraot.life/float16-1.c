/* _Float16: a kernel over it stays as written.  If this fails, it is taken
   for another type of two bytes.  */
/* { dg-do run { target x86_64-*-* } } */
#include "life.h"

enum { N = 5000 };
static _Float16 x[N], y[N];
static float z[N];

NOINLINE void map(int n, _Float16 *restrict b, const _Float16 *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i] * 3 + 1;
}

NOINLINE void widen(int n, float *restrict b, const _Float16 *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i];
}

NOINLINE void narrow(int n, _Float16 *restrict b, const float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		b[i] = a[i];
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = DATA(i, 1);
	map(N, y, x);
	widen(N, z, y);
	narrow(N, x, z);
	for (int i = 0; i < N; i++)
		CHECK(x[i] == DATA(i, 1) * 3 + 1 && z[i] == x[i]);
	return 0;
}
