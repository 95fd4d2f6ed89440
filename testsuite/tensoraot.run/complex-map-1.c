/* Maps of complex numbers compute bit for bit what the loops do, with C's own
   products and quotients of infinities.  If this fails, an operator on complex
   numbers is emitted as another, a part is taken for the other, or the recovery
   of infinities in products was lost.  */
#include "pairs.h"

enum { N = 40000 };

/* "name" computes "e" for each element, "plain" too, in "T" with parts "R".  */
#define DEFINE(T, R, pre, name, e)                                         \
	__attribute__((noipa)) static void pre##_##name(                   \
		long n, T *restrict y, const T *restrict x, T c, R r)      \
	{                                                                  \
		_Pragma("tensoraot kernel") for (long i = 0; i < n; i++)   \
			y[i] = e;                                          \
	}                                                                  \
	__attribute__((noipa)) static void pre##_##name##_plain(           \
		long n, T *restrict y, const T *restrict x, T c, R r)      \
	{                                                                  \
		for (long i = 0; i < n; i++)                               \
			y[i] = e;                                          \
	}

#define MAPS(MAP)                                                          \
	MAP(_Complex float, float, c64, product, x[i] * c)                 \
	MAP(_Complex float, float, c64, quotient, x[i] / c)                \
	MAP(_Complex float, float, c64, conjugates, conjf(x[i]) * c)       \
	MAP(_Complex float, float, c64, scaled, r * x[i])                  \
	MAP(_Complex float, float, c64, in_place, r * x[i] + y[i] * c)     \
	MAP(_Complex float, float, c64, choice,                            \
	    x[i] == c ? r : x[i] != y[i] ? x[i] : c)                       \
	MAP(_Complex double, double, c128, square, x[i] * x[i] + c)        \
	MAP(_Complex double, double, c128, difference, c - x[i])           \
	MAP(_Complex double, double, c128, negative, -x[i])                \
	MAP(_Complex double, double, c128, conjugate, conj(x[i]))          \
	MAP(_Complex double, double, c128, shifted, r + x[i])              \
	MAP(_Complex double, double, c128, turned, x[i] * I)               \
	MAP(_Complex double, double, c128, constant, 3 - 2 * I)            \
	MAP(_Complex double, double, c128, swapped,                        \
	    cimag(x[i]) + creal(x[i]) * I)                                 \
	MAP(_Complex double, double, c128, parts,                          \
	    creal(x[i] * c) + r * cimag(x[i] * c) * I)                     \
	MAP(_Complex double, double, c128, index, i % 5)

MAPS(DEFINE)

#define RUN(T, R, pre, name, e)                                            \
	do {                                                               \
		static T x[N], y[N], z[N];                                 \
		pre##_fill(N, x, 1, wild);                                 \
		pre##_fill(N, y, 5, wild);                                 \
		pre##_fill(N, z, 5, wild);                                 \
		pre##_##name(n, y, x, c, r);                               \
		went(n < N / 2 ? ANY : LOWERED);                           \
		pre##_##name##_plain(n, z, x, c, r);                       \
		pre##_compare(N, y, z, true);                              \
	} while (0);

static void run(long n, double complex c, double r, bool wild)
{
	MAPS(RUN)
}

int main(void)
{
	static const long sizes[] = { -1, 0, 1, 2, 7, 33, N };

	for (int i = 0; i < 7; i++) {
		run(sizes[i], 4 - 2 * I, 3, false);
		run(sizes[i], -1 + 2 * I, -2, true);
		run(sizes[i], __builtin_complex(-0.0, (double)INFINITY), 0,
		    true);
		run(sizes[i], __builtin_complex((double)INFINITY, (double)NAN),
		    INFINITY, true);
	}
	return 0;
}
