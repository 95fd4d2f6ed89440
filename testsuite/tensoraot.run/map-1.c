/* Maps of every element type, at sizes around the vector length and around
   where threads begin.  If this fails, a type or a loop's end is wrong.  */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define N 70000
#define MAP(T, name)                                                       \
	static T name##_x[N + 1], name##_y[N + 1], name##_z[N + 1];        \
	__attribute__((noinline)) void name(long n, T *x, T *y, T c)       \
	{                                                                  \
		_Pragma("tensoraot kernel") for (long i = 0; i < n; i++)   \
			y[i] = (T)(x[i] * c + (x[i] > c ? x[i] : c) - 3);  \
	}                                                                  \
	__attribute__((noinline)) void name##_check(long n, T *x, T *y,    \
						    T c)                   \
	{                                                                  \
		for (long i = 0; i < n; i++)                               \
			y[i] = (T)(x[i] * c + (x[i] > c ? x[i] : c) - 3);  \
	}                                                                  \
	static void name##_run(long n)                                     \
	{                                                                  \
		for (long i = 0; i <= n; i++)                              \
			name##_x[i] = (T)(i * 7 % 29);                     \
		memset(name##_y, 77, sizeof name##_y);                     \
		memset(name##_z, 77, sizeof name##_z);                     \
		name(n, name##_x, name##_y, 5);                            \
		name##_check(n, name##_x, name##_z, 5);                    \
		if (memcmp(name##_y, name##_z, sizeof name##_y))           \
			abort();                                           \
	}

MAP(float, f32)
MAP(double, f64)
MAP(int8_t, i8)
MAP(uint8_t, u8)
MAP(int16_t, i16)
MAP(uint16_t, u16)
MAP(int32_t, i32)
MAP(uint32_t, u32)
MAP(int64_t, i64)
MAP(uint64_t, u64)

int main(void)
{
	static const long sizes[] = { -1, 0, 1, 2, 7, 16, 33, 100, 1023, N };

	for (int i = 0; i < 10; i++) {
		f32_run(sizes[i]);
		f64_run(sizes[i]);
		i8_run(sizes[i]);
		u8_run(sizes[i]);
		i16_run(sizes[i]);
		u16_run(sizes[i]);
		i32_run(sizes[i]);
		u32_run(sizes[i]);
		i64_run(sizes[i]);
		u64_run(sizes[i]);
	}
	return 0;
}
