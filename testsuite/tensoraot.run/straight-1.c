/* Choices between values, in one another, of what is computed, divided, read, stored or
   added up under them, and values that are made under a condition and used twice: the same
   as without a kernel, for no element, one, and some vectors.  If this fails, an arm of a
   choice is made of something else, or is done where C does not. */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { MOST = 80 };

#define KERNELS(name, pragma)                                                  \
	KEEP static void name##_limited(int n, const double *u, double *v,     \
					int *k)                                \
	{                                                                      \
		pragma                                                         \
		for (int i = 1; i < n - 1; i++) {                              \
			double a = u[i] - u[i - 1], b = u[i + 1] - u[i];       \
			double s = a * b <= 0 ? 0 : fabs(a) < fabs(b) ? a : b; \
			v[i] = s > 1 ? u[i] + 0.5 * s : u[i] - s * s;          \
		}                                                              \
	}                                                                      \
	KEEP static void name##_signs(int n, const double *u, double *v, int *k) \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			int p = u[i] > 1 ? 1 : u[i] < -1 ? -1 : 0;             \
			if (p != k[i])                                         \
				v[i] = p + 2 * (p ? k[i] : -k[i]);             \
			k[i] = p > 0 ? k[i] - 7 : p < 0 ? k[i] * 3 : 2;        \
		}                                                              \
	}                                                                      \
	KEEP static void name##_divided(int n, const double *u, double *v, int *k) \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			k[i] = k[i] ? 100 / k[i] : 3;                          \
			v[i] = u[i] > 0 ? v[i] / u[i] : u[i] < -2 ? 1 : v[i];  \
		}                                                              \
	}                                                                      \
	KEEP static void name##_sums(int n, const double *u, double *v, int *k) \
	{                                                                      \
		double s = 0, t = 1;                                           \
		int c = 0;                                                     \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			if (u[i] > 0)                                          \
				s += u[i];                                     \
			t = u[i] < t ? u[i] : t;                               \
			c += u[i] > 1 ? k[i] : u[i] < -1 ? -1 : 0;             \
		}                                                              \
		v[0] = s;                                                      \
		v[1] = t;                                                      \
		k[0] = c;                                                      \
	}                                                                      \
	KEEP static void name##_rows(int n, const double *u, double *v, int *k) \
	{                                                                      \
		pragma                                                         \
		for (int t = 0; t < 9; t++) {                                  \
			double s = 0;                                          \
			for (int i = 0; i < n; i++)                            \
				if ((u[i] > u[t] ? 1 : -1) != k[t])            \
					s += u[i + 3];                         \
			v[t] = s;                                              \
		}                                                              \
	}                                                                      \
	KEEP static void name##_barrier(int n, const double *u, double *v, int *k) \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			if (k[i] < 0)                                          \
				continue;                                      \
			v[i] *= sqrt(u[i] * u[i]) + floor(u[i]);               \
			if (v[i] > 3)                                          \
				k[i] = -2;                                     \
			else if (v[i] < -3)                                    \
				v[i] = 0;                                      \
		}                                                              \
	}

KERNELS(kernel, _Pragma("tensoraot kernel fp(strict)"))
KERNELS(plain, )

typedef void kernel(int n, const double *u, double *v, int *k);

static double u[MOST], v[MOST], w[MOST];
static int k[MOST], l[MOST];

static void check(kernel *f, kernel *g)
{
	for (int n = -1; n < MOST - 4; n += n < 20 ? 1 : 7) {
		for (int i = 0; i < MOST; i++) {
			v[i] = w[i] = i % 13 - 6;
			k[i] = l[i] = i % 5 - 1;
		}
		f(n, u, v, k);
		g(n, u, w, l);
		if (memcmp(v, w, sizeof(v)) || memcmp(k, l, sizeof(k)))
			abort();
	}
}

int main(void)
{
	for (int i = 0; i < MOST; i++)
		u[i] = (i * 7919 % 1000) / 64.0 - 5;
	u[33] = INFINITY;
	u[34] = -0.0;
	check(kernel_limited, plain_limited);
	check(kernel_signs, plain_signs);
	check(kernel_divided, plain_divided);
	check(kernel_sums, plain_sums);
	check(kernel_rows, plain_rows);
	check(kernel_barrier, plain_barrier);
	return 0;
}
