/* Triangles that are copied to the other one, in a matrix or from another: tiles that
   lie in them are turned by squares of vectors, those that the diagonal crosses
   element by element.  If this fails, an element on or beside the diagonal is
   written that is not in the triangle, or left, or a square is turned wrongly.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <complex.h>
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))

/* b[j][i] = a[i][j] where "from" <= j < "to", rows ld apart, a and b the same or
   not.  */
#define TURN(name, T, from, to)                                               \
	KEEP static void turn_##name(int n, int ld, T *b, const T *a)         \
	{                                                                     \
		_Pragma("tensoraot kernel")                                   \
		for (int i = 0; i < n; i++)                                   \
			for (int j = from; j < to; j++)                       \
				b[j * ld + i] = a[i * ld + j];                \
	}                                                                     \
	static void test_##name(int n, int more, int off, int same)           \
	{                                                                     \
		int ld = n + more;                                            \
		size_t size = (size_t)n * ld + 8;                             \
		T *a = malloc(size * sizeof(T)), *b = malloc(size * sizeof(T)); \
		T *c = malloc(size * sizeof(T)), *of = same ? b : a;          \
		if (!a || !b || !c)                                           \
			exit(0);                                              \
		for (size_t i = 0; i < size; i++) {                           \
			a[i] = i % 100003;                                    \
			b[i] = c[i] = same ? a[i] : -1;                       \
		}                                                             \
		for (int i = 0; i < n; i++)                                   \
			for (int j = from; j < to; j++)                       \
				c[off + (size_t)j * ld + i] =                 \
					a[off + (size_t)i * ld + j];          \
		turn_##name(n, ld, b + off, of + off);                        \
		if (memcmp(b, c, size * sizeof(T)))                           \
			abort();                                              \
		free(a);                                                      \
		free(b);                                                      \
		free(c);                                                      \
	}

TURN(above, double, i + 1, n)
TURN(from_diagonal, float, i, n)
TURN(below, double, 0, i)
TURN(to_diagonal, float, 0, i + 1)
TURN(far_above, int, i + 9, n)
TURN(far_below, _Complex float, 0, i - 20)
TURN(both_sides, double, 0, n - i)
TURN(wide, _Complex double, i + 1, n)

int main(void)
{
	static const int size[] = { 0,	1,  2,	7,  8,	9,  15,	 16,  17,  19, 20,
				    21, 39, 40, 41, 63, 64, 65, 127, 129, 200, 300 };

	for (unsigned i = 0; i < sizeof(size) / sizeof(*size); i++)
		for (int k = 0; k < 4; k++)
			for (int same = 0; same < 2; same++) {
				test_above(size[i], k, 2 * k, same);
				test_from_diagonal(size[i], 3 * k, k, same);
				test_below(size[i], 8 * k, k, same);
				test_to_diagonal(size[i], k, k, same);
				test_far_above(size[i], 16 * k, k, same);
				test_far_below(size[i], k, k, same);
				test_wide(size[i], k, k, same);
				/* In place it would depend on its order.  */
				test_both_sides(size[i], k, k, 0);
			}
	test_above(2561, 7, 3, 0);
	test_from_diagonal(4000, 0, 0, 1);
	return 0;
}
