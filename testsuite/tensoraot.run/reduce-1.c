/* Sums, products, minima and maxima that leave the kernel as scalars, of
   integers that wrap and of floats whose sums are exact.  If this fails, a
   live-out, the start of a partial result, or the type of a sum is wrong. */
#include <stdint.h>
#include <stdlib.h>

enum { N = 50000 };
static float f[N];
static double d[N];
static int32_t s[N];
static uint8_t u[N];

#define REDUCE(name, T, X, op)                                             \
	__attribute__((noinline)) T name(long n, T start, X *x)            \
	{                                                                  \
		T acc = start;                                             \
		_Pragma("tensoraot kernel") for (long i = 0; i < n; i++)   \
			op;                                                \
		return acc;                                                \
	}                                                                  \
	__attribute__((noinline)) T name##_check(long n, T start, X *x)    \
	{                                                                  \
		T acc = start;                                             \
		for (long i = 0; i < n; i++)                               \
			op;                                                \
		return acc;                                                \
	}

REDUCE(sum_f, float, float, acc += x[i])
REDUCE(sum_d, double, double, acc -= x[i])
REDUCE(dot_d, double, double, acc += x[i] * x[i])
REDUCE(wide, double, float, acc += x[i])
REDUCE(sum_s, uint32_t, int32_t, acc += (uint32_t)x[i])
REDUCE(sum_u, int32_t, uint8_t, acc += x[i])
REDUCE(sum_b, uint8_t, uint8_t, acc += x[i])
REDUCE(max_f, float, float, acc = x[i] > acc ? x[i] : acc)
REDUCE(min_d, double, double, acc = x[i] < acc ? x[i] : acc)
REDUCE(max_s, int32_t, int32_t, acc = x[i] > acc ? x[i] : acc)
REDUCE(min_u, uint8_t, uint8_t, acc = x[i] < acc ? x[i] : acc)
REDUCE(xor_s, int32_t, int32_t, acc ^= x[i])

#define CHECK(name, start, x)                                              \
	if (name(n, start, x) != name##_check(n, start, x))                \
		abort();

static void run(long n)
{
	CHECK(sum_f, 3, f)
	CHECK(sum_d, 3, d)
	CHECK(dot_d, 3, d)
	CHECK(wide, -1, f)
	CHECK(sum_s, 3, s)
	CHECK(sum_u, 3, u)
	CHECK(sum_b, 3, u)
	CHECK(max_f, -100, f)
	CHECK(max_f, 100, f)
	CHECK(min_d, 100, d)
	CHECK(max_s, -1000, s)
	CHECK(max_s, 2000000000, s)
	CHECK(min_u, 255, u)
	CHECK(xor_s, 1, s)
}

int main(void)
{
	for (int i = 0; i < N; i++) {
		f[i] = i % 19 - 9;
		d[i] = i % 23 - 11;
		s[i] = (int32_t)(i * 2654435761u);
		u[i] = (uint8_t)(i * 37 + 5);
	}
	run(-3);
	run(0);
	run(1);
	run(17);
	run(1000);
	run(N);
	return 0;
}
