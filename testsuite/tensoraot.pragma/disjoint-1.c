/* disjoint without a list, with one, and with several. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

struct m { float *data; };

void f(int n, float *a, float *b, float *c, struct m *m)
{
#pragma tensoraot kernel disjoint
	for (int i = 0; i < n; i++)
		a[i] = b[i];
#pragma tensoraot kernel disjoint (a, m->data), disjoint (b, c)
	for (int i = 0; i < n; i++)
		a[i] = b[i] + c[i] + m->data[i];
}
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(0\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(1, a, _\[0-9\]+, b, c\\);" "gimple" } } */
