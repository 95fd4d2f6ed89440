/* A kernel inside a function that governs nothing, or no loop, is an error at
   its word. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel	/* { dg-error "19:'kernel' must stand before a statement, not before a declaration" } */
	int i;			/* { dg-note "declared here" } */
#pragma tensoraot kernel	/* { dg-error "'kernel' must stand after the label, not before it" } */
again:
	for (i = 0; i < n; i++)
		a[i] = 0;
	if (n--)
		goto again;
#pragma tensoraot kernel	/* { dg-error "'kernel' governs a statement without a loop" } */
	a[0] = 3;
#pragma tensoraot kernel	/* { dg-error "19:'kernel' is followed by another directive" } */
#pragma tensoraot kernel	/* { dg-note "19:the other one" } */
	for (i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot off		/* { dg-error "'off' is followed by another directive" } */
#pragma tensoraot kernel	/* { dg-note "the other one" } */
	for (i = 0; i < n; i++)
		a[i] = 0;
	if (n) {
#pragma tensoraot kernel	/* { dg-error "'kernel' is not followed by a statement" } */
	}
	if (n) {
		a[1] = 0;
#pragma tensoraot off		/* { dg-error "'off' is not followed by a statement" } */
	}
#pragma tensoraot kernel	/* { dg-error "'kernel' is not followed by a statement" } */
}
