/* What a complex number is divided by is zero, or infinite, of one sign or the other, and
   made of a factor whose parts are negative: the same bits as without a kernel.  If this
   fails, the sign of a factor was taken elsewhere, which turns that of zeros and of what
   is divided by them.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager -ffp-contract=off" } */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { N = 17 };
typedef double complex T;

#define FORMS(name, pragma)                                                  \
	KEEP static void name##_minus(unsigned n, T x[n + 4][n], const T *y) \
	{                                                                    \
		pragma                                                       \
		for (unsigned i = 0; i < n; i++)                             \
			for (unsigned j = 0; j < n; j++)                     \
				x[i][j] -= (T)__builtin_complex(2.0, 1.0)    \
					   / ((y[i * n + j] - x[i][j])       \
					      * (T)__builtin_complex(-2.0, -1.0)); \
	}                                                                    \
	KEEP static void name##_plus(unsigned n, T x[n + 4][n], const T *y)  \
	{                                                                    \
		pragma                                                       \
		for (unsigned i = 0; i < n; i++)                             \
			for (unsigned j = 0; j < n; j++)                     \
				x[i][j] += (x[i][j] - y[i * n + j])          \
					   * (T)__builtin_complex(-1.0, 0.0) \
					   / -(y[i * n + j] - 3.0);          \
	}                                                                    \
	KEEP static void name##_times(unsigned n, T x[n + 4][n], const T *y) \
	{                                                                    \
		pragma                                                       \
		for (unsigned i = 0; i < n; i++)                             \
			for (unsigned j = 0; j < n; j++)                     \
				x[i][j] = -(x[i][j] * (T)__builtin_complex(-0.0, -1.0)) \
					  - y[i * n + j];                    \
	}                                                                    \
	KEEP static void name##_negated(unsigned n, T x[n + 4][n], const T *y) \
	{                                                                    \
		pragma                                                       \
		for (unsigned i = 0; i < n; i++)                             \
			for (unsigned j = 0; j < n; j++) {                   \
				T t = y[i * n + j] * (T)__builtin_complex(-2.0, -1.0); \
				x[i][j] = -t;                                \
			}                                                    \
	}

#define NOTHING
FORMS(kernel, _Pragma("tensoraot kernel fp(strict)"))
FORMS(plain, NOTHING)

static T x[2][(N + 4) * N], y[N * N];

static void fill(void)
{
	static const double v[] = { 0.0, -0.0, 1, -1, 3, 1e-310, -1e-310,
				    1e300, -1e300, __builtin_inf(), -__builtin_inf() };

	for (int i = 0; i < N * N; i++) {
		y[i] = __builtin_complex(v[i % 11], v[i / 11 % 11]);
		x[0][i] = x[1][i] = i % 3 ? y[i] : __builtin_complex(v[i * 7 % 11], v[i % 5]);
	}
}

/* Whether a number of "a" and "b" is another one; all NaN are one.  */
static int differ(const T *a, const T *b)
{
	const double *p = (const double *)a, *q = (const double *)b;

	for (int i = 0; i < 2 * N * N; i++)
		if (memcmp(&p[i], &q[i], sizeof *p) && (p[i] == p[i] || q[i] == q[i]))
			return 1;
	return 0;
}

#define TRY(name)                                       \
	fill();                                         \
	kernel_##name(N, (void *)x[0], y);              \
	plain_##name(N, (void *)x[1], y);               \
	if (differ(x[0], x[1]))                         \
		abort();

int main(void)
{
	TRY(minus)
	TRY(plus)
	TRY(times)
	TRY(negated)
	return 0;
}
