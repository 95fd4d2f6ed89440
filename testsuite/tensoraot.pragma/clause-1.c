/* Each way to get a clause wrong is an error at the word; the clauses after it
   are still checked. */
/* { dg-do compile } */

void f(int n, float *a)
{
#pragma tensoraot kernel shpe(a[n]) seral requir(blas) /* { dg-error "26:unknown clause 'shpe'; did you mean 'shape'" } */
	/* { dg-error "37:unknown clause 'seral'; did you mean 'serial'" "" { target *-*-* } .-1 } */
	/* { dg-error "43:unknown clause 'requir'; did you mean 'require'" "" { target *-*-* } .-2 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel vectorize	/* { dg-error "26:unknown clause 'vectorize'; expected 'shape', 'disjoint', .* or 'check'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel serial 3	/* { dg-error "33:expected a clause before '3'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel shape a[n]	/* { dg-error "32:expected '\\(' after 'shape' before 'a'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel shape(a[n] serial /* { dg-error "37:expected '\\)' before 'serial'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel name(x	/* { dg-error "expected '\\)' before the end of the line" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel check		/* { dg-error "26:clause 'check' is not supported yet" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel trust		/* { dg-error "26:'trust' goes inside 'assume \\(expression, trust\\)'" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel fp(strict) serial fp(relaxed) /* { dg-error "44:clause 'fp' given twice" } */
	/* { dg-note "26:first given here" "" { target *-*-* } .-1 } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
#pragma tensoraot kernel serial(1)	/* { dg-error "32:'serial' takes no argument" } */
	for (int i = 0; i < n; i++)
		a[i] = 0;
}
