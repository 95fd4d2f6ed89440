/* push and pop in balance, nested, inside and outside of functions, the last
   one open to the end of the file. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -fdump-tree-gimple" } */

int cores;

#pragma tensoraot push fp(strict) disjoint threads(cores)
void f(int n, float *a)
{
#pragma tensoraot push lower(loops) serial
#pragma tensoraot kernel
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot pop
	{
		int cores = 3;
#pragma tensoraot kernel fp(relaxed)
		for (int i = 0; i < n; i++) a[i] = cores;
	}
}
#pragma tensoraot pop
#pragma tensoraot push lower(loops)
/* The inner push made it serial, the outer one means the inner "cores". */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(2\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(4, cores\\);" "gimple" } } */
/* { dg-final { scan-tree-dump-times "__tensoraot_begin" 2 "gimple" } } */
