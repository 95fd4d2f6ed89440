/* A constant times the larger, or lesser, of numbers that wrap around: the product may be
   less than that of the other.  If this fails, the larger of two products stands for the
   product of the larger: the compiler's folding of what is emitted did that.  */
#include <stdint.h>
#include <stdlib.h>

#define N 300

/* A multiple of one number times the larger of the squares of multiples of two.  */
#define BODY(T, OP)							\
	for (int i = 0; i < n; i++) {					\
		T b = (T)(x[2 * i + 1] * 3), a = (T)(x[2 * i] * 2);	\
		T m = (T)(a * a) OP (T)(b * b) ? (T)(a * a)		\
					       : (T)(b * b);		\
		y[i] = (T)((T)(x[2 * i] * 3) * m);			\
	}

#define DEFINE(name, T, OP)							\
	__attribute__((noipa)) static void name##_k(int n, T *restrict y,	\
						    const T *restrict x)	\
	{									\
		_Pragma("tensoraot kernel") BODY(T, OP)				\
	}									\
	__attribute__((noipa)) static void name##_p(int n, T *restrict y,	\
						    const T *restrict x)	\
	{									\
		BODY(T, OP)							\
	}									\
	static void name(void)							\
	{									\
		static T x[2 * N], y[N], z[N];					\
									\
		for (int i = 0; i < 2 * N; i++)					\
			x[i] = (T)(i * 2654435761u >> 7);			\
		name##_k(N, y, x);						\
		name##_p(N, z, x);						\
		for (int i = 0; i < N; i++)					\
			if (y[i] != z[i])					\
				abort();					\
	}

DEFINE(more8, uint8_t, >)
DEFINE(more16, uint16_t, >)
DEFINE(more32, uint32_t, >)
DEFINE(more64, uint64_t, >)
DEFINE(less16, uint16_t, <)
DEFINE(less32, uint32_t, <)

int main(void)
{
	more8();
	more16();
	more32();
	more64();
	less16();
	less32();
	return 0;
}
