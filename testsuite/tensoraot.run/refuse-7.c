/* Signaling NaN: copies keep their bits and raise nothing; with the option for
   them every operation on one makes it quiet and raises an exception in the
   thread that the loop is in, and where the loops do not compute nothing is
   raised.  If this fails, a copy is made by arithmetic, an operation is left
   out as it changes no number, or another thread has the exception.  */
/* { dg-additional-options "-fsignaling-nans -fplugin-arg-tensoraot-eager" } */
#include <fenv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { N = 200, BIG = N * N };
static const uint32_t signaling = 0x7fa12345, quiet = 0x7fe12345;

#define KERNEL(name, ...)                                                    \
	__attribute__((noipa)) static void name(int n, float f,              \
		const float *restrict a, const float *restrict b,            \
		float *restrict c)                                           \
	{                                                                    \
		_Pragma("tensoraot kernel") __VA_ARGS__                      \
	}

KERNEL(copy, for (int i = 0; i < n * n; i++) c[i] = a[i];)
KERNEL(turn, for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)
       c[i * n + j] = a[j * n + i];)
KERNEL(reverse, for (int i = 0; i < n * n; i++) c[i] = a[n * n - 1 - i];)
KERNEL(choose, for (int i = 0; i < n * n; i++) if (b[i] > 0) c[i] = a[i];)
KERNEL(times_one, for (int i = 0; i < n * n; i++) c[i] = a[i] * 1;)
KERNEL(times, for (int i = 0; i < n * n; i++) c[i] = a[i] * f;)
KERNEL(plus_zero, for (int i = 0; i < n * n; i++) c[i] = a[i] + 0;)
KERNEL(sum, for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)
       c[i] += a[i * n + j];)
KERNEL(product, for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)
       for (int k = 0; k < n; k++) c[i * n + j] += a[i * n + k] * b[k * n + j];)
KERNEL(some, for (int i = 0; i < n * n; i++) if (b[i] > 0) c[i] = a[i] * f;)

static float a[BIG], b[BIG], c[BIG];

static uint32_t bits(const float *p)
{
	uint32_t u;

	memcpy(&u, p, sizeof u);
	return u;
}

/* Run "kernel" with a signaling NaN in a[at], and b negative around there if
   "left_out"; c[to] must then have the bits "wanted", and the invalid exception
   be raised if it is the "quiet" ones. */
static void run(void (*kernel)(int, float, const float *, const float *,
			       float *), int at, int to, int left_out,
		uint32_t wanted)
{
	for (int i = 0; i < BIG; i++) {
		a[i] = (float)(i % 5);
		b[i] = 1;
		c[i] = 0;
	}
	memcpy(&a[at], &signaling, sizeof signaling);
	if (left_out)
		b[at] = -1;
	feclearexcept(FE_ALL_EXCEPT);
	kernel(N, 1, a, b, c);
	if (!!fetestexcept(FE_INVALID) != (wanted == quiet)
	    || bits(&c[to]) != wanted)
		abort();
}

int main(void)
{
	static const int at[] = { 0, 7, N + 1, BIG / 2 + 1, BIG - 1 };

	for (int k = 0; k < 5; k++) {
		int i = at[k];

		run(copy, i, i, 0, signaling);
		run(turn, i, i % N * N + i / N, 0, signaling);
		run(reverse, i, BIG - 1 - i, 0, signaling);
		run(choose, i, i, 0, signaling);
		run(choose, i, i, 1, 0);
		run(times_one, i, i, 0, quiet);
		run(times, i, i, 0, quiet);
		run(plus_zero, i, i, 0, quiet);
		run(sum, i, i / N, 0, quiet);
		run(product, i, i / N * N + 3, 0, quiet);
		run(some, i, i, 0, quiet);
		run(some, i, i, 1, 0);
	}
	return 0;
}
