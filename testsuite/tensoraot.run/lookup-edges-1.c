/* What may be looked up ends where what is stored begins, or the other way round, or
   the two have an element in common: an index of 6 bits, one of 8, a sum, a table of
   bytes, one that is read in order too.  If this fails, the guard has another span than
   the lookup.  */
/* { dg-additional-options "-fno-strict-aliasing -fplugin-arg-tensoraot-eager" } */
#include "path.h"

#include <string.h>

enum { N = 40 };

__attribute__((noipa)) void masked(int n, float *y, const float *x,
				   const int *restrict index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[index[i] & 63] + 1;
}

__attribute__((noipa)) void byte(int n, float *y, const float *x,
				 const unsigned char *restrict index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[index[i]] + 1;
}

__attribute__((noipa)) void sum(int n, float *y, const float *x,
				const int *restrict index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[(index[i] & 15) * 3 + (index[i + 1] & 1)] + 1;
}

__attribute__((noipa)) void bytes(int n, int32_t *y, const unsigned char *x,
				  const int *restrict index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[index[i] & 63] + 1;
}

__attribute__((noipa)) void both(int n, float *y, const float *x,
				 const int *restrict index)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[index[i] & 7] + x[i];
}

/* Call "f" with N elements of 4 bytes stored at "y_at" in memory, and what is looked up
   at "x_at": it goes the way "way", and the result is the one that single steps have. */
#define CALL(f, type, xtype, way, y_at, x_at, index)                          \
	({                                                                    \
		int k;                                                        \
		fill(got), fill(want);                                        \
		for (k = 0; k < N; k++)                                       \
			f(1, (type *)(want + (y_at)) + k,                     \
			  (const xtype *)(want + (x_at)), (index) + k);       \
		went(ANY);                                                    \
		f(N, (type *)(got + (y_at)), (const xtype *)(got + (x_at)),   \
		  index);                                                     \
		went(way);                                                    \
		if (memcmp(got, want, sizeof got))                            \
			abort();                                              \
	})

enum { SIZE = 4096, AT = 2048 };
static char got[SIZE] __attribute__((aligned(64)));
static char want[SIZE] __attribute__((aligned(64)));

static void fill(char *m)
{
	float f;
	int i;

	for (i = 0; i < SIZE; i += 4) {
		f = (float)(i % 97);
		memcpy(m + i, &f, 4);
	}
}

/* In "both", steps look at other elements, so that what is expected is computed here. */
static void both_at(int way, int y_at, int x_at, const int *index)
{
	float *y = (float *)(want + y_at), *x = (float *)(want + x_at);
	int i;

	fill(got), fill(want);
	for (i = 0; i < N; i++) {
		float a = ((volatile float *)x)[index[i] & 7];

		((volatile float *)y)[i] = a + ((volatile float *)x)[i];
	}
	both(N, (float *)(got + y_at), (const float *)(got + x_at), index);
	went(way);
	if (memcmp(got, want, sizeof got))
		abort();
}

int main(void)
{
	unsigned char small[N];
	int index[N + 1], i;

	for (i = 0; i <= N; i++)
		index[i] = 63 - i * 11;
	for (i = 0; i < N; i++)
		small[i] = (unsigned char)(255 - i * 11);
	CALL(masked, float, float, LOWERED, AT + 4 * 64, AT, index);
	CALL(masked, float, float, GUARD, AT + 4 * 63, AT, index);
	CALL(masked, float, float, LOWERED, AT - 4 * N, AT, index);
	CALL(masked, float, float, GUARD, AT - 4 * N + 4, AT, index);
	CALL(byte, float, float, LOWERED, AT + 4 * 256, AT, small);
	CALL(byte, float, float, GUARD, AT + 4 * 255, AT, small);
	CALL(byte, float, float, GUARD, AT - 4 * N + 4, AT, small);
	CALL(sum, float, float, LOWERED, AT + 4 * 47, AT, index);
	CALL(sum, float, float, GUARD, AT + 4 * 46, AT, index);
	CALL(bytes, int32_t, unsigned char, LOWERED, AT + 64, AT, index);
	CALL(bytes, int32_t, unsigned char, GUARD, AT + 60, AT, index);
	CALL(bytes, int32_t, unsigned char, LOWERED, AT - 4 * N, AT, index);
	CALL(bytes, int32_t, unsigned char, GUARD, AT - 4 * N, AT - 1, index);
	both_at(LOWERED, AT + 4 * N, AT, index);
	both_at(GUARD, AT + 4 * N - 4, AT, index);
	both_at(LOWERED, AT - 4 * N, AT, index);
	both_at(GUARD, AT - 4 * N + 4, AT, index);
	return 0;
}
