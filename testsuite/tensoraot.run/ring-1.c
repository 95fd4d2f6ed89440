/* Subscripts that wrap around by a remainder or a mask of constant size, forward and
   backward, of ints and unsigned, along rows, across them and both; sizes at which a row
   is one element, and moduli that are no power of two.  If this fails, what is read at
   the seam is another element, or such a subscript is said to leave its row.  */
/* { dg-additional-options "-Wno-unknown-pragmas -ffp-contract=off" } */
#include <stdlib.h>
#include <string.h>

#define KEEP __attribute__((noipa))
enum { N = 64, M = 48 };

/* Kernels, and the same without: "name" is one of two, "pragma" makes it one.  */
#define RINGS(name, pragma)                                                    \
	KEEP static void name##_rows(double (*restrict v)[N],                  \
				     double (*restrict u)[N])                  \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				v[i][j] = u[i][j] - 2 * u[(i + N - 1) % N][j]  \
					  + 3 * u[i][(j + N - 1) % N]          \
					  - 4 * u[(i + 1) % N][(j + 1) % N];   \
	}                                                                      \
	KEEP static void name##_mask(double (*restrict v)[N],                  \
				     double (*restrict u)[N])                  \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < N; i++)                                    \
			for (int j = 0; j < N; j++)                            \
				v[i][j] = u[(i - 1) & (N - 1)][j]              \
					  - 2 * u[i][(j - 1) & (N - 1)]        \
					  + 3 * u[(i + 1) & (N - 1)]           \
						 [(j + 2) & (N - 1)];          \
	}                                                                      \
	KEEP static void name##_unsigned(double (*restrict v)[M],              \
					 double (*restrict u)[M])              \
	{                                                                      \
		pragma                                                         \
		for (unsigned i = 0; i < M; i++)                               \
			for (unsigned j = 0; j < M; j++)                       \
				v[i][j] = u[(i + 1) % M][j]                    \
					  - 2 * u[i][(j + M - 1u) % M];        \
	}                                                                      \
	KEEP static void name##_far(double *restrict v, double *restrict u,    \
				    int n)                                     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < n; i++)                                    \
			v[i] = u[(i + 5) % M] + 2 * u[i % M]                   \
			       - 3 * u[(i + 7 * M - 3) % M];                   \
	}                                                                      \
	/* What is written wraps around.  */                                   \
	KEEP static void name##_to(double *restrict v, double *restrict u)     \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < M; i++)                                    \
			v[(i + 1) % M] = u[i] * 2 + u[(i + 2) % M];            \
	}                                                                      \
	/* Most of these are not at most one turn away.  */                    \
	KEEP static void name##_turns(double *restrict v, double *restrict u)  \
	{                                                                      \
		pragma                                                         \
		for (int i = 0; i < 4 * M; i++)                                \
			v[i] = u[(i * 3 + 1) % M] - u[(i + i / 2) % M];        \
	}

RINGS(kernel, _Pragma("tensoraot kernel"))
RINGS(plain, )

static double u[N][N], v[2][N][N];

/* Fills v[which] with a value that nothing computes.  */
static double *clear(int which)
{
	for (int i = 0; i < N * N; i++)
		v[which][i / N][i % N] = -7;
	return v[which][0];
}

#define SAME(what)                                                             \
	do {                                                                   \
		clear(0);                                                      \
		clear(1);                                                      \
		what;                                                          \
		if (memcmp(v[0], v[1], sizeof(v[0])))                          \
			abort();                                               \
	} while (0)

int main(void)
{
	for (int i = 0; i < N * N; i++)
		u[i / N][i % N] = (i * 37 % 101 - 50) / 8.0;
	SAME((kernel_rows(v[0], u), plain_rows(v[1], u)));
	SAME((kernel_mask(v[0], u), plain_mask(v[1], u)));
	SAME((kernel_unsigned((double (*)[M])v[0], (double (*)[M])u),
	      plain_unsigned((double (*)[M])v[1], (double (*)[M])u)));
	for (int n = 0; n <= M; n++)
		SAME((kernel_far(v[0][0], u[0], n), plain_far(v[1][0], u[0], n)));
	SAME((kernel_far(v[0][0], u[0], 3 * M + 1),
	      plain_far(v[1][0], u[0], 3 * M + 1)));
	SAME((kernel_to(v[0][0], u[0]), plain_to(v[1][0], u[0])));
	SAME((kernel_turns(v[0][0], u[0]), plain_turns(v[1][0], u[0])));
	return 0;
}
