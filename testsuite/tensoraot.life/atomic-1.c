/* Atomic objects and the built-in functions on them.  If this fails, an
   update that another thread must see is made plain, or lost.  */
/* { dg-do run } */
#include "life.h"
#include <stdatomic.h>

enum { N = 5000 };
static _Atomic int counter;
static _Atomic float cells[N];
static _Atomic(int) ints[N];
static int plain[N];
static float y[N];

NOINLINE void count(int n, const int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		counter += a[i];
}

NOINLINE void store(int n, _Atomic float *a, const float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		a[i] = b[i];
}

NOINLINE void load(int n, _Atomic float *a, float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		b[i] = a[i] * 2;
}

NOINLINE void relaxed(int n, _Atomic int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		atomic_store_explicit(&a[i], i, memory_order_relaxed);
}

NOINLINE void builtin(int n, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		__atomic_fetch_add(&a[i], 3, __ATOMIC_SEQ_CST);
}

NOINLINE void sync(int n, int *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		__sync_fetch_and_add(&a[i], 4);
}

NOINLINE void fence(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[VOLATILE\]} } */
		a[i] += 1;
		atomic_thread_fence(memory_order_seq_cst);
	}
}

NOINLINE void signal_fence(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) { /* { dg-missed {\[VOLATILE\]} } */
		a[i] += 1;
		atomic_signal_fence(memory_order_seq_cst);
	}
}

/* Between two nests: what is before it stays before it. */
NOINLINE void between(int n, float *a, _Atomic int *flag)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = a[i] * 2;
		atomic_store(flag, 1);
		for (int i = 0; i < n; i++) /* { dg-optimized "" } */
			a[i] = a[i] + 1;
	}
}

int main(void)
{
	int s = 0;

	for (int i = 0; i < N; i++)
		s += plain[i] = DATA(i, 2);
	count(N, plain);
	CHECK(counter == s);
	for (int i = 0; i < N; i++)
		y[i] = i;
	store(N, cells, y);
	load(N, cells, y);
	relaxed(N, ints);
	builtin(N, plain);
	sync(N, plain);
	fence(N, y);
	signal_fence(N, y);
	between(N, y, &ints[0]);
	CHECK(ints[0] == 1);
	for (int i = 0; i < N; i++) {
		CHECK(cells[i] == i && y[i] == (i * 2 + 2) * 2 + 1);
		CHECK(plain[i] == DATA(i, 2) + 7 && (!i || ints[i] == i));
	}
	return 0;
}
