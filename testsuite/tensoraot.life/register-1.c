/* Variables that live in a register of the program's choice: other threads
   have another register of that name.  If this fails, a kernel reads theirs,
   or the compiler stops on the address of one.  */
/* { dg-do run { target x86_64-*-* } } */
/* { dg-additional-options "-ffixed-r15" } */
#include "life.h"

enum { N = 5000 };
register long shared asm("r15");
static float y[N];
static long z[N];

NOINLINE void reads(int n, long *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] = a[i] + shared;
}

NOINLINE void bounded(float *restrict a)
{
#pragma tensoraot kernel
	for (long i = 0; i < shared; i++)
		a[i] = a[i] + 1;
}

NOINLINE void writes(int n, const long *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[REGISTER\]} } */
		shared += a[i];
}

NOINLINE void local(int n, float *a)
{
	register long r asm("rbx") = n;

	__asm__ volatile("" : "+r"(r));
#pragma tensoraot kernel
	for (long i = 0; i < r; i++)
		a[i] = a[i] + 1;
}

int main(void)
{
	shared = 7;
	reads(N, z);
	for (int i = 0; i < N; i++)
		CHECK(z[i] == 7);
	shared = N;
	bounded(y);
	local(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 2);
	shared = 0;
	writes(N, z);
	CHECK(shared == 7 * N);
	return 0;
}
