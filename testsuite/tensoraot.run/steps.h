/* steps.h - stencils repeated in time and a table of which each element needs its
   neighbours, as kernels and as plain loops, in arrays with a border that nothing
   may touch: "RUN" stops unless both come to the same, to the last bit.  */
#include <stdlib.h>
#include <string.h>

#define LINE                                                        \
	for (long t = 0; t < steps; t++) {                          \
		for (long i = 1; i < n - 1; i++)                    \
			b[i] = 0.25 * (a[i - 1] + a[i] + a[i + 1]); \
		for (long i = 1; i < n - 1; i++)                    \
			a[i] = 0.5 * (b[i - 1] + b[i + 1]);         \
	}

#define PLANE                                                             \
	for (long t = 0; t < steps; t++) {                                \
		for (long i = 1; i < n - 1; i++)                          \
			for (long j = 1; j < m - 1; j++)                  \
				b[i][j] = 0.2 * (a[i][j] + a[i][j - 1]    \
						 + a[i][j + 1]            \
						 + a[i + 1][j]            \
						 + a[i - 1][j]);          \
		for (long i = 1; i < n - 1; i++)                          \
			for (long j = 1; j < m - 1; j++)                  \
				a[i][j] = b[i][j];                        \
	}

#define PLACE                                                              \
	for (long t = 0; t < steps; t++)                                   \
		for (long i = 1; i < n - 1; i++)                           \
			for (long j = 1; j < m - 1; j++)                   \
				a[i][j] = (a[i - 1][j - 1] + a[i - 1][j]   \
					   + a[i - 1][j + 1] + a[i][j - 1] \
					   + a[i][j] + a[i][j + 1]         \
					   + a[i + 1][j - 1] + a[i + 1][j] \
					   + a[i + 1][j + 1]) / 9.0;

#define WAVES                                                              \
	for (long t = 0; t < steps; t++) {                                 \
		for (long j = 0; j < m; j++)                               \
			b[0][j] = f[t];                                    \
		for (long i = 1; i < n; i++)                               \
			for (long j = 0; j < m; j++)                       \
				b[i][j] -= 0.5 * (c[i][j] - c[i - 1][j]);  \
		for (long i = 0; i < n; i++)                               \
			for (long j = 1; j < m; j++)                       \
				a[i][j] -= 0.5 * (c[i][j] - c[i][j - 1]);  \
		for (long i = 0; i < n - 1; i++)                           \
			for (long j = 0; j < m - 1; j++)                   \
				c[i][j] -= 0.75 * (a[i][j + 1] - a[i][j]   \
						   + b[i + 1][j] - b[i][j]); \
	}

#define SPACE                                                                \
	for (long t = 0; t < steps; t++) {                                   \
		for (long i = 1; i < n - 1; i++)                             \
			for (long j = 1; j < m - 1; j++)                     \
				for (long k = 1; k < l - 1; k++)             \
					b[i][j][k] = 0.125                   \
						* (a[i + 1][j][k]            \
						   + a[i - 1][j][k]          \
						   + a[i][j + 1][k]          \
						   + a[i][j - 1][k]          \
						   + a[i][j][k + 1]          \
						   + a[i][j][k - 1]);        \
		for (long i = 1; i < n - 1; i++)                             \
			for (long j = 1; j < m - 1; j++)                     \
				for (long k = 1; k < l - 1; k++)             \
					a[i][j][k] = b[i][j][k];             \
	}

#define TABLE                                                              \
	for (long i = 1; i < n; i++)                                       \
		for (long j = 1; j < m; j++)                               \
			c[i][j] = x[i] == y[j] ? c[i - 1][j - 1] + 1       \
				  : c[i - 1][j] > c[i][j - 1]              \
					  ? c[i - 1][j] : c[i][j - 1];

#define BOTH(name, body, ...)                                             \
	__attribute__((noinline)) static void name##_kernel(__VA_ARGS__)  \
	{                                                                 \
		_Pragma("tensoraot kernel fp(strict)") body                         \
	}                                                                 \
	__attribute__((noinline)) static void name##_plain(__VA_ARGS__)   \
	{                                                                 \
		body                                                      \
	}

BOTH(line, LINE, long steps, long n, double *restrict a, double *restrict b)
BOTH(plane, PLANE, long steps, long n, long m, double (*restrict a)[m],
     double (*restrict b)[m])
BOTH(place, PLACE, long steps, long n, long m, double (*restrict a)[m])
BOTH(waves, WAVES, long steps, long n, long m, double (*restrict a)[m],
     double (*restrict b)[m], double (*restrict c)[m], const double *restrict f)
BOTH(space, SPACE, long steps, long n, long m, long l,
     float (*restrict a)[m][l], float (*restrict b)[m][l])
BOTH(table, TABLE, long n, long m, int (*restrict c)[m],
     const int *restrict x, const int *restrict y)

#ifndef MOST
#define MOST 300000
#endif
enum { BORDER = 64 };
static double data[2][3][MOST + 2 * BORDER];
static double force[100];
static int word[2][2000];

/* Fill both copies of all arrays. */
static void fill(void)
{
	for (int i = 0; i < 100; i++)
		force[i] = i % 7;
	for (int i = 0; i < 2000; i++) {
		word[0][i] = i * 31 % 5;
		word[1][i] = i * 17 % 5;
	}
	for (int i = 0; i < 2 * 3; i++)
		for (long j = 0; j < MOST + 2 * BORDER; j++)
			data[i / 3][i % 3][j] = (double)(j * 7919 % 1009
							 + i % 3) / 64;
}

/* Stop unless both copies are the same, to the last bit. */
static void same(void)
{
	if (memcmp(data[0], data[1], sizeof data[0]))
		abort();
}

#define A(which) (void *)(data[which][0] + BORDER)
#define B(which) (void *)(data[which][1] + BORDER)
#define C(which) (void *)(data[which][2] + BORDER)
#define RUN(name, args, ...)                     \
	do {                                     \
		fill();                          \
		name##_kernel args(0, __VA_ARGS__); \
		name##_plain args(1, __VA_ARGS__);  \
		same();                          \
	} while (0)
#define ARGS_LINE(w, s, n) (s, n, A(w), B(w))
#define ARGS_PLANE(w, s, n, m) (s, n, m, A(w), B(w))
#define ARGS_PLACE(w, s, n, m) (s, n, m, A(w))
#define ARGS_WAVES(w, s, n, m) (s, n, m, A(w), B(w), C(w), force)
#define ARGS_SPACE(w, s, n, m, l) (s, n, m, l, A(w), B(w))
#define ARGS_TABLE(w, n, m) (n, m, A(w), word[0], word[1])

