/* Convolutions with more weights than results: whether a weight is NaN or
   infinite is told from the results at the border, after they were computed, and
   the loops as written run after all if one is.  By then the results have been
   overwritten, and the last statement of a layer would hide what they show.  A sum
   that is added to what was there is not to be computed twice.  If this fails, a
   weight that no window uses spreads NaN, or something is added twice.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <string.h>
#include "path.h"

enum { MAX = 6000 };
static float in[MAX], weight[MAX], bias[MAX], out[MAX], want[MAX];
static unsigned seed = 1;

#define SIZES int n, int co, int ci, int h, int w, int k, int p
#define ARGS n, co, ci, h, w, k, p

/* The loops around a convolution, what comes before its sum, and after it.  */
#define AROUND(out, begin, end)                                               \
	for (int b = 0; b < n; b++)                                           \
		for (int o = 0; o < co; o++)                                  \
			for (int y = 0; y < h; y++)                           \
				for (int x = 0; x < w; x++) {                 \
		float *at = &out[((b * co + o) * h + y) * w + x];             \
		begin;                                                        \
		for (int c = 0; c < ci; c++)                                  \
			for (int i = 0; i < k; i++)                           \
				for (int j = 0; j < k; j++) {                 \
			int v = y + i - p, u = x + j - p;                     \
			if (v >= 0 && v < h && u >= 0 && u < w)               \
				*at += weight[((o * ci + c) * k + i) * k + j] \
				       * in[((b * ci + c) * h + v) * w + u];  \
		}                                                             \
		end;                                                          \
	}

#define FORM(name, begin, end)                                                \
	__attribute__((noipa)) static void name(SIZES)                        \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		AROUND(out, begin, end)                                       \
	}                                                                     \
	__attribute__((noipa)) static void name##_plain(SIZES)                \
	{                                                                     \
		AROUND(want, begin, end)                                      \
	}

FORM(plain, *at = 0, )
FORM(layer, *at = bias[o], *at = *at > 0 ? *at : 0)
FORM(adds, , )
FORM(scales, *at = 2 * *at, )
FORM(some, if (x > 0) *at = 1, )

typedef void form(SIZES);
static struct {
	form *run, *plain;
} forms[] = { { plain, plain_plain },	{ layer, layer_plain },
	      { adds, adds_plain },	{ scales, scales_plain },
	      { some, some_plain } };

static float number(void)
{
	seed = seed * 1103515245 + 12345;
	return (float)(int)(seed >> 20 & 15) / 4 - 2;
}

static int same(float x, float y)
{
	return x == y || (x != x && y != y) || fabsf(x - y) <= 1e-3f * (1 + fabsf(y));
}

/* Run form "f" with what "bad" is at element "at" of the weights (-1: nowhere),
   or if "image" of the image.  */
static void try(int f, SIZES, int at, float bad, int image)
{
	int i;

	for (i = 0; i < MAX; i++) {
		in[i] = number();
		weight[i] = number();
		bias[i] = number();
		out[i] = want[i] = f == 0 || f == 1 ? NAN : number();
	}
	if (at >= 0)
		(image ? in : weight)[at] = bad;
	forms[f].run(ARGS);
	forms[f].plain(ARGS);
	for (i = 0; i < MAX; i++)
		if (!same(out[i], want[i]))
			abort();
	/* Numbers in all weights are no reason to leave, whatever the image has;
	   a weight that is multiplied by the border and is none, is.  */
	if (at < 0 || image)
		went(LOWERED);
	else
		went(at == 0 && f < 2 ? GUARD : ANY);
}

int main(void)
{
	static const float bad[] = { NAN, INFINITY, -INFINITY };
	static const int sizes[][7] = {
		{ 1, 6, 5, 3, 4, 3, 1 }, { 2, 5, 7, 3, 3, 3, 1 },
		{ 1, 9, 8, 4, 4, 3, 1 }, { 5, 6, 9, 3, 3, 3, 1 },
		{ 1, 4, 3, 6, 5, 5, 2 }, { 1, 2, 1, 9, 9, 3, 1 },
		{ 3, 3, 2, 7, 6, 3, 1 },
	};
	unsigned f, i, j;

	for (f = 0; f < sizeof forms / sizeof *forms; f++)
		for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			const int *s = sizes[i];
			int all = s[1] * s[2] * s[5] * s[5];

#define TRY(at, bad, image)                                                   \
	try((int)f, s[0], s[1], s[2], s[3], s[4], s[5], s[6], at, bad, image)
			TRY(-1, 0, 0);
			for (j = 0; j < 3; j++) {
				TRY(0, bad[j], 0);
				TRY(all / 2, bad[j], 0);
				TRY(all - 1, bad[j], 0);
				TRY(1, bad[j], 1);
			}
		}
	return 0;
}
