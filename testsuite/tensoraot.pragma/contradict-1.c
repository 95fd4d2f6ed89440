/* Clauses that exclude each other are an error, not a choice of ours; so are
   a kernel's and those it gets by default. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel serial threads(2)	/* { dg-error "33:'threads' contradicts 'serial'" } */
	/* { dg-note "26:given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel serial require(parallel) /* { dg-error "41:'require \\(parallel\\)' contradicts 'serial'" } */
	/* { dg-note "26:given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel require(lowered, blas) lower(loops) /* { dg-error "43:'require \\(blas\\)' contradicts 'lower \\(loops\\)'" } */
	/* { dg-note "55:given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel fp(strict) lower(blas)	/* { dg-error "43:'lower \\(blas\\)' contradicts 'fp \\(strict\\)'" } */
	/* { dg-note "29:given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot push fp(strict)		/* { dg-note "27:given here" } */
#pragma tensoraot kernel require(blas)		/* { dg-error "34:'require \\(blas\\)' contradicts 'fp \\(strict\\)'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel fp(reassociate) lower(blas)
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot pop
}
