/* Small arrays whose elements a counter finds, or a sum of what several loops count, and
   those that are sorted, by loops of which one tells how often the other runs, and by a
   network of minima and maxima: the same as without a kernel.  So are those of which
   elements come to where data say, in which a counter counts under a condition, of which a
   loop that data end goes through the elements, and a sort in which more is done than is
   written out.  If this fails, an element is taken for another one. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 70 };

#define SORT(a, b)                                                             \
	{                                                                      \
		int t = a < b ? a : b;                                         \
		b = a > b ? a : b;                                             \
		a = t;                                                         \
	}

#define KERNELS(name, pragma)                                                  \
	KEEP static void name##_counter(int n, const int *p, int *a)           \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[9], k = 0;                                       \
			for (int r = -1; r <= 1; r++)                          \
				for (int c = -1; c <= 1; c++)                  \
					v[k++] = p[(r + 1) * MOST + i + c + 1]; \
			while (k > 1)                                          \
				k -= 2, v[k] += v[k - 1];                      \
			a[i] = v[0] * v[1] + v[8] * v[7] + v[5];               \
		}                                                              \
	}                                                                      \
	KEEP static void name##_sum(int n, const int *p, int *a)               \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[12];                                             \
			for (int r = 0; r < 3; r++)                            \
				for (int c = 3; c >= 0; c--)                   \
					v[4 * r + 3 - c] = p[r * MOST + i + c]; \
			for (int r = 2; r < 11; r += 3)                        \
				v[r] ^= v[r + 1] - v[r - 2];                   \
			SORT(v[0], v[4])                                       \
			SORT(v[8], v[4])                                       \
			a[i] = v[4] - v[0] * v[11];                            \
		}                                                              \
	}                                                                      \
	KEEP static void name##_sort(int n, const int *p, int *a)              \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[7];                                              \
			for (int k = 0; k < 7; k++)                            \
				v[k] = p[i + k * 9];                           \
			for (int x = 0; x < 4; x++)                            \
				for (int y = x + 1; y < 7; y++)                \
					if (v[y] < v[x]) {                     \
						int t = v[x];                  \
						v[x] = v[y];                   \
						v[y] = t;                      \
					}                                      \
			a[i] = v[3];                                           \
		}                                                              \
	}                                                                      \
	KEEP static void name##_bubbles(int n, const int *p, int *a)           \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[5];                                              \
			for (int k = 0; k < 5; k++)                            \
				v[k] = p[i + k * 9];                           \
			for (int x = 4; x > 0; x--)                            \
				for (int y = 0; y < x; y++)                    \
					SORT(v[y], v[y + 1])                   \
			a[i] = v[2] * 2 + v[0] - v[4];                         \
		}                                                              \
	}                                                                      \
	/* what is not taken apart */                                          \
	KEEP static void name##_found(int n, const int *p, int *a)             \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, k = 0;          \
			for (int x = 0; x < 7; x++)                            \
				if (p[i + x] > 0)                              \
					v[k++] = p[i + x];                     \
			a[i] = v[0] + v[3] * k;                                \
		}                                                              \
	}                                                                      \
	KEEP static void name##_ends(int n, const int *p, int *a)              \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[6] = { 0 }, s = 0;                               \
			for (int x = 0; x < (p[i] & 3) + 2; x++)               \
				v[x] = p[i + x];                               \
			for (int x = 0; x < 6 && v[x]; x++)                    \
				s += v[x];                                     \
			for (int x = 0, y = 5; x < y; x++, y--)                \
				s ^= v[x] * v[y];                              \
			a[i] = s;                                              \
		}                                                              \
	}                                                                      \
	KEEP static void name##_longer(int n, const int *p, int *a)            \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int v[16];                                             \
			for (int k = 0; k < 16; k++)                           \
				v[k] = p[i + k * 4];                           \
			for (int x = 0; x < 15; x++)                           \
				for (int y = x + 1; y < 16; y++)               \
					SORT(v[x], v[y])                       \
			a[i] = v[7] + v[15];                                   \
		}                                                              \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(plain, )

typedef void kernel(int n, const int *p, int *a);

static int p[MOST * 4], a[MOST + 4], b[MOST + 4];

static void check(kernel *f, kernel *g)
{
	for (int n = -1; n < MOST; n += n < 20 ? 1 : 7) {
		for (int i = 0; i < MOST + 4; i++)
			a[i] = b[i] = i;
		f(n, p, a);
		g(n, p, b);
		if (memcmp(a, b, sizeof(a)))
			abort();
	}
}

int main(void)
{
	for (int i = 0; i < MOST * 4; i++)
		p[i] = i * 7919 % 103 - 40;
	check(kernel_counter, plain_counter);
	check(kernel_sum, plain_sum);
	check(kernel_sort, plain_sort);
	check(kernel_bubbles, plain_bubbles);
	check(kernel_found, plain_found);
	check(kernel_ends, plain_ends);
	check(kernel_longer, plain_longer);
	return 0;
}
