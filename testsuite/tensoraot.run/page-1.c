/* Arrays that end where memory does: products of matrices and vectors, of real and of
   complex numbers, with elements side by side and apart, sums, maps, transposed copies,
   rows of which a table has the pointers, also far apart.  If this fails, a kernel, or
   the library that it calls, reads or writes behind an array, which the loops do not.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#define _DEFAULT_SOURCE
#include <complex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, ROOM = 16 * PAGE, BEYOND = 1 << 28 };

/* Where array "i" of three ends: behind it is nothing for a long way.  */
static char *end[3];

static void *array(int i, size_t bytes)
{
	return end[i] - bytes;
}

static void fill(int i, size_t n, size_t size, int is_float)
{
	char *at = array(i, n * size);

	for (size_t k = 0; k < n * size; k += is_float ? 4 : 8)
		if (is_float)
			*(float *)(at + k) = (float)(k / 4 * 7 % 11) - 5;
		else
			*(double *)(at + k) = (double)(k / 8 * 7 % 11) - 5;
}

/* "name": kernel and plain over c, a, b with "nc", "na" and "nb" elements of T; what it
   leaves in c is compared.  */
#define DEFINE(T, pre, isf, name, how, nc, na, nb, ...)				\
	__attribute__((noipa)) static void pre##name##_k(			\
		int n, int m, int l, T *restrict c, const T *restrict a,	\
		const T *restrict b)						\
	{									\
		_Pragma(how) { __VA_ARGS__ }					\
	}									\
	__attribute__((noipa)) static void pre##name##_p(			\
		int n, int m, int l, T *restrict c, const T *restrict a,	\
		const T *restrict b)						\
	{									\
		__VA_ARGS__							\
	}									\
	static int pre##name(int n, int m, int l)				\
	{									\
		size_t size[] = { SOME (nc), SOME (na), SOME (nb) };		\
		T *keep = malloc(size[0] * sizeof(T)), *at[3];			\
		int i, wrong;							\
										\
		for (i = 0; i < 3; i++) {					\
			fill(i, size[i], sizeof(T), isf);			\
			at[i] = array(i, size[i] * sizeof(T));			\
		}								\
		pre##name##_p(n, m, l, at[0], at[1], at[2]);			\
		memcpy(keep, at[0], size[0] * sizeof(T));			\
		fill(0, size[0], sizeof(T), isf);				\
		pre##name##_k(n, m, l, at[0], at[1], at[2]);			\
		wrong = 0;							\
		for (i = 0; i < (int)size[0]; i++)				\
			wrong |= keep[i] != at[0][i];				\
		free(keep);							\
		return wrong;							\
	}

/* So many elements, or none.  */
#define SOME(n) ((n) > 0 ? (n) : 0)
#define AUTO "tensoraot kernel"
#define CALL "tensoraot kernel lower(blas)"
#define FOR(i, n) for (int i = 0; i < n; i++)

