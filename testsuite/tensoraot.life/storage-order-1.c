/* Structs stored in the other byte order, and named address spaces: a member
   is not what its bytes would be elsewhere.  If this fails, bytes are swapped
   or the wrong segment is written.  */
/* { dg-do run { target x86_64-*-* } } */
#include "life.h"

enum { N = 5000 };
struct __attribute__((scalar_storage_order("big-endian"))) big {
	int i;
	unsigned char c[4];
	short s[2];
};
struct __attribute__((scalar_storage_order("big-endian"))) row {
	int v[N];
};
static struct big b[N];
static struct row r;

NOINLINE void members(int n, struct big *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		x[i].i = i;
}

NOINLINE int sum(int n, const struct big *x)
{
	int s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		s += x[i].i;
	return s;
}

NOINLINE void elements(int n, struct row *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		x->v[i] = i * 3;
}

/* A byte is the same in both. */
NOINLINE void bytes(int n, struct big *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i].c[1] = i;
}

/* The bound is in such a struct. */
NOINLINE void bound(struct big *x, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < x->i; i++)
		a[i] = x->s[1];
}

/* Relative to %gs, which is zero for us: it would be null. */
NOINLINE void segment(int n, __seg_gs float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		a[i] = 1;
}

int main(void)
{
	static float y[N];

	members(N, b);
	CHECK(((unsigned char *)&b[1])[3] == 1 && b[N - 1].i == N - 1);
	CHECK(sum(N, b) == N * (N - 1) / 2);
	elements(N, &r);
	CHECK(r.v[100] == 300 && ((unsigned char *)&r)[7] == 3);
	bytes(N, b);
	CHECK(b[77].c[1] == 77 && b[77].i == 77);
	b[0].i = N;
	b[0].s[1] = 9;
	bound(b, y);
	CHECK(y[0] == 9 && y[N - 1] == 9);
	segment(0, 0);
	return 0;
}
