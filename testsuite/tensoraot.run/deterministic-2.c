/* Products of matrices and vectors: with "deterministic" the same bits for every
   number of threads, and without it on every run with the same number.
   OpenBLAS by itself gives other bits with two threads for many of these
   sizes.  */
#include <stdlib.h>
#include <string.h>

extern void omp_set_num_threads(int) __attribute__((weak));

#define PRODUCT                                                           \
	for (int i = 0; i < m; i++)                                       \
		for (int j = 0; j < n; j++) {                             \
			float s = 0;                                      \
			for (int p = 0; p < k; p++)                       \
				s += a[i * k + p] * b[p * n + j];         \
			c[i * n + j] = s;                                 \
		}

#define VECTOR                                                            \
	for (int i = 0; i < m; i++) {                                     \
		float s = 0;                                              \
		for (int j = 0; j < n; j++)                               \
			s += a[i * n + j] * b[j];                         \
		c[i] = s;                                                 \
	}

typedef void product(int m, int n, int k, float *a, float *b, float *c);

__attribute__((noinline)) void gemm(int m, int n, int k, float *a, float *b,
				    float *c)
{
#pragma tensoraot kernel deterministic
	PRODUCT
}

__attribute__((noinline)) void layer(int m, int n, int k, float *a, float *b,
				     float *c)
{
#pragma tensoraot kernel deterministic
	{
		PRODUCT
		for (int i = 0; i < m; i++)
			for (int j = 0; j < n; j++)
				c[i * n + j] = c[i * n + j] > 0
						       ? c[i * n + j] : 0;
	}
}

__attribute__((noinline)) void transposed(int m, int n, int k, float *a,
					  float *b, float *c)
{
#pragma tensoraot kernel deterministic
	for (int i = 0; i < m; i++)
		for (int j = 0; j < n; j++) {
			float s = 0;
			for (int p = 0; p < k; p++)
				s += a[p * m + i] * b[j * k + p];
			c[i * n + j] = s;
		}
}

__attribute__((noinline)) void gemv(int m, int n, int k, float *a, float *b,
				    float *c)
{
	(void)k;
#pragma tensoraot kernel deterministic
	VECTOR
}

__attribute__((noinline)) void forced(int m, int n, int k, float *a, float *b,
				      float *c)
{
	(void)k;
#pragma tensoraot kernel deterministic lower (blas)
	VECTOR
}

__attribute__((noinline)) void plain_gemm(int m, int n, int k, float *a,
					  float *b, float *c)
{
#pragma tensoraot kernel
	PRODUCT
}

__attribute__((noinline)) void plain_gemv(int m, int n, int k, float *a,
					  float *b, float *c)
{
	(void)k;
#pragma tensoraot kernel
	VECTOR
}

#if defined __OPTIMIZE__ && !defined __SANITIZE_ADDRESS__
enum { SIZES = 8 };
#else
enum { SIZES = 1 };
#endif

enum { SIZE = 700 * 700 };
static float a[SIZE], b[SIZE], c[SIZE], first[SIZE];
static const int size[][3] = {
	{ 65, 128, 700 }, { 48, 31, 700 }, { 31, 100, 700 }, { 512, 513, 500 },
	{ 257, 300, 256 }, { 600, 64, 64 }, { 8, 600, 600 }, { 1, 700, 700 },
};

static void run(product *f, const int *s, int threads)
{
	if (omp_set_num_threads)
		omp_set_num_threads(threads);
	memset(c, 0, sizeof c);
	f(s[0], s[1], s[2], a, b, c);
}

/* "f" on size "s" gives the same with "least" to "most" threads, twice. */
static void same(product *f, const int *s, int least, int most)
{
	run(f, s, least);
	memcpy(first, c, sizeof c);
	for (int i = 0; i < 2; i++)
		for (int t = least; t <= most; t++) {
			run(f, s, t);
			if (memcmp(c, first, sizeof c))
				abort();
		}
}

int main(void)
{
	static product *const all[] = { gemm, layer, transposed, gemv,
					forced };
	unsigned s = 1;

	for (int i = 0; i < SIZE; i++) {
		s = s * 1103515245 + 12345;
		a[i] = (float)(s >> 8) / 16777216 - .5f;
		s = s * 1103515245 + 12345;
		b[i] = (float)(s >> 8) / 16777216 - .5f;
	}
	for (int i = 0; i < SIZES; i++) {
		for (int j = 0; j < 5; j++)
			same(all[j], size[i], 1, 4);
		for (int t = 1; t <= 4; t++) {
			same(plain_gemm, size[i], t, t);
			same(plain_gemv, size[i], t, t);
		}
	}
	return 0;
}