#define KERNELS(X, T, pre, isf)							\
	X(T, pre, isf, mv, AUTO, n, n * l, l,					\
	  FOR (i, n) FOR (k, l) c[i] += a[i * l + k] * b[k];)			\
	X(T, pre, isf, mv_t, AUTO, n, n * l, l,					\
	  FOR (i, n) FOR (k, l) c[i] += a[k * n + i] * b[k];)			\
	X(T, pre, isf, mv_apart, AUTO, 3 * n - 2, n * l, 2 * l - 1,		\
	  FOR (i, n) FOR (k, l) c[3 * i] += a[i * l + k] * b[2 * k];)		\
	X(T, pre, isf, mv_t_apart, AUTO, 3 * n - 2, n * l, (l - 1) * m + 1,	\
	  FOR (i, n) FOR (k, l) c[3 * i] -= a[k * n + i] * b[m * k];)		\
	X(T, pre, isf, mm, AUTO, n * m, n * l, l * m,				\
	  FOR (i, n) FOR (j, m) FOR (k, l)					\
		c[i * m + j] += a[i * l + k] * b[k * m + j];)			\
	X(T, pre, isf, mm_t, AUTO, n * m, n * l, l * m,				\
	  FOR (i, n) FOR (j, m) FOR (k, l)					\
		c[i * m + j] -= a[i * l + k] * b[j * l + k];)			\
	X(T, pre, isf, tmm, AUTO, n * m, n * l, l * m,				\
	  FOR (i, n) FOR (j, m) {						\
		T s = 0;							\
		FOR (k, l) s += a[k * n + i] * b[k * m + j];			\
		c[i * m + j] = s;						\
	  })									\
	X(T, pre, isf, outer, AUTO, n * m, n, 2 * m - 1,			\
	  FOR (i, n) FOR (j, m) c[i * m + j] += a[i] * b[2 * j];)		\
	X(T, pre, isf, dot, AUTO, 1, 2 * n - 1, n,				\
	  FOR (i, n) c[0] += a[2 * i] * b[i];)					\
	X(T, pre, isf, called, CALL, 1, 2 * n - 1, n,				\
	  FOR (i, n) c[0] -= a[2 * i] * b[i];)					\
	X(T, pre, isf, rank, AUTO, n * n, n * l, 1,				\
	  FOR (i, n) for (int j = 0; j <= i; j++) FOR (k, l)			\
		c[i * n + j] += a[i * l + k] * a[j * l + k];)			\
	X(T, pre, isf, map, AUTO, n, n, n, FOR (i, n) c[i] = a[i] + b[i] * 2;)	\
	X(T, pre, isf, turn, AUTO, n * m, n * m, 1,				\
	  FOR (i, n) FOR (j, m) c[i * m + j] = a[j * n + i];)			\
	X(T, pre, isf, sums, AUTO, n, n * l, 1,					\
	  FOR (i, n) FOR (k, l) c[i] += a[i * l + k];)				\
	X(T, pre, isf, columns, AUTO, l, n * l, 1,				\
	  FOR (i, n) FOR (k, l) c[k] += a[i * l + k];)				\
	X(T, pre, isf, filter, AUTO, n, n + 4, 5,				\
	  FOR (i, n) FOR (k, 5) c[i] += a[i + k] * b[k];)

#define TYPES(X)								\
	KERNELS(X, float, f, 1)							\
	KERNELS(X, double, d, 0)						\
	KERNELS(X, _Complex float, c, 1)					\
	KERNELS(X, _Complex double, z, 0)

TYPES(DEFINE)

/* One column of a table of rows, of which there may be one.  */
__attribute__((noipa)) static void rows(int n, int l, _Complex float *restrict c,
					const _Complex float *restrict a,
					_Complex float *const *restrict b)
{
#pragma tensoraot kernel
	FOR (i, n) FOR (k, l) c[i] += a[k * n + i] * b[k][1];
}

static int wrong_rows(int n, int l)
{
	_Complex float *c = array(0, n * sizeof(*c)), want[64] = { 0 };
	_Complex float *a = array(1, n * l * sizeof(*a)), *b[64];

	fill(1, n * l, sizeof(*a), 1);
	fill(2, 2 * l, sizeof(*a), 1);
	FOR (k, l) b[k] = (_Complex float *)array(2, 2 * l * sizeof(*a)) + 2 * k;
	FOR (i, n) {
		c[i] = 0;
		FOR (k, l) want[i] += a[k * n + i] * b[k][1];
	}
	rows(n, l, c, a, b);
	FOR (i, n) if (c[i] != want[i]) return 1;
	return 0;
}

/* Sums of differences from rows of a table, which are far apart: several sums at a time
   read the same row.  */
