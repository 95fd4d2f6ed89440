/* Loops that end by two conditions, tested before the body or after it, counted
   from the start of a tile or not, are loops that end by the nearer of two
   bounds.  If this fails, one of the two was left out, or the body that runs
   between two tests ran once too often.  In the last four there is something
   between the tests, or what is left behind is not the same.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { MAX = 70 };

#define ARGUMENTS int n, int m, int l, float *restrict c,                    \
	const float *restrict a, const float *restrict b

#define KERNEL(pre, name, pragma, ...)                                       \
	__attribute__((noipa)) static float pre##_##name(ARGUMENTS)          \
	{                                                                    \
		float s = 0;                                                 \
		int i = 0, j = 0, k = 0;                                     \
		pragma { __VA_ARGS__ }                                       \
		return s + i + j + k;                                        \
	}

#define C(i, j) c[(i) * MAX + (j)]
#define A(i, k) a[(i) * MAX + (k)]
#define B(k, j) b[(k) * MAX + (j)]

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, tiles, pragma,                                           \
	       for (int t = 0; t < n; t += 8)                                \
		       for (int u = 0; u < m; u += 4)                        \
			       for (int i = t; i < t + 8 && i < n; i++)      \
				       for (int j = u; j < u + 4 && j < m;   \
					    j++)                             \
					       for (int k = 0; k < l; k++)   \
						       C(i, j) += A(i, k)    \
								  * B(k, j);) \
	KERNEL(pre, starts, pragma,                                          \
	       for (int t = 0; t < n; t += 8)                                \
		       for (int u = 0; u < 8 && t + u < n; u++)              \
			       for (int j = 0; j < m; j++) {                 \
				       float x = 0;                          \
				       for (int k = 0; k < l; k++)           \
					       x += A(t + u, k) * B(k, j);   \
				       C(t + u, j) = x;                      \
			       })                                            \
	KERNEL(pre, after, pragma,                                           \
	       for (int r = 0; r < n; r++) {                                 \
		       int q = 0;                                            \
		       do                                                    \
			       C(r, q) += A(r, q) * 2;                       \
		       while (++q < m && q < l);                             \
	       })                                                            \
	KERNEL(pre, sum, pragma,                                             \
	       for (int r = 0; r < n; r++)                                   \
		       for (int q = r; q < m && q < l; q++)                  \
			       s += A(r, q);)                                \
	KERNEL(pre, down, pragma,                                            \
	       for (int r = 0; r < n; r++)                                   \
		       for (int q = m - 1; q >= 0 && q > r; q--)             \
			       C(r, q) = A(q, r);)                           \
	KERNEL(pre, between, pragma,                                         \
	       for (int r = 0; r < n; r++)                                   \
		       for (int q = 0;; q++) {                               \
			       if (q >= m)                                   \
				       break;                                \
			       s += A(r, q);                                 \
			       if (q >= l)                                   \
				       break;                                \
		       })                                                    \
	KERNEL(pre, stores, pragma,                                          \
	       for (int r = 0; r < n; r++)                                   \
		       for (int q = 0;; q++) {                               \
			       if (q >= m)                                   \
				       break;                                \
			       C(r, q) = A(r, q);                            \
			       if (q >= l)                                   \
				       break;                                \
		       })                                                    \
	KERNEL(pre, which, pragma,                                           \
	       for (int r = 0; r < n; r++) {                                 \
		       int q;                                                \
		       for (q = 0; q < m; q++) {                             \
			       if (q >= l)                                   \
				       goto pre##_out;                       \
			       C(r, q) = A(r, q);                            \
		       }                                                     \
		       s += 1;                                               \
	       pre##_out:;                                                   \
	       })                                                            \
	KERNEL(pre, data, pragma,                                            \
	       for (int r = 0; r < n; r++)                                   \
		       for (int q = 0; q < m && A(r, q) > -2; q++)           \
			       C(r, q) += A(q, r);)

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(plain, )

#define ALL(X) X(tiles) X(starts) X(after) X(sum) X(down) X(between)         \
	X(stores) X(which) X(data)
#define ROW(name) { plain_##name, kernel_##name },

typedef float run(ARGUMENTS);

static run *const runs[][2] = { ALL(ROW) };

static float a[MAX * MAX], b[MAX * MAX], c[2][MAX * MAX];

int main(void)
{
	static const int size[] = { -3, 0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 33, 64 };
	enum { SIZES = sizeof size / sizeof *size };

	for (int i = 0; i < MAX * MAX; i++) {
		a[i] = (float)(i * 7 % 5 - 2);
		b[i] = (float)(i * 5 % 7 - 3);
	}
	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++)
		for (int s = 0; s < SIZES * SIZES; s++) {
			float got[2];

			for (int k = 0; k < 2; k++) {
				for (int i = 0; i < MAX * MAX; i++)
					c[k][i] = (float)(i % 3);
				got[k] = runs[w][k](size[s / SIZES],
						    size[(s * 7 + 3) % SIZES],
						    size[s % SIZES], c[k], a, b);
			}
			if (got[0] != got[1])
				abort();
			for (int i = 0; i < MAX * MAX; i++)
				if (c[0][i] != c[1][i])
					abort();
		}
	return 0;
}
