/* What math.h says of numbers: NaN is found by isnan and isunordered, in conditions,
   choices, counts and sums, in every order of sums; signbit finds the sign of zeros
   and NaN.  If this fails, a NaN is taken for a number, one that is only compared with
   is, or a value was left out that is none.  */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define CHECK(c) ((c) ? (void)0 : abort())
#define NOINLINE __attribute__((noinline, noclone))
#define KERNEL(...) KERNEL_(tensoraot kernel __VA_ARGS__)
#define KERNEL_(text) _Pragma(#text)

enum { N = 1000 };

/* Whether "x" is a NaN by its bits. */
static int nan_f(float x)
{
	union { float x; uint32_t u; } v = { x };

	return (v.u & 0x7fffffff) > 0x7f800000;
}

static int nan_d(double x)
{
	union { double x; uint64_t u; } v = { x };

	return (v.u & 0x7fffffffffffffff) > 0x7ff0000000000000;
}

#define KERNELS(p, T, FP, SUMS)                                               \
NOINLINE int p##_count(int n, const T *x)                                     \
{                                                                             \
	int c = 0;                                                            \
	KERNEL(FP require(lowered))                                           \
	for (int i = 0; i < n; i++)                                           \
		c += isnan(x[i]) != 0;                                        \
	return c;                                                             \
}                                                                             \
NOINLINE T p##_sum(int n, const T *x)                                         \
{                                                                             \
	T s = 0;                                                              \
	KERNEL(FP SUMS)                                                       \
	for (int i = 0; i < n; i++) {                                         \
		if (isnan(x[i]))                                              \
			continue;                                             \
		s += x[i];                                                    \
	}                                                                     \
	return s;                                                             \
}                                                                             \
NOINLINE T p##_both(int n, const T *x, const T *y)                            \
{                                                                             \
	T s = 0;                                                              \
	KERNEL(FP SUMS)                                                       \
	for (int i = 0; i < n; i++)                                           \
		if (!isunordered(x[i], y[i]))                                 \
			s += x[i] * y[i];                                     \
	return s;                                                             \
}                                                                             \
NOINLINE void p##_fill(int n, T *x, T v)                                      \
{                                                                             \
	KERNEL(FP require(lowered))                                           \
	for (int i = 0; i < n; i++)                                           \
		if (__builtin_isnan(x[i]))                                    \
			x[i] = v;                                             \
}                                                                             \
NOINLINE void p##_kinds(int n, const T *restrict x, const T *restrict y,      \
			int *restrict k)                                      \
{                                                                             \
	KERNEL(FP require(lowered))                                           \
	for (int i = 0; i < n; i++) {                                         \
		int m = isunordered(x[i], y[i]) ? 1 : 0;                      \
		m += islessgreater(x[i], y[i]) ? 2 : 0;                       \
		m += isunordered(x[i], (T)1) ? 4 : 0;                         \
		m += signbit(x[i]) ? 8 : 0;                                   \
		m += isinf(x[i]) ? 16 : 0;                                    \
		m += isfinite(x[i]) ? 32 : 0;                                 \
		m += isnormal(x[i]) ? 64 : 0;                                 \
		m += !isnan(x[i] - y[i]) ? 128 : 0;                           \
		k[i] = m;                                                     \
	}                                                                     \
}                                                                             \
NOINLINE void p##_cov(int n, int m, const T *restrict x, T *restrict c)       \
{                                                                             \
	KERNEL(FP)                                                            \
	for (int a = 0; a < m; a++)                                           \
		for (int b = 0; b < m; b++) {                                 \
			T s = 0;                                              \
			int k = 0;                                            \
			for (int i = 0; i < n; i++) {                         \
				T u = x[i * m + a], v = x[i * m + b];         \
				if (isnan(u) || isnan(v))                     \
					continue;                             \
				s += u * v;                                   \
				k++;                                          \
			}                                                     \
			c[a * m + b] = k ? s / k : (T)NAN;                    \
		}                                                             \
}

