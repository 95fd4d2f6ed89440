/* Where the routines of a library and the loops of C differ: a factor of 0,
   which they take for "do not look", NaN and infinities beside zeros, zeros
   that the loops skip, norms whose squares overflow, the place of the largest
   among NaN.  If this fails, a NaN is lost or there is one that C has not.  */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 72, BIG = 20000 };

#define ARGUMENTS                                                            \
	int n, double f, double g, const double (*a)[N],                     \
		const double (*b)[N], double (*c)[N], const double *x, double *y
#define FOR(i, n) for (int i = 0; i < n; i++)

#define KERNEL(pre, name, pragma, ...)                                       \
	__attribute__((noipa)) static void pre##_##name(ARGUMENTS)           \
	{                                                                    \
		pragma { __VA_ARGS__ }                                       \
	}

#define KERNELS(pre, pragma)                                                 \
	KERNEL(pre, scal, pragma, FOR(i, BIG) y[i] *= f;)                    \
	KERNEL(pre, scal_column, pragma, FOR(i, n) c[i][3] *= f;)            \
	KERNEL(pre, scal_matrix, pragma, FOR(i, n) FOR(j, n) c[i][j] *= f;)  \
	KERNEL(pre, axpy, pragma, FOR(i, BIG) y[i] += f * x[i];)             \
	KERNEL(pre, axpby, pragma, FOR(i, BIG) y[i] = f * x[i] + g * y[i];)  \
	KERNEL(pre, dot, pragma, double s = 0;                               \
	       FOR(i, BIG) s += x[i] * y[i];                                 \
	       y[0] = s;)                                                    \
	KERNEL(pre, gemv, pragma, FOR(i, n) {                                \
		y[i] *= g;                                                   \
		FOR(j, n) y[i] += f * a[i][j] * x[j];                        \
	       })                                                            \
	KERNEL(pre, gemv_after, pragma, FOR(i, n) {                          \
		double s = 0;                                                \
		FOR(j, n) s += a[j][i] * x[j];                               \
		y[i] = f * s + g * y[i];                                     \
	       })                                                            \
	KERNEL(pre, gemv_no_zeros, pragma, FOR(j, n) if (x[j] != 0)          \
	       FOR(i, n) y[i] += a[i][j] * x[j];)                            \
	KERNEL(pre, ger, pragma, FOR(i, n) FOR(j, n)                         \
	       c[i][j] += f * x[i] * x[j + 100];)                            \
	KERNEL(pre, ger_no_zeros, pragma, FOR(i, n) if (x[i] != 0)           \
	       FOR(j, n) c[i][j] += x[i] * x[j + 100];)                      \
	KERNEL(pre, gemm_after, pragma, FOR(i, n) FOR(j, n) {                \
		double s = 0;                                                \
		FOR(k, n) s += a[i][k] * b[k][j];                            \
		c[i][j] = f * s + g * c[i][j];                               \
	       })                                                            \
	KERNEL(pre, gemm_no_zeros, pragma, FOR(i, n) FOR(k, n)               \
	       if (a[i][k] != 0) FOR(j, n) c[i][j] += a[i][k] * b[k][j];)    \
	KERNEL(pre, gemm_by_sign, pragma, FOR(i, n) FOR(j, n) {              \
		double s = 0;                                                \
		FOR(k, n) if (a[i][k] > 0) s += a[i][k] * b[k][j];           \
		c[i][j] = s;                                                 \
	       })                                                            \
	KERNEL(pre, syrk, pragma, FOR(i, n) for (int j = 0; j <= i; j++) {   \
		c[i][j] *= g;                                                \
		FOR(k, n) c[i][j] += f * a[i][k] * a[j][k];                  \
	       })                                                            \
	KERNEL(pre, syr2k, pragma, FOR(i, n) for (int j = 0; j <= i; j++) {  \
		c[i][j] *= g;                                                \
		FOR(k, n) c[i][j] += f * a[i][k] * b[j][k]                   \
				     + f * b[i][k] * a[j][k];                \
	       })                                                            \
	KERNEL(pre, trmm, pragma, FOR(i, n) FOR(j, n) {                      \
		for (int k = i + 1; k < n; k++)                              \
			c[i][j] += a[k][i] * c[k][j];                        \
		c[i][j] *= f;                                                \
	       })                                                            \
	KERNEL(pre, trsm, pragma, FOR(i, 24) FOR(j, n) {                     \
		c[i][j] *= f;                                                \
		for (int k = 0; k < i; k++) c[i][j] -= a[i][k] * c[k][j];    \
	       })                                                            \
	KERNEL(pre, norm, pragma, double s = 0;                              \
	       FOR(i, BIG) {                                                 \
		double e = x[i] * 0x1p600;                                   \
		s += e * e;                                                  \
	       }                                                             \
                                                                             \
	       y[0] = sqrt(s);)                                              \
	KERNEL(pre, least_norm, pragma, double s = 0;                        \
	       FOR(i, BIG) {                                                 \
		double e = x[i] * 0x1p-600;                                  \
		s += e * e;                                                  \
	       }                                                             \
                                                                             \
	       y[0] = sqrt(s);)                                              \
	KERNEL(pre, amax, pragma, int at = 0; double most = fabs(x[0]);      \
	       FOR(i, BIG) if (fabs(x[i]) > most) {                          \
		most = fabs(x[i]);                                           \
		at = i;                                                      \
	       }                                                             \
	       y[0] = at;)                                                   \
	KERNEL(pre, amax_by_place, pragma, int at = 0;                       \
	       FOR(i, BIG) if (fabs(x[i]) > fabs(x[at])) at = i;             \
	       y[0] = at;)                                                   \
	KERNEL(pre, of_three, pragma, int at = 0; double most = x[0];        \
	       FOR(i, 3) if (x[i] > most) {                                  \
		most = x[i];                                                 \
		at = i;                                                      \
	       }                                                             \
	       y[0] = at;)

