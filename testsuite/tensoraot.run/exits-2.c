/* What an unrolled loop leaves begins where that ends, also where that depends
   on a loop around, as in a triangle: i + (n - i) / 4 * 4 is no linear function
   of i, but a quotient is an integer between two that are.  If this fails, a
   quotient was rounded the other way, or is that of another trip.  The last ones
   divide what is negative, or what is no constant, or begin elsewhere.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>

enum { MAX = 70 };

#define ARGUMENTS int n, int m, int l, float *restrict c,                    \
	const float *restrict a, const float *restrict b

#define KERNEL(pre, name, pragma, ...)                                       \
	__attribute__((noipa)) static float pre##_##name(ARGUMENTS)          \
	{                                                                    \
		float s = 0;                                                 \
		unsigned w = (unsigned)n;                                    \
		int j = 0, k = 0;                                            \
		pragma { __VA_ARGS__ }                                       \
		return s + j + k + w;                                        \
	}

#define C(i, j) c[(i) * MAX + (j)]
#define A(i, k) a[(i) * MAX + (k)]
#define B(k, j) b[(k) * MAX + (j)]

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, syrk, pragma(),                                          \
	       for (int i = 0; i < n; i++)                                   \
		       for (int p = 0; p < l; p++) {                         \
			       int j = i;                                    \
			       for (; j + 3 < n; j += 4) {                   \
				       C(i, j) += A(p, i) * A(p, j);         \
				       C(i, j + 1) += A(p, i) * A(p, j + 1); \
				       C(i, j + 2) += A(p, i) * A(p, j + 2); \
				       C(i, j + 3) += A(p, i) * A(p, j + 3); \
			       }                                             \
			       for (; j < n; j++)                            \
				       C(i, j) += A(p, i) * A(p, j);         \
		       })                                                    \
	KERNEL(pre, trmm, pragma(),                                          \
	       for (int i = 0; i < n; i++)                                   \
		       for (int j = 0; j < m; j++) {                         \
			       float x = 0, y = 0;                           \
			       int p;                                        \
			       for (p = 0; p < i / 2 * 2; p += 2) {          \
				       x += A(i, p) * B(p, j);               \
				       y += A(i, p + 1) * B(p + 1, j);       \
			       }                                             \
			       for (; p < i; p++)                            \
				       x += A(i, p) * B(p, j);               \
			       C(i, j) = x + y;                              \
		       })                                                    \
	KERNEL(pre, trsv, pragma(),                                          \
	       for (int i = 0; i < n; i++) {                                 \
		       float x = B(0, i);                                    \
		       for (int p = 0; p < i - i % 3; p += 3) {              \
			       x -= A(i, p) * C(0, p);                       \
			       x -= A(i, p + 1) * C(0, p + 1);               \
			       x -= A(i, p + 2) * C(0, p + 2);               \
		       }                                                     \
		       for (int p = i - i % 3; p < i; p++)                   \
			       x -= A(i, p) * C(0, p);                       \
		       C(0, i) = x;                                          \
	       })                                                            \
	KERNEL(pre, masks, pragma(),                                         \
	       for (unsigned i = 0; i < w; i++) {                            \
		       for (unsigned p = 0; p < (i & ~3u); p += 4)           \
			       C(i, p) = A(i, p + 3);                        \
		       for (unsigned p = i & ~3u; p < i; p++)                \
			       C(i, p) = A(i, p) + (float)(i & 3);           \
		       C(i, i >> 2) += B(i, i / 4);                          \
	       })                                                            \
	KERNEL(pre, moving, pragma(),                                        \
	       for (int i = 0; i < n; i++) {                                 \
		       float *q = c + i * MAX + i;                           \
		       const float *r = a + i;                               \
		       int j = i;                                            \
		       for (; j + 1 < m; j += 2, q += 2, r += 2 * MAX) {     \
			       q[0] = r[0];                                  \
			       q[1] = r[MAX];                                \
		       }                                                     \
		       for (; j < m; j++, q++, r += MAX)                     \
			       *q = *r;                                      \
	       })                                                            \
	KERNEL(pre, twice, pragma(),                                         \
	       for (int i = 0; i < n; i++) {                                 \
		       int j = 0;                                            \
		       for (; j + 5 < i; j += 6)                             \
			       C(i, j) = A(i, j + 5);                        \
		       for (; j + 1 < i; j += 2)                             \
			       C(i, j) += B(j, i);                           \
		       for (; j < i; j++)                                    \
			       C(i, j) = 2;                                  \
	       })                                                            \
	KERNEL(pre, last, pragma(),                                          \
	       for (int i = 0; i < n; i++)                                   \
		       for (j = i; j + 3 < m; j += 4)                        \
			       C(i, j) = A(i, j);)                           \
	KERNEL(pre, negative, NOT_WHOLE(pragma),                             \
	       for (int i = 0; i < n; i++) {                                 \
		       for (int p = (i - 5) / 4 * 4; p < i; p++)             \
			       if (p >= 0)                                   \
				       C(i, p) = A(i, p);                    \
		       for (int p = (i - 9) >> 1; p < i; p++)                \
			       C(i, p + 5) += A(i, p + 5);                   \
	       })                                                            \
	KERNEL(pre, unknown, NOT_WHOLE(pragma),                              \
	       for (int i = 0; i < n; i++)                                   \
		       for (int p = i / (l + 4); p < i; p++)                 \
			       C(i, p) = A(i, p);)                           \
	KERNEL(pre, elsewhere, pragma(),                                     \
	       for (int i = 0; i < n; i++)                                   \
		       for (int p = 0; p < l; p++) {                         \
			       for (int j = 0; j < i / 4 * 4; j += 4) {      \
				       C(i, j) += A(p, i) * A(p, j);         \
				       C(i, j + 1) += A(p, i) * A(p, j + 1); \
				       C(i, j + 2) += A(p, i) * A(p, j + 2); \
				       C(i, j + 3) += A(p, i) * A(p, j + 3); \
			       }                                             \
			       for (int j = i / 2 * 2; j < i; j++)           \
				       C(i, j) += A(p, i) * A(p, j);         \
		       })

#define WHOLE() _Pragma("tensoraot kernel require(lowered)")
#define SOME() _Pragma("tensoraot kernel")
#define NOTHING()
#define NOT_WHOLE(pragma) CAT(OTHER_, pragma)()
#define CAT(x, y) x##y
#define OTHER_WHOLE SOME
#define OTHER_NOTHING NOTHING

KERNELS(kernel, WHOLE)
KERNELS(plain, NOTHING)

#define ALL(X) X(syrk) X(trmm) X(trsv) X(masks) X(moving) X(twice) X(last)   \
	X(negative) X(unknown) X(elsewhere)
#define ROW(name) { plain_##name, kernel_##name },

typedef float run(ARGUMENTS);

static run *const runs[][2] = { ALL(ROW) };

static float a[MAX * MAX], b[MAX * MAX], c[2][MAX * MAX];

int main(void)
{
	static const int size[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 33,
				    62 };
	enum { SIZES = sizeof size / sizeof *size };

	for (int i = 0; i < MAX * MAX; i++) {
		a[i] = (float)(i * 7 % 3 - 1);
		b[i] = (float)(i * 5 % 7 - 3);
	}
	for (unsigned w = 0; w < sizeof runs / sizeof *runs; w++)
		for (int s = 0; s < SIZES * SIZES; s++) {
			int n = size[s / SIZES];
			float got[2];

			if (w == 2 && n > 13)
				continue;
			for (int k = 0; k < 2; k++) {
				for (int i = 0; i < MAX * MAX; i++)
					c[k][i] = (float)(i % 3);
				got[k] = runs[w][k](n, size[s % SIZES],
						    size[(s * 7 + 3) % SIZES],
						    c[k], a, b);
			}
			if (got[0] != got[1])
				abort();
			for (int i = 0; i < MAX * MAX; i++)
				if (c[0][i] != c[1][i])
					abort();
		}
	return 0;
}
