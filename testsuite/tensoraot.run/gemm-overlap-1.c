/* The output of a product overlaps its operands, by nothing, by a row, or
   wholly.  If this fails, a library call reads what it has overwritten.  */
#include <stdlib.h>
#include <string.h>

#define PRODUCT                                                  \
	for (int i = 0; i < n; i++)                              \
		for (int j = 0; j < n; j++) {                    \
			double s = 0;                            \
			for (int p = 0; p < n; p++)              \
				s += a[i * n + p] * b[p * n + j]; \
			c[i * n + j] = s;                        \
		}

__attribute__((noinline)) void kernel(int n, double *a, double *b, double *c)
{
#pragma tensoraot kernel
	PRODUCT
}

__attribute__((noinline)) void plain(int n, double *a, double *b, double *c)
{
	PRODUCT
}

enum { N = 48, SIZE = 4 * N * N };
static double x[SIZE], y[SIZE];

static void try(int a, int b, int c)
{
	for (int i = 0; i < SIZE; i++)
		x[i] = y[i] = (i * 7) % 3 - 1;
	kernel(N, x + a, x + b, x + c);
	plain(N, y + a, y + b, y + c);
	if (memcmp(x, y, sizeof x))
		abort();
}

int main(void)
{
	static const int shift[] = { 0, 1, N, N * N - 1, N * N, N * N + 1 };

	for (int i = 0; i < 6; i++) {
		try(0, 2 * N * N, shift[i]);
		try(2 * N * N, 0, shift[i]);
		try(shift[i], shift[i], 0);
		try(0, 0, shift[i]);
	}
	return 0;
}
