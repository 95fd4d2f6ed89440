/* Facts, tested or trusted, several of them; a variable named trust is one. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

struct m { int cols; };

void f(int n, long ld, float *a, struct m *m, int trust)
{
#pragma tensoraot kernel assume(n % 8 == 0 && ld >= m->cols) \
	assume(!(n < 0) || ld != 3, trust) assume(trust)
	for (int i = 0; i < n; i++)
		a[i] = 0;
}
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(0, n, ld, _\[0-9\]+, trust\\);" "gimple" } } */
