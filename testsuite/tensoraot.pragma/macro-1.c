/* Macros are expanded in clauses; _Pragma and the macros of tensoraot.h are the
   same as the line, and may come out of a macro. */
/* { dg-do compile } */
/* { dg-options "-O1 -Wall -Wextra -pedantic -fdump-tree-gimple" } */

#include "tensoraot.h"
#ifndef __TENSORAOT__
#error "the plugin is not active"
#endif

#define ROWS 64
#define COLS (width + 1)
#define SHAPE(x) x[ROWS][COLS]
#define FOR(i, n) TENSORAOT_KERNEL() for (int i = 0; i < (n); i++)
#define LOOP _Pragma("tensoraot kernel shape(a[width])") for

TENSORAOT_PUSH(fp (strict), lower (loops))
TENSORAOT_KERNEL(shape (SHAPE(a), b[width]), disjoint)
void f(int width, float *a, float *b)
{
	for (int i = 0; i < 64; i++)
		a[i * (width + 1)] = b[0];
}
TENSORAOT_POP

void g(int width, float *a, float *b)
{
#pragma tensoraot kernel shape(SHAPE(a))
	for (int i = 0; i < 64; i++)
		a[i * (width + 1)] = b[0];
	FOR(i, width)
		a[i] = b[i];
	LOOP (int i = 0; i < width; i++)
		a[i] = b[i];
	TENSORAOT_OFF
	for (int i = 0; i < width; i++)
		a[i] = b[i];
}
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(1, a, width, b\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(3, a, width\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_end \\(4\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_begin \\(5, a, width\\);" "gimple" } } */
/* { dg-final { scan-tree-dump "__tensoraot_end \\(6\\);" "gimple" } } */
