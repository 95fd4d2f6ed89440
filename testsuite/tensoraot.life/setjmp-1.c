/* setjmp in the function of a kernel: control comes back with the values of
   volatile variables and of memory; and longjmp out of a loop.  If this
   fails, the program crashes, or a value is lost that C keeps.  */
/* { dg-do run } */
#include "life.h"
#include <setjmp.h>

enum { N = 5000 };
static float y[N], x[N];
static jmp_buf env;

NOINLINE void leave(int i)
{
	if (i == 700)
		longjmp(env, 2);
}

NOINLINE int again(int n, float *restrict a, const float *restrict b)
{
	volatile int times = 0;

	setjmp(env);
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a[i] += b[i];
	if (++times < 3)
		longjmp(env, 1);
	return times;
}

NOINLINE int after(int n, float *a)
{
	if (setjmp(env))
		return 1;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[SEVERAL_EXITS\]} } */
		a[i] = 5;
		leave(i);
	}
	return 0;
}

/* One comes out of the kernel's own nest. */
NOINLINE int inside(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[} } */
		if (setjmp(env) == 0)
			a[i] = i;
	}
	return 0;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		x[i] = i;
	CHECK(again(N, y, x) == 3);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 3 * i);
	CHECK(after(N, y) == 1);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i <= 700 ? 5 : 3 * i));
	CHECK(inside(N, y) == 0 && y[999] == 999);
	return 0;
}
