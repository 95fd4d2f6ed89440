/* What is no shape. */
/* { dg-do compile } */

enum { THREE = 3 };

void f(int n, float *a, float *b)
{
#pragma tensoraot kernel shape()	/* { dg-error "32:expected the name of an array before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a)	/* { dg-error "33:expected '\\\[' and an extent before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n][])	/* { dg-error "37:expected an expression before '\\\]'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n:n])	/* { dg-error "35:the outermost dimension has no pitch" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n][n:])	/* { dg-error "39:expected an expression before '\\\]'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n, n])	/* { dg-error "35:expected '\\\]' before ','" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(3[n])	/* { dg-error "32:expected the name of an array before '3'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[-THREE])	/* { dg-error "34:extent -3 is negative" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n][4:THREE])	/* { dg-error "39:pitch 3 is less than the extent 4" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n], b[n], a[2])	/* { dg-error "44:the shape of 'a' is given twice" } */
	/* { dg-note "32:first given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n / (THREE - 3)])	/* { dg-error "36:division by zero" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[9223372036854775807 + 1])	/* { dg-error "54:constant overflows 64 bits" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[1.5])	/* { dg-error "34:'1.5.*' is not an integer" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[sizeof (int)])	/* { dg-error "34:'sizeof' is not supported in a clause" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[(int) n])	/* { dg-error "35:'int' is not supported in a clause" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[f(n)])	/* { dg-error "35:a clause cannot call a function" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a[n = 3])	/* { dg-error "36:expected '\\\]' before '='" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel shape(a["n"])	/* { dg-error "34:expected an expression before '.n.'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
}
