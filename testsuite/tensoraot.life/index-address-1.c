/* Induction variables, bounds and scalars whose address is taken: something
   else may change or read them.  If this fails, it is taken for constant
   what a store through a pointer changes.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float y[N];
static int g, *gp;

NOINLINE void change(int *p)
{
	*p += 1;
}

NOINLINE void escapes(int n, float *a)
{
	int i;

	gp = &i;
#pragma tensoraot kernel
	for (i = 0; i < n; i++) /* { dg-missed {\[} } */
		a[i] = 1;
	CHECK(*gp == n);
}

NOINLINE void changed(int n, float *a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < n; i++) { /* { dg-missed {\[(CALL|TRIP_COUNT)\]} } */
		a[i] = 2;
		change(&i);
	}
}

/* The index is a global that the store through "p" may be to. */
NOINLINE void global_index(int n, int *p)
{
#pragma tensoraot kernel
	for (g = 0; g < n; g++) /* { dg-missed {\[} } */
		p[g] = g + 10;
}

NOINLINE void bound_changes(int *n, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < *n; i++) /* { dg-missed {\[} } */
		a[i] = 20;
}

/* The step too. */
NOINLINE void step_changes(int n, int *step, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i += *step) /* { dg-missed {\[} } */
		a[i] = 2;
}

/* Its address is taken after the kernel: it has its value in a register
   during the loop, if the compiler can see that. */
NOINLINE int later(int n, float *a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < n; i++)
		a[i] = 3;
	change(&i);
	return i;
}

/* A sum whose address is known elsewhere. */
NOINLINE float sum_escapes(int n, const float *a, float **where)
{
	float s = 0;

	*where = &s;
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s += a[i];
	return **where;
}

int main(void)
{
	static int b[N];
	float *where;

	escapes(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 1);
	changed(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == (i % 2 ? 1 : 2));
	g = 0;
	global_index(N, b);
	CHECK(g == N);
	for (int i = 0; i < N; i++)
		CHECK(b[i] == i + 10);
	b[0] = 900;
	bound_changes(&b[0], b);
	CHECK(b[0] == 20 && b[19] == 20 && b[20] == 30);
	b[0] = 1;
	step_changes(N, &b[0], b);
	for (int i = 0; i < 20; i++)
		CHECK(b[i] == (i % 2 ? 20 : 2));
	CHECK(later(N, y) == N + 1 && y[N - 1] == 3);
	CHECK(sum_escapes(N, y, &where) == 3 * N);
	return 0;
}
