/* Volatile objects, in every place that the word can stand: each access is
   one that the program must make.  If this fails, a read or a write of a
   device or of another thread's variable is moved, repeated or dropped.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
struct box {
	volatile float v;
	float w;
};
static volatile float object = 3, cell[N];
static float y[N], z[N];
static struct box boxes[N];

NOINLINE void read_object(int n, float *restrict a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		a[i] = object + 1;
}

NOINLINE void write_object(int n, const float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		object = a[i];
}

NOINLINE void through_pointer(int n, volatile float *a, const float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		a[i] = b[i] * 2;
}

NOINLINE float sum_volatile(int n, const volatile float *a)
{
	float s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		s += a[i];
	return s;
}

NOINLINE void member(int n, struct box *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		b[i].v = 2;
}

NOINLINE void volatile_struct(int n, volatile struct box *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		b[i].w = 5;
}

/* The bound is read once each time round. */
NOINLINE int bound(volatile int *n, float *restrict a)
{
	int i;

#pragma tensoraot kernel
	for (i = 0; i < *n; i++) /* { dg-missed {\[(VOLATILE|TRIP_COUNT)\]} } */
		a[i] = 1;
	return i;
}

/* The induction variable is volatile. */
NOINLINE void index_variable(int n, float *restrict a)
{
	volatile int i;

#pragma tensoraot kernel
	for (i = 0; i < n; i++) /* { dg-missed {\[(VOLATILE|TRIP_COUNT|IRREDUCIBLE)\]} } */
		a[i] = 4;
}

/* Only a member beside it is volatile: nothing is in the way. */
NOINLINE void neighbour(int n, struct box *b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		b[i].w = b[i].w * 2 + 1;
}

/* A pointer that is volatile itself, to plain floats, is read each time. */
NOINLINE void volatile_pointer(int n, float *volatile *p)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[VOLATILE\]} } */
		(*p)[i] = 7;
}

int main(void)
{
	volatile int n = N;
	float *volatile to = z;

	read_object(N, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 4);
	for (int i = 0; i < N; i++)
		y[i] = DATA(i, 1);
	write_object(N, y);
	CHECK(object == y[N - 1]);
	through_pointer(N, cell, y);
	float s = 0;
	for (int i = 0; i < N; i++) {
		CHECK(cell[i] == y[i] * 2);
		s += cell[i];
	}
	CHECK(sum_volatile(N, cell) == s);
	member(N, boxes);
	volatile_struct(N, boxes);
	neighbour(N, boxes);
	for (int i = 0; i < N; i++)
		CHECK(boxes[i].v == 2 && boxes[i].w == 11);
	CHECK(bound(&n, y) == N);
	index_variable(N, z);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 1 && z[i] == 4);
	volatile_pointer(N, &to);
	for (int i = 0; i < N; i++)
		CHECK(z[i] == 7);
	return 0;
}
