/* Elements that do not lie on a multiple of their size: a kernel must not
   assume that they do where the loops as written do not.  Overlap by a part of
   an element is overlap; what the loops as written then do is not compared,
   since the compiler takes them to be whole elements apart.  */
/* { dg-skip-if "misaligned accesses are reported" { *-*-* } { "*-fsanitize=*" } } */
#include "path.h"
#include <string.h>

enum { N = 4000 };
static char x[16 * N + 64], y[16 * N + 64];

typedef double loose __attribute__((aligned(1)));

#define MAP                                \
	for (int i = 0; i < n; i++)        \
		c[i] = a[i] * 2 + 1;

#define SUM                                \
	for (int i = 0; i < n; i++)        \
		s += a[i];

__attribute__((noipa)) void map(int n, double *a, double *c)
{
#pragma tensoraot kernel
	MAP
}

__attribute__((noipa)) void map_plain(int n, loose *a, loose *c)
{
	MAP
}

__attribute__((noipa)) double sum(int n, double *a)
{
	double s = 0;
#pragma tensoraot kernel
	SUM
	return s;
}

__attribute__((noipa)) double sum_plain(int n, loose *a)
{
	double s = 0;
	SUM
	return s;
}

static void try(long a, long c, int path)
{
	double v;

	for (int i = 0; i + 8 <= (int)sizeof x; i += 8) {
		v = i % 37;
		memcpy(x + i, &v, 8);
	}
	for (int i = 0; i < N; i++) {
		v = i % 29;
		memcpy(x + a + 8 * i, &v, 8);
	}
	memcpy(y, x, sizeof x);
	map(N, (double *)(x + a), (double *)(x + c));
	map_plain(N, (loose *)(y + a), (loose *)(y + c));
	went(path);
	if ((a - c) % 8 == 0 && memcmp(x, y, sizeof x))
		abort();
}

int main(void)
{
	for (int a = 0; a < 8; a++) {
		try(a, 8 * N + 8, LOWERED);
		try(a, 8 * N + a, LOWERED);
		try(8 * N + a, a, LOWERED);
		try(a, a, LOWERED);
		try(a + 8, a, GUARD);
		try(a, 8 * N + a - 8, GUARD);
		try(a, 8 * N + a - 1, GUARD);
		try(a + 1, a, GUARD);
		try(a, a + 4, GUARD);
		if (sum(N, (double *)(x + a)) != sum_plain(N, (loose *)(x + a))
		    && a == 0)
			abort();
	}
	return 0;
}
