/* Convolutions of which no size is known when they are compiled, at sizes that
   decide in the run how they are made: windows of one element over all of an
   image, which are products of matrices where they lie, and near misses of
   that, steps of 0 to 4, few images and many, channels outermost and innermost,
   groups.  If this fails, a choice that the sizes make takes a way that does not
   suit them.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { MAX = 9000 };

static float in[MAX], weight[MAX], out[MAX], want[MAX];
static unsigned seed = 1;

/* Images of CI channels of H by W, in G groups.  */
#define NCHW(out)                                                             \
	for (int b = 0; b < n; b++)                                           \
	for (int q = 0; q < g; q++)                                           \
	for (int o = 0; o < co; o++)                                          \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++) {                                        \
		float sum = 0;                                                \
		for (int c = 0; c < ci; c++)                                  \
		for (int i = 0; i < kh; i++)                                  \
		for (int j = 0; j < kw; j++)                                  \
			sum += weight[(((q * co + o) * ci + c) * kh + i) * kw + j] \
			       * in[((b * g + q) * ci + c) * h * w            \
				    + (y * s + i) * w + x * s + j];           \
		out[(((b * g + q) * co + o) * oh + y) * ow + x] = sum;        \
	}

/* The same where channels are innermost.  */
#define NHWC(out)                                                             \
	for (int b = 0; b < n; b++)                                           \
	for (int q = 0; q < g; q++)                                           \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++)                                          \
	for (int o = 0; o < co; o++) {                                        \
		float sum = 0;                                                \
		for (int i = 0; i < kh; i++)                                  \
		for (int j = 0; j < kw; j++)                                  \
		for (int c = 0; c < ci; c++)                                  \
			sum += in[((b * h + y * s + i) * w + x * s + j) * g * ci \
				  + q * ci + c]                               \
			       * weight[(((q * kh + i) * kw + j) * ci + c) * co + o]; \
		out[(((b * oh + y) * ow + x) * g + q) * co + o] = sum;        \
	}

/* The same of one image in one piece, without groups.  */
#define VLA(out)                                                              \
	for (int o = 0; o < co; o++)                                          \
	for (int y = 0; y < oh; y++)                                          \
	for (int x = 0; x < ow; x++) {                                        \
		float sum = 0;                                                \
		for (int c = 0; c < ci; c++)                                  \
		for (int i = 0; i < kh; i++)                                  \
		for (int j = 0; j < kw; j++)                                  \
			sum += filter[o][c][i][j]                             \
			       * image[c][y * s + i][x * s + j];              \
		out[o][y][x] = sum;                                           \
	}

#define SIZES                                                                 \
	int n, int g, int co, int ci, int oh, int ow, int kh, int kw, int s,  \
		int h, int w

#define FUNCTIONS(name, body)                                                 \
	__attribute__((noipa)) static void name(SIZES)                        \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		body(out)                                                     \
	}                                                                     \
	__attribute__((noipa)) static void name##_plain(SIZES)                \
	{                                                                     \
		body(want)                                                    \
	}

FUNCTIONS(nchw, NCHW)
FUNCTIONS(nhwc, NHWC)

__attribute__((noipa)) static void vla(SIZES, const float image[ci][h][w],
				       const float filter[co][ci][kh][kw],
				       float result[co][oh][ow])
{
	(void)n, (void)g;
#pragma tensoraot kernel disjoint
	VLA(result)
}

__attribute__((noipa)) static void vla_plain(SIZES, const float image[ci][h][w],
					     const float filter[co][ci][kh][kw],
					     float result[co][oh][ow])
{
	(void)n, (void)g;
	VLA(result)
}

static int below(int n)
{
	seed = seed * 1103515245 + 12345;
	return (int)(seed >> 16) % n;
}

static void compare(void)
{
	for (int i = 0; i < MAX; i++)
		if (out[i] != want[i])
			abort();
}

static void check(SIZES)
{
	long most = (long)n * g * ci * h * w, more = (long)n * g * co * oh * ow;

	if (most > MAX || more > MAX || (long)g * co * ci * kh * kw > MAX)
		return;
	for (int i = 0; i < MAX; i++) {
		in[i] = i * 7 % 11 - 5;
		weight[i] = i * 5 % 7 - 3;
		out[i] = want[i] = 1;
	}
	nchw(n, g, co, ci, oh, ow, kh, kw, s, h, w);
	nchw_plain(n, g, co, ci, oh, ow, kh, kw, s, h, w);
	compare();
	nhwc(n, g, co, ci, oh, ow, kh, kw, s, h, w);
	nhwc_plain(n, g, co, ci, oh, ow, kh, kw, s, h, w);
	compare();
	if (h < 1 || w < 1 || ci < 1 || co < 1 || kh < 1 || kw < 1 || oh < 1
	    || ow < 1)
		return;
	vla(n, g, co, ci, oh, ow, kh, kw, s, h, w, (void *)in, (void *)weight,
	    (void *)out);
	vla_plain(n, g, co, ci, oh, ow, kh, kw, s, h, w, (void *)in,
		  (void *)weight, (void *)want);
	compare();
}

int main(void)
{
	static const int images[] = { 0, 1, 1, 1, 2, 3, 4, 5, 7 };
	static const int windows[] = { 0, 1, 1, 1, 2, 3, 5 };
	static const int steps[] = { 0, 1, 1, 1, 1, 2, 2, 3, 4 };

	for (int r = 0; r < 150; r++) {
		int kh = windows[below(7)], kw = below(4) ? kh : windows[below(7)];
		int oh = below(below(3) ? 6 : 26), ow = below(below(3) ? 7 : 17);
		int s = steps[below(9)], tight = below(3) ? 1 : below(3);
		int h = (oh - 1) * s + kh + (tight ? 0 : below(3));
		int w = (ow - 1) * s + kw + (tight ? 0 : below(3));

		check(images[below(9)], 1 + below(2), below(12), below(7), oh,
		      ow, kh, kw, s, h < 0 ? 0 : h, w < 0 ? 0 : w);
	}
	return 0;
}
