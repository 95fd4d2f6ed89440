/* What is no number of threads. */
/* { dg-do compile } */

void f(int n, float *a, float x)	/* { dg-note "declared here" } */
{
#pragma tensoraot kernel threads(0)	/* { dg-error "34:a kernel needs at least one thread, not 0" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel threads(2 - 4)	/* { dg-error "34:a kernel needs at least one thread, not -2" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel threads()	/* { dg-error "34:expected an expression before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel threads(x)	/* { dg-error "34:'x' has type 'float', where an integer is needed" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel threads(1, 2)	/* { dg-error "35:expected '\\)' before ','" } */
	for (int i = 0; i < n; i++) a[i] = 0;
}
