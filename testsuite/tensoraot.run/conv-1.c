/* Convolutions, whose image is copied to a matrix by panels: steps, gaps in the
   window, groups, channels innermost, one to three dimensions, float, double
   and complex, at sizes 0, 1 and around panels.  If this fails, an element goes
   to the wrong place of the copy, or comes from the wrong one.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>

enum { MAX = 20000 };

/* N images of CI channels of H by W; windows of K by K, S apart, with gaps of
   D. */
#define CONVOLUTIONS(type, t)                                                 \
	__attribute__((noipa)) static void t##nchw(                           \
		int n, int co, int ci, int oh, int ow, int k, int s, int d,   \
		int h, int w, const type in[n][ci][h][w],                     \
		const type weight[co][ci][k][k], type out[n][co][oh][ow])     \
	{                                                                     \
		_Pragma("tensoraot kernel disjoint")                          \
		for (int b = 0; b < n; b++)                                   \
			for (int o = 0; o < co; o++)                          \
				for (int y = 0; y < oh; y++)                  \
					for (int x = 0; x < ow; x++) {        \
						type sum = 0;                 \
						for (int c = 0; c < ci; c++)  \
						for (int i = 0; i < k; i++)   \
						for (int j = 0; j < k; j++)   \
							sum += weight[o][c][i][j] \
							       * in[b][c][y * s + i * d] \
								   [x * s + j * d];  \
						out[b][o][y][x] = sum;        \
					}                                     \
	}                                                                     \
	__attribute__((noipa)) static void t##nhwc(                           \
		int n, int co, int ci, int oh, int ow, int k, int s, int d,   \
		int h, int w, const type in[n][h][w][ci],                     \
		const type weight[k][k][ci][co], type out[n][oh][ow][co])     \
	{                                                                     \
		_Pragma("tensoraot kernel disjoint")                          \
		for (int b = 0; b < n; b++)                                   \
			for (int y = 0; y < oh; y++)                          \
				for (int x = 0; x < ow; x++)                  \
					for (int o = 0; o < co; o++) {        \
						for (int i = 0; i < k; i++)   \
						for (int j = 0; j < k; j++)   \
						for (int c = 0; c < ci; c++)  \
							out[b][y][x][o] +=    \
							in[b][y * s + i * d]  \
							  [x * s + j * d][c]  \
							* weight[i][j][c][o]; \
					}                                     \
	}                                                                     \
	static type t##in[MAX], t##weight[MAX], t##out[MAX], t##want[MAX];    \
	static void t##fill(void)                                             \
	{                                                                     \
		for (int i = 0; i < MAX; i++) {                               \
			t##in[i] = i * 7 % 11 - 5;                            \
			t##weight[i] = i * 5 % 7 - 3;                         \
			t##out[i] = t##want[i] = i % 3;                       \
		}                                                             \
	}                                                                     \
	static void t##compare(void)                                          \
	{                                                                     \
		for (int i = 0; i < MAX; i++)                                 \
			if (t##out[i] != t##want[i])                          \
				abort();                                      \
	}                                                                     \
	static void t##check(int n, int co, int ci, int oh, int ow, int k,    \
			     int s, int d)                                    \
	{                                                                     \
		int h = (oh - 1) * s + (k - 1) * d + 2;                       \
		int w = (ow - 1) * s + (k - 1) * d + 3;                       \
		t##fill();                                                    \
		for (int b = 0; b < n; b++)                                   \
		for (int o = 0; o < co; o++)                                  \
		for (int p = 0; p < oh * ow; p++) {                           \
			int y = p / ow, x = p % ow;                           \
			type a = 0, z = 0;                                    \
			for (int q = 0; q < ci * k * k; q++) {                \
				int c = q / (k * k), i = q / k % k, j = q % k; \
				int v = y * s + i * d, u = x * s + j * d;     \
				a += t##weight[o * ci * k * k + q]            \
				     * t##in[((b * ci + c) * h + v) * w + u]; \
				z += t##weight[((i * k + j) * ci + c) * co + o] \
				     * t##in[((b * h + v) * w + u) * ci + c]; \
			}                                                     \
			t##want[(b * co + o) * oh * ow + p] = a;              \
			t##out[MAX / 2 + (b * oh * ow + p) * co + o] = 1;     \
			t##want[MAX / 2 + (b * oh * ow + p) * co + o] = 1 + z; \
		}                                                             \
		t##nchw(n, co, ci, oh, ow, k, s, d, h, w, (void *)t##in,      \
			(void *)t##weight, (void *)t##out);                   \
		t##nhwc(n, co, ci, oh, ow, k, s, d, h, w, (void *)t##in,      \
			(void *)t##weight, (void *)(t##out + MAX / 2));       \
		t##compare();                                                 \
	}

CONVOLUTIONS(float, f)
CONVOLUTIONS(double, d)
CONVOLUTIONS(_Complex float, c)

static void checks(int n, int co, int ci, int oh, int ow, int k, int s, int d)
{
	fcheck(n, co, ci, oh, ow, k, s, d);
	dcheck(n, co, ci, oh, ow, k, s, d);
	ccheck(n, co, ci, oh, ow, k, s, d);
}

