/* Loops that are passed over where data say so: rows that are off, pairs under a mask, sums
   of the rows that are on, and of all of them in one, conditions that the loop itself
   changes, one in another, with "or", before several loops, around loops around loops; and
   points among themselves, of which each leaves out itself, or another.  With nothing on,
   all, some; rows of no elements, with a mask that is nowhere where C does not ask it; an
   array that is nowhere where nothing is on.  All numbers are small and whole, so that every
   bit counts in any order.  If this fails, a condition is asked later than C asks it, again,
   or of what is not there, or what is passed over is written, or read on the diagonal where
   it is alone. */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { ROWS = 70, COLS = 37, WAYS = 9 };

#define LOOPS(name, T, pragma)                                                 \
	/* rows that are off are left as they are */                           \
	KEEP static void name##_rows(int n, int m, const int *on, const T *a,  \
				     T *y, T *z)                               \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			if (!on[i])                                            \
				continue;                                      \
			T s = 0;                                               \
			for (int k = 0; k < m; k++)                            \
				s += a[i * m + k] * a[i * m + k];              \
			y[i] = s;                                              \
			z[i] -= 2;                                             \
		}                                                              \
	}                                                                      \
	KEEP static void name##_all(int n, int m, const int *on, const T *a,   \
				    T *y, T *z)                                \
	{                                                                      \
		T s = 1;                                                       \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (on[i] > 1 || (on[i] && i % 2))                     \
				for (int k = 0; k < m; k++)                    \
					s += a[i * m + k];                     \
		y[0] = s;                                                      \
		z[0] = 0;                                                      \
	}                                                                      \
	KEEP static void name##_columns(int n, int m, const int *on,           \
					const T *a, T *y, T *z)                \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (on[i])                                             \
				for (int k = 0; k < m; k++)                    \
					z[k] += a[i * m + k];                  \
			else                                                   \
				y[i] = 7;                                      \
	}                                                                      \
	/* what is asked is changed by what it is asked for */                 \
	KEEP static void name##_own(int n, int m, const int *on, const T *a,   \
				    T *y, T *z)                                \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (y[i] > 0)                                          \
				for (int k = 0; k < m; k++)                    \
					y[i] -= a[i * m + k] + on[i];          \
		pragma                                                         \
		for (int i = 0; i + 1 < n; i++)                                \
			if (z[i] < 5)                                          \
				for (int k = 0; k < m; k++)                    \
					z[i + 1] = z[i] + a[i * m + k];        \
	}                                                                      \
	KEEP static void name##_nested(int n, int m, const int *on,            \
				       const T *a, T *y, T *z)                 \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (on[i]) {                                           \
				y[i] = 0;                                      \
				for (int j = 0; j < n; j++)                    \
					if (on[j] > 1) {                       \
						T s = 0;                       \
						for (int k = 0; k < m; k++)    \
							s += a[i * m + k] *    \
							     a[j * m + k];     \
						y[i] += s;                     \
					} else {                               \
						y[i] -= 1;                     \
					}                                      \
			} else {                                               \
				for (int k = 0; k < m; k++)                    \
					z[i] += a[i * m + k];                  \
			}                                                      \
	}                                                                      \
	KEEP static void name##_most(int n, int m, const int *on, const T *a,  \
				     T *y, T *z)                               \
	{                                                                      \
		T most = -100;                                                 \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			if (on[i] == 1) {                                      \
				for (int k = 0; k < m; k++)                    \
					most = a[i * m + k] > most             \
						       ? a[i * m + k]          \
						       : most;                 \
				for (int k = 0; k < m; k++)                    \
					if (a[i * m + k] < 0)                  \
						most = most - 1;               \
				y[i] = most;                                   \
			}                                                      \
		z[0] = most;                                                   \
	}                                                                      \
	/* C asks this only where there is an element */                       \
	KEEP static void name##_inside(int n, int m, const int *on,            \
				       const T *a, T *y, T *z)                 \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int k = 0; k < m; k++)                            \
				if (on[i])                                     \
					y[i] += a[i * m + k] + z[k];           \
	}                                                                      \
	KEEP static void name##_others(int n, int m, const int *on,            \
				       const T *a, T *y, T *z)                 \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T least = 30000;                                       \
			int at = -1;                                           \
			for (int j = 0; j < n; j++) {                          \
				if (j == i)                                    \
					continue;                              \
				T s = 0;                                       \
				for (int k = 0; k < m; k++) {                  \
					T d = a[i * m + k] - a[j * m + k];     \
					s += d * d;                            \
				}                                              \
				if (s < least) {                               \
					least = s;                             \
					at = j;                                \
				}                                              \
			}                                                      \
			y[i] = least;                                          \
			z[i] = (T)at;                                          \
		}                                                              \
	}                                                                      \
	/* one is left out that is not itself; and one for which a sum counts  \
	   that is not made */                                                 \
	KEEP static void name##_but_one(int n, int m, const int *on,           \
					const T *a, T *y, T *z)                \
	{                                                                      \
		T sum = 0;                                                     \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			for (int j = 0; j < n; j++)                            \
				if (j != i + 3) {                              \
					T s = 1;                               \
					for (int k = 0; k < m; k++)            \
						s += a[i * m + k] *            \
						     a[j * m + k];             \
					sum += s > 2 ? 2 : s < -2 ? -2 : s;    \
				}                                              \
		z[0] = sum;                                                    \
		pragma                                                         \
		for (int i = 0; i < n; i++) {                                  \
			T t = 0;                                               \
			for (int j = 0; j < n; j++) {                          \
				T u = 4;                                       \
				if (j != i)                                    \
					for (int k = 0; k < m; k++)            \
						u += a[j * m + k];             \
				t += u > 3 ? 1 : u;                            \
			}                                                      \
			y[i] = t;                                              \
		}                                                              \
	}

