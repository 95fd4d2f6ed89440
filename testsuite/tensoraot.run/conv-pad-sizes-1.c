/* Convolutions with a border by conditions, of which no size, step or border is
   known when they are compiled: the step makes conditions that are no bounds of
   loops.  Borders wider than the image, steps longer than the window, windows of
   one element, no border, images that no window is inside of; NaN in the image
   counts where a window meets it, and NaN in a weight does not where it meets the
   border.  If this fails, a border is one off, or zeros are not added where
   nothing is.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>

enum { MAX = 9000 };

static float in[MAX], weight[MAX], out[MAX], want[MAX];
static unsigned seed = 1;

#define SIZES                                                                 \
	int n, int co, int ci, int oh, int ow, int k, int s, int p, int d,    \
		int h, int w

#define AROUND(out, body)                                                     \
	for (int b = 0; b < n; b++)                                           \
	for (int o = 0; o < co; o++)                                          \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++) {                                        \
		float sum = 0;                                                \
		for (int c = 0; c < ci; c++)                                  \
		for (int i = 0; i < k; i++)                                   \
		for (int j = 0; j < k; j++) {                                 \
			int v = y * s + i * d - p, u = x * s + j * d - p;     \
			body                                                  \
		}                                                             \
		out[((b * co + o) * oh + y) * ow + x] = sum;                  \
	}

#define WEIGHT weight[((o * ci + c) * k + i) * k + j]
#define IMAGE in[((b * ci + c) * h + v) * w + u]

/* By an if, by continue, by a value that is chosen, subtracted.  */
#define IF if (v >= 0 && v < h && u >= 0 && u < w) sum += WEIGHT * IMAGE;
#define CONTINUE                                                              \
	if (v < 0 || v >= h)                                                  \
		continue;                                                     \
	if (u < 0 || u >= w)                                                  \
		continue;                                                     \
	sum += IMAGE * WEIGHT;
#define VALUE                                                                 \
	sum += WEIGHT * (v >= 0 && v < h && u >= 0 && u < w ? IMAGE : 0);
#define MINUS if (v >= 0 && v < h && u >= 0 && u < w) sum -= WEIGHT * IMAGE;

#define FUNCTIONS(name, body)                                                 \
	__attribute__((noipa)) static void name(SIZES)                        \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		AROUND(out, body)                                             \
	}                                                                     \
	__attribute__((noipa)) static void name##_plain(SIZES)                \
	{                                                                     \
		AROUND(want, body)                                            \
	}

/* Summed up in memory under the condition: what is stored depends on it.  */
#define MEMORY(out)                                                           \
	for (int b = 0; b < n; b++)                                           \
	for (int o = 0; o < co; o++)                                          \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++)                                          \
	for (int c = 0; c < ci; c++)                                          \
	for (int i = 0; i < k; i++)                                           \
	for (int j = 0; j < k; j++) {                                         \
		int v = y * s + i * d - p, u = x * s + j * d - p;             \
		if (v >= 0 && v < h && u >= 0 && u < w)                       \
			out[((b * co + o) * oh + y) * ow + x] += WEIGHT * IMAGE; \
	}

__attribute__((noipa)) static void in_memory(SIZES)
{
#pragma tensoraot kernel
	MEMORY(out)
}

__attribute__((noipa)) static void in_memory_plain(SIZES)
{
	MEMORY(want)
}

FUNCTIONS(by_if, IF)
FUNCTIONS(by_continue, CONTINUE)
FUNCTIONS(by_value, VALUE)
FUNCTIONS(by_minus, MINUS)

static void (*const subject[])(SIZES) = { by_if, by_continue, by_value,
					  by_minus, in_memory };
static void (*const reference[])(SIZES) = { by_if_plain, by_continue_plain,
					    by_value_plain, by_minus_plain,
					    in_memory_plain };

static int below(int n)
{
	seed = seed * 1103515245 + 12345;
	return (int)(seed >> 16) % n;
}

static void compare(void)
{
	for (int i = 0; i < MAX; i++)
		if (out[i] != want[i] && !(isnan(out[i]) && isnan(want[i])))
			abort();
}

static void check(SIZES)
{
	if ((long)n * ci * h * w > MAX || (long)n * co * oh * ow > MAX
	    || (long)co * ci * k * k > MAX)
		return;
	for (unsigned r = 0; r < sizeof subject / sizeof *subject; r++) {
		for (int i = 0; i < MAX; i++) {
			in[i] = i * 7 % 11 - 5;
			weight[i] = i * 5 % 7 - 3;
			out[i] = want[i] = 1;
		}
		if (!below(3))
			in[below(n * ci * h * w + 1)] = NAN;
		if (!below(4))
			weight[below(co * ci * k * k + 1)] = NAN;
		subject[r](n, co, ci, oh, ow, k, s, p, d, h, w);
		reference[r](n, co, ci, oh, ow, k, s, p, d, h, w);
		compare();
	}
}

int main(void)
{
	static const int images[] = { 0, 1, 1, 2, 3, 5 };
	static const int windows[] = { 0, 1, 1, 2, 3, 3, 5 };
	static const int steps[] = { 0, 1, 1, 1, 2, 2, 3, 4 };

	for (int r = 0; r < 100; r++) {
		int k = windows[below(7)], s = steps[below(8)];
		int p = below(3) ? k / 2 : below(5), d = below(5) ? 1 : 2;
		int oh = below(below(3) ? 6 : 20), ow = below(below(3) ? 7 : 17);
		int h = (oh - 1) * s + k - 2 * p + (below(3) ? 0 : below(3));
		int w = (ow - 1) * s + k - 2 * p + (below(3) ? 0 : below(3));

		check(images[below(6)], below(12), below(6), oh, ow, k, s, p, d,
		      h < 0 ? 0 : h, w < 0 ? 0 : w);
	}
	return 0;
}
