/* Tables of something between each of some rows and each of others: the sum or the largest of
   differences, how many elements are the same, products of sums, which are no product of
   matrices, with what is made of each stored by rows, by columns, added to what is there, or
   in two tables; for sizes about those of panels, the last of which begins before the one in
   front of it ends, rows too long for a copy, none, and no memory for one.  Numbers are small
   and whole, so that every bit counts in any order.  If this fails, an element of the last
   panel is added to twice, or read of a row that is not in it, or rows and columns are
   confused. */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 70, COLUMNS = 140, LONG = 600, WAYS = 5 };

static int no_memory;

void *aligned_alloc(size_t alignment, size_t size)
{
	void *p;

	return no_memory || posix_memalign(&p, alignment, size) ? NULL : p;
}

#define TABLES(name, T, pragma)                                                \
	KEEP static void name##_far(int n, int m, int d, const T *x,           \
				    const T *y, T *r, T *q)                    \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				T s = 0;                                       \
				for (int k = 0; k < d; k++) {                  \
					T e = x[i * d + k] - y[j * d + k];     \
					s += e < 0 ? -e : e;                   \
				}                                              \
				r[i * m + j] = s > 5 ? s : 5;                  \
			}                                                      \
	}                                                                      \
	KEEP static void name##_most(int n, int m, int d, const T *x,          \
				     const T *y, T *r, T *q)                   \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				T s = -1;                                      \
				for (int k = 0; k < d; k++) {                  \
					T e = x[i * d + k] - y[j * d + k];     \
					s = e > s ? e : s;                     \
				}                                              \
				r[i * m + j] = s;                              \
				q[i * m + j] = s + 1;                          \
			}                                                      \
	}                                                                      \
	/* an element is added to, which is to happen once */                  \
	KEEP static void name##_added(int n, int m, int d, const T *x,         \
				      const T *y, T *r, T *q)                  \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				T s = 2;                                       \
				for (int k = 0; k < d; k++)                    \
					s += x[i * d + k] == y[j * d + k];     \
				r[i * m + j] += s * 2;                         \
			}                                                      \
	}                                                                      \
	KEEP static void name##_turned(int n, int m, int d, const T *x,        \
				       const T *y, T *r, T *q)                 \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				T s = 0;                                       \
				for (int k = 0; k < d; k++) {                  \
					T e = x[i * d + k] - y[j * d + k];     \
					s += e * e;                            \
				}                                              \
				r[j * n + i] = s;                              \
			}                                                      \
	}                                                                      \
	/* one table is made of what is in another one */                      \
	KEEP static void name##_of(int n, int m, int d, const T *x,            \
				   const T *y, T *r, T *q)                     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < m; j++) {                          \
				T s = q[i * m + j];                            \
				for (int k = 0; k < d; k++)                    \
					s += (x[i * d + k] + 1)                \
					     * (y[j * d + k] + 1);             \
				r[i * m + j] = s - q[i * m + j];               \
			}                                                      \
	}

#define TEST(name, T, pragma)                                                  \
	TABLES(name, T, pragma)                                                \
	TABLES(plain_##name, T, )                                              \
	static T name##_x[ROWS * LONG], name##_y[COLUMNS * LONG],              \
		name##_r[2][ROWS * COLUMNS + 1],                               \
		name##_q[2][ROWS * COLUMNS + 1];                               \
	static void test_##name(int n, int m, int d)                           \
	{                                                                      \
		void (*f[WAYS][2])(int, int, int, const T *, const T *, T *,   \
				   T *) = {                                    \
			{ name##_far, plain_##name##_far },                    \
			{ name##_most, plain_##name##_most },                  \
			{ name##_added, plain_##name##_added },                \
			{ name##_turned, plain_##name##_turned },              \
			{ name##_of, plain_##name##_of },                      \
		};                                                             \
		for (int i = 0; i < n * d; i++)                                \
			name##_x[i] = (T)(i * 31 % 7 - 3);                     \
		for (int i = 0; i < m * d; i++)                                \
			name##_y[i] = (T)(i * 17 % 5 - 2);                     \
		for (int w = 0; w < WAYS; w++) {                               \
			for (int v = 0; v < 2; v++) {                          \
				for (int i = 0; i <= ROWS * COLUMNS; i++) {    \
					name##_r[v][i] = (T)(i % 5);           \
					name##_q[v][i] = (T)(i % 3);           \
				}                                              \
				f[w][v](n, m, d, n ? name##_x : NULL,          \
					n ? name##_y : NULL, name##_r[v],      \
					name##_q[v]);                          \
			}                                                      \
			if (memcmp(name##_r[0], name##_r[1],                   \
				   sizeof(name##_r[0])) ||                     \
			    memcmp(name##_q[0], name##_q[1],                   \
				   sizeof(name##_q[0])))                       \
				abort();                                       \
		}                                                              \
	}

TEST(floats, float, _Pragma("tensoraot kernel disjoint"))
TEST(strict, double, _Pragma("tensoraot kernel fp(strict) disjoint"))
TEST(ints, int, _Pragma("tensoraot kernel disjoint"))

int main(void)
{
	static const int rows[] = { 0, 1, 7, ROWS };
	static const int columns[] = { 0, 1, 31, 33, 64, 65, COLUMNS };
	static const int lengths[] = { 0, 1, 5, 33, LONG };

	for (int i = 0; i < 4; i++)
		for (int j = 0; j < 7; j++)
			for (int k = 0; k < (i < 3 || j < 3 ? 5 : 4); k++)
				for (no_memory = 0; no_memory < 2; no_memory++) {
					test_floats(rows[i], columns[j], lengths[k]);
					test_strict(rows[i], columns[j], lengths[k]);
					test_ints(rows[i], columns[j], lengths[k]);
				}
	return 0;
}