#define TEST(name, T, pragma)                                                  \
	LOOPS(name, T, pragma)                                                 \
	LOOPS(plain_##name, T, )                                               \
	static T name##_a[ROWS * COLS], name##_y[2][ROWS], name##_z[2][ROWS];  \
	static void test_##name(int n, int m, const int *on, int nothing)      \
	{                                                                      \
		void (*f[2][WAYS])(int, int, const int *, const T *, T *,      \
				   T *) = {                                    \
			{ name##_rows, name##_all, name##_columns,             \
			  name##_own, name##_nested, name##_most,              \
			  name##_inside, name##_others, name##_but_one },      \
			{ plain_##name##_rows, plain_##name##_all,             \
			  plain_##name##_columns, plain_##name##_own,          \
			  plain_##name##_nested, plain_##name##_most,          \
			  plain_##name##_inside, plain_##name##_others,        \
			  plain_##name##_but_one },                            \
		};                                                             \
		for (int i = 0; i < ROWS * COLS; i++)                          \
			name##_a[i] = (T)(i * 31 % 11 - 5);                    \
		for (int w = 0; w < WAYS; w++) {                               \
			for (int v = 0; v < 2; v++) {                          \
				const T *a = name##_a;                         \
				const int *mask = on;                          \
				for (int i = 0; i < ROWS; i++) {               \
					name##_y[v][i] = (T)(i * 7 % 5 - 2);   \
					name##_z[v][i] = (T)(i % 9);           \
				}                                              \
				if ((nothing && w < 3) || (w == 7 && n < 2))    \
					a = NULL;                              \
				if (w == 6 && !m)                              \
					mask = NULL;                           \
				f[v][w](n, m, mask, a, name##_y[v],            \
					name##_z[v]);                          \
			}                                                      \
			if (memcmp(name##_y[0], name##_y[1],                   \
				   sizeof(name##_y[0])) ||                     \
			    memcmp(name##_z[0], name##_z[1],                   \
				   sizeof(name##_z[0])))                       \
				abort();                                       \
		}                                                              \
	}

TEST(floats, float, _Pragma("tensoraot kernel disjoint"))
TEST(ints, int, _Pragma("tensoraot kernel disjoint"))
TEST(strict, double, _Pragma("tensoraot kernel fp(strict) disjoint"))
TEST(guarded, float, _Pragma("tensoraot kernel"))

int main(void)
{
	static const int rows[] = { 0, 1, 2, 5, 33, ROWS };
	static const int columns[] = { 0, 1, 3, 16, COLS };
	static int on[ROWS];

	for (int how = 0; how < 4; how++) {
		for (int i = 0; i < ROWS; i++)
			on[i] = how == 3 ? i * 5 % 7 % 3 : how;
		for (int i = 0; i < 6; i++)
			for (int k = 0; k < 5; k++) {
				test_floats(rows[i], columns[k], on, !how);
				test_ints(rows[i], columns[k], on, !how);
				test_strict(rows[i], columns[k], on, !how);
				test_guarded(rows[i], columns[k], on, !how);
			}
	}
	return 0;
}
