/* Points of one to five coordinates that go on from step to step: panels of them are
   moved by vectors, step by step.  If this fails, a point sees the coordinates of another
   or of another step, the last panel is too long, or points that depend on the one before
   were moved side by side.  All numbers are whole and small, so that all of it is exact.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 600 };

#define ARGUMENTS int n, int m, double *restrict x, const double *restrict w

/* What steps do to points of C coordinates, that of f and g wrap at 64. */
#define WRAP(v) ((v) > 64 ? (v) - 128 : (v) < -64 ? (v) + 128 : (v))
#define KERNELS(name, ...)                                                    \
	__attribute__((noipa)) static void name##_two(ARGUMENTS)               \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int t = 0; t < m; t++) {                          \
				x[2 * i + 1] = WRAP(x[2 * i + 1] - x[2 * i]);  \
				x[2 * i] = WRAP(x[2 * i] + x[2 * i + 1] + w[t]); \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_three(ARGUMENTS)             \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = n - 1; i >= 0; i--)                               \
			for (int t = 0; t < m; t++) {                          \
				double a = x[3 * i], b = x[3 * i + 1];         \
				double c = x[3 * i + 2];                       \
				x[3 * i] = WRAP(b - c);                        \
				x[3 * i + 1] = WRAP(c - a + w[i]);             \
				x[3 * i + 2] = WRAP(a - b);                    \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_four(ARGUMENTS)              \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int t = 4; t--;) {                                \
				x[4 * i] = WRAP(x[4 * i] + x[4 * i + 2]);      \
				x[4 * i + 1] = WRAP(x[4 * i + 1] + x[4 * i + 3]); \
				x[4 * i + 2] = WRAP(x[4 * i + 2] - x[4 * i]);  \
				x[4 * i + 3] = WRAP(x[4 * i + 3] - x[4 * i + 1]); \
			}                                                      \
	}                                                                      \
	__attribute__((noipa)) static void name##_five(ARGUMENTS)              \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int t = 0; t < m; t++)                            \
				x[5 * i] = WRAP(x[5 * i] + x[5 * i + t % 2]);  \
	}                                                                      \
	__attribute__((noipa)) static void name##_next(ARGUMENTS)              \
	{                                                                      \
		__VA_ARGS__                                                    \
		for (int i = 1; i < n; i++)                                    \
			for (int t = 0; t < m; t++) {                          \
				x[2 * i] = WRAP(x[2 * i] + x[2 * i - 1]);      \
				x[2 * i + 1] = WRAP(x[2 * i] - x[2 * i - 2]);  \
			}                                                      \
	}

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(strict, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

typedef void run(ARGUMENTS);

static run *const runs[5][3] = {
	{ plain_two, kernel_two, strict_two },
	{ plain_three, kernel_three, strict_three },
	{ plain_four, kernel_four, strict_four },
	{ plain_five, kernel_five, strict_five },
	{ plain_next, kernel_next, strict_next },
};

static double x[3][5 * MOST + 8], w[MOST];

/* Abort unless both kernels of "r" do what the plain function does to "n" points in "m"
   steps. */
static void check(run *const *r, int n, int m)
{
	int k, i;

	for (k = 0; k < 3; k++) {
		for (i = 0; i < 5 * MOST + 8; i++)
			x[k][i] = i * 37 % 101 - 50;
		r[k](n, m, x[k], w);
		if (memcmp(x[k], x[0], sizeof(x[0])))
			abort();
	}
}

int main(void)
{
	static const int sizes[] = { 0, 1, 7, 8, 15, 16, 17, 255, 256, 257, 513, MOST };
	int i, n, m;

	for (i = 0; i < MOST; i++)
		w[i] = i % 7 - 3;
	for (i = 0; i < 5; i++)
		for (n = 0; n < (int)(sizeof(sizes) / sizeof(*sizes)); n++)
			for (m = 0; m < 5; m++)
				check(runs[i], sizes[n], m);
	return 0;
}
