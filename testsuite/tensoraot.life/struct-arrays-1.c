/* Arrays of structs of arrays, flexible array members, arrays of no elements,
   unions that pun, padding, bool and enum and char elements.  If this fails, a
   field is taken for its neighbour, padding is written, or one member of a
   union is thought not to be another.  */
/* { dg-do run } */
#include "life.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { N = 5000 };
enum colour { RED, GREEN, BLUE = 7 };
struct inner {
	short s;
	float v[3];
	char c;
	double d;
};
struct outer {
	int id;
	struct inner in[4];
};
struct flexible {
	int n;
	float v[];
};
struct zero {
	int n;
	float v[0];
};
struct one {
	int n;
	float v[1];
};
union pun {
	float f;
	unsigned u;
	unsigned char byte[4];
};
static struct outer o[N];
static union pun p[N];
static bool flags[N];
static enum colour colours[N];
static float y[N];

NOINLINE void nested(int n, struct outer *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < 4; j++)
			for (int k = 0; k < 3; k++)
				x[i].in[j].v[k] = x[i].in[j].v[k] * 2 + k;
}

NOINLINE void flexible_member(struct flexible *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < x->n; i++)
		x->v[i] = x->v[i] * 2 + 1;
}

NOINLINE void zero_length(struct zero *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < x->n; i++)
		x->v[i] = x->v[i] * 2 + 1;
}

NOINLINE void length_one(struct one *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < x->n; i++)
		x->v[i] = x->v[i] * 2 + 1;
}

/* The number of elements is one of the elements' bytes away from them. */
NOINLINE void negative(int n, struct flexible *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		(&x->n)[i + 1] = 3;
}

NOINLINE void pun_nests(int n, union pun *x)
{
#pragma tensoraot kernel
	{
		for (int i = 0; i < n; i++)
			x[i].f = x[i].f + 1;
		for (int i = 0; i < n; i++)
			x[i].u ^= 0x80000000u;
		for (int i = 0; i < n; i++)
			x[i].f = x[i].f * 2;
	}
}

NOINLINE void pun_bytes(int n, union pun *x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int b = 0; b < 4; b++)
			x[i].byte[b] = b;
}

/* Character pointers see everything. */
NOINLINE void by_characters(int n, float *x, unsigned char *c)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		x[i] = 1;
		c[4 * i + 3] ^= 0x80;
	}
}

NOINLINE void truth(int n, bool *b, const float *restrict x)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		b[i] = x[i] > 3;
}

NOINLINE int count(int n, const bool *b)
{
	int c = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c += b[i];
	return c;
}

NOINLINE bool any(int n, const bool *b)
{
	bool a = false;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		a |= b[i];
	return a;
}

NOINLINE void paint(int n, enum colour *c)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c[i] = c[i] == RED ? BLUE : GREEN;
}

NOINLINE void characters(int n, char *c, const char *restrict s)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c[i] = s[i] + 1;
}

NOINLINE void whole_structs(int n, struct inner *restrict a,
			    const struct inner *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-missed {\[BAD_TYPE\]} } */
		a[i] = b[i];
}

int main(void)
{
	struct flexible *f = malloc(sizeof *f + N * sizeof(float));
	char to[64];
	int c = 0;

	memset(o, 0x55, sizeof o);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < 4; j++)
			for (int k = 0; k < 3; k++)
				o[i].in[j].v[k] = DATA(i + j, k);
	nested(N, o);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < 4; j++) {
			char *in = (char *)&o[i].in[j];

			for (int k = 0; k < 3; k++)
				CHECK(o[i].in[j].v[k]
				      == DATA(i + j, k) * 2 + k);
			for (size_t b = 0; b < sizeof(struct inner); b++)
				CHECK((b >= offsetof(struct inner, v)
				       && b < offsetof(struct inner, c))
				      || in[b] == 0x55);
		}
	f->n = N;
	for (int i = 0; i < N; i++)
		f->v[i] = i;
	flexible_member(f);
	zero_length((struct zero *)f);
	length_one((struct one *)f);
	CHECK(f->n == N);
	for (int i = 0; i < N; i++)
		CHECK(f->v[i] == ((i * 2 + 1) * 2 + 1) * 2 + 1);
	for (int i = 0; i < N; i++)
		p[i].f = i;
	pun_nests(N, p);
	for (int i = 0; i < N; i++)
		CHECK(p[i].f == -2 * (i + 1));
	pun_bytes(N, p);
	for (int i = 0; i < N; i++)
		CHECK(p[i].byte[0] == 0 && p[i].byte[3] == 3);
	by_characters(N, y, (unsigned char *)y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == -1);
	for (int i = 0; i < N; i++) {
		y[i] = DATA(i, 7);
		c += y[i] > 3;
		colours[i] = i % 2 ? RED : BLUE;
	}
	truth(N, flags, y);
	CHECK(count(N, flags) == c && any(N, flags));
	memset(flags, 0, sizeof flags);
	CHECK(!any(N, flags));
	paint(N, colours);
	for (int i = 0; i < N; i++)
		CHECK(colours[i] == (i % 2 ? BLUE : GREEN));
	characters(6, to, "GdkkN");
	CHECK(!memcmp(to, "HellO\1", 6));
	whole_structs(4, o[0].in, o[9].in);
	CHECK(!memcmp(o[0].in, o[9].in, sizeof o[0].in));
	negative(20, f);
	CHECK(f->n == N);
	return 0;
}
