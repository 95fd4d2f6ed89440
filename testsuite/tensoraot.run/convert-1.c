/* Products of floats whose sums are doubles, by tiles that are converted and
   multiplied by a library: if this fails, a tile is not where it should be, one
   that is not full has too much in it, a sum begins or ends as another, or it is
   made in floats.  All numbers are small and whole but for one, which floats
   lose: so all of it is exact in doubles.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 150 };

#define ARGUMENTS                                                             \
	int n, int m, int k, float (*restrict c)[MOST],                        \
		double (*restrict d)[MOST], float (*restrict a)[MOST],         \
		float (*restrict b)[MOST], short (*restrict s)[MOST],          \
		float *restrict bias

#define KERNELS(name, ...)                                                    \
	__attribute__((noipa)) static void name##_plain(ARGUMENTS)             \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				double t = 0;                                  \
				for (int p = 0; p < k; p++)                    \
					t += (double)a[i][p] * b[p][j];        \
				c[i][j] = t;                                   \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_turned(ARGUMENTS)            \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				double t = bias[j];                            \
				for (int p = 0; p < k; p++)                    \
					t -= (double)b[j][p] * a[p][i];        \
				c[i][j] += t > 0 ? t : 0;                      \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_mixed(ARGUMENTS)             \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				double t = c[i][j];                            \
				for (int p = 0; p < k; p++)                    \
					t += d[i][p] * s[j][p];                \
				c[i][j] = t / 2 - bias[i];                     \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_columns(ARGUMENTS)           \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = 0; j < m; j++) {                                  \
			double t = 0;                                          \
			for (int i = 0; i < n; i++)                            \
				t += (double)a[i][j] * bias[i];                \
			c[0][j] = t;                                           \
		}                                                              \
	}                                                                      \
	__attribute__((noipa)) static void name##_triangle(ARGUMENTS)          \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				double t = 0;                                  \
				for (int p = i; p < k; p++)                    \
					t += (double)a[i][p] * b[p][j];        \
				c[i][j] = t;                                   \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_last(ARGUMENTS)              \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 1; j < m; j++) {                          \
				double t = 0;                                  \
				for (int p = 0; p < k; p++)                    \
					t += (double)a[i][p] * b[p][j];        \
				c[i][j] = (float)t + (int)c[i][j - 1] % 9;     \
			}                                                      \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

typedef void run(ARGUMENTS);

static run *const runs[6][3] = {
	{plain_plain, kernel_plain, strict_plain},
	{plain_turned, kernel_turned, strict_turned},
	{plain_mixed, kernel_mixed, strict_mixed},
	{plain_columns, kernel_columns, strict_columns},
	{plain_triangle, kernel_triangle, strict_triangle},
	{plain_last, kernel_last, strict_last},
};

struct data {
	float c[MOST][MOST], a[MOST][MOST], b[MOST][MOST], bias[MOST];
	double d[MOST][MOST];
	short s[MOST][MOST];
};

static struct data wanted, is;

/* Fill "d", always the same. */
static void fill(struct data *d)
{
	unsigned seed = 7;

	for (int i = 0; i < MOST; i++)
		for (int j = 0; j < MOST; j++) {
			seed = seed * 1103515245 + 12345;
			d->a[i][j] = (int)(seed >> 16) % 7 - 3;
			d->b[i][j] = (int)(seed >> 20) % 5 - 2;
			d->c[i][j] = (int)(seed >> 24) % 5;
			d->d[i][j] = d->a[i][j];
			d->s[i][j] = d->b[i][j];
			d->bias[j] = j % 9 * 2;
		}
	for (int j = 0; j < MOST; j++) {
		d->a[0][j] = j == 0 ? 1 << 25 : j % 3 - 1;
		d->b[0][j] = 1;
	}
}

int main(void)
{
	static const int sizes[][3] = {
		{0, 5, 5},    {5, 0, 5},       {5, 5, 0},     {1, 1, 1},
		{2, 3, 4},    {7, 7, 7},       {13, 20, 17},  {64, 64, 64},
		{65, 63, 64}, {130, 129, 131}, {150, 9, 8},   {8, 150, 150},
		{3, 140, 90}, {90, 20, 150},
	};

	for (unsigned z = 0; z < sizeof sizes / sizeof *sizes; z++)
		for (int k = 0; k < 6; k++)
			for (int way = 0; way < 3; way++) {
				struct data *d = way ? &is : &wanted;

				fill(d);
				runs[k][way](sizes[z][0], sizes[z][1],
					     sizes[z][2], d->c, d->d, d->a,
					     d->b, d->s, d->bias);
				if (way && memcmp(&wanted, &is, sizeof is))
					abort();
			}
	return 0;
}
