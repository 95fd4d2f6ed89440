/* The same through -save-temps: the directive and its expansions survive
   preprocessing. */
/* { dg-do compile } */
/* { dg-options "-O1 -save-temps -fdump-tree-gimple" } */

#define ROWS 64
#define KERNEL _Pragma("tensoraot kernel shape(a[ROWS])")

void f(int width, float *a)
{
#pragma tensoraot kernel shape(a[ROWS][width])
	for (int i = 0; i < 64; i++)
		a[i * width] = 0;
	KERNEL
	for (int i = 0; i < 64; i++)
		a[i] = 0;
#pragma tensoraot kernel shap(a[ROWS][width])	/* { dg-error "26:unknown clause 'shap'; did you mean 'shape'" } */
	for (int i = 0; i < 64; i++)
		a[i * width] = 0;
}
