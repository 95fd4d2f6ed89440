/* Products that are made where the matrices are, of every number of rows up to that of
   two tiles, and of columns about those of a vector and of a panel, with terms before and
   behind those of a block: the right matrix stored by rows and by columns, at the very
   end of memory; the result set, added to, scaled.  All numbers are small whole ones.  If
   this fails, a row or a column of a small product is wrong, or what is behind the
   matrices is read. */
/* { dg-additional-options "-fplugin-arg-tensoraot-blas=none" } */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PRODUCT(name, T, B, OP)                                             \
	__attribute__((noinline)) static void name(                         \
		int m, int n, int k, const T *a, const T *b, T *c, T f)     \
	{                                                                   \
		_Pragma("tensoraot kernel require(lowered) disjoint serial")  \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				T s = 0;                                    \
				for (int p = 0; p < k; p++)                 \
					s += a[i * k + p] * B;              \
				c[i * n + j] OP;                            \
			}                                                   \
	}
PRODUCT(sets, float, b[p * n + j], = s)
PRODUCT(adds, double, b[p * n + j], += s)
PRODUCT(turned_sets, double, b[j * k + p], = s)
PRODUCT(turned_scales, float, b[j * k + p], = f * c[i * n + j] - f * s)

/* The last "bytes" bytes before memory ends. */
static void *at_end(size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t all = (bytes + page - 1) / page * page;
	char *p = mmap(NULL, all + page, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED || mprotect(p + all, page, PROT_NONE))
		abort();
	return p + all - bytes;
}

enum { ROWS = 27, COLS = 40, TERMS = 200 };

/* Element "i" of operand "which". */
static int value(int which, int i)
{
	return (i * 7 + which * 3) % 5 - 2;
}

/* Compare "name" for m, n and k: element (i, j) of the right matrix is number AT, and
   the result is to be WANT. */
#define CHECK(name, T, AT, WANT)                                            \
	do {                                                                \
		T *a = a_##T - m * k, *b = b_##T - k * n, *c = c_##T - m * n; \
		for (int i = 0; i < m * k; i++)                             \
			a[i] = (T)value(1, i);                              \
		for (int i = 0; i < k * n; i++)                             \
			b[i] = (T)value(2, i);                              \
		for (int i = 0; i < m * n; i++)                             \
			c[i] = (T)value(3, i);                              \
		name(m, n, k, a, b, c, 2);                                  \
		for (int i = 0; i < m; i++)                                 \
			for (int j = 0; j < n; j++) {                       \
				int s = 0, old = value(3, i * n + j);       \
				for (int p = 0; p < k; p++)                 \
					s += value(1, i * k + p)            \
					     * value(2, AT);                \
				if (c[i * n + j] != (T)(WANT))              \
					abort();                            \
				(void)old;                                  \
			}                                                   \
	} while (0)

int main(void)
{
	static const int col[] = { 1, 3, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, COLS };
	static const int term[] = { 1, 5, 8, 16, 21, TERMS };
	size_t a = ROWS * TERMS, b = COLS * TERMS, c = ROWS * COLS;
	float *a_float = (float *)at_end(a * sizeof(float)) + a;
	float *b_float = (float *)at_end(b * sizeof(float)) + b;
	float *c_float = (float *)at_end(c * sizeof(float)) + c;
	double *a_double = (double *)at_end(a * sizeof(double)) + a;
	double *b_double = (double *)at_end(b * sizeof(double)) + b;
	double *c_double = (double *)at_end(c * sizeof(double)) + c;

	for (int m = 1; m <= ROWS; m++)
		for (int x = 0; x < 13; x++)
			for (int y = x % 2; y < 6; y += 2) {
				int n = col[x], k = term[y];

				CHECK(sets, float, p * n + j, s);
				CHECK(adds, double, p * n + j, old + s);
				CHECK(turned_sets, double, j * k + p, s);
				CHECK(turned_scales, float, j * k + p,
				      2 * old - 2 * s);
			}
	return 0;
}
