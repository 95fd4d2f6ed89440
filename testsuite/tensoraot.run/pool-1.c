/* Largest, least and mean of windows of a few elements: side by side and apart,
   channels outermost and innermost, with a border that conditions keep out of,
   with a second result, in memory and in a scalar, of sizes about vectors, with
   NaN.  If this fails, an element of a window is left out, or taken in another
   order where that matters.  */
#include <math.h>
#include <string.h>
#include "path.h"

enum { C = 3, MOST = 37, N = C * (2 * MOST + 3) * (2 * MOST + 3) };

#define FOR(i, n) for (int i = 0; i < (n); i++)
#define DEFINE(name, how)                                                   \
	__attribute__((noipa)) static void name##_two(                      \
		int c, int h, int w, float x[c][2 * h][2 * w],              \
		float y[c][h][w], float mean[c][h][w])                      \
	{                                                                   \
		how {                                                       \
			FOR(k, c) FOR(i, h) FOR(j, w) {                     \
				float m = -INFINITY, s = 0;                 \
				FOR(u, 2) FOR(v, 2) {                       \
					float e = x[k][2 * i + u][2 * j + v]; \
					if (e > m)                          \
						m = e;                      \
					s += e;                             \
				}                                           \
				y[k][i][j] = m;                             \
				mean[k][i][j] = s / 4;                      \
			}                                                   \
		}                                                           \
	}                                                                   \
	__attribute__((noipa)) static void name##_three(                    \
		int c, int h, int w, float x[c][h + 2][w + 2],              \
		float y[c][h][w], float mean[c][h][w])                      \
	{                                                                   \
		how {                                                       \
			FOR(k, c) FOR(i, h) FOR(j, w) {                     \
				y[k][i][j] = x[k][i][j];                    \
				FOR(u, 3) FOR(v, 3)                         \
					y[k][i][j] = x[k][i + u][j + v]     \
							< y[k][i][j]        \
						? x[k][i + u][j + v]        \
						: y[k][i][j];               \
			}                                                   \
			FOR(k, c) FOR(i, h) FOR(j, w) {                     \
				mean[k][i][j] = 0;                          \
				FOR(u, 3) FOR(v, 3)                         \
					mean[k][i][j] +=                    \
						x[k][i + u][j + v];         \
				mean[k][i][j] *= 0.125f;                    \
			}                                                   \
		}                                                           \
	}                                                                   \
	__attribute__((noipa)) static void name##_inner(                    \
		int c, int h, int w, float x[h + 2][w + 2][c],              \
		float y[h][w][c], float mean[h][w][c])                      \
	{                                                                   \
		how {                                                       \
			FOR(i, h) FOR(j, w) FOR(k, c) {                     \
				float m = x[i][j][k], s = 1;                \
				FOR(u, 3) FOR(v, 3) {                       \
					if (x[i + u][j + v][k] > m)         \
						m = x[i + u][j + v][k];     \
					s -= x[i + u][j + v][k];            \
				}                                           \
				y[i][j][k] = m;                             \
				mean[i][j][k] = s;                          \
			}                                                   \
		}                                                           \
	}                                                                   \
	__attribute__((noipa)) static void name##_border(                   \
		int c, int h, int w, float x[c][h][w], float y[c][h][w],    \
		float mean[c][h][w])                                        \
	{                                                                   \
		how {                                                       \
			FOR(k, c) FOR(i, h) FOR(j, w) {                     \
				float m = -INFINITY, s = 0;                 \
				int n = 0;                                  \
				FOR(u, 3) FOR(v, 3) {                       \
					int a = i + u - 1, b = j + v - 1;   \
					if (a < 0 || a >= h || b < 0        \
					    || b >= w)                      \
						continue;                   \
					m = x[k][a][b] > m ? x[k][a][b] : m; \
					s += x[k][a][b];                    \
					n++;                                \
				}                                           \
				y[k][i][j] = m;                             \
				mean[k][i][j] = s / (float)n;               \
			}                                                   \
		}                                                           \
	}

DEFINE(parallel, _Pragma("tensoraot kernel"))
DEFINE(serial, _Pragma("tensoraot kernel serial"))
DEFINE(strict, _Pragma("tensoraot kernel fp(strict)"))
DEFINE(plain, )

static float x[N], y[2][N], mean[2][N];

/* Stop unless what both kernels left is the same: small whole numbers, of which
   sums are exact.  */
static void compare(void)
{
	for (int i = 0; i < N; i++) {
		if (y[0][i] != y[1][i]
		    && (y[0][i] == y[0][i] || y[1][i] == y[1][i]))
			abort();
		if (mean[0][i] != mean[1][i]
		    && (mean[0][i] == mean[0][i] || mean[1][i] == mean[1][i]))
			abort();
	}
}

#define TRY(which, form, c, h, w)                                           \
	do {                                                                \
		memset(y, 0, sizeof y);                                     \
		memset(mean, 0, sizeof mean);                               \
		which##_##form(c, h, w, (void *)x, (void *)y[0],            \
			       (void *)mean[0]);                            \
		plain_##form(c, h, w, (void *)x, (void *)y[1],              \
			     (void *)mean[1]);                              \
		compare();                                                  \
	} while (0)
#define ALL(which, c, h, w)                                                 \
	do {                                                                \
		TRY(which, two, c, h, w);                                   \
		TRY(which, three, c, h, w);                                 \
		TRY(which, inner, c, h, w);                                 \
		TRY(which, border, c, h, w);                                \
	} while (0)

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 7, 16, 17, 32, MOST };

	for (int wild = 0; wild < 2; wild++) {
		for (int i = 0; i < N; i++)
			x[i] = wild && i * 7 % 11 == 3 ? NAN
				: (float)(i * 7 % 31 - 15);
		for (int i = 0; i < 8; i++)
			for (int j = 0; j < 8; j++) {
				ALL(parallel, C, sizes[i], sizes[j]);
				ALL(serial, C, sizes[i], sizes[j]);
				ALL(strict, C, sizes[i], sizes[j]);
			}
	}
	return 0;
}
