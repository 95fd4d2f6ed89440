/* In C90 a "for" has no scope of its own; it is governed with its first
   expression all the same, and a block without declarations as a whole. */
/* { dg-do compile } */
/* { dg-options "-std=c90 -pedantic -O1 -fdump-tree-gimple" } */

void f(int n, float *a)
{
	int i;
#pragma tensoraot kernel
	for (i = 11; i < n; i++)
		a[i] = 0;
	n++;
#pragma tensoraot kernel
	{
		for (i = 12; i < n; i++)
			a[i] = 0;
		for (i = 13; i < n; i++)
			a[i] = 1;
	}
	n--;
}
/* { dg-final { scan-tree-dump "begin \\(0\\);\\s*i = 11;" "gimple" } } */
/* { dg-final { scan-tree-dump "end \\(0\\);\\s*n = n \\+ 1;" "gimple" } } */
/* { dg-final { scan-tree-dump "begin \\(1\\);\\s*.\\s*i = 12;" "gimple" } } */
/* { dg-final { scan-tree-dump "\n *__tensoraot_end \\(1\\);\\s*n = n \\+ -1;" "gimple" } } */