#define ALL(X)                                                               \
	X(scal) X(scal_column) X(scal_matrix) X(axpy) X(axpby) X(dot)        \
	X(gemv)                                                              \
	X(gemv_after) X(gemv_no_zeros) X(ger) X(ger_no_zeros) X(gemm_after)  \
	X(gemm_no_zeros) X(gemm_by_sign) X(syrk) X(syr2k) X(trmm) X(trsm)    \
	X(norm) X(least_norm) X(amax) X(amax_by_place) X(of_three)

KERNELS(kernel, _Pragma("tensoraot kernel"))
KERNELS(plain, )

#define ROW(name) { plain_##name, kernel_##name },

static void (*const runs[][2])(ARGUMENTS) = { ALL(ROW) };

static double a[N][N], b[N][N], c[2][N][N], x[BIG], y[2][BIG];

/* Small whole numbers, about half of them 0, and "odd" here and there in what
   "where" says. */
static void fill(double odd, int where)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = (i * 7 + j * 3) % 5 % 3;
			b[i][j] = (i * 5 + j * 11) % 7 - 3;
			c[0][i][j] = c[1][i][j] = (i + j) % 3;
		}
	for (int i = 0; i < BIG; i++) {
		x[i] = i * 3 % 7 % 4;
		y[0][i] = y[1][i] = i % 3;
	}
	x[2222] = 9;
	if (where == 0)
		a[5][7] = a[40][3] = a[60][61] = odd;
	if (where == 1)
		b[8][7] = b[39][N - 1] = odd;
	if (where == 2)
		c[0][9][4] = c[1][9][4] = c[0][50][3] = c[1][50][3] = odd;
	if (where == 3)
		x[1] = x[33] = x[130] = x[2219] = x[4500] = odd;
	if (where == 4)
		y[0][2] = y[1][2] = y[0][47] = y[1][47] = y[0][3000]
			= y[1][3000] = odd;
	if (where == 5)
		x[0] = odd;
}

/* A NaN is any, and so is a zero. */
static int differ(double p, double q)
{
	return p != q && (p == p || q == q);
}

int main(void)
{
	static const double odd[] = { NAN, INFINITY, -INFINITY };
	static const double factor[][2] = { { 0, 1 },	    { 1, 0 },
					    { -2, INFINITY }, { INFINITY, 0 },
					    { NAN, -2 } };
	int count = sizeof runs / sizeof *runs;

	for (int w = 0; w < 90 * count; w++) {
		const double *f = factor[w / 18 % 5];

		fill(odd[w % 3], w / 3 % 6);
		for (int k = 0; k < 2; k++)
			runs[w / 90][k](N, f[0], f[1], a, b, c[1 - k], x,
					y[1 - k]);
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				if (differ(c[0][i][j], c[1][i][j]))
					abort();
		for (int i = 0; i < BIG; i++)
			if (differ(y[0][i], y[1][i]))
				abort();
	}
	return 0;
}
