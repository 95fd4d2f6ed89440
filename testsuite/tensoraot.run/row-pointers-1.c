/* Tables of pointers to rows: lowered where the rows are equally far apart, and
   as written where they are not, where one is there twice, or where they lie
   the other way round.  No pointer is read that the loops do not read: tables
   end where no memory is.  If this fails, rows are taken for a matrix that are
   none, or a table is read too far.  */
/* { dg-additional-options "-fstrict-aliasing" } */
#include "path.h"
#include <math.h>
#include <string.h>
#include <sys/mman.h>

enum { N = 40, LD = 43 };

__attribute__((noipa)) void product(int n, int m, int k, double **a,
				    double **b, double **c)
{
#pragma tensoraot kernel lower(blas)
	for (int i = 0; i < n; i++)
		for (int j = 0; j < m; j++) {
			double s = 0;
			for (int p = 0; p < k; p++)
				s += a[i][p] * b[p][j];
			c[i][j] = s;
		}
}

struct matrix {
	int rows, columns;
	float **row;
};

__attribute__((noipa)) void vector(const struct matrix *m, const float *x,
				   float *y)
{
#pragma tensoraot kernel lower(blas)
	for (int i = 0; i < m->rows; i++) {
		const float *row = m->row[i];
		float s = 0;

		for (int j = 0; j < m->columns; j++)
			s += row[j] * x[j];
		y[i] = s;
	}
}

/* Below the diagonal: neither row 0 of a nor the last one of b is read. */
__attribute__((noipa)) void triangle(int n, double **a, double **b)
{
#pragma tensoraot kernel lower(loops)
	for (int i = 1; i < n; i++)
		for (int j = 0; j < i; j++)
			a[i][j] += 2 * b[i - 1][j];
}

__attribute__((noipa)) void around(int n, int m, double **a, double **b)
{
#pragma tensoraot kernel lower(loops)
	for (int i = 1; i < n - 1; i++)
		for (int j = 1; j < m - 1; j++)
			b[i][j] = a[i - 1][j] + a[i + 1][j] + a[i][j - 1]
				  + a[i][j + 1];
}

__attribute__((noipa)) void walk(int n, int m, double **p)
{
#pragma tensoraot kernel lower(loops)
	for (; n-- > 0; p++)
		for (double *q = *p; q < *p + m; q++)
			*q = *q * 3 + 1;
}

/* What follows another row has to see what was written there. */
__attribute__((noipa)) void after(int n, int m, double **a)
{
#pragma tensoraot kernel lower(loops)
	for (int i = 1; i < n; i++)
		for (int j = 0; j < m; j++)
			a[i][j] = a[i - 1][j] * 0.5 + a[i][j];
}

/* The loops change the table. */
__attribute__((noipa)) void rotate(int n, int m, double **a)
{
#pragma tensoraot kernel
	for (int i = 0; i + 1 < n; i++) {
		double *t = a[i];

		a[i] = a[i + 1];
		a[i + 1] = t;
		for (int j = 0; j < m; j++)
			t[j] += i;
	}
}

/* Matrices of their own behind a table. */
__attribute__((noipa)) void batch(int count, int n, double **a, double **b,
				  double **c)
{
#pragma tensoraot kernel lower(blas)
	for (int q = 0; q < count; q++)
		for (int i = 0; i < n; i++)
			for (int j = 0; j < n; j++) {
				double s = 0;
				for (int p = 0; p < n; p++)
					s += a[q][i * n + p] * b[q][p * n + j];
				c[q][i * n + j] = s;
			}
}

static double memory[3][N * LD], saved[3][N * LD];
static double **table[3];

/* How the rows of a matrix lie. */
enum order { IN_ORDER, SPREAD, TWICE, BACKWARDS, ORDERS };

/* Where row "i" of "n" is. */
static int place(int i, int n, enum order order)
{
	switch (order) {
	case SPREAD:
		return i * LD + (i > n / 2);
	case TWICE:
		return (i - (i == 2)) * LD;
	case BACKWARDS:
		return (n - 1 - i) * LD;
	default:
		return i * LD;
	}
}

/* The start of "n" pointers after which, or before if "first" of which are not
   there, no memory is. */
static void *edge(int n, int first)
{
	static char *page[6];
	static int used;
	int at = used++ % 6;
	char *p;

	if (page[at])
		munmap(page[at], 3 * 4096);
	page[at] = p = mmap(NULL, 3 * 4096, PROT_NONE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED
	    || mprotect(p + 4096, 4096, PROT_READ | PROT_WRITE))
		abort();
	return first ? p + 4096 - first * sizeof(void *)
		     : p + 8192 - n * sizeof(void *);
}

/* Fill matrix "q" of "n" rows in "order", whose first "missing" rows have no
   pointers. */
static void fill(int q, int n, enum order order, int missing)
{
	int i;

	for (i = 0; i < N * LD; i++)
		memory[q][i] = saved[q][i] = (i * (q + 3) % 17) - 8;
	table[q] = edge(n, missing);
	for (i = missing; i < n; i++)
		table[q][i] = memory[q] + place(i, n, order);
}

