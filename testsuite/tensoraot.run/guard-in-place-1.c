/* A map onto its own operand: with the very same pointer the kernel must run,
   since each element is read where it is written; one element off it must
   not, in either direction.  Near misses, which mean something else when the
   arrays are one: a second statement that reads what the first has written, a
   neighbour that is read, and a value read before but used after the write,
   in a scalar or in a sum that becomes a sum in memory.  */
#include "path.h"
#include <string.h>

enum { N = 3000, M = 48 };
static double x[4 * N], y[4 * N];

/* NAME with its loops as a kernel and as written. */
#define BOTH(name, body)                                                     \
	__attribute__((noipa)) void name(long n, double *a, double *b,    \
					    double *c)                       \
	{                                                                    \
		_Pragma("tensoraot kernel")                                  \
		{ body }                                                     \
	}                                                                    \
	__attribute__((noipa)) void name##_plain(long n, double *a,       \
						    double *b, double *c)    \
	{                                                                    \
		{ body }                                                     \
	}

BOTH(scale, {
	for (long i = 0; i < n; i++)
		a[i] = a[i] * 2 + b[i];
	(void)c;
})

BOTH(add, {
	for (long i = 0; i < n; i++)
		c[i] = a[i] * 3 - b[i];
})

BOTH(choose, {
	for (long i = 0; i < n; i++)
		c[i] = a[i] > 3 ? b[i] : a[i];
})

BOTH(two, {
	for (long i = 0; i < n; i++) {
		c[i] = a[i] * 2;
		b[i] = a[i] + 1;
	}
})

BOTH(after, {
	for (long i = 0; i < n; i++) {
		double t = a[i] * 5;
		c[i] = i;
		b[i] = t;
	}
})

BOTH(nests, {
	for (long i = 0; i < n; i++)
		c[i] = b[i] + 1;
	for (long i = 0; i < n; i++)
		b[i] = a[n - 1 - i] * 2;
})

BOTH(next, {
	for (long i = 0; i < n; i++)
		c[i] = a[i] + a[i + 1];
	(void)b;
})

/* n by 48: the sum of a row, plus what c holds in another name. */
BOTH(sums, {
	for (long i = 0; i < n / M; i++) {
		double s = 0;
		for (long j = 0; j < M; j++)
			s += a[i * M + j];
		c[i] = s * 2 + b[i];
	}
})

typedef void function(long n, double *a, double *b, double *c);

static void try(function *kernel, function *plain, int a, int b, int c,
		int path)
{
	for (int i = 0; i < 4 * N; i++)
		x[i] = y[i] = i * 7 % 19;
	kernel(N, x + a, x + b, x + c);
	plain(N, y + a, y + b, y + c);
	went(path);
	if (memcmp(x, y, sizeof x))
		abort();
}

#define TRY(name, a, b, c, path) try(name, name##_plain, a, b, c, path)

int main(void)
{
	TRY(scale, 0, 0, 0, LOWERED);
	TRY(scale, 0, N, 0, LOWERED);
	TRY(scale, 0, 1, 0, GUARD);
	TRY(scale, 1, 0, 0, GUARD);
	TRY(add, 0, N, 0, LOWERED);
	TRY(add, N, 0, 0, LOWERED);
	TRY(add, 0, 0, 0, LOWERED);
	TRY(add, 0, 0, N, LOWERED);
	TRY(add, 0, N, 1, GUARD);
	TRY(add, 1, N, 0, GUARD);
	TRY(add, 1, 0, 0, GUARD);
	TRY(choose, 0, 0, 0, LOWERED);
	TRY(choose, N, 2 * N, N, LOWERED);
	TRY(two, 0, N, 2 * N, LOWERED);
	TRY(two, 0, N, 0, GUARD);
	TRY(two, 0, 0, N, GUARD);
	TRY(two, 0, N, N, GUARD);
	TRY(after, 0, N, 2 * N, LOWERED);
	TRY(after, 0, N, 0, GUARD);
	TRY(nests, 0, N, 2 * N, LOWERED);
	TRY(nests, 0, 0, N, GUARD);
	TRY(nests, 0, N, 0, GUARD);
	TRY(next, 0, N, 2 * N, LOWERED);
	TRY(next, 0, N, 0, GUARD);
	TRY(sums, 0, 2 * N, 2 * N + 100, LOWERED);
	TRY(sums, 0, 2 * N, 2 * N, GUARD);
	return 0;
}
