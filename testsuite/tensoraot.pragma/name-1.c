/* A name is an identifier, and one kernel's alone. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel name(first)	/* { dg-note "26:here" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel name(second)
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel serial name(first)	/* { dg-error "33:the name 'first' is taken by another kernel" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel name(3)	/* { dg-error "31:expected an identifier before '3'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
#pragma tensoraot kernel name()		/* { dg-error "31:expected an identifier before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = 0;
}