enum { G = 3, CO = 9, CI = 4, OH = 13, OW = 11, K = 3, L = 29 };
static float image[2][G][CI][OH + 2][OW + 2], line[CI][2 * L + 5];
static float filter[G][CO][CI][K][K], taps[CO][5][CI];
static float cube[CI][OH + 2][OW + 2][7], kernel[CO][CI][K][K][K];
static float grouped[2][G][CO][OH][OW], lined[CO][L], cubed[CO][OH][OW][5];

/* Groups of channels, and a window that runs backwards.  */
__attribute__((noipa)) static void groups(void)
{
#pragma tensoraot kernel
	for (int b = 0; b < 2; b++)
		for (int g = 0; g < G; g++)
			for (int o = 0; o < CO; o++)
				for (int y = 0; y < OH; y++)
					for (int x = 0; x < OW; x++) {
						float sum = b + o;
						for (int c = 0; c < CI; c++)
						for (int i = 0; i < K; i++)
						for (int j = 0; j < K; j++)
							sum += filter[g][o][c]
								[K - 1 - i]
								[K - 1 - j]
							* image[b][g][c][y + i]
								[x + j];
						grouped[b][g][o][y][x] =
							sum > 0 ? sum : 0;
					}
}

/* One dimension, the loops in another order, a sum that is subtracted.  */
__attribute__((noipa)) static void one(void)
{
#pragma tensoraot kernel
	for (int c = 0; c < CI; c++)
		for (int j = 0; j < 5; j++)
			for (int x = 0; x < L; x++)
				for (int o = 0; o < CO; o++)
					lined[o][x] -= line[c][2 * x + j]
						       * taps[o][j][c] * 2;
}

/* Three dimensions.  */
__attribute__((noipa)) static void three(void)
{
#pragma tensoraot kernel
	for (int o = 0; o < CO; o++)
		for (int z = 0; z < OH; z++)
			for (int y = 0; y < OW; y++)
				for (int x = 0; x < 5; x++) {
					float sum = 0;
					for (int c = 0; c < CI; c++)
					for (int h = 0; h < K; h++)
					for (int i = 0; i < K; i++)
					for (int j = 0; j < K; j++)
						sum += kernel[o][c][h][i][j]
						       * cube[c][z + h][y + i]
							      [x + j];
					cubed[o][z][y][x] = sum;
				}
}

static void fill(float *x, int n)
{
	for (int i = 0; i < n; i++)
		x[i] = i * 7 % 11 - 5;
}

#define FILL(x) fill((float *)(x), sizeof(x) / sizeof(float))

static void check_groups(void)
{
	const float *f = (const float *)filter;

	FILL(image);
	FILL(filter);
	groups();
	for (int p = 0; p < 2 * G * CO * OH * OW; p++) {
		int x = p % OW, y = p / OW % OH, o = p / OW / OH % CO;
		int g = p / OW / OH / CO % G, b = p / OW / OH / CO / G;
		float sum = b + o;

		for (int q = 0; q < CI * K * K; q++) {
			int c = q / (K * K), i = q / K % K, j = q % K;

			sum += f[((g * CO + o) * CI + c) * K * K
				 + (K - 1 - i) * K + K - 1 - j]
			       * image[b][g][c][y + i][x + j];
		}
		if (grouped[b][g][o][y][x] != (sum > 0 ? sum : 0))
			abort();
	}
}

static void check_one(void)
{
	FILL(line);
	FILL(taps);
	FILL(lined);
	one();
	for (int p = 0; p < CO * L; p++) {
		float sum = p * 7 % 11 - 5;

		for (int q = 0; q < 5 * CI; q++)
			sum -= line[q % CI][2 * (p % L) + q / CI]
			       * taps[p / L][q / CI][q % CI] * 2;
		if (lined[p / L][p % L] != sum)
			abort();
	}
}

static void check_three(void)
{
	const float *f = (const float *)kernel;

	FILL(cube);
	FILL(kernel);
	three();
	for (int p = 0; p < CO * OH * OW * 5; p++) {
		int x = p % 5, y = p / 5 % OW, z = p / 5 / OW % OH;
		int o = p / 5 / OW / OH;
		float sum = 0;

		for (int q = 0; q < CI * K * K * K; q++)
			sum += f[o * CI * K * K * K + q]
			       * cube[q / (K * K * K)][z + q / (K * K) % K]
				     [y + q / K % K][x + q % K];
		if (cubed[o][z][y][x] != sum)
			abort();
	}
}

int main(void)
{
	checks(1, 9, 2, 7, 5, 3, 1, 1);
	checks(2, 9, 3, 10, 11, 3, 1, 1);
	checks(3, 8, 2, 5, 4, 3, 2, 1);
	checks(1, 8, 1, 9, 8, 3, 1, 2);
	checks(1, 17, 5, 1, 9, 1, 1, 1);
	checks(5, 3, 2, 6, 6, 1, 2, 1);
	checks(1, 1, 1, 1, 1, 1, 1, 1);
	checks(1, 9, 0, 5, 5, 3, 1, 1);
	checks(1, 9, 2, 0, 5, 3, 1, 1);
	checks(1, 9, 2, 5, 0, 3, 1, 1);
	checks(0, 9, 2, 5, 5, 3, 1, 1);
	checks(1, 0, 2, 5, 5, 3, 1, 1);
	checks(1, 9, 2, 33, 17, 2, 1, 1);
	check_groups();
	check_one();
	check_three();
	return 0;
}
