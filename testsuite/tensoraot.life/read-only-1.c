/* Constant arrays in memory that cannot be written, string literals, and
   stores that happen only under a condition that never holds.  If this fails,
   a kernel writes what the C does not, if only the value that was there.  */
/* { dg-do run } */
#include "life.h"

enum { N = 5000 };
static const float table[N] = { 1, 2, 3, [200] = 5 };
static const float *const always_constant = table;
static float y[N];
static const char text[] = "The quick brown fox jumps over the lazy dog";

NOINLINE void read(int n, float *restrict a, const float *restrict b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		a[i] = b[i] * 2;
}

NOINLINE void direct(float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < N; i++) /* { dg-optimized "" } */
		a[i] = table[i] + always_constant[i];
}

/* Nothing is written where the condition is false: "a" may be constant. */
NOINLINE void conditional(int n, float *a, int really)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		if (really)
			a[i] = 1;
}

NOINLINE void by_element(int n, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) /* { dg-optimized "" } */
		if (a[i] < 0)
			a[i] = 0;
}

NOINLINE void in_part(int n, int from, int to, float *a)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		if (i >= from && i < to)
			a[i] += 1;
}

/* A sum in memory over no terms: not written. */
NOINLINE void memory_sum(int n, int m, float *a, const float *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i] += b[j];
}

NOINLINE void matrix_sum(int n, int m, int k, double *c, const double *a,
			 const double *b)
{
#pragma tensoraot kernel
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++)
			for (int p = 0; p < k; p++)
				c[i * m + j] += a[i * k + p] * b[p * m + j];
}

/* Characters of a literal. */
NOINLINE int letters(int n, const char *s, char *restrict up)
{
	int sum = 0;

#pragma tensoraot kernel
	for (int i = 0; i < n; i++) {
		up[i] = s[i] >= 'a' && s[i] <= 'z' ? s[i] - 32 : s[i];
		sum += s[i];
	}
	return sum;
}

int main(void)
{
	static const double zeros[1600] = { 0 };
	static double d[1600];
	char up[sizeof text];
	int sum = 0;

	read(N, y, table);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 2 * table[i]);
	direct(y);
	for (int i = 0; i < N; i++)
		CHECK(y[i] == 2 * table[i]);
	conditional(N, (float *)table, 0);
	conditional(0, (float *)table, 1);
	by_element(N, (float *)table);
	in_part(N, N, 2 * N, (float *)table);
	in_part(N, 50, 50, (float *)table);
	memory_sum(N, 0, (float *)table, y);
	memory_sum(0, N, (float *)table, y);
	matrix_sum(40, 40, 0, (double *)zeros, d, d);
	matrix_sum(0, 40, 40, (double *)zeros, d, d);
	for (int i = 0; i < (int)sizeof text; i++)
		sum += text[i];
	CHECK(letters(sizeof text, text, up) == sum && up[1] == 'H'
	      && !up[sizeof text - 1]);
	CHECK(letters(5, "hello", up) == 'h' + 'e' + 2 * 'l' + 'o'
	      && up[4] == 'O');
	return 0;
}
