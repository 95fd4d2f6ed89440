/* Matrices that are gone through several times, a strip of columns at a time: with
   any number of rows and columns each column is what all passes one after the other
   make of it.  Where a column takes from another one, or one pass leaves columns
   out, the strip that it takes from may not have had its first pass yet.  If this
   fails, strips begin where others have not ended, or a pass comes too early.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX = 40 };

#define SIZES int n, int m
#define COLUMNS for (int j = 0; j < m; j++)
#define ROWS for (int i = 0; i < n; i++)

#define FORM(name, type, ...)                                                 \
	__attribute__((noipa)) static void name(                              \
		SIZES, type a[n][m], type s[m], type t[m])                    \
	{                                                                     \
		_Pragma("tensoraot kernel disjoint")                          \
		{                                                             \
			__VA_ARGS__                                           \
		}                                                             \
	}                                                                     \
	__attribute__((noipa)) static void name##_plain(                      \
		SIZES, type a[n][m], type s[m], type t[m])                    \
	{                                                                     \
		__VA_ARGS__                                                   \
	}

/* Centred and scaled, sums down columns or along rows.  */
FORM(scaled, double,
     COLUMNS {
	     s[j] = 0;
	     ROWS s[j] += a[i][j];
	     s[j] /= n;
     }
     COLUMNS {
	     t[j] = 0;
	     ROWS t[j] += (a[i][j] - s[j]) * (a[i][j] - s[j]);
	     t[j] = sqrt(t[j] / n);
	     t[j] = t[j] <= .1 ? 1 : t[j];
     }
     ROWS COLUMNS {
	     a[i][j] -= s[j];
	     a[i][j] /= t[j];
     })
FORM(along, int,
     COLUMNS s[j] = 0;
     ROWS COLUMNS s[j] += a[i][j];
     ROWS COLUMNS a[i][j] = 3 * a[i][j] - s[j];
     COLUMNS t[j] = s[j];
     ROWS COLUMNS t[j] ^= a[i][j];)
/* A running sum down each column, which the second pass needs all of.  */
FORM(running, int,
     for (int i = 1; i < n; i++)
	     COLUMNS a[i][j] += a[i - 1][j];
     ROWS COLUMNS a[i][j] -= a[n - 1][j];
     COLUMNS s[j] = a[0][j];)
/* What goes down a column in scalars, one of which a row has, too.  */
FORM(scalars, double,
     COLUMNS {
	     double x = 0, y = 1e30;
	     ROWS {
		     x = x * .5 + a[i][j];
		     y = y < a[i][j] ? y : a[i][j];
	     }
	     s[j] = x * y;
     }
     ROWS COLUMNS a[i][j] -= s[j] * .01;
     ROWS {
	     double r = a[i][0];
	     COLUMNS a[i][j] += r * .5;
     }
     COLUMNS {
	     double x = 1;
	     ROWS {
		     x = x * .25 + a[i][j];
		     a[i][j] = x;
	     }
	     t[j] = x + s[j];
     })
FORM(down, double,
     COLUMNS {
	     double x = 0;
	     ROWS {
		     x = x * .5 + a[i][j];
		     a[i][j] = x;
	     }
	     s[j] = x;
     }
     ROWS COLUMNS a[i][j] -= s[j] * .01;
     COLUMNS {
	     double x = 1;
	     for (int i = n - 1; i >= 0; i--) {
		     x = x * .25 + a[i][j];
		     a[i][j] = x;
	     }
	     t[j] = x + s[j];
     })
/* Columns of other strips: the next, the mirrored, one for all.  */
FORM(next, int,
     COLUMNS s[j] = 0;
     ROWS COLUMNS s[j] += a[i][j];
     for (int i = 0; i < n; i++)
	     for (int j = 0; j < m - 1; j++)
		     a[i][j] -= s[j + 1];)
FORM(mirrored, int,
     COLUMNS s[j] = 0;
     ROWS COLUMNS s[j] += a[i][j];
     ROWS COLUMNS a[i][j] -= s[m - 1 - j];)
FORM(one, int,
     COLUMNS s[j] = 0;
     ROWS COLUMNS s[j] += a[i][j];
     ROWS COLUMNS a[i][j] -= s[m - 1];)
/* The second pass has fewer columns, the third moves them.  */
FORM(fewer, int,
     COLUMNS s[j] = 0;
     ROWS COLUMNS s[j] += a[i][j];
     for (int i = 0; i < n; i++)
	     for (int j = 1; j < m; j++)
		     a[i][j] -= s[j];
     for (int i = 0; i < n; i++)
	     for (int j = 1; j < m; j++)
		     a[i][j - 1] = a[i][j] + s[j];)

#define TEST(name, type, n, m)                                                \
	do {                                                                  \
		enum { ALL = MAX * MAX };                                     \
		static type x[3 * ALL], y[3 * ALL];                           \
		for (int q = 0; q < 3 * ALL; q++)                             \
			x[q] = y[q] = (type)(rand() % 1000) / 8;              \
		name(n, m, (type(*)[m])x, x + ALL, x + 2 * ALL);              \
		name##_plain(n, m, (type(*)[m])y, y + ALL, y + 2 * ALL);      \
		for (int q = 0; q < 3 * ALL; q++)                             \
			if (!same((double)x[q], (double)y[q],                 \
				  sizeof(type) == 8))                         \
				abort();                                      \
	} while (0)

/* Sums of floats may have another order.  */
static int same(double x, double y, int rounds)
{
	return x == y || (rounds && fabs(x - y) <= 1e-9 * (1 + fabs(y)));
}

int main(void)
{
	static const int sizes[] = { 1, 2, 3, 4, 5, 15, 16, 17, 31, MAX };
	enum { N = sizeof sizes / sizeof *sizes };

	for (int r = 0; r < N * N; r++) {
		int n = sizes[r / N], m = sizes[r % N];

		TEST(scaled, double, n, m);
		TEST(along, int, n, m);
		TEST(running, int, n, m);
		TEST(scalars, double, n, m);
		TEST(down, double, n, m);
		TEST(next, int, n, m);
		TEST(mirrored, int, n, m);
		TEST(one, int, n, m);
		TEST(fewer, int, n, m);
	}
	return 0;
}