KERNELS(fs, float, fp(strict), )
KERNELS(fa, float, fp(reassociate), require(lowered))
KERNELS(fr, float, fp(relaxed), require(lowered))
KERNELS(ds, double, fp(strict), )
KERNELS(da, double, fp(reassociate), require(lowered))
KERNELS(dr, double, fp(relaxed), require(lowered))

static float xf[N], yf[N];
static double xd[N], yd[N];

#define TEST(p, T, s, is)                                                     \
static void p##_test(void)                                                    \
{                                                                             \
	static T u[N], c[100];                                                \
	static int k[N];                                                      \
	T sum = 0, both = 0;                                                  \
	int count = 0;                                                        \
                                                                              \
	for (int i = 0; i < N; i++) {                                         \
		u[i] = x##s[i];                                               \
		count += is(x##s[i]);                                         \
	}                                                                     \
	for (int i = 0; i < 900; i++) {                                       \
		sum += is(x##s[i]) ? 0 : x##s[i];                             \
		both += is(x##s[i]) || is(y##s[i]) ? 0 : x##s[i] * y##s[i];   \
	}                                                                     \
	CHECK(count > 100 && p##_count(N, x##s) == count);                    \
	CHECK(p##_sum(900, x##s) == sum);                                     \
	CHECK(p##_both(900, x##s, y##s) == both);                             \
	p##_fill(N, u, 5);                                                    \
	for (int i = 0; i < N; i++)                                           \
		CHECK(is(x##s[i]) ? u[i] == 5 : u[i] == x##s[i]);             \
	p##_kinds(N, x##s, y##s, k);                                          \
	for (int i = 0; i < N; i++) {                                         \
		T a = x##s[i], b = y##s[i];                                   \
		int m = is(a) || is(b) ? 1 : a < b || b < a ? 2 : 0;          \
		int inf = !is(a) && __builtin_fabs(a) > 1e30;                 \
                                                                              \
		m += is(a) ? 4 : 0;                                           \
		m += __builtin_copysign(1, a) < 0 ? 8 : 0;                    \
		m += inf ? 16 : is(a) ? 0 : a != 0 ? 96 : 32;                 \
		m += is(a) || is(b) || (inf && a == b) ? 0 : 128;             \
		CHECK(k[i] == m);                                             \
	}                                                                     \
	p##_cov(90, 10, x##s, c);                                             \
	for (int a = 0; a < 10; a++)                                          \
		for (int b = 0; b < 10; b++) {                                \
			T v = 0;                                              \
			int n = 0;                                            \
                                                                              \
			for (int i = 0; i < 90; i++) {                        \
				T f = x##s[i * 10 + a], g = x##s[i * 10 + b]; \
                                                                              \
				v += is(f) || is(g) ? 0 : f * g;              \
				n += !is(f) && !is(g);                        \
			}                                                     \
			CHECK(n ? c[a * 10 + b] == v / n : is(c[a * 10 + b]));\
		}                                                             \
}

TEST(fs, float, f, nan_f)
TEST(fa, float, f, nan_f)
TEST(fr, float, f, nan_f)
TEST(ds, double, d, nan_d)
TEST(da, double, d, nan_d)
TEST(dr, double, d, nan_d)

int main(void)
{
	for (int i = 0; i < N; i++) {
		xf[i] = i * 7 % 5 ? (float)(i % 11 - 5) : NAN;
		yf[i] = i * 3 % 7 ? (float)(i % 13 - 6) : NAN;
		if (i % 11 == 5 && i & 1)
			xf[i] = -0.f;
		if (i % 10 == 3)
			xf[i] = NAN;
		if (i % 35 == 10)
			xf[i] = -NAN;
		if (i >= 900 && i % 9 == 0)
			xf[i] = yf[i] = i & 1 ? INFINITY : -INFINITY;
		xd[i] = xf[i];
		yd[i] = yf[i];
	}
	fs_test();
	fa_test();
	fr_test();
	ds_test();
	da_test();
	dr_test();
	return 0;
}
