/* Heads side by side in rows of C elements, which need not fill them: hs is C / NH, which
   may leave a rest, or an argument, which may be so large that heads reach into the next
   row.  If this fails, rows are taken for apart that are not, or what is left of a row
   when it is divided into heads is forgotten.  */
#include "path.h"
#include <string.h>

enum { MOST = 40000 };
static float in[MOST], out[MOST], sums[MOST], out2[MOST], sums2[MOST];

#define ATTENTION                                                         \
	for (int b = 0; b < B; b++)                                       \
		for (int t = 0; t < T; t++)                               \
			for (int h = 0; h < NH; h++) {                    \
				const float *q = in + b * T * C * 2       \
						 + t * C * 2 + h * hs;    \
				float *s = sums + b * NH * T * T          \
					   + h * T * T + t * T;           \
				float *o = out + b * T * C + t * C        \
					   + h * hs;                      \
				for (int u = 0; u <= t; u++) {            \
					const float *k                    \
						= in + b * T * C * 2      \
						  + u * C * 2 + h * hs    \
						  + C;                    \
					float v = 0;                      \
					for (int i = 0; i < hs; i++)      \
						v += q[i] * k[i];         \
					s[u] = v * 2;                     \
				}                                         \
				for (int i = 0; i < hs; i++)              \
					o[i] = o[i] * 3 + s[t];           \
				for (int u = 0; u <= t; u++)              \
					for (int i = 0; i < hs; i++)      \
						o[i] += s[u] + q[i];      \
			}

__attribute__((noipa)) static void
divided(float *out, float *sums, const float *in, int B, int T, int C, int NH)
{
#pragma tensoraot kernel
	{
		int hs = C / NH;

		ATTENTION
	}
}

__attribute__((noipa)) static void
plain(float *out, float *sums, const float *in, int B, int T, int C, int NH,
      int hs)
{
	ATTENTION
}

__attribute__((noipa)) static void
given(float *out, float *sums, const float *in, int B, int T, int C, int NH,
      int hs)
{
#pragma tensoraot kernel
	ATTENTION
}

static void fill(void)
{
	for (int i = 0; i < MOST; i++) {
		in[i] = i * 7 % 5 - 2;
		out[i] = out2[i] = i % 3;
		sums[i] = sums2[i] = i % 11;
	}
}

static void compare(void)
{
	if (memcmp(out, out2, sizeof out) || memcmp(sums, sums2, sizeof sums))
		abort();
	fill();
}

static void try(int B, int T, int C, int NH, int hs, int path)
{
	fill();
	plain(out2, sums2, in, B, T, C, NH, hs);
	given(out, sums, in, B, T, C, NH, hs);
	went(path);
	compare();
	if (NH && hs == C / NH) {
		plain(out2, sums2, in, B, T, C, NH, hs);
		divided(out, sums, in, B, T, C, NH);
		went(path);
		compare();
	}
}

int main(void)
{
	try(2, 20, 48, 4, 12, LOWERED);
	try(2, 20, 50, 4, 12, LOWERED);
	try(1, 65, 32, 3, 10, LOWERED);
	try(2, 20, 48, 4, 13, GUARD);
	try(2, 20, 10, 4, 25, GUARD);
	try(2, 20, 48, 1, 48, LOWERED);
	try(2, 7, 3, 5, 0, ANY);
	try(1, 1, 4, 2, 2, ANY);
	try(0, 4, 4, 2, 2, ANY);
	try(2, 0, 4, 2, 2, ANY);
	try(2, 4, 4, 0, 2, ANY);
	try(2, 20, 48, -4, -12, ANY);
	return 0;
}
