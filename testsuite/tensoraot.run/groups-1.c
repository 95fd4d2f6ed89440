/* Products of whole numbers in groups of one scale each, whose size is an argument: n
   that is a multiple of it, and that is none, sizes of 0, 1, and less, no rows, scales
   that are what is written.  If this fails, a group has the scale of another, or a
   division by the size is made that the source does not make.  */
#include "path.h"
#include <string.h>

enum { MOST = 6000 };
static int8_t x[MOST], w[MOST];
static float t[MOST], store[2][MOST];

#define GROUPS                                                            \
	for (int i = 0; i < m; i++) {                                     \
		float v = 0;                                              \
		for (int j = 0; j <= n - size; j += size) {               \
			int32_t sum = 0;                                  \
			for (int k = 0; k < size; k++)                    \
				sum += (int32_t)x[j + k]                  \
				       * (int32_t)w[i * n + j + k];       \
			v += (float)sum * s[(i * n + j) / size]           \
			     * t[j / size];                               \
		}                                                         \
		y[i] = v;                                                 \
	}

__attribute__((noipa)) static void kernel(int n, int m, int size, float *y,
					  const float *s)
{
#pragma tensoraot kernel
	GROUPS
}

__attribute__((noipa)) static void plain(int n, int m, int size, float *y,
					 const float *s)
{
	GROUPS
}

/* Every element at a multiple of the size, in place. */
__attribute__((noipa)) static void steps(int n, int size, float *y)
{
#pragma tensoraot kernel
	for (int j = 0; j < n; j += size)
		y[j] = y[j] * 2 + 1;
}

__attribute__((noipa)) static void steps_plain(int n, int size, float *y)
{
	for (int j = 0; j < n; j += size)
		y[j] = y[j] * 2 + 1;
}

static void fill(void)
{
	for (int i = 0; i < MOST; i++) {
		x[i] = i * 7 % 5 - 2;
		w[i] = i * 11 % 7 - 3;
		t[i] = i % 3;
		store[0][i] = store[1][i] = i % 4 - 1;
	}
}

static void try(int n, int m, int size, int apart, int path)
{
	fill();
	plain(n, m, size, store[1], store[1] + apart);
	kernel(n, m, size, store[0], store[0] + apart);
	went(path);
	if (memcmp(store[0], store[1], sizeof store[0]))
		abort();
}

int main(void)
{
	try(64, 30, 16, 3000, LOWERED);
	try(60, 30, 20, 3000, LOWERED);
	try(64, 30, 64, 3000, LOWERED);
	try(64, 30, 24, 3000, GUARD);
	try(63, 30, 16, 3000, GUARD);
	try(64, 30, 16, 3, ANY);
	try(64, 30, 1, 3000, ANY);
	try(8, 30, 16, 3000, ANY);
	try(-1, 30, 0, 3000, ANY);
	try(0, 30, 16, 3000, ANY);
	try(64, 0, 16, 3000, ANY);
	try(64, -5, 16, 3000, ANY);
	for (int size = 1; size < 9; size++)
		for (int n = -1; n < 3000; n += 157) {
			fill();
			steps_plain(n, size, store[1]);
			steps(n, size, store[0]);
			if (memcmp(store[0], store[1], sizeof store[0]))
				abort();
		}
	return 0;
}
