/* Copies of a matrix that is turned, by squares of vectors, and what is left over
   one by one: of any size, wherever rows begin, in the cache and past it.  If this
   fails, a square is turned wrongly, or what is around one is lost, or written.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))

/* b[j][i] = a[i][j] of n by m elements, rows la and lb apart.  */
#define TURN(name, T)                                                         \
	KEEP static void turn_##name(int n, int m, int la, int lb,            \
				     T *restrict b, const T *a)               \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		for (int i = 0; i < n; i++)                                   \
			for (int j = 0; j < m; j++)                           \
				b[j * lb + i] = a[i * la + j];                \
	}                                                                     \
	static void test_##name(int n, int m, int more_a, int more_b, int off) \
	{                                                                     \
		int la = m + more_a, lb = n + more_b;                         \
		size_t na = (size_t)n * la + 8, nb = (size_t)m * lb + 8;      \
		T *a = malloc(na * sizeof(T)), *b = malloc(nb * sizeof(T));   \
		T *c = malloc(nb * sizeof(T));                                \
		if (!a || !b || !c)                                           \
			exit(0);                                              \
		for (size_t i = 0; i < na; i++)                               \
			a[i] = i % 100003;                                    \
		for (size_t i = 0; i < nb; i++)                               \
			b[i] = c[i] = -1;                                     \
		for (int j = 0; j < m; j++)                                   \
			for (int i = 0; i < n; i++)                           \
				c[off + (size_t)j * lb + i] =                 \
					a[off + (size_t)i * la + j];          \
		turn_##name(n, m, la, lb, b + off, a + off);                  \
		if (memcmp(b, c, nb * sizeof(T)))                             \
			abort();                                              \
		free(a);                                                      \
		free(b);                                                      \
		free(c);                                                      \
	}

TURN(float, float)
TURN(double, double)
TURN(pair, _Complex float)
TURN(wide, _Complex double)
TURN(whole, int)

/* Blocks that change places, in a batch: heads of attention, say.  */
KEEP static void heads(int n, int h, int t, int d, double y[n][h][d][t],
		       double x[n][t][h][d])
{
#pragma tensoraot kernel
	for (int b = 0; b < n; b++)
		for (int i = 0; i < t; i++)
			for (int k = 0; k < h; k++)
				for (int j = 0; j < d; j++)
					y[b][k][j][i] = x[b][i][k][j];
}

static void test_heads(int n, int h, int t, int d)
{
	size_t size = (size_t)n * h * t * d;
	double *x = malloc((size + 1) * sizeof(*x));
	double *y = malloc((size + 1) * sizeof(*y));

	if (!x || !y)
		exit(0);
	for (size_t i = 0; i <= size; i++)
		x[i] = y[i] = i;
	heads(n, h, t, d, (void *)y, (void *)x);
	for (int b = 0; b < n; b++)
		for (int k = 0; k < h; k++)
			for (int j = 0; j < d; j++)
				for (int i = 0; i < t; i++)
					if (y[((b * h + k) * d + j) * t + i]
					    != x[((b * t + i) * h + k) * d + j])
						abort();
	if (y[size] != size)
		abort();
	free(x);
	free(y);
}

int main(void)
{
	static const int size[] = { 0,	1,  2,	3,  4,	7,   8,	  9,   15,
				    16, 17, 31, 33, 64, 65, 255, 257, 300 };
	enum { N = sizeof(size) / sizeof(*size) };

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			for (int k = 0; k < 4; k++) {
				test_float(size[i], size[j], k, 3 * k, k);
				test_double(size[i], size[j], k, 8 * k, k);
				test_pair(size[i], size[j], k, k, k);
				test_wide(size[i], size[j], k, k, k);
				test_whole(size[i], size[j], k, 16 * k, k);
			}
	test_float(4000, 4001, 0, 0, 2);
	test_float(4001, 4000, 3, 15, 3);
	test_double(2560, 2561, 0, 0, 1);
	test_double(2561, 2560, 1, 7, 0);
	test_pair(2560, 2600, 0, 0, 1);
	test_wide(2048, 2050, 0, 0, 1);
	test_heads(2, 3, 70, 40);
	test_heads(1, 2, 5, 300);
	return 0;
}
