/* What restrict promises: that no object which is written through one pointer
   is read or written through another.  Ranges that overlap without that are
   allowed, and so is restrict on a pointer that is never written through.
   If this fails, a defined program gives something else.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static float v[3 * N], w[3 * N];

/* The pointers are to interleaved elements: the ranges overlap, no element
   does. */
NOINLINE void interleaved(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		a[2 * i] = b[2 * i] + 1;
}

/* Both are read only: they may be one. */
NOINLINE float read_only(int n, const float *restrict a,
			 const float *restrict b)
{
	float s = 0;

#pragma tensoraot kernel require(lowered)
	for (int i = 0; i < n; i++)
		s += a[i] * b[i];
	return s;
}

/* A pointer made from a restrict one is based on it, and may meet it. */
NOINLINE void based(int n, float *restrict a)
{
	float *b = a + 1;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		b[i] = a[i] + 1;
}

/* The pointer that is not restrict may be based on one that is. */
NOINLINE void chosen(int n, int which, float *restrict a, float *b)
{
	float *c = which ? a : b;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c[i + 1] = a[i] + 1;
}

/* The promise is for the block alone: two blocks, each with its own. */
NOINLINE void blocks(int n, float *a)
{
	{
		float *restrict p = a, *restrict q = a + n;

#pragma tensoraot kernel
		for (int i = 0; i < n; i++)
			p[i] = q[i] * 2;
	}
	{
		float *restrict p = a, *restrict q = a + 1;

#pragma tensoraot kernel
		for (int i = 0; i < n; i += 2)
			p[i] = q[i] + 1;
	}
}

/* restrict on what is loaded from memory. */
struct pair {
	float *restrict p, *restrict q;
};

NOINLINE void members(int n, struct pair *s)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		s->p[2 * i + 1] = s->q[2 * i] * 3;
}

int main(void)
{
	float s = 0;

	for (int i = 0; i < 3 * N; i++)
		v[i] = w[i] = DATA(i, 3);
	interleaved(N, v, v + 1);
	for (int i = 0; i < N; i++)
		CHECK(v[2 * i] == w[2 * i + 1] + 1
		      && v[2 * i + 1] == w[2 * i + 1]);
	for (int i = 0; i < N; i++)
		s += v[i] * v[i];
	CHECK(read_only(N, v, v) == s);
	v[0] = 5;
	based(N, v);
	for (int i = 0; i <= N; i++)
		CHECK(v[i] == 5 + i);
	v[0] = 7;
	chosen(N, 1, v, w);
	for (int i = 0; i <= N; i++)
		CHECK(v[i] == 7 + i);
	chosen(N, 0, v, w);
	for (int i = 0; i < N; i++)
		CHECK(w[i + 1] == v[i] + 1);
	for (int i = 0; i < 3 * N; i++)
		v[i] = DATA(i, 4);
	blocks(N, v);
	for (int i = 0; i < N; i++)
		CHECK(v[i] == (i % 2 ? 2 * DATA(i + N, 4)
				     : 2 * DATA(i + 1 + N, 4) + 1));
	for (int i = 0; i < 3 * N; i++)
		v[i] = DATA(i, 5);
	members(N, &(struct pair){ v, v });
	for (int i = 0; i < N; i++)
		CHECK(v[2 * i] == DATA(2 * i, 5)
		      && v[2 * i + 1] == 3 * DATA(2 * i, 5));
	return 0;
}
