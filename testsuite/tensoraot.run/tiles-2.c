/* A triangle of a matrix is copied across the diagonal by tiles: if this fails, a
   tile on the diagonal goes over it or not up to it, one is left out, or one is
   gone through twice.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

enum { MOST = 141 };

#define ARGUMENTS int n, int m, double (*restrict a)[MOST], double (*restrict b)[MOST]

/* The loop over j, and what it does. */
#define KERNEL(name, lo, hi, ...)                                             \
	__attribute__((noipa)) static void kernel_##name(ARGUMENTS)            \
	{                                                                      \
		_Pragma("tensoraot kernel")                                    \
		for (int i = 0; i < n; i++)                                    \
			for (int j = lo; j < hi; j++)                          \
				__VA_ARGS__                                    \
	}                                                                      \
	__attribute__((noipa)) static void plain_##name(ARGUMENTS)             \
	{                                                                      \
		for (int i = 0; i < n; i++)                                    \
			for (int j = lo; j < hi; j++)                          \
				__VA_ARGS__                                    \
	}

KERNEL(mirror, i + 1, m, a[j][i] = a[i][j];)
KERNEL(back, 0, i, a[j][i] = a[i][j];)
KERNEL(diagonal, i, m, b[j][i] += a[i][j];)
KERNEL(far, i + 40, m, b[j][i] += a[i][j];)
KERNEL(below, 0, i + 3, b[j][i] += a[i][j];)
KERNEL(corner, 0, n - i, b[j][i] += a[i][j];)
KERNEL(other, n - 1 - i, m, b[j][i] += a[i][j];)
KERNEL(twice, 2 * i, m, b[j][i] += a[i][j];)
KERNEL(band, i > 3 ? i - 3 : 0, i + 3, b[j][i] += a[i][j];)

typedef void run(ARGUMENTS);

static run *const runs[][2] = {
	{plain_mirror, kernel_mirror}, {plain_back, kernel_back},
	{plain_diagonal, kernel_diagonal}, {plain_far, kernel_far},
	{plain_below, kernel_below}, {plain_corner, kernel_corner},
	{plain_other, kernel_other}, {plain_twice, kernel_twice},
	{plain_band, kernel_band},
};

struct data {
	double a[MOST][MOST], b[MOST][MOST];
};

static struct data wanted, is;

/* Fill "d", always the same. */
static void fill(struct data *d)
{
	for (int i = 0; i < MOST; i++)
		for (int j = 0; j < MOST; j++) {
			d->a[i][j] = i * 1000 + j;
			d->b[i][j] = i - j;
		}
}

int main(void)
{
	static const int sizes[] = {0, 1, 2, 31, 32, 33, 64, 65, 97, 138};

	for (unsigned k = 0; k < sizeof runs / sizeof *runs; k++)
		for (unsigned s = 0; s < sizeof sizes / sizeof *sizes; s++)
			for (unsigned z = 0; z < sizeof sizes / sizeof *sizes;
			     z++) {
				int n = sizes[s], m = sizes[z];

				fill(&wanted);
				fill(&is);
				runs[k][0](n, m, wanted.a, wanted.b);
				runs[k][1](n, m, is.a, is.b);
				if (memcmp(&wanted, &is, sizeof is))
					abort();
			}
	return 0;
}
