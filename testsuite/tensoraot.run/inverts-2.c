/* What was rounded before an argument, or the number of a row, divides it is multiplied by
   its reciprocal, and is what it is in a division but for 2 ULP, whatever the divisor is;
   what comes from memory is divided as in C.  If this fails, a quotient is infinite, NaN
   or zero that is a number, or a multiple of the divisor is none any more.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <float.h>
#include <math.h>

enum { N = 7, M = 70 };

#define KERNELS(name, ...)                                                    \
	__attribute__((noipa)) static void name(int n, int m, double c,        \
						double d, const double *restrict x, \
						double *restrict y,            \
						double *restrict z)            \
	{                                                                      \
		__VA_ARGS__                                                    \
		{                                                              \
			for (int i = 0; i < n; i++)                            \
				for (int j = 0; j < m; j++)                    \
					y[i * m + j] = (x[i * m + j] - c) / (i - 3); \
			for (int j = 0; j < n * m; j++)                        \
				y[j] = (y[j] - c) / d;                         \
			for (int j = 0; j < n * m; j++)                        \
				z[j] = x[j] / d;                               \
		}                                                              \
	}

KERNELS(kernel, _Pragma("tensoraot kernel fp(relaxed)"))
KERNELS(plain, )

/* Return whether "x" is not "y", nor within "n" steps of it. */
static int differ(double x, double y, int n)
{
	double up = y, down = y;

	if (isnan(x) || isnan(y))
		return !isnan(x) || !isnan(y);
	for (; n; n--) {
		up = nextafter(up, INFINITY);
		down = nextafter(down, -INFINITY);
	}
	return !(down <= x && x <= up);
}

int main(void)
{
	static const double value[] = {
		1, -1, 0, -0.0, DBL_MIN, DBL_TRUE_MIN, 3 * DBL_TRUE_MIN, DBL_MAX, -DBL_MAX / 2,
		DBL_MAX / 4, 1 / DBL_MAX, 4 / DBL_MAX, INFINITY, NAN, 3, 7, 0.1, 1e300, 1e-300,
	};
	enum { VALUES = sizeof(value) / sizeof(*value) };
	static double x[N * M], y[2][N * M], z[2][N * M];
	int i, k, bad = 0;

	for (i = 0; i < N * M; i++)
		x[i] = i < VALUES ? value[i] : i * 0.37 - 40;
	for (k = 0; k < VALUES; k++) {
		plain(N, M, 0, value[k], x, y[0], z[0]);
		kernel(N, M, 0, value[k], x, y[1], z[1]);
		for (i = 0; i < N * M; i++)
			bad |= differ(y[1][i], y[0][i], 5) || differ(z[1][i], z[0][i], 0);
	}
	return bad;
}
