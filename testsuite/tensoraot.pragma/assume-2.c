/* What is no fact. */
/* { dg-do compile } */

void f(int n, float *a)		/* { dg-note "declared here" } */
{
#pragma tensoraot kernel assume(1 > 2)	/* { dg-error "33:this assumption is never true" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume(n > 2, trst)	/* { dg-error "40:unknown 'assume' word 'trst'; did you mean 'trust'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume(n > 2, 3)	/* { dg-error "40:expected 'trust' before '3'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume()	/* { dg-error "33:expected an expression before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume((n > 3)	/* { dg-error "expected '\\)' before the end of the line" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume(n > )	/* { dg-error "37:expected an expression before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel assume(a != 0)	/* { dg-error "33:'a' has type 'float \\*', where an integer is needed" } */
	for (int i = 0; i < n; i++) a[i] = 0;
}