/* Element "j" of row "i" of the copy of matrix "q". */
static double *copy(int q, int i, int j, int n, enum order order)
{
	return saved[q] + place(i, n, order) + j;
}

/* Stop unless matrix "q" is what its copy is. */
static void same(int q)
{
	if (memcmp(memory[q], saved[q], sizeof memory[q]))
		abort();
}

static void test_product(int n, enum order order)
{
	int q, i, j, p;

	for (q = 0; q < 3; q++)
		fill(q, n, q == 2 ? order : q ? SPREAD * (order == SPREAD)
					      : IN_ORDER, 0);
	product(n, n, n, table[0], table[1], table[2]);
	went(n < 16 ? ANY : order == IN_ORDER ? LOWERED : GUARD);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++) {
			double s = 0;
			for (p = 0; p < n; p++)
				s += *copy(0, i, p, n, IN_ORDER)
				     * *copy(1, p, j, n, SPREAD
						 * (order == SPREAD));
			*copy(2, i, j, n, order) = s;
		}
	same(2);
}

static void test_maps(int n, enum order order)
{
	int i, j;

	fill(0, n, order, n > 0);
	fill(1, n, order, 0);
	triangle(n, table[0], table[1]);
	for (i = 1; i < n; i++)
		for (j = 0; j < i; j++)
			*copy(0, i, j, n, order)
				+= 2 * *copy(1, i - 1, j, n, order);
	same(0);
	fill(0, n, order, 0);
	around(n, n, table[1], table[0]);
	for (i = 1; i < n - 1; i++)
		for (j = 1; j < n - 1; j++)
			*copy(0, i, j, n, order)
				= *copy(1, i - 1, j, n, order)
				  + *copy(1, i + 1, j, n, order)
				  + *copy(1, i, j - 1, n, order)
				  + *copy(1, i, j + 1, n, order);
	same(0);
	fill(0, n, order, 0);
	walk(n, n, table[0]);
	after(n, n, table[0]);
	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			*copy(0, i, j, n, order)
				= *copy(0, i, j, n, order) * 3 + 1;
	for (i = 1; i < n; i++)
		for (j = 0; j < n; j++)
			*copy(0, i, j, n, order)
				= *copy(0, i - 1, j, n, order) * 0.5
				  + *copy(0, i, j, n, order);
	same(0);
}

static void test_vector(int n)
{
	static float data[N][LD], x[N], y[N];
	static float *row[N];
	struct matrix m = { n, n, row };
	int i, j;

	for (i = 0; i < n; i++) {
		row[i] = data[i];
		x[i] = (float)(i % 5);
		for (j = 0; j < n; j++)
			data[i][j] = (float)((i * 3 + j) % 7);
	}
	vector(&m, x, y);
	went(n < 32 ? ANY : LOWERED);
	for (i = 0; i < n; i++) {
		float s = 0;
		for (j = 0; j < n; j++)
			s += data[i][j] * x[j];
		if (y[i] != s)
			abort();
	}
	m.row = NULL;
	m.columns = 0;
	if (n > 0) {
		m.rows = 0;
		vector(&m, x, y);
	}
}

/* Sizes of which one is of no loop that runs: no pointer is read. */
static void test_nothing(void)
{
	double **none = edge(0, 0);

	product(0, 50, 50, none, none, none);
	product(50, 0, 50, none, none, none);
	triangle(1, none, none);
	around(2, 50, none, none);
	around(50, 2, none, none);
	walk(0, 50, none);
	after(1, 50, none);
	after(50, 0, none);
	batch(0, 50, none, none, none);
	batch(50, 0, none, none, none);
}

static void test_rotate(void)
{
	int i, j;

	fill(0, N, IN_ORDER, 0);
	rotate(N, N, table[0]);
	for (i = 0; i + 1 < N; i++) {
		if (table[0][i] != memory[0] + (i + 1) * LD)
			abort();
		for (j = 0; j < N; j++)
			*copy(0, 0, j, N, IN_ORDER) += i;
	}
	same(0);
}

static void test_batch(void)
{
	static double a[3][400], b[3][400], c[3][400];
	double *pa[] = { a[0], a[1], a[2] }, *pb[] = { b[2], b[0], b[0] },
	       *pc[] = { c[0], c[2], c[1] };
	int q, i, j, p;

	for (q = 0; q < 3; q++)
		for (i = 0; i < 400; i++) {
			a[q][i] = i % 7 + q;
			b[q][i] = i % 11 - q;
		}
	batch(3, 20, pa, pb, pc);
	went(LOWERED);
	for (q = 0; q < 3; q++)
		for (i = 0; i < 20; i++)
			for (j = 0; j < 20; j++) {
				double s = 0;
				for (p = 0; p < 20; p++)
					s += pa[q][i * 20 + p]
					     * pb[q][p * 20 + j];
				if (pc[q][i * 20 + j] != s)
					abort();
			}
}

int main(void)
{
	static const int sizes[] = { 0, 1, 2, 3, 7, 16, 33, 40 };
	unsigned i;
	int order;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (order = 0; order < ORDERS; order++) {
			test_product(sizes[i], order);
			test_maps(sizes[i], order);
		}
		test_vector(sizes[i]);
	}
	test_nothing();
	test_rotate();
	test_batch();
	return 0;
}
