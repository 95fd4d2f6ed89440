/* Where there is no memory for blocks, a product that no library makes is computed
   all the same.  If this fails, a program that runs out of memory computes something
   else, or crashes in a place that allocates nothing.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-blas=none" } */
#include <stdlib.h>

static int refuse;

void *aligned_alloc(size_t alignment, size_t size)
{
	void *p = NULL;

	return refuse || posix_memalign(&p, alignment, size) ? NULL : p;
}

enum { N = 130 };
static double a[N][N], b[N][N], c[N][N], d[N][N];

__attribute__((noinline)) static void product(int n)
{
#pragma tensoraot kernel require(lowered) serial
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			for (int p = 0; p < n; p++)
				c[i][j] += a[i][p] * b[p][j];
}

int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = (i * 3 + j) % 7 - 3;
			b[i][j] = (i + j * 5) % 9 - 4;
			d[i][j] = c[i][j] = i - j;
		}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int p = 0; p < N; p++)
				d[i][j] += 2 * a[i][p] * b[p][j];
	product(N);
	refuse = 1;
	product(N);
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			if (c[i][j] != d[i][j])
				abort();
	return 0;
}
