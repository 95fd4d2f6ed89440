/* Two loops over rows that lie one behind the other run as one: all elements
   of all rows must be computed, with none between or behind them, also where
   there are no rows, or none of their elements, or fewer than none; and rows
   with a gap between them must keep it.  The same functions with constant
   sizes, which the compiler gets to know only later, must agree.  */
#include <stdlib.h>

#define KEEP __attribute__((noinline, noclone))

enum { MOST = 4096 };

static float x[MOST], y[MOST], z[MOST], x2[MOST], y2[MOST], z2[MOST];

#define SCALE                                                      \
	for (int i = 0; i < n; i++)                                \
		for (int j = 0; j < m; j++) {                      \
			y[i * m + j] = 3 * x[i * m + j] - i * m - j; \
			z[i * m + j] += y[i * m + j] + n;          \
		}

#pragma tensoraot kernel
static void scale(int n, int m, const float *x, float *y, float *z)
{
	SCALE
}

static KEEP void scale_plain(int n, int m, const float *x, float *y, float *z)
{
	SCALE
}

#define GAP                                         \
	for (int i = 0; i < n; i++)                 \
		for (int j = 0; j < m; j++)         \
			y[i * pitch + j] = 2 * x[i * pitch + j] + 1;

#pragma tensoraot kernel
static KEEP void gap(int n, int m, int pitch, const float *x, float *y)
{
	GAP
}

static KEEP void gap_plain(int n, int m, int pitch, const float *x, float *y)
{
	GAP
}

#define TOTAL                                            \
	float sum = 0;                                   \
	for (int i = 0; i < n; i++)                      \
		for (int j = 0; j < m; j++)              \
			sum += x[i * m + j];             \
	return sum;

#pragma tensoraot kernel
static KEEP float total(int n, int m, const float *x)
{
	TOTAL
}

static KEEP float total_plain(int n, int m, const float *x)
{
	TOTAL
}

/* Fill all arrays, twice the same. */
static void fill(int seed)
{
	for (int i = 0; i < MOST; i++) {
		x[i] = x2[i] = (i * 7 + seed) % 23 - 11;
		y[i] = y2[i] = i % 5;
		z[i] = z2[i] = i % 3;
	}
}

/* Stop unless both sets of arrays are the same. */
static void compare(void)
{
	for (int i = 0; i < MOST; i++)
		if (x[i] != x2[i] || y[i] != y2[i] || z[i] != z2[i])
			abort();
}

int main(void)
{
	static const int rows[] = { 0, 1, 3, 64, 200, -1, -5 };
	static const int cols[] = { 0, 1, 7, 10, 16, 19, -1, -3 };

	for (int i = 0; i < 7; i++)
		for (int j = 0; j < 8; j++) {
			int n = rows[i], m = cols[j];

			fill(i + j);
			scale(n, m, x, y, z);
			scale_plain(n, m, x2, y2, z2);
			compare();
			gap(n, m, m + 1, x, y);
			gap_plain(n, m, m + 1, x2, y2);
			compare();
			if (total(n, m, x) != total_plain(n, m, x2))
				abort();
		}
	fill(3);
	scale(64, 10, x, y, z);
	scale_plain(64, 10, x2, y2, z2);
	compare();
	scale(250, 16, x, y, z);
	scale_plain(250, 16, x2, y2, z2);
	compare();
	return 0;
}
