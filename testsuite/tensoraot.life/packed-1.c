/* Packed structs and pointers to misaligned floats: no instruction may ask
   for an alignment that is not there, no two elements may be taken for one.
   If this fails, a kernel stops with a fault or writes the wrong bytes.  */
/* { dg-do run } */
#include "life.h"
#include <string.h>

enum { N = 5000 };
struct __attribute__((packed)) cell {
	char tag;
	float f;
	double d;
};
struct __attribute__((packed, aligned(4))) wide {
	float f;
	char tag;
};
typedef float loose __attribute__((aligned(1)));
typedef float half_loose __attribute__((aligned(2)));
static struct cell c[N];
static struct wide w[N];
static char raw[sizeof(float) * (N + 1)];

NOINLINE void packed_member(int n, struct cell *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_(TYPE|STRIDE)\]} } */
		x[i].f = x[i].f * 2 + 1;
}

NOINLINE void packed_aligned(int n, struct wide *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		x[i].f = x[i].f * 2 + 1;
}

NOINLINE void misaligned(int n, loose *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		x[i] = x[i] * 2 + 1;
}

NOINLINE void less_aligned(int n, half_loose *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		x[i] = x[i] * 2 + 1;
}

NOINLINE float misaligned_sum(int n, const loose *x)
{
	float s = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		s += x[i];
	return s;
}

/* memcpy is the other way to say it. */
NOINLINE void copied(int n, char *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		float f;

		memcpy(&f, x + 4 * i, 4);
		f = f * 2 + 1;
		memcpy(x + 4 * i, &f, 4);
	}
}

int main(void)
{
	float s = 0;

	for (int i = 0; i < N; i++) {
		float f = i % 50;

		c[i] = (struct cell){ .tag = 7, .f = f, .d = i };
		w[i] = (struct wide){ .tag = 7, .f = f };
		memcpy(raw + 1 + 4 * i, &f, 4);
	}
	packed_member(N, c);
	packed_aligned(N, w);
	misaligned(N, (loose *)(raw + 1));
	copied(N, raw + 1);
	memmove(raw + 2, raw + 1, 4 * N);
	less_aligned(N, (half_loose *)(raw + 2));
	for (int i = 0; i < N; i++) {
		float f;

		memcpy(&f, raw + 2 + 4 * i, 4);
		s += f;
		CHECK(f == ((i % 50 * 2 + 1) * 2 + 1) * 2 + 1);
		CHECK(c[i].tag == 7 && c[i].f == i % 50 * 2 + 1 && c[i].d == i);
		CHECK(w[i].tag == 7 && w[i].f == i % 50 * 2 + 1);
	}
	CHECK(misaligned_sum(N, (loose *)(raw + 2)) == s);
	return 0;
}
