/* Recurrences down the columns of a matrix run along its rows, by panels of 256
   columns in which their scalars are vectors: if this fails, one column sees the
   values of another, the last panel is too long, or a scalar is not what the row
   before left.  All numbers are small and whole, so that all of it is exact.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

enum { N = 41, M = 700 };

#define ARGUMENTS                                                             \
	int n, int m, float (*restrict in)[M], float (*restrict out)[M],       \
		int (*restrict count)[M], double (*restrict sum)[M],           \
		double *restrict last

#define KERNELS(name, ...)                                                    \
	__attribute__((noipa)) static void name##_forth(ARGUMENTS)             \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = 0; j < m; j++) {                                  \
			float x = 0, y = 1, z = 2;                             \
			for (int i = 0; i < n; i++) {                          \
				out[i][j] = in[i][j] + x + y - z;              \
				x = in[i][j];                                  \
				z = y;                                         \
				y = out[i][j];                                 \
			}                                                      \
		}                                                              \
	}                                                                      \
	__attribute__((noipa)) static void name##_back(ARGUMENTS)              \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = m - 1; j >= 0; j--) {                             \
			float y = j, z = 0;                                    \
			for (int i = n - 1; i >= 0; i--) {                     \
				out[i][j] = in[i][j] + y - z;                  \
				z = y;                                         \
				y = out[i][j];                                 \
			}                                                      \
			last[j] = y;                                           \
		}                                                              \
	}                                                                      \
	__attribute__((noipa)) static void name##_memory(ARGUMENTS)            \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = 1; j < m; j++)                                    \
			for (int i = 1; i < n; i++)                            \
				sum[i][j] = in[i][j] - sum[i - 1][j];          \
	}                                                                      \
	__attribute__((noipa)) static void name##_mixed(ARGUMENTS)             \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = 0; j < m; j++) {                                  \
			int c = 0;                                             \
			for (int i = 0; i < n; i++) {                          \
				count[i][j] = c;                               \
				c = in[i][j] < c ? c : c + 1;                  \
				sum[i][j] = c + last[j];                       \
			}                                                      \
		}                                                              \
	}                                                                      \
	__attribute__((noipa)) static void name##_triangle(ARGUMENTS)          \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int j = 0; j < m; j++) {                                  \
			float y = 0;                                           \
			for (int i = j; i < n; i++) {                          \
				out[i][j] = in[i][j] - y;                      \
				y = out[i][j];                                 \
			}                                                      \
		}                                                              \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

typedef void run(ARGUMENTS);

static run *const runs[5][3] = {
	{plain_forth, kernel_forth, strict_forth},
	{plain_back, kernel_back, strict_back},
	{plain_memory, kernel_memory, strict_memory},
	{plain_mixed, kernel_mixed, strict_mixed},
	{plain_triangle, kernel_triangle, strict_triangle},
};

struct data {
	float in[N][M], out[N][M];
	int count[N][M];
	double sum[N][M], last[M];
};

static struct data wanted, is;

/* Fill "d", always the same. */
static void fill(struct data *d)
{
	unsigned seed = 7;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			seed = seed * 1103515245 + 12345;
			d->in[i][j] = (int)(seed >> 16) % 7 - 3;
			d->out[i][j] = d->sum[i][j] = d->count[i][j] =
				(int)(seed >> 20) % 5;
			d->last[j] = j % 9;
		}
}

int main(void)
{
	static const int rows[] = {0, 1, 2, 3, 41};
	static const int columns[] = {0, 1, 2, 8, 255, 256, 257, 512, 700};

	for (int r = 0; r < 5; r++)
		for (int c = 0; c < 9; c++)
			for (int k = 0; k < 5; k++)
				for (int way = 1; way < 3; way++) {
					int n = rows[r], m = columns[c];

					fill(&wanted);
					fill(&is);
					runs[k][0](n, m, wanted.in, wanted.out,
						   wanted.count, wanted.sum,
						   wanted.last);
					runs[k][way](n, m, is.in, is.out,
						     is.count, is.sum, is.last);
					if (memcmp(&wanted, &is, sizeof is))
						abort();
				}
	return 0;
}
