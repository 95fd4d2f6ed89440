/* Variables with a cleanup, with -fexceptions: what runs when their scope is
   left runs once, after the kernel.  If this fails, it runs twice or before,
   or a kernel between calls that may throw is wrong.  */
/* { dg-do run } */
/* { dg-additional-options "-fexceptions" } */
#include "life.h"

enum { N = 5000 };
static float y[N];
static int cleanups;
static float seen;

static void clean(float **p)
{
	cleanups++;
	seen = (*p)[N - 1];
}

NOINLINE void may_throw(void)
{
	__asm__ volatile("");
}

NOINLINE void scoped(int n, float *a)
{
	__attribute__((cleanup(clean))) float *p = a;

	may_throw();
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		p[i] = p[i] * 2 + 1;
	may_throw();
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		p[i] = p[i] * 2 + 1;
}

/* One each time round, and a way out in the middle of it all. */
NOINLINE int each(int n, int m, float *a)
{
	for (int t = 0; t < m; t++) {
		__attribute__((cleanup(clean))) float *p = a;

#pragma tensoraot kernel
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			p[i] = t;
		if (t == 3)
			return t;
	}
	return m;
}

/* In the nest. */
NOINLINE void inside(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[} } */
		__attribute__((cleanup(clean))) float *p = a;

		may_throw();
		p[i] = 5;
	}
}

int main(void)
{
	scoped(N, y);
	CHECK(cleanups == 1 && seen == 3 && y[0] == 3);
	CHECK(each(N, 10, y) == 3 && cleanups == 5 && seen == 3);
	inside(N, y);
	CHECK(cleanups == 5 + N && y[0] == 5 && seen == 5);
	return 0;
}
