/* What is no disjoint. */
/* { dg-do compile } */

void f(int n, float *a, float *b)
{
#pragma tensoraot kernel disjoint()	/* { dg-error "35:expected the name of an array before '\\)'" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel disjoint(a)	/* { dg-error "36:'disjoint' needs at least two arrays" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel disjoint(a, b, a)	/* { dg-error "41:'a' cannot be disjoint from itself" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel disjoint(a, n)	/* { dg-error "38:'n' has type 'int', where an array" } */
	/* { dg-note "declared here" "" { target *-*-* } 4 } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel disjoint(a[0], b)	/* { dg-error "36:expected '\\)' before '\\\['" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
#pragma tensoraot kernel disjoint disjoint	/* { dg-error "35:clause 'disjoint' given twice" } */
	for (int i = 0; i < n; i++) a[i] = b[i];
}
