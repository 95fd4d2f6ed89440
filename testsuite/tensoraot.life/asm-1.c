/* Inline assembly in a nest, between nests, with and without clobbers, and
   one that jumps.  If this fails, memory that it reads is not written yet, or
   memory that it writes is read before.  */
/* { dg-do run { target x86_64-*-* } } */
/* { dg-prune-output "^\t(je|movl) %" } */
#include "life.h"

enum { N = 5000 };
static float y[N];

NOINLINE void in_the_nest(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[ASM\]} } */
		float f = a[i];

		__asm__("" : "+x"(f));
		a[i] = f + 1;
	}
}

NOINLINE void barrier(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[ASM\]} } */
		a[i] = 2;
		__asm__ volatile("" : : : "memory");
		a[i] += 1;
	}
}

/* It copies the first element to the last, by its address only. */
NOINLINE void between(int n, float *a)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = i + 4;
		__asm__ volatile("movl (%0), %%eax\n\tmovl %%eax, (%1)"
				 : : "r"(a), "r"(a + n - 1)
				 : "memory", "eax");
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = a[i] * 2;
	}
}

/* The same with operands instead of a clobber. */
NOINLINE void operands(int n, float *a)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = i + 4;
		__asm__("movl %1, %%eax\n\tmovl %%eax, %0"
			: "=m"(a[n - 1]) : "m"(a[0]) : "eax");
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = a[i] * 2;
	}
}

/* Out of the loop by a jump. */
NOINLINE int jumps(int n, float *a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < n; i++) { /* { dg-missed {\[} } */
		a[i] = 1;
		__asm__ goto("cmpl $10, %0\n\tje %l1"
			     : : "r"(i) : "cc" : found);
	}
	return -1;
found:
	return i;
}

/* It is the bound that the assembly hides. */
NOINLINE void hidden(int n, float *a)
{
	__asm__("" : "+r"(n), "+r"(a));
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		a[i] = i;
}

int main(void)
{
	in_the_nest(N, y);
	CHECK(y[0] == 1 && y[N - 1] == 1);
	barrier(N, y);
	CHECK(y[0] == 3 && y[N - 1] == 3);
	for (int way = 0; way < 2; way++) {
		if (way)
			operands(N, y);
		else
			between(N, y);
		for (int i = 0; i < N; i++)
			CHECK(y[i] == (i < N - 1 ? i + 4 : 4) * 2);
	}
	CHECK(jumps(N, y) == 10 && y[10] == 1 && y[11] == 30);
	hidden(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == i);
	return 0;
}
