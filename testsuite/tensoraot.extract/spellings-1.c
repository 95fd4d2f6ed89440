/* Seventy spellings of loops, each compiled with and without a kernel pragma
   and run on sizes from -5 to 31, strict, so that every bit must agree: what
   wraps, what is carried, what is left behind, what is not there at all when
   a loop is empty.  If this fails, the tensor program of a loop is not what
   the loop says.  */
/* { dg-do run } */
/* { dg-options "-O2 -w -ffp-contract=off" } */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 4096 };
struct mat {
	int r, c;
	float *d;
};
struct net {
	float w[8][12], b[12];
	int n;
};
struct pt {
	float x, y;
	int t;
};

static double D[3][SIZE];
static float F[3][SIZE];
static int I[3][SIZE];
static unsigned char C8[3][SIZE];
static short S16[3][SIZE];
static int64_t L[2][SIZE];
static struct net N;
static struct mat M1, M2;
static struct pt P[200];
static int box[16];
static long out;
int gn;

#define FN(name) plain_##name
#define KERNEL
#include "spellings.h"
#undef FN
#undef KERNEL
#define FN(name) kernel_##name
#define KERNEL _Pragma("tensoraot kernel fp(strict)")
#include "spellings.h"

static void reset(int n)
{
	int i, b;

	for (i = 0; i < SIZE; i++) {
		for (b = 0; b < 3; b++) {
			D[b][i] = (i * 7 + b * 3) % 11 - 3;
			F[b][i] = (i * 5 + b) % 9 - 2;
			I[b][i] = (i * 3 + b) % 13 - 5;
			C8[b][i] = (i * 11 + b) % 251;
			S16[b][i] = i * 17 - b;
		}
		for (b = 0; b < 2; b++)
			L[b][i] = (long)i * 1000003 - b;
	}
	for (i = 0; i < 200; i++)
		P[i] = (struct pt){ i, 2 * i, i };
	for (i = 0; i < 96; i++)
		N.w[i / 12][i % 12] = i / 12 - i % 12;
	for (i = 0; i < 12; i++)
		N.b[i] = i;
	for (i = 0; i < 16; i++)
		box[i] = i ? i : n;
	M1 = (struct mat){ n, 5, F[0] };
	M2 = (struct mat){ n, 7, F[1] };
	gn = n;
	out = 0;
}

static uint64_t mix(uint64_t h, const void *p, size_t n)
{
	const unsigned char *c = p;

	while (n--)
		h = (h ^ *c++) * 1099511628211u;
	return h;
}

static uint64_t state(void)
{
	uint64_t h = 14695981039346656037u;

	h = mix(h, D, sizeof(D));
	h = mix(h, F, sizeof(F));
	h = mix(h, I, sizeof(I));
	h = mix(h, C8, sizeof(C8));
	h = mix(h, S16, sizeof(S16));
	h = mix(h, L, sizeof(L));
	h = mix(h, P, sizeof(P));
	h = mix(h, box, sizeof(box));
	return mix(h, &out, sizeof(out));
}

static int failures;

static void compare(const char *name, int n, uint64_t want)
{
	if (state() == want)
		return;
	printf("%s: wrong with n = %d\n", name, n);
	failures++;
}

#define V(f, args)                               \
	do {                                     \
		uint64_t want;                   \
		reset(n);                        \
		plain_##f args;                  \
		want = state();                  \
		reset(n);                        \
		kernel_##f args;                 \
		compare(#f #args, n, want);      \
	} while (0)
#define R(f, args)                               \
	do {                                     \
		uint64_t want;                   \
		reset(n);                        \
		out += (long)(16 * plain_##f args); \
		want = state();                  \
		reset(n);                        \
		out += (long)(16 * kernel_##f args); \
		compare(#f #args, n, want);      \
	} while (0)

static void all(int n)
{
	unsigned u = n < 0 ? 0 : n;

	V(t1, (u));
	V(t2, (u));
	if (u)
		V(t3, (u));
	V(t4, (n));
	V(t5, (u));
	V(t6, (n));
	V(t7, (n));
	V(t8, (D[0], D[0] + u));
	V(t9, (n, 3));
	V(t9, (3, n));
	R(t10, (n));
	R(t11, (n));
	R(t12, (n));
	R(t13, (n));
	V(t14, (n));
	V(t15, (n));
	V(t16, (n));
	V(t17, (n));
	V(t18, (&M1, &M2));
	if (n <= 0)
		V(t18, (&M1, 0));
	V(t19, (&N, F[0], F[1]));
	V(t20, (n));
	V(t21, (n));
	V(t22, (n));
	V(t23, (n));
	V(t24, (n));
	R(t25, (n));
	V(t26, (n, 6));
	V(t26, (6, n));
	R(t27, (n, 4));
	R(t27, (4, n));
	V(t28, (n > 20 ? 20 : n));
	V(t29, (n));
	V(t30, (n, 7));
	V(t30, (n, -3));
	V(t31, (n));
	V(t32, (n));
	V(t33, (n, 1.5f));
	V(t34, (n));
	V(t35, (n));
	V(t36, ());
	V(t37, (box));
	V(t38, (box, I[0]));
	V(t38, (box, box));
	V(t39, (n, 3));
	V(t40, (n, 3, 4, F[0], F[1], F[2]));
	V(t40, (3, n, 4, F[0], F[1], F[2]));
	V(t40, (5, 3, n, F[0], F[1], F[2]));
	V(t40, (3, 3, 4, F[0], F[1], F[0] + 1));
	V(t41, (n));
	R(t42, (n));
	V(t43, (n));
	V(t44, (n, 5));
	V(t44, (5, n));
	V(t45, (n));
	R(t46, (n, 9));
	V(t47, (n));
	if (n >= 0)
		V(t48, (n));
	V(t49, (n, 2));
	R(t50, (n));
	V(t51, (n, 40));
	V(t51, (n, 3));
	V(t52, (n));
	R(t53, (n));
	V(t54, (n, 5));
	V(t54, (5, n));
	R(t55, (n));
	V(t56, (u));
	V(t57, (n));
	V(t58, (12, 2, n));
	V(t59, (n));
	V(t60, (n, 0));
	R(t61, (F[0], F[1], n));
	V(t62, (n, 4));
	V(t62, (4, n));
	V(t63, (n, 4));
	V(t63, (4, n));
	V(t64, (n));
	V(t65, (n));
	R(t66, (n));
	V(t67, (n));
	V(t68, (D[0], D[1], n));
}

int main(void)
{
	static const int size[] = { 0, 1, 2, 3, 16, 17, 31, -1, -5 };
	unsigned i;

	for (i = 0; i < sizeof(size) / sizeof(*size); i++)
		all(size[i]);
	if (failures)
		abort();
	return 0;
}
