/* threads takes any integer expression, read on entry; serial takes none. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

int cores;

void f(int n, float *a)
{
#pragma tensoraot kernel threads(cores / 2)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel threads(1)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel serial
	for (int i = 0; i < n; i++) a[i] = 0;
}
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(0, cores.\[^ \]*\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(1\\);" "gimple" } } */