__attribute__((noipa)) static void far(int n, unsigned m, short (*c)[5],
				       short (*a)[5], short **b)
{
#pragma tensoraot kernel
	FOR (i, n) {
		short t[4] = { 0 };

		for (unsigned j = 0; j < m; j++)
			FOR (k, 4) t[k] += (short)(a[i][k] - b[j][k]);
		FOR (k, 4) c[i][k + 1] = t[3 - k];
	}
}

static int wrong_far(int n, int m)
{
	short (*c)[5] = array(0, n * sizeof(*c)), (*a)[5] = array(1, n * sizeof(*a));
	short *b[64], apart = m > 1 ? ROOM / 2 / (m - 1) / 2 : 0;

	FOR (j, m) b[j] = (short *)array(2, 8) - (m - 1 - j) * apart;
	FOR (j, m) FOR (k, 4) b[j][k] = (short)(j * 7 + k);
	FOR (i, n) FOR (k, 4) a[i][k] = (short)(i * 5 - k);
	far(n, m, c, a, b);
	FOR (i, n) FOR (k, 4) {
		short want = 0;

		FOR (j, m) want += (short)(a[i][3 - k] - (j * 7 + 3 - k));
		if (c[i][k + 1] != want)
			return 1;
	}
	return 0;
}

/* Systems of complex triangles, of so many rows that the library makes products.  */
#define SYSTEM(T, name, ...)                                                   \
	__attribute__((noipa)) static void name##_k(int n, T *restrict x,      \
						    const T *restrict a)       \
	{                                                                      \
		_Pragma("tensoraot kernel") { __VA_ARGS__ }                    \
	}                                                                      \
	__attribute__((noipa)) static void name##_p(int n, T *restrict x,      \
						    const T *restrict a)       \
	{                                                                      \
		__VA_ARGS__                                                    \
	}                                                                      \
	static int name(int n)                                                 \
	{                                                                      \
		T *x = array(0, n * sizeof(T)), *a, *want;                     \
		int wrong = 0;                                                 \
                                                                               \
		a = malloc(n * n * sizeof(T));                                 \
		want = malloc(n * sizeof(T));                                  \
		FOR (i, n * n) a[i] = i % 13 ? 0 : 1;                          \
		FOR (i, n) x[i] = want[i] = i % 5 - 2;                         \
		name##_p(n, want, a);                                          \
		name##_k(n, x, a);                                             \
		FOR (i, n) wrong |= x[i] != want[i];                           \
		free(a);                                                       \
		free(want);                                                    \
		return wrong;                                                  \
	}

#define DOWN                                                                   \
	FOR (i, n) for (int k = 0; k < i; k++) x[i] -= a[k * n + i] * x[k];
#define UP                                                                     \
	for (int i = n - 1; i >= 0; i--)                                       \
		for (int k = i + 1; k < n; k++)                                \
			x[i] -= a[k * n + i] * x[k];

SYSTEM(_Complex float, c_down, DOWN)
SYSTEM(_Complex double, z_down, DOWN)
SYSTEM(_Complex float, c_up, UP)
SYSTEM(_Complex double, z_up, UP)

#define TRY(T, pre, isf, name, ...)						\
	if (pre##name(n, m, l))							\
		abort();

int main(void)
{
	static const int size[] = { 0, 1, 2, 3, 6, 9, 18 };

	FOR (i, 3) {
		char *at = mmap(NULL, ROOM + BEYOND, PROT_NONE,
				MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
				0);

		if (at == MAP_FAILED || mprotect(at, ROOM, PROT_READ | PROT_WRITE))
			return 0;
		end[i] = at + ROOM;
	}
	FOR (x, 7) FOR (y, 7) FOR (z, 7) {
		int n = size[x], m = size[y], l = size[z];

		TYPES(TRY)
		if (wrong_rows(n, l) || wrong_far(n, l))
			abort();
	}
	for (int n = 0; n < 150; n++)
		if (c_down(n) || z_down(n) || c_up(n) || z_up(n))
			abort();
	return 0;
}
