/* A library that solves systems of floats multiplies what it has solved by zeros,
   on some processors: an infinity becomes NaN, and so does what is solved beside
   it.  If this fails, such systems are left to it all the same.  */
/* { dg-additional-options "-Wno-unknown-pragmas" } */
#include <math.h>
#include <stdio.h>

enum { N = 70, M = 50, NKERNELS = 4 };

typedef void kernel(int n, int m, float a[n][n], float b[n][m],
		    float c[m][n]);

#define SOLVER(id, how, name, first, x, sum)                                 \
	__attribute__((noipa)) static void id##_##name(                      \
		int n, int m, float a[n][n], float b[n][m], float c[m][n])   \
	{                                                                    \
		how                                                          \
		for (int i = 0; i < first; i++)                              \
			for (int j = 0; j < n + m - first; j++) {            \
				sum;                                         \
			}                                                    \
	}

#define DEFINE(id, how)                                                      \
	SOLVER(id, how, left, n, b,                                          \
	       for (int k = 0; k < i; k++) b[i][j] -= a[i][k] * b[k][j];     \
	       b[i][j] /= a[i][i])                                           \
	SOLVER(id, how, ones, n, b,                                          \
	       for (int k = 0; k < i; k++) b[i][j] -= a[k][i] * b[k][j])     \
	SOLVER(id, how, right, m, c,                                         \
	       for (int k = 0; k < j; k++) c[i][j] -= c[i][k] * a[k][j];     \
	       c[i][j] /= a[j][j])                                           \
	SOLVER(id, how, right_ones, m, c,                                    \
	       for (int k = 0; k < j; k++) c[i][j] -= c[i][k] * a[j][k])     \
	static kernel *const id[] = { id##_left, id##_ones, id##_right,      \
				      id##_right_ones };

DEFINE(plain, )
DEFINE(solve, _Pragma("tensoraot kernel"))

static float a[N * N], b[N * M], c[N * M], want[2][N * M];

/* Fill the matrices: the solutions are small. */
static void fill(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			a[i * N + j] = i == j ? 2 : (i + 2 * j) % 5 / 64.f;
	for (int i = 0; i < N * M; i++)
		b[i] = c[i] = want[0][i] = want[1][i] = 1 + i % 7;
}

/* Whether x and y are both NaN, the same infinity, or close. */
static int alike(float x, float y)
{
	if (isnan(x) || isnan(y))
		return isnan(x) && isnan(y);
	return x == y || fabsf(x - y) < 1e-3f;
}

/* Whether kernel "k" does what its plain twin does to "x" at "at" in matrix
   "of". */
static int agrees(int k, float *of, float *twin, int at, float x)
{
	fill();
	of[at] = x;
	if (twin)
		twin[at] = x;
	solve[k](N, M, (void *)a, (void *)b, (void *)c);
	plain[k](N, M, (void *)a, (void *)want[0], (void *)want[1]);
	for (int i = 0; i < N * M; i++)
		if (!alike(b[i], want[0][i]) || !alike(c[i], want[1][i]))
			return 0;
	return 1;
}

int main(void)
{
	static const float odd[] = { INFINITY, -INFINITY, NAN, 4 };

	for (int t = 0; t < 4; t++)
		for (int k = 0; k < NKERNELS; k++)
			for (int at = 3; at < N * M; at += 211)
				if (!agrees(k, b, want[0], at, odd[t])
				    || !agrees(k, c, want[1], at, odd[t])
				    || !agrees(k, a, NULL, at, odd[t])) {
					printf("kernel %d, %g at %d\n", k,
					       odd[t], at);
					return 1;
				}
	return 0;
}
