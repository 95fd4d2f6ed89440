/* "disjoint" is said of the arrays of the source, and rows that are found in one table of
   pointers are of one: row n - 1 - i is row i where that is in the middle.  Taken to be
   apart, two threads change one row, of which an element needs another.  Found by a
   random program.  */
/* { dg-additional-options "-fplugin-arg-tensoraot-eager" } */
#include <stdlib.h>
#include <string.h>

enum { N = 3, M = 1 << 20 };
struct two {
	float **rows, **others;
};

__attribute__((noipa)) void turn(unsigned n, unsigned m, float **a)
{
#pragma tensoraot kernel disjoint
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++) {
			a[(n - 1 - i) & 7][j + 2] = j + i;
			a[i & 7][j] += 2;
		}
}
__attribute__((noipa)) void member(unsigned n, unsigned m, struct two *t)
{
#pragma tensoraot kernel disjoint
	for (unsigned i = 0; i < n; i++)
		for (unsigned j = 0; j < m; j++) {
			t->rows[(n - 1 - i) & 7][j + 2] = j + i;
			t->rows[i & 7][j] += 2;
		}
}

static float x[N][M + 2], y[N][M + 2];

/* What they should do to "y".  */
static void plain(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M; j++) {
			y[N - 1 - i][j + 2] = j + i;
			y[i][j] += 2;
		}
}

int main(void)
{
	float *a[N];
	struct two t = { a, 0 };

	for (int i = 0; i < N; i++)
		a[i] = x[i];
	for (int i = 0; i < N; i++)
		for (int j = 0; j < M + 2; j++)
			x[i][j] = y[i][j] = j % 7;
	plain();
	turn(N, M, a);
	if (memcmp(x, y, sizeof(x)))
		abort();
	plain();
	member(N, M, &t);
	if (memcmp(x, y, sizeof(x)))
		abort();
	return 0;
}
