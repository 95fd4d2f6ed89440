/* C makes an infinity of the product of an infinite number and one that is not
   zero; a library, and loops that multiply by parts, do not.  If this fails, they
   do so where the contract has no room for it, or what is not finite reaches
   other elements.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include "pairs.h"

enum { N = 40 };
typedef _Complex double T;
static T a[N * N], b[N * N], c[N * N], d[N * N];

#define PRODUCT(name, clauses)                                             \
	__attribute__((noipa)) static void name(int n)                     \
	{                                                                  \
		_Pragma(clauses) for (int i = 0; i < n; i++)               \
			for (int j = 0; j < n; j++)                        \
				for (int k = 0; k < n; k++)                \
					c[i * n + j] +=                    \
						a[i * n + k] * b[k * n + j]; \
	}

PRODUCT(relaxed, "tensoraot kernel")
PRODUCT(reassociated, "tensoraot kernel fp (reassociate)")
PRODUCT(asked_for, "tensoraot kernel lower (loops)")

__attribute__((noipa)) static void plain(int n)
{
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int k = 0; k < n; k++)
				d[i * n + j] += a[i * n + k] * b[k * n + j];
}

static void fill(void)
{
	c128_fill(N * N, a, 1, false);
	c128_fill(N * N, b, 2, false);
	c128_fill(N * N, c, 3, false);
	c128_fill(N * N, d, 3, false);
	a[3 * N + 4] = __builtin_complex((double)INFINITY, 1.0);
	a[5 * N + 1] = __builtin_complex((double)INFINITY, (double)-INFINITY);
	a[6 * N] = __builtin_complex(2.0, (double)NAN);
	b[7 * N + 9] = __builtin_complex((double)INFINITY, (double)NAN);
	c[8 * N + 8] = d[8 * N + 8] =
		__builtin_complex(0.0, (double)-INFINITY);
	plain(N);
}

static bool finite_parts(T x)
{
	return isfinite(creal(x)) && isfinite(cimag(x));
}

/* Compare what a product by parts left.  */
static void compare_finite(void)
{
	went(LOWERED);
	for (int i = 0; i < N * N; i++)
		if (finite_parts(d[i]) ? c[i] != d[i] : finite_parts(c[i]))
			abort();
}

/* A product that is no sum is C's in any case.  */
__attribute__((noipa)) static void single(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		c[i] = a[i] * b[3 * N + i];
}

int main(void)
{
	fill();
	if (cabs(d[3 * N]) != INFINITY || finite_parts(d[9]))
		abort();
	relaxed(N);
	compare_finite();
	fill();
	asked_for(N);
	compare_finite();
	fill();
	reassociated(N);
	went(LOWERED);
	c128_compare(N * N, c, d, false);
	fill();
	single(N * N - 3 * N);
	went(LOWERED);
	for (int i = 0; i < N * N - 3 * N; i++)
		d[i] = a[i] * b[3 * N + i];
	c128_compare(N * N - 3 * N, c, d, false);
	return 0;
}
