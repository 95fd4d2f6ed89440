/* Products that were cut into tiles by hand are ordinary ones: if this fails, the
   loops that were put together leave elements out, or take some twice, at the
   end of a tile or of the last one.  The last three leave a gap, look at the
   tile, or scale by tile: they are to stay what they are.  All numbers are
   small and whole, so that any order is exact.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { MAX = 131 };

#define LEAST(x, y) ((x) < (y) ? (x) : (y))
#define TILES(t, x, n, T)                                                    \
	for (int t = 0; t < n; t += T)                                       \
		for (int x = t; x < LEAST(t + T, n); x++)
#define OVER(t, n, T) for (int t = 0; t < n; t += T)
#define IN(x, t, n, T) for (int x = t; x < LEAST(t + T, n); x++)
#define FROM0(x, t, n, T) for (int x = 0; x < LEAST(T, n - t); x++)

#define ARGUMENTS int n, int m, int l, float (*restrict c)[MAX],             \
	float (*restrict a)[MAX], float (*restrict b)[MAX]

#define KERNEL(pre, name, pragma, ...)                                       \
	__attribute__((noipa)) static void pre##_##name(ARGUMENTS)           \
	{                                                                    \
		pragma __VA_ARGS__                                           \
	}

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, min, pragma,                                             \
	       OVER(it, n, 32) OVER(jt, m, 16) OVER(kt, l, 8)                \
		IN(i, it, n, 32) IN(k, kt, l, 8) IN(j, jt, m, 16)            \
		c[i][j] += a[i][k] * b[k][j];)                               \
	KERNEL(pre, scalar, pragma,                                          \
	       OVER(kt, l, 32) OVER(it, n, 32) IN(i, it, n, 32)              \
		for (int j = 0; j < m; j++) {                                \
			float sum = 0;                                       \
			IN(k, kt, l, 32) sum += a[i][k] * b[k][j];           \
			c[i][j] += sum;                                      \
		})                                                           \
	KERNEL(pre, zero, pragma,                                            \
	       OVER(it, n, 32) OVER(jt, m, 32) {                             \
		IN(i, it, n, 32) IN(j, jt, m, 32) c[i][j] = 0;               \
		OVER(kt, l, 32) IN(i, it, n, 32) IN(j, jt, m, 32)            \
			IN(k, kt, l, 32) c[i][j] += a[i][k] * b[k][j];       \
	       })                                                            \
	KERNEL(pre, from0, pragma,                                           \
	       OVER(it, n, 32) OVER(jt, m, 32) OVER(kt, l, 32)               \
		FROM0(i, it, n, 32) FROM0(j, jt, m, 32) FROM0(k, kt, l, 32)  \
		c[it + i][jt + j] += a[it + i][kt + k] * b[kt + k][jt + j];) \
	KERNEL(pre, whole, pragma,                                           \
	       OVER(it, n, 32) OVER(kt, l, 32)                               \
		for (int i = it; i < it + 32; i++)                           \
		for (int k = kt; k < kt + 32; k++)                           \
		for (int j = 0; j < m; j++)                                  \
		c[i][j] += a[i][k] * b[k][j];)                               \
	KERNEL(pre, levels, pragma,                                          \
	       OVER(it, n, 64) for (int iu = it; iu < LEAST(it + 64, n);     \
				    iu += 16)                                \
		TILES(kt, k, l, 32)                                          \
		for (int j = 0; j < m; j++)                                  \
		for (int i = iu; i < LEAST(iu + 16, n); i++)                 \
		c[i][j] += a[i][k] * b[k][j];)                               \
	KERNEL(pre, half, pragma,                                            \
	       OVER(it, n, 32) for (int jt = 0; jt <= it; jt += 32)          \
		OVER(kt, l, 32) IN(i, it, n, 32)                             \
		for (int j = jt; j <= LEAST(jt + 31, i); j++)                \
		IN(k, kt, l, 32) c[i][j] += a[i][k] * a[j][k];)              \
	KERNEL(pre, turned, pragma,                                          \
	       TILES(jt, j, m, 32) TILES(kt, k, l, 32)                       \
		for (int i = 0; i < n; i++) c[i][j] += a[k][i] * b[j][k];)   \
	KERNEL(pre, gap, pragma,                                             \
	       OVER(it, n, 32) OVER(kt, l, 32)                               \
		for (int i = it; i < LEAST(it + 31, n); i++)                 \
		IN(k, kt, l, 32) for (int j = 0; j < m; j++)                 \
		c[i][j] += a[i][k] * b[k][j];)                               \
	KERNEL(pre, looks, pragma,                                           \
	       OVER(kt, l, 32) for (int i = 0; i < n; i++)                   \
		IN(k, kt, l, 32) for (int j = 0; j < m; j++)                 \
		c[i][j] += a[i][kt] * b[k][j];)                              \
	KERNEL(pre, scales, pragma,                                          \
	       OVER(kt, l, 32) for (int i = 0; i < n; i++) {                 \
		for (int j = 0; j < m; j++) c[i][j] = 7 - c[i][j];           \
		IN(k, kt, l, 32) for (int j = 0; j < m; j++)                 \
		c[i][j] += a[i][k] * b[k][j];                                \
	       })

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

#define ALL(X)                                                               \
	X(min) X(scalar) X(zero) X(from0) X(whole) X(levels) X(half)         \
	X(turned) X(gap) X(looks) X(scales)
#define ROW(name) { plain_##name, kernel_##name, strict_##name },

typedef void run(ARGUMENTS);

static run *const runs[][3] = { ALL(ROW) };

static float a[MAX][MAX], b[MAX][MAX], c[3][MAX][MAX];

static void fill(void)
{
	for (int i = 0; i < MAX; i++)
		for (int j = 0; j < MAX; j++) {
			a[i][j] = (float)((i * 7 + j * 3) % 5 - 2);
			b[i][j] = (float)((i * 5 + j * 11) % 7 - 3);
			for (int k = 0; k < 3; k++)
				c[k][i][j] = (float)((i + j) % 3);
		}
}

int main(void)
{
	static const int size[] = { 0, 1, 7, 31, 32, 33, 63, 64, 65, 96 };
	enum { SIZES = sizeof size / sizeof *size };

	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++)
		for (int s = 0; s < SIZES * SIZES; s++) {
			int n = size[s / SIZES], l = size[s % SIZES];

			fill();
			for (int k = 0; k < 3; k++)
				runs[w][k](n, size[(s * 7 + 3) % SIZES], l,
					   c[k], a, b);
			for (int k = 1; k < 3; k++)
				for (int i = 0; i < MAX; i++)
					for (int j = 0; j < MAX; j++)
						if (c[k][i][j] != c[0][i][j])
							abort();
		}
	return 0;
}
