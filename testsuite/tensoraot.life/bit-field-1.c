/* Bit-fields: read, written, as a bound, beside a member that is used.  If
   this fails, a store to one field changes the others, or a whole unit is
   taken for the field.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
struct flags {
	unsigned a : 3, b : 5;
	signed c : 8;
	int w;
	long size : 40;
};
static struct flags f[N];
static int y[N];

NOINLINE void write_field(int n, struct flags *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		x[i].b = 9;
}

NOINLINE void read_field(int n, int *restrict to, const struct flags *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		to[i] = x[i].b;
}

/* Eight bits that begin at a byte are one. */
NOINLINE void whole_byte(int n, struct flags *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		x[i].c = (signed char)i;
}

NOINLINE void beside(int n, struct flags *x)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		x[i].w = x[i].w * 2 + 1;
}

/* As a bound and as a factor it is a value like any other, or refused. */
NOINLINE void bound(struct flags *x, int *restrict to)
{
#pragma tensoraot kernel
	for (long i = 0; i < x->size; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		to[i] = to[i] * x->a;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		f[i] = (struct flags){ .a = 5, .b = 30, .c = -7, .w = i,
				       .size = N };
	write_field(N, f);
	read_field(N, y, f);
	whole_byte(N, f);
	beside(N, f);
	for (int i = 0; i < N; i++)
		CHECK(f[i].a == 5 && f[i].b == 9 && f[i].c == (signed char)i
		      && f[i].w == 2 * i + 1 && f[i].size == N && y[i] == 9);
	bound(f, y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 45);
	return 0;
}
