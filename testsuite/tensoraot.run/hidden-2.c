/* Variables of the program with names of functions of OpenMP and of what memory is
   had by: in this file no kernel has threads, or memory of its own.  If this fails,
   a kernel calls a variable.  */
#include <stddef.h>

static volatile int omp_get_num_threads = 5, free = 6;

enum { N = 300, LONG = 1000000 };

static float f[N][N], g[N][N], h[N][N], x[LONG], y[LONG];

__attribute__((noipa)) static void product(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				h[i][j] += f[i][p] * g[p][j];
}

__attribute__((noipa)) static void map(int n)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		y[i] = x[i] * 2 + 1;
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			f[i][j] = (float)(i % 3);
			g[i][j] = (float)(j % 4);
		}
	for (int i = 0; i < LONG; i++)
		x[i] = (float)(i % 9);
	product(N);
	map(LONG);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (h[i][j] != (float)(N * (i % 3) * (j % 4)))
				__builtin_abort();
	for (int i = 0; i < LONG; i++)
		if (y[i] != (float)(i % 9 * 2 + 1))
			__builtin_abort();
	return omp_get_num_threads + free - 11;
}
