/* Convolutions whose sums begin as -0, or are subtracted from 0, with borders so
   wide that some windows are outside of the image: such a sum has no terms, and
   keeps what it began with, its sign too.  Others have terms that are all
   positive.  If this fails, zeros of the border were added to nothing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <string.h>
#include "path.h"

enum { MAX = 6000 };

static float in[MAX], weight[MAX], out[MAX], want[MAX];

/* The sums of a convolution, from "begin" on, each with "more" of a product.  What
   is compared with is volatile: GCC 12 adds +0 to nothing in its own vectors of
   -O3 -march=native.  */
#define AROUND(type, out, begin, more)                                        \
	for (int o = 0; o < co; o++)                                          \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++) {                                        \
		type sum = begin;                                             \
		for (int c = 0; c < ci; c++)                                  \
		for (int i = 0; i < k; i++)                                   \
		for (int j = 0; j < k; j++) {                                 \
			int v = y * s + i * d - p, u = x * s + j * d - p;     \
			if (v >= 0 && v < h && u >= 0 && u < w)               \
				sum more weight[((o * ci + c) * k + i) * k    \
						+ j]                          \
					* in[(c * h + v) * w + u];            \
		}                                                             \
		out[(o * oh + y) * ow + x] = sum;                             \
	}

/* Of sizes that are not known.  */
#define SIZES                                                                 \
	int co, int ci, int oh, int ow, int k, int s, int p, int d, int h,    \
		int w

#define FUNCTIONS(name, begin, more)                                          \
	__attribute__((noipa)) static void name(SIZES)                        \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		AROUND(float, out, begin, more)                               \
	}                                                                     \
	__attribute__((noipa)) static void name##_plain(SIZES)                \
	{                                                                     \
		AROUND(volatile float, want, begin, more)                     \
	}
FUNCTIONS(added, -0.f, +=)
FUNCTIONS(subtracted, 0, -=)

/* Of known ones: a border of P around an image of H by 9, windows of 3.  */
#define KNOWN(name, H, OH, P)                                                 \
	__attribute__((noipa)) static void name(void)                         \
	{                                                                     \
		enum { co = 9, ci = 2, oh = OH, ow = 9, k = 3, s = 1, p = P,  \
		       d = 1, h = H, w = 9 };                                 \
		_Pragma("tensoraot kernel")                                   \
		AROUND(float, out, -0.f, +=)                                  \
	}                                                                     \
	static void name##_check(void)                                        \
	{                                                                     \
		fill();                                                       \
		name();                                                       \
		added_plain(9, 2, OH, 9, 3, 1, P, 1, H, 9);                   \
		compare();                                                    \
	}

static void fill(void)
{
	for (int i = 0; i < MAX; i++) {
		in[i] = i * 7 % 11 + 1;
		weight[i] = i * 5 % 7 + 1;
		out[i] = want[i] = 1;
	}
}

static void compare(void)
{
	for (int i = 0; i < MAX; i++)
		if (memcmp(&out[i], &want[i], sizeof out[i]))
			abort();
}

KNOWN(all_meet, 8, 9, 2)
KNOWN(first_outside, 8, 9, 3)
KNOWN(last_outside, 6, 9, 1)

static void check(SIZES)
{
	fill();
	added(co, ci, oh, ow, k, s, p, d, h, w);
	added_plain(co, ci, oh, ow, k, s, p, d, h, w);
	compare();
	went(LOWERED);
	fill();
	subtracted(co, ci, oh, ow, k, s, p, d, h, w);
	subtracted_plain(co, ci, oh, ow, k, s, p, d, h, w);
	compare();
}

int main(void)
{
	all_meet_check();
	first_outside_check();
	last_outside_check();
	for (int k = 1; k <= 5; k++)
		for (int s = 1; s <= 3; s++)
			for (int p = 0; p <= 4; p++)
				for (int d = 1; d <= 3; d++)
					for (int h = 1; h < 12; h += 3)
						check(8, 2, 6, 7, k, s, p, d,
						      h, h + 1);
	return 0;
}
