/* Loops that go through two arrays across each other run by tiles.  If this
   fails, elements at the edges of tiles are left out, or taken twice, or
   something around the arrays is written.  NaN, infinities, zeros of both signs
   and denormals have to arrive as they are.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 150, ROOM = MOST * MOST + 64 };

/* The kernels of "name" for elements of "type": a transpose, one in two
   statements, one of a slice of a box, and one of ten columns. */
#define KERNELS(type, name, ...)                                             \
	__attribute__((noipa)) static void name##_copy_##type(ARGUMENTS(type)) \
	{                                                                    \
		__VA_ARGS__                                                  \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < m; j++)                          \
				y[j * n + i] = x[i * m + j];                 \
	}                                                                    \
	__attribute__((noipa)) static void name##_two_##type(ARGUMENTS(type)) \
	{                                                                    \
		__VA_ARGS__                                                  \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < m; j++) {                        \
				y[j * n + i] += x[i * m + j];                \
				z[i * m + j] = -y[j * n + i];                \
			}                                                    \
	}                                                                    \
	__attribute__((noipa)) static void name##_part_##type(ARGUMENTS(type)) \
	{                                                                    \
		__VA_ARGS__                                                  \
		for (int k = 1; k < 3; k++)                                  \
			for (int i = 1; i < n - 1; i++)                      \
				for (int j = 0; j < m / 3; j++)              \
					y[(k * (m / 3) + j) * n + i] =       \
						x[(i * 3 + k) * (m / 3) + j] \
						+ z[j];                      \
	}                                                                    \
	__attribute__((noipa)) static void name##_ten_##type(ARGUMENTS(type)) \
	{                                                                    \
		(void)m;                                                     \
		__VA_ARGS__                                                  \
		for (int i = 0; i < n; i++)                                  \
			for (int j = 0; j < 10; j++)                         \
				y[j * n + i] = x[i * 10 + j];                \
	}

#define ARGUMENTS(type) int n, int m, const type *restrict x,                 \
	type *restrict y, type *restrict z

#define TEST(type, most)                                                     \
	KERNELS(type, kernel, _Pragma("tensoraot kernel"))                   \
	KERNELS(type, strict, _Pragma("tensoraot kernel fp(strict)"))        \
	KERNELS(type, plain, )                                               \
	typedef void run_##type(ARGUMENTS(type));                            \
	static run_##type *const runs_##type[4][3] = {                       \
		{ plain_copy_##type, kernel_copy_##type, strict_copy_##type }, \
		{ plain_two_##type, kernel_two_##type, strict_two_##type },  \
		{ plain_part_##type, kernel_part_##type, strict_part_##type }, \
		{ plain_ten_##type, kernel_ten_##type, strict_ten_##type },  \
	};                                                                   \
	static type x_##type[ROOM], y_##type[2][ROOM], z_##type[2][ROOM];    \
                                                                             \
	static void fill_##type(void)                                        \
	{                                                                    \
		const type odd[] = { (type)NAN, (type)INFINITY,              \
				     (type)-INFINITY, (type)-0.0, 0, most,      \
				     (type)FLT_MIN / 4 };                    \
                                                                             \
		for (int i = 0; i < ROOM; i++) {                             \
			x_##type[i] = i % 13 < 7 ? odd[i % 13] : i % 101 - 50; \
			y_##type[0][i] = y_##type[1][i] = i % 17 - 8;        \
			z_##type[0][i] = z_##type[1][i] = i % 19 - 9;        \
		}                                                            \
	}                                                                    \
                                                                             \
	static void test_##type(int n, int m)                                \
	{                                                                    \
		for (int k = 0; k < 8; k++) {                                \
			run_##type *plain = runs_##type[k / 2][0];           \
			run_##type *run = runs_##type[k / 2][1 + k % 2];     \
                                                                             \
			fill_##type();                                       \
			plain(n, m, x_##type, y_##type[0], z_##type[0]);     \
			run(n, m, x_##type, y_##type[1], z_##type[1]);       \
			for (int i = 0; i < ROOM; i++)                       \
				if (!same(y_##type[0][i], y_##type[1][i])    \
				    || !same(z_##type[0][i], z_##type[1][i])) \
					abort();                             \
		}                                                            \
	}

/* Whether "x" and "y" are the same number, or both are none. */
static int same(double x, double y)
{
	return x == y ? signbit(x) == signbit(y) : x != x && y != y;
}

TEST(double, DBL_MAX)
TEST(float, FLT_MAX)

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 7, 31, 32, 33, 63, 64, 65, 97,
				     129, 149 };
	enum { NSIZES = sizeof(sizes) / sizeof(sizes[0]) };

	for (int i = 0; i < NSIZES; i++)
		for (int j = 0; j < NSIZES; j += 1 + (i & 1)) {
			test_double(sizes[i], sizes[j]);
			test_float(sizes[i], sizes[j]);
		}
	return 0;
}
